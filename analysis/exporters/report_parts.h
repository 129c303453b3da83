/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the files that together write the report share. Not for anybody else.
 *
 * Everything the report says is worked out from tables after their small cells were hidden, never from the
 * counts behind them: also the order of bars, their scale, and which category is named as the largest.
 */
#ifndef REPORT_PARTS_H
#define REPORT_PARTS_H

#include "analysis/priorities/outcome.h"
#include "page.h"
#include "report.h"

enum {
	REPORT_RECOGNISED_MAX = 8, /* lists to recognise things from */
	SHARE_LEAST = 20,          /* respondents: no percentages of fewer */
	REPORT_HIGHLIGHTS_MAX = 5, /* findings in the summary */
	REPORT_BALLOTS_MAX = 4,
};

/* The words for one kind of mention: ids of messages. */
struct kind_words {
	enum mention_kind kind;
	const char *title, *about, *key, *none, *hidden, *some, *top, *one, *finding_of, *finding_all;
};

/* The tables of one kind. Kinds are never added up in the report, so each is a table of its own and hides
 * less. */
struct kind_tables {
	const struct kind_words *words;
	struct view id;
	struct tally mentions; /* by audience */
	struct tally domains;  /* by tag set big-five and audience; no cells: nobody was asked */
	struct tally causes;   /* the same by tag set categories */
	struct tally findings; /* by released finding and audience; no cells: nothing was released */
	struct tally people;   /* the same table after it was made safe, its cells counting people */
	struct tally
	    waves; /* by released finding and wave; no cells: nothing was released, or there is one wave */
	struct tally wave_people; /* as `people` is to `findings` */
};

enum { REPORT_KINDS = MENTION_KIND_COUNT - 1 };
extern const struct kind_words kind_words[REPORT_KINDS]; /* in the order of the report */

/* A questionnaire that asked what comes first of released findings. */
struct report_ballot {
	struct answers answers;
	struct ballot_tables tables;
	struct outcome outcome;
	bool counted; /* enough people answered */
};

struct report {
	const struct block *blocks;
	size_t block_count;
	const struct report_settings *settings;
	const struct catalogue *catalogue;
	struct arena arena;
	struct page *page;
	struct tally response;                  /* responses by questionnaire, audience, wave */
	struct tally sealed;                    /* responses by where they were sealed */
	struct kind_tables kinds[REPORT_KINDS]; /* of the kinds that were asked for */
	size_t kind_count;
	struct tally recognised[REPORT_RECOGNISED_MAX]; /* responses by tag set, audience */
	size_t recognised_count;
	const struct report_work *work;
	const struct released *released; /* of the work */
	struct report_ballot ballots[REPORT_BALLOTS_MAX];
	size_t ballot_count;
	struct rounding rounding; /* of all tables */
	const char *refused;      /* why the audit refuses the tables, as it says it; NULL: it does not */
	size_t hidden_places;     /* how often a table says that a number is hidden */
};

/* One table of the report and its chart: a tally of categories by audience. */
enum figure_axis { FIGURE_CATEGORY, FIGURE_AUDIENCE };

struct figure {
	struct report *report;
	const struct tally *tally;
	const char *claim, *claim_tie; /* messages: which category is the largest */
	struct view topic;             /* the title of its chapter */
	struct view id;                /* of its elements */
	const bool *only;    /* of findings: which positions it shows, and they have no claim; NULL: all */
	struct view heading; /* then */
	const char *sum;     /* message: then the name of the last row */
};

/* A position of a figure's categories; `audience` may be the position of "all". */
const struct cell *figure_cell(const struct figure *figure, size_t category, size_t audience);
size_t figure_all_audiences(const struct figure *figure);
size_t figure_all_categories(const struct figure *figure);

/* The order of rows: the largest shown first, then hidden ones, then zeros; "not answered" last. Returns
 * how many. */
size_t figure_order(const struct figure *figure, size_t *order);

