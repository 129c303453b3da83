/* SPDX-License-Identifier: EUPL-1.2
 *
 * The audit where choices cross: audit_inside.h. The unknowns are how many people have just this set of options along one axis and
 * just that one along another: 2 to the number of options on both, so they come into the programme one by one, those that would
 * let a number be less or more (column generation, Gilmore and Gomory 1961, Operations Research 9). What fits without a new one
 * is possible, so as soon as an interval is wide enough for the rule it is left at that; and what one solution says of a number is
 * possible for all of them.
 *
 * It begins at the truth, which is a sum of such sets too: one column that has all people of a crossing at once changes nothing.
 */
#include <math.h>
#include <stdlib.h>

#include "audit_inside.h"

enum { SETS_MAX = 1 << 18, OPTIONS_LIMIT = 20 };
static const double close_enough = 1e-6;

/* The sets that somebody can have along one axis, as bits of positions. */
struct sets {
	uint32_t *list; /* owned */
	size_t count;
};

struct search {
	const struct published_crossing *crossing;
	const double *worth; /* per cell, what a solution would pay for one more */
	struct sets sets[PUBLISHED_AXES_MAX];
	size_t greedy; /* the axis whose best set is found without trying all */
	size_t lengths[PUBLISHED_AXES_MAX], strides[PUBLISHED_AXES_MAX];
	uint32_t chosen[PUBLISHED_AXES_MAX], best[PUBLISHED_AXES_MAX];
	double best_worth;
};

struct crossings {
	struct audit_problem problem;
	bool *
	    touched; /* owned; per number, as leader: something that hangs together with it is where choices cross */
	size_t *numbers, *relations; /* owned; of the problem */
	int *column;                 /* owned */
	int *first_row;              /* owned; per crossing; 0: nothing in it is hidden */
	struct search *searches;     /* owned; per crossing */
	double **worth;              /* owned, each too */
	double *least, *most;        /* owned; per number: of all solutions so far */
};

/* ---- sets ----------------------------------------------------------------------------------------------- */

static bool
has_set(const struct published_axis *axis, uint32_t set)
{
	uint32_t nothing = axis->nothing ? (uint32_t)1 << axis->options : 0;
	size_t count = (size_t)__builtin_popcount(set);
	bool alone = (set & nothing) != 0;

	for (size_t i = 0; i < axis->options; i++)
		alone = alone || (axis->alone[i] && (set & (uint32_t)1 << i) != 0);
	return count > 0 && (axis->united || (alone ? count == 1 : axis->most == 0 || count <= axis->most));
}

/* More than `most`: none. */
static bool
list_sets(const struct published_axis *axis, size_t most, struct sets *sets)
{
	size_t positions = published_positions(axis) - 1;

	if (positions > OPTIONS_LIMIT || (size_t)1 << positions > most)
		return false;
	sets->list = xcalloc((size_t)1 << positions, sizeof(*sets->list));
	for (uint32_t set = 1; set < (uint32_t)1 << positions; set++)
		if (has_set(axis, set))
			sets->list[sets->count++] = set;
	return true;
}

static bool
open_search(struct search *search, const struct published_crossing *crossing, const double *worth)
{
	size_t stride = published_cells(crossing), tried = 1;
	bool good = true;

	*search = (struct search){ .crossing = crossing, .worth = worth };
	for (size_t axis = 0; axis < crossing->axis_count; axis++) {
		search->lengths[axis] = published_positions(&crossing->axes[axis]);
		search->strides[axis] = stride /= search->lengths[axis];
		if (search->lengths[axis] > search->lengths[search->greedy])
			search->greedy = axis;
	}
	for (size_t axis = 0; good && axis < crossing->axis_count; axis++) {
		if (axis == search->greedy)
			continue;
		good = list_sets(&crossing->axes[axis], SETS_MAX / tried, &search->sets[axis]);
		tried *= search->sets[axis].count + 1;
	}
	return good && search->lengths[search->greedy] <= 31;
}

