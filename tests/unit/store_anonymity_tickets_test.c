/* SPDX-License-Identifier: EUPL-1.2
 *
 * Who holds the disk and knows a person's card may not link it to that person's response: within a release, nothing about a used
 * ticket's row (its place, its hash) says anything about where its box lies, in the pool or in the batch. Tried with a rank
 * correlation, and with a classifier that learns from half of the pairs. The tickets are used in the order of their
 * hashes, so that any trace of the order of arrival would count.
 */
#include "store_order.h"

enum { PAIRS = 2000, AT_ONCE = 64, LEARNED = 10, NEAR = 20 };

static int
compare_hashes(const void *a, const void *b)
{
	return memcmp(a, b, TICKET_HALF_BYTES);
}

/* Owned by the caller. */
static uint8_t *
sorted_hashes(size_t count)
{
	uint8_t *hashes = xmalloc(count * TICKET_HALF_BYTES);

	randombytes_buf(hashes, count * TICKET_HALF_BYTES);
	qsort(hashes, count, TICKET_HALF_BYTES, compare_hashes);
	return hashes;
}

/* Of each pair: the rank of its place among all. */
static void
ranks_of(const size_t *places, size_t *ranks)
{
	struct ranked *sorted = xcalloc(PAIRS, sizeof(sorted[0]));

	for (size_t i = 0; i < PAIRS; i++)
		sorted[i] = (struct ranked){ i, places[i] };
	qsort(sorted, PAIRS, sizeof(sorted[0]), compare_places);
	for (size_t i = 0; i < PAIRS; i++)
		ranks[sorted[i].number] = i;
	free(sorted);
}

/* A classifier by nearest neighbours: for every second pair, the mean box rank of those known pairs whose tickets lie
 * nearest. Counts how often the box lies within NEAR ranks of that. */
static size_t
hits_of_classifier(const size_t *tickets, const size_t *boxes)
{
	size_t *box_at = xcalloc(PAIRS, sizeof(size_t)), hits = 0;
	bool *known = xcalloc(PAIRS, sizeof(bool));

	for (size_t i = 0; i < PAIRS; i += 2) {
		known[tickets[i]] = true;
		box_at[tickets[i]] = boxes[i];
	}
	for (size_t i = 1; i < PAIRS; i += 2) {
		size_t near = 0;
		double sum = 0, apart;

		for (size_t away = 1; away < PAIRS && near < LEARNED; away++) {
			size_t below = tickets[i] - away, above = tickets[i] + away;

			if (below < PAIRS && known[below]) {
				sum += (double)box_at[below];
				near++;
			}
			if (above < PAIRS && known[above]) {
				sum += (double)box_at[above];
				near++;
			}
		}
		apart = sum / (double)near - (double)boxes[i];
		hits += apart >= -NEAR && apart <= NEAR;
	}
	free(known);
	free(box_at);
	return hits;
}

/* The same over permutations of the boxes: its mean and what chance does not exceed (6 standard deviations). */
static double
hits_by_chance(const size_t *tickets, const size_t *boxes)
{
	enum { SHUFFLES = 60 };
	size_t *shuffled = xcalloc(PAIRS, sizeof(size_t));
	double sum = 0, mean;

	memcpy(shuffled, boxes, PAIRS * sizeof(size_t));
	for (size_t n = 0; n < SHUFFLES; n++) {
		for (size_t i = PAIRS - 1; i > 0; i--) {
			size_t j = randombytes_uniform((uint32_t)i + 1), other = shuffled[i];

			shuffled[i] = shuffled[j];
			shuffled[j] = other;
		}
		sum += (double)hits_of_classifier(tickets, shuffled);
	}
	free(shuffled);
	mean = sum / SHUFFLES;
	return mean + 6 * sqrt(mean) + 6;
}

struct verdict {
	double rho;
	size_t hits;
	double limit;
};

static struct verdict
classify(const size_t *ticket_places, const size_t *box_places)
{
	size_t *tickets = xcalloc(PAIRS, sizeof(size_t)), *boxes = xcalloc(PAIRS, sizeof(size_t)),
	       *by_ticket = xcalloc(PAIRS, sizeof(size_t));
	struct verdict verdict;

	ranks_of(ticket_places, tickets);
	ranks_of(box_places, boxes);
	for (size_t i = 0; i < PAIRS; i++)
		by_ticket[tickets[i]] = boxes[i];
	verdict.rho = rank_correlation(by_ticket, PAIRS);
	verdict.hits = hits_of_classifier(tickets, boxes);
	verdict.limit = hits_by_chance(tickets, boxes);
	free(by_ticket);
	free(boxes);
	free(tickets);
	return verdict;
}

static void
assert_chance(const size_t *ticket_places, const size_t *box_places, const char *what)
{
	struct verdict verdict = classify(ticket_places, box_places);

	ck_assert_msg(fabs(verdict.rho) < RHO_LIMIT(PAIRS), "%s: rho %.3f", what, verdict.rho);
	ck_assert_msg((double)verdict.hits < verdict.limit, "%s: %zu hits of %d, chance has at most %.0f",
	              what, verdict.hits, PAIRS / 2, verdict.limit);
}

/* Each used ticket's rank among the rows of its table, as they are stored. */
static void
find_tickets(const struct fixture *f, const uint8_t *hashes, size_t *places)
{
	struct table_rows rows = { .list = NULL };

	fixture_backend->rows(f->location, "ticket", &rows);
	ck_assert_uint_eq(rows.count, 2 * PAIRS);
	for (size_t i = 0; i < PAIRS; i++) {
		places[i] = SIZE_MAX;
		for (size_t row = 0; row < rows.count && places[i] == SIZE_MAX; row++)
			if (memmem(rows.list[row].data, rows.list[row].len, hashes + i * TICKET_HALF_BYTES,
			           TICKET_HALF_BYTES) != NULL)
				places[i] = row;
		ck_assert_uint_ne(places[i], SIZE_MAX);
	}
	table_rows_release(&rows);
}

