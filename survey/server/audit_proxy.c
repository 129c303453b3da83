/* SPDX-License-Identifier: EUPL-1.2
 *
 * The configuration of the nginx before the server: audit.h. Read word by word as nginx does (quotes, comments, semicolons and
 * braces), which is enough to see every directive that could keep or pass on who somebody is.
 */
#include "audit.h"

#include <string.h>
#include <strings.h>

#include "text.h"

enum { WORDS_MAX = 32, CONFIGURATION_MAX = 1 << 20 };

/* One directive: its name and arguments. */
struct directive {
	struct view words[WORDS_MAX];
	size_t count;
};

/* What was seen in the whole file. */
struct seen {
	struct audit *audit;
	const char *path;
	bool access_log, error_log, temporary_files;
};

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The next word; one that ends a directive is ";", "{" or "}". Empty at the end. */
static struct view
next_word(struct view *rest)
{
	struct view word;
	size_t length = 0;

	while (rest->len > 0 && (is_space(rest->ptr[0]) || rest->ptr[0] == '#')) {
		size_t skip = 1;

		while (rest->ptr[0] == '#' && skip < rest->len && rest->ptr[skip] != '\n')
			skip++;
		*rest = (struct view){ rest->ptr + skip, rest->len - skip };
	}
	if (rest->len > 0 && strchr(";{}", rest->ptr[0]) != NULL) {
		length = 1;
	} else if (rest->len > 0 && (rest->ptr[0] == '"' || rest->ptr[0] == '\'')) {
		for (length = 1; length < rest->len && rest->ptr[length] != rest->ptr[0]; length++)
			length += rest->ptr[length] == '\\' && length + 1 < rest->len;
		length += length < rest->len;
	} else {
		while (length < rest->len && !is_space(rest->ptr[length]) &&
		       strchr(";{", rest->ptr[length]) == NULL)
			length++;
	}
	word = (struct view){ rest->ptr, length };
	*rest = (struct view){ rest->ptr + length, rest->len - length };
	return word;
}

/* A word without its quotes. */
static struct view
unquoted(struct view word)
{
	return word.len >= 2 && (word.ptr[0] == '"' || word.ptr[0] == '\'')
	         ? (struct view){ word.ptr + 1, word.len - 2 }
	         : word;
}

static bool
argument_is(const struct directive *directive, size_t at, const char *text)
{
	return at < directive->count && view_is(unquoted(directive->words[at]), text);
}

/* Whether any argument has one of the variables that say who asks. */
static bool
tells_who(const struct directive *directive)
{
	static const char *const variables[] = {
		"$remote_addr",        "$binary_remote_addr",
		"$realip_remote_addr", "$proxy_add_x_forwarded_for",
		"$remote_port",        "$http_user_agent",
		"$http_referer",       "$http_x_forwarded_for",
		"$http_cookie",        "$msec",
		"$time_iso8601",       "$time_local",
		"$request_id",         "$ssl_session_id",
		"$ssl_client",         "$connection",
	};
	bool found = false;

	for (size_t w = 1; w < directive->count; w++)
		for (size_t v = 0; v < sizeof(variables) / sizeof(variables[0]); v++)
			found = found || memmem(directive->words[w].ptr, directive->words[w].len,
			                        variables[v], strlen(variables[v])) != NULL;
	return found;
}

/* The directive as people wrote it, for messages. */
static struct view
first_argument(const struct directive *directive)
{
	return directive->count > 1 ? directive->words[1] : VIEW("");
}

static void
check_access_log(struct seen *seen, const struct directive *directive)
{
	seen->access_log = true;
	if (argument_is(directive, 1, "off"))
		audit_line(seen->audit, AUDIT_GOOD, "%s: an access_log is off", seen->path);
	else
		audit_line(seen->audit, AUDIT_WRONG, "%s: access_log %.*s keeps who asked for what, and when",
		           seen->path, VIEW_ARGS(first_argument(directive)));
}

