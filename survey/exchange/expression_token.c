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

static void
set(struct expression_tokens *tokens, enum expression_token_kind kind, size_t from, size_t len, size_t used)
{
	tokens->current.kind = kind;
	tokens->current.text = arena_copy(tokens->arena, (struct view){ tokens->rest.ptr + from, len });
	tokens->rest.ptr += used;
	tokens->rest.len -= used;
}

static void
read_quoted(struct expression_tokens *tokens)
{
	const char *close = memchr(tokens->rest.ptr + 1, tokens->rest.ptr[0], tokens->rest.len - 1);
	size_t len = close == NULL ? 0 : (size_t)(close - tokens->rest.ptr) - 1;

	if (close == NULL)
		set(tokens, TOKEN_WRONG, 0, 0, tokens->rest.len);
	else
		set(tokens, TOKEN_TEXT, 1, len, len + 2);
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

	/* In XPath a hyphen can be in a name, in LimeSurvey it cannot. */
	while (len < tokens->rest.len && in_name(tokens->rest.ptr[len], len == 0) &&
	       !(tokens->rest.ptr[len] == '-' && tokens->language == EXPRESSION_LIMESURVEY))
		len++;
	set(tokens, TOKEN_NAME, 0, len, len);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (view_is(tokens->current.text, words[i].text))
			tokens->current.kind = words[i].kind;
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
	char c;

	tokens->rest = view_trim(tokens->rest);
	if (tokens->rest.len == 0) {
		tokens->current = (struct expression_token){ TOKEN_END, { "", 0 } };
		return;
	}
	c = tokens->rest.ptr[0];
	if (c == '\'' || c == '"')
		read_quoted(tokens);
	else if (view_starts(tokens->rest, "${"))
		read_question(tokens);
	else if (c >= '0' && c <= '9')
		read_number(tokens);
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
