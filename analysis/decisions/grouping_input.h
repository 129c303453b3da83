/* SPDX-License-Identifier: EUPL-1.2
 *
 * All mentions of a kind as the grouping wants them: their texts, the findings that they tell of, and what the team linked. Once
 * made it asks the coding nothing, so another thread may group.
 */
#ifndef GROUPING_INPUT_H
#define GROUPING_INPUT_H

#include "finding.h"
#include "grouping.h"

struct grouping_input {
	const struct mention **mentions; /* owned, as all below */
	struct grouping_text *texts;     /* each finding is a number in `findings` */
	size_t count;
	struct view *findings; /* their ids */
	size_t finding_count;
	struct grouping_link
	    *links; /* of two mentions with a finding each that is what counts, and no link */
	size_t link_count;
};

#define GROUPING_INPUT_INIT ((struct grouping_input){ .mentions = NULL })

void grouping_input_make(struct grouping_input *input, struct coding *coding, enum mention_kind kind);
void grouping_input_release(struct grouping_input *input);

/* The place of a mention in the list; its count when it is not in it. */
size_t grouping_input_place(const struct grouping_input *input, struct view mention);

#endif
