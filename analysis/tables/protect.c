/* SPDX-License-Identifier: EUPL-1.2
 *
 * The choice of what to hide: protect.h.
 */
#include "protect.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "protect_inside.h"

static const double close_enough = 1e-6;

/* For something that protects at all, when the time for the best is over. */
enum { PATIENCE = 4, PATIENCE_MILLISECONDS = 10000 };

struct choosing {
	struct published *published;
	const struct protect_need *needs;
	struct attacker attacker;
	glp_prob *master; /* owned; a column per number (of which the leaders count), a row per cut */
	bool *first;      /* owned; what was hidden at the start */
	bool *best;       /* owned; the cheapest that protects so far */
	bool found;
	double best_cost;
	struct cut cut;               /* of the last attack */
	uint64_t late, deadline, end; /* end: then there is no more to wait for */
};

static bool
time_is_up(const struct choosing *choosing)
{
	return clock_milliseconds() >= choosing->deadline;
}

/* Half of the time is for something that protects, the rest for something better. */
static bool
is_late(const struct choosing *choosing)
{
	return clock_milliseconds() >= choosing->late;
}

/* What is hidden together is chosen as one, by the number that the others name. */
static size_t
leader(const struct choosing *choosing, size_t number)
{
	return choosing->published->numbers[number].with;
}

static bool
is_free(const struct choosing *choosing, size_t number)
{
	return !choosing->first[number] && !choosing->published->numbers[number].settled;
}

/* Hides or shows a leader with all that go with it. */
static void
set_hidden(struct choosing *choosing, size_t of, bool hidden)
{
	struct published *published = choosing->published;

	for (size_t i = of; i < published->number_count; i++)
		if (published->numbers[i].with == of && published->numbers[i].hidden != hidden &&
		    is_free(choosing, i)) {
			published->numbers[i].hidden = hidden;
			attacker_see(&choosing->attacker, i);
		}
}

/* Before a leader is shown again. */
static void
doubt(struct choosing *choosing, size_t of)
{
	for (size_t i = of; i < choosing->published->number_count; i++)
		if (choosing->published->numbers[i].with == of && choosing->published->numbers[i].hidden &&
		    is_free(choosing, i))
			attacker_doubt(&choosing->attacker, i);
}

static double
cost_now(const struct choosing *choosing)
{
	double cost = 0;

	for (size_t i = 0; i < choosing->published->number_count; i++)
		if (choosing->published->numbers[i].hidden && is_free(choosing, i))
			cost += choosing->published->numbers[i].cost;
	return cost;
}

static bool
has_need(const struct protect_need *need)
{
	return need->up > 0 || need->down > 0 || need->width > 0;
}

/* ---- cuts ---------------------------------------------------------------------------------------------- */

/* gains of leaders - least * (the number is hidden) >= 0; each gain no more than `least`. */
static void
add_cut(struct choosing *choosing)
{
	const struct published *published = choosing->published;
	size_t count = published->number_count, own = leader(choosing, choosing->cut.number);
	double *sums = xcalloc(count + 1, sizeof(*sums));
	int *indices = xcalloc(count + 1, sizeof(*indices)), terms = 0,
	    row = glp_add_rows(choosing->master, 1);

	for (size_t i = 0; i < count; i++)
		sums[leader(choosing, i)] += choosing->cut.gains[i];
	for (size_t i = 0; i < count; i++) {
		double sum = sums[i] < choosing->cut.least ? sums[i] : choosing->cut.least;

		if (i == own)
			sum = sums[i] - choosing->cut.least;
		if (sum == 0)
			continue;
		indices[++terms] = (int)i + 1;
		sums[terms - 1] = sum;
	}
	/* GLPK counts from 1. */
	memmove(sums + 1, sums, (size_t)terms * sizeof(*sums));
	glp_set_mat_row(choosing->master, row, terms, indices, sums);
	glp_set_row_bnds(choosing->master, row, GLP_LO, -close_enough, 0);
	free(sums);
	free(indices);
}

