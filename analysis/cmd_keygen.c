/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis keygen`: makes the team's key pair.
 */
#include "commands.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#include "options.h"
#include "passphrase.h"
#include "unseal.h"

static const char about[] =
    "Makes a key pair. NAME.pub goes to the server, which can then seal answers but not\n"
    "open them. NAME.key opens them: it stays with the team, under a passphrase.";

struct paths {
	char secret[PATH_MAX], public[PATH_MAX];
};

static bool
make_paths(struct paths *paths, const char *name, struct error *err)
{
	if (snprintf(paths->secret, sizeof(paths->secret), "%s.key", name) >= (int)sizeof(paths->secret) ||
	    snprintf(paths->public, sizeof(paths->public), "%s.pub", name) >= (int)sizeof(paths->public))
		return fail(err, ERROR_INVALID, "the name is too long");
	/* Said before anybody has thought of a passphrase; the writing itself refuses too. */
	if (access(paths->secret, F_OK) == 0 || access(paths->public, F_OK) == 0)
		return fail(err, ERROR_INVALID, "%s or %s exists already; a key is never overwritten",
		            paths->secret, paths->public);
	return true;
}

static void
explain(const struct paths *paths, const struct public_key *key)
{
	char id[KEY_ID_TEXT];

	key_id_text(key->id, id);
	printf(
	    "Key id: %s\n\n"
	    "%s  give this file to the server. Everybody may see it.\n"
	    "%s  stays with the team. Keep a copy in another safe place: without this file\n"
	    "%*s  or without its passphrase nobody can ever open the answers.\n\n"
	    "Print the key id on the letter with which you invite people, and compare it with the id that\n"
	    "the server shows: so everybody can see that answers are sealed to your key and no other.\n",
	    id, paths->public, paths->secret, (int)sizeof(".key") - 1, "");
	if (key->demo)
		printf("\nThis is a demo key. The server says on every page that nothing sealed to it is "
		       "secret.\n");
}

int
cmd_keygen(int argc, char **argv)
{
	const char *name = NULL, *passphrase_file = NULL;
	bool demo = false;
	const struct option_line lines[] = {
		{ .name = "output",
		  .argument = "NAME",
		  .text = &name,
		  .needed = true,
		  .help = "Writes NAME.key and NAME.pub; never over an existing file." },
		{ .name = "passphrase-file",
		  .argument = "FILE",
		  .text = &passphrase_file,
		  .help = "Takes the passphrase from the first line of FILE instead of asking for it." },
		{ .name = "demo",
		  .flag = &demo,
		  .help = "Marks the pair as one for demonstrations, whose secret half is public." },
	};
	const struct command_line line = { .about = about,
		                           .options = lines,
		                           .option_count = sizeof(lines) / sizeof(lines[0]) };
	struct passphrase passphrase = PASSPHRASE_INIT;
	struct secret_key *key = NULL;
	struct error err = ERROR_INIT;
	struct paths paths = { .secret = "" };
	char **arguments;
	size_t argument_count;
	enum options_outcome outcome = options_read(&line, argc, argv, &arguments, &argument_count);
	int code = EXIT_ERROR;

	if (outcome != OPTIONS_GOOD)
		return outcome == OPTIONS_HELP ? EXIT_GOOD : EXIT_USAGE;
	if (!make_paths(&paths, name, &err) ||
	    !passphrase_get_new(&passphrase, passphrase_file, paths.secret, &err))
		goto out;
	key = secret_key_new(demo);
	/* The secret half first: a public key whose secret half was never kept would lose answers. */
	if (!secret_key_write(key, paths.secret, passphrase_view(&passphrase), &err) ||
	    !public_key_write(secret_key_public(key), paths.public, &err))
		goto out;
	explain(&paths, secret_key_public(key));
	code = EXIT_GOOD;
out:
	if (code != EXIT_GOOD)
		command_fail(argv[0], &err);
	secret_key_free(key);
	passphrase_release(&passphrase);
	return code;
}
