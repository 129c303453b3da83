/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of analysis/tables/{dimension,tally}.h: against a count that shares no code with it, and the rules
 * about what is counted.
 */
#include "study_fixture.h"

#include "analysis/tables/tally.h"

enum { RESPONSES = 300, MENTIONS = 900, DOMAINS = 5, CAUSES = 4 };

static struct fixture professionals, panel;
static struct block blocks[2];

/* What was put in, for the count by hand: bit d of `domains` is domain d; cause -1 was not answered. */
struct told {
	int audience; /* 0: professionals, 1: panel */
	size_t response;
	const char *kind;
	unsigned domains;
	int cause;
};
static struct told told[4 * MENTIONS];
static size_t told_count;

static uint32_t
chance(uint32_t *state, uint32_t below)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state % below;
}

static void
tell(struct fixture *fixture, int audience, size_t response, const char *group, uint32_t *state)
{
	struct rows *rows = fixture_mentions(fixture, group);
	bool path = strcmp(group, "path") == 0;
	struct told *one = &told[told_count++];
	size_t row = fixture_mention(fixture, rows, response);

	*one = (struct told){ audience, response, path ? "olifantenpaadje" : "broodje_aap", 0, -1 };
	for (unsigned d = 0; d < DOMAINS; d++)
		if (chance(state, 4 + 3 * d) == 0) {
			one->domains |= 1u << d;
			fixture_choose_at(rows, row, "domain", d);
		}
	if (path && chance(state, 5) > 0) {
		one->cause = (int)chance(state, CAUSES);
		fixture_choose_at(rows, row, "cause", (size_t)one->cause);
	}
}

static void
fill(struct fixture *fixture, int audience, size_t responses, uint32_t seed)
{
	uint32_t state = seed;

	for (size_t i = 0; i < responses; i++) {
		size_t response =
		    fixture_response(fixture, i % 3 == 0 ? SEAL_MODE_SERVER : SEAL_MODE_BROWSER, true);

		if (i % 4 != 0)
			fixture_choose(&fixture->block.responses, response, "role",
			               i % 4 == 1 ? "anders" : "wij");
		for (uint32_t n = chance(&state, 4); n > 0; n--)
			tell(fixture, audience, response, "path", &state);
		for (uint32_t n = chance(&state, 3); n > 0; n--)
			tell(fixture, audience, response, "myth", &state);
	}
}

static void
setup(void)
{
	told_count = 0;
	professionals = fixture_new(fixture_questionnaire("professionals", "professional", "Jouw werk", NULL),
	                            "1", RESPONSES, MENTIONS);
	panel = fixture_new(fixture_questionnaire("panel", "panel", "Panel", NULL), "2", RESPONSES, MENTIONS);
	fill(&professionals, 0, RESPONSES, 11u);
	fill(&panel, 1, 40, 12u);
	blocks[0] = professionals.block;
	blocks[1] = panel.block;
}

static void
teardown(void)
{
	fixture_release(&professionals);
	fixture_release(&panel);
}

static struct tally_request
request_by(const char *by)
{
	return (struct tally_request){ .by = view_of(by),
		                       .threshold = 5,
		                       .catalogue = catalogue_find(VIEW("nl")) };
}

static void
make(struct tally *tally, const struct tally_request *request)
{
	struct error err = ERROR_INIT;

	ck_assert_ok(tally_make(tally, blocks, 2, request, &err), &err);
}

static size_t
position_of(const struct tally *tally, size_t axis, const char *id)
{
	const struct dimension *dimension = &tally->dimensions[axis];

	if (id == NULL)
		return dimension_all(dimension);
	for (size_t i = 0; i < dimension->category_count; i++)
		if (view_is(dimension->categories[i].id, id))
			return i;
	ck_abort_msg("no category %s", id);
	return 0;
}

/* The cell of up to three ids; NULL is "all". */
static const struct cell *
cell_of(const struct tally *tally, const char *a, const char *b, const char *c)
{
	const char *ids[] = { a, b, c };
	size_t positions[TABLE_AXES_MAX] = { 0 };

	for (size_t axis = 0; axis < tally->shape.axes; axis++)
		positions[axis] = position_of(tally, axis, ids[axis]);
	return tally_cell(tally, positions);
}

static const char *const domains[] = { "support", "wonen", "school-werk", "inkomen", "welzijn", NULL };
static const char *const causes[] = { "systeem", "kennis", "samenwerking", "cultuur", NULL };
static const char *const audiences[] = { "professional", "panel", NULL };

