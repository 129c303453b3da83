/* SPDX-License-Identifier: EUPL-1.2
 *
 * LimeSurvey: the structure of a survey as XML (.lss, of version 2 and later) and as a file separated by tabs (.txt).
 */
#ifndef LIMESURVEY_H
#define LIMESURVEY_H

#include "draft.h"

/* Both fill the draft and list what could not be carried over. `file` is what the list calls the file; `language` that of
 * texts in one that the program does not speak (draft_stand_in()), or empty. */
bool limesurvey_read_lss(struct draft *draft, struct view bytes, const char *file, struct view language,
                         struct error *err) MUST_CHECK;
bool limesurvey_read_tsv(struct draft *draft, struct view text, const char *file, struct view language,
                         struct error *err) MUST_CHECK;

#endif
