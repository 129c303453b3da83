/* SPDX-License-Identifier: EUPL-1.2
 *
 * Secret keys and their files: include/unseal.h.
 */
#include "survey/seal/secret_inside.h"

#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum {
	VERSION_ALONE = 1,
	VERSION_NESTED = 2,
	KEY_FILE_LIMIT = 16384,
	NESTED_BYTES = LOCKED_MOST, /* LOCKED_BYTES + SEAL_OVERHEAD */
};

#define FORMAT "survey secret key"
#define FORMAT_SECOND "survey second secret key"

_Static_assert(LOCKED_BYTES == crypto_box_SECRETKEYBYTES, "a secret key is what is locked");

/* ---- In memory ------------------------------------------------------------------------------------------ */

static void *
secret_room(size_t bytes)
{
	void *room = sodium_malloc(bytes);

	if (room == NULL)
		abort(); /* as xmalloc() would */
	return room;
}

/* Completes a key whose bytes are set; it is only read from then on. */
static void
secret_key_complete(struct secret_key *key, bool demo, bool second)
{
	uint8_t public[PUBLIC_KEY_BYTES];

	crypto_scalarmult_base(public, key->bytes);
	public_key_set(&key->public, public, demo);
	key->public.second = second;
	sodium_mprotect_readonly(key);
}

static struct secret_key *
make_key(bool demo, bool second)
{
	struct secret_key *key = secret_room(sizeof(*key));

	randombytes_buf(key->bytes, sizeof(key->bytes));
	secret_key_complete(key, demo, second);
	return key;
}

struct secret_key *
secret_key_new(bool demo)
{
	return make_key(demo, false);
}

struct secret_key *
secret_key_new_second(void)
{
	return make_key(false, true);
}

void
secret_key_free(struct secret_key *key)
{
	sodium_free(key);
}

const struct public_key *
secret_key_public(const struct secret_key *key)
{
	return &key->public;
}

/* ---- Writing -------------------------------------------------------------------------------------------- */

/* The members that everybody may read; `second` may be NULL. */
static json_t *
describe(const struct public_key *key, const struct public_key *second)
{
	char id[KEY_ID_TEXT];
	json_t *file;

	key_id_text(key->id, id);
	file = json_pack("{s:s, s:i, s:b, s:s}", "format", key->second ? FORMAT_SECOND : FORMAT, "version",
	                 second != NULL ? VERSION_NESTED : VERSION_ALONE, "demo", (int)key->demo, "id", id);
	secret_set_base64(file, "public", key->bytes, PUBLIC_KEY_BYTES);
	if (second != NULL) {
		key_id_text(second->id, id);
		json_object_set_new(file, "second", json_string(id));
	}
	return file;
}

/* Locks the key itself or, with a second person, the box in which only that person can find it. */
static bool
lock_key(json_t *file, const struct secret_key *key, const struct public_key *second, struct view passphrase,
         struct error *err)
{
	uint8_t *nested;
	bool good;

	if (second == NULL)
		return secret_lock(file, passphrase, key->bytes, LOCKED_BYTES, err);
	nested = secret_room(NESTED_BYTES);
	good = (crypto_box_seal(nested, key->bytes, LOCKED_BYTES, second->bytes) == 0 ||
	        fail(err, ERROR_KEY, "nothing can be sealed to the second person's key")) &&
	       secret_lock(file, passphrase, nested, NESTED_BYTES, err);
	sodium_free(nested);
	return good;
}

bool
secret_key_write_nested(const struct secret_key *key, const char *path, struct view passphrase,
                        const struct public_key *second, struct error *err)
{
	char *text = NULL;
	struct buf content = BUF_INIT;
	json_t *file = describe(&key->public, second);
	bool good = false;

	if (second != NULL && (!second->second || key->public.second)) {
		fail(err, ERROR_INVALID, "only a team's key can need a second person's, and no other");
		goto out;
	}
	if (!lock_key(file, key, second, passphrase, err))
		goto out;
	text = json_dumps(file, JSON_INDENT(1));
	buf_add_text(&content, text);
	buf_add_char(&content, '\n');
	good = file_write(path, buf_view(&content), 0600, false, err);
out:
	free(text);
	buf_release(&content);
	json_decref(file);
	return good;
}

bool
secret_key_write(const struct secret_key *key, const char *path, struct view passphrase, struct error *err)
{
	return secret_key_write_nested(key, path, passphrase, NULL, err);
}

/* ---- Reading -------------------------------------------------------------------------------------------- */

/* Parses a key file; NULL when it is none. */
static json_t *
load(const char *path, struct error *err)
{
	struct buf content = BUF_INIT;
	json_t *file = NULL;

	if (!buf_read_file(&content, path, KEY_FILE_LIMIT, err))
		goto out;
	file = content.len == 0 ? NULL : json_loadb(content.data, content.len, JSON_REJECT_DUPLICATES, NULL);
	if (!json_is_object(file)) {
		fail(err, ERROR_INVALID, "%s is not a %s, or it is damaged", path, FORMAT);
		json_decref(file);
		file = NULL;
	}
out:
	buf_release(&content);
	return file;
}

