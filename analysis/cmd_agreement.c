/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis agreement`: how far coders agree, tag by tag.
 */
#include "commands.h"

#include <stdio.h>
#include <stdlib.h>

#include "analysis/agreement/agreement.h"
#include "verbs.h"

static const char about[] =
    "Krippendorff's alpha for every tag, with a 95 % interval: 1 is full agreement, 0 what chance gives.\n"
    "Only mentions that at least two coders coded count, and every coder's own tags, not what was agreed\n"
    "on afterwards. A tag that all or none of them got has no alpha.";

enum { SAMPLES = 1000, SEED = 20261030 };

static const char *only_kind;

struct matrix {
	const struct view *coders;
	size_t coder_count, units;
	struct agreement_value *values;  /* owned: values[unit * coder_count + coder] */
	const struct mention **mentions; /* owned */
};

/* The mentions that at least two coders coded. */
static void
gather(struct verb_call *call, struct matrix *matrix)
{
	const struct mention_list *mentions = coding_mentions(call->coding);

	matrix->coders = coding_coders(call->coding, &matrix->coder_count);
	matrix->mentions = xcalloc(mentions->count, sizeof(*matrix->mentions));
	for (size_t i = 0; i < mentions->count; i++) {
		const struct mention *mention = &mentions->list[i];
		size_t coded = 0;

		if (only_kind != NULL &&
		    !view_is(view_of(only_kind), mention_kind_name(mention->rows->group->mention)))
			continue;
		for (size_t c = 0; c < matrix->coder_count; c++)
			coded += coding_coded(call->coding, view_of(mention->id), matrix->coders[c]);
		if (coded > 1)
			matrix->mentions[matrix->units++] = mention;
	}
	matrix->values = xcalloc(matrix->units, matrix->coder_count * sizeof(*matrix->values));
}

static size_t
fill(struct verb_call *call, struct matrix *matrix, struct view tag)
{
	size_t yes = 0;

	for (size_t u = 0; u < matrix->units; u++)
		for (size_t c = 0; c < matrix->coder_count; c++) {
			struct view id = view_of(matrix->mentions[u]->id);
			bool tagged = coding_tagged(call->coding, id, tag, matrix->coders[c]);

			matrix->values[u * matrix->coder_count + c] = (struct agreement_value){
				.present = coding_coded(call->coding, id, matrix->coders[c]),
				.is.number = tagged ? 1 : 0,
			};
			yes += tagged;
		}
	return yes;
}

static void
print_tag(const struct verb_call *call, struct view tag, size_t yes, const struct agreement *agreement,
          bool defined)
{
	if (call->json)
		verb_print_json(json_pack("{s:o, s:I, s:I, s:o, s:o, s:o}", "tag",
		                          json_stringn(tag.ptr, tag.len), "units",
		                          (json_int_t)agreement->units, "given", (json_int_t)yes, "alpha",
		                          defined ? json_real(agreement->alpha) : json_null(), "low",
		                          defined ? json_real(agreement->low) : json_null(), "high",
		                          defined ? json_real(agreement->high) : json_null()));
	else if (defined)
		printf("%-24.*s %6.3f  (%.3f to %.3f)  given %zu times\n", VIEW_ARGS(tag), agreement->alpha,
		       agreement->low, agreement->high, yes);
	else
		printf("%-24.*s no alpha: all the same  given %zu times\n", VIEW_ARGS(tag), yes);
}

static bool
run_show(struct verb_call *call, struct error *err)
{
	struct matrix matrix = { .units = 0 };
	struct codebook codebook;
	bool good = false;

	codebook_make(&codebook, call->coding);
	gather(call, &matrix);
	if (matrix.units == 0) {
		fail(err, ERROR_ABSENT, "no mention was coded by two coders");
		goto out;
	}
	if (!call->json)
		printf("%zu mentions that at least two of %zu coders coded\n", matrix.units,
		       matrix.coder_count);
	for (size_t i = 0; i < codebook.count; i++) {
		const struct code *code = &codebook.list[i];
		struct agreement agreement = { .units = matrix.units };
		struct error why = ERROR_INIT;
		size_t yes;
		bool defined;

		if (code->into.len > 0)
			continue;
		yes = fill(call, &matrix, code->id);
		defined = agreement_alpha(matrix.values, matrix.units, matrix.coder_count, AGREEMENT_NOMINAL,
		                          SAMPLES, SEED, &agreement, &why);
		print_tag(call, code->id, yes, &agreement, defined);
	}
	good = true;
out:
	free(matrix.values);
	free((void *)matrix.mentions);
	codebook_release(&codebook);
	return good;
}

static const struct verb list[] = {
	{ "show", NULL, "alpha for every tag of the codebook", 0, 0, VERB_LOOKS, run_show },
	{ .name = NULL },
};

int
cmd_agreement(int argc, char **argv)
{
	const struct option_line options[] = {
		{ .name = "kind",
		  .argument = "KIND",
		  .text = &only_kind,
		  .help = "Of mentions of this kind alone: olifantenpaadje or broodje_aap." },
	};
	const struct verbs verbs = { .about = about, .list = list, .options = options, .option_count = 1 };

	only_kind = NULL;
	return verbs_main(&verbs, argc, argv);
}
