/* SPDX-License-Identifier: EUPL-1.2
 *
 * The audit: audit.h. Only hidden numbers are unknowns; what is shown is moved to the other side of each relation. One
 * linear programme serves for all: from one number to the next only the aim changes.
 */
#include "audit_inside.h"

#include <math.h>
#include <stdlib.h>

enum { WHOLE_MILLISECONDS = 2000 };
static const double close_enough = 1e-6;

void
audit_release(struct audit *audit)
{
	free(audit->intervals);
	*audit = AUDIT_INIT;
}

/* ---- the programme ------------------------------------------------------------------------------------- */

static void
add_unknowns(struct audit_problem *problem)
{
	const struct published *published = problem->published;

	for (size_t i = 0; i < published->number_count; i++) {
		const struct published_number *number = &published->numbers[i];
		int kind = !number->bounded ? GLP_LO : number->least == number->most ? GLP_FX : GLP_DB;

		if (!number->hidden)
			continue;
		problem->column[i] = glp_add_cols(problem->lp, 1);
		glp_set_col_bnds(problem->lp, problem->column[i], kind, (double)number->least,
		                 (double)number->most);
		glp_set_col_kind(problem->lp, problem->column[i], GLP_IV);
	}
}

static void
add_known(struct audit_problem *problem)
{
	const struct published *published = problem->published;

	for (size_t r = 0; r < published->relation_count; r++) {
		const struct published_relation *relation = &published->relations[r];
		double shown = 0;
		int count = 0, row;

		for (size_t t = 0; t < relation->count; t++) {
			const struct published_term *term = &published->terms[relation->first + t];

			if (problem->column[term->number] == 0) {
				shown += (double)published->numbers[term->number].value * term->coefficient;
				continue;
			}
			problem->indices[++count] = problem->column[term->number];
			problem->values[count] = term->coefficient;
		}
		if (count == 0)
			continue;
		row = glp_add_rows(problem->lp, 1);
		glp_set_row_bnds(problem->lp, row, relation->equal ? GLP_FX : GLP_LO, -shown, -shown);
		glp_set_mat_row(problem->lp, row, count, problem->indices, problem->values);
	}
}

void
audit_problem_open(struct audit_problem *problem, const struct published *published)
{
	size_t longest = 0;

	for (size_t r = 0; r < published->relation_count; r++)
		if (published->relations[r].count > longest)
			longest = published->relations[r].count;
	*problem = (struct audit_problem){ .published = published,
		                           .lp = glp_create_prob(),
		                           .column = xcalloc(published->number_count + 1, sizeof(int)),
		                           .indices = xcalloc(longest + 1, sizeof(int)),
		                           .values = xcalloc(longest + 1, sizeof(double)) };
	add_unknowns(problem);
	add_known(problem);
}

void
audit_problem_close(struct audit_problem *problem)
{
	glp_delete_prob(problem->lp);
	free(problem->column);
	free(problem->indices);
	free(problem->values);
}

/* ---- one bound ----------------------------------------------------------------------------------------- */

struct bound {
	double value;
	bool unbounded;
};

/* In whole numbers. The best that was found counts also when there was no time to prove that there is no better. */
static bool
settle_whole(struct audit_problem *problem, struct bound *bound, struct error *err)
{
	glp_iocp settings;
	int status;

	glp_init_iocp(&settings);
	settings.msg_lev = GLP_MSG_OFF;
	settings.tm_lim = WHOLE_MILLISECONDS;
	(void)glp_intopt(problem->lp, &settings);
	status = glp_mip_status(problem->lp);
	if (status != GLP_OPT && status != GLP_FEAS)
		return fail(err, ERROR_SYSTEM, "the audit found no whole numbers that fit (%d)", status);
	bound->value = glp_mip_obj_val(problem->lp);
	return true;
}

static bool
all_whole(const struct audit_problem *problem)
{
	bool whole = true;

	for (int column = 1; whole && column <= glp_get_num_cols(problem->lp); column++) {
		double value = glp_get_col_prim(problem->lp, column);

		whole = fabs(value - round(value)) < close_enough;
	}
	return whole;
}

static bool
find_bound(struct audit_problem *problem, int direction, struct bound *bound, struct error *err)
{
	glp_smcp settings;
	int failure, status;

	glp_init_smcp(&settings);
	settings.msg_lev = GLP_MSG_OFF;
	glp_set_obj_dir(problem->lp, direction);
	failure = glp_simplex(problem->lp, &settings);
	if (failure != 0) {
		glp_std_basis(problem->lp);
		failure = glp_simplex(problem->lp, &settings);
	}
	status = glp_get_status(problem->lp);
	if (failure != 0 || (status != GLP_OPT && status != GLP_UNBND))
		return fail(err, status == GLP_NOFEAS ? ERROR_INVALID : ERROR_SYSTEM,
		            "the audit cannot be done: %s",
		            status == GLP_NOFEAS ? "the published numbers contradict each other"
		                                 : "the solver gave up");
	*bound = (struct bound){ .unbounded = status == GLP_UNBND };
	if (bound->unbounded)
		return true;
	bound->value = glp_get_obj_val(problem->lp);
	return all_whole(problem) || settle_whole(problem, bound, err);
}

/* ---- all of them --------------------------------------------------------------------------------------- */

bool
audit_breaks_rule(const struct audit_interval *interval, const struct published_number *number,
                  uint64_t doubt)
{
	bool small = number->value > 0 && number->value <= doubt && !number->rounded;

	return (!interval->unbounded && interval->most - interval->least < doubt) ||
	       (small && (interval->least > 0 || interval->most < doubt));
}

static bool
find_interval(struct audit_problem *problem, struct audit_interval *interval, unsigned threshold,
              struct error *err)
{
	int column = problem->column[interval->number];
	struct bound least = { 0, false }, most = { 0, false };
	bool good;

	glp_set_obj_coef(problem->lp, column, 1);
	good = find_bound(problem, GLP_MIN, &least, err) && find_bound(problem, GLP_MAX, &most, err);
	glp_set_obj_coef(problem->lp, column, 0);
	if (!good)
		return false;
	interval->least = (uint64_t)llround(least.value);
	interval->most = most.unbounded ? UINT64_MAX : (uint64_t)llround(most.value);
	interval->unbounded = most.unbounded;
	interval->exposed =
	    audit_breaks_rule(interval, &problem->published->numbers[interval->number], threshold - 1);
	return true;
}

static bool
concerns_rule(const struct published_number *number, unsigned threshold)
{
	return number->hidden && (!number->derived || (number->value > 0 && number->value < threshold));
}

bool
audit_make(struct audit *audit, const struct published *published, unsigned threshold, struct error *err)
{
	struct audit_problem problem;
	bool good = true;

	*audit = AUDIT_INIT;
	audit->intervals = xcalloc(published->number_count + 1, sizeof(*audit->intervals));
	audit_problem_open(&problem, published);
	for (size_t i = 0; good && i < published->number_count; i++) {
		struct audit_interval *interval = &audit->intervals[audit->count];

		if (!concerns_rule(&published->numbers[i], threshold))
			continue;
		interval->number = i;
		good = find_interval(&problem, interval, threshold, err);
		audit->exposed += interval->exposed;
		audit->count++;
	}
	audit_problem_close(&problem);
	return good && (published->crossing_count == 0 || audit_crossings(audit, published, threshold, err));
}
