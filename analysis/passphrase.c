/* SPDX-License-Identifier: EUPL-1.2
 *
 * Passphrases from the terminal or a file: analysis/passphrase.h.
 */
#include "passphrase.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "unicode.h"

enum { LINE_MOST = 1024, FILE_MOST = 4096 };

static const int ending_signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };

enum { SIGNAL_COUNT = sizeof(ending_signals) / sizeof(ending_signals[0]) };

static volatile sig_atomic_t caught;

static void
catch_signal(int number)
{
	caught = number;
}

/* Reads one line; a longer one than fits is an error, since a cut-off passphrase would be another. */
static bool
read_line(int terminal, char *line, size_t *length, struct error *err)
{
	size_t used = 0;
	char c = '\0';
	ssize_t got;

	while ((got = read(terminal, &c, 1)) == 1 && c != '\n' && c != '\r' && used < LINE_MOST)
		line[used++] = c;
	*length = used;
	if (got == 1 && used < LINE_MOST)
		return true;
	return fail(err, ERROR_INVALID, got == 1 ? "the passphrase is too long" : "no passphrase was typed");
}

/* Reads a line with echo off. When a signal comes, the terminal is put right first and then the signal has its
 * way. */
static bool
read_hidden(int terminal, char *line, size_t *length, struct error *err)
{
	struct sigaction action = { .sa_handler = catch_signal }, before[SIGNAL_COUNT];
	struct termios shown, hidden;
	bool good;

	if (tcgetattr(terminal, &shown) != 0)
		return fail_errno(err, "cannot ask for a passphrase here");
	hidden = shown;
	hidden.c_lflag &= (tcflag_t) ~(ECHO | ECHONL);
	caught = 0;
	for (size_t i = 0; i < SIGNAL_COUNT; i++)
		sigaction(ending_signals[i], &action, &before[i]);
	good = tcsetattr(terminal, TCSAFLUSH, &hidden) == 0
	         ? read_line(terminal, line, length, err)
	         : fail_errno(err, "cannot hide a passphrase here");
	tcsetattr(terminal, TCSAFLUSH, &shown);
	for (size_t i = 0; i < SIGNAL_COUNT; i++)
		sigaction(ending_signals[i], &before[i], NULL);
	if (caught != 0)
		raise(caught);
	return good && (caught == 0 || fail(err, ERROR_SYSTEM, "interrupted"));
}

/* Asks on the terminal: `question` and whose it is; `line` has room for LINE_MOST bytes. */
static bool
ask(const char *question, const char *whose, char *line, size_t *length, struct error *err)
{
	int terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
	bool good;

	if (terminal < 0)
		return fail(err, ERROR_ABSENT,
		            "there is no terminal to ask for the passphrase of %s; use --passphrase-file",
		            whose);
	dprintf(terminal, "%s%s: ", question, whose);
	good = read_hidden(terminal, line, length, err);
	dprintf(terminal, "\n");
	close(terminal);
	return good;
}

static bool
take(struct passphrase *passphrase, struct view typed, struct error *err)
{
	struct arena arena = ARENA_INIT;
	struct view canonical;
	bool good = false;

	if (!unicode_canonical(typed, &arena, &canonical)) {
		fail(err, ERROR_INVALID, "the passphrase holds something that is not text");
		goto out;
	}
	passphrase_release(passphrase);
	passphrase->bytes = sodium_malloc(canonical.len + 1);
	if (passphrase->bytes == NULL) {
		fail(err, ERROR_SYSTEM, "there is no memory for a passphrase");
		goto out;
	}
	if (canonical.len > 0)
		memcpy(passphrase->bytes, canonical.ptr, canonical.len);
	passphrase->length = canonical.len;
	good = true;
out:
	arena_release(&arena);
	return good;
}

static bool
from_file(struct passphrase *passphrase, const char *file, struct error *err)
{
	struct buf content = BUF_INIT;
	struct view rest;
	bool good = false;

	if (buf_read_file(&content, file, FILE_MOST, err)) {
		rest = buf_view(&content);
		good = take(passphrase, view_cut(&rest, '\n'), err);
	}
	buf_wipe(&content);
	return good;
}

static bool
from_terminal(struct passphrase *passphrase, const char *question, const char *whose, struct error *err)
{
	char *line = sodium_malloc(LINE_MOST);
	size_t length = 0;
	bool good = false;

	if (line == NULL)
		fail(err, ERROR_SYSTEM, "there is no memory for a passphrase");
	else if (ask(question, whose, line, &length, err))
		good = take(passphrase, (struct view){ line, length }, err);
	sodium_free(line);
	return good;
}

bool
passphrase_get(struct passphrase *passphrase, const char *file, const char *whose, struct error *err)
{
	return file != NULL ? from_file(passphrase, file, err)
	                    : from_terminal(passphrase, "Passphrase of ", whose, err);
}

static bool
is_long_enough(const struct passphrase *passphrase, struct error *err)
{
	return unicode_length(passphrase_view(passphrase)) >= PASSPHRASE_LEAST ||
	       fail(err, ERROR_INVALID,
	            "a passphrase needs at least %d characters; a sentence of five or six words is better",
	            PASSPHRASE_LEAST);
}

bool
passphrase_get_new(struct passphrase *passphrase, const char *file, const char *whose, struct error *err)
{
	struct passphrase again = PASSPHRASE_INIT;
	bool good = false;

	if (file != NULL)
		return from_file(passphrase, file, err) && is_long_enough(passphrase, err);
	if (!from_terminal(
	        passphrase,
	        "Choose a passphrase: a sentence that you can remember and nobody can guess. Without it\n"
	        "nobody can ever open the answers again.\n"
	        "New passphrase of ",
	        whose, err) ||
	    !is_long_enough(passphrase, err) ||
	    !from_terminal(&again, "Once more, the passphrase of ", whose, err))
		goto out;
	good = view_equal(passphrase_view(passphrase), passphrase_view(&again)) ||
	       fail(err, ERROR_INVALID, "these are two different passphrases; nothing was written");
out:
	passphrase_release(&again);
	return good;
}

struct view
passphrase_view(const struct passphrase *passphrase)
{
	return (struct view){ passphrase->bytes, passphrase->length };
}

void
passphrase_release(struct passphrase *passphrase)
{
	sodium_free(passphrase->bytes);
	*passphrase = PASSPHRASE_INIT;
}
