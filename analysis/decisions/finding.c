/* SPDX-License-Identifier: EUPL-1.2
 *
 * Findings as the decisions make them: analysis/decisions/finding.h. Their parts are finding_parts.c, changing them is
 * finding_change.c, comparing them finding_compare.c, what keeps them from being released finding_release.c.
 */
#include "finding.h"

#include <stdlib.h>
#include <string.h>

static const struct view nobody = { "", 0 };

struct view
finding_resolve(const struct coding *coding, struct view id)
{
	struct view next;

	/* It ends: what is on a cycle has no value. */
	while (coding_value(coding, DECISION_FINDING, id, VIEW("into"), nobody, &next) == CODING_VALUE &&
	       next.len > 0)
		id = next;
	return id;
}

struct view
finding_of(const struct coding *coding, struct view mention)
{
	struct view id;

	if (coding_value(coding, DECISION_MEMBER, mention, nobody, nobody, &id) != CODING_VALUE ||
	    id.len == 0)
		return nobody;
	return finding_resolve(coding, id);
}

struct finding_member *
finding_members(const struct coding *coding, size_t *count)
{
	const struct mention_list *mentions = coding_mentions(coding);
	struct places *numbers = places_new(); /* of fields, by what they say: resolved once */
	size_t field_count, at = 0;
	const struct decided *fields =
	    coding_fields(coding, DECISION_MEMBER, (struct view){ NULL, 0 }, &field_count);
	struct finding_member *members = xcalloc(field_count, sizeof(*members));

	*count = 0;
	/* Fields and mentions are both in the order of the mentions' ids. */
	for (size_t i = 0; i < field_count && at < mentions->count; i++) {
		struct view id = fields[i].heads[0]->value;
		size_t known;

		while (at < mentions->count &&
		       view_compare(view_of(mentions->list[at].id), fields[i].subject) < 0)
			at++;
		if (at == mentions->count || !view_is(fields[i].subject, mentions->list[at].id) ||
		    fields[i].conflict || id.len == 0)
			continue;
		known = places_find(numbers, id);
		if (known == PLACES_ABSENT)
			places_put(numbers, id, *count);
		members[*count] =
		    (struct finding_member){ &mentions->list[at], known == PLACES_ABSENT
			                                              ? finding_resolve(coding, id)
			                                              : members[known].finding };
		(*count)++;
	}
	places_free(numbers);
	return members;
}

/* ---- The list ------------------------------------------------------------------------------------------- */

static void
set_part(struct finding *finding, const struct decided *field)
{
	struct view value = field->heads[0]->value;

	if (field->conflict)
		finding->conflicts++;
	else if (view_is(field->part, "title"))
		finding->title = value;
	else if (view_is(field->part, "into"))
		finding->into = value;
	else if (view_is(field->part, "release"))
		finding->released = view_is(value, "released");
	else if (view_is(field->part, "kind"))
		finding->kind = view_is(value, mention_kind_name(MENTION_OLIFANTENPAADJE))
		                  ? MENTION_OLIFANTENPAADJE
		                  : MENTION_BROODJE_AAP;
}

static struct finding *
find(const struct findings *findings, struct view id)
{
	size_t low = 0, high = findings->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = view_compare(findings->list[middle].id, id);

		if (order == 0)
			return &findings->list[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* A mention of a finding, and its response. */
struct told {
	const struct block *block;
	const struct finding *finding;
	uint32_t response;
};

static int
compare_told(const void *a, const void *b)
{
	const struct told *one = a, *other = b;

	if (one->finding != other->finding)
		return one->finding < other->finding ? -1 : 1;
	if (one->block != other->block)
		return one->block < other->block ? -1 : 1;
	return (one->response > other->response) - (one->response < other->response);
}

static void
count_members(struct findings *findings, struct coding *coding)
{
	size_t count, told_count = 0;
	struct finding_member *members = finding_members(coding, &count);
	struct told *told = xcalloc(count, sizeof(*told));

	for (size_t i = 0; i < count; i++) {
		const struct mention *mention = members[i].mention;
		struct finding *finding = find(findings, members[i].finding);

		if (finding == NULL)
			continue;
		finding->mentions++;
		told[told_count++] =
		    (struct told){ mention->block, finding, mention->rows->response[mention->row] };
	}
	if (told_count > 0)
		qsort(told, told_count, sizeof(*told), compare_told);
	for (size_t i = 0; i < told_count; i++)
		if (i == 0 || compare_told(&told[i - 1], &told[i]) != 0)
			findings->list[told[i].finding - findings->list].responses++;
	free(members);
	free(told);
}

void
findings_make(struct findings *findings, struct coding *coding)
{
	size_t count;
	const struct decided *fields =
	    coding_fields(coding, DECISION_FINDING, (struct view){ NULL, 0 }, &count);

	*findings = FINDINGS_INIT;
	findings->list = xcalloc(count, sizeof(*findings->list));
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || !view_equal(fields[i].subject, fields[i - 1].subject))
			findings->list[findings->count++] = (struct finding){ .id = fields[i].subject };
		set_part(&findings->list[findings->count - 1], &fields[i]);
	}
	count_members(findings, coding);
}

void
findings_release(struct findings *findings)
{
	free(findings->list);
	*findings = FINDINGS_INIT;
}

const struct finding *
findings_find(const struct findings *findings, struct view id)
{
	return find(findings, id);
}
