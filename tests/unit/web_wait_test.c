/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of include/web.h: requests that wait, replies that are released, draining, and the limits on connections.
 */
#include "web_server.h"

#include <dlfcn.h>
#include <microhttpd.h>
#include <stdatomic.h>
#include <sys/resource.h>

#define HOME VIEW("GET / HTTP/1.1\r\nHost: h\r\n\r\n")

enum { CROWD = 200, KEEPALIVE = 600 };

static void
posts(struct client *client, const char *path, int number)
{
	struct buf request = BUF_INIT;
	char body[16];

	snprintf(body, sizeof(body), "n=%d", number);
	ck_assert(client_send(client, post(&request, path, "", view_of(body))));
	buf_release(&request);
}

static void
reads(struct client *client, int number)
{
	struct answer answer = { .body = BUF_INIT };
	char body[16];

	snprintf(body, sizeof(body), "n=%d", number);
	client_read(client, false, &answer);
	ck_assert_uint_eq(answer.status, 200);
	ck_assert_str_eq(answer.body.data, body);
	buf_release(&answer.body);
}

static unsigned
reads_status(struct client *client)
{
	struct answer answer = { .body = BUF_INIT };

	client_read(client, false, &answer);
	buf_release(&answer.body);
	return answer.status;
}

START_TEST(a_waiting_request_is_answered_when_it_is_finished)
{
	struct web *web = start();
	struct client client = client_open(web_port(web));
	struct pollfd early = { .fd = client.socket, .events = POLLIN };

	for (int i = 0; i < 3; i++) {
		posts(&client, "/wait", i);
		await_count(&shared.waiting_count, (unsigned)i + 1);
		ck_assert_int_eq(poll(&early, 1, 20), 0);
		finish(shared.waiting[i]);
		reads(&client, i);
	}
	client_close(&client);
	await_count(&shared.released, 3);
	stop(web);
}
END_TEST

START_TEST(a_request_may_be_finished_before_its_handler_returns)
{
	struct web *web = start();
	struct client client = client_open(web_port(web));

	for (int i = 0; i < 100; i++) {
		posts(&client, "/finished", i);
		reads(&client, i);
	}
	client_close(&client);
	await_count(&shared.released, 100);
	stop(web);
}
END_TEST

/* Finishes, the last one first, all that wait, until `argument` many were finished. */
static void *
finish_all(void *argument)
{
	uintptr_t left = (uintptr_t)argument;

	while (left > 0) {
		struct web_request *request = NULL;

		pthread_mutex_lock(&shared.lock);
		while (shared.waiting_count == 0)
			pthread_cond_wait(&shared.changed, &shared.lock);
		request = shared.waiting[--shared.waiting_count];
		pthread_mutex_unlock(&shared.lock);
		finish(request);
		left--;
	}
	return NULL;
}

START_TEST(a_request_may_be_finished_at_the_moment_its_handler_returns)
{
	struct web *web = start();
	struct client clients[4];
	pthread_t finisher;

	ck_assert_int_eq(pthread_create(&finisher, NULL, finish_all, (void *)(uintptr_t)(4 * 500)), 0);
	for (size_t i = 0; i < 4; i++)
		clients[i] = client_open(web_port(web));
	for (int round = 0; round < 500; round++) {
		for (size_t i = 0; i < 4; i++)
			posts(&clients[i], "/wait", round);
		for (size_t i = 0; i < 4; i++)
			reads(&clients[i], round);
	}
	pthread_join(finisher, NULL);
	for (size_t i = 0; i < 4; i++)
		client_close(&clients[i]);
	await_count(&shared.released, 4 * 500);
	stop(web);
}
END_TEST

/* Stands before the library's own, so that a test can finish a request at the worst moment: when its connection is
 * suspended and the web server has not noted that yet. */
static _Atomic(bool) hold_suspension;
static unsigned suspended, finished;

void
MHD_suspend_connection(struct MHD_Connection *connection)
{
	void (*suspend)(struct MHD_Connection *);

	*(void **)&suspend = dlsym(RTLD_NEXT, "MHD_suspend_connection");
	suspend(connection);
	if (atomic_load(&hold_suspension)) {
		count_up(&suspended);
		await_count(&finished, 1);
	}
}

