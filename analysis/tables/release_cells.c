/* SPDX-License-Identifier: EUPL-1.2
 *
 * From the cells of one table to numbers with names, and what holds between them: release_inside.h. What holds between
 * tables is release_cross.c.
 */
#include "release_inside.h"

enum { ROOM_ENOUGH = 1 << 30 }; /* more than any number of people */
enum { ZERO_COST = 1000, TOTAL_COST = 40, WHOLE_COST = 10000 };

/* ---- names --------------------------------------------------------------------------------------------- */

static struct view
dimension_name(struct arena *arena, const struct dimension *dimension)
{
	static const char *const facts[] = { [DIMENSION_AUDIENCE] = "audience",
		                             [DIMENSION_KIND] = "kind",
		                             [DIMENSION_WAVE] = "wave",
		                             [DIMENSION_QUESTIONNAIRE] = "questionnaire",
		                             [DIMENSION_SEALED] = "sealed" };

	if (dimension->kind == DIMENSION_FINDING)
		return release_finding(arena, dimension->members);
	if (dimension->kind == DIMENSION_TAGSET)
		return arena_printf(arena, "tagset %.*s", VIEW_ARGS(dimension->id));
	if (dimension->kind == DIMENSION_QUESTION)
		return arena_printf(arena, "question %.*s:%.*s.%.*s", VIEW_ARGS(dimension->questionnaire),
		                    VIEW_ARGS(dimension->group), VIEW_ARGS(dimension->id));
	return view_of(facts[dimension->kind]);
}

bool
release_is_united(const struct dimension *dimension, bool people)
{
	return people && (dimension->of_mentions || dimension->kind == DIMENSION_KIND);
}

bool
release_is_sum(const struct dimension *dimension, bool people)
{
	return !dimension->multiple && !release_is_united(dimension, people);
}

static void
add_part(struct release *release, struct release_number *about, struct view dimension, struct view value,
         bool additive)
{
	about->parts[about->part_count++] =
	    (struct release_part){ arena_copy(&release->arena, dimension), arena_copy(&release->arena, value),
		                   additive, false };
}

/* `index` of a cell in its tally. */
static struct release_number
number_about(struct release *release, const struct release_placed *placed, size_t index, bool people)
{
	const struct tally *tally = placed->tally;
	const struct selection *selection = &tally->selection;
	struct release_number about = { .state = release->state };
	size_t stride = tally->cell_count;

	about.base = tally->unit == TALLY_RESPONSES ? VIEW("responses")
	           : people                         ? VIEW("people")
	                                            : VIEW("mentions");
	if (selection->kind.ptr != NULL)
		add_part(release, &about, VIEW("kind"), selection->kind, !people);
	if (selection->questionnaire.ptr != NULL)
		add_part(release, &about, VIEW("questionnaire"), selection->questionnaire, true);
	if (selection->audience.ptr != NULL)
		add_part(release, &about, VIEW("audience"), selection->audience, true);
	if (selection->wave.ptr != NULL)
		add_part(release, &about, VIEW("wave"), selection->wave, true);
	for (size_t axis = 0; axis < tally->shape.axes; axis++) {
		const struct dimension *dimension = &tally->dimensions[axis];
		size_t position;

		stride /= tally->shape.length[axis];
		position = index / stride % tally->shape.length[axis];
		if (position == dimension_all(dimension))
			continue;
		add_part(release, &about, dimension_name(&release->arena, dimension),
		         position < dimension->category_count ? dimension->categories[position].id
		                                              : VIEW(RELEASE_MISSING),
		         release_is_sum(dimension, people));
		/* A finding has one kind, whatever the table says. */
		if (dimension->kind == DIMENSION_FINDING && position < dimension->category_count)
			add_part(release, &about, VIEW("kind"),
			         view_of(mention_kind_name(dimension->members->findings[position].kind)),
			         !people);
	}
	return about;
}

/* ---- numbers ------------------------------------------------------------------------------------------- */

/* Small numbers go rather than large ones, either rather than a 0, and all rather than totals. Of the whole
 * hangs most. */
static double
cost_of(const struct tally *tally, size_t index)
{
	size_t stride = tally->cell_count, totals = 0;
	uint64_t respondents = tally->cells[index].respondents;

	for (size_t axis = 0; axis < tally->shape.axes; axis++) {
		stride /= tally->shape.length[axis];
		totals += index / stride % tally->shape.length[axis] == tally->shape.length[axis] - 1;
	}
	return (double)(respondents + 1 + (respondents == 0 ? ZERO_COST : 0) + totals * TOTAL_COST +
	                (totals == tally->shape.axes ? WHOLE_COST : 0));
}

/* Whether it counts only those who were asked something that its name does not say. */
static bool
is_partial(const struct tally *tally, size_t index)
{
	size_t stride = tally->cell_count;
	bool partial = false;

	for (size_t axis = 0; axis < tally->shape.axes; axis++) {
		const struct dimension *dimension = &tally->dimensions[axis];

		stride /= tally->shape.length[axis];
		partial = partial ||
		          ((dimension->kind == DIMENSION_QUESTION || dimension->kind == DIMENSION_TAGSET) &&
		           index / stride % tally->shape.length[axis] == dimension_all(dimension));
	}
	return partial;
}

