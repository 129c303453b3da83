/* SPDX-License-Identifier: EUPL-1.2
 *
 * Question type ranking: the first, second … choice out of a list of items, at most `top` of them. The question's options
 * are made of those: "1-wonen" is wonen as first choice. So an answer keeps its order wherever options do.
 */
#include "qtype.h"

#include "definition.h"
#include "page.h"

enum { TOP_DEFAULT = 3, TOP_MAX = 5, ITEMS_MAX = 20 };

struct ranking {
	const struct option *items; /* in the questionnaire's arena */
	size_t item_count, top;
};

static void
make_options(struct definition *definition, struct question *question, const struct ranking *detail)
{
	struct arena *arena = definition_arena(definition);

	if (!qtype_make_options(definition, question, "options", detail->item_count * detail->top))
		return;
	for (size_t i = 0; i < question->option_count; i++) {
		const struct option *item = &detail->items[i % detail->item_count];
		struct view rank = arena_printf(arena, "%zu", i / detail->item_count + 1);

		qtype_set_option(definition, &question->options[i],
		                 arena_printf(arena, "%.*s-%.*s", VIEW_ARGS(rank), VIEW_ARGS(item->id)),
		                 "ranking_option",
		                 (struct qtype_value[]){ { .name = "n", .value = rank },
		                                         { .name = "option", .text = &item->text },
		                                         { .name = NULL } });
	}
}

static void
ranking_load(struct definition *definition, struct question *question)
{
	struct ranking *detail = arena_alloc(definition_arena(definition), sizeof(*detail));
	long top = TOP_DEFAULT;

	question->detail = detail;
	definition_number(definition, "top", 1, TOP_MAX, &top);
	definition_shuffle(definition, question);
	if (!definition_options(definition, question))
		return;
	detail->items = question->options;
	detail->item_count = question->option_count;
	detail->top = (size_t)top;
	if (detail->item_count < 2 || detail->item_count > ITEMS_MAX || detail->item_count < detail->top)
		definition_problem(definition, "options", SEVERITY_ERROR,
		                   "a ranking has 2 to %d items, and no fewer than `top:`", ITEMS_MAX);
	else
		make_options(definition, question, detail);
}

/* "wonen" of "1-wonen". */
static struct view
item_of(struct view value)
{
	view_cut(&value, '-');
	return value;
}

static bool
ranking_read(const struct question *question, const struct view *values, size_t count, struct arena *arena,
             struct answer *answer, const char **problem, long *limit)
{
	const struct ranking *detail = question->detail;

	*limit = (long)detail->top;
	if (!qtype_read_options(question, values, count, detail->top, arena, answer, problem))
		return false;
	for (size_t i = 0; i < answer->count; i++) {
		if (answer->values[i].ptr[0] != (char)('1' + i)) {
			*problem = "error_ranking_gap";
			return false;
		}
		for (size_t j = 0; j < i; j++)
			if (view_equal(item_of(answer->values[i]), item_of(answer->values[j]))) {
				*problem = "error_ranking_twice";
				return false;
			}
	}
	return true;
}

static const char *
ranking_note(const struct question *question, long *limit)
{
	const struct ranking *detail = question->detail;

	*limit = (long)detail->top;
	return detail->top == 1 ? NULL : "ranking_note";
}

/* Whether this was typed; what is wrong is shown again too, so it need not be a good answer. */
static bool
is_typed(const struct answer *answer, struct view value)
{
	bool found = false;

	for (size_t i = 0; answer != NULL && i < answer->count; i++)
		found = found || view_equal(answer->values[i], value);
	return found;
}

static const struct option *
ranking_items(const struct question *question, size_t *count)
{
	const struct ranking *detail = question->detail;

	*count = detail->item_count;
	return detail->items;
}

static void
ranking_limits(const struct question *question, struct qtype_limits *limits)
{
	const struct ranking *detail = question->detail;

	limits->choices = detail->top;
}

static void
ranking_render(const struct field *field, size_t language, const struct answer *answer, struct page *page)
{
	const struct ranking *detail = field->question->detail;
	size_t order[OPTIONS_MAX];

	qtype_order(field, detail->items, order, detail->item_count);
	for (size_t rank = 0; rank < detail->top; rank++) {
		struct page *part = page_section(page, "PART");

		page_set_number(part, "RANK", (long)rank + 1);
		for (size_t i = 0; i < detail->item_count; i++) {
			const struct option *item = &detail->items[order[i]];
			size_t index = rank * detail->item_count + order[i];
			struct page *row = page_section(part, "OPTION");

			page_setf(row, "ID", "%.*s_%.*s", VIEW_ARGS(field->name),
			          VIEW_ARGS(field->question->options[index].id));
			page_set(row, "VALUE", field->question->options[index].id);
			page_set(row, "TEXT", item->text.in[language]);
			if (field->question->shuffle)
				page_set_number(page_section(row, "ORDERED"), "ORDER", (long)index);
			if (is_typed(answer, field->question->options[index].id))
				page_show(row, "CHECKED");
		}
	}
}

static size_t
ranking_size_limit(const struct question *question)
{
	const struct ranking *detail = question->detail;

	return qtype_options_size(question, detail->top);
}

const struct qtype qtype_ranking = {
	.name = "ranking",
	.level = MEASUREMENT_RANKING,
	.many = true,
	.load = ranking_load,
	.read = ranking_read,
	.note = ranking_note,
	.items = ranking_items,
	.limits = ranking_limits,
	.render = ranking_render,
	.size_limit = ranking_size_limit,
};
