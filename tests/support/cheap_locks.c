/* SPDX-License-Identifier: EUPL-1.2
 *
 * Makes tests/fixtures/cheap: a demo key and an empty study whose passphrase takes no half a second to try, because their files
 * say that Argon2id may be cheap. The programs go by what a file says, and lock what they make at full cost (http/keys). `make
 * cheap-locks` runs this, when a format changes; what it made is kept in the repository. Nothing in it is secret.
 */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "analysis/study/study_write.h"
#include "unseal.h"

#define DIRECTORY "tests/fixtures/cheap/"
/* As in tests/support/server.mjs. */
#define PASSPHRASE VIEW("vier paarden lopen door de stad")

static bool
make_key(struct error *err)
{
	struct secret_key *key = secret_key_new(true);
	bool good = secret_key_write(key, DIRECTORY "demo.key", PASSPHRASE, err) &&
	            public_key_write(secret_key_public(key), DIRECTORY "demo.pub", err);

	secret_key_free(key);
	return good;
}

static bool
make_study(struct error *err)
{
	struct study *study;
	bool good = study_create(DIRECTORY "empty.study", PASSPHRASE, &study, err);

	if (good)
		study_close(study);
	return good;
}

int
main(void)
{
	static const char *const made[] = { DIRECTORY "demo.key", DIRECTORY "demo.pub",
		                            DIRECTORY "empty.study" };
	struct error err = ERROR_INIT;

	for (size_t i = 0; i < sizeof(made) / sizeof(made[0]); i++)
		unlink(made[i]);
	if (!seal_init(&err))
		goto failed;
	secret_set_cost(crypto_pwhash_argon2id_OPSLIMIT_MIN, crypto_pwhash_argon2id_MEMLIMIT_MIN);
	if (!make_key(&err) || !make_study(&err))
		goto failed;
	return EXIT_SUCCESS;
failed:
	fprintf(stderr, "cheap locks: %s\n", err.text);
	return EXIT_FAILURE;
}
