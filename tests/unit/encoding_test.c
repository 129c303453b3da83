/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of the canonical encoding (include/response.h): its very bytes, that reading it back gives the same, and that
 * nothing else is read. tests/fixtures/encoding-vectors.json holds forms with their encodings; what encodes in a browser
 * must pass it too.
 */
#include "questionnaire_fixture.h"

#include <jansson.h>

#include "survey/server/reading.h"

static const char yaml[] =
    HEAD "questions:\n"
         "  - {id: uses, type: single, ask: {nl: Gebruik}, options: {ja: {nl: Ja}, nee: {nl: Nee}}}\n"
         "  - group: path\n    title: {nl: Paadje}\n    times: 2\n    again: {nl: Nog een?}\n    show_if: "
         "{uses: ja}\n    questions:\n"
         "      - {id: what, type: longtext, max: 30, ask: {nl: Wat}}\n"
         "      - {id: whom, type: multiple, ask: {nl: Wie}, options: {jong: {nl: J}, oud: {nl: O}, alle: "
         "{nl: A, alone: yes}}}\n"
         "      - {id: why, type: text, max: 20, ask: {nl: Waarom}, show_if: {whom: oud}}\n"
         "  - {id: age, type: number, ask: {nl: Leeftijd}, least: -5, most: 99, decimals: 1}\n"
         "  - {id: more, type: longtext, max: 40, ask: {nl: Meer}, show_if: {not: {uses: nee}}}\n";

/* The hash is BLAKE2b-256 of {"questionnaire":<the YAML above>,"tagsets":{}}. */
#define HASH "066dff0a28175b14435ba72494975104791034bfb58d54c4125e792348d856de"
#define ENCODING_START "{\"questionnaire\":\"proef\",\"definition\":\"" HASH "\",\"answers\":"

static const char known[] = ENCODING_START
    "{\"uses\":[\"ja\"],\"path\":[{\"what\":[\"Ik \\\"bel\\\"\\nzelf \\\\o/ "
    "caf\xc3\xa9\"],\"whom\":[\"jong\",\"oud\"],"
    "\"why\":[\"tab\\there\"]},{\"whom\":[\"alle\"]}],\"age\":[\"-1.5\"],\"more\":[\"\xf0\x9f\x98\x80\"]}}";

START_TEST(a_known_response_has_exactly_these_bytes)
{
	struct questionnaire *q = load_good(yaml);
	struct arena arena = ARENA_INIT;
	struct response response = response_new(q, &arena);
	struct buf out = BUF_INIT;

	GIVE(&response, &arena, "more", 0, "\xf0\x9f\x98\x80");
	GIVE(&response, &arena, "age", 0, "-01,5");
	GIVE(&response, &arena, "path.whom", 1, "alle");
	GIVE(&response, &arena, "path.whom", 0, "oud", "jong");
	GIVE(&response, &arena, "path.why", 0, "tab\there");
	GIVE(&response, &arena, "path.why", 1, "verborgen");
	GIVE(&response, &arena, "path.what", 0, "Ik \"bel\"\nzelf \\o/ caf\xc3\xa9");
	GIVE(&response, &arena, "path.again", 0, "yes");
	GIVE(&response, &arena, "uses", 0, "ja");
	response_settle(&response);
	response_encode(&response, &out);
	ck_assert_str_eq(out.data, known);
	buf_release(&out);
	arena_release(&arena);
	questionnaire_free(q);
}
END_TEST

START_TEST(an_empty_response_has_exactly_these_bytes)
{
	struct questionnaire *q = load_good(yaml);
	struct arena arena = ARENA_INIT;
	struct response response = response_new(q, &arena);
	struct buf out = BUF_INIT;

	response_settle(&response);
	response_encode(&response, &out);
	ck_assert_str_eq(out.data, ENCODING_START "{}}");
	ck_assert(reads_back(q, buf_view(&out)));
	buf_release(&out);
	arena_release(&arena);
	questionnaire_free(q);
}
END_TEST

START_TEST(a_known_encoding_is_read_back)
{
	struct questionnaire *q = load_good(yaml);
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct response response;

	ck_assert_ok(response_decode(q, view_of(known), &arena, &response, &err), &err);
	ck_assert_view(response_answer(&response, find_question(q, "path.what"), 0)->values[0],
	               "Ik \"bel\"\nzelf \\o/ caf\xc3\xa9");
	ck_assert_uint_eq(response_answer(&response, find_question(q, "path.whom"), 0)->count, 2);
	ck_assert_view(response_answer(&response, find_question(q, "path.whom"), 1)->values[0], "alle");
	ck_assert(response_visible(&response, find_question(q, "path.what"), 1));
	ck_assert(!response_visible(&response, find_question(q, "path.why"), 1));
	ck_assert_view(response_answer(&response, find_question(q, "age"), 0)->values[0], "-1.5");
	arena_release(&arena);
	questionnaire_free(q);
}
END_TEST

