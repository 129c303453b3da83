/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis group`: mentions that may tell of the same thing.
 */
#include "commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/decisions/grouping.h"
#include "analysis/decisions/suggesting.h"
#include "verbs.h"

static const char about[] =
    "Proposes groups of mentions that may be one finding, and findings that a mention may belong to. What\n"
    "the team decided is kept: mentions of one finding and linked mentions stay together, those of two\n"
    "findings stay apart. Nothing is decided: that is for `analysis finding`.";

static const char *kind_name, *thesaurus;

/* The mentions of the kind, as the grouping wants them. */
struct material {
	const struct mention **mentions; /* owned, as all below */
	struct grouping_text *texts;
	size_t count;
	struct findings findings;
	struct grouping_link *links;
	size_t link_count;
	float *tags;
};

static void
material_release(struct material *material)
{
	free((void *)material->mentions);
	free(material->texts);
	free(material->links);
	free(material->tags);
	findings_release(&material->findings);
}

/* Where a mention stands in the material; material->count when it does not. */
static size_t
place_in(const struct material *material, struct view id)
{
	size_t i = 0;

	while (i < material->count && !view_is(id, material->mentions[i]->id))
		i++;
	return i;
}

static void
add_links(struct material *material, struct coding *coding)
{
	size_t count;
	const struct decided *fields = coding_fields(coding, DECISION_LINK, (struct view){ NULL, 0 }, &count);

	material->links = xcalloc(count, sizeof(*material->links));
	for (size_t i = 0; i < count; i++) {
		size_t a = place_in(material, fields[i].subject), b = place_in(material, fields[i].part);
		struct view value = fields[i].heads[0]->value;

		if (!fields[i].conflict && !view_is(value, "no") && a < material->count &&
		    b < material->count)
			material->links[material->link_count++] =
			    (struct grouping_link){ a, b, view_is(value, "must") };
	}
}

static bool
gather(struct verb_call *call, struct material *material, struct error *err)
{
	const struct mention_list *mentions = coding_mentions(call->coding);

	if (strcmp(kind_name, "olifantenpaadje") != 0 && strcmp(kind_name, "broodje_aap") != 0)
		return fail(err, ERROR_INVALID, "--kind is olifantenpaadje or broodje_aap");
	material->mentions = xcalloc(mentions->count, sizeof(*material->mentions));
	material->texts = xcalloc(mentions->count, sizeof(*material->texts));
	findings_make(&material->findings, call->coding);
	for (size_t i = 0; i < mentions->count; i++) {
		const struct mention *mention = &mentions->list[i];
		const struct finding *finding =
		    findings_find(&material->findings, finding_of(call->coding, view_of(mention->id)));

		if (strcmp(mention_kind_name(mention->rows->group->mention), kind_name) != 0)
			continue;
		material->texts[material->count] = (struct grouping_text){
			.text = mention_story(mention),
			.finding = finding == NULL ? -1 : (long)(finding - material->findings.list),
		};
		material->mentions[material->count++] = mention;
	}
	add_links(material, call->coding);
	return true;
}

static struct view
finding_name(const struct material *material, long finding)
{
	return finding < 0 ? VIEW("") : material->findings.list[finding].id;
}

/* The finding that some of a group's mentions tell of already: one at most. */
static long
finding_in(const struct material *material, const struct grouping_proposal *group)
{
	for (size_t i = 0; i < group->member_count; i++)
		if (material->texts[group->members[i]].finding >= 0)
			return material->texts[group->members[i]].finding;
	return -1;
}

static void
print_group(const struct verb_call *call, const struct material *material,
            const struct grouping_proposal *group)
{
	struct view finding = finding_name(material, finding_in(material, group));
	json_t *ids, *shared;

	if (call->json) {
		ids = json_array();
		shared = json_array();
		for (size_t i = 0; i < group->member_count; i++)
			json_array_append_new(ids, json_string(material->mentions[group->members[i]]->id));
		for (size_t i = 0; i < group->shared_count; i++)
			json_array_append_new(shared,
			                      json_stringn(group->shared[i].ptr, group->shared[i].len));
		verb_print_json(json_pack("{s:f, s:o, s:o, s:o}", "alike", group->alike, "finding",
		                          json_stringn(finding.ptr, finding.len), "shared", shared,
		                          "mentions", ids));
		return;
	}
	printf("%zu mentions, alike %.2f", group->member_count, group->alike);
	if (finding.len > 0)
		printf(", of finding %.*s", VIEW_ARGS(finding));
	for (size_t i = 0; i < group->shared_count; i++)
		printf("%s%.*s", i == 0 ? ": " : ", ", VIEW_ARGS(group->shared[i]));
	printf("\n");
	for (size_t i = 0; i < group->member_count; i++) {
		printf("    %s  ", material->mentions[group->members[i]]->id);
		verb_print_line(material->texts[group->members[i]].text);
	}
}

static bool
run_propose(struct verb_call *call, struct error *err)
{
	struct material material = { .count = 0 };
	struct grouping *grouping = NULL;
	struct grouping_proposals proposals = { .count = 0 };
	struct arena arena = ARENA_INIT;
	bool good = gather(call, &material, err) && grouping_new(thesaurus, &grouping, err) &&
	            grouping_propose(grouping, material.texts, material.count, material.links,
	                             material.link_count, &arena, &proposals, err);

	for (size_t i = 0; good && i < proposals.count; i++)
		print_group(call, &material, &proposals.list[i]);
	grouping_free(grouping);
	material_release(&material);
	arena_release(&arena);
	return good;
}

/* What is known of the tags: of what has a finding as it was decided, and of mention `at` as it is suggested too. */
static bool
know_tags(struct verb_call *call, struct material *material, size_t at, struct error *err)
{
	struct suggesting *suggesting = NULL;
	size_t tags;

	if (!suggesting_new(call->coding, thesaurus, &suggesting, err))
		return false;
	tags = suggesting_tag_count(suggesting);
	material->tags = xcalloc(material->count * tags + 1, sizeof(*material->tags));
	for (size_t i = 0; i < material->count; i++) {
		material->texts[i].tags = material->tags + i * tags;
		material->texts[i].tag_count = tags;
		if (i == at || material->texts[i].finding >= 0)
			suggesting_tags(suggesting, material->mentions[i], i == at,
			                material->tags + i * tags);
	}
	suggesting_free(suggesting);
	return true;
}

static bool
run_rank(struct verb_call *call, struct error *err)
{
	struct material material = { .count = 0 };
	struct grouping *grouping = NULL;
	const struct mention *mention;
	struct grouping_rank *ranks;
	struct arena arena = ARENA_INIT;
	size_t at, count = 0;
	bool good = false;

	if (!verb_mention(call, 0, &mention, err) || !gather(call, &material, err) ||
	    !grouping_new(thesaurus, &grouping, err))
		goto out;
	at = place_in(&material, view_of(mention->id));
	if (at == material.count) {
		fail(err, ERROR_INVALID, "that mention is not of this kind");
		goto out;
	}
	if (!know_tags(call, &material, at, err))
		goto out;
	count = grouping_rank(grouping, material.texts, material.count, at, &arena, &ranks);
	for (size_t i = 0; i < count; i++) {
		struct view finding = finding_name(&material, ranks[i].finding);

		if (call->json)
			verb_print_json(json_pack(
			    "{s:o, s:f, s:s}", "finding", json_stringn(finding.ptr, finding.len), "score",
			    ranks[i].score, "nearest", material.mentions[ranks[i].nearest]->id));
		else
			printf("%.*s  %.2f  as %s\n", VIEW_ARGS(finding), ranks[i].score,
			       material.mentions[ranks[i].nearest]->id);
	}
	good = true;
out:
	grouping_free(grouping);
	material_release(&material);
	arena_release(&arena);
	return good;
}

static const struct verb list[] = {
	{ "propose", NULL, "groups of two and more, the largest first", 0, 0, VERB_LOOKS, run_propose },
	{ "rank", "MENTION", "the findings it may belong to, the likeliest first, by its words and its tags",
	  1, 1, VERB_LOOKS, run_rank },
	{ .name = NULL },
};

int
cmd_group(int argc, char **argv)
{
	const struct option_line options[] = {
		{ .name = "kind",
		  .argument = "KIND",
		  .text = &kind_name,
		  .needed = true,
		  .help = "olifantenpaadje or broodje_aap." },
		{ .name = "thesaurus",
		  .argument = "FILE",
		  .text = &thesaurus,
		  .help = "questionnaires/tagsets/thesaurus-nl.yaml if not given." },
	};
	const struct verbs verbs = { .about = about, .list = list, .options = options, .option_count = 2 };

	kind_name = NULL;
	thesaurus = "questionnaires/tagsets/thesaurus-nl.yaml";
	return verbs_main(&verbs, argc, argv);
}
