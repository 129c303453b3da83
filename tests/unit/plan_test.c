/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of the plan of screens (survey/server/plan.h). What the browser's style engine does with it is done here by a
 * small interpreter of the selectors that the plan makes, for every state a form can be in: what it shows must be what
 * response_settle() shows, and *Verder* and *Terug* must lead to the next and the previous screen that is shown.
 */
#include "questionnaire_fixture.h"

#include "survey/server/plan.h"

static const char small[] =
    HEAD "questions:\n"
         "  - {id: one, type: single, ask: {nl: Een}, " OPTIONS_AB "}\n"
         "  - {id: many, type: multiple, ask: {nl: Veel}, " OPTIONS_AB "}\n"
         "  - {id: two, type: single, ask: {nl: Twee}, " OPTIONS_AB ", show_if: {one: a}}\n"
         "  - group: g\n    title: {nl: G}\n    times: 3\n    again: {nl: Nog een?}\n"
         "    show_if: {any: [{two: [a, b]}, {many: b}]}\n    questions:\n"
         "      - {id: x, type: single, ask: {nl: X}, options: {a: {nl: A}}}\n"
         "      - {id: y, type: text, ask: {nl: Y}, show_if: {x: a, not: {many: a}}}\n"
         "  - {id: p, type: text, ask: {nl: P}, show_if: {not: {two: a}}}\n"
         "  - {id: q, type: text, ask: {nl: Q}, show_if: {all: [{one: [a, b]}, {not: {any: [{two: b}, {many: "
         "a}]}}]}}\n"
         "  - {id: r, type: text, ask: {nl: R}}\n";

static const char linked[] =
    HEAD "questions:\n"
         "  - {id: a, type: single, ask: {nl: A}, " OPTIONS_AB "}\n"
         "  - {id: b, type: single, ask: {nl: B}, " OPTIONS_AB ", show_if: {a: a}}\n"
         "  - {id: c, type: single, ask: {nl: C}, " OPTIONS_AB ", show_if: {b: [a, b]}}\n"
         "  - {id: d, type: single, ask: {nl: D}, " OPTIONS_AB ", show_if: {not: {c: a}}}\n"
         "  - {id: e, type: single, ask: {nl: E}, " OPTIONS_AB ", show_if: {a: b, d: a}}\n"
         "  - {id: f, type: text, ask: {nl: F}, show_if: {any: [{e: a}, {not: {b: b}}, {c: b, d: b}]}}\n"
         "  - {id: g, type: text, ask: {nl: G}, show_if: {a: a}}\n"
         "  - {id: h, type: text, ask: {nl: H}, show_if: {a: a}}\n"
         "  - {id: i, type: text, ask: {nl: I}, show_if: {a: a, b: a}}\n";

/* ---- the browser: which boxes are checked, and what a selector says of that -------------------------------- */

struct browser {
	struct view checked[1024]; /* ids */
	size_t count;
};

static bool match_compound(const struct browser *browser, struct view *rest);

static bool
skip(struct view *rest, const char *piece)
{
	size_t len = strlen(piece);

	if (!view_starts(*rest, piece))
		return false;
	*rest = (struct view){ rest->ptr + len, rest->len - len };
	return true;
}

/* One of `:has(#id:checked)`, `:not(…)`, `:is(…,…)`; anything else is a mistake of the plan. */
static bool
match_part(const struct browser *browser, struct view *rest)
{
	bool matches = false;

	if (skip(rest, ":has(#")) {
		struct view id = view_cut(rest, ':');

		for (size_t i = 0; i < browser->count; i++)
			matches = matches || view_equal(browser->checked[i], id);
		ck_assert(skip(rest, "checked)"));
	} else if (skip(rest, ":not(")) {
		matches = !match_compound(browser, rest);
		ck_assert(skip(rest, ")"));
	} else {
		ck_assert_msg(skip(rest, ":is("), "%.*s", VIEW_ARGS(*rest));
		do {
			matches = match_compound(browser, rest) || matches;
		} while (skip(rest, ","));
		ck_assert(skip(rest, ")"));
	}
	return matches;
}

static bool
match_compound(const struct browser *browser, struct view *rest)
{
	bool matches = true;

	ck_assert(rest->len > 0 && rest->ptr[0] == ':');
	while (rest->len > 0 && rest->ptr[0] == ':')
		matches = match_part(browser, rest) && matches;
	return matches;
}