START_TEST(what_was_read_outlives_the_encoding)
{
	struct questionnaire *q = load_good(yaml);
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct response response;
	struct buf encoding = BUF_INIT, again = BUF_INIT;

	buf_add_text(&encoding, known);
	ck_assert_ok(response_decode(q, buf_view(&encoding), &arena, &response, &err), &err);
	memset(encoding.data, 'x', encoding.len);
	buf_release(&encoding);
	response_encode(&response, &again);
	ck_assert_str_eq(again.data, known);
	buf_release(&again);
	arena_release(&arena);
	questionnaire_free(q);
}
END_TEST

/* `known` with one piece replaced by another. */
static struct buf
replaced(const char *from, const char *to)
{
	const char *at = strstr(known, from);
	struct buf text = BUF_INIT;

	ck_assert_msg(at != NULL, "no %s", from);
	buf_add(&text, known, (size_t)(at - known));
	buf_add_text(&text, to);
	buf_add_text(&text, at + strlen(from));
	return text;
}

static const struct {
	const char *why, *from, *to;
} not_canonical[] = {
	{ "an unknown member", "\"answers\"", "\"more\":1,\"answers\"" },
	{ "an unknown question", "{\"uses\"", "{\"used\":[\"ja\"],\"uses\"" },
	{ "an unknown question in a group", "{\"what\"", "{\"who\":[\"x\"],\"what\"" },
	{ "an unknown option", "[\"ja\"]", "[\"misschien\"]" },
	{ "an option that is chosen twice", "[\"jong\",\"oud\"]", "[\"jong\",\"jong\"]" },
	{ "options out of order", "[\"jong\",\"oud\"]", "[\"oud\",\"jong\"]" },
	{ "an option beside one that stands alone", "[\"alle\"]", "[\"jong\",\"alle\"]" },
	{ "two options of one", "[\"ja\"]", "[\"ja\",\"nee\"]" },
	{ "an answer to a hidden question", "{\"whom\":[\"alle\"]", "{\"whom\":[\"alle\"],\"why\":[\"x\"]" },
	{ "answers in a hidden group", "[\"ja\"]", "[\"nee\"]" },
	{ "members in another order", "{\"questionnaire\":\"proef\",\"definition\":\"" HASH "\"",
	  "{\"definition\":\"" HASH "\",\"questionnaire\":\"proef\"" },
	{ "questions in another order", "\"age\":[\"-1.5\"],\"more\":[\"\xf0\x9f\x98\x80\"]",
	  "\"more\":[\"\xf0\x9f\x98\x80\"],\"age\":[\"-1.5\"]" },
	{ "a member too few", "\"questionnaire\":\"proef\",", "" },
	{ "white space behind a colon", "\"uses\":[", "\"uses\": [" },
	{ "white space at the start", "{\"questionnaire\"", " {\"questionnaire\"" },
	{ "a line feed at the end", "]}}", "]}}\n" },
	{ "something behind it", "]}}", "]}}x" },
	{ "a member that stands there twice", "\"uses\":[\"ja\"]", "\"uses\":[\"nee\"],\"uses\":[\"ja\"]" },
	{ "the same member twice", "\"uses\":[\"ja\"]", "\"uses\":[\"ja\"],\"uses\":[\"ja\"]" },
	{ "a text over its limit", "tab\\there", "123456789012345678901" },
	{ "a line feed in a text of one line", "tab\\there", "a\\nb" },
	{ "a value that is a number", "[\"-1.5\"]", "[-1.5]" },
	{ "a value that is true", "[\"-1.5\"]", "[true]" },
	{ "a value that is null", "[\"-1.5\"]", "[null]" },
	{ "a value that is a list", "[\"-1.5\"]", "[[\"-1.5\"]]" },
	{ "an answer that is a text", "[\"-1.5\"]", "\"-1.5\"" },
	{ "an answer that is an object", "[\"-1.5\"]", "{\"0\":\"-1.5\"}" },
	{ "an answer without a value", "[\"-1.5\"]", "[]" },
	{ "an empty text", "[\"tab\\there\"]", "[\"\"]" },
	{ "an empty text as the only answer of a time", "{\"whom\":[\"alle\"]}", "{\"what\":[\"\"]}" },
	{ "a number out of bounds", "-1.5", "-6" },
	{ "a number with a comma", "-1.5", "-1,5" },
	{ "a number with needless zeros", "-1.5", "-1.50" },
	{ "minus nothing", "-1.5", "-0" },
	{ "a text that is not trimmed", "tab\\there", " tab" },
	{ "a carriage return", "\\nzelf", "\\r\\nzelf" },
	{ "letters that are not combined", "caf\xc3\xa9", "cafe\xcc\x81" },
	{ "an escape that JSON does not demand", "zelf", "\\u007aelf" },
	{ "an escaped slash", "\\\\o/", "\\\\o\\/" },
	{ "an escape with capitals", "\xf0\x9f\x98\x80", "\\uD83D\\uDE00" },
	{ "a NUL", "tab\\there", "tab\\u0000here" },
	{ "a control character", "tab\\there", "tab\\u0007here" },
	{ "a raw tab", "tab\\there", "tab\there" },
	{ "half of a pair", "\xf0\x9f\x98\x80", "\\ud83d" },
	{ "broken UTF-8", "caf\xc3\xa9", "caf\xc3" },
	{ "another questionnaire", "\"proef\"", "\"proeg\"" },
	{ "another definition", HASH, "00000000000000000000000000000000000000000000000000000000000000ff" },
	{ "a hash with a capital", HASH, "066DFF0A28175B14435BA72494975104791034BFB58D54C4125E792348D856DE" },
	{ "a third time", "},{\"whom\":[\"alle\"]}]", "},{\"whom\":[\"alle\"]},{\"whom\":[\"alle\"]}]" },
	{ "an empty time", ",{\"whom\":[\"alle\"]}]", ",{}]" },
	{ "an empty time before", "[{\"what\"", "[{},{\"what\"" },
	{ "a time that is a list", "{\"whom\":[\"alle\"]}", "[\"alle\"]" },
	{ "whether there was another time", "{\"whom\":[\"alle\"]}",
	  "{\"whom\":[\"alle\"],\"again\":[\"yes\"]}" },
};

