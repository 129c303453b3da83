/* SPDX-License-Identifier: EUPL-1.2
 *
 * Who sees the disk twice, before and after some people answered: what was released differs by nothing or by at least k
 * responses, and the pool by slots that were written over, never by a row more or a row longer.
 */
#include "store_order.h"

enum { SLOTS = 40, SNAPSHOT_TABLES = 6 };

static const char *const tables[SNAPSHOT_TABLES] = { "slot", "batch",  "gathering",
	                                             "pool", "ticket", "definition" };
enum { SLOT, BATCH, GATHERING };

struct snapshot {
	struct written written;
	struct table_rows rows[SNAPSHOT_TABLES];
};

/* `wrote`: something was written since the last one, so the store settles; reading sets the times of files too. */
static void
take_snapshot(struct snapshot *snapshot, const struct fixture *f, bool wrote)
{
	*snapshot = (struct snapshot){ .written = { .list = NULL } };
	ck_assert(!wrote || await(fixture_settled, f));
	fixture_backend->read(f->directory, f->location, &snapshot->written);
	for (size_t i = 0; i < SNAPSHOT_TABLES; i++)
		fixture_backend->rows(f->location, tables[i], &snapshot->rows[i]);
}

static void
release_snapshot(struct snapshot *snapshot)
{
	written_release(&snapshot->written);
	for (size_t i = 0; i < SNAPSHOT_TABLES; i++)
		table_rows_release(&snapshot->rows[i]);
}

/* What a thief sees of two snapshots. */
struct difference {
	size_t slots;            /* written over */
	size_t released, fewest; /* in new batches: boxes, and those of the smallest */
	const char *breach;      /* what may never change did; NULL: nothing */
};

/* The rows of a table that differ, of those that both have; a breach when a row became longer or shorter. */
static size_t
rows_that_differ(const struct table_rows *before, const struct table_rows *after, const char **breach)
{
	size_t differ = 0;

	for (size_t i = 0; i < before->count && i < after->count; i++) {
		if (before->list[i].len != after->list[i].len)
			*breach = "a row has another length";
		differ += !view_equal(buf_view(&before->list[i]), buf_view(&after->list[i]));
	}
	return differ;
}

static struct difference
compare_snapshots(const struct snapshot *before, const struct snapshot *after, size_t box_bytes)
{
	struct difference difference = { .fewest = SIZE_MAX };

	for (size_t i = 0; i < SNAPSHOT_TABLES; i++) {
		const struct table_rows *old = &before->rows[i], *now = &after->rows[i];
		size_t differ = rows_that_differ(old, now, &difference.breach);

		if (i == SLOT)
			difference.slots = differ;
		else if (i != GATHERING && differ > 0)
			difference.breach = "a row of another table changed";
		if (i != BATCH && now->count != old->count)
			difference.breach = "a table has other rows";
	}
	for (size_t i = before->rows[BATCH].count; i < after->rows[BATCH].count; i++) {
		size_t boxes = after->rows[BATCH].list[i].len / box_bytes;

		difference.released += boxes;
		if (boxes < difference.fewest)
			difference.fewest = boxes;
	}
	if (after->rows[BATCH].count < before->rows[BATCH].count)
		difference.breach = "a batch is gone";
	return difference;
}

/* Compares, and moves on: `before` becomes what is there now. */
static struct difference
step(struct snapshot *before, const struct fixture *f, bool wrote)
{
	struct snapshot after;
	struct difference difference;

	take_snapshot(&after, f, wrote);
	difference = compare_snapshots(before, &after, FIXTURE_SIZE + SEAL_OVERHEAD);
	release_snapshot(before);
	*before = after;
	return difference;
}

