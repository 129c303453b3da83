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
#include <sys/resource.h>
#include <sys/stat.h>

#include "data.h"
#include "options.h"
#include "personal.h"
#include "sandbox.h"
#include "schedule.h"
#include "tls.h"

static const char about[] =
    "Serves all questionnaires of a directory and keeps the responses sealed to the team's public\n"
    "key. It cannot open them. SIGHUP reads the questionnaires again; one that is broken then\n"
    "stays as it was, and its problems are printed. SIGTERM finishes what was sent and stops.\n"
    "Put it behind a server that does TLS, such as nginx, or give it a certificate; it listens on\n"
    "this machine only unless --address says otherwise.";

/* A site that nobody wonders about. */
#define AWAY_DEFAULT "https://nl.wikipedia.org/"

enum {
	PORT_DEFAULT = 8080,
	PORT_MOST = 65535,
	PORT_NONE, /* none was asked for */
	BODY_LIMIT = 256 * 1024,
	CONNECTIONS = 2000,
	OTHER_FILES = 64, /* the store, the listening socket, the threads' own */
	IDLE_SECONDS = 30,
	/* A million people in a day, a tenth of them in one hour, are 28 a second. */
	FORMS_DEFAULT = 200,
	FORMS_MOST = 100000,
	/* A page costs little to send; who sends many of them should not shut out the others sooner than the machine does. */
	REQUESTS_PER_FORM = 100,
	DRAIN_SECONDS = 10,
	BIG_ALLOCATION = 128 * 1024,
	MEMORY_ASIDE = 16 << 20, /* for all requests that are under way when there is no more */
};

struct serve_options {
	struct data_place place;
	const char *questionnaires, *key, *address, *socket, *socket_mode, *certificate, *certificate_key,
	    *language, *away, *url;
	unsigned long port, threads, rate;
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
		DATA_OPTIONS(&options->place),
		{ .name = "address",
		  .argument = "ADDRESS",
		  .text = &options->address,
		  .help = "Where to listen; default: 127.0.0.1, which only this machine reaches." },
		{ .name = "port",
		  .argument = "NUMBER",
		  .number = &options->port,
		  .most = PORT_MOST,
		  .help = "Default: 8080. 0 takes any free one and prints it." },
		{ .name = "socket",
		  .argument = "FILE",
		  .text = &options->socket,
		  .help = "Listen on a socket in the file system instead, for a server before this one\n"
		          "on the same machine: then no address of a visitor gets here at all." },
		{ .name = "socket-mode",
		  .argument = "MODE",
		  .text = &options->socket_mode,
		  .help = "Who may connect to it, as chmod says it; default: 0660." },
		{ .name = "tls-certificate",
		  .argument = "FILE",
		  .text = &options->certificate,
		  .help = "Speak TLS, with this certificate and those that vouch for it (PEM)." },
		{ .name = "tls-key",
		  .argument = "FILE",
		  .text = &options->certificate_key,
		  .help = "The certificate's own key (PEM). A new one is taken at the next start." },
		{ .name = "threads",
		  .argument = "NUMBER",
		  .number = &options->threads,
		  .most = 256,
		  .help = "Default: as many as there are cores." },
		{ .name = "rate",
		  .argument = "NUMBER",
		  .number = &options->rate,
		  .most = FORMS_MOST,
		  .help = "Forms that are taken a second, from everybody together, and a hundred times as\n"
		          "many requests in all; default: 200. Ten seconds' worth may come at once. 0: no "
		          "limit." },
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

/* Octal permissions. They leave the owner's own alone, without which nobody could connect. */
static bool
read_mode(const char *text, unsigned *mode)
{
	char *end;
	unsigned long number = strtoul(text, &end, 8);

	*mode = (unsigned)number;
	return text[0] >= '0' && text[0] <= '7' && *end == '\0' && number <= 0777 && (number & 0600) == 0600;
}

/* Where to listen. */
static bool
read_place(const struct serve_options *options, struct web_settings *settings, struct error *err)
{
	if (options->socket == NULL && options->socket_mode != NULL)
		return fail(err, ERROR_INVALID, "--socket-mode belongs to --socket");
	if (options->socket != NULL && (options->address != NULL || options->port != PORT_NONE))
		return fail(err, ERROR_INVALID, "--socket comes in the place of --address and --port");
	settings->socket = options->socket;
	settings->address = options->address == NULL ? "127.0.0.1" : options->address;
	settings->port = options->port == PORT_NONE ? PORT_DEFAULT : (unsigned)options->port;
	return read_mode(options->socket_mode == NULL ? "0660" : options->socket_mode,
	                 &settings->socket_mode) ||
	       fail(err, ERROR_INVALID, "--socket-mode takes permissions such as 0660, not %s",
	            options->socket_mode);
}

static bool
read_certificate(const struct serve_options *options, struct web_settings *settings, struct tls *tls,
                 struct error *err)
{
	if ((options->certificate == NULL) != (options->certificate_key == NULL))
		return fail(err, ERROR_INVALID, "--tls-certificate and --tls-key belong together");
	if (options->certificate == NULL)
		return true;
	if (options->socket != NULL)
		return fail(err, ERROR_INVALID, "who connects to --socket is on this machine: no TLS there");
	if (!tls_read(options->certificate, options->certificate_key, tls, err))
		return false;
	settings->certificate = tls->certificate;
	settings->certificate_key = tls->key;
	return true;
}

/* Before the store is opened, which starts a thread. */
static bool
limit_files(const struct serve_options *options, struct error *err)
{
	const struct sandbox_files files = { .data = options->place.directory,
		                             .database = options->place.store != NULL,
		                             .questionnaires = options->questionnaires,
		                             .socket = options->socket };
	enum sandbox_outcome outcome = sandbox_limit_files(&files, err);

	if (outcome == SANDBOX_ABSENT)
		fprintf(stderr,
		        "survey: this kernel has no Landlock, so only the permissions of files keep this "
		        "process from those that are not its own\n");
	return outcome != SANDBOX_FAILED;
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
	server->data = options->place.directory;
	if (catalogue == NULL)
		return fail(err, ERROR_INVALID, "this program does not speak \"%s\"", options->language);
	server->default_language = catalogue_language(catalogue);
	style_make(&server->style, VIEW(""));
	if (!page_init(err) || !personal_init(err) || !public_key_read(&server->key, options->key, err) ||
	    !data_make(options->place.directory, err) || !limit_files(options, err) ||
	    !data_open(&options->place, STORE_SERVE, &server->store, err) ||
	    !store_holds_only_what_is_told(server->store, err))
		return false;
	load_site(server);
	if (server->site == NULL)
		return fail(err, ERROR_INVALID, "the questionnaires in %s cannot be served as they are",
		            options->questionnaires);
	return true;
}

static void
announce(const struct server *server, const struct web_settings *settings, bool secure, unsigned port)
{
	bool six = strchr(settings->address, ':') != NULL;
	char id[KEY_ID_TEXT];

	key_id_text(server->key.id, id);
	printf("Sealing to key %s%s\n", id, server->key.demo ? " (a demo key: nothing is secret)" : "");
	if (settings->socket != NULL)
		printf("Serving at the socket %s\n", settings->socket);
	else
		printf("Serving http%s://%s%s%s:%u/\n", secure ? "s" : "", six ? "[" : "", settings->address,
		       six ? "]" : "", port);
	fflush(stdout);
}

static bool
serve(struct server *server, const struct serve_options *options, const struct web_settings *settings,
      struct tls *tls, const sigset_t *signals, struct error *err)
{
	bool secure = tls->certificate != NULL;
	struct schedule *schedule = NULL;
	struct web *web = NULL;
	bool good = false;

