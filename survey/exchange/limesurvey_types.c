/* SPDX-License-Identifier: EUPL-1.2
 *
 * LimeSurvey's types of questions, each called by a letter: which of ours it is, or why it is none. limesurvey_inside.h.
 */
#include <stdlib.h>
#include <string.h>

#include "limesurvey_making.h"

enum { RANKING_MOST = 20, RANKING_TOP = 3, DECIMALS = 2, TEXT_MOST = 1000, LONGTEXT_MOST = 10000 };

/* ---- one type after the other ---------------------------------------------------------------------------- */

static void
read_shuffle(struct limesurvey_making *making)
{
	making->question.shuffle = view_is(limesurvey_value(making, "random_order"), "1") ||
	                           view_is(limesurvey_value(making, "answer_order"), "random");
}

static bool
make_single(struct limesurvey_making *making)
{
	making->question.type = "single";
	read_shuffle(making);
	if (view_is(making->record->type, "O"))
		limesurvey_lost(making, "the comment beside the list is not asked; make it a question");
	return limesurvey_options(making, LIMESURVEY_ANSWER);
}

static bool
make_yes_no(struct limesurvey_making *making)
{
	making->question.type = "single";
	limesurvey_make_options(making, 2, (const char *const[]){ "Y", "N" },
	                        (const char *const[]){ "import_yes", "import_no" });
	return true;
}

static bool
make_five(struct limesurvey_making *making)
{
	making->question.type = "scale";
	limesurvey_make_options(making, 5, NULL, NULL);
	limesurvey_lost(making, "the points of the scale are the numbers 1 to 5; give them words");
	return true;
}

static bool
make_multiple(struct limesurvey_making *making)
{
	struct draft_question *question = &making->question;
	struct view rest = limesurvey_value(making, "exclude_all_others");
	long most;

	question->type = "multiple";
	read_shuffle(making);
	if (view_is(making->record->type, "P"))
		limesurvey_lost(making,
		                "the comments beside the answers are not asked; make them a question");
	if (!limesurvey_options(making, LIMESURVEY_SUBQUESTION))
		return false;
	while (rest.ptr != NULL) {
		struct view code = view_trim(view_cut(&rest, ';'));

		for (size_t i = 0; i < question->option_count; i++)
			question->options[i].alone =
			    question->options[i].alone || view_equal(question->names[i], code);
	}
	if (limesurvey_number(making, "max_answers", 1, (long)question->option_count, &most)) {
		question->has_most = true;
		question->most = most;
	}
	if (limesurvey_value(making, "min_answers").len > 0)
		limesurvey_lost(
		    making,
		    "how many must be chosen at least is not carried over: every question can be skipped");
	return true;
}

static bool
make_matrix(struct limesurvey_making *making)
{
	struct draft_question *question = &making->question;
	struct view type = making->record->type;

	question->type = "matrix";
	question->item_count =
	    limesurvey_list(making, LIMESURVEY_SUBQUESTION, 0, &question->items, &question->item_names);
	if (question->item_count == 0 || question->item_count > QUESTIONS_MAX) {
		limesurvey_lost(making, "it has no rows (or too many), and is left out");
		return false;
	}
	draft_options(making->survey->draft, question->items, question->item_names, question->item_count,
	              &making->record->place);
	if (view_is(type, "C"))
		limesurvey_make_options(
		    making, 3, (const char *const[]){ "Y", "U", "N" },
		    (const char *const[]){ "import_yes", "statement_unknown", "import_no" });
	else if (view_is(type, "A") || view_is(type, "B"))
		limesurvey_make_options(making, view_is(type, "A") ? 5 : 10, NULL, NULL);
	else if (!limesurvey_options(making, LIMESURVEY_ANSWER))
		return false;
	if (view_is(type, "A") || view_is(type, "B"))
		limesurvey_lost(making, "the points of the scale are numbers; give them words");
	if (question->option_count < 2) {
		limesurvey_lost(making, "a matrix has at least two answers; it is left out");
		return false;
	}
	return true;
}

static bool
make_number(struct limesurvey_making *making)
{
	struct draft_question *question = &making->question;

	question->type = "number";
	question->has_least =
	    limesurvey_number(making, "min_num_value_n", -1000000000, 1000000000, &question->least) ||
	    limesurvey_number(making, "min_num_value", -1000000000, 1000000000, &question->least);
	question->has_most =
	    limesurvey_number(making, "max_num_value_n", -1000000000, 1000000000, &question->most) ||
	    limesurvey_number(making, "max_num_value", -1000000000, 1000000000, &question->most);
	if (question->has_least && question->has_most && question->least > question->most)
		question->has_least = question->has_most = false;
	if (!question->has_least && question->has_most && question->most < 0)
		question->has_most = false;
	if (!question->has_least)
		limesurvey_lost(making, "negative numbers are refused unless `least:` is below 0");
	question->decimals = view_is(limesurvey_value(making, "num_value_int_only"), "1") ? 0 : DECIMALS;
	for (size_t l = 0; l < making->survey->draft->language_count; l++) {
		struct markup_loss loss = { .braces = true };

		question->unit.in[l] = markup_plain(
		    making->survey->draft,
		    limesurvey_attribute(making->survey, making->record->id, "suffix", l), false, &loss);
	}
	return true;
}