START_TEST(between_two_snapshots_nothing_or_at_least_k_were_released)
{
	struct fixture f;
	struct snapshot snapshot;
	size_t number = 0, pooled = 0, releases = 0;

	fixture_start(&f, FIXTURE_SIZE, SLOTS);
	take_snapshot(&snapshot, &f, true);
	for (size_t round = 0; round < 60; round++) {
		size_t m = randombytes_uniform(FIXTURE_MINIMUM + 8);
		struct difference difference;

		fixture_keep(&f, number, m);
		number += m;
		difference = step(&snapshot, &f, m > 0);
		ck_assert_msg(difference.breach == NULL, "%s", difference.breach);
		if (pooled + m > SLOTS) { /* it was full, and a part of it was released early */
			size_t early = (pooled + m - SLOTS + FIXTURE_MINIMUM - 1) / FIXTURE_MINIMUM;

			ck_assert_uint_eq(difference.released, early * FIXTURE_MINIMUM);
			ck_assert_uint_ge(difference.fewest, FIXTURE_MINIMUM);
			pooled = pooled + m - early * FIXTURE_MINIMUM;
			releases++;
		} else {
			ck_assert_uint_eq(difference.released, 0);
			ck_assert_uint_eq(difference.slots, m);
			pooled += m;
		}
		if (round % 3 != 0)
			continue;
		fixture_release(&f, RELEASE_DUE);
		difference = step(&snapshot, &f, pooled >= FIXTURE_MINIMUM);
		ck_assert_msg(difference.breach == NULL, "%s", difference.breach);
		if (pooled < FIXTURE_MINIMUM) {
			ck_assert_uint_eq(difference.released, 0);
			ck_assert_uint_eq(difference.slots, 0);
		} else {
			ck_assert_uint_eq(difference.released, pooled);
			ck_assert_uint_ge(difference.fewest, FIXTURE_MINIMUM);
			ck_assert_uint_eq(difference.slots, pooled); /* each has a dummy again */
			pooled = 0;
			releases++;
		}
	}
	ck_assert_uint_gt(releases, 2);
	release_snapshot(&snapshot);
	fixture_end(&f);
}
END_TEST

/* As bytes on disk: nothing of another table's, and no file longer. */
START_TEST(submissions_change_the_pages_of_slots_and_nothing_longer)
{
	struct fixture f;
	struct snapshot before, after;
	struct buf names = BUF_INIT;

	fixture_start(&f, FIXTURE_SIZE, SLOTS);
	fixture_keep(&f, 0, 12);
	ck_assert_uint_eq(fixture_release(&f, RELEASE_DUE), 12);
	take_snapshot(&before, &f, true);
	fixture_keep(&f, 12, 9);
	take_snapshot(&after, &f, true);
	ck_assert_uint_eq(before.written.count, after.written.count);
	for (size_t i = 0; i < before.written.count; i++)
		ck_assert_uint_eq(before.written.list[i].content.len, after.written.list[i].content.len);
	fixture_backend->touched(f.location, &before.written, &after.written, &names);
	ck_assert_ptr_nonnull(names.data);
	ck_assert_ptr_nonnull(strstr(names.data, "slot "));
	for (struct view rest = buf_view(&names); rest.ptr != NULL && rest.len > 0;) {
		struct view name = view_cut(&rest, ' ');

		ck_assert_msg(name.len == 0 || view_is(name, "slot") || view_is(name, "gathering") ||
		                  view_is(name, "wash"),
		              "%.*s changed too", VIEW_ARGS(name));
	}
	release_snapshot(&after);

	/* The control: a table that grows with each of them. */
	fixture_backend->change(f.location, fixture_backend->note_arrivals);
	release_snapshot(&before);
	take_snapshot(&before, &f, false);
	fixture_keep(&f, 21, 3);
	take_snapshot(&after, &f, true);
	buf_reset(&names);
	fixture_backend->touched(f.location, &before.written, &after.written, &names);
	ck_assert_ptr_nonnull(strstr(names.data, "arrival "));
	buf_release(&names);
	release_snapshot(&before);
	release_snapshot(&after);
	fixture_end(&f);
}
END_TEST

START_TEST(a_batch_of_too_few_and_a_row_too_many_are_noticed)
{
	static const struct {
		const char *text;
		int zeros;
		size_t released;
		bool breach;
	} broken[] = {
		{ "INSERT INTO batch (number, questionnaire, key_id, size, count, released, boxes)"
		  " SELECT max(number) + 1, 'vragen', key_id, 1024, 3, '2025-10-30', ZEROS FROM batch GROUP "
		  "BY key_id",
		  3 * (FIXTURE_SIZE + SEAL_OVERHEAD), 3, false },
		{ "INSERT INTO slot (id, box) SELECT max(id) + 1, ZEROS FROM slot", FIXTURE_SIZE, 0, true },
		{ "UPDATE gathering SET nonces = ZEROS", 7, 0, true },
		{ "UPDATE pool SET claimed_day = '2025-10-31'", 0, 0, true },
		{ "UPDATE batch SET released = '2025-10-31'", 0, 0, true },
		{ "DELETE FROM batch", 0, 0, true },
	};
	struct fixture f;
	struct snapshot snapshot;

	fixture_start(&f, FIXTURE_SIZE, SLOTS);
	fixture_keep(&f, 0, 12);
	ck_assert_uint_eq(fixture_release(&f, RELEASE_DUE), 12);
	take_snapshot(&snapshot, &f, true);
	ck_assert_ptr_null(step(&snapshot, &f, false).breach);
	store_close(f.store);
	f.store = NULL;
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		struct snapshot after = { .written = { .list = NULL } };
		struct difference difference;

		fixture_change(&f, broken[i].text, broken[i].zeros);
		for (size_t t = 0; t < SNAPSHOT_TABLES; t++)
			fixture_backend->rows(f.location, tables[t], &after.rows[t]);
		difference = compare_snapshots(&snapshot, &after, FIXTURE_SIZE + SEAL_OVERHEAD);
		ck_assert_msg(difference.released == broken[i].released, "%s", broken[i].text);
		ck_assert_msg((difference.breach != NULL) == broken[i].breach, "%s", broken[i].text);
		release_snapshot(&snapshot);
		snapshot = after;
	}
	release_snapshot(&snapshot);
	fixture_end(&f);
}
END_TEST

