/* SPDX-License-Identifier: EUPL-1.2
 *
 * The files of a data directory: audit.h.
 */
#include "audit.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "findings.h"

enum { OTHERS = 077 /* what group and others may do */ };

/* The server's own files; anything else in its directory is somebody's copy or a mistake. */
static const char *const own[] = {
	STORE_FILE_NAME,    STORE_FILE_NAME "-wal",          STORE_FILE_NAME "-shm",
	FINDINGS_FILE_NAME, FINDINGS_PARTICIPANTS_FILE_NAME,
};

static bool
is_own(const char *name)
{
	bool found = false;

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		found = found || strcmp(name, own[i]) == 0;
	return found;
}

static bool
is_secret_key(const char *name)
{
	const char *ending = strrchr(name, '.');

	return ending != NULL && strcmp(ending, ".key") == 0;
}

/* Whether a time is the start of a day here, as the store sets it. */
static bool
is_day(time_t moment)
{
	struct tm parts;

	localtime_r(&moment, &parts);
	return parts.tm_hour == 0 && parts.tm_min == 0 && parts.tm_sec == 0;
}

static void
check_mode(struct audit *audit, const char *path, const struct stat *status)
{
	if ((status->st_mode & OTHERS) != 0)
		audit_line(audit, AUDIT_WRONG, "%s: others may read or write it (mode %03o)", path,
		           (unsigned)status->st_mode & 0777);
	else
		audit_line(audit, AUDIT_GOOD, "%s: only its owner may read it (mode %03o)", path,
		           (unsigned)status->st_mode & 0777);
	if (geteuid() == 0 && status->st_uid == 0)
		audit_line(audit, AUDIT_LOOK, "%s: belongs to root; a user of its own is better", path);
}

static void
check_file(struct audit *audit, const char *directory, const char *name)
{
	char path[PATH_MAX];
	struct stat status;

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	if (lstat(path, &status) != 0) {
		/* A WAL goes when the last who used it does. */
		if (errno != ENOENT)
			audit_line(audit, AUDIT_LOOK, "%s: %s", path, strerror(errno));
	} else if (!S_ISREG(status.st_mode)) {
		audit_line(audit, AUDIT_LOOK, "%s: is no plain file; the server did not make it", path);
	} else {
		check_mode(audit, path, &status);
		if (strstr(name, STORE_FILE_NAME) == name && !is_day(status.st_mtime))
			audit_line(audit, AUDIT_LOOK,
			           "%s: its time is finer than a day: somebody writes to it now, or changed "
			           "it by other means",
			           path);
		if (is_secret_key(name))
			audit_line(audit, AUDIT_WRONG,
			           "%s: looks like a secret key, which has no place on a server", path);
		else if (!is_own(name))
			audit_line(audit, AUDIT_LOOK,
			           "%s: is not the server's; a copy of the store tells what came since",
			           path);
	}
}

void
audit_files(struct audit *audit, const char *data)
{
	struct stat status;
	struct dirent **names = NULL;
	int count;

	if (stat(data, &status) != 0 || !S_ISDIR(status.st_mode)) {
		audit_line(audit, AUDIT_LOOK, "%s: is no directory; its files were not looked at", data);
		return;
	}
	check_mode(audit, data, &status);
	count = scandir(data, &names, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		if (strcmp(names[i]->d_name, ".") != 0 && strcmp(names[i]->d_name, "..") != 0)
			check_file(audit, data, names[i]->d_name);
		free(names[i]);
	}
	free(names);
}
