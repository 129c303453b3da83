/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the two forms of REFI-QDA share: refi.h.
 */
#include "refi.h"

/* Random once, the same for ever. */
static const uint8_t space[UUID_BYTES] = { 0x7c, 0x1e, 0x4b, 0x52, 0x9a, 0x0d, 0x4f, 0x63,
	                                   0xb8, 0x21, 0x35, 0xe4, 0x0c, 0xd7, 0x96, 0xaf };

void
refi_guid(const char *what, struct view name, char text[UUID_TEXT])
{
	struct buf whole = BUF_INIT;

	buf_printf(&whole, "%s/", what);
	buf_add_view(&whole, name);
	uuid_of_name(space, buf_view(&whole), text);
	buf_wipe(&whole);
}

void
refi_description(struct view definition, struct view example, struct view keywords, struct buf *text)
{
	buf_add_view(text, definition);
	if (example.len > 0)
		buf_printf(text, "%s%.*s", text->len > 0 ? "\n" : "", VIEW_ARGS(example));
	if (keywords.len > 0)
		buf_printf(text, "%s[%.*s]", text->len > 0 ? "\n" : "", VIEW_ARGS(keywords));
}

static void
add_description(struct xml *xml, const struct package_code *code)
{
	struct buf text = BUF_INIT;

	refi_description(code->definition, code->example, code->keywords, &text);
	if (text.len > 0)
		xml_element(xml, "Description", buf_view(&text));
	buf_wipe(&text);
}

/* Codes stand before those below them, so this cannot go round. */
static void
add_below(struct xml *xml, const struct package *package, size_t parent)
{
	for (size_t i = parent == PACKAGE_NONE ? 0 : parent + 1; i < package->code_count; i++) {
		const struct package_code *code = &package->codes[i];
		char guid[UUID_TEXT];

		if (code->parent != parent)
			continue;
		refi_guid("code", code->id, guid);
		xml_start(xml, "Code");
		xml_attribute(xml, "guid", view_of(guid));
		xml_attribute(xml, "name", code->name);
		xml_attribute(xml, "isCodable", VIEW("true"));
		if (code->colour.len > 0)
			xml_attribute(xml, "color", code->colour);
		add_description(xml, code);
		add_below(xml, package, i);
		xml_end(xml, "Code");
	}
}

void
refi_codes(struct xml *xml, const struct package *package)
{
	xml_start(xml, "Codes");
	add_below(xml, package, PACKAGE_NONE);
	xml_end(xml, "Codes");
}
