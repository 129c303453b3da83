/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tickets: single-use codes on printed cards, for questionnaires with `access: ticket`.
 *
 * A code is 100 random bits as 20 characters of Crockford's base32 (0-9 A-Z without I, L, O, U) and one check
 * character. The 21 characters d1 … d21 are digits of GF(32) (polynomial x^5 + x^2 + 1, a = 2) with
 *
 *   d1 a^20 + d2 a^19 + … + d20 a + d21 = 0
 *
 * All weights differ and none is zero, so every single wrong character and every swap of two is noticed (a sum modulo a number
 * cannot do both with 32 check characters).
 *
 * Two halves come from a code and neither leads to the other: A = BLAKE2b-256("survey ticket a\n" and the first 20 characters),
 * B the same with "survey ticket b\n". The server keeps BLAKE2b-256(A); B travels inside the seal; the team's computer
 * has a sorted list of BLAKE2b-256(B). So whoever has the server's list can make no response that counts, and nobody can
 * tell which card a response came from. 100 bits leave nothing to guess.
 */
#ifndef TICKET_H
#define TICKET_H

#include "text.h"

enum {
	TICKET_SECRET = 20,  /* characters that count for the halves */
	TICKET_CODE = 22,    /* with the check character and NUL */
	TICKET_PRINTED = 28, /* seven groups of three with hyphens, and NUL */
	TICKET_HALF_BYTES = 32,
	TICKET_HALF_TEXT = 65, /* in lower-case hexadecimal, with NUL */
};

/* A fresh one. Whoever calls it wipes it. */
void ticket_make(char code[TICKET_CODE]);

/* Reads what a person typed: lower case, spaces, hyphens, O for 0 and I or L for 1 are forgiven. False when it is mistyped. */
bool ticket_read(struct view typed, char code[TICKET_CODE]) MUST_CHECK;

/* As it stands on the card. */
void ticket_print(const char code[TICKET_CODE], char printed[TICKET_PRINTED]);

void ticket_halves(const char code[TICKET_CODE], uint8_t a[TICKET_HALF_BYTES], uint8_t b[TICKET_HALF_BYTES]);

/* What the two lists hold of a half. */
void ticket_half_hash(const uint8_t half[TICKET_HALF_BYTES], uint8_t hash[TICKET_HALF_BYTES]);

/* 64 lower-case hexadecimal digits, nothing else. */
bool ticket_half_read(struct view text, uint8_t half[TICKET_HALF_BYTES]) MUST_CHECK;

#endif
