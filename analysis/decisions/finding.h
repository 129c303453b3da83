/* SPDX-License-Identifier: EUPL-1.2
 *
 * Findings: the workarounds and myths that mentions are grouped into, each with its card. A finding is the subject of
 * DECISION_FINDING; its parts are the rows of finding_parts. Which mentions tell of it is DECISION_MEMBER.
 */
#ifndef FINDING_H
#define FINDING_H

#include "codebook.h"
#include "questionnaire.h"

/* What a part holds, for checks and for a form. */
enum finding_form { FINDING_TEXT, FINDING_DAY, FINDING_CHOICE, FINDING_REFERENCE };

struct finding_part {
	const char *name;
	const char *label;      /* Dutch, for the card */
	enum mention_kind kind; /* whose card has it; MENTION_NONE: both */
	enum finding_form form;
	const char *const *choices; /* FINDING_CHOICE: ends with NULL */
	bool needed;                /* before the finding can be released */
};

/* Ends with a NULL name. kind, title, title.en, title.ar, then for an olifantenpaadje: bottleneck, path, helps,
 * risk, blocks, proposal; for a broodje aap: claim, true, source, keeps-away, audience; for both: owner (a role),
 * state (plan, do, check, act), plan, do, check, act (days: 2026-11-28), contrast (the finding that is this one's other
 * side), into (merged into), release ("draft", "released"). "tag/ID" ("yes", "no") is a part too, for every tag. */
extern const struct finding_part finding_parts[];

const struct finding_part *finding_part_find(struct view name); /* NULL: none */

/* Whether other words in a part (of a card, or a tag) take the release back: they are not what was released. How the improvement goes
 * on (owner, state, days) is another matter. */
bool finding_part_is_words(struct view name);

/* Whether a part can have this value. */
bool finding_part_check(struct view name, struct view value, struct error *err) MUST_CHECK;

struct finding {
	struct view id;
	enum mention_kind kind; /* MENTION_NONE when that is in conflict */
	struct view title;      /* empty when in conflict */
	struct view into;       /* not empty: merged, its title lives on as an alias of that one */
	bool released;
	size_t mentions;  /* that tell of it, with those of what was merged into it */
	size_t responses; /* that these mentions are from */
	size_t conflicts; /* parts of its card that are in conflict */
};

struct findings {
	struct finding *list; /* by id */
	size_t count;
};

#define FINDINGS_INIT ((struct findings){ .list = NULL })

void findings_make(struct findings *findings, struct coding *coding);
void findings_release(struct findings *findings);
const struct finding *findings_find(const struct findings *findings, struct view id); /* NULL: none */

/* Which finding counts for this one: itself, or what it was merged into. */
struct view finding_resolve(const struct coding *coding, struct view id);

/* The finding that a mention tells of, resolved; empty for none or a conflict. */
struct view finding_of(const struct coding *coding, struct view mention);

/* All mentions that tell of a finding, each with that finding, resolved: finding_of() of all at once. */
struct finding_member {
	const struct mention *mention;
	struct view finding;
};

/* In the order of the mentions; owned by the caller: free(). */
struct finding_member *finding_members(const struct coding *coding, size_t *count);

/* Makes a new one and sets its id: the title in a-z0-9-, and four random characters, so that two laptops do not make the
 * same. The id is in `arena`. */
bool finding_new(struct coding *coding, struct view coder, enum mention_kind kind, struct view title,
                 struct arena *arena, struct view *id, struct error *err) MUST_CHECK;

/* The same with its first mentions, as one action. Its id lives as long as `coding`. */
bool finding_begin(struct coding *coding, struct view coder, enum mention_kind kind, struct view title,
                   const struct view *mentions, size_t count, struct view *id, struct error *err) MUST_CHECK;

bool finding_set(struct coding *coding, struct view coder, struct view id, struct view part,
                 struct view value, struct error *err) MUST_CHECK;

/* These mentions tell of the finding from now on; id empty: of none. All must be of the finding's kind. */
bool finding_join(struct coding *coding, struct view coder, struct view id, const struct view *mentions,
                  size_t count, size_t *made, struct error *err) MUST_CHECK;

/* "14 meldingen gaan van A naar B". ERROR_ABSENT: no such finding; ERROR_INVALID: other kinds, or a cycle. */
bool finding_preview_merge(struct coding *coding, struct view from, struct view to, struct preview *preview,
                           struct error *err) MUST_CHECK;
bool finding_merge(struct coding *coding, struct view coder, struct view from, struct view to,
                   struct error *err) MUST_CHECK;

