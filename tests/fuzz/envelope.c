/* SPDX-License-Identifier: EUPL-1.2
 *
 * Fuzzes the sealed envelope: the bytes as a box, as the envelope in a box, and as the encoding in an envelope. The seeds
 * are sealed to tests/fuzz/team.key, which is no secret.
 *
 * Covers: survey/seal/seal.c
 */
#include "fuzz.h"

#include "response.h"

static struct secret_key *key;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	fuzz_start();
	MUST(secret_key_read(&key, "tests/fuzz/team.key", FUZZ_PASSPHRASE, NULL));
	return 0;
}

static void __attribute__((destructor)) forget_key(void)
{
	secret_key_free(key);
}

/* By the rules in seal.h, with libsodium's own unpadding. */
static bool
is_envelope(struct view bytes, size_t *length)
{
	const unsigned char *text = (const unsigned char *)bytes.ptr;

	return bytes.len > SEAL_HEADER && text[0] == SEAL_VERSION &&
	       (text[1] == SEAL_MODE_SERVER || text[1] == SEAL_MODE_BROWSER || text[1] == SEAL_MODE_DUMMY) &&
	       sodium_unpad(length, text + SEAL_HEADER, bytes.len - SEAL_HEADER, bytes.len - SEAL_HEADER) ==
	           0;
}

static bool
open_box(const uint8_t *box, size_t size, uint8_t *envelope, enum seal_mode *mode, struct view *encoding)
{
	struct error err = ERROR_INIT;
	uint8_t hash[DEFINITION_HASH_BYTES];
	bool good = unseal_response(key, box, size, envelope, mode, encoding, &err);

	if (good)
		MUST(response_peek(*encoding, hash, &err) || err.code == ERROR_INVALID);
	else
		MUST(err.code == ERROR_KEY || err.code == ERROR_INVALID || err.code == ERROR_VERSION);
	return good;
}

static void
check_box(struct view input)
{
	uint8_t *envelope;
	enum seal_mode mode;
	struct view encoding;

	if (input.len < SEAL_OVERHEAD)
		return;
	envelope = xmalloc(input.len - SEAL_OVERHEAD);
	open_box((const uint8_t *)input.ptr, input.len - SEAL_OVERHEAD, envelope, &mode, &encoding);
	free(envelope);
}

static void
check_envelope(struct view input)
{
	uint8_t *box = xmalloc(input.len + SEAL_OVERHEAD), *envelope = xmalloc(input.len);
	enum seal_mode mode;
	struct view encoding;
	size_t length = 0;
	bool opened;

	MUST(crypto_box_seal(box, (const uint8_t *)input.ptr, input.len, secret_key_public(key)->bytes) == 0);
	opened = open_box(box, input.len, envelope, &mode, &encoding);
	MUST(opened == is_envelope(input, &length));
	MUST(!opened || (encoding.len == length && (char)mode == input.ptr[1] &&
	                 view_equal(encoding, (struct view){ input.ptr + SEAL_HEADER, length })));
	free(envelope);
	free(box);
}

/* What is sealed is opened as it was, in a box of whatever size it fits. */
static void
check_encoding(struct view input)
{
	size_t size = input.len + (input.len % 7);
	uint8_t *box = xmalloc(size + SEAL_OVERHEAD), *envelope = xmalloc(size);
	enum seal_mode mode;
	struct view encoding;
	struct error err = ERROR_INIT;

	if (seal_response(secret_key_public(key), SEAL_MODE_BROWSER, input, size, box, &err)) {
		MUST(seal_fits(input.len, size));
		MUST(open_box(box, size, envelope, &mode, &encoding));
		MUST(mode == SEAL_MODE_BROWSER && view_equal(encoding, input));
		box[input.len % (size + SEAL_OVERHEAD)] ^= 1;
		MUST(!open_box(box, size, envelope, &mode, &encoding));
		seal_dummy(secret_key_public(key), size, box);
		MUST(open_box(box, size, envelope, &mode, &encoding));
		MUST(mode == SEAL_MODE_DUMMY && encoding.len == 0);
	} else {
		MUST(!seal_fits(input.len, size) && err.code == ERROR_FULL);
	}
	free(envelope);
	free(box);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_box(fuzz_view(data, size));
	check_envelope(fuzz_view(data, size));
	check_encoding(fuzz_view(data, size));
	return 0;
}
