/* SPDX-License-Identifier: EUPL-1.2
 *
 * Cards for printing: cards.h.
 */
#include "cards.h"

#include <sodium.h>

#include "page.h"
#include "qr.h"

enum { CARDS_A_SHEET = 8, QUIET_ZONE = 4 /* modules around a QR code, ISO/IEC 18004 */ };

static bool
fill_code(struct page *card, struct view address, struct arena *arena, struct error *err)
{
	struct view path;
	unsigned side;

	if (!qr_path(address, arena, &path, &side, err))
		return false;
	page_set_number(card, "SIDE", (long)side + 2 * QUIET_ZONE);
	page_set(card, "PATH", path);
	return true;
}

static void
fill_words(const struct cards *cards, struct arena *arena, struct view address, struct page *card)
{
	for (size_t i = 0; i < cards->language_count; i++) {
		struct view language = cards->questionnaire->languages[cards->languages[i]];
		const struct catalogue *catalogue = catalogue_find(language);
		struct page *words = page_section(card, "WORDS");

		page_set(words, "WORDS_LANGUAGE", language);
		page_set(words, "WORDS_DIRECTION", catalogue_message(catalogue, "direction"));
		page_set(words, "LABEL", catalogue_message(catalogue, "card_code"));
		page_set(
		    words, "TEXT",
		    catalogue_fill(catalogue, arena, "card_text",
		                   (struct catalogue_value[]){ { "url", address }, { NULL, { NULL, 0 } } }));
	}
}

bool
cards_render(const struct cards *cards, struct buf *out, struct error *err)
{
	const struct questionnaire *q = cards->questionnaire;
	struct view language = q->languages[cards->languages[0]];
	struct arena arena = ARENA_INIT;
	struct page *page = page_new("cards.tpl", catalogue_find(language)), *sheet = NULL;
	struct view address = arena_printf(&arena, "%.*s/%.*s/%.*s", VIEW_ARGS(cards->url),
	                                   VIEW_ARGS(language), VIEW_ARGS(q->id));
	bool good = true;

	page_set(page, "LANGUAGE", language);
	page_set(page, "TITLE", q->title.in[cards->languages[0]]);
	for (size_t i = 0; i < cards->count && good; i++) {
		char printed[TICKET_PRINTED];
		struct page *card;

		if (i % CARDS_A_SHEET == 0) {
			sheet = page_section(page, "SHEET");
			page_set_number(sheet, "NUMBER", (long)(i / CARDS_A_SHEET) + 1);
		}
		card = page_section(sheet, "CARD");
		ticket_print(cards->codes[i], printed);
		page_set(card, "CODE", view_of(printed));
		good = fill_code(card,
		                 arena_printf(&arena, "%.*s#ticket=%s", VIEW_ARGS(address), cards->codes[i]),
		                 &arena, err);
		fill_words(cards, &arena, address, card);
		sodium_memzero(printed, sizeof(printed));
	}
	good = good && page_render(page, out, err);
	page_free(page);
	arena_release(&arena);
	return good;
}
