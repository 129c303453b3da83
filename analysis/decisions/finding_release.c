/* SPDX-License-Identifier: EUPL-1.2
 *
 * What keeps a finding from being released: analysis/decisions/finding.h. Releasing it is finding_change.c.
 */
#include <stdlib.h>

#include "card_marks.h"
#include "finding.h"

static const struct view nobody = { "", 0 };

/* ---- What keeps it -------------------------------------------------------------------------------------- */

static void
add_obstacle(struct finding_obstacles *obstacles, struct finding_obstacle obstacle)
{
	if (obstacles->count == obstacles->room) {
		obstacles->room = obstacles->room == 0 ? 16 : obstacles->room * 2;
		obstacles->list = xrealloc(obstacles->list, obstacles->room, sizeof(*obstacles->list));
	}
	obstacles->list[obstacles->count++] = obstacle;
}

static void
add_about(struct finding_obstacles *obstacles, enum finding_obstacle_kind kind, struct view part)
{
	add_obstacle(obstacles, (struct finding_obstacle){ .kind = kind, .part = part });
}

static void
add_marks(struct finding_obstacles *obstacles, const struct coding *coding, const struct finding *finding)
{
	struct marks marks;

	card_marks_find(&marks, coding, finding->id);
	for (size_t i = 0; i < marks.count; i++) {
		const struct mark *mark = &marks.list[i];

		if (card_mark_undecided(mark))
			add_obstacle(obstacles, (struct finding_obstacle){ .kind = FINDING_PERSONAL,
			                                                   .part = mark->place.question,
			                                                   .from = mark->place.from,
			                                                   .to = mark->place.to,
			                                                   .looks = mark->kind });
	}
	marks_release(&marks);
}

/* Whether the card must have this part, and it is there neither as words nor as a conflict. */
static bool
is_missing(const struct coding *coding, const struct finding *finding, const struct finding_part *part)
{
	struct view value;

	return part->needed && (part->kind == MENTION_NONE || part->kind == finding->kind) &&
	       coding_value(coding, DECISION_FINDING, finding->id, view_of(part->name), nobody, &value) !=
	           CODING_CONFLICT &&
	       value.len == 0;
}

void
finding_obstacles(struct finding_obstacles *obstacles, struct coding *coding, const struct finding *finding)
{
	size_t count;
	const struct decided *fields = coding_fields(coding, DECISION_FINDING, finding->id, &count);

	*obstacles = FINDING_OBSTACLES_INIT;
	if (finding->into.len > 0)
		add_about(obstacles, FINDING_MERGED, nobody);
	/* Whoever decides anew whether it is released settles that conflict by it. */
	for (size_t i = 0; i < count; i++)
		if (fields[i].conflict && !view_is(fields[i].part, "release"))
			add_about(obstacles, FINDING_CONFLICTING, fields[i].part);
	for (size_t i = 0; finding_parts[i].name != NULL; i++)
		if (is_missing(coding, finding, &finding_parts[i]))
			add_about(obstacles, FINDING_EMPTY, view_of(finding_parts[i].name));
	add_marks(obstacles, coding, finding);
	if (finding->mentions == 0)
		add_about(obstacles, FINDING_ALONE, nobody);
}

void
finding_obstacles_release(struct finding_obstacles *obstacles)
{
	free(obstacles->list);
	*obstacles = FINDING_OBSTACLES_INIT;
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
	struct finding_obstacles obstacles = FINDING_OBSTACLES_INIT;
	struct findings findings;
	const struct finding *finding;
	bool good = false;

	findings_make(&findings, coding);
	finding = findings_find(&findings, id);
	if (finding == NULL)
		add_why(why, "there is no such finding", nobody);
	else
		finding_obstacles(&obstacles, coding, finding);
	good = finding != NULL && obstacles.count == 0;
	for (size_t i = 0; i < obstacles.count; i++)
		add_why(why, words[obstacles.list[i].kind], obstacles.list[i].part);
	finding_obstacles_release(&obstacles);
	findings_release(&findings);
	return good;
}

bool
finding_goes_out(struct coding *coding, const struct finding *finding)
{
	struct finding_obstacles obstacles = FINDING_OBSTACLES_INIT;
	bool good = finding->released && finding->conflicts == 0;

	if (good)
		finding_obstacles(&obstacles, coding, finding);
	good = good && obstacles.count == 0;
	finding_obstacles_release(&obstacles);
	return good;
}
