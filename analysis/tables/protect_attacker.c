/* SPDX-License-Identifier: EUPL-1.2
 *
 * The attacker of protect.h. Columns are differences from the truth, so that 0 fits everywhere; but for numbers that nobody
 * counted, which are what they are.
 *
 * Hidden numbers that hang together through relations that matter are one linear programme, a small part of all. What a number
 * that is shown would gain follows from the dual values of the relations that it is in.
 */
#include "protect_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double nothing = 1e-7;

struct attacker_entry {
	size_t relation;
	double coefficient;
};

struct component {
	glp_prob *lp;                /* owned */
	size_t *numbers, *relations; /* owned; by column and row, from 0 */
	size_t number_count, relation_count;
};

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

/* ---- opening and closing ------------------------------------------------------------------------------- */

/* How far the truth is from the bound of a relation, without what nobody counted. */
static double
room_of(const struct published *published, const struct published_relation *relation)
{
	double sum = 0;

	for (size_t t = 0; t < relation->count; t++) {
		const struct published_term *term = &published->terms[relation->first + t];

		if (!published->numbers[term->number].uncounted)
			sum += term->coefficient * (double)published->numbers[term->number].value;
	}
	return sum;
}

static void
list_entries(struct attacker *attacker)
{
	const struct published *published = attacker->published;
	size_t *next = xcalloc(published->number_count + 1, sizeof(*next));

	for (size_t r = 0; r < published->relation_count; r++)
		for (size_t t = 0; t < published->relations[r].count; t++)
			attacker->starts[published->terms[published->relations[r].first + t].number + 1]++;
	for (size_t i = 0; i < published->number_count; i++)
		attacker->starts[i + 1] += attacker->starts[i];
	memcpy(next, attacker->starts, published->number_count * sizeof(*next));
	for (size_t r = 0; r < published->relation_count; r++)
		for (size_t t = 0; t < published->relations[r].count; t++) {
			const struct published_term *term =
			    &published->terms[published->relations[r].first + t];

			attacker->entries[next[term->number]++] =
			    (struct attacker_entry){ r, term->coefficient };
		}
	free(next);
}

void
attacker_open(struct attacker *attacker, const struct published *published, const struct protect_need *needs,
              double reach)
{
	size_t count = published->number_count + 1;

	*attacker =
	    (struct attacker){ .published = published,
		               .needs = needs,
		               .reach = reach,
		               .starts = xcalloc(count + 1, sizeof(size_t)),
		               .entries = xcalloc(published->term_count + 1, sizeof(struct attacker_entry)),
		               .rooms = xcalloc(published->relation_count + 1, sizeof(double)),
		               .components = xcalloc(count, sizeof(struct component *)),
		               .columns = xcalloc(count, sizeof(size_t)),
		               .held = xcalloc(count, sizeof(bool)) };
	for (size_t r = 0; r < published->relation_count; r++)
		attacker->rooms[r] = room_of(published, &published->relations[r]);
	list_entries(attacker);
}

static void
forget_component(struct attacker *attacker, size_t number)
{
	struct component *component = attacker->components[number];

	if (component == NULL)
		return;
	for (size_t i = 0; i < component->number_count; i++)
		attacker->components[component->numbers[i]] = NULL;
	glp_delete_prob(component->lp);
	free(component->numbers);
	free(component->relations);
	free(component);
}

void
attacker_close(struct attacker *attacker)
{
	for (size_t i = 0; i < attacker->published->number_count; i++)
		forget_component(attacker, i);
	free(attacker->starts);
	free(attacker->entries);
	free(attacker->rooms);
	free(attacker->components);
	free(attacker->columns);
	free(attacker->held);
}

/* ---- what hangs together ------------------------------------------------------------------------------- */

/* Can be something else than the truth. */
static bool
is_open(const struct attacker *attacker, size_t number)
{
	const struct published_number *about = &attacker->published->numbers[number];

	return about->uncounted ||
	       (about->hidden && reach_down(attacker, number) + reach_up(attacker, number) > 0);
}

