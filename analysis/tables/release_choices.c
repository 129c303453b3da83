/* SPDX-License-Identifier: EUPL-1.2
 *
 * What holds where somebody can be in several places of a line: of several choices, and of the mentions of one person.
 *
 * What one person has along a line is 0 or 1 per place, and keeps to some bounds: something or nothing of it (the sum of all
 * places is 1 or more); each place beside nothing at most 1; an option that goes alone; so many choices at most. Each is a sum
 * that is at least 0, here a *bound*. Summed over all people it holds between the numbers of a line. Where two such lines cross,
 * the product of a bound of one and a bound of the other is at least 0 for everybody, and is a sum of cells of the table: that is
 * how a row, a column and the whole tell of the cell where they cross (1 - x)(1 - y) >= 0, so xy >= x + y - 1 (Fréchet;
 * the products are those of Sherali and Adams 1990, SIAM Journal on Discrete Mathematics 3). They do not say all: the whole of it is
 * a crossing of published.h, which the audit knows.
 *
 * What several mentions of one person have along two lines is no product: that they told of one thing here and of another there
 * does not say that they told of both at once. So of people at most one line of a crossing is of their mentions.
 */
#include <stdlib.h>

#include "release_inside.h"

struct bounds {
	int *
	    list; /* owned; row after row: per position a coefficient; of the last one, "all", the constant */
	size_t count;
};

/* The same cells of other people: some of those of the table, or more than those. */
enum twins_way { TWINS_BEFORE, TWINS_PART, TWINS_WHOLE, TWINS_ANSWERED };

#define TWIN_ABSENT (SIZE_MAX - 1)

struct twins {
	enum twins_way way;
	struct view dimension, value; /* of TWINS_PART and TWINS_WHOLE */
	size_t *of; /* owned; per cell of the table; TWIN_ABSENT: none, or the cell is known to be 0 */
};

struct lines {
	struct release *release;
	const struct release_placed *placed;
	bool people;
	const size_t *numbers;
	size_t strides[TABLE_AXES_MAX];
	struct bounds bounds[TABLE_AXES_MAX]; /* of the axes that are no sums */
	struct published_term
	    *terms;    /* owned; of the relation that is being made, room for a term per cell */
	size_t *cells; /* owned; of each term */
	size_t term_count;
	struct twins *twins; /* owned */
	size_t twins_count;
};

/* ---- bounds --------------------------------------------------------------------------------------------- */

static int *
add_bound(struct bounds *bounds, size_t length)
{
	int *row;

	bounds->list = xrealloc(bounds->list, (bounds->count + 1) * length, sizeof(*bounds->list));
	row = &bounds->list[bounds->count++ * length];
	for (size_t i = 0; i < length; i++)
		row[i] = 0;
	return row;
}

/* No more than `most` of the options beside those that go alone. */
static void
bound_choices(const struct dimension *dimension, size_t most, struct bounds *bounds)
{
	int *row = add_bound(bounds, dimension_length(dimension));

	for (size_t i = 0; i < dimension->category_count; i++)
		row[i] = dimension->categories[i].alone ? -(int)most : -1;
	if (dimension->has_missing)
		row[dimension_missing(dimension)] = -(int)most;
	row[dimension_all(dimension)] = (int)most;
}

/* One position is at most everybody, beside those who have nothing or an option that goes alone. */
static void
bound_position(const struct dimension *dimension, size_t position, bool united, struct bounds *bounds)
{
	int *row = add_bound(bounds, dimension_length(dimension));

	for (size_t i = 0; !united && i < dimension->category_count; i++)
		row[i] = dimension->categories[i].alone ? -1 : 0;
	if (!united && dimension->has_missing)
		row[dimension_missing(dimension)] = -1;
	row[position] = -1;
	row[dimension_all(dimension)] = 1;
}

static struct bounds
bounds_of(const struct dimension *dimension, bool people)
{
	size_t all = dimension_all(dimension), several = 0;
	bool united = release_is_united(dimension, people);
	struct bounds bounds = { .list = NULL };
	int *row = add_bound(&bounds, all + 1);

	for (size_t i = 0; i < all; i++)
		row[i] = 1;
	row[all] = -1;
	for (size_t i = 0; i < all; i++)
		if (united || (i < dimension->category_count && !dimension->categories[i].alone)) {
			bound_position(dimension, i, united, &bounds);
			several++;
		}
	if (several == 0 && all > 0)
		bound_position(dimension, 0, united, &bounds);
	if (!united && dimension->choices > 0 && dimension->choices < dimension->category_count)
		bound_choices(dimension, dimension->choices, &bounds);
	return bounds;
}

