/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tickets' codes and their halves: include/ticket.h.
 */
#include "ticket.h"

#include <sodium.h>
#include <string.h>

enum { GROUP = 3, FIELD_POLYNOMIAL = 0x25 /* x^5 + x^2 + 1 */ };

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

_Static_assert(sizeof(alphabet) == 33, "32 characters");

/* Times a, in GF(32). */
static unsigned
times_a(unsigned digit)
{
	digit <<= 1;
	return digit & 32 ? digit ^ FIELD_POLYNOMIAL : digit;
}

/* The check digit of 20 digits. */
static unsigned
check_digit(const unsigned digits[TICKET_SECRET])
{
	unsigned sum = 0;

	for (size_t i = 0; i < TICKET_SECRET; i++)
		sum = times_a(sum ^ digits[i]);
	return sum;
}

void
ticket_make(char code[TICKET_CODE])
{
	uint8_t random[TICKET_SECRET];
	unsigned digits[TICKET_SECRET];

	randombytes_buf(random, sizeof(random));
	for (size_t i = 0; i < TICKET_SECRET; i++) {
		digits[i] = random[i] & 31;
		code[i] = alphabet[digits[i]];
	}
	code[TICKET_SECRET] = alphabet[check_digit(digits)];
	code[TICKET_SECRET + 1] = '\0';
	sodium_memzero(random, sizeof(random));
	sodium_memzero(digits, sizeof(digits));
}

/* The digit that a character stands for; -1 when it stands for none. */
static int
digit_of(char c)
{
	const char *at;

	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if (c == 'O')
		c = '0';
	if (c == 'I' || c == 'L')
		c = '1';
	at = c == '\0' ? NULL : strchr(alphabet, c);
	return at == NULL ? -1 : (int)(at - alphabet);
}

bool
ticket_read(struct view typed, char code[TICKET_CODE])
{
	unsigned digits[TICKET_SECRET + 1];
	size_t count = 0;
	bool good = true;

	for (size_t i = 0; i < typed.len && good; i++) {
		int digit;

		if (typed.ptr[i] == ' ' || typed.ptr[i] == '-')
			continue;
		digit = digit_of(typed.ptr[i]);
		good = digit >= 0 && count <= TICKET_SECRET;
		if (!good)
			continue;
		code[count] = alphabet[digit];
		digits[count++] = (unsigned)digit;
	}
	good = good && count == TICKET_SECRET + 1 && digits[TICKET_SECRET] == check_digit(digits);
	code[good ? TICKET_SECRET + 1 : 0] = '\0';
	sodium_memzero(digits, sizeof(digits));
	return good;
}

void
ticket_print(const char code[TICKET_CODE], char printed[TICKET_PRINTED])
{
	size_t length = 0;

	for (size_t i = 0; i <= TICKET_SECRET; i++) {
		if (i > 0 && i % GROUP == 0)
			printed[length++] = '-';
		printed[length++] = code[i];
	}
	printed[length] = '\0';
}

static void
derive(const char *label, const char code[TICKET_CODE], uint8_t half[TICKET_HALF_BYTES])
{
	crypto_generichash_state state;

	crypto_generichash_init(&state, NULL, 0, TICKET_HALF_BYTES);
	crypto_generichash_update(&state, (const unsigned char *)label, strlen(label));
	crypto_generichash_update(&state, (const unsigned char *)code, TICKET_SECRET);
	crypto_generichash_final(&state, half, TICKET_HALF_BYTES);
	sodium_memzero(&state, sizeof(state));
}

void
ticket_halves(const char code[TICKET_CODE], uint8_t a[TICKET_HALF_BYTES], uint8_t b[TICKET_HALF_BYTES])
{
	derive("survey ticket a\n", code, a);
	derive("survey ticket b\n", code, b);
}

void
ticket_half_hash(const uint8_t half[TICKET_HALF_BYTES], uint8_t hash[TICKET_HALF_BYTES])
{
	crypto_generichash(hash, TICKET_HALF_BYTES, half, TICKET_HALF_BYTES, NULL, 0);
}

bool
ticket_half_read(struct view text, uint8_t half[TICKET_HALF_BYTES])
{
	size_t length = 0;

	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] >= 'A' && text.ptr[i] <= 'F')
			return false;
	return text.len == 2 * (size_t)TICKET_HALF_BYTES &&
	       sodium_hex2bin(half, TICKET_HALF_BYTES, text.ptr, text.len, NULL, &length, NULL) == 0 &&
	       length == TICKET_HALF_BYTES;
}
