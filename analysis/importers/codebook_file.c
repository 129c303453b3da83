/* SPDX-License-Identifier: EUPL-1.2
 *
 * Which form the file of a codebook has, and reading it in a process that can only calculate: codebook_file.h.
 */
#include "codebook_file.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "codebook_inside.h"
#include "confined.h"

enum { SHOWN = 60 };

/* ---- what the readers fill ------------------------------------------------------------------------------- */

void
codebook_problem(struct code_reading *reading, enum severity severity, unsigned line, unsigned column,
                 const char *text, struct view about)
{
	problems_add(reading->problems, severity, reading->file, line, column, "%s%s%.*s%s", text,
	             about.len > 0 ? ": \"" : "", (int)(about.len < SHOWN ? about.len : SHOWN), about.ptr,
	             about.len > 0 ? "\"" : "");
}

struct read_code *
codebook_add(struct code_reading *reading, unsigned line, unsigned column)
{
	struct read_code *code;

	if (reading->count == CODEBOOK_FILE_TAGS) {
		codebook_problem(reading, SEVERITY_ERROR, line, column, "there are more than 1000 tags",
		                 VIEW(""));
		return NULL;
	}
	if (reading->count == reading->room) {
		reading->room = reading->room == 0 ? 64 : reading->room * 2;
		reading->codes = xrealloc(reading->codes, reading->room, sizeof(*reading->codes));
	}
	code = &reading->codes[reading->count++];
	*code = (struct read_code){ .above = CODEBOOK_NONE, .line = line, .column = column };
	return code;
}

static struct code_reading *
new_reading(const char *file, struct problems *problems)
{
	struct code_reading *reading = xcalloc(1, sizeof(*reading));

	reading->file = file;
	reading->problems = problems;
	return reading;
}

void
codebook_file_free(struct code_reading *reading)
{
	if (reading == NULL)
		return;
	free(reading->codes);
	arena_release(&reading->arena);
	free(reading);
}

/* ---- reading --------------------------------------------------------------------------------------------- */

static bool
ends_in(const char *file, const char *ending)
{
	size_t len = strlen(file), ending_len = strlen(ending);

	return len > ending_len && strcasecmp(file + len - ending_len, ending) == 0;
}

struct code_reading *
codebook_file_parse(struct view bytes, const char *file, struct problems *problems)
{
	struct code_reading *reading = new_reading(file, problems);

	if (ends_in(file, ".qdc") || ends_in(file, ".qde"))
		codebook_read_qdc(reading, bytes);
	else if (ends_in(file, ".qdpx"))
		codebook_read_qdpx(reading, bytes);
	else if (ends_in(file, ".csv"))
		codebook_read_csv(reading, bytes);
	else
		codebook_problem(
		    reading, SEVERITY_ERROR, 0, 0,
		    "what is this? A codebook of REFI-QDA is called .qdc (or .qdpx, in a project), one "
		    "as a table .csv",
		    VIEW(""));
	if (problems->errors == 0 && reading->count == 0)
		codebook_problem(reading, SEVERITY_ERROR, 0, 0, "there is no tag in it", VIEW(""));
	return reading;
}

/* ---- in a process of its own ----------------------------------------------------------------------------- */

struct work {
	struct view bytes;
	const char *file;
};

static bool
parse(void *context, struct buf *result, FILE *list)
{
	const struct work *work = context;
	struct problems problems = PROBLEMS_INIT;
	struct code_reading *reading = codebook_file_parse(work->bytes, work->file, &problems);

	(void)list;
	codebook_pack(reading, result);
	codebook_file_free(reading);
	problems_release(&problems);
	return true;
}

struct code_reading *
codebook_file_read(struct view bytes, const char *file, struct problems *problems, struct error *err)
{
	struct work work = { bytes, file };
	struct buf result = BUF_INIT, said = BUF_INIT;
	struct code_reading *reading = new_reading(file, problems);
	bool good = confined_run(parse, &work, &result, &said, err) &&
	            (codebook_unpack(reading, buf_view(&result)) ||
	             fail(err, ERROR_INVALID, "what reading it gave is no codebook"));

	buf_release(&result);
	buf_release(&said);
	if (!good) {
		codebook_file_free(reading);
		reading = NULL;
	}
	return reading;
}
