/* SPDX-License-Identifier: EUPL-1.2
 *
 * From the study's answers to ballots and votes: answers.h.
 */
#include "answers.h"

#include <stdlib.h>
#include <string.h>

#include "qtype.h"

/* ---- Which question ---------------------------------------------------------------------------------------- */

static const char *const vote_ids[VOTE_COUNT] = {
	[VOTE_AGREE] = "eens", [VOTE_DISAGREE] = "oneens", [VOTE_UNKNOWN] = "weet-niet"
};

const char *
answers_vote_id(enum vote vote)
{
	return vote_ids[vote];
}

/* A question to agree or disagree with: exactly these options. */
static bool
is_statement(const struct question *question)
{
	bool all = question->type->level == MEASUREMENT_NOMINAL && question->option_count == VOTE_COUNT - 1;

	for (size_t v = VOTE_AGREE; v < VOTE_COUNT; v++)
		all = all && question_option(question, view_of(vote_ids[v])) < question->option_count;
	return all;
}

static bool
is_ballot(const struct question *question)
{
	return question->type->level == MEASUREMENT_RANKING || is_statement(question);
}

/* What was asked for, and what there is of it. */
struct search {
	const struct source *source;
	struct view questionnaire, question; /* question.ptr NULL: any */
	size_t rankings, statements;         /* that fit, each counted once */
	bool asked;                          /* there is such a questionnaire */
	struct view found;                   /* the id of the last ranking */
	struct buf list;                     /* of all ids that fit, for a message */
};

static bool
fits(const struct search *search, const struct block *block, const struct question *question)
{
	return view_equal(block->questionnaire->id, search->questionnaire) &&
	       selection_has_block(&search->source->selection, block) && question->group == NULL &&
	       is_ballot(question) &&
	       (search->question.ptr == NULL || view_equal(question->id, search->question));
}

/* The n-th question of a block that people were asked; NULL behind the last. */
static const struct question *
question_at(const struct block *block, size_t n)
{
	const struct questionnaire *questionnaire = block->questionnaire;

	for (size_t e = 0; e < questionnaire->entry_count; e++)
		if (questionnaire->entries[e].question != NULL && n-- == 0)
			return questionnaire->entries[e].question;
	return NULL;
}

/* Whether an earlier block had it already. */
static bool
seen_before(const struct search *search, size_t block, struct view id)
{
	bool seen = false;

	for (size_t b = 0; b < block && !seen; b++) {
		const struct question *question;

		for (size_t n = 0; (question = question_at(&search->source->blocks[b], n)) != NULL; n++)
			seen = seen || (view_equal(question->id, id) &&
			                fits(search, &search->source->blocks[b], question));
	}
	return seen;
}

static void
look(struct search *search)
{
	for (size_t b = 0; b < search->source->count; b++) {
		const struct block *block = &search->source->blocks[b];
		const struct question *question;

		search->asked =
		    search->asked || (view_equal(block->questionnaire->id, search->questionnaire) &&
		                      selection_has_block(&search->source->selection, block));
		for (size_t n = 0; (question = question_at(block, n)) != NULL; n++) {
			if (!fits(search, block, question) || seen_before(search, b, question->id))
				continue;
			if (is_statement(question)) {
				search->statements++;
			} else {
				search->rankings++;
				search->found = question->id;
			}
			if (search->list.len < 300)
				buf_printf(&search->list, "%s%.*s", search->list.len == 0 ? "" : ", ",
				           VIEW_ARGS(question->id));
		}
	}
}

static bool
settle(struct search *search, struct answers *answers, struct error *err)
{
	look(search);
	if (!search->asked)
		return fail(err, ERROR_ABSENT, "the study has no answers to \"%.*s\" in this selection",
		            (int)(search->questionnaire.len < 60 ? search->questionnaire.len : 60),
		            search->questionnaire.ptr);
	if (search->rankings + search->statements == 0)
		return fail(err, ERROR_ABSENT,
		            "there is no such ranking, pairwise or statement question at the top level of "
		            "\"%.*s\"",
		            VIEW_ARGS(search->questionnaire));
	if (search->rankings > 1 || (search->rankings == 1 && search->statements > 0))
		return fail(err, ERROR_INVALID, "it could be several questions; name one of: %.*s",
		            VIEW_ARGS(buf_view(&search->list)));
	answers->method = search->statements > 0 ? ANSWERS_VOTED : ANSWERS_RANKED;
	answers->question = search->found;
	return true;
}