/* The sentence about the largest category, with a full stop only if the message has one. */
struct view figure_claim(const struct figure *figure);

/* Adds the figure for all, and where there are several audiences the one that compares them, to the part's
 * {{>FIGURE}}. */
void report_figure(const struct figure *figure, struct page *part);

/* Adds the chart of a figure, with its rows in this order: for all, or comparing the audiences. */
void report_chart(const struct figure *figure, bool compare, const size_t *order, size_t count,
                  struct page *part);

/* Whether anybody of this audience was asked. */
bool figure_has_audience(const struct figure *figure, size_t audience);

/* Counts all tables. Release them with report_tables_release(), also after a failure. */
bool report_tables(struct report *report, struct error *err) MUST_CHECK;
void report_tables_release(struct report *report);

/* Makes all tables of the report safe together. When they may not be published `refused` says why, and all that could be
 * anything is hidden. */
void report_protect(struct report *report);

/* The parts of the report, each filling its sections of report.tpl. */
void report_summary(struct report *report);
void report_response(struct report *report);
void report_kinds(struct report *report);
void report_recognition(struct report *report);
void report_method(struct report *report);

/* The quotes of a kind that belong to no released finding. */
void report_quotes(struct report *report, const struct kind_tables *kind, struct page *part);

/* Why the report may not be released, in words; a line each is appended to the settings' `reasons`. Returns how many there are. */
size_t report_gate(struct report *report);
/* What a draft says at its top. */
void report_draft(struct report *report);

/* ---- findings ---- */

void report_domains(struct report *report);
void report_myths(struct report *report);
void report_contrast(struct report *report);
void report_waves(struct report *report);
/* The positions of the waves of a table as they were imported, which is how they followed each other; in the report's arena. */
const size_t *report_wave_order(struct report *report, const struct tally *tally, size_t axis);
void report_proposals(struct report *report);
void report_codebook(struct report *report);
void report_highlights(struct report *report); /* in the summary */

/* Finds the ballots, with the tables of their votes; after report_tables(). */
bool report_ballots(struct report *report, struct error *err) MUST_CHECK;
/* What comes out of them; after report_protect(). */
void report_outcomes(struct report *report);
void report_ballots_release(struct report *report);
void report_priorities(struct report *report);
/* Whether it may be told how many voted: only where that tells nothing of a few who sent an empty ballot. */
bool report_shows_voters(const struct report *report, const struct report_ballot *ballot);
/* Of a ballot that was counted. Columns of its table "order": */
enum { ORDER_BAND, ORDER_ITEM, ORDER_TEXT };
const struct outcome_table *ballot_table(const struct report_ballot *ballot,
                                         const char *name); /* NULL: none */
const struct outcome_value *ballot_value(const struct outcome_table *table, size_t row, size_t column);
/* What of its numbers may be shown, in TABLE sections. */
void report_ballot_tables(struct report *report, const struct report_ballot *ballot, struct page *part);
/* What a ballot that was counted says, in BAND sections. */
void report_bands(struct report *report, const struct report_ballot *ballot, struct page *part);
/* The place of a finding in the first ballot that asked about it, from 1; RELEASED_NONE: none did. */
size_t report_band(const struct report *report, size_t finding);

/* All findings, what comes first before the others; in the report's arena. */
const size_t *report_ranked(struct report *report);

/* NULL: no questionnaire asked for this kind. */
const struct kind_tables *report_kind(const struct report *report, enum mention_kind kind);

/* How many people told of a finding, of an audience or (dimension_all) of all; NULL where there is no such table. */
const struct cell *report_finding_cell(const struct report *report, const struct released_finding *finding,
                                       size_t audience);

/* Fills NUMBER or SECRET: "48 of the 64 people …". */
void report_finding_number(struct report *report, const struct released_finding *finding, struct page *part);

/* The quotes of a finding in {{>QUOTE}}, at most `most`, the shortest first where not all go in. */
void report_finding_quotes(struct report *report, size_t finding, size_t most, struct page *part);

