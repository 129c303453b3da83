/* SPDX-License-Identifier: EUPL-1.2
 *
 * How things stand with every mention: standing.h.
 *
 * Fields stand in the order of their subjects and mentions in the order of their ids, so one walk along both sees
 * everything. After a few decisions only the mentions that they are about are looked at again; both ways end in look().
 */
#include "standing.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/decisions/finding.h"
#include "analysis/decisions/places.h"
#include "analysis/decisions/quote.h"
#include "marking.h"
#include "memory.h"

/* So many at most are looked at one by one. */
enum { ONE_BY_ONE = 500 };

static const struct view nobody = { "", 0 };

struct standing_tag {
	unsigned char *has; /* a bit per mention */
	size_t count;
};

struct row {
	struct view finding;
	bool coded, undecided;
};

struct standing {
	struct coding *coding;
	const struct marking *marking;
	struct view coder;
	struct row *rows; /* per mention */
	struct standing_tag *tags;
	size_t tag_count;
	struct places *numbers; /* of tags, by what was decided and by what that counts as: in `tags` */
	size_t log_count;       /* decisions that are in it; SIZE_MAX: none yet */
	size_t searched;        /* mentions of which the marks are in it */
	size_t loose[MENTION_KIND_COUNT];
	size_t version;
};

struct standing *
standing_new(struct coding *coding, const struct marking *marking, struct view coder)
{
	struct standing *standing = xcalloc(1, sizeof(*standing));

	standing->coding = coding;
	standing->marking = marking;
	standing->coder = coder;
	standing->rows = xcalloc(coding_mentions(coding)->count + 1, sizeof(*standing->rows));
	standing->numbers = places_new();
	standing->log_count = SIZE_MAX;
	return standing;
}

static void
forget_tags(struct standing *standing)
{
	for (size_t i = 0; i < standing->tag_count; i++)
		free(standing->tags[i].has);
	free(standing->tags);
	standing->tags = NULL;
	standing->tag_count = 0;
	places_free(standing->numbers);
	standing->numbers = NULL;
}

void
standing_free(struct standing *standing)
{
	if (standing == NULL)
		return;
	forget_tags(standing);
	free(standing->rows);
	free(standing);
}

/* ---- One mention ---- */

/* The fields of one kind about one mention. */
struct span {
	const struct decided *list;
	size_t count;
};

enum span_kind { SPAN_TAG, SPAN_CODED, SPAN_MEMBER, SPAN_COUNT };
static const enum decision_kind span_kinds[SPAN_COUNT] = { DECISION_TAG, DECISION_CODED, DECISION_MEMBER };

static bool
says(const struct decided *field, const char *value)
{
	return !field->conflict && view_is(field->heads[0]->value, value);
}

/* The tag among those that were given, made when it is not there. */
static struct standing_tag *
tag_of(struct standing *standing, struct view tag)
{
	size_t number = places_find(standing->numbers, tag);

	if (number == PLACES_ABSENT) {
		struct view counts_as = codebook_resolve(standing->coding, tag);

		number = places_find(standing->numbers, counts_as);
		if (number == PLACES_ABSENT) {
			number = standing->tag_count++;
			standing->tags =
			    xrealloc(standing->tags, standing->tag_count, sizeof(*standing->tags));
			standing->tags[number] = (struct standing_tag){
				.has = xcalloc(coding_mentions(standing->coding)->count / 8 + 1, 1),
			};
			places_put(standing->numbers, counts_as, number);
		}
		places_put(standing->numbers, tag, number);
	}
	return &standing->tags[number];
}

static bool
bit(const unsigned char *bits, size_t at)
{
	return (bits[at / 8] >> (at % 8) & 1) != 0;
}

static void
set_bit(struct standing_tag *tag, size_t at, bool on)
{
	if (bit(tag->has, at) == on)
		return;
	tag->has[at / 8] = (unsigned char)(tag->has[at / 8] ^ 1U << (at % 8));
	if (on)
		tag->count++;
	else
		tag->count--;
}

