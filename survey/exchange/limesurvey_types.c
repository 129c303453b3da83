/* SPDX-License-Identifier: EUPL-1.2
 *
 * LimeSurvey's types of questions, each called by a letter: which of ours it is, or why it is none. limesurvey_inside.h.
 */
#include <stdlib.h>
#include <string.h>

#include "limesurvey_making.h"

enum { RANKING_MOST = 20, RANKING_TOP = 3, TEXT_MOST = 1000, LONGTEXT_MOST = 10000 };

/* ---- one type after the other ---------------------------------------------------------------------------- */

static void
read_shuffle(struct limesurvey_making *making)
{
	making->question.shuffle = limesurvey_is_shuffled(making);
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
	} else if (limesurvey_value(making, "max_answers").len > 0) {
		limesurvey_lost(
		    making,
		    "how many can be chosen is not carried over: it must be a number within the list");
	}
	if (limesurvey_value(making, "min_answers").len > 0)
		limesurvey_lost(
		    making,
		    "how many must be chosen at least is not carried over: every question can be skipped");
	return true;
}

static bool
make_text(struct limesurvey_making *making)
{
	struct draft_question *question = &making->question;
	bool lines = strchr("SQ;", making->record->type.ptr[0]) == NULL;
	long max;

	if (view_is(limesurvey_value(making, "numbers_only"), "1"))
		return limesurvey_make_number(making);
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

/* ---- the table ------------------------------------------------------------------------------------------- */

static const struct kind {
	bool (*make)(struct limesurvey_making *making); /* NULL: it has no place here */
	const char *why;
	char letter;
	/* EACH: a question of its own for each subquestion; TWICE: for each scale; CELLS: for each cell. */
	enum { ONCE, EACH, TWICE, CELLS } times;
} kinds[] = {
	{ make_single, NULL, 'L', ONCE },
	{ make_single, NULL, '!', ONCE },
	{ make_single, NULL, 'O', ONCE },
	{ make_yes_no, NULL, 'Y', ONCE },
	{ make_five, NULL, '5', ONCE },
	{ make_multiple, NULL, 'M', ONCE },
	{ make_multiple, NULL, 'P', ONCE },
	{ limesurvey_make_matrix, NULL, 'A', ONCE },
	{ limesurvey_make_matrix, NULL, 'B', ONCE },
	{ limesurvey_make_matrix, NULL, 'C', ONCE },
	{ limesurvey_make_matrix, NULL, 'E', ONCE },
	{ limesurvey_make_matrix, NULL, 'F', ONCE },
	{ limesurvey_make_matrix, NULL, 'H', ONCE },
	{ limesurvey_make_matrix, NULL, '1', TWICE },
	{ limesurvey_make_number, NULL, 'N', ONCE },
	{ limesurvey_make_number, NULL, 'K', EACH },
	{ make_text, NULL, 'S', ONCE },
	{ make_text, NULL, 'Q', EACH },
	{ make_text, NULL, 'T', ONCE },
	{ make_text, NULL, 'U', ONCE },
	{ limesurvey_make_number, NULL, ':', CELLS },
	{ make_text, NULL, ';', CELLS },
	{ make_ranking, NULL, 'R', ONCE },
	{ limesurvey_make_month, NULL, 'D', ONCE },
	{ NULL, "gender can tell who somebody is; it is left out", 'G', ONCE },
	{ NULL, "every page can be read in another language by itself; it is left out", 'I', ONCE },
	{ NULL, "no files are sent; it is left out", '|', ONCE },
	{ NULL, "nothing is calculated; it is left out", '*', ONCE },
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
		{ "equals_num_value", "an answer is not checked against a formula" },
	};

	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++)
		if (limesurvey_value(making, told[i].name).len > 0)
			draft_lost_often(making->survey->draft, &making->record->place,
			                 "\"%s\" is not carried over: %s", told[i].name, told[i].why);
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
add_question(struct limesurvey_making *making, struct view name, const struct text *ask,
             const struct text *ask_with)
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
	making->question.ask_with = *ask_with;
	making->question.hint = limesurvey_plain(survey, &record->help, false, &record->place, "help");
	put_before(survey->draft, &making->question.hint, &survey->notes, " ");
	survey->notes = (struct text){ .in = { { NULL, 0 } } };
	making->question.required = view_is(record->mandatory, "Y");
	if (view_is(record->mandatory, "S"))
		limesurvey_lost(making,
		                "it is asked with a reminder when it is skipped; here it can be skipped");
	*added = making->question;
}

static void
add_part(struct limesurvey_making *making, struct view name, const struct text *ask)
{
	const struct text none = { .in = { { NULL, 0 } } };

	add_question(making, name, ask, &none);
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
		add_part(making, limesurvey_part_name(survey, making->record->code, names[i]), &whole);
	}
	limesurvey_lost(making, "each of its parts is a question of its own now");
}

/* Two tables: what is asked, with the heading of the scale behind it. */
static void
add_twice(struct limesurvey_making *making, const struct text *ask)
{
	static const char *const headers[] = { "dualscale_headerA", "dualscale_headerB" };
	struct limesurvey *survey = making->survey;
	struct view code = making->record->code;
	bool good = true;

	for (size_t scale = 0; good && scale < 2; scale++) {
		struct text whole = limesurvey_headed(making, ask, headers[scale]);

		if (scale == 1) {
			making->scale = VIEW("1");
			making->question = (struct draft_question){ .type = NULL };
			good = limesurvey_make_matrix(making);
		}
		if (good)
			add_part(making, scale == 0 ? code : limesurvey_second_scale(survey, code), &whole);
	}
	limesurvey_lost(making, "each of its two scales is a table of its own now");
}

/* A text between questions: there are no screens without a question, so it stands in the introduction or in the next hint. */
static void
make_display(struct limesurvey *survey, const struct limesurvey_record *record)
{
	struct draft *draft = survey->draft;
	struct view relevance = limesurvey_relevance(survey, record);
	bool first = draft->question_count == 0;
	struct text words;

	if (relevance.len > 0 && !view_is(relevance, "1")) {
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
	struct limesurvey_making making = {
		.survey = survey, .record = record, .scale = VIEW("0"), .part_scale = VIEW("0")
	};
	const struct kind *kind = NULL;
	struct text ask, ask_with;

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
	if (view_is(limesurvey_value(&making, "hidden"), "1") || view_is(record->relevance, "0")) {
		limesurvey_lost(&making, "it is never shown, and is left out");
		return;
	}
	ask = limesurvey_plain(survey, &record->text, false, &record->place, "question");
	ask_with = limesurvey_with(survey, &record->text);
	if (kind->times == CELLS) {
		if (limesurvey_make_cells(&making, &ask, kind->make, add_part))
			report_attributes(&making);
		return;
	}
	if (!kind->make(&making))
		return;
	report_attributes(&making);
	if (kind->times == EACH)
		add_each(&making, &ask);
	else if (kind->times == TWICE)
		add_twice(&making, &ask);
	else
		add_question(&making, record->code, &ask, &ask_with);
}
