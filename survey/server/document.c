/* SPDX-License-Identifier: EUPL-1.2
 *
 * The page of a questionnaire: document.h.
 */
#include "document.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "condition_words.h"
#include "qtype.h"

/* Stands where the nonce comes; letters, so that it cannot be one. */
static const char nonce_mark[NONCE_TEXT + 1] = "nonce-nonce-nonce-nonce-nonce-no";

enum { KEY_BASE64_TEXT = sodium_base64_ENCODED_LEN(PUBLIC_KEY_BYTES, sodium_base64_VARIANT_ORIGINAL) };

/* One page while it is filled. */
struct filler {
	const struct document_request *request;
	const struct catalogue *catalogue;
	struct arena arena;
};

static struct view
number_text(struct filler *filler, unsigned number)
{
	return arena_printf(&filler->arena, "%u", number);
}

/* "Vraag 2 van 6" */
static struct view
step_text(struct filler *filler, const struct section *section)
{
	const struct group *group = section->question->group;
	struct catalogue_value values[] = {
		{ "n", number_text(filler, section->step) },
		{ "total", number_text(filler, section->steps) },
		{ "title", group == NULL ? VIEW("") : group->title.in[filler->request->language] },
		{ "time", number_text(filler, (unsigned)section->time + 1) },
		{ "part", number_text(filler, (unsigned)section->question->part) },
		{ "parts", number_text(filler, (unsigned)section->question->parts) },
		{ NULL, { NULL, 0 } },
	};

	return catalogue_fill(filler->catalogue, &filler->arena,
	                      group != NULL                  ? "step_group"
	                      : section->follow_up           ? "step_follow_up"
	                      : section->question->parts > 1 ? "step_part"
	                                                     : "step",
	                      values);
}

static void
fill_only(struct filler *filler, struct page *page, const struct condition *condition)
{
	if (condition != NULL)
		page_set(page_section(page, "ONLY"), "TEXT",
		         catalogue_fill(
		             filler->catalogue, &filler->arena, "only_if",
		             (struct catalogue_value[]){
		                 { "condition", condition_words(condition, filler->catalogue,
		                                                filler->request->language, &filler->arena) },
		                 { NULL, { NULL, 0 } } }));
}

/* A group's own condition stands above its first question, once. */
static void
fill_only_if(struct filler *filler, const struct section *section, struct page *page)
{
	const struct group *group = section->question->group;

	if (group != NULL && section->question == &group->questions[0]) {
		if (section->time == 0)
			fill_only(filler, page, group->show_if);
		else
			page_set(page_section(page, "ONLY"), "TEXT",
			         catalogue_fill(filler->catalogue, &filler->arena, "only_again",
			                        (struct catalogue_value[]){
			                            { "title", group->title.in[filler->request->language] },
			                            { NULL, { NULL, 0 } } }));
	}
	fill_only(filler, page, section->question->show_if);
}

/* A part of a page sees the sections of what it stands in, so the screens' and the links' have names of their own. */
static void
fill_condition(struct page *page, const char *name, int condition)
{
	if (condition != PLAN_ALWAYS)
		page_set_number(page_section(page, name), "K", condition);
}

static void
fill_links(struct page *page, const char *name, const struct link *links, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct page *link = page_section(page, name);

		page_set(link, "TARGET", links[i].target);
		fill_condition(link, "LINK_IF", links[i].condition);
	}
}

static struct view
message_with_limit(struct filler *filler, const char *message, long limit)
{
	return catalogue_fill(
	    filler->catalogue, &filler->arena, message,
	    (struct catalogue_value[]){ { "limit", arena_printf(&filler->arena, "%ld", limit) },
	                                { NULL, { NULL, 0 } } });
}

static const struct reading_problem *
problem_of(const struct reading *reading, const struct section *section)
{
	for (size_t i = 0; reading != NULL && i < reading->problem_count; i++)
		if (reading->problems[i].section == section)
			return &reading->problems[i];
	return NULL;
}

/* Hint, note and problem of a field, each with an id that the field refers to. */
static void
fill_description(struct filler *filler, const struct section *section, struct page *page)
{
	const struct question *question = section->question;
	const struct reading_problem *problem = problem_of(filler->request->reading, section);
	struct view hint = question->hint.in[filler->request->language];
	struct buf ids = BUF_INIT;
	const char *note;
	long limit = 0;

	if (hint.len > 0) {
		page_set(page_section(page, "HINT"), "TEXT", hint);
		buf_printf(&ids, "%.*s_hint ", VIEW_ARGS(section->name));
	}
	note = question->type->note == NULL ? NULL : question->type->note(question, &limit);
	if (note != NULL) {
		page_set(page_section(page, "NOTE"), "TEXT", message_with_limit(filler, note, limit));
		buf_printf(&ids, "%.*s_note ", VIEW_ARGS(section->name));
	}
	if (problem != NULL) {
		page_set(page_section(page, "PROBLEM"), "TEXT",
		         message_with_limit(filler, problem->message, problem->limit));
		buf_printf(&ids, "%.*s_error ", VIEW_ARGS(section->name));
		page_show(page, "INVALID");
	}
	if (ids.len > 0)
		page_set(page_section(page, "DESCRIBED"), "IDS", view_trim(buf_view(&ids)));
	buf_release(&ids);
}

