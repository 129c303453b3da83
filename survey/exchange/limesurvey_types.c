/* SPDX-License-Identifier: EUPL-1.2
 *
 * LimeSurvey's types of questions, each called by a letter: which of ours it is, or why it is none. limesurvey_inside.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "limesurvey_inside.h"
#include "locale_catalogue.h"

enum {
	SHOWN = 60,
	RANKING_MOST = 20,
	RANKING_TOP = 3,
	DECIMALS = 2,
	TEXT_MOST = 1000,
	LONGTEXT_MOST = 10000
};

#define SHOWN_ARGS(v) (int)((v).len < SHOWN ? (v).len : SHOWN), (v).ptr

/* One question being made. */
struct making {
	struct limesurvey *survey;
	const struct limesurvey_record *record;
	struct draft_question question;
};

static void
lost(const struct making *making, const char *why)
{
	draft_lost(making->survey->draft, &making->record->place, "question \"%.*s\": %s",
	           SHOWN_ARGS(making->record->code), why);
}

static struct view
attribute(const struct making *making, const char *name)
{
	return limesurvey_attribute(making->survey, making->record->id, name, LANGUAGES_MAX);
}

/* A whole number in an attribute; false when it is none within the bounds. */
static bool
number_in(const struct making *making, const char *name, long least, long most, long *number)
{
	struct view value = attribute(making, name);
	char *end;
	double read;

	if (value.len == 0)
		return false;
	value = arena_copy(&making->survey->draft->arena, value);
	read = strtod(value.ptr, &end);
	*number = read >= (double)least && read <= (double)most ? (long)read : 0;
	return *end == '\0' && read >= (double)least && read <= (double)most;
}

/* ---- answers --------------------------------------------------------------------------------------------- */

static bool
belongs(const struct making *making, const struct limesurvey_record *record, enum limesurvey_class class)
{
	return record->class == class && view_equal(record->parent, making->record->id) &&
	       (record->scale.len == 0 || view_is(record->scale, "0"));
}

/* The subquestions or answers of the question, as options; `more` leaves room behind them. */
static size_t
read_list(struct making *making, enum limesurvey_class class, size_t more, struct option **options,
          struct view **names)
{
	struct limesurvey *survey = making->survey;
	size_t count = 0, at = 0;

	for (size_t i = 0; i < survey->count; i++)
		count += belongs(making, &survey->records[i], class);
	*options = arena_array(&survey->draft->arena, count + more, sizeof(**options));
	*names = arena_array(&survey->draft->arena, count + more, sizeof(**names));
	for (size_t i = 0; i < survey->count; i++) {
		const struct limesurvey_record *record = &survey->records[i];

		if (!belongs(making, record, class))
			continue;
		(*names)[at] = arena_copy(&survey->draft->arena, record->code);
		(*options)[at++].text =
		    limesurvey_plain(survey, &record->text, false, &record->place, "answer");
		if (record->relevance.len > 0 && !view_is(record->relevance, "1"))
			draft_lost(
			    survey->draft, &record->place,
			    "a part of a question cannot have a condition of its own; it is always shown");
	}
	return count;
}

/* "Other, namely" is an answer; what is typed there is not asked. */
static void
add_other(struct making *making)
{
	struct limesurvey *survey = making->survey;
	struct draft_question *question = &making->question;
	struct option *option = &question->options[question->option_count];

	for (size_t l = 0; l < survey->draft->language_count; l++) {
		struct view words = limesurvey_attribute(survey, making->record->id, "other_replace_text", l);
		struct markup_loss loss = { .markup = false };

		option->text.in[l] = words.len > 0 ? markup_plain(survey->draft, words, false, &loss)
		                                   : draft_other(survey->draft, l);
	}
	option->last = true;
	question->names[question->option_count++] =
	    strcmp(question->type, "multiple") == 0 ? VIEW("other") : VIEW("-oth-");
	lost(making, "\"Other\" is an answer now; what people would type there is not asked");
}

static bool
read_options(struct making *making, enum limesurvey_class class)
{
	struct draft_question *question = &making->question;

	question->option_count = read_list(making, class, 1, &question->options, &question->names);
	if (view_is(making->record->other, "Y"))
		add_other(making);
	if (question->option_count == 0 || question->option_count > OPTIONS_MAX) {
		lost(making, question->option_count == 0 ? "it has no answers, and is left out"
		                                         : "it has too many answers, and is left out");
		return false;
	}
	draft_options(making->survey->draft, question->options, question->names, question->option_count,
	              &making->record->place);
	return true;
}

