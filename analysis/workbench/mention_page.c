/* SPDX-License-Identifier: EUPL-1.2
 *
 * Parts of pages that show mentions: mention_page.h.
 */
#include "mention_page.h"

#include <stdio.h>

struct view
mention_shorten(struct visit *visit, struct view text)
{
	size_t at = 0, characters = 0;

	while (at < text.len && characters <= EXCERPT_CHARACTERS) {
		if (((unsigned char)text.ptr[at] & 0xc0) != 0x80 && ++characters > EXCERPT_CHARACTERS)
			break;
		at++;
	}
	return at == text.len ? text : arena_printf(visit->arena, "%.*s…", (int)at, text.ptr);
}

struct view
mention_excerpt(struct visit *visit, const struct mention *mention)
{
	return mention_shorten(visit, mention_story(mention));
}

/* ---- Texts and marks ---- */

static const char *const states[] = {
	[MARK_OPEN] = "open",
	[MARK_REDACT] = "redact",
	[MARK_KEEP] = "keep",
	[MARK_CONFLICT] = "conflict",
};

struct view
mention_mark_state(const struct visit *visit, enum mark_state state)
{
	char message[32];

	snprintf(message, sizeof(message), "mark_%s", states[state]);
	return visit_message(visit, message);
}

void
mention_show_run(struct page *text, struct view run, const char *state)
{
	struct page *part = run.len > 0 ? page_section(text, "RUN") : NULL;

	if (part == NULL)
		return;
	part = page_section(part, state == NULL ? "PLAIN" : "MARKED");
	page_set(part, "WORDS", run);
	if (state != NULL)
		page_set(part, "STATE", view_of(state));
}

static void
show_text(struct visit *visit, struct page *page, const struct mention *mention,
          const struct text_column *column, const struct marks *marks)
{
	struct view text = column->views[mention->row], rest = text;
	struct page *part;

	if (text.len == 0)
		return;
	part = page_section(page, "TEXT");
	page_set(part, "QUESTION",
	         visit_text(visit, mention->block->questionnaire, &column->question->title));
	page_set(part, "QUESTION_ID", column->question->id);
	for (size_t i = 0; i < marks->count; i++) {
		const struct mark *mark = &marks->list[i];

		if (!view_equal(mark->place.question, column->question->id) || mark->text.ptr < rest.ptr)
			continue;
		mention_show_run(part, (struct view){ rest.ptr, (size_t)(mark->text.ptr - rest.ptr) }, NULL);
		mention_show_run(part, mark->text, states[mark->state]);
		rest.ptr = mark->text.ptr + mark->text.len;
		rest.len = (size_t)(text.ptr + text.len - rest.ptr);
	}
	mention_show_run(part, rest, NULL);
}

void
mention_show_texts(struct visit *visit, struct page *page, const struct mention *mention)
{
	struct marks marks = MARKS_INIT;

	marks_find(&marks, visit->workbench->coding, mention);
	for (size_t i = 0; i < mention->rows->text_count; i++)
		show_text(visit, page, mention, &mention->rows->texts[i], &marks);
	for (size_t i = 0; i < marks.count; i++) {
		const struct mark *mark = &marks.list[i];
		struct page *part = page_section(page, "MARK");

		page_set(part, "WORDS", mark->text);
		page_set(part, "PLACE", place_write(&mark->place, visit->arena));
		page_set(part, "STATE", mention_mark_state(visit, mark->state));
		if (mark->state == MARK_OPEN || mark->state == MARK_CONFLICT)
			page_show(part, "OPEN");
		else
			page_show(part, "DECIDED");
	}
	marks_release(&marks);
}

bool
mention_was_read(const struct visit *visit, const struct mention *mention)
{
	bool read = true;

	for (size_t i = 0; read && i < mention->rows->text_count; i++)
		read = mention->rows->texts[i].views[mention->row].len == 0 ||
		       coding_is(visit->workbench->coding, DECISION_CHECK, view_of(mention->id),
		                 mention->rows->texts[i].question->id, VIEW(""), "yes");
	return read;
}

