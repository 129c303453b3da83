/* SPDX-License-Identifier: EUPL-1.2
 *
 * Goal: a questionnaire that becomes an XLSForm and a questionnaire again is the same, but for what the list of the export names,
 * line by line. Every difference that is found must be named there. Controls: a questionnaire that was changed on its way is
 * noticed, and the list names nothing that is no difference.
 */
#include "questionnaire_fixture.h"

#include <glob.h>

#include "survey/exchange/form.h"
#include "survey/exchange/xlsform.h"

static const struct date today = { 2026, 11, 28 };

/* What differs: "domains: hints of answers", a line each. */
struct comparison {
	const struct problems *named;
	struct buf unnamed; /* differences that nobody was told of */
	size_t count;
};

static bool
is_named(const struct problems *problems, struct view id, const char *what)
{
	for (size_t i = 0; i < problems->count; i++) {
		const char *text = problems->list[i].text;
		char quoted[128];

		snprintf(quoted, sizeof(quoted), "\"%.*s\"", VIEW_ARGS(id));
		if (strstr(text, what) != NULL && (id.len == 0 || strstr(text, quoted) != NULL))
			return true;
	}
	return false;
}

static void
same(struct comparison *comparison, bool equal, struct view id, const char *what)
{
	if (equal)
		return;
	comparison->count++;
	if (!is_named(comparison->named, id, what))
		buf_printf(&comparison->unnamed, "%.*s: %s\n", VIEW_ARGS(id), what);
}

static bool
same_text(const struct text *a, const struct text *b)
{
	bool equal = true;

	for (size_t l = 0; l < LANGUAGES_MAX; l++) {
		struct arena arena = ARENA_INIT;
		struct view left = arena_copy(&arena, a->in[l]), right = arena_copy(&arena, b->in[l]);

		/* Where a line ends means nothing but in texts with paragraphs; runs of spaces mean nothing. */
		for (size_t i = 0; i < left.len; i++)
			if (left.ptr[i] == '\n')
				((char *)(uintptr_t)left.ptr)[i] = ' ';
		for (size_t i = 0; i < right.len; i++)
			if (right.ptr[i] == '\n')
				((char *)(uintptr_t)right.ptr)[i] = ' ';
		equal = equal && view_equal(left, right);
		arena_release(&arena);
	}
	return equal;
}

/* A condition as text, lists in lists of the same kind as one. */
static void
tell_condition(const struct condition *condition, int within, struct buf *out)
{
	/* Not not is nothing. */
	while (condition != NULL && condition->kind == CONDITION_NOT &&
	       condition->parts[0]->kind == CONDITION_NOT)
		condition = condition->parts[0]->parts[0];
	if (condition == NULL)
		return;
	if (condition->kind == CONDITION_CHOSEN) {
		buf_printf(out, "%.*s=%.*s ", VIEW_ARGS(condition->question->id),
		           VIEW_ARGS(condition->question->options[condition->option].id));
		return;
	}
	bool open =
	    (int)condition->kind != within && (condition->part_count > 1 || condition->kind == CONDITION_NOT);

	if (open)
		buf_printf(out, "%s( ",
		           condition->kind == CONDITION_ALL   ? "all"
		           : condition->kind == CONDITION_ANY ? "any"
		                                              : "not");
	for (size_t i = 0; i < condition->part_count; i++)
		tell_condition(condition->parts[i],
		               condition->part_count > 1 || condition->kind == CONDITION_NOT
		                   ? (int)condition->kind
		                   : within,
		               out);
	if (open)
		buf_add_text(out, ") ");
}

static bool
same_condition(const struct condition *a, const struct condition *b)
{
	struct buf left = BUF_INIT, right = BUF_INIT;
	bool equal;

	tell_condition(a, -1, &left);
	tell_condition(b, -1, &right);
	equal = view_equal(buf_view(&left), buf_view(&right));
	buf_release(&left);
	buf_release(&right);
	return equal;
}

static void
compare_options(struct comparison *comparison, const struct question *a, const struct question *b)
{
	bool equal = a->option_count == b->option_count, hints = true;

	for (size_t o = 0; equal && o < a->option_count; o++) {
		const struct option *left = &a->options[o], *right = &b->options[o];

		equal = view_equal(left->id, right->id) && same_text(&left->text, &right->text) &&
		        left->alone == right->alone && left->no_opinion == right->no_opinion &&
		        left->last == right->last;
		hints = hints && same_text(&left->hint, &right->hint);
	}
	same(comparison, equal, a->id, a->type->items != NULL ? "`top:`" : "options");
	same(comparison, hints, a->id, "hints of answers");
}

