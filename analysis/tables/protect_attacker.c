/* SPDX-License-Identifier: EUPL-1.2
 *
 * The attacker of protect.h. Columns are differences from the truth, so 0 everywhere always fits.
 */
#include "protect_inside.h"

#include <math.h>
#include <stdlib.h>

static const double nothing = 1e-7;

static int
column_of(size_t number)
{
	return (int)number + 1;
}

static double
reach_down(const struct attacker *attacker, size_t number)
{
	const struct published_number *about = &attacker->published->numbers[number];

	return fmin((double)(about->value - (about->bounded ? about->least : 0)), attacker->reach);
}

static double
reach_up(const struct attacker *attacker, size_t number)
{
	const struct published_number *about = &attacker->published->numbers[number];

	return about->bounded ? fmin((double)(about->most - about->value), attacker->reach) : attacker->reach;
}

void
attacker_see(struct attacker *attacker, size_t number)
{
	bool hidden = attacker->published->numbers[number].hidden;
	double down = hidden ? reach_down(attacker, number) : 0, up = hidden ? reach_up(attacker, number) : 0;

	glp_set_col_bnds(attacker->lp, column_of(number), down + up > 0 ? GLP_DB : GLP_FX, -down, up);
}

/* How far the truth is from the bound of a relation. */
static double
room_of(const struct published *published, const struct published_relation *relation)
{
	double sum = 0;

	for (size_t t = 0; !relation->equal && t < relation->count; t++) {
		const struct published_term *term = &published->terms[relation->first + t];

		sum += term->coefficient * (double)published->numbers[term->number].value;
	}
	return sum;
}

void
attacker_open(struct attacker *attacker, const struct published *published, double reach)
{
	int *indices = xcalloc(published->term_count + 1, sizeof(*indices));
	double *values = xcalloc(published->term_count + 1, sizeof(*values));

	*attacker = (struct attacker){ published, glp_create_prob(), reach };
	if (published->number_count > 0)
		glp_add_cols(attacker->lp, (int)published->number_count);
	if (published->relation_count > 0)
		glp_add_rows(attacker->lp, (int)published->relation_count);
	for (size_t i = 0; i < published->number_count; i++)
		attacker_see(attacker, i);
	for (size_t r = 0; r < published->relation_count; r++) {
		const struct published_relation *relation = &published->relations[r];
		double room = room_of(published, relation);

		for (size_t t = 0; t < relation->count; t++) {
			indices[t + 1] = column_of(published->terms[relation->first + t].number);
			values[t + 1] = published->terms[relation->first + t].coefficient;
		}
		glp_set_mat_row(attacker->lp, (int)r + 1, (int)relation->count, indices, values);
		glp_set_row_bnds(attacker->lp, (int)r + 1, relation->equal ? GLP_FX : GLP_LO, -room, -room);
	}
	free(indices);
	free(values);
}

void
attacker_close(struct attacker *attacker)
{
	glp_delete_prob(attacker->lp);
}

static bool
solve(glp_prob *lp)
{
	glp_smcp settings;
	bool good;

	glp_init_smcp(&settings);
	settings.msg_lev = GLP_MSG_OFF;
	good = glp_simplex(lp, &settings) == 0 && glp_get_status(lp) == GLP_OPT;
	if (!good) {
		glp_std_basis(lp);
		good = glp_simplex(lp, &settings) == 0 && glp_get_status(lp) == GLP_OPT;
	}
	return good;
}

/* Adds what each number would gain in one direction, and returns what inequalities give for nothing. */
static double
add_gains(const struct attacker *attacker, double sign, double *gains)
{
	const struct published *published = attacker->published;
	double given = 0;

	for (size_t i = 0; i < published->number_count; i++) {
		double dual = sign * glp_get_col_dual(attacker->lp, column_of(i));

		if (fabs(dual) > nothing)
			gains[i] += dual > 0 ? dual * reach_up(attacker, i) : -dual * reach_down(attacker, i);
	}
	for (size_t r = 0; r < published->relation_count; r++) {
		double dual = fabs(glp_get_row_dual(attacker->lp, (int)r + 1));

		if (dual > nothing && !published->relations[r].equal)
			given += dual * room_of(published, &published->relations[r]);
	}
	return given;
}

/* One way (the sum of gains for `ways` 1 or 2, or of both for 3): how far, and what would make it further. */
static bool
go_far(struct attacker *attacker, size_t number, unsigned ways, struct cut *cut, double *distance)
{
	double given = 0;
	bool good = true;

	*distance = 0;
	for (size_t i = 0; i < attacker->published->number_count; i++)
		cut->gains[i] = 0;
	glp_set_obj_coef(attacker->lp, column_of(number), 1);
	for (unsigned way = 1; good && way <= 2; way++) {
		double sign = way == 1 ? 1 : -1;

		if ((ways & way) == 0)
			continue;
		glp_set_obj_dir(attacker->lp, way == 1 ? GLP_MAX : GLP_MIN);
		good = solve(attacker->lp);
		if (good) {
			*distance += sign * glp_get_obj_val(attacker->lp);
			given += add_gains(attacker, sign, cut->gains);
		}
	}
	glp_set_obj_coef(attacker->lp, column_of(number), 0);
	cut->number = number;
	cut->least = -given - cut->gains[number];
	cut->gains[number] = 0;
	return good;
}

enum attack
attacker_try(struct attacker *attacker, size_t number, const struct protect_need *need, struct cut *cut)
{
	const double needs[] = {
		[1] = (double)need->up, [2] = (double)need->down, [3] = (double)need->width
	};
	double distance[4] = { 0 };
	unsigned ways = 0;
	bool good = true, held = true;

	while (good && held && ways < 3) {
		ways++;
		/* Far enough one way alone is wide enough. */
		if (needs[ways] <= 0 || (ways == 3 && distance[1] + distance[2] >= needs[3] - nothing))
			continue;
		good = go_far(attacker, number, ways, cut, &distance[ways]);
		held = distance[ways] >= needs[ways] - nothing;
	}
	if (!good)
		return ATTACK_FAILED;
	if (held)
		return ATTACK_HELD;
	cut->least += needs[ways];
	for (size_t i = 0; i < attacker->published->number_count; i++)
		cut->gains[i] = fmin(cut->gains[i], cut->least);
	return ATTACK_CUT;
}
