/* SPDX-License-Identifier: EUPL-1.2
 *
 * Releases by the clock: schedule.h.
 */
#include "schedule.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { LOOK_SECONDS = 15, LOG_MINIMUM = 10 };

struct schedule {
	struct server *server;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool stop; /* guarded by `lock` */
	struct date logged;
};

void
schedule_log_counts(struct server *server)
{
	unsigned long pages = atomic_exchange(&server->pages, 0), kept = atomic_exchange(&server->kept, 0),
	              refused = atomic_exchange(&server->refused, 0);

	if (kept >= LOG_MINIMUM)
		fprintf(stderr, "survey: %lu pages, %lu responses, %lu refused requests\n", pages, kept,
		        refused);
	else
		fprintf(stderr, "survey: %lu pages, fewer than %d responses, %lu refused requests\n", pages,
		        LOG_MINIMUM, refused);
}

/* A minute that counts up for ever, by a clock that nobody sets. */
static unsigned long
minutes_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (unsigned long)now.tv_sec / 60;
}

static void
release_one(struct server *server, const struct served *served, struct date today, unsigned long minute,
            bool new_minute)
{
	const struct questionnaire *q = served->questionnaire;
	enum release_reason reason = RELEASE_DUE;
	struct error err = ERROR_INIT;
	bool due = false, early = false, good = true;

	if (!questionnaire_is_open(q, today, &early) && !early) {
		reason = RELEASE_CLOSING;
		due = true;
	} else if (q->rhythm == RELEASE_MINUTES) {
		due = new_minute && minute % q->release_minutes == 0;
	} else {
		good = store_claim_day(server->store, q->id, today, &due, &err);
	}
	if (good && due)
		good = store_release(server->store, q->id, reason, today, NULL, NULL, &err);
	if (!good)
		fprintf(stderr, "survey: release of %.*s: %s\n", VIEW_ARGS(q->id), err.text);
}

static void *
run(void *context)
{
	struct schedule *schedule = context;
	struct server *server = schedule->server;
	unsigned long last = minutes_now();
	bool stop = false;

	while (!stop) {
		struct date today = date_today();
		unsigned long minute = minutes_now();
		struct site *site = server_acquire(server);
		struct timespec until;

		for (size_t i = 0; i < site->count; i++)
			release_one(server, site->list[i], today, minute, minute != last);
		server_release(server, site);
		last = minute;
		if (date_compare(today, schedule->logged) != 0) {
			schedule->logged = today;
			schedule_log_counts(server);
		}
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec += LOOK_SECONDS;
		pthread_mutex_lock(&schedule->lock);
		if (!schedule->stop)
			pthread_cond_timedwait(&schedule->wake, &schedule->lock, &until);
		stop = schedule->stop;
		pthread_mutex_unlock(&schedule->lock);
	}
	return NULL;
}

bool
schedule_start(struct server *server, struct schedule **schedule, struct error *err)
{
	struct schedule *made = xcalloc(1, sizeof(*made));

	made->server = server;
	made->logged = date_today();
	pthread_mutex_init(&made->lock, NULL);
	pthread_cond_init(&made->wake, NULL);
	if (pthread_create(&made->thread, NULL, run, made) != 0) {
		free(made);
		return fail(err, ERROR_SYSTEM, "cannot start a thread");
	}
	*schedule = made;
	return true;
}

void
schedule_stop(struct schedule *schedule)
{
	if (schedule == NULL)
		return;
	pthread_mutex_lock(&schedule->lock);
	schedule->stop = true;
	pthread_cond_signal(&schedule->wake);
	pthread_mutex_unlock(&schedule->lock);
	pthread_join(schedule->thread, NULL);
	pthread_cond_destroy(&schedule->wake);
	pthread_mutex_destroy(&schedule->lock);
	free(schedule);
}
