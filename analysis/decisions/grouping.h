/* SPDX-License-Identifier: EUPL-1.2
 *
 * Groups of mentions that may be one finding, and findings that a mention may belong to: the text library's grouping
 * (analysis/text/groups.h), fed with what the team decided. Mentions of one finding stay together and those of two
 * stay apart, and so do mentions that were linked. Proposals only: nothing is decided here.
 */
#ifndef GROUPING_H
#define GROUPING_H

#include "analysis/text/watch.h"
#include "arena.h"

struct grouping_text {
	struct view text;
	long finding;      /* a number of the caller's from 0; -1: none yet */
	const float *tags; /* borrowed; for grouping_rank(): suggesting_tags(). NULL: nothing is known */
	size_t tag_count;  /* the same for all texts that have them */
};

struct grouping_link {
	size_t a, b;   /* places in the list of texts */
	bool together; /* false: they must stay apart */
};

struct grouping_proposal {
	size_t *members; /* places in the list of texts, ascending */
	size_t member_count;
	struct view *shared; /* words that at least half have, the strongest first */
	size_t shared_count;
	double alike; /* the mean likeness of two members, 0 to 1 */
};

struct grouping_proposals {
	struct grouping_proposal *list; /* the largest first */
	size_t count;
};

struct grouping_rank {
	long finding;
	double score;   /* comparable within one call only */
	size_t nearest; /* the text of it that is most alike */
};

/* The words and concepts of the language: read once. */
struct grouping;

/* Reads a thesaurus (survey's questionnaires/tagsets/thesaurus-nl.yaml) and the dictionary, where that is installed. */
bool grouping_new(const char *thesaurus, struct grouping **grouping, struct error *err) MUST_CHECK;
void grouping_free(struct grouping *grouping); /* NULL is harmless */

/* Lets groups and ranks count what words mean too, by a file of vectors (analysis/text/vectors.h) that somebody downloaded. The vectors of
 * the words of these texts are read and kept; the texts may be given to what follows. */
bool grouping_use_vectors(struct grouping *grouping, const char *path, const struct grouping_text *texts,
                          size_t count, struct error *err) MUST_CHECK;

/* Who waits while it groups; borrowed, NULL: nobody. */
void grouping_watch(struct grouping *grouping, const struct watch *watch);

/* Groups of two and more, the largest first, in the arena. ERROR_INVALID when links contradict each other or the findings, ERROR_BUSY
 * when who waits stops it. */
bool grouping_propose(struct grouping *grouping, const struct grouping_text *texts, size_t count,
                      const struct grouping_link *links, size_t link_count, struct arena *arena,
                      struct grouping_proposals *proposals, struct error *err) MUST_CHECK;

/* Texts that were read once, to rank findings for many of them. */
struct grouping_reading;

/* ERROR_BUSY when who waits stops it. Nothing is borrowed of the texts or of the grouping. */
bool grouping_read(struct grouping *grouping, const struct grouping_text *texts, size_t count,
                   struct grouping_reading **reading, struct error *err) MUST_CHECK;
void grouping_reading_free(struct grouping_reading *reading); /* NULL is harmless */

/* The findings that text `which` may belong to, the likeliest first, by words and, where all texts have them, by tags; in the arena. The texts
 * are those that were read, with the findings and tags that they have now. */
size_t grouping_rank(const struct grouping_reading *reading, const struct grouping_text *texts, size_t which,
                     struct arena *arena, struct grouping_rank **ranks);

#endif
