# SPDX-License-Identifier: EUPL-1.2
# shellcheck shell=sh
#
# Read by bench.sh and profile_submit.sh: a directory to work in, a key, a server over it, and forms to send to it. Loopback only; what
# was started ends with the script.
# shellcheck disable=SC2034 # used by who reads this

bin=${BIN:-build/bin}
SEAL_OVERHEAD=48 # include/seal.h
work=$(mktemp -d)
pids=
clean_up() {
	for pid in $pids; do
		kill "$pid" 2>/dev/null || true
	done
	rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 1' INT TERM

printf 'a passphrase for measuring\n' > "$work/passphrase"
"$bin/analysis" keygen --demo --output "$work/team" --passphrase-file "$work/passphrase" >/dev/null
mkdir -p "$work/questionnaires"
cp -r questionnaires/tagsets questionnaires/meeting.yaml "$work/questionnaires/"

# Its process is $server, its address $url.
serve() {
	rm -f "$work/server.txt"
	"$bin/survey" serve --key "$work/team.pub" --data "$work/data" --questionnaires "$work/questionnaires" --port 0 --rate 0 \
		> "$work/server.txt" 2>/dev/null &
	server=$!
	pids="$pids $server"
	while ! grep -q "^Serving " "$work/server.txt" 2>/dev/null; do sleep 0.001; done
	url=$(sed -n 's|^Serving \(.*\)/$|\1|p' "$work/server.txt")
}

stop() {
	kill "$1"
	wait "$1" 2>/dev/null || true
}

# make_forms PAGE: from the page of meeting.yaml, what submit.lua sends: MARK, $sealed_form and $plain_form.
make_forms() {
	definition=$(sed -n 's/.*name="definition" value="\([0-9a-f]*\)".*/\1/p' "$1")
	MARK=$(sed -n 's/.*name="nonce" value="\(........\).*/\1/p' "$1")
	export MARK
	size=$(sed -n 's/^size: //p' questionnaires/meeting.yaml)
	size=${size:-$(sed -n 's/.*BOX_SIZE_DEFAULT = \([0-9]*\).*/\1/p' include/questionnaire.h)}
	# A box is as long as it must be; what is in it nobody here can see.
	box=$(head -c $((size + SEAL_OVERHEAD)) /dev/urandom | base64 --wrap 0 | tr '+/' '-_' | tr -d '=')
	plain_form="definition=$definition&path_1_what=Ik+bel+een+collega+die+ik+ken+en+dan+ligt+het+stuk+de+volgende+dag+bovenop+de+stapel.&path_1_domains=wonen&path_1_domains=inkomen"
	sealed_form="definition=$definition&box=$box"
}
