/* SPDX-License-Identifier: EUPL-1.2
 *
 * The pages without a questionnaire: the way in, the list of open questionnaires, and what is kept.
 */
#include "server.h"

#include "findings.h"
#include "stored.h"

enum web_verdict
page_start(struct web_request *request, struct web_reply *reply)
{
	page_redirect(request, reply, server_language(request->context, request), VIEW(""));
	reply->status = 302; /* another visitor may be sent to another language */
	return WEB_REPLY;
}

static void
fill_questionnaire(struct web_request *request, const struct questionnaire *q,
                   const struct catalogue *catalogue, struct page *row)
{
	page_set(row, "ID", q->id);
	page_set(row, "NAME", q->title.in[questionnaire_language(q, catalogue_language(catalogue))]);
	if (q->closes.year != 0)
		page_set(page_section(row, "UNTIL"), "TEXT",
		         catalogue_fill(catalogue, request->arena, "open_until",
		                        (struct catalogue_value[]){
		                            { "day", layout_date(catalogue, request->arena, q->closes) },
		                            { NULL, { NULL, 0 } } }));
}

/* /CODE leads to its questionnaire, in a language that both the visitor and the questionnaire have. */
static void
follow_code(struct web_request *request, struct web_reply *reply)
{
	struct server *server = request->context;
	struct site *site = server_acquire(server);
	const struct served *served = site_find_code(site, request->parts[0]);

	if (served == NULL) {
		reply->status = 404;
		server_refuse(request, reply);
	} else {
		const struct questionnaire *q = served->questionnaire;
		size_t language = questionnaire_language(q, server_language(server, request));

		page_redirect(request, reply, q->languages[language],
		              arena_printf(request->arena, "/%.*s", VIEW_ARGS(q->id)));
		reply->status = 302;
	}
	server_release(server, site);
}

enum web_verdict
page_index(struct web_request *request, struct web_reply *reply)
{
	struct server *server = request->context;
	const struct catalogue *catalogue = catalogue_find(request->parts[0]);
	struct view languages[LANGUAGES_MAX];
	struct page *page, *list = NULL;
	struct date today = date_today();
	struct site *site;

	if (catalogue == NULL) {
		follow_code(request, reply);
		return WEB_REPLY;
	}
	atomic_fetch_add(&server->pages, 1);
	site = server_acquire(server);
	page = layout_new("index.tpl", &(struct layout){ .catalogue = catalogue,
	                                                 .title = catalogue_message(catalogue, "index_title"),
	                                                 .style = &server->style,
	                                                 .demo = server->key.demo,
	                                                 .languages = languages,
	                                                 .language_count = site_languages(site, languages),
	                                                 .path = VIEW("") });
	for (size_t i = 0; i < site->count; i++) {
		const struct questionnaire *q = site->list[i]->questionnaire;

		if (!q->listed || !questionnaire_is_open(q, today, NULL))
			continue;
		if (list == NULL)
			list = page_section(page, "SOME");
		fill_questionnaire(request, q, catalogue, page_section(list, "QUESTIONNAIRE"));
	}
	if (list == NULL)
		page_show(page, "NONE");
	if (findings_exist(server->data, FINDINGS_PARTICIPANTS))
		page_show(page, "PARTICIPANTS");
	if (findings_exist(server->data, FINDINGS_REPORT))
		page_show(page, "FINDINGS");
	page_reply(request, reply, 200, page, &server->style);
	server_release(server, site);
	return WEB_REPLY;
}

/* The list of what is kept, from the list of what the store has (stored.h). */
static struct view
stored_text(const struct catalogue *catalogue, struct arena *arena)
{
	struct buf list = BUF_INIT;
	struct view text;

	for (int kind = 0; kind < STORED_KIND_COUNT; kind++)
		buf_printf(&list, "%s- %.*s", kind == 0 ? "" : "\n",
		           VIEW_ARGS(catalogue_message(catalogue, stored_message((enum stored_kind)kind))));
	text = arena_copy(arena, buf_view(&list));
	buf_release(&list);
	return text;
}

enum web_verdict
page_privacy(struct web_request *request, struct web_reply *reply)
{
	struct server *server = request->context;
	const struct catalogue *catalogue = page_language(request, reply);
	struct view languages[LANGUAGES_MAX];
	char key[KEY_ID_TEXT];
	struct page *page;
	struct site *site;

	if (catalogue == NULL)
		return WEB_REPLY;
	atomic_fetch_add(&server->pages, 1);
	site = server_acquire(server);
	page = layout_new("message.tpl",
	                  &(struct layout){ .catalogue = catalogue,
	                                    .title = catalogue_message(catalogue, "privacy_title"),
	                                    .style = &server->style,
	                                    .demo = server->key.demo,
	                                    .languages = languages,
	                                    .language_count = site_languages(site, languages),
	                                    .path = VIEW("/privacy") });
	key_id_text(server->key.id, key);
	layout_text(
	    page, "BODY",
	    catalogue_fill(catalogue, request->arena, "privacy_text",
	                   (struct catalogue_value[]){ { "key", view_of(key) },
	                                               { "stored", stored_text(catalogue, request->arena) },
	                                               { NULL, { NULL, 0 } } }));
	page_reply(request, reply, 200, page, &server->style);
	server_release(server, site);
	return WEB_REPLY;
}
