/* SPDX-License-Identifier: EUPL-1.2
 *
 * Suggestions of tags for a mention, from three sources: what the respondent chose, rules (concepts of the thesaurus), and a
 * classifier that learns from the team's codings. They are never applied without a person.
 *
 * The classifier is one logistic regression per tag (L2, full-batch, fixed number of steps from zero, so the same codings give the
 * same suggestions to the last bit), over concepts, stems and what the rules say. Its threshold per tag is the one with the best F1
 * in cross-validation within the codings it learns from.
 */
#ifndef TAGS_H
#define TAGS_H

#include "thesaurus.h"
#include "watch.h"

enum tag_source {
	TAG_CHOSEN,  /* by the respondent */
	TAG_RULE,    /* words of the text; also when the classifier agrees */
	TAG_LEARNED, /* from the codings */
};

struct tagged_text {
	struct view text;
	struct view kind;          /* what the question asks for: "workaround" or "myth"; may be empty */
	const struct view *chosen; /* the respondent's own tags */
	size_t chosen_count;
};

struct tag_reason {
	struct view words;   /* within the text; empty where the kind of question is the reason */
	struct view concept; /* the id of a concept, or the stem that the classifier learned */
};

struct tag_suggestion {
	struct view tag;
	enum tag_source source;
	double probability;               /* 0 to 1; of a rule without a classifier: min(1, weight / 2) */
	const struct tag_reason *reasons; /* the strongest first; in the arena */
	size_t reason_count;
};

/* Knows the tags of one tag set. For one thread at a time. */
struct tagger;

/* Words and thesaurus are borrowed and must outlive it. */
struct tagger *tagger_new(struct words *words, const struct thesaurus *thesaurus, const struct view *tags,
                          size_t tag_count);
void tagger_free(struct tagger *tagger);

/* Learns anew from all codings: `coded[i * tag_count + t]` says whether text i has tag t. With fewer than 10 codings nothing is
 * learned and the rules go on alone. Returns whether something was learned. */
bool tagger_learn(struct tagger *tagger, const struct tagged_text *texts, const bool *coded, size_t count);

/* Who waits while it learns; borrowed, NULL: nobody. When that stops, nothing is learned. */
void tagger_watch(struct tagger *tagger, const struct watch *watch);

/* The likeliest first, ties in the order of the tag set. In the arena. */
size_t tagger_suggest(struct tagger *tagger, const struct tagged_text *text, struct arena *arena,
                      struct tag_suggestion **suggestions);

#endif
