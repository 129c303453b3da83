#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Both rounds of the research, from 320 invented answers to a council report with priorities, through the real thing: keys, server,
# HTTP form, sealed store, release, import; coding, findings and quotes; a ballot that a youth panel answers on the same server; tables,
# priorities and the report. Ends by comparing all numbers with a count of the answers that shares no code with ours. Writes everything
# into build/demo (or $DEMO).
set -eu

survey=${SURVEY_BIN:-build/bin/survey}
analysis=${ANALYSIS_BIN:-build/bin/analysis}
answers=tests/fixtures/answers-nl.tsv
recognised=tests/fixtures/recognised-nl.tsv
votes=tests/fixtures/votes-nl.tsv
demo=${DEMO:-build/demo}
ballot="bellen-met-bekende zelf-voorschieten briefadres-bij-bekende zwaarder-opschrijven contact-na-afsluiten achteraf-indicatie
	zoektermijn-vooraf-melden dubbele-aanvraag"

rm -rf "$demo"
mkdir -p "$demo/panel"
printf 'dit is een proefsleutel\n' > "$demo/passphrase"
server=
trap 'test -z "$server" || kill "$server" 2>/dev/null || true' EXIT

# A command of the analysis on the study.
study() {
	command=$1
	shift
	"$analysis" "$command" --study "$demo/demo.study" --passphrase-file "$demo/passphrase" "$@"
}

# Serves a directory of questionnaires, answers them with what stands on standard input (send.sh), and releases the answers.
ask() {
	"$survey" serve --key "$demo/team.pub" --data "$demo/data" --port 0 --questionnaires "$1" \
		> "$demo/server.txt" 2> "$demo/server.log" &
	server=$!
	while ! grep -q '^Serving .*/$' "$demo/server.txt"; do
		kill -0 "$server" 2>/dev/null || { cat "$demo/server.log" >&2; exit 1; }
		sleep 0.05
	done
	sh tests/demo/send.sh "$(sed -n 's|^Serving \(.*\)/$|\1|p' "$demo/server.txt")" "$demo/forms"
	"$survey" release --data "$demo/data" --now
	"$survey" status --data "$demo/data" > "$demo/status.txt"
	kill "$server"
	wait "$server" || true
	server=
}

import() {
	"$analysis" import --key "$demo/team.key" --passphrase-file "$demo/passphrase" --study "$demo/demo.study" "$demo/data"
}

# The fields of the answers and of what people recognise, as send.sh wants them.
answer_fields() {
	awk -F '\t' '
		function field(text) { printf "%s\t%s\t%s\n", $1, page, text }
		function tags(name, list,    n, i, tag) {
			n = split(list, tag, ",")
			for (i = 1; i <= n; i++) {
				sub("school_werk", "school-werk", tag[i])
				field(name "=" tag[i])
			}
		}
		FNR == NR {
			paths[$1] = $2
			myths[$1] = $3
			next
		}
		FNR > 1 {
			page = $2 == "professional" ? "professionals" : "panel"
			group = $3 == "olifantenpaadje" ? "path" : "myth"
			field((group == "path" ? "uses" : "hears") "=ja")
			field(group "_1_what=" $5)
			tags(group "_1_domains", $6)
			if (page == "professionals")
				tags(group "_1_categories", $7)
			if (paths[$1] != "-")
				tags("known-paths", paths[$1])
			if (myths[$1] != "-")
				tags("known-myths", myths[$1])
			field("may-quote=" ($8 == "-" ? "ja" : "nee"))
		}' "$recognised" "$answers"
}

vote_fields() {
	awk -F '\t' '
		NR > 1 {
			for (i = 2; i <= NF; i++)
				if ($i != "-")
					printf "%s\tprioriteiten\tfirst.%d=%d-%s\n", $1, i - 1, i - 1, $i
		}' "$votes"
}

echo "1. Making a demo key"
"$analysis" keygen --demo --output "$demo/team" --passphrase-file "$demo/passphrase" > "$demo/keygen.txt"

echo "2. First round: professionals and young people tell what they do and hear"
answer_fields | ask questionnaires

echo "3. Importing"
import
cp "$demo/demo.study" "$demo/uncoded.study" # for who wants to code them: see the end

echo "4. Coding: a codebook, cards of findings, and the labels of all mentions"
study codebook --coder team read tests/demo/codebook.yaml
study finding --coder team read tests/demo/findings.yaml
study code --json list | node tests/demo/decide.mjs "$answers" tests/demo/released.txt > "$demo/decisions.jsonl"
study code --coder team script "$demo/decisions.jsonl"

echo "5. Second round: the youth panel says what comes first"
# shellcheck disable=SC2086 # a list of ids
study ballot --type ranking --output "$demo/panel/prioriteiten.yaml" $ballot
"$survey" check "$demo/panel/prioriteiten.yaml"
vote_fields | ask "$demo/panel"
import

echo "6. The report, tables and priorities"
pdf=
command -v chromium > /dev/null && pdf="--pdf $demo/report.pdf" || echo "There is no Chromium here, so there is no report.pdf."
# shellcheck disable=SC2086 # an option and its file, or nothing
study report --output "$demo/report.html" --participants "$demo/participants.html" $pdf
study report --format markdown --output "$demo/report.md"
study report --format docx-html --output "$demo/report-docx.html"
study cards --output "$demo/cards.html"
study tally --by kind,audience | tee "$demo/tally.txt"
study tally --by kind,big-five,audience --format csv --output "$demo/tally-domains.csv"
study tally --by kind,categories --audience professional --format csv --output "$demo/tally-categories.csv"
study priorities --questionnaire prioriteiten --format json --output "$demo/priorities.json"

echo "7. Comparing with an independent count"
sh tests/demo/compare.sh "$answers" "$demo/tally-domains.csv" "$demo/tally-categories.csv"
node tests/demo/count/priorities-file.mjs "$demo/priorities.json"
node tests/demo/count/main.mjs "$demo/report.html"
node tests/demo/count/main.mjs "$demo/participants.html"
node tests/demo/count/forms.mjs "$demo/report.html" "$demo/report.md" "$demo/report-docx.html"
if [ -n "$pdf" ] && command -v pdftotext > /dev/null; then
	node tests/demo/count/forms.mjs "$demo/report.html" "$demo/report.pdf"
	node tests/demo/count/pages.mjs "$demo/report.pdf"
fi

cat <<END

The report is $demo/report.html$(test ! -e "$demo/report.pdf" || echo " and $demo/report.pdf"); beside it lie report.md, report-docx.html,
participants.html for who took part, and cards.html with the myths.
Look at the study behind it in the workbench, or code the same mentions yourself:

  $analysis workbench --study $demo/demo.study --coder ik --passphrase-file $demo/passphrase
  $analysis workbench --study $demo/uncoded.study --coder ik --passphrase-file $demo/passphrase
END
