/* SPDX-License-Identifier: EUPL-1.2
 *
 * The audit: audit.h. Only hidden numbers are unknowns; what is shown is moved to the other side of each relation. Numbers that
 * hang together are one linear programme: from one to the next only the aim changes.
 */
#include "audit_inside.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

/* By the wall for one bound; of the processor for all, so that a busy machine finds what an idle one does. */
enum { WHOLE_MILLISECONDS = 8000, WHOLE_MILLISECONDS_ALL = 10000 };
static const double close_enough = 1e-6;

void
audit_release(struct audit *audit)
{
	free(audit->intervals);
	*audit = AUDIT_INIT;
}

/* ---- what hangs together ------------------------------------------------------------------------------- */

static size_t
leader_of(size_t *leaders, size_t number)
{
	while (leaders[number] != number)
		number = leaders[number] = leaders[leaders[number]];
	return number;
}

/* The first hidden number of a relation; SIZE_MAX: none. */
static size_t
first_hidden(const struct published *published, const struct published_relation *relation)
{
	for (size_t t = relation->first; t < relation->first + relation->count; t++)
		if (published->numbers[published->terms[t].number].hidden)
			return published->terms[t].number;
	return SIZE_MAX;
}

static int
compare_leaders(size_t one, size_t other, size_t a, size_t b)
{
	return one != other ? (one < other ? -1 : 1) : (a > b) - (a < b);
}

static int
compare_numbers(const void *a, const void *b, void *context)
{
	const size_t *leaders = context, one = *(const size_t *)a, other = *(const size_t *)b;

	return compare_leaders(leaders[one], leaders[other], one, other);
}

struct sorting {
	const struct published *published;
	const size_t *leaders;
};

static int
compare_relations(const void *a, const void *b, void *context)
{
	const struct sorting *sorting = context;
	size_t one = *(const size_t *)a, other = *(const size_t *)b;
	const struct published_relation *relations = sorting->published->relations;

	return compare_leaders(sorting->leaders[first_hidden(sorting->published, &relations[one])],
	                       sorting->leaders[first_hidden(sorting->published, &relations[other])], one,
	                       other);
}

static struct audit_parts
find_parts(const struct published *published)
{
	struct audit_parts parts = { .leaders = xcalloc(published->number_count + 1, sizeof(size_t)),
		                     .numbers = xcalloc(published->number_count + 1, sizeof(size_t)),
		                     .relations = xcalloc(published->relation_count + 1, sizeof(size_t)) };
	struct sorting sorting = { published, parts.leaders };

	for (size_t i = 0; i < published->number_count; i++)
		parts.leaders[i] = i;
	for (size_t r = 0; r < published->relation_count; r++) {
		const struct published_relation *relation = &published->relations[r];
		size_t first = first_hidden(published, relation);

		if (first == SIZE_MAX)
			continue;
		parts.relations[parts.relation_count++] = r;
		for (size_t t = relation->first; t < relation->first + relation->count; t++)
			if (published->numbers[published->terms[t].number].hidden)
				parts.leaders[leader_of(parts.leaders, published->terms[t].number)] =
				    leader_of(parts.leaders, first);
	}
	for (size_t i = 0; i < published->number_count; i++) {
		parts.leaders[i] = leader_of(parts.leaders, i);
		if (published->numbers[i].hidden)
			parts.numbers[parts.number_count++] = i;
	}
	qsort_r(parts.numbers, parts.number_count, sizeof(size_t), compare_numbers, parts.leaders);
	qsort_r(parts.relations, parts.relation_count, sizeof(size_t), compare_relations, &sorting);
	return parts;
}

/* ---- the programme ------------------------------------------------------------------------------------- */

static void
add_unknowns(struct audit_problem *problem)
{
	if (problem->number_count > 0)
		glp_add_cols(problem->lp, (int)problem->number_count);
	for (size_t i = 0; i < problem->number_count; i++) {
		const struct published_number *number = &problem->published->numbers[problem->numbers[i]];
		int kind = !number->bounded              ? GLP_LO
		         : number->least == number->most ? GLP_FX
		                                         : GLP_DB,
		    column = (int)i + 1;

		problem->column[problem->numbers[i]] = column;
		glp_set_col_bnds(problem->lp, column, kind, (double)number->least, (double)number->most);
		glp_set_col_kind(problem->lp, column, GLP_IV);
	}
}

