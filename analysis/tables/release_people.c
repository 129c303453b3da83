/* SPDX-License-Identifier: EUPL-1.2
 *
 * What holds between mentions and the people who told them, and between those and all who answered: release_inside.h.
 *
 * Everybody knows how often a group can be filled in, so how many mentions one person can have; that who told something answered;
 * and of whom a group was asked at all: of which questionnaires, after which answer. Who told nothing is what is left of who
 * was asked, and is protected as any other rest.
 */
#include <stdlib.h>

#include "qtype.h"
#include "release_inside.h"

#define TOLD "told" /* the dimension of who told nothing */

/* ---- mentions and people -------------------------------------------------------------------------------- */

static const struct release_part *
part_of(const struct release_number *about, const char *dimension)
{
	const struct release_part *found = NULL;

	for (size_t i = 0; i < about->part_count; i++)
		if (view_is(about->parts[i].dimension, dimension) && !about->parts[i].rest)
			found = &about->parts[i];
	return found;
}

static bool
part_is(const struct release_number *about, const char *dimension, struct view value)
{
	const struct release_part *part = part_of(about, dimension);

	return part == NULL || view_equal(part->value, value);
}

static bool
block_has(const struct block *block, const struct release_number *about)
{
	return part_is(about, "questionnaire", block->questionnaire->id) &&
	       part_is(about, "audience", block->questionnaire->audience) &&
	       part_is(about, "wave", block->wave);
}

/* Whether a table counts what this group tells: one by a question of another group does not. */
static bool
counts_group(const struct tally *tally, const struct group *group)
{
	bool counts = true;

	for (size_t axis = 0; axis < tally->shape.axes; axis++)
		counts = counts && (tally->dimensions[axis].group.len == 0 ||
		                    view_equal(tally->dimensions[axis].group, group->id));
	return counts;
}

/* How many mentions somebody can have who is in this number of the table; 0: nobody knows. */
static size_t
times_of(const struct release *release, const struct tally *tally, const struct release_number *about)
{
	size_t most = 0;

	for (size_t b = 0; b < release->block_count; b++) {
		const struct block *block = &release->blocks[b];
		size_t times = 0;

		for (size_t m = 0; m < block->mention_count && block_has(block, about); m++) {
			const struct group *group = block->mentions[m].group;

			if (counts_group(tally, group) &&
			    part_is(about, "kind", view_of(mention_kind_name(group->mention))))
				times += group->times;
		}
		most = times > most ? times : most;
	}
	return most;
}

/* Mentions of somebody beyond their first are no less in all than in a part; so beside those of who did not answer. */
static void
relate_more(struct release *release, const struct release_placed *placed, const size_t *cells, size_t count)
{
	struct published *published = &release->published;

	published_relate(published, false);
	for (size_t i = 0; i < count; i++) {
		if (placed->counts[cells[i]] == RELEASE_NONE)
			continue;
		published_term(published, placed->counts[cells[i]], i == 0 ? 1 : -1);
		published_term(published, placed->people[cells[i]], i == 0 ? -1 : 1);
	}
}

static void
relate_more_of_line(struct release *release, const struct release_placed *placed,
                    const struct dimension *dimension, size_t first, size_t stride)
{
	size_t total = first + dimension_all(dimension) * stride;

	if (placed->counts[total] == RELEASE_NONE)
		return;
	for (size_t i = 0; i < dimension->category_count; i++)
		relate_more(release, placed,
		            (const size_t[]){ total, first + i * stride,
		                              first + dimension_missing(dimension) * stride },
		            dimension->has_missing ? 3 : 2);
}

void
release_relate_times(struct release *release, const struct release_placed *placed)
{
	const struct tally *tally = placed->tally;
	size_t stride = tally->cell_count;

	for (size_t i = 0; i < tally->cell_count; i++) {
		size_t times;

		if (placed->counts[i] == RELEASE_NONE)
			continue;
		times = times_of(release, tally, &release->numbers[placed->people[i]]);
		if (times == 0)
			continue;
		published_relate(&release->published, false);
		published_term(&release->published, placed->people[i], (int)times);
		published_term(&release->published, placed->counts[i], -1);
	}
	for (size_t axis = 0; axis < tally->shape.axes; axis++) {
		const struct dimension *dimension = &tally->dimensions[axis];

		stride /= tally->shape.length[axis];
		for (size_t i = 0; dimension->multiple && i < tally->cell_count; i++)
			if (i / stride % tally->shape.length[axis] == 0)
				relate_more_of_line(release, placed, dimension, i, stride);
	}
}

/* ---- people and all who answered ------------------------------------------------------------------------ */

/* Of whom something was asked: one questionnaire that has such a group, and the answers after which it has that. */
struct asked {
	const struct questionnaire *questionnaire;
	const struct question *question; /* NULL: everybody */
	const struct condition *condition;
};

