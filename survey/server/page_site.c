/* SPDX-License-Identifier: EUPL-1.2
 *
 * Pages of the site itself: the way out, the big screen at a meeting, accessibility, and what was found.
 */
#include "server.h"

#include <sodium.h>

#include "findings.h"
#include "qr.h"

enum { QUIET_ZONE = 4 /* squares around a QR code */ };

/* *Snel weg*: another site at once, and what the browser kept of ours dropped. */
enum web_verdict
page_away(struct web_request *request, struct web_reply *reply)
{
	struct server *server = request->context;

	reply->status = 303;
	reply->location = server->away;
	reply->clear = "\"cache\"";
	return WEB_REPLY;
}

/* A host as browsers send it; anything else is not put on a page. */
static bool
is_host(struct view host)
{
	bool good = host.len > 0 && host.len <= 260;

	for (size_t i = 0; good && i < host.len; i++)
		good = (host.ptr[i] >= 'a' && host.ptr[i] <= 'z') ||
		       (host.ptr[i] >= 'A' && host.ptr[i] <= 'Z') ||
		       (host.ptr[i] >= '0' && host.ptr[i] <= '9') || host.ptr[i] == '.' ||
		       host.ptr[i] == '-' || host.ptr[i] == ':' || host.ptr[i] == '[' || host.ptr[i] == ']';
	return good;
}

/* The address of this site without a slash behind it; empty when nobody said it. */
static struct view
site_address(const struct web_request *request)
{
	const struct server *server = request->context;
	struct view host = web_header(request, "Host");

	if (server->url != NULL)
		return view_of(server->url);
	return is_host(host) ? arena_printf(request->arena, "http://%.*s", VIEW_ARGS(host)) : VIEW("");
}

/* What people type: without the scheme, and by the short code where there is one. */
static struct view
typed_address(const struct web_request *request, const struct questionnaire *q, struct view site)
{
	for (int scheme = 0; scheme < 2; scheme++) {
		struct view start = scheme == 0 ? VIEW("https://") : VIEW("http://");

		if (view_starts(site, start.ptr))
			site = (struct view){ site.ptr + start.len, site.len - start.len };
	}
	return q->code.len > 0
	         ? arena_printf(request->arena, "%.*s/%.*s", VIEW_ARGS(site), VIEW_ARGS(q->code))
	         : arena_printf(request->arena, "%.*s/%.*s/%.*s", VIEW_ARGS(site),
	                        VIEW_ARGS(request->parts[0]), VIEW_ARGS(q->id));
}

static bool
fill_event(struct web_request *request, const struct questionnaire *q, struct page *page)
{
	struct view site = site_address(request), path;
	struct error err = ERROR_INIT;
	unsigned side;

	if (site.len == 0 || !qr_path(arena_printf(request->arena, "%.*s/%.*s/%.*s", VIEW_ARGS(site),
	                                           VIEW_ARGS(request->parts[0]), VIEW_ARGS(q->id)),
	                              request->arena, &path, &side, &err))
		return false;
	page_set_number(page, "SIDE", (long)side + 2 * QUIET_ZONE);
	page_set(page, "PATH", path);
	page_set(page, "ADDRESS", typed_address(request, q, site));
	return true;
}

enum web_verdict
page_event(struct web_request *request, struct web_reply *reply)
{
	struct server *server = request->context;
	const struct catalogue *catalogue = page_language(request, reply);
	struct site *site;
	const struct served *served;
	struct page *page;

	if (catalogue == NULL)
		return WEB_REPLY;
	atomic_fetch_add(&server->pages, 1);
	site = server_acquire(server);
	served = site_find(site, request->parts[1]);
	if (served == NULL) {
		reply->status = 404;
		server_refuse(request, reply);
	} else {
		const struct questionnaire *q = served->questionnaire;

		page = layout_new(
		    "event.tpl",
		    &(struct layout){ .catalogue = catalogue,
		                      .title = q->title.in[questionnaire_language(q, request->parts[0])],
		                      .style = &server->style,
		                      .demo = server->key.demo });
		if (fill_event(request, q, page)) {
			page_reply(request, reply, 200, page, &server->style);
		} else {
			page_free(page);
			reply->status = 400;
			server_refuse(request, reply);
		}
	}
	server_release(server, site);
	return WEB_REPLY;
}

enum web_verdict
page_accessibility(struct web_request *request, struct web_reply *reply)
{
	struct server *server = request->context;

	if (page_language(request, reply) != NULL) {
		atomic_fetch_add(&server->pages, 1);
		page_message(request, reply, 200, "accessibility_title", "accessibility_text");
	}
	return WEB_REPLY;
}

/* The hash of the report's own style sheet, as its policy names it. */
static const char *
style_hash(struct web_request *request, struct view style)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char *text = arena_alloc(request->arena, STYLE_HASH_TEXT);

	crypto_hash_sha256(hash, (const unsigned char *)style.ptr, style.len);
	sodium_bin2base64(text, STYLE_HASH_TEXT, hash, sizeof(hash), sodium_base64_VARIANT_ORIGINAL);
	return text;
}

static enum web_verdict
page_published(struct web_request *request, struct web_reply *reply, enum findings_page page)
{
	struct server *server = request->context;
	struct buf html = BUF_INIT;
	struct error err = ERROR_INIT;

	if (page_language(request, reply) == NULL)
		return WEB_REPLY;
	atomic_fetch_add(&server->pages, 1);
	if (!findings_read(server->data, page, &html, &err)) {
		page_message(request, reply, 404, "findings_none_title", "findings_none_text");
	} else {
		reply->status = 200;
		reply->pieces[0] = arena_copy(request->arena, buf_view(&html));
		reply->piece_count = 1;
		reply->style_hash = style_hash(request, findings_style(reply->pieces[0]));
	}
	buf_release(&html);
	return WEB_REPLY;
}

enum web_verdict
page_findings(struct web_request *request, struct web_reply *reply)
{
	return page_published(request, reply, FINDINGS_REPORT);
}

enum web_verdict
page_participants(struct web_request *request, struct web_reply *reply)
{
	return page_published(request, reply, FINDINGS_PARTICIPANTS);
}
