/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of the hint about personal data (include/personal.h): the shared vectors, which the browser's script reads too, and
 * that no text can make it work for long.
 */
#include "unit.h"

#include <jansson.h>
#include <time.h>

#include "personal.h"

enum { MOST = 20 };

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

/* A text of the largest size, made of what patterns like to try again and again. */
START_TEST(no_text_makes_it_work_for_long)
{
	static const char *const pieces[] = { "a.", "0 ", "Aa ", "nl", "1-", "straat", "\xc3\xa9", "geb. 1" };
	struct personal_find found[MOST];

	start();
	for (size_t p = 0; p < sizeof(pieces) / sizeof(pieces[0]); p++) {
		struct buf text = BUF_INIT;
		clock_t begun = clock();

		while (text.len < 40000)
			buf_add_text(&text, pieces[p]);
		personal_find(buf_view(&text), found, MOST);
		ck_assert_msg((double)(clock() - begun) / CLOCKS_PER_SEC < 2, "too long for \"%s\"",
		              pieces[p]);
		buf_release(&text);
	}
}
END_TEST

UNIT_MAIN("personal", what_is_found_is_that_of_the_shared_vectors, no_more_is_given_than_there_is_room_for,
          no_text_makes_it_work_for_long)
