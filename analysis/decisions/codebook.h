/* SPDX-License-Identifier: EUPL-1.2
 *
 * The codebook: the tags the team codes with. A tag is the subject of DECISION_CODE; its parts:
 *   name        what people read
 *   definition, example, keywords (separated by commas; a word that ends in * means every word that begins so)
 *   colour      "#rrggbb"
 *   parent      the tag above it; "" for none
 *   into        the tag it was merged into: from then on it counts as that one; its name stays as alias
 *   state       "used", or "retired": not offered any more
 * Tags of the respondents' own tag sets can be taken over with codebook_adopt(). A chain of parents or merges that
 * comes back to itself is refused; when two laptops make one together, every link of it is a conflict (it has no value)
 * until somebody decides.
 *
 * As YAML:
 *   codebook: NAME
 *   tags:
 *     wonen:
 *       name: Wonen
 *       definition: …
 *       examples: [ …, … ]      stored as one text, a line each
 *       keywords: [huur, slaap*]
 *       colour: "#117733"
 *       parent: ID
 *       retired: yes
 */
#ifndef CODEBOOK_H
#define CODEBOOK_H

#include "coding.h"
#include "problems.h"

struct code {
	struct view id; /* [a-z0-9-], as a tag in a tag set */
	struct view name, definition, example, keywords, colour, parent, into;
	bool retired;
	size_t depth;             /* below how many others it stands */
	const struct code *above; /* its parent; NULL for none */
};

struct codebook {
	struct code *list; /* parents before their children, else by name */
	size_t count;
	struct arena arena;
};

#define CODEBOOK_INIT ((struct codebook){ .list = NULL })

/* Tags that were merged into another are in it too (`into` is set). Views hold as long as `coding`. */
void codebook_make(struct codebook *codebook, struct coding *coding);
void codebook_release(struct codebook *codebook);
const struct code *codebook_find(const struct codebook *codebook, struct view id); /* NULL: none */

/* Whether a part of a tag can have this value. */
bool codebook_part_check(struct view part, struct view value, struct error *err) MUST_CHECK;

/* Which tag counts for this one: itself, or what it was merged into, through all merges. */
struct view codebook_resolve(const struct coding *coding, struct view id);

/* Reads a codebook of YAML and decides what is new or other in it, as one action; tags that it does not name stay. All
 * problems, cycles among them, are reported with their lines; then nothing is decided. */
bool codebook_read(struct coding *coding, struct view coder, struct view text, const char *file, size_t *made,
                   struct problems *problems, struct error *err) MUST_CHECK;

void codebook_write(const struct codebook *codebook,
                    struct buf *out); /* codebook_read() makes the same of it */

/* ---- Merge, split, move: first the preview, then the deed ---- */

/* What a change comes to, counted in mentions. */
struct preview {
	size_t moved;   /* go from the one to the other */
	size_t already; /* had both */
	size_t kept;    /* stay where they are */
};

/* `from` counts as `to` from now on. ERROR_ABSENT: no such tag; ERROR_INVALID: a cycle. */
bool codebook_preview_merge(struct coding *coding, struct view from, struct view to, struct preview *preview,
                            struct error *err) MUST_CHECK;
bool codebook_merge(struct coding *coding, struct view coder, struct view from, struct view to,
                    struct error *err) MUST_CHECK;

/* These mentions get the new tag `to` (made when it is not there, named `name`) in place of `from`, for all coders. */
bool codebook_preview_split(struct coding *coding, struct view from, const struct view *mentions,
                            size_t count, struct preview *preview, struct error *err) MUST_CHECK;
bool codebook_split(struct coding *coding, struct view coder, struct view from, struct view to,
                    struct view name, const struct view *mentions, size_t count,
                    struct error *err) MUST_CHECK;

/* What moving a tag comes to: the tags below it go with it. */
struct codebook_move_preview {
	size_t mentions;           /* that have the tag or one below it */
	const struct code **below; /* in the arena; of the codebook that was given */
	size_t below_count;
};

/* ERROR_ABSENT: no such tag; ERROR_INVALID: it would come below itself. */
bool codebook_preview_move(struct coding *coding, const struct codebook *codebook, struct view id,
                           struct view parent, struct arena *arena, struct codebook_move_preview *preview,
                           struct error *err) MUST_CHECK;

/* Puts a tag below another; empty: below none. */
bool codebook_move(struct coding *coding, struct view coder, struct view id, struct view parent,
                   struct error *err) MUST_CHECK;

#endif
