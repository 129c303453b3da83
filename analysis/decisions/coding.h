/* SPDX-License-Identifier: EUPL-1.2
 *
 * The state of the team's work: what all decisions of the log come to, and the one door through which new ones are
 * made. Codebook, findings, quotes and marks have functions of their own on top (codebook.h, finding.h, quote.h).
 *
 * A decision counts when no counting undo undoes it. A field has the counting decisions whose place no counting decision
 * took, directly or through others, as its heads. One head, or several that say the same: that is its value. Several
 * that differ: a conflict, which has no value until somebody decides. All of this depends on the set of decisions
 * alone, not on the order in which they came.
 */
#ifndef CODING_H
#define CODING_H

#include "log.h"
#include "mention.h"

struct coding;

/* Reads the log of a study, which is borrowed until coding_close(); one that was opened for reading cannot be decided on.
 * Loads texts and mentions. */
bool coding_open(struct study *study, struct coding **coding, struct error *err) MUST_CHECK;
void coding_close(struct coding *coding); /* NULL is harmless */

/* What is known of names (analysis/text/names.h): from now on likely names are marked too. Borrowed until coding_close(); NULL: the
 * patterns alone. */
struct names;
void coding_use_names(struct coding *coding, const struct names *names);
const struct names *coding_names(const struct coding *coding);

const struct mention_list *coding_mentions(const struct coding *coding);
const struct log *coding_log(const struct coding *coding);
struct study *coding_study(const struct coding *coding);

/* ---- Fields ---------------------------------------------------------------------------------------------- */

struct decided {
	enum decision_kind kind;
	struct view subject, part, coder; /* coder: of layered kinds, else empty */
	const struct decision **heads;    /* at least one, in the log's order */
	size_t head_count;
	bool conflict; /* heads with different values, or part of a cycle (codebook.h) */
};

enum coding_value { CODING_NONE, CODING_VALUE, CODING_CONFLICT };

/* NULL when nothing that counts was decided on it. Pointers to fields hold until the next decision, undo or merge. */
const struct decided *coding_field(const struct coding *coding, enum decision_kind kind, struct view subject,
                                   struct view part, struct view coder);

/* The value of a field; `value` (may be NULL) becomes empty unless it is CODING_VALUE. */
enum coding_value coding_value(const struct coding *coding, enum decision_kind kind, struct view subject,
                               struct view part, struct view coder, struct view *value);

/* Whether the value is exactly `expected`. */
bool coding_is(const struct coding *coding, enum decision_kind kind, struct view subject, struct view part,
               struct view coder, const char *expected);

/* All fields of a kind and (subject.ptr not NULL) a subject, sorted by subject, part, coder. */
const struct decided *coding_fields(const struct coding *coding, enum decision_kind kind, struct view subject,
                                    size_t *count);

/* All fields in conflict, sorted by kind, subject, part, coder: the queue of conflicts. */
const struct decided *const *coding_conflicts(struct coding *coding, size_t *count);

/* ---- Deciding -------------------------------------------------------------------------------------------- */

/* What somebody wants a field to be. For layered kinds the field is the coder's own. */
struct wish {
	enum decision_kind kind; /* not DECISION_UNDO */
	struct view subject, part, value;
};

/* Decides all wishes as one action: checked first, then written, durably, all of them or none. Wishes that are so
 * already are left out; *made (may be NULL) says how many decisions were made. On a field in conflict the new decision
 * takes the place of all heads: that is how a conflict is settled. ERROR_ABSENT: no such mention; ERROR_INVALID: the codebook
 * would get a cycle, a quote outside its text, …  */
bool coding_decide(struct coding *coding, struct view coder, const struct wish *wishes, size_t count,
                   size_t *made, struct error *err) MUST_CHECK;

/* From now on what is decided and undone is in memory alone, and what comes later builds on it. coding_keep() writes all of it,
 * durably, as one record, and ends this; closing without it, nothing of it was decided. So a file of decisions is taken whole or
 * not at all. Not for merging. */
void coding_gather(struct coding *coding);
bool coding_keep(struct coding *coding, struct error *err) MUST_CHECK;

/* Undoes the coder's last action that counts and is no undo; again: the one before it. *undone (may be NULL): the number
 * of decisions. ERROR_ABSENT when there is nothing left. */
bool coding_undo(struct coding *coding, struct view coder, size_t *undone, struct error *err) MUST_CHECK;

/* Undoes the coder's last undo; not when the coder decided something else since. */
bool coding_redo(struct coding *coding, struct view coder, size_t *redone, struct error *err) MUST_CHECK;

/* Undoes one decision, whoever made it and however long ago; also an undo. */
bool coding_undo_decision(struct coding *coding, struct view coder, const uint8_t id[DECISION_ID_BYTES],
                          struct error *err) MUST_CHECK;

/* Whether a decision (an index in the log) counts: it was not undone. */
bool coding_counts(const struct coding *coding, size_t decision);

/* Takes over the decisions of another copy of the study. */
bool coding_merge(struct coding *coding, const struct study *from, size_t *taken,
                  struct error *err) MUST_CHECK;

/* ---- Tags of mentions ------------------------------------------------------------------------------------ */

/* Everybody who decided something that counts, sorted. */
const struct view *coding_coders(struct coding *coding, size_t *count);

/* Whether this coder has coded the mention: gave it a tag, or said that none fits. */
bool coding_coded(const struct coding *coding, struct view mention, struct view coder);

/* Whether the coder's own layer has the tag (tags that were merged into it count as it). */
bool coding_tagged(const struct coding *coding, struct view mention, struct view tag, struct view coder);

/* What the team makes of a tag at a mention: what was agreed; else what all who coded it say; DISPUTED when they differ
 * or a layer is in conflict. */
enum tag_state { TAG_UNCODED, TAG_NO, TAG_YES, TAG_DISPUTED };
enum tag_state coding_tag(const struct coding *coding, struct view mention, struct view tag);

/* coding_tag() of many tags (ids of tags that were not merged into others) at one mention; `states` has room for all. */
void coding_tags(const struct coding *coding, struct view mention, const struct view *tags, size_t count,
                 enum tag_state *states);

/* Mentions of which TAG_DISPUTED holds for some tag: the queue of disagreements, by mention, then tag. */
struct disagreement {
	struct view mention, tag;
	struct view *yes, *no; /* coders */
	size_t yes_count, no_count;
};
const struct disagreement *coding_disagreements(struct coding *coding, size_t *count);

/* The tags this coder used most recently, newest first, each once; returns how many there are, at most `most`. */
size_t coding_recent(const struct coding *coding, struct view coder, struct view *tags, size_t most);

#endif
