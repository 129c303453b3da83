/* SPDX-License-Identifier: EUPL-1.2
 *
 * The questions and groups of a questionnaire, read in two passes: all of them first, then the conditions, which need
 * to know every question.
 */
#include "loader.h"

#include <stdio.h>
#include <stdlib.h>

#include "locale_catalogue.h"
#include "qtype.h"

/* What is left for the second pass: a condition and who asks it. */
struct pending {
	struct fy_node *node;
	struct question *question; /* NULL: of the group, or of the questionnaire */
	struct group *group;
};

struct pass {
	struct loader *loader;
	const char *file;
	struct pending *pending; /* owned */
	size_t pending_count;
	size_t question_count;
};

static void
add_pending(struct pass *pass, struct fy_node *node, struct question *question, struct group *group)
{
	if (node == NULL)
		return;
	pass->pending = xrealloc(pass->pending, pass->pending_count + 1, sizeof(*pass->pending));
	pass->pending[pass->pending_count++] = (struct pending){ node, question, group };
}

/* Ids that conditions, form fields or the page itself need: "v4" is the fourth screen. */
bool
id_is_reserved(struct view id)
{
	static const char *const reserved[] = {
		"all",   "any", "not",     "again", "nonce",   "ticket",         "definition",
		"enter", "end", "content", "start", "checked", "personal-title", "summary-title"
	};
	bool digits = id.len > 1 && id.ptr[0] == 'v', found;

	for (size_t i = 1; digits && i < id.len; i++)
		digits = id.ptr[i] >= '0' && id.ptr[i] <= '9';
	found = digits;
	for (size_t i = 0; i < sizeof(reserved) / sizeof(reserved[0]); i++)
		found = found || view_is(id, reserved[i]);
	return found;
}

static void
load_type(struct definition *definition, struct question *question)
{
	struct view name;
	struct buf known = BUF_INIT;

	if (!definition_word(definition, "type", true, &name))
		return;
	question->type = qtype_find(name);
	if (question->type == NULL) {
		for (size_t i = 0; qtypes[i] != NULL; i++)
			buf_printf(&known, "%s, ", qtypes[i]->name);
		buf_add_text(&known, "matrix");
		definition_problem(definition, "type", SEVERITY_ERROR,
		                   "there is no question type \"%.*s\"; there are: %s", VIEW_ARGS(name),
		                   known.data);
	}
	buf_release(&known);
}

/* Reports the first question that is one too many. */
static void
count_questions(struct pass *pass, struct definition *definition, size_t count)
{
	bool good = pass->question_count <= QUESTIONS_MAX;

	pass->question_count += count;
	if (good && pass->question_count > QUESTIONS_MAX)
		definition_problem(definition, NULL, SEVERITY_ERROR, "more than %d questions", QUESTIONS_MAX);
}

static void
load_question(struct pass *pass, struct definition *definition, struct question *question,
              struct group *group)
{
	char what[64] = "this question";

	question->group = group;
	yaml_place(definition->mapping, &question->line, &question->column);
	if (definition_id(definition, "id", true, &question->id)) {
		snprintf(what, sizeof(what), "question \"%.*s\"", VIEW_ARGS(question->id));
		if (id_is_reserved(question->id))
			definition_problem(definition, "id", SEVERITY_ERROR,
			                   "\"%.*s\" has a meaning of its own; choose another id",
			                   VIEW_ARGS(question->id));
	}
	definition_text(definition, "ask", true, &question->title);
	definition_text(definition, "ask_with", false, &question->title_with);
	definition_text(definition, "hint", false, &question->hint);
	definition_flag(definition, "required", &question->required);
	recordings_load(definition, &question->audio);
	add_pending(pass, definition_node(definition, "show_if"), question, group);
	load_type(definition, question);
	if (question->type != NULL) {
		question->type->load(definition, question);
		definition_finish(definition, what);
	}
	count_questions(pass, definition, 1);
}

/* Room for all questions that an entry makes. */
static size_t
room_for(struct fy_node *entry)
{
	return matrix_is(entry) ? matrix_size(entry) : 1;
}

/* The same of a list of entries. */
static size_t
room_needed(struct fy_node *list)
{
	struct fy_node *item;
	void *walk = NULL;
	size_t count = 0;

	while ((item = fy_node_sequence_iterate(list, &walk)) != NULL)
		count += room_for(item);
	return count;
}

