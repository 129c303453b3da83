/* SPDX-License-Identifier: EUPL-1.2
 *
 * Which findings a mention may belong to: ranking.h.
 */
#include "ranking.h"

#include <stdlib.h>

#include "analysis/decisions/places.h"
#include "task.h"

struct ranking {
	struct coding *coding;
	const struct standing *standing;
	const char *thesaurus, *vectors;
	struct grouping_input inputs[MENTION_KIND_COUNT];
	struct grouping_reading *readings[MENTION_KIND_COUNT]; /* NULL: not yet, or it failed */
	struct task task;
};

/* What fails here fails in learning.h and proposing.h too, and they say why. */
static void
read_all(struct task *task, void *context)
{
	struct ranking *ranking = context;
	const struct watch watch = task_watch(task);
	struct grouping *grouping = NULL;
	struct error err = ERROR_INIT;
	bool good = grouping_new(ranking->thesaurus, &grouping, &err);

	if (good)
		grouping_watch(grouping, &watch);
	for (int kind = MENTION_NONE + 1; good && kind < MENTION_KIND_COUNT; kind++) {
		const struct grouping_input *input = &ranking->inputs[kind];

		good = (ranking->vectors == NULL ||
		        grouping_use_vectors(grouping, ranking->vectors, input->texts, input->count, &err)) &&
		       grouping_read(grouping, input->texts, input->count, &ranking->readings[kind], &err);
	}
	grouping_free(grouping);
}

struct ranking *
ranking_new(struct coding *coding, const struct standing *standing, const char *thesaurus,
            const char *vectors)
{
	struct ranking *ranking = xcalloc(1, sizeof(*ranking));

	ranking->coding = coding;
	ranking->standing = standing;
	ranking->thesaurus = thesaurus;
	ranking->vectors = vectors;
	for (int kind = MENTION_NONE + 1; kind < MENTION_KIND_COUNT; kind++)
		grouping_input_make(&ranking->inputs[kind], coding, (enum mention_kind)kind);
	task_start(&ranking->task, read_all, ranking);
	return ranking;
}

void
ranking_free(struct ranking *ranking)
{
	if (ranking == NULL)
		return;
	task_end(&ranking->task);
	for (int kind = MENTION_NONE + 1; kind < MENTION_KIND_COUNT; kind++) {
		grouping_reading_free(ranking->readings[kind]);
		grouping_input_release(&ranking->inputs[kind]);
	}
	free(ranking);
}

/* Which finding each text tells of now; the ids by number, in the arena. */
static struct view *
number_findings(const struct ranking *ranking, struct grouping_input *input, struct arena *arena)
{
	const struct mention *first = coding_mentions(ranking->coding)->list;
	struct view *ids = arena_array(arena, input->count, sizeof(*ids));
	struct places *numbers = places_new();
	size_t count = 0;

	for (size_t i = 0; i < input->count; i++) {
		struct view id = standing_finding(ranking->standing, (size_t)(input->mentions[i] - first));
		size_t number = id.len == 0 ? PLACES_ABSENT : places_find(numbers, id);

		if (id.len > 0 && number == PLACES_ABSENT) {
			number = count++;
			ids[number] = id;
			places_put(numbers, id, number);
		}
		input->texts[i].finding = id.len == 0 ? -1 : (long)number;
	}
	places_free(numbers);
	return ids;
}

size_t
ranking_for(struct ranking *ranking, const struct mention *mention, struct arena *arena,
            struct ranking_finding **list)
{
	enum mention_kind kind = mention->rows->group->mention;
	struct grouping_input *input = &ranking->inputs[kind];
	struct grouping_rank *ranks;
	struct view *ids;
	size_t place, count;

	if (task_was_started(&ranking->task) && task_is_over(&ranking->task))
		task_end(&ranking->task);
	place = grouping_input_place(input, view_of(mention->id));
	if (task_was_started(&ranking->task) || ranking->readings[kind] == NULL || place == input->count)
		return 0;
	ids = number_findings(ranking, input, arena);
	count = grouping_rank(ranking->readings[kind], input->texts, place, arena, &ranks);
	*list = arena_array(arena, count, sizeof(**list));
	for (size_t i = 0; i < count; i++)
		(*list)[i] =
		    (struct ranking_finding){ ids[ranks[i].finding], input->mentions[ranks[i].nearest] };
	return count;
}
