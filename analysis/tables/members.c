/* SPDX-License-Identifier: EUPL-1.2
 *
 * From the team's decisions to what a tally counts: members.h.
 */
#include "members.h"

#include <sodium.h>
#include <string.h>

static struct view
title_of(const struct coding *coding, const struct finding *finding, const struct catalogue *catalogue)
{
	struct arena arena = ARENA_INIT;
	struct view language = catalogue_language(catalogue),
	            part = arena_printf(&arena, "title.%.*s", VIEW_ARGS(language)), title;

	if (coding_value(coding, DECISION_FINDING, finding->id, part, VIEW(""), &title) != CODING_VALUE ||
	    view_trim(title).len == 0)
		title = finding->title;
	arena_release(&arena);
	return title.len > 0 ? title : finding->id;
}

static void
list_findings(struct members *members, struct coding *coding, bool all, const struct catalogue *catalogue)
{
	struct findings findings = FINDINGS_INIT;

	findings_make(&findings, coding);
	members->findings = arena_array(&members->arena, findings.count, sizeof(*members->findings));
	for (size_t f = 0; f < findings.count; f++) {
		const struct finding *finding = &findings.list[f];

		if (all ? finding->into.len > 0 || finding->kind == MENTION_NONE
		        : !finding_goes_out(coding, finding))
			continue;
		members->findings[members->finding_count++] =
		    (struct members_finding){ finding->id, title_of(coding, finding, catalogue),
			                      finding->kind };
	}
	findings_release(&findings);
}

static uint32_t
find(const struct members *members, struct view id)
{
	size_t low = 0, high = members->finding_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = view_compare(members->findings[middle].id, id);

		if (order == 0)
			return (uint32_t)middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return MEMBERS_NONE;
}

static void
list_rows(struct members *members, const struct study *study)
{
	size_t block_count, groups = 0;
	const struct block *blocks = study_blocks(study, &block_count);

	for (size_t b = 0; b < block_count; b++)
		groups += blocks[b].mention_count;
	members->rows = arena_array(&members->arena, groups, sizeof(*members->rows));
	for (size_t b = 0; b < block_count; b++)
		for (size_t m = 0; m < blocks[b].mention_count; m++) {
			const struct rows *rows = &blocks[b].mentions[m];
			uint32_t *finding = arena_array(&members->arena, rows->count, sizeof(*finding));

			for (size_t row = 0; row < rows->count; row++)
				finding[row] = MEMBERS_NONE;
			members->rows[members->row_count++] = (struct members_rows){ rows, finding };
		}
}

static uint32_t *
rows_of(const struct members *members, const struct rows *rows)
{
	size_t i = 0;

	while (i < members->row_count && members->rows[i].rows != rows)
		i++;
	return i < members->row_count ? members->rows[i].finding : NULL;
}

static void
add_text(crypto_generichash_state *hash, struct view text)
{
	uint64_t length = text.len;

	crypto_generichash_update(hash, (const uint8_t *)&length, sizeof(length));
	if (text.len > 0)
		crypto_generichash_update(hash, (const uint8_t *)text.ptr, text.len);
}

/* Mentions come in the order of their ids, so the version is the same in every copy of the study. */
static void
join(struct members *members, struct coding *coding)
{
	const struct mention_list *mentions = coding_mentions(coding);
	uint8_t key[STUDY_KEY_BYTES], digest[crypto_generichash_BYTES];
	crypto_generichash_state hash;

	study_mention_key(coding_study(coding), key);
	crypto_generichash_init(&hash, key, sizeof(key), sizeof(digest));
	for (size_t f = 0; f < members->finding_count; f++)
		add_text(&hash, members->findings[f].id);
	for (size_t i = 0; i < mentions->count; i++) {
		const struct mention *mention = &mentions->list[i];
		uint32_t finding = find(members, finding_of(coding, view_of(mention->id)));

		/* Of another kind only when two laptops made it so. */
		if (finding == MEMBERS_NONE ||
		    members->findings[finding].kind != mention->rows->group->mention)
			continue;
		rows_of(members, mention->rows)[mention->row] = finding;
		add_text(&hash, view_of(mention->id));
		add_text(&hash, members->findings[finding].id);
	}
	crypto_generichash_final(&hash, digest, sizeof(digest));
	memcpy(&members->version, digest, sizeof(members->version));
	sodium_memzero(key, sizeof(key));
	sodium_memzero(&hash, sizeof(hash));
}

void
members_make(struct members *members, struct coding *coding, bool all, const struct catalogue *catalogue)
{
	*members = (struct members){ .arena = ARENA_INIT };
	list_findings(members, coding, all, catalogue);
	list_rows(members, coding_study(coding));
	join(members, coding);
}

void
members_release(struct members *members)
{
	arena_release(&members->arena);
	*members = (struct members){ .arena = ARENA_INIT };
}

const uint32_t *
members_of(const struct members *members, const struct rows *rows)
{
	return rows_of(members, rows);
}
