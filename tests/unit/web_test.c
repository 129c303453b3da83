/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of include/web.h: what is served, what is refused, and with which headers. Waiting, draining and limits are in
 * web_wait_test.c.
 */
#include "web_server.h"

#define HOST "Host: h\r\n"
#define GET(path) VIEW("GET " path " HTTP/1.1\r\n" HOST "\r\n")
#define FORM "Content-Type: application/x-www-form-urlencoded\r\n"

static void
has_protective_headers(const struct answer *answer)
{
	ck_assert_header(answer, "Referrer-Policy: no-referrer");
	ck_assert_header(answer, "X-Content-Type-Options: nosniff");
	ck_assert_header(answer, "X-Frame-Options: DENY");
	ck_assert_header(answer, "Cross-Origin-Opener-Policy: same-origin");
	ck_assert_header(answer, "Cross-Origin-Embedder-Policy: require-corp");
	ck_assert_header(answer, "Cross-Origin-Resource-Policy: same-origin");
	ck_assert_ptr_nonnull(strstr(answer->head, "\r\nPermissions-Policy: "));
	ck_assert_ptr_nonnull(strstr(answer->head, "camera=()"));
	ck_assert_ptr_nonnull(strstr(answer->head, "microphone=()"));
	ck_assert_ptr_nonnull(strstr(answer->head, "geolocation=()"));
	ck_assert_ptr_null(strcasestr(answer->head, "\r\nServer:"));
	ck_assert_ptr_null(strcasestr(answer->head, "\r\nSet-Cookie:"));
}

START_TEST(every_reply_has_the_protective_headers)
{
	static const struct view requests[] = {
		{ "GET / HTTP/1.1\r\n" HOST "\r\n", 27 },
		{ "GET /redirect HTTP/1.1\r\n" HOST "\r\n", 35 },
		{ "GET /absent HTTP/1.1\r\n" HOST "\r\n", 33 },
		{ "PUT / HTTP/1.1\r\n" HOST "\r\n", 27 },
		{ "GET / HTTP/1.1\r\n\r\n", 18 },
	};
	static const unsigned expected[] = { 200, 303, 404, 405, 400 };
	struct answer answer = { .body = BUF_INIT };
	struct web *web = start();

	for (size_t i = 0; i < sizeof(requests) / sizeof(requests[0]); i++) {
		ck_assert_uint_eq(requests[i].len, strlen(requests[i].ptr));
		ask(web, requests[i], &answer, NULL);
		ck_assert_uint_eq(answer.status, expected[i]);
		has_protective_headers(&answer);
		ck_assert_ptr_nonnull(
		    strstr(answer.head, "\r\nContent-Security-Policy: default-src 'none'; "));
		ck_assert_header(&answer, "Cache-Control: no-store");
		ck_assert_header(&answer, "Content-Type: text/html; charset=utf-8");
	}
	buf_release(&answer.body);
	stop(web);
}
END_TEST

START_TEST(the_policy_allows_only_the_one_style_of_the_page)
{
	struct answer answer = { .body = BUF_INIT };
	struct web *web = start();

	ask(web, GET("/"), &answer, NULL);
	ck_assert_header(
	    &answer,
	    "Content-Security-Policy: default-src 'none'; style-src 'self' "
	    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; script-src 'self'; "
	    "connect-src 'self'; img-src 'self'; media-src 'self'; form-action 'self'; base-uri 'none'; "
	    "frame-ancestors 'none'");
	ck_assert_str_eq(answer.body.data, "<p>home</p>");
	ask(web, GET("/redirect"), &answer, NULL);
	ck_assert_header(
	    &answer,
	    "Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; "
	    "connect-src 'self'; img-src 'self'; media-src 'self'; form-action 'self'; base-uri 'none'; "
	    "frame-ancestors 'none'");
	buf_release(&answer.body);
	stop(web);
}
END_TEST

