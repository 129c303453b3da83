/* SPDX-License-Identifier: EUPL-1.2
 *
 * Pages made beforehand: include/web.h. libmicrohttpd takes a reply's headers once and sends them as often as it is asked to, but
 * a reply has one body; and a page's nonce is another one each time. So a few replies of each page lie ready, each
 * with a body of its own: one is taken, its nonce is written in, and it comes back when it was sent. A request makes
 * and compresses nothing.
 */
#include "internal.h"

#include <stdlib.h>
#include <string.h>

/* Of each page and coding. A reply comes back as soon as the network took it, so more are seldom on their way. */
enum { COPIES_KEPT = 4 };

struct web_copy {
	struct web_copy *next; /* guarded by prepared->lock */
	struct web_prepared *prepared;
	enum web_coding coding;
	bool kept; /* for the next one; not what closes its connection */
	struct MHD_Response *response;
	char *own;     /* where what is different stands; NULL: nothing is */
	char *changed; /* owned; the whole body, NULL when nothing is different */
};

struct web_prepared {
	struct web_reply reply; /* its headers; without a body */
	char *content_type, *style_hash;
	struct buf bytes;
	struct web_gzip gzip; /* without bytes: the page does not get shorter */
	size_t own_at, own_len;
	pthread_mutex_t lock;
	struct web_copy *free[WEB_CODING_COUNT];
	unsigned free_count[WEB_CODING_COUNT];
	_Atomic(unsigned) holders; /* who made it, and each copy that is on its way */
};

static struct view
body_of(const struct web_prepared *prepared, enum web_coding coding)
{
	return coding == WEB_GZIP ? (struct view){ prepared->gzip.bytes, prepared->gzip.len }
	                          : buf_view(&prepared->bytes);
}

static void
copy_free(struct web_copy *copy)
{
	if (copy->response != NULL)
		MHD_destroy_response(copy->response);
	free(copy->changed);
	free(copy);
}

static struct web_copy *
copy_new(struct web_prepared *prepared, enum web_coding coding, const struct web *web, bool close)
{
	struct view body = body_of(prepared, coding);
	struct web_reply reply = prepared->reply;
	struct web_copy *copy = xcalloc(1, sizeof(*copy));

	copy->prepared = prepared;
	copy->coding = coding;
	copy->kept = !close;
	if (prepared->own_len > 0) {
		copy->changed = memcpy(xmalloc(body.len), body.ptr, body.len);
		copy->own = copy->changed + (coding == WEB_GZIP ? prepared->gzip.own_at : prepared->own_at);
		body.ptr = copy->changed;
	}
	reply.pieces[0] = body;
	reply.piece_count = 1;
	copy->response = web_make_response(web, &reply, close);
	if (copy->response == NULL ||
	    MHD_add_response_header(copy->response, MHD_HTTP_HEADER_VARY, MHD_HTTP_HEADER_ACCEPT_ENCODING) !=
	        MHD_YES ||
	    (coding == WEB_GZIP &&
	     MHD_add_response_header(copy->response, MHD_HTTP_HEADER_CONTENT_ENCODING, "gzip") != MHD_YES)) {
		copy_free(copy);
		copy = NULL;
	}
	return copy;
}

static void
prepared_free(struct web_prepared *prepared)
{
	for (int coding = 0; coding < WEB_CODING_COUNT; coding++)
		while (prepared->free[coding] != NULL) {
			struct web_copy *copy = prepared->free[coding];

			prepared->free[coding] = copy->next;
			copy_free(copy);
		}
	web_gzip_release(&prepared->gzip);
	buf_release(&prepared->bytes);
	free(prepared->content_type);
	free(prepared->style_hash);
	pthread_mutex_destroy(&prepared->lock);
	free(prepared);
}

static void
let_go(struct web_prepared *prepared)
{
	if (atomic_fetch_sub(&prepared->holders, 1) == 1)
		prepared_free(prepared);
}

struct web_prepared *
web_prepared_new(const struct web_reply *reply, size_t own_at, size_t own_len)
{
	struct web_prepared *prepared = xcalloc(1, sizeof(*prepared));

	prepared->content_type = reply->content_type == NULL ? NULL : xstrdup(reply->content_type);
	prepared->style_hash = reply->style_hash == NULL ? NULL : xstrdup(reply->style_hash);
	prepared->reply = (struct web_reply){ .status = reply->status,
		                              .content_type = prepared->content_type,
		                              .style_hash = prepared->style_hash,
		                              .cache_seconds = reply->cache_seconds };
	prepared->bytes = BUF_INIT;
	for (size_t i = 0; i < reply->piece_count; i++)
		buf_add_view(&prepared->bytes, reply->pieces[i]);
	prepared->own_at = own_at;
	prepared->own_len = own_len;
	atomic_init(&prepared->holders, 1);
	pthread_mutex_init(&prepared->lock, NULL);
	web_gzip_make(&prepared->gzip, buf_view(&prepared->bytes), own_at, own_len);
	return prepared;
}

void
web_prepared_free(struct web_prepared *prepared)
{
	if (prepared != NULL)
		let_go(prepared);
}

/* One that lies ready; NULL when there is none. */
static struct web_copy *
take_free(struct web_prepared *prepared, enum web_coding coding)
{
	struct web_copy *copy;

	pthread_mutex_lock(&prepared->lock);
	copy = prepared->free[coding];
	if (copy != NULL) {
		prepared->free[coding] = copy->next;
		prepared->free_count[coding]--;
	}
	pthread_mutex_unlock(&prepared->lock);
	return copy;
}

void
web_reply_prepared(const struct web_request *request, struct web_reply *reply, struct web_prepared *prepared,
                   struct view own)
{
	const struct web_connection *connection = request->connection;
	bool gzip = prepared->gzip.bytes != NULL && web_gzip_is_taken(web_header(request, "Accept-Encoding")),
	     close = web_closes(connection);
	enum web_coding coding = gzip ? WEB_GZIP : WEB_PLAIN;
	struct web_copy *copy = close ? NULL : take_free(prepared, coding);

	if (copy == NULL)
		copy = copy_new(prepared, coding, connection->web, close);
	*reply = (struct web_reply){ .status = prepared->reply.status, .copy = copy };
	if (copy == NULL)
		return;
	atomic_fetch_add(&prepared->holders, 1);
	if (copy->own != NULL && gzip)
		web_gzip_fill(&prepared->gzip, copy->changed, own);
	else if (copy->own != NULL)
		memcpy(copy->own, own.ptr, own.len);
}

struct MHD_Response *
web_copy_response(const struct web_copy *copy)
{
	return copy->response;
}

void
web_copy_return(struct web_copy *copy)
{
	struct web_prepared *prepared = copy->prepared;

	/* By its nonce whoever saw that page could be asked for. */
	if (copy->own != NULL && copy->coding == WEB_GZIP)
		web_gzip_wipe(&prepared->gzip, copy->changed, prepared->own_len);
	else if (copy->own != NULL)
		explicit_bzero(copy->own, prepared->own_len);
	pthread_mutex_lock(&prepared->lock);
	if (copy->kept && prepared->free_count[copy->coding] < COPIES_KEPT) {
		copy->next = prepared->free[copy->coding];
		prepared->free[copy->coding] = copy;
		prepared->free_count[copy->coding]++;
		copy = NULL;
	}
	pthread_mutex_unlock(&prepared->lock);
	if (copy != NULL)
		copy_free(copy);
	let_go(prepared);
}
