/* SPDX-License-Identifier: EUPL-1.2
 *
 * Fuzzes LimeSurvey's file separated by tabs.
 *
 * Covers: survey/exchange/limesurvey_tsv.c survey/exchange/limesurvey.c survey/exchange/limesurvey_types.c survey/exchange/markup.c
 */
#include "forms.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	fuzz_start();
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_form(fuzz_view(data, size), "form.txt", false);
	return 0;
}
