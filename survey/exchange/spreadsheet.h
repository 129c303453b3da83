/* SPDX-License-Identifier: EUPL-1.2
 *
 * Reading a workbook (.xlsx) that others made: an archive (libzip) of XML. What it may unpack to is bounded, whatever the
 * archive says about itself: entries, bytes of each, bytes together, and how much smaller it was packed.
 */
#ifndef SPREADSHEET_H
#define SPREADSHEET_H

#include "cells.h"

enum {
	SPREADSHEET_ENTRIES_MAX = 1000,
	SPREADSHEET_PART_MAX = 1 << 24,  /* bytes of one part of it */
	SPREADSHEET_TOTAL_MAX = 1 << 25, /* bytes of all parts that are read */
	SPREADSHEET_RATIO_MAX = 200,     /* of a part above a megabyte: what it unpacks to, by what it is */
};

struct spreadsheet;

enum spreadsheet_outcome { SPREADSHEET_FOUND, SPREADSHEET_ABSENT, SPREADSHEET_FAILED };

/* Opens the bytes of a file, which are borrowed until spreadsheet_close(). */
bool spreadsheet_open(struct view bytes, struct spreadsheet **workbook, struct error *err) MUST_CHECK;
void spreadsheet_close(struct spreadsheet *workbook); /* NULL is harmless */

/* Reads the worksheet of this name (in whatever case): texts and numbers as they are stored, no formulas. The texts may be the
 * workbook's, so they live until it is closed. */
enum spreadsheet_outcome spreadsheet_sheet(struct spreadsheet *workbook, const char *name,
                                           struct cells *cells, struct error *err) MUST_CHECK;

#endif
