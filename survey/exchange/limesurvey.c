/* SPDX-License-Identifier: EUPL-1.2
 *
 * A LimeSurvey survey made a draft: records in order, settings, and conditions. limesurvey_inside.h.
 */
#include <stdlib.h>
#include <string.h>

#include "limesurvey_inside.h"

enum { SHOWN = 60 };

#define SHOWN_ARGS(v) (int)((v).len < SHOWN ? (v).len : SHOWN), (v).ptr

void
limesurvey_init(struct limesurvey *survey, struct draft *draft, const char *file, struct view wish)
{
	*survey = (struct limesurvey){ .draft = draft, .file = file, .wish = wish };
}

void
limesurvey_release(struct limesurvey *survey)
{
	free(survey->records);
	free(survey->attributes);
	free(survey->conditions);
	*survey = (struct limesurvey){ .records = NULL };
}

struct limesurvey_record *
limesurvey_record(struct limesurvey *survey, enum limesurvey_class class, struct view id, struct view parent,
                  const struct draft_place *place)
{
	struct limesurvey_record *record;

	for (size_t i = 0; i < survey->count; i++) {
		record = &survey->records[i];
		if (record->class == class && view_equal(record->id, id) &&
		    (parent.ptr == NULL || view_equal(record->parent, parent)))
			return record;
	}
	if (survey->count == LIMESURVEY_RECORDS_MAX) {
		draft_lost(survey->draft, place,
		           "there are more than %d questions and answers; the rest is left out",
		           LIMESURVEY_RECORDS_MAX);
		return NULL;
	}
	if (survey->count == survey->room) {
		survey->room = survey->room == 0 ? 64 : survey->room * 2;
		survey->records = xrealloc(survey->records, survey->room, sizeof(*survey->records));
	}
	record = &survey->records[survey->count++];
	*record = (struct limesurvey_record){ .class = class, .id = id, .parent = parent, .place = *place };
	return record;
}

void
limesurvey_add_attribute(struct limesurvey *survey, const struct limesurvey_attribute *attribute)
{
	if (survey->attribute_count == LIMESURVEY_RECORDS_MAX)
		return;
	if (survey->attribute_count == survey->attribute_room) {
		survey->attribute_room = survey->attribute_room == 0 ? 64 : survey->attribute_room * 2;
		survey->attributes =
		    xrealloc(survey->attributes, survey->attribute_room, sizeof(*survey->attributes));
	}
	survey->attributes[survey->attribute_count++] = *attribute;
}

struct view
limesurvey_attribute(const struct limesurvey *survey, struct view question, const char *name, size_t language)
{
	for (size_t i = 0; i < survey->attribute_count; i++) {
		const struct limesurvey_attribute *attribute = &survey->attributes[i];

		if (view_equal(attribute->question, question) && view_is(attribute->name, name) &&
		    (language == LANGUAGES_MAX || attribute->language == LANGUAGES_MAX ||
		     attribute->language == language))
			return attribute->value;
	}
	return (struct view){ "", 0 };
}

/* ---- settings -------------------------------------------------------------------------------------------- */

size_t
limesurvey_language(struct limesurvey *survey, struct view name)
{
	size_t language = draft_language(survey->draft, name);
	const struct draft_place whole = { survey->file, 0, 0 };

	if (language == LANGUAGES_MAX && name.len > 0)
		draft_lost(survey->draft, &whole,
		           "this program does not speak \"%.*s\"; the texts in that language are left out",
		           SHOWN_ARGS(name));
	return language;
}

void
limesurvey_languages(struct limesurvey *survey, struct view own, struct view others)
{
	const struct draft_place whole = { survey->file, 0, 0 };
	struct view rest = others, language = own;
	bool spoken = draft_language_code(own).len > 0;

	for (; !spoken && rest.ptr != NULL; spoken = draft_language_code(view_cut(&rest, ' ')).len > 0)
		continue;
	if (!spoken)
		draft_stand_in(survey->draft, own, survey->wish, &whole);
	limesurvey_language(survey, language);
	for (rest = others; rest.ptr != NULL;) {
		language = view_cut(&rest, ' ');
		if (language.len > 0)
			limesurvey_language(survey, language);
	}
}

/* "2026-01-05 00:00:00": the day. */
static void
take_day(struct limesurvey *survey, struct view value, const struct draft_place *place, struct view *day)
{
	struct date date;

	if (value.len < 10)
		return;
	if (date_parse((struct view){ value.ptr, 10 }, &date))
		*day = arena_copy(&survey->draft->arena, (struct view){ value.ptr, 10 });
	if (value.len > 10)
		draft_lost(survey->draft, place, "it opens and closes by the day here, not by the hour");
}

