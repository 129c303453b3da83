/* SPDX-License-Identifier: EUPL-1.2
 *
 * Findings and quotes that were released: released.h.
 */
#include "released.h"

#include <stdlib.h>
#include <string.h>

static const struct view nobody = { "", 0 };

/* ---- Findings ------------------------------------------------------------------------------------------- */

static size_t
part_count(void)
{
	size_t count = 0;

	while (finding_parts[count].name != NULL)
		count++;
	return count;
}

static struct view
copy_part(struct released *released, const struct coding *coding, struct view id, struct view part)
{
	struct view value;

	coding_value(coding, DECISION_FINDING, id, part, nobody, &value);
	return arena_copy(&released->arena, value);
}

static struct view
title_in(struct released *released, const struct coding *coding, struct view id,
         const struct catalogue *catalogue, bool *translated)
{
	struct view part = arena_printf(&released->arena, "title.%.*s",
	                                VIEW_ARGS(catalogue_language(catalogue))),
	            title = copy_part(released, coding, id, part);

	*translated = title.len > 0;
	return *translated ? title : copy_part(released, coding, id, VIEW("title"));
}

static void
add_tag(struct released *released, struct view *tags, size_t *count, struct view tag)
{
	for (size_t i = 0; i < *count; i++)
		if (view_equal(tags[i], tag))
			return;
	tags[(*count)++] = arena_copy(&released->arena, tag);
}

static void
add_tags(struct released *released, const struct coding *coding, const struct codebook *codebook,
         struct released_finding *finding)
{
	struct view *tags = arena_array(&released->arena, codebook->count, sizeof(*tags));
	struct arena names = ARENA_INIT;

	for (size_t i = 0; i < codebook->count; i++) {
		struct view part = arena_printf(&names, "tag/%.*s", VIEW_ARGS(codebook->list[i].id));
		const struct code *code;

		if (!coding_is(coding, DECISION_FINDING, finding->id, part, nobody, "yes"))
			continue;
		code = codebook_find(codebook, codebook_resolve(coding, codebook->list[i].id));
		for (; code != NULL; code = code->above)
			add_tag(released, tags, &finding->tag_count, code->id);
	}
	finding->tags = tags;
	arena_release(&names);
}

/* An id is made of the title: where something in the card looks like a person's, it is not shown any more. */
static bool
looks_personal(struct coding *coding, const struct finding *finding)
{
	struct finding_obstacles obstacles = FINDING_OBSTACLES_INIT;
	bool personal = false;

	finding_obstacles(&obstacles, coding, finding);
	for (size_t i = 0; i < obstacles.count; i++)
		personal = personal || obstacles.list[i].kind == FINDING_PERSONAL;
	finding_obstacles_release(&obstacles);
	return personal;
}

/* Of a finding that nobody released, nothing is said: neither that there was one. */
static void
add_aliases(struct released *released, struct coding *coding, const struct findings *findings,
            struct released_finding *finding)
{
	struct view *aliases = arena_array(&released->arena, findings->count, sizeof(*aliases));

	for (size_t f = 0; f < findings->count; f++) {
		const struct finding *merged = &findings->list[f];

		if (merged->into.len > 0 && merged->released &&
		    view_equal(finding_resolve(coding, merged->id), finding->id) &&
		    !looks_personal(coding, merged))
			aliases[finding->alias_count++] = arena_copy(&released->arena, merged->id);
	}
	finding->aliases = aliases;
}

static void
add_finding(struct released *released, const struct coding *coding, const struct codebook *codebook,
            const struct finding *finding, const struct catalogue *catalogue)
{
	struct released_finding *added = &released->findings[released->finding_count++];
	size_t count = part_count();
	struct view *parts = arena_array(&released->arena, count, sizeof(*parts));
	bool translated;
	struct view title = title_in(released, coding, finding->id, catalogue, &translated);

	for (size_t p = 0; p < count; p++)
		parts[p] = copy_part(released, coding, finding->id, view_of(finding_parts[p].name));
	*added = (struct released_finding){ .id = arena_copy(&released->arena, finding->id),
		                            .title = title,
		                            .translated = translated,
		                            .kind = finding->kind,
		                            .parts = parts,
		                            .contrast = RELEASED_NONE };
	add_tags(released, coding, codebook, added);
}