/* Hides what the last cut gains most from for its cost; false when nothing is left that helps. */
static bool
hide_helper(struct choosing *choosing)
{
	const struct published *published = choosing->published;
	size_t best = SIZE_MAX;
	double best_worth = 0;

	for (size_t i = 0; i < published->number_count; i++) {
		double worth = choosing->cut.gains[i] / published->numbers[leader(choosing, i)].cost;

		if (published->numbers[i].hidden || !is_free(choosing, i) ||
		    worth <= best_worth + close_enough * best_worth || choosing->cut.gains[i] <= close_enough)
			continue;
		best = i;
		best_worth = worth;
	}
	if (best != SIZE_MAX)
		set_hidden(choosing, leader(choosing, best), true);
	return best != SIZE_MAX;
}

/* ---- something that protects --------------------------------------------------------------------------- */

enum repair { REPAIR_FAILED, REPAIR_DONE, REPAIR_STUCK, REPAIR_LATE, REPAIR_ENDLESS };

/* Hides more, what helps most first, until one number has what it needs. */
static enum repair
repair_number(struct choosing *choosing, size_t number, bool *changed)
{
	enum attack attack;
	bool helped = true, late = false;

	do {
		attack = attacker_try(&choosing->attacker, number, &choosing->cut);
		if (attack != ATTACK_CUT)
			continue;
		late = is_late(choosing);
		if (late)
			continue;
		add_cut(choosing);
		helped = hide_helper(choosing);
		*changed = true;
	} while (attack == ATTACK_CUT && helped && !late);
	return attack == ATTACK_FAILED ? REPAIR_FAILED
	     : late                    ? REPAIR_LATE
	     : helped                  ? REPAIR_DONE
	                               : REPAIR_STUCK;
}

/* Marks all that the last cut gains from; false when there is nothing. */
static bool
mark_helpers(const struct choosing *choosing, bool *helps)
{
	const struct published *published = choosing->published;
	bool any = false;

	for (size_t i = 0; i < published->number_count; i++)
		if (choosing->cut.gains[i] > close_enough && !published->numbers[i].hidden &&
		    is_free(choosing, i))
			any = helps[i] = true;
	return any;
}

/* Hides all that helps any number, for all of them at once: dear, but done soon. */
static enum repair
repair_in_haste(struct choosing *choosing)
{
	const struct published *published = choosing->published;
	size_t count = published->number_count;
	bool *helps = xcalloc(count + 1, sizeof(*helps)), changed = true;
	enum repair outcome = REPAIR_DONE;

	while (changed && outcome == REPAIR_DONE) {
		changed = false;
		for (size_t i = 0; outcome == REPAIR_DONE && i < count; i++) {
			enum attack attack = ATTACK_HELD;

			if (clock_milliseconds() >= choosing->end)
				outcome = REPAIR_ENDLESS;
			else if (published->numbers[i].hidden && has_need(&choosing->needs[i]))
				attack = attacker_try(&choosing->attacker, i, &choosing->cut);
			if (attack == ATTACK_CUT && !mark_helpers(choosing, helps))
				outcome = REPAIR_STUCK;
			else if (attack == ATTACK_FAILED)
				outcome = REPAIR_FAILED;
			changed = changed || attack == ATTACK_CUT;
		}
		for (size_t i = 0; i < count; i++)
			if (helps[i])
				set_hidden(choosing, leader(choosing, i), true);
		memset(helps, 0, count * sizeof(*helps));
	}
	free(helps);
	return outcome;
}

/* Until all hidden numbers have. */
static enum repair
repair(struct choosing *choosing)
{
	const struct published *published = choosing->published;
	enum repair outcome = REPAIR_DONE;
	bool changed = true;

	while (changed && outcome == REPAIR_DONE) {
		changed = false;
		for (size_t i = 0; outcome == REPAIR_DONE && i < published->number_count; i++)
			if (published->numbers[i].hidden && has_need(&choosing->needs[i]))
				outcome = repair_number(choosing, i, &changed);
	}
	return outcome == REPAIR_LATE ? repair_in_haste(choosing) : outcome;
}

