/* SPDX-License-Identifier: EUPL-1.2
 *
 * The words of people in a package: released quotes or, internally, all that they wrote in their stories. Package.h.
 */
#include "package_parts.h"

#include <stdlib.h>
#include <string.h>

#include "unicode.h"

static struct package_source *
source_for(struct package *package, enum mention_kind kind, struct view question)
{
	struct package_source *source;

	for (size_t i = 0; i < package->source_count; i++)
		if (package->sources[i].kind == kind && view_equal(package->sources[i].question, question))
			return &package->sources[i];
	package->sources = xrealloc(package->sources, package->source_count + 1, sizeof(*package->sources));
	source = &package->sources[package->source_count++];
	*source = (struct package_source){ .kind = kind, .question = question, .title = VIEW("") };
	return source;
}

/* The wordings of all questionnaires, whoever was asked: which of them a quote answers is not to be seen. */
static void
name_source(struct package *package, const struct block *blocks, size_t count, struct package_source *source)
{
	for (size_t b = 0; b < count; b++)
		for (size_t m = 0; m < blocks[b].mention_count; m++) {
			const struct questionnaire *questionnaire = blocks[b].questionnaire;
			const struct group *group = blocks[b].mentions[m].group;
			const struct question *question =
			    questionnaire_question(questionnaire, group, source->question);
			struct view title, rest = source->title;
			bool known = false;

			if (group->mention != source->kind || question == NULL)
				continue;
			title = package_text(package, questionnaire, &question->title);
			while (rest.ptr != NULL && !known)
				known = view_equal(view_cut(&rest, '\n'), title);
			if (!known)
				source->title =
				    arena_printf(&package->arena, "%.*s%s%.*s", VIEW_ARGS(source->title),
				                 source->title.len > 0 ? "\n" : "", VIEW_ARGS(title));
		}
}

static void
add_passage(struct package *package, struct coding *coding, const struct mention *mention,
            const struct place *place)
{
	struct package_source *source = source_for(package, mention->rows->group->mention, place->question);
	struct package_passage passage = { .code_count = 0 };
	struct buf text = BUF_INIT;

	quote_text(coding, mention, place, &text);
	passage.text = arena_copy(&package->arena, buf_view(&text));
	buf_wipe(&text);
	passage.codes = arena_array(&package->arena, package->code_count, sizeof(*passage.codes));
	for (size_t i = 0; i < package->code_count; i++)
		if (coding_tag(coding, view_of(mention->id), package->codes[i].id) == TAG_YES)
			passage.codes[passage.code_count++] = i;
	if (source->passage_count == source->room) {
		source->room = source->room == 0 ? 64 : source->room * 2;
		source->passages = xrealloc(source->passages, source->room, sizeof(*source->passages));
	}
	source->passages[source->passage_count++] = passage;
}

static int
compare_passages(const void *first, const void *second)
{
	const struct package_passage *a = first, *b = second;
	int order = view_compare(a->text, b->text);

	for (size_t i = 0; order == 0 && i < a->code_count && i < b->code_count; i++)
		order = (a->codes[i] > b->codes[i]) - (a->codes[i] < b->codes[i]);
	return order != 0 ? order : (a->code_count > b->code_count) - (a->code_count < b->code_count);
}

static int
compare_sources(const void *first, const void *second)
{
	const struct package_source *a = first, *b = second;

	return a->kind != b->kind ? (a->kind > b->kind) - (a->kind < b->kind)
	                          : view_compare(a->question, b->question);
}

static void
add_stories(struct package *package, struct coding *coding)
{
	const struct mention_list *mentions = coding_mentions(coding);

	for (size_t i = 0; i < mentions->count; i++) {
		const struct mention *mention = &mentions->list[i];
		struct view story = mention_story(mention), only = package->settings.questionnaire;
		struct place place;

		if (story.len == 0 || (only.len > 0 && !view_equal(mention->block->questionnaire->id, only)))
			continue;
		place = (struct place){ mention->rows->group->story->id, 0, unicode_length(story) };
		add_passage(package, coding, mention, &place);
	}
}

static void
add_quotes(struct package *package, struct coding *coding)
{
	struct quotes quotes = QUOTES_INIT;

	quotes_make(&quotes, coding);
	for (size_t i = 0; i < quotes.count; i++) {
		const struct quote *quote = &quotes.list[i];
		struct view place = place_write(&quote->place, &package->arena);

		if (quote->state == QUOTE_RELEASED)
			add_passage(package, coding, quote->mention, &quote->place);
		else
			package->kept_back += coding_is(coding, DECISION_QUOTE, view_of(quote->mention->id),
			                                place, VIEW(""), "released");
	}
	quotes_release(&quotes);
}

static void
sort_sources(struct package *package)
{
	for (size_t i = 0; i < package->source_count; i++)
		if (package->sources[i].passage_count > 1)
			qsort(package->sources[i].passages, package->sources[i].passage_count,
			      sizeof(*package->sources[i].passages), compare_passages);
	if (package->source_count > 1)
		qsort(package->sources, package->source_count, sizeof(*package->sources), compare_sources);
}

enum { QUOTE_KIND, QUOTE_QUESTION, QUOTE_TEXT, QUOTE_TAGS };

static void
fill_sheet(struct package *package, struct sheet *sheet)
{
	sheet_add_column(sheet, VIEW("kind"), VIEW("Kind"), SHEET_TEXT);
	sheet_add_column(sheet, VIEW("question"), VIEW("Question"), SHEET_TEXT);
	sheet_add_column(sheet, VIEW("text"), VIEW("Text"), SHEET_TEXT);
	sheet_add_column(sheet, VIEW("tags"), VIEW("Tags"), SHEET_TEXT);
	for (size_t s = 0; s < package->source_count; s++)
		for (size_t i = 0; i < package->sources[s].passage_count; i++) {
			const struct package_passage *passage = &package->sources[s].passages[i];
			union sheet_value *row = sheet_add_row(sheet);
			struct view tags = VIEW("");

			for (size_t c = 0; c < passage->code_count; c++)
				tags = arena_printf(&package->arena, "%.*s%s%.*s", VIEW_ARGS(tags),
				                    c > 0 ? ", " : "",
				                    VIEW_ARGS(package->codes[passage->codes[c]].id));
			row[QUOTE_KIND].text = view_of(mention_kind_name(package->sources[s].kind));
			row[QUOTE_QUESTION].text = package->sources[s].question;
			row[QUOTE_TEXT].text = passage->text;
			row[QUOTE_TAGS].text = tags;
		}
}

void
package_quotes(struct package *package, struct coding *coding)
{
	bool internal = package->settings.internal;
	size_t count;
	const struct block *blocks = study_blocks(coding_study(coding), &count);
	struct sheet *sheet = internal ? package_add_sheet(package, VIEW("stories"), VIEW("All stories"))
	                               : package_add_sheet(package, VIEW("quotes"), VIEW("The quotes"));

	if (internal)
		add_stories(package, coding);
	else
		add_quotes(package, coding);
	for (size_t i = 0; i < package->source_count; i++)
		name_source(package, blocks, count, &package->sources[i]);
	sort_sources(package);
	fill_sheet(package, sheet);
}
