/* SPDX-License-Identifier: EUPL-1.2
 *
 * Refusals in another language: refusal.h.
 */
#include "refusal.h"

#include <string.h>

enum { PARTS = 3 };

/* Whether a text is as a row says; what stands for each * goes to `parts`. */
static bool
is_as(const char *says, const char *text, struct view parts[PARTS], int count)
{
	const char *star = strchr(says, '*');
	size_t before = star == NULL ? strlen(says) : (size_t)(star - says);

	if (strncmp(says, text, before) != 0)
		return false;
	text += before;
	if (star == NULL)
		return *text == '\0';
	for (size_t length = 0; text[length] != '\0' || star[1] == '\0'; length++) {
		/* The last one takes all that is left. */
		if (star[1] == '\0')
			length = strlen(text);
		if (is_as(star + 1, text + length, parts, count + 1)) {
			if (count < PARTS)
				parts[count] = (struct view){ text, length };
			return true;
		}
		if (text[length] == '\0')
			break;
	}
	return is_as(star + 1, text + strlen(text), parts, count + 1);
}

struct view
refusal_words(const struct refusal *table, const char *otherwise, const struct catalogue *catalogue,
              struct arena *arena, const char *said)
{
	struct view parts[PARTS] = { { "", 0 }, { "", 0 }, { "", 0 } };
	const char *message = otherwise;

	for (size_t i = 0; table[i].says != NULL; i++)
		if (is_as(table[i].says, said, parts, 0)) {
			message = table[i].message;
			break;
		}
	return catalogue_fill(
	    catalogue, arena, message,
	    (struct catalogue_value[]){
	        { "one", parts[0] }, { "two", parts[1] }, { "three", parts[2] }, { .name = NULL } });
}
