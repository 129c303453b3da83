/* SPDX-License-Identifier: EUPL-1.2
 *
 * The ticket of a form: ticket_field.h.
 */
#include "ticket_field.h"

#include <sodium.h>

#include "unicode.h"

enum { SHOWN_MAX = 200 }; /* bytes of what was typed that are shown again */

void
ticket_field_read(struct ticket_field *field, const struct form *form)
{
	struct view typed = view_trim(form_value(form, "ticket"));
	uint8_t a[TICKET_HALF_BYTES], b[TICKET_HALF_BYTES];
	char code[TICKET_CODE];

	*field = (struct ticket_field){ .problem = NULL };
	if (typed.len <= SHOWN_MAX && unicode_valid(typed))
		field->typed = typed;
	if (typed.len == 0) {
		field->problem = "error_ticket_missing";
	} else if (!ticket_read(typed, code)) {
		field->problem = "error_ticket_mistyped";
	} else {
		ticket_halves(code, a, b);
		ticket_half_hash(a, field->hash);
		sodium_bin2hex(field->travelling, sizeof(field->travelling), b, sizeof(b));
		sodium_memzero(a, sizeof(a));
		sodium_memzero(b, sizeof(b));
	}
	sodium_memzero(code, sizeof(code));
}

bool
ticket_from_half(struct view half, uint8_t hash[TICKET_HALF_BYTES])
{
	uint8_t a[TICKET_HALF_BYTES];
	bool good = ticket_half_read(half, a);

	if (good)
		ticket_half_hash(a, hash);
	sodium_memzero(a, sizeof(a));
	return good;
}

void
ticket_field_fill(const struct ticket_field *field, const struct catalogue *catalogue, struct page *page)
{
	struct page *part = page_section(page, "TICKET");

	page_set(part, "TYPED", field == NULL ? VIEW("") : field->typed);
	if (field == NULL || field->problem == NULL)
		return;
	page_set(page_section(part, "TICKET_PROBLEM"), "TEXT", catalogue_message(catalogue, field->problem));
	page_show(part, "TICKET_INVALID");
}