static struct view
finding_in(struct standing *standing, const struct span *members)
{
	if (members->count == 0 || members->list[0].conflict || members->list[0].heads[0]->value.len == 0)
		return nobody;
	return finding_resolve(standing->coding, members->list[0].heads[0]->value);
}

/* Sees a mention anew; its tags were taken off. */
static void
look(struct standing *standing, size_t at, const struct span spans[SPAN_COUNT])
{
	const struct mention *mention = &coding_mentions(standing->coding)->list[at];
	struct row *row = &standing->rows[at];
	const struct mark *found;
	size_t count;

	row->coded = false;
	for (size_t i = 0; i < spans[SPAN_TAG].count; i++) {
		const struct decided *field = &spans[SPAN_TAG].list[i];

		if (!view_equal(field->coder, standing->coder))
			continue;
		row->coded = row->coded || field->conflict || says(field, "yes");
		if (says(field, "yes"))
			set_bit(tag_of(standing, field->part), at, true);
	}
	for (size_t i = 0; i < spans[SPAN_CODED].count; i++)
		if (view_equal(spans[SPAN_CODED].list[i].coder, standing->coder))
			row->coded = row->coded || says(&spans[SPAN_CODED].list[i], "yes");
	row->finding = finding_in(standing, &spans[SPAN_MEMBER]);
	count = marking_found(standing->marking, at, &found);
	row->undecided = marks_undecided(standing->coding, mention, found, count);
}

static void
count_loose(struct standing *standing, size_t at, bool more)
{
	enum mention_kind kind = coding_mentions(standing->coding)->list[at].rows->group->mention;

	if (standing->rows[at].finding.len > 0)
		return;
	if (more)
		standing->loose[kind]++;
	else
		standing->loose[kind]--;
}

static void
look_at_one(struct standing *standing, struct view id)
{
	const struct mention_list *mentions = coding_mentions(standing->coding);
	const struct mention *mention = mentions_find(mentions, id);
	size_t at = mention == NULL ? 0 : (size_t)(mention - mentions->list);
	struct span spans[SPAN_COUNT];

	if (mention == NULL)
		return;
	for (int k = 0; k < SPAN_COUNT; k++)
		spans[k].list = coding_fields(standing->coding, span_kinds[k], id, &spans[k].count);
	for (size_t i = 0; i < standing->tag_count; i++)
		set_bit(&standing->tags[i], at, false);
	count_loose(standing, at, false);
	look(standing, at, spans);
	count_loose(standing, at, true);
}

/* ---- All of them ---- */

/* Takes what is about `id` from the front of `rest`, and drops what is about mentions that are not in this copy. */
static struct span
take(struct span *rest, struct view id)
{
	struct span taken = { NULL, 0 };

	while (rest->count > 0 && view_compare(rest->list->subject, id) < 0) {
		rest->list++;
		rest->count--;
	}
	taken.list = rest->list;
	while (rest->count > 0 && view_equal(rest->list->subject, id)) {
		rest->list++;
		rest->count--;
		taken.count++;
	}
	return taken;
}

static void
look_at_all(struct standing *standing)
{
	const struct mention_list *mentions = coding_mentions(standing->coding);
	struct span rest[SPAN_COUNT], spans[SPAN_COUNT];

	forget_tags(standing);
	standing->numbers = places_new();
	memset(standing->loose, 0, sizeof(standing->loose));
	for (int k = 0; k < SPAN_COUNT; k++)
		rest[k].list =
		    coding_fields(standing->coding, span_kinds[k], (struct view){ NULL, 0 }, &rest[k].count);
	for (size_t i = 0; i < mentions->count; i++) {
		for (int k = 0; k < SPAN_COUNT; k++)
			spans[k] = take(&rest[k], view_of(mentions->list[i].id));
		look(standing, i, spans);
		count_loose(standing, i, true);
	}
}

