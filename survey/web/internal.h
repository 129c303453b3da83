/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the files of the web server share and nobody else sees: http.c (start and stop), request.c (the life of one
 * request), rules.c (what is refused), reply.c (what is sent), prepared.c (what was made beforehand), gzip.c (compressed), deadline.c (who took too long), listen.c (where),
 * bucket.c (how many).
 */
#ifndef WEB_INTERNAL_H
#define WEB_INTERNAL_H

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>

#include "web.h"

struct web_peer;

struct web_deadline {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t stop; /* on CLOCK_MONOTONIC */
	bool stopping;       /* guarded by lock */
	struct web_peer *peers;
	int64_t limit; /* milliseconds */
};

struct web_bucket {
	int64_t interval;             /* nanoseconds between two at the full rate; 0: no limit */
	_Atomic(int64_t) taken_until; /* on CLOCK_MONOTONIC */
};

struct web {
	struct web_settings settings;
	struct MHD_Daemon *daemon;
	int listener; /* -1 while the daemon owns it */
	unsigned port;
	bool secure;      /* it speaks TLS */
	bool file_made;   /* the socket in the file system is there */
	struct stat file; /* and is this one */
	struct web_deadline deadline;
	struct web_bucket requests, forms;
	_Atomic(bool) draining;    /* each reply says that the connection closes */
	struct MHD_Response *poor; /* what is sent when there is no memory to make a page */
	struct arena poor_arena;   /* its body */

	/* Who may still touch this struct; guarded by lock, `calm` is signalled on every decrease. */
	pthread_mutex_t lock;
	pthread_cond_t calm;
	unsigned under_way; /* requests: from their headers to the end of their reply */
	unsigned handlers;  /* handlers that run now */
	unsigned finishers; /* threads inside web_finish() */
	bool refusing;      /* no handler may start any more */
};

/* Where a request that has a handler stands. The handler's thread and web_finish() move it, each once. */
enum web_stage {
	WEB_RUNNING,   /* the handler runs, or has not been called yet */
	WEB_SUSPENDED, /* the handler said WEB_WAIT; web_finish() must resume the connection */
	WEB_FINISHED,  /* `reply` is complete */
};

/* What rules.c found out about a request before its body was read. */
struct web_ruling {
	unsigned status;   /* 0: nothing wrong */
	const char *allow; /* for 405; static */
	bool now;          /* answer at once and close: the body cannot or need not be read */
	bool close;        /* close after the reply */
	bool poor;         /* there is no memory to make a page: the prepared reply is sent */
	uint64_t body_len; /* announced */
	const struct web_route *route;
};

/* One request. */
struct web_connection {
	struct web *web;
	struct web_peer *peer;
	struct MHD_Connection *mhd;
	struct arena arena;
	struct web_request request;
	struct web_ruling ruling;
	struct web_reply reply; /* released when the request is over */
	char *body;             /* in the arena */
	_Atomic(enum web_stage) stage;
};

/* One open connection, over all its requests. */
struct web_peer {
	struct web_peer *next, *previous; /* guarded by deadline.lock */
	int socket;
	_Atomic(int64_t) since;        /* milliseconds: when it opened, or when its last request ended */
	struct web_connection request; /* the one that is under way: there is one at a time */
};

/* listen.c: makes web->listener; and takes its socket out of the file system again, if there is one. */
bool web_listen(struct web *web, struct error *err) MUST_CHECK;
void web_listen_end(struct web *web);

/* bucket.c. `rate` is a second; 0: no limit. False when there is no place now. */
void web_bucket_init(struct web_bucket *bucket, unsigned rate);
bool web_bucket_take(struct web_bucket *bucket) MUST_CHECK;

/* gzip.c. A body of which a stretch of its own comes later; in the stretch there may be anything now. */
struct web_gzip {
	char *bytes; /* owned */
	size_t len, own_at;
	uint32_t around, shift; /* of the checksum */
};

/* Without bytes when it cannot be done, or makes it no shorter. */
void web_gzip_make(struct web_gzip *gzip, struct view bytes, size_t own_at, size_t own_len);
void web_gzip_release(struct web_gzip *gzip);
/* Completes a copy of `bytes`, and takes out again what it completed it with. */
void web_gzip_fill(const struct web_gzip *gzip, char *bytes, struct view own);
void web_gzip_wipe(const struct web_gzip *gzip, char *bytes, size_t own_len);
/* Of an Accept-Encoding header, or none. */
bool web_gzip_is_taken(struct view header);

/* prepared.c */
enum web_coding { WEB_PLAIN, WEB_GZIP, WEB_CODING_COUNT };

struct MHD_Response *web_copy_response(const struct web_copy *copy);
void web_copy_return(struct web_copy *copy); /* when it was sent */

/* rules.c. Sets the parts of the request as well. */
void web_rule(struct web_connection *connection, const char *url, const char *method, const char *version);

/* reply.c. NULL when there is no memory. Its body is one piece at most. */
struct MHD_Response *web_make_response(const struct web *web, const struct web_reply *reply, bool close);
/* Whether the reply says that the connection closes behind it. */
bool web_closes(const struct web_connection *connection);
/* False when the reply cannot be sent at all. */
bool web_send(struct web_connection *connection) MUST_CHECK;

/* request.c: the callbacks of libmicrohttpd. */
enum MHD_Result web_on_request(void *web, struct MHD_Connection *mhd, const char *url, const char *method,
                               const char *version, const char *upload, size_t *upload_len, void **slot);
void web_on_completed(void *cls, struct MHD_Connection *mhd, void **slot,
                      enum MHD_RequestTerminationCode why);

/* deadline.c */
bool web_deadline_start(struct web_deadline *deadline, unsigned seconds, struct error *err) MUST_CHECK;
void web_deadline_stop(struct web_deadline *deadline); /* when no connection is left */
void web_on_connection(void *deadline, struct MHD_Connection *mhd, void **slot,
                       enum MHD_ConnectionNotificationCode what);
void web_deadline_renew(struct web_peer *peer);
struct web_peer *web_peer_of(struct MHD_Connection *mhd); /* NULL: there was no memory for it */
void web_condition_init(pthread_cond_t *condition);       /* its time-outs are on CLOCK_MONOTONIC */

#endif
