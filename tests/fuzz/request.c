/* SPDX-License-Identifier: EUPL-1.2
 *
 * Fuzzes what comes in on one connection: any number of requests, as bytes. They go through libmicrohttpd to our rules, on
 * a pair of sockets and in one thread, so that an input does the same on every run. A byte 0x1e is not sent: what stands behind it
 * comes later.
 *
 * Covers: survey/web/rules.c survey/web/request.c survey/web/reply.c
 */
#include "fuzz.h"

#include <errno.h>
#include <sys/socket.h>

#include "survey/web/internal.h"

enum { BODY_LIMIT = 4096, ROUNDS_MAX = 2000, QUIET_ROUNDS = 3, PAUSE = 0x1e };

static struct web *web;
static struct web_request *waiting; /* handed over by serve_later(), to be finished from outside */

/* What a handler may rely on, whatever was sent. */
static void
check_request(const struct web_request *request)
{
	static const char form[] = "application/x-www-form-urlencoded";
	struct view type = web_header(request, "Content-Type");

	type = type.ptr == NULL ? VIEW("") : view_trim(view_cut(&type, ';'));
	MUST(request->path.len > 0 && request->path.ptr[0] == '/');
	for (size_t i = 0; i < request->path.len; i++)
		MUST(request->path.ptr[i] > ' ' && request->path.ptr[i] <= '~' &&
		     request->path.ptr[i] != '?');
	for (size_t i = 0; i < WEB_PARTS_MAX; i++)
		MUST(request->parts[i].ptr == NULL ||
		     (request->parts[i].len > 0 &&
		      memchr(request->parts[i].ptr, '/', request->parts[i].len) == NULL));
	MUST(request->body.len <= BODY_LIMIT);
	MUST(request->body.len == 0 || request->body.ptr[request->body.len] == '\0');
	MUST(web_header(request, "Transfer-Encoding").ptr == NULL);
	MUST(request->method == WEB_GET ||
	     (type.len == sizeof(form) - 1 && strncasecmp(type.ptr, form, type.len) == 0));
}

static void
reply_body(struct web_request *request, struct web_reply *reply)
{
	*reply = (struct web_reply){ .status = 200,
		                     .pieces = { VIEW("<p>"), arena_copy(request->arena, request->body) },
		                     .piece_count = 2 };
}

static enum web_verdict
serve_now(struct web_request *request, struct web_reply *reply)
{
	check_request(request);
	reply_body(request, reply);
	reply->cache_seconds = 60;
	reply->style_hash = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
	return WEB_REPLY;
}

static enum web_verdict
serve_finished(struct web_request *request, struct web_reply *reply)
{
	struct web_reply finished;

	(void)reply;
	check_request(request);
	reply_body(request, &finished);
	finished.retry_after = 60;
	web_finish(request, &finished);
	return WEB_WAIT;
}

static enum web_verdict
serve_later(struct web_request *request, struct web_reply *reply)
{
	(void)reply;
	check_request(request);
	MUST(waiting == NULL); /* there is one connection, and it has one request at a time */
	waiting = request;
	return WEB_WAIT;
}

static void
refuse(struct web_request *request, struct web_reply *reply)
{
	MUST(reply->status >= 400 && reply->status <= 503);
	MUST((reply->status == 405) == (reply->allow != NULL));
	MUST(request->path.len > 0);
	reply->pieces[0] = VIEW("refused");
	reply->piece_count = 1;
}

static const struct web_route routes[] = {
	{ WEB_GET, "/", serve_now },
	{ WEB_GET, "/*", serve_now },
	{ WEB_GET, "/*/*", serve_now },
	{ WEB_POST, "/*/*", serve_now },
	{ WEB_POST, "/finished", serve_finished },
	{ WEB_POST, "/later", serve_later },
	{ WEB_GET, "/*/*/*/*/*", serve_now }, /* one part more than there is room for: never matches */
	{ WEB_GET, NULL, NULL },
};

/* As http.c does. */
static size_t
leave_as_it_is(void *cls, struct MHD_Connection *mhd, char *text)
{
	(void)cls, (void)mhd;
	return strlen(text);
}

/* Takes what the server sent; whether there was anything. *open becomes false at the end. */
static bool
take_replies(int socket, struct buf *replies, bool *open)
{
	char chunk[4096];
	ssize_t got = recv(socket, chunk, sizeof(chunk), MSG_DONTWAIT);

	if (got > 0)
		buf_add(replies, chunk, (size_t)got);
	else if (got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK))
		*open = false;
	return got > 0;
}