void
limesurvey_setting(struct limesurvey *survey, struct view name, struct view value,
                   const struct draft_place *place)
{
	static const struct {
		const char *name, *value, *why;
	} told[] = {
		{ "anonymized", "N", "responses that are tied to a person: here they never are" },
		{ "ipaddr", "Y", "IP addresses are never kept here" },
		{ "refurl", "Y", "where somebody came from is never kept here" },
		{ "datestamp", "Y",
		  "the time of a response is never kept here, nothing finer than a day is" },
		{ "savetimings", "Y", "how long somebody takes is never kept here" },
		{ "usecookie", "Y", "there are no cookies here" },
		{ "allowregister", "Y",
		  "nobody registers here; `access: ticket` gives out single-use codes" },
		{ "usetokens", "Y",
		  "no list of participants is kept here; `access: ticket` gives out single-use codes" },
		{ "allowsave", "Y", "nothing is kept before it is sent, so nobody can go on later" },
		{ "alloweditaftercompletion", "Y", "a response cannot be changed once it is sent" },
		{ "publicstatistics", "Y", "no results are shown while people still answer" },
		{ "printanswers", "Y", "there is no page with all answers once they are sent" },
		{ "emailnotificationto", NULL, "nobody gets mail about a response" },
		{ "emailresponseto", NULL, "nobody gets mail with a response" },
	};

	if (view_is(name, "sid")) {
		survey->id = value;
	} else if (view_is(name, "startdate")) {
		take_day(survey, value, place, &survey->draft->opens);
	} else if (view_is(name, "expires")) {
		take_day(survey, value, place, &survey->draft->closes);
	}
	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++)
		if (view_is(name, told[i].name) &&
		    (told[i].value != NULL ? view_is(value, told[i].value)
		                           : value.len > 0 && !view_is(value, "inherit")))
			draft_lost(survey->draft, place, "the setting \"%s\" is not carried over: %s",
			           told[i].name, told[i].why);
}

void
limesurvey_words(struct limesurvey *survey, struct view name, struct view value, size_t language,
                 const struct draft_place *place)
{
	const struct {
		const char *name;
		struct text *text;
	} texts[] = {
		{ "surveyls_title", &survey->title },
		{ "surveyls_description", &survey->description },
		{ "surveyls_welcometext", &survey->welcome },
		{ "surveyls_endtext", &survey->end },
	};

	if (language == LANGUAGES_MAX || value.len == 0)
		return;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (view_is(name, texts[i].name))
			texts[i].text->in[language] = value;
	if (view_is(name, "surveyls_url"))
		draft_lost(
		    survey->draft, place,
		    "the address to go on to at the end is not carried over: put it in the text for the end");
	if (view_is(name, "surveyls_policy_notice"))
		draft_lost(
		    survey->draft, place,
		    "the privacy notice is not carried over: the page about privacy says what is true here");
}

struct text
limesurvey_plain(struct limesurvey *survey, const struct text *text, bool lines,
                 const struct draft_place *place, const char *what)
{
	struct markup_loss loss = { .braces = true };
	struct text plain = { .in = { { NULL, 0 } } };

	for (size_t l = 0; l < survey->draft->language_count; l++)
		if (text->in[l].len > 0)
			plain.in[l] = markup_plain(survey->draft, text->in[l], lines, &loss);
	/* What a question repeats is not lost: limesurvey_with(). */
	loss.answers = loss.answers && strcmp(what, "question") != 0;
	markup_report(survey->draft, place, what, &loss);
	return plain;
}

/* "{Q1.shown}" and "{INSERTANS:12345X6X78}" as "${Q1}", for draft_settle_with(); what is none of these stays what it cannot read. */
static struct view
name_answers(struct limesurvey *survey, struct view text)
{
	struct buf out = BUF_INIT;
	struct view rest = text, named;
	bool any = false;

	while (rest.len > 0) {
		const char *close = rest.ptr[0] == '{' ? memchr(rest.ptr, '}', rest.len) : NULL;

		if (close == NULL) {
			buf_add_char(&out, rest.ptr[0]);
			close = rest.ptr;
		} else {
			struct view code = limesurvey_answer_code(
			    survey, (struct view){ rest.ptr + 1, (size_t)(close - rest.ptr) - 1 });

			buf_printf(&out, "${%.*s}", VIEW_ARGS(code));
			any = true;
		}
		rest.len -= (size_t)(close + 1 - rest.ptr);
		rest.ptr = close + 1;
	}
	named = any ? arena_copy(&survey->draft->arena, buf_view(&out)) : (struct view){ "", 0 };
	buf_release(&out);
	return named;
}

