/* SPDX-License-Identifier: EUPL-1.2
 *
 * What people type, made canonical: include/unicode.h.
 */
#include "unicode.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <uninorm.h>
#include <unistr.h>

/* Eight bytes are looked at together: an import looks at every byte of a million texts, several times. */
#define EACH_BYTE(b) (UINT64_C(0x0101010101010101) * (b))
#define HIGHEST_BITS EACH_BYTE(UINT64_C(0x80))

static inline uint64_t
eight_bytes(const char *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof(word));
	return word;
}

bool
unicode_valid(struct view v)
{
	return v.len == 0 || u8_check((const uint8_t *)v.ptr, v.len) == NULL;
}

size_t
unicode_length(struct view v)
{
	size_t length = 0, i = 0;

	/* Every code point has exactly one byte that is not 10xxxxxx. */
	for (; i + sizeof(uint64_t) <= v.len; i += sizeof(uint64_t)) {
		uint64_t word = eight_bytes(v.ptr + i), continued = word & ~(word << 1) & HIGHEST_BITS;

		/* The product has the sum of the bytes in its highest one. */
		length += sizeof(uint64_t) - (size_t)((continued >> 7) * EACH_BYTE(1) >> 56);
	}
	for (; i < v.len; i++)
		length += ((unsigned char)v.ptr[i] & 0xc0) != 0x80;
	return length;
}

static bool
is_forbidden(unsigned char c)
{
	return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
}

static bool
is_ascii(const char *text, size_t len)
{
	unsigned char all = 0;

	for (size_t i = 0; i < len; i++)
		all |= (unsigned char)text[i];
	return all < 0x80;
}

/* ASCII without anything that would have to change: most texts. */
static bool
is_plain(struct view v)
{
	bool plain = true;
	size_t i = 0;

	while (plain && i < v.len) {
		uint64_t word = 0;
		size_t length = v.len - i < sizeof(word) ? v.len - i : sizeof(word);

		/* A byte of printable ASCII has no highest bit, and gets one neither from adding 1 (DEL has it then) nor from
		 * taking away a space (what is below borrows). */
		if (length == sizeof(word))
			word = eight_bytes(v.ptr + i);
		if (length < sizeof(word) ||
		    ((word | (word + EACH_BYTE(1)) | (word - EACH_BYTE(0x20))) & HIGHEST_BITS) != 0)
			for (size_t j = i; j < i + length; j++) {
				unsigned char c = (unsigned char)v.ptr[j];

				plain = plain && c < 0x7f && (c >= 0x20 || c == '\n' || c == '\t');
			}
		i += length;
	}
	return plain;
}

bool
unicode_unchanged(struct view typed)
{
	return typed.len > 0 && view_trim(typed).len == typed.len && is_plain(typed);
}

/* NFC, in memory that the caller frees. Of valid UTF-8 only memory can fail. */
static uint8_t *
normalize(const uint8_t *text, size_t len, size_t *normal_len)
{
	uint8_t *normal;
	unsigned attempt = 0;

	while ((normal = u8_normalize(UNINORM_NFC, text, len, NULL, normal_len)) == NULL)
		if (errno != ENOMEM || !memory_more(attempt++))
			memory_end();
	return normal;
}

bool
unicode_canonical(struct view typed, struct arena *arena, struct view *canonical)
{
	struct view copy = view_trim(typed);
	char *text;
	uint8_t *normal;
	size_t len = 0, normal_len = 0;

	*canonical = (struct view){ "", 0 };
	if (copy.len > 0 && is_plain(copy)) {
		*canonical = arena_copy(arena, copy);
		return true;
	}
	if (!unicode_valid(copy))
		return false;
	if (copy.len == 0)
		return true;
	text = arena_alloc(arena, copy.len + 1);
	for (size_t i = 0; i < copy.len; i++) {
		if (is_forbidden((unsigned char)copy.ptr[i]))
			return false;
		/* CR LF and a lone CR are both one line feed. */
		if (copy.ptr[i] == '\r') {
			text[len++] = '\n';
			if (i + 1 < copy.len && copy.ptr[i + 1] == '\n')
				i++;
		} else {
			text[len++] = copy.ptr[i];
		}
	}
	if (is_ascii(text, len)) {
		/* ASCII is its own normal form. */
		text[len] = '\0';
		*canonical = (struct view){ text, len };
		return true;
	}
	normal = normalize((const uint8_t *)text, len, &normal_len);
	*canonical = arena_copy(arena, (struct view){ (const char *)normal, normal_len });
	explicit_bzero(normal, normal_len);
	free(normal);
	return true;
}

struct view
unicode_id(struct view name, const char *prefix, size_t most, struct arena *arena)
{
	struct buf id = BUF_INIT;
	struct view made;
	size_t length = 0;
	/* "é" becomes "e" and an accent, which goes. */
	uint8_t *parts = u8_normalize(UNINORM_NFKD, (const uint8_t *)name.ptr, name.len, NULL, &length);

	for (size_t i = 0; parts != NULL && i < length && id.len < most; i++) {
		char c = (char)parts[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (id.len == 0 && c >= '0' && c <= '9')
			buf_add_text(&id, prefix);
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			buf_add_char(&id, c);
		else if ((unsigned char)c < 0x80 && id.len > 0 && id.data[id.len - 1] != '-')
			buf_add_char(&id, '-');
	}
	while (id.len > 0 && (id.data[id.len - 1] == '-' || id.len > most))
		id.len--;
	if (id.len == 0)
		buf_add_text(&id, prefix);
	made = arena_copy(arena, buf_view(&id));
	buf_release(&id);
	free(parts);
	return made;
}
