/* SPDX-License-Identifier: EUPL-1.2
 *
 * The data directory: data.h.
 */
#include "data.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>

/* The location of the store in a data directory, or `data` itself when that is a file. */
static void
data_location(const char *data, char location[PATH_MAX])
{
	struct stat status;

	if (stat(data, &status) == 0 && !S_ISDIR(status.st_mode))
		snprintf(location, PATH_MAX, "%s", data);
	else
		snprintf(location, PATH_MAX, "%s/" STORE_FILE_NAME, data);
}

bool
data_make(const char *data, struct error *err)
{
	if (mkdir(data, 0700) != 0)
		return errno == EEXIST || fail_errno(err, "cannot make the data directory %s", data);
	/* Without its name all that is in it would go with the power. */
	return file_sync_name(data) || fail_errno(err, "cannot make the data directory %s durable", data);
}

bool
data_open(const struct data_place *place, enum store_access access, struct store **store, struct error *err)
{
	const char *data = place->directory;
	char location[PATH_MAX];

	/* Not said again: there could be a password in it. */
	if (place->store != NULL && !view_starts(view_of(place->store), "postgresql://"))
		return fail(err, ERROR_INVALID,
		            "--store takes an address such as postgresql://user@host/database");
	if (place->store != NULL)
		return store_open(place->store, access, store, err);
	if (access == STORE_SERVE && !data_make(data, err))
		return false;
	data_location(data, location);
	return store_open(location, access, store, err);
}
