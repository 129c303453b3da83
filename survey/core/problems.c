/* SPDX-License-Identifier: EUPL-1.2
 *
 * The list of everything that is wrong with the files a person wrote: include/problems.h.
 */
#include "problems.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

static const char *const severity_names[] = {
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_ERROR] = "error",
};

/* What a stranger wrote into a file moves no cursor of a terminal, and makes no second line. */
static void
make_harmless(char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text < 0x20 || *text == 0x7f)
			*text = '?';
}

void
problems_add(struct problems *problems, enum severity severity, const char *file, unsigned line,
             unsigned column, const char *format, ...)
{
	struct problem *problem;
	va_list args;

	if (problems->count == problems->room) {
		problems->room = problems->room ? problems->room * 2 : 16;
		problems->list = xrealloc(problems->list, problems->room, sizeof(*problems->list));
	}
	problem = &problems->list[problems->count++];
	*problem =
	    (struct problem){ .severity = severity, .file = xstrdup(file), .line = line, .column = column };
	va_start(args, format);
	if (vasprintf(&problem->text, format, args) < 0)
		problem->text = xstrdup(format);
	va_end(args);
	make_harmless(problem->text);
	if (severity == SEVERITY_ERROR)
		problems->errors++;
}

/* The place of a file in the order of first mention. */
static size_t
file_rank(const struct problems *problems, const char *file)
{
	size_t i = 0;

	while (i < problems->count && strcmp(problems->list[i].file, file) != 0)
		i++;
	return i;
}

void
problems_sort(struct problems *problems)
{
	size_t *ranks = xcalloc(problems->count, sizeof(*ranks));

	for (size_t i = 0; i < problems->count; i++)
		ranks[i] = file_rank(problems, problems->list[i].file);
	/* Insertion keeps equal places in order; the list is as short as a person's patience. */
	for (size_t i = 1; i < problems->count; i++) {
		struct problem moving = problems->list[i];
		size_t rank = ranks[i], at = i;

		while (at > 0) {
			const struct problem *before = &problems->list[at - 1];
			bool later = ranks[at - 1] != rank       ? ranks[at - 1] > rank
			           : before->line != moving.line ? before->line > moving.line
			                                         : before->column > moving.column;

			if (!later)
				break;
			problems->list[at] = problems->list[at - 1];
			ranks[at] = ranks[at - 1];
			at--;
		}
		problems->list[at] = moving;
		ranks[at] = rank;
	}
	free(ranks);
}

void
problems_print(const struct problems *problems, FILE *out)
{
	for (size_t i = 0; i < problems->count; i++) {
		const struct problem *p = &problems->list[i];

		if (p->line > 0)
			fprintf(out, "%s:%u:%u: %s: %s\n", p->file, p->line, p->column,
			        severity_names[p->severity], p->text);
		else
			fprintf(out, "%s: %s: %s\n", p->file, severity_names[p->severity], p->text);
	}
}

bool
problems_fail(const struct problems *problems, struct error *err)
{
	const struct problem *first = NULL;

	for (size_t i = 0; i < problems->count && first == NULL; i++)
		if (problems->list[i].severity == SEVERITY_ERROR)
			first = &problems->list[i];
	if (first == NULL)
		return fail(err, ERROR_INVALID, "no error was reported");
	fail(err, ERROR_INVALID, "%s%s", first->text, problems->errors > 1 ? " (and more)" : "");
	if (err != NULL) {
		err->line = first->line;
		err->column = first->column;
		snprintf(err->file, sizeof(err->file), "%s", first->file);
	}
	return false;
}

void
problems_release(struct problems *problems)
{
	for (size_t i = 0; i < problems->count; i++) {
		free(problems->list[i].file);
		free(problems->list[i].text);
	}
	free(problems->list);
	*problems = PROBLEMS_INIT;
}
