/* SPDX-License-Identifier: EUPL-1.2
 *
 * What of a study may leave it, gathered in one place: exporters write a package and never see the study, so they cannot
 * write more than what was released.
 *
 * Released are: the questionnaires; the codebook, without the examples, which can be people's own words; findings that
 * were released and could be again now; quotes that were released and could be again now; and tables of counts, those of
 * the report among them, with small numbers hidden in all of them together. Nothing says from which audience a quote is, nor which two are one
 * person's.
 *
 * An internal package has everything else that the team works with too: answers person by person (closed questions; open
 * ones only with `texts`), and all stories.
 */
#ifndef PACKAGE_H
#define PACKAGE_H

#include "analysis/decisions/finding.h"
#include "analysis/decisions/quote.h"
#include "analysis/tables/members.h"
#include "analysis/tables/release.h"
#include "sheet.h"

struct package_settings {
	const struct catalogue *catalogue; /* language of titles and labels */
	unsigned threshold;                /* of tables */
	unsigned base;             /* numbers of tables are rounded to a multiple of this; 0: hidden */
	struct view questionnaire; /* only this one's tables and answers; empty: all */
	bool internal;
	bool texts;          /* open answers beside the closed ones; needs `internal` */
	bool without_tables; /* for what holds no numbers, which then are no release */
};

#define PACKAGE_NONE ((size_t)-1)

struct package_code {
	struct view id;
	struct view name; /* no two are the same, also when capitals do not count */
	struct view definition, example, keywords, colour; /* example: only when internal */
	size_t parent;                                     /* a code that stands before it, or PACKAGE_NONE */
	bool retired;
};

struct package_passage {
	struct view text;
	size_t *codes; /* numbers of package.codes, rising */
	size_t code_count;
};

/* What people said in answer to one question, over all questionnaires; by alphabet. */
struct package_source {
	enum mention_kind kind;
	struct view question;             /* its id */
	struct view title;                /* the question as it was asked, each wording on a line */
	struct package_passage *passages; /* owned */
	size_t passage_count, room;
};

/* The newest version of a questionnaire. */
struct package_questionnaire {
	const struct questionnaire *questionnaire;
	size_t language; /* index, for its texts */
};

struct package {
	struct arena arena;
	struct package_settings settings;
	struct view notice; /* what this is, in a sentence or two: part of every file */
	struct package_code *codes;
	size_t code_count;
	struct package_source *sources; /* owned; by kind and question */
	size_t source_count;
	struct package_questionnaire *questionnaires;
	size_t questionnaire_count;
	struct members members; /* which released findings mentions tell of */
	struct tally *tables;   /* in the order of package_tables.c */
	size_t table_count;
	struct release release; /* of the tables: see package_is_release() */
	struct sheet *sheets;   /* owned */
	size_t sheet_count;
	size_t kept_back; /* quotes that were released, and cannot be now: see quote_goes_out() */
};

/* ERROR_ABSENT: no such questionnaire; ERROR_INVALID: texts, and not internal. `coding` must outlive it. Release also after a
 * failure. */
bool package_make(struct package *package, struct coding *coding, const struct package_settings *settings,
                  struct error *err) MUST_CHECK;
void package_release(struct package *package);

/* Whether its tables leave the team, so that the study must remember package.release, and a proof goes with them. */
bool package_is_release(const struct package *package);

const struct sheet *package_sheet(const struct package *package, struct view name); /* NULL: none */

/* The table of a question (group NULL: at the top level); NULL: none. */
const struct tally *package_table(const struct package *package, struct view questionnaire,
                                  const struct group *group, const struct question *question);

#endif