/* Lets the server work until nothing happens any more. */
static void
work(int socket, struct buf *replies, bool *open)
{
	size_t quiet = 0;

	for (size_t round = 0; *open && quiet < QUIET_ROUNDS; round++) {
		MUST(round < ROUNDS_MAX);
		MUST(MHD_run(web->daemon) == MHD_YES);
		quiet++;
		if (waiting != NULL) {
			struct web_request *request = waiting;
			struct web_reply reply;

			waiting = NULL;
			reply_body(request, &reply);
			web_finish(request, &reply);
			quiet = 0;
		}
		if (take_replies(socket, replies, open))
			quiet = 0;
	}
}

/* The first reply, where there is one, carries all protective headers, unless libmicrohttpd itself refused what is no HTTP. */
static void
check_reply(struct view replies)
{
	static const char *const everywhere[] = { "\r\nReferrer-Policy: no-referrer\r\n",
		                                  "\r\nX-Content-Type-Options: nosniff\r\n",
		                                  "\r\nContent-Security-Policy: default-src 'none';" };
	enum { COUNT = sizeof(everywhere) / sizeof(everywhere[0]) };
	const char *end;
	size_t found = 0;

	if (replies.len == 0 || view_starts(replies, "HTTP/1.1 100 "))
		return;
	MUST(view_starts(replies, "HTTP/1."));
	end = memmem(replies.ptr, replies.len, "\r\n\r\n", 4);
	MUST(end != NULL);
	for (size_t i = 0; i < COUNT; i++)
		found += memmem(replies.ptr, (size_t)(end + 4 - replies.ptr), everywhere[i],
		                strlen(everywhere[i])) != NULL;
	MUST(found == COUNT || (found == 0 && memmem(replies.ptr, replies.len, "libmicrohttpd", 13) == NULL));
}

/* One connection, from its first byte to its end. */
static void
serve(struct view rest, struct buf *replies)
{
	int pair[2];
	bool open = true;

	MUST(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair) == 0);
	MUST(MHD_add_connection(web->daemon, pair[0], &(struct sockaddr){ .sa_family = AF_UNIX },
	                        sizeof(struct sockaddr)) == MHD_YES);
	while (open && rest.ptr != NULL) {
		struct view piece = view_cut(&rest, PAUSE);

		if (piece.len > 0 && send(pair[1], piece.ptr, piece.len, MSG_NOSIGNAL) < 0)
			open = false;
		work(pair[1], replies, &open);
	}
	shutdown(pair[1], SHUT_WR);
	work(pair[1], replies, &open);
	close(pair[1]);
	for (size_t i = 0; i < QUIET_ROUNDS; i++)
		MUST(MHD_run(web->daemon) == MHD_YES);
	MUST(waiting == NULL && web->under_way == 0 && web->handlers == 0 && web->finishers == 0);
	MUST(web->deadline.peers == NULL);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct buf replies = BUF_INIT;

	(void)argc, (void)argv;
	web = xcalloc(1, sizeof(*web));
	web->settings = (struct web_settings){ .body_limit = BODY_LIMIT, .routes = routes, .refuse = refuse };
	pthread_mutex_init(&web->lock, NULL);
	web_condition_init(&web->calm);
	MUST(web_deadline_start(&web->deadline, 3600, NULL));
	web->daemon =
	    MHD_start_daemon(MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET | MHD_ALLOW_SUSPEND_RESUME, 0, NULL,
	                     NULL, web_on_request, web, MHD_OPTION_NOTIFY_COMPLETED, web_on_completed, web,
	                     MHD_OPTION_NOTIFY_CONNECTION, web_on_connection, &web->deadline,
	                     MHD_OPTION_UNESCAPE_CALLBACK, leave_as_it_is, NULL, MHD_OPTION_END);
	MUST(web->daemon != NULL);
	serve(VIEW("GET / HTTP/1.1\r\nHost: h\r\n\r\n"), &replies);
	MUST(view_starts(buf_view(&replies), "HTTP/1.1 200 "));
	buf_release(&replies);
	return 0;
}

static void __attribute__((destructor)) stop(void)
{
	if (web == NULL)
		return;
	MHD_stop_daemon(web->daemon);
	web_deadline_stop(&web->deadline);
	free(web);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf replies = BUF_INIT;

	serve(fuzz_view(data, size), &replies);
	check_reply(buf_view(&replies));
	buf_release(&replies);
	return 0;
}