/* ---- Keeping up ---- */

/* Mentions that decisions since the last time are about. */
struct changed {
	struct view list[ONE_BY_ONE];
	size_t count;
	bool all; /* too many, or it touches any of them */
};

static void
change(struct changed *changed, const struct decision *decision)
{
	switch (decision->kind) {
	case DECISION_TAG:
	case DECISION_CODED:
	case DECISION_MEMBER:
	case DECISION_MARK:
		changed->all = changed->all || changed->count == ONE_BY_ONE;
		if (!changed->all)
			changed->list[changed->count++] = decision->subject;
		break;
	case DECISION_CODE:
	case DECISION_FINDING:
		changed->all = changed->all || view_is(decision->part, "into");
		break;
	case DECISION_UNDO: /* of an undo: what that undid counts again, however long ago */
	case DECISION_KIND_END:
		changed->all = true;
		break;
	case DECISION_AGREED:
	case DECISION_MEMO:
	case DECISION_QUOTE:
	case DECISION_CHECK:
	case DECISION_LINK:
		break;
	}
}

static void
change_by_undo(const struct log *log, struct changed *changed, const struct decision *undo)
{
	for (size_t b = 0; b < undo->before_count; b++) {
		size_t at = log_find(log, undo->before[b]);

		if (at != LOG_ABSENT)
			change(changed, log->list[at]);
	}
}

static void
take_decisions(struct standing *standing)
{
	const struct log *log = coding_log(standing->coding);
	struct changed changed = { .all = standing->log_count > log->count };

	for (size_t i = standing->log_count; !changed.all && i < log->count; i++)
		if (log->list[i]->kind == DECISION_UNDO)
			change_by_undo(log, &changed, log->list[i]);
		else
			change(&changed, log->list[i]);
	if (changed.all)
		look_at_all(standing);
	for (size_t i = 0; !changed.all && i < changed.count; i++)
		look_at_one(standing, changed.list[i]);
	standing->log_count = log->count;
	standing->version++;
}

/* What was found since, in mentions behind those that are known. */
static void
take_marks(struct standing *standing, size_t searched)
{
	const struct mention_list *mentions = coding_mentions(standing->coding);

	for (size_t i = standing->searched; i < searched; i++) {
		const struct mark *found;
		size_t count = marking_found(standing->marking, i, &found);

		if (count > 0)
			standing->rows[i].undecided =
			    marks_undecided(standing->coding, &mentions->list[i], found, count);
	}
	standing->searched = searched;
}

void
standing_refresh(struct standing *standing)
{
	size_t searched = marking_searched(standing->marking);

	if (standing->log_count != coding_log(standing->coding)->count)
		take_decisions(standing);
	if (standing->searched != searched)
		take_marks(standing, searched);
}

/* ---- Asking ---- */

size_t
standing_version(const struct standing *standing)
{
	return standing->version;
}

size_t
standing_searched(const struct standing *standing)
{
	return standing->searched;
}

bool
standing_coded(const struct standing *standing, size_t mention)
{
	return standing->rows[mention].coded;
}

struct view
standing_finding(const struct standing *standing, size_t mention)
{
	return standing->rows[mention].finding;
}

bool
standing_undecided(const struct standing *standing, size_t mention)
{
	return standing->rows[mention].undecided;
}

const struct standing_tag *
standing_tag_find(const struct standing *standing, struct view tag)
{
	size_t number = places_find(standing->numbers, codebook_resolve(standing->coding, tag));

	return number == PLACES_ABSENT ? NULL : &standing->tags[number];
}

bool
standing_tag_has(const struct standing_tag *tag, size_t mention)
{
	return tag != NULL && bit(tag->has, mention);
}

size_t
standing_tag_count(const struct standing_tag *tag)
{
	return tag == NULL ? 0 : tag->count;
}

size_t
standing_loose_count(const struct standing *standing, enum mention_kind kind)
{
	return standing->loose[kind];
}