/* ---- products ------------------------------------------------------------------------------------------- */

/* The same of some of these people, or of more. */
static size_t
find_twin(struct release *release, size_t number, const struct twins *twins)
{
	struct release_number about = release->numbers[number];
	size_t kept = 0;

	if (twins->way == TWINS_BEFORE)
		return release_before(release, number);
	if (twins->way == TWINS_ANSWERED)
		return release_answered(release, number);
	if (twins->way == TWINS_PART && about.part_count < RELEASE_PARTS_MAX) {
		about.parts[about.part_count++] =
		    (struct release_part){ twins->dimension, twins->value, true, false };
		return release_now(release, &about);
	}
	for (size_t i = 0; i < about.part_count; i++)
		if (!view_equal(about.parts[i].dimension, twins->dimension))
			about.parts[kept++] = about.parts[i];
	about.part_count = kept;
	return release_now(release, &about);
}

/* Whether any cell has one. */
static bool
find_twins(struct lines *lines, struct twins *twins)
{
	bool found = false;

	for (size_t cell = 0; cell < lines->placed->tally->cell_count; cell++) {
		twins->of[cell] = TWIN_ABSENT;
		if (lines->numbers[cell] == RELEASE_NONE)
			continue;
		twins->of[cell] = find_twin(lines->release, lines->numbers[cell], twins);
		if (twins->of[cell] == RELEASE_NONE)
			twins->of[cell] = TWIN_ABSENT;
		found = found || twins->of[cell] != TWIN_ABSENT;
	}
	return found;
}

/* Of the people in the difference: the others. */
static void
try_twins(struct lines *lines, enum twins_way way, struct view dimension, struct view value)
{
	struct twins twins = { .way = way, .dimension = dimension, .value = value };

	twins.of = xcalloc(lines->placed->tally->cell_count + 1, sizeof(*twins.of));
	if (!find_twins(lines, &twins)) {
		free(twins.of);
		return;
	}
	lines->twins = xrealloc(lines->twins, lines->twins_count + 1, sizeof(*lines->twins));
	lines->twins[lines->twins_count++] = twins;
}

/* Who came since an earlier release; who are in another part than that of the table, or of an older table of one part; and who
 * answered and told nothing. */
static void
list_twins(struct lines *lines)
{
	struct release *release = lines->release;
	const struct selection *selection = &lines->placed->tally->selection;
	const struct {
		const char *dimension;
		struct view value;
	} parts[] = { { "questionnaire", selection->questionnaire },
		      { "audience", selection->audience },
		      { "wave", selection->wave } };

	try_twins(lines, TWINS_BEFORE, VIEW(""), VIEW(""));
	if (lines->people)
		try_twins(lines, TWINS_ANSWERED, VIEW(""), VIEW(""));
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (parts[i].value.ptr != NULL)
			try_twins(lines, TWINS_WHOLE, view_of(parts[i].dimension), parts[i].value);
	for (size_t v = 0; v < release->value_count; v++) {
		bool is_axis = view_is(release->values[v].dimension, "kind");

		for (size_t axis = 0; axis < lines->placed->tally->shape.axes; axis++)
			is_axis = is_axis || view_equal(lines->placed->tally->dimensions[axis].name,
			                                release->values[v].dimension);
		for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
			is_axis = is_axis || (parts[i].value.ptr != NULL &&
			                      view_is(release->values[v].dimension, parts[i].dimension));
		if (!is_axis)
			try_twins(lines, TWINS_PART, release->values[v].dimension, release->values[v].value);
	}
}

/* What holds for all people of the terms, holds for those in the difference. Where the numbers are not of the same tables, it may not. */
static void
relate_twins(const struct lines *lines, const struct twins *twins)
{
	struct published *published = &lines->release->published;
	int sign = twins->way == TWINS_BEFORE || twins->way == TWINS_PART ? 1 : -1;
	int64_t sum = 0;

	for (size_t t = 0; t < lines->term_count; t++)
		if (twins->of[lines->cells[t]] == TWIN_ABSENT)
			return;
	for (size_t t = 0; t < lines->term_count; t++)
		sum += sign * lines->terms[t].coefficient *
		       ((int64_t)published->numbers[lines->terms[t].number].value -
		        (int64_t)published->numbers[twins->of[lines->cells[t]]].value);
	if (sum < 0)
		return;
	published_relate(published, false);
	for (size_t t = 0; t < lines->term_count; t++) {
		published_term(published, lines->terms[t].number, sign * lines->terms[t].coefficient);
		published_term(published, twins->of[lines->cells[t]], -sign * lines->terms[t].coefficient);
	}
}

