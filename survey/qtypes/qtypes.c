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

void
qtype_render_options(const struct field *field, const char *input, size_t language,
                     const struct answer *answer, struct page *page)
{
	page_set(page, "KIND", view_of(input));
	for (size_t o = 0; o < field->question->option_count; o++) {
		const struct option *option = &field->question->options[o];
		struct page *row = page_section(page, "OPTION");

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