/* The worth of each position of the greedy axis, with the sets that were chosen along the others. */
static double
worth_at(const struct search *search, size_t axis, size_t cell)
{
	uint32_t set;
	double sum;

	if (axis == search->crossing->axis_count)
		return search->worth[cell];
	if (axis == search->greedy)
		return worth_at(search, axis + 1, cell);
	sum = worth_at(search, axis + 1, cell + (search->lengths[axis] - 1) * search->strides[axis]);
	for (set = search->chosen[axis]; set != 0; set &= set - 1)
		sum += worth_at(search, axis + 1, cell + (size_t)__builtin_ctz(set) * search->strides[axis]);
	return sum;
}

/* The options worth something, the best first, no more than may go together; at least one. */
static uint32_t
best_together(const struct published_axis *axis, const double *worth, double *sum)
{
	uint32_t set = 0;
	size_t positions = published_positions(axis) - 1,
	       most = axis->united || axis->most == 0 ? positions : axis->most;

	*sum = 0;
	for (size_t n = 0; n < most; n++) {
		size_t best = positions;

		for (size_t i = 0; i < positions; i++)
			if ((set & (uint32_t)1 << i) == 0 &&
			    (axis->united || (i < axis->options && !axis->alone[i])) &&
			    (best == positions || worth[i] > worth[best]))
				best = i;
		if (best == positions || (n > 0 && worth[best] <= 0))
			break;
		set |= (uint32_t)1 << best;
		*sum += worth[best];
	}
	return set;
}

static void
choose_greedily(struct search *search)
{
	const struct published_axis *axis = &search->crossing->axes[search->greedy];
	size_t all = search->lengths[search->greedy] - 1;
	double worth[32] = { 0 }, sum = 0;
	uint32_t set;

	for (size_t i = 0; i <= all; i++)
		worth[i] = worth_at(search, 0, i * search->strides[search->greedy]);
	set = best_together(axis, worth, &sum);
	for (size_t i = 0; i < all && !axis->united; i++)
		if ((i >= axis->options || axis->alone[i]) && (set == 0 || worth[i] > sum)) {
			set = (uint32_t)1 << i;
			sum = worth[i];
		}
	sum += worth[all];
	if (set == 0 || sum <= search->best_worth)
		return;
	search->best_worth = sum;
	search->chosen[search->greedy] = set;
	for (size_t i = 0; i < search->crossing->axis_count; i++)
		search->best[i] = search->chosen[i];
}

/* From one axis to the next, all sets. */
static void
choose(struct search *search, size_t axis)
{
	if (axis == search->crossing->axis_count) {
		choose_greedily(search);
		return;
	}
	if (axis == search->greedy) {
		choose(search, axis + 1);
		return;
	}
	for (size_t s = 0; s < search->sets[axis].count; s++) {
		search->chosen[axis] = search->sets[axis].list[s];
		choose(search, axis + 1);
	}
}

/* ---- the programme -------------------------------------------------------------------------------------- */

static bool
is_hidden(const struct published *published, size_t number)
{
	return number != PUBLISHED_NONE && published->numbers[number].hidden;
}

static bool
has_hidden(const struct published *published, const struct published_crossing *crossing)
{
	size_t cells = published_cells(crossing);
	bool hidden = false;

	for (size_t i = 0; i < cells; i++)
		hidden = hidden || is_hidden(published, crossing->numbers[i]) ||
		         (crossing->less != NULL && is_hidden(published, crossing->less[i]));
	return hidden;
}

static double
value_of(const struct published *published, size_t number)
{
	return number == PUBLISHED_NONE ? 0 : (double)published->numbers[number].value;
}

