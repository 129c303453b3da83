/* SPDX-License-Identifier: EUPL-1.2
 *
 * A codebook of another program made decisions: codebook_import.h.
 */
#include "codebook_import.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "analysis/exporters/refi.h"
#include "codebook_inside.h"
#include "unicode.h"

enum { TAG_ID_MAX = 64, PARTS = 8 };

static const struct view nobody = { "", 0 };

/* The study's codebook, and the wishes that are made of the file. */
struct taking {
	struct code_reading *reading; /* borrowed */
	struct coding *coding;
	struct codebook codebook;
	struct wish *wishes; /* owned */
	size_t count;
};

static void
wrong(struct taking *taking, const struct read_code *code, const char *text, struct view about)
{
	codebook_problem(taking->reading, SEVERITY_ERROR, code->line, code->column, text, about);
}

static bool
same_name(struct view a, struct view b)
{
	return a.len > 0 && a.len == b.len && strncasecmp(a.ptr, b.ptr, a.len) == 0;
}

/* ---- which tag is which ---------------------------------------------------------------------------------- */

static bool
has_guid(const struct code *code, struct view guid)
{
	char text[UUID_TEXT];

	refi_guid("code", code->id, text);
	return same_name(guid, view_of(text));
}

/* The study's own tag that a tag of the file is; NULL: a new one. */
static const struct code *
find_known(const struct taking *taking, const struct read_code *code)
{
	const struct codebook *codebook = &taking->codebook;

	for (size_t i = 0; i < codebook->count; i++)
		if (has_guid(&codebook->list[i], code->guid))
			return &codebook->list[i];
	if (code->id.len > 0)
		return codebook_find(codebook, code->id);
	for (size_t i = 0; i < codebook->count; i++)
		if (codebook->list[i].into.len == 0 && same_name(codebook->list[i].name, code->name))
			return &codebook->list[i];
	return NULL;
}

static bool
is_taken(const struct taking *taking, size_t before, struct view id)
{
	bool taken = codebook_find(&taking->codebook, id) != NULL;

	for (size_t i = 0; !taken && i < before; i++)
		taken = view_equal(taking->reading->codes[i].tag, id);
	return taken;
}

static bool
is_id(struct view id)
{
	bool good = id.len <= TAG_ID_MAX && (id.len == 0 || id.ptr[0] != '-');

	for (size_t i = 0; good && i < id.len; i++)
		good = (id.ptr[i] >= 'a' && id.ptr[i] <= 'z') || (id.ptr[i] >= '0' && id.ptr[i] <= '9') ||
		       id.ptr[i] == '-';
	return good;
}

static void
name_code(struct taking *taking, size_t number)
{
	struct read_code *code = &taking->reading->codes[number];
	const struct code *known = find_known(taking, code);
	struct arena *arena = &taking->reading->arena;
	struct view base;

	code->known = known != NULL;
	if (code->name.len == 0 && known == NULL)
		wrong(taking, code, "a tag has at least a name", nobody);
	if (!is_id(code->id))
		wrong(taking, code, "an id is made of a-z, 0-9 and \"-\", at most 64 of them", code->id);
	code->tag = known != NULL ? known->id : code->id;
	if (code->tag.len > 0)
		return;
	base = unicode_id(code->name, "tag", TAG_ID_MAX - 6, arena);
	code->tag = base;
	for (unsigned n = 2; is_taken(taking, number, code->tag); n++)
		code->tag = arena_printf(arena, "%.*s-%u", VIEW_ARGS(base), n);
}

/* Two tags of one name: other programs would lose one. */
static void
check_twice(struct taking *taking, size_t number)
{
	const struct read_code *code = &taking->reading->codes[number];

	for (size_t i = 0; i < taking->codebook.count; i++)
		if (taking->codebook.list[i].into.len == 0 &&
		    same_name(taking->codebook.list[i].name, code->name) &&
		    !view_equal(taking->codebook.list[i].id, code->tag)) {
			wrong(taking, code, "the study has another tag with this name", code->name);
			return;
		}

	for (size_t i = 0; i < number; i++) {
		const struct read_code *other = &taking->reading->codes[i];

		if (!view_equal(other->tag, code->tag) && !same_name(other->name, code->name))
			continue;
		wrong(taking, code, "a tag with this name or id stands in the file before",
		      code->name.len > 0 ? code->name : code->tag);
		return;
	}
}

/* ---- what stands below what ------------------------------------------------------------------------------ */

/* The id of a parent that is named by its id or its name, in the file or in the study; empty (reported) when it is not there. */
static struct view
find_parent(struct taking *taking, const struct read_code *code)
{
	const struct code_reading *reading = taking->reading;
	const struct code *known = codebook_find(&taking->codebook, code->parent);

	for (size_t i = 0; i < reading->count; i++)
		if (view_equal(reading->codes[i].tag, code->parent) ||
		    (reading->codes[i].id.len == 0 && same_name(reading->codes[i].name, code->parent)))
			return reading->codes[i].tag;
	for (size_t i = 0; known == NULL && i < taking->codebook.count; i++)
		if (same_name(taking->codebook.list[i].name, code->parent))
			known = &taking->codebook.list[i];
	if (known != NULL)
		return known->id;
	wrong(taking, code, "there is no such tag to stand below", code->parent);
	return nobody;
}

