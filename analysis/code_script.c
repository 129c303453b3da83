/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis code script`: many decisions out of one file: code_verbs.h.
 */
#include "code_verbs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "problems.h"
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

/* Each line builds on those above it. A line that is refused does not end the reading: all problems are told at once. */
static size_t
run_lines(struct verb_call *call, struct view rest, struct problems *problems)
{
	struct progress progress = progress_start(call->command, "lines", count_lines(rest), false);
	size_t made = 0;

	for (unsigned number = 1; rest.len > 0; number++) {
		struct view line = view_trim(view_cut(&rest, '\n'));
		struct error why = ERROR_INIT;

		if (line.len > 0 && !run_line(call, line, &made, &why))
			problems_add(problems, SEVERITY_ERROR, call->arguments[0], number, 1, "%s", why.text);
		progress_add(&progress, 1);
	}
	progress_end(&progress);
	return made;
}

bool
code_script(struct verb_call *call, struct error *err)
{
	struct problems problems = PROBLEMS_INIT;
	struct buf content = BUF_INIT;
	size_t made;
	bool good = false;

	if (!buf_read_file(&content, call->arguments[0], SCRIPT_LIMIT, err))
		goto out;
	coding_gather(call->coding);
	made = run_lines(call, buf_view(&content), &problems);
	problems_print(&problems, stderr);
	if (problems.errors > 0)
		fail(err, ERROR_INVALID, "%s: nothing was decided, because of %zu line%s", call->arguments[0],
		     problems.errors, problems.errors == 1 ? "" : "s");
	else
		good = coding_keep(call->coding, err);
	if (good)
		printf("%zu decision%s\n", made, made == 1 ? "" : "s");
out:
	problems_release(&problems);
	buf_release(&content);
	return good;
}
