/* SPDX-License-Identifier: EUPL-1.2
 *
 * The one canonical encoding of a response, both ways: include/response.h gives the format.
 *
 * Reading back ends by encoding what was understood once more: only when that gives the same bytes was the
 * input canonical. So no second set of rules has to say what is allowed. Those bytes are not written anywhere: each is compared
 * with the input as it comes.
 */
#include "response.h"

#include <string.h>

#include "qtype.h"
#include "ticket.h"
#include "unicode.h"

/* What is left of an encoding. Only the canonical form is understood, so this needs no JSON parser: the definition says what
 * comes next. */
struct cursor {
	const char *at, *end;
};

static inline bool
skip(struct cursor *cursor, const char *text, size_t length)
{
	if ((size_t)(cursor->end - cursor->at) < length || memcmp(cursor->at, text, length) != 0)
		return false;
	cursor->at += length;
	return true;
}

/* Where an encoding goes: it is written, or compared with what is `expected`. */
struct sink {
	struct buf *out; /* NULL: compared */
	struct cursor expected;
	bool same; /* all so far was as expected */
};

static inline void
put(struct sink *sink, const char *bytes, size_t length)
{
	if (sink->out != NULL)
		buf_add(sink->out, bytes, length);
	else
		sink->same = sink->same && skip(&sink->expected, bytes, length);
}

static inline bool
skip_char(struct cursor *cursor, char c)
{
	bool good = cursor->at < cursor->end && *cursor->at == c;

	cursor->at += good;
	return good;
}

static inline void
put_char(struct sink *sink, char c)
{
	if (sink->out != NULL)
		buf_add_char(sink->out, c);
	else
		sink->same = sink->same && skip_char(&sink->expected, c);
}

static inline void
put_text(struct sink *sink, const char *text)
{
	put(sink, text, strlen(text));
}

/* ---- Writing -------------------------------------------------------------------------------------------- */

/* JSON demands an escape for these. */
static bool
is_special(unsigned char c)
{
	return c < 0x20 || c == '"' || c == '\\';
}

/* How many bytes at the start need no escape. Eight are looked at together: of each, whether taking away a space borrows, and
 * whether it is a quote or a backslash, which is 0 after an exclusive or with it. */
static size_t
plain_length(const char *text, size_t length)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), highest = ones << 7;
	size_t i = 0;

	for (; i + sizeof(uint64_t) <= length; i += sizeof(uint64_t)) {
		uint64_t word, quote, backslash;

		memcpy(&word, text + i, sizeof(word));
		quote = word ^ ones * '"';
		backslash = word ^ ones * '\\';
		if ((((word - ones * 0x20) & ~word) | ((quote - ones) & ~quote) |
		     ((backslash - ones) & ~backslash)) &
		    highest)
			break;
	}
	while (i < length && !is_special((unsigned char)text[i]))
		i++;
	return i;
}

static void
put_escape(struct sink *sink, unsigned char c)
{
	static const char digits[] = "0123456789abcdef";

	put_char(sink, '\\');
	if (c == '"' || c == '\\') {
		put_char(sink, (char)c);
	} else if (c == '\n' || c == '\t') {
		put_char(sink, c == '\n' ? 'n' : 't');
	} else {
		put_text(sink, "u00");
		put_char(sink, digits[c >> 4]);
		put_char(sink, digits[c & 15]);
	}
}

static void
put_string(struct sink *sink, struct view v)
{
	put_char(sink, '"');
	while (v.len > 0) {
		size_t plain = plain_length(v.ptr, v.len);

		put(sink, v.ptr, plain);
		if (plain < v.len)
			put_escape(sink, (unsigned char)v.ptr[plain++]);
		v.ptr += plain;
		v.len -= plain;
	}
	put_char(sink, '"');
}

/* `,"id":[…]`; true when there was something to add. */
static bool
put_answer(const struct response *response, const struct question *question, size_t time, bool comma,
           struct sink *sink)
{
	const struct answer *answer = response_answer(response, question, time);

	if (answer->count == 0 || question->again)
		return false;
	if (comma)
		put_char(sink, ',');
	put_string(sink, question->id);
	put_text(sink, ":[");
	for (size_t i = 0; i < answer->count; i++) {
		if (i > 0)
			put_char(sink, ',');
		put_string(sink, answer->values[i]);
	}
	put_char(sink, ']');
	return true;
}

static bool
put_group(const struct response *response, const struct group *group, bool comma, struct sink *sink)
{
	bool any = false;

	for (size_t time = 0; time < group->times; time++) {
		bool filled = false;

		for (size_t i = 0; i < group->question_count; i++) {
			const struct question *question = &group->questions[i];

			if (response_answer(response, question, time)->count == 0 || question->again)
				continue;
			if (!any) {
				if (comma)
					put_char(sink, ',');
				put_string(sink, group->id);
				put_text(sink, ":[");
			}
			if (!filled)
				put_text(sink, any ? ",{" : "{");
			put_answer(response, question, time, filled, sink);
			any = filled = true;
		}
		if (filled)
			put_char(sink, '}');
	}
	if (any)
		put_char(sink, ']');
	return any;
}