/* ---- Items ------------------------------------------------------------------------------------------------- */

static size_t
find_item(const struct answers *answers, struct view id)
{
	size_t i = 0;

	while (i < answers->item_count && !view_equal(answers->items[i].id, id))
		i++;
	return i;
}

static bool
add_item(struct answers *answers, struct view id, struct view text, struct error *err)
{
	size_t i = find_item(answers, id);

	if (i == BALLOTS_ITEMS_MAX)
		return fail(err, ERROR_INVALID, "there are more than %d items in all versions together",
		            BALLOTS_ITEMS_MAX);
	if (i == answers->item_count)
		answers->item_count++;
	answers->items[i].id = id;
	answers->items[i].text = text;
	return true;
}

/* Of a block: the items of the question that was asked, or the question itself where it is a statement. */
static bool
add_items(struct answers *answers, const struct question *question, size_t language, struct error *err)
{
	const struct option *items;
	size_t count = 0;
	bool good = true;

	if (answers->method == ANSWERS_VOTED)
		return add_item(answers, question->id, question->title.in[language], err);
	items = question->type->items(question, &count);
	answers->title = question->title.in[language];
	for (size_t i = 0; i < count && good; i++)
		good = add_item(answers, items[i].id, items[i].text.in[language], err);
	return good;
}

static bool
find_items(struct answers *answers, const struct search *search, const struct catalogue *catalogue,
           struct error *err)
{
	bool good = true;

	answers->items = arena_array(&answers->arena, BALLOTS_ITEMS_MAX, sizeof(*answers->items));
	for (size_t b = 0; b < search->source->count; b++) {
		const struct block *block = &search->source->blocks[b];
		size_t language = questionnaire_language(block->questionnaire, catalogue_language(catalogue));
		const struct question *question;

		for (size_t n = 0; good && (question = question_at(block, n)) != NULL; n++)
			if (fits(search, block, question))
				good = add_items(answers, question, language, err);
	}
	return good;
}

/* ---- Places and pairs -------------------------------------------------------------------------------------- */

/* What one person said, while it is being read. */
struct told {
	uint16_t places[BALLOTS_ITEMS_MAX];
	bool chosen[BALLOTS_ITEMS_MAX], unchosen[BALLOTS_ITEMS_MAX];
	bool ranked, paired;
};

/* "1-wonen". */
static void
read_place(const struct answers *answers, struct view rank, struct view id, struct told *told)
{
	size_t item = find_item(answers, id);
	unsigned place = 0;

	for (size_t i = 0; i < rank.len; i++)
		place = 10 * place + (unsigned)(rank.ptr[i] - '0');
	if (item < answers->item_count) {
		told->places[item] = (uint16_t)place;
		told->ranked = true;
	}
}

/* "wonen_over_werk"; ids have no underscores. */
static void
read_pair(struct answers *answers, struct view value, struct told *told)
{
	struct view rest = value, one = view_cut(&rest, '_'), how = view_cut(&rest, '_');
	size_t i = find_item(answers, one), j = find_item(answers, rest);

	if (i == answers->item_count || j == answers->item_count || i == j)
		return;
	told->paired = true;
	if (!view_is(how, "over")) {
		ballots_add_equal(&answers->ballots, i, j, 1);
		return;
	}
	ballots_add_over(&answers->ballots, i, j, 1);
	told->chosen[i] = told->unchosen[j] = true;
}

static void
read_value(struct answers *answers, struct view value, struct told *told)
{
	struct view rest = value, rank = view_cut(&rest, '-');

	if (value.len > 0 && value.ptr[0] >= '1' && value.ptr[0] <= '9')
		read_place(answers, rank, rest, told);
	else
		read_pair(answers, value, told);
}

