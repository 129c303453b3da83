/* SPDX-License-Identifier: EUPL-1.2
 *
 * The thread that settles ahead: while responses are being kept it does, on a connection of its own, the long part of what settling
 * would have the writer do; then the writer has little left. A back end that cannot do that has no such thread.
 */
#include "survey/store/inside.h"

#include <signal.h>
#include <stdlib.h>

struct ahead {
	struct session session;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	/* guarded by lock */
	bool wanted, done, stopping;
};

static void *
ahead_run(void *context)
{
	struct ahead *ahead = context;

	pthread_mutex_lock(&ahead->lock);
	while (!ahead->stopping) {
		if (!ahead->wanted) {
			pthread_cond_wait(&ahead->changed, &ahead->lock);
			continue;
		}
		pthread_mutex_unlock(&ahead->lock);
		ahead->session.driver->settle_ahead(ahead->session.connection);
		pthread_mutex_lock(&ahead->lock);
		ahead->wanted = false;
		ahead->done = true;
	}
	pthread_mutex_unlock(&ahead->lock);
	return NULL;
}

static void
release(struct ahead *ahead)
{
	ahead->session.driver->close(ahead->session.connection);
	pthread_cond_destroy(&ahead->changed);
	pthread_mutex_destroy(&ahead->lock);
	free(ahead);
}

bool
ahead_new(const struct store *store, struct ahead **result, struct error *err)
{
	bool good = false;
	int rc;
	sigset_t all, before;
	struct ahead *ahead;

	*result = NULL;
	if (store->calls.driver->settle_ahead == NULL)
		return true;
	ahead = xcalloc(1, sizeof(*ahead));
	ahead->session.driver = store->calls.driver;
	pthread_mutex_init(&ahead->lock, NULL);
	pthread_cond_init(&ahead->changed, NULL);
	if (!ahead->session.driver->open(store->location, STORE_MAINTAIN, &ahead->session.connection, err))
		goto out;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	rc = pthread_create(&ahead->thread, NULL, ahead_run, ahead);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (rc != 0) {
		fail(err, ERROR_SYSTEM, "the thread that settles ahead cannot start");
		goto out;
	}
	*result = ahead;
	good = true;
out:
	if (!good)
		release(ahead);
	return good;
}

void
ahead_free(struct ahead *ahead)
{
	if (ahead == NULL)
		return;
	pthread_mutex_lock(&ahead->lock);
	ahead->stopping = true;
	pthread_cond_signal(&ahead->changed);
	pthread_mutex_unlock(&ahead->lock);
	pthread_join(ahead->thread, NULL);
	release(ahead);
}

void
ahead_begin(struct ahead *ahead)
{
	if (ahead == NULL)
		return;
	pthread_mutex_lock(&ahead->lock);
	ahead->wanted = true;
	pthread_cond_signal(&ahead->changed);
	pthread_mutex_unlock(&ahead->lock);
}

bool
ahead_done(struct ahead *ahead)
{
	bool done = false;

	if (ahead == NULL)
		return false;
	pthread_mutex_lock(&ahead->lock);
	done = ahead->done;
	ahead->done = false;
	pthread_mutex_unlock(&ahead->lock);
	return done;
}