static void
add_known(struct audit_problem *problem)
{
	const struct published *published = problem->published;
	int *indices = xcalloc(problem->number_count + 1, sizeof(*indices));
	double *values = xcalloc(problem->number_count + 1, sizeof(*values));

	if (problem->relation_count > 0)
		glp_add_rows(problem->lp, (int)problem->relation_count);
	for (size_t i = 0; i < problem->relation_count; i++) {
		const struct published_relation *relation = &published->relations[problem->relations[i]];
		double shown = 0;
		int count = 0;

		for (size_t t = relation->first; t < relation->first + relation->count; t++) {
			const struct published_term *term = &published->terms[t];

			if (problem->column[term->number] == 0) {
				shown += (double)published->numbers[term->number].value * term->coefficient;
				continue;
			}
			indices[++count] = problem->column[term->number];
			values[count] = term->coefficient;
		}
		glp_set_row_bnds(problem->lp, (int)i + 1, relation->equal ? GLP_FX : GLP_LO, -shown, -shown);
		glp_set_mat_row(problem->lp, (int)i + 1, count, indices, values);
	}
	free(indices);
	free(values);
}

void
audit_problem_fill(struct audit_problem *problem)
{
	problem->lp = glp_create_prob();
	add_unknowns(problem);
	add_known(problem);
}

/* ---- one bound ----------------------------------------------------------------------------------------- */

struct bound {
	uint64_t value;
	bool unbounded;
};

/* Notes what fits. */
static void
see_whole(struct audit_problem *problem, double (*value)(glp_prob *lp, int column))
{
	for (size_t i = 0; i < problem->number_count; i++) {
		size_t number = problem->numbers[i];
		uint64_t whole = (uint64_t)llround(value(problem->lp, (int)i + 1));

		problem->least[number] = whole < problem->least[number] ? whole : problem->least[number];
		problem->most[number] = whole > problem->most[number] ? whole : problem->most[number];
	}
}

static unsigned
milliseconds_since(const struct timespec *start)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (unsigned)((now.tv_sec - start->tv_sec) * 1000 + (now.tv_nsec - start->tv_nsec) / 1000000);
}

/* In whole numbers. The best that was found counts also when there was no time to prove that there is no better; the truth is one. */
static void
settle_whole(struct audit_problem *problem)
{
	struct timespec start;
	glp_iocp settings;
	unsigned taken;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start);
	glp_init_iocp(&settings);
	settings.msg_lev = GLP_MSG_OFF;
	settings.tm_lim =
	    *problem->patience < WHOLE_MILLISECONDS ? (int)*problem->patience : WHOLE_MILLISECONDS;
	if (settings.tm_lim == 0)
		return;
	(void)glp_intopt(problem->lp, &settings);
	if (glp_mip_status(problem->lp) == GLP_OPT || glp_mip_status(problem->lp) == GLP_FEAS)
		see_whole(problem, glp_mip_col_val);
	taken = milliseconds_since(&start);
	*problem->patience -= taken < *problem->patience ? taken : *problem->patience;
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

/* Whether whole numbers were seen that go as far as whole numbers can, by what fractions can. */
static bool
is_seen(const struct audit_problem *problem, size_t number, int direction, double fraction)
{
	return direction == GLP_MIN ? (double)problem->least[number] <= ceil(fraction - close_enough)
	                            : (double)problem->most[number] >= floor(fraction + close_enough);
}

static uint64_t
least_of(const struct published_number *number)
{
	return number->bounded ? number->least : 0;
}

static bool
find_bound(struct audit_problem *problem, size_t number, int direction, struct bound *bound,
           struct error *err)
{
	glp_smcp settings;
	int failure, status;

