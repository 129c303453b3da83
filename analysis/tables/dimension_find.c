/* SPDX-License-Identifier: EUPL-1.2
 *
 * From the name of a dimension to what it stands for: dimension_find().
 */
#include "dimension.h"

#include <stdlib.h>
#include <string.h>

/* A closed question somewhere in the study. Views into definitions. */
struct place {
	struct view questionnaire, group, question, tagset;
};

struct places {
	struct place *list; /* in the arena */
	size_t count, room;
};

static bool
same_place(const struct place *a, const struct place *b)
{
	return view_equal(a->questionnaire, b->questionnaire) && view_equal(a->group, b->group) &&
	       view_equal(a->question, b->question) && view_equal(a->tagset, b->tagset);
}

static void
places_add(struct places *places, struct arena *arena, const struct place *place)
{
	for (size_t i = 0; i < places->count; i++)
		if (same_place(&places->list[i], place))
			return;
	if (places->count == places->room) {
		size_t room = places->room == 0 ? 32 : places->room * 2;
		struct place *grown = arena_array(arena, room, sizeof(*grown));

		if (places->count > 0)
			memcpy(grown, places->list, places->count * sizeof(*grown));
		places->list = grown;
		places->room = room;
	}
	places->list[places->count++] = *place;
}

static void
places_add_rows(struct places *places, struct arena *arena, const struct block *block,
                const struct rows *rows)
{
	for (size_t i = 0; i < rows->column_count; i++) {
		const struct question *question = rows->columns[i].question;
		struct place place = { .questionnaire = block->questionnaire->id, .question = question->id };

		if (question->option_count == 0)
			continue;
		if (rows->group != NULL)
			place.group = rows->group->id;
		if (question->tagset != NULL)
			place.tagset = question->tagset->id;
		places_add(places, arena, &place);
	}
}

static struct places
places_of(const struct source *source, struct arena *arena)
{
	struct places places = { .list = NULL };

	for (size_t b = 0; b < source->count; b++) {
		const struct block *block = &source->blocks[b];

		if (!selection_has_block(&source->selection, block))
			continue;
		places_add_rows(&places, arena, block, &block->responses);
		for (size_t m = 0; m < block->mention_count; m++)
			if (selection_has_rows(&source->selection, &block->mentions[m]))
				places_add_rows(&places, arena, block, &block->mentions[m]);
	}
	return places;
}

static const struct {
	const char *name;
	enum dimension_kind kind;
} facts[] = {
	{ "audience", DIMENSION_AUDIENCE }, { "kind", DIMENSION_KIND },
	{ "wave", DIMENSION_WAVE },         { "questionnaire", DIMENSION_QUESTIONNAIRE },
	{ "sealed", DIMENSION_SEALED },     { "finding", DIMENSION_FINDING },
};
enum { FACT_COUNT = sizeof(facts) / sizeof(facts[0]) };

enum { LIST_LIMIT = 380 }; /* bytes of a list of names in an error message */

/* Adds a name to a list for an error message, as long as there is room. */
static void
list_add(struct buf *list, struct view name)
{
	if (list->len > LIST_LIMIT)
		return;
	if (list->len + name.len > LIST_LIMIT) {
		buf_add_text(list, ", …");
		buf_reserve(list, LIST_LIMIT);
		while (list->len <= LIST_LIMIT)
			buf_add_char(list, ' ');
		return;
	}
	if (list->len > 0)
		buf_add_text(list, ", ");
	buf_add_view(list, name);
}

static struct view
place_name(const struct place *place, struct arena *arena)
{
	const char *dot = place->group.len > 0 ? "." : "";

	return arena_printf(arena, "%.*s:%.*s%s%.*s", VIEW_ARGS(place->questionnaire),
	                    VIEW_ARGS(place->group), dot, VIEW_ARGS(place->question));
}

/* What there is, for who asked for something else. */
static bool
fail_unknown(const struct places *places, struct view name, struct arena *arena, struct error *err)
{
	struct buf list = BUF_INIT;
	struct view shown;

	for (size_t i = 0; i < FACT_COUNT; i++)
		list_add(&list, view_of(facts[i].name));
	for (size_t i = 0; i < places->count; i++) {
		bool seen = places->list[i].tagset.len == 0;

		for (size_t j = 0; j < i; j++)
			seen = seen || view_equal(places->list[j].tagset, places->list[i].tagset);
		if (!seen)
			list_add(&list, places->list[i].tagset);
	}
	for (size_t i = 0; i < places->count; i++)
		list_add(&list, place_name(&places->list[i], arena));
	shown = view_trim(buf_view(&list));
	fail(err, ERROR_ABSENT, "there is no \"%.*s\" to count by; there is: %.*s",
	     (int)(name.len < 60 ? name.len : 60), name.ptr, VIEW_ARGS(shown));
	buf_release(&list);
	return false;
}