static void
read_person(struct answers *answers, const struct column *column, size_t row)
{
	const struct question *question = column->question;
	const uint8_t *bits = column->bits + row * column->width;
	struct told told = { .ranked = false };
	const struct option *items;
	size_t count;

	items = question->type->items(question, &count);
	for (size_t i = 0; i < count; i++)
		told.places[find_item(answers, items[i].id)] = BALLOTS_UNRANKED;
	for (size_t o = 0; o < question->option_count; o++)
		if ((bits[o / 8] >> o % 8 & 1) == 1)
			read_value(answers, question->options[o].id, &told);
	if (told.ranked)
		ballots_add(&answers->ballots, told.places, 1);
	answers->people += told.ranked || told.paired;
	for (size_t i = 0; i < answers->item_count; i++) {
		answers->items[i].first += told.places[i] == 1;
		answers->items[i].chosen += told.chosen[i];
		answers->items[i].unchosen += told.unchosen[i];
	}
	if (told.paired)
		answers->method = ANSWERS_PAIRED;
}

static void
read_rankings(struct answers *answers, const struct search *search)
{
	ballots_init(&answers->ballots, answers->item_count);
	for (size_t b = 0; b < search->source->count; b++) {
		const struct block *block = &search->source->blocks[b];
		const struct rows *rows = &block->responses;

		for (size_t c = 0; c < rows->column_count; c++)
			if (fits(search, block, rows->columns[c].question))
				for (size_t r = 0; r < rows->count; r++)
					read_person(answers, &rows->columns[c], r);
	}
}

/* ---- Votes ------------------------------------------------------------------------------------------------- */

static enum vote
vote_of(const struct column *column, size_t row)
{
	const uint8_t *bits = column->bits + row * column->width;

	for (size_t v = VOTE_AGREE; v < VOTE_COUNT; v++) {
		size_t option = question_option(column->question, view_of(vote_ids[v]));

		if ((bits[option / 8] >> option % 8 & 1) == 1)
			return (enum vote)v;
	}
	return VOTE_SKIPPED;
}

/* The votes of one response; who skipped all statements is not counted. */
static void
read_votes(struct answers *answers, const struct search *search, const struct block *block, size_t row)
{
	uint8_t *votes = answers->votes + answers->people * answers->item_count;
	const struct rows *rows = &block->responses;
	bool any = false;

	memset(votes, VOTE_SKIPPED, answers->item_count);
	for (size_t c = 0; c < rows->column_count; c++) {
		const struct column *column = &rows->columns[c];
		enum vote vote;

		if (!fits(search, block, column->question))
			continue;
		vote = vote_of(column, row);
		votes[find_item(answers, column->question->id)] = (uint8_t)vote;
		any = any || vote != VOTE_SKIPPED;
	}
	answers->people += any;
}

static void
read_statements(struct answers *answers, const struct search *search)
{
	size_t rows = 0;

	for (size_t b = 0; b < search->source->count; b++)
		rows += search->source->blocks[b].responses.count;
	answers->votes = xcalloc((rows + 1) * answers->item_count, 1);
	for (size_t b = 0; b < search->source->count; b++) {
		const struct block *block = &search->source->blocks[b];

		if (view_equal(block->questionnaire->id, search->questionnaire) &&
		    selection_has_block(&search->source->selection, block))
			for (size_t r = 0; r < block->responses.count; r++)
				read_votes(answers, search, block, r);
	}
}

bool
answers_make(struct answers *answers, const struct source *source, struct view name,
             const struct catalogue *catalogue, struct error *err)
{
	struct search search = { .source = source, .list = BUF_INIT };
	struct view rest = name;
	bool good;

	*answers = (struct answers){ .arena = ARENA_INIT };
	search.questionnaire = view_cut(&rest, ':');
	search.question = rest;
	answers->questionnaire = search.questionnaire;
	good = settle(&search, answers, err) && find_items(answers, &search, catalogue, err);
	if (good && answers->method == ANSWERS_VOTED)
		read_statements(answers, &search);
	else if (good)
		read_rankings(answers, &search);
	buf_release(&search.list);
	return good;
}

void
answers_release(struct answers *answers)
{
	if (answers->ballots.items > 0)
		ballots_release(&answers->ballots);
	free(answers->votes);
	arena_release(&answers->arena);
	*answers = (struct answers){ .arena = ARENA_INIT };
}