/* One entry that is no group: a question, or a matrix of several. Returns how many it made. */
static size_t
load_questions(struct pass *pass, struct definition *definition, struct question *questions,
               struct group *group)
{
	struct fy_node *show_if;
	size_t count = 1;

	if (!matrix_is(definition->mapping)) {
		load_question(pass, definition, questions, group);
	} else {
		show_if = definition_node(definition, "show_if");
		count = matrix_load(definition, group, questions);
		for (size_t i = 0; i < count; i++)
			add_pending(pass, show_if, &questions[i], group);
		count_questions(pass, definition, count);
	}
	return count;
}

/* The generated "another one?" that closes every time of a group but the last. */
static void
add_again(struct pass *pass, struct group *group, const struct text *ask)
{
	static const char *const ids[] = { "yes", "no" }, *const messages[] = { "again_yes", "again_no" };
	struct questionnaire *q = pass->loader->questionnaire;
	struct question *again = &group->questions[group->question_count++];

	again->id = VIEW("again");
	again->type = qtype_find(VIEW("single"));
	again->title = *ask;
	again->group = group;
	again->again = true;
	again->line = group->line;
	again->column = group->column;
	again->options = arena_array(&q->arena, 2, sizeof(*again->options));
	again->option_count = 2;
	for (size_t o = 0; o < 2; o++) {
		again->options[o].id = view_of(ids[o]);
		for (size_t l = 0; l < q->language_count; l++)
			again->options[o].text.in[l] =
			    catalogue_message(catalogue_find(q->languages[l]), messages[o]);
	}
}

static void
load_mention(struct definition *definition, struct group *group)
{
	struct view kind, story;
	bool known = false;

	if (!definition_word(definition, "mention", false, &kind))
		return;
	for (int k = MENTION_NONE + 1; k < MENTION_KIND_COUNT; k++)
		if (view_is(kind, mention_kind_name((enum mention_kind)k))) {
			group->mention = (enum mention_kind)k;
			known = true;
		}
	if (!known)
		definition_problem(definition, "mention", SEVERITY_ERROR,
		                   "`mention:` must be olifantenpaadje or broodje_aap");
	if (!definition_word(definition, "story", true, &story))
		return;
	for (size_t i = 0; i < group->question_count; i++)
		if (view_equal(group->questions[i].id, story))
			group->story = &group->questions[i];
	if (group->story == NULL || group->story->type == NULL ||
	    group->story->type->level != MEASUREMENT_TEXT) {
		definition_problem(definition, "story", SEVERITY_ERROR,
		                   "`story:` must be a text question of this group");
		group->story = NULL;
	}
}

/* Reports an id that was used before. */
static void
report_duplicate(struct pass *pass, struct view id, unsigned line, unsigned column, unsigned first_line)
{
	problems_add(pass->loader->problems, SEVERITY_ERROR, pass->file, line, column,
	             "duplicate id \"%.*s\" (first on line %u)", VIEW_ARGS(id), first_line);
}

static void
check_unique(struct pass *pass, const struct question *questions, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < i; j++)
			if (questions[i].id.len > 0 && view_equal(questions[i].id, questions[j].id)) {
				report_duplicate(pass, questions[i].id, questions[i].line,
				                 questions[i].column, questions[j].line);
				break;
			}
}

static void
load_group_questions(struct pass *pass, struct definition *definition, struct group *group)
{
	struct fy_node *list = definition_node(definition, "questions"), *item;
	struct definition entry;
	void *walk = NULL;
	size_t count;

	if (list == NULL || !fy_node_is_sequence(list) || fy_node_sequence_is_empty(list)) {
		definition_problem(definition, "questions", SEVERITY_ERROR,
		                   "a group needs a list of `questions:`");
		return;
	}
	count = room_needed(list);
	/* One more for "another one?". */
	group->questions = arena_array(definition_arena(definition), count + 1, sizeof(*group->questions));
	while ((item = fy_node_sequence_iterate(list, &walk)) != NULL)
		if (definition_open(&entry, pass->loader, pass->file, item, "a question"))
			group->question_count +=
			    load_questions(pass, &entry, &group->questions[group->question_count], group);
	check_unique(pass, group->questions, group->question_count);
}