/* Options of which the words are the program's own messages, or digits. */
static void
make_options(struct making *making, size_t count, const char *const *codes, const char *const *messages)
{
	struct draft *draft = making->survey->draft;
	struct draft_question *question = &making->question;

	question->option_count = count;
	question->options = arena_array(&draft->arena, count, sizeof(*question->options));
	question->names = arena_array(&draft->arena, count, sizeof(*question->names));
	for (size_t i = 0; i < count; i++) {
		question->names[i] =
		    codes == NULL ? arena_printf(&draft->arena, "%zu", i + 1) : view_of(codes[i]);
		for (size_t l = 0; l < draft->language_count; l++)
			question->options[i].text.in[l] =
			    messages == NULL
			        ? question->names[i]
			        : catalogue_message(catalogue_find(draft->languages[l]), messages[i]);
	}
	draft_options(draft, question->options, question->names, count, &making->record->place);
}

static void
read_shuffle(struct making *making)
{
	making->question.shuffle = view_is(attribute(making, "random_order"), "1") ||
	                           view_is(attribute(making, "answer_order"), "random");
}

/* ---- one type after the other ---------------------------------------------------------------------------- */

static bool
make_single(struct making *making)
{
	making->question.type = "single";
	read_shuffle(making);
	if (view_is(making->record->type, "O"))
		lost(making, "the comment beside the list is not asked; make it a question");
	return read_options(making, LIMESURVEY_ANSWER);
}

static bool
make_yes_no(struct making *making)
{
	making->question.type = "single";
	make_options(making, 2, (const char *const[]){ "Y", "N" },
	             (const char *const[]){ "import_yes", "import_no" });
	return true;
}

static bool
make_five(struct making *making)
{
	making->question.type = "scale";
	make_options(making, 5, NULL, NULL);
	lost(making, "the points of the scale are the numbers 1 to 5; give them words");
	return true;
}

static bool
make_multiple(struct making *making)
{
	struct draft_question *question = &making->question;
	struct view rest = attribute(making, "exclude_all_others");
	long most;

	question->type = "multiple";
	read_shuffle(making);
	if (view_is(making->record->type, "P"))
		lost(making, "the comments beside the answers are not asked; make them a question");
	if (!read_options(making, LIMESURVEY_SUBQUESTION))
		return false;
	while (rest.ptr != NULL) {
		struct view code = view_trim(view_cut(&rest, ';'));

		for (size_t i = 0; i < question->option_count; i++)
			question->options[i].alone =
			    question->options[i].alone || view_equal(question->names[i], code);
	}
	if (number_in(making, "max_answers", 1, (long)question->option_count, &most)) {
		question->has_most = true;
		question->most = most;
	}
	if (attribute(making, "min_answers").len > 0)
		lost(making,
		     "how many must be chosen at least is not carried over: every question can be skipped");
	return true;
}

static bool
make_matrix(struct making *making)
{
	struct draft_question *question = &making->question;
	struct view type = making->record->type;

	question->type = "matrix";
	question->item_count =
	    read_list(making, LIMESURVEY_SUBQUESTION, 0, &question->items, &question->item_names);
	if (question->item_count == 0 || question->item_count > QUESTIONS_MAX) {
		lost(making, "it has no rows (or too many), and is left out");
		return false;
	}
	draft_options(making->survey->draft, question->items, question->item_names, question->item_count,
	              &making->record->place);
	if (view_is(type, "C"))
		make_options(making, 3, (const char *const[]){ "Y", "U", "N" },
		             (const char *const[]){ "import_yes", "statement_unknown", "import_no" });
	else if (view_is(type, "A") || view_is(type, "B"))
		make_options(making, view_is(type, "A") ? 5 : 10, NULL, NULL);
	else if (!read_options(making, LIMESURVEY_ANSWER))
		return false;
	if (view_is(type, "A") || view_is(type, "B"))
		lost(making, "the points of the scale are numbers; give them words");
	if (question->option_count < 2) {
		lost(making, "a matrix has at least two answers; it is left out");
		return false;
	}
	return true;
}

