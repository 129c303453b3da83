/* SPDX-License-Identifier: EUPL-1.2
 *
 * Long work beside the pages: task.h.
 */
#include "task.h"

#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
	STACK_BYTES = 1024 * 1024,
	GUARD_BYTES = 64 * 1024, /* below it: a whole number of pages everywhere */
	NICENESS = 10,
	HUNDRED = 100,
};

static void *
run(void *context)
{
	struct task *task = context;

	/* On Linux this is of the thread alone. */
	(void)setpriority(PRIO_PROCESS, (id_t)gettid(), NICENESS);
	task->work(task, task->context);
	atomic_store(&task->over, true);
	return NULL;
}

void
task_start(struct task *task, task_work *work, void *context)
{
	pthread_attr_t attributes;
	bool started = false;

	*task = (struct task){ .work = work, .context = context };
	task->stack = mmap(NULL, GUARD_BYTES + STACK_BYTES, PROT_READ | PROT_WRITE,
	                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK | MAP_NORESERVE, -1, 0);
	if (task->stack == MAP_FAILED) {
		task->stack = NULL;
	} else if (pthread_attr_init(&attributes) == 0) {
		started =
		    mprotect(task->stack, GUARD_BYTES, PROT_NONE) == 0 &&
		    pthread_attr_setstack(&attributes, (char *)task->stack + GUARD_BYTES, STACK_BYTES) == 0 &&
		    pthread_create(&task->thread, &attributes, run, task) == 0;
		pthread_attr_destroy(&attributes);
	}
	if (!started) {
		if (task->stack != NULL)
			munmap(task->stack, GUARD_BYTES + STACK_BYTES);
		task->stack = NULL;
		work(task, context);
		atomic_store(&task->over, true);
	}
}

void
task_end(struct task *task)
{
	atomic_store(&task->stopping, true);
	if (task->stack != NULL) {
		pthread_join(task->thread, NULL);
		munmap(task->stack, GUARD_BYTES + STACK_BYTES);
	}
	*task = TASK_INIT;
}

bool
task_was_started(const struct task *task)
{
	return task->work != NULL;
}

bool
task_is_over(const struct task *task)
{
	return atomic_load(&task->over);
}

unsigned
task_percent(const struct task *task)
{
	size_t done = atomic_load(&task->done), of = atomic_load(&task->of);

	return of == 0 ? 0 : done >= of ? HUNDRED : (unsigned)(done * HUNDRED / of);
}

bool
task_goes_on(struct task *task, size_t done, size_t of)
{
	atomic_store(&task->of, of);
	atomic_store(&task->done, done);
	return !atomic_load(&task->stopping);
}

static bool
goes_on(void *context, size_t done, size_t of)
{
	return task_goes_on(context, done, of);
}

struct watch
task_watch(struct task *task)
{
	return (struct watch){ goes_on, task };
}
