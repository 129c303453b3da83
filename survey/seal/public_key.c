/* SPDX-License-Identifier: EUPL-1.2
 *
 * The team's public key, its id and its file: include/seal.h.
 */
#include "seal.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum {
	FILE_LIMIT = 1024,
	KEY_TEXT = sodium_base64_ENCODED_LEN(PUBLIC_KEY_BYTES, sodium_base64_VARIANT_ORIGINAL),
};

#define TITLE "survey public key "
#define TITLE_DEMO "survey demo public key "
#define TITLE_SECOND "survey second public key "
#define FILE_VERSION "1"

void
public_key_set(struct public_key *key, const uint8_t bytes[PUBLIC_KEY_BYTES], bool demo)
{
	uint8_t hash[crypto_generichash_BYTES];

	_Static_assert(sizeof(hash) == 32, "BLAKE2b-256");
	crypto_generichash(hash, sizeof(hash), bytes, PUBLIC_KEY_BYTES, NULL, 0);
	memmove(key->bytes, bytes, PUBLIC_KEY_BYTES);
	memcpy(key->id, hash, KEY_ID_BYTES);
	key->demo = demo;
	key->second = false;
}

void
key_id_text(const uint8_t id[KEY_ID_BYTES], char text[KEY_ID_TEXT])
{
	size_t at = 0;

	for (size_t i = 0; i < KEY_ID_BYTES; i++)
		at += (size_t)snprintf(text + at, KEY_ID_TEXT - at, "%s%02x", i > 0 && i % 2 == 0 ? "-" : "",
		                       id[i]);
}

/* X25519 refuses some points of low order: everybody could open what is sealed to them. */
static bool
can_be_sealed_to(const uint8_t bytes[PUBLIC_KEY_BYTES])
{
	uint8_t box[crypto_box_SEALBYTES];

	return crypto_box_seal(box, NULL, 0, bytes) == 0;
}

static const char *
title_of(bool demo, bool second)
{
	return second ? TITLE_SECOND : demo ? TITLE_DEMO : TITLE;
}

static bool
read_title(struct view line, bool *demo, bool *second, const char *path, struct error *err)
{
	const char *title;
	struct view version;

	*demo = view_starts(line, TITLE_DEMO);
	*second = view_starts(line, TITLE_SECOND);
	title = title_of(*demo, *second);
	if (!view_starts(line, title))
		return fail(err, ERROR_INVALID, "%s is not a public key file", path);
	version = (struct view){ line.ptr + strlen(title), line.len - strlen(title) };
	return view_is(version, FILE_VERSION) ||
	       fail(err, ERROR_VERSION, "%s was written by a newer version of this software", path);
}

static bool
read_bytes(struct view line, uint8_t bytes[PUBLIC_KEY_BYTES], const char *path, struct error *err)
{
	size_t length = 0;

	if (sodium_base642bin(bytes, PUBLIC_KEY_BYTES, line.ptr, line.len, NULL, &length, NULL,
	                      sodium_base64_VARIANT_ORIGINAL) != 0 ||
	    length != PUBLIC_KEY_BYTES || !can_be_sealed_to(bytes))
		return fail(err, ERROR_INVALID, "the key in %s is damaged", path);
	return true;
}

/* Reads a file of either kind. */
static bool
read_any(struct public_key *key, const char *path, struct error *err)
{
	struct buf content = BUF_INIT;
	struct view rest, line, id;
	uint8_t bytes[PUBLIC_KEY_BYTES];
	char id_text[KEY_ID_TEXT];
	bool good = false, demo = false, second = false;

	if (!buf_read_file(&content, path, FILE_LIMIT, err))
		goto out;
	rest = buf_view(&content);
	if (!read_title(view_trim(view_cut(&rest, '\n')), &demo, &second, path, err))
		goto out;
	line = view_trim(view_cut(&rest, '\n'));
	id = view_trim(view_cut(&rest, '\n'));
	if (!read_bytes(line, bytes, path, err))
		goto out;
	public_key_set(key, bytes, demo);
	key->second = second;
	key_id_text(key->id, id_text);
	if (!view_starts(id, "id ") || !view_is((struct view){ id.ptr + 3, id.len - 3 }, id_text) ||
	    view_trim(rest).len > 0) {
		fail(err, ERROR_INVALID, "key and id in %s do not belong together: the key's id is %s", path,
		     id_text);
		goto out;
	}
	good = true;
out:
	buf_release(&content);
	return good;
}

bool
public_key_read(struct public_key *key, const char *path, struct error *err)
{
	return read_any(key, path, err) &&
	       (!key->second ||
	        fail(err, ERROR_INVALID,
	             "%s is the public key of a second person, which no answer may be sealed to; "
	             "take the team's",
	             path));
}

bool
public_key_read_second(struct public_key *key, const char *path, struct error *err)
{
	return read_any(key, path, err) &&
	       (key->second ||
	        fail(err, ERROR_INVALID,
	             "%s is the public key of a team, not of a second person (those are made with "
	             "`analysis keygen --as-second`)",
	             path));
}

bool
public_key_write(const struct public_key *key, const char *path, struct error *err)
{
	char content[256], encoded[KEY_TEXT], id[KEY_ID_TEXT];
	int length;

	sodium_bin2base64(encoded, sizeof(encoded), key->bytes, PUBLIC_KEY_BYTES,
	                  sodium_base64_VARIANT_ORIGINAL);
	key_id_text(key->id, id);
	length = snprintf(content, sizeof(content), "%s%s\n%s\nid %s\n", title_of(key->demo, key->second),
	                  FILE_VERSION, encoded, id);
	return file_write(path, (struct view){ content, (size_t)length }, 0644, false, err);
}
