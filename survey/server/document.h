/* SPDX-License-Identifier: EUPL-1.2
 *
 * The page of a questionnaire: one document with all its screens. Made once per language and then served from memory with
 * only a fresh nonce put in; made anew only to show somebody's own answers again.
 */
#ifndef DOCUMENT_H
#define DOCUMENT_H

#include "layout.h"
#include "personal_hint.h"
#include "plan.h"
#include "reading.h"
#include "seal.h"
#include "ticket_field.h"
#include "web.h"

enum { NONCE_TEXT = 32 }; /* hexadecimal digits in the page */

struct document {
	struct web_prepared *page; /* owned; the NONCE_TEXT bytes of the nonce are another's each time */
};

/* What to show. */
struct document_request {
	const struct questionnaire *questionnaire;
	const struct plan *plan;
	const struct style *style;
	size_t language;
	unsigned variant;             /* of what is shuffled or drawn; 0 where nothing is */
	const struct public_key *key; /* that answers are sealed to, here or in the browser */
	/* To show answers again, all on one page; otherwise NULL. */
	const struct reading *reading;
	const struct ticket_field *ticket; /* as it was sent; NULL: none yet */
	const struct personal_hint *hint;  /* what may be personal in the answers; NULL: nothing to ask */
	const char *notice;                /* message id, NULL for none */
	bool closed;                       /* cannot be sent any more */
	const char *nonce;                 /* NONCE_TEXT digits */
};

/* Appends the page. */
bool document_render(const struct document_request *request, struct buf *out, struct error *err) MUST_CHECK;

/* Makes the page that is served to everybody. */
bool document_prepare(struct document *document, const struct document_request *request,
                      struct error *err) MUST_CHECK;
void document_release(struct document *document);

#endif
