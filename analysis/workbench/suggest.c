/* SPDX-License-Identifier: EUPL-1.2
 *
 * Suggestions of tags: suggest.h. What the respondent chose comes first, also tags that the codebook does not have yet.
 */
#include "suggest.h"

struct suggest_list {
	struct visit *visit;
	const struct codebook *codebook;
	const struct mention *mention;
	struct suggested *list;
	size_t count;
};

static void
add(struct suggest_list *to, const struct code *code, struct view name, struct view reason)
{
	if (to->count == SUGGEST_MOST || name.len == 0)
		return;
	if (code != NULL && coding_tagged(to->visit->workbench->coding, view_of(to->mention->id), code->id,
	                                  to->visit->workbench->coder))
		return;
	for (size_t i = 0; i < to->count; i++)
		if (view_equal(to->list[i].name, name))
			return;
	to->list[to->count++] = (struct suggested){ .code = code, .name = name, .reason = reason };
}

/* ---- What the respondent chose ---- */

static void
add_option(struct suggest_list *to, const struct option *option)
{
	struct view name = visit_text(to->visit, to->mention->block->questionnaire, &option->text);
	const struct code *code = codebook_find(to->codebook, option->id);

	if (code == NULL)
		code = visit_code_named(to->codebook, name);
	add(to, code, code == NULL ? name : code->name, visit_message(to->visit, "reason_chosen"));
}

static void
add_chosen(struct suggest_list *to, const struct rows *rows, size_t row)
{
	for (size_t c = 0; c < rows->column_count; c++) {
		const struct column *column = &rows->columns[c];
		const struct question *question = column->question;

		for (size_t o = 0; question->tagset != NULL && o < question->option_count; o++)
			if ((column->bits[row * column->width + o / 8] >> (o % 8) & 1) != 0 &&
			    !question->options[o].alone)
				add_option(to, &question->options[o]);
	}
}

/* ---- What the words say ---- */

static struct view
reason_of(struct suggest_list *to, const struct suggestion *suggestion)
{
	struct view word = suggestion->words.len > 0 ? suggestion->words : suggestion->about;

	if (suggestion->source == SUGGESTION_CHOSEN)
		return visit_message(to->visit, "reason_chosen");
	if (word.len == 0)
		return visit_message(to->visit, "reason_learned");
	return catalogue_fill(to->visit->workbench->catalogue, to->visit->arena,
	                      suggestion->source == SUGGESTION_LEARNED ? "reason_learned_word"
	                                                               : "reason_word",
	                      (struct catalogue_value[]){ { "word", word }, { .name = NULL } });
}

static void
add_words(struct suggest_list *to)
{
	struct learning *learning = to->visit->workbench->learning;
	struct suggesting *suggesting = learning == NULL ? NULL : learning_now(learning);
	struct suggestion *list;
	size_t count =
	    suggesting == NULL ? 0 : suggesting_for(suggesting, to->mention, to->visit->arena, &list);

	for (size_t i = 0; i < count; i++) {
		const struct code *code = codebook_find(to->codebook, list[i].tag);

		/* The codebook may have changed since. */
		if (code != NULL && code->into.len == 0 && !code->retired)
			add(to, code, code->name, reason_of(to, &list[i]));
	}
}

size_t
suggest(struct visit *visit, const struct codebook *codebook, const struct mention *mention,
        struct suggested list[SUGGEST_MOST])
{
	struct suggest_list to = { .visit = visit, .codebook = codebook, .mention = mention, .list = list };

	add_chosen(&to, mention->rows, mention->row);
	add_chosen(&to, &mention->block->responses, mention->rows->response[mention->row]);
	add_words(&to);
	return to.count;
}
