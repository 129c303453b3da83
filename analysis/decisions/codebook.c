/* SPDX-License-Identifier: EUPL-1.2
 *
 * The codebook as the decisions make it: analysis/decisions/codebook.h. Merging, splitting and moving is codebook_change.c, reading and
 * writing YAML codebook_yaml.c.
 */
#include "codebook.h"

#include <stdlib.h>
#include <string.h>

#include "unicode.h"

static const struct view nobody = { "", 0 };

static bool
is_colour(struct view value)
{
	if (value.len != 7 || value.ptr[0] != '#')
		return false;
	for (size_t i = 1; i < value.len; i++)
		if (strchr("0123456789abcdefABCDEF", value.ptr[i]) == NULL || value.ptr[i] == '\0')
			return false;
	return true;
}

bool
codebook_part_check(struct view part, struct view value, struct error *err)
{
	static const char *const texts[] = { "definition", "example", "keywords", "parent", "into" };

	if (view_is(part, "name"))
		return (view_trim(value).len > 0 && unicode_length(value) <= 100 &&
		        memchr(value.ptr, '\n', value.len) == NULL) ||
		       fail(err, ERROR_INVALID, "the name of a tag is one line of at most 100 characters");
	if (view_is(part, "colour"))
		return value.len == 0 || is_colour(value) ||
		       fail(err, ERROR_INVALID, "a colour is written as #117733");
	if (view_is(part, "state"))
		return view_is(value, "used") || view_is(value, "retired") ||
		       fail(err, ERROR_INVALID, "a tag is used or retired");
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (view_is(part, texts[i]))
			return true;
	return fail(err, ERROR_INVALID, "a tag has no %.*s", (int)(part.len < 40 ? part.len : 40), part.ptr);
}

struct view
codebook_resolve(const struct coding *coding, struct view id)
{
	struct view next;

	/* It ends: what is on a cycle has no value. */
	while (coding_value(coding, DECISION_CODE, id, VIEW("into"), nobody, &next) == CODING_VALUE &&
	       next.len > 0)
		id = next;
	return id;
}

/* ---- The list ------------------------------------------------------------------------------------------- */

static void
set_part(struct code *code, struct view part, struct view value)
{
	const struct {
		const char *part;
		struct view *at;
	} parts[] = {
		{ "name", &code->name },       { "definition", &code->definition },
		{ "example", &code->example }, { "keywords", &code->keywords },
		{ "colour", &code->colour },   { "parent", &code->parent },
		{ "into", &code->into },
	};

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (view_is(part, parts[i].part))
			*parts[i].at = value;
	if (view_is(part, "state"))
		code->retired = view_is(value, "retired");
}

static int
by_name(const void *a, const void *b)
{
	const struct code *one = a, *other = b;
	int order = view_compare(one->name, other->name);

	return order != 0 ? order : view_compare(one->id, other->id);
}

/* Puts the children of `above` (empty: what has no parent) behind each other, each with its own behind it. */
static void
put_below(struct codebook *codebook, const struct code *from, bool *placed, size_t count, struct view above,
          size_t depth)
{
	for (size_t i = 0; i < count; i++) {
		struct code *code;

		if (placed[i] || !view_equal(from[i].parent, above))
			continue;
		placed[i] = true;
		code = &codebook->list[codebook->count++];
		*code = from[i];
		code->depth = depth;
		put_below(codebook, from, placed, count, code->id, depth + 1);
	}
}

void
codebook_make(struct codebook *codebook, struct coding *coding)
{
	size_t field_count, count = 0;
	const struct decided *fields =
	    coding_fields(coding, DECISION_CODE, (struct view){ NULL, 0 }, &field_count);
	struct code *found = xcalloc(field_count, sizeof(*found));
	bool *placed = xcalloc(field_count, sizeof(*placed));

	*codebook = CODEBOOK_INIT;
	for (size_t i = 0; i < field_count; i++) {
		if (i == 0 || !view_equal(fields[i].subject, fields[i - 1].subject))
			found[count++] = (struct code){ .id = fields[i].subject };
		if (!fields[i].conflict)
			set_part(&found[count - 1], fields[i].part, fields[i].heads[0]->value);
	}
	if (count > 0)
		qsort(found, count, sizeof(*found), by_name);
	codebook->list = arena_array(&codebook->arena, count, sizeof(*codebook->list));
	put_below(codebook, found, placed, count, nobody, 0);
	/* What is left has a parent that is gone: undone after all. */
	for (size_t i = 0; i < count; i++)
		if (!placed[i] &&
		    coding_field(coding, DECISION_CODE, found[i].parent, VIEW("name"), nobody) == NULL) {
			found[i].parent = nobody;
			placed[i] = true;
			codebook->list[codebook->count++] = found[i];
			put_below(codebook, found, placed, count, found[i].id, 1);
		}
	for (size_t i = 0; i < codebook->count; i++)
		codebook->list[i].above = codebook_find(codebook, codebook->list[i].parent);
	free(found);
	free(placed);
}

void
codebook_release(struct codebook *codebook)
{
	arena_release(&codebook->arena);
	*codebook = CODEBOOK_INIT;
}

const struct code *
codebook_find(const struct codebook *codebook, struct view id)
{
	for (size_t i = 0; i < codebook->count && id.len > 0; i++)
		if (view_equal(codebook->list[i].id, id))
			return &codebook->list[i];
	return NULL;
}
