/* SPDX-License-Identifier: EUPL-1.2
 *
 * Markup made plain: markup.h. What looks like a tag goes, whatever it is: nothing here is ever shown as HTML.
 */
#include "markup.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <unistr.h>

enum { TAG_MOST = 2000, ENTITY_MOST = 12 };

/* Whether a tag's name is this one: "br/" and "P class=…" are tags br and p. */
static bool
is_tag(struct view tag, const char *name)
{
	size_t len = strlen(name);

	return tag.len >= len && strncasecmp(tag.ptr, name, len) == 0 &&
	       (tag.len == len || strchr(" \t\r\n/", tag.ptr[len]) != NULL);
}

static void
add_tag(struct buf *out, struct view tag, struct markup_loss *loss)
{
	static const char *const paragraphs[] = { "p",  "br",   "div", "ul",  "ol",
		                                  "/p", "/div", "/ul", "/ol", "/li" };
	static const char *const silent[] = { "span", "/span" };
	bool known = false;

	for (size_t i = 0; i < sizeof(paragraphs) / sizeof(paragraphs[0]); i++)
		if (is_tag(tag, paragraphs[i])) {
			buf_add_text(out, is_tag(tag, "/li") ? "" : "\n\n");
			known = true;
		}
	if (is_tag(tag, "li")) {
		buf_add_text(out, "\n- ");
		known = true;
	}
	for (size_t i = 0; i < sizeof(silent) / sizeof(silent[0]); i++)
		known = known || is_tag(tag, silent[i]);
	loss->markup = loss->markup || !known;
}

/* "&eacute;" and "&#233;": returns the bytes that it takes, 0 when it is no entity that is known. */
static size_t
add_entity(struct buf *out, struct view rest)
{
	static const struct {
		const char *name, *text;
	} names[] = {
		{ "amp", "&" },   { "lt", "<" },     { "gt", ">" },     { "quot", "\"" },  { "apos", "'" },
		{ "nbsp", " " },  { "eacute", "é" }, { "euml", "ë" },   { "egrave", "è" }, { "iuml", "ï" },
		{ "ouml", "ö" },  { "uuml", "ü" },   { "oacute", "ó" }, { "aacute", "á" }, { "ccedil", "ç" },
		{ "euro", "€" },  { "hellip", "…" }, { "ndash", "–" },  { "mdash", "—" },  { "lsquo", "‘" },
		{ "rsquo", "’" }, { "ldquo", "“" },  { "rdquo", "”" },
	};
	const char *end = memchr(rest.ptr, ';', rest.len < ENTITY_MOST ? rest.len : ENTITY_MOST);
	size_t len = end == NULL ? 0 : (size_t)(end - rest.ptr);
	struct view name = { rest.ptr + 1, len == 0 ? 0 : len - 1 };
	uint8_t bytes[8];
	int made;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (view_is(name, names[i].name)) {
			buf_add_text(out, names[i].text);
			return len + 1;
		}
	if (name.len < 2 || name.ptr[0] != '#')
		return 0;
	/* A semicolon follows, so reading a number ends within the text. */
	made = u8_uctomb(bytes,
	                 (ucs4_t)(name.ptr[1] == 'x' || name.ptr[1] == 'X' ? strtoul(name.ptr + 2, NULL, 16)
	                                                                   : strtoul(name.ptr + 1, NULL, 10)),
	                 sizeof(bytes));
	if (made <= 0)
		return 0;
	buf_add(out, bytes, (size_t)made);
	return len + 1;
}

/* "${name}" and "{name.shown}": returns the bytes that it takes, 0 when it is nothing of the kind. */
static size_t
add_answer(struct buf *out, struct view rest)
{
	size_t start = rest.ptr[0] == '$' ? 2 : 1;
	const char *end;

	if (rest.len <= start || rest.ptr[start - 1] != '{' ||
	    !(((rest.ptr[start] | 0x20) >= 'a' && (rest.ptr[start] | 0x20) <= 'z') || rest.ptr[start] == '_'))
		return 0;
	end = memchr(rest.ptr, '}', rest.len);
	if (end == NULL)
		return 0;
	buf_add_text(out, "…");
	return (size_t)(end - rest.ptr) + 1;
}

/* The same, left as it is. */
static size_t
keep_answer(struct buf *out, struct view rest)
{
	struct buf gone = BUF_INIT;
	size_t used = add_answer(&gone, rest);

	buf_add(out, rest.ptr, used);
	buf_release(&gone);
	return used;
}