static enum attack
try_all(struct choosing *choosing)
{
	const struct published *published = choosing->published;
	enum attack attack = ATTACK_HELD;

	for (size_t i = 0; attack == ATTACK_HELD && i < published->number_count; i++)
		if (published->numbers[i].hidden && has_need(&choosing->needs[i]))
			attack = attacker_try(&choosing->attacker, i, &choosing->cut);
	return attack;
}

/* Shows again what the repair hid and turned out not to need, the dearest first. */
static void
tidy(struct choosing *choosing)
{
	const struct published *published = choosing->published;
	bool *tried = xcalloc(published->number_count + 1, sizeof(*tried));
	struct reach *reached = xcalloc(published->number_count + 1, sizeof(*reached));
	enum attack attack;
	size_t dearest;

	do {
		dearest = SIZE_MAX;
		for (size_t i = 0; i < published->number_count; i++)
			if (!tried[i] && leader(choosing, i) == i && published->numbers[i].hidden &&
			    is_free(choosing, i) &&
			    (dearest == SIZE_MAX ||
			     published->numbers[i].cost > published->numbers[dearest].cost))
				dearest = i;
		if (dearest == SIZE_MAX)
			continue;
		tried[dearest] = true;
		memcpy(reached, choosing->attacker.reached, published->number_count * sizeof(*reached));
		doubt(choosing, dearest);
		set_hidden(choosing, dearest, false);
		attack = try_all(choosing);
		if (attack == ATTACK_CUT)
			add_cut(choosing);
		if (attack != ATTACK_HELD) {
			set_hidden(choosing, dearest, true);
			memcpy(choosing->attacker.reached, reached,
			       published->number_count * sizeof(*reached));
		}
	} while (dearest != SIZE_MAX && !time_is_up(choosing));
	free(tried);
	free(reached);
}

static void
keep_if_best(struct choosing *choosing)
{
	double cost = cost_now(choosing);

	if (choosing->found && cost >= choosing->best_cost - close_enough)
		return;
	choosing->found = true;
	choosing->best_cost = cost;
	for (size_t i = 0; i < choosing->published->number_count; i++)
		choosing->best[i] = choosing->published->numbers[i].hidden;
}

/* ---- the programme ------------------------------------------------------------------------------------- */

static void
open_choosing(struct choosing *choosing, struct published *published, const struct protect_need *needs,
              unsigned milliseconds)
{
	size_t count = published->number_count;
	uint64_t now = clock_milliseconds();
	double most = 0;

	*choosing =
	    (struct choosing){ .published = published,
		               .needs = needs,
		               .master = glp_create_prob(),
		               .first = xcalloc(count + 1, sizeof(bool)),
		               .best = xcalloc(count + 1, sizeof(bool)),
		               .cut = { .gains = xcalloc(count + 1, sizeof(double)) },
		               .late = now + milliseconds / 2,
		               .deadline = now + milliseconds,
		               .end = now + PATIENCE * (uint64_t)milliseconds + PATIENCE_MILLISECONDS };
	if (count > 0)
		glp_add_cols(choosing->master, (int)count);
	for (size_t i = 0; i < count; i++) {
		struct published_number *number = &published->numbers[i];

		/* One of a group that is hidden from the start hides all of it. */
		if (number->hidden && !number->settled)
			for (size_t j = 0; j < count; j++)
				if (published->numbers[j].with == number->with &&
				    !published->numbers[j].settled)
					published->numbers[j].hidden = true;
		most = fmax(most, (double)needs[i].up);
		most = fmax(most, (double)needs[i].down);
		most = fmax(most, (double)needs[i].width);
	}
	for (size_t i = 0; i < count; i++) {
		const struct published_number *number = &published->numbers[i];
		int column = (int)i + 1;

		choosing->first[i] = number->hidden;
		glp_set_col_kind(choosing->master, column, GLP_BV);
		if (is_free(choosing, i))
			glp_set_obj_coef(choosing->master, (int)number->with + 1,
			                 number->cost +
			                     glp_get_obj_coef(choosing->master, (int)number->with + 1));
		else
			glp_set_col_bnds(choosing->master, column, GLP_FX, number->hidden, number->hidden);
	}
	/* Further than a few times what is needed helps nobody, and small numbers keep the solver exact. */
	attacker_open(&choosing->attacker, published, needs, 4 * most + 10);
}

