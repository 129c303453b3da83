/* SPDX-License-Identifier: EUPL-1.2
 *
 * What holds of any form that is read: it becomes a questionnaire that loads, or there is an error in the list; and a questionnaire
 * that it became goes out as an XLSForm and comes back.
 */
#ifndef FUZZ_FORMS_H
#define FUZZ_FORMS_H

#include "fuzz.h"

#include <jansson.h>

#include "survey/exchange/form.h"
#include "survey/exchange/xlsform.h"

static const struct form_wishes fuzz_no_wishes = { NULL, NULL, NULL };
static const struct date fuzz_today = { 2026, 11, 28 };

static inline struct questionnaire *
fuzz_load(struct view yaml)
{
	struct problems problems = PROBLEMS_INIT;
	json_t *whole = json_pack("{s:s%, s:{}}", "questionnaire", yaml.ptr, yaml.len, "tagsets");
	char *text = json_dumps(whole, JSON_COMPACT);
	struct questionnaire *questionnaire = questionnaire_load_definition(view_of(text), "made", &problems);

	free(text);
	json_decref(whole);
	problems_release(&problems);
	return questionnaire;
}

static inline void
fuzz_go_round(struct view yaml)
{
	struct questionnaire *questionnaire = fuzz_load(yaml);
	struct problems problems = PROBLEMS_INIT;
	struct buf bytes = BUF_INIT, again = BUF_INIT;

	MUST(questionnaire != NULL);
	MUST(xlsform_write(questionnaire, "made.yaml", &bytes, &problems, NULL));
	MUST(form_read(buf_view(&bytes), "made.xlsx", &fuzz_no_wishes, fuzz_today, &again, &problems));
	questionnaire_free(questionnaire);
	problems_release(&problems);
	buf_release(&bytes);
	buf_release(&again);
}

/* Reads a form by its name; with `round` what it became goes out and comes back. */
static inline void
fuzz_form(struct view bytes, const char *file, bool round)
{
	struct problems problems = PROBLEMS_INIT;
	struct buf yaml = BUF_INIT;
	bool good = form_read(bytes, file, &fuzz_no_wishes, fuzz_today, &yaml, &problems);

	MUST(good == (problems.errors == 0));
	if (good && round)
		fuzz_go_round(buf_view(&yaml));
	problems_release(&problems);
	buf_release(&yaml);
}

#endif