	if (!web_start(settings, &web, err))
		goto out;
	tls_release(tls);
	if (!schedule_start(server, &schedule, err) ||
	    !sandbox_limit_calls(options->place.store != NULL, err))
		goto out;
	announce(server, settings, secure, web_port(web));
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

/* How many connections there may be at once. Each takes a file, and by default a process may have too few of them: then
 * half as many slow visitors as we have places would shut out everybody. */
static unsigned
connections_allowed(void)
{
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) != 0)
		return CONNECTIONS;
	if (files.rlim_cur < CONNECTIONS + OTHER_FILES) {
		files.rlim_cur = CONNECTIONS + OTHER_FILES;
		if (files.rlim_cur > files.rlim_max)
			files.rlim_cur = files.rlim_max;
		setrlimit(RLIMIT_NOFILE, &files);
	}
	if (files.rlim_cur >= CONNECTIONS + OTHER_FILES)
		return CONNECTIONS;
	return files.rlim_cur > 2 * OTHER_FILES ? (unsigned)files.rlim_cur - OTHER_FILES : OTHER_FILES;
}

int
cmd_serve(int argc, char **argv)
{
	struct serve_options options = {
		.questionnaires = "questionnaires",
		.place = DATA_PLACE_DEFAULT,
		.away = AWAY_DEFAULT,
		.language = "nl",
		.port = PORT_NONE,
		.rate = FORMS_DEFAULT,
	};
	struct server server = { .lock = PTHREAD_MUTEX_INITIALIZER };
	struct web_settings settings = {
		.body_limit = BODY_LIMIT,
		.connection_limit = connections_allowed(),
		.idle_seconds = IDLE_SECONDS,
		.routes = server_routes,
		.refuse = server_refuse,
		.context = &server,
	};
	struct tls tls = { .certificate = NULL };
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
	settings.threads = (unsigned)options.threads;
	settings.form_rate = (unsigned)options.rate;
	settings.request_rate = (unsigned)options.rate * REQUESTS_PER_FORM;
	if (sandbox_begin(&err) && read_place(&options, &settings, &err) &&
	    read_certificate(&options, &settings, &tls, &err) && prepare(&server, &options, &err) &&
	    serve(&server, &options, &settings, &tls, &signals, &err)) {
		schedule_log_counts(&server);
		code = EXIT_GOOD;
	} else {
		command_fail(argv[0], &err);
	}
	tls_release(&tls);
	if (server.site != NULL)
		server_release(&server, server.site);
	store_close(server.store);
	style_release(&server.style);
	return code;
}
