/* SPDX-License-Identifier: EUPL-1.2
 *
 * A questionnaire's page as everybody gets it, and the pages after sending.
 */
#include "server.h"

#include <sodium.h>

#include "findings.h"
#include "page_nonce.h"

/* After which a tablet at a meeting starts anew. */
enum { KIOSK_SECONDS = 20 };

static const struct served *
find_served(const struct site *site, const struct web_request *request)
{
	const struct served *served = site_find(site, request->parts[1]);

	if (served != NULL) {
		size_t language = questionnaire_language(served->questionnaire, request->parts[0]);

		if (!view_equal(served->questionnaire->languages[language], request->parts[0]))
			served = NULL;
	}
	return served;
}

static void
not_found(struct web_request *request, struct web_reply *reply)
{
	reply->status = 404;
	server_refuse(request, reply);
}

/* Which of the prepared variants somebody gets: any, but the one that the script asks for when it changes the language of a
 * page that is partly filled in. */
static unsigned
choose_variant(const struct web_request *request, const struct served *served)
{
	struct view wanted = web_header(request, "Survey-Variant");
	unsigned variant = 0;

	for (size_t i = 0; i < wanted.len && i < 4; i++)
		variant = wanted.ptr[i] >= '0' && wanted.ptr[i] <= '9'
		            ? 10 * variant + (unsigned)(wanted.ptr[i] - '0')
		            : VARIANTS;
	return wanted.len > 0 && wanted.len <= 4 && variant < served->variant_count
	         ? variant
	         : randombytes_uniform(served->variant_count);
}

/* The page with a fresh nonce in it. */
static void
serve_document(struct web_request *request, struct web_reply *reply, const struct served *served)
{
	size_t language = questionnaire_language(served->questionnaire, request->parts[0]);
	const struct document *document = &served->documents[language][choose_variant(request, served)];
	const struct server *server = request->context;
	uint8_t nonce[NONCE_BYTES];
	char text[NONCE_TEXT + 1];

	_Static_assert(NONCE_TEXT == 2 * NONCE_BYTES, "a nonce is written in hexadecimal");
	page_nonce_new(nonce, &server->key);
	sodium_bin2hex(text, sizeof(text), nonce, sizeof(nonce));
	web_reply_prepared(request, reply, document->page, (struct view){ text, NONCE_TEXT });
	sodium_memzero(nonce, sizeof(nonce));
	sodium_memzero(text, sizeof(text));
}

static void
serve_not_open(struct web_request *request, struct web_reply *reply, const struct served *served, bool early)
{
	struct server *server = request->context;
	const struct catalogue *catalogue = catalogue_find(request->parts[0]);
	struct page *page;

	if (!early) {
		page_message(request, reply, 410, "closed_title", "closed_text");
		return;
	}
	page =
	    layout_new("message.tpl", &(struct layout){ .catalogue = catalogue,
	                                                .title = catalogue_message(catalogue, "early_title"),
	                                                .style = &server->style,
	                                                .demo = server->key.demo });
	layout_text(page, "BODY",
	            catalogue_fill(
	                catalogue, request->arena, "early_text",
	                (struct catalogue_value[]){
	                    { "day", layout_date(catalogue, request->arena, served->questionnaire->opens) },
	                    { NULL, { NULL, 0 } } }));
	page_reply(request, reply, 404, page, &server->style);
}

enum web_verdict
page_questionnaire(struct web_request *request, struct web_reply *reply)
{
	struct server *server = request->context;
	struct site *site = server_acquire(server);
	const struct served *served = find_served(site, request);
	bool early = false;

	atomic_fetch_add(&server->pages, 1);
	if (served != NULL && questionnaire_is_open(served->questionnaire, date_today(), &early)) {
		serve_document(request, reply, served);
	} else if (served == NULL) {
		not_found(request, reply);
	} else {
		serve_not_open(request, reply, served, early);
	}
	server_release(server, site);
	return WEB_REPLY;
}

/* What came out of it, once something was published: for everybody the same, whatever was sent. Who answers on a tablet of the meeting
 * leaves that to the next one instead. */
static void
offer_findings(const struct server *server, struct page *page)
{
	if (findings_exist(server->data, FINDINGS_PARTICIPANTS))
		page_show(page, "PARTICIPANTS");
	else if (findings_exist(server->data, FINDINGS_REPORT))
		page_show(page, "FINDINGS");
}

/* A page after sending: a title, what happened, and the questionnaire's own thanks. */
static enum web_verdict
after_sending(struct web_request *request, struct web_reply *reply, const char *title, const char *text)
{
	struct server *server = request->context;
	struct site *site = server_acquire(server);
	const struct served *served = find_served(site, request);
	const struct catalogue *catalogue = catalogue_find(request->parts[0]);
	struct page *page;

	atomic_fetch_add(&server->pages, 1);
	if (served == NULL) {
		not_found(request, reply);
	} else {
		const struct questionnaire *q = served->questionnaire;
		struct buf body = BUF_INIT;

		page =
		    layout_new("message.tpl", &(struct layout){ .catalogue = catalogue,
		                                                .title = catalogue_message(catalogue, title),
		                                                .style = &server->style,
		                                                .demo = server->key.demo });
		buf_add_view(&body, catalogue_message(catalogue, text));
		buf_add_text(&body, "\n\n");
		buf_add_view(&body, q->thanks.in[questionnaire_language(q, request->parts[0])]);
		layout_text(page, "BODY", buf_view(&body));
		page_set(page, "ID", q->id);
		if (page_place(request).len > 0) {
			page_set_number(page_section(page, "AGAIN"), "SECONDS", KIOSK_SECONDS);
		} else {
			page_show(page, "CLOSE");
			offer_findings(server, page);
		}
		page_show(page, "FORGET");
		page_reply(request, reply, 200, page, &server->style);
		buf_release(&body);
	}
	server_release(server, site);
	return WEB_REPLY;
}

/* Back must show an empty form, also in a browser that keeps whole pages in memory for it. It drops them when told so
 * after it has left them: with something that the page after sending asks for. */
enum web_verdict
page_forget(struct web_request *request, struct web_reply *reply)
{
	(void)request;
	reply->status = 200;
	reply->content_type = "text/css; charset=utf-8";
	reply->clear = "\"cache\"";
	return WEB_REPLY;
}

enum web_verdict
page_thanks(struct web_request *request, struct web_reply *reply)
{
	return after_sending(request, reply, "thanks_title", "thanks_kept");
}

enum web_verdict
page_received(struct web_request *request, struct web_reply *reply)
{
	return after_sending(request, reply, "received_title", "received_text");
}
