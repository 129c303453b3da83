/* SPDX-License-Identifier: EUPL-1.2
 *
 * Reading conditions of other programs: expression.h. A recursive descent over tokens; every part is a condition, a variable or
 * a constant, and only comparing makes a condition of the latter two.
 */
#include "expression.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "expression_token.h"

enum { DEPTH_MAX = 32, PARTS_MAX = 100 };

struct reading {
	const struct expression *expression;
	const struct expression_asker *asker;
	struct expression_tokens tokens;
	size_t depth, made;
	const char *why; /* the first thing that we cannot say */
};

/* What a part of an expression is. */
struct operand {
	enum { OPERAND_CONDITION, OPERAND_VARIABLE, OPERAND_TEXT } kind;
	const struct draft_condition *condition;
	struct expression_variable variable;
	struct view text;
	bool number;
};

static bool read_any(struct reading *reading, struct operand *result);

static bool
cannot(struct reading *reading, const char *why)
{
	if (reading->why == NULL)
		reading->why = why;
	return false;
}

static struct draft *
draft_of(const struct reading *reading)
{
	return reading->expression->draft;
}

/* ---- conditions ------------------------------------------------------------------------------------------ */

static const struct draft_condition *
chosen(struct reading *reading, const struct expression_variable *variable, size_t option)
{
	struct draft_condition *condition = draft_condition(draft_of(reading), DRAFT_CHOSEN, 0);

	condition->question = variable->question;
	condition->item = variable->item;
	condition->option = option;
	return condition;
}

/* One of the options for which `keep` is set; NULL: of all. */
static const struct draft_condition *
one_of(struct reading *reading, const struct expression_variable *variable, const bool *keep)
{
	size_t count = variable->question->option_count, at = 0;
	struct draft_condition *any = draft_condition(draft_of(reading), DRAFT_ANY, count);

	for (size_t o = 0; o < count; o++)
		if (keep == NULL || keep[o])
			any->parts[at++] = chosen(reading, variable, o);
	any->part_count = at;
	return at == 1 ? any->parts[0] : any;
}

/* This option and no other. */
static const struct draft_condition *
only(struct reading *reading, const struct expression_variable *variable, size_t option)
{
	size_t count = variable->question->option_count;
	struct draft_condition *all = draft_condition(draft_of(reading), DRAFT_ALL, count);

	for (size_t o = 0; o < count; o++)
		all->parts[o] = o == option ? chosen(reading, variable, o)
		                            : draft_not(draft_of(reading), chosen(reading, variable, o));
	return all;
}

/* ---- variables ------------------------------------------------------------------------------------------- */

/* Whether a condition of the asker can be about this question. */
static bool
check_variable(struct reading *reading, const struct draft_question *question)
{
	static const char *const closed[] = { "single", "multiple", "scale", "statement", "matrix" };
	bool can = false;

	for (size_t i = 0; i < sizeof(closed) / sizeof(closed[0]); i++)
		can = can || strcmp(question->type, closed[i]) == 0;
	if (!can || question->option_count == 0)
		return cannot(reading, "a condition can only ask which answer was chosen from a list");
	if (question->option_count > OPTIONS_MAX)
		return cannot(reading, "it asks about a list of too many answers");
	if (question->number >= reading->asker->number)
		return cannot(reading, "it asks about a question that comes later");
	if (question->group != NULL && question->group != reading->asker->group)
		return cannot(reading, "it asks about a question in another group");
	return true;
}

static bool
read_variable(struct reading *reading, struct view name, struct operand *operand)
{
	const struct expression *expression = reading->expression;

	*operand = (struct operand){ .kind = OPERAND_VARIABLE };
	if (!expression->find(expression->context, name, &operand->variable))
		return cannot(reading, "it asks about something that is no question here");
	return check_variable(reading, operand->variable.question);
}

/* The index of an option by the name that the form has for it; option_count when there is none. */
static size_t
option_called(const struct draft_question *question, struct view name)
{
	size_t o = 0;

	while (o < question->option_count && !view_equal(question->names[o], name))
		o++;
	return o;
}

