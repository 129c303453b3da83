/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the server stores, as one list of every column that its store may have, each with what kind of thing stands in it.
 * The public page about what is kept is made of it, `survey audit` prints it, and the server refuses to serve from a store that
 * holds anything else. So a new column is a new line in survey/store/stored.def, and then the page tells it.
 */
#ifndef STORED_H
#define STORED_H

#include <stddef.h>

/* In the order in which they are told. */
enum stored_kind {
	STORED_BOX,    /* sealed responses and dummies */
	STORED_DAY,    /* a day, never an hour */
	STORED_COUNT,  /* how many there are, or which slots are taken */
	STORED_NONCE,  /* hashes of the random numbers of forms */
	STORED_TICKET, /* which cards were used */
	STORED_PUBLIC, /* what everybody may see */
	STORED_OWN,    /* numbers of the server's own */
	STORED_KIND_COUNT
};

/* The id of the message that says in plain words what this is: "stored_box". */
const char *stored_message(enum stored_kind kind);

struct stored_column {
	const char *table, *column;
	enum stored_kind kind;
};

extern const struct stored_column stored_columns[];
extern const size_t stored_column_count;

/* The line of a column; NULL when nothing of that name may be stored. */
const struct stored_column *stored_find(const char *table, const char *column);

#endif
