/* SPDX-License-Identifier: EUPL-1.2
 *
 * Destruction records: what is left to show of a key that was destroyed. KEY.destroyed.json stands beside where
 * the key file was:
 *   {"format":"survey destruction record","version":1,"state":"destroyed","day":"2026-11-28","key":ID,
 *    "kind":"team key","two persons":false,"by":ROLE or null,
 *    "files":[{"name":"team.key","what":"key file","bytes":N,"other names":0,"how":TEXT}],"not covered":[TEXT…]}
 * `state` is "begun" while the files are being destroyed, so that a record never claims what did not happen. It holds
 * no secret, no path, no name of a person unless somebody gives one as role, and no time finer than a day.
 */
#ifndef DESTRUCTION_H
#define DESTRUCTION_H

#include <limits.h>
#include <stddef.h>
#include <stdint.h>

#include "questionnaire.h"
#include "unseal.h"

enum { DESTRUCTION_FILES = 2, DESTRUCTION_DAY = 16 };

/* One file that is destroyed. */
struct destruction_file {
	const char *path, *what;
	uint64_t bytes;
	size_t other_names; /* hard links: overwritten with it, and left standing */
};

struct destruction_record {
	struct secret_key_about key;
	struct date day;
	const char *by; /* a role; NULL: not stated */
	struct destruction_file files[DESTRUCTION_FILES];
	size_t file_count;
	bool done; /* false: begun */
};

/* What a record beside a missing key file says. */
struct destruction {
	char id[KEY_ID_TEXT], day[DESTRUCTION_DAY]; /* YYYY-MM-DD */
};

/* YYYY-MM-DD. */
void destruction_day(struct date day, char text[DESTRUCTION_DAY]);

/* Where the record of a key file stands. */
bool destruction_path(const char *key, char path[PATH_MAX], struct error *err) MUST_CHECK;

/* Whether there is a record beside the key file which says that it was destroyed. */
bool destruction_find(const char *key, struct destruction *found);

/* Writes the record: not over an existing one when it is begun, over that same one when it is done. */
bool destruction_write(const struct destruction_record *record, const char *path,
                       struct error *err) MUST_CHECK;

/* Whether a file is one that can be destroyed: an ordinary file, not a link, that can be written. Fills in its size
 * and other names. */
bool destruction_check(struct destruction_file *file, struct error *err) MUST_CHECK;

/* Overwrites the file with random bytes, makes that durable, removes its name and makes that durable. */
bool destruction_erase(const struct destruction_file *file, struct error *err) MUST_CHECK;

/* What overwriting cannot reach, a sentence each; NULL ends the list. */
extern const char *const destruction_not_covered[];

#endif