/* Whether a relation can hold something back: not when there is more room than all its numbers can take. */
static bool
matters(const struct attacker *attacker, size_t relation)
{
	const struct published *published = attacker->published;
	const struct published_relation *about = &published->relations[relation];
	double room = attacker->rooms[relation];
	bool unbounded = false;

	for (size_t t = 0; !about->equal && t < about->count; t++) {
		const struct published_term *term = &published->terms[about->first + t];

		if (!is_open(attacker, term->number))
			continue;
		if (published->numbers[term->number].uncounted)
			unbounded = unbounded || term->coefficient < 0;
		else
			room -= term->coefficient > 0 ? term->coefficient * reach_down(attacker, term->number)
			                              : -term->coefficient * reach_up(attacker, term->number);
	}
	return about->equal || unbounded || room < 0;
}

static void
take_in(struct attacker *attacker, struct component *component, size_t number)
{
	if (attacker->components[number] != NULL)
		return;
	attacker->components[number] = component;
	component->numbers =
	    xrealloc(component->numbers, component->number_count + 1, sizeof(*component->numbers));
	component->numbers[component->number_count++] = number;
}

/* From one number to all that it hangs together with. */
static void
gather(struct attacker *attacker, struct component *component, size_t number)
{
	const struct published *published = attacker->published;
	bool *seen = xcalloc(published->relation_count + 1, sizeof(*seen));

	take_in(attacker, component, number);
	for (size_t i = 0; i < component->number_count; i++) {
		size_t of = component->numbers[i];

		for (size_t e = attacker->starts[of]; e < attacker->starts[of + 1]; e++) {
			size_t r = attacker->entries[e].relation;
			const struct published_relation *relation = &published->relations[r];

			if (seen[r])
				continue;
			seen[r] = true;
			if (!matters(attacker, r))
				continue;
			component->relations = xrealloc(component->relations, component->relation_count + 1,
			                                sizeof(*component->relations));
			component->relations[component->relation_count++] = r;
			for (size_t t = relation->first; t < relation->first + relation->count; t++)
				if (is_open(attacker, published->terms[t].number))
					take_in(attacker, component, published->terms[t].number);
		}
	}
	free(seen);
}

static void
add_columns(struct attacker *attacker, struct component *component)
{
	glp_add_cols(component->lp, (int)component->number_count);
	for (size_t i = 0; i < component->number_count; i++) {
		size_t number = component->numbers[i];
		const struct published_number *about = &attacker->published->numbers[number];
		double down = about->hidden ? reach_down(attacker, number) : 0,
		       up = about->hidden ? reach_up(attacker, number) : 0;

		attacker->columns[number] = i + 1;
		glp_set_col_bnds(component->lp, (int)i + 1,
		                 about->uncounted ? GLP_LO
		                 : down + up > 0  ? GLP_DB
		                                  : GLP_FX,
		                 about->uncounted ? 0 : -down, up);
	}
}

static void
add_rows(const struct attacker *attacker, struct component *component)
{
	const struct published *published = attacker->published;
	int *indices = xcalloc(component->number_count + 1, sizeof(*indices));
	double *values = xcalloc(component->number_count + 1, sizeof(*values));

	if (component->relation_count > 0)
		glp_add_rows(component->lp, (int)component->relation_count);
	for (size_t i = 0; i < component->relation_count; i++) {
		const struct published_relation *relation = &published->relations[component->relations[i]];
		double room = attacker->rooms[component->relations[i]];
		int terms = 0;

		for (size_t t = relation->first; t < relation->first + relation->count; t++) {
			const struct published_term *term = &published->terms[t];

			if (attacker->components[term->number] != component)
				continue;
			indices[++terms] = (int)attacker->columns[term->number];
			values[terms] = term->coefficient;
		}
		glp_set_mat_row(component->lp, (int)i + 1, terms, indices, values);
		glp_set_row_bnds(component->lp, (int)i + 1, relation->equal ? GLP_FX : GLP_LO, -room, -room);
	}
	free(indices);
	free(values);
}

static struct component *
component_of(struct attacker *attacker, size_t number)
{
	struct component *component = attacker->components[number];

	if (component != NULL)
		return component;
	component = xcalloc(1, sizeof(*component));
	component->lp = glp_create_prob();
	gather(attacker, component, number);
	add_columns(attacker, component);
	add_rows(attacker, component);
	return component;
}

void
attacker_doubt(struct attacker *attacker, size_t number)
{
	const struct component *component = component_of(attacker, number);

	for (size_t i = 0; i < component->number_count; i++)
		attacker->held[component->numbers[i]] = false;
}

void
attacker_doubt_all(struct attacker *attacker)
{
	memset(attacker->held, 0, attacker->published->number_count * sizeof(*attacker->held));
}

