/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of analysis/tables/{release,ledger}.h: an attacker who lays tables side by side, in one release and in several.
 */
#include "study_fixture.h"

#include <jansson.h>

#include "analysis/tables/ledger.h"
#include "analysis/tables/release_inside.h"

enum { ROOM = 400, TABLES = 20, THRESHOLD = 5, FINDINGS = 5, GROUPS = 2 };

static struct fixture professionals, panel, late;
static struct block blocks[3];
static size_t block_count;

/* Which finding each mention tells of: three workarounds and two myths. */
static struct members_finding findings[FINDINGS] = {
	{ { "adres", 5 }, { "Adres", 5 }, MENTION_OLIFANTENPAADJE },
	{ { "bellen", 6 }, { "Bellen", 6 }, MENTION_OLIFANTENPAADJE },
	{ { "campus", 6 }, { "Campus", 6 }, MENTION_OLIFANTENPAADJE },
	{ { "diploma", 7 }, { "Diploma", 7 }, MENTION_BROODJE_AAP },
	{ { "eigen", 5 }, { "Eigen", 5 }, MENTION_BROODJE_AAP },
};
static uint32_t told[3][GROUPS][ROOM];
static struct members_rows member_rows[3 * GROUPS];
static struct members members;

/* What the ledger holds, record after record. */
static struct buf kept[3];
static size_t kept_count;

static void
forget(void)
{
	while (kept_count > 0)
		buf_release(&kept[--kept_count]);
}

static uint32_t
chance(uint32_t *state, uint32_t below)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state % below;
}

static void
add_response(struct fixture *fixture, uint32_t *state)
{
	size_t row = fixture_response(fixture, SEAL_MODE_BROWSER, true);

	fixture_choose_at(&fixture->block.responses, row, "role", chance(state, 4) != 0);
	fixture_choose_at(&fixture->block.responses, row, "myths", chance(state, 3));
	for (uint32_t n = chance(state, 3); n > 0; n--) {
		struct rows *rows = fixture_mentions(fixture, chance(state, 3) == 0 ? "myth" : "path");
		size_t mention = fixture_mention(fixture, rows, row);

		for (size_t d = 0; d < 5; d++)
			if (chance(state, 3 + 2 * (uint32_t)d) == 0)
				fixture_choose_at(rows, mention, "domain", d);
	}
}

/* A mention's finding, by chance, of the mentions from `from` on. */
static void
tell(size_t block, size_t group, size_t from, uint32_t *state)
{
	const struct rows *rows = &blocks[block].mentions[group];
	bool path = rows->group->mention == MENTION_OLIFANTENPAADJE;

	for (size_t row = from; row < rows->count; row++) {
		uint32_t finding = chance(state, 6);

		told[block][group][row] = finding >= (path ? 5 : 3) ? MEMBERS_NONE
		                        : path                      ? finding / 2
		                                                    : 3 + finding / 2;
	}
	member_rows[block * GROUPS + group] = (struct members_rows){ rows, told[block][group] };
}

static void
tell_all(void)
{
	uint32_t state = 77u;

	for (size_t b = 0; b < block_count; b++)
		for (size_t g = 0; g < GROUPS; g++)
			tell(b, g, 0, &state);
	members = (struct members){ .findings = findings,
		                    .finding_count = FINDINGS,
		                    .rows = member_rows,
		                    .row_count = block_count * GROUPS,
		                    .version = 1 };
}

static void
fill(struct fixture *fixture, size_t responses, uint32_t seed)
{
	uint32_t state = seed;

	for (size_t i = 0; i < responses; i++)
		add_response(fixture, &state);
}

static void
setup(void)
{
	professionals = fixture_new(fixture_questionnaire("professionals", "professional", "Jouw werk", NULL),
	                            "1", ROOM, ROOM);
	panel = fixture_new(fixture_questionnaire("panel", "panel", "Panel", NULL), "1", ROOM, ROOM);
	late = fixture_new(fixture_questionnaire("late", "panel", "Panel", NULL), "2", ROOM, ROOM);
	fill(&professionals, 60, 11u);
	fill(&panel, 22, 12u);
	fill(&late, 9, 13u);
	blocks[0] = professionals.block;
	blocks[1] = panel.block;
	blocks[2] = late.block;
	block_count = 3;
	tell_all();
}

static void
teardown(void)
{
	forget();
	fixture_release(&professionals);
	fixture_release(&panel);
	fixture_release(&late);
}