START_TEST(the_fields_of_a_reply_become_headers)
{
	struct answer answer = { .body = BUF_INIT };
	struct web *web = start();

	ask(web, GET("/redirect"), &answer, NULL);
	ck_assert_header(&answer, "Location: /done");
	ck_assert_header(&answer, "Clear-Site-Data: \"cache\"");
	ck_assert_header(&answer, "Retry-After: 60");
	ck_assert_uint_eq(answer.body.len, 0);
	ask(web, VIEW("GET /pieces HTTP/1.1\r\n" HOST "X-Test: three\r\n\r\n"), &answer, NULL);
	ck_assert_header(&answer, "Cache-Control: max-age=3600");
	ck_assert_header(&answer, "Content-Type: text/plain");
	ck_assert_str_eq(answer.body.data, "one two three");
	buf_release(&answer.body);
	stop(web);
}
END_TEST

START_TEST(head_is_get_without_the_body)
{
	struct answer answer = { .body = BUF_INIT };
	struct web *web = start();
	bool ended;

	ask(web, VIEW("HEAD / HTTP/1.1\r\n" HOST "\r\n"), &answer, &ended);
	ck_assert_uint_eq(answer.status, 200);
	ck_assert_header(&answer, "Content-Length: 11");
	ck_assert(!ended);
	buf_release(&answer.body);
	stop(web);
}
END_TEST

START_TEST(paths_choose_the_first_route_that_matches)
{
	struct answer answer = { .body = BUF_INIT };
	struct web *web = start();

	ask(web, GET("/x/first"), &answer, NULL);
	ck_assert_str_eq(answer.body.data, "<p>home</p>");
	ask(web, GET("/x/a%2fb?c=/d"), &answer, NULL);
	ck_assert_str_eq(answer.body.data, "/x/a%2fb a%2fb|");
	ask(web, GET("/x/1/y/22"), &answer, NULL);
	ck_assert_str_eq(answer.body.data, "/x/1/y/22 1|22");
	ask(web, VIEW("POST /x/first HTTP/1.1\r\n" HOST FORM "\r\n"), &answer, NULL);
	ck_assert_str_eq(answer.body.data, "/x/first first|");
	buf_release(&answer.body);
	stop(web);
}
END_TEST

START_TEST(a_path_without_a_route_is_not_found)
{
	struct answer answer = { .body = BUF_INIT };
	struct web *web = start();
	bool ended;

	ask(web, GET("/absent"), &answer, &ended);
	ck_assert_uint_eq(answer.status, 404);
	ck_assert_str_eq(answer.body.data, "refused 404 /absent");
	ck_assert(!ended);
	ck_assert_uint_eq(status_of(web, GET("/x/")), 404);
	ck_assert_uint_eq(status_of(web, GET("/x")), 404);
	ck_assert_uint_eq(status_of(web, GET("/x/a/")), 404);
	ck_assert_uint_eq(status_of(web, GET("/x/a/y/")), 404);
	ck_assert_uint_eq(status_of(web, GET("/%78/a")), 404);
	ck_assert_uint_eq(status_of(web, GET("//")), 404);
	ck_assert_uint_eq(status_of(web, VIEW("BREW /absent HTTP/1.1\r\n" HOST "\r\n")), 404);
	buf_release(&answer.body);
	stop(web);
}
END_TEST

START_TEST(a_method_without_a_route_is_told_which_there_are)
{
	struct answer answer = { .body = BUF_INIT };
	struct web *web = start();

	ask(web, VIEW("POST / HTTP/1.1\r\n" HOST FORM "Content-Length: 3\r\n\r\na=1"), &answer, NULL);
	ck_assert_uint_eq(answer.status, 405);
	ck_assert_header(&answer, "Allow: GET, HEAD");
	ask(web, GET("/echo"), &answer, NULL);
	ck_assert_uint_eq(answer.status, 405);
	ck_assert_header(&answer, "Allow: POST");
	ask(web, VIEW("DELETE /x/a HTTP/1.1\r\n" HOST "\r\n"), &answer, NULL);
	ck_assert_uint_eq(answer.status, 405);
	ck_assert_header(&answer, "Allow: GET, HEAD, POST");
	ck_assert_uint_eq(status_of(web, VIEW("get / HTTP/1.1\r\n" HOST "\r\n")), 405);
	ck_assert_uint_eq(status_of(web, VIEW("OPTIONS / HTTP/1.1\r\n" HOST "\r\n")), 405);
	buf_release(&answer.body);
	stop(web);
}
END_TEST

