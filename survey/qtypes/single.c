/* SPDX-License-Identifier: EUPL-1.2
 *
 * Question type single: one option of several.
 */
#include "qtype.h"

#include "definition.h"

static void
single_load(struct definition *definition, struct question *question)
{
	definition_options(definition, question);
	definition_shuffle(definition, question);
	qtype_check_marks(definition, question);
}

static bool
single_read(const struct question *question, const struct view *values, size_t count, struct arena *arena,
            struct answer *answer, const char **problem, long *limit)
{
	(void)limit;
	return qtype_read_options(question, values, count, 1, arena, answer, problem);
}

static void
single_render(const struct field *field, size_t language, const struct answer *answer, struct page *page)
{
	qtype_render_options(field, "radio", language, answer, page);
}

static size_t
single_size_limit(const struct question *question)
{
	return qtype_options_size(question, 1);
}

const struct qtype qtype_single = {
	.name = "single",
	.level = MEASUREMENT_NOMINAL,
	.load = single_load,
	.read = single_read,
	.render = single_render,
	.size_limit = single_size_limit,
};
