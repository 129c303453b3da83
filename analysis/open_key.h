/* SPDX-License-Identifier: EUPL-1.2
 *
 * Opening the team's secret key for a command, with one person or two.
 */
#ifndef OPEN_KEY_H
#define OPEN_KEY_H

#include "passphrase.h"
#include "unseal.h"

/* What the command line says. `second` and the files of passphrases may be NULL: nobody, and ask. */
struct key_request {
	const char *key, *second;
	const char *passphrase_file, *second_passphrase_file;
};

/* Says all that can be wrong before a passphrase is asked for: a file that is missing, damaged or destroyed (with
 * the day, from its destruction record), of the wrong kind, or not the one that belongs to the other. */
bool open_key_check(const struct key_request *request, struct error *err) MUST_CHECK;

/* Gets the passphrases and opens the key. `first` gets the passphrase of the key file itself; release it also after a
 * failure. */
bool open_key(const struct key_request *request, struct passphrase *first, struct secret_key **key,
              struct error *err) MUST_CHECK;

#endif