/* The question's words with {FIELD} for each {id}: the fields of this time of its group. */
static struct view
with_text(struct filler *filler, const struct section *section)
{
	const struct document_request *request = filler->request;
	struct view rest = section->question->title_with.in[request->language], text;
	struct buf out = BUF_INIT;

	while (rest.ptr != NULL) {
		const struct question *asked;
		struct view before = view_cut(&rest, '{'), id;

		buf_add_view(&out, before);
		if (rest.ptr == NULL)
			break;
		id = view_cut(&rest, '}');
		asked = questionnaire_piped(request->questionnaire, section->question, id);
		buf_printf(
		    &out, "{%.*s}",
		    VIEW_ARGS(
		        plan_section(request->plan, asked, asked->group == NULL ? 0 : section->time)->name));
	}
	text = arena_copy(&filler->arena, buf_view(&out));
	buf_release(&out);
	return text;
}

static void
fill_section(struct filler *filler, const struct section *section, size_t number, struct page *page)
{
	const struct question *question = section->question;
	const struct reading *reading = filler->request->reading;
	const struct answer *answer =
	    reading == NULL ? NULL : response_answer(&reading->typed, question, section->time);
	struct field field = { question, section->time, filler->request->variant, section->name };
	char file[64];
	struct page *part;

	page_set_number(page, "NUMBER", (long)number);
	fill_condition(page, "SECTION_IF", section->condition);
	page_set(page, "TYPE", view_of(question->type->name));
	if (question->required)
		page_show(page, "MUST");
	page_set(page, "STEP", step_text(filler, section));
	fill_only_if(filler, section, page);
	snprintf(file, sizeof(file), "%s.tpl", question->type->name);
	part = page_include(page, "FIELD", file);
	page_set(part, "NAME", section->name);
	page_set(part, "QUESTION", question->title.in[filler->request->language]);
	if (question->audio.in[filler->request->language].len > 0)
		page_set(page_section(part, "LISTEN"), "RECORDING",
		         question->audio.in[filler->request->language]);
	if (question->title_with.in[filler->request->language].len > 0)
		page_set(page_section(part, "WITH"), "TEXT", with_text(filler, section));
	if (question->required)
		page_show(part, "REQUIRED");
	fill_description(filler, section, part);
	question->type->render(&field, filler->request->language, answer, part);
	if (question->type->enough != NULL)
		page_set(page_section(page, "ENOUGH"), "ENOUGH_TEXT",
		         catalogue_message(filler->catalogue, question->type->enough));
	fill_links(page, "NEXT", section->next, section->next_count);
	fill_links(page, "PREVIOUS", section->previous, section->previous_count);
}

static void
fill_summary(struct filler *filler, struct page *page)
{
	const struct reading *reading = filler->request->reading;
	struct page *summary;

	if (reading == NULL || reading->problem_count == 0)
		return;
	page_show(page, "WRONG");
	summary = page_section(page, "SUMMARY");
	for (size_t i = 0; i < reading->problem_count; i++) {
		const struct reading_problem *problem = &reading->problems[i];
		struct page *row = page_section(summary, "ERROR");
		struct page *part =
		    page_section(row, problem->section == NULL && !problem->ticket ? "PLAIN" : "LINKED");

		page_set(part, "TEXT", message_with_limit(filler, problem->message, problem->limit));
		if (problem->ticket) {
			page_set(part, "TARGET", VIEW("ticket"));
			page_set(part, "QUESTION", catalogue_message(filler->catalogue, "ticket_label"));
		}
		if (problem->section != NULL) {
			page_set(part, "TARGET", problem->section->name);
			page_set(part, "QUESTION",
			         problem->section->question->title.in[filler->request->language]);
		}
	}
}

/* "Klopt dit?": what seems to be personal, with a link to its field. */
static void
fill_hint(struct filler *filler, struct page *page)
{
	const struct personal_hint *hint = filler->request->hint;
	struct page *part = page_section(page, "PERSONAL");
	char kind[40];

	for (size_t i = 0; i < hint->count; i++) {
		const struct section *section = hint->found[i].section;
		struct page *row = page_section(part, "FOUND");

		snprintf(kind, sizeof(kind), "personal_%s", hint->found[i].find.kind);
		page_set(row, "TARGET", section->name);
		page_set(row, "QUESTION", section->question->title.in[filler->request->language]);
		page_set(row, "KIND", catalogue_message(filler->catalogue, kind));
		page_set(row, "TEXT", hint->found[i].find.found);
	}
}

