/* SPDX-License-Identifier: EUPL-1.2
 *
 * The limit that the survey server is measured against: libmicrohttpd alone, with the same flags and number of threads.
 * GET gives one file's bytes with the headers of the survey server; POST reads the body and answers 303 without
 * keeping anything. No code of ours is linked.
 *
 * Usage: bare_server PORT FILE [gzip] THREADS (the file is compressed; on 127.0.0.1, until a signal ends it)
 */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 16 * 1024 * 1024, CONNECTIONS = 4096, IDLE_SECONDS = 30 };

static const char *const headers[][2] = {
	{ "Content-Type", "text/html; charset=utf-8" },
	{ "Content-Security-Policy",
	  "default-src 'none'; style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; "
	  "script-src 'self'; connect-src 'self'; img-src 'self'; media-src 'self'; "
	  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'" },
	{ "Cache-Control", "no-store" },
	{ "Referrer-Policy", "no-referrer" },
	{ "X-Content-Type-Options", "nosniff" },
	{ "X-Frame-Options", "DENY" },
	{ "Cross-Origin-Opener-Policy", "same-origin" },
	{ "Cross-Origin-Embedder-Policy", "require-corp" },
	{ "Cross-Origin-Resource-Policy", "same-origin" },
	{ "Permissions-Policy", "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), "
	                        "encrypted-media=(), geolocation=(), "
	                        "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), "
	                        "publickey-credentials-get=(), usb=(), "
	                        "xr-spatial-tracking=()" },
	{ "Vary", "Accept-Encoding" },
};

static struct MHD_Response *page, *done;

static struct MHD_Response *
response_of(void *bytes, size_t len)
{
	struct MHD_Response *response = MHD_create_response_from_buffer(len, bytes, MHD_RESPMEM_PERSISTENT);

	for (size_t i = 0; response != NULL && i < sizeof(headers) / sizeof(headers[0]); i++)
		if (MHD_add_response_header(response, headers[i][0], headers[i][1]) != MHD_YES)
			return NULL;
	return response;
}

static enum MHD_Result
serve(void *cls, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
      const char *upload, size_t *upload_len, void **seen)
{
	(void)cls, (void)url, (void)version, (void)upload;
	if (*seen == NULL) {
		*seen = connection;
		return MHD_YES;
	}
	if (*upload_len > 0) {
		*upload_len = 0;
		return MHD_YES;
	}
	if (strcmp(method, "POST") == 0)
		return MHD_queue_response(connection, MHD_HTTP_SEE_OTHER, done);
	return MHD_queue_response(connection, MHD_HTTP_OK, page);
}

/* The whole file; NULL when it cannot be read. */
static char *
read_file(const char *path, size_t *len)
{
	FILE *file = fopen(path, "rb");
	char *bytes = file == NULL ? NULL : malloc(FILE_MAX);

	if (bytes != NULL)
		*len = fread(bytes, 1, FILE_MAX, file);
	if (file != NULL)
		fclose(file);
	return bytes;
}

static int
run(unsigned port, unsigned threads)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		                       .sin_port = htons((uint16_t)port),
		                       .sin_addr = { htonl(INADDR_LOOPBACK) } };
	struct MHD_Daemon *daemon;
	sigset_t signals;
	int signal;

	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL,
	                          serve, NULL, MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_THREAD_POOL_SIZE,
	                          threads, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
	                          MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_END);
	if (daemon == NULL) {
		perror("bare_server");
		return EXIT_FAILURE;
	}
	sigwait(&signals, &signal);
	MHD_stop_daemon(daemon);
	return EXIT_SUCCESS;
}

int
main(int argc, char **argv)
{
	char *bytes = NULL;
	size_t len = 0;
	int status = EXIT_FAILURE;

	bool gzip = argc == 5 && strcmp(argv[3], "gzip") == 0;

	if (argc != 4 && !gzip) {
		fputs("usage: bare_server PORT FILE [gzip] THREADS\n", stderr);
		return EXIT_FAILURE;
	}
	bytes = read_file(argv[2], &len);
	if (bytes == NULL) {
		perror(argv[2]);
		goto out;
	}
	page = response_of(bytes, len);
	done = response_of("", 0);
	if (page == NULL || done == NULL || MHD_add_response_header(done, "Location", "/") != MHD_YES ||
	    (gzip && MHD_add_response_header(page, "Content-Encoding", "gzip") != MHD_YES))
		goto out;
	status = run((unsigned)strtoul(argv[1], NULL, 10), (unsigned)strtoul(argv[argc - 1], NULL, 10));
out:
	if (page != NULL)
		MHD_destroy_response(page);
	if (done != NULL)
		MHD_destroy_response(done);
	free(bytes);
	return status;
}
