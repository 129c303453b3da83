/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the files of groups.h share.
 */
#ifndef GROUPS_INSIDE_H
#define GROUPS_INSIDE_H

#include "features.h"
#include "groups.h"

/* Row i is `ids` and `values` from start[i] to start[i + 1], by id. A dot product of two rows is their cosine. */
struct mentions {
	size_t count;
	size_t *start; /* owned; count + 1 */
	uint32_t *ids; /* owned */
	float *values; /* owned */
	struct vocabulary vocabulary;
	uint32_t *spread;      /* owned; per id: in how many mentions it is */
	struct view *labels;   /* owned; per id, in the arena; empty for letters */
	unsigned char *blocks; /* owned; per id */
	float *meaning;        /* owned; meaning_length per mention; NULL: there are no vectors */
	size_t meaning_length; /* 0: none */
	struct arena arena;
	const struct watch *watch; /* borrowed; may be NULL */
};

/* Work on the mentions goes in three stages, each over all mentions or clusters. False: stop. */
enum mentions_stage { STAGE_READ, STAGE_COMPARE, STAGE_JOIN, STAGE_COUNT };
bool mentions_go_on(const struct mentions *mentions, enum mentions_stage stage, size_t done, size_t of);

/* Two clusters that may be joined; `sum` over all pairs of their mentions. */
struct pair {
	uint32_t other;
	int64_t sum; /* in millionths: whole numbers add up to the same in any order */
};

struct pair_list {
	struct pair *list; /* owned */
	size_t count, room;
};

/* Clusters before they are joined: `cluster_of` per mention, from 0 to `cluster_count`. */
struct clusters {
	uint32_t *cluster_of; /* owned */
	size_t cluster_count;
	uint32_t *sizes; /* owned; mentions per cluster */
};

/* What may not be together: so low that no number of pairs makes up for it. */
#define APART (-1e9F)
#define APART_SUM (-((int64_t)1 << 50))
#define ALIKE_UNIT 1e6

/* What meaning adds to a likeness, of two rows or two sums of rows; 0 without vectors. */
double meaning_alike(const struct mentions *mentions, const float *a, const float *b);
/* Adds the row of a mention to a sum of meaning_length. */
void meaning_add(const struct mentions *mentions, size_t mention, float *sum);

/* Joins clusters by average linkage until none are alike enough; writes the cluster that each became part of to `joined`. All pairs. False when
 * it was stopped, as below. */
bool linkage_exact(const struct mentions *mentions, const struct clusters *clusters,
                   const struct mention_link *links, size_t link_count, double alike, uint32_t *joined);
/* The same on the pairs of the lists alone, one list per cluster, each pair in both; the others count as 0. Takes the lists apart. */
bool linkage_sparse(const struct mentions *mentions, struct pair_list *pairs, const struct clusters *clusters,
                    double alike, uint32_t *joined);

/* The pairs of mentions that share something rare, with their cosines, as pairs of clusters: one list per cluster, owned by the caller.
 * When it was stopped some are missing. */
struct pair_list *candidates_find(const struct mentions *mentions, const struct clusters *clusters,
                                  const struct mention_link *links, size_t link_count);
void pair_list_add(struct pair_list *list, uint32_t other, int64_t sum);
void pair_lists_free(struct pair_list *lists, size_t count);

#endif
