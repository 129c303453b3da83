/* SPDX-License-Identifier: EUPL-1.2
 *
 * Writing a workbook (.xlsx, libxlsxwriter) into memory: the library writes files, and these are none that anybody else sees.
 */
#ifndef XLSX_H
#define XLSX_H

#include <time.h>
#include <xlsxwriter.h>

#include "text.h"

/* When a workbook says it was made, so that the same content is the same bytes: 1 January 1980. */
extern const time_t xlsx_made;

/* Makes a workbook, has it filled, and appends its bytes to *out. */
bool xlsx_make(lxw_error (*fill)(lxw_workbook *book, void *context), void *context, struct buf *out,
               struct error *err) MUST_CHECK;

#endif
