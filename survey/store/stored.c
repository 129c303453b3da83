/* SPDX-License-Identifier: EUPL-1.2
 *
 * The list of what is stored: stored.h.
 */
#include "stored.h"

#include <string.h>

const struct stored_column stored_columns[] = {
#define STORED(table, column, kind) { #table, #column, STORED_##kind },
#include "stored.def"
#undef STORED
};

const size_t stored_column_count = sizeof(stored_columns) / sizeof(stored_columns[0]);

const char *
stored_message(enum stored_kind kind)
{
	static const char *const messages[] = {
		[STORED_BOX] = "stored_box",       [STORED_DAY] = "stored_day",
		[STORED_COUNT] = "stored_count",   [STORED_NONCE] = "stored_nonce",
		[STORED_TICKET] = "stored_ticket", [STORED_PUBLIC] = "stored_public",
		[STORED_OWN] = "stored_own",
	};

	return messages[kind];
}

const struct stored_column *
stored_find(const char *table, const char *column)
{
	const struct stored_column *found = NULL;

	for (size_t i = 0; i < stored_column_count; i++)
		if (strcmp(stored_columns[i].table, table) == 0 &&
		    strcmp(stored_columns[i].column, column) == 0)
			found = &stored_columns[i];
	return found;
}
