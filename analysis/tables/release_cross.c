/* SPDX-License-Identifier: EUPL-1.2
 *
 * What holds between tables: release.h. A number whose name has one part more than another's counts some of the same
 * units; all of those along one dimension, taken from the other, leave the rest.
 */
#include "release_inside.h"

#include <stdlib.h>

enum { PASSES = 2 }; /* a rest has rests of its own: all but one audience, and of those all but one wave */

struct child {
	size_t parent, number;
	const struct release_part *part; /* of the number */
};

struct children {
	struct child *list; /* owned */
	size_t count, room;
	const struct release *release;
};

static void
add_child(struct children *children, struct child child)
{
	if (children->count == children->room) {
		children->room = children->room == 0 ? 256 : children->room * 2;
		children->list = xrealloc(children->list, children->room, sizeof(*children->list));
	}
	children->list[children->count++] = child;
}

/* By parent, dimension, value; of one name the largest first. */
static int
compare_children(const void *a, const void *b, void *context)
{
	const struct release *release = context;
	const struct child *one = a, *other = b;
	uint64_t value = release->published.numbers[one->number].value,
	         other_value = release->published.numbers[other->number].value;
	int order;

	if (one->parent != other->parent)
		return one->parent < other->parent ? -1 : 1;
	order = view_compare(one->part->dimension, other->part->dimension);
	if (order == 0)
		order = view_compare(one->part->value, other->part->value);
	if (order == 0 && value != other_value)
		order = value > other_value ? -1 : 1;
	return order != 0 ? order : (one->number > other->number) - (one->number < other->number);
}

/* What is of the study as it is now, and of the release that is being made on one side at least. */
static void
find_parents(struct children *children, struct release *release, size_t number, size_t part, size_t from)
{
	const struct release_number *about = &release->numbers[number];
	struct release_number parent = *about;
	struct view name;

	parent.parts[part] = parent.parts[--parent.part_count];
	name = release_name(&release->arena, &parent);
	for (size_t i = release_first(release, name); i != RELEASE_NONE; i = release_next(release, i))
		if (release->numbers[i].state == about->state && (number >= from || i >= from))
			add_child(children, (struct child){ i, number, &about->parts[part] });
}

/* A difference that can be of any sign: nothing adds up to it. */
static bool
is_recoded(const struct release_number *about)
{
	bool recoded = false;

	for (size_t part = 0; part < about->part_count; part++)
		recoded = recoded || view_is(about->parts[part].dimension, RELEASE_RECODED);
	return recoded;
}

static struct children
find_children(struct release *release, size_t from, size_t count)
{
	struct children children = { .release = release };

	for (size_t number = 0; number < count; number++) {
		const struct release_number *about = &release->numbers[number];

		if (about->state != release->state || is_recoded(about))
			continue;
		for (size_t part = 0; part < about->part_count; part++)
			if (!about->parts[part].rest && !view_is(about->parts[part].dimension, RELEASE_SINCE))
				find_parents(&children, release, number, part, from);
	}
	if (children.count > 0)
		qsort_r(children.list, children.count, sizeof(*children.list), compare_children, release);
	return children;
}

static void
relate_bound(struct release *release, size_t parent, size_t child)
{
	if (release->published.numbers[parent].value < release->published.numbers[child].value ||
	    release_share_table(release, (const size_t[]){ parent, child }, 2))
		return;
	published_relate(&release->published, false);
	published_term(&release->published, parent, 1);
	published_term(&release->published, child, -1);
}

/* The parent is the sum of these, the largest of each value, and the rest. */
static void
relate_rest(struct release *release, const struct child *run, size_t count, uint64_t rest)
{
	struct release_number about = release->numbers[run[0].parent];
	struct buf values = BUF_INIT;
	size_t derived = RELEASE_NONE;

	buf_add_char(&values, '~');
	for (size_t i = 0; i < count; i++)
		if (i == 0 || !view_equal(run[i - 1].part->value, run[i].part->value)) {
			buf_add_text(&values, i == 0 ? "" : ",");
			buf_add_view(&values, run[i].part->value);
		}
	about.parts[about.part_count++] =
	    (struct release_part){ arena_copy(&release->arena, run[0].part->dimension),
		                   arena_copy(&release->arena, buf_view(&values)), true, true };
	buf_release(&values);
	if (rest > 0)
		derived = release_derive(release, &about, rest);
	published_relate(&release->published, true);
	published_term(&release->published, run[0].parent, 1);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || !view_equal(run[i - 1].part->value, run[i].part->value))
			published_term(&release->published, run[i].number, -1);
	if (derived != RELEASE_NONE)
		published_term(&release->published, derived, -1);
}

static void
relate_run(struct release *release, const struct child *run, size_t count)
{
	uint64_t whole = release->published.numbers[run[0].parent].value, sum = 0;
	bool additive = release->numbers[run[0].parent].part_count < RELEASE_PARTS_MAX, is_line;
	size_t *numbers = xcalloc(count + 1, sizeof(*numbers)), number_count = 0;

	numbers[number_count++] = run[0].parent;

	for (size_t i = 0; i < count; i++) {
		additive = additive && run[i].part->additive;
		if (i > 0 && view_equal(run[i - 1].part->value, run[i].part->value))
			continue;
		sum += release->published.numbers[run[i].number].value;
		numbers[number_count++] = run[i].number;
	}
	is_line = release_share_table(release, numbers, number_count);
	free(numbers);
	if (is_line) /* of a table, which has its relation */
		return;
	if (additive && sum <= whole)
		relate_rest(release, run, count, whole - sum);
	else
		for (size_t i = 0; i < count; i++)
			relate_bound(release, run[i].parent, run[i].number);
}

/* Also between rests, and between differences since an earlier release: they are tables too. */
void
release_cross(struct release *release)
{
	size_t from = release->old_numbers;

	for (int pass = 0; pass < PASSES; pass++) {
		size_t count = release->published.number_count, end;
		struct children children;

		/* The children point at these while more are added to a copy. */
		struct release_number *numbers = release->numbers;

		children = find_children(release, from, count);
		release->numbers = xcalloc(release->room + 1, sizeof(*numbers));
		for (size_t i = 0; i < count; i++)
			release->numbers[i] = numbers[i];
		for (size_t start = 0; start < children.count; start = end) {
			end = start + 1;
			while (end < children.count &&
			       children.list[end].parent == children.list[start].parent &&
			       view_equal(children.list[end].part->dimension,
			                  children.list[start].part->dimension))
				end++;
			relate_run(release, &children.list[start], end - start);
		}
		free(children.list);
		free(numbers);
		from = count;
	}
}
