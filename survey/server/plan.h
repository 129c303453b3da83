/* SPDX-License-Identifier: EUPL-1.2
 *
 * The screens of a questionnaire, the same in every language: which there are, when each is shown, and where
 * *Verder* and *Terug* can lead. From this come the page and the style rules that let the browser itself decide
 * what is shown (`:has`), without script and without asking the server.
 */
#ifndef PLAN_H
#define PLAN_H

#include "response.h"

enum { PLAN_ALWAYS = -1 };

/* A screen: one question, at one time of its group. */
struct section {
	const struct question *question;
	size_t time;
	struct view name;  /* form field, and prefix of element ids: "role", "path_1_what" */
	int condition;     /* index in plan.conditions, or PLAN_ALWAYS */
	struct link *next; /* nearest first; the last one is unconditional */
	struct link *previous;
	size_t next_count, previous_count;
	unsigned step, steps; /* "question 2 of 6", of the questionnaire or within the group */
	bool follow_up;       /* shares the step of the question it depends on */
};

struct link {
	struct view target; /* "v4", "start", "end" */
	int condition;
};

/* Conditions that must all hold, each as a compound CSS selector on the form, e.g. ":has(#uses_ja:checked)". */
struct plan_condition {
	struct view *parts;
	size_t part_count;
};

struct plan {
	struct arena arena;
	struct section *sections;
	size_t section_count;
	struct plan_condition *conditions;
	size_t condition_count;
	struct link *last; /* where *Terug* on the last screen can lead */
	size_t last_count;
	struct view style; /* CSS rules for conditions */
};

/* Everything but the arena lives in the arena; the questionnaire must outlive the plan. */
void plan_make(struct plan *plan, const struct questionnaire *questionnaire);
void plan_release(struct plan *plan);

/* The section of a question; NULL for the one that is never shown ("another one?" of the last time). */
const struct section *plan_section(const struct plan *plan, const struct question *question, size_t time);

#endif