/* All that stands before a ticket and the answers. */
static void
put_head(const struct questionnaire *questionnaire, struct sink *sink)
{
	char hash[DEFINITION_HASH_TEXT];

	definition_hash_text(questionnaire->hash, hash);
	put_text(sink, "{\"questionnaire\":");
	put_string(sink, questionnaire->id);
	put_text(sink, ",\"definition\":\"");
	put_text(sink, hash);
	put_char(sink, '"');
}

static const char ticket_key[] = ",\"ticket\":\"", answers_key[] = ",\"answers\":{";

/* All that stands behind the head. */
static void
put_rest(const struct response *response, struct sink *sink)
{
	const struct questionnaire *q = response->questionnaire;
	bool comma = false;

	if (response->ticket.len > 0) {
		put_text(sink, ticket_key);
		put(sink, response->ticket.ptr, response->ticket.len);
		put_char(sink, '"');
	}
	put_text(sink, answers_key);
	for (size_t i = 0; i < q->entry_count; i++) {
		const struct entry *entry = &q->entries[i];
		bool added = entry->group != NULL ? put_group(response, entry->group, comma, sink)
		                                  : put_answer(response, entry->question, 0, comma, sink);

		comma = comma || added;
	}
	put_text(sink, "}}");
}

void
response_encode(const struct response *response, struct buf *out)
{
	struct sink sink = { .out = out };

	put_head(response->questionnaire, &sink);
	put_rest(response, &sink);
}

/* ---- Reading -------------------------------------------------------------------------------------------- */

/* `"id":[`, behind a comma where something came before; moves only when all of it is there. */
static bool
skip_member(struct cursor *cursor, struct view id, bool comma)
{
	struct cursor ahead = *cursor;

	if ((comma && !skip_char(&ahead, ',')) || !skip_char(&ahead, '"') || !skip(&ahead, id.ptr, id.len) ||
	    !skip(&ahead, "\":[", 3))
		return false;
	*cursor = ahead;
	return true;
}

static int
hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* What stands behind a backslash; -1 for what the encoding never has. */
static int
read_escape(struct cursor *cursor)
{
	static const char letters[] = "\"\\nt", meaning[] = "\"\\\n\t";
	const char *letter;
	int high, low;

	if (cursor->at == cursor->end)
		return -1;
	letter = memchr(letters, *cursor->at, sizeof(letters) - 1);
	if (letter != NULL) {
		cursor->at++;
		return meaning[letter - letters];
	}
	if (!skip(cursor, "u00", 3) || cursor->end - cursor->at < 2)
		return -1;
	high = hex_digit(cursor->at[0]);
	low = hex_digit(cursor->at[1]);
	cursor->at += 2;
	return high < 0 || low < 0 ? -1 : high << 4 | low;
}

/* Behind the opening quote. A text without escapes is a view into the encoding, another one is in `arena`. */
static bool
read_string(struct cursor *cursor, struct arena *arena, struct view *text)
{
	const char *quote = memchr(cursor->at, '"', (size_t)(cursor->end - cursor->at));
	char *copy;
	size_t length = 0;

	if (quote == NULL)
		return false;
	*text = (struct view){ cursor->at, (size_t)(quote - cursor->at) };
	if (memchr(text->ptr, '\\', text->len) == NULL) {
		cursor->at = quote + 1;
		return true;
	}
	/* The quote that ends it is the first that no backslash takes. */
	for (quote = cursor->at; quote < cursor->end && *quote != '"'; quote++)
		if (*quote == '\\' && quote + 1 < cursor->end)
			quote++;
	copy = arena_alloc(arena, (size_t)(quote - cursor->at) + 1);
	while (cursor->at < cursor->end && *cursor->at != '"') {
		int c = (unsigned char)*cursor->at++;

		if (c == '\\' && (c = read_escape(cursor)) < 0)
			return false;
		copy[length++] = (char)c;
	}
	*text = (struct view){ copy, length };
	return skip_char(cursor, '"');
}

/* Reads one question's values, behind the opening bracket. */
static bool
decode_values(const struct question *question, struct cursor *cursor, struct arena *arena,
              struct answer *answer)
{
	struct view texts[OPTIONS_MAX], text;
	const char *problem = NULL;
	size_t count = 0;
	long limit = 0;

	do {
		if (count == OPTIONS_MAX || !skip_char(cursor, '"') || !read_string(cursor, arena, &text))
			return false;
		texts[count] = text;
		if (!unicode_unchanged(text) &&
		    (!unicode_canonical(text, arena, &texts[count]) || texts[count].len == 0))
			return false;
		count++;
	} while (skip_char(cursor, ','));
	return skip_char(cursor, ']') &&
	       question->type->read(question, texts, count, arena, answer, &problem, &limit);
}

/* Reads a question's answer where there is one; *any says whether something came before or now. */
static bool
decode_question(const struct question *question, size_t time, struct cursor *cursor, struct arena *arena,
                struct response *response, bool *any)
{
	if (question->again || !skip_member(cursor, question->id, *any))
		return true;
	*any = true;
	return decode_values(question, cursor, arena, response_answer(response, question, time));
}

