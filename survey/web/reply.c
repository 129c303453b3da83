/* SPDX-License-Identifier: EUPL-1.2
 *
 * Turns a reply into what libmicrohttpd sends. Every reply carries the same protective headers, so no page can
 * forget one.
 */
#include "internal.h"

#include <stdio.h>
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

struct MHD_Response *
web_make_response(const struct web *web, const struct web_reply *reply, bool close)
{
	struct view body = reply->piece_count > 0 ? reply->pieces[0] : (struct view){ "", 0 };
	struct MHD_Response *response =
	    MHD_create_response_from_buffer(body.len, (void *)(uintptr_t)body.ptr, MHD_RESPMEM_PERSISTENT);

	if (response != NULL && !add_headers(response, reply, web->secure, close)) {
		MHD_destroy_response(response);
		response = NULL;
	}
	return response;
}

/* The body in one piece: libmicrohttpd sends a body of several apart from the headers, and copying them together
 * costs less than that second call. */
static void
join_pieces(struct web_reply *reply, struct arena *arena)
{
	size_t length = 0;
	char *body, *at;

	for (size_t i = 0; i < reply->piece_count; i++)
		length += reply->pieces[i].len;
	body = at = arena_alloc(arena, length);
	for (size_t i = 0; i < reply->piece_count; i++)
		at = mempcpy(at, reply->pieces[i].ptr, reply->pieces[i].len);
	reply->pieces[0] = (struct view){ body, length };
	reply->piece_count = 1;
}

bool
web_closes(const struct web_connection *connection)
{
	return connection->ruling.close || atomic_load(&connection->web->draining);
}

bool
web_send(struct web_connection *connection)
{
	struct web_reply *reply = &connection->reply;
	struct MHD_Response *response = NULL;
	bool good = false;

	if (reply->copy != NULL)
		return MHD_queue_response(connection->mhd, reply->status, web_copy_response(reply->copy)) ==
		       MHD_YES;
	if (reply->piece_count > WEB_BODY_PIECES_MAX)
		goto out;
	if (reply->piece_count > 1)
		join_pieces(reply, &connection->arena);
	response = web_make_response(connection->web, reply, web_closes(connection));
	good = response != NULL && MHD_queue_response(connection->mhd, reply->status, response) == MHD_YES;
out:
	if (response != NULL)
		MHD_destroy_response(response);
	return good;
}
