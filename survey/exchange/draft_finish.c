/* SPDX-License-Identifier: EUPL-1.2
 *
 * What a draft lacks to be a questionnaire, and writing it past the same check as `survey check`: draft.h.
 */
#include "draft.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "locale_catalogue.h"
#include "response.h"
#include "survey/questionnaire/yaml.h"

enum { SHOWN = 60, SUFFIX_ROOM = 6, SIZE_STEP = 1024, FRAME_BYTES = 3 };

#define SHOWN_ARGS(v) (int)((v).len < SHOWN ? (v).len : SHOWN), (v).ptr

/* ---- languages ------------------------------------------------------------------------------------------- */

/* Gives a text every language. `fallback` stands in where no language has it; empty: then it stays without. */
static void
fill_text(struct draft *draft, struct text *text, struct view fallback, const struct draft_place *place,
          const char *what, struct view about)
{
	struct view some = { "", 0 };

	for (size_t l = 0; l < draft->language_count && some.len == 0; l++)
		some = text->in[l];
	if (some.len == 0 && fallback.len == 0)
		return;
	if (some.len == 0)
		draft_lost(draft, place, "%s \"%.*s\" has no text; its name stands there", what,
		           SHOWN_ARGS(about));
	for (size_t l = 0; l < draft->language_count; l++) {
		if (text->in[l].len > 0)
			continue;
		if (some.len > 0)
			draft_lost(
			    draft, place,
			    "%s \"%.*s\" has no text in \"%.*s\"; that of another language stands there",
			    what, SHOWN_ARGS(about), VIEW_ARGS(draft->languages[l]));
		text->in[l] = some.len > 0 ? some : fallback;
	}
}

static void
fill_options(struct draft *draft, struct option *options, const struct view *names, size_t count,
             const struct draft_place *place)
{
	for (size_t i = 0; i < count; i++) {
		fill_text(draft, &options[i].text, names[i].len > 0 ? names[i] : options[i].id, place,
		          "answer", names[i]);
		fill_text(draft, &options[i].hint, (struct view){ "", 0 }, place, "the hint of answer",
		          names[i]);
	}
}

/* The program's own words, where a form has none. */
static void
fill_message(struct draft *draft, struct text *text, const char *message, const struct draft_place *place,
             const char *what)
{
	struct view some = { "", 0 };

	for (size_t l = 0; l < draft->language_count && some.len == 0; l++)
		some = text->in[l];
	if (some.len == 0) {
		for (size_t l = 0; l < draft->language_count; l++)
			text->in[l] = catalogue_message(catalogue_find(draft->languages[l]), message);
		draft_lost(draft, place, "there is no %s in it; write your own: a standard text stands there",
		           what);
	}
	fill_text(draft, text, (struct view){ "", 0 }, place, what, (struct view){ "", 0 });
}

static void
fill_question(struct draft *draft, struct draft_question *question)
{
	fill_text(draft, &question->ask, question->name.len > 0 ? question->name : question->id,
	          &question->place, "question", question->name);
	fill_text(draft, &question->hint, (struct view){ "", 0 }, &question->place, "the hint of question",
	          question->name);
	fill_text(draft, &question->unit, (struct view){ "", 0 }, &question->place, "the unit of question",
	          question->name);
	fill_options(draft, question->options, question->names, question->option_count, &question->place);
	fill_options(draft, question->items, question->item_names, question->item_count, &question->place);
}

/* ---- ids ------------------------------------------------------------------------------------------------- */

/* Whether an id stands for something else among those that `question` (or, with NULL, a group) is asked with. Groups have the ids
 * of the top level. */
static bool
is_taken(const struct draft *draft, const struct draft_question *question, const struct draft_group *group,
         struct view id)
{
	const struct draft_group *within = question == NULL ? NULL : question->group;
	bool taken = id_is_reserved(id);

	for (size_t i = 0; !taken && i < draft->question_count; i++) {
		const struct draft_question *other = draft->questions[i];

		if (other->group == within && (question == NULL || other->number < question->number))
			taken = view_equal(other->id, id);
		if (!taken && within == NULL && other->group != NULL && other->group != group)
			taken = view_equal(other->group->id, id);
	}
	return taken;
}

