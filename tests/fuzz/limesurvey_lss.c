/* SPDX-License-Identifier: EUPL-1.2
 *
 * Fuzzes LimeSurvey's XML.
 *
 * Covers: survey/core/xml_tree.c survey/exchange/limesurvey_lss.c survey/exchange/limesurvey.c survey/exchange/limesurvey_types.c
 * Covers: survey/exchange/limesurvey_answers.c survey/exchange/limesurvey_matrix.c survey/exchange/limesurvey_cells.c survey/exchange/limesurvey_limits.c
 * Covers: survey/exchange/limesurvey_conditions.c survey/exchange/markup.c survey/exchange/expression.c survey/exchange/expression_token.c
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
	fuzz_form(fuzz_view(data, size), "form.lss", false);
	return 0;
}