/* Counts what was told by looking at all of it for one cell; -1 is "all". */
static struct cell
by_hand(int audience, int domain, int cause, const char *kind)
{
	static bool seen[2][RESPONSES];
	struct cell cell = { 0, 0, CELL_SHOWN };

	memset(seen, 0, sizeof(seen));
	for (size_t i = 0; i < told_count; i++) {
		const struct told *one = &told[i];

		if ((audience >= 0 && one->audience != audience) || (cause >= 0 && one->cause != cause) ||
		    (domain >= 0 && (one->domains >> domain & 1) == 0) ||
		    (kind != NULL && strcmp(kind, one->kind) != 0))
			continue;
		cell.count++;
		cell.respondents += !seen[one->audience][one->response];
		seen[one->audience][one->response] = true;
	}
	return cell;
}

START_TEST(every_cell_equals_a_count_by_hand)
{
	struct tally_request request = request_by("audience,big-five,categories");
	struct tally tally;

	request.selection.kind = VIEW("olifantenpaadje");
	make(&tally, &request);
	ck_assert_int_eq(tally.unit, TALLY_MENTIONS);
	for (int a = 0; a <= 2; a++)
		for (int d = 0; d <= DOMAINS; d++)
			for (int c = 0; c <= CAUSES; c++) {
				struct cell expected = by_hand(a < 2 ? a : -1, d < DOMAINS ? d : -1,
				                               c < CAUSES ? c : -1, "olifantenpaadje");
				const struct cell *cell =
				    cell_of(&tally, audiences[a], domains[d], causes[c]);

				ck_assert_uint_eq(cell->count, expected.count);
				ck_assert_uint_eq(cell->respondents, expected.respondents);
			}
	tally_release(&tally);
}
END_TEST

START_TEST(somebody_who_tells_of_two_kinds_is_one_respondent)
{
	struct tally_request request = request_by("kind,audience");
	struct cell all = by_hand(-1, -1, -1, NULL), paths = by_hand(-1, -1, -1, "olifantenpaadje"),
	            myths = by_hand(-1, -1, -1, "broodje_aap");
	struct tally tally;

	make(&tally, &request);
	ck_assert_uint_eq(cell_of(&tally, NULL, NULL, NULL)->respondents, all.respondents);
	ck_assert_uint_lt(all.respondents, paths.respondents + myths.respondents);
	ck_assert_uint_eq(cell_of(&tally, "olifantenpaadje", NULL, NULL)->count, paths.count);
	ck_assert_uint_eq(cell_of(&tally, "broodje_aap", NULL, NULL)->count, myths.count);
	tally_release(&tally);
}
END_TEST

START_TEST(mentions_in_any_order_give_the_same_table)
{
	struct tally_request request = request_by("kind,big-five,audience");
	struct rows *paths = fixture_mentions(&professionals, "path");
	uint32_t *responses = (uint32_t *)(uintptr_t)paths->response;
	struct tally before, after;

	make(&before, &request);
	for (size_t i = 0, j = paths->count - 1; i < j; i++, j--) {
		uint32_t response = responses[i];

		responses[i] = responses[j];
		responses[j] = response;
		for (size_t c = 0; c < paths->column_count; c++) {
			uint8_t *bits = (uint8_t *)(uintptr_t)paths->columns[c].bits, byte = bits[i];

			ck_assert_uint_eq(paths->columns[c].width, 1);
			bits[i] = bits[j];
			bits[j] = byte;
		}
	}
	make(&after, &request);
	ck_assert_mem_eq(before.cells, after.cells, before.cell_count * sizeof(*before.cells));
	tally_release(&before);
	tally_release(&after);
}
END_TEST

START_TEST(a_choice_of_several_counts_in_each_and_once_in_the_total)
{
	struct tally_request request = request_by("big-five");
	struct tally tally;
	uint64_t sum = 0;

	make(&tally, &request);
	ck_assert(tally.dimensions[0].multiple);
	for (size_t i = 0; i < dimension_all(&tally.dimensions[0]); i++)
		sum += tally.cells[i].count;
	ck_assert_uint_gt(sum, tally_total(&tally)->count);
	ck_assert_uint_eq(tally_total(&tally)->count, told_count);
	tally_release(&tally);
}
END_TEST

START_TEST(top_level_questions_count_responses)
{
	struct tally_request request = request_by("professionals:role");
	struct tally tally;

	make(&tally, &request);
	ck_assert_int_eq(tally.unit, TALLY_RESPONSES);
	ck_assert_uint_eq(tally_total(&tally)->count, RESPONSES); /* the panel was not asked this */
	ck_assert_uint_eq(cell_of(&tally, "wij", NULL, NULL)->count, RESPONSES / 2);
	ck_assert_uint_eq(tally.cells[dimension_missing(&tally.dimensions[0])].count, RESPONSES / 4);
	ck_assert(tally_shows(&tally, 0, dimension_missing(&tally.dimensions[0])));
	tally_release(&tally);
}
END_TEST

