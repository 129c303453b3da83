#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Counts the invented answers anew and compares every cell of the given tallies (CSV by kind, a tag set and, where
# it has that column, audience) with that count. A cell with 1 to 4 people must be hidden; every number that is shown
# must be right.
set -eu

answers=$1
shift
for tally in "$@"; do
	awk -v tally="$tally" '
		# The fields of a line of CSV into f; the number of them.
		function csv(line, f,    n, c, i, inside) {
			n = 1
			f[1] = ""
			for (i = 1; i <= length(line); i++) {
				c = substr(line, i, 1)
				if (inside && c == "\"" && substr(line, i + 1, 1) == "\"") {
					f[n] = f[n] c
					i++
				} else if (c == "\"")
					inside = !inside
				else if (c == "," && !inside)
					f[++n] = ""
				else if (c != "\r")
					f[n] = f[n] c
			}
			return n
		}
		# Whether an answer has a tag; every answer is in "(all)".
		function has(list, tag) {
			gsub("school_werk", "school-werk", list)
			return tag == "(all)" || index("," list ",", "," tag ",") > 0
		}
		NR == FNR {
			if (FNR > 1)
				row[++rows] = $0
			next
		}
		FNR == 1 {
			columns = csv($0, name)
			for (i = 1; i <= columns; i++)
				at[name[i]] = i
			next
		}
		{
			csv($0, cell)
			kind = cell[at["kind"]]
			audience = ("audience" in at) ? cell[at["audience"]] : "professional"
			set = ("big-five" in at) ? "big-five" : "categories"
			true = 0
			for (i = 1; i <= rows; i++) {
				split(row[i], answer, "\t")
				true += (kind == "(all)" || kind == answer[3]) &&
				        (audience == "(all)" || audience == answer[2]) &&
				        has(set == "big-five" ? answer[6] : answer[7], cell[at[set]])
			}
			shown = cell[at["count"]]
			if (shown !~ /^[0-9]+$/) {
				hidden++
			} else if (shown != true || (true > 0 && true < 5)) {
				print tally ": " $0 ": counted " true > "/dev/stderr"
				wrong++
			} else
				right++
		}
		END {
			printf "%s: %d numbers equal the independent count, %d hidden, %d wrong\n", tally, right, hidden, wrong
			exit wrong > 0 || right == 0
		}' FS='\t' "$answers" "$tally"
done
