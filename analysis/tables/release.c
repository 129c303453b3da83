/* SPDX-License-Identifier: EUPL-1.2
 *
 * From tables to a release: release.h. What holds between tables is release_cross.c.
 */
#include "release.h"

#include <jansson.h>
#include <stdlib.h>

#include "release_inside.h"

enum { NEEDS_ROUNDS = 6, ZERO_COST = 1000, TOTAL_COST = 40, WHOLE_COST = 10000 };

/* The numbers of one table: per cell what it counts, and the people behind it (of responses the same). RELEASE_NONE: known
 * to be 0. */
struct placed {
	const struct tally *tally;
	size_t *counts, *people; /* owned */
	uint64_t bit;
};

/* ---- names --------------------------------------------------------------------------------------------- */

static struct view
dimension_name(struct arena *arena, const struct dimension *dimension)
{
	static const char *const facts[] = { [DIMENSION_AUDIENCE] = "audience",
		                             [DIMENSION_KIND] = "kind",
		                             [DIMENSION_WAVE] = "wave",
		                             [DIMENSION_QUESTIONNAIRE] = "questionnaire",
		                             [DIMENSION_SEALED] = "sealed" };

	if (dimension->kind == DIMENSION_TAGSET)
		return arena_printf(arena, "tagset %.*s", VIEW_ARGS(dimension->id));
	if (dimension->kind == DIMENSION_QUESTION)
		return arena_printf(arena, "question %.*s:%.*s.%.*s", VIEW_ARGS(dimension->questionnaire),
		                    VIEW_ARGS(dimension->group), VIEW_ARGS(dimension->id));
	return view_of(facts[dimension->kind]);
}

