/* SPDX-License-Identifier: EUPL-1.2
 *
 * Compresses a page once, although a stretch of it is another one each time: the page is deflated up to the stretch and
 * from behind it, and the stretch itself stands in a stored block (RFC 1951, 3.2.4) of its own. Nothing refers over
 * it, and the checksum of the whole is put together from those of the parts, so a request compresses nothing.
 *
 * And says whether a browser takes it (RFC 9110, 12.5.3).
 */
#include "internal.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

enum {
	RAW_WINDOW = -15, /* deflate without zlib's own header, 32 KiB */
	MEMORY_LEVEL = 9,
	STORED_HEAD = 5, /* bytes before those of a stored block that begins at a byte */
	TRAILER = 8,     /* CRC-32 and length */
	FULL_WEIGHT = 1000,
};

/* RFC 1952: no name, no time, from Unix. */
static const char gzip_head[] = { '\x1f', '\x8b', 8, 0, 0, 0, 0, 0, 2, 3 };

static void
put_number(char *at, uint32_t number)
{
	for (size_t i = 0; i < sizeof(number); i++)
		at[i] = (char)(number >> (8 * i) & 0xff);
}

static uint32_t
checksum(struct view bytes)
{
	return (uint32_t)crc32_z(0, (const Bytef *)bytes.ptr, bytes.len);
}

/* Appends what deflate makes of one part. */
static bool
deflate_part(z_stream *stream, struct view part, int flush, struct buf *out)
{
	size_t room = deflateBound(stream, part.len) + 16; /* a flush takes some bytes more */
	size_t before = out->len;
	int rc;

	buf_reserve(out, room);
	stream->next_in = (Bytef *)(uintptr_t)part.ptr;
	stream->avail_in = (uInt)part.len;
	stream->next_out = (Bytef *)out->data + before;
	stream->avail_out = (uInt)room;
	rc = deflate(stream, flush);
	out->len = before + room - stream->avail_out;
	return rc == (flush == Z_FINISH ? Z_STREAM_END : Z_OK) && stream->avail_in == 0;
}

/* The stretch, as it is: its length and its complement, then room for its bytes. */
static void
add_stored(struct buf *out, size_t length)
{
	const char head[STORED_HEAD] = { 0, (char)(length & 0xff), (char)(length >> 8),
		                         (char)(~length & 0xff), (char)(~length >> 8 & 0xff) };

	buf_add_view(out, (struct view){ head, sizeof(head) });
	for (size_t i = 0; i < length; i++)
		buf_add_view(out, VIEW("0"));
}

void
web_gzip_make(struct web_gzip *gzip, struct view bytes, size_t own_at, size_t own_len)
{
	struct view before = { bytes.ptr, own_at },
	            after = { bytes.ptr + own_at + own_len, bytes.len - own_at - own_len };
	char trailer[TRAILER] = { 0 };
	struct buf out = BUF_INIT;
	z_stream stream = { .zalloc = NULL };
	bool begun = false;
	uLong around;

	*gzip = (struct web_gzip){ .bytes = NULL };
	if (own_len > UINT16_MAX || bytes.len > INT32_MAX ||
	    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, RAW_WINDOW, MEMORY_LEVEL,
	                 Z_DEFAULT_STRATEGY) != Z_OK)
		goto out;
	begun = true;
	buf_add_view(&out, (struct view){ gzip_head, sizeof(gzip_head) });
	if (own_len > 0) {
		if (!deflate_part(&stream, before, Z_FULL_FLUSH, &out))
			goto out;
		add_stored(&out, own_len);
		gzip->own_at = out.len - own_len;
	} else {
		after = bytes;
	}
	if (!deflate_part(&stream, after, Z_FINISH, &out) || out.len + TRAILER >= bytes.len)
		goto out;
	/* CRCs are linear: of all that never changes there is one, to which each stretch adds its own, shifted. */
	gzip->shift = (uint32_t)crc32_combine_gen((z_off_t)after.len);
	around =
	    own_len == 0 ? 0 : crc32_combine_op(checksum(before), 0, crc32_combine_gen((z_off_t)own_len));
	gzip->around = (uint32_t)crc32_combine_op(around, checksum(after), gzip->shift);
	put_number(trailer, gzip->around);
	put_number(trailer + TRAILER / 2, (uint32_t)bytes.len);
	buf_add_view(&out, (struct view){ trailer, sizeof(trailer) });
	gzip->len = out.len;
	gzip->bytes = out.data;
	out = BUF_INIT;
out:
	if (begun)
		deflateEnd(&stream);
	buf_release(&out);
}

void
web_gzip_fill(const struct web_gzip *gzip, char *bytes, struct view own)
{
	memcpy(bytes + gzip->own_at, own.ptr, own.len);
	put_number(bytes + gzip->len - TRAILER,
	           (uint32_t)crc32_combine_op(checksum(own), gzip->around, gzip->shift));
}

void
web_gzip_wipe(const struct web_gzip *gzip, char *bytes, size_t own_len)
{
	explicit_bzero(bytes + gzip->own_at, own_len);
	explicit_bzero(bytes + gzip->len - TRAILER, TRAILER / 2);
}

void
web_gzip_release(struct web_gzip *gzip)
{
	free(gzip->bytes);
	gzip->bytes = NULL;
}

/* ---- whether it is taken --------------------------------------------------------------------------------- */

/* A weight in thousandths: 0 to 1, at most three digits behind the point. -1 for anything else. */
static int
read_weight(struct view text)
{
	int weight = 0, digit = FULL_WEIGHT;

	if (text.len == 0 || text.len > 5 || (text.len > 1 && text.ptr[1] != '.'))
		return -1;
	for (size_t i = 0; i < text.len; i++) {
		if (i == 1)
			continue;
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return -1;
		weight += (text.ptr[i] - '0') * digit;
		digit /= 10;
	}
	return weight <= FULL_WEIGHT ? weight : -1;
}

/* One coding and its weight; false when it is not written as the standard has it. */
static bool
read_coding(struct view part, struct view *coding, int *weight)
{
	struct view name = { NULL, 0 };

	*coding = view_trim(view_cut(&part, ';'));
	*weight = FULL_WEIGHT;
	if (part.ptr == NULL)
		return coding->len > 0;
	part = view_trim(part);
	if (part.len < 2 || (part.ptr[0] != 'q' && part.ptr[0] != 'Q') || part.ptr[1] != '=')
		return false;
	name = (struct view){ part.ptr + 2, part.len - 2 };
	*weight = read_weight(name);
	return coding->len > 0 && *weight >= 0;
}

static bool
is_coding(struct view coding, struct view name)
{
	return coding.len == name.len && strncasecmp(coding.ptr, name.ptr, name.len) == 0;
}

bool
web_gzip_is_taken(struct view header)
{
	int gzip = -1, any = -1, plain = -1, weight;
	bool good = true;
	struct view coding;

	while (header.ptr != NULL && good) {
		struct view part = view_trim(view_cut(&header, ','));

		if (part.len == 0) /* an empty element means nothing (RFC 9110, 5.6.1.2) */
			continue;
		good = read_coding(part, &coding, &weight);
		if (is_coding(coding, VIEW("gzip")) || is_coding(coding, VIEW("x-gzip")))
			gzip = weight;
		else if (is_coding(coding, VIEW("*")))
			any = weight;
		else if (is_coding(coding, VIEW("identity")))
			plain = weight;
	}
	if (gzip < 0)
		gzip = any;
	return good && gzip > 0 && gzip >= plain;
}
