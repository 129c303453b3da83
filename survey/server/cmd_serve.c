/* SPDX-License-Identifier: EUPL-1.2
 *
 * `survey serve`: the server's life from its options to its clean stop.
 */
#include "commands.h"

#include <jansson.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "data.h"
#include "options.h"
#include "personal.h"
#include "schedule.h"

static const char about[] =
    "Serves all questionnaires of a directory and keeps the responses sealed to the team's public\n"
    "key. It cannot open them. SIGHUP reads the questionnaires again; one that is broken then\n"
    "stays as it was, and its problems are printed. SIGTERM finishes what was sent and stops.\n"
    "Put it behind a server that does TLS, such as nginx; it listens on this machine only unless\n"
    "--address says otherwise.";

/* A site that nobody wonders about. */
#define AWAY_DEFAULT "https://nl.wikipedia.org/"

enum {
	PORT_DEFAULT = 8080,
	BODY_LIMIT = 256 * 1024,
	CONNECTIONS = 2000,
	IDLE_SECONDS = 30,
	DRAIN_SECONDS = 10,
	BIG_ALLOCATION = 128 * 1024,
	MEMORY_ASIDE = 16 << 20, /* for all requests that are under way when there is no more */
};

struct serve_options {
	const char *questionnaires, *data, *key, *address, *language, *away, *url;
	unsigned long port, threads;
};

static bool
read_options(struct serve_options *options, int argc, char **argv, enum options_outcome *outcome)
{
	const struct option_line lines[] = {
		{ .name = "key",
		  .argument = "FILE",
		  .text = &options->key,
		  .needed = true,
		  .help = "The team's public key, as `analysis keygen` wrote it (NAME.pub)." },
		{ .name = "questionnaires",
		  .argument = "DIRECTORY",
		  .text = &options->questionnaires,
		  .help = "Where the questionnaires (*.yaml) are; default: questionnaires." },
		{ .name = "data",
		  .argument = "DIRECTORY",
		  .text = &options->data,
		  .help = "Where responses are kept, made when it does not exist; default: data." },
		{ .name = "address",
		  .argument = "ADDRESS",
		  .text = &options->address,
		  .help = "Where to listen; default: 127.0.0.1, which only this machine reaches." },
		{ .name = "port",
		  .argument = "NUMBER",
		  .number = &options->port,
		  .most = 65535,
		  .help = "Default: 8080. 0 takes any free one and prints it." },
		{ .name = "threads",
		  .argument = "NUMBER",
		  .number = &options->threads,
		  .most = 256,
		  .help = "Default: as many as there are cores." },
		{ .name = "away",
		  .argument = "URL",
		  .text = &options->away,
		  .help = "Where the link to leave quickly goes; default: " AWAY_DEFAULT "." },
		{ .name = "url",
		  .argument = "URL",
		  .text = &options->url,
		  .help = "Of this site as people type it, for the QR code at a meeting." },
		{ .name = "language",
		  .argument = "CODE",
		  .text = &options->language,
		  .help = "For visitors whose browser asks for no language we have; default: nl." },
	};
	const struct command_line line = { .about = about,
		                           .options = lines,
		                           .option_count = sizeof(lines) / sizeof(lines[0]) };
	char **arguments;
	size_t count;

	*outcome = options_read(&line, argc, argv, &arguments, &count);
	return *outcome == OPTIONS_GOOD;
}

/* Loads the questionnaires, for the start or again. */
static void
load_site(struct server *server)
{
	struct problems problems = PROBLEMS_INIT;
	struct site *site =
	    site_load(server->directory, server->store, &server->key, server->site, &problems);

	problems_sort(&problems);
	problems_print(&problems, stderr);
	problems_release(&problems);
	if (site != NULL)
		server_replace(server, site);
	/* Reading YAML takes ten times the memory of what comes of it. */
	malloc_trim(0);
}

/* Waits for signals until one says stop. */
static void
wait_for_signals(struct server *server, const sigset_t *signals)
{
	int number = SIGHUP;

	while (number == SIGHUP) {
		if (sigwait(signals, &number) == 0 && number == SIGHUP) {
			fprintf(stderr, "survey: reading the questionnaires again\n");
			load_site(server);
		}
	}
}

