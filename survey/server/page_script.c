/* SPDX-License-Identifier: EUPL-1.2
 *
 * The browser's script and its words, from our own origin. The script is the same for everybody; the words are those
 * messages of a language that the script uses.
 */
#include "server.h"

#include <jansson.h>
#include <stdlib.h>

#include "resource.h"

enum web_verdict
page_script(struct web_request *request, struct web_reply *reply)
{
	(void)request;
	reply->status = 200;
	reply->content_type = "text/javascript; charset=utf-8";
	reply->pieces[0] = resource_find("survey.js");
	reply->piece_count = 1;
	return WEB_REPLY;
}

/* What looks like personal data: the same patterns as the server's own (personal.h). */
enum web_verdict
page_patterns(struct web_request *request, struct web_reply *reply)
{
	(void)request;
	reply->status = 200;
	reply->content_type = "application/json";
	reply->pieces[0] = resource_find("personal.json");
	reply->piece_count = 1;
	return WEB_REPLY;
}

static bool
is_for_script(struct view id)
{
	return view_starts(id, "script_") || view_starts(id, "error_") || view_starts(id, "personal_");
}

/* The messages for the script as one JSON object, in the arena. */
static struct view
script_words(const struct catalogue *catalogue, struct arena *arena)
{
	json_t *words = json_object();
	struct view id, message, copy;
	char *text;

	for (size_t n = 0; catalogue_each(catalogue, n, &id, &message); n++)
		if (is_for_script(id))
			json_object_setn_new(words, id.ptr, id.len, json_stringn(message.ptr, message.len));
	text = json_dumps(words, JSON_COMPACT | JSON_SORT_KEYS);
	copy = arena_copy(arena, view_of(text));
	free(text);
	json_decref(words);
	return copy;
}

enum web_verdict
page_words(struct web_request *request, struct web_reply *reply)
{
	const struct catalogue *catalogue = page_language(request, reply);

	if (catalogue == NULL)
		return WEB_REPLY;
	reply->status = 200;
	reply->content_type = "application/json";
	reply->pieces[0] = script_words(catalogue, request->arena);
	reply->piece_count = 1;
	return WEB_REPLY;
}
