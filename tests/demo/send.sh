#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Sends invented answers through the real form, as a browser without scripts does. On standard input stand the fields, a line each,
# ID<TAB>QUESTIONNAIRE<TAB>NAME=VALUE, those of one answer together.
# Usage: send.sh URL DIRECTORY. The directory is for what comes and goes; every answer must be kept.
set -eu

url=$1
dir=$2
chunk=40 # a page's nonce is good for a while, not for ever

mkdir -p "$dir"
cat > "$dir/fields"
cut -f 1,2 "$dir/fields" | uniq > "$dir/answers"
total=$(wc -l < "$dir/answers")
: > "$dir/replies"

# A curl configuration that fetches one form per answer, rows $1 to $2.
fetch() {
	awk -F '\t' -v from="$1" -v to="$2" -v url="$url" -v dir="$dir" '
		NR >= from && NR <= to { printf "url = \"%s/nl/%s\"\noutput = \"%s/%s.html\"\n", url, $2, dir, $1 }' \
		"$dir/answers" | curl --silent --show-error --fail --config -
}

# The same for sending them: the fields of an answer, in the form that was fetched for it.
send() {
	awk -F '\t' -v from="$1" -v to="$2" -v url="$url" -v dir="$dir" '
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
		function field(text) {
			gsub(/\\/, "\\\\", text)
			gsub(/"/, "\\\"", text)
			printf "data-urlencode = \"%s\"\n", text
		}
		$1 != last {
			last = $1
			number++
			if (number >= from && number <= to) {
				if (number > from)
					print "next"
				printf "url = \"%s/nl/%s\"\nwrite-out = \"%%{http_code} %%{redirect_url}\\n\"\n", url, $2
				print "output = \"/dev/null\""
				field("nonce=" hidden($1, "nonce"))
				field("definition=" hidden($1, "definition"))
				field("checked=1") # some texts seem personal, on purpose: "send it like this"
			}
		}
		number >= from && number <= to { field($3) }' "$dir/fields" | curl --silent --show-error --config -
}

from=1
while [ "$from" -le "$total" ]; do
	to=$((from + chunk - 1))
	[ "$to" -le "$total" ] || to=$total
	fetch "$from" "$to"
	send "$from" "$to" >> "$dir/replies"
	echo "   $to of $total sent"
	from=$((to + 1))
done
kept=$(grep -c '^303 .*/thanks$' "$dir/replies" || true)
[ "$kept" -eq "$total" ] || { echo "only $kept of $total were kept" >&2; exit 1; }
rm -rf "$dir"
