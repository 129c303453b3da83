/* SPDX-License-Identifier: EUPL-1.2
 *
 * A recording of a question, read aloud (recordings.h): from the file, at each request. Recordings are seldom asked for, and
 * larger than all pages together.
 */
#include "server.h"

#include "recordings.h"

/* What is looked for, and the questionnaire's file that names it. */
struct search {
	struct view name;
	bool found;
};

static bool
is_it(void *context, struct view name, unsigned line, unsigned column)
{
	struct search *search = context;

	(void)line;
	(void)column;
	search->found = search->found || view_equal(name, search->name);
	return true;
}

/* /recordings/NAME: only what a questionnaire names. */
enum web_verdict
page_recording(struct web_request *request, struct web_reply *reply)
{
	struct server *server = request->context;
	struct site *site = server_acquire(server);
	struct search search = { .name = request->parts[0] };
	struct buf sound = BUF_INIT;
	struct error err = ERROR_INIT;
	const char *path = "";

	for (size_t i = 0; i < site->count && !search.found; i++) {
		recordings_each(site->list[i]->questionnaire, is_it, &search);
		path = site->list[i]->path;
	}
	if (search.found && recording_read(path, search.name, &sound, &err)) {
		reply->status = 200;
		reply->content_type = recording_type(search.name);
		reply->pieces[0] = arena_copy(request->arena, buf_view(&sound));
		reply->piece_count = 1;
	} else {
		reply->status = 404;
		server_refuse(request, reply);
	}
	buf_release(&sound);
	server_release(server, site);
	return WEB_REPLY;
}
