/* SPDX-License-Identifier: EUPL-1.2
 *
 * When is a question shown? The little of XLSForm's XPath and of LimeSurvey's ExpressionScript that our conditions can say
 * too: which answers were chosen, and, or, not.
 */
#ifndef EXPRESSION_H
#define EXPRESSION_H

#include "draft.h"

enum expression_language { EXPRESSION_XLSFORM, EXPRESSION_LIMESURVEY };

/* What a name in an expression stands for. */
struct expression_variable {
	const struct draft_question *question;
	size_t item;   /* of a matrix */
	size_t option; /* the one answer of a multiple, where `is_option` */
	bool is_option;
};

/* Who asks: earlier questions of the top level or of the own group can be asked about. */
struct expression_asker {
	size_t number;                   /* of the asking question, or of the first one of the asking group */
	const struct draft_group *group; /* of the asking question; NULL for a group */
};

struct expression {
	struct draft *draft;
	enum expression_language language;
	/* Finds what a name stands for; false: nothing that is known. */
	bool (*find)(void *context, struct view name, struct expression_variable *variable);
	void *context;
};

/* Makes a condition of a text. False with *why set (it lives as long as the draft) when our conditions cannot say it.
 * *condition is NULL when it always holds. */
bool expression_read(const struct expression *expression, struct view text,
                     const struct expression_asker *asker, const struct draft_condition **condition,
                     const char **why) MUST_CHECK;

#endif