/* Adds a column of so many people per cell. */
static void
add_people(struct crossings *crossings, int first_row, const double *people, size_t cells)
{
	glp_prob *lp = crossings->problem.lp;
	int column = glp_add_cols(lp, 1), count = 0;
	int *rows = xcalloc(cells + 1, sizeof(*rows));
	double *values = xcalloc(cells + 1, sizeof(*values));

	for (size_t i = 0; i < cells; i++)
		if (people[i] != 0) {
			rows[++count] = first_row + (int)i;
			values[count] = people[i];
		}
	glp_set_col_bnds(lp, column, GLP_LO, 0, 0);
	glp_set_mat_col(lp, column, count, rows, values);
	free(rows);
	free(values);
}

/* A row per cell: all who stand in it, less its number, is 0; what is shown is moved to the other side. */
static void
set_row(struct crossings *crossings, int row, size_t number, size_t less)
{
	const struct published *published = crossings->problem.published;
	const int *column = crossings->problem.column;
	int columns[3], count = 0;
	double by[3], shown = 0;

	if (is_hidden(published, number)) {
		columns[++count] = column[number];
		by[count] = -1;
	} else
		shown += value_of(published, number);
	if (is_hidden(published, less)) {
		columns[++count] = column[less];
		by[count] = 1;
	} else
		shown -= value_of(published, less);
	glp_set_row_bnds(crossings->problem.lp, row, GLP_FX, shown, shown);
	glp_set_mat_row(crossings->problem.lp, row, count, columns, by);
}

static void
add_crossing(struct crossings *crossings, size_t c)
{
	const struct published *published = crossings->problem.published;
	const struct published_crossing *crossing = &published->crossings[c];
	size_t cells = published_cells(crossing);
	double *truth = xcalloc(cells + 1, sizeof(*truth));

	crossings->first_row[c] = glp_add_rows(crossings->problem.lp, (int)cells);
	for (size_t i = 0; i < cells; i++) {
		size_t less = crossing->less == NULL ? PUBLISHED_NONE : crossing->less[i];

		truth[i] = value_of(published, crossing->numbers[i]) - value_of(published, less);
		set_row(crossings, crossings->first_row[c] + (int)i, crossing->numbers[i], less);
	}
	add_people(crossings, crossings->first_row[c], truth, cells);
	free(truth);
}

/* What hangs together with a crossing; nothing else can be known better through it. */
static void
touch(struct crossings *crossings, const struct audit_parts *parts, const size_t *numbers, size_t count)
{
	const struct published *published = crossings->problem.published;

	for (size_t i = 0; i < count; i++)
		if (is_hidden(published, numbers[i]))
			crossings->touched[parts->leaders[numbers[i]]] = true;
}

static bool
is_touched(const struct crossings *crossings, const struct audit_parts *parts,
           const struct published_relation *relation)
{
	const struct published *published = crossings->problem.published;

	for (size_t t = relation->first; t < relation->first + relation->count; t++)
		if (published->numbers[published->terms[t].number].hidden)
			return crossings->touched[parts->leaders[published->terms[t].number]];
	return false;
}

/* One problem of all parts that are touched, since a crossing ties parts together. */
static void
open_problem(struct crossings *crossings, const struct audit_parts *parts)
{
	struct audit_problem *problem = &crossings->problem;
	const struct published *published = problem->published;

	for (size_t c = 0; c < published->crossing_count; c++) {
		const struct published_crossing *crossing = &published->crossings[c];

		touch(crossings, parts, crossing->numbers, published_cells(crossing));
		if (crossing->less != NULL)
			touch(crossings, parts, crossing->less, published_cells(crossing));
	}
	for (size_t i = 0; i < parts->number_count; i++)
		if (crossings->touched[parts->leaders[parts->numbers[i]]])
			crossings->numbers[problem->number_count++] = parts->numbers[i];
	for (size_t i = 0; i < parts->relation_count; i++)
		if (is_touched(crossings, parts, &published->relations[parts->relations[i]]))
			crossings->relations[problem->relation_count++] = parts->relations[i];
	problem->numbers = crossings->numbers;
	problem->relations = crossings->relations;
	problem->column = crossings->column;
	audit_problem_fill(problem);
}

