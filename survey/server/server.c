/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the server's pages share: server.h.
 */
#include "server.h"

#include <ctype.h>

struct site *
server_acquire(struct server *server)
{
	struct site *site;

	pthread_mutex_lock(&server->lock);
	site = server->site;
	site->holders++;
	pthread_mutex_unlock(&server->lock);
	return site;
}

void
server_release(struct server *server, struct site *site)
{
	bool last;

	pthread_mutex_lock(&server->lock);
	last = --site->holders == 0;
	pthread_mutex_unlock(&server->lock);
	if (last)
		site_free(site);
}

void
server_replace(struct server *server, struct site *site)
{
	struct site *before;

	pthread_mutex_lock(&server->lock);
	before = server->site;
	site->holders = 1;
	server->site = site;
	pthread_mutex_unlock(&server->lock);
	if (before != NULL)
		server_release(server, before);
}

/* The first language of an Accept-Language header that the product speaks. Its order is taken for the
 * preference, as all browsers send it. */
static const struct catalogue *
accepted_language(struct view header)
{
	const struct catalogue *found = NULL;
	char code[9];
	size_t length;

	while (found == NULL && header.ptr != NULL) {
		struct view range = view_trim(view_cut(&header, ','));

		range = view_cut(&range, ';');
		range = view_cut(&range, '-');
		/* Language tags are alike in capitals (RFC 5646, 2.1.1). */
		for (length = 0; length < range.len && length < sizeof(code); length++)
			code[length] = (char)tolower((unsigned char)range.ptr[length]);
		found = catalogue_find((struct view){ code, length });
	}
	return found;
}

struct view
server_language(const struct server *server, const struct web_request *request)
{
	struct view rest = request->path, place = page_place(request), first;
	const struct catalogue *catalogue;

	rest = (struct view){ rest.ptr + place.len, rest.len - place.len };
	view_cut(&rest, '/');
	first = view_cut(&rest, '/');
	catalogue = catalogue_find(first);
	if (catalogue == NULL)
		catalogue = accepted_language(web_header(request, "Accept-Language"));
	return catalogue == NULL ? server->default_language : catalogue_language(catalogue);
}

void
page_reply(struct web_request *request, struct web_reply *reply, unsigned status, struct page *page,
           const struct style *style)
{
	struct buf body = BUF_INIT;
	struct error err = ERROR_INIT;

	reply->status = page_render(page, &body, &err) ? status : 500;
	reply->style_hash = style->hash;
	reply->pieces[0] = arena_copy(request->arena, buf_view(&body));
	reply->piece_count = 1;
	buf_release(&body);
	page_free(page);
}

void
page_message(struct web_request *request, struct web_reply *reply, unsigned status, const char *title,
             const char *text)
{
	struct server *server = request->context;
	const struct catalogue *catalogue = catalogue_find(server_language(server, request));
	struct layout layout = {
		.catalogue = catalogue,
		.title = catalogue_message(catalogue, title),
		.style = &server->style,
		.demo = server->key.demo,
	};
	struct page *page = layout_new("message.tpl", &layout);

	layout_text(page, "BODY", catalogue_message(catalogue, text));
	page_reply(request, reply, status, page, &server->style);
}

struct view
page_place(const struct web_request *request)
{
	return view_starts(request->path, "/kiosk/") ? VIEW("/kiosk") : VIEW("");
}

void
page_redirect(struct web_request *request, struct web_reply *reply, struct view language, struct view rest)
{
	*reply = (struct web_reply){
		.status = 303,
		.location = arena_printf(request->arena, "%.*s/%.*s%.*s", VIEW_ARGS(page_place(request)),
		                         VIEW_ARGS(language), VIEW_ARGS(rest))
		                .ptr,
	};
}

const struct catalogue *
page_language(struct web_request *request, struct web_reply *reply)
{
	const struct catalogue *catalogue = catalogue_find(request->parts[0]);

	if (catalogue == NULL) {
		reply->status = 404;
		server_refuse(request, reply);
	}
	return catalogue;
}

void
server_refuse(struct web_request *request, struct web_reply *reply)
{
	static const struct {
		unsigned status;
		const char *title, *text;
	} refusals[] = {
		{ 400, "refuse_400_title", "refuse_400_text" },
		{ 403, "refuse_403_title", "refuse_403_text" },
		{ 404, "refuse_404_title", "refuse_404_text" },
		{ 405, "refuse_405_title", "refuse_405_text" },
		{ 409, "refuse_409_title", "refuse_409_text" },
		{ 413, "refuse_413_title", "refuse_413_text" },
		{ 415, "refuse_415_title", "refuse_415_text" },
		{ 503, "refuse_503_title", "refuse_503_text" },
		{ 500, "refuse_500_title", "refuse_500_text" },
	};
	enum { LAST = sizeof(refusals) / sizeof(refusals[0]) - 1 };
	struct server *server = request->context;
	bool unsent = reply->status == 503 && request->method == WEB_GET; /* nobody sent an answer */
	size_t i = 0;

	while (i < LAST && refusals[i].status != reply->status)
		i++;
	if (request->connection != NULL)
		atomic_fetch_add(&server->refused, 1);
	page_message(request, reply, reply->status, unsent ? "busy_title" : refusals[i].title,
	             unsent ? "busy_text" : refusals[i].text);
}

const struct web_route server_routes[] = {
	{ WEB_GET, "/", page_start },
	{ WEB_GET, "/forget.css", page_forget },
	{ WEB_GET, "/survey.js", page_script },
	{ WEB_GET, "/personal.json", page_patterns },
	{ WEB_GET, "/recordings/*", page_recording },
	{ WEB_GET, "/away", page_away },
	{ WEB_GET, "/kiosk/*/*", page_questionnaire },
	{ WEB_POST, "/kiosk/*/*", page_submit },
	{ WEB_GET, "/kiosk/*/*/thanks", page_thanks },
	{ WEB_GET, "/kiosk/*/*/received", page_received },
	{ WEB_GET, "/*/words.json", page_words },
	{ WEB_GET, "/*", page_index },
	{ WEB_GET, "/*/privacy", page_privacy },
	{ WEB_GET, "/*/accessibility", page_accessibility },
	{ WEB_GET, "/*/findings", page_findings },
	{ WEB_GET, "/*/findings/participants", page_participants },
	{ WEB_GET, "/*/*", page_questionnaire },
	{ WEB_POST, "/*/*", page_submit },
	{ WEB_GET, "/*/*/event", page_event },
	{ WEB_GET, "/*/*/thanks", page_thanks },
	{ WEB_GET, "/*/*/received", page_received },
	{ WEB_GET, NULL, NULL },
};
