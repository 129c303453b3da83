/* SPDX-License-Identifier: EUPL-1.2
 *
 * Groups over all mentions: proposing.h.
 */
#include "proposing.h"

#include <stdlib.h>

#include "task.h"

/* One working out of the groups of all kinds. */
struct attempt {
	struct grouping_input inputs[MENTION_KIND_COUNT];
	struct grouping_proposals groups[MENTION_KIND_COUNT];
	struct arena arena; /* of the groups */
	size_t log_count;
	bool good;
	struct error err;
};

struct proposing {
	struct coding *coding;
	const char *thesaurus, *vectors; /* files; no vectors: NULL */
	struct attempt *ready, *made;    /* `made` is the task's until that is over */
	struct error err;                /* of the last one that failed */
	struct task task;
};

struct proposing *
proposing_new(struct coding *coding, const char *thesaurus, const char *vectors)
{
	struct proposing *proposing = xcalloc(1, sizeof(*proposing));

	proposing->coding = coding;
	proposing->thesaurus = thesaurus;
	proposing->vectors = vectors;
	return proposing;
}

static void
attempt_free(struct attempt *attempt)
{
	if (attempt == NULL)
		return;
	for (int kind = 0; kind < MENTION_KIND_COUNT; kind++)
		grouping_input_release(&attempt->inputs[kind]);
	arena_release(&attempt->arena);
	free(attempt);
}

void
proposing_free(struct proposing *proposing)
{
	if (proposing == NULL)
		return;
	task_end(&proposing->task);
	attempt_free(proposing->ready);
	attempt_free(proposing->made);
	free(proposing);
}

/* How far all kinds together are. */
struct span {
	struct task *task;
	size_t before, here, all; /* mentions of the kinds before, of this one, of all */
};

static bool
goes_on(void *context, size_t done, size_t of)
{
	const struct span *span = context;

	return task_goes_on(span->task, span->before + (of == 0 ? 0 : span->here * done / of), span->all);
}

static void
group(struct task *task, void *context)
{
	struct proposing *proposing = context;
	struct attempt *attempt = proposing->made;
	struct span span = { .task = task };
	const struct watch watch = { goes_on, &span };
	struct grouping *grouping = NULL;

	for (int kind = 0; kind < MENTION_KIND_COUNT; kind++)
		span.all += attempt->inputs[kind].count;
	attempt->good = grouping_new(proposing->thesaurus, &grouping, &attempt->err);
	if (attempt->good)
		grouping_watch(grouping, &watch);
	for (int kind = MENTION_NONE + 1; attempt->good && kind < MENTION_KIND_COUNT; kind++) {
		const struct grouping_input *input = &attempt->inputs[kind];

		span.here = input->count;
		attempt->good =
		    (proposing->vectors == NULL ||
		     grouping_use_vectors(grouping, proposing->vectors, input->texts, input->count,
		                          &attempt->err)) &&
		    grouping_propose(grouping, input->texts, input->count, input->links, input->link_count,
		                     &attempt->arena, &attempt->groups[kind], &attempt->err);
		span.before += input->count;
	}
	grouping_free(grouping);
}

/* Takes what the task made, if it is over. */
static void
collect(struct proposing *proposing)
{
	if (proposing->made == NULL || !task_is_over(&proposing->task))
		return;
	task_end(&proposing->task);
	proposing->err = proposing->made->err;
	if (proposing->made->good) {
		attempt_free(proposing->ready);
		proposing->ready = proposing->made;
	} else {
		attempt_free(proposing->made);
	}
	proposing->made = NULL;
}

void
proposing_begin(struct proposing *proposing)
{
	collect(proposing);
	if (proposing->made != NULL)
		return;
	proposing->made = xcalloc(1, sizeof(*proposing->made));
	proposing->made->log_count = coding_log(proposing->coding)->count;
	for (int kind = MENTION_NONE + 1; kind < MENTION_KIND_COUNT; kind++)
		grouping_input_make(&proposing->made->inputs[kind], proposing->coding,
		                    (enum mention_kind)kind);
	task_start(&proposing->task, group, proposing);
}

bool
proposing_is_busy(struct proposing *proposing)
{
	collect(proposing);
	return proposing->made != NULL;
}

unsigned
proposing_percent(const struct proposing *proposing)
{
	return task_percent(&proposing->task);
}

const struct grouping_proposals *
proposing_groups(struct proposing *proposing, enum mention_kind kind)
{
	collect(proposing);
	return proposing->ready == NULL ? NULL : &proposing->ready->groups[kind];
}

const struct grouping_input *
proposing_input(const struct proposing *proposing, enum mention_kind kind)
{
	return &proposing->ready->inputs[kind];
}

size_t
proposing_log_count(const struct proposing *proposing)
{
	return proposing->ready == NULL ? 0 : proposing->ready->log_count;
}

const struct error *
proposing_error(const struct proposing *proposing)
{
	return &proposing->err;
}
