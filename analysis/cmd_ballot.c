/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis ballot`: a questionnaire about what comes first, made of released findings.
 */
#include "commands.h"

#include <stdio.h>
#include <stdlib.h>

#include "analysis/priorities/ballot.h"
#include "verbs.h"

static const char about[] =
    "Writes a questionnaire that asks which of the released findings come first: as a top\n"
    "three (ranking), in pairs (pairwise), or with agree and disagree for each (statement). The\n"
    "team puts it in plain words, keeps the ids, and puts it with the other questionnaires as\n"
    "ID.yaml. `analysis priorities` counts what comes back. Without FINDING it is about all\n"
    "that are released.";

static const char *type, *kind_name, *id, *audience, *output;

static bool
read_ballot(struct ballot *ballot, struct error *err)
{
	ballot->form = BALLOT_FORM_COUNT;
	ballot->kind = MENTION_NONE;
	ballot->id = view_of(id);
	ballot->audience = view_of(audience);
	for (int f = 0; f < BALLOT_FORM_COUNT; f++)
		if (view_is(view_of(type), ballot_form_name((enum ballot_form)f)))
			ballot->form = (enum ballot_form)f;
	for (int k = MENTION_NONE + 1; k < MENTION_KIND_COUNT; k++)
		if (view_is(view_of(kind_name), mention_kind_name((enum mention_kind)k)))
			ballot->kind = (enum mention_kind)k;
	if (ballot->form == BALLOT_FORM_COUNT)
		return fail(err, ERROR_INVALID, "--type is ranking, pairwise or statement");
	return ballot->kind != MENTION_NONE ||
	       fail(err, ERROR_INVALID, "--kind is olifantenpaadje or broodje_aap");
}

static bool
run_write(struct verb_call *call, struct error *err)
{
	struct view *chosen = xcalloc(call->count, sizeof(*chosen));
	struct ballot ballot = { .chosen = chosen, .chosen_count = call->count };
	struct buf out = BUF_INIT;
	bool good = false;

	for (size_t i = 0; i < call->count; i++)
		chosen[i] = verb_argument(call, i);
	if (!read_ballot(&ballot, err) || !ballot_write(call->coding, &ballot, &out, err))
		goto out;
	if (output != NULL)
		good = file_write(output, buf_view(&out), 0644, true, err);
	else
		good = fputs(out.data, stdout) >= 0 || fail_errno(err, "cannot write the questionnaire");
out:
	buf_release(&out);
	free(chosen);
	return good;
}

static const struct verb list[] = {
	{ .name = "ballot", .arguments = "[FINDING…]", .most = VERB_MANY, .run = run_write },
	{ .name = NULL },
};

int
cmd_ballot(int argc, char **argv)
{
	const struct option_line options[] = {
		{ .name = "type",
		  .argument = "TYPE",
		  .text = &type,
		  .needed = true,
		  .help = "ranking, pairwise or statement." },
		{ .name = "output",
		  .argument = "FILE",
		  .text = &output,
		  .help = "The file to write, which is replaced; the terminal if not given." },
		{ .name = "id",
		  .argument = "ID",
		  .text = &id,
		  .help = "Of the questionnaire; prioriteiten if not given." },
		{ .name = "audience",
		  .argument = "NAME",
		  .text = &audience,
		  .help = "Who is asked; jongerenpanel if not given. Not an audience that was asked other\n"
		          "things: tables of those would count the voters as people who did not answer." },
		{ .name = "kind",
		  .argument = "KIND",
		  .text = &kind_name,
		  .help = "olifantenpaadje (as if not given) or broodje_aap." },
	};
	const struct verbs verbs = { .about = about,
		                     .list = list,
		                     .single = true,
		                     .shows = true,
		                     .options = options,
		                     .option_count = sizeof(options) / sizeof(options[0]) };

	type = output = NULL;
	id = "prioriteiten";
	audience = "jongerenpanel";
	kind_name = mention_kind_name(MENTION_OLIFANTENPAADJE);
	return verbs_main(&verbs, argc, argv);
}