static bool
is_multiple(const struct expression_variable *variable)
{
	return strcmp(variable->question->type, "multiple") == 0;
}

/* ---- comparing ------------------------------------------------------------------------------------------- */

static bool
holds(double left, double right, enum expression_token_kind comparison)
{
	bool result = false;

	if (comparison == TOKEN_LESS)
		result = left < right;
	else if (comparison == TOKEN_AT_MOST)
		result = left <= right;
	else if (comparison == TOKEN_MORE)
		result = left > right;
	else if (comparison == TOKEN_AT_LEAST)
		result = left >= right;
	return result;
}

/* "more than 3" of answers that are called by numbers. */
static bool
compare_numbers(struct reading *reading, const struct expression_variable *variable, struct view text,
                enum expression_token_kind comparison, struct operand *result)
{
	const struct draft_question *question = variable->question;
	bool *keep = xcalloc(question->option_count, sizeof(*keep)), numbers = true;
	double bound = strtod(text.ptr, NULL);

	for (size_t o = 0; o < question->option_count; o++) {
		char *end;
		double number = strtod(question->names[o].ptr, &end);

		numbers = numbers && question->names[o].len > 0 && *end == '\0';
		keep[o] = holds(number, bound, comparison);
	}
	if (numbers && !is_multiple(variable))
		*result = (struct operand){ .condition = one_of(reading, variable, keep) };
	free(keep);
	return (numbers && !is_multiple(variable)) ||
	       cannot(reading, "it compares with a number what is no list of numbers");
}

/* `= ''`: whether nothing was chosen. */
static const struct draft_condition *
unanswered(struct reading *reading, const struct expression_variable *variable)
{
	return draft_not(draft_of(reading), variable->is_option ? chosen(reading, variable, variable->option)
	                                                        : one_of(reading, variable, NULL));
}

static bool
equal_to(struct reading *reading, const struct expression_variable *variable, struct view text,
         const struct draft_condition **condition)
{
	size_t option = option_called(variable->question, text);

	if (text.len == 0) {
		*condition = unanswered(reading, variable);
	} else if (variable->is_option) {
		/* LimeSurvey: an answer of a multiple is "Y" or "". */
		if (!view_is(text, "Y"))
			return cannot(reading, "it compares an answer with something else than \"Y\"");
		*condition = chosen(reading, variable, variable->option);
	} else if (option == variable->question->option_count) {
		return cannot(reading, "it asks about an answer that is not in the list");
	} else {
		/* XPath compares the whole answer of a multiple. */
		*condition = is_multiple(variable) && variable->question->option_count > 1
		               ? only(reading, variable, option)
		               : chosen(reading, variable, option);
	}
	return true;
}

static bool
compare(struct reading *reading, const struct operand *left, const struct operand *right,
        enum expression_token_kind comparison, struct operand *result)
{
	const struct operand *variable = left->kind == OPERAND_VARIABLE ? left : right,
	                     *text = left->kind == OPERAND_VARIABLE ? right : left;
	const struct draft_condition *condition = NULL;
	static const enum expression_token_kind turned[] = { [TOKEN_LESS] = TOKEN_MORE,
		                                             [TOKEN_MORE] = TOKEN_LESS,
		                                             [TOKEN_AT_MOST] = TOKEN_AT_LEAST,
		                                             [TOKEN_AT_LEAST] = TOKEN_AT_MOST };

	if (variable->kind != OPERAND_VARIABLE || text->kind != OPERAND_TEXT)
		return cannot(reading, "it compares something else than a question with an answer");
	if (comparison != TOKEN_EQUAL && comparison != TOKEN_UNEQUAL)
		return compare_numbers(reading, &variable->variable, text->text,
		                       variable == left ? comparison : turned[comparison], result);
	if (!equal_to(reading, &variable->variable, text->text, &condition))
		return false;
	*result = (struct operand){ .condition = comparison == TOKEN_EQUAL
		                                   ? condition
		                                   : draft_not(draft_of(reading), condition) };
	return true;
}

