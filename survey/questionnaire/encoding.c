/* SPDX-License-Identifier: EUPL-1.2
 *
 * The one canonical encoding of a response, both ways: include/response.h gives the format.
 *
 * Reading back ends by encoding what was understood once more: only when that gives the same bytes was the
 * input canonical. So no second set of rules has to say what is allowed.
 */
#include "response.h"

#include <jansson.h>
#include <string.h>

#include "qtype.h"
#include "unicode.h"

static void
add_string(struct buf *out, struct view v)
{
	static const char digits[] = "0123456789abcdef";

	buf_add_char(out, '"');
	for (size_t i = 0, start = 0; i <= v.len; i++) {
		unsigned char c = i < v.len ? (unsigned char)v.ptr[i] : '"';

		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		buf_add(out, v.ptr + start, i - start);
		start = i + 1;
		if (i == v.len)
			break;
		if (c == '"' || c == '\\') {
			buf_add_char(out, '\\');
			buf_add_char(out, (char)c);
		} else if (c == '\n' || c == '\t') {
			buf_add_text(out, c == '\n' ? "\\n" : "\\t");
		} else {
			buf_add_text(out, "\\u00");
			buf_add_char(out, digits[c >> 4]);
			buf_add_char(out, digits[c & 15]);
		}
	}
	buf_add_char(out, '"');
}

static void
add_hash(struct buf *out, const uint8_t hash[DEFINITION_HASH_BYTES])
{
	for (size_t i = 0; i < DEFINITION_HASH_BYTES; i++)
		buf_printf(out, "%02x", hash[i]);
}

/* `,"id":[…]`; true when there was something to add. */
static bool
add_answer(const struct response *response, const struct question *question, size_t time, bool comma,
           struct buf *out)
{
	const struct answer *answer = response_answer(response, question, time);

	if (answer->count == 0 || question->again)
		return false;
	if (comma)
		buf_add_char(out, ',');
	add_string(out, question->id);
	buf_add_text(out, ":[");
	for (size_t i = 0; i < answer->count; i++) {
		if (i > 0)
			buf_add_char(out, ',');
		add_string(out, answer->values[i]);
	}
	buf_add_char(out, ']');
	return true;
}

static bool
add_group(const struct response *response, const struct group *group, bool comma, struct buf *out)
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
					buf_add_char(out, ',');
				add_string(out, group->id);
				buf_add_text(out, ":[");
			}
			if (!filled)
				buf_add_text(out, any ? ",{" : "{");
			add_answer(response, question, time, filled, out);
			any = filled = true;
		}
		if (filled)
			buf_add_char(out, '}');
	}
	if (any)
		buf_add_char(out, ']');
	return any;
}

void
response_encode(const struct response *response, struct buf *out)
{
	const struct questionnaire *q = response->questionnaire;
	bool comma = false;

	buf_add_text(out, "{\"questionnaire\":");
	add_string(out, q->id);
	buf_add_text(out, ",\"definition\":\"");
	add_hash(out, q->hash);
	buf_add_text(out, "\",\"answers\":{");
	for (size_t i = 0; i < q->entry_count; i++) {
		const struct entry *entry = &q->entries[i];
		bool added = entry->group != NULL ? add_group(response, entry->group, comma, out)
		                                  : add_answer(response, entry->question, 0, comma, out);

		comma = comma || added;
	}
	buf_add_text(out, "}}");
}

/* Reads one question's values. */
static bool
decode_answer(const struct question *question, const json_t *values, struct arena *arena, struct answer *answer)
{
	size_t count = json_array_size(values);
	struct view *texts;
	const char *problem = NULL;
	long limit = 0;

	if (count == 0 || count > OPTIONS_MAX)
		return false;
	texts = arena_array(arena, count, sizeof(*texts));
	for (size_t i = 0; i < count; i++) {
		const json_t *value = json_array_get(values, i);
		struct view text = { json_string_value(value), json_string_length(value) };

		if (!json_is_string(value) || !unicode_canonical(text, arena, &texts[i]) || texts[i].len == 0)
			return false;
	}
	return question->type->read(question, texts, count, arena, answer, &problem, &limit);
}

/* Reads the answers of an object into the questions of one place: the top level, or one time of a group. */
static bool
decode_question(const struct question *question, size_t time, const json_t *object, struct arena *arena,
                struct response *response)
{
	const json_t *values = json_object_getn(object, question->id.ptr, question->id.len);

	return question->again || values == NULL ||
	       decode_answer(question, values, arena, response_answer(response, question, time));
}

static bool
decode_group(const struct group *group, const json_t *times, struct arena *arena, struct response *response)
{
	size_t count = json_array_size(times);
	bool good = count > 0 && count <= group->times;

	for (size_t time = 0; good && time < count; time++) {
		for (size_t i = 0; good && i < group->question_count; i++) {
			struct question *question = &group->questions[i];

			good = decode_question(question, time, json_array_get(times, time), arena, response);
			/* That there is a next time says that the person wanted one. */
			if (question->again && time + 1 < count)
				*response_answer(response, question, time) =
				    (struct answer){ &question->options[0].id, 1 };
		}
	}
	return good;
}

static bool
decode_entries(const json_t *answers, struct arena *arena, struct response *response)
{
	const struct questionnaire *q = response->questionnaire;
	bool good = json_is_object(answers);

	for (size_t i = 0; good && i < q->entry_count; i++) {
		const struct group *group = q->entries[i].group;

		if (group == NULL) {
			good = decode_question(q->entries[i].question, 0, answers, arena, response);
		} else {
			const json_t *times = json_object_getn(answers, group->id.ptr, group->id.len);

			good = times == NULL || decode_group(group, times, arena, response);
		}
	}
	return good;
}

bool
response_decode(const struct questionnaire *questionnaire, struct view encoding, struct arena *arena,
                struct response *response, struct error *err)
{
	bool good = false;
	struct buf again = BUF_INIT;
	json_t *whole = json_loadb(encoding.ptr, encoding.len, JSON_REJECT_DUPLICATES, NULL);

	*response = response_new(questionnaire, arena);
	if (!json_is_object(whole)) {
		fail(err, ERROR_INVALID, "not a response");
		goto out;
	}
	if (!decode_entries(json_object_get(whole, "answers"), arena, response)) {
		fail(err, ERROR_INVALID, "an answer that the questionnaire does not allow");
		goto out;
	}
	response_settle(response);
	buf_reserve(&again, encoding.len);
	response_encode(response, &again);
	if (!view_equal(buf_view(&again), encoding)) {
		fail(err, ERROR_INVALID, "not encoded canonically");
		goto out;
	}
	good = true;
out:
	buf_wipe(&again);
	json_decref(whole);
	return good;
}

static int
hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
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
	size_t total = sizeof("{\"questionnaire\":\"\",\"definition\":\"\",\"answers\":{}}") + questionnaire->id.len +
	               2 * DEFINITION_HASH_BYTES;

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
