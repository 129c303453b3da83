/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the files of the coding share. Not for anybody else. Each asks only those before it:
 *   coding_fields.c   the fields, and what they say
 *   coding_fold.c     fills them from the log
 *   coding.c          opens and closes
 *   (codebook.c, coding_tags.c, finding.c, quote.c, card_marks.c: what the fields mean)
 *   coding_check.c    what may be decided, which depends on all of that
 *   coding_decide.c   the door; behind it codebook_change.c, finding_change.c and quote_decide.c
 */
#ifndef CODING_INSIDE_H
#define CODING_INSIDE_H

#include "coding.h"

struct coding {
	struct study *study;       /* borrowed */
	const struct names *names; /* borrowed; may be NULL */
	struct log log;
	bool gathers; /* decisions are in memory alone since the log had `kept` of them */
	size_t kept;
	struct mention_list mentions;
	bool *counts; /* per decision of the log */
	bool *stands; /* the same: it counts, is no undo, and none that counts took its place */
	size_t count_room;
	struct decided *fields; /* sorted by kind, subject, part, coder */
	size_t field_count, field_room;
	struct arena arena; /* of the heads */
	/* Lists that were asked for, until the next change: */
	struct arena lists;
	const struct decided **conflicts;
	size_t conflict_count;
	bool conflicts_good;
	struct view *coders;
	size_t coder_count;
	bool coders_good;
	struct disagreement *disagreements;
	size_t disagreement_count;
	bool disagreements_good;
};

/* The one order of fields: by kind, subject, part, coder. As memcmp. */
int coding_compare_fields(const struct decided *a, const struct decided *b);

/* The place of the first field that is not before `key`. */
size_t coding_first_field(const struct coding *coding, const struct decided *key);

bool coding_heads_differ(const struct decided *field);

/* Lists that were asked for are made anew when they are asked for again. */
void coding_forget_lists(struct coding *coding);

/* Works everything out anew from the log. */
void coding_fold(struct coding *coding);

/* The same for decisions that were just added at the log's end, none of them an undo: from index `first` on. */
void coding_take(struct coding *coding, size_t first);

/* The same when an undo was just added there: only the fields that it changes are worked out anew. */
void coding_take_undo(struct coding *coding);

/* What a field says when cycles are left out of account; empty when its heads differ or there is none. */
struct view coding_raw(const struct coding *coding, enum decision_kind kind, struct view subject,
                       struct view part);

/* Whether all wishes may be decided. */
bool coding_check(struct coding *coding, const struct wish *wishes, size_t count,
                  struct error *err) MUST_CHECK;

#endif