static bool
fail_ambiguous(const struct places *matches, struct view name, struct arena *arena, struct error *err)
{
	struct buf list = BUF_INIT;
	struct view shown;

	for (size_t i = 0; i < matches->count; i++)
		list_add(&list, place_name(&matches->list[i], arena));
	shown = view_trim(buf_view(&list));
	fail(err, ERROR_INVALID, "\"%.*s\" could be several questions; choose one of: %.*s",
	     (int)(name.len < 60 ? name.len : 60), name.ptr, VIEW_ARGS(shown));
	buf_release(&list);
	return false;
}

/* QUESTION, GROUP.QUESTION, QUESTIONNAIRE:QUESTION or QUESTIONNAIRE:GROUP.QUESTION. */
static struct place
place_parse(struct view name)
{
	struct view rest = name, head = view_cut(&rest, ':');
	struct place place = { .question = head };

	if (rest.ptr != NULL) {
		place.questionnaire = head;
		place.question = rest;
	}
	rest = place.question;
	head = view_cut(&rest, '.');
	if (rest.ptr != NULL) {
		place.group = head;
		place.question = rest;
	}
	return place;
}

/* All places that fit. Where the questionnaire is given and no group, its top-level question goes before
 * those in groups, which have a name of their own. */
static struct places
places_matching(const struct places *places, const struct place *wanted, struct arena *arena)
{
	struct places matches = { .list = NULL }, top = { .list = NULL };

	for (size_t i = 0; i < places->count; i++) {
		struct place place = places->list[i];

		if (!view_equal(place.question, wanted->question) ||
		    (wanted->group.ptr != NULL && !view_equal(place.group, wanted->group)) ||
		    (wanted->questionnaire.ptr != NULL &&
		     !view_equal(place.questionnaire, wanted->questionnaire)))
			continue;
		place.tagset =
		    (struct view){ NULL, 0 }; /* versions may differ in where the options come from */
		places_add(&matches, arena, &place);
		if (place.group.len == 0)
			places_add(&top, arena, &place);
	}
	return wanted->questionnaire.ptr != NULL && top.count == 1 ? top : matches;
}

static bool
find_tagset(const struct places *places, struct dimension *dimension)
{
	bool found = false;

	for (size_t i = 0; i < places->count; i++) {
		if (places->list[i].tagset.len == 0 || !view_equal(places->list[i].tagset, dimension->name))
			continue;
		found = true;
		dimension->of_mentions = dimension->of_mentions || places->list[i].group.len > 0;
	}
	if (found) {
		dimension->kind = DIMENSION_TAGSET;
		dimension->id = dimension->name;
	}
	return found;
}

bool
dimension_find(const struct source *source, struct view name, struct arena *arena,
               struct dimension *dimension, struct error *err)
{
	struct places places, matches;
	struct place wanted = place_parse(name);

	*dimension = (struct dimension){ .name = name };
	for (size_t i = 0; i < FACT_COUNT; i++)
		if (view_is(name, facts[i].name)) {
			dimension->kind = facts[i].kind;
			dimension->of_mentions =
			    dimension->kind == DIMENSION_KIND || dimension->kind == DIMENSION_FINDING;
			dimension->members = source->members;
			return dimension->kind != DIMENSION_FINDING || source->members != NULL ||
			       fail(err, ERROR_INVALID, "findings cannot be counted here");
		}
	places = places_of(source, arena);
	if (find_tagset(&places, dimension))
		return true;
	matches = places_matching(&places, &wanted, arena);
	if (matches.count == 0)
		return fail_unknown(&places, name, arena, err);
	if (matches.count > 1)
		return fail_ambiguous(&matches, name, arena, err);
	dimension->kind = DIMENSION_QUESTION;
	dimension->questionnaire = matches.list[0].questionnaire;
	dimension->group = matches.list[0].group;
	dimension->id = matches.list[0].question;
	dimension->of_mentions = dimension->group.len > 0;
	return true;
}
