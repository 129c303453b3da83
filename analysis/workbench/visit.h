/* SPDX-License-Identifier: EUPL-1.2
 *
 * One request to the workbench on its way through a page: what it asks, and how it is answered. The lock is held, the study is
 * open, and who asks may come in.
 */
#ifndef VISIT_H
#define VISIT_H

#include "form.h"
#include "page.h"
#include "workbench.h"

enum { REFERENCE_TEXT = 17 };

struct visit {
	struct workbench *workbench;
	struct web_request *request;
	struct web_reply *reply;
	struct arena *arena;  /* of the request */
	struct form form;     /* what was sent; empty for a GET */
	struct view one, two; /* what stands behind the page's name in the address; empty: nothing */
};

typedef void visit_page(struct visit *visit);

/* ---- Answering ---- */

/* A page with the head and the way around that all have. `title` is the id of a message. */
struct page *visit_layout(struct visit *visit, const char *template_name, const char *title);
/* Sends and frees it. */
void visit_show(struct visit *visit, struct page *page);
void visit_absent(struct visit *visit); /* 404 */
/* "See there": a path behind the secret, such as "codebook". */
void visit_go(struct visit *visit, const char *format, ...) PRINTF_LIKE(2, 3);
/* To the page that the form names in `to`, if it names one of ours; else to the other. */
void visit_back(struct visit *visit, const char *otherwise);

/* ---- What the next page says ---- */

struct view visit_message(const struct visit *visit, const char *id);
void visit_say(struct visit *visit, const char *id, const struct catalogue_value *values);
/* Why something failed, in the page's language. */
struct view visit_why(struct visit *visit, const struct error *err);
/* Why something was not done. */
void visit_refuse(struct visit *visit, const struct error *err);
/* A number with its word: the message NAME_one for 1, else NAME_many with {count}. */
struct view visit_count(const struct visit *visit, const char *name, size_t count);
/* visit_say() with a number as {count}. */
void visit_say_count(struct visit *visit, const char *id, size_t count);

/* How far work beside the pages is (bench-progress.tpl); `doing` is the id of a message. With `waiting` the page has nothing else to
 * show and looks again by itself, where there are scripts. */
void visit_show_progress(struct visit *visit, struct page *page, const char *doing, unsigned percent,
                         bool waiting);

/* ---- Values of a form ---- */

struct view visit_field(const struct visit *visit,
                        const char *name); /* trimmed, canonical; "" when it was not sent */
bool visit_sent(const struct visit *visit, const char *name);
/* All values of a field; in the arena. */
size_t visit_fields(const struct visit *visit, const char *name, struct view **values);

/* ---- What addresses and fields name ---- */

/* The codebook and the findings as they were when the request came. They hold until it is over, also when it decides something. */
const struct codebook *visit_codebook(struct visit *visit);
const struct findings *visit_findings(struct visit *visit);

/* An id as it stands in an address: a hash, so that the browser's history says nothing. */
struct view visit_reference(struct visit *visit, struct view id);
/* The mention in an address; answers 404 when there is none. */
const struct mention *visit_mention(struct visit *visit, struct view id);
/* Of a codebook or of findings, the one whose reference this is; NULL when there is none. */
const struct code *visit_code(struct visit *visit, const struct codebook *codebook, struct view reference);
const struct finding *visit_finding(struct visit *visit, const struct findings *findings,
                                    struct view reference);

/* A tag by its name, its alias, its id or a beginning of its name that no other has; NULL when there is none. */
const struct code *visit_code_named(const struct codebook *codebook, struct view typed);
/* Makes an id of a name: a-z, 0-9 and hyphens. */
struct view visit_id_of(struct visit *visit, struct view name);

/* Wishes as one action by this coder; says why not when it is refused. */
bool visit_decide(struct visit *visit, const struct wish *wishes, size_t count, size_t *made);

/* In the page's language. */
struct view visit_text(const struct visit *visit, const struct questionnaire *questionnaire,
                       const struct text *text);

#endif
