#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Measures ours against what the machine and the libraries can do, each pair in this one run, and prints ratios.
# Absolute figures belong to the machine; ratios are what counts. Nothing fails here: see docs/performance.md for what
# the figures mean. Loopback only; ends by itself.
set -eu

bin=${BIN:-build/bin}
seconds=${SECONDS_EACH:-5}
connections=64
threads=$(nproc)
work=$(mktemp -d)
pids=
clean_up() {
	for pid in $pids; do
		kill "$pid" 2>/dev/null || true
	done
	rm -rf "$work"
}
trap clean_up EXIT

printf 'a passphrase for measuring\n' > "$work/passphrase"
"$bin/analysis" keygen --demo --output "$work/team" --passphrase-file "$work/passphrase" >/dev/null
mkdir -p "$work/questionnaires"
cp -r questionnaires/tagsets questionnaires/meeting.yaml "$work/questionnaires/"

serve() {
	"$bin/survey" serve --key "$work/team.pub" --data "$work/data" --questionnaires "$work/questionnaires" --port 0 --rate 0 \
		> "$work/server.txt" 2>/dev/null &
	server=$!
	pids="$pids $server"
	while ! grep -q '^Serving ' "$work/server.txt"; do sleep 0.001; done
	url=$(sed -n 's|^Serving \(.*\)/$|\1|p' "$work/server.txt")
}

stop() {
	kill "$1"
	wait "$1" 2>/dev/null || true
}

# Requests a second of a wrk run.
rate() {
	wrk --threads 1 --connections "$connections" --duration "${seconds}s" "$@" | awk '/Requests\/sec/ {printf "%.0f", $2}'
}

# row NAME OURS LIMIT AIM
row() {
	awk -v name="$1" -v ours="$2" -v limit="$3" -v aim="$4" \
		'BEGIN { printf "%-46s %10.0f %10.0f %6.2f   aim %s\n", name, ours, limit, ours / limit, aim }'
}

least() {
	printf '%s\n' "$@" | sort -n | head -1
}

echo "$(nproc) cores, $(awk -F ': ' '/model name/ {print $2; exit}' /proc/cpuinfo), Linux $(uname -r)"
serve
curl --silent --output "$work/page.html" "$url/nl/meeting"
bytes=$(wc -c < "$work/page.html")
definition=$(sed -n 's/.*name="definition" value="\([0-9a-f]*\)".*/\1/p' "$work/page.html")
BODY="definition=$definition&path_1_what=Ik+bel+een+collega+die+ik+ken+en+dan+ligt+het+stuk+de+volgende+dag+bovenop+de+stapel.&path_1_domains=wonen&path_1_domains=inkomen"
export BODY
"$bin/bench/bare_server" 18900 "$work/page.html" "$threads" &
bare=$!
pids="$pids $bare"
while ! curl --silent --output /dev/null http://127.0.0.1:18900/; do sleep 0.01; done

printf '%-46s %10s %10s %6s\n' "per second" ours limit ratio
bare_get=$(rate http://127.0.0.1:18900/)
row "page ($bytes bytes), against bare libmicrohttpd" "$(rate "$url/nl/meeting")" "$bare_get" 0.9
bare_post=$(rate --script tests/bench/submit.lua http://127.0.0.1:18900/)
submit=$(rate --script tests/bench/submit.lua "$url/nl/meeting")
stop "$bare"
stop "$server"
size=$(sed -n 's/^size: //p' questionnaires/meeting.yaml)
size=${size:-8192}
store=$("$bin/bench/store_bench" "$work" "$seconds" "$connections" "$size")
store_rate=$(printf '%s' "$store" | sed 's/.*: \([0-9]*\) submissions.*/\1/')
append_rate=$(printf '%s' "$store" | sed 's/.*append and sync \([0-9]*\).*/\1/')
seal=$("$bin/bench/seal_bench" "$size" "$threads" "$seconds" | awk '{print $1}')
echo "   a submit: bare POST $bare_post, store alone $store_rate, sealing alone $seal"
row "durable submit, against the least of these" "$submit" "$(least "$bare_post" "$store_rate" "$seal")" 0.6
row "store alone, against append and fdatasync" "$store_rate" "$append_rate" 0.25
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
BIN="$bin" SIZES="1000 10000 100000" sh tests/bench/growth.sh || true

if command -v node >/dev/null && [ -e build/gen/script-parts.js ]; then
	echo "the page, in a browser (tests/browser/weight.test.mjs)"
	SURVEY_BIN="$bin/survey" ANALYSIS_BIN="$bin/analysis" node --test tests/browser/weight.test.mjs | sed -n 's/^# \(.*(limit.*\)/   \1/p'
fi
