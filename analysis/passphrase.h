/* SPDX-License-Identifier: EUPL-1.2
 *
 * Passphrases: typed on the terminal without being shown, or the first line of a file. Never on the command
 * line or in the environment, where others can read them.
 *
 * They are made canonical (NFC, no surrounding white space), so that every keyboard gives the same bytes.
 */
#ifndef PASSPHRASE_H
#define PASSPHRASE_H

#include "text.h"

enum { PASSPHRASE_LEAST = 8 /* characters of a new one */ };

struct passphrase {
	char *bytes; /* in sodium_malloc memory */
	size_t length;
};

#define PASSPHRASE_INIT ((struct passphrase){ .bytes = NULL })

/* The passphrase of `whose`, e.g. "team.key": from `file`, or asked for when `file` is NULL. ERROR_ABSENT when
 * there is no terminal to ask on. */
bool passphrase_get(struct passphrase *passphrase, const char *file, const char *whose,
                    struct error *err) MUST_CHECK;

/* A new one: asked for twice, and refused when it is too short. */
bool passphrase_get_new(struct passphrase *passphrase, const char *file, const char *whose,
                        struct error *err) MUST_CHECK;

struct view passphrase_view(const struct passphrase *passphrase);
void passphrase_release(struct passphrase *passphrase); /* wipes */

#endif