void
mention_keep_read(struct visit *visit, const struct mention *mention)
{
	struct wish *wishes = arena_array(visit->arena, mention->rows->text_count + 1, sizeof(*wishes));
	size_t count = 0;

	for (size_t i = 0; i < mention->rows->text_count; i++)
		if (mention->rows->texts[i].views[mention->row].len > 0)
			wishes[count++] = (struct wish){ .kind = DECISION_CHECK,
				                         .subject = view_of(mention->id),
				                         .part = mention->rows->texts[i].question->id,
				                         .value = VIEW("yes") };
	if (visit_decide(visit, wishes, count, NULL))
		visit_say(visit, "read_kept", NULL);
}

/* ---- Answers ---- */

static void
show_column(struct visit *visit, struct page *page, const struct mention *mention,
            const struct column *column, size_t row, bool tags, bool others)
{
	const struct question *question = column->question;
	const struct questionnaire *questionnaire = mention->block->questionnaire;
	struct view chosen = { "", 0 };
	struct page *part;

	if (question->tagset != NULL ? !tags : !others)
		return;
	for (size_t o = 0; o < question->option_count; o++)
		if ((column->bits[row * column->width + o / 8] >> (o % 8) & 1) != 0)
			chosen = arena_printf(
			    visit->arena, "%.*s%s%.*s", VIEW_ARGS(chosen), chosen.len > 0 ? ", " : "",
			    VIEW_ARGS(visit_text(visit, questionnaire, &question->options[o].text)));
	if (chosen.len == 0)
		return;
	part = page_section(page, "ANSWER");
	page_set(part, "NAME", visit_text(visit, questionnaire, &question->title));
	page_set(part, "VALUE", chosen);
}

void
mention_show_answers(struct visit *visit, struct page *page, const struct mention *mention, bool tags,
                     bool others)
{
	const struct rows *rows = mention->rows, *responses = &mention->block->responses;

	for (size_t i = 0; i < rows->column_count; i++)
		show_column(visit, page, mention, &rows->columns[i], mention->row, tags, others);
	for (size_t i = 0; i < responses->column_count; i++)
		show_column(visit, page, mention, &responses->columns[i], rows->response[mention->row], tags,
		            others);
}

/* ---- Tags ---- */

void
mention_show_colour(struct page *part, const struct code *code)
{
	if (code->colour.len > 0)
		page_set(page_section(part, "COLOURED"), "COLOUR", code->colour);
}

/* Whether anything was ever decided about tags of the mention. */
static bool
may_have_tags(const struct coding *coding, struct view mention)
{
	size_t tags, agreed;

	(void)coding_fields(coding, DECISION_TAG, mention, &tags);
	(void)coding_fields(coding, DECISION_AGREED, mention, &agreed);
	return tags + agreed > 0;
}

void
mention_show_tags(struct visit *visit, struct page *page, const struct codebook *codebook,
                  const struct mention *mention)
{
	struct coding *coding = visit->workbench->coding;
	struct view id = view_of(mention->id);
	size_t count = may_have_tags(coding, id) ? codebook->count : 0;

	for (size_t i = 0; i < count; i++) {
		const struct code *code = &codebook->list[i];
		bool mine;
		enum tag_state state;
		struct page *part;

		if (code->into.len > 0)
			continue;
		mine = coding_tagged(coding, id, code->id, visit->workbench->coder);
		state = visit->workbench->blind ? TAG_UNCODED : coding_tag(coding, id, code->id);
		if (!mine && state != TAG_YES && state != TAG_DISPUTED)
			continue;
		part = page_section(page, "TAG");
		page_set(part, "NAME", code->name);
		page_set(part, "ID", code->id);
		mention_show_colour(part, code);
		if (mine)
			page_show(part, "MINE");
		if (state == TAG_DISPUTED)
			page_show(part, "DISPUTED");
	}
}
