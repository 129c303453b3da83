/* SPDX-License-Identifier: EUPL-1.2
 *
 * Cutting an expression into words: expression_token.h.
 */
#include "expression_token.h"

#include <string.h>

static const struct sign {
	const char *text;
	enum expression_token_kind kind;
} signs[] = {
	{ "!=", TOKEN_UNEQUAL }, { "==", TOKEN_EQUAL }, { "<=", TOKEN_AT_MOST }, { ">=", TOKEN_AT_LEAST },
	{ "&&", TOKEN_AND },     { "||", TOKEN_OR },    { "=", TOKEN_EQUAL },    { "<", TOKEN_LESS },
	{ ">", TOKEN_MORE },     { "(", TOKEN_OPEN },   { ")", TOKEN_CLOSE },    { ",", TOKEN_COMMA },
	{ "!", TOKEN_NOT },
};

static const struct sign words[] = {
	{ "and", TOKEN_AND }, { "or", TOKEN_OR },      { "eq", TOKEN_EQUAL }, { "ne", TOKEN_UNEQUAL },
	{ "lt", TOKEN_LESS }, { "le", TOKEN_AT_MOST }, { "gt", TOKEN_MORE },  { "ge", TOKEN_AT_LEAST },
};

static bool
in_name(char c, bool first)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80 ||
	       (!first && ((c >= '0' && c <= '9') || c == '.' || c == '-'));
}

/* The bytes of a quotation mark: straight, or one of those that word processors make of it. 0: it is none. */
static size_t
quote_at(struct view text, bool *doubled)
{
	static const struct {
		const char *mark;
		bool doubled;
	} marks[] = { { "'", false }, { "\"", true }, { "‘", false },
		      { "’", false }, { "“", true },  { "”", true } };

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (view_starts(text, marks[i].mark)) {
			*doubled = marks[i].doubled;
			return strlen(marks[i].mark);
		}
	return 0;
}

static void
set(struct expression_tokens *tokens, enum expression_token_kind kind, size_t from, size_t len, size_t used)
{
	tokens->current.kind = kind;
	tokens->current.text = arena_copy(tokens->arena, (struct view){ tokens->rest.ptr + from, len });
	tokens->rest.ptr += used;
	tokens->rest.len -= used;
}

/* Who types in a word processor has curved marks on one side or on both. */
static void
read_quoted(struct expression_tokens *tokens)
{
	struct view rest = tokens->rest;
	bool doubled = false, closing = false;
	size_t open = quote_at(rest, &doubled), at = open, close = 0;

	while (at < rest.len && close == 0) {
		close = quote_at((struct view){ rest.ptr + at, rest.len - at }, &closing);
		close = closing == doubled ? close : 0;
		at += close == 0;
	}
	if (close == 0)
		set(tokens, TOKEN_WRONG, 0, 0, rest.len);
	else
		set(tokens, TOKEN_TEXT, open, at - open, at + close);
}

/* ${name}, or {name} in LimeSurvey, where braces stand around a whole expression too. */
static void
read_question(struct expression_tokens *tokens)
{
	const char *close = memchr(tokens->rest.ptr, '}', tokens->rest.len);
	size_t len = close == NULL ? 0 : (size_t)(close - tokens->rest.ptr);

	if (close == NULL || len <= 2)
		set(tokens, TOKEN_WRONG, 0, 0, tokens->rest.len);
	else
		set(tokens, TOKEN_QUESTION, 2, len - 2, len + 1);
	tokens->current.text = view_trim(tokens->current.text);
}

static void
read_number(struct expression_tokens *tokens)
{
	size_t len = 0;

	while (len < tokens->rest.len && ((tokens->rest.ptr[len] >= '0' && tokens->rest.ptr[len] <= '9') ||
	                                  tokens->rest.ptr[len] == '.'))
		len++;
	/* LimeSurvey's other names of questions begin with a number: 12345X6X78. */
	if (len < tokens->rest.len && tokens->rest.ptr[len] == 'X') {
		while (len < tokens->rest.len && in_name(tokens->rest.ptr[len], false))
			len++;
		set(tokens, TOKEN_NAME, 0, len, len);
		return;
	}
	set(tokens, TOKEN_NUMBER, 0, len, len);
}

static void
read_name(struct expression_tokens *tokens)
{
	size_t len = 0;
	bool doubled;

	/* In XPath a hyphen can be in a name, in LimeSurvey it cannot. */
	while (len < tokens->rest.len && in_name(tokens->rest.ptr[len], len == 0) &&
	       !(tokens->rest.ptr[len] == '-' && tokens->language == EXPRESSION_LIMESURVEY) &&
	       quote_at((struct view){ tokens->rest.ptr + len, tokens->rest.len - len }, &doubled) == 0)
		len++;
	set(tokens, TOKEN_NAME, 0, len, len);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (view_is(tokens->current.text, words[i].text))
			tokens->current.kind = words[i].kind;
}

/* "../name" and "/data/group/name": the question that the path ends in. */
static void
read_path(struct expression_tokens *tokens)
{
	size_t len = 0, from = 0;

	while (len < tokens->rest.len &&
	       (tokens->rest.ptr[len] == '/' || in_name(tokens->rest.ptr[len], false))) {
		from = tokens->rest.ptr[len] == '/' ? len + 1 : from;
		len++;
	}
	if (from == 0 || from == len || !in_name(tokens->rest.ptr[from], true))
		set(tokens, TOKEN_WRONG, 0, 0, tokens->rest.len);
	else
		set(tokens, TOKEN_QUESTION, from, len - from, len);
}

static void
read_sign(struct expression_tokens *tokens)
{
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (view_starts(tokens->rest, signs[i].text)) {
			set(tokens, signs[i].kind, 0, strlen(signs[i].text), strlen(signs[i].text));
			return;
		}
	set(tokens, TOKEN_WRONG, 0, 0, tokens->rest.len);
}

void
expression_token_next(struct expression_tokens *tokens)
{
	bool doubled;
	char c;

	tokens->rest = view_trim(tokens->rest);
	if (tokens->rest.len == 0) {
		tokens->current = (struct expression_token){ TOKEN_END, { "", 0 } };
		return;
	}
	c = tokens->rest.ptr[0];
	if (quote_at(tokens->rest, &doubled) > 0)
		read_quoted(tokens);
	else if (view_starts(tokens->rest, "${"))
		read_question(tokens);
	else if (c >= '0' && c <= '9')
		read_number(tokens);
	else if (tokens->language == EXPRESSION_XLSFORM && (c == '.' || c == '/'))
		read_path(tokens);
	else if (in_name(c, true))
		read_name(tokens);
	else
		read_sign(tokens);
}

void
expression_tokens_start(struct expression_tokens *tokens, enum expression_language language, struct view text,
                        struct arena *arena)
{
	*tokens = (struct expression_tokens){ .language = language, .rest = text, .arena = arena };
	expression_token_next(tokens);
}
