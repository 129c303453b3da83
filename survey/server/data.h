/* SPDX-License-Identifier: EUPL-1.2
 *
 * The server's data directory, as all of its commands name it.
 */
#ifndef DATA_H
#define DATA_H

#include "store.h"

#define DATA_DIRECTORY_DEFAULT "data"

/* Makes the directory when it is not there. */
bool data_make(const char *data, struct error *err) MUST_CHECK;

/* Opens the store of a data directory, or of `data` itself when that is a file. */
bool data_open(const char *data, enum store_access access, struct store **store,
               struct error *err) MUST_CHECK;

#endif
