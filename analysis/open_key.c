/* SPDX-License-Identifier: EUPL-1.2
 *
 * Opening the team's secret key for a command: open_key.h.
 */
#include "open_key.h"

#include <string.h>

#include "destruction.h"

/* Looks into a key file; one that is gone may have a record that says why. */
static bool
look(const char *path, struct secret_key_about *about, struct error *err)
{
	struct error first = ERROR_INIT;
	struct destruction gone;

	if (secret_key_look(about, path, &first))
		return true;
	if (first.code == ERROR_ABSENT && destruction_find(path, &gone))
		return fail(
		    err, ERROR_ABSENT,
		    "the key file %s (id %s) was destroyed on %s: without a copy of it nobody can open "
		    "what was sealed to it",
		    path, gone.id, gone.day);
	return fail(err, first.code, "%s", first.text);
}

static bool
check_second(const struct key_request *request, const struct secret_key_about *key, struct error *err)
{
	struct secret_key_about second;
	char wanted[KEY_ID_TEXT], given[KEY_ID_TEXT];

	if (!key->nested)
		return request->second == NULL ||
		       fail(err, ERROR_INVALID,
		            "%s needs no second person: one person alone opens it; leave --second out",
		            request->key);
	key_id_text(key->second, wanted);
	if (request->second == NULL)
		return fail(err, ERROR_KEY,
		            "%s needs two persons: give the second person's key file (id %s) with --second",
		            request->key, wanted);
	if (!look(request->second, &second, err))
		return false;
	if (!second.public.second)
		return fail(err, ERROR_INVALID, "%s is the key of a team, not of a second person",
		            request->second);
	key_id_text(second.public.id, given);
	return memcmp(second.public.id, key->second, KEY_ID_BYTES) == 0 ||
	       fail(err, ERROR_KEY,
	            "%s (id %s) does not belong to %s, which needs the second person's key with id %s",
	            request->second, given, request->key, wanted);
}

bool
open_key_check(const struct key_request *request, struct error *err)
{
	struct secret_key_about key;

	if (!look(request->key, &key, err))
		return false;
	if (key.public.second)
		return fail(
		    err, ERROR_INVALID,
		    "%s is the key of a second person, which opens no answers itself: give the team's "
		    "with --key, and this one with --second",
		    request->key);
	return check_second(request, &key, err);
}

bool
open_key(const struct key_request *request, struct passphrase *first, struct secret_key **key,
         struct error *err)
{
	struct passphrase passphrase = PASSPHRASE_INIT;
	struct secret_key *second = NULL;
	bool good = false;

	if (!open_key_check(request, err) ||
	    !passphrase_get(first, request->passphrase_file, request->key, err))
		goto out;
	if (request->second != NULL &&
	    (!passphrase_get(&passphrase, request->second_passphrase_file, request->second, err) ||
	     !secret_key_read(&second, request->second, passphrase_view(&passphrase), err)))
		goto out;
	good = secret_key_read_nested(key, request->key, passphrase_view(first), second, err);
out:
	secret_key_free(second);
	passphrase_release(&passphrase);
	return good;
}
