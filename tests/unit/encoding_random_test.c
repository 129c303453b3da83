/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of the canonical encoding with random responses: each is read back as what it was, and none is longer than
 * response_size_limit() says.
 */
#include "questionnaire_fixture.h"

#include "unicode.h"

static const char yaml[] =
    HEAD "questions:\n"
         "  - {id: uses, type: single, ask: {nl: Gebruik}, options: {ja: {nl: Ja}, nee: {nl: Nee}}}\n"
         "  - group: path\n    title: {nl: Paadje}\n    times: 3\n    again: {nl: Nog een?}\n    show_if: "
         "{uses: ja}\n    questions:\n"
         "      - {id: what, type: longtext, max: 30, ask: {nl: Wat}}\n"
         "      - {id: whom, type: multiple, ask: {nl: Wie}, options: {jong: {nl: J}, oud: {nl: O}, alle: "
         "{nl: A, alone: yes}}}\n"
         "      - {id: why, type: text, max: 20, ask: {nl: Waarom}, show_if: {whom: oud}}\n"
         "  - {id: age, type: number, ask: {nl: Leeftijd}, least: -5, most: 99, decimals: 1}\n"
         "  - {id: more, type: longtext, max: 40, ask: {nl: Meer}, show_if: {not: {uses: nee}}}\n";

/* A text of so many characters; the first and last are letters, so that nothing is trimmed. */
static struct view
random_text(struct arena *arena, struct chance *chance, size_t length, const char *const *characters,
            size_t count)
{
	struct buf text = BUF_INIT;
	struct view copy;

	for (size_t i = 0; i < length; i++)
		buf_add_text(&text,
		             i == 0 || i + 1 == length ? "x" : characters[chance_below(chance, count)]);
	copy = arena_copy(arena, buf_view(&text));
	buf_release(&text);
	return copy;
}

/* How to answer at random. */
struct habit {
	const char *const *characters; /* that texts are made of */
	size_t character_count;
	bool full; /* everything, at its limit */
};

static void
answer_at_random(struct response *response, const struct question *question, size_t time, struct arena *arena,
                 struct chance *chance, const struct habit *habit)
{
	struct answer *answer = response_answer(response, question, time);
	struct view *values = arena_array(arena, question->option_count + 1, sizeof(*values)), text;
	size_t count = 0, most = question->type->many ? question->option_count : 1;
	const char *problem = NULL;
	long limit = 0;

	*answer = (struct answer){ NULL, 0 };
	if (!habit->full && chance_below(chance, 4) == 0)
		return;
	if (question->option_count > 0) {
		size_t first = chance_below(chance, question->option_count);

		for (size_t i = 0; i < question->option_count && count < most; i++)
			if (i == 0 || habit->full || chance_below(chance, 3) == 0)
				values[count++] = question->options[(first + i) % question->option_count].id;
	} else if (question->type->level == MEASUREMENT_NUMBER) {
		values[count++] =
		    arena_printf(arena, "%s%zu%s", chance_below(chance, 2) == 0 ? "-" : "",
		                 chance_below(chance, 120), chance_below(chance, 2) == 0 ? ",5" : "");
	} else {
		ck_assert_ptr_nonnull(question->type->note(question, &limit));
		text = random_text(arena, chance,
		                   habit->full ? (size_t)limit : 1 + chance_below(chance, (size_t)limit + 1),
		                   habit->characters, habit->character_count);
		ck_assert(unicode_canonical(text, arena, &values[count++]));
	}
	if (!question->type->read(question, values, count, arena, answer, &problem, &limit))
		*answer = (struct answer){ NULL, 0 };
}

static struct response
random_response(const struct questionnaire *q, struct arena *arena, struct chance *chance,
                const struct habit *habit)
{
	struct response response = response_new(q, arena);

	for (size_t i = 0; i < q->entry_count; i++) {
		const struct group *group = q->entries[i].group;

		if (group == NULL)
			answer_at_random(&response, q->entries[i].question, 0, arena, chance, habit);
		for (size_t time = 0; group != NULL && time < group->times; time++)
			for (size_t j = 0; j < group->question_count; j++)
				answer_at_random(&response, &group->questions[j], time, arena, chance, habit);
	}
	response_settle(&response);
	return response;
}

static bool
same_answer(const struct answer *a, const struct answer *b)
{
	bool same = a->count == b->count;

	for (size_t i = 0; same && i < a->count; i++)
		same = view_equal(a->values[i], b->values[i]);
	return same;
}

/* Times without an answer are not in an encoding: the others move up. */
static void
check_same_group(const struct response *sent, const struct response *read, const struct group *group)
{
	size_t next = 0;

	for (size_t time = 0; time < group->times; time++) {
		size_t answered = 0;

		for (size_t i = 0; i < group->question_count; i++)
			answered += !group->questions[i].again &&
			            response_answer(sent, &group->questions[i], time)->count > 0;
		for (size_t i = 0; answered > 0 && i < group->question_count; i++)
			ck_assert(group->questions[i].again ||
			          same_answer(response_answer(sent, &group->questions[i], time),
			                      response_answer(read, &group->questions[i], next)));
		next += answered > 0;
	}
	for (; next < group->times; next++)
		for (size_t i = 0; i < group->question_count; i++)
			ck_assert_uint_eq(response_answer(read, &group->questions[i], next)->count, 0);
}

