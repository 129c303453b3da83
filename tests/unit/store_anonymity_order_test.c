/* SPDX-License-Identifier: EUPL-1.2
 *
 * Ten thousand responses, and whether anything that the store wrote tells in which order they came (promise 3): in the
 * pool, in the batches, and in the middle of it all. Each beside a control that does tell: a plain table of the
 * same boxes in the same kind of database.
 */
#include "store_order.h"

enum {
	RESPONSES = 10000,
	AT_ONCE = 64,         /* on their way together; the queue keeps their order */
	POOL = RESPONSES / 4, /* slots, where releases are early */
};

/* Responses first to end - 1, in this order. */
static void
submit_up_to(struct crowd *crowd, const struct fixture *f, size_t first, size_t end)
{
	for (size_t i = first; i < end; i += AT_ONCE) {
		size_t until = i + AT_ONCE < end ? i + AT_ONCE : end;

		for (size_t j = i; j < until; j++)
			store_submit(f->store, &crowd->list[j].submission);
		crowd_wait(crowd, until);
	}
	for (size_t i = first; i < end; i++)
		ck_assert_int_eq(crowd->list[i].outcome, SUBMISSION_KEPT);
}

/* Waits until the store has settled; then every part of what it wrote holds all of these boxes or none, exactly one of them
 * has them, and there they stand in no order. Returns rho. */
static double
assert_no_order(const struct written *written, const struct crowd *crowd, size_t first, size_t count,
                const char *what)
{
	size_t holders = 0;
	double rho = 0;

	for (size_t i = 0; i < written->count; i++) {
		const struct written_part *part = &written->list[i];
		struct order order = order_in(&part->content, crowd, first, count);

		ck_assert_msg(order.found == 0 || order.found == count, "%s: %zu of %zu boxes in %s", what,
		              order.found, count, part->name);
		if (order.found == 0)
			continue;
		holders++;
		rho = order.rho;
		ck_assert_msg(fabs(order.rho) < RHO_LIMIT(count), "%s, %s: rho %.4f", what, part->name,
		              order.rho);
		ck_assert_msg(order.clustering < CLUSTERING_LIMIT, "%s, %s: clustering %.1f", what,
		              part->name, order.clustering);
	}
	ck_assert_uint_eq(holders, 1);
	return rho;
}

static void
read_settled(const struct fixture *f, struct written *written)
{
	ck_assert(await(fixture_settled, f));
	written_release(written);
	fixture_backend->read(f->directory, f->location, written);
}

START_TEST(ten_thousand_in_one_pool_and_one_batch_stand_in_no_order)
{
	struct fixture f;
	struct crowd crowd;
	struct written written = { .list = NULL };

	fixture_start(&f, FIXTURE_SIZE, RESPONSES);
	crowd_init(&crowd, &f, 0, RESPONSES);
	submit_up_to(&crowd, &f, 0, RESPONSES / 2);
	read_settled(&f, &written);
	assert_no_order(&written, &crowd, 0, RESPONSES / 2, "half a pool");
	submit_up_to(&crowd, &f, RESPONSES / 2, RESPONSES);
	read_settled(&f, &written);
	assert_no_order(&written, &crowd, 0, RESPONSES, "pooled");

	ck_assert_uint_eq(fixture_release(&f, RELEASE_DUE), RESPONSES);
	read_settled(&f, &written);
	assert_no_order(&written, &crowd, 0, RESPONSES, "released"); /* once: no longer in its slot */
	written_release(&written);
	crowd_release(&crowd);
	fixture_end(&f);
}
END_TEST

/* In which batch each response is; the pool counts as the last. */
struct whereabouts {
	const struct fixture *f;
	size_t batch[RESPONSES], batches;
};

static bool
note_batch(void *context, const struct batch *batch)
{
	struct whereabouts *whereabouts = context;
	const struct fixture *f = whereabouts->f;
	size_t box_bytes = FIXTURE_SIZE + SEAL_OVERHEAD;
	uint8_t plain[FIXTURE_SIZE], public[PUBLIC_KEY_BYTES];

	memcpy(public, f->key.bytes, sizeof(public));
	ck_assert_uint_ge(batch->count, FIXTURE_MINIMUM);
	for (size_t i = 0; i < batch->count; i++) {
		const uint8_t *box = (const uint8_t *)batch->boxes.ptr + i * box_bytes;
		size_t number;

		ck_assert_int_eq(crypto_box_seal_open(plain, box, box_bytes, public, f->secret), 0);
		number = strtoul((const char *)plain + SEAL_HEADER, NULL, 10);
		ck_assert_uint_lt(number, RESPONSES);
		whereabouts->batch[number] = whereabouts->batches;
	}
	whereabouts->batches++;
	return true;
}

/* The boxes of each batch, and of the pool, stand in no order. Returns how many batches there are; *mean becomes the mean of their
 * rhos, weighted, since a weak order in each would add up. */