START_TEST(a_request_may_be_finished_between_its_handler_and_its_suspension)
{
	struct web *web = start();
	struct client client = client_open(web_port(web));

	atomic_store(&hold_suspension, true);
	posts(&client, "/wait", 1);
	await_count(&suspended, 1);
	finish(shared.waiting[0]);
	count_up(&finished);
	reads(&client, 1);
	client_close(&client);
	await_count(&shared.released, 1);
	stop(web);
}
END_TEST

START_TEST(a_crowd_may_wait_at_once_and_each_gets_its_own_answer)
{
	struct web *web = start();
	static struct client clients[CROWD];
	pthread_t finisher;

	for (int i = 0; i < CROWD; i++) {
		clients[i] = client_open(web_port(web));
		posts(&clients[i], "/wait", i);
	}
	await_count(&shared.waiting_count, CROWD);
	ck_assert_int_eq(pthread_create(&finisher, NULL, finish_all, (void *)(uintptr_t)CROWD), 0);
	for (int i = 0; i < CROWD; i++) {
		reads(&clients[i], i);
		client_close(&clients[i]);
	}
	pthread_join(finisher, NULL);
	await_count(&shared.released, CROWD);
	stop(web);
}
END_TEST

START_TEST(a_reply_is_released_once_when_the_client_hangs_up_while_waiting)
{
	struct web *web = start();
	struct client client = client_open(web_port(web));

	posts(&client, "/wait", 1);
	await_count(&shared.waiting_count, 1);
	client_close(&client);
	finish(shared.waiting[0]);
	await_count(&shared.released, 1);
	stop(web);
	ck_assert_uint_eq(shared.released, 1);
}
END_TEST

START_TEST(a_reply_is_released_once_when_the_client_hangs_up_in_the_middle)
{
	struct web *web = start();
	struct client client = client_open(web_port(web));

	ck_assert(client_send(&client, VIEW("GET /big HTTP/1.1\r\nHost: h\r\n\r\n")));
	ck_assert(client_more(&client));
	ck_assert_uint_eq(shared.released, 0);
	client_close(&client);
	await_count(&shared.released, 1);
	stop(web);
	ck_assert_uint_eq(shared.released, 1);
}
END_TEST

START_TEST(a_reply_is_released_once_when_the_server_stops_in_the_middle)
{
	struct web *web = start();
	struct client client = client_open(web_port(web));

	ck_assert(client_send(&client, VIEW("GET /big HTTP/1.1\r\nHost: h\r\n\r\n")));
	ck_assert(client_more(&client));
	stop(web);
	ck_assert_uint_eq(shared.released, 1);
	client_close(&client);
}
END_TEST

START_TEST(a_large_reply_arrives_whole)
{
	struct web *web = start();
	struct client client = client_open(web_port(web));
	struct answer answer = { .body = BUF_INIT };

	ck_assert(client_send(&client, VIEW("GET /big HTTP/1.1\r\nHost: h\r\n\r\n")));
	client_read(&client, false, &answer);
	ck_assert_uint_eq(answer.body.len, BIG_SIZE + 3);
	ck_assert_int_eq(memcmp(answer.body.data, big, BIG_SIZE), 0);
	ck_assert_str_eq(answer.body.data + BIG_SIZE, "end");
	buf_release(&answer.body);
	client_close(&client);
	stop(web);
}
END_TEST

static void *
drain(void *web)
{
	web_drain(web, CLIENT_PATIENCE);
	return NULL;
}

/* Until the server no longer takes connections. */
static void
await_drain(const struct web *web)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		                       .sin_port = htons((uint16_t)web_port(web)),
		                       .sin_addr = { htonl(INADDR_LOOPBACK) } };
	bool refused = false;

	while (!refused) {
		int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

		refused = connect(probe, (struct sockaddr *)&address, sizeof(address)) != 0;
		close(probe);
	}
}

START_TEST(resting_waits_until_the_last_reply_is_over)
{
	struct web *web = start();
	struct client client = client_open(web_port(web));
	int small = 4096;

	ck_assert(web_rest(web, 0));
	setsockopt(client.socket, SOL_SOCKET, SO_RCVBUF, &small, sizeof(small));
	ck_assert(client_send(&client, VIEW("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n")));
	ck_assert(client_more(&client)); /* it begins, and nobody reads on */
	ck_assert(!web_rest(web, 1));
	client_close(&client);
	ck_assert(web_rest(web, CLIENT_PATIENCE));
	stop(web);
}
END_TEST

