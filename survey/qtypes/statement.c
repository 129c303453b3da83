/* SPDX-License-Identifier: EUPL-1.2
 *
 * Question type statement: agree, disagree, or do not know. What others voted is never shown.
 */
#include "qtype.h"

static void
statement_load(struct definition *definition, struct question *question)
{
	static const struct {
		const char *id, *message;
	} votes[] = {
		{ "eens", "statement_agree" },
		{ "oneens", "statement_disagree" },
		{ "weet-niet", "statement_unknown" },
	};
	enum { COUNT = sizeof(votes) / sizeof(votes[0]) };

	if (qtype_make_options(definition, question, "type", COUNT))
		for (size_t i = 0; i < COUNT; i++)
			qtype_set_option(definition, &question->options[i], view_of(votes[i].id),
			                 votes[i].message, NULL);
}

static bool
statement_read(const struct question *question, const struct view *values, size_t count, struct arena *arena,
               struct answer *answer, const char **problem, long *limit)
{
	(void)limit;
	return qtype_read_options(question, values, count, 1, arena, answer, problem);
}

static void
statement_render(const struct field *field, size_t language, const struct answer *answer, struct page *page)
{
	qtype_render_options(field, "radio", language, answer, page);
}

static size_t
statement_size_limit(const struct question *question)
{
	return qtype_options_size(question, 1);
}

const struct qtype qtype_statement = {
	.name = "statement",
	.level = MEASUREMENT_NOMINAL,
	.load = statement_load,
	.read = statement_read,
	.render = statement_render,
	.size_limit = statement_size_limit,
};
