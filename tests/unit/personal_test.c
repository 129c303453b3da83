/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of the hint about personal data (include/personal.h): the shared vectors, which the browser's script reads too, and
 * that no text can make it work for long.
 */
#include "unit.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <jansson.h>
#include <pcre2.h>
#include <sodium.h>
#include <time.h>

#include "personal.h"

enum {
	MOST = 20,
	REQUEST_SIZE = 256 * 1024, /* bytes: a form is not accepted larger */
};

static void
start(void)
{
	struct error err = ERROR_INIT;

	ck_assert_ok(personal_init(&err), &err);
}

START_TEST(what_is_found_is_that_of_the_shared_vectors)
{
	json_t *vectors = json_load_file("tests/fixtures/personal-vectors.json", 0, NULL), *vector;
	size_t index;

	start();
	ck_assert_uint_gt(json_array_size(vectors), 80);
	json_array_foreach(vectors, index, vector)
	{
		const char *text = json_string_value(json_object_get(vector, "text"));
		const json_t *wanted = json_object_get(vector, "found");
		struct personal_find found[MOST];
		size_t count = personal_find(view_of(text), found, MOST);

		ck_assert_msg(count == json_array_size(wanted), "%zu finds in: %s", count, text);
		for (size_t i = 0; i < count; i++) {
			const json_t *one = json_array_get(wanted, i);

			ck_assert_str_eq(found[i].kind, json_string_value(json_object_get(one, "kind")));
			ck_assert_msg(
			    view_is(found[i].found, json_string_value(json_object_get(one, "text"))),
			    "found \"%.*s\" in: %s", VIEW_ARGS(found[i].found), text);
		}
	}
	json_decref(vectors);
}
END_TEST

/* All patterns, as they stand in the file. */
struct plain_patterns {
	pcre2_code *list[100];
	size_t count;
};

static void
plain_patterns_init(struct plain_patterns *patterns)
{
	json_t *list = json_load_file("survey/core/personal.json", 0, NULL), *entry;
	size_t index;

	*patterns = (struct plain_patterns){ .count = 0 };
	ck_assert_uint_lt(json_array_size(list), 100);
	json_array_foreach(list, index, entry)
	{
		uint32_t options =
		    PCRE2_UTF | (json_is_true(json_object_get(entry, "ignoreCase")) ? PCRE2_CASELESS : 0);
		PCRE2_SIZE place;
		int problem;

		/* A checksum is not for a pattern to know. */
		if (json_object_get(entry, "check") != NULL)
			continue;
		patterns->list[patterns->count] =
		    pcre2_compile((PCRE2_SPTR)json_string_value(json_object_get(entry, "pattern")),
		                  PCRE2_ZERO_TERMINATED, options, &problem, &place, NULL);
		ck_assert_ptr_nonnull(patterns->list[patterns->count++]);
	}
	json_decref(list);
}

static bool
any_matches(const struct plain_patterns *patterns, struct view text)
{
	pcre2_match_data *data = pcre2_match_data_create(4, NULL);
	bool found = false;

	for (size_t i = 0; i < patterns->count && !found; i++)
		found = pcre2_match(patterns->list[i], (PCRE2_SPTR)text.ptr, text.len, 0, 0, data, NULL) > 0;
	pcre2_match_data_free(data);
	return found;
}

/* personal_find() leaves out the patterns that ask for a digit or a word when a text has none. Texts of what patterns look for, with and
 * without digits: it finds something wherever one of them does. */