START_TEST(only_what_is_canonical_is_read)
{
	struct questionnaire *q = load_good(yaml);

	ck_assert(reads_back(q, view_of(known)));
	for (size_t i = 0; i < sizeof(not_canonical) / sizeof(not_canonical[0]); i++) {
		struct buf text = replaced(not_canonical[i].from, not_canonical[i].to);

		ck_assert_msg(strcmp(text.data, known) != 0, "nothing changed");
		ck_assert_msg(!reads_back(q, buf_view(&text)), "%s is accepted: %s", not_canonical[i].why,
		              text.data);
		buf_release(&text);
	}
	questionnaire_free(q);
}
END_TEST

START_TEST(answers_have_one_shape)
{
	static const struct {
		const char *answers;
		bool good;
	} shapes[] = {
		{ "{}}", true },
		{ "{\"uses\":[\"ja\"]}}", true },
		{ "{\"uses\":[\"ja\"],\"path\":[{\"what\":[\"x\"]}]}}", true },
		{ "{\"uses\":[\"ja\"],\"path\":[]}}", false },
		{ "{\"uses\":[\"ja\"],\"path\":[{}]}}", false },
		{ "{\"uses\":[\"ja\"],\"path\":{\"what\":[\"x\"]}}}", false },
		{ "{\"path\":[{\"what\":[\"x\"]}]}}", false },
		{ "[]}", false },
		{ "null}", false },
		{ "\"\"}", false },
		{ "{}", false },
		{ "", false },
		{ "{}}}", false },
		{ "{\"uses\":[]}}", false },
		{ "{\"\":[]}}", false },
		{ "{\"more\":[\"\"]}}", false },
	};
	struct questionnaire *q = load_good(yaml);

	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		struct buf text = BUF_INIT;

		buf_printf(&text, ENCODING_START "%s", shapes[i].answers);
		ck_assert_msg(reads_back(q, buf_view(&text)) == shapes[i].good, "%s", shapes[i].answers);
		buf_release(&text);
	}
	ck_assert(!reads_back(q, VIEW("")));
	ck_assert(!reads_back(q, (struct view){ NULL, 0 }));
	ck_assert(!reads_back(q, VIEW("[]")));
	ck_assert(!reads_back(q, VIEW("{}")));
	questionnaire_free(q);
}
END_TEST