	*bound = (struct bound){ .value = least_of(&problem->published->numbers[number]) };
	if (direction == GLP_MIN && problem->least[number] <= bound->value)
		return true; /* it was that */
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
	if (all_whole(problem))
		see_whole(problem, glp_get_col_prim);
	else if (!is_seen(problem, number, direction, glp_get_obj_val(problem->lp)))
		settle_whole(problem);
	bound->value = direction == GLP_MIN ? problem->least[number] : problem->most[number];
	return true;
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
	const struct published_number *number = &problem->published->numbers[interval->number];
	int column = problem->column[interval->number];
	struct bound least = { 0, false }, most = { 0, false };
	bool good;

	glp_set_obj_coef(problem->lp, column, 1);
	good = find_bound(problem, interval->number, GLP_MIN, &least, err) &&
	       find_bound(problem, interval->number, GLP_MAX, &most, err);
	glp_set_obj_coef(problem->lp, column, 0);
	if (!good)
		return false;
	interval->least = least.value;
	interval->most = most.unbounded ? UINT64_MAX : most.value;
	interval->unbounded = most.unbounded;
	interval->exposed = audit_breaks_rule(interval, number, threshold - 1);
	return true;
}

static bool
concerns_rule(const struct published_number *number, unsigned threshold)
{
	return number->hidden && !number->uncounted &&
	       (!number->derived || (number->value > 0 && number->value < threshold));
}

/* The intervals of one problem. */
static bool
find_intervals(struct audit_problem *problem, struct audit *audit, const size_t *places, unsigned threshold,
               struct error *err)
{
	bool good = true;

	audit_problem_fill(problem);
	for (size_t i = 0; good && i < problem->number_count; i++) {
		size_t number = problem->numbers[i];
		struct audit_interval *interval = &audit->intervals[places[number]];

		if (!concerns_rule(&problem->published->numbers[number], threshold))
			continue;
		interval->number = number;
		good = find_interval(problem, interval, threshold, err);
		audit->exposed += interval->exposed;
	}
	glp_delete_prob(problem->lp);
	return good;
}

bool
audit_make(struct audit *audit, const struct published *published, unsigned threshold, struct error *err)
{
	size_t *places = xcalloc(published->number_count + 1, sizeof(*places)), relation = 0, end;
	int *column = xcalloc(published->number_count + 1, sizeof(*column));
	uint64_t *least = xcalloc(published->number_count + 1, sizeof(*least)),
	         *most = xcalloc(published->number_count + 1, sizeof(*most));
	unsigned patience = WHOLE_MILLISECONDS_ALL;
	struct audit_parts parts = find_parts(published);
	bool good = true;

	*audit = AUDIT_INIT;
	audit->intervals = xcalloc(published->number_count + 1, sizeof(*audit->intervals));
	for (size_t i = 0; i < published->number_count; i++) {
		places[i] = audit->count;
		least[i] = most[i] = published->numbers[i].value;
		audit->count += concerns_rule(&published->numbers[i], threshold);
	}
	for (size_t start = 0; good && start < parts.number_count; start = end) {
		size_t leader = parts.leaders[parts.numbers[start]], first = relation;
		struct audit_problem problem;

		for (end = start; end < parts.number_count && parts.leaders[parts.numbers[end]] == leader;)
			end++;
		while (relation < parts.relation_count &&
		       parts.leaders[first_hidden(
		           published, &published->relations[parts.relations[relation]])] == leader)
			relation++;
		problem = (struct audit_problem){ .published = published,
			                          .numbers = &parts.numbers[start],
			                          .relations = &parts.relations[first],
			                          .number_count = end - start,
			                          .relation_count = relation - first,
			                          .column = column,
			                          .least = least,
			                          .most = most,
			                          .patience = &patience };
		good = find_intervals(&problem, audit, places, threshold, err);
	}
	good = good && audit_crossings(audit, published, &parts, threshold, err);
	free(places);
	free(column);
	free(least);
	free(most);
	free(parts.leaders);
	free(parts.numbers);
	free(parts.relations);
	return good;
}
