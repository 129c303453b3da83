/* SPDX-License-Identifier: EUPL-1.2
 *
 * The mentions of a study, each with an id that lasts: the first 10 bytes of a BLAKE2b, keyed with a secret of the
 * study, over the identity of the box the response came in, the group's id, and which of the response's mentions
 * of that group it is (4 bytes, from 0). So it is the same in every copy of the study and after importing again, and tells
 * nothing to who does not have the study.
 *
 * Mentions are in the order of their ids: any other order could tell something about who answered what.
 */
#ifndef MENTION_H
#define MENTION_H

#include "analysis/study/study_decisions.h"

enum { MENTION_ID_BYTES = 10, MENTION_ID_TEXT = 2 * MENTION_ID_BYTES + 1 };

struct mention {
	char id[MENTION_ID_TEXT]; /* lower-case hexadecimal */
	const struct block *block;
	const struct rows *rows; /* of its group */
	size_t row;              /* in those */
};

struct mention_list {
	struct mention *list; /* by id */
	size_t count;
};

#define MENTIONS_INIT ((struct mention_list){ .list = NULL })

/* Also loads the study's texts. The list points into the study. */
bool mentions_load(struct mention_list *mentions, struct study *study, struct error *err) MUST_CHECK;
void mentions_release(struct mention_list *mentions);

/* NULL when there is none. */
const struct mention *mentions_find(const struct mention_list *mentions, struct view id);

/* What a person may type: a whole id, or a beginning of at least 4 characters that only one has. ERROR_ABSENT, or
 * ERROR_INVALID when several begin so. */
bool mentions_guess(const struct mention_list *mentions, struct view typed, const struct mention **mention,
                    struct error *err) MUST_CHECK;

/* Its answer to one of its group's open questions; empty when there is none. */
struct view mention_text(const struct mention *mention, struct view question);

/* The text that is the mention: its answer to the group's story. */
struct view mention_story(const struct mention *mention);

/* Whether it has this option of a closed question, of its group or (then) of the whole response. */
bool mention_has(const struct mention *mention, struct view question, struct view option);

/* Whether the person allowed quoting. */
bool mention_quotable(const struct mention *mention);

#endif
