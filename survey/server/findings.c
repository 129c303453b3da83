/* SPDX-License-Identifier: EUPL-1.2
 *
 * Publishing a report and reading it back: findings.h. The policy that the page is served with stops scripts and requests
 * elsewhere too; the check is there so that a mistake is noticed by who publishes, not by who reads.
 */
#include "findings.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "unicode.h"

static const char style_start[] = "<style>", style_end[] = "</style>";

static void
location(const char *data, char path[PATH_MAX])
{
	snprintf(path, PATH_MAX, "%s/" FINDINGS_FILE_NAME, data);
}

/* Where a text stands, in small or large letters; NULL when nowhere. */
static const char *
find(struct view html, const char *text)
{
	size_t length = strlen(text);

	for (size_t i = 0; i + length <= html.len; i++)
		if (strncasecmp(html.ptr + i, text, length) == 0)
			return html.ptr + i;
	return NULL;
}

static bool
stands_once(struct view html, const char *text)
{
	const char *first = find(html, text);

	return first != NULL &&
	       find((struct view){ first + 1, html.len - (size_t)(first + 1 - html.ptr) }, text) == NULL;
}

bool
findings_check(struct view html, struct error *err)
{
	static const char *const forbidden[] = {
		"<script",     "<iframe",    "<object",  "<embed",  "<form", "<link",           "<base",
		"javascript:", "src=\"http", "src=\"//", "@import", "url(",  "<meta http-equiv"
	};

	if (!unicode_valid(html) || find(html, "<!doctype html>") != html.ptr || html.ptr == NULL)
		return fail(err, ERROR_INVALID, "this is no HTML page in UTF-8");
	for (size_t i = 0; i < sizeof(forbidden) / sizeof(forbidden[0]); i++)
		if (find(html, forbidden[i]) != NULL)
			return fail(err, ERROR_INVALID, "the page has %s in it, which a report never has",
			            forbidden[i]);
	if (!stands_once(html, style_start) || !stands_once(html, style_end))
		return fail(err, ERROR_INVALID,
		            "the page does not have exactly one <style>, as a report has");
	return true;
}

bool
findings_publish(const char *data, struct view html, struct error *err)
{
	char path[PATH_MAX];

	location(data, path);
	return file_write(path, html, 0600, true, err);
}

bool
findings_remove(const char *data, struct error *err)
{
	char path[PATH_MAX];

	location(data, path);
	if (unlink(path) == 0)
		return true;
	return errno == ENOENT ? fail(err, ERROR_ABSENT, "nothing was published")
	                       : fail_errno(err, "cannot remove %s", path);
}

bool
findings_read(const char *data, struct buf *html, struct error *err)
{
	char path[PATH_MAX];

	location(data, path);
	return buf_read_file(html, path, FINDINGS_BYTES_MAX, err);
}

bool
findings_exist(const char *data)
{
	char path[PATH_MAX];

	location(data, path);
	return access(path, R_OK) == 0;
}

struct view
findings_style(struct view html)
{
	const char *start = find(html, style_start), *end = find(html, style_end);

	if (start == NULL || end == NULL || end < start)
		return VIEW("");
	start += sizeof(style_start) - 1;
	return (struct view){ start, (size_t)(end - start) };
}
