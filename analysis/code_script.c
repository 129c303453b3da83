/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis code script`: many decisions out of one file: code_verbs.h.
 */
#include "code_verbs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "progress.h"

enum { SCRIPT_LIMIT = 64 << 20 };

static bool
read_wish(const struct verb_call *call, const json_t *object, struct wish *wish)
{
	const json_t *kind = json_object_get(object, "kind"), *subject = json_object_get(object, "subject"),
	             *part = json_object_get(object, "part"), *value = json_object_get(object, "value");

	if (!json_is_string(kind) || !json_is_string(subject) || !json_is_string(value) ||
	    (part != NULL && !json_is_string(part)) ||
	    !decision_kind_find(view_of(json_string_value(kind)), &wish->kind))
		return false;
	wish->subject =
	    code_subject(call, (struct view){ json_string_value(subject), json_string_length(subject) });
	wish->part =
	    part == NULL ? VIEW("") : (struct view){ json_string_value(part), json_string_length(part) };
	wish->value = (struct view){ json_string_value(value), json_string_length(value) };
	return true;
}

/* One line is one action: an object, or a list of them. */
static bool
run_line(struct verb_call *call, struct view line, size_t *made, struct error *err)
{
	json_t *value = json_loadb(line.ptr, line.len, JSON_REJECT_DUPLICATES, NULL);
	size_t count = json_is_array(value) ? json_array_size(value) : 1, new = 0;
	struct wish *wishes = xcalloc(count, sizeof(*wishes));
	bool good = true;

	for (size_t i = 0; good && i < count; i++)
		good = read_wish(call, json_is_array(value) ? json_array_get(value, i) : value, &wishes[i]) ||
		       fail(err, ERROR_INVALID, "not {\"kind\":…,\"subject\":…,\"part\":…,\"value\":…}");
	good = good && coding_decide(call->coding, call->viewer.coder, wishes, count, &new, err);
	*made += new;
	free(wishes);
	json_decref(value);
	return good;
}

static size_t
count_lines(struct view text)
{
	size_t lines = 0;

	for (size_t i = 0; i < text.len; i++)
		lines += text.ptr[i] == '\n';
	return lines;
}

/* Stops at the first line that is refused; what stood above it is decided. */
bool
code_script(struct verb_call *call, struct error *err)
{
	struct buf content = BUF_INIT;
	struct progress progress;
	struct view rest;
	size_t made = 0, number = 0;
	bool good = buf_read_file(&content, call->arguments[0], SCRIPT_LIMIT, err);

	rest = buf_view(&content);
	progress = progress_start(call->command, "lines", count_lines(rest), false);
	while (good && rest.len > 0) {
		struct view line = view_trim(view_cut(&rest, '\n'));
		struct error why = ERROR_INIT;

		number++;
		good = line.len == 0 || run_line(call, line, &made, &why) ||
		       fail(err, why.code, "%s:%zu: %s", call->arguments[0], number, why.text);
		progress_add(&progress, 1);
	}
	progress_end(&progress);
	if (made > 0 || good)
		printf("%zu decision%s\n", made, made == 1 ? "" : "s");
	buf_release(&content);
	return good;
}
