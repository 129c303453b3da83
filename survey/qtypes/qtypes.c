/* SPDX-License-Identifier: EUPL-1.2
 *
 * The table of question types, and what types with options share: include/qtype.h.
 */
#include "qtype.h"

#include "definition.h"
#include "page.h"

#define QTYPE(name) extern const struct qtype qtype_##name;
#include "qtypes.def"
#undef QTYPE

const struct qtype *const qtypes[] = {
#define QTYPE(name) &qtype_##name,
#include "qtypes.def"
#undef QTYPE
	NULL,
};

const struct qtype *
qtype_find(struct view name)
{
	const struct qtype *const *type = qtypes;

	while (*type != NULL && !view_is(name, (*type)->name))
		type++;
	return *type;
}

void
qtype_check_marks(struct definition *definition, const struct question *question)
{
	bool own = question->tagset == NULL;

	for (size_t o = 0; own && o < question->option_count; o++) {
		if (question->options[o].alone && !question->type->many)
			definition_problem(definition, "options", SEVERITY_ERROR,
			                   "`alone:` means nothing here: only one option can be chosen");
		if (question->options[o].no_opinion && question->type->level != MEASUREMENT_ORDINAL)
			definition_problem(definition, "options", SEVERITY_ERROR,
			                   "`no_opinion:` means nothing here: these options have no order");
	}
}

bool
qtype_read_options(const struct question *question, const struct view *values, size_t count, size_t most,
                   struct arena *arena, struct answer *answer, const char **problem)
{
	bool *chosen = arena_array(arena, question->option_count, sizeof(*chosen));
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		size_t option = question_option(question, values[i]);

		if (option == question->option_count || chosen[option]) {
			*problem = "error_unknown_option";
			return false;
		}
		chosen[option] = true;
	}
	if (count > most) {
		*problem = most == 1 ? "error_one_option" : "error_too_many_options";
		return false;
	}
	answer->values = arena_array(arena, count, sizeof(*answer->values));
	for (size_t o = 0; o < question->option_count; o++)
		if (chosen[o])
			answer->values[n++] = question->options[o].id;
	answer->count = n;
	return true;
}

/* SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014). */
static uint64_t
next_number(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

void
qtype_draw(const struct field *field, size_t *order, size_t count)
{
	uint64_t state = ((uint64_t)field->variant << 32) + field->question->place + field->time;

	for (size_t i = 0; i < count; i++)
		order[i] = i;
	for (size_t i = count; i > 1; i--) {
		size_t other = (size_t)(next_number(&state) % i), kept = order[i - 1];

		order[i - 1] = order[other];
		order[other] = kept;
	}
}

void
qtype_order(const struct field *field, const struct option *options, size_t *order, size_t count)
{
	size_t free[OPTIONS_MAX], drawn[OPTIONS_MAX], free_count = 0;

	for (size_t o = 0; o < count; o++) {
		order[o] = o;
		if (!options[o].alone && !options[o].no_opinion && !options[o].last)
			free[free_count++] = o;
	}
	if (!field->question->shuffle)
		return;
	qtype_draw(field, drawn, free_count);
	for (size_t i = 0; i < free_count; i++)
		order[free[i]] = free[drawn[i]];
}

bool
qtype_make_options(struct definition *definition, struct question *question, const char *key, size_t count)
{
	question->options = NULL;
	question->option_count = 0;
	question->tagset = NULL;
	if (count > OPTIONS_MAX) {
		definition_problem(definition, key, SEVERITY_ERROR,
		                   "that makes %zu possible answers; at most %d are possible", count,
		                   OPTIONS_MAX);
		return false;
	}
	question->options = arena_array(definition_arena(definition), count, sizeof(*question->options));
	question->option_count = count;
	return true;
}

void
qtype_set_option(struct definition *definition, struct option *option, struct view id, const char *message,
                 const struct qtype_value *values)
{
	enum { VALUES_MAX = 4 };
	const struct questionnaire *q = definition_questionnaire(definition);
	struct arena *arena = definition_arena(definition);

	option->id = id;
	for (size_t language = 0; language < q->language_count; language++) {
		struct catalogue_value filled[VALUES_MAX + 1] = { { NULL, { NULL, 0 } } };

		for (size_t i = 0; values != NULL && values[i].name != NULL && i < VALUES_MAX; i++)
			filled[i] =
			    (struct catalogue_value){ values[i].name, values[i].text != NULL
				                                          ? values[i].text->in[language]
				                                          : values[i].value };
		option->text.in[language] =
		    catalogue_fill(catalogue_find(q->languages[language]), arena, message, filled);
	}
}

void
qtype_render_options(const struct field *field, const char *input, size_t language,
                     const struct answer *answer, struct page *page)
{
	size_t order[OPTIONS_MAX];

	page_set(page, "KIND", view_of(input));
	qtype_order(field, field->question->options, order, field->question->option_count);
	for (size_t o = 0; o < field->question->option_count; o++) {
		const struct option *option = &field->question->options[order[o]];
		struct page *row = page_section(page, "OPTION");

		if (field->question->shuffle)
			page_set_number(page_section(row, "ORDERED"), "ORDER", (long)order[o]);
		page_setf(row, "ID", "%.*s_%.*s", VIEW_ARGS(field->name), VIEW_ARGS(option->id));
		page_set(row, "VALUE", option->id);
		page_set(row, "TEXT", option->text.in[language]);
		if (option->hint.in[language].len > 0)
			page_set(page_section(row, "OPTION_HINT"), "TEXT", option->hint.in[language]);
		if (answer != NULL && answer_has(answer, option))
			page_show(row, "CHECKED");
		if (option->alone)
			page_show(row, "ALONE");
		if (option->alone || option->no_opinion)
			page_show(row, "APART");
	}
}

size_t
qtype_options_size(const struct question *question, size_t most)
{
	size_t all = 0, longest = 0;

	for (size_t o = 0; o < question->option_count; o++) {
		size_t size = question->options[o].id.len + 3;

		all += size;
		longest = size > longest ? size : longest;
	}
	return most * longest < all ? most * longest : all;
}
