/* SPDX-License-Identifier: EUPL-1.2
 *
 * The web server under test, on a free port of the loopback, with handlers that do one thing each.
 */
#ifndef WEB_SERVER_H
#define WEB_SERVER_H

#include "web_client.h"

#include <pthread.h>
#include <time.h>

#include "web.h"

enum { BODY_LIMIT = 4096, BIG_SIZE = 16 * 1024 * 1024, WAITING_MAX = 512 };

/* What the handlers and the test share. */
static struct {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct web_request *waiting[WAITING_MAX]; /* handed over by the handler of /wait */
	unsigned waiting_count, handled, released;
} shared = { .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER };

static char *big;

static inline void
count_up(unsigned *counter)
{
	pthread_mutex_lock(&shared.lock);
	(*counter)++;
	pthread_cond_broadcast(&shared.changed);
	pthread_mutex_unlock(&shared.lock);
}

/* Waits until *counter has reached `wanted`. */
static inline void
await_count(const unsigned *counter, unsigned wanted)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += CLIENT_PATIENCE;
	pthread_mutex_lock(&shared.lock);
	while (*counter < wanted)
		ck_assert_int_eq(pthread_cond_timedwait(&shared.changed, &shared.lock, &until), 0);
	ck_assert_uint_eq(*counter, wanted);
	pthread_mutex_unlock(&shared.lock);
}

static inline void
count_release(void *owner)
{
	count_up(owner);
}

static inline void
reply_text(struct web_reply *reply, unsigned status, struct view text)
{
	*reply = (struct web_reply){ .status = status,
		                     .pieces = { text },
		                     .piece_count = 1,
		                     .release = count_release,
		                     .owner = &shared.released };
}

static inline enum web_verdict
serve_echo(struct web_request *request, struct web_reply *reply)
{
	count_up(&shared.handled);
	reply_text(reply, 200, request->body);
	return WEB_REPLY;
}

static inline enum web_verdict
serve_parts(struct web_request *request, struct web_reply *reply)
{
	reply_text(reply, 200,
	           arena_printf(request->arena, "%.*s %.*s|%.*s", VIEW_ARGS(request->path),
	                        VIEW_ARGS(request->parts[0]), VIEW_ARGS(request->parts[1])));
	return WEB_REPLY;
}

static inline enum web_verdict
serve_home(struct web_request *request, struct web_reply *reply)
{
	count_up(&shared.handled);
	ck_assert_ptr_eq(request->context, &shared);
	reply_text(reply, 200, VIEW("<p>home</p>"));
	reply->style_hash = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
	return WEB_REPLY;
}

static inline enum web_verdict
serve_pieces(struct web_request *request, struct web_reply *reply)
{
	reply_text(reply, 200, VIEW("one "));
	reply->pieces[1] = arena_copy(request->arena, VIEW("two "));
	reply->pieces[2] = VIEW("");
	reply->pieces[3] = arena_printf(request->arena, "%.*s", VIEW_ARGS(web_header(request, "x-test")));
	reply->piece_count = 4;
	reply->content_type = "text/plain";
	reply->cache_seconds = 3600;
	return WEB_REPLY;
}

static inline enum web_verdict
serve_redirect(struct web_request *request, struct web_reply *reply)
{
	(void)request;
	*reply =
	    (struct web_reply){ .status = 303, .location = "/done", .clear = "\"cache\"", .retry_after = 60 };
	return WEB_REPLY;
}

static inline enum web_verdict
serve_big(struct web_request *request, struct web_reply *reply)
{
	(void)request;
	reply_text(reply, 200, (struct view){ big, BIG_SIZE });
	reply->pieces[1] = VIEW("end");
	reply->piece_count = 2;
	return WEB_REPLY;
}

/* Waits until the test finishes it. */
static inline enum web_verdict
serve_wait(struct web_request *request, struct web_reply *reply)
{
	(void)reply;
	pthread_mutex_lock(&shared.lock);
	ck_assert_uint_lt(shared.waiting_count, WAITING_MAX);
	shared.waiting[shared.waiting_count++] = request;
	pthread_cond_broadcast(&shared.changed);
	pthread_mutex_unlock(&shared.lock);
	return WEB_WAIT;
}

/* Finishes with what was posted. */
static inline void
finish(struct web_request *request)
{
	struct web_reply reply;

	reply_text(&reply, 200, request->body);
	web_finish(request, &reply);
}

static inline enum web_verdict
serve_finished(struct web_request *request, struct web_reply *reply)
{
	(void)reply;
	finish(request);
	return WEB_WAIT;
}

static const struct web_route routes[] = {
	{ WEB_GET, "/", serve_home },
	{ WEB_GET, "/pieces", serve_pieces },
	{ WEB_GET, "/redirect", serve_redirect },
	{ WEB_GET, "/big", serve_big },
	{ WEB_POST, "/echo", serve_echo },
	{ WEB_POST, "/wait", serve_wait },
	{ WEB_POST, "/finished", serve_finished },
	{ WEB_GET, "/x/first", serve_home },
	{ WEB_GET, "/x/*", serve_parts },
	{ WEB_POST, "/x/*", serve_parts },
	{ WEB_GET, "/x/*/y/*", serve_parts },
	{ WEB_GET, NULL, NULL },
};

static inline void
refuse_politely(struct web_request *request, struct web_reply *reply)
{
	struct web_reply refused;

	reply_text(&refused, reply->status,
	           arena_printf(request->arena, "refused %u %.*s", reply->status, VIEW_ARGS(request->path)));
	refused.allow = reply->allow;
	*reply = refused;
}

static inline struct web_settings
default_settings(void)
{
	return (struct web_settings){ .address = "127.0.0.1",
		                      .threads = 2,
		                      .body_limit = BODY_LIMIT,
		                      .connection_limit = 1500,
		                      .idle_seconds = 30,
		                      .routes = routes,
		                      .refuse = refuse_politely,
		                      .context = &shared };
}

static inline struct web *
start_with(const struct web_settings *settings)
{
	struct error err = ERROR_INIT;
	struct web *web;

	big = xcalloc(BIG_SIZE, 1);
	ck_assert_ok(web_start(settings, &web, &err), &err);
	return web;
}

static inline struct web *
start(void)
{
	struct web_settings settings = default_settings();

	return start_with(&settings);
}

static inline void
stop(struct web *web)
{
	web_stop(web);
	free(big);
}

/* Sends a request on a connection of its own; *ended tells whether the server closed it. */
static inline void
ask(const struct web *web, struct view request, struct answer *answer, bool *ended)
{
	struct client client = client_open(web_port(web));

	client_send(&client, request);
	client_read(&client, view_starts(request, "HEAD"), answer);
	if (ended != NULL) {
		/* Only a connection that was closed tells so at once; one that stays open answers again. */
		client_send(&client, VIEW("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
		*ended = client_ends(&client);
	}
	client_close(&client);
}

static inline unsigned
status_of(const struct web *web, struct view request)
{
	struct answer answer = { .body = BUF_INIT };

	ask(web, request, &answer, NULL);
	buf_release(&answer.body);
	return answer.status;
}

/* A POST of `body` with more header lines, in memory of the caller's buf. */
static inline struct view
post(struct buf *out, const char *path, const char *more, struct view body)
{
	buf_reset(out);
	buf_printf(out,
	           "POST %s HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n"
	           "Content-Length: %zu\r\n%s\r\n",
	           path, body.len, more);
	buf_add_view(out, body);
	return buf_view(out);
}

#endif
