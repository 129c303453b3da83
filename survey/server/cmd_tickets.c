/* SPDX-License-Identifier: EUPL-1.2
 *
 * `survey tickets`: cards with single-use codes. The store gets the server's half of each, a file gets the half of the team's
 * computer, and the codes stand on the cards alone.
 */
#include "commands.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cards.h"
#include "data.h"
#include "options.h"
#include "page.h"

enum { TICKETS_MAX = 10000 };

static const char about[] =
    "Makes cards with single-use codes for a questionnaire with `access: ticket`: an HTML file to\n"
    "print (A4, eight cards a page). The store learns only by what it recognises a code, and the\n"
    "laptop's file by what `analysis import` recognises a response to one. Print the cards, cut\n"
    "them, let people draw them from a hat, and delete the HTML file.";

struct asked {
	struct data_place place;
	const char *questionnaire, *url, *languages, *cards, *laptop;
	unsigned long count;
};

static bool
read_languages(struct view list, struct cards *cards, struct error *err)
{
	const struct questionnaire *q = cards->questionnaire;

	do {
		struct view language = view_cut(&list, ',');
		size_t at = questionnaire_language(q, language);

		if (!view_equal(q->languages[at], language))
			return fail(err, ERROR_INVALID, "%.*s has no language \"%.*s\"", VIEW_ARGS(q->id),
			            VIEW_ARGS(language));
		if (cards->language_count == LANGUAGES_MAX)
			return fail(err, ERROR_INVALID, "more than %d languages", LANGUAGES_MAX);
		cards->languages[cards->language_count++] = at;
	} while (list.ptr != NULL);
	return true;
}

/* Dutch and English where there are no wishes, as far as the questionnaire has them. */
static bool
choose_languages(const char *asked, struct cards *cards, struct error *err)
{
	const struct questionnaire *q = cards->questionnaire;

	if (asked != NULL)
		return read_languages(view_of(asked), cards, err);
	for (size_t i = 0; i < q->language_count; i++)
		if (view_is(q->languages[i], "nl") || view_is(q->languages[i], "en"))
			cards->languages[cards->language_count++] = i;
	if (cards->language_count == 0)
		cards->language_count = 1;
	return true;
}

static bool
check_url(const char *text, struct view *url, struct error *err)
{
	*url = view_of(text);
	while (url->len > 0 && url->ptr[url->len - 1] == '/')
		url->len--;
	for (size_t i = 0; i < url->len; i++)
		if (url->ptr[i] <= ' ' || url->ptr[i] > '~' || strchr("#?\"<>", url->ptr[i]) != NULL)
			return fail(err, ERROR_INVALID, "--url must be the server's address, without # or ?");
	return view_starts(*url, "https://") || view_starts(*url, "http://") ||
	       fail(err, ERROR_INVALID, "--url must start with https:// (or http://)");
}

static int
compare_hashes(const void *a, const void *b)
{
	return memcmp(a, b, TICKET_HALF_BYTES);
}

/* Sorted, so that nobody sees which card was made first. */
static void
laptop_text(struct view questionnaire, uint8_t (*hashes)[TICKET_HALF_BYTES], size_t count, struct buf *out)
{
	qsort(hashes, count, TICKET_HALF_BYTES, compare_hashes);
	buf_printf(out, "survey tickets 1 %.*s\n", VIEW_ARGS(questionnaire));
	for (size_t i = 0; i < count; i++) {
		char text[TICKET_HALF_TEXT];

		buf_printf(out, "%s\n", sodium_bin2hex(text, sizeof(text), hashes[i], TICKET_HALF_BYTES));
	}
}