START_TEST(everyone_counts_who_was_not_asked_in_an_audience_that_was)
{
	struct fixture other =
	    fixture_new(fixture_questionnaire("other", "professional", "Anders", NULL), "", 10, 10);
	struct tally_request request = request_by("professionals:role");
	struct block three[] = { blocks[0], blocks[1], other.block };
	struct error err = ERROR_INIT;
	struct tally tally;

	for (size_t i = 0; i < 10; i++)
		fixture_response(&other, SEAL_MODE_SERVER, false);
	three[2] = other.block;
	ck_assert_ok(tally_make(&tally, three, 3, &request, &err), &err);
	ck_assert_uint_eq(tally_total(&tally)->count, RESPONSES);
	tally_release(&tally);
	request.everyone = true;
	ck_assert_ok(tally_make(&tally, three, 3, &request, &err), &err);
	ck_assert_uint_eq(tally_total(&tally)->count, RESPONSES + 10);
	ck_assert_uint_eq(tally.cells[dimension_missing(&tally.dimensions[0])].count, RESPONSES / 4 + 10);
	tally_release(&tally);
	fixture_release(&other);
}
END_TEST

START_TEST(a_mention_has_the_answers_of_its_respondent)
{
	struct tally_request request = request_by("professionals:role,kind");
	struct tally tally;
	uint64_t expected = 0;

	make(&tally, &request);
	for (size_t i = 0; i < told_count; i++)
		expected += told[i].audience == 0 && told[i].response % 4 == 1 &&
		            strcmp(told[i].kind, "broodje_aap") == 0;
	ck_assert_uint_eq(cell_of(&tally, "anders", "broodje_aap", NULL)->count, expected);
	tally_release(&tally);
}
END_TEST

START_TEST(filters_select_and_unknown_ones_are_errors)
{
	struct tally_request request = request_by("big-five");
	struct error err = ERROR_INIT;
	struct tally tally;

	request.selection.audience = VIEW("panel");
	request.selection.kind = VIEW("broodje_aap");
	make(&tally, &request);
	ck_assert_uint_eq(tally_total(&tally)->count, by_hand(1, -1, -1, "broodje_aap").count);
	tally_release(&tally);
	request.selection.audience = VIEW("nobody");
	ck_assert(!tally_make(&tally, blocks, 2, &request, &err));
	ck_assert_int_eq(err.code, ERROR_ABSENT);
	tally_release(&tally);
	request.selection.audience = VIEW("panel");
	request.selection.kind = VIEW("sprookje");
	err = ERROR_INIT;
	ck_assert(!tally_make(&tally, blocks, 2, &request, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "broodje_aap"));
	tally_release(&tally);
}
END_TEST

START_TEST(unknown_and_ambiguous_names_list_what_there_is)
{
	static const struct {
		const char *by;
		enum error_code code;
		const char *says;
	} wrong[] = {
		{ "colour", ERROR_ABSENT, "big-five" },
		{ "colour", ERROR_ABSENT, "professionals:role" },
		{ "role", ERROR_INVALID, "panel:role" },
		{ "professionals:domain", ERROR_INVALID, "professionals:path.domain" },
		{ "professionals:path.what", ERROR_ABSENT, "audience" }, /* a text has no categories */
		{ "audience,audience", ERROR_INVALID, "twice" },
		{ "audience,kind,wave,big-five", ERROR_INVALID, "3" },
		{ "", ERROR_INVALID, "dimension" },
	};

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct tally_request request = request_by(wrong[i].by);
		struct error err = ERROR_INIT;
		struct tally tally;

		ck_assert(!tally_make(&tally, blocks, 2, &request, &err));
		ck_assert_int_eq(err.code, wrong[i].code);
		ck_assert_msg(strstr(err.text, wrong[i].says) != NULL, "%s: %s", wrong[i].by, err.text);
		tally_release(&tally);
	}
}
END_TEST

START_TEST(an_unambiguous_short_name_is_enough)
{
	struct tally_request request = request_by("path.cause");
	struct tally tally;

	request.selection.questionnaire = VIEW("panel");
	make(&tally, &request);
	ck_assert_view(tally.dimensions[0].questionnaire, "panel");
	ck_assert_uint_eq(tally_total(&tally)->count, by_hand(1, -1, -1, "olifantenpaadje").count);
	tally_release(&tally);
}
END_TEST

