/* SPDX-License-Identifier: EUPL-1.2
 *
 * How a package is made, part by part. Only for package*.c.
 */
#ifndef PACKAGE_PARTS_H
#define PACKAGE_PARTS_H

#include "package.h"

/* A new sheet at the end; holds until the next one. */
struct sheet *package_add_sheet(struct package *package, struct view name, struct view title);

/* The newest version of each questionnaire that is asked for; ERROR_ABSENT: none is. */
bool package_questionnaires(struct package *package, const struct block *blocks, size_t count,
                            struct error *err) MUST_CHECK;
void package_questions(struct package *package); /* questionnaires must be there */
void package_codes(struct package *package, struct coding *coding);
void package_findings(struct package *package, struct coding *coding);
void package_quotes(struct package *package, struct coding *coding); /* codes must be there */
bool package_tables(struct package *package, const struct block *blocks, size_t count,
                    struct error *err) MUST_CHECK; /* of no blocks: an empty sheet */
void package_answers(struct package *package, const struct block *blocks, size_t count);

/* A text in the package's language. */
struct view package_text(const struct package *package, const struct questionnaire *questionnaire,
                         const struct text *text);

#endif
