/* SPDX-License-Identifier: EUPL-1.2
 *
 * Errors that say what went wrong: include/error.h.
 */
#include "error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void PRINTF_LIKE(3, 0)
    write_text(struct error *err, enum error_code code, const char *format, va_list args)
{
	err->code = code;
	err->line = err->column = 0;
	err->file[0] = '\0';
	vsnprintf(err->text, sizeof(err->text), format, args);
}

bool
fail(struct error *err, enum error_code code, const char *format, ...)
{
	va_list args;

	if (err != NULL && err->code == ERROR_NONE) {
		va_start(args, format);
		write_text(err, code, format, args);
		va_end(args);
	}
	return false;
}

bool
fail_errno(struct error *err, const char *format, ...)
{
	int saved = errno;
	size_t used;
	va_list args;

	if (err != NULL && err->code == ERROR_NONE) {
		va_start(args, format);
		write_text(err, saved == ENOSPC || saved == EDQUOT ? ERROR_FULL : ERROR_SYSTEM, format, args);
		va_end(args);
		used = strlen(err->text);
		snprintf(err->text + used, sizeof(err->text) - used, ": %s", strerror(saved));
	}
	return false;
}
