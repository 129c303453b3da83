/* SPDX-License-Identifier: EUPL-1.2
 *
 * Writing XML: xml.h.
 */
#include "xml.h"

#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd"

/* U+FFFE and U+FFFF are no characters of XML. */
static bool
is_noncharacter(const char *at, const char *end)
{
	return end - at >= 3 && (memcmp(at, "\xef\xbf\xbe", 3) == 0 || memcmp(at, "\xef\xbf\xbf", 3) == 0);
}

static void
add_escaped(struct buf *out, struct view text, bool attribute)
{
	const char *end = text.ptr + text.len;

	for (const char *at = text.ptr; at < end; at++) {
		unsigned char c = (unsigned char)*at;

		if (c == '&')
			buf_add_text(out, "&amp;");
		else if (c == '<')
			buf_add_text(out, "&lt;");
		else if (c == '>')
			buf_add_text(out, "&gt;");
		else if (c == '"' && attribute)
			buf_add_text(out, "&quot;");
		else if (c == '\r' || (attribute && (c == '\n' || c == '\t')))
			buf_printf(out, "&#%u;", c);
		else if (c < 0x20 && c != '\n' && c != '\t')
			buf_add_text(out, REPLACEMENT);
		else if (is_noncharacter(at, end)) {
			buf_add_text(out, REPLACEMENT);
			at += 2;
		} else
			buf_add_char(out, (char)c);
	}
}

static void
new_line(struct xml *xml)
{
	buf_add_char(xml->out, '\n');
	for (size_t i = 0; i < xml->depth; i++)
		buf_add_char(xml->out, '\t');
}

static void
close_tag(struct xml *xml)
{
	if (xml->tag_is_open)
		buf_add_char(xml->out, '>');
	xml->tag_is_open = false;
}

void
xml_begin(struct xml *xml, struct buf *out)
{
	*xml = (struct xml){ .out = out };
	buf_add_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
}

void
xml_start(struct xml *xml, const char *name)
{
	close_tag(xml);
	new_line(xml);
	buf_printf(xml->out, "<%s", name);
	xml->depth++;
	xml->tag_is_open = true;
	xml->text_stands = false;
}

void
xml_attribute(struct xml *xml, const char *name, struct view value)
{
	buf_printf(xml->out, " %s=\"", name);
	add_escaped(xml->out, value, true);
	buf_add_char(xml->out, '"');
}

void
xml_text(struct xml *xml, struct view text)
{
	close_tag(xml);
	add_escaped(xml->out, text, false);
	xml->text_stands = true;
}

void
xml_end(struct xml *xml, const char *name)
{
	xml->depth--;
	if (xml->tag_is_open)
		buf_add_text(xml->out, "/>");
	else {
		if (!xml->text_stands)
			new_line(xml);
		buf_printf(xml->out, "</%s>", name);
	}
	xml->tag_is_open = false;
	xml->text_stands = false;
	if (xml->depth == 0)
		buf_add_char(xml->out, '\n');
}

void
xml_element(struct xml *xml, const char *name, struct view text)
{
	xml_start(xml, name);
	xml_text(xml, text);
	xml_end(xml, name);
}
