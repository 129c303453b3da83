#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# profile_submit.sh [plain|sealed]: where the processor time of a submit goes, while 64 connections send as many as they can. Samples
# the server with perf (package linux-perf; needs the right to) and gives each step's share, and the time of a submit. TMPDIR says on
# which file system the store is.
set -eu

kind=${1:-plain}
connections=64
# shellcheck source=tests/bench/serve.sh
. tests/bench/serve.sh

serve
curl --silent --output "$work/page.html" "$url/nl/meeting"
make_forms "$work/page.html"
case $kind in
plain) BODY=$plain_form ;;
sealed) BODY=$sealed_form ;;
*)
	echo "usage: profile_submit.sh [plain|sealed]" >&2
	exit 2
	;;
esac
export BODY

# Microseconds of processor that the server has used.
used() {
	awk -v tick="$(getconf CLK_TCK)" '{ print ($14 + $15) * 1000000 / tick }' "/proc/$server/stat"
}

before=$(used)
sent=$(wrk --threads 1 --connections "$connections" --duration 4s --script tests/bench/submit.lua "$url/nl/meeting" |
	awk '/requests in/ {print $1} /Non-2xx/ {exit 1}')
after=$(used)
echo "$before $after $sent" | awk -v kind="$kind" '{ printf "%d %s submits, %.1f us of processor each\n", $3, kind, ($2 - $1) / $3 }'

wrk --threads 1 --connections "$connections" --duration 5s --script tests/bench/submit.lua "$url/nl/meeting" >/dev/null &
pids="$pids $!"
sleep 1
perf record --quiet --freq "${FREQUENCY:-500}" --call-graph dwarf,8192 --output "$work/perf.data" --pid "$server" -- sleep 3
perf script --input "$work/perf.data" --fields ip,sym,dso 2>/dev/null |
	awk -v unknown='sealing (crypto_box_seal)' -v steps="\
		ahead_run|the checkpoint beside the writer;\
		release_early|the store: batches of a full pool;\
		pool_keep|the store: boxes into slots;\
		keep_all pools_save|the store: the transaction and its commit;\
		settle_under_load|the store: what is left of a checkpoint;\
		web_finish stored|telling who waits that it is kept;\
		writer_run|the writer: waiting, waking, wiping;\
		seal_response crypto_box_seal|sealing (crypto_box_seal);\
		personal_hint_make|the look for personal data;\
		box_text_read|base64 of a box;\
		form_parse|the form;\
		reading_make response_encode decide_form|reading and encoding answers;\
		page_submit store_box|the request otherwise;\
		recv|receiving (kernel);\
		send|sending (kernel);\
		epoll_wait epoll_ctl|waiting for requests (kernel);\
		MHD_ libmicrohttpd|libmicrohttpd and what it calls" -f tests/bench/steps.awk | sort -rn
