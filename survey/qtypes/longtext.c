/* SPDX-License-Identifier: EUPL-1.2
 *
 * Question type longtext: several lines.
 */
#include "typed.h"

static void
longtext_load(struct definition *definition, struct question *question)
{
	typed_load(definition, question, (struct typed){ .max = 2000, .rows = 5 }, 10000, 30);
}

const struct qtype qtype_longtext = {
	.name = "longtext",
	.level = MEASUREMENT_TEXT,
	.load = longtext_load,
	.read = typed_read,
	.note = typed_note,
	.limits = typed_limits,
	.render = typed_render,
	.size_limit = typed_size_limit,
};