static bool
open_crossings(struct crossings *crossings, const struct published *published,
               const struct audit_parts *parts)
{
	size_t count = published->crossing_count, numbers = published->number_count + 1;
	bool good = true;

	*crossings = (struct crossings){ .problem = { .published = published },
		                         .touched = xcalloc(numbers, sizeof(bool)),
		                         .numbers = xcalloc(numbers, sizeof(size_t)),
		                         .relations = xcalloc(published->relation_count + 1, sizeof(size_t)),
		                         .column = xcalloc(numbers, sizeof(int)),
		                         .first_row = xcalloc(count + 1, sizeof(*crossings->first_row)),
		                         .searches = xcalloc(count + 1, sizeof(*crossings->searches)),
		                         .worth = xcalloc(count + 1, sizeof(*crossings->worth)),
		                         .least = xcalloc(numbers, sizeof(double)),
		                         .most = xcalloc(numbers, sizeof(double)) };
	open_problem(crossings, parts);
	for (size_t i = 0; i < published->number_count; i++)
		crossings->least[i] = crossings->most[i] = (double)published->numbers[i].value;
	for (size_t c = 0; good && c < count; c++) {
		const struct published_crossing *crossing = &published->crossings[c];

		if (!has_hidden(published, crossing))
			continue;
		crossings->worth[c] = xcalloc(published_cells(crossing), sizeof(**crossings->worth));
		good = open_search(&crossings->searches[c], crossing, crossings->worth[c]);
		if (good)
			add_crossing(crossings, c);
	}
	return good;
}

static void
close_crossings(struct crossings *crossings, size_t count)
{
	for (size_t c = 0; c < count; c++) {
		for (size_t axis = 0; axis < PUBLISHED_AXES_MAX; axis++)
			free(crossings->searches[c].sets[axis].list);
		free(crossings->worth[c]);
	}
	glp_delete_prob(crossings->problem.lp);
	free(crossings->touched);
	free(crossings->numbers);
	free(crossings->relations);
	free(crossings->column);
	free(crossings->first_row);
	free(crossings->searches);
	free(crossings->worth);
	free(crossings->least);
	free(crossings->most);
}

/* Adds those people of one crossing who would do most for the aim; false when nobody would. */
static bool
add_best(struct crossings *crossings, size_t c)
{
	struct search *search = &crossings->searches[c];
	const struct published_crossing *crossing = search->crossing;
	size_t cells = published_cells(crossing);
	double *people;

	for (size_t i = 0; i < cells; i++)
		crossings->worth[c][i] =
		    crossing->numbers[i] == PUBLISHED_NONE
		        ? -1e9
		        : glp_get_row_dual(crossings->problem.lp, crossings->first_row[c] + (int)i);
	search->best_worth = close_enough;
	choose(search, 0);
	if (search->best_worth <= close_enough)
		return false;
	people = xcalloc(cells + 1, sizeof(*people));
	for (size_t i = 0; i < cells; i++) {
		people[i] = 1;
		for (size_t axis = 0; axis < crossing->axis_count; axis++) {
			size_t position = i / search->strides[axis] % search->lengths[axis];

			if (position + 1 < search->lengths[axis] &&
			    (search->best[axis] & (uint32_t)1 << position) == 0)
				people[i] = 0;
		}
	}
	add_people(crossings, crossings->first_row[c], people, cells);
	free(people);
	return true;
}

static bool
add_all_best(struct crossings *crossings)
{
	bool added = false;

	for (size_t c = 0; c < crossings->problem.published->crossing_count; c++)
		added = (crossings->first_row[c] != 0 && add_best(crossings, c)) || added;
	return added;
}

/* ---- one number ----------------------------------------------------------------------------------------- */

