/* SPDX-License-Identifier: EUPL-1.2
 *
 * What all pages of the workbench use: visit.h.
 */
#include "visit.h"

#include <sodium.h>
#include <stdio.h>
#include <stdarg.h>
#include <string.h>
#include <strings.h>

#include "unicode.h"
#include "why.h"

enum { ADDRESS_MAX = 200, ID_LENGTH_MAX = 60 };

/* ---- Answering ---- */

struct page *
visit_layout(struct visit *visit, const char *template_name, const char *title)
{
	struct workbench *workbench = visit->workbench;
	struct page *page = page_new(template_name, workbench->catalogue);

	page_set(page, "LANGUAGE", catalogue_language(workbench->catalogue));
	page_setf(page, "HOME", "/%s", workbench->secret);
	page_set(page, "TITLE", visit_message(visit, title));
	page_set(page, "CODER", workbench->coder);
	/* Behind "/SECRET/". */
	if (visit->request->path.len > SECRET_TEXT + 1)
		page_set(page, "HERE",
		         (struct view){ visit->request->path.ptr + SECRET_TEXT + 1,
		                        visit->request->path.len - SECRET_TEXT - 1 });
	page_set(page, "KEYS", workbench->keys ? VIEW("on") : VIEW("off"));
	if (!workbench->blind)
		page_show(page, "SIGHTED");
	else
		page_show(page, "BLIND");
	if (workbench->notice[0] != '\0') {
		page_set(page_section(page, workbench->refusal ? "REFUSAL" : "NOTICE"), "TEXT",
		         view_of(workbench->notice));
		workbench->notice[0] = '\0';
	}
	return page;
}

void
visit_show(struct visit *visit, struct page *page)
{
	struct buf body = BUF_INIT;
	struct error err = ERROR_INIT;

	visit->reply->status = page_render(page, &body, &err) ? 200 : 500;
	visit->reply->pieces[0] = arena_copy(visit->arena, buf_view(&body));
	visit->reply->piece_count = 1;
	buf_wipe(&body);
	page_free(page);
}

void
visit_absent(struct visit *visit)
{
	visit->reply->status = 404;
	workbench_refuse(visit->request, visit->reply);
}

