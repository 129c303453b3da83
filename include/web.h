/* SPDX-License-Identifier: EUPL-1.2
 *
 * A small web server: routes, requests with a bounded body, replies, and requests that wait for another
 * thread. Nothing outside survey/web/ knows which HTTP library is below. It never keeps, logs or passes on an address,
 * and adds the same protective headers to every reply.
 */
#ifndef WEB_H
#define WEB_H

#include "arena.h"

enum web_method { WEB_GET, WEB_POST, WEB_METHOD_COUNT }; /* HEAD is served as GET without the body */

enum { WEB_PARTS_MAX = 4, WEB_BODY_PIECES_MAX = 4, WEB_BURST_SECONDS = 10 };

struct web_request {
	enum web_method method;
	struct view path;                  /* without the query, not decoded; [!-~] only */
	struct view parts[WEB_PARTS_MAX];  /* what the `*` of the route matched, in order */
	struct view body;                  /* POST: complete, at most web_settings.body_limit */
	struct arena *arena;               /* of this request; wiped when it is over */
	void *context;                     /* web_settings.context */
	struct web_connection *connection; /* the web server's own */
};

/* A request header, an empty view with NULL ptr when it was not sent. */
struct view web_header(const struct web_request *request, const char *name);

struct web_reply {
	unsigned status;          /* HTTP */
	const char *content_type; /* NULL: text/html; charset=utf-8 */
	const char *location;     /* for redirects; in the request's arena or static */
	const char *style_hash;   /* base64 SHA-256 of the page's one <style>; NULL: it has none */
	const char *allow;        /* 405 */
	const char *clear;        /* Clear-Site-Data value, e.g. "\"cache\""; NULL: none */
	unsigned retry_after;     /* seconds; 0: none */
	unsigned cache_seconds;   /* 0: no-store */
	/* The body, in pieces that are sent one behind the other; they live in the request's arena, for ever, or
	 * until `release` is called with `owner` when the reply has been sent. */
	struct view pieces[WEB_BODY_PIECES_MAX];
	size_t piece_count;
	void (*release)(void *owner); /* NULL: nothing to release */
	void *owner;
	struct web_copy *copy; /* set by web_reply_prepared() alone */
};

/* A page that was made before anybody asked for it, plain and with gzip. Shared by threads, and sent by one web server. */
struct web_prepared;

/* Keeps the status, type, style hash, caching and body of a reply, of which the other fields are empty. Of the body `own_len`
 * bytes (at most 65535; 0: none) from `own_at` are different each time: they are the one part that is never compressed, so the
 * length of what is sent tells nothing about them. Compress no page that shows what somebody typed: its length would. */
struct web_prepared *web_prepared_new(const struct web_reply *reply, size_t own_at, size_t own_len);
void
web_prepared_free(struct web_prepared *prepared); /* what is on its way still arrives; NULL is harmless */

/* Makes a prepared page the reply, compressed if the browser takes it, with `own` (of own_len bytes, copied) in its place. The
 * handler returns WEB_REPLY, and must not have had a secret deeper than WEB_SHALLOW_STACK bytes on its stack. */
enum { WEB_SHALLOW_STACK = 4096 };
void web_reply_prepared(const struct web_request *request, struct web_reply *reply,
                        struct web_prepared *prepared, struct view own);

enum web_verdict {
	WEB_REPLY, /* *reply was filled */
	WEB_WAIT,  /* web_finish() will be called, from any thread, exactly once (it may have been already) */
};

typedef enum web_verdict web_handler(struct web_request *request, struct web_reply *reply);

/* Rows of a table; the first whose path matches wins; it ends with a NULL path. A `*` matches one non-empty path
 * segment. */
struct web_route {
	enum web_method method;
	const char *path; /* "/", or segments such as "/nl" where a star alone matches any */
	web_handler *handler;
};

struct web_settings {
	const char *address; /* "127.0.0.1", "::1" … */
	unsigned port;       /* 0: any free one */
	/* Path of a socket in the file system to listen on in place of address and port; NULL: none. One that a killed server
	 * left is replaced, and it goes when the server stops. It is kept, not copied. */
	const char *socket;
	unsigned socket_mode; /* who may connect: permissions such as 0660 */
	/* PEM, both or neither: with them it speaks TLS (1.3, and 1.2 with forward secrecy and authenticated encryption) and
	 * nothing else, and tells browsers to. Needed until web_start() returns. */
	const char *certificate, *certificate_key;
	unsigned threads;  /* 0: as many as there are cores */
	size_t body_limit; /* bytes */
	unsigned connection_limit;
	unsigned idle_seconds; /* a connection on which nothing moves is closed after this */
	/* What is waited for at most from the end of one request on a connection to the end of the next, reply
	 * included, so that nobody can hold a connection by sending a byte now and then. 0: four times idle_seconds. */
	unsigned request_seconds;
	/* Requests, and forms among them, that are taken a second, from everybody together; 0: no limit. WEB_BURST_SECONDS' worth
	 * may come at once. What is too much is refused with 503 and Retry-After. */
	unsigned request_rate, form_rate;
	const struct web_route *routes;
	/* Fills the reply for what the web server itself refuses: 400, 403, 404, 405, 413, 415, 503 (too many
	 * requests, or stopping). The status and `allow` are set; the path is "/" when the one that was sent was refused. Called
	 * once more by web_start(), for a request without `connection`: its reply is kept for when there is no memory left to make
	 * one (memory.h), so it stays as it is and has no `release`. */
	void (*refuse)(struct web_request *request, struct web_reply *reply);
	void *context;
};

struct web;

/* ERROR_KEY when certificate and key are none, or not of each other. ERROR_BUSY when the port or the socket is in use. */
bool web_start(const struct web_settings *settings, struct web **web, struct error *err) MUST_CHECK;

unsigned web_port(const struct web *web); /* 0 with a socket in the file system */

/* Finishes a request whose handler returned WEB_WAIT. */
void web_finish(struct web_request *request, const struct web_reply *reply);

/* Accepts nothing new and waits (at most `seconds`) for the requests that are under way. When it returns no handler
 * runs, and none will: what still comes in on open connections is refused with 503. */
void web_drain(struct web *web, unsigned seconds);

/* Waits (at most `seconds`) until no request is under way: then everything that they held has been wiped. True when there is none. Others
 * may come meanwhile and after; nobody is refused. */
bool web_rest(struct web *web, unsigned seconds);

/* Stops; no handler runs afterwards. Every waiting request must have been finished. NULL is harmless. */
void web_stop(struct web *web);

#endif
