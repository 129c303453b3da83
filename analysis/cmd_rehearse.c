/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis rehearse`: proves, before there is any answer, that the key files and passphrases at hand open what is
 * sealed to the public key that the server has.
 */
#include "commands.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "destruction.h"
#include "open_key.h"
#include "options.h"

static const char about[] =
    "Seals a test box to the public key and opens it with the key file and its passphrase, and\n"
    "with the second person's when two are needed: as an import would, without any answer.\n"
    "Do this before a wave starts, with the very file that the server has and with every copy\n"
    "of the key file, on the computer on which you will import.";

enum { SIZE = 4096, TEXT_BYTES = 32, TEXT = 2 * TEXT_BYTES + 1 };

/* All that the command was asked for. */
struct asked {
	struct key_request key;
	const char *public;
};

/* Whether a box that is sealed as the server seals opens as an import opens, and holds the same. */
static bool
open_test_box(const struct public_key *public, const struct secret_key *key, struct error *err)
{
	uint8_t random[TEXT_BYTES], box[SIZE + SEAL_OVERHEAD], envelope[SIZE];
	char text[TEXT];
	enum seal_mode mode;
	struct view encoding;

	randombytes_buf(random, sizeof(random));
	sodium_bin2hex(text, sizeof(text), random, sizeof(random));
	return seal_response(public, SEAL_MODE_SERVER, view_of(text), SIZE, box, err) &&
	       unseal_response(key, box, SIZE, envelope, &mode, &encoding, err) &&
	       ((mode == SEAL_MODE_SERVER && view_is(encoding, text)) ||
	        fail(err, ERROR_INVALID, "the test box opens, but holds something else"));
}

static bool
rehearse(const struct asked *asked, struct error *err)
{
	struct public_key public;
	struct secret_key_about about_key;
	struct passphrase passphrase = PASSPHRASE_INIT;
	struct secret_key *key = NULL;
	char id[KEY_ID_TEXT], own[KEY_ID_TEXT], day[DESTRUCTION_DAY];
	bool good = false;

	if (!public_key_read(&public, asked->public, err) || !open_key_check(&asked->key, err) ||
	    !secret_key_look(&about_key, asked->key.key, err))
		goto out;
	key_id_text(public.id, id);
	key_id_text(about_key.public.id, own);
	if (memcmp(public.bytes, about_key.public.bytes, PUBLIC_KEY_BYTES) != 0) {
		fail(err, ERROR_KEY, "%s (id %s) is not the public half of %s (id %s)", asked->public, id,
		     asked->key.key, own);
		goto out;
	}
	if (!open_key(&asked->key, &passphrase, &key, err) || !open_test_box(&public, key, err))
		goto out;
	destruction_day(date_today(), day);
	printf("It works: a test box sealed to %s was opened on %s.\n\n"
	       "Key id: %s\n"
	       "Opened with: %s and its passphrase",
	       asked->public, day, id, asked->key.key);
	if (about_key.nested) {
		key_id_text(about_key.second, own);
		printf("; %s (id %s) and its passphrase", asked->key.second, own);
	}
	printf("\nPersons needed: %s\n\n"
	       "Compare the key id with the one that the server shows, and write it down with this day.\n",
	       about_key.nested ? "two" : "one");
	good = true;
out:
	secret_key_free(key);
	passphrase_release(&passphrase);
	return good;
}

int
cmd_rehearse(int argc, char **argv)
{
	struct asked asked = { .public = NULL };
	const struct option_line lines[] = {
		{ .name = "key",
		  .argument = "FILE",
		  .text = &asked.key.key,
		  .needed = true,
		  .help = "The team's key file, or the copy of it that is rehearsed with." },
		{ .name = "public",
		  .argument = "FILE",
		  .text = &asked.public,
		  .needed = true,
		  .help = "The public key, as the server has it." },
		{ .name = "second",
		  .argument = "FILE",
		  .text = &asked.key.second,
		  .help = "The second person's key, for a key that needs two persons." },
		{ .name = "passphrase-file",
		  .argument = "FILE",
		  .text = &asked.key.passphrase_file,
		  .help =
		      "Takes the key's passphrase from the first line of FILE instead of asking for it." },
		{ .name = "second-passphrase-file",
		  .argument = "FILE",
		  .text = &asked.key.second_passphrase_file,
		  .help = "The same for the second person's key." },
	};
	const struct command_line line = { .about = about,
		                           .options = lines,
		                           .option_count = sizeof(lines) / sizeof(lines[0]) };
	struct error err = ERROR_INIT;
	char **arguments;
	size_t argument_count;
	enum options_outcome outcome = options_read(&line, argc, argv, &arguments, &argument_count);

	if (outcome != OPTIONS_GOOD)
		return outcome == OPTIONS_HELP ? EXIT_GOOD : EXIT_USAGE;
	if (rehearse(&asked, &err))
		return EXIT_GOOD;
	fprintf(stderr, "The rehearsal failed. Do not start the wave with this key.\n");
	return command_fail(argv[0], &err);
}
