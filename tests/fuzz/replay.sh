#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Runs every fuzz target named on its kept inputs (tests/fuzz/seeds and tests/fuzz/regressions). BIN says where they are.
set -eu

output=$(mktemp)
trap 'rm -f "$output"' EXIT
failed=0
for target in "$@"; do
	[ "$target" != control ] || continue
	set -- "tests/fuzz/seeds/$target"
	[ ! -d "tests/fuzz/regressions/$target" ] || set -- "$@" "tests/fuzz/regressions/$target"
	if "$BIN/$target" "$@" >"$output" 2>&1; then
		tail -n 1 "$output"
	else
		cat "$output"
		echo "$BIN/$target FAILED on the last input named above"
		failed=1
	fi
done

# The mistake that was planted in the control must be noticed, or nothing above means anything.
if "$BIN/control" tests/fuzz/regressions/control >"$output" 2>&1 ||
	! grep -q 'does not hold' "$output"; then
	cat "$output"
	echo "the planted mistake was not noticed"
	failed=1
fi
exit "$failed"
