/* SPDX-License-Identifier: EUPL-1.2
 *
 * One decision of the team about its material, as it is written for ever: who, on which day, about what, and which
 * earlier decisions it takes the place of.
 *
 * A decision gives one field a value. A field is a kind, a subject, a part of it and, for kinds that every coder
 * has apart ("layered"), the coder. `before` holds the ids of the decisions on that field that the coder saw: the new one
 * takes their place. So of two decisions neither of which saw the other, neither takes the other's place, on whichever
 * laptop they meet: that is a conflict. Undoing is a decision too (DECISION_UNDO), whose `before` holds what it undoes.
 *
 * kind           subject     part                         value
 * UNDO           -           -                            -
 * TAG (layered)  mention     tag                          "yes", "no"
 * CODED(layered) mention     -                            "yes", "no": looked at, also when no tag fits
 * AGREED         mention     tag                          "yes", "no": what the coders agreed on after differing
 * MEMO           any         -                            text
 * QUOTE          mention     place ("what:12-40")         "proposed", "released", "no"
 * MARK           mention     place                        "redact", "keep", "no" (undecided again)
 *                finding     words ("path:Van Dale")      "keep", "no": see card_marks.h
 * CHECK          mention     question                     "yes", "no": a person read it for what no pattern finds
 * CODE           tag         see codebook.h               text
 * FINDING        finding     see finding.h                text
 * MEMBER         mention     -                            the finding it tells of; "" for none
 * LINK           mention     mention (the later id)       "must", "cannot", "no": for grouping
 *
 * Encoding (integers little-endian): 1 version: 1; 1 kind; 8 clock; 8 action; 4 day; 1 length of coder; 1 of
 * subject; 1 of part; 4 of value; 4 number of `before`; then those. It is canonical: the same decision is the same
 * bytes everywhere. The id is the first 16 bytes of its BLAKE2b-256.
 */
#ifndef DECISION_H
#define DECISION_H

#include "arena.h"

enum {
	DECISION_VERSION = 1,
	DECISION_ID_BYTES = 16,
	DECISION_ID_TEXT = 2 * DECISION_ID_BYTES + 1, /* in hexadecimal, with NUL */
	CODER_BYTES_MAX = 40,
	SUBJECT_BYTES_MAX = 100,
	PART_BYTES_MAX = 120,
	VALUE_BYTES_MAX = 16384,
	BEFORE_MAX = 1 << 20,
};

/* No log gets so long; so a clock cannot be made to overflow. */
#define DECISION_CLOCK_MAX ((uint64_t)1 << 48)

enum decision_kind { /* the numbers stand in files: never change one */
	             DECISION_UNDO = 1,
	             DECISION_TAG = 2,
	             DECISION_CODED = 3,
	             DECISION_AGREED = 4,
	             DECISION_MEMO = 5,
	             DECISION_QUOTE = 6,
	             DECISION_MARK = 7,
	             DECISION_CHECK = 8,
	             DECISION_CODE = 9,
	             DECISION_FINDING = 10,
	             DECISION_MEMBER = 11,
	             DECISION_LINK = 12,
	             DECISION_KIND_END
};

struct decision {
	enum decision_kind kind;
	uint64_t clock; /* Lamport: above that of every decision its maker saw; from 1 */
	uint64_t
	    action;   /* a random number that the decisions of one action share: they are undone together */
	uint32_t day; /* 20261128: no finer time is kept */
	struct view coder, subject, part, value;
	const uint8_t (*before)[DECISION_ID_BYTES];
	size_t before_count;
	struct view bytes; /* the encoding */
	uint8_t id[DECISION_ID_BYTES];
};

/* "tag", "finding", …: for people. */
const char *decision_kind_name(enum decision_kind kind);
/* False when there is none with this name. */
bool decision_kind_find(struct view name, enum decision_kind *kind) MUST_CHECK;
/* Whether every coder has a field of this kind apart. */
bool decision_is_layered(enum decision_kind kind);

/* Whether a decision by itself is well-formed: lengths, UTF-8 without control characters, and the value is one that
 * its kind knows. ERROR_INVALID says what is not. */
bool decision_check(const struct decision *decision, struct error *err) MUST_CHECK;

/* Whether decisions of this kind can say that: one of their words, or text without control characters that is not too long. */
bool decision_value_check(enum decision_kind kind, struct view value, struct error *err) MUST_CHECK;

/* Whether this can be the name of a coder: letters, digits, spaces, "-", ".", at most CODER_BYTES_MAX bytes. */
bool coder_check(struct view coder, struct error *err) MUST_CHECK;

/* Fills in `bytes` (in `arena`) and `id` of a decision that decision_check() likes. */
void decision_encode(struct decision *decision, struct arena *arena);

/* Reads one that fills `bytes`; everything in it points into `bytes`. ERROR_VERSION when a newer version wrote it,
 * ERROR_INVALID when it is not one, or not in the canonical form. */
bool decision_decode(struct decision *decision, struct view bytes, struct error *err) MUST_CHECK;

/* The one order of decisions: by clock, coder, bytes. As memcmp. */
int decision_compare(const struct decision *a, const struct decision *b);

void decision_id_text(const uint8_t id[DECISION_ID_BYTES], char text[DECISION_ID_TEXT]);
/* The reverse, for all of the digits; false when it is not an id. */
bool decision_id_read(struct view text, uint8_t id[DECISION_ID_BYTES]) MUST_CHECK;

#endif
