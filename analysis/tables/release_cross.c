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

/* By parent, dimension, state, value; of one name the largest first. */
static int
compare_children(const void *a, const void *b, void *context)
{
	const struct release *release = context;
	const struct child *one = a, *other = b;
	uint64_t value = release->published.numbers[one->number].value,
	         other_value = release->published.numbers[other->number].value,
	         state = release->numbers[one->number].state,
	         other_state = release->numbers[other->number].state;
	int order;

	if (one->parent != other->parent)
		return one->parent < other->parent ? -1 : 1;
	order = view_compare(one->part->dimension, other->part->dimension);
	if (order == 0 && state != other_state)
		order = state < other_state ? -1 : 1;
	if (order == 0)
		order = view_compare(one->part->value, other->part->value);
	if (order == 0 && value != other_value)
		order = value > other_value ? -1 : 1;
	return order != 0 ? order : (one->number > other->number) - (one->number < other->number);
}

/* The name that a number had if it was counted now. */
static struct view
name_now(struct release *release, struct release_number *about)
{
	for (size_t i = 0; i < about->part_count && release->members != NULL; i++)
		if (view_starts(about->parts[i].dimension, RELEASE_FINDING))
			about->parts[i].dimension = release_finding(&release->arena, release->members);
	return release_name(&release->arena, about);
}

/* The numbers of the study as it is now that count all that this one counts and more. What was counted before more came in is a part of
 * them still. */
static void
find_parents(struct children *children, struct release *release, size_t number, size_t part)
{
	const struct release_number *about = &release->numbers[number];
	struct release_number parent = *about;
	struct view name;

	parent.parts[part] = parent.parts[--parent.part_count];
	name = about->state == release->state ? release_name(&release->arena, &parent)
	                                      : name_now(release, &parent);
	for (size_t i = release_first(release, name); i != RELEASE_NONE; i = release_next(release, i))
		if (release->numbers[i].state == release->state)
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
find_children(struct release *release, size_t count)
{
	struct children children = { .release = release };

	for (size_t number = 0; number < count; number++) {
		const struct release_number *about = &release->numbers[number];

		if (is_recoded(about))
			continue;
		for (size_t part = 0; part < about->part_count; part++)
			if (!about->parts[part].rest && !view_is(about->parts[part].dimension, RELEASE_SINCE))
				find_parents(&children, release, number, part);
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

static bool
run_has(const struct child *run, size_t count, struct view value)
{
	bool found = false;

	for (size_t i = 0; i < count; i++)
		found = found || view_equal(run[i].part->value, value);
	return found;
}

/* Whether these are all findings that the parent's units can tell of, so that what is left tells of none. */
static bool
are_all_findings(const struct release *release, const struct child *run, size_t count)
{
	const struct release_number *parent = &release->numbers[run[0].parent];
	struct arena arena = ARENA_INIT;
	struct view kind = { NULL, 0 };
	bool all = release->members != NULL &&
	           view_equal(run[0].part->dimension, release_finding(&arena, release->members));

	for (size_t i = 0; i < parent->part_count; i++)
		if (view_is(parent->parts[i].dimension, "kind"))
			kind = parent->parts[i].value;
	for (size_t f = 0; all && f < release->members->finding_count; f++) {
		const struct members_finding *finding = &release->members->findings[f];

		all = (kind.ptr != NULL && !view_is(kind, mention_kind_name(finding->kind))) ||
		      run_has(run, count, finding->id);
	}
	all = all && !run_has(run, count, VIEW(RELEASE_MISSING));
	arena_release(&arena);
	return all;
}

/* The one value that is not in the run, where there is just one: the rest has that. */
static bool
is_one_other(const struct release *release, const struct child *run, size_t count, struct view *value)
{
	size_t others = 0;

	for (size_t i = 0; i < release->value_count; i++) {
		const struct release_value *known = &release->values[i];

		if (!view_equal(known->dimension, run[0].part->dimension) ||
		    run_has(run, count, known->value))
			continue;
		*value = known->value;
		others++;
	}
	return others == 1;
}

/* What is said of a rest: what it is where that is known, else all that it is not. */
static struct view
rest_value(struct release *release, const struct child *run, size_t count, bool *known)
{
	struct buf values = BUF_INIT;
	struct view value = VIEW(RELEASE_MISSING);

	*known = are_all_findings(release, run, count) || is_one_other(release, run, count, &value);
	if (*known)
		return value;

	buf_add_char(&values, '~');
	for (size_t i = 0; i < count; i++)
		if (i == 0 || !view_equal(run[i - 1].part->value, run[i].part->value)) {
			buf_add_text(&values, i == 0 ? "" : ",");
			buf_add_view(&values, run[i].part->value);
		}
	value = arena_copy(&release->arena, buf_view(&values));
	buf_release(&values);
	return value;
}

/* The parent is the sum of these, the largest of each value, and the rest. */
static void
relate_rest(struct release *release, const struct child *run, size_t count, uint64_t rest)
{
	struct release_number about = release->numbers[run[0].parent];
	size_t derived = RELEASE_NONE;
	bool known;
	struct view value = rest_value(release, run, count, &known);

	about.parts[about.part_count++] =
	    (struct release_part){ arena_copy(&release->arena, run[0].part->dimension), value, true, !known };
	if (rest > 0 || known)
		derived = release_derive(release, &about, rest);
	published_relate(&release->published, true);
	published_term(&release->published, run[0].parent, 1);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || !view_equal(run[i - 1].part->value, run[i].part->value))
			published_term(&release->published, run[i].number, -1);
	if (derived != RELEASE_NONE)
		published_term(&release->published, derived, -1);
}

/* What is left is of them or came since, nobody knows how much of which. */
static void
relate_earlier(struct release *release, const struct child *run, size_t count)
{
	published_relate(&release->published, false);
	published_term(&release->published, run[0].parent, 1);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || !view_equal(run[i - 1].part->value, run[i].part->value))
			published_term(&release->published, run[i].number, -1);
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
	if (additive && sum <= whole && release->numbers[run[0].number].state != release->state)
		relate_earlier(release, run, count);
	else if (additive && sum <= whole)
		relate_rest(release, run, count, whole - sum);
	else
		for (size_t i = 0; i < count; i++)
			relate_bound(release, run[i].parent, run[i].number);
}

static bool
is_same_run(const struct release *release, const struct child *one, const struct child *other)
{
	return one->parent == other->parent && view_equal(one->part->dimension, other->part->dimension) &&
	       release->numbers[one->number].state == release->numbers[other->number].state;
}

/* Whether any of them is of the release that is being made, printed now or derived since `from`. What holds between all others is
 * known. */
static bool
is_news(const struct release *release, const struct child *run, size_t count, size_t from)
{
	bool news = run[0].parent >= from;

	for (size_t i = 0; !news && i < count; i++)
		news = run[i].number >= from ||
		       (run[i].number < release->old_numbers && release->again[run[i].number]);
	return news || (run[0].parent < release->old_numbers && release->again[run[0].parent]);
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

		children = find_children(release, count);
		release->numbers = xcalloc(release->room + 1, sizeof(*numbers));
		for (size_t i = 0; i < count; i++)
			release->numbers[i] = numbers[i];
		for (size_t start = 0; start < children.count; start = end) {
			end = start + 1;
			while (end < children.count &&
			       is_same_run(release, &children.list[start], &children.list[end]))
				end++;
			if (is_news(release, &children.list[start], end - start, from))
				relate_run(release, &children.list[start], end - start);
		}
		free(children.list);
		free(numbers);
		from = count;
	}
}
