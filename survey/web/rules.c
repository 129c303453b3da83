/* SPDX-License-Identifier: EUPL-1.2
 *
 * What is refused before a handler sees it. Strict about how a request is framed, because a proxy that reads it
 * another way than we do would let one request hide in another (RFC 9112 sections 6.1, 6.3 and 11.2).
 */
#include "internal.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A refused body up to this size is read and thrown away: closing at once makes the browser show a broken connection
 * instead of our page. */
enum { SWALLOW_MAX = 1024 * 1024 };

enum header {
	HOST,
	CONTENT_LENGTH,
	TRANSFER_ENCODING,
	CONTENT_TYPE,
	EXPECT,
	ORIGIN,
	FETCH_SITE,
	HEADER_COUNT
};

static const char *const header_names[] = {
	[HOST] = "Host",
	[CONTENT_LENGTH] = "Content-Length",
	[TRANSFER_ENCODING] = "Transfer-Encoding",
	[CONTENT_TYPE] = "Content-Type",
	[EXPECT] = "Expect",
	[ORIGIN] = "Origin",
	[FETCH_SITE] = "Sec-Fetch-Site",
};

_Static_assert(sizeof(header_names) / sizeof(header_names[0]) == HEADER_COUNT, "a header has no name");

struct headers {
	unsigned count[HEADER_COUNT];
	struct view value[HEADER_COUNT]; /* of the first of that name */
	bool odd_name;                   /* a name that is no token, such as one with a space behind it */
};

static const char *const allowed[] = {
	[0] = NULL,
	[1 << WEB_GET] = "GET, HEAD",
	[1 << WEB_POST] = "POST",
	[1 << WEB_GET | 1 << WEB_POST] = "GET, HEAD, POST",
};

static bool
same_letters(struct view a, struct view b)
{
	return a.len == b.len && (a.len == 0 || strncasecmp(a.ptr, b.ptr, a.len) == 0);
}

/* RFC 9110 section 5.6.2: all visible letters but these. */
static bool
is_token(struct view name)
{
	static const bool delimiter[128] = {
		['"'] = true, ['('] = true, [')'] = true, [','] = true, ['/'] = true,  [':'] = true,
		[';'] = true, ['<'] = true, ['='] = true, ['>'] = true, ['?'] = true,  ['@'] = true,
		['['] = true, [']'] = true, ['{'] = true, ['}'] = true, ['\\'] = true,
	};
	bool good = name.len > 0;

	for (size_t i = 0; i < name.len; i++)
		good = good && name.ptr[i] >= '!' && name.ptr[i] <= '~' &&
		       !delimiter[(unsigned char)name.ptr[i]];
	return good;
}

static enum MHD_Result
take_header(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_len, const char *value,
            size_t value_len)
{
	struct headers *headers = cls;
	struct view sent = { name, name_len };

	(void)kind;
	if (!is_token(sent))
		headers->odd_name = true;
	for (size_t i = 0; i < HEADER_COUNT; i++)
		if (same_letters(sent, view_of(header_names[i])) && headers->count[i]++ == 0)
			headers->value[i] = (struct view){ value, value_len };
	return MHD_YES;
}

static bool
is_printable(struct view text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] < '!' || text.ptr[i] > '~')
			return false;
	return text.len > 0;
}

static bool
path_matches(const char *pattern, struct view path, struct view parts[WEB_PARTS_MAX])
{
	size_t count = 0;

	for (; *pattern != '\0'; pattern++) {
		size_t len = 0;

		if (*pattern == '*') {
			while (len < path.len && path.ptr[len] != '/')
				len++;
			if (len == 0 || count == WEB_PARTS_MAX)
				return false;
			parts[count++] = (struct view){ path.ptr, len };
		} else if (path.len > 0 && *pattern == path.ptr[0]) {
			len = 1;
		} else {
			return false;
		}
		path.ptr += len;
		path.len -= len;
	}
	return path.len == 0;
}

/* 0, 404 or 405. */
static unsigned
find_route(struct web_connection *connection, const char *method)
{
	struct web_request *request = &connection->request;
	bool known = true;
	size_t methods = 0;

	if (strcmp(method, "POST") == 0)
		request->method = WEB_POST;
	else if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
		known = false;
	for (const struct web_route *route = connection->web->settings.routes; route->path != NULL; route++) {
		struct view parts[WEB_PARTS_MAX] = { { NULL, 0 } };

		if (!path_matches(route->path, request->path, parts))
			continue;
		if (known && route->method == request->method) {
			connection->ruling.route = route;
			memcpy(request->parts, parts, sizeof(parts));
			return 0;
		}
		methods |= (size_t)1 << route->method;
	}
	connection->ruling.allow = allowed[methods];
	return methods == 0 ? MHD_HTTP_NOT_FOUND : MHD_HTTP_METHOD_NOT_ALLOWED;
}

