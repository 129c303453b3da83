/* SPDX-License-Identifier: EUPL-1.2
 *
 * Fuzzes an XLSForm that becomes a questionnaire, goes out as a workbook and comes back.
 *
 * Covers: survey/exchange/xlsform_write.c survey/exchange/xlsform_write_types.c survey/core/xlsx.c
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
	fuzz_form(fuzz_view(data, size), "form.csv", true);
	return 0;
}