static void
relate_terms(struct lines *lines)
{
	struct published *published = &lines->release->published;

	if (lines->term_count == 0)
		return;
	published_relate(published, false);
	for (size_t t = 0; t < lines->term_count; t++)
		published_term(published, lines->terms[t].number, lines->terms[t].coefficient);
	for (size_t i = 0; i < lines->twins_count; i++)
		relate_twins(lines, &lines->twins[i]);
}

/* Adds the terms of a product of the bounds `which` of the axes from `axis` on in `set`, at a cell of all others. */
static void
add_terms(struct lines *lines, unsigned set, const size_t *which, size_t axis, size_t cell, int coefficient)
{
	const struct tally *tally = lines->placed->tally;
	size_t length;

	while (axis < tally->shape.axes && (set & 1U << axis) == 0)
		axis++;
	if (axis == tally->shape.axes) {
		if (lines->numbers[cell] == RELEASE_NONE)
			return;
		lines->cells[lines->term_count] = cell;
		lines->terms[lines->term_count++] =
		    (struct published_term){ lines->numbers[cell], coefficient };
		return;
	}
	length = tally->shape.length[axis];
	for (size_t i = 0; i < length; i++) {
		int by = lines->bounds[axis].list[which[axis] * length + i];

		if (by != 0)
			add_terms(lines, set, which, axis + 1, cell + i * lines->strides[axis],
			          coefficient * by);
	}
}

/* From one axis to the next, all bounds. */
static void
relate_products(struct lines *lines, unsigned set, size_t *which, size_t axis, size_t cell)
{
	while (axis < lines->placed->tally->shape.axes && (set & 1U << axis) == 0)
		axis++;
	if (axis == lines->placed->tally->shape.axes) {
		lines->term_count = 0;
		add_terms(lines, set, which, 0, cell, 1);
		relate_terms(lines);
		return;
	}
	for (which[axis] = 0; which[axis] < lines->bounds[axis].count; which[axis]++)
		relate_products(lines, set, which, axis + 1, cell);
}

/* ---- sets of axes --------------------------------------------------------------------------------------- */

/* Whether what somebody has in a cell is the product of what they have along these axes. */
static bool
is_product(const struct lines *lines, unsigned set)
{
	const struct tally *tally = lines->placed->tally;
	size_t united = 0;
	bool product = set >> tally->shape.axes == 0;

	for (size_t axis = 0; product && axis < tally->shape.axes; axis++) {
		if ((set & 1U << axis) == 0)
			continue;
		product = !release_is_sum(&tally->dimensions[axis], lines->people);
		united += release_is_united(&tally->dimensions[axis], lines->people);
	}
	return product && united <= 1;
}

/* Whether a cell is the first along all axes of the set: there is one such for every position of all others. */
static bool
is_first(const struct lines *lines, unsigned set, size_t cell)
{
	bool first = true;

	for (size_t axis = 0; axis < lines->placed->tally->shape.axes; axis++)
		first =
		    first && ((set & 1U << axis) == 0 ||
		              cell / lines->strides[axis] % lines->placed->tally->shape.length[axis] == 0);
	return first;
}

static struct published_axis
axis_of(const struct dimension *dimension, bool people)
{
	struct published_axis axis = { .options = dimension->category_count,
		                       .nothing = dimension->has_missing,
		                       .united = release_is_united(dimension, people),
		                       .most = dimension->choices,
		                       .alone = xcalloc(dimension->category_count + 1, sizeof(bool)) };

	for (size_t i = 0; i < dimension->category_count; i++)
		axis.alone[i] = dimension->categories[i].alone;
	return axis;
}

