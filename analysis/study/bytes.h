/* SPDX-License-Identifier: EUPL-1.2
 *
 * Little-endian integers in the study's records, written and read with every bound checked.
 */
#ifndef BYTES_H
#define BYTES_H

#include "text.h"

static inline void
store_number(uint8_t *at, uint64_t number, size_t width)
{
	for (size_t i = 0; i < width; i++)
		at[i] = (uint8_t)(number >> (8 * i) & 0xff);
}

/* At most 8 bytes wide. */
static inline void
put_number(struct buf *out, uint64_t number, size_t width)
{
	uint8_t bytes[8];

	store_number(bytes, number, width);
	buf_add(out, bytes, width);
}

static inline uint64_t
load_number(const uint8_t *at, size_t width)
{
	uint64_t number = 0;

	for (size_t i = 0; i < width; i++)
		number |= (uint64_t)at[i] << (8 * i);
	return number;
}

/* Reads on until something does not fit; `good` then stays false and everything further is empty. */
struct reader {
	const uint8_t *at;
	size_t left;
	bool good;
};

static inline struct reader
reader_of(struct view bytes)
{
	return (struct reader){ (const uint8_t *)bytes.ptr, bytes.len, true };
}

/* NULL when there are not so many left. */
static inline const uint8_t *
take_bytes(struct reader *reader, size_t length)
{
	const uint8_t *bytes = reader->at;

	if (!reader->good || length > reader->left) {
		reader->good = false;
		return NULL;
	}
	reader->at += length;
	reader->left -= length;
	return bytes;
}

/* count * width bytes; NULL also when that is more than there can be. */
static inline const uint8_t *
take_array(struct reader *reader, size_t count, size_t width)
{
	size_t length;

	if (__builtin_mul_overflow(count, width, &length)) {
		reader->good = false;
		return NULL;
	}
	return take_bytes(reader, length);
}

static inline uint64_t
take_number(struct reader *reader, size_t width)
{
	const uint8_t *bytes = take_bytes(reader, width);

	return bytes == NULL ? 0 : load_number(bytes, width);
}

#endif
