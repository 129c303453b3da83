#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# How an import and a tally grow with the number of responses: time for each response, and memory at its peak, at every
# size of SIZES. The responses are of 2 kB, to two questionnaires; the tally is by two tag sets and audience. `x` is a size's processor
# time for each response against that of the size before it: 1 is linear, less is better.
#
# Ends with 1 when a promise of docs/performance.md is broken: memory, the time of a tally, or growth. DIRECTORY (or TMPDIR)
# says on which disk: a million responses take 2.5 GB, which are given back.
set -eu

bin=${BIN:-build/bin}
sizes=${SIZES:-1000 10000 100000 1000000}
peak_most=${PEAK_MIB:-300}
tally_most=${TALLY_SECONDS:-1}
growth_most=${GROWTH:-1.5}
threads=$(nproc)
work=$(mktemp -d -p "${DIRECTORY:-${TMPDIR:-/tmp}}")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

largest=$(echo "$sizes" | tr ' ' '\n' | sort -n | tail -1)
needed=$((largest * 5 / 2 / 1000 + 100)) # MB
room=$(df -Pm "$work" | awk 'NR == 2 {print $4}')
if [ "$room" -lt "$needed" ]; then
	echo "growth.sh: $largest responses need $needed MB, and $work has $room MB free. Say another DIRECTORY, or smaller SIZES." >&2
	exit 1
fi

cp -r questionnaires/tagsets tests/bench/growth.yaml "$work/"
sed 's/^questionnaire: .*/questionnaire: growth-young/; s/^audience: .*/audience: young/' "$work/growth.yaml" > "$work/second.yaml"

printf '%9s | %-40s | %-43s\n' "" "import, on $threads threads" "tally of the mentions, processor"
printf '%9s | %9s %12s %5s %10s | %9s %9s %12s %9s\n' responses "us each" "processor us" x "peak MiB" "open s" "count s" "us each" "peak MiB"
before=0
for size in $sizes; do
	"$bin/bench/growth_bench" "$work" "$threads" "$size" "$work/growth.yaml" "$work/second.yaml" > "$work/line"
	awk -v before="$before" '{
		x = before > 0 ? sprintf("%.2f", $3 / before) : "-"
		printf "%9d | %9.1f %12.1f %5s %10.0f | %9.3f %9.3f %12.2f %9.0f\n", $1, $2, $3, x, $4, $5, $6, $7, $8 }' "$work/line"
	before=$(awk '{print $3}' "$work/line")
	cat "$work/line" >> "$work/lines"
done
awk -v peak="$peak_most" -v tally="$tally_most" -v growth="$growth_most" '
	function broken(what) { print "growth.sh: " what > "/dev/stderr"; bad = 1 }
	$4 >= peak || $8 >= peak { broken($1 " responses took " ($4 > $8 ? $4 : $8) " MiB of memory; at most " peak) }
	$5 + $6 >= tally { broken("a tally of " $1 " responses took " $5 + $6 " s of one processor; at most " tally) }
	NR > 1 && $3 > before * growth { broken("a response takes " $3 / before " times as long at " $1 " as at the size before") }
	{ before = $3 }
	END { exit bad }' "$work/lines"