static void
load_group(struct pass *pass, struct definition *definition, struct group *group)
{
	struct text ask = { .in = { { NULL, 0 } } };
	long times = 1;

	yaml_place(definition->mapping, &group->line, &group->column);
	definition_id(definition, "group", true, &group->id);
	if (id_is_reserved(group->id))
		definition_problem(definition, "group", SEVERITY_ERROR,
		                   "\"%.*s\" has a meaning of its own; choose another id",
		                   VIEW_ARGS(group->id));
	definition_text(definition, "title", true, &group->title);
	definition_number(definition, "times", 1, GROUP_TIMES_MAX, &times);
	group->times = (size_t)times;
	add_pending(pass, definition_node(definition, "show_if"), NULL, group);
	load_group_questions(pass, definition, group);
	load_mention(definition, group);
	definition_text(definition, "again", times > 1, &ask);
	if (times > 1 && group->questions != NULL)
		add_again(pass, group, &ask);
	definition_finish(definition, "this group");
}

static struct view
entry_id(const struct entry *entry)
{
	return entry->group != NULL ? entry->group->id : entry->question->id;
}

static unsigned
entry_line(const struct entry *entry)
{
	return entry->group != NULL ? entry->group->line : entry->question->line;
}

static void
check_entry_unique(struct pass *pass, const struct entry *entry)
{
	const struct questionnaire *q = pass->loader->questionnaire;
	struct view id = entry_id(entry);

	for (const struct entry *other = q->entries; other < entry; other++)
		if (id.len > 0 && view_equal(entry_id(other), id)) {
			report_duplicate(pass, id, entry_line(entry),
			                 entry->group != NULL ? entry->group->column
			                                      : entry->question->column,
			                 entry_line(other));
			break;
		}
}

static void
load_entries(struct pass *pass, struct definition *definition)
{
	struct questionnaire *q = pass->loader->questionnaire;
	struct fy_node *list = definition_node(definition, "questions"), *item;
	struct definition entry;
	struct question *questions;
	void *walk = NULL;
	size_t count;

	if (list == NULL || !fy_node_is_sequence(list) || fy_node_sequence_is_empty(list)) {
		definition_problem(definition, "questions", SEVERITY_ERROR,
		                   "a questionnaire needs a list of `questions:`");
		return;
	}
	q->entries = arena_array(&q->arena, room_needed(list), sizeof(*q->entries));
	while ((item = fy_node_sequence_iterate(list, &walk)) != NULL) {
		struct entry *added = &q->entries[q->entry_count];

		if (!definition_open(&entry, pass->loader, pass->file, item, "a question"))
			continue;
		if (definition_has(&entry, "group")) {
			added->group = arena_alloc(&q->arena, sizeof(*added->group));
			load_group(pass, &entry, added->group);
			check_entry_unique(pass, added);
			q->entry_count++;
			continue;
		}
		questions = arena_array(&q->arena, room_for(item), sizeof(*questions));
		count = load_questions(pass, &entry, questions, NULL);
		for (size_t i = 0; i < count; i++) {
			added[i].question = &questions[i];
			check_entry_unique(pass, &added[i]);
		}
		q->entry_count += count;
	}
}

/* Gives every question its place in response.answers. */
static void
assign_places(struct questionnaire *q)
{
	size_t place = 0;

	for (size_t i = 0; i < q->entry_count; i++) {
		struct group *group = q->entries[i].group;

		if (group == NULL) {
			q->entries[i].question->place = place++;
			continue;
		}
		group->first_place = place;
		for (size_t j = 0; j < group->question_count; j++)
			group->questions[j].place = place + j;
		place += group->times * group->question_count;
	}
	q->place_count = place;
}

static void
load_conditions(struct pass *pass)
{
	for (size_t i = 0; i < pass->pending_count; i++) {
		const struct pending *p = &pass->pending[i];
		const struct condition *condition =
		    condition_load(pass->loader, pass->file, p->node, p->question, p->group);

		if (p->question != NULL)
			p->question->show_if = condition;
		else if (p->group != NULL)
			p->group->show_if = condition;
		else
			pass->loader->questionnaire->quote_if = condition;
	}
	for (size_t i = 0; i < pass->pending_count; i++) {
		const struct pending *p = &pass->pending[i];

		condition_check(pass->loader, pass->file, p->node,
		                p->question != NULL ? p->question->show_if
		                : p->group != NULL  ? p->group->show_if
		                                    : NULL,
		                p->question, p->group);
	}
}

void
questions_load(struct definition *definition)
{
	struct pass pass = { .loader = definition->loader, .file = definition->file };

	load_entries(&pass, definition);
	assign_places(definition->loader->questionnaire);
	add_pending(&pass, definition_node(definition, "quote_if"), NULL, NULL);
	load_conditions(&pass);
	questions_check(definition);
	free(pass.pending);
}