static void
fill_page(struct filler *filler, struct page *page)
{
	const struct document_request *request = filler->request;
	const struct questionnaire *q = request->questionnaire;
	char hash[DEFINITION_HASH_TEXT], key[KEY_BASE64_TEXT], id[KEY_ID_TEXT];

	definition_hash_text(q->hash, hash);
	page_set(page, "ID", q->id);
	page_set(page, "NONCE", view_of(request->nonce));
	page_set(page, "DEFINITION", view_of(hash));
	page_set_number(page, "SIZE", (long)q->size);
	if (q->drawn)
		page_set_number(page_section(page, "DRAWN"), "VARIANT", (long)request->variant);
	sodium_bin2base64(key, sizeof(key), request->key->bytes, PUBLIC_KEY_BYTES,
	                  sodium_base64_VARIANT_ORIGINAL);
	page_set(page, "KEY", view_of(key));
	key_id_text(request->key->id, id);
	page_set(page, "SEALED",
	         catalogue_fill(filler->catalogue, &filler->arena, "sealed_on_server",
	                        (struct catalogue_value[]){ { "key", view_of(id) }, { NULL, { NULL, 0 } } }));
	page_set(page, "MODE", request->reading == NULL ? VIEW("paged") : VIEW("whole"));
	if (q->audio.in[request->language].len > 0)
		page_set(page_section(page, "LISTEN"), "RECORDING", q->audio.in[request->language]);
	layout_text(page, "INTRO", q->intro.in[request->language]);
	fill_summary(filler, page);
	if (request->hint != NULL)
		fill_hint(filler, page);
	if (request->notice != NULL) {
		struct page *notice = page_section(page, "NOTICE");

		page_set(notice, "TEXT", catalogue_message(filler->catalogue, request->notice));
		if (request->reading == NULL || request->reading->problem_count == 0)
			page_show(notice, "FIRST");
	}
	for (size_t i = 0; i < request->plan->section_count; i++)
		fill_section(filler, &request->plan->sections[i], i + 1, page_section(page, "SECTION"));
	fill_links(page, "LAST", request->plan->last, request->plan->last_count);
	if (q->ticketed)
		ticket_field_fill(request->ticket, filler->catalogue, page);
	if (!request->closed)
		page_show(page, "SENDABLE");
	if (q->help.in[request->language].len > 0)
		layout_text(page_section(page, "HELP"), "HELP_TEXT", q->help.in[request->language]);
}

bool
document_render(const struct document_request *request, struct buf *out, struct error *err)
{
	const struct questionnaire *q = request->questionnaire;
	struct filler filler = {
		.request = request,
		.catalogue = catalogue_find(q->languages[request->language]),
		.arena = ARENA_INIT,
	};
	struct layout layout = {
		.catalogue = filler.catalogue,
		.title = q->title.in[request->language],
		.style = request->style,
		.demo = request->key->demo,
		.languages = q->languages,
		/* The other language has no answers: no switch while answers are shown. */
		.language_count = request->reading == NULL ? q->language_count : 0,
		.restarts = true,
		.path = arena_printf(&filler.arena, "/%.*s", VIEW_ARGS(q->id)),
	};
	struct page *page = layout_new("questionnaire.tpl", &layout);
	bool good;

	fill_page(&filler, page);
	good = page_render(page, out, err);
	page_free(page);
	arena_release(&filler.arena);
	return good;
}

bool
document_prepare(struct document *document, const struct document_request *request, struct error *err)
{
	bool good = false;
	struct document_request marked = *request;
	struct web_reply reply = { .status = 200, .style_hash = request->style->hash, .piece_count = 1 };
	struct buf bytes = BUF_INIT;
	const char *at;

	marked.nonce = nonce_mark;
	document->page = NULL;
	if (!document_render(&marked, &bytes, err))
		goto out;
	at = memmem(bytes.data, bytes.len, nonce_mark, NONCE_TEXT);
	if (at == NULL) {
		fail(err, ERROR_INVALID, "the page template has no place for the nonce");
		goto out;
	}
	reply.pieces[0] = buf_view(&bytes);
	document->page = web_prepared_new(&reply, (size_t)(at - bytes.data), NONCE_TEXT);
	good = true;
out:
	buf_release(&bytes);
	return good;
}

void
document_release(struct document *document)
{
	web_prepared_free(document->page);
}