/* What the pairs are made of. */
static const struct {
	const char *by, *kind, *audience, *wave;
} requests[TABLES] = {
	{ "audience", NULL, NULL, NULL },
	{ "audience,wave", NULL, NULL, NULL },
	{ "kind", NULL, NULL, NULL },
	{ "kind", NULL, "panel", NULL },
	{ "kind,audience", NULL, NULL, NULL },
	{ "kind", NULL, NULL, "1" },
	{ "big-five", NULL, NULL, NULL },
	{ "big-five", NULL, "panel", NULL },
	{ "big-five", NULL, "professional", NULL },
	{ "big-five,audience", NULL, NULL, NULL },
	{ "big-five", NULL, NULL, "1" },
	{ "big-five", "broodje_aap", NULL, NULL },
	{ "big-five", "olifantenpaadje", NULL, NULL },
	{ "kind,big-five", NULL, NULL, NULL },
	{ "kind,big-five,audience", NULL, NULL, NULL },
	{ "known-myths,wave", NULL, NULL, NULL },
	{ "finding", NULL, NULL, NULL },
	{ "finding", NULL, "panel", NULL },
	{ "finding,audience", NULL, NULL, NULL },
	{ "finding", NULL, NULL, "1" },
};

static void
make(struct tally *tally, size_t number)
{
	const struct tally_request request = {
		.by = view_of(requests[number].by),
		.selection = { .kind = view_of(requests[number].kind),
		               .audience = view_of(requests[number].audience),
		               .wave = view_of(requests[number].wave) },
		.threshold = THRESHOLD,
		.catalogue = catalogue_find(VIEW("nl")),
		.members = &members,
	};
	struct tally_request asked = request;
	struct error err = ERROR_INIT;

	if (requests[number].kind == NULL)
		asked.selection.kind.ptr = NULL;
	if (requests[number].audience == NULL)
		asked.selection.audience.ptr = NULL;
	if (requests[number].wave == NULL)
		asked.selection.wave.ptr = NULL;
	ck_assert_ok(tally_make(tally, blocks, block_count, &asked, &err), &err);
}

/* What the attacker reads: one cell as its own restrictions, of what is printed alone. */
struct seen {
	struct view parts[8]; /* "dimension=value", sorted */
	size_t count;
	enum tally_unit unit;
	uint64_t number;
};

struct reading {
	struct arena arena;
	struct seen *list;
	size_t count;
};

static int
compare_views(const void *a, const void *b)
{
	return view_compare(*(const struct view *)a, *(const struct view *)b);
}

static void
read_table(struct reading *reading, const struct tally *tally, size_t request)
{
	reading->list = xrealloc(reading->list, reading->count + tally->cell_count, sizeof(*reading->list));
	for (size_t i = 0; i < tally->cell_count; i++) {
		struct seen seen = { .unit = tally->unit, .number = tally->cells[i].count };
		size_t stride = tally->cell_count;
		const char *const selected[] = { requests[request].kind, requests[request].audience,
			                         requests[request].wave };
		const char *const names[] = { "kind", "audience", "wave" };

		if (tally->cells[i].state != CELL_SHOWN)
			continue;
		for (size_t s = 0; s < 3; s++)
			if (selected[s] != NULL)
				seen.parts[seen.count++] =
				    arena_printf(&reading->arena, "%s=%s", names[s], selected[s]);
		for (size_t axis = 0; axis < tally->shape.axes; axis++) {
			const struct dimension *dimension = &tally->dimensions[axis];
			size_t position;

			stride /= tally->shape.length[axis];
			position = i / stride % tally->shape.length[axis];
			if (position != dimension_all(dimension))
				seen.parts[seen.count++] =
				    arena_printf(&reading->arena, "%.*s=%.*s", VIEW_ARGS(dimension->name),
				                 VIEW_ARGS(position < dimension->category_count
				                               ? dimension->categories[position].id
				                               : VIEW("?")));
		}
		qsort(seen.parts, seen.count, sizeof(seen.parts[0]), compare_views);
		reading->list[reading->count++] = seen;
	}
}

/* Whether `whole` has one restriction less than `part`, of audience, wave or kind, in which there are but two values: then
 * what is left of it is the other one. */
