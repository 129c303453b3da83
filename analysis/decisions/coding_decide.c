/* SPDX-License-Identifier: EUPL-1.2
 *
 * The one door through which decisions are made, undone and merged: analysis/decisions/coding.h.
 */
#include "coding_inside.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "places.h"
#include "questionnaire.h"

/* What the decisions of one action share. */
struct action {
	struct view coder;
	uint64_t clock, number;
	uint32_t day;
};

static struct action
action_start(const struct coding *coding, struct view coder)
{
	struct date today = date_today();
	struct action action = { .coder = coder,
		                 .clock = log_clock(&coding->log),
		                 .day = (uint32_t)(today.year * 10000 + today.month * 100 + today.day) };

	randombytes_buf(&action.number, sizeof(action.number));
	return action;
}

static struct decision
action_decision(struct action *action, enum decision_kind kind)
{
	return (struct decision){ .kind = kind,
		                  .clock = ++action->clock,
		                  .action = action->number,
		                  .day = action->day,
		                  .coder = action->coder,
		                  .subject = { "", 0 },
		                  .part = { "", 0 },
		                  .value = { "", 0 } };
}

static const struct decided *
field_of(const struct coding *coding, const struct wish *wish, struct view coder)
{
	return coding_field(coding, wish->kind, wish->subject, wish->part,
	                    decision_is_layered(wish->kind) ? coder : (struct view){ "", 0 });
}

/* Whether there is nothing to decide: the field says that already. */
static bool
is_so(const struct decided *field, const struct wish *wish)
{
	if (field == NULL)
		return wish->value.len == 0 || (view_is(wish->value, "no") && wish->kind != DECISION_AGREED);
	return !field->conflict && view_equal(field->heads[0]->value, wish->value);
}

static bool
make_decision(const struct decided *field, const struct wish *wish, struct action *action,
              struct arena *arena, struct decision *decision, struct error *err)
{
	uint8_t(*before)[DECISION_ID_BYTES];

	*decision = action_decision(action, wish->kind);
	decision->subject = wish->subject;
	decision->part = wish->part.ptr == NULL ? decision->part : wish->part;
	decision->value = wish->value.ptr == NULL ? decision->value : wish->value;
	if (field != NULL) {
		before = arena_array(arena, field->head_count, sizeof(*before));
		for (size_t i = 0; i < field->head_count; i++)
			memcpy(before[i], field->heads[i]->id, DECISION_ID_BYTES);
		decision->before = (const uint8_t(*)[DECISION_ID_BYTES])before;
		decision->before_count = field->head_count;
	}
	if (!decision_check(decision, err))
		return false;
	decision_encode(decision, arena);
	return true;
}

/* One action gives a field one value. */
static bool
wished_before(const struct wish *wishes, size_t at, struct places *places, struct arena *arena)
{
	const struct wish *wish = &wishes[at];
	struct view key = arena_printf(arena, "%d\n%.*s\n%.*s", (int)wish->kind, VIEW_ARGS(wish->subject),
	                               VIEW_ARGS(wish->part));
	bool found = places_find(places, key) != PLACES_ABSENT;

	places_put(places, key, at);
	return found;
}

/* Writes decisions to the study, or only remembers them while they are gathered. */
static bool
keep(struct coding *coding, const struct decision *decisions, size_t count, struct error *err)
{
	if (!coding->gathers)
		return log_keep(&coding->log, coding->study, decisions, count, err);
	log_add(&coding->log, decisions, count);
	return true;
}

void
coding_gather(struct coding *coding)
{
	coding->gathers = true;
	coding->kept = coding->log.count;
}

bool
coding_keep(struct coding *coding, struct error *err)
{
	bool good = log_write(&coding->log, coding->kept, coding->study, err);

	if (good)
		coding->gathers = false;
	return good;
}

bool
coding_decide(struct coding *coding, struct view coder, const struct wish *wishes, size_t count, size_t *made,
              struct error *err)
{
	struct action action = action_start(coding, coder);
	struct decision *decisions = xcalloc(count, sizeof(*decisions));
	struct places *places = places_new();
	struct arena arena = ARENA_INIT;
	size_t first = coding->log.count, number = 0;
	bool good = false;