static bool
make_text(struct limesurvey_making *making)
{
	struct draft_question *question = &making->question;
	bool lines = !view_is(making->record->type, "S") && !view_is(making->record->type, "Q");
	long max;

	question->type = lines ? "longtext" : "text";
	if (limesurvey_number(making, "maximum_chars", 1, lines ? LONGTEXT_MOST : TEXT_MOST, &max))
		question->max = max;
	return true;
}

static bool
make_ranking(struct limesurvey_making *making)
{
	struct draft_question *question = &making->question;

	question->type = "ranking";
	read_shuffle(making);
	if (!limesurvey_options(making, LIMESURVEY_ANSWER))
		return false;
	if (question->option_count < 2 || question->option_count > RANKING_MOST) {
		limesurvey_lost(making, "a ranking has 2 to 20 answers here; it is left out");
		return false;
	}
	if (!limesurvey_number(making, "max_answers", 1, 5, &question->top))
		question->top = RANKING_TOP;
	if (question->top > (long)question->option_count)
		question->top = (long)question->option_count;
	draft_lost(making->survey->draft, &making->record->place,
	           "question \"%.*s\": only the first %ld choices are ranked here (`top:`)",
	           LIMESURVEY_SHOWN(making->record->code), question->top);
	return true;
}

static void
read_day(const struct limesurvey_making *making, const char *name, struct view *month)
{
	struct view value = limesurvey_value(making, name);
	struct date date;

	if (value.len >= 10 && date_parse((struct view){ value.ptr, 10 }, &date))
		*month = arena_printf(&making->survey->draft->arena, "%04d-%02d", date.year, date.month);
}

static bool
make_month(struct limesurvey_making *making)
{
	making->question.type = "month";
	read_day(making, "date_min", &making->question.from);
	read_day(making, "date_max", &making->question.to);
	limesurvey_lost(making, "a day can tell who somebody is; this asks for the month");
	draft_settle_month(making->survey->draft, &making->record->place, &making->question);
	return true;
}

/* ---- the table ------------------------------------------------------------------------------------------- */

static const struct kind {
	bool (*make)(struct limesurvey_making *making); /* NULL: it has no place here */
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
report_attributes(const struct limesurvey_making *making)
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
		{ "random_group", "questions stand in one order" },
	};

	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++)
		if (limesurvey_value(making, told[i].name).len > 0)
			draft_lost(making->survey->draft, &making->record->place,
			           "question \"%.*s\": \"%s\" is not carried over: %s",
			           LIMESURVEY_SHOWN(making->record->code), told[i].name, told[i].why);
	if (making->record->pattern.len > 0)
		limesurvey_lost(making, "the pattern that answers must have is not carried over");
}

/* Puts a text before what is there. */
static void
put_before(struct draft *draft, struct text *there, const struct text *words, const char *between)
{
	for (size_t l = 0; l < draft->language_count; l++)
		if (words->in[l].len > 0)
			there->in[l] =
			    arena_printf(&draft->arena, "%.*s%s%.*s", VIEW_ARGS(words->in[l]),
			                 there->in[l].len > 0 ? between : "", VIEW_ARGS(there->in[l]));
}

static void
add_question(struct limesurvey_making *making, struct view name, const struct text *ask)
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
	put_before(survey->draft, &making->question.hint, &survey->notes, " ");
	survey->notes = (struct text){ .in = { { NULL, 0 } } };
	making->question.required = view_is(record->mandatory, "Y");
	if (view_is(record->mandatory, "S"))
		limesurvey_lost(making,
		                "it is asked with a reminder when it is skipped; here it can be skipped");
	*added = making->question;
}

/* A question for each subquestion: "How many: children". */
static void
add_each(struct limesurvey_making *making, const struct text *ask)
{
	struct limesurvey *survey = making->survey;
	struct option *parts;
	struct view *names;
	size_t count = limesurvey_list(making, LIMESURVEY_SUBQUESTION, 0, &parts, &names);

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
	limesurvey_lost(making, "each of its parts is a question of its own now");
}

/* A text between questions: there are no screens without a question, so it stands in the introduction or in the next hint. */
static void
make_display(struct limesurvey *survey, const struct limesurvey_record *record)
{
	struct draft *draft = survey->draft;
	bool first = draft->question_count == 0;
	struct text words;

	if (record->relevance.len > 0 && !view_is(record->relevance, "1")) {
		draft_lost(
		    draft, &record->place,
		    "the text \"%.*s\" is shown under a condition, which has no place here; it is left out",
		    LIMESURVEY_SHOWN(record->code));
		return;
	}
	words = limesurvey_plain(survey, &record->text, first, &record->place, "screen");
	put_before(draft, &words, first ? &draft->intro : &survey->notes, first ? "\n\n" : " ");
	*(first ? &draft->intro : &survey->notes) = words;
	if (first)
		return;
	draft_lost(draft, &record->place,
	           "the text \"%.*s\" has no screen of its own; it stands in the hint of the next question, "
	           "or at the "
	           "end",
	           LIMESURVEY_SHOWN(record->code));
}

void
limesurvey_make_question(struct limesurvey *survey, const struct limesurvey_record *record)
{
	struct limesurvey_making making = { .survey = survey, .record = record };
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
		limesurvey_lost(&making, kind == NULL ? "this program does not know its type; it is left out"
		                                      : kind->why);
		return;
	}
	if (view_is(limesurvey_value(&making, "hidden"), "1")) {
		limesurvey_lost(&making, "it is never shown, and is left out");
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
