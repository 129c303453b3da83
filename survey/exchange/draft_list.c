/* SPDX-License-Identifier: EUPL-1.2
 *
 * The list of what could not be carried over: draft.h. What is true of a hundred questions is one line of it, with the numbers of
 * the other lines of the form: who must read the list must not lose what matters among it.
 */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draft.h"

enum { TEXT_BYTES = 1024, LINES_SHOWN = 12 };

/* What is said of many places in the same words. */
struct draft_repeated {
	struct draft_place place; /* the first one */
	const char *text;
	uint64_t hash;   /* of the text: there may be many, and a form may have a million cells */
	unsigned *lines; /* owned; those of the other places */
	size_t count, room;
};

/* Whether this was said: a list of choices that several questions have is read for each of them. */
static bool
is_said(const struct draft *draft, const struct draft_place *place, const char *text)
{
	bool said = false;

	for (size_t i = 0; !said && i < draft->problems->count; i++) {
		const struct problem *problem = &draft->problems->list[i];

		said = problem->line == place->line && problem->column == place->column &&
		       strcmp(problem->text, text) == 0 && strcmp(problem->file, place->file) == 0;
	}
	return said;
}

static void
say(struct draft *draft, const struct draft_place *place, const char *text)
{
	if (draft->problems->count > DRAFT_LOST_MAX || is_said(draft, place, text))
		return;
	problems_add(draft->problems, SEVERITY_WARNING, place->file, place->line, place->column, "%s",
	             draft->problems->count == DRAFT_LOST_MAX
	                 ? "there is more that could not be carried over than this list holds"
	                 : text);
}

void
draft_lost(struct draft *draft, const struct draft_place *place, const char *format, ...)
{
	char text[TEXT_BYTES];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	say(draft, place, text);
}

/* FNV-1a. */
static uint64_t
hash_of(const char *text)
{
	uint64_t hash = 14695981039346656037U;

	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * 1099511628211U;
	return hash;
}

static struct draft_repeated *
find_repeated(struct draft *draft, const struct draft_place *place, const char *text)
{
	uint64_t hash = hash_of(text);

	for (size_t i = 0; i < draft->repeated_count; i++)
		if (draft->repeated[i].hash == hash &&
		    strcmp(draft->repeated[i].place.file, place->file) == 0 &&
		    strcmp(draft->repeated[i].text, text) == 0)
			return &draft->repeated[i];
	return NULL;
}

static void
add_repeated(struct draft *draft, const struct draft_place *place, const char *text)
{
	if (draft->repeated_count > DRAFT_LOST_MAX)
		return;
	if (draft->repeated_count == draft->repeated_room) {
		draft->repeated_room = draft->repeated_room == 0 ? 16 : draft->repeated_room * 2;
		draft->repeated = xrealloc(draft->repeated, draft->repeated_room, sizeof(*draft->repeated));
	}
	draft->repeated[draft->repeated_count++] =
	    (struct draft_repeated){ .place = *place,
		                     .text = arena_copy(&draft->arena, view_of(text)).ptr,
		                     .hash = hash_of(text),
		                     .lines = NULL };
}

void
draft_lost_often(struct draft *draft, const struct draft_place *place, const char *format, ...)
{
	char text[TEXT_BYTES];
	struct draft_repeated *repeated;
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	repeated = find_repeated(draft, place, text);
	if (repeated == NULL) {
		add_repeated(draft, place, text);
		return;
	}
	if (repeated->count == repeated->room) {
		repeated->room = repeated->room == 0 ? 16 : repeated->room * 2;
		repeated->lines = xrealloc(repeated->lines, repeated->room, sizeof(*repeated->lines));
	}
	if (repeated->count == 0 || repeated->lines[repeated->count - 1] != place->line)
		repeated->lines[repeated->count++] = place->line;
}

static int
by_line(const void *a, const void *b)
{
	const unsigned *one = a, *other = b;

	return *one < *other ? -1 : *one > *other;
}

/* One line about all places, from the first one on. */
static void
say_repeated(struct draft *draft, struct draft_repeated *repeated)
{
	struct buf more = BUF_INIT;
	size_t others = 0;
	unsigned last = repeated->place.line;

	if (repeated->count > 0)
		qsort(repeated->lines, repeated->count, sizeof(*repeated->lines), by_line);
	for (size_t i = 0; i < repeated->count; i++) {
		unsigned line = repeated->lines[i];

		if (line == last || line == repeated->place.line)
			continue;
		last = line;
		if (others++ < LINES_SHOWN)
			buf_printf(&more, "%s%u", more.len > 0 ? ", " : "", line);
	}
	if (others == 0)
		say(draft, &repeated->place, repeated->text);
	else if (others <= LINES_SHOWN)
		draft_lost(draft, &repeated->place, "%s (also in line%s %s)", repeated->text,
		           others > 1 ? "s" : "", more.data);
	else
		draft_lost(draft, &repeated->place, "%s (also in lines %s and %zu more)", repeated->text,
		           more.data, others - LINES_SHOWN);
	buf_release(&more);
}

void
draft_list_settle(struct draft *draft)
{
	for (size_t i = 0; i < draft->repeated_count; i++)
		say_repeated(draft, &draft->repeated[i]);
	draft_list_release(draft);
}

void
draft_list_release(struct draft *draft)
{
	for (size_t i = 0; i < draft->repeated_count; i++)
		free(draft->repeated[i].lines);
	free(draft->repeated);
	draft->repeated = NULL;
	draft->repeated_count = draft->repeated_room = 0;
}
