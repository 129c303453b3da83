/* SPDX-License-Identifier: EUPL-1.2
 *
 * Quotes and the personal data in them: marks are where something looks like personal data, a person decides whether it
 * is taken out ("redact") or stays ("keep"), and no quote is released before all marks in it were decided and a person read
 * the text it is from for what no pattern finds (DECISION_CHECK).
 */
#ifndef QUOTE_H
#define QUOTE_H

#include "coding.h"
#include "place.h"

enum mark_state { MARK_OPEN, MARK_REDACT, MARK_KEEP, MARK_CONFLICT };

struct mark {
	struct place place;
	struct view text; /* what stands there */
	const char *kind; /* "email", "phone", …: see personal.h; "by hand": a person marked it */
	enum mark_state state;
};

struct marks {
	struct mark *list; /* by question, then place */
	size_t count;
	struct arena arena;
};

#define MARKS_INIT ((struct marks){ .list = NULL })

/* What looks like personal data in the texts of a mention, whatever was decided about it: by question, then place, as MARK_OPEN; in
 * the arena. It reads nothing that a decision changes, so any thread may look. `names` may be NULL. */
size_t marks_look(const struct names *names, const struct mention *mention, struct arena *arena,
                  struct mark **found);

/* Whether something is left to decide about: in what marks_look() found, or where people differ. */
bool marks_undecided(const struct coding *coding, const struct mention *mention, const struct mark *found,
                     size_t count);

/* All marks in the texts of a mention: those that are found, and those that people made. */
void marks_find(struct marks *marks, const struct coding *coding, const struct mention *mention);
void marks_release(struct marks *marks);

/* What was decided about a mark of a mention or of a card. `field`: as the decision has it, place_write() or card_mark_field(). */
enum mark_state mark_state_of(const struct coding *coding, struct view subject, struct view field);

/* Decides about a place, also one where nothing was found. MARK_OPEN makes it undecided again. */
bool mark_decide(struct coding *coding, struct view coder, const struct mention *mention,
                 const struct place *place, enum mark_state state, struct error *err) MUST_CHECK;

enum quote_state { QUOTE_NONE, QUOTE_PROPOSED, QUOTE_RELEASED, QUOTE_CONFLICT };

struct quote {
	const struct mention *mention;
	struct place place;
	enum quote_state state;
};

struct quotes {
	struct quote *list; /* by mention, then place */
	size_t count;
};

#define QUOTES_INIT ((struct quotes){ .list = NULL })

/* All quotes but those that were taken back. */
void quotes_make(struct quotes *quotes, struct coding *coding);
void quotes_release(struct quotes *quotes);

/* Proposes a quote, or takes it back (QUOTE_NONE). ERROR_INVALID: not a place in its text. Releasing it (QUOTE_RELEASED) says
 * in one action that the coder read the whole text it is from: only for who was shown that, with its marks. */
bool quote_decide(struct coding *coding, struct view coder, const struct mention *mention,
                  const struct place *place, enum quote_state state, struct error *err) MUST_CHECK;

/* Whether nothing keeps it from being released by who reads it: the person allowed quoting, and no mark that touches it is undecided.
 * ERROR_INVALID says what does. To be asked again whenever a quote goes out: marks may have been found since. */
bool quote_releasable(const struct coding *coding, const struct mention *mention, const struct place *place,
                      struct error *err) MUST_CHECK;

/* Whether a person said that they read the text it is from. */
bool quote_was_read(const struct coding *coding, const struct mention *mention, const struct place *place);

/* Whether it goes out if it was released: both of these, now. */
bool quote_goes_out(const struct coding *coding, const struct mention *mention, const struct place *place);

/* Appends the quote's words; what is to be taken out stands as "[…]". */
void quote_text(const struct coding *coding, const struct mention *mention, const struct place *place,
                struct buf *out);

#endif
