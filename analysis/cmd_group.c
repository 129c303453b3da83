/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis group`: mentions that may tell of the same thing.
 */
#include "commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/decisions/grouping_input.h"
#include "analysis/decisions/suggesting.h"
#include "verbs.h"

static const char about[] =
    "Proposes groups of mentions that may be one finding, and findings that a mention may belong to. What\n"
    "the team decided is kept: mentions of one finding and linked mentions stay together, those of two\n"
    "findings stay apart. Nothing is decided: that is for `analysis finding`.";

static const char *kind_name, *thesaurus, *vectors;

static bool
gather(struct verb_call *call, struct grouping_input *input, struct error *err)
{
	enum mention_kind kind = MENTION_NONE + 1;

	while (kind < MENTION_KIND_COUNT && strcmp(kind_name, mention_kind_name(kind)) != 0)
		kind++;
	if (kind < MENTION_KIND_COUNT)
		grouping_input_make(input, call->coding, kind);
	else
		fail(err, ERROR_INVALID, "--kind is olifantenpaadje or broodje_aap");
	return kind < MENTION_KIND_COUNT;
}

/* With what is known of the language. */
static bool
open_grouping(const struct grouping_input *input, struct grouping **grouping, struct error *err)
{
	return grouping_new(thesaurus, grouping, err) &&
	       (vectors == NULL || grouping_use_vectors(*grouping, vectors, input->texts, input->count, err));
}

static struct view
finding_name(const struct grouping_input *input, long finding)
{
	return finding < 0 ? VIEW("") : input->findings[finding];
}

/* The finding that some of a group's mentions tell of already: one at most. */
static long
finding_in(const struct grouping_input *input, const struct grouping_proposal *group)
{
	for (size_t i = 0; i < group->member_count; i++)
		if (input->texts[group->members[i]].finding >= 0)
			return input->texts[group->members[i]].finding;
	return -1;
}

static void
print_group(const struct verb_call *call, const struct grouping_input *input,
            const struct grouping_proposal *group)
{
	struct view finding = finding_name(input, finding_in(input, group));
	json_t *ids, *shared;

	if (call->json) {
		ids = json_array();
		shared = json_array();
		for (size_t i = 0; i < group->member_count; i++)
			json_array_append_new(ids, json_string(input->mentions[group->members[i]]->id));
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
		printf("    %s  ", input->mentions[group->members[i]]->id);
		verb_print_line(input->texts[group->members[i]].text);
	}
}

static bool
run_propose(struct verb_call *call, struct error *err)
{
	struct grouping_input input = GROUPING_INPUT_INIT;
	struct grouping *grouping = NULL;
	struct grouping_proposals proposals = { .count = 0 };
	struct arena arena = ARENA_INIT;
	bool good = gather(call, &input, err) && open_grouping(&input, &grouping, err) &&
	            grouping_propose(grouping, input.texts, input.count, input.links, input.link_count,
	                             &arena, &proposals, err);

	for (size_t i = 0; good && i < proposals.count; i++)
		print_group(call, &input, &proposals.list[i]);
	grouping_free(grouping);
	grouping_input_release(&input);
	arena_release(&arena);
	return good;
}

/* What is known of the tags: of what has a finding as it was decided, and of mention `at` as it is suggested too. The texts
 * borrow it; the caller frees it. */
static bool
know_tags(struct verb_call *call, struct grouping_input *input, size_t at, float **known, struct error *err)
{
	struct suggesting *suggesting = NULL;
	size_t tags;

	if (!suggesting_new(call->coding, thesaurus, &suggesting, err))
		return false;
	tags = suggesting_tag_count(suggesting);
	*known = xcalloc(input->count * tags + 1, sizeof(**known));
	for (size_t i = 0; i < input->count; i++) {
		input->texts[i].tags = *known + i * tags;
		input->texts[i].tag_count = tags;
		if (i == at || input->texts[i].finding >= 0)
			suggesting_tags(suggesting, input->mentions[i], i == at, *known + i * tags);
	}
	suggesting_free(suggesting);
	return true;
}

static bool
run_rank(struct verb_call *call, struct error *err)
{
	struct grouping_input input = GROUPING_INPUT_INIT;
	struct grouping *grouping = NULL;
	struct grouping_reading *reading = NULL;
	const struct mention *mention;
	struct grouping_rank *ranks;
	struct arena arena = ARENA_INIT;
	size_t at, count = 0;
	float *tags = NULL;
	bool good = false;

	if (!verb_mention(call, 0, &mention, err) || !gather(call, &input, err) ||
	    !open_grouping(&input, &grouping, err))
		goto out;
	at = grouping_input_place(&input, view_of(mention->id));
	if (at == input.count) {
		fail(err, ERROR_INVALID, "that mention is not of this kind");
		goto out;
	}
	if (!know_tags(call, &input, at, &tags, err) ||
	    !grouping_read(grouping, input.texts, input.count, &reading, err))
		goto out;
	count = grouping_rank(reading, input.texts, at, &arena, &ranks);
	for (size_t i = 0; i < count; i++) {
		struct view finding = finding_name(&input, ranks[i].finding);

		if (call->json)
			verb_print_json(json_pack(
			    "{s:o, s:f, s:s}", "finding", json_stringn(finding.ptr, finding.len), "score",
			    ranks[i].score, "nearest", input.mentions[ranks[i].nearest]->id));
		else
			printf("%.*s  %.2f  as %s\n", VIEW_ARGS(finding), ranks[i].score,
			       input.mentions[ranks[i].nearest]->id);
	}
	good = true;
out:
	free(tags);
	grouping_reading_free(reading);
	grouping_free(grouping);
	grouping_input_release(&input);
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
		{ .name = "vectors",
		  .argument = "FILE",
		  .text = &vectors,
		  .help =
		      "Vectors of words, so that meaning counts too: a .vec or .vec.gz file of fastText's." },
	};
	const struct verbs verbs = { .about = about, .list = list, .options = options, .option_count = 3 };

	kind_name = vectors = NULL;
	thesaurus = "questionnaires/tagsets/thesaurus-nl.yaml";
	return verbs_main(&verbs, argc, argv);
}
