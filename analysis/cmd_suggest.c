/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis suggest`: tags that may fit, with their reasons.
 */
#include "commands.h"

#include <stdio.h>

#include "analysis/decisions/suggesting.h"
#include "progress.h"
#include "verbs.h"

static const char about[] =
    "Suggests tags of the codebook for mentions, with the reason: what the respondent chose, keywords of\n"
    "the codebook, concepts of the thesaurus, and what was learned from the team's own codings (from\n"
    "ten on). Nothing is decided: that is for `analysis code`.";

static const char *thesaurus;

static void
print_suggestions(const struct verb_call *call, const struct mention *mention, const struct suggestion *list,
                  size_t count)
{
	json_t *suggestions = json_array();

	if (!call->json)
		printf("%s\n", mention->id);
	for (size_t i = 0; i < count; i++) {
		const char *source = suggestion_source_name(list[i].source);

		if (call->json)
			json_array_append_new(
			    suggestions,
			    json_pack("{s:o, s:s, s:f, s:o, s:o}", "tag",
			              json_stringn(list[i].tag.ptr, list[i].tag.len), "source", source,
			              "probability", list[i].probability, "words",
			              json_stringn(list[i].words.ptr, list[i].words.len), "about",
			              json_stringn(list[i].about.ptr, list[i].about.len)));
		else
			printf("    %.*s  %s %.2f  %.*s\n", VIEW_ARGS(list[i].tag), source,
			       list[i].probability, VIEW_ARGS(list[i].words));
	}
	if (call->json)
		verb_print_json(json_pack("{s:s, s:O}", "mention", mention->id, "suggestions", suggestions));
	json_decref(suggestions);
}

static void
suggest_one(struct verb_call *call, struct suggesting *suggesting, const struct mention *mention)
{
	struct arena arena = ARENA_INIT;
	struct suggestion *list;
	size_t count = suggesting_for(suggesting, mention, &arena, &list);

	print_suggestions(call, mention, list, count);
	arena_release(&arena);
}

static bool
run_show(struct verb_call *call, struct error *err)
{
	struct suggesting *suggesting = NULL;
	const struct mention *mention;
	bool good = suggesting_new(call->coding, thesaurus, &suggesting, err);

	for (size_t i = 0; good && i < call->count; i++) {
		good = verb_mention(call, i, &mention, err);
		if (good)
			suggest_one(call, suggesting, mention);
	}
	suggesting_free(suggesting);
	return good;
}

static bool
run_list(struct verb_call *call, struct error *err)
{
	const struct mention_list *mentions = coding_mentions(call->coding);
	struct suggesting *suggesting = NULL;
	struct progress progress;
	bool good = suggesting_new(call->coding, thesaurus, &suggesting, err);

	progress = progress_start(call->command, "mentions", mentions->count, false);
	for (size_t i = 0; good && i < mentions->count; i++) {
		if (!coding_coded(call->coding, view_of(mentions->list[i].id), call->viewer.coder))
			suggest_one(call, suggesting, &mentions->list[i]);
		progress_add(&progress, 1);
	}
	progress_end(&progress);
	suggesting_free(suggesting);
	return good;
}

static const struct verb list[] = {
	{ "list", NULL, "for all mentions that --coder did not code yet", 0, 0, VERB_LOOKS, run_list },
	{ "show", "MENTION…", "for these", 1, VERB_MANY, VERB_LOOKS, run_show },
	{ .name = NULL },
};

int
cmd_suggest(int argc, char **argv)
{
	const struct option_line options[] = {
		{ .name = "thesaurus",
		  .argument = "FILE",
		  .text = &thesaurus,
		  .help = "questionnaires/tagsets/thesaurus-nl.yaml if not given." },
	};
	const struct verbs verbs = { .about = about, .list = list, .options = options, .option_count = 1 };

	thesaurus = "questionnaires/tagsets/thesaurus-nl.yaml";
	return verbs_main(&verbs, argc, argv);
}