/* The kind of key file that this seems to be: its format and the newest version of it that is known. */
static const char *
format_of(const json_t *file, int *version)
{
	const char *format = json_string_value(json_object_get(file, "format"));
	bool second = format != NULL && strcmp(format, FORMAT_SECOND) == 0;

	*version = !second && json_integer_value(json_object_get(file, "version")) == VERSION_NESTED
	             ? VERSION_NESTED
	             : VERSION_ALONE;
	return second ? FORMAT_SECOND : FORMAT;
}

/* An id as it stands in a file. */
static bool
get_id(const json_t *file, const char *name, uint8_t id[KEY_ID_BYTES])
{
	const char *text = json_string_value(json_object_get(file, name));
	char again[KEY_ID_TEXT];
	size_t length = 0;

	if (text == NULL || sodium_hex2bin(id, KEY_ID_BYTES, text, strlen(text), "-", &length, NULL) != 0 ||
	    length != KEY_ID_BYTES)
		return false;
	key_id_text(id, again);
	return strcmp(text, again) == 0;
}

/* What the members say that need no passphrase; the id must be that of the public key. */
static bool
look(json_t *file, const char *path, struct secret_key_about *about, struct error *err)
{
	uint8_t public[PUBLIC_KEY_BYTES], id[KEY_ID_BYTES];
	int version;
	const char *format = format_of(file, &version);

	*about = (struct secret_key_about){ .nested = version == VERSION_NESTED };
	if (!secret_check(file, format, version, path, err))
		return false;
	if (!secret_get_base64(file, "public", public, sizeof(public)) || !get_id(file, "id", id) ||
	    (about->nested && !get_id(file, "second", about->second)))
		return fail(err, ERROR_INVALID, "%s is damaged", path);
	public_key_set(&about->public, public, json_is_true(json_object_get(file, "demo")));
	about->public.second = strcmp(format, FORMAT_SECOND) == 0;
	return memcmp(about->public.id, id, KEY_ID_BYTES) == 0 ||
	       fail(err, ERROR_INVALID, "%s is damaged: its id does not belong to its key", path);
}

bool
secret_key_look(struct secret_key_about *about, const char *path, struct error *err)
{
	json_t *file = load(path, err);
	bool good = file != NULL && look(file, path, about, err);

	json_decref(file);
	return good;
}

/* Whether this is the second person's key that a file asks for. */
static bool
check_second(const struct secret_key_about *about, const struct secret_key *second, const char *path,
             struct error *err)
{
	char asked[KEY_ID_TEXT], given[KEY_ID_TEXT];

	if (!about->nested)
		return second == NULL ||
		       fail(err, ERROR_INVALID, "%s needs no second person: one person alone opens it", path);
	key_id_text(about->second, asked);
	if (second == NULL)
		return fail(err, ERROR_KEY, "%s does not open without the second person's key (id %s)", path,
		            asked);
	key_id_text(second->public.id, given);
	return (second->public.second && memcmp(second->public.id, about->second, KEY_ID_BYTES) == 0) ||
	       fail(err, ERROR_KEY, "%s asks for the second person's key with id %s, and this one has id %s",
	            path, asked, given);
}

/* Finds the key's bytes, in both layers when there is a second person. */
static bool
unlock_key(json_t *file, const char *path, struct view passphrase, const struct secret_key *second,
           uint8_t *bytes, struct error *err)
{
	int version;
	const char *format = format_of(file, &version);
	uint8_t *nested;
	bool good = false;

	if (second == NULL)
		return secret_unlock(file, format, version, path, passphrase, bytes, LOCKED_BYTES, err);
	nested = secret_room(NESTED_BYTES);
	good = secret_unlock(file, format, version, path, passphrase, nested, NESTED_BYTES, err) &&
	       (crypto_box_seal_open(bytes, nested, NESTED_BYTES, second->public.bytes, second->bytes) == 0 ||
	        fail(err, ERROR_KEY, "%s is not sealed to this second person's key", path));
	sodium_free(nested);
	return good;
}

bool
secret_key_read_nested(struct secret_key **key, const char *path, struct view passphrase,
                       const struct secret_key *second, struct error *err)
{
	struct secret_key *read = NULL;
	struct secret_key_about about;
	json_t *file = load(path, err);
	bool good = false;

	if (file == NULL || !look(file, path, &about, err) || !check_second(&about, second, path, err))
		goto out;
	read = secret_room(sizeof(*read));
	if (!unlock_key(file, path, passphrase, second, read->bytes, err))
		goto out;
	secret_key_complete(read, about.public.demo, about.public.second);
	/* Whether what people read beside the secret tells the truth about it. */
	if (memcmp(read->public.bytes, about.public.bytes, PUBLIC_KEY_BYTES) != 0) {
		fail(err, ERROR_INVALID, "%s is damaged: its id does not belong to its key", path);
		goto out;
	}
	*key = read;
	read = NULL;
	good = true;
out:
	secret_key_free(read);
	json_decref(file);
	return good;
}

bool
secret_key_read(struct secret_key **key, const char *path, struct view passphrase, struct error *err)
{
	return secret_key_read_nested(key, path, passphrase, NULL, err);
}
