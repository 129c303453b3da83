/* SPDX-License-Identifier: EUPL-1.2
 *
 * Question type multiple: any number of options, at most `most` where the questionnaire sets it. An option that is
 * `alone` ("geen van deze") excludes all others.
 */
#include "qtype.h"

#include "definition.h"
#include "page.h"

struct multiple {
	size_t most; /* options that may be chosen */
};

static size_t
most_of(const struct question *question)
{
	const struct multiple *detail = question->detail;

	return detail->most;
}

static void
multiple_load(struct definition *definition, struct question *question)
{
	struct multiple *detail = arena_alloc(definition_arena(definition), sizeof(*detail));
	long most;

	definition_options(definition, question);
	definition_shuffle(definition, question);
	qtype_check_marks(definition, question);
	most = (long)question->option_count;
	if (definition_number(definition, "most", 1, OPTIONS_MAX, &most) && question->option_count > 0 &&
	    (size_t)most >= question->option_count)
		definition_problem(definition, "most", SEVERITY_WARNING,
		                   "`most:` limits nothing: there are %zu options", question->option_count);
	detail->most = (size_t)most;
	question->detail = detail;
}

static bool
multiple_read(const struct question *question, const struct view *values, size_t count, struct arena *arena,
              struct answer *answer, const char **problem, long *limit)
{
	*limit = (long)most_of(question);
	if (!qtype_read_options(question, values, count, most_of(question), arena, answer, problem))
		return false;
	for (size_t o = 0; o < question->option_count && answer->count > 1; o++)
		if (question->options[o].alone && answer_has(answer, &question->options[o])) {
			*problem = "error_alone_option";
			return false;
		}
	return true;
}

static const char *
multiple_note(const struct question *question, long *limit)
{
	*limit = (long)most_of(question);
	return most_of(question) < question->option_count ? "max_options" : "several_options";
}

static void
multiple_limits(const struct question *question, struct qtype_limits *limits)
{
	limits->choices = most_of(question);
}

static void
multiple_render(const struct field *field, size_t language, const struct answer *answer, struct page *page)
{
	if (most_of(field->question) < field->question->option_count)
		page_set_number(page_section(page, "MOST"), "LIMIT", (long)most_of(field->question));
	qtype_render_options(field, "checkbox", language, answer, page);
}

static size_t
multiple_size_limit(const struct question *question)
{
	return qtype_options_size(question, most_of(question));
}

const struct qtype qtype_multiple = {
	.name = "multiple",
	.level = MEASUREMENT_NOMINAL,
	.many = true,
	.load = multiple_load,
	.read = multiple_read,
	.note = multiple_note,
	.limits = multiple_limits,
	.render = multiple_render,
	.size_limit = multiple_size_limit,
};
