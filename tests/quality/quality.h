/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the measurements of `make quality` share: labelled answers, a generator with a fixed seed, and the table.
 */
#ifndef QUALITY_H
#define QUALITY_H

#include "analysis/text/groups.h"
#include "analysis/text/names.h"
#include "analysis/text/tags.h"

enum { DOMAINS = 5, CATEGORIES = 4, REPEATS = 10 };

extern const struct view quality_domains[DOMAINS], quality_categories[CATEGORIES];

struct answer {
	struct view id, audience, kind, item, text, domains, categories, pii; /* views of the file */
};

struct answers {
	struct answer *list; /* owned */
	size_t count;
	struct buf file;
};

/* Reads tests/fixtures/answers-nl.tsv or a file with the same columns. */
bool answers_read(const char *path, struct answers *answers, struct error *err) MUST_CHECK;
void answers_release(struct answers *answers);
bool answers_have(struct view list, struct view tag); /* in a comma list; `_` counts as `-` */
struct tagged_text answers_tagged(const struct answer *answer);

/* SplitMix64 (G. Steele and others, 2014). */
uint64_t quality_random(uint64_t *state);
/* 0 to count - 1 in a random order. */
void quality_shuffle(size_t *order, size_t count, uint64_t seed);

struct tools {
	struct words *words;
	struct thesaurus *thesaurus;
	struct names *names;
	const char *vectors; /* a file; NULL: none */
};

/* Lets meaning count where `tools` has a file of vectors. */
void quality_use_vectors(const struct tools *tools, struct mentions *mentions, const struct view *texts);

/* One line: figure, the baseline's, what is aimed at (0: none). Counts what misses its aim. */
void quality_line(const char *what, double figure, double baseline, double aim);
void quality_note(const char *format, ...) PRINTF_LIKE(1, 2);

/* `learn` is what may be learned from, `test` what is reported on: the same answers, unless DATA is given. */
void quality_tags(const struct tools *tools, const struct answers *learn, const struct answers *test);
void quality_groups(const struct tools *tools, const struct answers *learn, const struct answers *test);
/* Of one item alone, unless that is NULL; `about` stands in each line. */
void quality_personal(const struct tools *tools, const struct answers *test, const char *item,
                      const char *about);
void quality_speed(const struct tools *tools, const struct answers *learn, bool big);

#endif