static struct view
free_id(struct draft *draft, const struct draft_question *question, const struct draft_group *group,
        struct view base, size_t most)
{
	struct view id = base;

	if (id_is_reserved(id))
		id = arena_printf(&draft->arena, "q-%.*s", (int)(base.len < most - 2 ? base.len : most - 2),
		                  base.ptr);
	for (unsigned n = 2; is_taken(draft, question, group, id); n++)
		id = arena_printf(&draft->arena, "%.*s-%u",
		                  (int)(base.len < most - SUFFIX_ROOM ? base.len : most - SUFFIX_ROOM),
		                  base.ptr, n);
	return id;
}

/* The longest id that leaves room for those of the items: a matrix's questions are called MATRIX-ITEM. */
static size_t
id_room(struct draft *draft, struct draft_question *question)
{
	enum { ITEM_MOST = 20 };
	size_t longest = 0;

	for (size_t i = 0; i < question->item_count; i++) {
		struct view *id = &question->items[i].id;

		if (id->len > ITEM_MOST)
			*id = arena_printf(&draft->arena, "i%zu", i + 1);
		longest = id->len > longest ? id->len : longest;
	}
	return question->item_count == 0 ? ID_MAX : ID_MAX - longest - 1;
}

/* What a question is called without the name of its group before it: ids need differ within their group only. */
static struct view
own_name(const struct draft_question *question)
{
	const struct draft_group *group = question->group;
	struct view name = question->name;

	if (group != NULL && group->name.len > 0 && name.len > group->name.len + 1 &&
	    memcmp(name.ptr, group->name.ptr, group->name.len) == 0 &&
	    (name.ptr[group->name.len] == '-' || name.ptr[group->name.len] == '_')) {
		name.ptr += group->name.len + 1;
		name.len -= group->name.len + 1;
	}
	return name;
}

static void
name_question(struct draft *draft, struct draft_question *question)
{
	size_t most = id_room(draft, question);
	struct view base = draft_id(draft, own_name(question), "q", most);

	question->id = free_id(draft, question, NULL, base, most);
	if (draft_is_spelling(question->name, question->id)) {
		if (!view_equal(question->id, question->name))
			draft_lost_often(draft, &question->place,
			                 "the names of questions are lower-case letters, digits and hyphens "
			                 "here, a letter first");
	} else
		draft_lost(draft, &question->place, "question \"%.*s\" is now called %.*s",
		           SHOWN_ARGS(question->name), VIEW_ARGS(question->id));
}

static void
name_group(struct draft *draft, struct draft_group *group)
{
	group->id = free_id(draft, NULL, group, draft_id(draft, group->name, "g", ID_MAX), ID_MAX);
	fill_text(draft, &group->title, group->name.len > 0 ? group->name : group->id, &group->place, "group",
	          group->name);
	for (size_t l = 0; group->times > 1 && l < draft->language_count; l++)
		group->again.in[l] = catalogue_message(catalogue_find(draft->languages[l]), "import_again");
}

static void
name_all(struct draft *draft)
{
	const struct draft_group *last = NULL;

	for (size_t i = 0; i < draft->question_count; i++)
		name_question(draft, draft->questions[i]);
	for (size_t i = 0; i < draft->question_count; i++) {
		struct draft_group *group = draft->questions[i]->group;

		if (group != NULL && group != last)
			name_group(draft, group);
		last = group;
	}
}

/* ---- the end --------------------------------------------------------------------------------------------- */

static struct view
base_name(const char *file)
{
	const char *slash = strrchr(file, '/');
	struct view name = view_of(slash == NULL ? file : slash + 1);
	const char *dot = name.len == 0 ? NULL : memrchr(name.ptr, '.', name.len);

	if (dot != NULL && dot != name.ptr)
		name.len = (size_t)(dot - name.ptr);
	return name;
}

/* Leaves out what is more than a questionnaire can have: from the end, so that no condition asks about what is gone. */
static void
cut_off(struct draft *draft)
{
	size_t kept = 0, sum = 0;

	while (kept < draft->question_count) {
		size_t items = draft->questions[kept]->item_count;

		sum += items > 0 ? items : 1;
		if (sum > QUESTIONS_MAX)
			break;
		kept++;
	}
	if (kept == draft->question_count)
		return;
	draft_lost(draft, &draft->questions[kept]->place,
	           "a questionnaire has at most %d questions (rows of a table are one each): from \"%.*s\" "
	           "on %zu are "
	           "left out",
	           QUESTIONS_MAX, SHOWN_ARGS(draft->questions[kept]->name), draft->question_count - kept);
	draft->question_count = kept;
}

