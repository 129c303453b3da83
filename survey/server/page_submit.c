/* SPDX-License-Identifier: EUPL-1.2
 *
 * A sent form: read, checked, sealed, stored, and only then answered with thanks. Whatever is wrong, the person gets
 * everything back that was typed.
 */
#include "server.h"

#include <sodium.h>
#include <string.h>

#include "box_text.h"
#include "form.h"
#include "page_nonce.h"

/* libfyaml does not survive want of memory, and takes some 20 times the length of what it reads. */
enum { READING_BYTES = 8 << 20 };

/* Everything about one sent form. */
struct sent_form {
	struct web_request *request;
	struct web_reply *reply;
	struct server *server;
	struct site *site;
	const struct served *served; /* by what it is read */
	struct form form;
	struct reading reading;
	bool boxed; /* the browser sealed it: there are no answers to read or to show again */
	uint8_t nonce[NONCE_BYTES];
	struct ticket_field ticket; /* where the questionnaire has them */
	struct personal_hint hint;  /* what may be personal, to ask about before it is kept */
	const char *notice;         /* why it is shown again although nothing is wrong */
};

/* A response between being sealed and being stored. */
struct waiting {
	struct submission submission;
	struct sent_form sent;
	struct served *older; /* what it was read by, when that is not served any more */
};

/* Shows the answers again, all on one page. */
static void
show_again(struct sent_form *sent, unsigned status, bool closed)
{
	struct buf body = BUF_INIT;
	struct error err = ERROR_INIT;
	char nonce[NONCE_TEXT + 1];
	struct document_request request = {
		.questionnaire = sent->served->questionnaire,
		.plan = &sent->served->plan,
		.style = &sent->served->style,
		.language = questionnaire_language(sent->served->questionnaire, sent->request->parts[0]),
		.key = &sent->server->key,
		.reading = &sent->reading,
		.ticket = sent->served->questionnaire->ticketed ? &sent->ticket : NULL,
		.hint = sent->hint.count > 0 ? &sent->hint : NULL,
		.notice = sent->notice,
		.closed = closed,
		.nonce = nonce,
	};

	page_nonce_renew(sent->nonce, &sent->server->key);
	sodium_bin2hex(nonce, sizeof(nonce), sent->nonce, sizeof(sent->nonce));
	if (document_render(&request, &body, &err)) {
		sent->reply->status = status;
		sent->reply->style_hash =
		    arena_copy(sent->request->arena, view_of(sent->served->style.hash)).ptr;
		sent->reply->pieces[0] = arena_copy(sent->request->arena, buf_view(&body));
		sent->reply->piece_count = 1;
	} else {
		sent->reply->status = 500;
		server_refuse(sent->request, sent->reply);
	}
	sodium_memzero(nonce, sizeof(nonce));
	buf_wipe(&body);
}

/* The ticket was used or is unknown: everything comes back, and nothing was stored. */
static void
show_ticket_problem(struct waiting *waiting, struct web_reply *reply, const char *problem, unsigned status)
{
	if (waiting->sent.boxed) {
		page_message(waiting->sent.request, reply, status, "error_summary", problem);
		return;
	}
	waiting->sent.reply = reply;
	waiting->sent.ticket.problem = problem;
	reading_add_ticket_problem(&waiting->sent.reading, problem);
	show_again(&waiting->sent, status, false);
}

/* The writer thread tells how it went. */
static void
stored(struct submission *submission, enum submission_outcome outcome, const struct error *err)
{
	struct waiting *waiting = submission->context;
	struct web_request *request = waiting->sent.request;
	struct server *server = waiting->sent.server;
	struct web_reply reply = { .status = 503 };

	(void)err; /* the log tells only how many */
	switch (outcome) {
	case SUBMISSION_KEPT:
		atomic_fetch_add(&server->kept, 1);
		page_redirect(request, &reply, request->parts[0],
		              arena_printf(request->arena, "/%.*s/thanks", VIEW_ARGS(request->parts[1])));
		break;
	case SUBMISSION_REPEATED:
		page_redirect(request, &reply, request->parts[0],
		              arena_printf(request->arena, "/%.*s/received", VIEW_ARGS(request->parts[1])));
		break;
	case SUBMISSION_TICKET_USED:
		show_ticket_problem(waiting, &reply, "error_ticket_used", 409);
		break;
	case SUBMISSION_TICKET_UNKNOWN:
		show_ticket_problem(waiting, &reply, "error_ticket_unknown", 422);
		break;
	case SUBMISSION_FAILED:
		reply.retry_after = 60;
		server_refuse(request, &reply);
		break;
	}
	server_release(server, waiting->sent.site);
	served_free(waiting->older);
	web_finish(request, &reply);
}