/* Pages with Referrer-Policy: no-referrer post with "Origin: null", so that says nothing by itself; a foreign page
 * is told by Sec-Fetch-Site, which a page cannot set. "none" is the person's own doing, such as a reload. */
static bool
is_own_form(const struct headers *headers)
{
	struct view origin = headers->value[ORIGIN], site = headers->value[FETCH_SITE];

	if (headers->count[FETCH_SITE] > 0 && !view_is(site, "same-origin") && !view_is(site, "none"))
		return false;
	if (headers->count[ORIGIN] == 0 || view_is(origin, "null"))
		return true;
	for (size_t i = 0; i < 2; i++) {
		struct view scheme = i == 0 ? VIEW("https://") : VIEW("http://");

		if (view_starts(origin, scheme.ptr))
			return same_letters((struct view){ origin.ptr + scheme.len, origin.len - scheme.len },
			                    headers->value[HOST]);
	}
	return false;
}

static bool
is_urlencoded(struct view type)
{
	return same_letters(view_trim(view_cut(&type, ';')), VIEW("application/x-www-form-urlencoded"));
}

/* The checks in the order of what must be known first; 0 when all is well. */
static unsigned
status_of(struct web_connection *connection, const struct headers *headers, struct view path,
          const char *method, const char *version)
{
	struct web_ruling *ruling = &connection->ruling;
	unsigned status;

	if (headers->odd_name || headers->count[TRANSFER_ENCODING] > 0 ||
	    headers->count[CONTENT_LENGTH] > 1) {
		ruling->now = true;
		return MHD_HTTP_BAD_REQUEST;
	}
	/* libmicrohttpd let nothing but digits pass. */
	if (headers->count[CONTENT_LENGTH] > 0)
		ruling->body_len = strtoull(headers->value[CONTENT_LENGTH].ptr, NULL, 10);
	if (headers->count[HOST] > 1 ||
	    (headers->count[HOST] == 0 && strcmp(version, MHD_HTTP_VERSION_1_0) != 0) ||
	    (headers->count[HOST] == 1 && !is_printable(headers->value[HOST])))
		return MHD_HTTP_BAD_REQUEST;
	if (!is_printable(path) || path.ptr[0] != '/')
		return MHD_HTTP_BAD_REQUEST;
	connection->request.path = path;
	status = find_route(connection, method);
	if (!web_bucket_take(&connection->web->requests))
		return MHD_HTTP_SERVICE_UNAVAILABLE;
	if (status != 0)
		return status;
	if (ruling->body_len > connection->web->settings.body_limit)
		return MHD_HTTP_CONTENT_TOO_LARGE;
	if (connection->request.method == WEB_POST && !is_own_form(headers))
		return MHD_HTTP_FORBIDDEN;
	if (connection->request.method == WEB_POST && !is_urlencoded(headers->value[CONTENT_TYPE]))
		return MHD_HTTP_UNSUPPORTED_MEDIA_TYPE;
	if (connection->request.method == WEB_POST && !web_bucket_take(&connection->web->forms))
		return MHD_HTTP_SERVICE_UNAVAILABLE;
	return 0;
}

void
web_rule(struct web_connection *connection, const char *url, const char *method, const char *version)
{
	struct web_ruling *ruling = &connection->ruling;
	struct headers headers = { .odd_name = false };

	MHD_get_connection_values_n(connection->mhd, MHD_HEADER_KIND, take_header, &headers);
	connection->request.path = VIEW("/");
	ruling->status = status_of(connection, &headers, view_of(url), method, version);
	ruling->poor = memory_is_short();
	if (ruling->poor)
		ruling->status = MHD_HTTP_SERVICE_UNAVAILABLE;
	if (ruling->status == 0)
		return;
	if (ruling->body_len > SWALLOW_MAX || (ruling->body_len > 0 && headers.count[EXPECT] > 0))
		ruling->now = true;
	ruling->close = ruling->now || ruling->status == MHD_HTTP_BAD_REQUEST ||
	                ruling->status == MHD_HTTP_CONTENT_TOO_LARGE;
}