START_TEST(huge_and_deep_json_is_refused)
{
	static const char *const openings[] = { "[", "{\"a\":", "{\"answers\":", "[[{\"uses\":" };
	struct questionnaire *q = load_good(yaml);
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++) {
		buf_reset(&text);
		buf_add_text(&text, ENCODING_START "{\"uses\":");
		while (text.len < 1 << 20)
			buf_add_text(&text, openings[i]);
		ck_assert(!reads_back(q, buf_view(&text)));
	}
	buf_reset(&text);
	buf_add_text(&text, ENCODING_START "{\"more\":[\"");
	while (text.len < 1 << 20)
		buf_add_text(&text, "tekst ");
	buf_add_text(&text, "\"]}}");
	ck_assert(!reads_back(q, buf_view(&text)));
	buf_reset(&text);
	buf_add_text(&text, ENCODING_START "{\"uses\":[\"ja\"");
	while (text.len < 1 << 20)
		buf_add_text(&text, ",\"ja\"");
	buf_add_text(&text, "]}}");
	ck_assert(!reads_back(q, buf_view(&text)));
	buf_reset(&text);
	buf_add_text(&text, ENCODING_START "{\"uses\":[\"ja\"],\"path\":[{\"whom\":[\"alle\"]}");
	while (text.len < 1 << 20)
		buf_add_text(&text, ",{\"whom\":[\"alle\"]}");
	buf_add_text(&text, "]}}");
	ck_assert(!reads_back(q, buf_view(&text)));
	buf_release(&text);
	questionnaire_free(q);
}
END_TEST

/* reads_back() itself checks that what is read, is read as what it is. */
START_TEST(a_changed_byte_is_refused_or_another_valid_response)
{
	struct questionnaire *q = load_good(yaml);
	char text[sizeof(known)];
	size_t good = 0, bad = 0;

	for (size_t at = 0; at + 1 < sizeof(known); at++)
		for (unsigned change = 1; change < 256; change++) {
			memcpy(text, known, sizeof(known));
			text[at] = (char)((unsigned char)text[at] ^ change);
			if (reads_back(q, (struct view){ text, sizeof(known) - 1 }))
				good++;
			else
				bad++;
		}
	ck_assert_uint_gt(good, 0); /* "zelf" can be "self" */
	ck_assert_uint_gt(bad, good);
	questionnaire_free(q);
}
END_TEST

START_TEST(a_part_of_an_encoding_is_refused)
{
	struct questionnaire *q = load_good(yaml);

	for (size_t len = 0; len + 1 < sizeof(known); len++) {
		/* Memory of just that size: reading further is noticed. */
		char *part = xmalloc(len);

		memcpy(part, known, len);
		ck_assert_msg(!reads_back(q, (struct view){ part, len }), "the first %zu bytes", len);
		free(part);
	}
	questionnaire_free(q);
}
END_TEST

START_TEST(only_the_hash_is_peeked_at)
{
	struct questionnaire *q = load_good(yaml);
	uint8_t hash[DEFINITION_HASH_BYTES];
	struct error err = ERROR_INIT;
	size_t behind = sizeof(ENCODING_START) - sizeof("\",\"answers\":") + 1;

	ck_assert_ok(response_peek(view_of(known), hash, &err), &err);
	ck_assert_mem_eq(hash, q->hash, sizeof(hash));
	for (size_t len = 0; len < behind; len++) {
		char *part = xmalloc(len);
		bool found;

		memcpy(part, known, len);
		err = ERROR_INIT;
		found = response_peek((struct view){ part, len }, hash, &err);
		free(part);
		ck_assert_msg(found == (len + 1 >= behind), "the first %zu bytes", len);
		ck_assert(found || err.code == ERROR_INVALID);
	}
	questionnaire_free(q);
}
END_TEST

static struct form
form_of(const json_t *fields, struct arena *arena)
{
	struct form form = { arena_array(arena, json_array_size(fields), sizeof(*form.fields)),
		             json_array_size(fields) };

	for (size_t i = 0; i < form.count; i++) {
		const json_t *field = json_array_get(fields, i);

		form.fields[i].name = view_of(json_string_value(json_array_get(field, 0)));
		form.fields[i].value = view_of(json_string_value(json_array_get(field, 1)));
	}
	return form;
}

