/* SPDX-License-Identifier: EUPL-1.2
 *
 * Options that several commands have. Each reads and explains itself the same everywhere; a command lists it in its lines
 * with the place where the value goes.
 */
#ifndef OPTION_LINES_H
#define OPTION_LINES_H

#include "options.h"

struct option_line study_option(const char **study);           /* --study FILE, needed */
struct option_line study_passphrase_option(const char **file); /* --passphrase-file FILE, of the study */
struct option_line threshold_option(unsigned long *threshold); /* --k K, in people: THRESHOLD_MIN to _MAX */
struct option_line rounding_option(unsigned long *base);       /* --round BASE, the same; 0 where not given */
struct option_line language_option(const char **language);     /* --language LANGUAGE, for open_language() */
struct option_line byte_order_mark_option(bool *asked);        /* --bom */

#endif
