/* SPDX-License-Identifier: EUPL-1.2
 *
 * Findings: the list, and how they compare between waves and with their contrasts.
 */
#include "pages.h"

#include <stdlib.h>

void
bench_findings(struct visit *visit)
{
	const struct findings *findings = visit_findings(visit);
	struct page *page = visit_layout(visit, "bench-findings.tpl", "findings_title");

	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];
		struct page *part;

		if (finding->into.len > 0)
			continue;
		part = page_section(page, "FINDING");
		page_set(part, "NAME",
		         finding->title.len > 0 ? finding->title : visit_message(visit, "conflict"));
		page_set(part, "REFERENCE", visit_reference(visit, finding->id));
		page_set(part, "KIND", visit_message(visit, mention_kind_name(finding->kind)));
		page_set_number(part, "MENTIONS", (long)finding->mentions);
		page_set_number(part, "RESPONSES", (long)finding->responses);
		page_set(part, "STATE", visit_message(visit, finding->released ? "released" : "draft"));
	}
	visit_show(visit, page);
}

void
bench_findings_add(struct visit *visit)
{
	struct view title = visit_field(visit, "title"), kind = visit_field(visit, "kind"), id;
	struct error err = ERROR_INIT;
	enum mention_kind made = view_is(kind, mention_kind_name(MENTION_BROODJE_AAP))
	                           ? MENTION_BROODJE_AAP
	                           : MENTION_OLIFANTENPAADJE;

	if (title.len == 0) {
		visit_say(visit, "title_which", NULL);
		visit->workbench->refusal = true;
		visit_go(visit, "findings");
	} else if (finding_new(visit->workbench->coding, visit->workbench->coder, made, title, visit->arena,
	                       &id, &err)) {
		visit_say(visit, "finding_made", NULL);
		visit_go(visit, "finding/%.*s", VIEW_ARGS(visit_reference(visit, id)));
	} else {
		visit_refuse(visit, &err);
		visit_go(visit, "findings");
	}
}

static struct view
title_of(const struct findings *findings, struct view id)
{
	const struct finding *finding = findings_find(findings, id);

	return finding == NULL ? VIEW("?") : finding->title;
}

void
bench_compare(struct visit *visit)
{
	struct coding *coding = visit->workbench->coding;
	const struct findings *findings = visit_findings(visit);
	size_t wave_count, contrast_count;
	struct finding_wave *waves;
	struct finding_contrast *contrasts;
	struct page *page = visit_layout(visit, "bench-compare.tpl", "compare_title");

	waves = finding_waves(coding, &wave_count);
	contrasts = finding_contrasts(coding, &contrast_count);
	for (size_t i = 0; i < wave_count; i++) {
		struct page *part = page_section(page, "WAVE");

		page_set(part, "FINDING", title_of(findings, waves[i].finding));
		page_set(part, "WAVE_NAME", waves[i].wave.len > 0 ? waves[i].wave : VIEW("–"));
		page_set_number(part, "MENTIONS", (long)waves[i].mentions);
		page_set_number(part, "RESPONSES", (long)waves[i].responses);
		page_set_number(part, "OF", (long)waves[i].of);
	}
	for (size_t i = 0; i < contrast_count; i++) {
		struct page *part = page_section(page, "CONTRAST");

		page_set(part, "ONE", title_of(findings, contrasts[i].one));
		page_set(part, "OTHER", title_of(findings, contrasts[i].other));
		page_set(part, "AUDIENCE", contrasts[i].audience);
		page_set_number(part, "ONE_MENTIONS", (long)contrasts[i].one_mentions);
		page_set_number(part, "OTHER_MENTIONS", (long)contrasts[i].other_mentions);
	}
	if (wave_count == 0)
		page_show(page, "NO_WAVES");
	if (contrast_count == 0)
		page_show(page, "NO_CONTRASTS");
	free(waves);
	free(contrasts);
	visit_show(visit, page);
}
