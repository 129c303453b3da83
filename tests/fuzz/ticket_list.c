/* SPDX-License-Identifier: EUPL-1.2
 *
 * Fuzzes the team's list of tickets.
 *
 * Covers: analysis/study/ticket_list.c
 */
#include "fuzz.h"

#include "analysis/study/ticket_list.h"

/* Of the half whose hash stands in the seeds. */
static const char known_half[] = "7eac494afd429d63fd81465b7bbf35bc3101d96f0adcfb33810aacbbe25d9052";
static struct fuzz_file file;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	fuzz_start();
	file = fuzz_file_new(VIEW(""));
	return 0;
}

/* Whether one of the listed tickets is that of known_half, found without searching. */
static bool
lists_known(const struct ticket_list *list, struct view questionnaire)
{
	uint8_t half[TICKET_HALF_BYTES], hash[TICKET_HALF_BYTES];
	bool found = false;

	MUST(ticket_half_read(view_of(known_half), half));
	ticket_half_hash(half, hash);
	for (size_t i = 0; i < list->count; i++)
		found = found || (view_equal(list->list[i].questionnaire, questionnaire) &&
		                  memcmp(list->list[i].hash, hash, sizeof(hash)) == 0);
	return found;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ticket_list list = TICKET_LIST_INIT;
	struct error err = ERROR_INIT;

	fuzz_file_fill(&file, fuzz_view(data, size));
	if (ticket_list_read(&list, file.path, &err)) {
		MUST(list.count > 0);
		for (size_t i = 0; i < list.count; i++) {
			struct view questionnaire = list.list[i].questionnaire;

			MUST(ticket_list_count(&list, questionnaire) > 0);
			MUST(ticket_list_has(&list, questionnaire, view_of(known_half)) ==
			     lists_known(&list, questionnaire));
			MUST(!ticket_list_has(&list, questionnaire, VIEW("no half")));
		}
	} else {
		MUST(err.code == ERROR_INVALID && err.text[0] != '\0');
	}
	ticket_list_release(&list);
	return 0;
}
