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

static const char style_start[] = "<style>", style_end[] = "</style>", finding_start[] = " id=\"finding-";

static const char *const names[] = {
	[FINDINGS_REPORT] = FINDINGS_FILE_NAME,
	[FINDINGS_PARTICIPANTS] = FINDINGS_PARTICIPANTS_FILE_NAME,
};
_Static_assert(sizeof(names) / sizeof(names[0]) == FINDINGS_PAGE_COUNT, "a name per page");

static void
location(const char *data, enum findings_page page, char path[PATH_MAX])
{
	snprintf(path, PATH_MAX, "%s/%s", data, names[page]);
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
	if (find(html, "data-concept=") != NULL)
		return fail(err, ERROR_INVALID, "the report is a draft, which is for the team alone");
	if (!stands_once(html, style_start) || !stands_once(html, style_end))
		return fail(err, ERROR_INVALID,
		            "the page does not have exactly one <style>, as a report has");
	return true;
}

bool
findings_publish(const char *data, enum findings_page page, struct view html, struct error *err)
{
	char path[PATH_MAX];

	location(data, page, path);
	return file_write(path, html, 0600, true, err);
}

bool
findings_remove(const char *data, enum findings_page page, struct error *err)
{
	char path[PATH_MAX];

	location(data, page, path);
	if (unlink(path) == 0)
		return true;
	return errno == ENOENT ? fail(err, ERROR_ABSENT, "nothing was published")
	                       : fail_errno(err, "cannot remove %s", path);
}

bool
findings_read(const char *data, enum findings_page page, struct buf *html, struct error *err)
{
	char path[PATH_MAX];

	location(data, page, path);
	return buf_read_file(html, path, FINDINGS_BYTES_MAX, err);
}

bool
findings_exist(const char *data, enum findings_page page)
{
	char path[PATH_MAX];

	location(data, page, path);
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

/* Where the next link to a finding stands, and its id; false when there is none. *rest moves behind it. */
static bool
next_finding(struct view *rest, struct view *id)
{
	const char *at = find(*rest, finding_start);

	if (at == NULL)
		return false;
	rest->len -= (size_t)(at + sizeof(finding_start) - 1 - rest->ptr);
	rest->ptr = at + sizeof(finding_start) - 1;
	*id = view_cut(rest, '"');
	return rest->ptr != NULL;
}

static bool
has_finding(struct view html, struct view id)
{
	struct view one;

	while (next_finding(&html, &one))
		if (view_equal(one, id))
			return true;
	return false;
}

void
findings_lost(struct view before, struct view after, struct buf *lost)
{
	struct view id;

	while (next_finding(&before, &id))
		if (!has_finding(after, id))
			buf_printf(lost, "%.*s\n", VIEW_ARGS(id));
}