void
visit_go(struct visit *visit, const char *format, ...)
{
	char path[ADDRESS_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(path, sizeof(path), format, args);
	va_end(args);
	visit->reply->status = 303;
	visit->reply->location = arena_printf(visit->arena, "/%s/%s", visit->workbench->secret, path).ptr;
}

void
visit_back(struct visit *visit, const char *otherwise)
{
	struct view to = form_value(&visit->form, "to");
	bool good = to.len > 0 && to.len < ADDRESS_MAX && to.ptr[0] != '/';

	for (size_t i = 0; good && i < to.len; i++)
		good = (to.ptr[i] >= 'a' && to.ptr[i] <= 'z') || (to.ptr[i] >= '0' && to.ptr[i] <= '9') ||
		       to.ptr[i] == '/' || to.ptr[i] == '-';
	if (good)
		visit_go(visit, "%.*s", VIEW_ARGS(to));
	else
		visit_go(visit, "%s", otherwise);
}

/* ---- What the next page says ---- */

struct view
visit_message(const struct visit *visit, const char *id)
{
	return catalogue_message(visit->workbench->catalogue, id);
}

void
visit_say(struct visit *visit, const char *id, const struct catalogue_value *values)
{
	static const struct catalogue_value none[] = { { .name = NULL } };
	struct view text =
	    catalogue_fill(visit->workbench->catalogue, visit->arena, id, values == NULL ? none : values);
	int len = (int)(text.len < NOTICE_MAX - 4 ? text.len : NOTICE_MAX - 4);

	/* Cut between characters. */
	while (len > 0 && (size_t)len < text.len && ((unsigned char)text.ptr[len] & 0xc0) == 0x80)
		len--;
	snprintf(visit->workbench->notice, NOTICE_MAX, "%.*s%s", len, text.ptr,
	         (size_t)len < text.len ? "…" : "");
	visit->workbench->refusal = false;
}

struct view
visit_count(const struct visit *visit, const char *name, size_t count)
{
	const char *message = arena_printf(visit->arena, "%s_%s", name, count == 1 ? "one" : "many").ptr;

	return catalogue_fill(visit->workbench->catalogue, visit->arena, message,
	                      (struct catalogue_value[]){
	                          { "count", arena_printf(visit->arena, "%zu", count) }, { .name = NULL } });
}

void
visit_say_count(struct visit *visit, const char *id, size_t count)
{
	visit_say(visit, id,
	          (struct catalogue_value[]){ { "count", arena_printf(visit->arena, "%zu", count) },
	                                      { .name = NULL } });
}

struct view
visit_why(struct visit *visit, const struct error *err)
{
	return why_text(visit->workbench->catalogue, visit->arena, err);
}

void
visit_refuse(struct visit *visit, const struct error *err)
{
	struct view why = visit_why(visit, err);

	visit_say(visit, "refused_because", (struct catalogue_value[]){ { "why", why }, { .name = NULL } });
	visit->workbench->refusal = true;
}

void
visit_show_progress(struct visit *visit, struct page *page, const char *doing, unsigned percent, bool waiting)
{
	struct page *part = page_section(page, "PROGRESS");

	page_set(part, "DOING", visit_message(visit, doing));
	page_set_number(part, "PERCENT", (long)percent);
	if (waiting)
		page_show(part, "WAITING");
}

/* ---- Values of a form ---- */

struct view
visit_field(const struct visit *visit, const char *name)
{
	struct view typed = form_value(&visit->form, name), canonical = { "", 0 };

	if (typed.ptr == NULL || !unicode_canonical(typed, visit->arena, &canonical))
		return (struct view){ "", 0 };
	return canonical;
}

bool
visit_sent(const struct visit *visit, const char *name)
{
	return form_value(&visit->form, name).ptr != NULL;
}

size_t
visit_fields(const struct visit *visit, const char *name, struct view **values)
{
	size_t count = 0;

	*values = arena_array(visit->arena, visit->form.count + 1, sizeof(**values));
	for (size_t i = 0; i < visit->form.count; i++)
		if (view_is(visit->form.fields[i].name, name))
			(*values)[count++] = visit->form.fields[i].value;
	return count;
}

/* ---- What addresses and fields name ---- */

const struct codebook *
visit_codebook(struct visit *visit)
{
	struct workbench *workbench = visit->workbench;

	if (!workbench->codebook_made)
		codebook_make(&workbench->codebook, workbench->coding);
	workbench->codebook_made = true;
	return &workbench->codebook;
}

const struct findings *
visit_findings(struct visit *visit)
{
	struct workbench *workbench = visit->workbench;

	if (!workbench->findings_made)
		findings_make(&workbench->findings, workbench->coding);
	workbench->findings_made = true;
	return &workbench->findings;
}

struct view
visit_reference(struct visit *visit, struct view id)
{
	uint8_t hash[crypto_generichash_BYTES_MIN];
	char text[REFERENCE_TEXT];

	crypto_generichash(hash, sizeof(hash), (const uint8_t *)id.ptr, id.len,
	                   (const uint8_t *)visit->workbench->secret, SECRET_TEXT - 1);
	sodium_bin2hex(text, sizeof(text), hash, (REFERENCE_TEXT - 1) / 2);
	return arena_copy(visit->arena, view_of(text));
}

const struct mention *
visit_mention(struct visit *visit, struct view id)
{
	const struct mention *mention = mentions_find(coding_mentions(visit->workbench->coding), id);

	if (mention == NULL)
		visit_absent(visit);
	return mention;
}

const struct code *
visit_code(struct visit *visit, const struct codebook *codebook, struct view reference)
{
	for (size_t i = 0; i < codebook->count; i++)
		if (view_equal(visit_reference(visit, codebook->list[i].id), reference))
			return &codebook->list[i];
	return NULL;
}

const struct finding *
visit_finding(struct visit *visit, const struct findings *findings, struct view reference)
{
	for (size_t i = 0; i < findings->count; i++)
		if (view_equal(visit_reference(visit, findings->list[i].id), reference))
			return &findings->list[i];
	return NULL;
}

static bool
same_letters(struct view a, struct view b)
{
	return a.len == b.len && (a.len == 0 || strncasecmp(a.ptr, b.ptr, a.len) == 0);
}

const struct code *
visit_code_named(const struct codebook *codebook, struct view typed)
{
	const struct code *beginning = NULL;
	size_t beginnings = 0;

	for (size_t i = 0; i < codebook->count; i++)
		if (same_letters(codebook->list[i].name, typed) || view_equal(codebook->list[i].id, typed))
			return &codebook->list[i];
	for (size_t i = 0; i < codebook->count && typed.len >= 2; i++) {
		struct view name = codebook->list[i].name;

		if (name.len > typed.len && codebook->list[i].into.len == 0 && !codebook->list[i].retired &&
		    same_letters((struct view){ name.ptr, typed.len }, typed)) {
			beginning = &codebook->list[i];
			beginnings++;
		}
	}
	return beginnings == 1 ? beginning : NULL;
}

struct view
visit_id_of(struct visit *visit, struct view name)
{
	char id[ID_LENGTH_MAX + 1];
	size_t len = 0;

	for (size_t i = 0; i < name.len && len < ID_LENGTH_MAX; i++) {
		char c = name.ptr[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			id[len++] = c;
		else if (len > 0 && id[len - 1] != '-')
			id[len++] = '-';
	}
	while (len > 0 && id[len - 1] == '-')
		len--;
	if (len == 0)
		return arena_printf(visit->arena, "tag-%08x", randombytes_random());
	return arena_copy(visit->arena, (struct view){ id, len });
}

bool
visit_decide(struct visit *visit, const struct wish *wishes, size_t count, size_t *made)
{
	struct error err = ERROR_INIT;
	bool good =
	    coding_decide(visit->workbench->coding, visit->workbench->coder, wishes, count, made, &err);

	if (!good)
		visit_refuse(visit, &err);
	return good;
}

struct view
visit_text(const struct visit *visit, const struct questionnaire *questionnaire, const struct text *text)
{
	return text
	    ->in[questionnaire_language(questionnaire, catalogue_language(visit->workbench->catalogue))];
}
