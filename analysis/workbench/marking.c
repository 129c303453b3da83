/* SPDX-License-Identifier: EUPL-1.2
 *
 * Personal data in all mentions: marking.h. Only the thread that looks writes; `searched` says up to where others may read.
 */
#include "marking.h"

#include <stdlib.h>

#include "memory.h"
#include "task.h"

/* Progress is told once in so many mentions. */
enum { AT_A_TIME = 64 };

struct seen {
	struct mark *list; /* in the arena */
	size_t count;
};

struct marking {
	const struct mention_list *mentions;
	const struct names *names;
	struct seen *seen;
	struct arena arena;
	_Atomic(size_t) searched;
	struct task task;
};

static void
look(struct task *task, void *context)
{
	struct marking *marking = context;
	size_t count = marking->mentions->count;

	for (size_t i = 0; i < count; i++) {
		if (i % AT_A_TIME == 0) {
			atomic_store_explicit(&marking->searched, i, memory_order_release);
			if (!task_goes_on(task, i, count))
				return;
		}
		marking->seen[i].count = marks_look(marking->names, &marking->mentions->list[i],
		                                    &marking->arena, &marking->seen[i].list);
	}
	atomic_store_explicit(&marking->searched, count, memory_order_release);
	(void)task_goes_on(task, count, count);
}

struct marking *
marking_new(const struct mention_list *mentions, const struct names *names)
{
	struct marking *marking = xcalloc(1, sizeof(*marking));

	marking->mentions = mentions;
	marking->names = names;
	marking->seen = xcalloc(mentions->count, sizeof(*marking->seen));
	task_start(&marking->task, look, marking);
	return marking;
}

void
marking_free(struct marking *marking)
{
	if (marking == NULL)
		return;
	task_end(&marking->task);
	arena_release(&marking->arena);
	free(marking->seen);
	free(marking);
}

size_t
marking_searched(const struct marking *marking)
{
	return atomic_load_explicit(&marking->searched, memory_order_acquire);
}

bool
marking_is_over(const struct marking *marking)
{
	return marking_searched(marking) == marking->mentions->count;
}

unsigned
marking_percent(const struct marking *marking)
{
	return task_percent(&marking->task);
}

size_t
marking_found(const struct marking *marking, size_t mention, const struct mark **found)
{
	if (mention >= marking_searched(marking)) {
		*found = NULL;
		return 0;
	}
	*found = marking->seen[mention].list;
	return marking->seen[mention].count;
}
