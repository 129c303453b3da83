/* SPDX-License-Identifier: EUPL-1.2
 *
 * Giving tags by name: tagging.h.
 */
#include "tagging.h"

#include <stdlib.h>
#include <strings.h>

#include "memory.h"

/* A tag's own decision and those about the mentions are one action, undone together. */
static bool
decide_tag(struct visit *visit, struct view id, struct view new_name, const char *value,
           const struct view *mentions, size_t count, size_t *made)
{
	struct wish *wishes = xmalloc((count + 1) * sizeof(*wishes));
	size_t wish_count = 0;
	bool good;

	if (new_name.len > 0)
		wishes[wish_count++] = (struct wish){
			.kind = DECISION_CODE, .subject = id, .part = VIEW("name"), .value = new_name
		};
	for (size_t i = 0; i < count; i++)
		wishes[wish_count++] = (struct wish){
			.kind = DECISION_TAG, .subject = mentions[i], .part = id, .value = view_of(value)
		};
	good = visit_decide(visit, wishes, wish_count, made);
	free(wishes);
	return good;
}

/* An id that no other tag has. */
static struct view
free_id(struct visit *visit, const struct codebook *codebook, struct view name)
{
	struct view wanted = visit_id_of(visit, name), id = wanted;

	for (unsigned n = 2; codebook_find(codebook, id) != NULL; n++)
		id = arena_printf(visit->arena, "%.*s-%u", VIEW_ARGS(wanted), n);
	return id;
}

bool
tagging_give(struct visit *visit, struct view typed, const struct view *mentions, size_t count)
{
	const struct codebook *codebook = visit_codebook(visit);
	const struct code *code;
	struct view id, name;
	size_t made;
	bool good = false;

	if (typed.len == 0 || count == 0) {
		visit_say(visit, typed.len == 0 ? "tag_which" : "mentions_which", NULL);
		visit->workbench->refusal = true;
		return false;
	}
	code = visit_code_named(codebook, typed);
	/* A name that was merged away counts as what it was merged into. */
	if (code != NULL && code->into.len > 0)
		code = codebook_find(codebook, codebook_resolve(visit->workbench->coding, code->id));
	id = code != NULL ? arena_copy(visit->arena, code->id) : free_id(visit, codebook, typed);
	name = code != NULL ? arena_copy(visit->arena, code->name) : typed;
	good = decide_tag(visit, id, code != NULL ? VIEW("") : typed, "yes", mentions, count, &made);
	if (good)
		visit_say(visit, code != NULL ? "tag_given" : "tag_made",
		          (struct catalogue_value[]){ { "tag", name },
		                                      { "count", arena_printf(visit->arena, "%zu", count) },
		                                      { .name = NULL } });
	return good;
}

bool
tagging_take(struct visit *visit, struct view tag, const struct view *mentions, size_t count)
{
	size_t made;
	bool good = decide_tag(visit, tag, VIEW(""), "no", mentions, count, &made);

	if (good)
		visit_say(visit, "tag_taken", NULL);
	return good;
}

/* The finding with this title, of the mentions' kind. */
static const struct finding *
find_titled(const struct findings *findings, struct view typed, enum mention_kind kind)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];

		if (finding->kind == kind && finding->title.len == typed.len &&
		    strncasecmp(finding->title.ptr, typed.ptr, typed.len) == 0)
			return finding;
	}
	return NULL;
}

bool
tagging_join(struct visit *visit, struct view typed, const struct view *mentions, size_t count)
{
	struct workbench *workbench = visit->workbench;
	const struct mention *first =
	    count == 0 ? NULL : mentions_find(coding_mentions(workbench->coding), mentions[0]);
	const struct findings *findings = visit_findings(visit);
	struct error err = ERROR_INIT;
	struct view id = { "", 0 };
	const struct finding *finding;
	bool good = false;
	size_t made;

	if (first == NULL) {
		visit_say(visit, "mentions_which", NULL);
		workbench->refusal = true;
		return false;
	}
	finding = typed.len == 0 ? NULL : find_titled(findings, typed, first->rows->group->mention);
	if (finding != NULL)
		id = finding_resolve(workbench->coding, finding->id);
	if (typed.len > 0 && finding == NULL)
		good = finding_begin(workbench->coding, workbench->coder, first->rows->group->mention, typed,
		                     mentions, count, &id, &err);
	else
		good = finding_join(workbench->coding, workbench->coder, id, mentions, count, &made, &err);
	if (good)
		visit_say(visit, typed.len == 0 ? "finding_left" : "finding_joined",
		          (struct catalogue_value[]){ { "finding", typed }, { .name = NULL } });
	if (!good)
		visit_refuse(visit, &err);
	return good;
}