/* Each is answered with 400 and the end of the connection, and no handler runs. */
static const char *const malformed[] = {
	"GET / HTTP/1.1\r\n\r\n",
	"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
	"GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n",
	"GET / HTTP/1.1\r\nHost:\r\n\r\n",
	"GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
	"POST /echo HTTP/1.1\r\n" HOST FORM "Content-Length: 3\r\nContent-Length: 3\r\n\r\na=1",
	"POST /echo HTTP/1.1\r\n" HOST FORM "Content-Length: 3\r\nContent-Length: 4\r\n\r\na=12",
	"POST /echo HTTP/1.1\r\n" HOST FORM
	"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
	"POST /echo HTTP/1.1\r\n" HOST FORM
	"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
	"POST /echo HTTP/1.1\r\n" HOST FORM "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
	"POST /echo HTTP/1.1\r\n" HOST FORM "transfer-encoding: identity\r\n\r\n",
	"POST /echo HTTP/1.1\r\n" HOST FORM "Transfer-Encoding: xchunked\r\n\r\n",
	"POST /echo HTTP/1.1\r\n" HOST FORM "Content-Length : 3\r\n\r\na=1",
	"POST /echo HTTP/1.1\r\n" HOST FORM "Transfer-Encoding : chunked\r\n\r\n",
	"POST /echo HTTP/1.1\r\n" HOST FORM "Content-Length: -1\r\n\r\n",
	"POST /echo HTTP/1.1\r\n" HOST FORM "Content-Length: +3\r\n\r\na=1",
	"POST /echo HTTP/1.1\r\n" HOST FORM "Content-Length: 3,3\r\n\r\na=1",
	"POST /echo HTTP/1.1\r\n" HOST FORM "Content-Length: 0x3\r\n\r\na=1",
	"GET /\xc3\xa9 HTTP/1.1\r\n" HOST "\r\n",
	"GET /\x7f HTTP/1.1\r\n" HOST "\r\n",
	"GET /\x01 HTTP/1.1\r\n" HOST "\r\n",
	"GET / x HTTP/1.1\r\n" HOST "\r\n",
	"GET http://h/ HTTP/1.1\r\n" HOST "\r\n",
	"GET * HTTP/1.1\r\n" HOST "\r\n",
	"GET / HTTP/1.1\r\n" HOST "no colon\r\n\r\n",
};

START_TEST(malformed_requests_are_refused_and_the_connection_closed)
{
	struct answer answer = { .body = BUF_INIT };
	struct web *web = start();
	bool ended;

	for (size_t i = 0; i < sizeof(malformed) / sizeof(malformed[0]); i++) {
		struct client client = client_open(web_port(web));

		client_send(&client, view_of(malformed[i]));
		client_read(&client, false, &answer);
		ck_assert_msg(answer.status == 400, "%u for: %s", answer.status, malformed[i]);
		ck_assert_header(&answer, "Connection: close");
		ck_assert_ptr_null(strstr(answer.body.data != NULL ? answer.body.data : "", "home"));
		client_close(&client);
	}
	ck_assert_uint_eq(shared.handled, 0);
	ask(web, view_of(malformed[0]), &answer, &ended);
	ck_assert(ended);
	ck_assert_str_eq(answer.body.data, "refused 400 /");
	ask(web, view_of(malformed[6]), &answer, &ended);
	ck_assert(ended);
	buf_release(&answer.body);
	stop(web);
}
END_TEST

