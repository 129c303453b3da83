/* SPDX-License-Identifier: EUPL-1.2
 *
 * What may not go out as it is now: gate.h.
 */
#include "gate.h"

#include <stdlib.h>

static const struct view nobody = { "", 0 };

static void
add_reason(struct gate *gate, const struct gate_reason *reason)
{
	if (gate->count == gate->room) {
		gate->room = gate->room == 0 ? 16 : gate->room * 2;
		gate->list = xrealloc(gate->list, gate->room, sizeof(*gate->list));
	}
	gate->list[gate->count++] = *reason;
}

/* Whether somebody's decision that counts, also one of several that differ, releases it. */
static bool
is_to_be_released(const struct decided *field)
{
	for (size_t i = 0; field != NULL && i < field->head_count; i++)
		if (view_is(field->heads[i]->value, "released"))
			return true;
	return false;
}

/* ---- Quotes --------------------------------------------------------------------------------------------- */

static void
look_at_quote(struct gate *gate, const struct coding *coding, const struct decided *field)
{
	const struct mention *mention = mentions_find(coding_mentions(coding), field->subject);
	struct gate_reason reason = { .subject = field->subject };
	struct place place;

	/* A mention can be missing: it was imported on the other laptop. Then its quote is not there either. */
	if (mention == NULL || !is_to_be_released(field) || !place_read(field->part, &place))
		return;
	if (field->conflict) {
		reason.kind = GATE_QUOTE_CONFLICT;
		add_reason(gate, &reason);
	}
	if (!mention_quotable(mention)) {
		reason.kind = GATE_QUOTE_REFUSED;
		add_reason(gate, &reason);
	} else if (!quote_releasable(coding, mention, &place, NULL)) {
		reason.kind = GATE_QUOTE_MARKS;
		add_reason(gate, &reason);
	}
	if (!quote_was_read(coding, mention, &place)) {
		reason.kind = GATE_QUOTE_UNREAD;
		add_reason(gate, &reason);
	}
}

/* ---- Findings ------------------------------------------------------------------------------------------- */

static enum gate_reason_kind
kind_of(enum finding_obstacle_kind kind)
{
	static const enum gate_reason_kind kinds[] = { [FINDING_CONFLICTING] = GATE_FINDING_CONFLICT,
		                                       [FINDING_EMPTY] = GATE_FINDING_EMPTY,
		                                       [FINDING_PERSONAL] = GATE_FINDING_PERSONAL,
		                                       [FINDING_ALONE] = GATE_FINDING_ALONE };

	return kinds[kind];
}

static void
look_at_finding(struct gate *gate, struct coding *coding, const struct finding *finding)
{
	const struct decided *field =
	    coding_field(coding, DECISION_FINDING, finding->id, VIEW("release"), nobody);
	struct finding_obstacles obstacles;
	struct gate_reason reason = { .subject = finding->title.len > 0 ? finding->title : finding->id,
		                      .finding = finding->id,
		                      .of = finding->kind };

	/* What was merged into another is not shown by itself any more. */
	if (!is_to_be_released(field) || finding->into.len > 0)
		return;
	if (field->conflict) {
		reason.kind = GATE_FINDING_CONFLICT;
		reason.place.question = VIEW("release");
		add_reason(gate, &reason);
	}
	finding_obstacles(&obstacles, coding, finding);
	for (size_t i = 0; i < obstacles.count; i++) {
		reason.kind = kind_of(obstacles.list[i].kind);
		reason.place =
		    (struct place){ obstacles.list[i].part, obstacles.list[i].from, obstacles.list[i].to };
		reason.looks = obstacles.list[i].looks;
		add_reason(gate, &reason);
	}
	finding_obstacles_release(&obstacles);
}

void
gate_look(struct gate *gate, struct coding *coding)
{
	struct findings findings = FINDINGS_INIT;
	size_t count;
	const struct decided *fields =
	    coding_fields(coding, DECISION_QUOTE, (struct view){ NULL, 0 }, &count);

	*gate = GATE_INIT;
	for (size_t i = 0; i < count; i++)
		look_at_quote(gate, coding, &fields[i]);
	findings_make(&findings, coding);
	for (size_t f = 0; f < findings.count; f++)
		look_at_finding(gate, coding, &findings.list[f]);
	findings_release(&findings);
}

void
gate_release(struct gate *gate)
{
	free(gate->list);
	*gate = GATE_INIT;
}
