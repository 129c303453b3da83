/* SPDX-License-Identifier: EUPL-1.2
 *
 * What is grouped: analysis/decisions/grouping_input.h.
 */
#include "grouping_input.h"

#include <stdlib.h>

#include "places.h"

/* Which finding each mention tells of, as numbers in the order in which they are met. */
static void
add_findings(struct grouping_input *input, const struct coding *coding)
{
	struct places *numbers = places_new();
	size_t count;
	struct finding_member *members = finding_members(coding, &count);

	input->findings = xcalloc(count, sizeof(*input->findings));
	for (size_t i = 0, at = 0; i < count; i++) {
		struct view id = members[i].finding;
		size_t number;

		/* Both are in the order of the mentions. */
		while (at < input->count && input->mentions[at] < members[i].mention)
			at++;
		if (at == input->count || input->mentions[at] != members[i].mention)
			continue;
		number = places_find(numbers, id);
		if (number == PLACES_ABSENT) {
			number = input->finding_count++;
			input->findings[number] = id;
			places_put(numbers, id, number);
		}
		input->texts[at].finding = (long)number;
	}
	free(members);
	places_free(numbers);
}

static void
add_links(struct grouping_input *input, const struct coding *coding)
{
	size_t count;
	const struct decided *fields = coding_fields(coding, DECISION_LINK, (struct view){ NULL, 0 }, &count);

	input->links = xcalloc(count, sizeof(*input->links));
	for (size_t i = 0; i < count; i++) {
		size_t a = grouping_input_place(input, fields[i].subject),
		       b = grouping_input_place(input, fields[i].part);
		struct view value = fields[i].heads[0]->value;

		if (!fields[i].conflict && !view_is(value, "no") && a < input->count && b < input->count &&
		    (input->texts[a].finding < 0 || input->texts[b].finding < 0))
			input->links[input->link_count++] =
			    (struct grouping_link){ a, b, view_is(value, "must") };
	}
}

void
grouping_input_make(struct grouping_input *input, struct coding *coding, enum mention_kind kind)
{
	const struct mention_list *mentions = coding_mentions(coding);

	*input = GROUPING_INPUT_INIT;
	input->mentions = xcalloc(mentions->count, sizeof(*input->mentions));
	input->texts = xcalloc(mentions->count, sizeof(*input->texts));
	for (size_t i = 0; i < mentions->count; i++) {
		const struct mention *mention = &mentions->list[i];

		if (mention->rows->group->mention != kind)
			continue;
		input->texts[input->count] =
		    (struct grouping_text){ .text = mention_story(mention), .finding = -1 };
		input->mentions[input->count++] = mention;
	}
	add_findings(input, coding);
	add_links(input, coding);
}

void
grouping_input_release(struct grouping_input *input)
{
	free((void *)input->mentions);
	free(input->texts);
	free(input->findings);
	free(input->links);
	*input = GROUPING_INPUT_INIT;
}

size_t
grouping_input_place(const struct grouping_input *input, struct view mention)
{
	size_t low = 0, high = input->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (view_compare(view_of(input->mentions[middle]->id), mention) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < input->count && view_is(mention, input->mentions[low]->id) ? low : input->count;
}