static bool
is_part(const struct seen *whole, const struct seen *part)
{
	size_t w = 0, extra = 0;

	if (whole->unit != part->unit || part->count != whole->count + 1)
		return false;
	for (size_t p = 0; p < part->count; p++) {
		if (w < whole->count && view_equal(part->parts[p], whole->parts[w])) {
			w++;
			continue;
		}
		extra++;
		if (!view_starts(part->parts[p], "audience=") && !view_starts(part->parts[p], "wave=") &&
		    !view_starts(part->parts[p], "kind="))
			return false;
	}
	return extra == 1 && w == whole->count;
}

/* How often subtracting two printed numbers gives one of 1 to threshold - 1. */
static size_t
subtract(const struct reading *reading)
{
	size_t found = 0;

	for (size_t i = 0; i < reading->count; i++)
		for (size_t j = 0; j < reading->count; j++)
			if (is_part(&reading->list[i], &reading->list[j])) {
				uint64_t rest = reading->list[i].number - reading->list[j].number;

				found += rest > 0 && rest < THRESHOLD;
			}
	return found;
}

/* The next release from the same study: with what the ledger kept of those before. */
static void
go_on(struct release *release, uint64_t state)
{
	struct error err = ERROR_INIT;

	if (release->releases == 0)
		forget();
	kept[kept_count] = BUF_INIT;
	ledger_record(release, &kept[kept_count++]);
	release_close(release);
	release_open(release, state);
	for (size_t i = 0; i < kept_count; i++)
		ck_assert_ok(ledger_add(release, buf_view(&kept[i]), &err), &err);
}

/* Two tables, the second with the first in the ledger, or (control) each as if it were the only one. Returns what the
 * attacker finds. */
static size_t
release_pair(size_t first, size_t second, bool together, size_t *refused)
{
	struct reading reading = { .arena = ARENA_INIT };
	struct release release;
	size_t found;

	release_open(&release, 1);
	for (size_t i = 0; i < 2; i++) {
		size_t number = i == 0 ? first : second;
		struct error err = ERROR_INIT;
		struct tally tally, *all[] = { &tally };

		make(&tally, number);
		if (!release_tables(&release, all, 1, THRESHOLD, RELEASE_MILLISECONDS, &err)) {
			ck_assert_int_eq(err.code, ERROR_INVALID);
			ck_assert_uint_eq(i, 1);
			++*refused;
		} else
			read_table(&reading, &tally, number);
		tally_release(&tally);
		if (i == 0 && together)
			go_on(&release, 1);
		else if (i == 0) {
			release_close(&release);
			release_open(&release, 1);
		}
	}
	found = subtract(&reading);
	release_close(&release);
	free(reading.list);
	arena_release(&reading.arena);
	return found;
}

START_TEST(no_pair_of_releases_gives_a_small_number_to_who_subtracts)
{
	size_t refused = 0, alone_refused = 0, found = 0, alone = 0;

	for (size_t first = 0; first < TABLES; first++)
		for (size_t second = 0; second < TABLES; second++) {
			if (first == second)
				continue;
			found += release_pair(first, second, true, &refused) > 0;
			alone += release_pair(first, second, false, &alone_refused) > 0;
		}
	printf("of %d pairs of releases %zu give a number away, %zu refused; each by itself: %zu\n",
	       TABLES * (TABLES - 1), found, refused, alone);
	ck_assert_uint_eq(found, 0);
	ck_assert_uint_gt(alone, 10);
	ck_assert_uint_eq(alone_refused, 0);
	ck_assert_uint_lt(refused, TABLES * (TABLES - 1) / 2);
}
END_TEST

START_TEST(what_was_shown_or_hidden_stays_so_and_the_same_table_again_adds_nothing)
{
	struct tally first, second, *once[] = { &first }, *again[] = { &second };
	struct error err = ERROR_INIT;
	struct release release;
	size_t numbers, relations;

	make(&first, 14);
	make(&second, 14);
	release_open(&release, 1);
	ck_assert_ok(release_tables(&release, once, 1, THRESHOLD, RELEASE_MILLISECONDS, &err), &err);
	numbers = release.published.number_count;
	relations = release.published.relation_count;
	go_on(&release, 1);
	ck_assert_uint_eq(release.releases, 1);
	ck_assert_ok(release_tables(&release, again, 1, THRESHOLD, RELEASE_MILLISECONDS, &err), &err);
	ck_assert_uint_eq(release.published.number_count, numbers);
	ck_assert_uint_eq(release.published.relation_count, relations);
	for (size_t i = 0; i < first.cell_count; i++)
		ck_assert_int_eq(cell_hidden(&first.cells[i]), cell_hidden(&second.cells[i]));
	release_close(&release);
	tally_release(&first);
	tally_release(&second);
}
END_TEST