static bool
holds(const struct browser *browser, const struct plan *plan, int condition)
{
	bool all = true;

	if (condition == PLAN_ALWAYS)
		return true;
	ck_assert(condition >= 0 && (size_t)condition < plan->condition_count);
	for (size_t i = 0; i < plan->conditions[condition].part_count; i++) {
		struct view rest = plan->conditions[condition].parts[i];

		all = match_compound(browser, &rest) && all;
		ck_assert_uint_eq(rest.len, 0);
	}
	return all;
}

/* Where a click leads: the style shows the first link whose condition holds and hides those behind it. */
static struct view
follow(const struct browser *browser, const struct plan *plan, const struct link *links, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (holds(browser, plan, links[i].condition))
			return links[i].target;
	return VIEW("nowhere");
}

/* ---- every state of a form -------------------------------------------------------------------------------- */

enum { STATE_FIELDS_MAX = 128 };

/* What is random here is which state is looked at: with sanitizers, which take five times as long, a few will do. */
#ifdef __SANITIZE_ADDRESS__
enum { RANDOM_STATES = 60 };
#else
enum { RANDOM_STATES = 300 };
#endif

/* Fields that can be checked: a digit of a mixed-radix counter each. */
struct counter {
	const struct section *field[STATE_FIELDS_MAX];
	size_t digit[STATE_FIELDS_MAX], radix[STATE_FIELDS_MAX], count;
};

static struct counter
count_from_zero(const struct plan *plan)
{
	struct counter counter = { .count = 0 };

	for (size_t i = 0; i < plan->section_count; i++) {
		const struct question *question = plan->sections[i].question;

		if (question->option_count == 0)
			continue;
		ck_assert_uint_lt(counter.count, STATE_FIELDS_MAX);
		counter.field[counter.count] = &plan->sections[i];
		counter.radix[counter.count++] =
		    question->type->many ? (size_t)1 << question->option_count : question->option_count + 1;
	}
	return counter;
}

static bool
next_state(struct counter *counter)
{
	size_t i = 0;

	while (i < counter->count && ++counter->digit[i] == counter->radix[i])
		counter->digit[i++] = 0;
	return i < counter->count;
}

static bool
is_checked(const struct counter *counter, size_t field, size_t option)
{
	return counter->field[field]->question->type->many ? (counter->digit[field] >> option & 1) != 0
	                                                   : counter->digit[field] == option + 1;
}

/* The same state twice: as the browser has it, hidden fields included, and as a settled response. */
static void
take_state(const struct counter *counter, struct arena *arena, struct browser *browser,
           struct response *response)
{
	browser->count = 0;
	for (size_t i = 0; i < counter->count; i++) {
		const struct section *section = counter->field[i];
		const struct question *question = section->question;
		struct answer *answer = response_answer(response, question, section->time);

		answer->values = arena_array(arena, question->option_count, sizeof(*answer->values));
		for (size_t o = 0; o < question->option_count; o++)
			if (is_checked(counter, i, o)) {
				answer->values[answer->count++] = question->options[o].id;
				browser->checked[browser->count++] =
				    arena_printf(arena, "%.*s_%.*s", VIEW_ARGS(section->name),
				                 VIEW_ARGS(question->options[o].id));
			}
	}
	response_settle(response);
}

/* How many things the browser does otherwise than the server in one state. */
static size_t
mismatches(const struct plan *plan, const struct browser *browser, const struct response *response)
{
	const struct section *before = NULL; /* the last screen that is shown */
	char shown[16] = "start", name[16];
	size_t wrong = 0;

	for (size_t i = 0; i <= plan->section_count; i++) {
		const struct section *section = i < plan->section_count ? &plan->sections[i] : NULL;
		bool visible =
		    section == NULL || response_visible(response, section->question, section->time);

		wrong += section != NULL && holds(browser, plan, section->condition) != visible;
		if (!visible)
			continue;
		snprintf(name, sizeof(name), section != NULL ? "v%zu" : "end", i + 1);
		/* *Beginnen* leads to the first screen, always. */
		wrong += before == NULL
		           ? i != 0
		           : !view_is(follow(browser, plan, before->next, before->next_count), name);
		wrong += !view_is(section != NULL
		                      ? follow(browser, plan, section->previous, section->previous_count)
		                      : follow(browser, plan, plan->last, plan->last_count),
		                  shown);
		before = section;
		snprintf(shown, sizeof(shown), "%s", name);
	}
	return wrong;
}