/* http or https, and nothing that could end a header or an attribute. */
static bool
is_address(const char *text)
{
	struct view address = view_of(text);
	bool good = (view_starts(address, "https://") && address.len > 8) ||
	            (view_starts(address, "http://") && address.len > 7);

	for (size_t i = 0; good && i < address.len; i++)
		good = address.ptr[i] > ' ' && address.ptr[i] <= '~' && address.ptr[i] != '"' &&
		       address.ptr[i] != '<';
	return good;
}

static bool
prepare(struct server *server, const struct serve_options *options, struct error *err)
{
	const struct catalogue *catalogue = catalogue_find(view_of(options->language));

	if (!is_address(options->away) || (options->url != NULL && !is_address(options->url)))
		return fail(err, ERROR_INVALID,
		            "--away and --url are addresses such as https://www.example.nl");
	server->away = options->away;
	server->url = options->url;
	server->data = options->data;
	if (catalogue == NULL)
		return fail(err, ERROR_INVALID, "this program does not speak \"%s\"", options->language);
	server->default_language = catalogue_language(catalogue);
	style_make(&server->style, VIEW(""));
	if (!page_init(err) || !personal_init(err) || !public_key_read(&server->key, options->key, err) ||
	    !data_open(options->data, STORE_SERVE, &server->store, err))
		return false;
	load_site(server);
	if (server->site == NULL)
		return fail(err, ERROR_INVALID, "the questionnaires in %s cannot be served as they are",
		            options->questionnaires);
	return true;
}

static void
announce(const struct server *server, const struct serve_options *options, unsigned port)
{
	bool six = strchr(options->address, ':') != NULL;
	char id[KEY_ID_TEXT];

	key_id_text(server->key.id, id);
	printf("Sealing to key %s%s\n", id, server->key.demo ? " (a demo key: nothing is secret)" : "");
	printf("Serving http://%s%s%s:%u/\n", six ? "[" : "", options->address, six ? "]" : "", port);
	fflush(stdout);
}

static bool
serve(struct server *server, const struct serve_options *options, const sigset_t *signals, struct error *err)
{
	const struct web_settings settings = {
		.address = options->address,
		.port = (unsigned)options->port,
		.threads = (unsigned)options->threads,
		.body_limit = BODY_LIMIT,
		.connection_limit = CONNECTIONS,
		.idle_seconds = IDLE_SECONDS,
		.routes = server_routes,
		.refuse = server_refuse,
		.context = server,
	};
	struct schedule *schedule = NULL;
	struct web *web = NULL;
	bool good = false;

	if (!web_start(&settings, &web, err) || !schedule_start(server, &schedule, err))
		goto out;
	announce(server, options, web_port(web));
	wait_for_signals(server, signals);
	fprintf(stderr, "survey: stopping\n");
	web_drain(web, DRAIN_SECONDS);
	good = true;
out:
	schedule_stop(schedule);
	/* The store finishes what waits before the web server goes: every waiting request is answered. */
	store_close(server->store);
	server->store = NULL;
	web_stop(web);
	return good;
}

int
cmd_serve(int argc, char **argv)
{
	struct serve_options options = {
		.questionnaires = "questionnaires",
		.data = DATA_DIRECTORY_DEFAULT,
		.address = "127.0.0.1",
		.away = AWAY_DEFAULT,
		.language = "nl",
		.port = PORT_DEFAULT,
	};
	struct server server = { .lock = PTHREAD_MUTEX_INITIALIZER };
	struct error err = ERROR_INIT;
	enum options_outcome outcome;
	sigset_t signals;
	int code = EXIT_ERROR;

	if (!read_options(&options, argc, argv, &outcome))
		return outcome == OPTIONS_HELP ? EXIT_GOOD : EXIT_USAGE;
	umask(0077);
	/* Releases work with megabytes for a moment: such memory goes back to the system at once. */
	mallopt(M_MMAP_THRESHOLD, BIG_ALLOCATION);
	mallopt(M_ARENA_MAX, 2);
	signal(SIGPIPE, SIG_IGN);
	/* Blocked before the first thread starts, so that only the main thread gets them. */
	sigemptyset(&signals);
	sigaddset(&signals, SIGHUP);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	json_set_alloc_funcs(xmalloc, free);
	memory_set_aside(MEMORY_ASIDE);
	server.directory = options.questionnaires;
	if (prepare(&server, &options, &err) && serve(&server, &options, &signals, &err)) {
		schedule_log_counts(&server);
		code = EXIT_GOOD;
	} else {
		command_fail(argv[0], &err);
	}
	if (server.site != NULL)
		server_release(&server, server.site);
	store_close(server.store);
	style_release(&server.style);
	return code;
}