static const char *const all_characters[] = {
	"a",
	"Z",
	" ",
	"\"",
	"\\",
	"/",
	"\n",
	"\t",
	"<",
	"&",
	"\xc3\xa9",
	"e\xcc\x81",
	"\xc2\x80",
	"\xd9\x85",
	"\xe2\x80\xa8",
	"\xe4\xbd\xa0",
	"\xef\xbb\xbf",
	"\xf0\x9f\x98\x80",
	"\xe2\x84\xab",
	"\xe1\x84\x80\xe1\x85\xa1",
	"\xcc\x81",
	"\x7e",
};
static const char *const paths[] = { "questionnaires/professionals.yaml", "questionnaires/panel.yaml",
	                             "questionnaires/meeting.yaml" };

static void
check_there_and_back(const struct questionnaire *q, struct chance *chance)
{
	const struct habit habit = { all_characters, sizeof(all_characters) / sizeof(all_characters[0]),
		                     false };
	struct arena arena = ARENA_INIT;
	struct response sent = random_response(q, &arena, chance, &habit), read;
	struct buf encoding = BUF_INIT;
	struct error err = ERROR_INIT;

	response_encode(&sent, &encoding);
	ck_assert_ok(response_decode(q, buf_view(&encoding), &arena, &read, &err), &err);
	ck_assert(reads_back(q, buf_view(&encoding)));
	for (size_t i = 0; i < q->entry_count; i++) {
		const struct question *question = q->entries[i].question;

		if (question == NULL)
			check_same_group(&sent, &read, q->entries[i].group);
		else
			ck_assert(same_answer(response_answer(&sent, question, 0),
			                      response_answer(&read, question, 0)));
	}
	buf_release(&encoding);
	arena_release(&arena);
}

static struct questionnaire *
load_path(const char *path)
{
	struct problems problems = PROBLEMS_INIT;
	struct questionnaire *q = questionnaire_load(path, (struct date){ 2026, 1, 5 }, &problems);

	ck_assert_msg(q != NULL, "%s", path);
	problems_release(&problems);
	return q;
}

START_TEST(what_is_encoded_is_read_back_the_same)
{
	struct chance chance = { 0x5eed0020 };
	struct questionnaire *q = load_good(yaml);

	for (int round = 0; round < 2000; round++)
		check_there_and_back(q, &chance);
	questionnaire_free(q);
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		q = load_path(paths[i]);
		for (int round = 0; round < 300; round++)
			check_there_and_back(q, &chance);
		questionnaire_free(q);
	}
}
END_TEST

static size_t
encoded_size(const struct questionnaire *q, struct chance *chance, const struct habit *habit)
{
	struct arena arena = ARENA_INIT;
	struct response response = random_response(q, &arena, chance, habit);
	struct buf encoding = BUF_INIT;
	size_t size;

	response_encode(&response, &encoding);
	size = encoding.len;
	buf_release(&encoding);
	arena_release(&arena);
	return size;
}

/* All that takes one or two bytes a character in the encoding. */
static const char *const narrow[] = { "a", "~", "\"", "\\", "\n", "\t", "\xc2\x80", "\xc3\xa9", "\xdf\xbf" };

START_TEST(the_size_limit_is_never_exceeded_at_two_bytes_a_character)
{
	const struct habit full = { narrow, sizeof(narrow) / sizeof(narrow[0]), true };
	const struct habit wide = { narrow + 2, sizeof(narrow) / sizeof(narrow[0]) - 2, true };
	struct chance chance = { 0x5eed0021 };
	struct questionnaire *q = load_good(yaml);

	for (int round = 0; round < 500; round++) {
		ck_assert_uint_le(encoded_size(q, &chance, &full), response_size_limit(q));
		ck_assert_uint_le(encoded_size(q, &chance, &wide), response_size_limit(q));
	}
	questionnaire_free(q);
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		q = load_path(paths[i]);
		for (int round = 0; round < 50; round++)
			ck_assert_uint_le(encoded_size(q, &chance, &wide), response_size_limit(q));
		questionnaire_free(q);
	}
}
END_TEST

/* A limit that is far too high would be kept too: this one is close. */
START_TEST(the_size_limit_is_close)
{
	static const char *const letter[] = { "\xc3\xa9" };
	const struct habit habit = { letter, 1, true };
	struct chance chance = { 0x5eed0022 };
	struct questionnaire *q =
	    load_good(HEAD "questions:\n  - {id: q, type: longtext, max: 500, ask: {nl: Q}}\n"
	                   "  - {id: r, type: multiple, ask: {nl: R}, " OPTIONS_AB "}\n");
	size_t size = encoded_size(q, &chance, &habit);

	ck_assert_uint_le(size, response_size_limit(q));
	ck_assert_uint_ge(size + 12, response_size_limit(q));
	questionnaire_free(q);
}
END_TEST

UNIT_MAIN("encoding_random", what_is_encoded_is_read_back_the_same,
          the_size_limit_is_never_exceeded_at_two_bytes_a_character, the_size_limit_is_close)