static void
add_findings(struct released *released, struct coding *coding, const struct catalogue *catalogue)
{
	struct findings findings = FINDINGS_INIT;
	struct codebook codebook = CODEBOOK_INIT;

	findings_make(&findings, coding);
	codebook_make(&codebook, coding);
	released->findings = arena_array(&released->arena, findings.count, sizeof(*released->findings));
	for (size_t f = 0; f < findings.count; f++)
		if (finding_goes_out(coding, &findings.list[f])) {
			add_finding(released, coding, &codebook, &findings.list[f], catalogue);
			add_aliases(released, coding, &findings,
			            &released->findings[released->finding_count - 1]);
		}
	for (size_t f = 0; f < released->finding_count; f++) {
		struct view other = released_part(&released->findings[f], "contrast");

		if (other.len > 0)
			released->findings[f].contrast =
			    released_find(released, finding_resolve(coding, other));
	}
	codebook_release(&codebook);
	findings_release(&findings);
}

/* ---- Quotes --------------------------------------------------------------------------------------------- */

static int
compare_quotes(const void *first, const void *second)
{
	const struct released_quote *a = first, *b = second;
	int order = view_compare(a->text, b->text);

	if (order == 0)
		order = view_compare(a->audience, b->audience);
	if (order == 0)
		order = (a->finding > b->finding) - (a->finding < b->finding);
	return order != 0 ? order : (a->kind > b->kind) - (a->kind < b->kind);
}

static void
add_quotes(struct released *released, struct coding *coding)
{
	struct quotes quotes = QUOTES_INIT;

	quotes_make(&quotes, coding);
	released->quotes = arena_array(&released->arena, quotes.count, sizeof(*released->quotes));
	for (size_t i = 0; i < quotes.count; i++) {
		const struct quote *quote = &quotes.list[i];
		struct buf text = BUF_INIT;

		if (quote->state != QUOTE_RELEASED)
			continue;
		quote_text(coding, quote->mention, &quote->place, &text);
		released->quotes[released->quote_count++] = (struct released_quote){
			.text = arena_copy(&released->arena, buf_view(&text)),
			.audience = quote->mention->block->questionnaire->audience,
			.kind = quote->mention->rows->group->mention,
			.finding = released_find(released, finding_of(coding, view_of(quote->mention->id))),
		};
		buf_wipe(&text);
	}
	if (released->quote_count > 1)
		qsort(released->quotes, released->quote_count, sizeof(*released->quotes), compare_quotes);
	quotes_release(&quotes);
}

/* ---- All of it ------------------------------------------------------------------------------------------ */

/* The first language of the first questionnaire: in which the team writes, or it would have written another first. */
static struct view
language_of(struct released *released, const struct coding *coding)
{
	size_t count;
	const struct block *blocks = study_blocks(coding_study(coding), &count);

	return count == 0 ? nobody : arena_copy(&released->arena, blocks[0].questionnaire->languages[0]);
}

static uint32_t
last_day(const struct coding *coding)
{
	const struct log *log = coding_log(coding);
	uint32_t day = 0;

	for (size_t i = 0; i < log->count; i++)
		if (log->list[i]->day > day)
			day = log->list[i]->day;
	return day;
}

void
released_make(struct released *released, struct coding *coding, const struct catalogue *catalogue)
{
	*released = RELEASED_INIT;
	released->language = language_of(released, coding);
	released->day = last_day(coding);
	add_findings(released, coding, catalogue);
	add_quotes(released, coding);
}

void
released_release(struct released *released)
{
	arena_release(&released->arena);
	*released = RELEASED_INIT;
}

size_t
released_find(const struct released *released, struct view id)
{
	for (size_t f = 0; f < released->finding_count; f++)
		if (view_equal(released->findings[f].id, id))
			return f;
	return RELEASED_NONE;
}

struct view
released_part(const struct released_finding *finding, const char *part)
{
	for (size_t p = 0; finding_parts[p].name != NULL; p++)
		if (strcmp(finding_parts[p].name, part) == 0)
			return finding->parts[p];
	return nobody;
}

bool
released_tagged(const struct released_finding *finding, struct view tag)
{
	for (size_t i = 0; i < finding->tag_count; i++)
		if (view_equal(finding->tags[i], tag))
			return true;
	return false;
}
