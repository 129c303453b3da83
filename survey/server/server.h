/* SPDX-License-Identifier: EUPL-1.2
 *
 * The running server: what its pages share. One of it is the context of every request.
 */
#ifndef SERVER_H
#define SERVER_H

#include <pthread.h>
#include <stdatomic.h>

#include "site.h"
#include "web.h"

struct server {
	const char *directory; /* of the questionnaires */
	const char *data;      /* directory */
	const char *away;      /* where *Snel weg* leads */
	const char *url;       /* of this site as people type it; NULL: as the request says */
	struct store *store;
	struct public_key key;
	struct style style; /* of pages without conditions */
	struct view default_language;
	pthread_mutex_t lock; /* guards `site` and the holders of every site */
	struct site *site;
	/* What the log tells of a day; a page is one GET, whatever it was. */
	atomic_ulong pages, kept, refused;
};

/* The site to use for a request; give it back with server_release(). */
struct site *server_acquire(struct server *server);
void server_release(struct server *server, struct site *site);
/* Serves another site from now on; takes it over. */
void server_replace(struct server *server, struct site *site);

/* The language that a request asks for: the first part of its path if the product speaks it, otherwise by
 * Accept-Language, otherwise the default. */
struct view server_language(const struct server *server, const struct web_request *request);

extern const struct web_route server_routes[];

/* For web_settings.refuse. */
void server_refuse(struct web_request *request, struct web_reply *reply);

/* A page with a heading and a text out of two messages, in the language that was asked for. */
void page_message(struct web_request *request, struct web_reply *reply, unsigned status, const char *title,
                  const char *text);

/* Finishes a page into a reply; the page is freed. */
void page_reply(struct web_request *request, struct web_reply *reply, unsigned status, struct page *page,
                const struct style *style);

/* The language that the first part of the path names; NULL when it is none, and then the page does not exist. */
const struct catalogue *page_language(struct web_request *request, struct web_reply *reply);

/* "/kiosk" on a tablet that goes from hand to hand, otherwise "": what stands before the language in the path, so that a
 * form, whose action is the questionnaire's id alone, is sent to where it came from. */
struct view page_place(const struct web_request *request);

/* A redirect (303) to /LANGUAGE and the rest of a path, at the same place. */
void page_redirect(struct web_request *request, struct web_reply *reply, struct view language,
                   struct view rest);

web_handler page_start, page_index, page_privacy, page_questionnaire, page_submit, page_thanks, page_received,
    page_forget, page_script, page_words, page_patterns, page_recording, page_away, page_event,
    page_accessibility, page_findings, page_participants;

#endif