/* Hands a box to the store. */
static void
store_box(struct sent_form *sent, struct served **older, int64_t pool, const uint8_t *box)
{
	struct waiting *waiting = arena_alloc(sent->request->arena, sizeof(*waiting));

	*waiting = (struct waiting){
		.submission = { .pool = pool,
		                .box = box,
		                .box_bytes = sent->served->questionnaire->size + SEAL_OVERHEAD,
		                .done = stored },
		.sent = *sent,
		.older = *older,
	};
	*older = NULL;
	if (sent->served->questionnaire->ticketed)
		waiting->submission.ticket = waiting->sent.ticket.hash;
	memcpy(waiting->submission.nonce, sent->nonce, NONCE_BYTES);
	waiting->submission.context = waiting;
	store_submit(sent->server->store, &waiting->submission);
}

/* Seals the response and hands it to the store. False when it does not fit. */
static bool
seal_and_store(struct sent_form *sent, struct served **older, int64_t pool)
{
	const struct questionnaire *q = sent->served->questionnaire;
	uint8_t *box = arena_alloc(sent->request->arena, q->size + SEAL_OVERHEAD);
	struct buf encoding = BUF_INIT;
	struct error err = ERROR_INIT;
	bool fits;

	if (q->ticketed)
		sent->reading.response.ticket = view_of(sent->ticket.travelling);
	response_encode(&sent->reading.response, &encoding);
	fits = seal_response(&sent->server->key, SEAL_MODE_SERVER, buf_view(&encoding), q->size, box, &err);
	buf_wipe(&encoding);
	if (fits)
		store_box(sent, older, pool, box);
	return fits;
}

/* Reads the form's nonce; makes a fresh one when it has none. False then. */
static bool
read_nonce(struct sent_form *sent)
{
	struct view text = form_value(&sent->form, "nonce");
	size_t length = 0;
	bool good = text.len == NONCE_TEXT &&
	            sodium_hex2bin(sent->nonce, NONCE_BYTES, text.ptr, text.len, NULL, &length, NULL) == 0 &&
	            length == NONCE_BYTES;

	if (!good)
		page_nonce_new(sent->nonce, &sent->server->key);
	return good;
}

/* The definition by which the form was made, when it is an older one that the store still knows and whose boxes
 * still fit the pool. NULL otherwise. */
static struct served *
find_older(struct sent_form *sent, const struct served *current)
{
	struct view text = form_value(&sent->form, "definition");
	const struct questionnaire *now = current->questionnaire;
	uint8_t hash[DEFINITION_HASH_BYTES];
	struct problems problems = PROBLEMS_INIT;
	struct questionnaire *questionnaire = NULL;
	struct buf definition = BUF_INIT;
	struct error err = ERROR_INIT;
	struct served *older = NULL;
	size_t length = 0;

	if (text.len != 2 * sizeof(hash) ||
	    sodium_hex2bin(hash, sizeof(hash), text.ptr, text.len, NULL, &length, NULL) != 0 ||
	    memcmp(hash, now->hash, sizeof(hash)) == 0 ||
	    !store_find_definition(sent->server->store, hash, &definition, &err) ||
	    !memory_has(READING_BYTES))
		goto out;
	questionnaire = questionnaire_load_definition(buf_view(&definition), "definition", &problems);
	if (questionnaire != NULL && view_equal(questionnaire->id, now->id) &&
	    questionnaire->size == now->size) {
		older = served_new(questionnaire, current->path);
		questionnaire = NULL;
	}
out:
	questionnaire_free(questionnaire);
	problems_release(&problems);
	buf_release(&definition);
	return older;
}

static bool
definition_is(const struct sent_form *sent, const struct served *served)
{
	char hash[DEFINITION_HASH_TEXT];

	definition_hash_text(served->questionnaire->hash, hash);
	return view_is(form_value(&sent->form, "definition"), hash);
}

