/* SPDX-License-Identifier: EUPL-1.2
 *
 * Views and buffers: include/text.h.
 */
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct view
view_of(const char *text)
{
	return (struct view){ text, text == NULL ? 0 : strlen(text) };
}

int
view_compare(struct view a, struct view b)
{
	size_t shared = a.len < b.len ? a.len : b.len;
	int order = shared == 0 ? 0 : memcmp(a.ptr, b.ptr, shared);

	return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

bool
view_equal(struct view a, struct view b)
{
	return a.len == b.len && view_compare(a, b) == 0;
}

bool
view_is(struct view a, const char *text)
{
	return view_equal(a, view_of(text));
}

bool
view_starts(struct view v, const char *prefix)
{
	size_t len = strlen(prefix);

	return v.len >= len && view_equal((struct view){ v.ptr, len }, (struct view){ prefix, len });
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct view
view_trim(struct view v)
{
	while (v.len > 0 && is_space(v.ptr[0])) {
		v.ptr++;
		v.len--;
	}
	while (v.len > 0 && is_space(v.ptr[v.len - 1]))
		v.len--;
	return v;
}

struct view
view_cut(struct view *rest, char separator)
{
	const char *at = rest->len == 0 ? NULL : memchr(rest->ptr, separator, rest->len);
	struct view head = *rest;

	if (at == NULL) {
		*rest = (struct view){ NULL, 0 };
	} else {
		head.len = (size_t)(at - rest->ptr);
		*rest = (struct view){ at + 1, rest->len - head.len - 1 };
	}
	return head;
}

void
buf_reserve(struct buf *buf, size_t more)
{
	size_t needed = buf->len + more + 1, room = buf->room ? buf->room : 64;

	while (room < needed)
		room *= 2;
	if (room != buf->room) {
		char *grown = xmalloc(room);

		/* Not realloc(): what stood there may be somebody's answer, and must not stay behind. */
		if (buf->data != NULL) {
			memcpy(grown, buf->data, buf->len + 1);
			explicit_bzero(buf->data, buf->room);
			free(buf->data);
		}
		buf->data = grown;
		buf->room = room;
	}
}

void
buf_add(struct buf *buf, const void *bytes, size_t len)
{
	if (buf->room <= buf->len + len)
		buf_reserve(buf, len);
	if (len > 0)
		memcpy(buf->data + buf->len, bytes, len);
	buf->len += len;
	buf->data[buf->len] = '\0';
}

void
buf_add_view(struct buf *buf, struct view v)
{
	buf_add(buf, v.ptr, v.len);
}

void
buf_add_text(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void
buf_add_char(struct buf *buf, char c)
{
	if (buf->room <= buf->len + 1)
		buf_reserve(buf, 1);
	buf->data[buf->len++] = c;
	buf->data[buf->len] = '\0';
}

void
buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len < 0)
		memory_end();
	buf_reserve(buf, (size_t)len);
	va_start(args, format);
	vsnprintf(buf->data + buf->len, (size_t)len + 1, format, args);
	va_end(args);
	buf->len += (size_t)len;
}

void
buf_reset(struct buf *buf)
{
	buf->len = 0;
	if (buf->data != NULL)
		buf->data[0] = '\0';
}

void
buf_clean(struct buf *buf)
{
	if (buf->data != NULL)
		explicit_bzero(buf->data, buf->len);
	buf_reset(buf);
}

void
buf_release(struct buf *buf)
{
	free(buf->data);
	*buf = BUF_INIT;
}

void
buf_wipe(struct buf *buf)
{
	if (buf->data != NULL)
		explicit_bzero(buf->data, buf->room);
	buf_release(buf);
}

struct view
buf_view(const struct buf *buf)
{
	return (struct view){ buf->data, buf->len };
}
