/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of include/locale_catalogue.h, on catalogues that are built here. Each test runs in its own process (Check
 * forks), so each reads the resources anew.
 */
#include "unit.h"

#include <pthread.h>

#include "locale_catalogue.h"
#include "resource.h"

enum {
	FILE_SIZE = 1024,
	BROKEN_COUNT = 13,
	HEADER_SIZE = 28,
	MAGIC_AT = 0,
	COUNT_AT = 8,
	IDS_AT = 12,
	MESSAGES_AT = 16
};

static unsigned char nl[FILE_SIZE], en[FILE_SIZE], team[FILE_SIZE], broken[BROKEN_COUNT][FILE_SIZE];

#define BROKEN(n)                                                                                            \
	{                                                                                                    \
		"broken" #n ".mo", broken[n], broken[n] + FILE_SIZE                                          \
	}

const struct resource resources[] = {
	BROKEN(0),
	BROKEN(1),
	BROKEN(2),
	BROKEN(3),
	BROKEN(4),
	BROKEN(5),
	BROKEN(6),
	BROKEN(7),
	BROKEN(8),
	BROKEN(9),
	BROKEN(10),
	BROKEN(11),
	BROKEN(12),
	{ "nl.mo", nl, nl + FILE_SIZE }, /* out of order: the catalogue sorts by itself */
	{ "en.mo", en, en + FILE_SIZE },
	{ "team.nl.mo", team, team + FILE_SIZE },
	{ "footer.tpl", nl, nl },
	{ ".mo", en, en + FILE_SIZE },
	{ NULL, NULL, NULL },
};

struct message {
	const char *id, *text;
};

static void
put_number(unsigned char *file, size_t at, uint32_t number)
{
	memcpy(file + at, &number, sizeof(number));
}

static size_t
put_text(unsigned char *file, size_t entry, size_t at, const char *text)
{
	put_number(file, entry, (uint32_t)strlen(text));
	put_number(file, entry + 4, (uint32_t)at);
	memcpy(file + at, text, strlen(text) + 1);
	return at + strlen(text) + 1;
}

/* As msgfmt would write it; the ids must be sorted. */
static void
put_catalogue(unsigned char *file, const struct message *messages, uint32_t count)
{
	size_t ids = HEADER_SIZE, texts = ids + count * 8, at = texts + count * 8;

	put_number(file, MAGIC_AT, 0x950412deU);
	put_number(file, COUNT_AT, count);
	put_number(file, IDS_AT, (uint32_t)ids);
	put_number(file, MESSAGES_AT, (uint32_t)texts);
	for (size_t i = 0; i < count; i++) {
		at = put_text(file, ids + i * 8, at, messages[i].id);
		at = put_text(file, texts + i * 8, at, messages[i].text);
	}
}

static const struct message dutch[] = {
	{ "", "Content-Type: text/plain; charset=UTF-8\n" },
	{ "greeting", "Dag {name}, dit is {n} van {total}." },
	{ "next", "Verder" },
	{ "previous", "Terug" },
	{ "strange", "{ {} {n {onbekend} n}" },
};
static const struct message english[] = { { "next", "Next" } };
static const struct message for_the_team[] = { { "next", "Volgende melding" } };

enum { DUTCH_COUNT = sizeof(dutch) / sizeof(dutch[0]) };

static const struct catalogue *
find(const char *language)
{
	put_catalogue(nl, dutch, DUTCH_COUNT);
	put_catalogue(en, english, 1);
	put_catalogue(team, for_the_team, 1);
	return catalogue_find(view_of(language));
}

START_TEST(a_catalogue_is_found_by_its_language)
{
	ck_assert_view(catalogue_language(find("nl")), "nl");
	ck_assert_ptr_null(catalogue_find(VIEW("de")));
	ck_assert_ptr_null(catalogue_find(VIEW("")));
	ck_assert_ptr_null(catalogue_find(VIEW("footer")));
}
END_TEST

START_TEST(a_domain_has_words_of_its_own)
{
	const struct catalogue *words;

	ck_assert_ptr_nonnull(find("nl"));
	words = catalogue_find_in(VIEW("team"), VIEW("nl"));
	ck_assert_ptr_nonnull(words);
	ck_assert_view(catalogue_message(words, "next"), "Volgende melding");
	ck_assert_view(catalogue_language(words), "nl");
	ck_assert_view(catalogue_message(catalogue_find(VIEW("nl")), "next"), "Verder");
	ck_assert_ptr_null(catalogue_find_in(VIEW("team"), VIEW("en")));
	ck_assert_ptr_null(catalogue_find_in(VIEW("other"), VIEW("nl")));
	ck_assert_ptr_null(catalogue_find(VIEW("team.nl")));
}
END_TEST

START_TEST(catalogues_come_in_alphabetical_order)
{
	ck_assert_ptr_nonnull(find("nl"));
	ck_assert_view(catalogue_language(catalogue_at(0)), "en");
	ck_assert_view(catalogue_language(catalogue_at(1)), "nl");
	ck_assert_ptr_null(catalogue_at(2));
}
END_TEST

START_TEST(every_message_is_found_by_its_id)
{
	const struct catalogue *catalogue = find("nl");

	for (size_t i = 1; i < DUTCH_COUNT; i++)
		ck_assert_view(catalogue_message(catalogue, dutch[i].id), dutch[i].text);
	ck_assert_view(catalogue_message(catalogue_find(VIEW("en")), "next"), "Next");
}
END_TEST

START_TEST(an_unknown_message_is_its_own_id)
{
	static const char *const unknown[] = { "a", "nexs", "nextt", "zzz", "" };
	const struct catalogue *catalogue = find("nl");

	for (size_t i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++)
		ck_assert_view(catalogue_message(catalogue, unknown[i]), unknown[i]);
}
END_TEST