START_TEST(one_option_id_is_one_category_in_all_versions)
{
	struct fixture later =
	    fixture_new(fixture_questionnaire("professionals", "professional", "Later", NULL), "2", 10, 10);
	struct block versions[] = { professionals.block, later.block };
	struct tally_request request = request_by("questionnaire,wave,professionals:role");
	struct error err = ERROR_INIT;
	struct tally tally;

	for (size_t i = 0; i < 10; i++) {
		size_t row = fixture_response(&later, SEAL_MODE_SERVER, false);

		fixture_choose(&later.block.responses, row, "role", "wij");
	}
	versions[1] = later.block;
	ck_assert_ok(tally_make(&tally, versions, 2, &request, &err), &err);
	ck_assert_uint_eq(tally.shape.length[0], 2);
	ck_assert_view(tally.dimensions[0].categories[0].text, "Later");
	ck_assert_uint_eq(cell_of(&tally, "professionals", NULL, "wij")->count, RESPONSES / 2 + 10);
	ck_assert_uint_eq(cell_of(&tally, "professionals", "2", "wij")->count, 10);
	tally_release(&tally);
	fixture_release(&later);
}
END_TEST

START_TEST(where_it_was_sealed_is_counted)
{
	struct tally_request request = request_by("sealed,audience");
	struct tally tally;

	make(&tally, &request);
	ck_assert_uint_eq(cell_of(&tally, "server", "professional", NULL)->count, RESPONSES / 3);
	ck_assert_uint_eq(cell_of(&tally, "browser", NULL, NULL)->count, RESPONSES * 2 / 3 + 26);
	tally_release(&tally);
}
END_TEST

START_TEST(what_nobody_was_asked_is_impossible_and_hides_nothing)
{
	struct tally_request request = request_by("audience,questionnaire");
	struct tally tally;

	make(&tally, &request);
	ck_assert_int_eq(cell_of(&tally, "professional", "panel", NULL)->state, CELL_IMPOSSIBLE);
	ck_assert_int_eq(cell_of(&tally, "panel", "panel", NULL)->state, CELL_SHOWN);
	tally_release(&tally);
}
END_TEST

START_TEST(an_audience_that_was_not_asked_is_not_shown)
{
	struct tally_request request = request_by("professionals:role,audience");
	struct tally tally;

	make(&tally, &request);
	ck_assert(tally_shows(&tally, 1, position_of(&tally, 1, "professional")));
	ck_assert(!tally_shows(&tally, 1, position_of(&tally, 1, "panel")));
	ck_assert(tally_shows(&tally, 1, position_of(&tally, 1, NULL)));
	tally_release(&tally);
}
END_TEST

START_TEST(a_threshold_below_three_is_refused)
{
	struct tally_request request = request_by("audience");
	struct error err = ERROR_INIT;
	struct tally tally;

	request.threshold = 2;
	ck_assert(!tally_make(&tally, blocks, 2, &request, &err));
	tally_release(&tally);
}
END_TEST

START_TEST(an_empty_study_gives_an_empty_table)
{
	struct tally_request request = request_by("audience");
	struct error err = ERROR_INIT;
	struct tally tally;

	ck_assert_ok(tally_make(&tally, NULL, 0, &request, &err), &err);
	ck_assert_uint_eq(tally_total(&tally)->count, 0);
	tally_release(&tally);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		every_cell_equals_a_count_by_hand,
		somebody_who_tells_of_two_kinds_is_one_respondent,
		mentions_in_any_order_give_the_same_table,
		a_choice_of_several_counts_in_each_and_once_in_the_total,
		top_level_questions_count_responses,
		everyone_counts_who_was_not_asked_in_an_audience_that_was,
		a_mention_has_the_answers_of_its_respondent,
		filters_select_and_unknown_ones_are_errors,
		unknown_and_ambiguous_names_list_what_there_is,
		an_unambiguous_short_name_is_enough,
		one_option_id_is_one_category_in_all_versions,
		where_it_was_sealed_is_counted,
		what_nobody_was_asked_is_impossible_and_hides_nothing,
		an_audience_that_was_not_asked_is_not_shown,
		a_threshold_below_three_is_refused,
		an_empty_study_gives_an_empty_table,
	};
	Suite *suite = suite_create("tally");
	TCase *tcase = tcase_create("tally");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tcase, setup, teardown);
	for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++)
		tcase_add_test(tcase, tests[i]);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
