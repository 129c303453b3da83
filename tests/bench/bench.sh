#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Measures ours against what the machine and the libraries can do, each pair in this one run, and prints ratios.
# Absolute figures belong to the machine; ratios are what counts. Nothing fails here: see docs/performance.md for what
# the figures mean. Loopback only; ends by itself.
set -eu

seconds=${SECONDS_EACH:-3}
connections=64
crowd=200
turns=3
threads=$(nproc)
# shellcheck source=tests/bench/serve.sh
. tests/bench/serve.sh

# Requests a second of a wrk run. What is refused costs less than what is kept, so there must be none of it.
rate() {
	wrk --threads 1 --connections "$connections" --duration "${seconds}s" "$@" > "$work/wrk.txt"
	if grep -q 'Non-2xx' "$work/wrk.txt"; then
		echo "bench: the server refused: $*" >&2
		exit 1
	fi
	awk '/Requests\/sec/ {printf "%.0f\n", $2}' "$work/wrk.txt"
}

# Of what was measured each turn, in a file.
median() {
	sort -n "$work/$1" | sed -n "$((turns / 2 + 1))p"
}

# row NAME OURS LIMIT AIM
row() {
	awk -v name="$1" -v ours="$2" -v limit="$3" -v aim="$4" \
		'BEGIN { printf "%-46s %10.0f %10.0f %6.2f   aim %s\n", name, ours, limit, ours / limit, aim }'
}

least() {
	printf '%s\n' "$@" | sort -n | head -1
}

# The 99th percentile of a wrk run, in milliseconds, and how many requests a second it really made.
slowest() {
	wrk --threads 1 --latency --duration "${seconds}s" "$@" | awk '$1 == "99%" {
		slowest = $2 ~ /us$/ ? $2 / 1000 : $2 ~ /ms$/ ? $2 + 0 : $2 * 1000 }
		/Requests\/sec/ { printf "%.1f ms at %.0f a second", slowest, $2 }'
}

# pair NAME [OPTIONS OF WRK…]: ours and the bare one in turn, for median. What else the machine does comes and goes, and so
# it meets both.
pair() {
	name=$1
	shift
	rate "$@" "$our_url" >> "$work/$name"
	rate "$@" "$bare_url" >> "$work/bare_$name"
}

bare_server() {
	"$bin/bench/bare_server" 18900 "$@" "$threads" &
	bare=$!
	pids="$pids $bare"
	while ! curl --silent --output /dev/null http://127.0.0.1:18900/; do sleep 0.01; done
}

echo "$(nproc) cores, $(awk -F ': ' '/model name/ {print $2; exit}' /proc/cpuinfo), Linux $(uname -r)," \
	"load $(cut -d ' ' -f 1 /proc/loadavg)"
serve
our_url=$url/nl/meeting
bare_url=http://127.0.0.1:18900/
curl --silent --output "$work/page.html" "$our_url"
curl --silent --output "$work/page.gz" --header 'Accept-Encoding: gzip' "$our_url"
bytes=$(wc -c < "$work/page.html")
zipped=$(wc -c < "$work/page.gz")
make_forms "$work/page.html"

printf '%-46s %10s %10s %6s\n' "per second" ours limit ratio
bare_server "$work/page.html"
for _ in $(seq "$turns"); do
	pair page
done
row "page ($bytes bytes), against bare libmicrohttpd" "$(median page)" "$(median bare_page)" 0.9
stop "$bare"
bare_server "$work/page.gz" gzip
for _ in $(seq "$turns"); do
	pair zipped --header 'Accept-Encoding: gzip'
