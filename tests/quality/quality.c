/* SPDX-License-Identifier: EUPL-1.2
 *
 * make quality: how good the suggestions are, in one table. Usage: quality [-v] [DATA]. With BIG=1 in the environment the speed is
 * measured up to 100,000 mentions. With VECTORS=FILE in it groups are made with vectors of words; PART=tags, groups, personal or speed measures that alone.
 */
#include "quality.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "personal.h"

static bool verbose;
static int below;

void
quality_line(const char *what, double figure, double baseline, double aim)
{
	bool missed = aim > 0 && figure < aim;
	char first[16] = "", second[16] = "";

	if (baseline > 0)
		snprintf(first, sizeof(first), "%.2f", baseline);
	if (aim > 1e-6)
		snprintf(second, sizeof(second), "%.2f", aim);
	printf("%-56s %8.3f %9s %6s%s\n", what, figure, first, second, missed ? "  below" : "");
	below += missed;
}

void
quality_note(const char *format, ...)
{
	va_list args;

	if (!verbose)
		return;
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
}

void
quality_use_vectors(const struct tools *tools, struct mentions *mentions, const struct view *texts)
{
	struct vectors *vectors;
	struct error err = ERROR_INIT;

	if (tools->vectors == NULL)
		return;
	if (!vectors_load(tools->vectors, tools->words, texts, mentions_count(mentions), &vectors, &err)) {
		fprintf(stderr, "quality: %s\n", err.text);
		exit(1);
	}
	mentions_use_vectors(mentions, tools->words, vectors, texts);
	vectors_free(vectors);
}

static bool
open_tools(struct tools *tools, struct problems *problems, struct error *err)
{
	return words_new(WORDS_DICTIONARY, &tools->words, err) && personal_init(err) &&
	       ((thesaurus_load("questionnaires/tagsets/thesaurus-nl.yaml", tools->words, &tools->thesaurus,
	                        problems) &&
	         names_load("questionnaires/tagsets/gazetteer-groningen.yaml", &tools->names, problems)) ||
	        problems_fail(problems, err));
}

int
main(int count, char **arguments)
{
	struct answers ours = { .count = 0 }, theirs = { .count = 0 }, hard = { .count = 0 };
	struct problems problems = PROBLEMS_INIT;
	struct error err = ERROR_INIT;
	struct tools tools = { NULL, NULL, NULL, getenv("VECTORS") };
	const char *data = NULL, *big = getenv("BIG"), *only = getenv("PART");
	int status = 1;

	for (int i = 1; i < count; i++)
		if (strcmp(arguments[i], "-v") == 0)
			verbose = true;
		else
			data = arguments[i];
	if (!open_tools(&tools, &problems, &err) ||
	    !answers_read("tests/fixtures/answers-nl.tsv", &ours, &err) ||
	    !answers_read("tests/fixtures/personal-nl.tsv", &hard, &err) ||
	    (data != NULL && !answers_read(data, &theirs, &err))) {
		problems_print(&problems, stderr);
		fprintf(stderr, "quality: %s\n", err.text);
		goto out;
	}
	names_use_words(tools.names, tools.words);
	printf("%-56s %8s %9s %6s\n", data == NULL ? "on the invented answers, cross-validated" : data,
	       "figure", "baseline", "aim");
	if (only == NULL || strcmp(only, "tags") == 0)
		quality_tags(&tools, &ours, data == NULL ? &ours : &theirs);
	if (only == NULL || strcmp(only, "groups") == 0)
		quality_groups(&tools, &ours, data == NULL ? &ours : &theirs);
	if (only == NULL || strcmp(only, "personal") == 0) {
		quality_personal(&tools, data == NULL ? &ours : &theirs, NULL, "");
		if (data == NULL)
			quality_personal(&tools, &hard, "unseen", ", hard and unseen");
	}
	if (only == NULL || strcmp(only, "speed") == 0)
		quality_speed(&tools, &ours, big != NULL && strcmp(big, "1") == 0);
	printf("\n%d below the aim\n", below);
	status = 0;
out:
	answers_release(&ours);
	answers_release(&theirs);
	answers_release(&hard);
	names_free(tools.names);
	thesaurus_free(tools.thesaurus);
	words_free(tools.words);
	problems_release(&problems);
	return status;
}
