/* SPDX-License-Identifier: EUPL-1.2
 *
 * The life of one request: its headers are judged, its body is gathered, its handler runs and perhaps waits for another
 * thread, its reply is sent, and everything it had is wiped and given back.
 */
#include "internal.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum {
	/* As deep as a handler goes, bytes: what it and all that it called left on the stack is wiped. */
	HANDLER_STACK = 32 * 1024,
	RETRY_SECONDS = 60,
};

static enum MHD_Result
send_reply(struct web_connection *connection)
{
	return web_send(connection) ? MHD_YES : MHD_NO;
}

static enum MHD_Result
refuse(struct web_connection *connection, unsigned status)
{
	struct web_reply *reply = &connection->reply;

	if (connection->ruling.poor)
		return MHD_queue_response(connection->mhd, status, connection->web->poor);
	*reply = (struct web_reply){ .status = status, .allow = connection->ruling.allow };
	connection->web->settings.refuse(&connection->request, reply);
	if (status == MHD_HTTP_SERVICE_UNAVAILABLE)
		reply->retry_after = RETRY_SECONDS;
	return send_reply(connection);
}

static bool
enter_handler(struct web *web)
{
	bool welcome;

	pthread_mutex_lock(&web->lock);
	welcome = !web->refusing;
	if (welcome)
		web->handlers++;
	pthread_mutex_unlock(&web->lock);
	return welcome;
}

static void
leave(struct web *web, unsigned *count)
{
	pthread_mutex_lock(&web->lock);
	(*count)--;
	pthread_cond_broadcast(&web->calm);
	pthread_mutex_unlock(&web->lock);
}

/* The reply may have come while the handler was still returning, or between any two lines here. */
static enum MHD_Result
wait_for_finish(struct web_connection *connection)
{
	struct MHD_Connection *mhd = connection->mhd;
	enum web_stage running = WEB_RUNNING;

	if (atomic_load(&connection->stage) == WEB_FINISHED)
		return send_reply(connection);
	MHD_suspend_connection(mhd);
	if (!atomic_compare_exchange_strong(&connection->stage, &running, WEB_SUSPENDED))
		MHD_resume_connection(mhd);
	return MHD_YES;
}

static enum MHD_Result
run_handler(struct web_connection *connection)
{
	struct web *web = connection->web;
	struct web_reply reply = { .status = 0 };
	enum web_verdict verdict;

	if (!enter_handler(web)) {
		connection->ruling.close = true;
		return refuse(connection, MHD_HTTP_SERVICE_UNAVAILABLE);
	}
	verdict = connection->ruling.route->handler(&connection->request, &reply);
	sodium_stackzero(reply.copy != NULL ? WEB_SHALLOW_STACK : HANDLER_STACK);
	leave(web, &web->handlers);
	if (verdict == WEB_WAIT)
		return wait_for_finish(connection);
	connection->reply = reply;
	return send_reply(connection);
}

/* A piece of the body; what it had is wiped where it came from. libmicrohttpd gives its own buffer, which nobody reads again
 * once a piece is taken, and gives that memory back as it is when the connection ends. */
static enum MHD_Result
take_upload(struct web_connection *connection, const char *upload, size_t *upload_len)
{
	size_t len = *upload_len;
	struct view *body = &connection->request.body;
	bool wanted = connection->ruling.status == 0, fits = len <= connection->ruling.body_len - body->len;

	if (wanted && connection->body == NULL && memory_is_short()) {
		connection->ruling.poor = true;
		connection->ruling.status = MHD_HTTP_SERVICE_UNAVAILABLE;
		wanted = false;
	}
	if (wanted && fits) {
		if (connection->body == NULL)
			connection->body = arena_alloc(&connection->arena, connection->ruling.body_len + 1);
		memcpy(connection->body + body->len, upload, len);
		*body = (struct view){ connection->body, body->len + len };
	}
	explicit_bzero((void *)(uintptr_t)upload, len);
	*upload_len = 0;
	return !wanted || fits ? MHD_YES : MHD_NO;
}

/* In the place that its connection has for it. */
static struct web_connection *
begin(struct web *web, struct MHD_Connection *mhd)
{
	struct web_peer *peer = web_peer_of(mhd);
	struct web_connection *connection = peer == NULL ? NULL : &peer->request;

	if (connection == NULL)
		return NULL;
	*connection = (struct web_connection){ .web = web, .peer = peer };
	connection->mhd = mhd;
	connection->request.arena = &connection->arena;
	connection->request.context = web->settings.context;
	connection->request.connection = connection;
	atomic_init(&connection->stage, WEB_RUNNING);
	pthread_mutex_lock(&web->lock);
	web->under_way++;
	pthread_mutex_unlock(&web->lock);
	return connection;
}

/* Called once with the headers, then with each piece of the body, then without a piece until a reply is queued. A
 * reply to the first call closes the connection, so only those that must are given there. */
enum MHD_Result
web_on_request(void *web, struct MHD_Connection *mhd, const char *url, const char *method,
               const char *version, const char *upload, size_t *upload_len, void **slot)
{
	struct web_connection *connection = *slot;

	if (connection == NULL) {
		connection = *slot = begin(web, mhd);
		if (connection == NULL)
			return MHD_NO;
		web_rule(connection, url, method, version);
		return connection->ruling.now ? refuse(connection, connection->ruling.status) : MHD_YES;
	}
	if (*upload_len > 0)
		return take_upload(connection, upload, upload_len);
	if (connection->ruling.status != 0)
		return refuse(connection, connection->ruling.status);
	if (atomic_load(&connection->stage) == WEB_FINISHED)
		return send_reply(connection);
	return run_handler(connection);
}

void
web_on_completed(void *cls, struct MHD_Connection *mhd, void **slot, enum MHD_RequestTerminationCode why)
{
	struct web *web = cls;
	struct web_connection *connection = *slot;

	(void)why, (void)mhd;
	if (connection == NULL)
		return;
	*slot = NULL;
	if (connection->reply.release != NULL)
		connection->reply.release(connection->reply.owner);
	if (connection->reply.copy != NULL)
		web_copy_return(connection->reply.copy);
	arena_release(&connection->arena);
	web_deadline_renew(connection->peer);
	explicit_bzero(connection, sizeof(*connection));
	leave(web, &web->under_way);
}

/* web_stop() waits for the finishers: once its connection is resumed, nothing else keeps `web` alive. */
void
web_finish(struct web_request *request, const struct web_reply *reply)
{
	struct web_connection *connection = request->connection;
	struct MHD_Connection *mhd = connection->mhd;
	struct web *web = connection->web;

	pthread_mutex_lock(&web->lock);
	web->finishers++;
	pthread_mutex_unlock(&web->lock);
	connection->reply = *reply;
	if (atomic_exchange(&connection->stage, WEB_FINISHED) == WEB_SUSPENDED)
		MHD_resume_connection(mhd);
	leave(web, &web->finishers);
}

struct view
web_header(const struct web_request *request, const char *name)
{
	struct view value = { NULL, 0 };

	if (request->connection == NULL)
		return value;
	MHD_lookup_connection_value_n(request->connection->mhd, MHD_HEADER_KIND, name, strlen(name),
	                              &value.ptr, &value.len);
	return value;
}