struct asking {
	struct asked *list; /* owned */
	size_t count;
	bool everyone; /* no questionnaire of these people lacks such a group */
};

/* A question of one choice, after some answers to which alone this questionnaire asks for mentions of this kind. */
static void
find_condition(const struct block *block, const struct release_number *about, struct asked *asked)
{
	bool same = true;

	for (size_t m = 0; m < block->mention_count; m++) {
		const struct group *group = block->mentions[m].group;

		if (!part_is(about, "kind", view_of(mention_kind_name(group->mention))))
			continue;
		same = same && group->show_if != NULL &&
		       (asked->condition == NULL || asked->condition == group->show_if);
		asked->condition = same ? group->show_if : NULL;
	}
	if (!same || asked->condition == NULL)
		return;
	asked->question = asked->condition->kind == CONDITION_CHOSEN
	                    ? asked->condition->question
	                    : condition_one_question(asked->condition);
	if (asked->question != NULL && (asked->question->group != NULL || asked->question->type->many))
		asked->question = NULL;
}

static bool
asks(const struct block *block, const struct release_number *about)
{
	bool found = false;

	for (size_t m = 0; m < block->mention_count; m++)
		found = found ||
		        part_is(about, "kind", view_of(mention_kind_name(block->mentions[m].group->mention)));
	return found;
}

/* Another version of the same questionnaire asks everybody, or after other answers: then nothing is known of that. */
static void
add_asked(struct asking *asking, const struct block *block, const struct release_number *about)
{
	struct asked asked = { .questionnaire = block->questionnaire };
	size_t i = 0;

	while (i < asking->count && !view_equal(asking->list[i].questionnaire->id, block->questionnaire->id))
		i++;
	if (i < asking->count) {
		asking->list[i].question = NULL;
		return;
	}
	find_condition(block, about, &asked);
	asking->list = xrealloc(asking->list, asking->count + 1, sizeof(*asking->list));
	asking->list[asking->count++] = asked;
}

static struct asking
asking_of(const struct release *release, const struct release_number *about)
{
	struct asking asking = { .everyone = true };

	for (size_t b = 0; b < release->block_count; b++) {
		const struct block *block = &release->blocks[b];

		if (!block_has(block, about))
			continue;
		if (asks(block, about))
			add_asked(&asking, block, about);
		else
			asking.everyone = false;
	}
	return asking;
}

/* What is said of a mention. A tag set may be of either, so it is not taken for what was answered once. */
static bool
is_of_mention(const struct release_part *part)
{
	bool of_group = view_starts(part->dimension, "question ");

	for (size_t i = 0; of_group && i + 1 < part->dimension.len; i++)
		if (part->dimension.ptr[i] == ':' && part->dimension.ptr[i + 1] == '.')
			of_group = false;
	return of_group || view_is(part->dimension, "kind") ||
	       view_starts(part->dimension, RELEASE_FINDING) || view_starts(part->dimension, "tagset ");
}

/* The responses of whom the number's people are: without what mentions say. `*only_kind`: nothing else was left out. */
static struct release_number
answered(const struct release_number *about, bool *only_kind)
{
	struct release_number number = { .base = VIEW("responses"), .state = about->state };

	*only_kind = true;
	for (size_t i = 0; i < about->part_count; i++) {
		if (!is_of_mention(&about->parts[i]))
			number.parts[number.part_count++] = about->parts[i];
		else if (!view_is(about->parts[i].dimension, "kind"))
			*only_kind = false;
	}
	return number;
}

static void
add_part(struct release_number *number, struct view dimension, struct view value)
{
	if (number->part_count < RELEASE_PARTS_MAX)
		number->parts[number->part_count++] = (struct release_part){ dimension, value, true, false };
}

size_t
release_answered(struct release *release, size_t people)
{
	const struct release_number about = release->numbers[people];
	bool only_kind;
	struct release_number number = answered(&about, &only_kind);

	return only_kind ? release_now(release, &number) : RELEASE_NONE;
}

/* The same people of one questionnaire, whose audience a table may say too. */
static size_t
find_of_questionnaire(struct release *release, const struct release_number *number, const struct asked *asked)
{
	const struct questionnaire *questionnaire = asked->questionnaire;
	struct release_number one = *number;
	size_t found;

	if (part_of(number, "questionnaire") == NULL)
		add_part(&one, VIEW("questionnaire"), questionnaire->id);
	found = release_now(release, &one);
	if (found != RELEASE_NONE)
		return found;
	if (part_of(number, "audience") == NULL) {
		add_part(&one, VIEW("audience"), questionnaire->audience);
		return release_now(release, &one);
	}
	one.part_count = 0;
	for (size_t i = 0; i < number->part_count; i++)
		if (!view_is(number->parts[i].dimension, "audience"))
			one.parts[one.part_count++] = number->parts[i];
	if (part_of(number, "questionnaire") == NULL)
		add_part(&one, VIEW("questionnaire"), questionnaire->id);
	return release_now(release, &one);
}