void
attacker_see(struct attacker *attacker, size_t number)
{
	const struct published *published = attacker->published;

	forget_component(attacker, number);
	for (size_t e = attacker->starts[number]; e < attacker->starts[number + 1]; e++) {
		const struct published_relation *relation =
		    &published->relations[attacker->entries[e].relation];

		for (size_t t = relation->first; t < relation->first + relation->count; t++)
			forget_component(attacker, published->terms[t].number);
	}
}

/* ---- an attack ----------------------------------------------------------------------------------------- */

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

static double
gain(const struct attacker *attacker, size_t number, double dual)
{
	if (fabs(dual) <= nothing || attacker->published->numbers[number].uncounted)
		return 0;
	return dual > 0 ? dual * reach_up(attacker, number) : -dual * reach_down(attacker, number);
}

/* Adds what each number would gain in one direction, and returns what relations give for nothing. `duals`: room for all numbers, all 0
 * before and after. */
static double
add_gains(const struct attacker *attacker, const struct component *component, double sign, double *gains,
          double *duals)
{
	const struct published *published = attacker->published;
	double given = 0;

	for (size_t i = 0; i < component->number_count; i++)
		gains[component->numbers[i]] +=
		    gain(attacker, component->numbers[i], sign * glp_get_col_dual(component->lp, (int)i + 1));
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < component->relation_count; i++) {
			const struct published_relation *relation =
			    &published->relations[component->relations[i]];
			double dual = sign * glp_get_row_dual(component->lp, (int)i + 1);

			if (fabs(dual) <= nothing)
				continue;
			given -= pass == 0 ? dual * attacker->rooms[component->relations[i]] : 0;
			for (size_t t = relation->first; t < relation->first + relation->count; t++) {
				const struct published_term *term = &published->terms[t];

				if (attacker->components[term->number] == component)
					continue;
				if (pass == 0)
					duals[term->number] -= dual * term->coefficient;
				else {
					gains[term->number] +=
					    gain(attacker, term->number, duals[term->number]);
					duals[term->number] = 0;
				}
			}
		}
	return given;
}

/* One way (the sum of gains for `ways` 1 or 2, or of both for 3): how far, and what would make it further. */
static bool
go_far(struct attacker *attacker, size_t number, unsigned ways, struct cut *cut, double *distance)
{
	size_t count = attacker->published->number_count;
	struct component *component = component_of(attacker, number);
	double given = 0, *duals = xcalloc(count + 1, sizeof(*duals));
	int column = (int)attacker->columns[number];
	bool good = true;

	*distance = 0;
	for (size_t i = 0; i < count; i++)
		cut->gains[i] = 0;
	glp_set_obj_coef(component->lp, column, 1);
	for (unsigned way = 1; good && way <= 2; way++) {
		double sign = way == 1 ? 1 : -1;

		if ((ways & way) == 0)
			continue;
		glp_set_obj_dir(component->lp, way == 1 ? GLP_MAX : GLP_MIN);
		good = solve(component->lp);
		if (good) {
			*distance += sign * glp_get_obj_val(component->lp);
			given += add_gains(attacker, component, sign, cut->gains, duals);
		}
	}
	glp_set_obj_coef(component->lp, column, 0);
	cut->number = number;
	cut->least = -given - cut->gains[number];
	cut->gains[number] = 0;
	free(duals);
	return good;
}

enum attack
attacker_try(struct attacker *attacker, size_t number, struct cut *cut)
{
	const struct protect_need *need = &attacker->needs[number];
	const double needs[] = {
		[1] = (double)need->up, [2] = (double)need->down, [3] = (double)need->width
	};
	double distance[4] = { 0 };
	unsigned ways = 0;
	bool good = true, held = true;

	if (attacker->held[number])
		return ATTACK_HELD;
	while (good && held && ways < 3) {
		ways++;
		/* Far enough one way alone is wide enough. */
		if (needs[ways] <= 0 || (ways == 3 && distance[1] + distance[2] >= needs[3] - nothing))
			continue;
		good = go_far(attacker, number, ways, cut, &distance[ways]);
		held = distance[ways] >= needs[ways] - nothing;
	}
	attacker->held[number] = good && held;
	if (!good)
		return ATTACK_FAILED;
	if (held)
		return ATTACK_HELD;
	cut->least += needs[ways];
	for (size_t i = 0; i < attacker->published->number_count; i++)
		cut->gains[i] = fmin(cut->gains[i], cut->least);
	return ATTACK_CUT;
}