/* Makes a new finding of some of the mentions of another. Its id lives as long as `coding`. */
bool finding_preview_split(struct coding *coding, struct view from, const struct view *mentions, size_t count,
                           struct preview *preview, struct error *err) MUST_CHECK;
bool finding_split(struct coding *coding, struct view coder, struct view from, struct view title,
                   const struct view *mentions, size_t count, struct view *id, struct error *err) MUST_CHECK;

enum finding_obstacle_kind {
	FINDING_MERGED,      /* it goes out as a part of another one */
	FINDING_CONFLICTING, /* two laptops differ about a part, or a tag */
	FINDING_EMPTY,       /* a part that is needed */
	FINDING_PERSONAL, /* something in a part looks like personal data, and nobody let it stay: one for each */
	FINDING_ALONE     /* no mention tells of it */
};

struct finding_obstacle {
	enum finding_obstacle_kind kind;
	struct view part;  /* "path", "tag/wonen"; empty where it is not about one */
	size_t from, to;   /* FINDING_PERSONAL: where in the part, in code points */
	const char *looks; /* FINDING_PERSONAL: like what, as the kind of a mark; else NULL */
};

struct finding_obstacles {
	struct finding_obstacle *list; /* owned */
	size_t count, room;
};

#define FINDING_OBSTACLES_INIT ((struct finding_obstacles){ .list = NULL })

/* What keeps a finding from being released; nothing: count is 0. What it borrows lives as long as `coding`. */
void finding_obstacles(struct finding_obstacles *obstacles, struct coding *coding,
                       const struct finding *finding);
void finding_obstacles_release(struct finding_obstacles *obstacles);

/* What keeps a finding from being released, all of it, a line each, added to `why`: parts that are empty or in conflict, no mention,
 * what looks like personal data in its card. True when nothing does. */
bool finding_releasable(struct coding *coding, struct view id, struct buf *why);

/* Releases it, or takes that back. ERROR_INVALID when something keeps it. */
bool finding_release(struct coding *coding, struct view coder, struct view id, bool release,
                     struct error *err) MUST_CHECK;

/* Whether it was released and still can be: what looks like personal data may be known better now than then, and two
 * laptops may differ since. */
bool finding_goes_out(struct coding *coding, const struct finding *finding);

/* ---- Comparing ---- */

/* How many mentions and responses tell of a finding in one wave, of how many; the rows of a table by finding and
 * wave, in the order of findings and of the waves' import. */
struct finding_wave {
	struct view finding, wave;
	size_t mentions;  /* that tell of it */
	size_t responses; /* from so many responses */
	size_t of;        /* of so many in the wave that were asked */
};

/* Owned by the caller: free(). */
struct finding_wave *finding_waves(struct coding *coding, size_t *count);

/* Two findings of which one is the other's contrast, with how many mentions of each come from each audience. */
struct finding_contrast {
	struct view one, other, audience;
	size_t one_mentions, other_mentions;
};

struct finding_contrast *finding_contrasts(struct coding *coding, size_t *count); /* free() */

/* ---- As YAML ----
 *   findings:
 *     briefadres-bij-bekende:
 *       kind: olifantenpaadje
 *       title: Post op het adres van een bekende
 *       tags: [wonen, systeem]       all tags of the card
 *       bottleneck: …                and every other part of its kind but `into` and `release`
 * Which mentions tell of it does not stand in the file, and neither does its release: a person decides that about the card as it is. */

/* Reads cards and decides what is new or other in them, as one action; findings and parts that the file does not name stay. What
 * is released and gets other words is a draft again. All problems are reported with their lines; then nothing is decided. */
bool finding_read_cards(struct coding *coding, struct view coder, struct view text, const char *file,
                        size_t *made, struct problems *problems, struct error *err) MUST_CHECK;

/* finding_read_cards() makes the same of it. Findings that were merged into another are left out, and so is what is in conflict. */
void finding_write_cards(struct coding *coding, struct buf *out);

/* ---- The next wave ---- */

/* Adds a finding's id as a questionnaire can have it, for an option, a tag or a question: its own, or where that begins with a
 * digit or is longer than 40 characters its beginning and its end, which makes it its own. */
void finding_add_option(struct view id, struct buf *out);

/* Writes the released findings of a kind as a tag set (YAML, survey-questionnaire(5)) with their titles, in the languages
 * in which all of them have one. ERROR_ABSENT when none is released. */
bool finding_write_tagset(struct coding *coding, enum mention_kind kind, struct view id, struct buf *out,
                          struct error *err) MUST_CHECK;

#endif