/* Reads the times of a group, behind the opening bracket. */
static bool
decode_times(const struct group *group, struct cursor *cursor, struct arena *arena, struct response *response)
{
	size_t time = 0;
	bool good;

	do {
		bool any = false;

		good = time < group->times && skip_char(cursor, '{');
		for (size_t i = 0; good && i < group->question_count; i++) {
			const struct question *question = &group->questions[i];

			good = decode_question(question, time, cursor, arena, response, &any);
			/* That there is a next time says that the person wanted one. */
			if (question->again && time > 0)
				*response_answer(response, question, time - 1) =
				    (struct answer){ &question->options[0].id, 1 };
		}
		good = good && skip_char(cursor, '}');
		time++;
	} while (good && skip_char(cursor, ','));
	return good && skip_char(cursor, ']');
}

/* A ticket's half, where there is one. Only a questionnaire with tickets has them. */
static bool
decode_ticket(struct cursor *cursor, struct arena *arena, struct response *response)
{
	enum { DIGITS = TICKET_HALF_TEXT - 1 };
	uint8_t half[TICKET_HALF_BYTES];
	struct view text;

	if (!response->questionnaire->ticketed || !skip(cursor, ticket_key, sizeof(ticket_key) - 1))
		return true;
	if (cursor->end - cursor->at < DIGITS)
		return false;
	text = (struct view){ cursor->at, DIGITS };
	cursor->at += DIGITS;
	response->ticket = arena_copy(arena, text);
	return ticket_half_read(text, half) && skip_char(cursor, '"');
}

static bool
decode_entries(struct cursor *cursor, struct arena *arena, struct response *response)
{
	const struct questionnaire *q = response->questionnaire;
	bool good = true, any = false;

	for (size_t i = 0; good && i < q->entry_count; i++) {
		const struct group *group = q->entries[i].group;

		if (group == NULL) {
			good = decode_question(q->entries[i].question, 0, cursor, arena, response, &any);
		} else if (skip_member(cursor, group->id, any)) {
			any = true;
			good = decode_times(group, cursor, arena, response);
		}
	}
	return good;
}

bool
response_decode(const struct questionnaire *questionnaire, struct view encoding, struct arena *arena,
                struct response *response, struct error *err)
{
	struct sink again = { .same = true };
	struct cursor cursor;

	*response = response_new(questionnaire, arena);
	if (encoding.len == 0)
		return fail(err, ERROR_INVALID, "not a response");
	again.expected = (struct cursor){ encoding.ptr, encoding.ptr + encoding.len };
	put_head(questionnaire, &again);
	cursor = again.expected;
	if (!again.same || !decode_ticket(&cursor, arena, response) ||
	    !skip(&cursor, answers_key, sizeof(answers_key) - 1))
		return fail(err, ERROR_INVALID, "not a response");
	if (!decode_entries(&cursor, arena, response) || !skip(&cursor, "}}", 2) || cursor.at != cursor.end)
		return fail(err, ERROR_INVALID, "an answer that the questionnaire does not allow");
	response_settle(response);
	put_rest(response, &again);
	return (again.same && again.expected.at == again.expected.end) ||
	       fail(err, ERROR_INVALID, "not encoded canonically");
}

bool
response_peek(struct view encoding, uint8_t hash[DEFINITION_HASH_BYTES], struct error *err)
{
	static const char key[] = ",\"definition\":\"";
	const char *at = encoding.len == 0 ? NULL : memmem(encoding.ptr, encoding.len, key, sizeof(key) - 1);
	size_t left;

	if (at == NULL)
		return fail(err, ERROR_INVALID, "not a response");
	at += sizeof(key) - 1;
	left = encoding.len - (size_t)(at - encoding.ptr);
	if (left < 2 * DEFINITION_HASH_BYTES)
		return fail(err, ERROR_INVALID, "not a response");
	for (size_t i = 0; i < DEFINITION_HASH_BYTES; i++) {
		int high = hex_digit(at[2 * i]), low = hex_digit(at[2 * i + 1]);

		if (high < 0 || low < 0)
			return fail(err, ERROR_INVALID, "not a response");
		hash[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}

/* `"id":[…],` */
static size_t
question_size_limit(const struct question *question)
{
	return question->again ? 0 : question->id.len + 6 + question->type->size_limit(question);
}

size_t
response_size_limit(const struct questionnaire *questionnaire)
{
	size_t total = sizeof("{\"questionnaire\":\"\",\"definition\":\"\",\"answers\":{}}") +
	               questionnaire->id.len + 2 * DEFINITION_HASH_BYTES;

	if (questionnaire->ticketed)
		total += sizeof(ticket_key) + TICKET_HALF_TEXT;
	for (size_t i = 0; i < questionnaire->entry_count; i++) {
		const struct group *group = questionnaire->entries[i].group;
		size_t once = 3; /* `{},` */

		if (group == NULL) {
			total += question_size_limit(questionnaire->entries[i].question);
			continue;
		}
		for (size_t j = 0; j < group->question_count; j++)
			once += question_size_limit(&group->questions[j]);
		total += group->id.len + 6 + group->times * once;
	}
	return total;
}
