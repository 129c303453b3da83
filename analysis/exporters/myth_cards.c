/* SPDX-License-Identifier: EUPL-1.2
 *
 * Cards to share: myth_cards.h.
 */
#include "myth_cards.h"

#include "gate_words.h"
#include "page.h"
#include "written.h"

enum { LONG = 350, FULL = 900 }; /* bytes of text */

static bool
is_chosen(const struct myth_cards *cards, struct view id)
{
	bool found = cards->chosen_count == 0;

	for (size_t i = 0; i < cards->chosen_count; i++)
		found = found || view_equal(cards->chosen[i], id);
	return found;
}

static bool
all_released(const struct myth_cards *cards, struct error *err)
{
	for (size_t i = 0; i < cards->chosen_count; i++) {
		size_t f = released_find(cards->released, cards->chosen[i]);

		if (f == RELEASED_NONE || cards->released->findings[f].kind != MENTION_BROODJE_AAP)
			return fail(err, ERROR_ABSENT, "there is no released broodje aap \"%.*s\"",
			            VIEW_ARGS(cards->chosen[i]));
	}
	return true;
}

/* A text in lines, as it was typed. */
static void
add_text(struct page *card, const char *name, struct view text)
{
	struct page *part = page_section(card, name);

	while (text.ptr != NULL) {
		struct page *line = page_section(part, "LINE");

		page_set(line, "TEXT", view_cut(&text, '\n'));
		if (text.ptr != NULL)
			page_show(line, "BREAK");
	}
}

/* So that a long one fits its page too. */
static const char *
letter_size(const struct released_finding *finding)
{
	size_t length = released_part(finding, "claim").len + released_part(finding, "true").len +
	                released_part(finding, "source").len;

	return length > FULL ? "full" : length > LONG ? "long" : "short";
}

static void
add_card(const struct myth_cards *cards, struct page *page, const struct released_finding *finding)
{
	struct page *card = page_section(page, "CARD");

	written_in(card, "WRITTEN", cards->released->language, cards->catalogue);

	page_set(card, "SIZE", view_of(letter_size(finding)));
	page_set(card, "ID", finding->id);
	add_text(card, "CLAIM", released_part(finding, "claim"));
	add_text(card, "TRUE", released_part(finding, "true"));
	add_text(card, "SOURCE", released_part(finding, "source"));
}

bool
myth_cards_write(const struct myth_cards *cards, struct buf *out, struct error *err)
{
	struct page *page;
	size_t count = 0;
	bool good;

	if (!all_released(cards, err))
		return false;
	page = page_new("myth-cards.tpl", cards->catalogue);
	page_set(page, "LANGUAGE", catalogue_language(cards->catalogue));
	for (size_t f = 0; f < cards->released->finding_count; f++) {
		const struct released_finding *finding = &cards->released->findings[f];

		if (finding->kind != MENTION_BROODJE_AAP || !is_chosen(cards, finding->id))
			continue;
		add_card(cards, page, finding);
		count++;
	}
	good = (count > 0 || fail(err, ERROR_ABSENT, "no broodje aap was released")) &&
	       page_render(page, out, err);
	page_free(page);
	return good;
}

void
myth_cards_left_out(const struct myth_cards *cards, const struct gate *gate, struct buf *out)
{
	struct arena arena = ARENA_INIT;

	for (size_t i = 0; i < gate->count; i++) {
		const struct gate_reason *reason = &gate->list[i];

		if (reason->finding.len == 0 || reason->of == MENTION_OLIFANTENPAADJE ||
		    !is_chosen(cards, reason->finding))
			continue;
		buf_add_view(out, gate_words(cards->catalogue, &arena, reason));
		buf_add_char(out, '\n');
	}
	arena_release(&arena);
}