static void
compare_limits(struct comparison *comparison, const struct question *a, const struct question *b)
{
	struct qtype_limits left = { .least = 0 }, right = { .least = 0 };

	if (a->type->limits == NULL || a->type != b->type)
		return;
	a->type->limits(a, &left);
	b->type->limits(b, &right);
	same(comparison, left.least == right.least && left.most == right.most, a->id, "limits");
	same(comparison, left.decimals == right.decimals, a->id, "decimals");
	same(comparison, left.characters == right.characters && left.rows == right.rows, a->id, "length");
	same(comparison, left.choices == right.choices, a->id, a->type->items != NULL ? "`top:`" : "most");
	same(comparison, left.year == right.year, a->id, "precision");
	same(comparison, (left.unit == NULL) == (right.unit == NULL), a->id, "`unit:`");
}

static void
compare_question(struct comparison *comparison, const struct question *a, const struct question *b)
{
	if (a->again)
		return;
	if (b == NULL) {
		same(comparison, false, a->id, "is left out");
		return;
	}
	same(comparison, a->type == b->type, a->id, "type");
	same(comparison, same_text(&a->title, &b->title), a->id, "ask");
	same(comparison, same_text(&a->hint, &b->hint), a->id, "hint");
	same(comparison, same_text(&a->title_with, &b->title_with), a->id, "ask_with");
	same(comparison, same_text(&a->audio, &b->audio), a->id, "recording");
	same(comparison, a->required == b->required, a->id, "required");
	same(comparison, a->shuffle == b->shuffle, a->id, "shuffle");
	same(comparison, a->parts == b->parts && a->part == b->part, a->id, "matrix");
	same(comparison, (a->tagset == NULL) == (b->tagset == NULL), a->id, "the tags of");
	same(comparison, same_condition(a->show_if, b->show_if), a->id, "always shown");
	compare_options(comparison, a, b);
	compare_limits(comparison, a, b);
}

static void
compare_group(struct comparison *comparison, const struct group *a, const struct group *b,
              const struct questionnaire *other)
{
	same(comparison, b != NULL, a->id, "group");
	if (b == NULL)
		return;
	same(comparison, same_text(&a->title, &b->title), a->id, "title");
	same(comparison, a->times == b->times, a->id, "`times:");
	same(comparison, same_condition(a->show_if, b->show_if), a->id, "always shown");
	same(comparison, a->mention == b->mention, a->id, "`mention:`");
	for (size_t i = 0; i < a->question_count; i++)
		compare_question(comparison, &a->questions[i],
		                 questionnaire_question(other, b, a->questions[i].id));
}

static void
compare(struct comparison *comparison, const struct questionnaire *a, const struct questionnaire *b)
{
	const struct view all = { "", 0 };
	bool languages = a->language_count == b->language_count;

	for (size_t l = 0; languages && l < a->language_count; l++)
		languages = view_equal(a->languages[l], b->languages[l]);
	same(comparison, languages, all, "languages");
	same(comparison, view_equal(a->id, b->id), all, "questionnaire");
	same(comparison, view_equal(a->title.in[0], b->title.in[0]), all, "title");
	same(comparison, same_text(&a->title, &b->title), all, "`title:`");
	same(comparison, same_text(&a->intro, &b->intro), all, "intro");
	same(comparison, same_text(&a->thanks, &b->thanks), all, "thanks");
	same(comparison, same_text(&a->help, &b->help), all, "`help:`");
	same(comparison, view_equal(a->audience, b->audience), all, "`audience:`");
	same(comparison, a->ticketed == b->ticketed, all, "`access:`");
	same(comparison, a->listed == b->listed, all, "`listed:`");
	same(comparison, a->rhythm == b->rhythm, all, "`release:`");
	same(comparison, a->slots == b->slots, all, "`slots:`");
	same(comparison, a->release_minimum == b->release_minimum, all, "`release_minimum:`");
	same(comparison, same_condition(a->quote_if, b->quote_if), all, "`quote_if:`");
	for (size_t i = 0; i < a->entry_count; i++) {
		if (a->entries[i].group != NULL)
			compare_group(comparison, a->entries[i].group,
			              questionnaire_group(b, a->entries[i].group->id), b);
		else
			compare_question(comparison, a->entries[i].question,
			                 questionnaire_question(b, NULL, a->entries[i].question->id));
	}
}

/* Loads YAML that has no tag sets. */
static struct questionnaire *
load_text(struct view yaml)
{
	struct problems problems = PROBLEMS_INIT;
	struct questionnaire *questionnaire = load_bytes(yaml, NULL, &problems);

	if (questionnaire == NULL)
		problems_print(&problems, stderr);
	problems_release(&problems);
	return questionnaire;
}

