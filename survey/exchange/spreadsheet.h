/* SPDX-License-Identifier: EUPL-1.2
 *
 * Reading a workbook (.xlsx) that others made: an archive (libzip) of XML. What it may unpack to is bounded, whatever the
 * archive says about itself: entries, bytes of each, bytes together, and how much smaller it was packed.
 */
#ifndef SPREADSHEET_H
#define SPREADSHEET_H

#include "cells.h"

struct spreadsheet;

enum spreadsheet_outcome { SPREADSHEET_FOUND, SPREADSHEET_ABSENT, SPREADSHEET_FAILED };

/* Opens the bytes of a file, which are borrowed until spreadsheet_close(). How large its parts can be: archive.h. */
bool spreadsheet_open(struct view bytes, struct spreadsheet **workbook, struct error *err) MUST_CHECK;
void spreadsheet_close(struct spreadsheet *workbook); /* NULL is harmless */

/* Reads the worksheet of this name (in whatever case): texts and numbers as they are stored, no formulas. The texts may be the
 * workbook's, so they live until it is closed. */
enum spreadsheet_outcome spreadsheet_sheet(struct spreadsheet *workbook, const char *name,
                                           struct cells *cells, struct error *err) MUST_CHECK;

#endif