/* ---- the grammar ----------------------------------------------------------------------------------------- */

static enum expression_token_kind
kind_at(const struct reading *reading)
{
	return reading->tokens.current.kind;
}

static bool
take(struct reading *reading, enum expression_token_kind kind)
{
	if (kind_at(reading) != kind)
		return cannot(reading, "it is written in a way that is not understood here");
	expression_token_next(&reading->tokens);
	return true;
}

/* A condition that stands where one must: a constant is one, a question alone is none. */
static bool
as_condition(struct reading *reading, const struct operand *operand, const struct draft_condition **condition)
{
	if (operand->kind == OPERAND_CONDITION)
		*condition = operand->condition;
	else if (operand->kind == OPERAND_TEXT && operand->number)
		*condition = draft_constant(draft_of(reading), strtod(operand->text.ptr, NULL) != 0);
	else
		return cannot(reading, "a part of it compares nothing");
	return true;
}

static bool
read_condition(struct reading *reading, const struct draft_condition **condition)
{
	struct operand operand = { .kind = OPERAND_TEXT };

	return read_any(reading, &operand) && as_condition(reading, &operand, condition);
}

/* selected(${q}, 'a') */
static bool
read_selected(struct reading *reading, struct operand *result)
{
	struct operand question = { .kind = OPERAND_TEXT }, answer = { .kind = OPERAND_TEXT };
	size_t option;

	if (!read_any(reading, &question) || !take(reading, TOKEN_COMMA) || !read_any(reading, &answer) ||
	    !take(reading, TOKEN_CLOSE))
		return false;
	if (question.kind != OPERAND_VARIABLE || answer.kind != OPERAND_TEXT)
		return cannot(reading, "selected() asks about something else than a question and an answer");
	option = option_called(question.variable.question, answer.text);
	if (option == question.variable.question->option_count)
		return cannot(reading, "it asks about an answer that is not in the list");
	*result = (struct operand){ .condition = chosen(reading, &question.variable, option) };
	return true;
}

/* is_empty(q) */
static bool
read_is_empty(struct reading *reading, struct operand *result)
{
	struct operand question = { .kind = OPERAND_TEXT };

	if (!read_any(reading, &question) || !take(reading, TOKEN_CLOSE))
		return false;
	if (question.kind != OPERAND_VARIABLE)
		return cannot(reading, "is_empty() asks about something else than a question");
	*result = (struct operand){ .condition = unanswered(reading, &question.variable) };
	return true;
}

static bool
read_not(struct reading *reading, struct operand *result)
{
	const struct draft_condition *condition = NULL;

	if (!read_condition(reading, &condition) || !take(reading, TOKEN_CLOSE))
		return false;
	*result = (struct operand){ .condition = draft_not(draft_of(reading), condition) };
	return true;
}

static bool
read_constant(struct reading *reading, bool value, struct operand *result)
{
	*result = (struct operand){ .condition = draft_constant(draft_of(reading), value) };
	return take(reading, TOKEN_CLOSE);
}

/* A name: of a function when "(" follows, else of a question. */
static bool
read_name(struct reading *reading, struct operand *result)
{
	struct view name = reading->tokens.current.text;

	expression_token_next(&reading->tokens);
	/* A cell of a workbook that is true or false reads so. */
	if (kind_at(reading) != TOKEN_OPEN && (view_is(name, "TRUE") || view_is(name, "FALSE"))) {
		*result =
		    (struct operand){ .condition = draft_constant(draft_of(reading), view_is(name, "TRUE")) };
		return true;
	}
	if (kind_at(reading) != TOKEN_OPEN)
		return reading->expression->language == EXPRESSION_LIMESURVEY
		         ? read_variable(reading, name, result)
		         : cannot(reading, "it is written in a way that is not understood here");
	expression_token_next(&reading->tokens);
	if (view_is(name, "selected"))
		return read_selected(reading, result);
	if (view_is(name, "not"))
		return read_not(reading, result);
	if (view_is(name, "is_empty"))
		return read_is_empty(reading, result);
	if (view_is(name, "true") || view_is(name, "false"))
		return read_constant(reading, view_is(name, "true"), result);
	return cannot(reading, "it calculates with a function that conditions here do not have");
}

