/* SPDX-License-Identifier: EUPL-1.2
 *
 * Fuzzes the file of a public key, as the server reads it.
 *
 * Covers: survey/seal/public_key.c
 */
#include "fuzz.h"

static struct fuzz_file file;
static char copy[128]; /* a path where nothing is */

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	fuzz_start();
	file = fuzz_file_new(VIEW(""));
	fuzz_path(copy, sizeof(copy), "pub");
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct public_key key, again;
	struct error err = ERROR_INIT;
	uint8_t box[64 + SEAL_OVERHEAD];

	fuzz_file_fill(&file, fuzz_view(data, size));
	if (public_key_read(&key, file.path, &err)) {
		MUST(seal_response(&key, SEAL_MODE_SERVER, VIEW("answers"), 64, box, NULL));
		seal_dummy(&key, 64, box);
		unlink(copy);
		MUST(public_key_write(&key, copy, NULL) && public_key_read(&again, copy, NULL));
		MUST(memcmp(key.bytes, again.bytes, sizeof(key.bytes)) == 0 && key.demo == again.demo &&
		     memcmp(key.id, again.id, sizeof(key.id)) == 0);
		unlink(copy);
	} else {
		MUST(err.code == ERROR_INVALID || err.code == ERROR_VERSION || err.code == ERROR_FULL);
	}
	return 0;
}
