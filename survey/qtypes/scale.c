/* SPDX-License-Identifier: EUPL-1.2
 *
 * Question type scale: options in an order, from low to high, stacked, with words; an option with `no_opinion` stands
 * outside the order.
 */
#include "qtype.h"

#include "definition.h"

static void
scale_load(struct definition *definition, struct question *question)
{
	size_t points = 0;

	if (!definition_options(definition, question))
		return;
	qtype_check_marks(definition, question);
	for (size_t o = 0; o < question->option_count; o++)
		points += !question->options[o].no_opinion;
	if (points < 2)
		definition_problem(definition, "options", SEVERITY_ERROR,
		                   "a scale has at least two options in its order");
}

static bool
scale_read(const struct question *question, const struct view *values, size_t count, struct arena *arena,
           struct answer *answer, const char **problem, long *limit)
{
	(void)limit;
	return qtype_read_options(question, values, count, 1, arena, answer, problem);
}

static void
scale_render(const struct field *field, size_t language, const struct answer *answer, struct page *page)
{
	qtype_render_options(field, "radio", language, answer, page);
}

static size_t
scale_size_limit(const struct question *question)
{
	return qtype_options_size(question, 1);
}

const struct qtype qtype_scale = {
	.name = "scale",
	.level = MEASUREMENT_ORDINAL,
	.load = scale_load,
	.read = scale_read,
	.render = scale_render,
	.size_limit = scale_size_limit,
};
