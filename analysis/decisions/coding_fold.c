/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the decisions come to: analysis/decisions/coding.h.
 *
 * The log is in the order of clocks, and a decision only knows decisions with lower clocks than its own. So one pass from
 * the end settles which count (all undos of a decision come after it) and whose place was taken.
 */
#include "coding_inside.h"

#include <stdlib.h>
#include <string.h>

static struct decided
key_of(const struct decision *decision)
{
	struct decided key = { .kind = decision->kind, .subject = decision->subject, .part = decision->part };

	if (decision_is_layered(decision->kind))
		key.coder = decision->coder;
	return key;
}

static int
compare_decisions(const void *a, const void *b)
{
	const struct decision *one = *(const struct decision *const *)a,
	                      *other = *(const struct decision *const *)b;
	struct decided key = key_of(one), other_key = key_of(other);
	int order = coding_compare_fields(&key, &other_key);

	return order != 0 ? order : decision_compare(one, other);
}

void
coding_forget_lists(struct coding *coding)
{
	arena_release(&coding->lists);
	coding->conflicts_good = coding->coders_good = coding->disagreements_good = false;
}

static void
make_room(struct coding *coding)
{
	if (coding->log.count > coding->count_room) {
		coding->count_room = coding->log.count * 2;
		coding->counts = xrealloc(coding->counts, coding->count_room, sizeof(*coding->counts));
		coding->stands = xrealloc(coding->stands, coding->count_room, sizeof(*coding->stands));
	}
}

/* Sets counts[] and stands[]. */
static void
settle(struct coding *coding)
{
	const struct log *log = &coding->log;
	bool *undone = xcalloc(log->count, sizeof(*undone));
	bool *covered = xcalloc(log->count, sizeof(*covered)); /* its place was taken by one that counts */

	for (size_t i = log->count; i-- > 0;) {
		const struct decision *decision = log->list[i];
		bool undo = decision->kind == DECISION_UNDO, counts = !undone[i];

		coding->counts[i] = counts;
		if (undo ? !counts : !counts && !covered[i])
			continue;
		for (size_t b = 0; b < decision->before_count; b++) {
			size_t at = log_find(log, decision->before[b]);

			if (at == LOG_ABSENT || at >= i || log->list[at]->clock >= decision->clock)
				continue;
			if (undo)
				undone[at] = true;
			else if (log->list[at]->kind == decision->kind)
				covered[at] = true;
		}
	}
	for (size_t i = 0; i < log->count; i++)
		coding->stands[i] = coding->counts[i] && !covered[i] && log->list[i]->kind != DECISION_UNDO;
	free(undone);
	free(covered);
}

static void
add_field(struct coding *coding, size_t at, struct decided field)
{
	if (coding->field_count == coding->field_room) {
		coding->field_room = coding->field_room == 0 ? 256 : coding->field_room * 2;
		coding->fields = xrealloc(coding->fields, coding->field_room, sizeof(*coding->fields));
	}
	memmove(coding->fields + at + 1, coding->fields + at,
	        (coding->field_count - at) * sizeof(*coding->fields));
	coding->fields[at] = field;
	coding->field_count++;
}

/* Makes fields of decisions that are sorted by field. */
static void
group_heads(struct coding *coding, const struct decision **heads, size_t count)
{
	for (size_t from = 0, to; from < count; from = to) {
		struct decided field = key_of(heads[from]);

		for (to = from + 1; to < count; to++) {
			struct decided next = key_of(heads[to]);

			if (coding_compare_fields(&field, &next) != 0)
				break;
		}
		field.heads = heads + from;
		field.head_count = to - from;
		field.conflict = coding_heads_differ(&field);
		add_field(coding, coding->field_count, field);
	}
}

/* ---- Cycles --------------------------------------------------------------------------------------------- */

static bool
is_link(const struct decided *field)
{
	return view_is(field->part, "into") ||
	       (field->kind == DECISION_CODE && view_is(field->part, "parent"));
}

/* Whether following the links from a field comes back to it. */
static bool
is_on_cycle(const struct coding *coding, const struct decided *field)
{
	struct view at = coding_raw(coding, field->kind, field->subject, field->part);

	for (size_t steps = 0; at.len > 0 && steps <= coding->field_count; steps++) {
		if (view_equal(at, field->subject))
			return true;
		at = coding_raw(coding, field->kind, at, field->part);
	}
	return false;
}

/* Two laptops can make a cycle together that neither saw. */
static void
find_cycles(struct coding *coding)
{
	const enum decision_kind kinds[] = { DECISION_CODE, DECISION_FINDING };

	for (size_t k = 0; k < 2; k++) {
		size_t count;
		const struct decided *of_kind =
		    coding_fields(coding, kinds[k], (struct view){ NULL, 0 }, &count);
		size_t first = count == 0 ? 0 : (size_t)(of_kind - coding->fields);

		for (size_t i = first; i < first + count; i++)
			if (is_link(&coding->fields[i]))
				coding->fields[i].conflict = coding_heads_differ(&coding->fields[i]) ||
				                             is_on_cycle(coding, &coding->fields[i]);
	}
}

/* All fields, from stands[]. */
static void
make_fields(struct coding *coding)
{
	const struct log *log = &coding->log;
	const struct decision **heads;
	size_t count = 0;

	arena_release(&coding->arena);
	coding->field_count = 0;
	heads = arena_array(&coding->arena, log->count, sizeof(*heads));
	for (size_t i = 0; i < log->count; i++)
		if (coding->stands[i])
			heads[count++] = log->list[i];
	if (count > 0)
		qsort((void *)heads, count, sizeof(*heads), compare_decisions);
	group_heads(coding, heads, count);
	find_cycles(coding);
}

