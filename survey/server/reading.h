/* SPDX-License-Identifier: EUPL-1.2
 *
 * Reading a sent form against its questionnaire: the answers as they count, the answers as they were typed (to show
 * them again), and what the person must change.
 */
#ifndef READING_H
#define READING_H

#include "form.h"
#include "plan.h"

struct reading_problem {
	const struct section *section; /* NULL: about the ticket, or about all answers together */
	bool ticket;
	const char *message; /* id, "error_…" */
	long limit;          /* {limit} in the message */
};

struct reading {
	struct response response; /* settled; only good when there is no problem */
	struct response typed;
	struct reading_problem *problems; /* in the order of the questions */
	size_t problem_count;
};

/* Everything lives in `arena`; `plan` must outlive it. */
void reading_make(struct reading *reading, const struct questionnaire *questionnaire, const struct plan *plan,
                  const struct form *form, struct arena *arena);

void reading_add_problem(struct reading *reading, const struct section *section, const char *message,
                         long limit);

/* As the last problem. */
void reading_add_ticket_problem(struct reading *reading, const char *message);

/* Whether anything was answered; wanting another time or not is no answer. */
bool reading_has_answers(const struct reading *reading);

#endif