static void
close_choosing(struct choosing *choosing)
{
	attacker_close(&choosing->attacker);
	glp_delete_prob(choosing->master);
	free(choosing->first);
	free(choosing->best);
	free(choosing->cut.gains);
}

enum proposal { PROPOSAL_NONE, PROPOSAL_IMPOSSIBLE, PROPOSAL_GOOD };

/* The cheapest that keeps to all cuts; `bound`: no choice can be cheaper. */
static enum proposal
propose(struct choosing *choosing, double *bound)
{
	uint64_t now = clock_milliseconds();
	glp_iocp settings;
	int failure, status;

	if (now >= choosing->deadline)
		return PROPOSAL_NONE;
	glp_init_iocp(&settings);
	settings.msg_lev = GLP_MSG_OFF;
	settings.presolve = GLP_ON;
	settings.tm_lim = (int)(choosing->deadline - now);
	failure = glp_intopt(choosing->master, &settings);
	status = glp_mip_status(choosing->master);
	if (failure == GLP_ENOPFS || status == GLP_NOFEAS)
		return PROPOSAL_IMPOSSIBLE;
	if (failure != 0 || status != GLP_OPT)
		return PROPOSAL_NONE;
	attacker_doubt_all(&choosing->attacker);
	for (size_t i = 0; i < choosing->published->number_count; i++)
		if (leader(choosing, i) == i && is_free(choosing, i))
			set_hidden(choosing, i, glp_mip_col_val(choosing->master, (int)i + 1) > 0.5);
	*bound = cost_now(choosing);
	return PROPOSAL_GOOD;
}

static bool
fail_stuck(const struct choosing *choosing, struct error *err)
{
	return fail(err, ERROR_INVALID,
	            "what is published already, or stands in no line with others, lets %.*s be worked out",
	            VIEW_ARGS(choosing->published->numbers[choosing->cut.number].name));
}

/* One proposal, repaired. False when it failed; *proved says that there is nothing better to look for. */
static bool
choose_once(struct choosing *choosing, bool *proved, struct error *err)
{
	double bound = 0;
	enum proposal proposal = propose(choosing, &bound);
	enum repair outcome;

	*proved = false;
	if (proposal == PROPOSAL_NONE && choosing->found)
		return true;
	if (proposal == PROPOSAL_IMPOSSIBLE)
		return choosing->found ? (*proved = true) : fail_stuck(choosing, err);
	if (choosing->found && bound >= choosing->best_cost - close_enough)
		return *proved = true;
	if (proposal == PROPOSAL_NONE) /* the last one may be a dead end */
		attacker_doubt_all(&choosing->attacker);
	if (proposal == PROPOSAL_NONE)
		for (size_t i = 0; i < choosing->published->number_count; i++)
			set_hidden(choosing, i, false);
	outcome = repair(choosing);
	if (outcome == REPAIR_FAILED)
		return fail(err, ERROR_SYSTEM, "the solver gave up on what to hide");
	if (outcome == REPAIR_ENDLESS)
		return fail(err, ERROR_INVALID,
		            "what to hide of %zu numbers takes too long to find: take fewer dimensions",
		            choosing->published->number_count);
	if (outcome == REPAIR_STUCK)
		return proposal == PROPOSAL_GOOD || fail_stuck(choosing, err);
	if (!time_is_up(choosing) && (!choosing->found || cost_now(choosing) > bound + close_enough))
		tidy(choosing);
	keep_if_best(choosing);
	return true;
}

bool
protect(struct published *published, const struct protect_need *needs, unsigned milliseconds,
        struct protect_result *result, struct error *err)
{
	struct choosing choosing;
	bool good = true, proved = false;

	open_choosing(&choosing, published, needs, milliseconds);
	do
		good = choose_once(&choosing, &proved, err);
	while (good && !proved && !(time_is_up(&choosing) && choosing.found));
	for (size_t i = 0; good && i < published->number_count; i++)
		published->numbers[i].hidden = choosing.best[i];
	*result = (struct protect_result){ choosing.best_cost, proved };
	close_choosing(&choosing);
	return good;
}
