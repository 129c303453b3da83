/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of what a PostgreSQL store alone can do: have a standby that must get everything before somebody is thanked, and lose it.
 */
#include "store_fixture.h"

enum { OTHERS = 3, PATIENCE_SECONDS = 30 };

static bool
is_done(struct crowd *crowd)
{
	bool done;

	pthread_mutex_lock(&crowd->lock);
	done = crowd->done == crowd->count;
	pthread_mutex_unlock(&crowd->lock);
	return done;
}

/* What became of a submission. */
struct end {
	enum submission_outcome outcome;
	struct error err;
};

/* Hands in response `number`; `give_up` ends every wait for a standby meanwhile, as PostgreSQL does when it is
 * told to, or restarted. What was committed stays committed there. */
static struct end
submit_without_standby(const struct fixture *f, size_t number, bool give_up)
{
	struct crowd crowd;
	struct end end;

	crowd_init(&crowd, f, number, 1);
	store_submit(f->store, &crowd.list[0].submission);
	while (!is_done(&crowd)) {
		if (give_up)
			fixture_change(f,
			               "SELECT pg_cancel_backend(pid) FROM pg_stat_activity"
			               " WHERE wait_event = 'SyncRep' AND datname = current_database()",
			               0);
		usleep(5000);
	}
	end = (struct end){ crowd.list[0].outcome, crowd.list[0].err };
	crowd_release(&crowd);
	return end;
}

static void
set_standby(const struct fixture *f, const char *name)
{
	char text[80];

	snprintf(text, sizeof(text), "ALTER SYSTEM SET synchronous_standby_names = '%s'", name);
	fixture_change(f, text, 0);
	fixture_change(f, "SELECT pg_reload_conf()", 0);
}

START_TEST(what_no_standby_has_is_acknowledged_to_nobody_not_even_when_it_is_sent_again)
{
	struct fixture f;
	struct end end;
	size_t number = OTHERS;

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	fixture_keep(&f, 0, OTHERS);
	set_standby(&f, "nobody");
	/* The server takes its time to read that. */
	do
		end = submit_without_standby(&f, number++, true);
	while (end.outcome == SUBMISSION_KEPT && number < FIXTURE_SLOTS);
	ck_assert_int_eq(end.outcome, SUBMISSION_FAILED);
	ck_assert_int_eq(end.err.code, ERROR_BUSY);
	ck_assert_msg(strstr(end.err.text, "standby") != NULL, "%s", end.err.text);
	/* The server shows it, but it is on one disk. Neither is what came before known to be on two. */
	end = submit_without_standby(&f, number - 1, true);
	ck_assert_msg(end.outcome == SUBMISSION_FAILED && end.err.code == ERROR_BUSY, "outcome %d (%s)",
	              (int)end.outcome, end.err.text);
	set_standby(&f, "");
	end = submit_without_standby(&f, number - 1, false);
	ck_assert_msg(end.outcome == SUBMISSION_REPEATED, "it was there: outcome %d", (int)end.outcome);
	fixture_assert_all_once(&f, number);
	fixture_end(&f);
}
END_TEST

static bool
waits_for_standby(const void *context)
{
	const struct fixture *f = context;
	PGconn *pg = postgres_backend_open(f->location);
	PGresult *waiting = postgres_backend_ask(pg,
	                                         "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
	                                         " AND datname = current_database()",
	                                         0);
	bool waits = PQntuples(waiting) > 0;

	PQclear(waiting);
	PQfinish(pg);
	return waits;
}

/* What is written in the background waits for the standby as well, and a form behind that. */
START_TEST(without_a_standby_a_form_is_refused_in_time_whatever_else_waits)
{
	struct fixture f;
	struct end end = { SUBMISSION_KEPT, ERROR_INIT };
	size_t number = OTHERS;
	time_t began;

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	fixture_keep(&f, 0, OTHERS);
	ck_assert(await(fixture_settled, &f));
	set_standby(&f, "nobody");
	while (end.outcome == SUBMISSION_KEPT && number < FIXTURE_SLOTS)
		end = submit_without_standby(&f, number++, true);
	ck_assert_int_eq(end.outcome, SUBMISSION_FAILED);
	ck_assert_msg(await(waits_for_standby, &f), "the tables are not written anew");
	began = time(NULL);
	end = submit_without_standby(&f, number, false);
	ck_assert_int_eq(end.outcome, SUBMISSION_FAILED);
	ck_assert_msg(time(NULL) - began < PATIENCE_SECONDS, "it took %ld seconds",
	              (long)(time(NULL) - began));
	set_standby(&f, "");
	do
		end = submit_without_standby(&f, number, false);
	while (end.outcome == SUBMISSION_FAILED);
	fixture_assert_all_once(&f, number + 1);
	fixture_end(&f);
}
END_TEST

STORE_MAIN_OF("store_postgres", STORE_POSTGRES, STORE_POSTGRES + 1,
              what_no_standby_has_is_acknowledged_to_nobody_not_even_when_it_is_sent_again,
              without_a_standby_a_form_is_refused_in_time_whatever_else_waits)
