/* SPDX-License-Identifier: EUPL-1.2
 *
 * Suggestions of tags: suggest.h. First what the respondent chose, then keywords of the codebook, compared by their stems.
 */
#include "suggest.h"

#include <string.h>

#include "search.h"

struct suggesting {
	struct visit *visit;
	const struct codebook *codebook;
	const struct mention *mention;
	struct suggestion *list;
	size_t count;
};

static void
add(struct suggesting *to, struct view name, enum suggestion_source source, struct view reason)
{
	const struct code *code = visit_code_named(to->codebook, name);

	if (to->count == SUGGESTIONS_MAX || name.len == 0)
		return;
	if (code != NULL) {
		name = code->name;
		if (coding_tagged(to->visit->workbench->coding, view_of(to->mention->id), code->id,
		                  to->visit->workbench->coder))
			return;
	}
	for (size_t i = 0; i < to->count; i++)
		if (view_equal(to->list[i].name, name))
			return;
	to->list[to->count++] = (struct suggestion){ .name = name, .source = source, .reason = reason };
}

static void
add_chosen(struct suggesting *to, const struct rows *rows, size_t row)
{
	for (size_t c = 0; c < rows->column_count; c++) {
		const struct column *column = &rows->columns[c];
		const struct question *question = column->question;

		for (size_t o = 0; question->tagset != NULL && o < question->option_count; o++)
			if ((column->bits[row * column->width + o / 8] >> (o % 8) & 1) != 0 &&
			    !question->options[o].alone)
				add(to,
				    visit_text(to->visit, to->mention->block->questionnaire,
				               &question->options[o].text),
				    SUGGESTION_CHOSEN, (struct view){ "", 0 });
	}
}

/* Whether the stems of a text have this keyword; "huur*" is every word that begins so. */
static bool
has_keyword(struct suggesting *to, struct view stems, struct view keyword)
{
	struct search *search = to->visit->workbench->search;
	bool begins = keyword.len > 1 && keyword.ptr[keyword.len - 1] == '*';
	struct view sought;

	if (begins)
		keyword.len--;
	sought = search_stem(search, keyword, to->visit->arena);
	if (sought.len == 0)
		return false;
	sought = arena_printf(to->visit->arena, begins ? " %.*s" : " %.*s ", VIEW_ARGS(sought));
	return memmem(stems.ptr, stems.len, sought.ptr, sought.len) != NULL;
}

static void
add_words(struct suggesting *to)
{
	struct visit *visit = to->visit;
	struct view stems = search_stem(visit->workbench->search, mention_story(to->mention), visit->arena);

	stems = arena_printf(visit->arena, " %.*s ", VIEW_ARGS(stems));
	for (size_t i = 0; i < to->codebook->count; i++) {
		const struct code *code = &to->codebook->list[i];
		struct view rest = code->keywords;

		while (code->into.len == 0 && !code->retired && rest.len > 0) {
			struct view keyword = view_trim(view_cut(&rest, ','));

			if (keyword.len > 0 && has_keyword(to, stems, keyword)) {
				add(to, code->name, SUGGESTION_WORD, keyword);
				break;
			}
		}
	}
}

size_t
suggest(struct visit *visit, const struct codebook *codebook, const struct mention *mention,
        struct suggestion list[SUGGESTIONS_MAX])
{
	struct suggesting to = { .visit = visit, .codebook = codebook, .mention = mention, .list = list };

	add_chosen(&to, mention->rows, mention->row);
	add_chosen(&to, &mention->block->responses, mention->rows->response[mention->row]);
	add_words(&to);
	return to.count;
}
