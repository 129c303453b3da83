/* SPDX-License-Identifier: EUPL-1.2
 *
 * Question type pairwise: a handful of pairs out of a list of items, and for each which of the two. Every possible outcome
 * is an option of the question: "wonen_over_inkomen", "inkomen_over_wonen", "wonen_equal_inkomen". Which pairs somebody
 * gets, and which of the two stands first, is drawn with the variant of the page.
 */
#include "qtype.h"

#include "definition.h"
#include "page.h"

enum { PAIRS_DEFAULT = 5, PAIRS_MAX = 15, ITEMS_MAX = 12, OUTCOMES = 3 };

struct pairwise {
	const struct option *items; /* in the questionnaire's arena */
	size_t item_count;
	size_t pairs;      /* that one person gets */
	size_t pair_count; /* that there are */
};

/* The items of a pair: (0,1), (0,2), (1,2), (0,3) … */
static void
items_of(size_t pair, size_t *first, size_t *second)
{
	*second = 1;
	while (pair >= *second) {
		pair -= *second;
		++*second;
	}
	*first = pair;
}

static void
make_options(struct definition *definition, struct question *question, const struct pairwise *detail)
{
	struct arena *arena = definition_arena(definition);

	if (!qtype_make_options(definition, question, "options", OUTCOMES * detail->pair_count))
		return;
	for (size_t pair = 0; pair < detail->pair_count; pair++) {
		size_t first, second;

		items_of(pair, &first, &second);
		for (size_t outcome = 0; outcome < OUTCOMES; outcome++) {
			const struct option *a = &detail->items[outcome == 1 ? second : first],
			                    *b = &detail->items[outcome == 1 ? first : second];

			qtype_set_option(definition, &question->options[OUTCOMES * pair + outcome],
			                 arena_printf(arena, "%.*s_%s_%.*s", VIEW_ARGS(a->id),
			                              outcome == 2 ? "equal" : "over", VIEW_ARGS(b->id)),
			                 outcome == 2 ? "pairwise_equal" : "pairwise_over",
			                 (struct qtype_value[]){ { .name = "one", .text = &a->text },
			                                         { .name = "other", .text = &b->text },
			                                         { .name = NULL } });
		}
	}
}

static void
pairwise_load(struct definition *definition, struct question *question)
{
	struct pairwise *detail = arena_alloc(definition_arena(definition), sizeof(*detail));
	long pairs = PAIRS_DEFAULT;

	question->detail = detail;
	definition_questionnaire(definition)->drawn = true;
	definition_number(definition, "pairs", 1, PAIRS_MAX, &pairs);
	if (!definition_options(definition, question))
		return;
	detail->items = question->options;
	detail->item_count = question->option_count;
	detail->pair_count = detail->item_count * (detail->item_count - 1) / 2;
	detail->pairs = (size_t)pairs < detail->pair_count ? (size_t)pairs : detail->pair_count;
	if (detail->item_count < 2 || detail->item_count > ITEMS_MAX)
		definition_problem(definition, "options", SEVERITY_ERROR, "pairs are made of 2 to %d items",
		                   ITEMS_MAX);
	else
		make_options(definition, question, detail);
}

static bool
pairwise_read(const struct question *question, const struct view *values, size_t count, struct arena *arena,
              struct answer *answer, const char **problem, long *limit)
{
	const struct pairwise *detail = question->detail;
	size_t before = detail->pair_count;

	*limit = (long)detail->pair_count;
	if (!qtype_read_options(question, values, count, detail->pair_count, arena, answer, problem))
		return false;
	/* They stand in the order of the options now, those of one pair beside each other. */
	for (size_t i = 0; i < answer->count; i++) {
		size_t pair = question_option(question, answer->values[i]) / OUTCOMES;

		if (pair == before) {
			*problem = "error_one_option";
			return false;
		}
		before = pair;
	}
	return true;
}

static const char *
pairwise_note(const struct question *question, long *limit)
{
	const struct pairwise *detail = question->detail;

	*limit = (long)detail->pairs;
	return "pairwise_note";
}

static bool
is_answered(const struct question *question, const struct answer *answer, size_t pair)
{
	bool found = false;

	for (size_t outcome = 0; answer != NULL && outcome < OUTCOMES; outcome++)
		found = found || answer_has(answer, &question->options[OUTCOMES * pair + outcome]);
	return found;
}

/* One pair: the two, and "cannot choose". */
static void
render_pair(const struct field *field, size_t language, const struct answer *answer, size_t pair,
            bool swapped, struct page *part)
{
	const struct question *question = field->question;
	const struct pairwise *detail = question->detail;
	size_t items[2];

	items_of(pair, &items[0], &items[1]);
	for (size_t at = 0; at < OUTCOMES; at++) {
		size_t outcome = at < 2 && swapped ? 1 - at : at;
		const struct option *option = &question->options[OUTCOMES * pair + outcome];
		struct page *row = page_section(part, "OPTION");

		page_setf(row, "ID", "%.*s_%.*s", VIEW_ARGS(field->name), VIEW_ARGS(option->id));
		page_set(row, "VALUE", option->id);
		page_set_number(row, "ORDER", (long)(OUTCOMES * pair + outcome));
		if (outcome < 2)
			page_set(page_section(row, "ITEM"), "TEXT",
			         detail->items[items[outcome]].text.in[language]);
		else
			page_show(row, "NEITHER");
		if (answer != NULL && answer_has(answer, option))
			page_show(row, "CHECKED");
	}
}

static const struct option *
pairwise_items(const struct question *question, size_t *count)
{
	const struct pairwise *detail = question->detail;

	*count = detail->item_count;
	return detail->items;
}

static void
pairwise_render(const struct field *field, size_t language, const struct answer *answer, struct page *page)
{
	const struct pairwise *detail = field->question->detail;
	size_t order[ITEMS_MAX * (ITEMS_MAX - 1) / 2], shown = 0;

	qtype_draw(field, order, detail->pair_count);
	page_set_number(page, "TOTAL", (long)detail->pairs);
	/* What was answered first: after a mistake the page may be another variant. */
	for (int answered = 1; answered >= 0; answered--)
		for (size_t i = 0; i < detail->pair_count && shown < detail->pairs; i++)
			if (is_answered(field->question, answer, order[i]) == (answered == 1)) {
				struct page *part = page_section(page, "PART");

				page_set_number(part, "PAIR", (long)++shown);
				render_pair(field, language, answer, order[i],
				            (order[i] + field->variant) % 2 == 1, part);
			}
}

static size_t
pairwise_size_limit(const struct question *question)
{
	const struct pairwise *detail = question->detail;

	return qtype_options_size(question, detail->pairs);
}

const struct qtype qtype_pairwise = {
	.name = "pairwise",
	.level = MEASUREMENT_RANKING,
	.many = true,
	.load = pairwise_load,
	.read = pairwise_read,
	.note = pairwise_note,
	.items = pairwise_items,
	.enough = "pairwise_enough",
	.render = pairwise_render,
	.size_limit = pairwise_size_limit,
};
