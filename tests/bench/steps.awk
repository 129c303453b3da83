# SPDX-License-Identifier: EUPL-1.2
#
# For what `perf script --fields ip,sym,dso` prints: the share of each step. `steps` is "function function|name;…": a sample belongs to
# the first step one of whose functions is among its callers. What is in libsodium without any name is `unknown`; the rest
# is named as the rest.
BEGIN {
	RS = ""
	n = split(steps, list, ";")
	for (i = 1; i <= n; i++) {
		split(list[i], parts, "|")
		gsub(/^[ \t]+/, "", parts[1])
		gsub(" ", "|", parts[1])
		pattern[i] = parts[1]
		step[i] = parts[2]
	}
}
{
	name = /^[ \t]*[0-9a-f]+ [^\n]*libsodium/ ? unknown : "the rest, mostly the kernel"
	for (i = 1; i <= n; i++) {
		if ($0 ~ pattern[i]) {
			name = step[i]
			break
		}
	}
	seen[name]++
	total++
}
END {
	for (name in seen)
		printf "%6.1f %%  %s\n", 100 * seen[name] / total, name
}
