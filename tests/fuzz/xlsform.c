/* SPDX-License-Identifier: EUPL-1.2
 *
 * Fuzzes an XLSForm as one CSV file, and with it everything that a form goes through on its way.
 *
 * Covers: survey/core/cells.c survey/exchange/xlsform.c survey/exchange/xlsform_headings.c survey/exchange/xlsform_rows.c survey/exchange/xlsform_groups.c survey/exchange/xlsform_conditions.c
 * Covers: survey/exchange/xlsform_types.c survey/exchange/xlsform_constraint.c survey/exchange/expression.c
 * Covers: survey/exchange/expression_token.c survey/exchange/draft.c survey/exchange/draft_list.c survey/exchange/draft_finish.c survey/exchange/draft_yaml.c
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
	fuzz_form(fuzz_view(data, size), "form.csv", false);
	return 0;
}