START_TEST(an_old_client_needs_no_host)
{
	struct answer answer = { .body = BUF_INIT };
	struct web *web = start();
	bool ended;

	ask(web, VIEW("GET / HTTP/1.0\r\n\r\n"), &answer, &ended);
	ck_assert_uint_eq(answer.status, 200);
	ck_assert(ended);
	buf_release(&answer.body);
	stop(web);
}
END_TEST

static unsigned
post_status(const struct web *web, const char *type)
{
	struct buf request = BUF_INIT;
	unsigned status;

	buf_printf(&request, "POST /echo HTTP/1.1\r\n" HOST "%sContent-Length: 3\r\n\r\na=1", type);
	status = status_of(web, buf_view(&request));
	buf_release(&request);
	return status;
}

START_TEST(only_plain_forms_are_taken)
{
	struct web *web = start();

	ck_assert_uint_eq(post_status(web, FORM), 200);
	ck_assert_uint_eq(
	    post_status(web, "Content-Type: Application/X-WWW-Form-Urlencoded;charset=utf-8\r\n"), 200);
	ck_assert_uint_eq(
	    post_status(web, "Content-Type: application/x-www-form-urlencoded ; charset=utf-8\r\n"), 200);
	ck_assert_uint_eq(shared.handled, 3);
	ck_assert_uint_eq(post_status(web, ""), 415);
	ck_assert_uint_eq(post_status(web, "Content-Type: multipart/form-data; boundary=x\r\n"), 415);
	ck_assert_uint_eq(post_status(web, "Content-Type: text/plain\r\n"), 415);
	ck_assert_uint_eq(post_status(web, "Content-Type: application/x-www-form-urlencodedx\r\n"), 415);
	ck_assert_uint_eq(post_status(web, "Content-Type: application/json\r\n"), 415);
	ck_assert_uint_eq(shared.handled, 3);
	stop(web);
}
END_TEST

static const struct {
	const char *headers;
	unsigned status;
} origins[] = {
	{ "", 200 },
	{ "Origin: http://h\r\n", 200 },
	{ "Origin: https://h\r\n", 200 },
	{ "Origin: https://H\r\nSec-Fetch-Site: same-origin\r\n", 200 },
	{ "Origin: null\r\n", 200 },
	{ "Origin: null\r\nSec-Fetch-Site: same-origin\r\n", 200 },
	{ "Sec-Fetch-Site: same-origin\r\n", 200 },
	{ "Sec-Fetch-Site: none\r\n", 200 },
	{ "Origin: null\r\nSec-Fetch-Site: cross-site\r\n", 403 },
	{ "Sec-Fetch-Site: cross-site\r\n", 403 },
	{ "Sec-Fetch-Site: same-site\r\n", 403 },
	{ "Sec-Fetch-Site: Same-Origin\r\n", 403 },
	{ "Origin: http://h\r\nSec-Fetch-Site: same-site\r\n", 403 },
	{ "Origin: http://evil\r\n", 403 },
	{ "Origin: http://evil\r\nSec-Fetch-Site: same-origin\r\n", 403 },
	{ "Origin: http://h:81\r\n", 403 },
	{ "Origin: http://h.evil\r\n", 403 },
	{ "Origin: http://evilh\r\n", 403 },
	{ "Origin: h\r\n", 403 },
	{ "Origin: ftp://h\r\n", 403 },
	{ "Origin:\r\n", 403 },
};

START_TEST(forms_of_other_sites_are_refused)
{
	struct buf request = BUF_INIT;
	struct web *web = start();
	unsigned good = 0;

	for (size_t i = 0; i < sizeof(origins) / sizeof(origins[0]); i++) {
		unsigned status = status_of(web, post(&request, "/echo", origins[i].headers, VIEW("a=1")));

		ck_assert_msg(status == origins[i].status, "%u for: %s", status, origins[i].headers);
		good += status == 200;
	}
	ck_assert_uint_eq(shared.handled, good);
	ck_assert_uint_eq(
	    status_of(web, VIEW("GET / HTTP/1.1\r\n" HOST "Sec-Fetch-Site: cross-site\r\n\r\n")), 200);
	buf_release(&request);
	stop(web);
}
END_TEST

