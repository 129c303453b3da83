/* SPDX-License-Identifier: EUPL-1.2
 *
 * The published report: one HTML file in the data directory, put there by `survey publish` and shown to everybody.
 */
#ifndef FINDINGS_H
#define FINDINGS_H

#include "text.h"

#define FINDINGS_FILE_NAME "findings.html"

enum { FINDINGS_BYTES_MAX = 8 << 20 };

/* What may be published: one self-contained page, as `analysis report` writes it. ERROR_INVALID says why not. */
bool findings_check(struct view html, struct error *err) MUST_CHECK;

/* Puts a checked page in the place of the former one, whole or not at all. */
bool findings_publish(const char *data, struct view html, struct error *err) MUST_CHECK;

/* ERROR_ABSENT when nothing was published. */
bool findings_remove(const char *data, struct error *err) MUST_CHECK;
bool findings_read(const char *data, struct buf *html, struct error *err) MUST_CHECK;

bool findings_exist(const char *data);

/* What stands in its <style>, for the Content-Security-Policy. */
struct view findings_style(struct view html);

#endif
