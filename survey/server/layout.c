/* SPDX-License-Identifier: EUPL-1.2
 *
 * What all pages share: layout.h.
 */
#include "layout.h"

#include <sodium.h>
#include <stdio.h>

#include "resource.h"

void
style_make(struct style *style, struct view more)
{
	unsigned char hash[crypto_hash_sha256_BYTES];

	style->text = BUF_INIT;
	buf_add_view(&style->text, resource_find("tokens.css"));
	buf_add_view(&style->text, resource_find("base.css"));
	buf_add_view(&style->text, more);
	crypto_hash_sha256(hash, (const unsigned char *)style->text.data, style->text.len);
	sodium_bin2base64(style->hash, sizeof(style->hash), hash, sizeof(hash),
	                  sodium_base64_VARIANT_ORIGINAL);
}

void
style_release(struct style *style)
{
	buf_release(&style->text);
}

struct page *
layout_new(const char *template_name, const struct layout *layout)
{
	struct page *page = page_new(template_name, layout->catalogue), *list = NULL;

	page_set(page, "LANGUAGE", catalogue_language(layout->catalogue));
	page_set(page, "TITLE", layout->title);
	page_set(page, "STYLE", buf_view(&layout->style->text));
	if (layout->demo)
		page_show(page, "DEMO");
	for (size_t i = 0; i < layout->language_count; i++) {
		struct view code = layout->languages[i];
		struct page *other;

		if (view_equal(code, catalogue_language(layout->catalogue)))
			continue;
		if (list == NULL)
			list = page_section(page, "SWITCH");
		other = page_section(list, "OTHER");
		/* From /LANGUAGE/ID and from /kiosk/LANGUAGE/ID alike. */
		page_setf(other, "HREF", "%s/%.*s%.*s", layout->restarts ? ".." : "", VIEW_ARGS(code),
		          VIEW_ARGS(layout->path));
		page_set(other, "CODE", code);
		page_set(other, "NAME", catalogue_message(catalogue_find(code), "language_name"));
	}
	if (list != NULL && layout->restarts)
		page_show(list, "RESTARTS");
	return page;
}

/* The next line; false behind the last. */
static bool
next_line(struct view *rest, struct view *line)
{
	if (rest->ptr == NULL)
		return false;
	*line = view_trim(view_cut(rest, '\n'));
	return true;
}

void
layout_text(struct page *page, const char *name, struct view text)
{
	struct page *part = page_include(page, name, "blocks.tpl"), *list = NULL;
	struct buf paragraph = BUF_INIT;
	struct view rest = text, line;
	bool more = true;

	while (more) {
		bool item, ends;

		more = next_line(&rest, &line);
		item = more && view_starts(line, "- ");
		ends = !more || line.len == 0 || item;
		if (ends && paragraph.len > 0) {
			page_set(page_section(page_section(part, "BLOCK"), "PARAGRAPH"), "TEXT",
			         buf_view(&paragraph));
			buf_reset(&paragraph);
		}
		if (item) {
			if (list == NULL)
				list = page_section(page_section(part, "BLOCK"), "LIST");
			page_set(page_section(list, "ITEM"), "TEXT",
			         (struct view){ line.ptr + 2, line.len - 2 });
		} else {
			list = NULL;
			if (!ends)
				buf_printf(&paragraph, "%s%.*s", paragraph.len > 0 ? " " : "",
				           VIEW_ARGS(line));
		}
	}
	buf_release(&paragraph);
}

struct view
layout_date(const struct catalogue *catalogue, struct arena *arena, struct date date)
{
	char month[16];

	snprintf(month, sizeof(month), "month_%d", date.month);
	return catalogue_fill(catalogue, arena, "date",
	                      (struct catalogue_value[]){ { "day", arena_printf(arena, "%d", date.day) },
	                                                  { "month", catalogue_message(catalogue, month) },
	                                                  { "year", arena_printf(arena, "%d", date.year) },
	                                                  { NULL, { NULL, 0 } } });
}
