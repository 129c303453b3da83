/* SPDX-License-Identifier: EUPL-1.2
 *
 * The words of an expression, in either language: expression.h.
 */
#ifndef EXPRESSION_TOKEN_H
#define EXPRESSION_TOKEN_H

#include "expression.h"

enum expression_token_kind {
	TOKEN_END,
	TOKEN_WRONG,    /* none of these */
	TOKEN_QUESTION, /* ${name}: its name */
	TOKEN_NAME,     /* of a function or, in LimeSurvey, of a question */
	TOKEN_TEXT,     /* what stands between quotes */
	TOKEN_NUMBER,
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_COMMA,
	TOKEN_AND,
	TOKEN_OR,
	TOKEN_NOT,
	TOKEN_EQUAL, /* the comparisons stand together */
	TOKEN_UNEQUAL,
	TOKEN_LESS,
	TOKEN_AT_MOST,
	TOKEN_MORE,
	TOKEN_AT_LEAST,
};

struct expression_token {
	enum expression_token_kind kind;
	struct view text; /* a C string */
};

struct expression_tokens {
	enum expression_language language;
	struct view rest;
	struct arena *arena;
	struct expression_token current;
};

/* Makes `current` the first token. */
void expression_tokens_start(struct expression_tokens *tokens, enum expression_language language,
                             struct view text, struct arena *arena);
/* The next one; behind the last one TOKEN_END for ever. */
void expression_token_next(struct expression_tokens *tokens);

#endif
