/* SPDX-License-Identifier: EUPL-1.2
 *
 * Starting, draining and stopping the web server: include/web.h over libmicrohttpd, which is configured so that it
 * never prints or logs.
 */
#include "internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
	IDLE_TO_REQUEST = 4,
	POOR_SECONDS = 60, /* to wait until there may be memory again */
	/* What libmicrohttpd keeps of a connection: headers, and pieces of the body. It maps what is larger than 32 KiB and unmaps
	 * it at the end; smaller ones come from the heap, and what was in them would stay there. No larger: it wipes all of
	 * this after every request. */
	CONNECTION_MEMORY = 36 * 1024,
};

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

/* Names all that is allowed, so that a newer GnuTLS adds nothing by itself. */
static const char tls_priorities[] =
    "NONE:+VERS-TLS1.3:+VERS-TLS1.2:+ECDHE-ECDSA:+ECDHE-RSA:+AES-256-GCM:+CHACHA20-POLY1305:+AES-128-GCM:+"
    "AEAD:"
    "+GROUP-X25519:+GROUP-SECP256R1:+GROUP-SECP384R1:+SIGN-EDDSA-ED25519:"
    "+SIGN-ECDSA-SECP256R1-SHA256:+SIGN-ECDSA-SECP384R1-SHA384:+SIGN-ECDSA-SHA256:+SIGN-ECDSA-SHA384:"
    "+SIGN-RSA-PSS-RSAE-SHA256:+SIGN-RSA-PSS-RSAE-SHA384:+SIGN-RSA-PSS-RSAE-SHA512:"
    "+SIGN-RSA-SHA256:+SIGN-RSA-SHA384:+SIGN-RSA-SHA512:+COMP-NULL:%SERVER_PRECEDENCE";

/* libmicrohttpd only reads what its options hold as pointers without const. */
static void *
borrowed(const char *text)
{
	return (void *)(uintptr_t)text;
}

static bool
start_daemon(struct web *web, struct error *err)
{
	const struct web_settings *settings = &web->settings;
	unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME;
	struct MHD_OptionItem tls[] = {
		{ MHD_OPTION_HTTPS_MEM_CERT, 0, borrowed(settings->certificate) },
		{ MHD_OPTION_HTTPS_MEM_KEY, 0, borrowed(settings->certificate_key) },
		{ MHD_OPTION_HTTPS_PRIORITIES, 0, borrowed(tls_priorities) },
		{ MHD_OPTION_END, 0, NULL },
	};

	if (web->secure)
		flags |= MHD_USE_TLS;
	else
		tls[0] = tls[3];
	web->daemon = MHD_start_daemon(
	    flags, 0, NULL, NULL, web_on_request, web, MHD_OPTION_LISTEN_SOCKET, web->listener,
	    MHD_OPTION_THREAD_POOL_SIZE, thread_count(settings->threads), MHD_OPTION_CONNECTION_LIMIT,
	    settings->connection_limit, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
	    MHD_OPTION_CONNECTION_TIMEOUT, settings->idle_seconds, MHD_OPTION_NOTIFY_COMPLETED,
	    web_on_completed, web, MHD_OPTION_NOTIFY_CONNECTION, web_on_connection, &web->deadline,
	    MHD_OPTION_UNESCAPE_CALLBACK, leave_as_it_is, NULL, MHD_OPTION_ARRAY, tls, MHD_OPTION_END);
	web->settings.certificate = web->settings.certificate_key = NULL;
	if (web->daemon == NULL && web->secure)
		return fail(err, ERROR_KEY,
		            "the certificate and its key are no PEM, or do not belong together");
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
	web->secure = settings->certificate != NULL;
	web_bucket_init(&web->requests, settings->request_rate);
	web_bucket_init(&web->forms, settings->form_rate);
	pthread_mutex_init(&web->lock, NULL);
	web_condition_init(&web->calm);
	return web;
}

/* Before anybody is served: later there may be no memory for it. */
static bool
prepare_poor(struct web *web, struct error *err)
{
	/* As to somebody who sent a form: that it was not kept is what must be said. */
	struct web_request request = { .method = WEB_POST,
		                       .path = VIEW("/"),
		                       .arena = &web->poor_arena,
		                       .context = web->settings.context };
	struct web_reply reply = { .status = MHD_HTTP_SERVICE_UNAVAILABLE, .retry_after = POOR_SECONDS };

	web->settings.refuse(&request, &reply);
	web->poor = web_make_response(web, &reply, true);
	return web->poor != NULL || fail(err, ERROR_SYSTEM, "cannot start the web server");
}

static void
web_free(struct web *web)
{
	web_listen_end(web);
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
	if (!prepare_poor(new_web, err) || !web_listen(new_web, err))
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

/* With the lock held. */
static void
wait_for_requests(struct web *web, unsigned seconds)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += (time_t)seconds;
	while (web->under_way > 0 && pthread_cond_timedwait(&web->calm, &web->lock, &until) != ETIMEDOUT)
		continue;
}

bool
web_rest(struct web *web, unsigned seconds)
{
	bool none;

	pthread_mutex_lock(&web->lock);
	wait_for_requests(web, seconds);
	none = web->under_way == 0;
	pthread_mutex_unlock(&web->lock);
	return none;
}

void
web_drain(struct web *web, unsigned seconds)
{
	atomic_store(&web->draining, true);
	if (web->listener < 0) {
		web->listener = MHD_quiesce_daemon(web->daemon);
		web_listen_end(web);
		/* Whoever connects now is told at once, but the number stays taken until no thread can use it. */
		shutdown(web->listener, SHUT_RDWR);
	}
	pthread_mutex_lock(&web->lock);
	wait_for_requests(web, seconds);
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
