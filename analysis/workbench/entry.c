/* SPDX-License-Identifier: EUPL-1.2
 *
 * Who may come in: entry.h.
 */
#include "entry.h"

#include <sodium.h>

#include "pages.h"

/* Compared in a time that says nothing about how much of it is right. */
static bool
is_secret(struct view typed, const char *secret)
{
	return typed.len == SECRET_TEXT - 1 && secret[0] != '\0' &&
	       sodium_memcmp(typed.ptr, secret, SECRET_TEXT - 1) == 0;
}

/* A name that leads to 127.0.0.1 is not enough (DNS rebinding): it must be the very address we gave. */
static bool
is_our_host(const struct workbench *workbench, const struct web_request *request)
{
	struct view host = web_header(request, "Host");

	return view_is(host, workbench->hosts[0]) || view_is(host, workbench->hosts[1]);
}

/* Where a request comes from. A page of ours says so by Sec-Fetch-Site, which no page can set; a browser without that by Origin. Only
 * the first address may come from elsewhere: it is what the terminal printed. */
static bool
is_our_page(const struct workbench *workbench, const struct web_request *request)
{
	struct view site = web_header(request, "Sec-Fetch-Site"), origin = web_header(request, "Origin");

	if (site.len > 0 && !view_is(site, "same-origin") && !view_is(site, "none"))
		return false;
	if (origin.len > 0 && !view_is(origin, "null")) {
		struct view host = { origin.ptr + 7, origin.len - 7 };

		return view_starts(origin, "http://") &&
		       (view_is(host, workbench->hosts[0]) || view_is(host, workbench->hosts[1]));
	}
	return request->method == WEB_GET || site.len > 0;
}

static void
refuse(struct visit *visit, unsigned status)
{
	visit->reply->status = status;
	workbench_refuse(visit->request, visit->reply);
}

/* The ticket for the secret, once. */
static void
exchange(struct visit *visit)
{
	struct workbench *workbench = visit->workbench;

	if (!is_secret(visit->request->parts[1], workbench->ticket)) {
		refuse(visit, 403);
		return;
	}
	sodium_memzero(workbench->ticket, sizeof(workbench->ticket));
	workbench->last = workbench_now();
	visit_go(visit, workbench->blind ? "coding/1" : "mentions/2/1");
}

static void
run_page(struct visit *visit)
{
	struct web_request *request = visit->request;
	const struct page_line *line = pages_find(request->method, request->parts[1]);
	struct error err = ERROR_INIT;

	if (visit->workbench->coding != NULL)
		workbench_refresh(visit->workbench);
	if (line == NULL)
		visit_absent(visit);
	else if (visit->workbench->coding == NULL && !line->locked)
		bench_locked(visit);
	else if (visit->workbench->blind && line->sighted)
		bench_blind(visit);
	else if (request->method == WEB_POST && !form_parse(request->body, visit->arena, &visit->form, &err))
		refuse(visit, 400);
	else
		line->run(visit);
}

static enum web_verdict
enter(struct web_request *request, struct web_reply *reply)
{
	struct workbench *workbench = request->context;
	struct visit visit = { .workbench = workbench,
		               .request = request,
		               .reply = reply,
		               .arena = request->arena,
		               .one = request->parts[2],
		               .two = request->parts[3] };
	bool ours;

	pthread_mutex_lock(&workbench->lock);
	ours = is_our_host(workbench, request) && is_our_page(workbench, request);
	if (ours && view_is(request->parts[0], "open")) {
		exchange(&visit);
	} else if (ours && is_secret(request->parts[0], workbench->secret)) {
		workbench->last = workbench_now();
		run_page(&visit);
	} else {
		refuse(&visit, 403);
	}
	pthread_mutex_unlock(&workbench->lock);
	return WEB_REPLY;
}

const struct web_route entry_routes[] = {
	{ WEB_GET, "/*/*", enter },
	{ WEB_POST, "/*/*", enter },
	{ WEB_GET, "/*/*/*", enter },
	{ WEB_POST, "/*/*/*", enter },
	{ WEB_GET, "/*/*/*/*", enter },
	{ WEB_POST, "/*/*/*/*", enter },
	{ .path = NULL },
};