/* The bytes up to and with `end`; all of them when it is not there. */
static size_t
up_to(struct view rest, const char *end)
{
	size_t len = strlen(end), at = 0;

	while (at + len <= rest.len && strncasecmp(rest.ptr + at, end, len) != 0)
		at++;
	return at + len <= rest.len ? at + len : rest.len;
}

/* What is in the text and not of it: remarks, scripts and styles with all that stands in them. 0: nothing of the kind. */
static size_t
skip_hidden(struct view rest, struct markup_loss *loss)
{
	static const struct {
		const char *begin, *end;
		bool script;
	} hidden[] = {
		{ "<!--", "-->", false },
		{ "<script", "</script>", true },
		{ "<style", "</style>", false },
	};

	for (size_t i = 0; i < sizeof(hidden) / sizeof(hidden[0]); i++) {
		size_t len = strlen(hidden[i].begin);

		if (rest.len >= len && strncasecmp(rest.ptr, hidden[i].begin, len) == 0) {
			loss->script = loss->script || hidden[i].script;
			return up_to(rest, hidden[i].end);
		}
	}
	return 0;
}

/* "[words](https://…)": the words. Returns the bytes that it takes, 0 when it is no such link. */
static size_t
add_link(struct buf *out, struct view rest)
{
	const char *close = memchr(rest.ptr, ']', rest.len), *end = NULL;
	size_t len = close == NULL ? 0 : (size_t)(close - rest.ptr);
	struct view target = { rest.ptr + len + 1, rest.len - len - (len > 0) };

	if (len < 2 || !(view_starts(target, "(http") || view_starts(target, "(mailto:")))
		return 0;
	end = memchr(target.ptr, ')', target.len < TAG_MOST ? target.len : TAG_MOST);
	if (end == NULL)
		return 0;
	buf_add(out, rest.ptr + 1, len - 1);
	return (size_t)(end - rest.ptr) + 1;
}

/* Reads one thing that is no plain character; 0 when it is one. */
static size_t
add_special(struct buf *out, struct view rest, struct markup_loss *loss)
{
	const char *end;
	size_t used = 0;

	if (rest.ptr[0] == '<' && rest.len > 1 &&
	    (rest.ptr[1] == '/' || rest.ptr[1] == '!' || (rest.ptr[1] | 0x20) >= 'a')) {
		used = skip_hidden(rest, loss);
		end = used > 0 ? NULL : memchr(rest.ptr, '>', rest.len < TAG_MOST ? rest.len : TAG_MOST);
		if (end != NULL) {
			used = (size_t)(end - rest.ptr) + 1;
			add_tag(out, (struct view){ rest.ptr + 1, used - 2 }, loss);
		}
	} else if (rest.ptr[0] == '&') {
		used = add_entity(out, rest);
	} else if (rest.ptr[0] == '$' || (rest.ptr[0] == '{' && loss->braces)) {
		used = loss->keep && loss->braces == (rest.ptr[0] == '{') ? keep_answer(out, rest)
		                                                          : add_answer(out, rest);
		loss->answers = loss->answers || used > 0;
	} else if (rest.ptr[0] == '[') {
		used = add_link(out, rest);
		loss->markup = loss->markup || used > 0;
	} else if (view_starts(rest, "**")) {
		used = 2;
		loss->markup = true;
	}
	return used;
}

struct view
markup_plain(struct draft *draft, struct view text, bool lines, struct markup_loss *loss)
{
	struct buf out = BUF_INIT;
	struct view rest = text, words;

	while (rest.len > 0) {
		size_t used = add_special(&out, rest, loss);

		if (used == 0) {
			buf_add_char(&out, rest.ptr[0]);
			used = 1;
		}
		rest.ptr += used;
		rest.len -= used;
	}
	words = draft_words(draft, buf_view(&out), lines);
	buf_release(&out);
	return words;
}

void
markup_report(struct draft *draft, const struct draft_place *place, const char *what,
              const struct markup_loss *loss)
{
	if (loss->markup)
		draft_lost_often(
		    draft, place,
		    "the markup (bold, links, pictures) in the text of this %s is gone: texts are plain here",
		    what);
	if (loss->script)
		draft_lost_often(draft, place,
		                 "a script in the text of this %s is gone: nothing of a form is run", what);
	if (loss->answers)
		draft_lost_often(
		    draft, place,
		    "the text of this %s repeats an earlier answer or something about the person; \"…\" "
		    "stands there now (`ask_with:` can repeat an answer)",
		    what);
}