/* Where each box stands, in the one part of what was written that has them. */
static void
find_boxes(const struct fixture *f, const struct crowd *crowd, size_t *places)
{
	struct written written = { .list = NULL };
	size_t holders = 0;

	ck_assert(await(fixture_settled, f));
	fixture_backend->read(f->directory, f->location, &written);
	for (size_t i = 0; i < written.count; i++) {
		size_t *found = places_of(&written.list[i].content, crowd);

		if (found[0] != 0) {
			holders++;
			memcpy(places, found, PAIRS * sizeof(size_t));
		}
		free(found);
	}
	ck_assert_uint_eq(holders, 1);
	for (size_t i = 0; i < PAIRS; i++)
		ck_assert_uint_ne(places[i], 0);
	written_release(&written);
}

static void
use_tickets(struct crowd *crowd, const struct fixture *f, const uint8_t *hashes)
{
	for (size_t i = 0; i < PAIRS; i += AT_ONCE) {
		size_t end = i + AT_ONCE < PAIRS ? i + AT_ONCE : PAIRS;

		for (size_t j = i; j < end; j++) {
			crowd->list[j].submission.ticket = hashes + j * TICKET_HALF_BYTES;
			store_submit(f->store, &crowd->list[j].submission);
		}
		crowd_wait(crowd, end);
	}
	crowd_assert(crowd, SUBMISSION_KEPT);
}

START_TEST(a_classifier_cannot_link_used_tickets_to_boxes)
{
	struct fixture f;
	struct crowd crowd;
	struct error err = ERROR_INIT;
	uint8_t *all = sorted_hashes(2 * PAIRS), *used = xmalloc(PAIRS * TICKET_HALF_BYTES);
	size_t *tickets = xcalloc(PAIRS, sizeof(size_t)), *boxes = xcalloc(PAIRS, sizeof(size_t));

	/* Every second ticket is used. */
	for (size_t i = 0; i < PAIRS; i++)
		memcpy(used + i * TICKET_HALF_BYTES, all + 2 * i * TICKET_HALF_BYTES, TICKET_HALF_BYTES);
	fixture_start(&f, FIXTURE_SIZE, PAIRS);
	ck_assert_ok(store_add_tickets(f.store, VIEW("vragen"), all, 2 * PAIRS, &err), &err);
	crowd_init(&crowd, &f, 0, PAIRS);
	use_tickets(&crowd, &f, used);
	find_boxes(&f, &crowd, boxes);
	find_tickets(&f, used, tickets);
	assert_chance(tickets, boxes, "pooled");
	ck_assert_uint_eq(fixture_release(&f, RELEASE_DUE), PAIRS);
	find_boxes(&f, &crowd, boxes);
	assert_chance(tickets, boxes, "released");
	crowd_release(&crowd);
	free(boxes);
	free(tickets);
	free(used);
	free(all);
	fixture_end(&f);
}
END_TEST

START_TEST(the_classifier_links_them_where_order_leaks)
{
	struct verdict verdict;
	size_t *tickets = xcalloc(PAIRS, sizeof(size_t)), *boxes = xcalloc(PAIRS, sizeof(size_t));

	/* Both in order of arrival: nearly always right. */
	for (size_t i = 0; i < PAIRS; i++)
		tickets[i] = boxes[i] = i;
	verdict = classify(tickets, boxes);
	ck_assert(verdict.rho > 0.999);
	ck_assert_uint_gt(verdict.hits, PAIRS / 2 * 9 / 10);
	/* A leak without any correlation: the first half of the boxes backwards, the second half forwards. */
	for (size_t i = 0; i < PAIRS; i++)
		boxes[i] = i < PAIRS / 2 ? PAIRS / 2 - i : i * 2;
	verdict = classify(tickets, boxes);
	ck_assert_msg((double)verdict.hits > 2 * verdict.limit, "%zu hits, limit %.0f", verdict.hits,
	              verdict.limit);
	free(boxes);
	free(tickets);
}
END_TEST

/* As printed, cards come in any order; what is kept says nothing about it. */
START_TEST(tickets_stand_in_the_order_of_their_hashes)
{
	struct fixture f;
	struct error err = ERROR_INIT;
	struct table_rows rows = { .list = NULL };
	uint8_t *sorted = sorted_hashes(PAIRS), *printed = xmalloc(PAIRS * TICKET_HALF_BYTES);

	for (size_t i = 0; i < PAIRS; i++) /* 1,499 has no factor in common with 2,000 */
		memcpy(printed + i * TICKET_HALF_BYTES, sorted + i * 1499 % PAIRS * TICKET_HALF_BYTES,
		       TICKET_HALF_BYTES);
	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	ck_assert_ok(store_add_tickets(f.store, VIEW("vragen"), printed, PAIRS, &err), &err);
	fixture_backend->rows(f.location, "ticket", &rows);
	ck_assert_uint_eq(rows.count, PAIRS);
	for (size_t i = 0; i < PAIRS; i++)
		ck_assert_ptr_nonnull(memmem(rows.list[i].data, rows.list[i].len,
		                             sorted + i * TICKET_HALF_BYTES, TICKET_HALF_BYTES));
	table_rows_release(&rows);
	free(printed);
	free(sorted);
	fixture_end(&f);
}
END_TEST

STORE_MAIN("store_anonymity_tickets", tickets_stand_in_the_order_of_their_hashes,
           a_classifier_cannot_link_used_tickets_to_boxes, the_classifier_links_them_where_order_leaks)
