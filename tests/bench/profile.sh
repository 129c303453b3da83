#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Where the time of an import goes: samples it with perf (package linux-perf; needs the right to) and gives each step's share.
# A sample belongs to the first step below that is among its callers. libsodium comes without names for its insides: what is
# without any name is opening. For instructions instead of time, the same with
#   valgrind --tool=callgrind build/bin/bench/growth_bench ...
# and callgrind_annotate --inclusive=yes on the file of the second of its three processes.
set -eu

bin=${BIN:-build/bin}
count=${COUNT:-40000}
threads=$(nproc)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

cp -r questionnaires/tagsets "$work/"
sed "s/^size: .*/size: ${SIZE:-2048}/" tests/bench/growth.yaml > "$work/growth.yaml"
sed 's/^questionnaire: .*/questionnaire: growth-young/; s/^audience: .*/audience: young/' "$work/growth.yaml" > "$work/second.yaml"
perf record --quiet --freq "${FREQUENCY:-1000}" --call-graph dwarf,4096 --output "$work/perf.data" \
	"$bin/bench/growth_bench" "$work" "$threads" "$count" "$work/growth.yaml" "$work/second.yaml" |
	awk '{ printf "%d responses, %.1f us of processor each\n", $1, $3 }'
perf script --input "$work/perf.data" --comm import --fields ip,sym,dso 2>/dev/null |
	awk -v unknown='opening (crypto_box_seal_open)' -v steps="\
		read_boxes batch_reader|reading from the store;\
		record_file_commit|fdatasync;\
		record_file_append study_add_block write_block|writing the encrypted study;\
		take_box block_builder|from rows to blocks, known boxes;\
		response_decode response_peek definition_of|decoding and checking;\
		block_row|from answers to a row;\
		crypto_box_seal_open|opening (crypto_box_seal_open);\
		unseal_response|cutting the padding off;\
		open_box read_response open_slice arena_reset|between the steps;\
		opener_wait opener_submit take_slice|threads that wait for each other;\
		import_store study_create study_close store_open job_|starting and ending" -f tests/bench/steps.awk | sort -rn