/* The store comes last: when something fails before, no ticket counts. */
static bool
make(const struct asked *asked, struct cards *cards, struct store *store, struct error *err)
{
	bool good = false, written = false;
	size_t count = asked->count;
	char(*codes)[TICKET_CODE] = sodium_allocarray(count, sizeof(*codes));
	uint8_t(*for_server)[TICKET_HALF_BYTES] = xcalloc(count, sizeof(*for_server)),
	(*for_laptop)[TICKET_HALF_BYTES] = xcalloc(count, sizeof(*for_laptop)), a[TICKET_HALF_BYTES],
	b[TICKET_HALF_BYTES];
	struct buf sheet = BUF_INIT, laptop = BUF_INIT;

	for (size_t i = 0; codes != NULL && i < count; i++) {
		ticket_make(codes[i]);
		ticket_halves(codes[i], a, b);
		ticket_half_hash(a, for_server[i]);
		ticket_half_hash(b, for_laptop[i]);
	}
	sodium_memzero(a, sizeof(a));
	sodium_memzero(b, sizeof(b));
	if (codes == NULL) {
		fail(err, ERROR_SYSTEM, "no memory for so many codes");
		goto out;
	}
	cards->codes = (const char(*)[TICKET_CODE])codes;
	cards->count = count;
	if (!cards_render(cards, &sheet, err))
		goto out;
	laptop_text(cards->questionnaire->id, for_laptop, count, &laptop);
	if (!file_write(asked->laptop, buf_view(&laptop), 0600, false, err))
		goto out;
	written = true;
	if (!file_write(asked->cards, buf_view(&sheet), 0600, false, err))
		goto out;
	good = store_add_tickets(store, cards->questionnaire->id, for_server[0], count, err);
	if (!good)
		unlink(asked->cards);
out:
	if (!good && written)
		unlink(asked->laptop);
	/* The server's half and the laptop's stand in the same order until the latter is sorted: neither outlives this. */
	sodium_memzero(for_server, count * sizeof(*for_server));
	sodium_memzero(for_laptop, count * sizeof(*for_laptop));
	free(for_server);
	free(for_laptop);
	sodium_free(codes);
	buf_wipe(&sheet);
	buf_wipe(&laptop);
	return good;
}

static bool
run(const struct asked *asked, struct error *err)
{
	bool good = false;
	struct problems problems = PROBLEMS_INIT;
	struct questionnaire *q = questionnaire_load(asked->questionnaire, date_today(), &problems);
	struct cards cards = { .questionnaire = q };
	struct store *store = NULL;

	if (q == NULL) {
		problems_print(&problems, stderr);
		fail(err, ERROR_INVALID, "%s is not in order", asked->questionnaire);
		goto out;
	}
	if (!q->ticketed) {
		fail(err, ERROR_INVALID, "%.*s does not ask for tickets: give it `access: ticket` first",
		     VIEW_ARGS(q->id));
		goto out;
	}
	if (!check_url(asked->url, &cards.url, err) || !choose_languages(asked->languages, &cards, err) ||
	    !page_init(err) || !data_open(&asked->place, STORE_SERVE, &store, err))
		goto out;
	good = make(asked, &cards, store, err);
	if (good)
		printf("%lu tickets for %.*s\n%s: the cards; print them, then delete this file\n"
		       "%s: for `analysis import --tickets`; move it to the team's computer\n",
		       asked->count, VIEW_ARGS(q->id), asked->cards, asked->laptop);
out:
	store_close(store);
	questionnaire_free(q);
	problems_release(&problems);
	return good;
}

int
cmd_tickets(int argc, char **argv)
{
	struct asked asked = { .place = DATA_PLACE_DEFAULT };
	const struct option_line lines[] = {
		{ .name = "questionnaire",
		  .argument = "FILE",
		  .text = &asked.questionnaire,
		  .needed = true,
		  .help = "The questionnaire's file, for its id and its title." },
		{ .name = "count",
		  .argument = "N",
		  .number = &asked.count,
		  .least = 1,
		  .most = TICKETS_MAX,
		  .needed = true,
		  .help = "How many cards, at most 10000." },
		{ .name = "url",
		  .argument = "URL",
		  .text = &asked.url,
		  .needed = true,
		  .help = "The server's address, as https://vragen.example." },
		{ .name = "language",
		  .argument = "LIST",
		  .text = &asked.languages,
		  .help = "The languages on the cards, as nl,en; default: those two." },
		DATA_OPTIONS(&asked.place),
		{ .name = "cards",
		  .argument = "FILE",
		  .text = &asked.cards,
		  .needed = true,
		  .help = "Where the cards go, an HTML file that does not exist yet." },
		{ .name = "laptop",
		  .argument = "FILE",
		  .text = &asked.laptop,
		  .needed = true,
		  .help = "Where the half of the team's computer goes, a file that does not exist yet." },
	};
	const struct command_line line = { .about = about,
		                           .options = lines,
		                           .option_count = sizeof(lines) / sizeof(lines[0]) };
	struct error err = ERROR_INIT;
	size_t argument_count;
	char **arguments;
	enum options_outcome outcome = options_read(&line, argc, argv, &arguments, &argument_count);

	if (outcome != OPTIONS_GOOD)
		return outcome == OPTIONS_HELP ? EXIT_GOOD : EXIT_USAGE;
	return run(&asked, &err) ? EXIT_GOOD : command_fail(argv[0], &err);
}
