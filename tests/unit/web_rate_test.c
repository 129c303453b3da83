/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of how many requests a web server takes: web_settings.request_rate and form_rate. What passes in a second passes in
 * a test that is slow too, so the expected number follows from the time that it took.
 */
#include "web_server.h"

#include <limits.h>

#include "survey/web/internal.h"

#define HOME VIEW("GET / HTTP/1.1\r\nHost: h\r\n\r\n")

static int64_t
milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* How many places there are until there is none, and at most `most`. */
static unsigned
empty(struct web_bucket *bucket, unsigned most)
{
	unsigned count = 0;

	while (count < most && web_bucket_take(bucket))
		count++;
	return count;
}

START_TEST(ten_seconds_worth_may_come_at_once_and_no_more)
{
	static const unsigned rates[] = { 1, 3, 50, 1000 };

	for (size_t i = 0; i < sizeof(rates) / sizeof(rates[0]); i++) {
		struct web_bucket bucket;
		int64_t begin = milliseconds();
		unsigned taken;

		web_bucket_init(&bucket, rates[i]);
		taken = empty(&bucket, UINT_MAX);
		ck_assert_uint_ge(taken, rates[i] * WEB_BURST_SECONDS);
		ck_assert_uint_le(taken, rates[i] * WEB_BURST_SECONDS +
		                             (unsigned)((milliseconds() - begin + 1) * rates[i] / 1000) + 1);
	}
}
END_TEST

START_TEST(places_come_back_at_the_rate)
{
	struct web_bucket bucket;
	struct timespec pause = { .tv_nsec = 300000000 };
	int64_t begin;
	unsigned taken;

	web_bucket_init(&bucket, 100);
	empty(&bucket, UINT_MAX);
	begin = milliseconds();
	nanosleep(&pause, NULL);
	taken = empty(&bucket, UINT_MAX);
	ck_assert_uint_ge(taken, 29);
	ck_assert_uint_le(taken, (unsigned)(milliseconds() - begin + 1) / 10 + 2);
}
END_TEST

START_TEST(without_a_rate_there_is_no_limit)
{
	struct web_bucket bucket;

	web_bucket_init(&bucket, 0);
	ck_assert_uint_eq(empty(&bucket, 100000), 100000);
}
END_TEST

static void *
take_all(void *argument)
{
	static unsigned counts[4];
	static atomic_uint next;
	unsigned *count = &counts[atomic_fetch_add(&next, 1)];

	*count = empty(argument, UINT_MAX);
	return count;
}

START_TEST(threads_share_the_places)
{
	struct web_bucket bucket;
	pthread_t threads[4];
	int64_t begin = milliseconds();
	unsigned taken = 0;

	web_bucket_init(&bucket, 2000);
	for (size_t i = 0; i < 4; i++)
		ck_assert_int_eq(pthread_create(&threads[i], NULL, take_all, &bucket), 0);
	for (size_t i = 0; i < 4; i++) {
		void *count;

		pthread_join(threads[i], &count);
		taken += *(unsigned *)count;
	}
	ck_assert_uint_ge(taken, 20000);
	ck_assert_uint_le(taken, 20000 + (unsigned)(milliseconds() - begin + 1) * 2 + 1);
}
END_TEST

START_TEST(forms_over_the_rate_are_refused_and_pages_are_not)
{
	struct web_settings settings = default_settings();
	struct answer answer = { .body = BUF_INIT };
	struct buf form = BUF_INIT;
	struct web *web;
	unsigned taken = 0;
	int64_t begin = milliseconds();

	settings.form_rate = 2;
	web = start_with(&settings);
	post(&form, "/echo", "", VIEW("a=1"));
	do {
		ask(web, buf_view(&form), &answer, NULL);
		taken += answer.status == 200;
	} while (answer.status == 200);
	ck_assert_uint_eq(answer.status, 503);
	ck_assert_header(&answer, "Retry-After: 60");
	ck_assert_header(&answer, "Referrer-Policy: no-referrer");
	ck_assert_str_eq(answer.body.data, "refused 503 /echo");
	ck_assert_uint_eq(shared.handled, taken);
	ck_assert_uint_ge(taken, 20);
	ck_assert_uint_le(taken, 20 + (unsigned)(milliseconds() - begin + 1) / 500 + 1);
	ck_assert_uint_eq(status_of(web, HOME), 200);
	buf_release(&form);
	buf_release(&answer.body);
	stop(web);
}
END_TEST

START_TEST(requests_over_the_rate_are_refused_whatever_they_are)
{
	struct web_settings settings = default_settings();
	struct client client;
	struct answer answer = { .body = BUF_INIT };
	struct web *web;
	unsigned taken = 0;

	settings.request_rate = 1;
	web = start_with(&settings);
	client = client_open(web_port(web));
	do {
		ck_assert(client_send(&client, HOME));
		client_read(&client, false, &answer);
		taken += answer.status == 200;
	} while (answer.status == 200 && taken < 1000);
	ck_assert_uint_eq(answer.status, 503);
	ck_assert_uint_ge(taken, 10);
	/* The connection stays: a refusal costs nobody a new one. */
	ck_assert(client_send(&client, VIEW("GET /absent HTTP/1.1\r\nHost: h\r\n\r\n")));
	client_read(&client, false, &answer);
	ck_assert(answer.status == 503 || answer.status == 404);
	client_close(&client);
	buf_release(&answer.body);
	stop(web);
}
END_TEST

UNIT_MAIN("web_rate", ten_seconds_worth_may_come_at_once_and_no_more, places_come_back_at_the_rate,
          without_a_rate_there_is_no_limit, threads_share_the_places,
          forms_over_the_rate_are_refused_and_pages_are_not,
          requests_over_the_rate_are_refused_whatever_they_are)
