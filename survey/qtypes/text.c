/* SPDX-License-Identifier: EUPL-1.2
 *
 * Question type text: one line.
 */
#include "typed.h"

static void
text_load(struct definition *definition, struct question *question)
{
	typed_load(definition, question, (struct typed){ .max = 200, .rows = 1 }, 1000, 1);
}

const struct qtype qtype_text = {
	.name = "text",
	.level = MEASUREMENT_TEXT,
	.load = text_load,
	.read = typed_read,
	.note = typed_note,
	.limits = typed_limits,
	.render = typed_render,
	.size_limit = typed_size_limit,
};