static void
fill_numbers(const struct lines *lines, const size_t *numbers, unsigned set, size_t axis, size_t cell,
             size_t *filled, size_t *count)
{
	const struct shape *shape = &lines->placed->tally->shape;

	while (axis < shape->axes && (set & 1U << axis) == 0)
		axis++;
	if (axis == shape->axes) {
		filled[(*count)++] = numbers[cell];
		return;
	}
	for (size_t i = 0; i < shape->length[axis]; i++)
		fill_numbers(lines, numbers, set, axis + 1, cell + i * lines->strides[axis], filled, count);
}

static bool
all_there(const size_t *numbers, size_t count)
{
	bool there = true;

	for (size_t i = 0; i < count; i++)
		there = there && numbers[i] != TWIN_ABSENT;
	return there;
}

/* The part of the table along these axes, of all people or (`twins`) of those in the difference. */
static void
cross(const struct lines *lines, unsigned set, size_t cell, const struct twins *twins)
{
	const struct tally *tally = lines->placed->tally;
	struct published_crossing crossing = { .axis_count = 0 };
	size_t count = 0, less = 0;

	for (size_t axis = 0; axis < tally->shape.axes; axis++)
		if ((set & 1U << axis) != 0)
			crossing.axes[crossing.axis_count++] =
			    axis_of(&tally->dimensions[axis], lines->people);
	crossing.numbers = xcalloc(published_cells(&crossing), sizeof(*crossing.numbers));
	fill_numbers(lines, lines->numbers, set, 0, cell, crossing.numbers, &count);
	if (twins != NULL) {
		crossing.less = xcalloc(published_cells(&crossing), sizeof(*crossing.less));
		fill_numbers(lines, twins->of, set, 0, cell, crossing.less, &less);
		for (size_t i = 0; i < count; i++)
			if (crossing.numbers[i] == RELEASE_NONE)
				crossing.less[i] = RELEASE_NONE;
	}
	if (twins != NULL && !all_there(crossing.less, less)) {
		for (size_t axis = 0; axis < crossing.axis_count; axis++)
			free(crossing.axes[axis].alone);
		free(crossing.numbers);
		free(crossing.less);
		return;
	}
	if (twins != NULL && (twins->way == TWINS_WHOLE || twins->way == TWINS_ANSWERED)) {
		size_t *whole = crossing.less;

		crossing.less = crossing.numbers;
		crossing.numbers = whole;
	}
	published_cross(&lines->release->published, &crossing);
}

static void
relate_set(struct lines *lines, unsigned set)
{
	const struct tally *tally = lines->placed->tally;
	bool largest = (set & (set - 1)) != 0; /* of more than one axis, and no larger set has all of them */

	for (size_t axis = 0; axis < tally->shape.axes; axis++)
		largest = largest && ((set & 1U << axis) != 0 || !is_product(lines, set | 1U << axis));
	for (size_t cell = 0; cell < tally->cell_count; cell++) {
		size_t which[TABLE_AXES_MAX];

		if (!is_first(lines, set, cell))
			continue;
		relate_products(lines, set, which, 0, cell);
		if (!largest)
			continue;
		cross(lines, set, cell, NULL);
		for (size_t i = 0; i < lines->twins_count; i++)
			cross(lines, set, cell, &lines->twins[i]);
	}
}

void
release_relate_choices(struct release *release, const struct release_placed *placed, bool people)
{
	const struct tally *tally = placed->tally;
	struct lines lines = { .release = release,
		               .placed = placed,
		               .people = people,
		               .numbers = people ? placed->people : placed->counts,
		               .terms = xcalloc(tally->cell_count + 1, sizeof(*lines.terms)),
		               .cells = xcalloc(tally->cell_count + 1, sizeof(*lines.cells)) };
	size_t stride = tally->cell_count;

	for (size_t axis = 0; axis < tally->shape.axes; axis++) {
		lines.strides[axis] = stride /= tally->shape.length[axis];
		if (!release_is_sum(&tally->dimensions[axis], people))
			lines.bounds[axis] = bounds_of(&tally->dimensions[axis], people);
	}
	list_twins(&lines);
	for (unsigned set = 1; set < 1U << tally->shape.axes; set++)
		if (is_product(&lines, set))
			relate_set(&lines, set);
	for (size_t axis = 0; axis < tally->shape.axes; axis++)
		free(lines.bounds[axis].list);
	for (size_t i = 0; i < lines.twins_count; i++)
		free(lines.twins[i].of);
	free(lines.twins);
	free(lines.terms);
	free(lines.cells);
}