	if (!coder_check(coder, err) || !coding_check(coding, wishes, count, err))
		goto out;
	for (size_t i = 0; i < count; i++) {
		const struct decided *field = field_of(coding, &wishes[i], coder);

		if (is_so(field, &wishes[i]))
			continue;
		if (wished_before(wishes, i, places, &arena)) {
			fail(err, ERROR_INVALID, "two values for one thing at the same time");
			goto out;
		}
		if (!make_decision(field, &wishes[i], &action, &arena, &decisions[number], err))
			goto out;
		number++;
	}
	if (!keep(coding, decisions, number, err))
		goto out;
	if (number > 0)
		coding_take(coding, first);
	if (made != NULL)
		*made = number;
	good = true;
out:
	arena_release(&arena);
	places_free(places);
	free(decisions);
	return good;
}

/* ---- Undo ----------------------------------------------------------------------------------------------- */

static bool
undo(struct coding *coding, struct view coder, const uint8_t (*targets)[DECISION_ID_BYTES], size_t count,
     struct error *err)
{
	struct action action = action_start(coding, coder);
	struct decision decision = action_decision(&action, DECISION_UNDO);
	struct arena arena = ARENA_INIT;
	bool good = false;

	decision.before = targets;
	decision.before_count = count;
	if (!decision_check(&decision, err))
		goto out;
	decision_encode(&decision, &arena);
	if (!keep(coding, &decision, 1, err))
		goto out;
	coding_take_undo(coding);
	good = true;
out:
	arena_release(&arena);
	return good;
}

/* The coder's last action that counts and is no undo; its number of decisions, whose ids go to `targets`. */
static size_t
last_action(const struct coding *coding, struct view coder, uint8_t (**targets)[DECISION_ID_BYTES])
{
	const struct log *log = &coding->log;
	const struct decision *last = NULL;
	size_t count = 0;

	for (size_t i = log->count; i-- > 0;) {
		const struct decision *decision = log->list[i];

		if (!coding->counts[i] || decision->kind == DECISION_UNDO ||
		    !view_equal(decision->coder, coder) || (last != NULL && decision->action != last->action))
			continue;
		last = decision;
		*targets = xrealloc(*targets, count + 1, sizeof(**targets));
		memcpy((*targets)[count++], decision->id, DECISION_ID_BYTES);
	}
	return count;
}

bool
coding_undo(struct coding *coding, struct view coder, size_t *undone, struct error *err)
{
	uint8_t(*targets)[DECISION_ID_BYTES] = NULL;
	size_t count = last_action(coding, coder, &targets);
	bool good = count > 0 || fail(err, ERROR_ABSENT, "there is nothing to undo");

	good = good && undo(coding, coder, (const uint8_t(*)[DECISION_ID_BYTES])targets, count, err);
	if (undone != NULL)
		*undone = good ? count : 0;
	free(targets);
	return good;
}

/* Whether an undo undoes an undo, and so is a redo. */
static bool
is_redo(const struct coding *coding, const struct decision *decision)
{
	size_t at = log_find(&coding->log, decision->before[0]);

	return at != LOG_ABSENT && coding->log.list[at]->kind == DECISION_UNDO;
}

/* The coder's last undo, when nothing else was decided since; NULL when there is none. */
static const struct decision *
last_undo(const struct coding *coding, struct view coder)
{
	const struct log *log = &coding->log;

	for (size_t i = log->count; i-- > 0;) {
		const struct decision *decision = log->list[i];

		if (!coding->counts[i] || !view_equal(decision->coder, coder))
			continue;
		if (decision->kind != DECISION_UNDO)
			return NULL;
		if (!is_redo(coding, decision))
			return decision;
	}
	return NULL;
}

bool
coding_redo(struct coding *coding, struct view coder, size_t *redone, struct error *err)
{
	const struct decision *last = last_undo(coding, coder);

	if (redone != NULL)
		*redone = last == NULL ? 0 : last->before_count;
	if (last == NULL)
		return fail(err, ERROR_ABSENT, "there is nothing to redo");
	return undo(coding, coder, &last->id, 1, err);
}

bool
coding_undo_decision(struct coding *coding, struct view coder, const uint8_t id[DECISION_ID_BYTES],
                     struct error *err)
{
	size_t at = log_find(&coding->log, id);

	if (at == LOG_ABSENT)
		return fail(err, ERROR_ABSENT, "there is no such decision");
	if (!coding->counts[at])
		return fail(err, ERROR_INVALID, "that decision is undone already");
	return undo(coding, coder, &coding->log.list[at]->id, 1, err);
}

bool
coding_merge(struct coding *coding, const struct study *from, size_t *taken, struct error *err)
{
	if (coding->gathers)
		return fail(err, ERROR_INVALID, "decisions are gathered: nothing is merged into them");
	if (!log_merge(&coding->log, coding->study, from, taken, err))
		return false;
	coding_fold(coding);
	return true;
}
