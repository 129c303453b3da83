/* SPDX-License-Identifier: EUPL-1.2
 *
 * The decision log: the set of all decisions on a study, in their one order (decision_compare()).
 *
 * It stands in the study's own file (study.h), in records of type 'D': each is one action, or what a merge brought, as
 * decisions with 4 bytes of length before each. So it is encrypted with the study's key, bound to the study, durable
 * before log_keep() returns, and all of an action or nothing. Merging is the union of two sets; the order of
 * the result does not depend on who merges what into what.
 */
#ifndef LOG_H
#define LOG_H

#include "analysis/study/study_decisions.h"
#include "decision.h"
#include "places.h"

struct log {
	struct arena arena;
	const struct decision **list; /* in order; each stays where it is */
	size_t count, room;
	struct places *places; /* of ids in `list` */
};

#define LOG_INIT ((struct log){ .list = NULL })
#define LOG_ABSENT PLACES_ABSENT

void log_release(struct log *log);

/* Reads all decisions of a study. */
bool log_read(struct log *log, const struct study *study, struct error *err) MUST_CHECK;

/* Adds decisions (with bytes and ids, which are copied) in memory; those that are known are skipped. Returns how many were
 * new. */
size_t log_add(struct log *log, const struct decision *decisions, size_t count);

/* Writes decisions to the study, durably, as one record; then adds them in memory. */
bool log_keep(struct log *log, struct study *study, const struct decision *decisions, size_t count,
              struct error *err) MUST_CHECK;

/* Writes the decisions from index `first` on, which are in memory alone, to the study, durably, as one record. */
bool log_write(const struct log *log, size_t first, struct study *study, struct error *err) MUST_CHECK;

/* The index of a decision in `list`, or LOG_ABSENT. */
size_t log_find(const struct log *log, const uint8_t id[DECISION_ID_BYTES]);

/* 0 when there are none. */
uint64_t log_clock(const struct log *log);

/* Takes over all decisions of `from`'s log that `study` lacks. ERROR_INVALID when the two are not copies of one study.
 * *taken says how many were new. */
bool log_merge(struct log *log, struct study *study, const struct study *from, size_t *taken,
               struct error *err) MUST_CHECK;

#endif
