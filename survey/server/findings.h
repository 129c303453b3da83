/* SPDX-License-Identifier: EUPL-1.2
 *
 * What was published: the report and the page for participants, each one HTML file in the data directory, put there by
 * `survey publish` and shown to everybody.
 */
#ifndef FINDINGS_H
#define FINDINGS_H

#include "text.h"

#define FINDINGS_FILE_NAME "findings.html"
#define FINDINGS_PARTICIPANTS_FILE_NAME "participants.html"

enum findings_page { FINDINGS_REPORT, FINDINGS_PARTICIPANTS, FINDINGS_PAGE_COUNT };

enum { FINDINGS_BYTES_MAX = 8 << 20 };

/* What may be published: one self-contained page, as `analysis report` writes it, and no draft. ERROR_INVALID says why not. */
bool findings_check(struct view html, struct error *err) MUST_CHECK;

/* Puts a checked page in the place of the former one, whole or not at all. */
bool findings_publish(const char *data, enum findings_page page, struct view html,
                      struct error *err) MUST_CHECK;

/* ERROR_ABSENT when it was not published. */
bool findings_remove(const char *data, enum findings_page page, struct error *err) MUST_CHECK;
bool findings_read(const char *data, enum findings_page page, struct buf *html, struct error *err) MUST_CHECK;

bool findings_exist(const char *data, enum findings_page page);

/* The findings that a page has a link to (id="finding-…") and another has not, a line each, added to `lost`. Such a link is the same
 * in every report, because it is made of the finding's id. */
void findings_lost(struct view before, struct view after, struct buf *lost);

/* What stands in its <style>, for the Content-Security-Policy. */
struct view findings_style(struct view html);

#endif
