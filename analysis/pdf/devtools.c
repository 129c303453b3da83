/* SPDX-License-Identifier: EUPL-1.2
 *
 * Messages to and from a browser: devtools.h. A message is JSON and ends in a NUL byte.
 */
#include "devtools.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { CHUNK = 1 << 16, ANSWER_MOST = 256 << 20 };

void
devtools_init(struct devtools *devtools, int socket, unsigned seconds)
{
	*devtools = (struct devtools){ .socket = socket, .received = BUF_INIT };
	clock_gettime(CLOCK_MONOTONIC, &devtools->deadline);
	devtools->deadline.tv_sec += (time_t)seconds;
}

void
devtools_release(struct devtools *devtools)
{
	buf_release(&devtools->received);
}

static int
milliseconds_left(const struct devtools *devtools)
{
	struct timespec now;
	long long left;

	clock_gettime(CLOCK_MONOTONIC, &now);
	left = (long long)(devtools->deadline.tv_sec - now.tv_sec) * 1000 +
	       (devtools->deadline.tv_nsec - now.tv_nsec) / 1000000;
	return left < 0 ? 0 : (int)left;
}

/* Waits until something can be received or sent. */
static bool
wait_for(const struct devtools *devtools, short what, struct error *err)
{
	struct pollfd socket = { .fd = devtools->socket, .events = what };
	int ready;

	do
		ready = poll(&socket, 1, milliseconds_left(devtools));
	while (ready < 0 && errno == EINTR);
	return ready > 0 || fail(err, ERROR_SYSTEM, "the browser takes too long");
}

static bool
ended(struct error *err)
{
	return fail(err, ERROR_SYSTEM,
	            "the browser ended before it was done; chromium --headless in a terminal says why");
}

static bool
send_all(struct devtools *devtools, struct view message, struct error *err)
{
	bool good = true;

	while (good && message.len > 0) {
		ssize_t done = send(devtools->socket, message.ptr, message.len, MSG_DONTWAIT | MSG_NOSIGNAL);

		if (done >= 0) {
			message.ptr += done;
			message.len -= (size_t)done;
		} else if (errno == EAGAIN) {
			good = wait_for(devtools, POLLOUT, err);
		} else if (errno != EINTR) {
			good = ended(err);
		}
	}
	return good;
}

/* Receives until there is a whole message; *message holds until the next. */
static bool
receive(struct devtools *devtools, struct view *message, struct error *err)
{
	struct buf *received = &devtools->received;
	size_t looked = 0;
	const char *end;

	while ((end = received->len > looked ? memchr(received->data + looked, '\0', received->len - looked)
	                                     : NULL) == NULL) {
		ssize_t got;

		looked = received->len;
		if (received->len > ANSWER_MOST)
			return fail(err, ERROR_FULL, "the browser answers with more than %d bytes",
			            ANSWER_MOST);
		if (!wait_for(devtools, POLLIN, err))
			return false;
		buf_reserve(received, CHUNK);
		got = recv(devtools->socket, received->data + received->len, CHUNK, MSG_DONTWAIT);
		if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
			return ended(err);
		received->len += got > 0 ? (size_t)got : 0;
		received->data[received->len] = '\0';
	}
	*message = (struct view){ received->data, (size_t)(end - received->data) };
	return true;
}

/* Drops the message that receive() gave. */
static void
forget(struct devtools *devtools, struct view message)
{
	struct buf *received = &devtools->received;

	received->len -= message.len + 1;
	memmove(received->data, received->data + message.len + 1, received->len + 1);
}

/* Waits for the answer to the last request; what else the browser tells is passed over. */
static bool
await(struct devtools *devtools, const char *method, json_t **result, struct error *err)
{
	json_t *answer = NULL;
	struct view message = { NULL, 0 };
	const char *why;
	bool good;

	do {
		json_decref(answer);
		answer = NULL;
		good = receive(devtools, &message, err);
		if (good) {
			answer = json_loadb(message.ptr, message.len, 0, NULL);
			forget(devtools, message);
		}
	} while (good && json_integer_value(json_object_get(answer, "id")) != devtools->last);
	why = json_string_value(json_object_get(json_object_get(answer, "error"), "message"));
	if (why != NULL)
		good = fail(err, ERROR_SYSTEM, "the browser refuses %s: %.200s", method, why);
	if (good && result != NULL)
		*result = json_incref(json_object_get(answer, "result"));
	json_decref(answer);
	return good;
}

bool
devtools_ask(struct devtools *devtools, const char *method, json_t *params, json_t **result,
             struct error *err)
{
	json_t *request = json_pack("{s:I, s:s, s:o*, s:s*}", "id", ++devtools->last, "method", method,
	                            "params", params, "sessionId", devtools->session);
	char *text = json_dumps(request, JSON_COMPACT);
	bool good = false;

	if (text == NULL)
		fail(err, ERROR_INVALID, "what the browser should show is not UTF-8");
	else
		good = send_all(devtools, (struct view){ text, strlen(text) + 1 }, err) &&
		       await(devtools, method, result, err);
	free(text);
	json_decref(request);
	return good;
}