static size_t
assert_no_order_in_any(const struct fixture *f, const struct written *written, const struct crowd *crowd,
                       size_t sent, double *mean)
{
	struct whereabouts whereabouts = { .f = f };
	struct crowd subset = { .list = xcalloc(sent, sizeof(subset.list[0])) };
	struct error err = ERROR_INIT;
	double sum = 0;

	for (size_t i = 0; i < sent; i++)
		whereabouts.batch[i] = SIZE_MAX;
	ck_assert_ok(store_batches(f->store, note_batch, &whereabouts, &err), &err);
	for (size_t batch = 0; batch <= whereabouts.batches; batch++) {
		subset.count = 0;
		for (size_t i = 0; i < sent; i++)
			if (whereabouts.batch[i] == (batch == whereabouts.batches ? SIZE_MAX : batch))
				subset.list[subset.count++] = crowd->list[i];
		if (subset.count > 0)
			sum += (double)subset.count *
			       assert_no_order(written, &subset, 0, subset.count,
			                       batch == whereabouts.batches ? "pool" : "batch");
	}
	free(subset.list);
	*mean = sum / (double)sent;
	return whereabouts.batches;
}

START_TEST(ten_thousand_in_early_releases_stand_in_no_order_within_each)
{
	struct fixture f;
	struct crowd crowd;
	struct written written = { .list = NULL };
	double mean;
	size_t batches;

	/* A part of a full pool is released by the next response. */
	fixture_start(&f, FIXTURE_SIZE, POOL);
	crowd_init(&crowd, &f, 0, RESPONSES);
	submit_up_to(&crowd, &f, 0, 2 * POOL + POOL / 2);
	read_settled(&f, &written);
	batches = assert_no_order_in_any(&f, &written, &crowd, 2 * POOL + POOL / 2, &mean);
	ck_assert_uint_gt(batches, 10);
	submit_up_to(&crowd, &f, 2 * POOL + POOL / 2, RESPONSES);
	ck_assert_uint_gt(fixture_release(&f, RELEASE_DUE), POOL / 2);
	read_settled(&f, &written);
	ck_assert_uint_gt(assert_no_order_in_any(&f, &written, &crowd, RESPONSES, &mean), batches + 10);
	ck_assert_msg(fabs(mean) < RHO_LIMIT(RESPONSES), "all releases: rho %.4f", mean);
	written_release(&written);
	crowd_release(&crowd);
	fixture_end(&f);
}
END_TEST

/* As large as they are by default, which is more than a page of either back end. */
START_TEST(large_boxes_stand_in_no_order)
{
	enum { LARGE = 8192, FEW = 1000 };
	struct fixture f;
	struct crowd crowd;
	struct written written = { .list = NULL };

	fixture_start(&f, LARGE, FEW);
	crowd_init(&crowd, &f, 0, FEW);
	submit_up_to(&crowd, &f, 0, FEW / 2);
	read_settled(&f, &written);
	assert_no_order(&written, &crowd, 0, FEW / 2, "half a pool");
	submit_up_to(&crowd, &f, FEW / 2, FEW);
	ck_assert_uint_eq(fixture_release(&f, RELEASE_DUE), FEW);
	read_settled(&f, &written);
	assert_no_order(&written, &crowd, 0, FEW, "released");
	written_release(&written);
	crowd_release(&crowd);
	fixture_end(&f);
}
END_TEST

START_TEST(a_plain_table_does_tell_the_order)
{
	struct fixture f;
	struct crowd crowd;
	struct written written = { .list = NULL };
	const uint8_t **boxes = xcalloc(RESPONSES, sizeof(boxes[0]));
	size_t holder = 0;
	struct order order;

	fixture_init(&f, FIXTURE_SIZE, 1);
	crowd_init(&crowd, &f, 0, RESPONSES);
	for (size_t i = 0; i < RESPONSES; i++)
		boxes[i] = crowd.list[i].box;
	fixture_backend->plain(f.location, boxes, FIXTURE_SIZE + SEAL_OVERHEAD, RESPONSES);
	fixture_backend->read(f.directory, f.location, &written);
	while (holder + 1 < written.count &&
	       order_in(&written.list[holder].content, &crowd, 0, RESPONSES).found == 0)
		holder++;
	order = order_in(&written.list[holder].content, &crowd, 0, RESPONSES);
	ck_assert_uint_eq(order.found, RESPONSES);
	ck_assert_msg(order.rho > 0.999, "rho %.4f", order.rho);
	ck_assert_msg(order.clustering > 100, "clustering %.1f", order.clustering);
	/* And a part of it, as of one release. */
	order = order_in(&written.list[holder].content, &crowd, POOL, POOL / 8);
	ck_assert(order.rho > 0.999 && order.clustering > CLUSTERING_LIMIT);
	free(boxes);
	written_release(&written);
	crowd_release(&crowd);
	fixture_end(&f);
}
END_TEST

START_TEST(pages_that_fill_up_in_turn_are_noticed_without_any_correlation)
{
	size_t places[RESPONSES];

	/* Three boxes a page, pages in random order: rho sees nothing, the pages do. */
	for (size_t page = 0; page < RESPONSES / 3 + 1; page++) {
		size_t random = randombytes_uniform(1000000000);

		for (size_t i = page * 3; i < page * 3 + 3 && i < RESPONSES; i++)
			places[i] = random * WRITTEN_PAGE + i % 3 * 1100;
	}
	ck_assert(fabs(rank_correlation(places, RESPONSES)) < 2 * RHO_LIMIT(RESPONSES));
	ck_assert_msg(clustering(places, RESPONSES) > 100, "%.1f", clustering(places, RESPONSES));
}
END_TEST

STORE_MAIN("store_anonymity_order", ten_thousand_in_one_pool_and_one_batch_stand_in_no_order,
           ten_thousand_in_early_releases_stand_in_no_order_within_each, large_boxes_stand_in_no_order,
           a_plain_table_does_tell_the_order, pages_that_fill_up_in_turn_are_noticed_without_any_correlation)
