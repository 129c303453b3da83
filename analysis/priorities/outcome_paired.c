/* SPDX-License-Identifier: EUPL-1.2
 *
 * The outcome of choices between pairs: outcome.h.
 */
#include "bradley_terry.h"
#include "outcome_inside.h"

bool
outcome_make_paired(struct outcome *outcome, const struct answers *answers, double ridge, struct error *err)
{
	struct bradley_terry model;
	struct outcome_table *table;
	const size_t *order;
	bool shown = true, good;

	outcome->method_name = "Bradley-Terry";
	good = bradley_terry_make(&model, &answers->ballots, ridge, err);
	if (!good)
		goto out;
	for (size_t i = 0; i < answers->item_count; i++)
		shown = shown && answers->items[i].chosen >= outcome->threshold &&
		        answers->items[i].unchosen >= outcome->threshold;
	order = outcome_by_band(outcome, model.bands, answers->item_count);
	table = outcome_add_table(outcome, "order",
	                          "The order; within a band the first and the last cannot be told apart",
	                          answers->item_count, 6);
	outcome_name_columns(table,
	                     (const char *const[]){ "band", "item", "text", "ability", "low", "high", NULL });
	outcome_fill_items(table, answers, order, model.bands);
	for (size_t row = 0; row < answers->item_count; row++) {
		struct bradley_terry_ability one = bradley_terry_ability(&model, order[row]);
		const double numbers[] = { one.ability, one.low, one.high };

		for (size_t c = 0; c < 3; c++)
			*outcome_value_at(table, row, 3 + c) =
			    shown ? outcome_number(numbers[c]) : outcome_hidden("");
	}
	outcome_add_note(
	    outcome, VIEW("An ability is in logits against the mean of all items, with a 95 % interval."));
	outcome_add_note(outcome, ridge > 0 ? VIEW("A small prior draws abilities to the middle.")
	                                    : VIEW("Without a prior."));
	if (!shown)
		outcome_add_note(
		    outcome,
		    arena_printf(&outcome->arena,
		                 "The abilities are hidden, since fewer than %u people chose some item, or "
		                 "another over it.",
		                 outcome->threshold));
out:
	bradley_terry_release(&model);
	return good;
}