static bool
make_number(struct making *making)
{
	struct draft_question *question = &making->question;

	question->type = "number";
	question->has_least =
	    number_in(making, "min_num_value_n", -1000000000, 1000000000, &question->least) ||
	    number_in(making, "min_num_value", -1000000000, 1000000000, &question->least);
	question->has_most = number_in(making, "max_num_value_n", -1000000000, 1000000000, &question->most) ||
	                     number_in(making, "max_num_value", -1000000000, 1000000000, &question->most);
	if (question->has_least && question->has_most && question->least > question->most)
		question->has_least = question->has_most = false;
	if (!question->has_least && question->has_most && question->most < 0)
		question->has_most = false;
	if (!question->has_least)
		lost(making, "negative numbers are refused unless `least:` is below 0");
	question->decimals = view_is(attribute(making, "num_value_int_only"), "1") ? 0 : DECIMALS;
	return true;
}

static bool
make_text(struct making *making)
{
	struct draft_question *question = &making->question;
	bool lines = !view_is(making->record->type, "S") && !view_is(making->record->type, "Q");
	long max;

	question->type = lines ? "longtext" : "text";
	if (number_in(making, "maximum_chars", 1, lines ? LONGTEXT_MOST : TEXT_MOST, &max))
		question->max = max;
	return true;
}

static bool
make_ranking(struct making *making)
{
	struct draft_question *question = &making->question;

	question->type = "ranking";
	read_shuffle(making);
	if (!read_options(making, LIMESURVEY_ANSWER))
		return false;
	if (question->option_count < 2 || question->option_count > RANKING_MOST) {
		lost(making, "a ranking has 2 to 20 answers here; it is left out");
		return false;
	}
	if (!number_in(making, "max_answers", 1, 5, &question->top))
		question->top = RANKING_TOP;
	if (question->top > (long)question->option_count)
		question->top = (long)question->option_count;
	draft_lost(making->survey->draft, &making->record->place,
	           "question \"%.*s\": only the first %ld choices are ranked here (`top:`)",
	           SHOWN_ARGS(making->record->code), question->top);
	return true;
}

static void
read_day(const struct making *making, const char *name, struct view *month)
{
	struct view value = attribute(making, name);
	struct date date;

	if (value.len >= 10 && date_parse((struct view){ value.ptr, 10 }, &date))
		*month = arena_printf(&making->survey->draft->arena, "%04d-%02d", date.year, date.month);
}

static bool
make_month(struct making *making)
{
	making->question.type = "month";
	read_day(making, "date_min", &making->question.from);
	read_day(making, "date_max", &making->question.to);
	lost(making, "a day can tell who somebody is; this asks for the month");
	draft_settle_month(making->survey->draft, &making->record->place, &making->question);
	return true;
}

/* ---- the table ------------------------------------------------------------------------------------------- */

static const struct kind {
	bool (*make)(struct making *making); /* NULL: it has no place here */
	const char *why;
	char letter;
	bool each; /* a question of its own for each subquestion */
} kinds[] = {
	{ make_single, NULL, 'L', false },
	{ make_single, NULL, '!', false },
	{ make_single, NULL, 'O', false },
	{ make_yes_no, NULL, 'Y', false },
	{ make_five, NULL, '5', false },
	{ make_multiple, NULL, 'M', false },
	{ make_multiple, NULL, 'P', false },
	{ make_matrix, NULL, 'A', false },
	{ make_matrix, NULL, 'B', false },
	{ make_matrix, NULL, 'C', false },
	{ make_matrix, NULL, 'F', false },
	{ make_matrix, NULL, 'H', false },
	{ make_number, NULL, 'N', false },
	{ make_number, NULL, 'K', true },
	{ make_text, NULL, 'S', false },
	{ make_text, NULL, 'Q', true },
	{ make_text, NULL, 'T', false },
	{ make_text, NULL, 'U', false },
	{ make_ranking, NULL, 'R', false },
	{ make_month, NULL, 'D', false },
	{ NULL, "more, the same or less: write the answers yourself, as a matrix; it is left out", 'E',
	  false },
	{ NULL, "gender can tell who somebody is; it is left out", 'G', false },
	{ NULL, "every page can be read in another language by itself; it is left out", 'I', false },
	{ NULL, "a table with two scales has no place here; make it two; it is left out", '1', false },
	{ NULL, "a table of numbers has no place here; it is left out", ':', false },
	{ NULL, "a table of texts has no place here; it is left out", ';', false },
	{ NULL, "no files are sent; it is left out", '|', false },
	{ NULL, "nothing is calculated; it is left out", '*', false },
};

