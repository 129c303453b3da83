/* SPDX-License-Identifier: EUPL-1.2
 *
 * Early releases: a pool that is full gives up a part of what it holds, by chance, and remembers nonces as long as ever.
 */
#include "store_fixture.h"

#include <math.h>

enum {
	SLOTS = 200,
	PART = SLOTS / 8,
	RELEASES = 24,
	RESPONSES = SLOTS + (RELEASES - 1) * PART + 1, /* the first of each part finds the pool full */
};

struct parts {
	const struct fixture *f;
	size_t batches, fresh; /* fresh: came since the release before */
};

static bool
note_part(void *context, const struct batch *batch)
{
	struct parts *parts = context;
	size_t box_bytes = FIXTURE_SIZE + SEAL_OVERHEAD;
	uint8_t plain[FIXTURE_SIZE], public[PUBLIC_KEY_BYTES];

	memcpy(public, parts->f->key.bytes, sizeof(public));
	ck_assert_uint_eq(batch->count, PART);
	for (size_t i = 0; i < batch->count; i++) {
		const uint8_t *box = (const uint8_t *)batch->boxes.ptr + i * box_bytes;
		size_t number;

		ck_assert_int_eq(crypto_box_seal_open(plain, box, box_bytes, public, parts->f->secret), 0);
		number = strtoul((const char *)plain + SEAL_HEADER, NULL, 10);
		ck_assert_uint_lt(number, SLOTS + parts->batches * PART);
		parts->fresh += parts->batches > 0 && number >= SLOTS + (parts->batches - 1) * PART;
	}
	parts->batches++;
	return true;
}

/* Each box in the pool is as likely to go, however long it was there: an eighth of those that go came since the last time. */
START_TEST(a_full_pool_gives_up_a_part_by_chance)
{
	struct fixture f;
	struct parts parts = { .f = &f };
	struct error err = ERROR_INIT;
	const double share = (double)PART / SLOTS, drawn = (RELEASES - 1) * PART;
	double apart;

	fixture_start(&f, FIXTURE_SIZE, SLOTS);
	fixture_keep(&f, 0, RESPONSES);
	ck_assert_ok(store_batches(f.store, note_part, &parts, &err), &err);
	ck_assert_uint_eq(parts.batches, RELEASES);
	apart = fabs((double)parts.fresh - drawn * share);
	ck_assert_msg(apart < 6 * sqrt(drawn * share * (1 - share)), "%zu of %.0f", parts.fresh, drawn);
	/* The control: those who came last, or those who came first, would be noticed. */
	ck_assert(drawn - drawn * share > 6 * sqrt(drawn * share * (1 - share)) &&
	          drawn * share > 6 * sqrt(drawn * share * (1 - share)));
	fixture_assert_all_once(&f, RESPONSES);
	fixture_end(&f);
}
END_TEST

/* Nor may so few stay behind that they would have to wait. */
START_TEST(no_part_has_fewer_than_k)
{
	static const struct {
		size_t slots, released;
	} cases[] = {
		{ 16, 16 },  /* 6 would stay */
		{ 20, 10 },  /* k */
		{ 80, 10 },  /* an eighth, which is k */
		{ 104, 13 }, /* an eighth */
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct fixture f;
		struct harvest harvest;

		fixture_start(&f, FIXTURE_SIZE, cases[i].slots);
		fixture_keep(&f, 0, cases[i].slots + 1);
		harvest_init(&harvest, &f, cases[i].slots + 1);
		ck_assert_uint_eq(harvest.batches, 1);
		ck_assert_uint_eq(harvest.boxes, cases[i].released);
		harvest_release(&harvest);
		fixture_assert_all_once(&f, cases[i].slots + 1);
		fixture_end(&f);
	}
}
END_TEST

/* As many as the pool has slots, whatever was released meanwhile; and not for ever. */
START_TEST(nonces_are_remembered_for_a_whole_pool)
{
	struct fixture f;

	fixture_start(&f, FIXTURE_SIZE, SLOTS);
	fixture_keep(&f, 0, RESPONSES);
	for (size_t number = RESPONSES - SLOTS; number < RESPONSES; number++)
		ck_assert_int_eq(fixture_submit(&f, number), SUBMISSION_REPEATED);
	ck_assert_int_eq(fixture_submit(&f, 0), SUBMISSION_KEPT);
	fixture_end(&f);
}
END_TEST

STORE_MAIN("store_early", a_full_pool_gives_up_a_part_by_chance, no_part_has_fewer_than_k,
           nonces_are_remembered_for_a_whole_pool)
