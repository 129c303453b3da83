/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis workbench`: serves the team's pages on this computer until Ctrl+C.
 */
#include "commands.h"

#include <fcntl.h>
#include <jansson.h>
#include <malloc.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analysis/text/vectors.h"
#include "analysis/workbench/entry.h"
#include "analysis/workbench/workbench.h"
#include "memory.h"
#include "open_names.h"
#include "option_lines.h"
#include "options.h"
#include "page.h"
#include "passphrase.h"

static const char about[] =
    "Serves the pages in which the team reads mentions, gives them labels, groups them into\n"
    "findings and decides about quotes: on this computer alone, until Ctrl+C. Opens a browser\n"
    "when there is one; the address it prints works once. After some time without use it locks\n"
    "itself and forgets everything that was readable.";

enum {
	LOCK_SECONDS = 15 * 60,
	BODY_LIMIT = 4 * 1024 * 1024, /* fifty thousand ticked mentions */
	CONNECTIONS = 64,
	IDLE_SECONDS = 30,
	DRAIN_SECONDS = 5,
	BIG_ALLOCATION = 128 * 1024,
};

struct asked {
	const char *study, *coder, *language, *passphrase_file, *thesaurus, *gazetteer, *vectors;
	unsigned long lock_after;
	bool blind, no_browser;
};

/* Only where somebody sits before a screen. What it starts is the person's own: it gets no signal that is for us, and is not
 * waited for, because some browsers stay until they are closed. */
static bool
open_browser(const char *url)
{
	const char *const arguments[] = { "xdg-open", url, NULL };
	posix_spawn_file_actions_t quiet;
	posix_spawnattr_t apart;
	sigset_t none;
	pid_t child;
	bool started;

	if (getenv("DISPLAY") == NULL && getenv("WAYLAND_DISPLAY") == NULL)
		return false;
	sigemptyset(&none);
	posix_spawnattr_init(&apart);
	posix_spawnattr_setsigmask(&apart, &none);
	posix_spawnattr_setflags(&apart, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
	posix_spawn_file_actions_init(&quiet);
	posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&quiet, 2, "/dev/null", O_WRONLY, 0);
	started = posix_spawnp(&child, "xdg-open", &quiet, &apart, (char *const *)(uintptr_t)arguments,
	                       environ) == 0;
	posix_spawn_file_actions_destroy(&quiet);
	posix_spawnattr_destroy(&apart);
	return started;
}

static void
announce(struct workbench *workbench, unsigned port, bool browser)
{
	char url[128];

	snprintf(url, sizeof(url), "http://127.0.0.1:%u/open/%s", port, workbench->ticket);
	if (browser && open_browser(url))
		printf("Your browser opens. If it does not, open this address in it; it works once:\n");
	else
		printf("Open this address in your browser; it works once:\n");
	printf("%s\nStop with Ctrl+C.\n", url);
	fflush(stdout);
}

/* Waits for the signal to stop, and locks what nobody used for a while. It says so when nothing readable is left: a reply that was on
 * its way has its own copy of what it shows, which is wiped when it arrived. */
static void
watch(struct workbench *workbench, struct web *web, const sigset_t *signals)
{
	const struct timespec second = { .tv_sec = 1 };

	while (sigtimedwait(signals, NULL, &second) < 0) {
		bool idle;

		pthread_mutex_lock(&workbench->lock);
		idle =
		    workbench->coding != NULL && workbench_now() - workbench->last >= workbench->idle_seconds;
		if (idle)
			workbench_lock(workbench);
		pthread_mutex_unlock(&workbench->lock);
		if (idle) {
			(void)web_rest(web, DRAIN_SECONDS);
			fprintf(stderr, "analysis: locked, because nobody used it\n");
		}
	}
}

/* Whether a file of vectors can be read, told here and not on a page. */
static bool
check_vectors(const char *path, struct error *err)
{
	struct vectors *vectors = NULL;
	bool good = path == NULL || vectors_load(path, NULL, NULL, 0, &vectors, err);

	vectors_free(vectors);
	return good;
}

static bool
open_workbench(struct workbench *workbench, const struct asked *asked, struct names **names,
               struct error *err)
{
	struct passphrase passphrase = PASSPHRASE_INIT;
	bool good;

	workbench->catalogue = catalogue_find_in(VIEW("workbench"), view_of(asked->language));
	if (workbench->catalogue == NULL)
		return fail(err, ERROR_INVALID, "the workbench speaks nl and en, not \"%.20s\"",
		            asked->language);
	good = coder_check(view_of(asked->coder), err) && check_vectors(asked->vectors, err) &&
	       page_init(err) && open_names("workbench", asked->gazetteer, names, err) &&
	       passphrase_get(&passphrase, asked->passphrase_file, asked->study, err);
	workbench->names = *names;
	good = good && workbench_unlock(workbench, passphrase_view(&passphrase), err);
	passphrase_release(&passphrase);
	return good;
}

static bool
serve(struct workbench *workbench, bool browser, const sigset_t *signals, struct error *err)
{
	const struct web_settings settings = {
		.address = "127.0.0.1",
		.threads = 2,
		.body_limit = BODY_LIMIT,
		.connection_limit = CONNECTIONS,
		.idle_seconds = IDLE_SECONDS,
		.routes = entry_routes,
		.refuse = workbench_refuse,
		.context = workbench,
	};
	struct web *web = NULL;

	workbench_secret(workbench->ticket);
	pthread_mutex_lock(&workbench->lock);
	if (!web_start(&settings, &web, err)) {
		pthread_mutex_unlock(&workbench->lock);
		return false;
	}
	snprintf(workbench->hosts[0], sizeof(workbench->hosts[0]), "127.0.0.1:%u", web_port(web));
	snprintf(workbench->hosts[1], sizeof(workbench->hosts[1]), "localhost:%u", web_port(web));
	pthread_mutex_unlock(&workbench->lock);
	announce(workbench, web_port(web), browser);
	watch(workbench, web, signals);
	web_drain(web, DRAIN_SECONDS);
	web_stop(web);
	return true;
}

static enum options_outcome
read_options(struct asked *asked, int argc, char **argv)
{
	const struct option_line lines[] = {
		{ .name = "study",
		  .argument = "FILE",
		  .text = &asked->study,
		  .needed = true,
		  .help = "The study. While the workbench is open nobody else can write to it." },
		{ .name = "coder",
		  .argument = "NAME",
		  .text = &asked->coder,
		  .needed = true,
		  .help = "Who codes: a name or initials, which stand with every decision." },
		{ .name = "blind",
		  .flag = &asked->blind,
		  .help = "For a second coder: shows nothing of what others decided." },
		language_option(&asked->language),
		{ .name = "vectors",
		  .argument = "FILE",
		  .text = &asked->vectors,
		  .help = "Vectors of words, so that meaning counts in groups: a .vec or .vec.gz file of "
		          "fastText's." },
		{ .name = "thesaurus",
		  .argument = "FILE",
		  .text = &asked->thesaurus,
		  .help = "For suggestions; questionnaires/tagsets/thesaurus-nl.yaml if not given." },
		open_names_option(&asked->gazetteer),
		{ .name = "lock-after",
		  .argument = "SECONDS",
		  .number = &asked->lock_after,
		  .least = 1,
		  .most = 24 * 60 * 60,
		  .help = "Locks itself when nobody used it for so long; 900 if not given." },
		{ .name = "no-browser", .flag = &asked->no_browser, .help = "Only prints the address." },
		study_passphrase_option(&asked->passphrase_file),
	};
	const struct command_line line = { .about = about,
		                           .options = lines,
		                           .option_count = sizeof(lines) / sizeof(lines[0]) };
	char **arguments;
	size_t argument_count;

	return options_read(&line, argc, argv, &arguments, &argument_count);
}

int
cmd_workbench(int argc, char **argv)
{
	struct asked asked = { .language = "nl",
		               .lock_after = LOCK_SECONDS,
		               .thesaurus = "questionnaires/tagsets/thesaurus-nl.yaml" };
	struct workbench workbench = { .lock = PTHREAD_MUTEX_INITIALIZER, .keys = true };
	enum options_outcome outcome = read_options(&asked, argc, argv);
	struct names *names = NULL;
	struct error err = ERROR_INIT;
	sigset_t signals;
	int code = EXIT_GOOD;

	if (outcome != OPTIONS_GOOD)
		return outcome == OPTIONS_HELP ? EXIT_GOOD : EXIT_USAGE;
	umask(0077);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGCHLD, SIG_IGN);
	/* What is large is mapped, and goes back to the system at once. */
	mallopt(M_MMAP_THRESHOLD, BIG_ALLOCATION);
	json_set_alloc_funcs(xmalloc, free);
	/* Blocked before the first thread starts, so that only this one gets them. */
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	workbench.path = asked.study;
	workbench.coder = view_of(asked.coder);
	workbench.blind = asked.blind;
	workbench.thesaurus = asked.thesaurus;
	workbench.vectors = asked.vectors;
	workbench.idle_seconds = (time_t)asked.lock_after;
	if (!open_workbench(&workbench, &asked, &names, &err) ||
	    !serve(&workbench, !asked.no_browser, &signals, &err))
		code = command_fail(argv[0], &err);
	workbench_lock(&workbench);
	names_free(names);
	return code;
}
