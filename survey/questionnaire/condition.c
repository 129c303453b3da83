/* SPDX-License-Identifier: EUPL-1.2
 *
 * Conditions: read from YAML, tied to the questions they ask about, and checked for order and cycles.
 */
#include "loader.h"

#include <stdlib.h>

#include "qtype.h"

/* Who asks: what a condition may look at depends on it. */
struct asker {
	struct loader *loader;
	const char *file;
	const struct question *question; /* NULL: a group or the questionnaire */
	const struct group *group;       /* the asking group, or the group of `question` */
};

static const struct condition *load_node(const struct asker *asker, struct fy_node *node);

static struct condition *
new_condition(const struct asker *asker, size_t part_count)
{
	struct arena *arena = &asker->loader->questionnaire->arena;
	struct condition *condition = arena_alloc(arena, sizeof(*condition));

	condition->parts = arena_array(arena, part_count, sizeof(*condition->parts));
	condition->part_count = part_count;
	return condition;
}

/* `question: option` */
static const struct condition *
load_chosen(const struct asker *asker, const struct question *question, struct fy_node *value)
{
	struct condition *condition = NULL;
	struct view id = view_trim(yaml_scalar(value));
	size_t option = question_option(question, id);
	struct buf known = BUF_INIT;

	if (question->type != NULL && question->type->typed) {
		loader_problem(asker->loader, asker->file, value, SEVERITY_ERROR,
		               "no condition can ask about \"%.*s\": its answer is typed",
		               VIEW_ARGS(question->id));
	} else if (option == question->option_count) {
		for (size_t i = 0; i < question->option_count; i++)
			buf_printf(&known, "%s%.*s", i == 0 ? "" : ", ", VIEW_ARGS(question->options[i].id));
		loader_problem(asker->loader, asker->file, value, SEVERITY_ERROR,
		               "question \"%.*s\" has no option \"%.*s\"; it has: %s",
		               VIEW_ARGS(question->id), VIEW_ARGS(id),
		               known.data == NULL ? "no options at all" : known.data);
	} else {
		condition = new_condition(asker, 0);
		condition->kind = CONDITION_CHOSEN;
		condition->question = question;
		condition->option = option;
	}
	buf_release(&known);
	return condition;
}

/* The question that a condition means: of the asker's own group first, then at the top level. */
static const struct question *
find_question(const struct asker *asker, struct fy_node *key)
{
	const struct questionnaire *q = asker->loader->questionnaire;
	const struct question *found = NULL;
	struct view id = yaml_scalar(key);

	if (asker->question != NULL && asker->group != NULL)
		found = questionnaire_question(q, asker->group, id);
	if (found == NULL)
		found = questionnaire_question(q, NULL, id);
	if (found == NULL)
		loader_problem(asker->loader, asker->file, key, SEVERITY_ERROR,
		               "there is no question \"%.*s\" to ask about", VIEW_ARGS(id));
	return found;
}

/* `question: option` or `question: [option, option]` */
static const struct condition *
load_pair(const struct asker *asker, struct fy_node *key, struct fy_node *value)
{
	const struct question *question = find_question(asker, key);
	struct condition *any = NULL;
	struct fy_node *item;
	void *walk = NULL;
	bool good = true;

	if (question == NULL)
		return NULL;
	if (!fy_node_is_sequence(value))
		return load_chosen(asker, question, value);
	if (fy_node_sequence_is_empty(value)) {
		loader_problem(asker->loader, asker->file, key, SEVERITY_ERROR,
		               "the list of options of \"%.*s\" is empty", VIEW_ARGS(question->id));
		return NULL;
	}
	any = new_condition(asker, (size_t)fy_node_sequence_item_count(value));
	any->kind = CONDITION_ANY;
	for (size_t i = 0; (item = fy_node_sequence_iterate(value, &walk)) != NULL; i++) {
		any->parts[i] = load_chosen(asker, question, item);
		good = good && any->parts[i] != NULL;
	}
	return good ? any : NULL;
}

/* `all: [...]`, `any: [...]` */
static const struct condition *
load_list(const struct asker *asker, struct fy_node *key, struct fy_node *value, bool all)
{
	struct condition *list;
	struct fy_node *item;
	void *walk = NULL;
	bool good = true;

	if (!fy_node_is_sequence(value) || fy_node_sequence_is_empty(value)) {
		loader_problem(asker->loader, asker->file, key, SEVERITY_ERROR,
		               "`%s:` must be a list of conditions", all ? "all" : "any");
		return NULL;
	}
	list = new_condition(asker, (size_t)fy_node_sequence_item_count(value));
	list->kind = all ? CONDITION_ALL : CONDITION_ANY;
	for (size_t i = 0; (item = fy_node_sequence_iterate(value, &walk)) != NULL; i++) {
		list->parts[i] = load_node(asker, item);
		good = good && list->parts[i] != NULL;
	}
	return good ? list : NULL;
}

static const struct condition *
load_member(const struct asker *asker, struct fy_node *key, struct fy_node *value)
{
	struct view word = yaml_scalar(key);
	struct condition *negation;

	if (view_is(word, "all") || view_is(word, "any"))
		return load_list(asker, key, value, view_is(word, "all"));
	if (!view_is(word, "not"))
		return load_pair(asker, key, value);
	negation = new_condition(asker, 1);
	negation->kind = CONDITION_NOT;
	negation->parts[0] = load_node(asker, value);
	return negation->parts[0] == NULL ? NULL : negation;
}