START_TEST(no_pattern_is_left_out_that_would_find_something)
{
	enum { TEXTS = 10000, PIECES = 10, DIGITS = 8 };
	static const char *const pieces[] = {
		/* DIGITS of these */
		"1",
		"06",
		"1978",
		"12 ",
		"31",
		"9",
		"1234",
		"00",
		/* and without */
		"nl",
		"NL",
		"AB",
		" AB",
		"-",
		"+",
		".",
		"/",
		" ",
		" ",
		"(",
		")",
		"geb. ",
		"geboren op ",
		"'",
		" mei ",
		"straat ",
		"Damweg ",
		"\xc3\xa9",
		"a@b.nl",
		" punt ",
		" at ",
		" apenstaartje ",
		" [@] ",
		" (at)",
		"[AT] ",
		"x.nl",
		"@",
		"x",
		"A",
		"nul zes ",
		"NUL-ZES",
		" TweeDuizend",
		" negentien",
		" mei negentienachtennegentig",
		"een ",
		"twee ",
		"tien ",
		"twintig ",
		"Ik heet ",
		"Jan ",
		"mevrouw ",
		"woont op ",
		"adres: ",
	};
	const size_t all = sizeof(pieces) / sizeof(pieces[0]);
	struct plain_patterns patterns;
	size_t matched[2] = { 0, 0 };

	start();
	plain_patterns_init(&patterns);
	for (size_t t = 0; t < TEXTS; t++) {
		struct buf text = BUF_INIT;
		struct personal_find found[MOST];
		size_t from = t % 2 == 0 ? 0 : DIGITS;

		for (size_t p = 0; p < PIECES; p++)
			buf_add_text(&text, pieces[from + randombytes_uniform((uint32_t)(all - from))]);
		if (any_matches(&patterns, buf_view(&text))) {
			matched[from == 0]++;
			ck_assert_msg(personal_find(buf_view(&text), found, MOST) > 0, "%s", text.data);
		}
		buf_release(&text);
	}
	ck_assert_uint_gt(matched[0], 100);
	ck_assert_uint_gt(matched[1], 100);
	for (size_t i = 0; i < patterns.count; i++)
		pcre2_code_free(patterns.list[i]);
}
END_TEST

START_TEST(no_more_is_given_than_there_is_room_for)
{
	struct personal_find found[2];

	start();
	ck_assert_uint_eq(personal_find(VIEW("a@b.nl c@d.nl e@f.nl"), found, 2), 2);
	ck_assert(view_is(found[1].found, "c@d.nl"));
	ck_assert_uint_eq(personal_find(VIEW(""), found, 2), 0);
}
END_TEST

/* As much text as one request can bring, made of what patterns like to try again and again. Processor time, not the clock's:
 * other tests run beside this one. */
START_TEST(no_text_makes_it_work_for_long)
{
	static const char *const pieces[] = {
		"a",       "a.",      "a-",       "a@",         "a@a.",     "a at ",        "0 ",
		"0.",      "Aa ",     "A",        "A-",         "A'",       "A. ",          "'",
		"straat",  "straat ", "\xc3\xa9", "nl",         "NL00",     "1-",           "1-1-",
		"geb. 1",  "heet A",  "oom A.A.", "oom Aa Aa ", "mw. A'a-", "Aa van der A", "Aa ten ",
		"Heet Aa", "geboren", "1234AB ",  "+31 1",
	};
	struct personal_find found[MOST];

	start();
	for (size_t p = 0; p < sizeof(pieces) / sizeof(pieces[0]); p++) {
		struct buf text = BUF_INIT;
		clock_t begun;
		double took;

		while (text.len < REQUEST_SIZE)
			buf_add_text(&text, pieces[p]);
		/* what patterns end with, so that none is done before it began */
		buf_add_text(&text, " @ apenstaartje dot nlstraat 1 ten geboren heet A");
		begun = clock();
		personal_find(buf_view(&text), found, MOST);
		took = (double)(clock() - begun) / CLOCKS_PER_SEC;
		ck_assert_msg(took < 1.0, "%.2f s for \"%s\"", took, pieces[p]);
		if (getenv("VERBOSE") != NULL)
			printf("%.3f s for \"%s\"\n", took, pieces[p]);
		buf_release(&text);
	}
}
END_TEST

UNIT_MAIN("personal", what_is_found_is_that_of_the_shared_vectors,
          no_pattern_is_left_out_that_would_find_something, no_more_is_given_than_there_is_room_for,
          no_text_makes_it_work_for_long)