/* What is said of a question in attributes that have no place here. */
static void
report_attributes(const struct making *making)
{
	static const struct {
		const char *name, *why;
	} told[] = {
		{ "array_filter", "which answers are offered does not depend on another question" },
		{ "array_filter_exclude", "which answers are offered does not depend on another question" },
		{ "em_validation_q", "an answer is not checked against a formula" },
		{ "em_validation_sq", "an answer is not checked against a formula" },
		{ "time_limit", "nobody is hurried" },
		{ "prefix", "nothing stands before an answer" },
		{ "suffix", "what stands behind an answer is the `unit:` of a number; write it there" },
		{ "random_group", "questions stand in one order" },
	};

	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++)
		if (attribute(making, told[i].name).len > 0)
			draft_lost(making->survey->draft, &making->record->place,
			           "question \"%.*s\": \"%s\" is not carried over: %s",
			           SHOWN_ARGS(making->record->code), told[i].name, told[i].why);
	if (making->record->pattern.len > 0)
		lost(making, "the pattern that answers must have is not carried over");
}

static void
add_question(struct making *making, struct view name, const struct text *ask)
{
	struct limesurvey *survey = making->survey;
	const struct limesurvey_record *record = making->record;
	struct draft_question *added = draft_add(survey->draft, name, &record->place);

	if (added == NULL)
		return;
	making->question.name = added->name;
	making->question.number = added->number;
	making->question.place = record->place;
	making->question.ask = *ask;
	making->question.hint = limesurvey_plain(survey, &record->help, false, &record->place, "help");
	making->question.required = view_is(record->mandatory, "Y");
	if (view_is(record->mandatory, "S"))
		lost(making, "it is asked with a reminder when it is skipped; here it can be skipped");
	*added = making->question;
}

/* A question for each subquestion: "How many: children". */
static void
add_each(struct making *making, const struct text *ask)
{
	struct limesurvey *survey = making->survey;
	struct option *parts;
	struct view *names;
	size_t count = read_list(making, LIMESURVEY_SUBQUESTION, 0, &parts, &names);

	for (size_t i = 0; i < count; i++) {
		struct text whole = *ask;

		for (size_t l = 0; l < survey->draft->language_count; l++)
			whole.in[l] =
			    arena_printf(&survey->draft->arena, "%.*s%s%.*s", VIEW_ARGS(ask->in[l]),
			                 ask->in[l].len > 0 && parts[i].text.in[l].len > 0 ? " " : "",
			                 VIEW_ARGS(parts[i].text.in[l]));
		add_question(making,
		             arena_printf(&survey->draft->arena, "%.*s_%.*s", VIEW_ARGS(making->record->code),
		                          VIEW_ARGS(names[i])),
		             &whole);
	}
	lost(making, "each of its parts is a question of its own now");
}

/* A text between questions: the introduction, or the hint of what comes before it. */
static void
make_display(struct limesurvey *survey, const struct limesurvey_record *record)
{
	struct text words = limesurvey_plain(survey, &record->text, false, &record->place, "screen");

	for (size_t l = 0; l < survey->draft->language_count; l++) {
		struct view *intro = &survey->draft->intro.in[l];

		if (survey->draft->question_count == 0 && words.in[l].len > 0)
			*intro = arena_printf(&survey->draft->arena, "%.*s%s%.*s", VIEW_ARGS(*intro),
			                      intro->len > 0 ? "\n\n" : "", VIEW_ARGS(words.in[l]));
	}
	if (survey->draft->question_count > 0)
		draft_lost(survey->draft, &record->place,
		           "the text \"%.*s\" has no screen of its own, and is left out: put it in the hint "
		           "of a question",
		           SHOWN_ARGS(record->code));
}

void
limesurvey_make_question(struct limesurvey *survey, const struct limesurvey_record *record)
{
	struct making making = { .survey = survey, .record = record };
	const struct kind *kind = NULL;
	struct text ask;

	if (view_is(record->type, "X")) {
		make_display(survey, record);
		return;
	}
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (record->type.len == 1 && record->type.ptr[0] == kinds[i].letter)
			kind = &kinds[i];
	if (survey->draft->question_count == DRAFT_QUESTIONS_MAX)
		return;
	if (kind == NULL || kind->make == NULL) {
		lost(&making,
		     kind == NULL ? "this program does not know its type; it is left out" : kind->why);
		return;
	}
	if (view_is(attribute(&making, "hidden"), "1")) {
		lost(&making, "it is never shown, and is left out");
		return;
	}
	ask = limesurvey_plain(survey, &record->text, false, &record->place, "question");
	if (!kind->make(&making))
		return;
	report_attributes(&making);
	if (kind->each)
		add_each(&making, &ask);
	else
		add_question(&making, record->code, &ask);
}
