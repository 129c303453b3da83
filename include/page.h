/* SPDX-License-Identifier: EUPL-1.2
 *
 * Pages out of templates: the C port of ctemplate, and the only way for text to become HTML. Every template opens with
 * {{%AUTOESCAPE context="HTML"}}, so each value is escaped for where it stands (text, attribute, URL, CSS).
 *
 * Templates are resources (resource.h), by base name. {{>NAME}} with a fixed file needs no code: page_new()
 * binds every include whose name is a resource's base name in capitals without ".tpl" ({{>FOOTER}} is
 * footer.tpl, {{>LOOK_CSS}} is look.css). {{L_id}} is the message `id` of the page's catalogue.
 *
 * For who writes a template: quote every attribute; {{X:p}} in a textarea keeps the lines of a value ({{X}} turns them
 * into blanks); {{X:none}} is not escaped; no value belongs in formaction, srcset, srcdoc or a bare attribute name,
 * which ctemplate does not know as dangerous. A template that is put in by page_include() stands between tags.
 *
 * A template NAME.md.tpl is Markdown: each of its values is escaped for that without being asked to, and every line end of it stays, so
 * sections begin and end in the lines of what they show.
 *
 * A page and its parts belong to page_new()'s caller and go with page_free(). Names passed in are string
 * literals; values are copied. A page is used by one thread at a time; different pages by any number.
 */
#ifndef PAGE_H
#define PAGE_H

#include "locale_catalogue.h"

#ifdef __cplusplus
extern "C" {
#endif

struct page;

/* Parses all templates once; call before the first page_new() and before threads start. Reports a
 * template that does not parse or that lacks the AUTOESCAPE line. */
bool page_init(struct error *err) MUST_CHECK;

/* A page on template `name` ("questionnaire.tpl") in a language. */
struct page *page_new(const char *name, const struct catalogue *catalogue);
void page_free(struct page *page); /* NULL is harmless */

/* Gives {{name}} its value, here and in what is included or repeated below. */
void page_set(struct page *page, const char *name, struct view value);
void page_set_number(struct page *page, const char *name, long number);
/* A value formatted as by printf. */
void page_setf(struct page *page, const char *name, const char *format, ...) PRINTF_LIKE(3, 4);

/* Shows {{#name}}…{{/name}} once more and returns that part; it belongs to the page. Sections shown in a page
 * are shown in its sections too, but not in what page_include() puts in. */
struct page *page_section(struct page *page, const char *name);

/* Shows {{#name}}…{{/name}} once, without values of its own. */
void page_show(struct page *page, const char *name);

/* Fills {{>name}} with template `file` once more and returns that part; it belongs to the page. */
struct page *page_include(struct page *page, const char *name, const char *file);

/* Appends the finished page. Fails only when a template is missing. */
bool page_render(const struct page *page, struct buf *out, struct error *err) MUST_CHECK;

#ifdef __cplusplus
}
#endif
#endif
