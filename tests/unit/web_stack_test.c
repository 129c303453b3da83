/* SPDX-License-Identifier: EUPL-1.2
 *
 * What a handler had on its stack is gone when its reply comes: nothing else goes as deep, so it would stay there for as
 * long as the thread lives.
 */
#include "web_client.h"

#include <fcntl.h>
#include <stdint.h>

#include "web.h"

enum { DEPTH = 20 * 1024, SECRET = 64, FILLING = 0xa7 };

static volatile uintptr_t where; /* of the secret */

static __attribute__((noinline)) void
have_secret(void)
{
	volatile unsigned char below[DEPTH];

	for (size_t i = 0; i < SECRET; i++)
		below[i] = FILLING;
	where = (uintptr_t)below;
}

/* How many bytes of it are there; by the kernel, since it is another thread's memory. */
static size_t
bytes_left(void)
{
	unsigned char now[SECRET];
	size_t left = 0;
	int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);

	ck_assert_int_ge(memory, 0);
	ck_assert_int_eq(pread(memory, now, sizeof(now), (off_t)where), SECRET);
	close(memory);
	for (size_t i = 0; i < SECRET; i++)
		left += now[i] == FILLING;
	return left;
}

static enum web_verdict
serve_secret(struct web_request *request, struct web_reply *reply)
{
	(void)request;
	have_secret();
	*reply = (struct web_reply){ .status = 200, .pieces = { VIEW("done") }, .piece_count = 1 };
	return WEB_REPLY;
}

static struct web_prepared *prepared;

/* Not as deep as who makes a page. */
static enum web_verdict
serve_prepared(struct web_request *request, struct web_reply *reply)
{
	volatile unsigned char near[WEB_SHALLOW_STACK / 2];

	for (size_t i = 0; i < SECRET; i++)
		near[i] = FILLING;
	where = (uintptr_t)near;
	web_reply_prepared(request, reply, prepared, VIEW("NONCE"));
	return WEB_REPLY;
}

static void
serve_refusal(struct web_request *request, struct web_reply *reply)
{
	(void)request, (void)reply;
}

static const struct web_route routes[] = {
	{ WEB_GET, "/", serve_secret },
	{ WEB_GET, "/prepared", serve_prepared },
	{ WEB_GET, NULL, NULL },
};

static void
ask_and_look(struct view request)
{
	const struct web_settings settings = { .address = "127.0.0.1",
		                               .threads = 1,
		                               .body_limit = 1024,
		                               .connection_limit = 4,
		                               .idle_seconds = CLIENT_PATIENCE,
		                               .routes = routes,
		                               .refuse = serve_refusal };
	struct error err = ERROR_INIT;
	struct web *web = NULL;
	struct client client;
	char byte;

	ck_assert_ok(web_start(&settings, &web, &err), &err);
	client = client_open(web_port(web));
	ck_assert(client_send(&client, request));
	ck_assert_int_eq(recv(client.socket, &byte, 1, 0), 1);
	ck_assert_uint_ne(where, 0);
	ck_assert_uint_eq(bytes_left(), 0);
	client_close(&client);
	web_stop(web);
}

START_TEST(what_a_handler_had_on_its_stack_is_gone_when_the_reply_comes)
{
	ask_and_look(VIEW("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
}
END_TEST

START_TEST(what_gave_a_prepared_page_is_gone_from_the_stack_too)
{
	const struct web_reply page = { .status = 200, .pieces = { VIEW("a nonce") }, .piece_count = 1 };

	prepared = web_prepared_new(&page, 2, 5);
	ask_and_look(VIEW("GET /prepared HTTP/1.1\r\nHost: x\r\n\r\n"));
	web_prepared_free(prepared);
}
END_TEST

START_TEST(what_is_not_wiped_is_found)
{
	have_secret();
	ck_assert_uint_eq(bytes_left(), SECRET);
}
END_TEST

UNIT_MAIN("web_stack", what_a_handler_had_on_its_stack_is_gone_when_the_reply_comes,
          what_gave_a_prepared_page_is_gone_from_the_stack_too, what_is_not_wiped_is_found)
