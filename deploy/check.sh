#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# What is left to fill in, and what `survey audit` does not look at. Run as root after installing and after every update:
# `sh deploy/check.sh`. Changes nothing; the exit code is 1 when it found something.
#
# Usage: check.sh [--files NGINX_CONF SECURITY_TXT UNIT]     only these files, for instance before they are copied
set -u

found=0
say() {
	echo "$1"
	found=1
}

nginx_conf=/etc/nginx/nginx.conf
security_txt=/etc/survey/security.txt
unit=/etc/systemd/system/survey.service
machine=yes
if [ "${1:-}" = --files ]; then
	[ $# -eq 4 ] || { echo "usage: check.sh [--files NGINX_CONF SECURITY_TXT UNIT]" >&2; exit 2; }
	nginx_conf=$2 security_txt=$3 unit=$4
	machine=no
fi

# ---- placeholders ----

for file in "$nginx_conf" "$security_txt" "$unit"; do
	if [ ! -r "$file" ]; then
		say "$file: cannot be read"
	elif grep -v '^[[:space:]]*#' "$file" | grep -qE 'VUL-IN|\.example\b'; then
		say "$file: still has an address that ends in .example"
	fi
done

# ---- security.txt: RFC 9116, 2.5.5 ----

expires=$(sed -n 's/^Expires: *//p' "$security_txt" 2>/dev/null)
until=$(date -u -d "${expires:-nothing}" +%s 2>/dev/null || echo 0)
now=$(date -u +%s)
if [ "$until" -le "$now" ]; then
	say "$security_txt: Expires is not a day to come"
elif [ "$until" -gt $((now + 366 * 86400)) ]; then
	say "$security_txt: Expires is more than a year from now"
fi

# ---- the machine ----

if [ "$machine" = yes ]; then
	find /var/log/nginx -type f -size +0 2>/dev/null | grep . && say "nginx (above) kept a log; delete it"
	if command -v findmnt >/dev/null && findmnt -n -o FSTYPE -T /var/lib/survey 2>/dev/null | grep -qE 'btrfs|zfs'; then
		say "/var/lib/survey: is on a file system that keeps what was overwritten"
	fi
fi

[ "$found" = 0 ] && echo "Nothing found."
exit "$found"