/* A card in {{>FINDING}}. */
void report_finding_card(struct report *report, size_t number, struct page *part);

/* A quote in {{>QUOTE}}. `named`: says from which audience. */
void report_quote(struct report *report, const struct released_quote *quote, bool named, struct page *part);
/* Whether an audience may stand beside a quote of this kind, and (not RELEASED_NONE) of this finding. */
bool report_names_audiences(const struct report *report, const struct kind_tables *kind, size_t finding);

/* Appends the page for participants. */
bool report_participants(struct report *report, struct buf *out, struct error *err) MUST_CHECK;

/* ---- small words: report_words.c ---- */

/* The file of a template in the report's form: of "report-quote", "report-quote.md.tpl". */
const char *report_template(struct report *report, const char *name);

/* WRITTEN, or another section, where what stands in the part is in the study's language and the report has another (written.h). */
void report_written(const struct report *report, struct page *part, const char *section);
/* The same of what a questionnaire says: in the report's language, or else in its own first one. */
void report_questionnaire_written(const struct report *report, struct view questionnaire, struct page *part);
/* The same of a finding's name at a position of a table (not where that is all, or none). */
void report_position_written(const struct report *report, const struct tally *tally, size_t axis,
                             size_t position, struct page *part);
void report_title(const struct report *report, const struct released_finding *finding, struct page *part);

/* Fills ID, and ALIAS for each finding that was merged into this one, so that links to that lead here. */
void report_finding_anchors(const struct released_finding *finding, struct page *part);

/* Text as LINE sections: escaping for HTML turns line feeds into blanks. */
void report_lines(struct page *part, struct view text);

/* Fills DAY with the day (2026-11-28) of a card; nothing where it has none. */
void report_day(struct report *report, struct view day, struct page *part);

/* A chapter in the list of contents. */
void report_chapter(struct report *report, struct view id, struct view title);

struct view report_message(const struct report *report, const char *id);
struct view report_fill(struct report *report, const char *id, const struct catalogue_value *values);
struct view report_audience(struct report *report, struct view audience); /* "jeugd-panel": "Jeugd panel" */
/* What a cell counts, or the people behind it, or the word for what is hidden. In a report "<5" would be
 * read as a number, also where 48 is hidden to protect another one, so it says "hidden" and no more. */
struct view report_count(struct report *report, const struct cell *cell);
struct view report_people(struct report *report, const struct cell *cell);
/* With a capital, for where that begins a sentence. */
struct view report_sentence(struct report *report, struct view text);

/* Whether shares of this whole may be shown: it is not hidden nor rounded, and there are enough people behind it. */
bool report_has_shares(const struct report *report, const struct cell *whole);
/* "43%"; an empty view where there are too few people or a number is hidden. */
struct view report_share(struct report *report, const struct cell *part, const struct cell *whole);
/* The same with its interval: "43% (36–50%)". The interval counts people, also where the share is of mentions: what one person
 * tells twice is not twice as sure. */
struct view report_share_between(struct report *report, const struct cell *part, const struct cell *whole);

/* Adds a number to a row of a table; counts it where it is hidden. */
void report_add_number(struct report *report, struct page *row, const struct cell *cell, struct view number);

/* ---- rounded numbers: report_rounded.c ---- */

bool report_is_rounded(const struct report *report);
/* What an unrounded 0 says, a rounded one does not. */
bool report_is_none(const struct report *report, const struct cell *cell);
/* Whether fewer people than the threshold may be behind a number, as far as the report tells. */
bool report_may_be_few(const struct report *report, const struct cell *cell);

/* report_count() and report_people() in a sentence, which says of a rounded number that it is one: "about 50", "fewer than 5". */
struct view report_count_told(struct report *report, const struct cell *cell);
struct view report_people_told(struct report *report, const struct cell *cell);

/* What is said once about all numbers: that they are rounded, or which are hidden and what shares are worth. `threshold`: {k}. */
void report_rounding(struct report *report, const struct catalogue_value *threshold);

#endif
