#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# From 320 invented answers to a report, through the real thing: keys, server, HTTP form, sealed store, release,
# import, tally, report. Ends by comparing the tallies with a count of the answers by awk, which shares no code with
# ours. Writes everything into build/demo (or $DEMO).
set -eu

survey=${SURVEY_BIN:-build/bin/survey}
analysis=${ANALYSIS_BIN:-build/bin/analysis}
answers=tests/fixtures/answers-nl.tsv
demo=${DEMO:-build/demo}
chunk=40

rm -rf "$demo"
mkdir -p "$demo/forms"
printf 'dit is een proefsleutel\n' > "$demo/passphrase"
server=
trap 'test -z "$server" || kill "$server" 2>/dev/null || true' EXIT

echo "1. Making a demo key"
"$analysis" keygen --demo --output "$demo/team" --passphrase-file "$demo/passphrase" > "$demo/keygen.txt"

echo "2. Starting the server"
"$survey" serve --key "$demo/team.pub" --data "$demo/data" --port 0 > "$demo/server.txt" 2> "$demo/server.log" &
server=$!
while ! grep -q '^Serving ' "$demo/server.txt"; do
	kill -0 "$server" 2>/dev/null || { cat "$demo/server.log" >&2; exit 1; }
	sleep 0.05
done
url=$(sed -n 's|^Serving \(.*\)/$|\1|p' "$demo/server.txt")

# A curl configuration that fetches one form per answer, rows $1 to $2.
fetch_forms() {
	awk -F '\t' -v from="$1" -v to="$2" -v url="$url" -v dir="$demo/forms" '
		NR > 1 && NR - 1 >= from && NR - 1 <= to {
			page = $2 == "professional" ? "professionals" : "panel"
			printf "url = \"%s/nl/%s\"\noutput = \"%s/%s.html\"\n", url, page, dir, $1
		}' "$answers" | curl --silent --show-error --fail --config -
}

# The same for sending them: the answers of a row, in the form that was fetched for it.
send_forms() {
	awk -F '\t' -v from="$1" -v to="$2" -v url="$url" -v dir="$demo/forms" '
		function hidden(id, name,    file, line, value) {
			file = dir "/" id ".html"
			while ((getline line < file) > 0)
				if (match(line, "name=\"" name "\" value=\"[0-9a-f]*\"")) {
					value = substr(line, RSTART, RLENGTH)
					gsub(/.* value="|"$/, "", value)
				}
			close(file)
			return value
		}
		function field(name, value) {
			gsub(/\\/, "\\\\", value)
			gsub(/"/, "\\\"", value)
			printf "data-urlencode = \"%s=%s\"\n", name, value
		}
		function tags(name, list,    n, i, tag) {
			n = split(list, tag, ",")
			for (i = 1; i <= n; i++) {
				sub("school_werk", "school-werk", tag[i])
				field(name, tag[i])
			}
		}
		NR > 1 && NR - 1 >= from && NR - 1 <= to {
			page = $2 == "professional" ? "professionals" : "panel"
			group = $3 == "olifantenpaadje" ? "path" : "myth"
			if (sent++)
				print "next"
			printf "url = \"%s/nl/%s\"\nwrite-out = \"%%{http_code} %%{redirect_url}\\n\"\noutput = \"/dev/null\"\n", url, page
			field("nonce", hidden($1, "nonce"))
			field("definition", hidden($1, "definition"))
			field("checked", "1") # some texts seem personal, on purpose: "send it like this"
			field(group == "path" ? "uses" : "hears", "ja")
			field(group "_1_what", $5)
			tags(group "_1_domains", $6)
			if (page == "professionals")
				tags(group "_1_categories", $7)
			field("may-quote", $8 == "-" ? "ja" : "nee")
		}' "$answers" | curl --silent --show-error --config -
}

total=$(($(wc -l < "$answers") - 1))
echo "3. Filling in $total questionnaires"
from=1
while [ "$from" -le "$total" ]; do
	to=$((from + chunk - 1))
	[ "$to" -le "$total" ] || to=$total
	fetch_forms "$from" "$to"
	send_forms "$from" "$to" >> "$demo/replies.txt"
	echo "   $to of $total sent"
	from=$((to + 1))
done
rm -rf "$demo/forms"
kept=$(grep -c '^303 .*/thanks$' "$demo/replies.txt")
[ "$kept" -eq "$total" ] || { echo "only $kept of $total were kept" >&2; exit 1; }

echo "4. Releasing"
"$survey" release --data "$demo/data" --now
"$survey" status --data "$demo/data" > "$demo/status.txt"
kill "$server"
wait "$server" || true
server=

echo "5. Importing"
"$analysis" import --key "$demo/team.key" --passphrase-file "$demo/passphrase" --study "$demo/demo.study" "$demo/data"

echo "6. Counting and reporting"
tally() {
	"$analysis" tally --study "$demo/demo.study" --passphrase-file "$demo/passphrase" "$@"
}
tally --by kind,audience | tee "$demo/tally.txt"
tally --by kind,big-five,audience --format csv --output "$demo/tally-domains.csv"
tally --by kind,categories --audience professional --format csv --output "$demo/tally-categories.csv"
"$analysis" report --study "$demo/demo.study" --passphrase-file "$demo/passphrase" --output "$demo/report.html"

echo "7. Comparing with an independent count"
sh tests/demo/compare.sh "$answers" "$demo/tally-domains.csv" "$demo/tally-categories.csv"
echo
echo "The report is $demo/report.html"
