/* SPDX-License-Identifier: EUPL-1.2
 *
 * The positive control of fuzzing: a parser with a mistake that was planted. When libFuzzer does not find it, or replaying
 * tests/fuzz/regressions/control does not fail, then that nothing is found elsewhere says nothing.
 *
 * Covers: tests/fuzz/control.c
 */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	MUST(size < 4 || data[0] != 'f' || data[1] != 'a' || data[2] != 'l' || data[3] != 'l');
	return 0;
}
