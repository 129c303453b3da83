/* SPDX-License-Identifier: EUPL-1.2
 *
 * Mentions of the same thing, proposed as one finding; and for one mention, which finding it may belong to. Proposals only: what the
 * team decided comes in as links, and is kept whatever the words say.
 *
 * A mention is a vector of weights tf-idf (G. Salton and C. Buckley, 1988) in four blocks, each of length 1 and weighed: concepts
 * of the thesaurus, pairs of them, stems, and four letters in a row. Alike is the cosine. Up to GROUPS_EXACT_MAX mentions are joined by average
 * linkage over all pairs (nearest-neighbour chain: F. Murtagh, 1983); above that only pairs that share a rare feature are looked
 * at, which makes the work grow with the number of mentions and not with its square. The result does not depend on anything but
 * the mentions, their order and the links.
 */
#ifndef GROUPS_H
#define GROUPS_H

#include "thesaurus.h"
#include "vectors.h"
#include "watch.h"

enum {
	GROUPS_EXACT_MAX = 5000,
	GROUP_SHARED_MAX = 8,
};

struct mention_link {
	size_t a, b;   /* places in the list of mentions */
	bool together; /* true: must-link; false: cannot-link */
};

struct group {
	const size_t *members; /* places in the list of mentions, ascending */
	size_t member_count;
	struct view
	    shared[GROUP_SHARED_MAX]; /* concepts and words that at least half have, the strongest first */
	size_t shared_count;
	double alike; /* the mean cosine of two members; 1 for a group of one */
};

struct groups {
	struct group *list; /* the largest first, ties by first member */
	size_t count;
	size_t *group_of; /* per mention: place in the list */
	struct arena arena;
};

/* The vectors of a list of mentions. */
struct mentions;

/* Words and thesaurus are borrowed for the call; nothing is kept of the texts but their features. Owned by the caller. */
struct mentions *mentions_new(struct words *words, const struct thesaurus *thesaurus,
                              const struct view *texts, size_t count);
/* The same, and all that is asked of it later, while somebody waits (borrowed): NULL when that stops. */
struct mentions *mentions_new_watched(struct words *words, const struct thesaurus *thesaurus,
                                      const struct view *texts, size_t count, const struct watch *watch);
void mentions_free(struct mentions *mentions);
size_t mentions_count(const struct mentions *mentions);
/* Lets meaning count too: mentions are then alike by vectors of their words as well. The texts are those of mentions_new(), vectors those of
 * their words; nothing is kept of either. Once. */
void mentions_use_vectors(struct mentions *mentions, struct words *words, const struct vectors *vectors,
                          const struct view *texts);
/* The cosine of two, 0 to 1; with vectors it may be a little below 0. */
double mentions_alike(const struct mentions *mentions, size_t a, size_t b);

/* The words of a text (of one mention) that make it like mention `other`, for highlighting: views within `text`, in its order, none
 * overlapping another. In the arena. */
size_t mentions_shared(const struct mentions *mentions, struct words *words,
                       const struct thesaurus *thesaurus, size_t other, struct view text, struct arena *arena,
                       struct view **shared);

/* Proposes groups. False when links contradict each other (ERROR_INVALID: two mentions that must be together and cannot), or when
 * who waits stops it (ERROR_BUSY). `alike` is
 * the mean cosine below which two groups are not joined; 0 takes GROUPS_ALIKE. */
#define GROUPS_ALIKE 0.20
bool groups_propose(const struct mentions *mentions, const struct mention_link *links, size_t link_count,
                    double alike, struct groups *groups, struct error *err) MUST_CHECK;
void groups_release(struct groups *groups);

struct ranked {
	size_t finding;
	double score;   /* 0 to 1; comparable within one call only */
	size_t nearest; /* the coded mention of it that is most alike */
};

enum { FINDING_NONE = -1 };

/* What is known of the tags of mentions: `of[i * count + t]`, from 0 to 1, is what the team decided about mention i and tag t, or how
 * likely a suggestion is. */
struct mention_tags {
	const float *of; /* borrowed */
	size_t count;    /* of tags */
};

/* The findings that a mention may belong to, the likeliest first, at most `most`; those that nothing was coded with are not among
 * them. `finding_of[i]` is the finding that mention i was coded with, from 0, or FINDING_NONE; the mention's own coding says nothing. `tags` may be
 * NULL: then words alone decide. */
size_t groups_rank(const struct mentions *mentions, size_t mention, const long *finding_of,
                   size_t finding_count, const struct mention_tags *tags, struct ranked *ranked, size_t most);

#endif
