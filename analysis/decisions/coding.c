/* SPDX-License-Identifier: EUPL-1.2
 *
 * The coding as a whole: opening it, and what it holds: analysis/decisions/coding.h.
 */
#include "coding_inside.h"

#include <stdlib.h>

#include "personal.h"

/* Once: the patterns are there for the whole program. */
static bool
start_patterns(struct error *err)
{
	static bool started;

	started = started || personal_init(err);
	return started;
}

bool
coding_open(struct study *study, struct coding **coding, struct error *err)
{
	struct coding *made = xcalloc(1, sizeof(*made));
	bool good;

	made->study = study;
	good = start_patterns(err) && mentions_load(&made->mentions, study, err) &&
	       log_read(&made->log, study, err);
	if (good) {
		coding_fold(made);
		*coding = made;
	} else {
		coding_close(made);
	}
	return good;
}

void
coding_close(struct coding *coding)
{
	if (coding == NULL)
		return;
	coding_forget_lists(coding);
	arena_release(&coding->arena);
	free(coding->fields);
	free(coding->counts);
	free(coding->stands);
	mentions_release(&coding->mentions);
	log_release(&coding->log);
	free(coding);
}

void
coding_use_names(struct coding *coding, const struct names *names)
{
	coding->names = names;
}

const struct names *
coding_names(const struct coding *coding)
{
	return coding->names;
}

const struct mention_list *
coding_mentions(const struct coding *coding)
{
	return &coding->mentions;
}

const struct log *
coding_log(const struct coding *coding)
{
	return &coding->log;
}

struct study *
coding_study(const struct coding *coding)
{
	return coding->study;
}

bool
coding_counts(const struct coding *coding, size_t decision)
{
	return decision < coding->log.count && coding->counts[decision];
}

const struct decided *const *
coding_conflicts(struct coding *coding, size_t *count)
{
	if (!coding->conflicts_good) {
		coding->conflicts =
		    arena_array(&coding->lists, coding->field_count, sizeof(struct decided *));
		coding->conflict_count = 0;
		for (size_t i = 0; i < coding->field_count; i++)
			if (coding->fields[i].conflict)
				coding->conflicts[coding->conflict_count++] = &coding->fields[i];
		coding->conflicts_good = true;
	}
	*count = coding->conflict_count;
	return coding->conflicts;
}
