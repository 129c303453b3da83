/* SPDX-License-Identifier: EUPL-1.2
 *
 * The source of suggestions: learning.h.
 */
#include "learning.h"

#include <stdlib.h>

#include "task.h"

/* Learning anew changes little after few decisions; after many before it, even less. */
enum { DECISIONS_BETWEEN = 40, SHARE_BETWEEN = 20 };

struct learning {
	struct coding *coding;
	const char *thesaurus;
	struct suggesting *ready, *made; /* `made` is the task's until that is over */
	size_t log_count;                /* decisions when `made` was begun */
	bool good;                       /* `made` can be used; written by the task */
	struct error err;
	struct task task;
};

static void
learn(struct task *task, void *context)
{
	struct learning *learning = context;
	const struct watch watch = task_watch(task);

	learning->good = suggesting_finish(learning->made, learning->thesaurus, &watch, &learning->err);
}

static void
begin(struct learning *learning)
{
	learning->log_count = coding_log(learning->coding)->count;
	learning->made = suggesting_begin(learning->coding);
	task_start(&learning->task, learn, learning);
}

struct learning *
learning_new(struct coding *coding, const char *thesaurus)
{
	struct learning *learning = xcalloc(1, sizeof(*learning));

	learning->coding = coding;
	learning->thesaurus = thesaurus;
	begin(learning);
	return learning;
}

void
learning_free(struct learning *learning)
{
	if (learning == NULL)
		return;
	task_end(&learning->task);
	suggesting_free(learning->ready);
	suggesting_free(learning->made);
	free(learning);
}

/* Takes what the task made. */
static void
collect(struct learning *learning)
{
	task_end(&learning->task);
	if (learning->good) {
		suggesting_free(learning->ready);
		learning->ready = learning->made;
	} else {
		suggesting_free(learning->made);
	}
	learning->made = NULL;
}

struct suggesting *
learning_now(struct learning *learning)
{
	size_t count = coding_log(learning->coding)->count;
	size_t between = learning->log_count / SHARE_BETWEEN;

	if (between < DECISIONS_BETWEEN)
		between = DECISIONS_BETWEEN;
	if (learning->made != NULL && task_is_over(&learning->task))
		collect(learning);
	/* What failed once fails again: a file is missing. */
	if (learning->made == NULL && learning->ready != NULL && count >= learning->log_count + between)
		begin(learning);
	return learning->ready;
}

const struct error *
learning_error(const struct learning *learning)
{
	return &learning->err;
}