START_TEST(draining_lets_a_waiting_request_finish)
{
	struct web *web = start();
	struct client waits = client_open(web_port(web)), idle = client_open(web_port(web));
	struct answer answer = { .body = BUF_INIT };
	pthread_t drainer;

	ck_assert(client_send(&idle, HOME));
	ck_assert_uint_eq(reads_status(&idle), 200);
	posts(&waits, "/wait", 7);
	await_count(&shared.waiting_count, 1);
	ck_assert_int_eq(pthread_create(&drainer, NULL, drain, web), 0);
	await_drain(web);
	finish(shared.waiting[0]);
	client_read(&waits, false, &answer);
	ck_assert_uint_eq(answer.status, 200);
	ck_assert_str_eq(answer.body.data, "n=7");
	ck_assert_header(&answer, "Connection: close");
	ck_assert(client_ends(&waits));
	pthread_join(drainer, NULL);
	ck_assert_uint_eq(shared.released, 2);

	shared.handled = 0;
	ck_assert(client_send(&idle, HOME));
	ck_assert_uint_eq(reads_status(&idle), 503);
	ck_assert(client_ends(&idle));
	ck_assert_uint_eq(shared.handled, 0);
	buf_release(&answer.body);
	client_close(&waits);
	client_close(&idle);
	stop(web);
}
END_TEST

START_TEST(draining_gives_up_after_its_time)
{
	struct web *web = start();
	struct client client = client_open(web_port(web));

	posts(&client, "/wait", 1);
	await_count(&shared.waiting_count, 1);
	web_drain(web, 0);
	finish(shared.waiting[0]);
	reads(&client, 1);
	client_close(&client);
	stop(web);
}
END_TEST

START_TEST(stopping_a_server_that_was_never_asked_is_quick_and_null_is_harmless)
{
	stop(start());
	web_stop(NULL);
}
END_TEST

START_TEST(a_port_in_use_is_its_own_error)
{
	struct web_settings settings = default_settings();
	struct error err = ERROR_INIT;
	struct web *web = start(), *second;
	char expected[80];

	settings.port = web_port(web);
	ck_assert(!web_start(&settings, &second, &err));
	ck_assert_ptr_null(second);
	ck_assert_int_eq(err.code, ERROR_BUSY);
	snprintf(expected, sizeof(expected), "port %u on 127.0.0.1 is in use by another program",
	         settings.port);
	ck_assert_str_eq(err.text, expected);
	stop(web);
	err = ERROR_INIT;
	ck_assert_ok(web_start(&settings, &web, &err), &err);
	ck_assert_uint_eq(web_port(web), settings.port);
	web_stop(web);
}
END_TEST

START_TEST(an_address_that_is_none_is_refused)
{
	struct web_settings settings = default_settings();
	struct error err = ERROR_INIT;
	struct web *web;

	settings.address = "localhost";
	ck_assert(!web_start(&settings, &web, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	err = ERROR_INIT;
	settings.address = "127.0.0.1";
	settings.port = 70000;
	ck_assert(!web_start(&settings, &web, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
}
END_TEST

START_TEST(the_newer_kind_of_address_works_too)
{
	struct web_settings settings = default_settings();
	struct sockaddr_in6 address = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
	struct client client = { .socket = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0), .in = BUF_INIT };
	struct web *web;

	settings.address = "::1";
	settings.threads = 1;
	web = start_with(&settings);
	address.sin6_port = htons((uint16_t)web_port(web));
	ck_assert_int_eq(connect(client.socket, (struct sockaddr *)&address, sizeof(address)), 0);
	ck_assert(client_send(&client, HOME));
	ck_assert_uint_eq(reads_status(&client), 200);
	client_close(&client);
	stop(web);
}
END_TEST

START_TEST(hundreds_of_connections_stay_open)
{
	static struct client clients[KEEPALIVE];
	struct rlimit files;
	struct web *web = start();

	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &files), 0);
	/* One after the other: a busy machine's kernel drops what comes faster than it is taken. */
	for (int i = 0; i < KEEPALIVE; i++) {
		clients[i] = client_open(web_port(web));
		posts(&clients[i], "/echo", i);
		reads(&clients[i], i);
	}
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < KEEPALIVE; i++)
			posts(&clients[i], "/echo", i);
		for (int i = 0; i < KEEPALIVE; i++)
			reads(&clients[i], i);
	}
	for (int i = 0; i < KEEPALIVE; i++)
		client_close(&clients[i]);
	await_count(&shared.released, 3 * KEEPALIVE);
	stop(web);
}
END_TEST