/* A body of that many bytes, in memory of the caller's buf. */
static struct view
body_of(struct buf *buf, size_t len)
{
	buf_reset(buf);
	while (buf->len < len)
		buf_add_char(buf, (char)('a' + buf->len % 26));
	return buf_view(buf);
}

START_TEST(a_body_may_be_as_long_as_the_limit_and_no_longer)
{
	struct buf request = BUF_INIT, body = BUF_INIT;
	struct answer answer = { .body = BUF_INIT };
	struct web *web = start();
	bool ended;

	ask(web, post(&request, "/echo", "", body_of(&body, BODY_LIMIT)), &answer, &ended);
	ck_assert_uint_eq(answer.status, 200);
	ck_assert(view_equal(buf_view(&answer.body), buf_view(&body)));
	ck_assert(!ended);
	shared.handled = 0;
	ask(web, post(&request, "/echo", "", body_of(&body, BODY_LIMIT + 1)), &answer, &ended);
	ck_assert_uint_eq(answer.status, 413);
	ck_assert_uint_eq(shared.handled, 0);
	ck_assert_str_eq(answer.body.data, "refused 413 /echo");
	ck_assert(ended);
	ask(web, post(&request, "/echo", "", VIEW("")), &answer, &ended);
	ck_assert_uint_eq(answer.status, 200);
	ck_assert_uint_eq(answer.body.len, 0);
	ck_assert_uint_eq(status_of(web, VIEW("POST /echo HTTP/1.1\r\n" HOST FORM "\r\n")), 200);
	buf_release(&answer.body);
	buf_release(&body);
	buf_release(&request);
	stop(web);
}
END_TEST

START_TEST(a_huge_body_is_refused_before_it_is_sent)
{
	struct answer answer = { .body = BUF_INIT };
	struct web *web = start();

	ask(web, VIEW("POST /echo HTTP/1.1\r\n" HOST FORM "Content-Length: 9999999\r\n\r\n"), &answer, NULL);
	ck_assert_uint_eq(answer.status, 413);
	ck_assert_header(&answer, "Connection: close");
	ask(web,
	    VIEW("POST /echo HTTP/1.1\r\n" HOST FORM "Content-Length: 5000\r\nExpect: 100-continue\r\n\r\n"),
	    &answer, NULL);
	ck_assert_uint_eq(answer.status, 413);
	ask(web, VIEW("POST /echo HTTP/1.1\r\n" HOST FORM "Content-Length: 99999999999999999999999\r\n\r\n"),
	    &answer, NULL);
	ck_assert_uint_eq(answer.status, 413);
	buf_release(&answer.body);
	stop(web);
}
END_TEST

START_TEST(a_client_that_asks_first_is_told_to_continue)
{
	struct web *web = start();
	struct client client = client_open(web_port(web));
	struct answer answer = { .body = BUF_INIT };

	client_send(&client, VIEW("POST /echo HTTP/1.1\r\n" HOST FORM
	                          "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n"));
	client_read(&client, false, &answer);
	ck_assert_uint_eq(answer.status, 100);
	client_send(&client, VIEW("a=1"));
	client_read(&client, false, &answer);
	ck_assert_uint_eq(answer.status, 200);
	ck_assert_str_eq(answer.body.data, "a=1");
	client_close(&client);
	buf_release(&answer.body);
	stop(web);
}
END_TEST