/* A mapping; several members mean all of them. */
static const struct condition *
load_node(const struct asker *asker, struct fy_node *node)
{
	struct condition *all;
	struct fy_node_pair *pair;
	void *walk = NULL;
	bool good = true;

	if (!fy_node_is_mapping(node) || fy_node_mapping_is_empty(node)) {
		loader_problem(asker->loader, asker->file, node, SEVERITY_ERROR,
		               "a condition is {question: option}, {any: […]}, {all: […]} or {not: {…}}");
		return NULL;
	}
	all = new_condition(asker, (size_t)fy_node_mapping_item_count(node));
	all->kind = CONDITION_ALL;
	for (size_t i = 0; (pair = fy_node_mapping_iterate(node, &walk)) != NULL; i++) {
		all->parts[i] = load_member(asker, fy_node_pair_key(pair), fy_node_pair_value(pair));
		good = good && all->parts[i] != NULL;
	}
	return !good ? NULL : all->part_count == 1 ? all->parts[0] : all;
}

/* Whether a condition depends on `target`, directly or through the conditions of what it asks about. `seen` has
 * a flag per place, so that every question is looked at once. */
static bool
depends_on(const struct condition *condition, const struct question *target, bool *seen)
{
	bool found = false;

	if (condition == NULL)
		return false;
	if (condition->kind == CONDITION_CHOSEN && !seen[condition->question->place]) {
		seen[condition->question->place] = true;
		found =
		    condition->question == target || depends_on(condition->question->show_if, target, seen);
	}
	for (size_t i = 0; !found && i < condition->part_count; i++)
		found = depends_on(condition->parts[i], target, seen);
	return found;
}

static bool
is_cycle(const struct asker *asker, const struct condition *condition)
{
	bool *seen = xcalloc(asker->loader->questionnaire->place_count, sizeof(*seen));
	bool cycle = depends_on(condition, asker->question, seen);

	free(seen);
	return cycle;
}

/* Reports the first question that a condition asks about but that is asked later (or is the asker). */
static void
check_order(const struct asker *asker, struct fy_node *node, const struct condition *condition,
            bool *reported)
{
	const struct question *asked = condition->question;
	bool later = false;

	if (condition->kind == CONDITION_CHOSEN && !*reported) {
		if (asker->question != NULL)
			later = asked->place >= asker->question->place;
		else if (asker->group != NULL)
			later = asked->place >= asker->group->first_place;
		if (later && asker->question != NULL && is_cycle(asker, condition))
			loader_problem(
			    asker->loader, asker->file, node, SEVERITY_ERROR,
			    "condition cycle: whether \"%.*s\" is shown depends on itself, through \"%.*s\"",
			    VIEW_ARGS(asker->question->id), VIEW_ARGS(asked->id));
		else if (later)
			loader_problem(asker->loader, asker->file, node, SEVERITY_ERROR,
			               "asks about \"%.*s\", which comes later; only earlier questions can "
			               "be asked about",
			               VIEW_ARGS(asked->id));
		*reported = later;
	}
	for (size_t i = 0; i < condition->part_count; i++)
		check_order(asker, node, condition->parts[i], reported);
}

const struct condition *
condition_load(struct loader *loader, const char *file, struct fy_node *node, const struct question *asker,
               const struct group *group)
{
	return load_node(&(struct asker){ loader, file, asker, group }, node);
}

void
condition_check(struct loader *loader, const char *file, struct fy_node *node,
                const struct condition *condition, const struct question *question, const struct group *group)
{
	bool reported = false;

	if (condition != NULL)
		check_order(&(struct asker){ loader, file, question, group }, node, condition, &reported);
}

/* How many options a condition depends on when everything it asks about is followed; `weights` has that of every place
 * before it. This is what its style rules and the words for it are made of. */
static size_t
weigh(const struct condition *condition, const size_t *weights)
{
	const struct question *one;
	size_t weight = 0;

	if (condition == NULL)
		return 0;
	if (condition->kind == CONDITION_CHOSEN)
		return 1 + weights[condition->question->place];
	one = condition_one_question(condition);
	if (one != NULL)
		return condition->part_count + weights[one->place];
	for (size_t i = 0; i < condition->part_count; i++)
		weight += weigh(condition->parts[i], weights);
	return weight;
}

void
condition_check_weight(struct loader *loader, const char *file, const struct question *question,
                       size_t *weights)
{
	const struct group *group = question->group;
	size_t *weight = &weights[question->place];

	*weight = weigh(question->show_if, weights);
	if (group != NULL)
		*weight += weigh(group->show_if, weights) + group->times;
	if (*weight > CONDITION_WEIGHT_MAX) {
		problems_add(loader->problems, SEVERITY_ERROR, file, question->line, question->column,
		             "whether this is shown depends on too much: more than %d options, also those "
		             "that the questions "
		             "before it depend on",
		             CONDITION_WEIGHT_MAX);
		*weight = CONDITION_WEIGHT_MAX;
	}
}
