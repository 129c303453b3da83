/* SPDX-License-Identifier: EUPL-1.2
 *
 * Closes connections whose request takes too long. libmicrohttpd's own time-out only counts inactivity: a client that
 * sends one byte every other second would live for ever and hold one of the places.
 */
#include "internal.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

static int64_t
now_in_milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A peer leaves the list before its socket is closed, so under the lock each socket is still its own. */
static void
close_late_ones(struct web_deadline *deadline)
{
	int64_t oldest = now_in_milliseconds() - deadline->limit;

	for (struct web_peer *peer = deadline->peers; peer != NULL; peer = peer->next)
		if (atomic_load(&peer->since) < oldest)
			shutdown(peer->socket, SHUT_RDWR);
}

static void *
watch(void *argument)
{
	struct web_deadline *deadline = argument;
	int64_t step = deadline->limit < 4000 ? deadline->limit / 4 : 1000;

	pthread_mutex_lock(&deadline->lock);
	while (!deadline->stopping) {
		int64_t next = now_in_milliseconds() + step;
		struct timespec until = { .tv_sec = next / 1000, .tv_nsec = next % 1000 * 1000000 };

		if (pthread_cond_timedwait(&deadline->stop, &deadline->lock, &until) == ETIMEDOUT)
			close_late_ones(deadline);
	}
	pthread_mutex_unlock(&deadline->lock);
	return NULL;
}

void
web_condition_init(pthread_cond_t *condition)
{
	pthread_condattr_t attributes;

	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(condition, &attributes);
	pthread_condattr_destroy(&attributes);
}

bool
web_deadline_start(struct web_deadline *deadline, unsigned seconds, struct error *err)
{
	deadline->limit = (int64_t)seconds * 1000;
	pthread_mutex_init(&deadline->lock, NULL);
	web_condition_init(&deadline->stop);
	errno = pthread_create(&deadline->thread, NULL, watch, deadline);
	if (errno == 0)
		return true;
	pthread_cond_destroy(&deadline->stop);
	pthread_mutex_destroy(&deadline->lock);
	return fail_errno(err, "cannot start a thread");
}

void
web_deadline_stop(struct web_deadline *deadline)
{
	pthread_mutex_lock(&deadline->lock);
	deadline->stopping = true;
	pthread_cond_signal(&deadline->stop);
	pthread_mutex_unlock(&deadline->lock);
	pthread_join(deadline->thread, NULL);
	pthread_cond_destroy(&deadline->stop);
	pthread_mutex_destroy(&deadline->lock);
}

static struct web_peer *
peer_new(struct web_deadline *deadline, int socket)
{
	struct web_peer *peer = xcalloc(1, sizeof(*peer));

	peer->socket = socket;
	atomic_init(&peer->since, now_in_milliseconds());
	pthread_mutex_lock(&deadline->lock);
	peer->next = deadline->peers;
	if (peer->next != NULL)
		peer->next->previous = peer;
	deadline->peers = peer;
	pthread_mutex_unlock(&deadline->lock);
	return peer;
}

static void
peer_free(struct web_deadline *deadline, struct web_peer *peer)
{
	pthread_mutex_lock(&deadline->lock);
	if (peer->next != NULL)
		peer->next->previous = peer->previous;
	if (peer->previous != NULL)
		peer->previous->next = peer->next;
	else
		deadline->peers = peer->next;
	pthread_mutex_unlock(&deadline->lock);
	free(peer);
}

/* libmicrohttpd keeps a copy of the address, only to tell it to whoever asks. Nobody does. */
static void
forget_address(struct MHD_Connection *mhd)
{
	const union MHD_ConnectionInfo *info =
	    MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	struct sockaddr *address = info == NULL ? NULL : (struct sockaddr *)(uintptr_t)info->client_addr;

	if (address != NULL && address->sa_family == AF_INET)
		explicit_bzero(address, sizeof(struct sockaddr_in));
	else if (address != NULL && address->sa_family == AF_INET6)
		explicit_bzero(address, sizeof(struct sockaddr_in6));
}

void
web_on_connection(void *deadline, struct MHD_Connection *mhd, void **slot,
                  enum MHD_ConnectionNotificationCode what)
{
	const union MHD_ConnectionInfo *info;

	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		info = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);
		*slot = info == NULL ? NULL : peer_new(deadline, info->connect_fd);
		forget_address(mhd);
	} else if (*slot != NULL) {
		peer_free(deadline, *slot);
		*slot = NULL;
	}
}

struct web_peer *
web_peer_of(struct MHD_Connection *mhd)
{
	const union MHD_ConnectionInfo *info =
	    MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info == NULL ? NULL : info->socket_context;
}

void
web_deadline_renew(struct web_peer *peer)
{
	atomic_store(&peer->since, now_in_milliseconds());
}