/* Those who answered, less those who told something, is who told nothing. */
static void
relate_rest(struct release *release, const size_t *all, size_t count, size_t people,
            const struct release_number *number, struct view what)
{
	struct release_number about = *number;
	uint64_t sum = 0;
	size_t rest;

	for (size_t i = 0; i < count; i++)
		sum += release->published.numbers[all[i]].value;
	if (sum < release->published.numbers[people].value || about.part_count == RELEASE_PARTS_MAX)
		return;
	about.parts[about.part_count++] =
	    (struct release_part){ VIEW(TOLD), arena_printf(&release->arena, "~%.*s", VIEW_ARGS(what)), true,
		                   true };
	rest = release_derive(release, &about, sum - release->published.numbers[people].value);
	published_relate(&release->published, true);
	for (size_t i = 0; i < count; i++)
		published_term(&release->published, all[i], 1);
	published_term(&release->published, people, -1);
	published_term(&release->published, rest, -1);
}

static void
relate_within(struct release *release, size_t all, size_t people)
{
	if (release->published.numbers[all].value < release->published.numbers[people].value)
		return;
	published_relate(&release->published, false);
	published_term(&release->published, all, 1);
	published_term(&release->published, people, -1);
}

/* Those of all questionnaires that ask for this. */
static void
relate_asked(struct release *release, const struct asking *asking, size_t people,
             const struct release_number *number, struct view kind)
{
	size_t *all = xcalloc(asking->count + 1, sizeof(*all)), found = 0;
	struct buf what = BUF_INIT;

	buf_add_view(&what, kind);
	for (size_t i = 0; i < asking->count; i++) {
		all[found] = find_of_questionnaire(release, number, &asking->list[i]);
		found += all[found] != RELEASE_NONE;
		buf_add_char(&what, ',');
		buf_add_view(&what, asking->list[i].questionnaire->id);
	}
	if (found == asking->count && found > 0)
		relate_rest(release, all, found, people, number, buf_view(&what));
	buf_release(&what);
	free(all);
}

/* Those who gave the answers after which this is asked. */
static void
relate_condition(struct release *release, const struct asked *asked, size_t people,
                 const struct release_number *number, struct view kind)
{
	const struct condition *condition = asked->condition;
	size_t count = condition->kind == CONDITION_CHOSEN ? 1 : condition->part_count, found = 0;
	size_t *all = xcalloc(count + 1, sizeof(*all));
	struct view dimension =
	    arena_printf(&release->arena, "question %.*s:.%.*s", VIEW_ARGS(asked->questionnaire->id),
	                 VIEW_ARGS(asked->question->id));

	for (size_t i = 0; i < count; i++) {
		const struct condition *one =
		    condition->kind == CONDITION_CHOSEN ? condition : condition->parts[i];
		struct release_number after = *number;

		add_part(&after, dimension, asked->question->options[one->option].id);
		all[found] = release_now(release, &after);
		if (all[found] == RELEASE_NONE)
			all[found] = find_of_questionnaire(release, &after, asked);
		found += all[found] != RELEASE_NONE;
	}
	if (found == count)
		relate_rest(release, all, count, people, number,
		            arena_printf(&release->arena, "%.*s:%.*s", VIEW_ARGS(kind),
		                         VIEW_ARGS(asked->question->id)));
	free(all);
}

static void
relate_told(struct release *release, size_t people)
{
	const struct release_number about = release->numbers[people];
	const struct release_part *part = part_of(&about, "kind");
	struct view kind = part == NULL ? VIEW("") : part->value;
	bool only_kind;
	struct release_number number = answered(&about, &only_kind);
	struct asking asking = asking_of(release, &about);
	size_t all = release_now(release, &number);

	if (all != RELEASE_NONE && only_kind)
		relate_rest(release, &all, 1, people, &number, kind);
	else if (all != RELEASE_NONE)
		relate_within(release, all, people);
	if (only_kind && !asking.everyone)
		relate_asked(release, &asking, people, &number, kind);
	if (only_kind && asking.count == 1 && asking.list[0].question != NULL)
		relate_condition(release, &asking.list[0], people, &number, kind);
	free(asking.list);
}

void
release_relate_people(struct release *release)
{
	size_t count = release->published.number_count;

	for (size_t i = 0; i < count; i++)
		if (view_is(release->numbers[i].base, "people") && !release->published.numbers[i].derived &&
		    release->numbers[i].state == release->state)
			relate_told(release, i);
}