static void
settle_parents(struct taking *taking)
{
	for (size_t i = 0; i < taking->reading->count; i++) {
		struct read_code *code = &taking->reading->codes[i];

		if (code->nested && code->above != CODEBOOK_NONE)
			code->parent = taking->reading->codes[code->above].tag;
		else if (code->nested)
			code->parent = nobody;
		else if (code->parent.len > 0)
			code->parent = find_parent(taking, code);
	}
}

/* What a tag will stand below. */
static struct view
parent_of(const struct taking *taking, struct view tag)
{
	const struct code *known = codebook_find(&taking->codebook, tag);

	for (size_t i = 0; i < taking->reading->count; i++)
		if (view_equal(taking->reading->codes[i].tag, tag) &&
		    taking->reading->codes[i].parent.ptr != NULL)
			return taking->reading->codes[i].parent;
	return known == NULL ? nobody : known->parent;
}

static void
check_cycle(struct taking *taking, const struct read_code *code)
{
	struct view at = code->parent;

	for (size_t steps = 0; at.len > 0 && steps <= 2 * (size_t)CODEBOOK_FILE_TAGS; steps++) {
		if (view_equal(at, code->tag)) {
			wrong(taking, code, "a tag cannot come below itself, also not through others",
			      code->tag);
			return;
		}
		at = parent_of(taking, at);
	}
}

/* ---- wishes ---------------------------------------------------------------------------------------------- */

static void
wish_for(struct taking *taking, const struct read_code *code, const char *part, struct view value)
{
	struct error why = ERROR_INIT;

	if (!codebook_part_check(view_of(part), value, &why) ||
	    !decision_value_check(DECISION_CODE, value, &why))
		wrong(taking, code, why.text, nobody);
	taking->wishes[taking->count++] = (struct wish){ DECISION_CODE, code->tag, view_of(part), value };
}

/* Whether a description is what we would write of the tag as it is: then it says nothing new. */
static bool
is_ours(const struct code *known, struct view description)
{
	struct buf with = BUF_INIT, without = BUF_INIT;
	bool ours;

	if (known == NULL)
		return false;
	refi_description(known->definition, known->example, known->keywords, &with);
	refi_description(known->definition, nobody, known->keywords, &without);
	ours = view_equal(view_trim(buf_view(&with)), description) ||
	       view_equal(view_trim(buf_view(&without)), description);
	buf_release(&with);
	buf_release(&without);
	return ours;
}

/* A last line between brackets is keywords (refi_description()), what stands before it the definition. */
static void
wish_for_description(struct taking *taking, const struct read_code *code)
{
	struct view definition = code->description, last = definition;
	const char *line = definition.len == 0 ? NULL : memrchr(definition.ptr, '\n', definition.len);

	if (is_ours(codebook_find(&taking->codebook, code->tag), definition))
		return;
	if (line != NULL)
		last = (struct view){ line + 1, (size_t)(definition.ptr + definition.len - line) - 1 };
	if (last.len >= 2 && last.ptr[0] == '[' && last.ptr[last.len - 1] == ']') {
		definition.len -= last.len;
		wish_for(taking, code, "keywords", view_trim((struct view){ last.ptr + 1, last.len - 2 }));
	}
	wish_for(taking, code, "definition", view_trim(definition));
}

static void
wish_for_code(struct taking *taking, const struct read_code *code)
{
	const struct code *known = codebook_find(&taking->codebook, code->tag);
	const struct {
		const char *part;
		struct view value;
	} parts[] = {
		{ "definition", code->definition },
		{ "keywords", code->keywords },
		{ "colour", code->colour },
		{ "example", code->example },
	};

	if (code->name.len > 0)
		wish_for(taking, code, "name", code->name);
	if (code->description.len > 0)
		wish_for_description(taking, code);
	/* A tag is used unless something else was decided. */
	if (code->state.len > 0 && !(view_is(code->state, "used") && (known == NULL || !known->retired)))
		wish_for(taking, code, "state", code->state);
	/* What is empty in the file takes away what the study has, and is nothing where that has nothing. */
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (parts[i].value.len > 0 || (parts[i].value.ptr != NULL && known != NULL &&
		                               coding_field(taking->coding, DECISION_CODE, code->tag,
		                                            view_of(parts[i].part), nobody) != NULL))
			wish_for(taking, code, parts[i].part, parts[i].value);
	if (code->parent.len > 0 || (code->parent.ptr != NULL && known != NULL && known->parent.len > 0))
		wish_for(taking, code, "parent", code->parent);
}

bool
codebook_import(struct coding *coding, struct view coder, struct code_reading *reading, size_t *made,
                struct error *err)
{
	struct taking taking = { .reading = reading, .coding = coding };
	struct problems *problems = reading->problems;
	bool good;

	codebook_make(&taking.codebook, coding);
	taking.wishes = xcalloc(reading->count * PARTS + 1, sizeof(*taking.wishes));
	for (size_t i = 0; i < reading->count; i++) {
		name_code(&taking, i);
		check_twice(&taking, i);
	}
	settle_parents(&taking);
	for (size_t i = 0; i < reading->count; i++) {
		check_cycle(&taking, &reading->codes[i]);
		wish_for_code(&taking, &reading->codes[i]);
	}
	problems_sort(problems);
	good = problems->errors == 0 ? coding_decide(coding, coder, taking.wishes, taking.count, made, err)
	                             : problems_fail(problems, err);
	free(taking.wishes);
	codebook_release(&taking.codebook);
	return good;
}