/* There and back: the YAML, and what the export named. */
static void
go_round(const struct questionnaire *questionnaire, const char *path, struct buf *yaml,
         struct problems *named)
{
	const struct form_wishes wishes = { NULL, NULL, NULL };
	struct problems problems = PROBLEMS_INIT;
	struct buf bytes = BUF_INIT;
	struct error err = ERROR_INIT;

	ck_assert_ok(xlsform_write(questionnaire, path, &bytes, named, &err), &err);
	if (!form_read(buf_view(&bytes), "form.xlsx", &wishes, today, yaml, &problems)) {
		problems_print(&problems, stderr);
		ck_abort_msg("%s does not come back", path);
	}
	problems_release(&problems);
	buf_release(&bytes);
}

static void
check_file(const char *path)
{
	struct problems problems = PROBLEMS_INIT, named = PROBLEMS_INIT, again_named = PROBLEMS_INIT;
	struct questionnaire *before = questionnaire_load(path, today, &problems), *after;
	struct comparison comparison = { .named = &named, .unnamed = BUF_INIT };
	struct buf yaml = BUF_INIT, again = BUF_INIT;

	ck_assert_ptr_nonnull(before);
	go_round(before, path, &yaml, &named);
	after = load_text(buf_view(&yaml));
	ck_assert_ptr_nonnull(after);
	compare(&comparison, before, after);
	ck_assert_msg(comparison.unnamed.len == 0, "%s: not named: %s", path, comparison.unnamed.data);
	/* What came back goes round without any change. */
	go_round(after, "again.yaml", &again, &again_named);
	ck_assert_msg(view_equal(buf_view(&yaml), buf_view(&again)), "%s changes a second time", path);
	questionnaire_free(before);
	questionnaire_free(after);
	buf_release(&yaml);
	buf_release(&again);
	buf_release(&comparison.unnamed);
	problems_release(&problems);
	problems_release(&named);
	problems_release(&again_named);
}

START_TEST(every_shipped_questionnaire_comes_back_but_for_what_is_named)
{
	glob_t files;

	ck_assert_int_eq(glob("questionnaires/*.yaml", 0, NULL, &files), 0);
	ck_assert_uint_ge(files.gl_pathc, 10);
	for (size_t i = 0; i < files.gl_pathc; i++)
		check_file(files.gl_pathv[i]);
	globfree(&files);
}
END_TEST

START_TEST(every_type_comes_back_but_for_what_is_named)
{
	check_file("tests/fixtures/every-type.yaml");
	check_file("tests/fixtures/drawn.yaml");
	check_file("tests/fixtures/branches.yaml");
}
END_TEST

/* The control: each change on the way is noticed. */
START_TEST(a_change_on_the_way_is_noticed)
{
	static const char *const changes[][2] = {
		{ "max: 40", "max: 41" },
		{ "required: yes", "required: no" },
		{ "{nl: Slecht,", "{nl: Slechter," },
		{ "show_if: {choice: nee}", "show_if: {choice: ja}" },
		{ "alone: yes", "last: yes" },
		{ "decimals: 2", "decimals: 0" },
		{ "type: scale", "type: single" },
	};
	struct buf text = BUF_INIT;
	struct error err = ERROR_INIT;

	ck_assert_ok(buf_read_file(&text, "tests/fixtures/every-type.yaml", 1 << 16, &err), &err);
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		struct problems none = PROBLEMS_INIT;
		struct comparison comparison = { .named = &none, .unnamed = BUF_INIT };
		struct questionnaire *before = load_text(buf_view(&text)), *after;
		struct buf changed = BUF_INIT;
		const char *at = strstr(text.data, changes[i][0]);

		ck_assert_ptr_nonnull(at);
		buf_add(&changed, text.data, (size_t)(at - text.data));
		buf_add_text(&changed, changes[i][1]);
		buf_add_text(&changed, at + strlen(changes[i][0]));
		if (strstr(changes[i][0], "scale") != NULL) {
			char *mark = strstr(changed.data, ", no_opinion: yes");

			memset(mark, ' ', strlen(", no_opinion: yes"));
		}
		after = load_text(buf_view(&changed));
		ck_assert_ptr_nonnull(after);
		compare(&comparison, before, after);
		ck_assert_msg(comparison.unnamed.len > 0, "\"%s\" is not noticed", changes[i][1]);
		questionnaire_free(before);
		questionnaire_free(after);
		buf_release(&changed);
		buf_release(&comparison.unnamed);
	}
	buf_release(&text);
}
END_TEST

UNIT_MAIN("exchange_round", every_shipped_questionnaire_comes_back_but_for_what_is_named,
          every_type_comes_back_but_for_what_is_named, a_change_on_the_way_is_noticed)
