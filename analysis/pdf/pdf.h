/* SPDX-License-Identifier: EUPL-1.2
 *
 * A page of HTML as PDF, printed by an installed Chromium: tagged, with an outline of its headings. The page goes to the browser through a socket and comes back through it, so nothing of it is ever in a file.
 * Scripts in it do not run and nothing is fetched. The same page and the same Chromium give the same bytes: the PDF holds no
 * time at which it was made.
 */
#ifndef PDF_H
#define PDF_H

#include "text.h"

enum { PDF_SECONDS = 120 }; /* for a long report on a slow laptop, where the browser is still starting */

/* What stands around each page: its title above and numbers below, or nothing. */
enum pdf_margin { PDF_NUMBERED, PDF_BARE };

struct pdf_settings {
	enum pdf_margin margin;
	unsigned seconds; /* 0: PDF_SECONDS */
};

struct pdf_printer;

/* Starts the browser; see browser_open() for when and for errors. */
bool pdf_printer_open(struct pdf_printer **printer, struct error *err) MUST_CHECK;
void pdf_printer_close(struct pdf_printer *printer); /* NULL is harmless */

/* Appends the page as PDF. Once with a printer: Chromium numbers the parts of a page through, and of a second one the numbers, which
 * stand in the PDF, would depend on the first. ERROR_SYSTEM: the browser ended, refused, or took too long. */
bool pdf_print(struct pdf_printer *printer, struct view html, const struct pdf_settings *settings,
               struct buf *pdf, struct error *err) MUST_CHECK;

#endif