/* Decides what becomes of a form with answers. WEB_WAIT when it went to the store. */
static enum web_verdict
decide_form(struct sent_form *sent, const struct served *current, struct served **older)
{
	enum web_verdict verdict = WEB_REPLY;
	bool good_nonce = read_nonce(sent), entered = form_value(&sent->form, "enter").ptr != NULL,
	     early = false;

	reading_make(&sent->reading, sent->served->questionnaire, &sent->served->plan, &sent->form,
	             sent->request->arena);
	ticket_field_read(&sent->ticket, &sent->form);
	if (!questionnaire_is_open(current->questionnaire, date_today(), &early)) {
		sent->notice = early ? "notice_early" : "notice_closed";
		show_again(sent, 410, true);
		return verdict;
	}
	if (!definition_is(sent, sent->served))
		sent->notice = "notice_changed";
	else if (!good_nonce || entered)
		sent->notice = "notice_not_sent";
	if (sent->served->questionnaire->ticketed && sent->ticket.problem != NULL)
		reading_add_ticket_problem(&sent->reading, sent->ticket.problem);
	/* What is wrong is told to who wants to send, not to who pressed Enter in a field. */
	if (entered) {
		sent->reading.problem_count = 0;
		sent->ticket.problem = NULL;
	}
	if (sent->reading.problem_count == 0 && sent->notice == NULL && !reading_has_answers(&sent->reading))
		reading_add_problem(&sent->reading, NULL, "error_nothing", 0);
	if (sent->reading.problem_count == 0 && sent->notice == NULL &&
	    form_value(&sent->form, "checked").ptr == NULL)
		personal_hint_make(&sent->hint, &sent->reading, &sent->served->plan);
	if (sent->reading.problem_count > 0 || sent->notice != NULL || sent->hint.count > 0) {
		show_again(sent, sent->reading.problem_count > 0 ? 422 : 200, false);
	} else if (seal_and_store(sent, older, current->pool)) {
		verdict = WEB_WAIT;
	} else {
		reading_add_problem(&sent->reading, NULL, "error_together", 0);
		show_again(sent, 422, false);
	}
	return verdict;
}

/* Reads the box that a browser sealed; NULL when it is not of this questionnaire's length. */
static const uint8_t *
read_box(const struct sent_form *sent)
{
	struct view text = form_value(&sent->form, "box");
	size_t bytes = sent->served->questionnaire->size + SEAL_OVERHEAD;
	uint8_t *box = arena_alloc(sent->request->arena, bytes);

	return box_text_read(text, box, bytes) ? box : NULL;
}

/* False when a questionnaire with tickets got none. */
static bool
read_ticket_half(struct sent_form *sent)
{
	return !sent->served->questionnaire->ticketed ||
	       ticket_from_half(form_value(&sent->form, "ticket_half"), sent->ticket.hash);
}

/* Decides what becomes of a box. What is in it nobody here can see, so nothing can be shown again: the script in the page
 * still has everything, and shows the text of the refusal above it. The team's import checks every answer. */
static enum web_verdict
decide_box(struct sent_form *sent, const struct served *current, struct served **older)
{
	const uint8_t *box = NULL;
	bool early = false, good_nonce = read_nonce(sent);

	if (!questionnaire_is_open(current->questionnaire, date_today(), &early)) {
		page_message(sent->request, sent->reply, 410, early ? "early_title" : "closed_title",
		             early ? "early_sent" : "closed_text");
	} else if (!definition_is(sent, sent->served) ||
	           !page_nonce_is_for(sent->nonce, &sent->server->key)) {
		/* The latter is sealed to an earlier key: it would be kept as one for this key, and never open. */
		sent->reply->status = 409;
		server_refuse(sent->request, sent->reply);
	} else if (!good_nonce || (box = read_box(sent)) == NULL || !read_ticket_half(sent)) {
		sent->reply->status = 400;
		server_refuse(sent->request, sent->reply);
	} else {
		store_box(sent, older, current->pool, box);
		return WEB_WAIT;
	}
	return WEB_REPLY;
}

enum web_verdict
page_submit(struct web_request *request, struct web_reply *reply)
{
	struct server *server = request->context;
	struct site *site = server_acquire(server);
	const struct served *current = site_find(site, request->parts[1]);
	struct sent_form sent = { .request = request, .reply = reply, .server = server, .site = site };
	struct served *older = NULL;
	struct error err = ERROR_INIT;
	enum web_verdict verdict = WEB_REPLY;

	if (current == NULL || catalogue_find(request->parts[0]) == NULL) {
		reply->status = 404;
		server_refuse(request, reply);
	} else if (!form_parse(request->body, request->arena, &sent.form, &err)) {
		reply->status = 400;
		server_refuse(request, reply);
	} else {
		if (!definition_is(&sent, current))
			older = find_older(&sent, current);
		sent.served = older != NULL ? older : current;
		sent.boxed = form_value(&sent.form, "box").ptr != NULL;
		verdict =
		    sent.boxed ? decide_box(&sent, current, &older) : decide_form(&sent, current, &older);
	}
	if (verdict == WEB_REPLY) {
		served_free(older);
		server_release(server, site);
	}
	/* What waits has its own copy, in the request's arena; the nonce and the ticket must not stay on the stack. */
	sodium_memzero(&sent, sizeof(sent));
	return verdict;
}
