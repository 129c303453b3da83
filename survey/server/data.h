/* SPDX-License-Identifier: EUPL-1.2
 *
 * The server's data directory, as all of its commands name it.
 */
#ifndef DATA_H
#define DATA_H

#include <limits.h>

#include "store.h"

#define DATA_DIRECTORY_DEFAULT "data"

/* The location of the store in a data directory, or `data` itself when that is no directory. */
void data_location(const char *data, char location[PATH_MAX]);

/* Opens the store of a data directory. */
bool data_open(const char *data, enum store_access access, struct store **store,
               struct error *err) MUST_CHECK;

#endif
