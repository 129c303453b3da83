#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# What is left to fill in, and what on this machine could still write something down about visitors. Run as root after installing
# and after every update: `sh deploy/check.sh`. Changes nothing; the exit code is 1 when it found something.
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

# ---- nginx ----

if grep -vE '^[[:space:]]*#' "$nginx_conf" 2>/dev/null | grep -E '(^|[[:space:]{;])access_log[[:space:]]' | grep -qvE 'access_log off;'; then
	say "$nginx_conf: has an access log"
fi
grep -qE '^[[:space:]]*access_log off;' "$nginx_conf" 2>/dev/null || say "$nginx_conf: does not say access_log off"
if grep -vE '^[[:space:]]*#' "$nginx_conf" 2>/dev/null | grep -qiE 'X-Forwarded-For|X-Real-IP|remote_addr|proxy_add_x_forwarded|binary_remote|Forwarded'; then
	say "$nginx_conf: passes or keeps the visitor's address"
fi

# ---- the machine ----

if [ "$machine" = yes ]; then
	# Below an encrypted swap device there is one of type crypt; zram is memory.
	awk 'NR > 1 { print $1 }' /proc/swaps | while read -r swap; do
		case $swap in
		/dev/zram*) ;;
		*) lsblk -s -n -o TYPE "$swap" 2>/dev/null | grep -qx crypt || echo "$swap" ;;
		esac
	done | grep . && say "swap (above) is not encrypted: swapoff, and take it out of /etc/fstab"
	[ -e /var/lib/survey ] && [ "$(stat -c %a /var/lib/survey)" != 700 ] && say "/var/lib/survey: is not for its owner alone"
	find /var/log/nginx -type f -size +0 2>/dev/null | grep . && say "nginx (above) kept a log; delete it"
	if command -v findmnt >/dev/null && findmnt -n -o FSTYPE -T /var/lib/survey 2>/dev/null | grep -qE 'btrfs|zfs'; then
		say "/var/lib/survey: is on a file system that keeps what was overwritten"
	fi
fi

[ "$found" = 0 ] && echo "Nothing found."
exit "$found"
