/* SPDX-License-Identifier: EUPL-1.2
 *
 * Which form a file is, and reading it: form.h.
 */
#include "form.h"

#include <string.h>
#include <strings.h>

#include "limesurvey.h"
#include "xlsform.h"

static bool
ends_in(const char *file, const char *ending)
{
	size_t len = strlen(file), ending_len = strlen(ending);

	return len > ending_len && strcasecmp(file + len - ending_len, ending) == 0;
}

/* LimeSurvey calls its files with tabs .txt. */
static bool
read_any(struct draft *draft, struct view bytes, const char *file, struct view language, struct error *err)
{
	if (ends_in(file, ".xlsx"))
		return xlsform_read_workbook(draft, bytes, file, language, err);
	if (ends_in(file, ".csv"))
		return xlsform_read_csv(draft, bytes, file, language, err);
	if (ends_in(file, ".lss"))
		return limesurvey_read_lss(draft, bytes, file, language, err);
	if (ends_in(file, ".tsv") || ends_in(file, ".txt"))
		return limesurvey_read_tsv(draft, bytes, file, language, err);
	return fail(err, ERROR_INVALID,
	            "what is this? XLSForm is called .xlsx or .csv, LimeSurvey .lss, .tsv or .txt");
}

/* What the one who asks says comes before what the form says. */
static bool
take_wishes(struct draft *draft, const struct form_wishes *wishes, struct error *err)
{
	if (wishes->audience != NULL) {
		draft->audience = view_of(wishes->audience);
		if (!id_is_good(draft->audience))
			return fail(
			    err, ERROR_INVALID,
			    "--audience takes lower-case letters, digits and hyphens, a letter first");
	}
	if (wishes->id != NULL)
		draft->id = view_of(wishes->id);
	return true;
}

bool
form_read(struct view bytes, const char *file, const struct form_wishes *wishes, struct date today,
          struct buf *yaml, struct problems *problems)
{
	struct error err = ERROR_INIT;
	struct draft draft;
	bool good;

	draft_init(&draft, problems, today);
	good = read_any(&draft, bytes, file, view_of(wishes->language), &err) &&
	       take_wishes(&draft, wishes, &err) && draft_write(&draft, file, yaml, &err);
	if (!good)
		problems_add(problems, SEVERITY_ERROR, file, err.line, err.column, "%s", err.text);
	draft_list_settle(&draft);
	draft_release(&draft);
	problems_sort(problems);
	return good;
}
