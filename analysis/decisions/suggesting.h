/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tags of the codebook that may fit a mention, each with its reason: what the respondent chose, keywords of the codebook, and
 * the text library's rules and classifier (analysis/text/tags.h), which learns from what the team coded. Suggestions
 * only: nothing is decided here.
 */
#ifndef SUGGESTING_H
#define SUGGESTING_H

#include "analysis/text/watch.h"
#include "codebook.h"

enum suggestion_source {
	SUGGESTION_CHOSEN,  /* by the respondent */
	SUGGESTION_KEYWORD, /* of the codebook */
	SUGGESTION_RULE,    /* of the thesaurus */
	SUGGESTION_LEARNED, /* from the team's codings */
};

/* "respondent", "codebook", "thesaurus", "learned". */
const char *suggestion_source_name(enum suggestion_source source);

struct suggestion {
	struct view tag;
	enum suggestion_source source;
	double probability; /* 0 to 1; 1 for what the respondent chose and for keywords */
	struct view words;  /* of the text, that are the reason; may be empty */
	struct view about;  /* the keyword or concept; may be empty */
};

struct suggesting;

/* The first part of suggesting_new(): what is asked of the coding. Learns nothing yet. */
struct suggesting *suggesting_begin(struct coding *coding);

/* The rest, which takes long and asks the coding nothing, so another thread may do it. `watch` is who waits for it (borrowed until it
 * returns), or NULL. ERROR_BUSY when that stops it. */
bool suggesting_finish(struct suggesting *suggesting, const char *thesaurus, const struct watch *watch,
                       struct error *err) MUST_CHECK;

/* Reads a thesaurus and the dictionary, and learns from all mentions whose tags are settled. Make it anew to learn from what was
 * decided since. */
bool suggesting_new(struct coding *coding, const char *thesaurus, struct suggesting **suggesting,
                    struct error *err) MUST_CHECK;
void suggesting_free(struct suggesting *suggesting); /* NULL is harmless */

/* The suggestions for a mention, each tag once: by source, then the likeliest first. In the arena. */
size_t suggesting_for(struct suggesting *suggesting, const struct mention *mention, struct arena *arena,
                      struct suggestion **list);

/* How many tags suggesting_tags() tells of. */
size_t suggesting_tag_count(const struct suggesting *suggesting);

/* What is known of each tag for a mention, from 0 to 1: what the team decided, and otherwise, when `suggest` says so, how likely a suggestion
 * is. `of` has room for suggesting_tag_count(). For grouping_rank(). */
void suggesting_tags(struct suggesting *suggesting, const struct mention *mention, bool suggest, float *of);

#endif