/* One more respondent between two releases: the difference of the two tables is one person's answers. */
START_TEST(one_more_response_is_not_told_by_the_difference)
{
	for (int remembers = 0; remembers < 2; remembers++) {
		struct tally before, after, *first[] = { &before }, *second[] = { &after };
		struct error err = ERROR_INIT;
		struct release release;
		size_t differences = 0;
		uint32_t state = 99u;
		bool good;

		make(&before, 6);
		release_open(&release, 1);
		ck_assert_ok(release_tables(&release, first, 1, THRESHOLD, RELEASE_MILLISECONDS, &err), &err);
		if (remembers)
			go_on(&release, 2);
		else {
			release_close(&release);
			release_open(&release, 2);
		}
		for (int i = 0; i < 2; i++)
			add_response(&professionals, &state);
		blocks[0] = professionals.block;
		make(&after, 6);
		good = release_tables(&release, second, 1, THRESHOLD, RELEASE_MILLISECONDS, &err);
		ck_assert_msg(good, "%s", err.text);
		for (size_t i = 0; good && i < after.cell_count; i++)
			differences += after.cells[i].state == CELL_SHOWN &&
			               before.cells[i].state == CELL_SHOWN &&
			               after.cells[i].count != before.cells[i].count &&
			               after.cells[i].count - before.cells[i].count < THRESHOLD;
		if (remembers)
			ck_assert_uint_eq(differences, 0);
		else
			ck_assert_uint_gt(differences, 0);
		release_close(&release);
		tally_release(&before);
		tally_release(&after);
	}
}
END_TEST

/* How many cells two tables both show that differ by 1 to threshold - 1. */
static size_t
small_differences(const struct tally *before, const struct tally *after)
{
	size_t differences = 0;

	ck_assert_uint_eq(before->cell_count, after->cell_count);
	for (size_t i = 0; i < after->cell_count; i++) {
		uint64_t one = before->cells[i].count, other = after->cells[i].count,
		         difference = one > other ? one - other : other - one;

		differences += before->cells[i].state == CELL_SHOWN && after->cells[i].state == CELL_SHOWN &&
		               difference > 0 && difference < THRESHOLD;
	}
	return differences;
}

/* The team moves three mentions of professionals from one finding to another. */
static void
code_again(void)
{
	size_t moved = 0;

	for (size_t row = 0; row < blocks[0].mentions[0].count && moved < 3; row++)
		if (told[0][0][row] == 0) {
			told[0][0][row] = 1;
			moved++;
		}
	ck_assert_uint_eq(moved, 3);
	members.version++;
}

START_TEST(mentions_that_moved_to_another_finding_are_not_told_by_the_difference)
{
	for (int remembers = 0; remembers < 2; remembers++) {
		struct tally before, after, *first[] = { &before }, *second[] = { &after };
		struct error err = ERROR_INIT;
		struct release release;

		tell_all();
		make(&before, 18);
		release_open(&release, 1);
		ck_assert_ok(release_tables(&release, first, 1, THRESHOLD, RELEASE_MILLISECONDS, &err), &err);
		if (remembers)
			go_on(&release, 1);
		else {
			release_close(&release);
			release_open(&release, 1);
		}
		code_again();
		make(&after, 18);
		ck_assert_ok(release_tables(&release, second, 1, THRESHOLD, RELEASE_MILLISECONDS, &err),
		             &err);
		if (remembers)
			ck_assert_uint_eq(small_differences(&before, &after), 0);
		else
			ck_assert_uint_gt(small_differences(&before, &after), 0);
		release_close(&release);
		tally_release(&before);
		tally_release(&after);
	}
}
END_TEST

