/* SPDX-License-Identifier: EUPL-1.2
 *
 * What keeps a finding from being released: analysis/decisions/finding.h. Releasing it is finding_change.c.
 */
#include "finding.h"
#include "personal.h"

static const struct view nobody = { "", 0 };

/* ---- What keeps it -------------------------------------------------------------------------------------- */

struct obstacles {
	struct finding_obstacle *list;
	size_t count;
};

static void
add_obstacle(struct obstacles *obstacles, enum finding_obstacle_kind kind, struct view part)
{
	if (obstacles->count < FINDING_OBSTACLES_MAX)
		obstacles->list[obstacles->count++] = (struct finding_obstacle){ kind, part };
}

static void
look_at_part(struct obstacles *obstacles, const struct coding *coding, const struct finding *finding,
             const struct finding_part *part)
{
	struct view name = view_of(part->name), value;
	struct personal_find found;

	coding_value(coding, DECISION_FINDING, finding->id, name, nobody, &value);
	if (part->needed && (part->kind == MENTION_NONE || part->kind == finding->kind) && value.len == 0)
		add_obstacle(obstacles, FINDING_EMPTY, name);
	if (part->form == FINDING_TEXT && value.len > 0 && personal_find(value, &found, 1) > 0)
		add_obstacle(obstacles, FINDING_PERSONAL, name);
}

size_t
finding_obstacles(struct coding *coding, const struct finding *finding, struct finding_obstacle *list)
{
	struct obstacles obstacles = { list, 0 };
	size_t count;
	const struct decided *fields = coding_fields(coding, DECISION_FINDING, finding->id, &count);

	if (finding->into.len > 0)
		add_obstacle(&obstacles, FINDING_MERGED, nobody);
	/* Whoever decides anew whether it is released settles that conflict by it. */
	for (size_t i = 0; i < count; i++)
		if (fields[i].conflict && !view_is(fields[i].part, "release"))
			add_obstacle(&obstacles, FINDING_CONFLICTING, fields[i].part);
	for (size_t i = 0; finding_parts[i].name != NULL; i++)
		if (coding_value(coding, DECISION_FINDING, finding->id, view_of(finding_parts[i].name),
		                 nobody, &(struct view){ NULL, 0 }) != CODING_CONFLICT)
			look_at_part(&obstacles, coding, finding, &finding_parts[i]);
	if (finding->mentions == 0)
		add_obstacle(&obstacles, FINDING_ALONE, nobody);
	return obstacles.count;
}

static void
add_why(struct buf *why, const char *text, struct view about)
{
	buf_printf(why, "%s%s", why->len > 0 ? "\n" : "", text);
	if (about.len > 0)
		buf_printf(why, " \"%.*s\"", VIEW_ARGS(about));
}

bool
finding_releasable(struct coding *coding, struct view id, struct buf *why)
{
	static const char *const words[] = {
		[FINDING_MERGED] = "it was merged into another",
		[FINDING_CONFLICTING] = "two laptops differ about",
		[FINDING_EMPTY] = "still empty:",
		[FINDING_PERSONAL] = "something looks like personal data in",
		[FINDING_ALONE] = "no mention tells of it",
	};
	struct finding_obstacle obstacles[FINDING_OBSTACLES_MAX];
	struct findings findings;
	const struct finding *finding;
	size_t count;

	findings_make(&findings, coding);
	finding = findings_find(&findings, id);
	count = finding == NULL ? 0 : finding_obstacles(coding, finding, obstacles);
	for (size_t i = 0; i < count; i++)
		add_why(why, words[obstacles[i].kind], obstacles[i].part);
	if (finding == NULL)
		add_why(why, "there is no such finding", nobody);
	findings_release(&findings);
	return finding != NULL && count == 0;
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
