/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of the hint about personal data (include/personal.h): the shared vectors, which the browser's script reads too, and
 * that no text can make it work for long.
 */
#include "unit.h"

#include <jansson.h>
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

UNIT_MAIN("personal", what_is_found_is_that_of_the_shared_vectors, no_more_is_given_than_there_is_room_for,
          no_text_makes_it_work_for_long)