/* The mismatches of all states. */
static size_t
all_mismatches(const struct questionnaire *q, const struct plan *plan)
{
	struct counter counter = count_from_zero(plan);
	size_t wrong = 0;

	do {
		struct arena arena = ARENA_INIT;
		struct response response = response_new(q, &arena);
		struct browser browser;

		take_state(&counter, &arena, &browser, &response);
		wrong += mismatches(plan, &browser, &response);
		arena_release(&arena);
	} while (next_state(&counter));
	return wrong;
}

static void
check_all_states(const char *yaml)
{
	struct questionnaire *q = load_good(yaml);
	struct plan plan;

	plan_make(&plan, q);
	ck_assert_uint_gt(plan.condition_count, 0);
	ck_assert_uint_eq(all_mismatches(q, &plan), 0);
	plan_release(&plan);
	questionnaire_free(q);
}

START_TEST(the_browser_shows_what_the_server_counts_and_links_lead_to_it_in_every_state)
{
	check_all_states(small);
	check_all_states(linked);
}
END_TEST

static void
check_random_states(const char *path)
{
	struct problems problems = PROBLEMS_INIT;
	struct questionnaire *q = questionnaire_load(path, (struct date){ 2026, 1, 5 }, &problems);
	struct chance chance = { 0x5eed0030 };
	struct counter counter;
	struct plan plan;

	ck_assert_ptr_nonnull(q);
	plan_make(&plan, q);
	counter = count_from_zero(&plan);
	for (int round = 0; round < RANDOM_STATES; round++) {
		struct arena arena = ARENA_INIT;
		struct response response = response_new(q, &arena);
		struct browser browser;

		for (size_t i = 0; i < counter.count; i++)
			counter.digit[i] = chance_below(&chance, counter.radix[i]);
		take_state(&counter, &arena, &browser, &response);
		ck_assert_msg(mismatches(&plan, &browser, &response) == 0, "%s, round %d", path, round);
		arena_release(&arena);
	}
	plan_release(&plan);
	questionnaire_free(q);
}

START_TEST(shipped_questionnaires_do_so_in_random_states)
{
	check_random_states("questionnaires/professionals.yaml");
	check_random_states("questionnaires/panel.yaml");
	check_random_states("questionnaires/meeting.yaml");
	check_random_states("questionnaires/toekomstplan.yaml");
}
END_TEST

START_TEST(a_broken_condition_is_noticed)
{
	struct questionnaire *q = load_good(linked);
	struct plan plan;

	plan_make(&plan, q);
	for (size_t i = 0; i < plan.condition_count; i++)
		for (size_t j = 0; j < plan.conditions[i].part_count; j++) {
			struct view good = plan.conditions[i].parts[j];

			plan.conditions[i].parts[j] =
			    arena_printf(&plan.arena, ":not(%.*s)", VIEW_ARGS(good));
			ck_assert_msg(all_mismatches(q, &plan) > 0, "condition %zu, part %zu", i, j);
			plan.conditions[i].parts[j] = good;
		}
	ck_assert_uint_eq(all_mismatches(q, &plan), 0);
	plan_release(&plan);
	questionnaire_free(q);
}
END_TEST

START_TEST(a_link_that_leads_elsewhere_is_noticed)
{
	struct questionnaire *q = load_good(linked);
	struct plan plan;

	plan_make(&plan, q);
	for (size_t i = 0; i < plan.section_count; i++) {
		struct section *section = &plan.sections[i];
		struct view target = section->next[0].target;

		section->next[0].target = VIEW("v99");
		ck_assert_msg(all_mismatches(q, &plan) > 0, "the first link of screen %zu", i + 1);
		section->next[0].target = target;
		target = section->previous[0].target;
		section->previous[0].target = VIEW("v99");
		ck_assert_msg(all_mismatches(q, &plan) > 0, "the first link back of screen %zu", i + 1);
		section->previous[0].target = target;
	}
	plan_release(&plan);
	questionnaire_free(q);
}
END_TEST

