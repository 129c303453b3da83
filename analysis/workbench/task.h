/* SPDX-License-Identifier: EUPL-1.2
 *
 * Long work beside the pages: a thread of its own, which says how far it is and stops when it is told to. It must not ask the
 * coding anything (coding.h is for one thread); what it needs of that is gathered before it starts. Its stack is mapped
 * for it alone and unmapped when it ends, because answers stand on it. It gives way to the pages where they want the processor.
 */
#ifndef TASK_H
#define TASK_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "analysis/text/watch.h"

struct task;

/* What it does. It asks task_goes_on() often, and returns soon when that says no. */
typedef void task_work(struct task *task, void *context);

struct task {
	task_work *work;
	void *context; /* borrowed until task_end() */
	void *stack;   /* mapped; NULL: it was not started */
	pthread_t thread;
	_Atomic(bool) stopping, over;
	_Atomic(size_t) done, of;
};

#define TASK_INIT ((struct task){ .stack = NULL })

/* Starts it. When the system has no thread to give, the work is done here and now. It was not started before, or has ended. */
void task_start(struct task *task, task_work *work, void *context);

/* Stops it, if it still runs, and waits for that. After that it can be started again. Harmless when it was not started. */
void task_end(struct task *task);

bool task_was_started(const struct task *task); /* and not ended */
bool task_is_over(const struct task *task);     /* the work was done, or stopped */

/* Between 0 and 100. */
unsigned task_percent(const struct task *task);

/* ---- For the work itself ---- */

/* Notes how far it is; false when it must stop. */
bool task_goes_on(struct task *task, size_t done, size_t of);

/* The same for what is told how far it is: it lasts as long as the work. */
struct watch task_watch(struct task *task);

#endif