/* Import, coding, import: of three tables no two tell a few people apart. */
START_TEST(three_releases_of_a_study_that_grows_tell_no_difference)
{
	for (int remembers = 0; remembers < 2; remembers++) {
		struct tally tallies[3];
		struct release release;
		size_t differences = 0;
		uint32_t state = 99u;

		teardown();
		setup();
		release_open(&release, 1);
		for (size_t i = 0; i < 3; i++) {
			struct tally *one[] = { &tallies[i] };
			struct error err = ERROR_INIT;

			make(&tallies[i], 18);
			ck_assert_ok(release_tables(&release, one, 1, THRESHOLD, RELEASE_MILLISECONDS, &err),
			             &err);
			if (remembers)
				go_on(&release, i + 2);
			else {
				release_close(&release);
				release_open(&release, i + 2);
			}
			for (size_t g = 0, from; g < GROUPS; g++) {
				from = blocks[0].mentions[g].count;
				for (int more = 0; g == 0 && more < 3; more++)
					add_response(&professionals, &state);
				blocks[0] = professionals.block;
				tell(0, g, from, &state);
			}
			if (i == 0)
				code_again();
			members.version++;
		}
		for (size_t i = 0; i < 3; i++)
			for (size_t j = 0; j < i; j++)
				differences += small_differences(&tallies[j], &tallies[i]);
		if (remembers)
			ck_assert_uint_eq(differences, 0);
		else
			ck_assert_uint_gt(differences, 0);
		release_close(&release);
		for (size_t i = 0; i < 3; i++)
			tally_release(&tallies[i]);
	}
}
END_TEST

START_TEST(a_damaged_ledger_is_refused_and_a_lower_threshold_too)
{
	struct tally tally, *all[] = { &tally };
	struct error err = ERROR_INIT;
	struct release release, other;
	struct buf record = BUF_INIT;

	make(&tally, 9);
	release_open(&release, 1);
	ck_assert_ok(release_tables(&release, all, 1, THRESHOLD, RELEASE_MILLISECONDS, &err), &err);
	ledger_record(&release, &record);
	for (size_t length = 0; length < record.len; length++) {
		struct error why = ERROR_INIT;

		release_open(&other, 1);
		ck_assert(!ledger_add(&other, (struct view){ record.data, length }, &why));
		release_close(&other);
	}
	record.data[0] = 2;
	release_open(&other, 1);
	ck_assert(!ledger_add(&other, buf_view(&record), &err));
	ck_assert_int_eq(err.code, ERROR_VERSION);
	release_close(&other);

	err = ERROR_INIT;
	go_on(&release, 1);
	ck_assert(!release_tables(&release, all, 1, 3, RELEASE_MILLISECONDS, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	release_close(&release);
	tally_release(&tally);
	buf_release(&record);
}
END_TEST

START_TEST(the_proof_gives_an_interval_for_each_hidden_number_and_nothing_hidden)
{
	struct tally tally, *all[] = { &tally };
	struct error err = ERROR_INIT;
	struct release release;
	struct buf proof = BUF_INIT;
	json_t *root, *one;
	size_t i, hidden = 0;

	make(&tally, 14);
	release_open(&release, 1);
	ck_assert_ok(release_tables(&release, all, 1, THRESHOLD, RELEASE_MILLISECONDS, &err), &err);
	release_proof(&release, &proof);
	root = json_loads(proof.data, 0, NULL);
	ck_assert_ptr_nonnull(root);
	json_array_foreach(json_object_get(root, "hidden"), i, one)
	{
		json_int_t least = json_integer_value(json_object_get(one, "least")),
		           most = json_integer_value(json_object_get(one, "most"));

		ck_assert(json_is_null(json_object_get(one, "most")) || most - least >= THRESHOLD - 1);
		ck_assert_ptr_null(strstr(json_string_value(json_object_get(one, "number")), "~"));
		ck_assert_ptr_null(json_object_get(one, "value"));
	}
	for (i = 0; i < release.published.number_count; i++)
		hidden += release.published.numbers[i].hidden && !release.published.numbers[i].derived;
	ck_assert_uint_gt(hidden, 0);
	ck_assert_uint_eq(json_array_size(json_object_get(root, "hidden")), hidden);
	json_decref(root);
	buf_release(&proof);
	release_close(&release);
	tally_release(&tally);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		no_pair_of_releases_gives_a_small_number_to_who_subtracts,
		what_was_shown_or_hidden_stays_so_and_the_same_table_again_adds_nothing,
		one_more_response_is_not_told_by_the_difference,
		mentions_that_moved_to_another_finding_are_not_told_by_the_difference,
		three_releases_of_a_study_that_grows_tell_no_difference,
		a_damaged_ledger_is_refused_and_a_lower_threshold_too,
		the_proof_gives_an_interval_for_each_hidden_number_and_nothing_hidden,
	};
	Suite *suite = suite_create("release");
	TCase *tcase = tcase_create("release");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_set_timeout(tcase, 120);
	for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++)
		tcase_add_test(tcase, tests[i]);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
