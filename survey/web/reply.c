/* SPDX-License-Identifier: EUPL-1.2
 *
 * Turns a reply into what libmicrohttpd sends. Every reply carries the same protective headers, so no page can
 * forget one.
 */
#include "internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name, *value;
} protective_headers[] = {
	{ "Referrer-Policy", "no-referrer" },
	{ "X-Content-Type-Options", "nosniff" },
	{ "X-Frame-Options", "DENY" },
	{ "Cross-Origin-Opener-Policy", "same-origin" },
	{ "Cross-Origin-Embedder-Policy", "require-corp" },
	{ "Cross-Origin-Resource-Policy", "same-origin" },
	{ "Permissions-Policy", "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), "
	                        "encrypted-media=(), geolocation=(), "
	                        "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), "
	                        "publickey-credentials-get=(), usb=(), "
	                        "xr-spatial-tracking=()" },
};

static bool
add(struct MHD_Response *response, const char *name, const char *value)
{
	return MHD_add_response_header(response, name, value) == MHD_YES;
}

static bool
add_if(struct MHD_Response *response, const char *name, const char *value)
{
	return value == NULL || add(response, name, value);
}

static bool
add_policy(struct MHD_Response *response, const char *style_hash)
{
	char policy[384];
	int len = snprintf(policy, sizeof(policy),
	                   "default-src 'none'; style-src 'self'%s%s%s; script-src 'self'; connect-src "
	                   "'self'; img-src 'self'; media-src 'self'; "
	                   "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
	                   style_hash == NULL ? "" : " 'sha256-", style_hash == NULL ? "" : style_hash,
	                   style_hash == NULL ? "" : "'");

	return len > 0 && (size_t)len < sizeof(policy) && add(response, "Content-Security-Policy", policy);
}

static bool
add_number(struct MHD_Response *response, const char *name, const char *before, unsigned number)
{
	char value[32];

	snprintf(value, sizeof(value), "%s%u", before, number);
	return add(response, name, value);
}

/* A year, by the browser's own clock. */
#define ONLY_TLS "max-age=31536000"

static bool
add_headers(struct MHD_Response *response, const struct web_reply *reply, bool secure, bool close)
{
	bool good =
	    add(response, "Content-Type",
	        reply->content_type == NULL ? "text/html; charset=utf-8" : reply->content_type) &&
	    add_policy(response, reply->style_hash) &&
	    (reply->cache_seconds > 0
	         ? add_number(response, "Cache-Control", "max-age=", reply->cache_seconds)
	         : add(response, "Cache-Control", "no-store")) &&
	    add_if(response, "Location", reply->location) && add_if(response, "Allow", reply->allow) &&
	    add_if(response, "Clear-Site-Data", reply->clear) &&
	    (reply->retry_after == 0 || add_number(response, "Retry-After", "", reply->retry_after)) &&
	    add_if(response, "Strict-Transport-Security", secure ? ONLY_TLS : NULL) &&
	    add_if(response, "Connection", close ? "close" : NULL);

	for (size_t i = 0; good && i < sizeof(protective_headers) / sizeof(protective_headers[0]); i++)
		good = add(response, protective_headers[i].name, protective_headers[i].value);
	return good;
}

/* A body that was put together. */
struct joined {
	size_t length;
	char bytes[];
};

/* The form in it carries a nonce, by which whoever saw that page could be asked for. */
static void
wipe_joined(void *context)
{
	struct joined *joined = context;

	explicit_bzero(joined->bytes, joined->length);
	free(joined);
}

/* The body in one piece: libmicrohttpd sends a body of several apart from the headers, and copying them together
 * costs less than that second call. A page with somebody's answers is one piece, in the request's arena. */
static struct MHD_Response *
create_response(const struct web_reply *reply)
{
	struct view body = reply->piece_count > 0 ? reply->pieces[0] : (struct view){ "", 0 };
	struct MHD_Response *response;
	struct joined *joined;
	size_t length = 0;
	char *at;

	if (reply->piece_count <= 1)
		return MHD_create_response_from_buffer(body.len, (void *)(uintptr_t)body.ptr,
		                                       MHD_RESPMEM_PERSISTENT);
	for (size_t i = 0; i < reply->piece_count; i++)
		length += reply->pieces[i].len;
	joined = xmalloc(sizeof(*joined) + length);
	joined->length = length;
	at = joined->bytes;
	for (size_t i = 0; i < reply->piece_count; i++)
		at = mempcpy(at, reply->pieces[i].ptr, reply->pieces[i].len);
	response = MHD_create_response_from_buffer_with_free_callback_cls(length, joined->bytes, wipe_joined,
	                                                                  joined);
	if (response == NULL)
		wipe_joined(joined);
	return response;
}

struct MHD_Response *
web_make_response(const struct web *web, const struct web_reply *reply, bool close)
{
	struct MHD_Response *response = create_response(reply);

	if (response != NULL && !add_headers(response, reply, web->secure, close)) {
		MHD_destroy_response(response);
		response = NULL;
	}
	return response;
}

bool
web_send(struct web_connection *connection)
{
	const struct web_reply *reply = &connection->reply;
	struct MHD_Response *response = NULL;
	bool good = false;

	if (reply->piece_count > WEB_BODY_PIECES_MAX)
		goto out;
	response = web_make_response(connection->web, reply,
	                             connection->ruling.close || atomic_load(&connection->web->draining));
	good = response != NULL && MHD_queue_response(connection->mhd, reply->status, response) == MHD_YES;
out:
	if (response != NULL)
		MHD_destroy_response(response);
	return good;
}