START_TEST(the_last_link_is_certain_and_only_the_last)
{
	struct questionnaire *q = load_good(small);
	struct plan plan;

	plan_make(&plan, q);
	for (size_t i = 0; i < plan.section_count; i++) {
		const struct section *section = &plan.sections[i];

		ck_assert_uint_gt(section->next_count, 0);
		for (size_t j = 0; j < section->next_count; j++)
			ck_assert_int_eq(section->next[j].condition == PLAN_ALWAYS,
			                 j + 1 == section->next_count);
		for (size_t j = 0; j < section->previous_count; j++)
			ck_assert_int_eq(section->previous[j].condition == PLAN_ALWAYS,
			                 j + 1 == section->previous_count);
	}
	ck_assert_int_eq(plan.last[plan.last_count - 1].condition, PLAN_ALWAYS);
	plan_release(&plan);
	questionnaire_free(q);
}
END_TEST

START_TEST(the_style_has_two_rules_a_condition)
{
	struct questionnaire *q = load_good(small);
	struct buf style = BUF_INIT;
	struct plan plan;

	plan_make(&plan, q);
	for (size_t i = 0; i < plan.condition_count; i++) {
		struct buf selector = BUF_INIT;

		for (size_t j = 0; j < plan.conditions[i].part_count; j++)
			buf_add_view(&selector, plan.conditions[i].parts[j]);
		buf_printf(&style, "form:not(%s) .k%zu:not(:target){display:none}\n", selector.data, i);
		buf_printf(&style, "form%s a.k%zu~a{display:none}\n", selector.data, i);
		buf_release(&selector);
	}
	ck_assert_view(plan.style, style.data);
	buf_release(&style);
	plan_release(&plan);
	questionnaire_free(q);
}
END_TEST

START_TEST(equal_conditions_are_one)
{
	struct questionnaire *q = load_good(linked);
	struct plan plan;

	plan_make(&plan, q);
	ck_assert_int_eq(plan.sections[6].condition, plan.sections[7].condition);
	ck_assert_int_ne(plan.sections[7].condition, plan.sections[8].condition);
	ck_assert_int_eq(plan.sections[0].condition, PLAN_ALWAYS);
	plan_release(&plan);
	questionnaire_free(q);
}
END_TEST

START_TEST(every_screen_has_a_name_of_its_own_and_is_found)
{
	static const char *const names[] = { "one",       "many",  "two",   "g_1_x",     "g_1_y",
		                             "g_1_again", "g_2_x", "g_2_y", "g_2_again", "g_3_x",
		                             "g_3_y",     "p",     "q",     "r" };
	enum { COUNT = sizeof(names) / sizeof(names[0]) };
	struct questionnaire *q = load_good(small);
	struct plan plan;

	plan_make(&plan, q);
	ck_assert_uint_eq(plan.section_count, COUNT);
	for (size_t i = 0; i < COUNT; i++) {
		ck_assert_view(plan.sections[i].name, names[i]);
		ck_assert_ptr_eq(plan_section(&plan, plan.sections[i].question, plan.sections[i].time),
		                 &plan.sections[i]);
	}
	ck_assert_ptr_null(plan_section(&plan, find_question(q, "g.again"), 2));
	plan_release(&plan);
	questionnaire_free(q);
}
END_TEST

START_TEST(a_follow_up_shares_the_step_of_the_question_before_it)
{
	static const struct {
		const char *name;
		unsigned step, steps;
		bool follow_up;
	} expected[] = {
		{ "one", 1, 4, false }, { "many", 2, 4, false }, { "two", 2, 4, true },
		{ "p", 3, 4, true },    { "q", 3, 4, true },     { "r", 4, 4, false },
	};
	struct questionnaire *q = load_good(small);
	struct plan plan;

	plan_make(&plan, q);
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
		const struct section *section = plan_section(&plan, find_question(q, expected[i].name), 0);

		ck_assert_uint_eq(section->step, expected[i].step);
		ck_assert_uint_eq(section->steps, expected[i].steps);
		ck_assert_int_eq(section->follow_up, expected[i].follow_up);
	}
	plan_release(&plan);
	questionnaire_free(q);
}
END_TEST