/* What there is to say of a number that there is already. */
static void
print_again(struct release *release, size_t found, const struct published_number *number)
{
	struct published_number *old = &release->published.numbers[found];
	bool is_old = found < release->old_numbers;

	if (old->derived && is_old && release->rounding.base > 0) {
		/* Nobody printed it, but what follows from what was printed may be more than is told rounded: the audit says. */
		old->hidden = old->bounded = old->rounded = old->settled = true;
		old->derived = false;
		old->least = 0;
		old->most = ROOM_ENOUGH;
	} else if (old->derived || (is_old && old->rounded && old->hidden && release->rounding.base == 0)) {
		/* Nobody printed it before. Or who was told it rounded may be told it exactly, unless that is too much. */
		old->rounded = old->rounded && !old->derived;
		old->hidden = number->hidden;
		old->settled = old->derived = false;
		old->cost = number->cost;
	} else if (!is_old && number->hidden)
		old->hidden = true;
}

/* The number of a cell: one that there is, or a new one. */
static size_t
place_number(struct release *release, const struct release_placed *placed, size_t index, bool people)
{
	struct release_number about = number_about(release, placed, index, people);
	const struct cell *cell = &placed->tally->cells[index];
	const struct published_number number = { .value = people ? cell->respondents : cell->count,
		                                 .cost = people ? 0.001 : cost_of(placed->tally, index),
		                                 .hidden = cell_hidden(cell) };
	struct view name = release_name(&release->arena, &about);
	size_t found = release_find(release, name, number.value, release->state), other;

	if (found == RELEASE_NONE) {
		other = release_earlier(release, name, &about);
		about.partial = is_partial(placed->tally, index);
		found = release_add(release, name, &about, &number);
		release_put_in_table(release, found, placed->table);
		if (other != RELEASE_NONE)
			release_relate_earlier(release, found, other);
		return found;
	}
	if (found < release->old_numbers)
		release->again[found] = true;
	print_again(release, found, &number);
	release->numbers[found].partial = release->numbers[found].partial && is_partial(placed->tally, index);
	release_put_in_table(release, found, placed->table);
	return found;
}

/* Where nobody was, whatever they were asked. */
static void
note_nobody(struct release *release, const struct release_placed *placed, size_t index)
{
	const struct tally *tally = placed->tally;

	for (size_t axis = 0; axis < tally->shape.axes; axis++)
		if (tally->dimensions[axis].kind == DIMENSION_QUESTION ||
		    tally->dimensions[axis].kind == DIMENSION_TAGSET)
			return;
	release->nobody = xrealloc(release->nobody, release->nobody_count + 1, sizeof(*release->nobody));
	release->nobody[release->nobody_count++] = number_about(release, placed, index, false);
}

bool
release_place(struct release *release, struct release_placed *placed, struct error *err)
{
	const struct tally *tally = placed->tally;
	bool good = true;

	for (size_t axis = 0; axis < tally->shape.axes; axis++)
		if (tally->dimensions[axis].kind == DIMENSION_FINDING)
			release->members = tally->dimensions[axis].members;
	placed->counts = xcalloc(tally->cell_count, sizeof(*placed->counts));
	placed->people = xcalloc(tally->cell_count, sizeof(*placed->people));
	for (size_t i = 0; good && i < tally->cell_count; i++) {
		struct published_number *numbers;
		size_t count, people;

		placed->counts[i] = placed->people[i] = RELEASE_NONE;
		if (tally->cells[i].state == CELL_IMPOSSIBLE) {
			note_nobody(release, placed, i);
			continue;
		}
		if (release->published.number_count > RELEASE_NUMBERS_MAX)
			good = fail(err, ERROR_INVALID,
			            "more than %d numbers are too many to protect together: take fewer "
			            "dimensions",
			            RELEASE_NUMBERS_MAX);
		placed->counts[i] = count = place_number(release, placed, i, false);
		if (tally->unit == TALLY_RESPONSES)
			continue;
		placed->people[i] = people = place_number(release, placed, i, true);
		numbers = release->published.numbers;
		if (people >= release->old_numbers && count < people && !numbers[count].settled &&
		    numbers[people].with == people)
			numbers[people].with = numbers[count].with;
		published_relate(&release->published, false);
		published_term(&release->published, count, 1);
		published_term(&release->published, people, -1);
	}
	return good;
}

/* ---- what holds within a table ------------------------------------------------------------------------- */

/* A total is the sum over its line. */
static void
relate_line(struct release *release, const size_t *line, size_t length, size_t stride)
{
	struct published *published = &release->published;
	size_t total = line[(length - 1) * stride];

	if (total == RELEASE_NONE || length == 1)
		return;
	published_relate(published, true);
	published_term(published, total, 1);
	for (size_t i = 0; i + 1 < length; i++)
		if (line[i * stride] != RELEASE_NONE)
			published_term(published, line[i * stride], -1);
}

static void
relate_all_lines(struct release *release, const struct release_placed *placed, bool people)
{
	const struct tally *tally = placed->tally;
	const size_t *numbers = people ? placed->people : placed->counts;
	size_t stride = tally->cell_count;

	for (size_t axis = 0; axis < tally->shape.axes; axis++) {
		size_t length = tally->shape.length[axis];

		stride /= length;
		for (size_t i = 0; release_is_sum(&tally->dimensions[axis], people) && i < tally->cell_count;
		     i++)
			if (i / stride % length == 0)
				relate_line(release, &numbers[i], length, stride);
	}
	release_relate_choices(release, placed, people);
}

void
release_relate_lines(struct release *release, const struct release_placed *placed)
{
	relate_all_lines(release, placed, false);
	if (placed->tally->unit != TALLY_MENTIONS)
		return;
	relate_all_lines(release, placed, true);
	release_relate_times(release, placed);
}
