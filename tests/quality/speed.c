/* SPDX-License-Identifier: EUPL-1.2
 *
 * How long suggestions and groups take, and how that grows: on invented mentions, pieced together of the answers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "quality.h"

/* Half of one answer and half of another, and a word that nobody else has. */
static struct view
invent(const struct answers *answers, uint64_t *state, struct arena *arena)
{
	struct view one = answers->list[quality_random(state) % answers->count].text;
	struct view other = answers->list[quality_random(state) % answers->count].text;
	size_t cut = one.len / 2, from = other.len / 2;

	while (cut > 0 && one.ptr[cut] != ' ')
		cut--;
	while (from < other.len && other.ptr[from] != ' ')
		from++;
	return arena_printf(arena, "%.*s w%llx %.*s", (int)cut, one.ptr,
	                    (unsigned long long)(quality_random(state) % 5000), (int)(other.len - from),
	                    other.ptr + from);
}

static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

struct outcome {
	double tags, groups, megabytes;
	size_t count;
};

static struct outcome
run(const struct tools *tools, const struct answers *answers, size_t count)
{
	struct tagger *tagger = tagger_new(tools->words, tools->thesaurus, quality_domains, DOMAINS);
	struct view *texts = xcalloc(count, sizeof(*texts));
	struct outcome outcome = { .count = 0 };
	struct error err = ERROR_INIT;
	struct arena arena = ARENA_INIT;
	uint64_t state = 7;
	struct mentions *mentions;
	struct groups groups;
	struct rusage usage;
	double begun;

	for (size_t i = 0; i < count; i++)
		texts[i] = invent(answers, &state, &arena);
	begun = seconds();
	for (size_t i = 0; i < count; i++) {
		struct arena own = ARENA_INIT;
		struct tagged_text text = { .text = texts[i], .kind = VIEW("myth") };
		struct tag_suggestion *suggestions;

		(void)tagger_suggest(tagger, &text, &own, &suggestions);
		arena_release(&own);
	}
	outcome.tags = seconds() - begun;
	begun = seconds();
	mentions = mentions_new(tools->words, tools->thesaurus, texts, count);
	quality_use_vectors(tools, mentions, texts);
	if (groups_propose(mentions, NULL, 0, 0, &groups, &err))
		outcome.count = groups.count;
	outcome.groups = seconds() - begun;
	getrusage(RUSAGE_SELF, &usage);
	outcome.megabytes = (double)usage.ru_maxrss / 1024;
	groups_release(&groups);
	mentions_free(mentions);
	tagger_free(tagger);
	arena_release(&arena);
	free(texts);
	return outcome;
}

/* In a process of its own, so that its memory is its own. */
static struct outcome
run_apart(const struct tools *tools, const struct answers *answers, size_t count)
{
	struct outcome outcome = { .count = 0 };
	int ends[2];
	pid_t child;

	if (pipe(ends) != 0)
		return outcome;
	fflush(stdout);
	child = fork();
	if (child == 0) {
		ssize_t written;

		outcome = run(tools, answers, count);
		written = write(ends[1], &outcome, sizeof(outcome));
		_exit(written == (ssize_t)sizeof(outcome) ? 0 : 1);
	}
	close(ends[1]);
	if (child < 0 || read(ends[0], &outcome, sizeof(outcome)) != (ssize_t)sizeof(outcome))
		outcome.count = 0;
	close(ends[0]);
	waitpid(child, NULL, 0);
	return outcome;
}

void
quality_speed(const struct tools *tools, const struct answers *answers, bool big)
{
	static const size_t counts[] = { 1250, 2500, 5000, 10000, 20000, 100000 };

	printf("\n%-12s %10s %10s %10s %10s\n", "mentions", "tags, s", "groups, s", "MiB", "groups");
	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts) - !big; i++) {
		struct outcome outcome = run_apart(tools, answers, counts[i]);

		printf("%-12zu %10.2f %10.2f %10.0f %10zu\n", counts[i], outcome.tags, outcome.groups,
		       outcome.megabytes, outcome.count);
		if (counts[i] == 10000)
			quality_line("10,000 mentions: seconds below 10", 10 - outcome.tags - outcome.groups,
			             0, 1e-9);
		if (counts[i] == 100000) {
			quality_line("100,000 mentions: seconds below 180",
			             180 - outcome.tags - outcome.groups, 0, 1e-9);
			quality_line("100,000 mentions: MiB below 1024", 1024 - outcome.megabytes, 0, 1e-9);
		}
	}
}