START_TEST(the_items_of_a_matrix_share_a_step)
{
	static const struct {
		const char *name;
		unsigned step, steps;
		size_t part, parts;
	} expected[] = {
		{ "a", 1, 3, 0, 0 },   { "m-i", 2, 3, 1, 3 }, { "m-j", 2, 3, 2, 3 },
		{ "m-k", 2, 3, 3, 3 }, { "b", 3, 3, 0, 0 },
	};
	struct questionnaire *q = load_good(
	    HEAD
	    "questions:\n  - {id: a, type: text, ask: {nl: A}}\n"
	    "  - {id: m, type: matrix, ask: {nl: M}, items: {i: {nl: I}, j: {nl: J}, k: {nl: K}}, " OPTIONS_AB
	    "}\n"
	    "  - {id: b, type: text, ask: {nl: B}}\n");
	struct plan plan;

	plan_make(&plan, q);
	ck_assert_uint_eq(plan.section_count, 5);
	for (size_t i = 0; i < 5; i++) {
		const struct section *section = &plan.sections[i];

		ck_assert_view(section->name, expected[i].name);
		ck_assert_uint_eq(section->step, expected[i].step);
		ck_assert_uint_eq(section->steps, expected[i].steps);
		ck_assert_uint_eq(section->question->part, expected[i].part);
		ck_assert_uint_eq(section->question->parts, expected[i].parts);
	}
	plan_release(&plan);
	questionnaire_free(q);
}
END_TEST

START_TEST(the_last_screen_of_each_time_is_its_last_step)
{
	struct questionnaire *q = load_good(small);
	struct plan plan;

	plan_make(&plan, q);
	for (size_t i = 0; i + 1 < plan.section_count; i++) {
		const struct section *section = &plan.sections[i], *after = &plan.sections[i + 1];

		if (section->question->group == NULL)
			continue;
		if (section->question->group != after->question->group || section->time != after->time)
			ck_assert_msg(section->step == section->steps, "screen %zu is %u of %u", i + 1,
			              section->step, section->steps);
		else
			ck_assert_uint_eq(section->step + 1, after->step);
	}
	plan_release(&plan);
	questionnaire_free(q);
}
END_TEST

/* Each condition includes those of the questions it asks about; that must add up, not multiply. */
START_TEST(the_style_of_a_chain_of_follow_ups_stays_small)
{
	struct buf yaml = BUF_INIT;
	struct questionnaire *q;
	struct plan plan;

	buf_add_text(&yaml, HEAD "questions:\n  - {id: q0, type: single, ask: {nl: Q}, " OPTIONS_AB "}\n");
	for (int i = 1; i < 14; i++)
		buf_printf(&yaml,
		           "  - {id: q%d, type: single, ask: {nl: Q}, " OPTIONS_AB
		           ", show_if: {q%d: [a, b]}}\n",
		           i, i - 1);
	q = load_good(yaml.data);
	plan_make(&plan, q);
	ck_assert_msg(plan.style.len < 20000, "%zu bytes of style for 14 questions", plan.style.len);
	plan_release(&plan);
	questionnaire_free(q);
	buf_release(&yaml);
}
END_TEST

START_TEST(without_conditions_there_is_no_style_and_one_way)
{
	struct questionnaire *q = load_good(HEAD "questions:\n  - {id: a, type: text, ask: {nl: A}}\n"
	                                         "  - {id: b, type: text, ask: {nl: B}}\n");
	struct plan plan;

	plan_make(&plan, q);
	ck_assert_uint_eq(plan.style.len, 0);
	ck_assert_uint_eq(plan.condition_count, 0);
	ck_assert_uint_eq(plan.sections[0].next_count, 1);
	ck_assert_view(plan.sections[0].previous[0].target, "start");
	ck_assert_view(plan.sections[0].next[0].target, "v2");
	ck_assert_view(plan.sections[1].next[0].target, "end");
	ck_assert_view(plan.last[0].target, "v2");
	plan_release(&plan);
	questionnaire_free(q);
}
END_TEST

UNIT_MAIN("plan", the_browser_shows_what_the_server_counts_and_links_lead_to_it_in_every_state,
          shipped_questionnaires_do_so_in_random_states, a_broken_condition_is_noticed,
          a_link_that_leads_elsewhere_is_noticed, the_last_link_is_certain_and_only_the_last,
          the_style_has_two_rules_a_condition, equal_conditions_are_one,
          every_screen_has_a_name_of_its_own_and_is_found,
          a_follow_up_shares_the_step_of_the_question_before_it, the_items_of_a_matrix_share_a_step,
          the_last_screen_of_each_time_is_its_last_step, the_style_of_a_chain_of_follow_ups_stays_small,
          without_conditions_there_is_no_style_and_one_way)
