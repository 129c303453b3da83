/* SPDX-License-Identifier: EUPL-1.2
 *
 * Fuzzes what people type from their card, and the halves of tickets as they stand in forms, boxes and lists.
 *
 * Covers: survey/seal/ticket.c
 */
#include "fuzz.h"

#include "ticket.h"

/* What is read is a code that is printed, and read again, the same. */
static void
check_code(struct view typed)
{
	char code[TICKET_CODE], again[TICKET_CODE], printed[TICKET_PRINTED];
	uint8_t a[TICKET_HALF_BYTES], b[TICKET_HALF_BYTES];

	if (!ticket_read(typed, code)) {
		MUST(code[0] == '\0');
		return;
	}
	MUST(strlen(code) == TICKET_CODE - 1);
	ticket_print(code, printed);
	MUST(strlen(printed) == TICKET_PRINTED - 1);
	MUST(ticket_read(view_of(printed), again) && strcmp(code, again) == 0);
	ticket_halves(code, a, b);
	MUST(memcmp(a, b, sizeof(a)) != 0);
	/* One wrong character is noticed, wherever it is. */
	for (size_t i = 0; i < TICKET_CODE - 1; i++) {
		memcpy(again, code, sizeof(again));
		again[i] = code[i] == '7' ? '8' : '7';
		MUST(!ticket_read(view_of(again), printed));
	}
}

static void
check_half(struct view text)
{
	char again[TICKET_HALF_TEXT];
	uint8_t half[TICKET_HALF_BYTES], hash[TICKET_HALF_BYTES];

	if (!ticket_half_read(text, half))
		return;
	sodium_bin2hex(again, sizeof(again), half, sizeof(half));
	MUST(view_is(text, again));
	ticket_half_hash(half, hash);
	MUST(memcmp(half, hash, sizeof(half)) != 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char code[TICKET_CODE], again[TICKET_CODE];

	check_code(fuzz_view(data, size));
	check_half(fuzz_view(data, size));
	ticket_make(code);
	MUST(ticket_read(view_of(code), again) && strcmp(code, again) == 0);
	return 0;
}
