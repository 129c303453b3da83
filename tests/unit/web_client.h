/* SPDX-License-Identifier: EUPL-1.2
 *
 * A raw HTTP client for the tests of the web server: it sends whatever bytes a test wants and reads replies one by one.
 */
#ifndef WEB_CLIENT_H
#define WEB_CLIENT_H

#include "unit.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

enum { CLIENT_PATIENCE = 20 }; /* seconds; a test that waits this long has failed */

struct client {
	int socket;
	struct buf in; /* received and not yet returned */
};

struct answer {
	unsigned status; /* 0: the connection was closed instead */
	char head[4096]; /* the headers, with a NUL behind them */
	struct buf body;
};

static inline struct client
client_open(unsigned port)
{
	struct client client = { .socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), .in = BUF_INIT };
	struct sockaddr_in address = { .sin_family = AF_INET,
		                       .sin_port = htons((uint16_t)port),
		                       .sin_addr = { htonl(INADDR_LOOPBACK) } };
	struct timeval patience = { .tv_sec = CLIENT_PATIENCE };
	int on = 1;

	ck_assert_int_ge(client.socket, 0);
	setsockopt(client.socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	setsockopt(client.socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
	setsockopt(client.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	ck_assert_int_eq(connect(client.socket, (struct sockaddr *)&address, sizeof(address)), 0);
	return client;
}

static inline void
client_close(struct client *client)
{
	close(client->socket);
	buf_release(&client->in);
}

/* False when the server has hung up. */
static inline bool
client_send(struct client *client, struct view bytes)
{
	while (bytes.len > 0) {
		ssize_t done = send(client->socket, bytes.ptr, bytes.len, MSG_NOSIGNAL);

		if (done < 0)
			return false;
		bytes.ptr += done;
		bytes.len -= (size_t)done;
	}
	return true;
}

/* False at the end of the connection. */
static inline bool
client_more(struct client *client)
{
	char chunk[16384];
	ssize_t got = recv(client->socket, chunk, sizeof(chunk), 0);

	ck_assert_msg(got >= 0 || errno == ECONNRESET, "the server does not answer: %s", strerror(errno));
	if (got > 0)
		buf_add(&client->in, chunk, (size_t)got);
	return got > 0;
}

static inline void
client_forget(struct client *client, size_t len)
{
	client->in.len -= len;
	memmove(client->in.data, client->in.data + len, client->in.len + 1);
}

/* Reads one whole reply; `head_only` for HEAD. */
static inline void
client_read(struct client *client, bool head_only, struct answer *answer)
{
	const char *end = NULL, *length;
	size_t head_len, body_len = 0;

	buf_reset(&answer->body);
	answer->status = 0;
	answer->head[0] = '\0';
	while (client->in.len == 0 || (end = strstr(client->in.data, "\r\n\r\n")) == NULL)
		if (!client_more(client))
			return;
	head_len = (size_t)(end - client->in.data) + 4;
	ck_assert_uint_lt(head_len, sizeof(answer->head));
	memcpy(answer->head, client->in.data, head_len);
	answer->head[head_len] = '\0';
	ck_assert_int_eq(sscanf(answer->head, "HTTP/1.1 %u ", &answer->status), 1);
	length = strcasestr(answer->head, "\r\nContent-Length: ");
	if (length != NULL && !head_only)
		body_len = strtoul(length + 18, NULL, 10);
	while (client->in.len < head_len + body_len)
		ck_assert_msg(client_more(client), "the reply is not whole");
	buf_add(&answer->body, client->in.data + head_len, body_len);
	client_forget(client, head_len + body_len);
}

/* The server closes the connection and sends nothing more. */
static inline bool
client_ends(struct client *client)
{
	return client->in.len == 0 && !client_more(client);
}

static inline bool
answer_has(const struct answer *answer, const char *header_line)
{
	char line[1024];

	snprintf(line, sizeof(line), "\r\n%s\r\n", header_line);
	return strstr(answer->head, line) != NULL;
}

#define ck_assert_header(answer, line)                                                                       \
	ck_assert_msg(answer_has(answer, line), "no \"%s\" in:\n%s", line, (answer)->head)

#endif
