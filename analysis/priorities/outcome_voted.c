/* SPDX-License-Identifier: EUPL-1.2
 *
 * The outcome of votes on statements: outcome.h.
 */
#include "outcome_inside.h"

static const char *const vote_columns[] = { "band",    "item",  "text", "agree", "disagree", "do_not_know",
	                                    "skipped", "share", "low",  "high",  NULL };

/* In the order of the columns. */
static const enum vote vote_order[] = { VOTE_AGREE, VOTE_DISAGREE, VOTE_UNKNOWN, VOTE_SKIPPED };
enum { VOTES = sizeof(vote_order) / sizeof(vote_order[0]) };

/* `group` of `groups` alone, or (NULL) everybody. */
static uint64_t
count_votes(const struct answers *answers, size_t item, enum vote vote, const struct vote_groups *groups,
            size_t group)
{
	uint64_t count = 0;

	for (size_t p = 0; p < answers->people; p++)
		count += answers->votes[p * answers->item_count + item] == vote &&
		         (groups == NULL || groups->of[p] == group);
	return count;
}

/* The numbers as their table shows them. */
static void
fill_votes(const struct ballot_tables *tables, size_t item, const struct vote_share *share,
           struct outcome_table *table, size_t row)
{
	const double numbers[] = { share->share, share->low, share->high };
	bool hidden = false;

	for (size_t v = 0; v < VOTES; v++) {
		struct cell cell = ballot_tables_vote(tables, item, vote_order[v]);

		*outcome_value_at(table, row, 3 + v) =
		    cell_hidden(&cell) ? outcome_hidden("") : outcome_count(cell.count);
		hidden = hidden || cell_hidden(&cell);
	}
	for (size_t c = 0; c < 3; c++)
		*outcome_value_at(table, row, 3 + VOTES + c) =
		    hidden ? outcome_hidden("") : outcome_number(numbers[c]);
}

/* Which way most of a group vote: 1 agree, -1 disagree, 0 neither, or too few voted to say. */
static int
side_of_group(const struct outcome *outcome, const struct answers *answers, size_t item,
              const struct vote_groups *groups, size_t group)
{
	uint64_t agree = count_votes(answers, item, VOTE_AGREE, groups, group),
	         disagree = count_votes(answers, item, VOTE_DISAGREE, groups, group);

	if (agree + disagree < outcome->threshold)
		return 0;
	return (2 * agree > groups->sizes[group]) - (2 * disagree > groups->sizes[group]);
}

static void
add_groups(struct outcome *outcome, const struct answers *answers, const struct vote_groups *groups,
           const size_t *order, struct view *whys)
{
	struct outcome_table *table =
	    outcome_add_table(outcome, "groups", "Groups that vote alike, and which way most of each vote",
	                      answers->item_count + 1, 1 + groups->count);

	table->columns[0] = VIEW("item");
	*outcome_value_at(table, answers->item_count, 0) = outcome_text(VIEW("(people)"));
	for (size_t g = 0; g < groups->count; g++) {
		table->columns[1 + g] = arena_printf(&outcome->arena, "group_%zu", g + 1);
		*outcome_value_at(table, answers->item_count, 1 + g) = outcome_count(groups->sizes[g]);
	}
	for (size_t row = 0; row < answers->item_count; row++) {
		size_t item = order[row];
		bool agree = false, disagree = false;

		*outcome_value_at(table, row, 0) = outcome_text(answers->items[item].id);
		for (size_t g = 0; g < groups->count; g++) {
			int side = side_of_group(outcome, answers, item, groups, g);

			agree = agree || side > 0;
			disagree = disagree || side < 0;
			*outcome_value_at(table, row, 1 + g) = outcome_text(side > 0   ? VIEW("agree")
			                                                    : side < 0 ? VIEW("disagree")
			                                                               : VIEW("divided"));
		}
		if (agree && disagree)
			whys[item] = VIEW("most of one group agree and most of another disagree");
	}
}

void
outcome_make_voted(struct outcome *outcome, const struct answers *answers, const struct ballot_tables *tables)
{
	size_t n = answers->item_count, *bands = arena_array(&outcome->arena, n, sizeof(*bands));
	struct vote_share *shares = arena_array(&outcome->arena, n, sizeof(*shares));
	struct view *whys = arena_array(&outcome->arena, n, sizeof(*whys));
	struct outcome_table *table;
	struct vote_groups groups;
	const size_t *order;

	outcome->method_name = "votes";
	for (size_t i = 0; i < n; i++) {
		uint64_t agree = count_votes(answers, i, VOTE_AGREE, NULL, 0),
		         disagree = count_votes(answers, i, VOTE_DISAGREE, NULL, 0);

		shares[i] = vote_share(agree, disagree);
		if (agree < disagree && outcome_is_substantial(outcome, agree, agree + disagree))
			whys[i] = VIEW("most disagree, at least one in five agree");
	}
	vote_bands(shares, n, bands);
	order = outcome_by_band(outcome, bands, n);
	table =
	    outcome_add_table(outcome, "order", "The order; the intervals of a band overlap with its first",
	                      n, sizeof(vote_columns) / sizeof(vote_columns[0]) - 1);
	outcome_name_columns(table, vote_columns);
	outcome_fill_items(table, answers, order, bands);
	for (size_t row = 0; row < n; row++)
		fill_votes(tables, order[row], &shares[order[row]], table, row);
	outcome_add_note(outcome,
	                 VIEW("A share is of those who agree or disagree, with Wilson's 95 % interval."));
	outcome_add_note(
	    outcome,
	    arena_printf(&outcome->arena,
	                 "Numbers below %u are hidden, and others with them that would give them away.",
	                 outcome->threshold));
	vote_groups_make(&groups, answers->votes, answers->people, n, outcome->threshold);
	if (groups.count > 0)
		add_groups(outcome, answers, &groups, order, whys);
	else if (answers->people < VOTES_GROUPS_PEOPLE)
		outcome_add_note(outcome,
		                 arena_printf(&outcome->arena, "Groups are looked for from %d people.",
		                              VOTES_GROUPS_PEOPLE));
	else
		outcome_add_note(outcome,
		                 VIEW("There are no groups that vote alike more than chance would have it."));
	outcome_add_list(outcome, "minority", "What a minority thinks", answers, whys);
	vote_groups_release(&groups);
}
