/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis finding`: the findings that mentions are grouped into, with their cards.
 */
#include "commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/decisions/card_marks.h"
#include "verbs.h"

static const char about[] =
    "Findings: the workarounds (olifantenpaadje) and myths (broodje_aap) that mentions tell of, each\n"
    "with a card. A finding is released for the report and the next questionnaire when its card is\n"
    "whole, no two laptops differ about it, and nothing in it looks like personal data but what\n"
    "somebody let stay (analysis redact).";

static void
print_finding(const struct finding *finding)
{
	printf("%.*s  %s  %zu mention%s of %zu response%s%s", VIEW_ARGS(finding->id),
	       mention_kind_name(finding->kind), finding->mentions, finding->mentions == 1 ? "" : "s",
	       finding->responses, finding->responses == 1 ? "" : "s", finding->released ? "  released" : "");
	if (finding->conflicts > 0)
		printf("  %zu in conflict", finding->conflicts);
	if (finding->into.len > 0)
		printf("  now %.*s", VIEW_ARGS(finding->into));
	printf("\n    ");
	verb_print_line(finding->title);
}

static bool
run_list(struct verb_call *call, struct error *err)
{
	struct findings findings;

	(void)err;
	findings_make(&findings, call->coding);
	for (size_t i = 0; i < findings.count; i++)
		if (call->json)
			verb_print_json(material_finding(call->coding, &findings.list[i]));
		else
			print_finding(&findings.list[i]);
	findings_release(&findings);
	return true;
}

/* What looks like personal data in the card: the place is what `analysis redact` takes. */
static void
print_marks(const struct coding *coding, const struct finding *finding)
{
	struct marks marks;

	card_marks_find(&marks, coding, finding->id);
	for (size_t i = 0; i < marks.count; i++) {
		struct view place = place_write(&marks.list[i].place, &marks.arena);

		printf("Looks like personal data (%s, %.*s)%s: ", marks.list[i].kind, VIEW_ARGS(place),
		       card_mark_undecided(&marks.list[i]) ? "" : ", and may stay");
		verb_print_line(marks.list[i].text);
	}
	marks_release(&marks);
}

static void
print_card(struct coding *coding, const struct finding *finding)
{
	struct buf why = BUF_INIT;

	print_finding(finding);
	for (size_t i = 0; finding_parts[i].name != NULL; i++) {
		struct view value;
		enum coding_value state = coding_value(coding, DECISION_FINDING, finding->id,
		                                       view_of(finding_parts[i].name), VIEW(""), &value);

		if (value.len == 0 && state != CODING_CONFLICT)
			continue;
		printf("%s (%s): ", finding_parts[i].label, finding_parts[i].name);
		verb_print_line(state == CODING_CONFLICT
		                    ? VIEW("(two laptops differ; see: analysis code queue)")
		                    : value);
	}
	print_marks(coding, finding);
	if (!finding_releasable(coding, finding->id, &why))
		printf("Not ready to be released:\n%s\n", why.data);
	buf_release(&why);
}

static bool
run_show(struct verb_call *call, struct error *err)
{
	const struct finding *finding;
	struct findings findings;
	bool good = true;

	findings_make(&findings, call->coding);
	finding = findings_find(&findings, verb_argument(call, 0));
	if (finding == NULL)
		good = fail(err, ERROR_ABSENT, "there is no finding \"%.60s\"", call->arguments[0]);
	else if (call->json)
		verb_print_json(material_finding(call->coding, finding));
	else
		print_card(call->coding, finding);
	findings_release(&findings);
	return good;
}

static bool
read_kind(struct view name, enum mention_kind *kind, struct error *err)
{
	for (int k = MENTION_NONE + 1; k < MENTION_KIND_COUNT; k++)
		if (view_is(name, mention_kind_name((enum mention_kind)k))) {
			*kind = (enum mention_kind)k;
			return true;
		}
	return fail(err, ERROR_INVALID, "a finding is an olifantenpaadje or a broodje_aap");
}

static bool
run_new(struct verb_call *call, struct error *err)
{
	struct arena arena = ARENA_INIT;
	enum mention_kind kind = MENTION_NONE;
	struct view id;
	bool good =
	    read_kind(verb_argument(call, 0), &kind, err) &&
	    finding_new(call->coding, call->viewer.coder, kind, verb_argument(call, 1), &arena, &id, err);

	if (good)
		printf("%.*s\n", VIEW_ARGS(id));
	arena_release(&arena);
	return good;
}

static bool
run_set(struct verb_call *call, struct error *err)
{
	return finding_set(call->coding, call->viewer.coder, verb_argument(call, 0), verb_argument(call, 1),
	                   verb_argument(call, 2), err);
}

static bool
join(struct verb_call *call, size_t first, struct view id, struct error *err)
{
	struct view *mentions = NULL;
	size_t count, made = 0;
	bool good = verb_mentions(call, first, &mentions, &count, err) &&
	            finding_join(call->coding, call->viewer.coder, id, mentions, count, &made, err);

	if (good)
		printf("%zu decision%s\n", made, made == 1 ? "" : "s");
	free(mentions);
	return good;
}

static bool
run_join(struct verb_call *call, struct error *err)
{
	return join(call, 1, verb_argument(call, 0), err);
}

static bool
run_leave(struct verb_call *call, struct error *err)
{
	return join(call, 0, VIEW(""), err);
}

static bool
run_merge(struct verb_call *call, struct error *err)
{
	struct view from = verb_argument(call, 0), to = verb_argument(call, 1);
	struct preview preview;

	if (!finding_preview_merge(call->coding, from, to, &preview, err))
		return false;
	return !verb_preview(call, &preview, from, to) ||
	       finding_merge(call->coding, call->viewer.coder, from, to, err);
}

static bool
run_split(struct verb_call *call, struct error *err)
{
	struct view from = verb_argument(call, 0), title = verb_argument(call, 1), *mentions = NULL, id;
	struct preview preview;
	size_t count;
	bool good = verb_mentions(call, 2, &mentions, &count, err) &&
	            finding_preview_split(call->coding, from, mentions, count, &preview, err);

	if (good && verb_preview(call, &preview, from, title)) {
		good =
		    finding_split(call->coding, call->viewer.coder, from, title, mentions, count, &id, err);
		if (good)
			printf("%.*s\n", VIEW_ARGS(id));
	}
	free(mentions);
	return good;
}

static bool
run_release(struct verb_call *call, struct error *err)
{
	return finding_release(call->coding, call->viewer.coder, verb_argument(call, 0), true, err);
}

static bool
run_withdraw(struct verb_call *call, struct error *err)
{
	return finding_release(call->coding, call->viewer.coder, verb_argument(call, 0), false, err);
}

static bool
run_read(struct verb_call *call, struct error *err)
{
	return verb_read(call, finding_read_cards, err);
}

static bool
run_write(struct verb_call *call, struct error *err)
{
	struct buf out = BUF_INIT;
	bool good;

	finding_write_cards(call->coding, &out);
	good = verb_write(call, &out, err);
	buf_release(&out);
	return good;
}

static bool
run_waves(struct verb_call *call, struct error *err)
{
	size_t count;
	struct finding_wave *rows = finding_waves(call->coding, &count);

	(void)err;
	for (size_t i = 0; i < count; i++) {
		const struct finding_wave *row = &rows[i];

		if (call->json)
			verb_print_json(json_pack("{s:o, s:o, s:I, s:I, s:I}", "finding",
			                          json_stringn(row->finding.ptr, row->finding.len), "wave",
			                          json_stringn(row->wave.ptr, row->wave.len), "mentions",
			                          (json_int_t)row->mentions, "responses",
			                          (json_int_t)row->responses, "of", (json_int_t)row->of));
		else
			printf("%.*s  %s%.*s%s: %zu of %zu responses\n", VIEW_ARGS(row->finding),
			       row->wave.len == 0 ? "(" : "",
			       VIEW_ARGS(row->wave.len == 0 ? VIEW("no wave") : row->wave),
			       row->wave.len == 0 ? ")" : "", row->responses, row->of);
	}
	free(rows);
	return true;
}

static bool
run_contrast(struct verb_call *call, struct error *err)
{
	size_t count;
	struct finding_contrast *rows = finding_contrasts(call->coding, &count);

	(void)err;
	for (size_t i = 0; i < count; i++) {
		const struct finding_contrast *row = &rows[i];

		if (call->json)
			verb_print_json(json_pack("{s:o, s:o, s:o, s:I, s:I}", "one",
			                          json_stringn(row->one.ptr, row->one.len), "other",
			                          json_stringn(row->other.ptr, row->other.len), "audience",
			                          json_stringn(row->audience.ptr, row->audience.len),
			                          "one_mentions", (json_int_t)row->one_mentions,
			                          "other_mentions", (json_int_t)row->other_mentions));
		else
			printf("%.*s | %.*s  %.*s: %zu | %zu mentions\n", VIEW_ARGS(row->one),
			       VIEW_ARGS(row->other), VIEW_ARGS(row->audience), row->one_mentions,
			       row->other_mentions);
	}
	free(rows);
	return true;
}

static const struct verb list[] = {
	{ "list", NULL, "all findings with how many mentions tell of them", 0, 0, VERB_LOOKS, run_list },
	{ "show", "FINDING", "its card, and what keeps it from being released", 1, 1, VERB_LOOKS, run_show },
	{ "new", "KIND TITLE", "makes one and prints its id", 2, 2, VERB_DECIDES, run_new },
	{ "set", "FINDING PART VALUE",
	  "title, title.en, title.ar, owner (a role), state (plan, do, check, act), plan, do, check, act\n"
	  "      (days), contrast (a finding), tag/TAG (yes, no); of an olifantenpaadje: bottleneck, path,\n"
	  "      helps, risk, blocks, proposal; of a broodje_aap: claim, true, source, keeps-away, audience",
	  3, 3, VERB_DECIDES, run_set },
	{ "read", "FILE", "takes over the cards in a YAML file, all of it or nothing", 1, 1, VERB_DECIDES,
	  run_read },
	{ "write", "[FILE]", "writes all cards as YAML", 0, 1, VERB_LOOKS, run_write },
	{ "join", "FINDING MENTION…", "these mentions tell of it", 2, VERB_MANY, VERB_DECIDES, run_join },
	{ "leave", "MENTION…", "these mentions tell of none", 1, VERB_MANY, VERB_DECIDES, run_leave },
	{ "merge", "FINDING FINDING", "the first becomes part of the second; a preview without --yes", 2, 2,
	  VERB_DECIDES, run_merge },
	{ "split", "FINDING TITLE MENTION…", "a new finding of some of its mentions; a preview without --yes",
	  3, VERB_MANY, VERB_DECIDES, run_split },
	{ "release", "FINDING", "for the report and the next questionnaire", 1, 1, VERB_DECIDES,
	  run_release },
	{ "withdraw", "FINDING", "takes its release back", 1, 1, VERB_DECIDES, run_withdraw },
	{ "waves", NULL, "how many tell of each, wave by wave", 0, 0, VERB_LOOKS, run_waves },
	{ "contrast", NULL, "where one group's olifantenpaadje is the other's broodje aap", 0, 0, VERB_LOOKS,
	  run_contrast },
	{ .name = NULL },
};

int
cmd_finding(int argc, char **argv)
{
	const struct verbs verbs = { .about = about, .list = list };

	return verbs_main(&verbs, argc, argv);
}