START_TEST(walking_skips_the_header)
{
	const struct catalogue *catalogue = find("nl");
	struct view id, message;
	size_t n = 0;

	while (catalogue_each(catalogue, n, &id, &message)) {
		n++;
		ck_assert_view(id, dutch[n].id);
		ck_assert_view(message, dutch[n].text);
	}
	ck_assert_uint_eq(n, DUTCH_COUNT - 1);
	ck_assert(catalogue_each(catalogue_find(VIEW("en")), 0, &id, &message));
	ck_assert(!catalogue_each(catalogue_find(VIEW("en")), 1, &id, &message));
}
END_TEST

START_TEST(values_replace_their_names_in_braces)
{
	struct catalogue_value values[] = {
		{ "n", VIEW("3") }, { "total", VIEW("12") }, { "name", VIEW("{n}") }, { NULL, { NULL, 0 } }
	};
	const struct catalogue *catalogue = find("nl");
	struct arena arena = ARENA_INIT;

	ck_assert_view(catalogue_fill(catalogue, &arena, "greeting", values), "Dag {n}, dit is 3 van 12.");
	ck_assert_view(catalogue_fill(catalogue, &arena, "strange", values), dutch[4].text);
	values[2].value = view_of(NULL);
	ck_assert_view(catalogue_fill(catalogue, &arena, "greeting", values), "Dag , dit is 3 van 12.");
	arena_release(&arena);
}
END_TEST

START_TEST(plural_forms_end_at_the_first)
{
	const struct catalogue *catalogue;
	unsigned char *text;

	put_catalogue(nl, dutch, DUTCH_COUNT);
	text = memmem(nl, FILE_SIZE, "Verder", 6);
	ck_assert_ptr_nonnull(text);
	text[3] = '\0';
	catalogue = catalogue_find(VIEW("nl"));
	ck_assert_view(catalogue_message(catalogue, "next"), "Ver");
}
END_TEST

/* One wrong number each in an otherwise good file. */
static const struct {
	size_t at;
	uint32_t number;
} wrong_numbers[] = {
	{ MAGIC_AT, 0xde120495 },        { 4, 1 }, /* the revision */
	{ COUNT_AT, UINT32_MAX },        { COUNT_AT, FILE_SIZE / 8 },
	{ IDS_AT, FILE_SIZE + 1 },       { IDS_AT, UINT32_MAX },
	{ MESSAGES_AT, FILE_SIZE - 7 },  { MESSAGES_AT, UINT32_MAX - 7 },
	{ HEADER_SIZE, UINT32_MAX },                             /* a length */
	{ HEADER_SIZE + 4, FILE_SIZE },                          /* a place */
	{ HEADER_SIZE + 4, UINT32_MAX }, { HEADER_SIZE + 8, 4 }, /* "greeting" without a NUL behind it */
};

enum { WRONG_COUNT = sizeof(wrong_numbers) / sizeof(wrong_numbers[0]) };

_Static_assert(WRONG_COUNT == BROKEN_COUNT - 1, "the last broken file is not broken");

START_TEST(a_damaged_file_is_no_catalogue)
{
	char name[16];

	for (size_t i = 0; i < BROKEN_COUNT; i++)
		put_catalogue(broken[i], dutch, DUTCH_COUNT);
	for (size_t i = 0; i < WRONG_COUNT; i++)
		put_number(broken[i], wrong_numbers[i].at, wrong_numbers[i].number);
	for (size_t i = 0; i < BROKEN_COUNT; i++) {
		snprintf(name, sizeof(name), "broken%zu", i);
		ck_assert_msg((catalogue_find(view_of(name)) != NULL) == (i == WRONG_COUNT), "%s", name);
	}
}
END_TEST

START_TEST(unsorted_ids_are_refused)
{
	static const struct message unsorted[] = { { "b", "1" }, { "a", "2" } };

	put_catalogue(broken[0], unsorted, 2);
	ck_assert_ptr_null(catalogue_find(VIEW("broken0")));
}
END_TEST

START_TEST(broken_utf8_is_refused)
{
	static const struct message latin1[] = { { "a", "caf\xe9" } };

	put_catalogue(broken[0], latin1, 1);
	ck_assert_ptr_null(catalogue_find(VIEW("broken0")));
}
END_TEST

static void *
look_up(void *language)
{
	return (void *)(uintptr_t)catalogue_find(view_of(language));
}

START_TEST(threads_may_ask_first_at_the_same_time)
{
	pthread_t threads[8];
	void *found, *first = NULL;

	put_catalogue(nl, dutch, DUTCH_COUNT);
	for (size_t i = 0; i < 8; i++)
		ck_assert_int_eq(pthread_create(&threads[i], NULL, look_up, "nl"), 0);
	for (size_t i = 0; i < 8; i++) {
		pthread_join(threads[i], &found);
		first = first == NULL ? found : first;
		ck_assert_ptr_nonnull(found);
		ck_assert_ptr_eq(found, first);
	}
}
END_TEST

UNIT_MAIN("locale", a_catalogue_is_found_by_its_language, a_domain_has_words_of_its_own,
          catalogues_come_in_alphabetical_order, every_message_is_found_by_its_id,
          an_unknown_message_is_its_own_id, walking_skips_the_header, values_replace_their_names_in_braces,
          plural_forms_end_at_the_first, a_damaged_file_is_no_catalogue, unsorted_ids_are_refused,
          broken_utf8_is_refused, threads_may_ask_first_at_the_same_time)
