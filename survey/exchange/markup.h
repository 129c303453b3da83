/* SPDX-License-Identifier: EUPL-1.2
 *
 * Texts of other programs with markup (HTML, a little Markdown) and with places where an answer is put in, as the plain texts of
 * a questionnaire.
 */
#ifndef MARKUP_H
#define MARKUP_H

#include "draft.h"

/* What was taken out of a text. */
struct markup_loss {
	bool keep;    /* set by the caller: "${name}" (with `braces` "{name}") stays as it is */
	bool braces;  /* set by the caller: "{name}" is an answer too, as in LimeSurvey */
	bool markup;  /* bold, links, pictures: all but paragraphs and lists */
	bool script;  /* a script, which is gone with all that stands in it */
	bool answers; /* an earlier answer, or something about the person, put in: "…" stands there */
};

/* A plain text; with `lines` paragraphs and lists stay, else it is one piece. Adds to *loss. */
struct view markup_plain(struct draft *draft, struct view text, bool lines, struct markup_loss *loss);

/* Says what was lost of `what` ("question"). */
void markup_report(struct draft *draft, const struct draft_place *place, const char *what,
                   const struct markup_loss *loss);

#endif