START_TEST(a_request_may_come_byte_by_byte)
{
	struct buf request = BUF_INIT, body = BUF_INIT;
	struct answer answer = { .body = BUF_INIT };
	struct web *web = start();
	struct client client = client_open(web_port(web));
	struct view bytes = post(&request, "/echo", "", body_of(&body, 300));

	for (size_t i = 0; i < bytes.len; i++)
		ck_assert(client_send(&client, (struct view){ bytes.ptr + i, 1 }));
	client_read(&client, false, &answer);
	ck_assert_uint_eq(answer.status, 200);
	ck_assert(view_equal(buf_view(&answer.body), buf_view(&body)));
	client_close(&client);
	buf_release(&answer.body);
	buf_release(&body);
	buf_release(&request);
	stop(web);
}
END_TEST

START_TEST(pipelined_requests_are_answered_in_order)
{
	struct buf requests = BUF_INIT, one = BUF_INIT;
	struct answer answer = { .body = BUF_INIT };
	struct web *web = start();
	struct client client = client_open(web_port(web));
	char body[16];

	for (int i = 0; i < 100; i++) {
		snprintf(body, sizeof(body), "n=%d", i);
		buf_add_view(&requests, post(&one,
		                             i % 3 == 0   ? "/finished"
		                             : i % 7 == 0 ? "/absent"
		                                          : "/echo",
		                             "", view_of(body)));
	}
	ck_assert(client_send(&client, buf_view(&requests)));
	for (int i = 0; i < 100; i++) {
		client_read(&client, false, &answer);
		snprintf(body, sizeof(body), "n=%d", i);
		if (i % 3 != 0 && i % 7 == 0)
			ck_assert_uint_eq(answer.status, 404);
		else
			ck_assert_str_eq(answer.body.data, body);
	}
	client_close(&client);
	await_count(&shared.released, 100);
	buf_release(&answer.body);
	buf_release(&one);
	buf_release(&requests);
	stop(web);
}
END_TEST

START_TEST(a_body_with_get_is_ignored)
{
	struct answer answer = { .body = BUF_INIT };
	struct web *web = start();
	bool ended;

	ask(web, VIEW("GET / HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\nhello"), &answer, &ended);
	ck_assert_uint_eq(answer.status, 200);
	ck_assert(!ended);
	buf_release(&answer.body);
	stop(web);
}
END_TEST

START_TEST(nothing_is_ever_printed)
{
	FILE *printed = tmpfile();
	int out = dup(STDOUT_FILENO), err = dup(STDERR_FILENO);
	struct web *web;

	ck_assert_ptr_nonnull(printed);
	fflush(stdout);
	dup2(fileno(printed), STDOUT_FILENO);
	dup2(fileno(printed), STDERR_FILENO);
	web = start();
	for (size_t i = 0; i < sizeof(malformed) / sizeof(malformed[0]); i++)
		status_of(web, view_of(malformed[i]));
	status_of(web, VIEW("\x16\x03\x01\x02 not http at all\r\n\r\n"));
	stop(web);
	fflush(stdout);
	dup2(out, STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	ck_assert_int_eq(fseek(printed, 0, SEEK_END), 0);
	ck_assert_int_eq(ftell(printed), 0);
	fclose(printed);
	close(out);
	close(err);
}
END_TEST

UNIT_MAIN("web", every_reply_has_the_protective_headers, the_policy_allows_only_the_one_style_of_the_page,
          the_fields_of_a_reply_become_headers, head_is_get_without_the_body,
          paths_choose_the_first_route_that_matches, a_path_without_a_route_is_not_found,
          a_method_without_a_route_is_told_which_there_are,
          malformed_requests_are_refused_and_the_connection_closed, an_old_client_needs_no_host,
          only_plain_forms_are_taken, forms_of_other_sites_are_refused,
          a_body_may_be_as_long_as_the_limit_and_no_longer, a_huge_body_is_refused_before_it_is_sent,
          a_client_that_asks_first_is_told_to_continue, a_request_may_come_byte_by_byte,
          pipelined_requests_are_answered_in_order, a_body_with_get_is_ignored, nothing_is_ever_printed)