bool
draft_finish(struct draft *draft, const char *file, struct error *err)
{
	struct draft_place whole = { .file = file };

	cut_off(draft);
	if (draft->question_count == 0)
		return fail(err, ERROR_INVALID, "there is no question in it that can be carried over");
	if (draft->language_count == 0)
		draft_language(draft, VIEW("nl"));
	draft->id = draft_id(draft, draft->id.len > 0 ? draft->id : base_name(file), "form", ID_MAX);
	if (id_is_page(draft->id))
		draft->id = arena_printf(&draft->arena, "q-%.*s", VIEW_ARGS(draft->id));
	if (draft->audience.len == 0) {
		draft->audience = draft->id;
		draft_lost(
		    draft, &whole,
		    "it does not say whose answers these are; `audience:` is now %.*s (see --audience)",
		    VIEW_ARGS(draft->id));
	}
	fill_text(draft, &draft->title, draft->id, &whole, "questionnaire", draft->id);
	fill_message(draft, &draft->intro, "import_intro", &whole, "introduction");
	fill_message(draft, &draft->thanks, "import_thanks", &whole, "text for the end");
	fill_text(draft, &draft->help, (struct view){ "", 0 }, &whole, "help", draft->id);
	name_all(draft);
	for (size_t i = 0; i < draft->question_count; i++) {
		fill_question(draft, draft->questions[i]);
		draft_settle_with(draft, draft->questions[i]);
		draft_warn_personal(draft, draft->questions[i]);
	}
	return true;
}

/* Loads what was written. */
static struct questionnaire *
load(struct view yaml, const char *name, struct problems *problems)
{
	json_t *whole = json_pack("{s:s%, s:{}}", "questionnaire", yaml.ptr, yaml.len, "tagsets");
	char *text = whole == NULL ? NULL : json_dumps(whole, JSON_COMPACT);
	struct questionnaire *questionnaire =
	    text == NULL ? NULL : questionnaire_load_definition(view_of(text), name, problems);

	free(text);
	json_decref(whole);
	return questionnaire;
}

static void
add_problems(struct problems *to, const struct problems *from)
{
	for (size_t i = 0; i < from->count; i++)
		problems_add(to, from->list[i].severity, from->list[i].file, from->list[i].line,
		             from->list[i].column, "%s", from->list[i].text);
}

bool
draft_write(struct draft *draft, const char *file, struct buf *out, struct error *err)
{
	static const char name[] = "the questionnaire that was made";
	struct problems first = PROBLEMS_INIT, second = PROBLEMS_INIT, *last = &first;
	struct questionnaire *questionnaire = NULL;
	size_t limit, size;
	bool good = false;

	if (!draft_finish(draft, file, err))
		return false;
	draft_yaml(draft, file, 0, out);
	questionnaire = load(buf_view(out), name, &first);
	limit = questionnaire == NULL ? 0 : response_size_limit(questionnaire) + FRAME_BYTES;
	if (limit > BOX_SIZE_DEFAULT) {
		/* So large that nobody is told that all answers together are too long; `survey check` warns when that cannot be. */
		size = (limit + SIZE_STEP - 1) / SIZE_STEP * SIZE_STEP;
		questionnaire_free(questionnaire);
		buf_reset(out);
		draft_yaml(draft, file, size < BOX_SIZE_MAX ? size : BOX_SIZE_MAX, out);
		questionnaire = load(buf_view(out), name, &second);
		last = &second;
	}
	add_problems(draft->problems, last);
	if (out->len > YAML_FILE_MAX)
		fail(err, ERROR_FULL, "the questionnaire would have more than 256 KiB; make it shorter");
	good =
	    (questionnaire != NULL && out->len <= YAML_FILE_MAX) ||
	    fail(err, ERROR_INVALID,
	         "what is made of it would not pass `survey check`; the list says why, by the lines of that");
	questionnaire_free(questionnaire);
	problems_release(&first);
	problems_release(&second);
	return good;
}
