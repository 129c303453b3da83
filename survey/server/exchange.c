/* SPDX-License-Identifier: EUPL-1.2
 *
 * Starting survey-exchange: exchange.h. The libraries that take other programs' files apart (archives, XML, workbooks) are linked
 * into that program alone, so that they are no part of what serves people.
 */
#include "exchange.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "memory.h"

static const char program[] = "survey-exchange";

/* The path of the program beside this one. */
static bool
find_program(char path[PATH_MAX], struct error *err)
{
	ssize_t length = readlink("/proc/self/exe", path, PATH_MAX - sizeof(program));
	char *slash;

	if (length < 0)
		return fail_errno(err, "cannot tell where this program is");
	path[length] = '\0';
	slash = strrchr(path, '/');
	if (slash == NULL)
		return fail(err, ERROR_SYSTEM, "cannot tell where this program is");
	memcpy(slash + 1, program, sizeof(program));
	return true;
}

int
exchange_start(int argc, char **argv)
{
	char **arguments = xcalloc((size_t)argc + 2, sizeof(char *)), path[PATH_MAX];
	struct error err = ERROR_INIT;
	int code;

	/* It calls itself "survey" in what it says, as whoever started it did. */
	arguments[0] = program_invocation_short_name;
	memcpy(arguments + 1, argv, (size_t)argc * sizeof(char *));
	if (find_program(path, &err)) {
		execv(path, arguments);
		fail_errno(&err, "cannot start %s", path);
	}
	code = command_fail(argv[0], &err);
	free(arguments);
	return code;
}