static void
check_vector(const struct questionnaire *q, const json_t *vector)
{
	const char *name = json_string_value(json_object_get(vector, "name"));
	struct arena arena = ARENA_INIT;
	struct form form = form_of(json_object_get(vector, "fields"), &arena);
	struct reading reading;
	struct plan plan;
	struct buf encoding = BUF_INIT;

	plan_make(&plan, q);
	reading_make(&reading, q, &plan, &form, &arena);
	ck_assert_msg(reading.problem_count == 0, "%s: %s", name, reading.problems[0].message);
	reading.response.ticket = view_of(json_string_value(json_object_get(vector, "ticket")));
	response_encode(&reading.response, &encoding);
	ck_assert_msg(view_is(buf_view(&encoding), json_string_value(json_object_get(vector, "encoding"))),
	              "%s: %s", name, encoding.data);
	ck_assert_msg(reads_back(q, buf_view(&encoding)), "%s: not read back", name);
	buf_release(&encoding);
	plan_release(&plan);
	arena_release(&arena);
}

START_TEST(every_vector_that_browsers_share_is_met)
{
	json_t *sets = json_load_file("tests/fixtures/encoding-vectors.json", JSON_REJECT_DUPLICATES, NULL);
	size_t count = 0;

	ck_assert(json_is_array(sets));
	for (size_t i = 0; i < json_array_size(sets); i++) {
		const json_t *set = json_array_get(sets, i), *vectors = json_object_get(set, "vectors");
		struct questionnaire *q = load_good(json_string_value(json_object_get(set, "yaml")));

		for (size_t j = 0; j < json_array_size(vectors); j++, count++)
			check_vector(q, json_array_get(vectors, j));
		questionnaire_free(q);
	}
	ck_assert_uint_ge(count, 15);
	json_decref(sets);
}
END_TEST

/* How the encoding of a response to `q` with this behind the definition's hash is read. */
static bool
reads_with(const struct questionnaire *q, const char *behind)
{
	char hash[DEFINITION_HASH_TEXT];
	struct buf text = BUF_INIT;
	bool good;

	definition_hash_text(q->hash, hash);
	buf_printf(&text, "{\"questionnaire\":\"proef\",\"definition\":\"%s\"%s}", hash, behind);
	good = reads_back(q, buf_view(&text));
	buf_release(&text);
	return good;
}

#define HALF "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

START_TEST(a_ticket_is_read_in_its_one_place_and_form)
{
	struct questionnaire *q =
	    load_good(HEAD "access: ticket\nquestions:\n  - {id: a, type: text, ask: {nl: A}}\n");
	struct questionnaire *open = load_good(HEAD "questions:\n  - {id: a, type: text, ask: {nl: A}}\n");

	ck_assert(reads_with(q, ",\"ticket\":\"" HALF "\",\"answers\":{\"a\":[\"x\"]}"));
	ck_assert(reads_with(q, ",\"answers\":{\"a\":[\"x\"]}"));
	ck_assert(!reads_with(q, ",\"answers\":{\"a\":[\"x\"]},\"ticket\":\"" HALF "\""));
	ck_assert(!reads_with(q, ",\"ticket\":\"" HALF "0\",\"answers\":{\"a\":[\"x\"]}"));
	ck_assert(!reads_with(q, ",\"ticket\":\"A" HALF "\",\"answers\":{\"a\":[\"x\"]}"));
	ck_assert(!reads_with(q, ",\"ticket\":\"\",\"answers\":{\"a\":[\"x\"]}"));
	ck_assert(!reads_with(q, ",\"ticket\":\"0011\",\"answers\":{\"a\":[\"x\"]}"));
	ck_assert(!reads_with(q, ",\"ticket\":\"" HALF "\",\"ticket\":\"" HALF "\",\"answers\":{}"));
	ck_assert(!reads_with(open, ",\"ticket\":\"" HALF "\",\"answers\":{\"a\":[\"x\"]}"));
	ck_assert(reads_with(open, ",\"answers\":{\"a\":[\"x\"]}"));
	ck_assert_uint_ge(response_size_limit(q),
	                  response_size_limit(open) + sizeof(",\"ticket\":\"" HALF "\"") - 1);
	questionnaire_free(q);
	questionnaire_free(open);
}
END_TEST

UNIT_MAIN("encoding", a_ticket_is_read_in_its_one_place_and_form, a_known_response_has_exactly_these_bytes,
          an_empty_response_has_exactly_these_bytes, a_known_encoding_is_read_back,
          what_was_read_outlives_the_encoding, only_what_is_canonical_is_read, answers_have_one_shape,
          huge_and_deep_json_is_refused, a_changed_byte_is_refused_or_another_valid_response,
          a_part_of_an_encoding_is_refused, only_the_hash_is_peeked_at,
          every_vector_that_browsers_share_is_met)
