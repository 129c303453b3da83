/* SPDX-License-Identifier: EUPL-1.2
 *
 * XLSForm (xlsform.org): a form as a workbook with the sheets survey, choices and settings, or as one CSV file in which the name
 * of the sheet stands in the first column. Reading it into a draft, and writing a questionnaire as one.
 */
#ifndef XLSFORM_H
#define XLSFORM_H

#include "draft.h"

/* Both fill the draft and list what could not be carried over. `file` is what the list calls the file; `language` is that of
 * texts for which the form names none. */
bool xlsform_read_workbook(struct draft *draft, struct view bytes, const char *file, struct view language,
                           struct error *err) MUST_CHECK;
bool xlsform_read_csv(struct draft *draft, struct view text, const char *file, struct view language,
                      struct error *err) MUST_CHECK;

/* The bytes of a workbook. What XLSForm has no words for goes to `problems`, with the lines of the questionnaire's own file, which
 * `file` names. */
bool xlsform_write(const struct questionnaire *questionnaire, const char *file, struct buf *out,
                   struct problems *problems, struct error *err) MUST_CHECK;

#endif