done
row "page with gzip ($zipped bytes), against the same" "$(median zipped)" "$(median bare_zipped)" 0.9
for _ in $(seq "$turns"); do
	export BODY="$sealed_form"
	pair sealed --script tests/bench/submit.lua
	store=$("$bin/bench/store_bench" "$work" "$seconds" 64 "$size")
	printf '%s\n' "$store" | sed 's/.*: \([0-9]*\) submissions.*/\1/' >> "$work/store"
	printf '%s\n' "$store" | sed 's/.*append and sync \([0-9]*\).*/\1/' >> "$work/append"
	printf '%s\n' "$store" | sed 's/.*ratio [0-9.]*, \([0-9]*\).*/\1/' >> "$work/store_us"
	alone=$("$bin/bench/pool_bench" "$work" "$seconds" "$size")
	printf '%s\n' "$alone" | sed 's/.*: \([0-9]*\) boxes.*/\1/' >> "$work/pool"
	printf '%s\n' "$alone" | sed 's/.*s, \([0-9]*\).*/\1/' >> "$work/pool_us"
	export BODY="$plain_form"
	rate --script tests/bench/submit.lua "$our_url" >> "$work/plain"
	"$bin/bench/seal_bench" "$size" "$threads" 1 | awk '{print $1}' >> "$work/seal"
done
echo "   a submit: bare POST of a box $(median bare_sealed), store alone $(median store), sealing alone $(median seal)"
kept=$(least "$(median bare_sealed)" "$(median store)")
row "durable submit of a box, against the least" "$(median sealed)" "$kept" 0.6
row "durable submit of a plain form, the least" "$(median plain)" "$(least "$kept" "$(median seal)")" 0.8
row "store alone, against append and fdatasync" "$(median store)" "$(median append)" 0.25
echo "   a bare pool in SQLite: $(median pool), and $(median pool_us) us of processor each; the store $(median store_us) us"
for kind in sealed plain; do
	if [ "$kind" = sealed ]; then BODY=$sealed_form; else BODY=$plain_form; fi
	PACE=$(($(median "$kind") / 2))
	export PACE BODY
	for _ in $(seq "$turns"); do
		echo "   99 % of ${kind} submits at half that rate ($PACE), $crowd connections:" \
			"$(slowest --connections "$crowd" --script tests/bench/submit.lua "$our_url") (aim: under 50)"
	done
	unset PACE
done
stop "$bare"
stop "$server"
# Boxes of 8 kB and of 2 kB: reading a box from the store costs more the larger it is, opening it hardly.
mkdir "$work/open"
cp tests/bench/growth.yaml "$work/questionnaires/"
for questionnaire in meeting growth; do
	"$bin/bench/open_bench" "$work/questionnaires/$questionnaire.yaml" "$work/open" 20000 "$threads" > "$work/open.txt"
	row "import ($(sed -n 's/^[0-9]* boxes of \([0-9]*\).*/\1/p' "$work/open.txt") bytes), against seal_open alone" \
		"$(sed -n 's/^a whole import: *\([0-9]*\).*/\1/p' "$work/open.txt")" \
		"$(sed -n 's/^crypto_box_seal_open alone: *\([0-9]*\).*/\1/p' "$work/open.txt")" 0.9
	sed -n 's/^compared: */   the median of pairs: /p' "$work/open.txt"
	rm "$work/open/survey.db"*
done

echo "size and start"
rm -rf "$work/data"
serve
sent=0
while [ "$sent" -lt 100000 ]; do
	sent=$((sent + $(wrk --threads 1 --connections "$connections" --duration 5s --script tests/bench/submit.lua \
		"$url/nl/meeting" | awk '/requests in/ {print $1}')))
done
resident=$(awk '/VmRSS/ {print $2}' "/proc/$server/status")
echo "   resident after $sent submissions: $((resident / 1024)) MiB (aim: under 30)"
stop "$server"
begun=$(date +%s%N)
serve
ready=$((($(date +%s%N) - begun) / 1000000))
echo "   ready to serve after $ready ms (aim: 100)"
stop "$server"
"$bin/bench/tally_bench"
"$bin/bench/protect_bench"
"$bin/bench/release_bench"
BIN="$bin" SIZES="1000 10000 100000" sh tests/bench/growth.sh || true

if command -v node >/dev/null && [ -e build/gen/script-parts.js ]; then
	echo "the page, in a browser (tests/browser/weight.test.mjs)"
	SURVEY_BIN="$bin/survey" ANALYSIS_BIN="$bin/analysis" node --test tests/browser/weight.test.mjs | sed -n 's/^# \(.*(limit.*\)/   \1/p'
fi
