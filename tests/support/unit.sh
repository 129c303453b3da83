#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# unit.sh PROGRAM: runs a unit test, and says what it said in one piece, because others run beside it.
set -eu
output=$(mktemp)
trap 'rm -f "$output"' EXIT
start=$(date +%s)
status=0
"./$1" >"$output" 2>&1 || status=$?
printf '== %s, %d s\n%s\n' "$1" "$(($(date +%s) - start))" "$(cat "$output")"
exit "$status"