struct text
limesurvey_with(struct limesurvey *survey, const struct text *text)
{
	struct markup_loss loss = { .braces = true, .keep = true };
	struct text with = { .in = { { NULL, 0 } } };

	for (size_t l = 0; l < survey->draft->language_count; l++)
		if (text->in[l].len > 0)
			with.in[l] =
			    name_answers(survey, markup_plain(survey->draft, text->in[l], false, &loss));
	return with;
}

/* ---- the whole ------------------------------------------------------------------------------------------- */

static int
by_order(const void *a, const void *b)
{
	const struct limesurvey_record *one = a, *other = b;

	if (one->class != other->class)
		return one->class < other->class ? -1 : 1;
	if (one->order != other->order)
		return one->order < other->order ? -1 : 1;
	return view_compare(one->id, other->id);
}

/* The heading of a group has no place of its own; its description goes with its first question. */
static void
report_group(struct limesurvey *survey, const struct limesurvey_record *group, size_t first)
{
	struct text description;

	for (size_t l = 0; l < survey->draft->language_count; l++)
		if (group->text.in[l].len > 0) {
			draft_lost(survey->draft, &group->place,
			           "the heading of the group \"%.*s\" is left out, its questions are not: "
			           "there is one "
			           "question a screen",
			           SHOWN_ARGS(group->text.in[l]));
			break;
		}
	if (first == survey->draft->question_count)
		return;
	description = limesurvey_plain(survey, &group->help, false, &group->place, "group");
	for (size_t l = 0; l < survey->draft->language_count; l++) {
		struct view *hint = &survey->draft->questions[first]->hint.in[l];

		if (description.in[l].len > 0)
			*hint =
			    arena_printf(&survey->draft->arena, "%.*s%s%.*s", VIEW_ARGS(description.in[l]),
			                 hint->len > 0 ? " " : "", VIEW_ARGS(*hint));
	}
}

static void
make_group(struct limesurvey *survey, const struct limesurvey_record *group)
{
	size_t first = survey->draft->question_count;

	for (size_t i = 0; i < survey->count; i++) {
		const struct limesurvey_record *record = &survey->records[i];
		size_t before = survey->draft->question_count;

		if (record->class != LIMESURVEY_QUESTION || !view_equal(record->parent, group->id))
			continue;
		limesurvey_make_question(survey, record);
		for (size_t q = before; q < survey->draft->question_count; q++) {
			struct draft_question *question = survey->draft->questions[q];

			question->show_if =
			    draft_both(survey->draft, limesurvey_condition(survey, group, question),
			               limesurvey_condition(survey, record, question));
		}
	}
	report_group(survey, group, first);
}

bool
limesurvey_make(struct limesurvey *survey, struct error *err)
{
	struct draft *draft = survey->draft;
	const struct draft_place whole = { survey->file, 0, 0 };
	struct text welcome;

	if (survey->count == 0)
		return fail(err, ERROR_INVALID, "there are no questions in this survey");
	qsort(survey->records, survey->count, sizeof(*survey->records), by_order);
	draft->title = limesurvey_plain(survey, &survey->title, false, &whole, "title");
	welcome = limesurvey_plain(survey, &survey->welcome, true, &whole, "introduction");
	draft->intro = limesurvey_plain(survey, &survey->description, true, &whole, "introduction");
	for (size_t l = 0; l < draft->language_count; l++)
		if (welcome.in[l].len > 0)
			draft->intro.in[l] = welcome.in[l];
	draft->thanks = limesurvey_plain(survey, &survey->end, true, &whole, "text for the end");
	if (draft->id.len == 0 && survey->id.len > 0)
		draft->id = arena_printf(&draft->arena, "survey-%.*s", VIEW_ARGS(survey->id));
	for (size_t i = 0; i < survey->count; i++)
		if (survey->records[i].class == LIMESURVEY_GROUP)
			make_group(survey, &survey->records[i]);
	for (size_t l = 0; l < draft->language_count; l++)
		if (survey->notes.in[l].len > 0)
			draft->thanks.in[l] = arena_printf(
			    &draft->arena, "%.*s%s%.*s", VIEW_ARGS(survey->notes.in[l]),
			    draft->thanks.in[l].len > 0 ? "\n\n" : "", VIEW_ARGS(draft->thanks.in[l]));
	return true;
}