/* The row that ends with this box. */
static size_t
row_of(const struct table_rows *rows, const char *box)
{
	const size_t bytes = FIXTURE_SIZE + SEAL_OVERHEAD;

	for (size_t i = 0; i < rows->count; i++)
		if (memcmp(rows->list[i].data + rows->list[i].len - bytes, box, bytes) == 0)
			return i;
	return SIZE_MAX;
}

/* Three looks: before, with all in the pool, and after the release. The dummy that a response pushed out is known from the first
 * two: were it in the third, its place could tell when that response came. */
START_TEST(a_dummy_that_was_pushed_out_never_comes_back)
{
	enum { RESPONSES = 1000 };
	struct fixture f;
	struct crowd crowd;
	struct table_rows before = { .list = NULL }, pooled = { .list = NULL }, after = { .list = NULL };
	size_t known = 0, came_back = 0;

	fixture_start(&f, FIXTURE_SIZE, RESPONSES);
	fixture_backend->rows(f.location, "slot", &before);
	crowd_init(&crowd, &f, 0, RESPONSES);
	crowd_submit(&crowd, f.store);
	crowd_assert(&crowd, SUBMISSION_KEPT);
	fixture_backend->rows(f.location, "slot", &pooled);
	ck_assert_uint_eq(fixture_release(&f, RELEASE_DUE), RESPONSES);
	fixture_backend->rows(f.location, "slot", &after);
	for (size_t i = 0; i < RESPONSES; i++) {
		size_t slot = row_of(&pooled, (const char *)crowd.list[i].box);
		const struct buf *row = &before.list[slot];
		const char *dummy = row->data + row->len - (FIXTURE_SIZE + SEAL_OVERHEAD);

		ck_assert_uint_ne(slot, SIZE_MAX);
		known += row_of(&before, dummy) == slot; /* the control: it would be found */
		came_back += row_of(&after, dummy) != SIZE_MAX;
	}
	ck_assert_uint_eq(known, RESPONSES);
	ck_assert_uint_eq(came_back, 0);
	table_rows_release(&before);
	table_rows_release(&pooled);
	table_rows_release(&after);
	crowd_release(&crowd);
	fixture_end(&f);
}
END_TEST

/* So many releases that the pages of batches split, and content moves from one to another. */
START_TEST(what_moved_stands_in_one_place_only)
{
	enum { RELEASES = 120, EACH = 12 };
	struct fixture f;
	struct crowd crowd;
	struct written written = { .list = NULL };

	fixture_start(&f, FIXTURE_SIZE, SLOTS);
	crowd_init(&crowd, &f, 0, RELEASES * EACH);
	for (size_t i = 0; i < RELEASES; i++) {
		for (size_t j = i * EACH; j < (i + 1) * EACH; j++)
			store_submit(f.store, &crowd.list[j].submission);
		crowd_wait(&crowd, (i + 1) * EACH);
		ck_assert_uint_eq(fixture_release(&f, RELEASE_DUE), EACH);
	}
	ck_assert(await(fixture_settled, &f));
	fixture_backend->read(f.directory, f.location, &written);
	for (size_t i = 0; i < written.count; i++) /* fails when a box stands there twice */
		free(places_of(&written.list[i].content, &crowd));
	written_release(&written);
	crowd_release(&crowd);
	fixture_end(&f);
}
END_TEST

STORE_MAIN("store_anonymity_snapshots", a_dummy_that_was_pushed_out_never_comes_back,
           what_moved_stands_in_one_place_only, between_two_snapshots_nothing_or_at_least_k_were_released,
           submissions_change_the_pages_of_slots_and_nothing_longer,
           a_batch_of_too_few_and_a_row_too_many_are_noticed)