static bool
solve(glp_prob *lp, bool *unbounded, struct error *err)
{
	glp_smcp settings;
	int failure, status;

	glp_init_smcp(&settings);
	settings.msg_lev = GLP_MSG_OFF;
	failure = glp_simplex(lp, &settings);
	if (failure != 0) {
		glp_std_basis(lp);
		failure = glp_simplex(lp, &settings);
	}
	status = glp_get_status(lp);
	*unbounded = status == GLP_UNBND;
	return (failure == 0 && (status == GLP_OPT || status == GLP_UNBND)) ||
	       fail(err, ERROR_SYSTEM, "the audit cannot be done: the solver gave up where choices cross");
}

/* What a solution says is possible, for all numbers. */
static void
note_solution(struct crossings *crossings)
{
	for (size_t i = 0; i < crossings->problem.published->number_count; i++) {
		int column = crossings->problem.column[i];
		double value =
		    column == 0 ? crossings->least[i] : glp_get_col_prim(crossings->problem.lp, column);

		crossings->least[i] = fmin(crossings->least[i], value);
		crossings->most[i] = fmax(crossings->most[i], value);
	}
}

/* In whole numbers, what was seen to be possible. */
static struct audit_interval
seen(const struct crossings *crossings, size_t number)
{
	double least = ceil(crossings->least[number] - close_enough), most = crossings->most[number];

	return (struct audit_interval){ .number = number,
		                        .least = (uint64_t)fmax(least, 0),
		                        .most =
		                            isinf(most) ? UINT64_MAX : (uint64_t)floor(most + close_enough),
		                        .unbounded = isinf(most) };
}

/* One direction, until the rule is kept or there is no further. */
static bool
go(struct crossings *crossings, size_t number, double sign, uint64_t doubt, struct error *err)
{
	glp_prob *lp = crossings->problem.lp;
	const struct published_number *about = &crossings->problem.published->numbers[number];
	bool good, unbounded, kept, further;

	glp_set_obj_dir(lp, GLP_MIN);
	glp_set_obj_coef(lp, crossings->problem.column[number], sign);
	do {
		struct audit_interval interval;

		good = solve(lp, &unbounded, err);
		if (good && unbounded)
			crossings->most[number] = INFINITY;
		else if (good)
			note_solution(crossings);
		interval = seen(crossings, number);
		kept = !audit_breaks_rule(&interval, about, doubt);
		further = good && !unbounded && !kept && add_all_best(crossings);
	} while (further);
	glp_set_obj_coef(lp, crossings->problem.column[number], 0);
	return good;
}

static bool
narrow(struct crossings *crossings, struct audit_interval *interval, uint64_t doubt, struct error *err)
{
	const struct published_number *about = &crossings->problem.published->numbers[interval->number];
	struct audit_interval now = seen(crossings, interval->number);
	bool good = true;

	for (int way = 0; good && way < 2 && audit_breaks_rule(&now, about, doubt); way++) {
		good = go(crossings, interval->number, way == 0 ? 1 : -1, doubt, err);
		now = seen(crossings, interval->number);
	}
	now.exposed = good && audit_breaks_rule(&now, about, doubt);
	*interval = now;
	return good;
}

bool
audit_crossings(struct audit *audit, const struct published *published, const struct audit_parts *parts,
                unsigned threshold, struct error *err)
{
	struct crossings crossings;
	bool good;

	if (published->crossing_count == 0)
		return true;
	good = open_crossings(&crossings, published, parts) ||
	       fail(err, ERROR_INVALID, "questions with so many options cross: take fewer dimensions");
	for (size_t i = 0; good && i < audit->count; i++) {
		struct audit_interval *interval = &audit->intervals[i];

		if (interval->exposed || !crossings.touched[parts->leaders[interval->number]])
			continue;
		good = narrow(&crossings, interval, threshold - 1, err);
		audit->exposed += interval->exposed;
	}
	close_crossings(&crossings, published->crossing_count);
	return good;
}
