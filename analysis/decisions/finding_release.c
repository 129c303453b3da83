/* SPDX-License-Identifier: EUPL-1.2
 *
 * Releasing findings, and what keeps one from it: analysis/decisions/finding.h.
 */
#include <string.h>

#include "finding.h"
#include "personal.h"

static const struct view nobody = { "", 0 };

static void
add_why(struct buf *why, const char *text, const char *about)
{
	buf_printf(why, "%s%s%s%s%s", why->len > 0 ? "\n" : "", text, about == NULL ? "" : " \"",
	           about == NULL ? "" : about, about == NULL ? "" : "\"");
}

bool
finding_releasable(struct coding *coding, struct view id, struct buf *why)
{
	struct findings findings;
	const struct finding *finding;
	size_t before = why->len;

	findings_make(&findings, coding);
	finding = findings_find(&findings, id);
	if (finding == NULL)
		add_why(why, "there is no such finding", NULL);
	else if (finding->into.len > 0)
		add_why(why, "it was merged into another", NULL);
	for (size_t i = 0; finding != NULL && finding_parts[i].name != NULL; i++) {
		const struct finding_part *part = &finding_parts[i];
		struct view value;
		struct personal_find found;
		enum coding_value state =
		    coding_value(coding, DECISION_FINDING, id, view_of(part->name), nobody, &value);

		if (state == CODING_CONFLICT && strcmp(part->name, "release") != 0)
			add_why(why, "two laptops differ about", part->name);
		else if (part->needed && (part->kind == MENTION_NONE || part->kind == finding->kind) &&
		         value.len == 0)
			add_why(why, "still empty:", part->name);
		if (part->form == FINDING_TEXT && value.len > 0 && personal_find(value, &found, 1) > 0)
			add_why(why, "something looks like personal data in", part->name);
	}
	if (finding != NULL && finding->mentions == 0)
		add_why(why, "no mention tells of it", NULL);
	findings_release(&findings);
	return why->len == before;
}

bool
finding_release(struct coding *coding, struct view coder, struct view id, bool release, struct error *err)
{
	struct wish wish = { DECISION_FINDING, id, VIEW("release"),
		             release ? VIEW("released") : VIEW("draft") };

	return coding_decide(coding, coder, &wish, 1, NULL, err);
}

bool
finding_goes_out(struct coding *coding, const struct finding *finding)
{
	struct buf why = BUF_INIT;
	bool good = finding->released && finding->into.len == 0 && finding->conflicts == 0 &&
	            finding_releasable(coding, finding->id, &why);

	buf_release(&why);
	return good;
}
