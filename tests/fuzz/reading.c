/* SPDX-License-Identifier: EUPL-1.2
 *
 * Fuzzes a whole sent form against questionnaires with a question of every type: what the server makes of it and seals is
 * what the team can read.
 *
 * Covers: survey/server/reading.c survey/qtypes/typed.c survey/questionnaire/response.c
 */
#include "fuzz.h"

#include "survey/server/reading.h"

static const char *const paths[] = {
	"tests/fixtures/every-type.yaml",
	"tests/fixtures/branches.yaml",
	"tests/fixtures/drawn.yaml",
};

enum { COUNT = sizeof(paths) / sizeof(paths[0]) };

static struct questionnaire *questionnaires[COUNT];
static struct plan plans[COUNT];

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	fuzz_start();
	for (size_t i = 0; i < COUNT; i++) {
		questionnaires[i] = fuzz_questionnaire(paths[i]);
		plan_make(&plans[i], questionnaires[i]);
	}
	return 0;
}

static void
check(const struct questionnaire *questionnaire, const struct plan *plan, const struct form *form,
      struct arena *arena)
{
	struct reading reading;
	struct response decoded;
	struct buf encoding = BUF_INIT;
	struct error err = ERROR_INIT;

	reading_make(&reading, questionnaire, plan, form, arena);
	MUST(reading.problem_count <= plan->section_count);
	for (size_t i = 0; i < reading.problem_count; i++)
		MUST(reading.problems[i].section != NULL && reading.problems[i].message != NULL);
	reading_has_answers(&reading);
	if (reading.problem_count == 0) {
		response_encode(&reading.response, &encoding);
		MUST(response_decode(questionnaire, buf_view(&encoding), arena, &decoded, &err));
	}
	reading_add_problem(&reading, NULL, "error_together", 0);
	reading_add_ticket_problem(&reading, "error_ticket_used");
	buf_wipe(&encoding);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct form form;

	if (form_parse(fuzz_view(data, size), &arena, &form, NULL))
		for (size_t i = 0; i < COUNT; i++)
			check(questionnaires[i], &plans[i], &form, &arena);
	arena_release(&arena);
	return 0;
}
