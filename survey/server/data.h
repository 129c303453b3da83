/* SPDX-License-Identifier: EUPL-1.2
 *
 * Where the server keeps things, as all of its commands name it: a directory, and responses in a database in it or, when --store says
 * so, in one that several servers share.
 */
#ifndef DATA_H
#define DATA_H

#include "store.h"

#define DATA_DIRECTORY_DEFAULT "data"

struct data_place {
	const char *directory; /* has the published report, and the store unless there is another */
	const char *store;     /* its address; NULL: in the directory */
};

#define DATA_PLACE_DEFAULT ((struct data_place){ .directory = DATA_DIRECTORY_DEFAULT })

/* Two lines of a table of options, for a struct data_place * that lives as long. */
#define DATA_OPTIONS(place)                                                                                  \
	{ .name = "data",                                                                                    \
	  .argument = "DIRECTORY",                                                                           \
	  .text = &(place)->directory,                                                                       \
	  .help = "The data directory; default: data." },                                                    \
	{                                                                                                    \
		.name = "store", .argument = "URL", .text = &(place)->store,                                 \
		.help = "Where responses are kept when several servers share them:\n"                        \
		        "postgresql://USER@HOST/DATABASE. Its password stands in a file (PGPASSFILE)."       \
	}

/* Makes the directory when it is not there. */
bool data_make(const char *data, struct error *err) MUST_CHECK;

/* Opens the store: the shared one, that of the directory, or `directory` itself when that is a file. ERROR_INVALID when --store names
 * no database that can be shared. */
bool data_open(const struct data_place *place, enum store_access access, struct store **store,
               struct error *err) MUST_CHECK;

#endif
