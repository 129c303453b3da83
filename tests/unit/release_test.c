/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of analysis/tables/{release,ledger}.h: an attacker who lays tables side by side, in one release and in several.
 */
#include "release_fixture.h"

#include <jansson.h>

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
read_table(struct reading *reading, const struct tally *tally, const struct asked_table *asked)
{
	reading->list = xrealloc(reading->list, reading->count + tally->cell_count, sizeof(*reading->list));
	for (size_t i = 0; i < tally->cell_count; i++) {
		struct seen seen = { .unit = tally->unit, .number = tally->cells[i].count };
		size_t stride = tally->cell_count;
		const char *const selected[] = { asked->kind, asked->audience, asked->wave };
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
			read_table(&reading, &tally, &requests[number]);
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

/* The first and the last of so many tables are those that give a number away beside each other; all others are one and the same. */
static size_t
release_many(bool together)
{
	enum { MANY = 65, FIRST = 6, LAST = 10 };
	struct reading reading = { .arena = ARENA_INIT };
	struct tally tallies[MANY], *all[MANY];
	struct error err = ERROR_INIT;
	struct release release;
	size_t found;

	for (size_t i = 0; i < MANY; i++) {
		make(&tallies[i], i == 0 ? FIRST : i == MANY - 1 ? LAST : 0);
		all[i] = &tallies[i];
	}
	release_open(&release, 1);
	for (size_t i = 0; i < (together ? 1 : MANY); i++) {
		ck_assert_ok(release_tables(&release, together ? all : &all[i], together ? MANY : 1,
		                            THRESHOLD, RELEASE_MILLISECONDS, &err),
		             &err);
		release_close(&release);
		release_open(&release, 1);
	}
	release_close(&release);
	read_table(&reading, &tallies[0], &requests[FIRST]);
	read_table(&reading, &tallies[MANY - 1], &requests[LAST]);
	for (size_t i = 0; i < MANY; i++)
		tally_release(&tallies[i]);
	found = subtract(&reading);
	free(reading.list);
	arena_release(&reading.arena);
	return found;
}

START_TEST(more_than_64_tables_are_one_release)
{
	size_t alone = release_many(false), together = release_many(true);

	printf("of 65 tables: %zu give a number away together, each by itself %zu\n", together, alone);
	ck_assert_uint_gt(alone, 0);
	ck_assert_uint_eq(together, 0);
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
	record.data[0]++;
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
		more_than_64_tables_are_one_release,
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
