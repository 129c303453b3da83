/* SPDX-License-Identifier: EUPL-1.2
 *
 * Starting, draining and stopping the web server: include/web.h over libmicrohttpd, which is configured so that it
 * never prints or logs.
 */
#include "internal.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
	IDLE_TO_REQUEST = 4,
	POOR_SECONDS = 60, /* to wait until there may be memory again */
};

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

/* Its size, 0 when the text is no address. */
static socklen_t
read_address(const char *text, unsigned port, union address *address)
{
	memset(address, 0, sizeof(*address));
	if (inet_pton(AF_INET, text, &address->v4.sin_addr) == 1) {
		address->v4.sin_family = AF_INET;
		address->v4.sin_port = htons((uint16_t)port);
		return sizeof(address->v4);
	}
	if (inet_pton(AF_INET6, text, &address->v6.sin6_addr) == 1) {
		address->v6.sin6_family = AF_INET6;
		address->v6.sin6_port = htons((uint16_t)port);
		return sizeof(address->v6);
	}
	return 0;
}

/* An own socket instead of libmicrohttpd's, to know why it failed and which port it got. */
static bool
listen_on(struct web *web, const char *text, unsigned port, struct error *err)
{
	union address address;
	socklen_t len = read_address(text, port, &address);
	int on = 1;

	if (len == 0 || port > UINT16_MAX)
		return fail(err, ERROR_INVALID, "%s port %u is no address to listen on", text, port);
	web->listener = socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (web->listener < 0)
		return fail_errno(err, "cannot make a socket");
	setsockopt(web->listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (address.any.sa_family == AF_INET6)
		setsockopt(web->listener, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on));
	if (bind(web->listener, &address.any, len) != 0 || listen(web->listener, SOMAXCONN) != 0) {
		if (errno == EADDRINUSE)
			return fail(err, ERROR_BUSY, "port %u on %s is in use by another program", port,
			            text);
		return fail_errno(err, "cannot listen on %s port %u", text, port);
	}
	if (getsockname(web->listener, &address.any, &len) != 0)
		return fail_errno(err, "cannot listen on %s port %u", text, port);
	web->port = ntohs(address.any.sa_family == AF_INET ? address.v4.sin_port : address.v6.sin6_port);
	return true;
}

/* Paths are matched as they were sent: decoding them first would give one page many addresses. */
static size_t
leave_as_it_is(void *cls, struct MHD_Connection *mhd, char *text)
{
	(void)cls, (void)mhd;
	return strlen(text);
}

static unsigned
thread_count(unsigned wanted)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	return wanted > 0 ? wanted : cores > 0 ? (unsigned)cores : 1;
}

static bool
start_daemon(struct web *web, struct error *err)
{
	const struct web_settings *settings = &web->settings;

	web->daemon = MHD_start_daemon(
	    MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, web_on_request, web,
	    MHD_OPTION_LISTEN_SOCKET, web->listener, MHD_OPTION_THREAD_POOL_SIZE,
	    thread_count(settings->threads), MHD_OPTION_CONNECTION_LIMIT, settings->connection_limit,
	    MHD_OPTION_CONNECTION_TIMEOUT, settings->idle_seconds, MHD_OPTION_NOTIFY_COMPLETED,
	    web_on_completed, web, MHD_OPTION_NOTIFY_CONNECTION, web_on_connection, &web->deadline,
	    MHD_OPTION_UNESCAPE_CALLBACK, leave_as_it_is, NULL, MHD_OPTION_END);
	if (web->daemon == NULL)
		return fail(err, ERROR_SYSTEM, "cannot start the web server");
	web->listener = -1;
	return true;
}

static struct web *
web_new(const struct web_settings *settings)
{
	struct web *web = xcalloc(1, sizeof(*web));

	web->settings = *settings;
	web->listener = -1;
	pthread_mutex_init(&web->lock, NULL);
	web_condition_init(&web->calm);
	return web;
}

/* Before anybody is served: later there may be no memory for it. */
static bool
prepare_poor(struct web *web, struct error *err)
{
	struct web_request request = { .path = VIEW("/"),
		                       .arena = &web->poor_arena,
		                       .context = web->settings.context };
	struct web_reply reply = { .status = MHD_HTTP_SERVICE_UNAVAILABLE, .retry_after = POOR_SECONDS };

	web->settings.refuse(&request, &reply);
	web->poor = web_make_response(&reply, true);
	return web->poor != NULL || fail(err, ERROR_SYSTEM, "cannot start the web server");
}

static void
web_free(struct web *web)
{
	if (web->poor != NULL)
		MHD_destroy_response(web->poor);
	arena_release(&web->poor_arena);
	if (web->listener >= 0)
		close(web->listener);
	pthread_cond_destroy(&web->calm);
	pthread_mutex_destroy(&web->lock);
	free(web);
}

bool
web_start(const struct web_settings *settings, struct web **web, struct error *err)
{
	struct web *new_web = web_new(settings);
	unsigned seconds = settings->request_seconds > 0 ? settings->request_seconds
	                                                 : settings->idle_seconds * IDLE_TO_REQUEST;

	*web = NULL;
	if (!prepare_poor(new_web, err) || !listen_on(new_web, settings->address, settings->port, err))
		goto out;
	if (!web_deadline_start(&new_web->deadline, seconds, err))
		goto out;
	if (!start_daemon(new_web, err)) {
		web_deadline_stop(&new_web->deadline);
		goto out;
	}
	*web = new_web;
	new_web = NULL;
out:
	if (new_web != NULL)
		web_free(new_web);
	return *web != NULL;
}

unsigned
web_port(const struct web *web)
{
	return web->port;
}

/* Lets no handler start any more and waits for those that run, which never takes long. */
static void
stop_handlers(struct web *web)
{
	web->refusing = true;
	while (web->handlers > 0 || web->finishers > 0)
		pthread_cond_wait(&web->calm, &web->lock);
}

void
web_drain(struct web *web, unsigned seconds)
{
	struct timespec until;

	atomic_store(&web->draining, true);
	if (web->listener < 0) {
		web->listener = MHD_quiesce_daemon(web->daemon);
		/* Whoever connects now is told at once, but the number stays taken until no thread can use it. */
		shutdown(web->listener, SHUT_RDWR);
	}
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += (time_t)seconds;
	pthread_mutex_lock(&web->lock);
	while (web->under_way > 0 && pthread_cond_timedwait(&web->calm, &web->lock, &until) != ETIMEDOUT)
		continue;
	stop_handlers(web);
	pthread_mutex_unlock(&web->lock);
}

void
web_stop(struct web *web)
{
	if (web == NULL)
		return;
	pthread_mutex_lock(&web->lock);
	stop_handlers(web);
	pthread_mutex_unlock(&web->lock);
	MHD_stop_daemon(web->daemon);
	web_deadline_stop(&web->deadline);
	web_free(web);
}