void
coding_fold(struct coding *coding)
{
	coding_forget_lists(coding);
	make_room(coding);
	settle(coding);
	make_fields(coding);
}

/* ---- After an undo -------------------------------------------------------------------------------------- */

/* More fields than this cost more one by one than all together. */
enum { FIELDS_ONE_BY_ONE = 256 };

static int
compare_keys(const void *a, const void *b)
{
	return coding_compare_fields(a, b);
}

/* The fields of decisions that stand now and did not, or the other way round; in order, each once. More than there is room for: one
 * more than that. */
static size_t
changed_fields(const struct coding *coding, const bool *stood, struct decided *keys)
{
	size_t count = 0, kept = 0;

	for (size_t i = 0; i < coding->log.count && count <= FIELDS_ONE_BY_ONE; i++)
		if (stood[i] != coding->stands[i]) {
			if (count < FIELDS_ONE_BY_ONE)
				keys[count] = key_of(coding->log.list[i]);
			count++;
		}
	if (count > FIELDS_ONE_BY_ONE)
		return count;
	if (count > 0)
		qsort(keys, count, sizeof(*keys), compare_keys);
	for (size_t i = 0; i < count; i++)
		if (kept == 0 || coding_compare_fields(&keys[kept - 1], &keys[i]) != 0)
			keys[kept++] = keys[i];
	return kept;
}

/* Gives each of the fields the decisions that stand; the log is in their order. */
static void
gather_heads(struct coding *coding, struct decided *keys, size_t count)
{
	const struct log *log = &coding->log;
	size_t *rooms = xcalloc(count, sizeof(*rooms));

	for (size_t i = 0; count > 0 && i < log->count; i++) {
		struct decided key, *field;
		const struct decision **heads;

		if (!coding->stands[i])
			continue;
		key = key_of(log->list[i]);
		field = bsearch(&key, keys, count, sizeof(*keys), compare_keys);
		if (field == NULL)
			continue;
		if (field->head_count == rooms[field - keys]) {
			rooms[field - keys] = rooms[field - keys] * 2 + 2;
			heads = arena_array(&coding->arena, rooms[field - keys], sizeof(*heads));
			for (size_t h = 0; h < field->head_count; h++)
				heads[h] = field->heads[h];
			field->heads = heads;
		}
		field->heads[field->head_count++] = log->list[i];
	}
	free(rooms);
}

static void
put_field(struct coding *coding, struct decided field)
{
	size_t at = coding_first_field(coding, &field);
	bool there = at < coding->field_count && coding_compare_fields(&coding->fields[at], &field) == 0;

	field.conflict = coding_heads_differ(&field);
	if (field.head_count == 0 && there) {
		coding->field_count--;
		memmove(coding->fields + at, coding->fields + at + 1,
		        (coding->field_count - at) * sizeof(*coding->fields));
	} else if (field.head_count > 0 && there) {
		coding->fields[at] = field;
	} else if (field.head_count > 0) {
		add_field(coding, at, field);
	}
}

void
coding_take_undo(struct coding *coding)
{
	size_t before = coding->log.count - 1;
	bool *stood = xcalloc(coding->log.count, sizeof(*stood));
	struct decided keys[FIELDS_ONE_BY_ONE];
	size_t count;

	memcpy(stood, coding->stands, before * sizeof(*stood));
	coding_forget_lists(coding);
	make_room(coding);
	settle(coding);
	count = changed_fields(coding, stood, keys);
	if (count > FIELDS_ONE_BY_ONE) {
		make_fields(coding);
	} else {
		gather_heads(coding, keys, count);
		for (size_t k = 0; k < count; k++)
			put_field(coding, keys[k]);
		find_cycles(coding);
	}
	free(stood);
}

/* ---- After other decisions ------------------------------------------------------------------------------ */

/* Puts one new decision at its field. */
static void
take_one(struct coding *coding, const struct decision *decision)
{
	struct decided key = key_of(decision), *field;
	size_t at = coding_first_field(coding, &key);
	const struct decision **heads;
	size_t count = 0;

	if (at == coding->field_count || coding_compare_fields(&coding->fields[at], &key) != 0)
		add_field(coding, at, key);
	field = &coding->fields[at];
	heads = arena_array(&coding->arena, field->head_count + 1, sizeof(*heads));
	for (size_t i = 0; i < field->head_count; i++) {
		bool replaced = false;

		for (size_t b = 0; b < decision->before_count; b++)
			replaced |= memcmp(decision->before[b], field->heads[i]->id, DECISION_ID_BYTES) == 0;
		if (replaced)
			coding->stands[log_find(&coding->log, field->heads[i]->id)] = false;
		else
			heads[count++] = field->heads[i];
	}
	heads[count++] = decision;
	field->heads = heads;
	field->head_count = count;
	field->conflict = coding_heads_differ(field);
}

void
coding_take(struct coding *coding, size_t first)
{
	bool links = false;

	coding_forget_lists(coding);
	make_room(coding);
	for (size_t i = first; i < coding->log.count; i++) {
		const struct decision *decision = coding->log.list[i];

		coding->counts[i] = coding->stands[i] = true;
		take_one(coding, decision);
		links |= decision->kind == DECISION_CODE || decision->kind == DECISION_FINDING;
	}
	if (links)
		find_cycles(coding);
}