START_TEST(connections_over_the_limit_wait_for_a_place)
{
	struct web_settings settings = default_settings();
	struct client clients[3];
	struct pollfd third = { .events = POLLIN };
	struct web *web;

	settings.threads = 1;
	settings.connection_limit = 2;
	web = start_with(&settings);
	for (size_t i = 0; i < 3; i++) {
		clients[i] = client_open(web_port(web));
		ck_assert(client_send(&clients[i], HOME));
		if (i < 2)
			ck_assert_uint_eq(reads_status(&clients[i]), 200);
	}
	third.fd = clients[2].socket;
	ck_assert_int_eq(poll(&third, 1, 100), 0);
	client_close(&clients[0]);
	ck_assert_uint_eq(reads_status(&clients[2]), 200);
	client_close(&clients[1]);
	client_close(&clients[2]);
	stop(web);
}
END_TEST

/* Sends one header byte every 200 ms until the server hangs up or `most` bytes were sent; returns how many. */
static int
trickle(const struct web *web, int most)
{
	struct client client = client_open(web_port(web));
	struct pollfd ended = { .fd = client.socket, .events = POLLIN };
	int sent = 0;

	ck_assert(client_send(&client, VIEW("GET / HTTP/1.1\r\nX-Slow: ")));
	while (sent < most && poll(&ended, 1, 200) == 0 && client_send(&client, VIEW("a")))
		sent++;
	client_close(&client);
	return sent;
}

START_TEST(an_idle_connection_is_closed)
{
	struct web_settings settings = default_settings();
	struct client client;
	struct web *web;

	settings.idle_seconds = 1;
	web = start_with(&settings);
	client = client_open(web_port(web));
	ck_assert(client_send(&client, HOME));
	ck_assert_uint_eq(reads_status(&client), 200);
	ck_assert(client_ends(&client));
	client_close(&client);
	stop(web);
}
END_TEST

START_TEST(a_request_that_trickles_is_cut_off_at_the_deadline)
{
	struct web_settings settings = default_settings();
	struct web *web;

	settings.idle_seconds = 1;
	settings.request_seconds = 2;
	web = start_with(&settings);
	ck_assert_int_lt(trickle(web, 50), 50);
	stop(web);
	/* The control: without the deadline the same client lives on, for it is never idle. */
	settings.request_seconds = 1000;
	web = start_with(&settings);
	ck_assert_int_eq(trickle(web, 25), 25);
	stop(web);
}
END_TEST

START_TEST(the_deadline_counts_anew_for_each_request)
{
	struct web_settings settings = default_settings();
	struct client client;
	struct pollfd pause;
	struct web *web;

	settings.request_seconds = 1;
	web = start_with(&settings);
	client = client_open(web_port(web));
	pause = (struct pollfd){ .fd = client.socket, .events = POLLIN };
	for (int i = 0; i < 8; i++) {
		ck_assert(client_send(&client, HOME));
		ck_assert_uint_eq(reads_status(&client), 200);
		ck_assert_int_eq(poll(&pause, 1, 250), 0);
	}
	client_close(&client);
	stop(web);
}
END_TEST

UNIT_MAIN("web_wait", a_waiting_request_is_answered_when_it_is_finished,
          a_request_may_be_finished_before_its_handler_returns,
          a_request_may_be_finished_at_the_moment_its_handler_returns,
          a_request_may_be_finished_between_its_handler_and_its_suspension,
          a_crowd_may_wait_at_once_and_each_gets_its_own_answer,
          a_reply_is_released_once_when_the_client_hangs_up_while_waiting,
          a_reply_is_released_once_when_the_client_hangs_up_in_the_middle,
          a_reply_is_released_once_when_the_server_stops_in_the_middle, a_large_reply_arrives_whole,
          resting_waits_until_the_last_reply_is_over, draining_lets_a_waiting_request_finish,
          draining_gives_up_after_its_time,
          stopping_a_server_that_was_never_asked_is_quick_and_null_is_harmless,
          a_port_in_use_is_its_own_error, an_address_that_is_none_is_refused,
          the_newer_kind_of_address_works_too, hundreds_of_connections_stay_open,
          connections_over_the_limit_wait_for_a_place, an_idle_connection_is_closed,
          a_request_that_trickles_is_cut_off_at_the_deadline, the_deadline_counts_anew_for_each_request)
