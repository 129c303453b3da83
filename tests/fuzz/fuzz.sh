#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Fuzzes each target named for FUZZ_SECONDS, some at the same time (FUZZ_JOBS), and prints a table: how often each ran, what it
# found, and how much of the sources it is about was run. Fails when something was found, and when the mistake that was planted in
# the control was not. Inputs that reach something new are kept in build/fuzz/corpus, so that the next run goes on from there.
set -eu

out=build/fuzz
bin=$out/bin/libfuzzer
seconds=${FUZZ_SECONDS:-60}
jobs=${FUZZ_JOBS:-$(nproc)}
aim=90

# Scratch files of the targets: in memory where that is possible.
scratch=$(mktemp -d -p "$([ -w /dev/shm ] && echo /dev/shm || echo /tmp)" survey-fuzz-XXXXXX)
trap 'rm -rf "$scratch"' EXIT
export TMPDIR="$scratch" LLVM_PROFILE_FILE=/dev/null
# libFuzzer takes memory with the sanitizer's `new` and gives it back with ours (survey/web/page.cc).
export ASAN_OPTIONS=detect_leaks=1:malloc_context_size=8:alloc_dealloc_mismatch=0 UBSAN_OPTIONS=print_stacktrace=1

mkdir -p "$out/corpus" "$out/found" "$out/log" "$out/coverage"

touch "$out/found/since" # what earlier runs found stays, but is not counted again

echo "Looking for the mistake that was planted in the control …"
rm -rf "$out/corpus/control" "$out/found/control"
mkdir -p "$out/corpus/control" "$out/found/control"
if "$bin/control" -seed=1 -max_total_time=60 -artifact_prefix="$out/found/control/" "$out/corpus/control" \
	>"$out/log/control" 2>&1 || ! grep -q 'does not hold' "$out/log/control"; then
	echo "It was not found: what follows would mean nothing. See $out/log/control."
	exit 1
fi

# $1: the target.
fuzz_one() {
	mkdir -p "$out/corpus/$1" "$out/found/$1"
	set -- "$1" "tests/fuzz/dictionaries/$1.dict" "tests/fuzz/regressions/$1"
	dictionary=; regressions=
	[ ! -f "$2" ] || dictionary=-dict=$2
	[ ! -d "$3" ] || regressions=$3
	# One at a time, so that each knows its own number of executions; a crash ends it.
	"$bin/$1" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=16384 -print_final_stats=1 \
		-artifact_prefix="$out/found/$1/" ${dictionary:+"$dictionary"} \
		"$out/corpus/$1" "tests/fuzz/seeds/$1" ${regressions:+"$regressions"} >"$out/log/$1" 2>&1 || :
	# What was reached, measured on what was kept: a crash writes no profile.
	LLVM_PROFILE_FILE="$out/coverage/$1.profraw" "$bin/$1" -runs=0 -timeout=10 \
		"$out/corpus/$1" "tests/fuzz/seeds/$1" ${regressions:+"$regressions"} >"$out/log/$1.coverage" 2>&1 || :
}

# "COVERED LINES" of the sources of a target.
covered_lines() {
	llvm-profdata merge -sparse -o "$out/coverage/$1.profdata" "$out/coverage/$1.profraw"
	# shellcheck disable=SC2046 # one word per source
	llvm-cov export -summary-only -instr-profile="$out/coverage/$1.profdata" "$bin/$1" \
		$(sed -n 's/^ \* Covers: //p' "tests/fuzz/$1.c") |
		jq -r '.data[0].totals.lines | "\(.covered) \(.count)"'
}

running=0
for target in "$@"; do
	echo "Fuzzing $target for $seconds seconds …"
	fuzz_one "$target" &
	running=$((running + 1))
	[ $((running % jobs)) -ne 0 ] || wait
done
wait

bad=0 short=0
printf '\n%-14s %12s %8s %10s\n' target executions found 'line cov.'
for target in "$@"; do
	executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$out/log/$target")
	found=$(find "$out/found/$target" -type f -newer "$out/found/since" | wc -l)
	if [ "$found" -gt 0 ] || [ -z "$executions" ]; then
		bad=1
	fi
	share='?'
	if lines=$(covered_lines "$target") && [ -n "$lines" ]; then
		share=$((1000 * ${lines% *} / ${lines#* }))
		[ "$share" -ge $((10 * aim)) ] || short=$((short + 1))
		share="$((share / 10)).$((share % 10)) %"
	fi
	printf '%-14s %12s %8s %10s  %s\n' "$target" "${executions:-?}" "$found" "$share" \
		"$(sed -n 's/^ \* Covers: //p' "tests/fuzz/$target.c" | tr '\n' ' ')"
done
echo "$short of $# below the aim of $aim % of the lines. The control's mistake was found."
[ "$bad" -eq 0 ] || echo "Something was found, or a target did not run: see $out/found and $out/log."
exit "$bad"