static bool
read_one(struct reading *reading, struct operand *result)
{
	struct expression_token token = reading->tokens.current;
	const struct draft_condition *condition = NULL;

	if (token.kind == TOKEN_NAME)
		return read_name(reading, result);
	expression_token_next(&reading->tokens);
	if (token.kind == TOKEN_QUESTION)
		return read_variable(reading, token.text, result);
	if (token.kind == TOKEN_TEXT || token.kind == TOKEN_NUMBER) {
		*result = (struct operand){ .kind = OPERAND_TEXT,
			                    .text = token.text,
			                    .number = token.kind == TOKEN_NUMBER };
		return true;
	}
	if (token.kind == TOKEN_OPEN)
		return read_any(reading, result) && take(reading, TOKEN_CLOSE);
	if (token.kind == TOKEN_NOT) {
		if (++reading->depth > DEPTH_MAX)
			return cannot(reading, "it has too many parentheses in each other");
		if (!read_one(reading, result) || !as_condition(reading, result, &condition))
			return false;
		reading->depth--;
		*result = (struct operand){ .condition = draft_not(draft_of(reading), condition) };
		return true;
	}
	return cannot(reading, "it is written in a way that is not understood here");
}

static bool
read_comparison(struct reading *reading, struct operand *result)
{
	struct operand left = { .kind = OPERAND_TEXT }, right = { .kind = OPERAND_TEXT };
	enum expression_token_kind comparison;

	if (!read_one(reading, &left))
		return false;
	comparison = kind_at(reading);
	if (comparison < TOKEN_EQUAL || comparison > TOKEN_AT_LEAST) {
		*result = left;
		return true;
	}
	expression_token_next(&reading->tokens);
	return read_one(reading, &right) && compare(reading, &left, &right, comparison, result);
}

/* Parts with `between` between them. */
static bool
read_list(struct reading *reading, enum expression_token_kind between, enum draft_condition_kind kind,
          bool (*part)(struct reading *, struct operand *), struct operand *result)
{
	const struct draft_condition *one = NULL, *other = NULL;
	struct operand next = { .kind = OPERAND_TEXT };

	if (!part(reading, result))
		return false;
	while (kind_at(reading) == between) {
		expression_token_next(&reading->tokens);
		if (!as_condition(reading, result, &one) || !part(reading, &next) ||
		    !as_condition(reading, &next, &other))
			return false;
		if (++reading->made > PARTS_MAX)
			return cannot(reading, "it has too many parts");
		*result = (struct operand){ .condition = draft_joined(draft_of(reading), kind, one, other) };
	}
	return true;
}

static bool
read_all(struct reading *reading, struct operand *result)
{
	return read_list(reading, TOKEN_AND, DRAFT_ALL, read_comparison, result);
}

static bool
read_any(struct reading *reading, struct operand *result)
{
	bool good;

	if (reading->depth == DEPTH_MAX)
		return cannot(reading, "it has too many parentheses in each other");
	reading->depth++;
	good = read_list(reading, TOKEN_OR, DRAFT_ANY, read_all, result);
	reading->depth--;
	return good;
}

bool
expression_read(const struct expression *expression, struct view text, const struct expression_asker *asker,
                const struct draft_condition **condition, const char **why)
{
	struct reading reading = { .expression = expression, .asker = asker };
	bool good;

	*condition = NULL;
	expression_tokens_start(&reading.tokens, expression->language, text, &expression->draft->arena);
	good = read_condition(&reading, condition) && take(&reading, TOKEN_END);
	if (good && draft_is_constant(*condition)) {
		good = (*condition)->kind == DRAFT_ALL || cannot(&reading, "it never holds");
		*condition = NULL;
	}
	if (!good)
		*condition = NULL;
	*why = reading.why;
	return good;
}
