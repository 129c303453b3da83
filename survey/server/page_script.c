/* SPDX-License-Identifier: EUPL-1.2
 *
 * The browser's script and its words, from our own origin. The script is the same for everybody; the words are those
 * messages of a language that the script uses. All of it is made once for a site.
 */
#include "server.h"

#include <jansson.h>
#include <stdlib.h>

#include "resource.h"

/* By catalogue. */
struct scripts {
	struct web_prepared *script, *patterns;
	struct web_prepared **words; /* owned */
	size_t word_count;
};

static bool
is_for_script(struct view id)
{
	return view_starts(id, "script_") || view_starts(id, "error_") || view_starts(id, "personal_");
}

static struct web_prepared *
prepare(const char *content_type, struct view body)
{
	const struct web_reply reply = {
		.status = 200, .content_type = content_type, .pieces = { body }, .piece_count = 1
	};

	return web_prepared_new(&reply, 0, 0);
}

/* The messages for the script as one JSON object. */
static struct web_prepared *
prepare_words(const struct catalogue *catalogue)
{
	json_t *words = json_object();
	struct web_prepared *prepared;
	struct view id, message;
	char *text;

	for (size_t n = 0; catalogue_each(catalogue, n, &id, &message); n++)
		if (is_for_script(id))
			json_object_setn_new(words, id.ptr, id.len, json_stringn(message.ptr, message.len));
	text = json_dumps(words, JSON_COMPACT | JSON_SORT_KEYS);
	prepared = prepare("application/json", view_of(text));
	free(text);
	json_decref(words);
	return prepared;
}

struct scripts *
scripts_new(void)
{
	struct scripts *scripts = xcalloc(1, sizeof(*scripts));
	const struct catalogue *catalogue;

	scripts->script = prepare("text/javascript; charset=utf-8", resource_find("survey.js"));
	/* What looks like personal data: the same patterns as the server's own (personal.h). */
	scripts->patterns = prepare("application/json", resource_find("personal.json"));
	while ((catalogue = catalogue_at(scripts->word_count)) != NULL) {
		scripts->words = xrealloc(scripts->words, scripts->word_count + 1, sizeof(*scripts->words));
		scripts->words[scripts->word_count++] = prepare_words(catalogue);
	}
	return scripts;
}

void
scripts_free(struct scripts *scripts)
{
	if (scripts == NULL)
		return;
	for (size_t i = 0; i < scripts->word_count; i++)
		web_prepared_free(scripts->words[i]);
	free(scripts->words);
	web_prepared_free(scripts->script);
	web_prepared_free(scripts->patterns);
	free(scripts);
}

enum web_verdict
page_script(struct web_request *request, struct web_reply *reply)
{
	struct server *server = request->context;
	struct site *site = server_acquire(server);

	web_reply_prepared(request, reply, site->scripts->script, VIEW(""));
	server_release(server, site);
	return WEB_REPLY;
}

enum web_verdict
page_patterns(struct web_request *request, struct web_reply *reply)
{
	struct server *server = request->context;
	struct site *site = server_acquire(server);

	web_reply_prepared(request, reply, site->scripts->patterns, VIEW(""));
	server_release(server, site);
	return WEB_REPLY;
}

enum web_verdict
page_words(struct web_request *request, struct web_reply *reply)
{
	struct server *server = request->context;
	const struct catalogue *catalogue = page_language(request, reply);
	struct site *site;
	size_t n = 0;

	if (catalogue == NULL)
		return WEB_REPLY;
	while (catalogue_at(n) != catalogue)
		n++;
	site = server_acquire(server);
	web_reply_prepared(request, reply, site->scripts->words[n], VIEW(""));
	server_release(server, site);
	return WEB_REPLY;
}
