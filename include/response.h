/* SPDX-License-Identifier: EUPL-1.2
 *
 * One person's answers to one questionnaire, and their one canonical encoding.
 *
 * Encoding (the plaintext of a box; every program and every browser must make the same bytes): compact
 * JSON in UTF-8 (RFC 8259; NFC; line feeds for line ends; no escapes but those JSON demands)
 *
 *   {"questionnaire":ID,"definition":HASH,"ticket":HALF,"answers":{QUESTION:[VALUE,…],GROUP:[{QUESTION:[VALUE,…]},…]}}
 *
 * Members stand in the order of the definition. Only answers to visible questions that were answered are in
 * it, groups without any answered time are left out, and so are a group's times without an answer. HASH is
 * questionnaire.hash in lower-case hexadecimal. A value is always a string: an option's id, a number as it
 * was typed (with a decimal point), or a text. HALF stands in responses to questionnaires with tickets alone, and the
 * whole member may be missing: half B of the ticket (ticket.h), in lower-case hexadecimal.
 */
#ifndef RESPONSE_H
#define RESPONSE_H

#include "questionnaire.h"

struct answer {
	struct view *values; /* in the order of the question's options, where it has options */
	size_t count;        /* 0: not answered */
};

struct response {
	const struct questionnaire *questionnaire;
	struct answer *answers; /* questionnaire->place_count of them */
	bool *visible;          /* likewise; by response_settle() */
	struct view ticket;     /* half B in hexadecimal; empty: none */
};

/* An empty response whose answers live in `arena`. */
struct response response_new(const struct questionnaire *questionnaire, struct arena *arena);

/* The answer to a question; `time` counts from 0 within a group and is 0 at the top level. */
static inline struct answer *
response_answer(const struct response *response, const struct question *question, size_t time)
{
	return &response->answers[question_place(question, time)];
}

/* Works out which questions are asked, given the answers, and drops the answers to the others: an answer to a
 * question that is not asked never counts, not in a condition either. Call it once all answers are in. */
void response_settle(struct response *response);

/* Whether the question is asked, after response_settle(). */
bool response_visible(const struct response *response, const struct question *question, size_t time);

/* Evaluates a condition, after response_settle(); `time` as in response_answer(), for conditions on questions of
 * the same group. */
bool response_fulfils(const struct response *response, const struct condition *condition, size_t time);

/* Whether the answer holds this option of its question. */
bool answer_has(const struct answer *answer, const struct option *option);

/* Appends the canonical encoding. */
void response_encode(const struct response *response, struct buf *out);

/* Reads an encoding back and checks every answer against the definition, so that nothing a hostile sender
 * sealed gets past it: unknown members, options, hidden questions, over-long texts, anything not canonical
 * is ERROR_INVALID. The answers live in `arena` and in `encoding`; the response is settled. Whether a
 * `required` question was answered is not checked: that is between the page and the person. */
bool response_decode(const struct questionnaire *questionnaire, struct view encoding, struct arena *arena,
                     struct response *response, struct error *err) MUST_CHECK;

/* Reads only which definition an encoding belongs to. */
bool response_peek(struct view encoding, uint8_t hash[DEFINITION_HASH_BYTES], struct error *err) MUST_CHECK;

/* The most bytes that the encoding of a response to this questionnaire is expected to take, with texts at
 * their limits and two bytes a character. */
size_t response_size_limit(const struct questionnaire *questionnaire);

#endif
