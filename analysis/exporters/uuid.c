/* SPDX-License-Identifier: EUPL-1.2
 *
 * UUIDs of version 5: uuid.h. They are made with SHA-1 (FIPS 180-4), which libsodium does not have; nothing here
 * depends on its being hard to collide.
 */
#include "uuid.h"

#include <stdio.h>
#include <string.h>

enum { BLOCK = 64, ROUNDS = 80 };

static uint32_t
rotate(uint32_t word, unsigned by)
{
	return word << by | word >> (32 - by);
}

static void
mix(uint32_t state[5], const uint8_t *block)
{
	uint32_t words[ROUNDS], a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];

	for (size_t i = 0; i < 16; i++)
		words[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
		           (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
	for (size_t i = 16; i < ROUNDS; i++)
		words[i] = rotate(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
	for (size_t i = 0; i < ROUNDS; i++) {
		uint32_t choice, next;

		if (i < 20)
			choice = ((b & c) | (~b & d)) + 0x5a827999;
		else if (i < 40)
			choice = (b ^ c ^ d) + 0x6ed9eba1;
		else if (i < 60)
			choice = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
		else
			choice = (b ^ c ^ d) + 0xca62c1d6;
		next = rotate(a, 5) + choice + e + words[i];
		e = d;
		d = c;
		c = rotate(b, 30);
		b = a;
		a = next;
	}
	state[0] += a;
	state[1] += b;
	state[2] += c;
	state[3] += d;
	state[4] += e;
}

static void
sha1(struct view message, uint8_t digest[20])
{
	uint32_t state[5] = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0 };
	uint8_t tail[2 * BLOCK] = { 0 };
	size_t whole = message.len / BLOCK * BLOCK, rest = message.len - whole,
	       padded = rest + 9 <= BLOCK ? BLOCK : 2 * BLOCK;
	uint64_t bits = (uint64_t)message.len * 8;

	for (size_t i = 0; i < whole; i += BLOCK)
		mix(state, (const uint8_t *)message.ptr + i);
	memcpy(tail, message.ptr + whole, rest);
	tail[rest] = 0x80;
	for (size_t i = 0; i < 8; i++)
		tail[padded - 1 - i] = (uint8_t)(bits >> 8 * i);
	for (size_t i = 0; i < padded; i += BLOCK)
		mix(state, tail + i);
	for (size_t i = 0; i < 20; i++)
		digest[i] = (uint8_t)(state[i / 4] >> (24 - 8 * (i % 4)));
}

void
uuid_of_name(const uint8_t space[UUID_BYTES], struct view name, char text[UUID_TEXT])
{
	struct buf message = BUF_INIT;
	uint8_t digest[20];
	char *at = text;

	buf_add(&message, space, UUID_BYTES);
	buf_add_view(&message, name);
	sha1(buf_view(&message), digest);
	buf_wipe(&message);
	digest[6] = (uint8_t)((digest[6] & 0x0f) | 0x50);
	digest[8] = (uint8_t)((digest[8] & 0x3f) | 0x80);
	for (size_t i = 0; i < UUID_BYTES; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			*at++ = '-';
		at += snprintf(at, 3, "%02x", digest[i]);
	}
}