/* Whether people are in one place only: of a mention's facts somebody can have several. */
static bool
is_sum(const struct dimension *dimension, bool people)
{
	return !dimension->multiple &&
	       !(people && (dimension->of_mentions || dimension->kind == DIMENSION_KIND));
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
number_about(struct release *release, const struct placed *placed, size_t index, bool people)
{
	const struct tally *tally = placed->tally;
	const struct selection *selection = &tally->selection;
	struct release_number about = { .state = release->state, .tables = placed->bit };
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
		                                              : VIEW("?"),
		         is_sum(dimension, people));
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

/* A number of the same name and another value: the study has grown, or not everybody was asked. */
static void
relate_to_other(struct release *release, size_t number, size_t other)
{
	struct published *published = &release->published;
	bool larger = published->numbers[number].value > published->numbers[other].value,
	     grown = release->numbers[number].state != release->numbers[other].state;
	size_t most = larger ? number : other, least = larger ? other : number, derived = RELEASE_NONE;

	if (grown) {
		struct release_number about = release->numbers[number];

		if (about.part_count == RELEASE_PARTS_MAX)
			return;
		about.parts[about.part_count++] = (struct release_part){
			VIEW("since"),
			arena_printf(&release->arena, "%016llx-%016llx",
			             (unsigned long long)release->numbers[other].state,
			             (unsigned long long)release->state),
			false,
			false,
		};
		derived = release_derive(release, &about,
		                         published->numbers[most].value - published->numbers[least].value);
	}
	published_relate(published, grown);
	published_term(published, most, 1);
	published_term(published, least, -1);
	if (grown)
		published_term(published, derived, -1);
}

/* The number of a cell: one that there is, or a new one. */
static size_t
place_number(struct release *release, const struct placed *placed, size_t index, bool people)
{
	struct release_number about = number_about(release, placed, index, people);
	const struct cell *cell = &placed->tally->cells[index];
	const struct published_number number = { .value = people ? cell->respondents : cell->count,
		                                 .cost = people ? 0.001 : cost_of(placed->tally, index),
		                                 .hidden = cell_hidden(cell) };
	struct view name = release_name(&release->arena, &about);
	size_t found = release_find(release, name, number.value), other;

	if (found == RELEASE_NONE) {
		other = release_first(release, name); /* the newest */
		found = release_add(release, name, &about, &number);
		if (other != RELEASE_NONE)
			relate_to_other(release, found, other);
		return found;
	}
	if (found < release->old_numbers)
		release->again[found] = true;
	else if (number.hidden)
		release->published.numbers[found].hidden = true;
	release->numbers[found].state = release->state;
	release->numbers[found].tables |= placed->bit;
	return found;
}

static bool
place_cells(struct release *release, struct placed *placed, struct error *err)
{
	const struct tally *tally = placed->tally;
	bool good = true;

	placed->counts = xcalloc(tally->cell_count, sizeof(*placed->counts));
	placed->people = xcalloc(tally->cell_count, sizeof(*placed->people));
	for (size_t i = 0; good && i < tally->cell_count; i++) {
		struct published_number *numbers;
		size_t count, people;

		placed->counts[i] = placed->people[i] = RELEASE_NONE;
		if (tally->cells[i].state == CELL_IMPOSSIBLE)
			continue;
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

static void
relate_line(struct release *release, const size_t *line, size_t length, size_t stride, bool is_sum_line,
            size_t missing)
{
	struct published *published = &release->published;
	size_t total = line[(length - 1) * stride];

	if (total == RELEASE_NONE)
		return;
	published_relate(published, is_sum_line);
	published_term(published, total, is_sum_line ? 1 : -1);
	for (size_t i = 0; i + 1 < length; i++)
		if (line[i * stride] != RELEASE_NONE)
			published_term(published, line[i * stride], is_sum_line ? -1 : 1);
	/* Of several choices: each is within the total, beside those who chose nothing. */
	for (size_t i = 0; !is_sum_line && i + 1 < length; i++) {
		if (line[i * stride] == RELEASE_NONE)
			continue;
		published_relate(published, false);
		published_term(published, total, 1);
		published_term(published, line[i * stride], -1);
		if (i != missing && missing + 1 < length && line[missing * stride] != RELEASE_NONE)
			published_term(published, line[missing * stride], -1);
	}
}

static void
relate_lines(struct release *release, const struct placed *placed, bool people)
{
	const struct tally *tally = placed->tally;
	const size_t *numbers = people ? placed->people : placed->counts;
	size_t stride = tally->cell_count;

	for (size_t axis = 0; axis < tally->shape.axes; axis++) {
		const struct dimension *dimension = &tally->dimensions[axis];
		size_t length = tally->shape.length[axis];
		/* Somebody can have a mention with an answer and one without. */
		bool apart = dimension->has_missing && !(people && dimension->of_mentions);

		stride /= length;
		for (size_t i = 0; i < tally->cell_count; i++)
			if (i / stride % length == 0)
				relate_line(release, &numbers[i], length, stride, is_sum(dimension, people),
				            apart ? dimension_missing(dimension) : length);
	}
}

/* ---- hiding, and having it audited --------------------------------------------------------------------- */

/* The rule of audit.h. */
static struct protect_need *
first_needs(const struct release *release)
{
	const struct published *published = &release->published;
	struct protect_need *needs = xcalloc(published->number_count + 1, sizeof(*needs));

	for (size_t i = 0; i < published->number_count; i++) {
		uint64_t value = published->numbers[i].value, most = release->threshold - 1;

		if (value > 0 && value <= most)
			needs[i] = (struct protect_need){ .down = value, .up = most - value };
		else if (!published->numbers[i].derived)
			needs[i].width = most;
	}
	return needs;
}

/* The audit refused: more doubt, but nothing can be less than 0. */
static void
need_more(struct protect_need *need, unsigned more)
{
	need->up += more;
	need->width += need->width > 0 ? more : 0;
}

/* What the audit refuses needs more: fractions can hide what whole numbers show. */
static bool
hide_and_audit(struct release *release, unsigned milliseconds, struct error *err)
{
	struct protect_need *needs = first_needs(release);
	bool good = true;
	int round = 0;

	do {
		audit_release(&release->audit);
		good = protect(&release->published, needs, milliseconds, &release->hiding, err) &&
		       audit_make(&release->audit, &release->published, release->threshold, err);
		for (size_t i = 0; good && i < release->audit.count; i++)
			if (release->audit.intervals[i].exposed)
				need_more(&needs[release->audit.intervals[i].number], release->threshold);
	} while (good && release->audit.exposed > 0 && ++round < NEEDS_ROUNDS);
	free(needs);
	if (good && release->audit.exposed > 0)
		good = fail(err, ERROR_INVALID, "the audit refuses: %zu hidden numbers can be worked out",
		            release->audit.exposed);
	return good;
}

static bool
apply(const struct release *release, const struct placed *placed, struct tally *tally, struct error *err)
{
	bool good = true;

	for (size_t i = 0; good && i < tally->cell_count; i++) {
		struct cell *cell = &tally->cells[i];
		size_t count = placed->counts[i], people = placed->people[i];

		if (count == RELEASE_NONE)
			continue;
		if (release->published.numbers[count].hidden ||
		    (people != RELEASE_NONE && release->published.numbers[people].hidden))
			cell->state = cell->state == CELL_SMALL ? CELL_SMALL : CELL_PROTECTS;
		else if (cell->respondents > 0 && cell->respondents < release->threshold)
			good = fail(err, ERROR_INVALID,
			            "an earlier release shows a number of %u people or fewer",
			            release->threshold - 1);
		else
			cell->state = CELL_SHOWN;
	}
	return good;
}

bool
release_tables(struct release *release, struct tally *const *tallies, size_t count, unsigned threshold,
               unsigned milliseconds, struct error *err)
{
	struct placed *placed = xcalloc(count + 1, sizeof(*placed));
	bool good = true;

	release->old_numbers = release->published.number_count;
	release->old_relations = release->published.relation_count;
	release->again = xcalloc(release->old_numbers + 1, sizeof(*release->again));
	if (threshold < release->threshold)
		good = fail(err, ERROR_INVALID, "earlier releases hide what is under %u: use at least that",
		            release->threshold);
	release->threshold = threshold > release->threshold ? threshold : release->threshold;
	for (size_t t = 0; good && t < count; t++) {
		placed[t].tally = tallies[t];
		placed[t].bit = (uint64_t)1 << t % RELEASE_TABLES_MAX;
		good = place_cells(release, &placed[t], err);
	}
	for (size_t t = 0; good && t < count; t++) {
		relate_lines(release, &placed[t], false);
		if (tallies[t]->unit == TALLY_MENTIONS)
			relate_lines(release, &placed[t], true);
	}
	if (good) {
		release_cross(release);
		published_forget_twice(&release->published, release->old_relations);
	}
	good = good &&
	       (published_holds(&release->published) ||
	        fail(err, ERROR_INVALID, "the tables contradict each other")) &&
	       hide_and_audit(release, milliseconds, err);
	for (size_t t = 0; good && t < count; t++)
		good = apply(release, &placed[t], tallies[t], err);
	for (size_t t = 0; t < count; t++) {
		free(placed[t].counts);
		free(placed[t].people);
	}
	free(placed);
	return good;
}

/* ---- the proof ----------------------------------------------------------------------------------------- */

void
release_proof(const struct release *release, struct buf *out)
{
	json_t *root = json_object(), *hidden = json_array();
	char *text;

	for (size_t i = 0; i < release->audit.count; i++) {
		const struct audit_interval *interval = &release->audit.intervals[i];
		const struct published_number *number = &release->published.numbers[interval->number];
		json_t *one;

		if (number->derived)
			continue;
		one = json_object();
		json_object_set_new(one, "number", json_stringn(number->name.ptr, number->name.len));
		json_object_set_new(
		    one, "release",
		    json_string(interval->number < release->old_numbers ? "earlier" : "this"));
		json_object_set_new(one, "least", json_integer((json_int_t)interval->least));
		json_object_set_new(one, "most",
		                    interval->unbounded ? json_null()
		                                        : json_integer((json_int_t)interval->most));
		json_array_append_new(hidden, one);
	}
	json_object_set_new(root, "threshold", json_integer(release->threshold));
	json_object_set_new(
	    root, "rule",
	    json_string(
	        "the least and the most that a hidden number can be are threshold - 1 or more apart"));
	json_object_set_new(root, "earlier_releases", json_integer((json_int_t)release->releases));
	json_object_set_new(root, "least_cost_proved", json_boolean(release->hiding.optimal));
	json_object_set_new(root, "exposed", json_integer((json_int_t)release->audit.exposed));
	json_object_set_new(root, "hidden", hidden);
	text = json_dumps(root, JSON_INDENT(1) | JSON_PRESERVE_ORDER);
	if (text == NULL)
		memory_end();
	buf_add_text(out, text);
	buf_add_char(out, '\n');
	free(text);
	json_decref(root);
}
