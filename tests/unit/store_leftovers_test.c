/* SPDX-License-Identifier: EUPL-1.2
 *
 * What an early release leaves in the slots of a pool gives way to dummies: when nothing comes for a moment, when the server was
 * killed and starts again, and at the next release by anybody.
 */
#include "store_fixture.h"

#include <sys/wait.h>

/* What an early release takes of the fixture's pool: k, which is more than an eighth. */
enum { PART = FIXTURE_MINIMUM };

static struct sending *last;

/* The writer thread ends the program before it can do anything else. */
static void
die_after_the_last(struct submission *submission, enum submission_outcome outcome, const struct error *err)
{
	(void)err;
	if (outcome != SUBMISSION_KEPT || submission->context == last)
		_exit(outcome == SUBMISSION_KEPT ? 0 : 1);
}

/* A server that kept one response more than its pool has slots, and was killed at once. */
static void
kill_after_an_early_release(struct fixture *f)
{
	int status = -1;
	pid_t child = fork();

	if (child == 0) {
		struct crowd crowd;

		fixture_open(f);
		crowd_init(&crowd, f, 0, FIXTURE_SLOTS + 1);
		last = &crowd.list[crowd.count - 1];
		for (size_t i = 0; i < crowd.count; i++) {
			crowd.list[i].submission.done = die_after_the_last;
			store_submit(f->store, &crowd.list[i].submission);
		}
		for (;;)
			pause();
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* Slots that hold a dummy. All can be opened, whatever is in them. */
static size_t
dummies_in(const struct fixture *f)
{
	const size_t bytes = FIXTURE_SIZE + SEAL_OVERHEAD;
	struct table_rows rows = { .list = NULL };
	uint8_t plain[FIXTURE_SIZE], public[PUBLIC_KEY_BYTES];
	size_t dummies = 0;

	memcpy(public, f->key.bytes, sizeof(public));
	fixture_backend->rows(f->location, "slot", &rows);
	ck_assert_uint_eq(rows.count, FIXTURE_SLOTS);
	for (size_t i = 0; i < rows.count; i++) {
		const uint8_t *box = (const uint8_t *)rows.list[i].data + rows.list[i].len - bytes;

		ck_assert_int_eq(crypto_box_seal_open(plain, box, bytes, public, f->secret), 0);
		dummies += plain[1] == SEAL_MODE_DUMMY;
	}
	table_rows_release(&rows);
	return dummies;
}

/* One response came after the early release. */
static bool
all_that_are_free_have_dummies(const void *context)
{
	return dummies_in(context) == PART - 1;
}

START_TEST(they_give_way_to_dummies_when_nothing_comes)
{
	struct fixture f;

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	fixture_keep(&f, 0, FIXTURE_SLOTS + 3);
	ck_assert(await(fixture_settled, &f));
	ck_assert_uint_eq(dummies_in(&f), PART - 3);
	fixture_assert_all_once(&f, FIXTURE_SLOTS + 3);
	fixture_end(&f);
}
END_TEST

START_TEST(they_give_way_when_the_store_closes)
{
	struct fixture f;

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	fixture_keep(&f, 0, FIXTURE_SLOTS + 3);
	store_close(f.store);
	f.store = NULL;
	ck_assert_uint_eq(dummies_in(&f), PART - 3);
	fixture_end(&f);
}
END_TEST

START_TEST(they_give_way_when_a_server_that_was_killed_starts_again)
{
	struct fixture f;

	fixture_init(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	kill_after_an_early_release(&f);
	ck_assert_uint_eq(dummies_in(&f), 0); /* the control */
	fixture_open(&f);
	ck_assert(await(all_that_are_free_have_dummies, &f));
	fixture_assert_all_once(&f, FIXTURE_SLOTS + 1);
	fixture_end(&f);
}
END_TEST

START_TEST(they_give_way_at_the_next_release_by_anybody)
{
	struct fixture f;
	struct error err = ERROR_INIT;

	fixture_init(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	kill_after_an_early_release(&f);
	ck_assert_uint_eq(dummies_in(&f), 0);
	ck_assert_ok(store_open(f.location, STORE_MAINTAIN, &f.store, &err), &err);
	ck_assert_uint_eq(fixture_release(&f, RELEASE_CLOSING), FIXTURE_SLOTS + 1 - PART);
	ck_assert_uint_eq(dummies_in(&f), FIXTURE_SLOTS);
	fixture_end(&f);
}
END_TEST

/* Many times in one rush, so that leftovers lie under leftovers. */
START_TEST(nothing_is_lost_when_pools_are_full_again_and_again)
{
	/* The last early release is followed by a few. */
	enum { MANY = 9 * FIXTURE_SLOTS + 5, FREE = (PART - (MANY - FIXTURE_SLOTS) % PART) % PART };
	struct fixture f;
	struct crowd crowd;

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	crowd_init(&crowd, &f, 0, MANY);
	crowd_submit(&crowd, f.store);
	crowd_assert(&crowd, SUBMISSION_KEPT);
	crowd_release(&crowd);
	ck_assert(await(fixture_settled, &f));
	ck_assert_uint_eq(dummies_in(&f), FREE);
	fixture_assert_all_once(&f, MANY);
	ck_assert_uint_eq(dummies_in(&f), FIXTURE_SLOTS);
	fixture_end(&f);
}
END_TEST

STORE_MAIN("store_leftovers", they_give_way_to_dummies_when_nothing_comes,
           they_give_way_when_the_store_closes, they_give_way_when_a_server_that_was_killed_starts_again,
           they_give_way_at_the_next_release_by_anybody, nothing_is_lost_when_pools_are_full_again_and_again)