static void
check_error_log(struct seen *seen, const struct directive *directive)
{
	seen->error_log = true;
	if (argument_is(directive, 1, "/dev/null") || argument_is(directive, 2, "emerg"))
		audit_line(seen->audit, AUDIT_GOOD, "%s: an error_log has no addresses", seen->path);
	else
		audit_line(
		    seen->audit, AUDIT_WRONG,
		    "%s: error_log %.*s keeps addresses with its messages; use /dev/null or the level emerg",
		    seen->path, VIEW_ARGS(first_argument(directive)));
}

static void
check_include(struct seen *seen, const struct directive *directive)
{
	if (!argument_is(directive, 1, "mime.types") && !argument_is(directive, 1, "/etc/nginx/mime.types"))
		audit_line(seen->audit, AUDIT_LOOK,
		           "%s: includes %.*s, which was not looked at: audit it too", seen->path,
		           VIEW_ARGS(first_argument(directive)));
}

static void
check_temporary_files(struct seen *seen, const struct directive *directive)
{
	seen->temporary_files = !argument_is(directive, 1, "0");
}

static void
check_off(struct seen *seen, const struct directive *directive)
{
	if (!argument_is(directive, 1, "off"))
		audit_line(seen->audit, AUDIT_WRONG, "%s: %.*s writes what people send or see to disk",
		           seen->path, VIEW_ARGS(directive->words[0]));
}

static void
ignore(struct seen *seen, const struct directive *directive)
{
	(void)seen;
	(void)directive;
}

static void
check_who(struct seen *seen, const struct directive *directive)
{
	if (tells_who(directive))
		audit_line(seen->audit, AUDIT_WRONG, "%s: %.*s passes on who asks, or when", seen->path,
		           VIEW_ARGS(directive->words[0]));
}

static void
check_directive(struct seen *seen, const struct directive *directive)
{
	static const struct {
		const char *name;
		void (*check)(struct seen *seen, const struct directive *directive);
	} checks[] = {
		{ "access_log", check_access_log },
		{ "error_log", check_error_log },
		{ "include", check_include },
		{ "proxy_max_temp_file_size", check_temporary_files },
		{ "client_body_in_file_only", check_off },
		{ "proxy_cache", check_off },
		{ "log_format", ignore }, /* without an access_log nobody uses it */
	};
	void (*check)(struct seen * seen, const struct directive *directive) = check_who;

	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++)
		if (view_is(directive->words[0], checks[i].name))
			check = checks[i].check;
	check(seen, directive);
}

void
audit_proxy(struct audit *audit, const char *path)
{
	struct seen seen = { audit, path, false, false, true };
	struct buf text = BUF_INIT;
	struct error err = ERROR_INIT;
	struct directive directive = { .count = 0 };
	struct view rest, word;

	if (!buf_read_file(&text, path, CONFIGURATION_MAX, &err)) {
		audit_line(audit, AUDIT_WRONG, "%s", err.text);
	} else {
		rest = buf_view(&text);
		for (word = next_word(&rest); word.len > 0; word = next_word(&rest)) {
			if (!view_is(word, ";") && !view_is(word, "{") && !view_is(word, "}")) {
				if (directive.count < WORDS_MAX)
					directive.words[directive.count++] = word;
				continue;
			}
			if (directive.count > 0)
				check_directive(&seen, &directive);
			directive.count = 0;
		}
		if (!seen.access_log)
			audit_line(audit, AUDIT_WRONG,
			           "%s: has no \"access_log off;\", and nginx keeps a log unless told not to",
			           path);
		if (!seen.error_log)
			audit_line(audit, AUDIT_WRONG,
			           "%s: has no error_log, and nginx's own keeps addresses; use /dev/null or "
			           "the level emerg",
			           path);
		if (seen.temporary_files)
			audit_line(audit, AUDIT_WRONG,
			           "%s: pages that come back with answers can go to a temporary file; set "
			           "\"proxy_max_temp_file_size 0;\"",
			           path);
	}
	buf_release(&text);
}
