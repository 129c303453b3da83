/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis keygen`: makes the team's key pair, for one person or for two, or a second person's own pair.
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
    "open them. NAME.key opens them: it stays with the team, under a passphrase. Make a new\n"
    "pair for every wave.\n\n"
    "Two persons: with --second or --second-public nobody opens answers alone. It then takes\n"
    "NAME.key with its passphrase and the second person's key file with its passphrase.\n"
    "--second makes both on this computer. So that the second key never is on the first\n"
    "person's computer, the second person runs `analysis keygen --as-second --output OWN` on\n"
    "their own and hands over OWN.pub, for --second-public.";

/* All that the command was asked for. */
struct asked {
	const char *name, *passphrase_file;
	const char *second_public, *second_passphrase_file;
	bool demo, second, as_second;
};

/* What is written; the second person's only with --second. */
struct paths {
	char secret[PATH_MAX], public[PATH_MAX], second[PATH_MAX], second_public[PATH_MAX];
};

static bool
make_path(char path[PATH_MAX], const char *name, const char *suffix, struct error *err)
{
	if (snprintf(path, PATH_MAX, "%s%s", name, suffix) >= PATH_MAX)
		return fail(err, ERROR_INVALID, "the name is too long");
	/* Said before anybody has thought of a passphrase; the writing itself refuses too. */
	return access(path, F_OK) != 0 ||
	       fail(err, ERROR_INVALID, "%s exists already; a key is never overwritten", path);
}

static bool
make_paths(struct paths *paths, const struct asked *asked, struct error *err)
{
	return make_path(paths->secret, asked->name, ".key", err) &&
	       make_path(paths->public, asked->name, ".pub", err) &&
	       (!asked->second || (make_path(paths->second, asked->name, "-second.key", err) &&
	                           make_path(paths->second_public, asked->name, "-second.pub", err)));
}

static bool
check_asked(const struct asked *asked, struct error *err)
{
	if (asked->second + asked->as_second + (asked->second_public != NULL) > 1)
		return fail(err, ERROR_INVALID,
		            "--second, --second-public and --as-second exclude each other");
	if (asked->demo && (asked->second || asked->as_second || asked->second_public != NULL))
		return fail(err, ERROR_INVALID, "a demo key, which is public, needs no second person");
	return asked->second || asked->second_passphrase_file == NULL ||
	       fail(err, ERROR_INVALID, "--second-passphrase-file goes with --second only");
}

static void
explain_second(const struct paths *paths, const char *id)
{
	printf("This is the key of a second person, with id %s.\n\n"
	       "%s  give this file to who makes the team's key (`analysis keygen --second-public`).\n"
	       "%s  stays with you alone. Keep a copy in another safe place: without this file\n"
	       "%*s  or without its passphrase nobody can ever open the answers.\n",
	       id, paths->public, paths->secret, (int)sizeof(".key") - 1, "");
}

static void
explain(const struct asked *asked, const struct paths *paths, const struct public_key *key,
        const struct public_key *second)
{
	char id[KEY_ID_TEXT];

	key_id_text(key->id, id);
	if (asked->as_second) {
		explain_second(paths, id);
		return;
	}
	printf("Key id: %s\n\n"
	       "%s  give this file to the server. Everybody may see it.\n"
	       "%s  stays with the team. Keep a copy in another safe place: without this file\n"
	       "%*s  or without its passphrase nobody can ever open the answers.\n",
	       id, paths->public, paths->secret, (int)sizeof(".key") - 1, "");
	if (asked->second)
		printf("%s  goes to the second person now, on a medium of their own; then remove it here.\n"
		       "%s  with this file the second person can take part in the next wave too.\n",
		       paths->second, paths->second_public);
	if (second != NULL) {
		key_id_text(second->id, id);
		printf("\nTwo persons are needed to open answers: the second person's key has id %s.\n", id);
	}
	printf(
	    "\nPrint the key id on the letter with which you invite people, and compare it with the id that\n"
	    "the server shows: so everybody can see that answers are sealed to your key and no other.\n"
	    "Before the wave starts, rehearse: `analysis rehearse`.\n");
	if (key->demo)
		printf("\nThis is a demo key. The server says on every page that nothing sealed to it is "
		       "secret.\n");
}

/* The passphrases of what is written; the second one only with --second. */
static bool
get_passphrases(const struct asked *asked, const struct paths *paths, struct passphrase *first,
                struct passphrase *second, struct error *err)
{
	if (!passphrase_get_new(first, asked->passphrase_file, paths->secret, err))
		return false;
	return !asked->second ||
	       (passphrase_get_new(second, asked->second_passphrase_file, paths->second, err) &&
	        (!view_equal(passphrase_view(first), passphrase_view(second)) ||
	         fail(err, ERROR_INVALID,
	              "two persons need two different passphrases; nothing was written")));
}

int
cmd_keygen(int argc, char **argv)
{
	struct asked asked = { .name = NULL };
	const struct option_line lines[] = {
		{ .name = "output",
		  .argument = "NAME",
		  .text = &asked.name,
		  .needed = true,
		  .help = "Writes NAME.key and NAME.pub; never over an existing file." },
		{ .name = "passphrase-file",
		  .argument = "FILE",
		  .text = &asked.passphrase_file,
		  .help = "Takes the passphrase from the first line of FILE instead of asking for it." },
		{ .name = "second",
		  .flag = &asked.second,
		  .help = "Two persons: makes the second person's pair too, as NAME-second.key and\n"
		          "NAME-second.pub." },
		{ .name = "second-passphrase-file",
		  .argument = "FILE",
		  .text = &asked.second_passphrase_file,
		  .help = "With --second: the same for the second person's passphrase." },
		{ .name = "second-public",
		  .argument = "FILE",
		  .text = &asked.second_public,
		  .help = "Two persons: takes the public key that the second person made." },
		{ .name = "as-second",
		  .flag = &asked.as_second,
		  .help = "Makes a second person's pair, which opens no answers itself." },
		{ .name = "demo",
		  .flag = &asked.demo,
		  .help = "Marks the pair as one for demonstrations, whose secret half is public." },
	};
	const struct command_line line = { .about = about,
		                           .options = lines,
		                           .option_count = sizeof(lines) / sizeof(lines[0]) };
	struct passphrase passphrase = PASSPHRASE_INIT, second_passphrase = PASSPHRASE_INIT;
	struct secret_key *key = NULL, *person = NULL;
	struct public_key second = { .second = false };
	bool nested;
	struct error err = ERROR_INIT;
	struct paths paths = { .secret = "" };
	char **arguments;
	size_t argument_count;
	enum options_outcome outcome = options_read(&line, argc, argv, &arguments, &argument_count);
	int code = EXIT_ERROR;

	if (outcome != OPTIONS_GOOD)
		return outcome == OPTIONS_HELP ? EXIT_GOOD : EXIT_USAGE;
	nested = asked.second || asked.second_public != NULL;
	if (!check_asked(&asked, &err) || !make_paths(&paths, &asked, &err) ||
	    (asked.second_public != NULL && !public_key_read_second(&second, asked.second_public, &err)) ||
	    !get_passphrases(&asked, &paths, &passphrase, &second_passphrase, &err))
		goto out;
	key = asked.as_second ? secret_key_new_second() : secret_key_new(asked.demo);
	/* The secret halves first: a public key whose secret half was never kept would lose answers. */
	if (asked.second) {
		person = secret_key_new_second();
		second = *secret_key_public(person);
		if (!secret_key_write(person, paths.second, passphrase_view(&second_passphrase), &err) ||
		    !public_key_write(&second, paths.second_public, &err))
			goto out;
	}
	if (!secret_key_write_nested(key, paths.secret, passphrase_view(&passphrase), nested ? &second : NULL,
	                             &err) ||
	    !public_key_write(secret_key_public(key), paths.public, &err))
		goto out;
	explain(&asked, &paths, secret_key_public(key), nested ? &second : NULL);
	code = EXIT_GOOD;
out:
	if (code != EXIT_GOOD)
		command_fail(argv[0], &err);
	secret_key_free(key);
	secret_key_free(person);
	passphrase_release(&passphrase);
	passphrase_release(&second_passphrase);
	return code;
}
