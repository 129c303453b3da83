/* SPDX-License-Identifier: EUPL-1.2
 *
 * A decision in people's words: what it is about and what it says, with names in place of ids.
 */
#ifndef NAMING_H
#define NAMING_H

#include "visit.h"

/* In the language of the page; what has no other name stays as it is. In the arena of the visit, or of the study. */
struct view naming_subject(struct visit *visit, struct view subject);
struct view naming_part(struct visit *visit, enum decision_kind kind, struct view subject, struct view part);
struct view naming_value(struct visit *visit, enum decision_kind kind, struct view part, struct view value);
struct view naming_kind(struct visit *visit, enum decision_kind kind);

/* The label of a part of a finding's card. */
struct view naming_card_part(struct visit *visit, struct view part);

#endif
