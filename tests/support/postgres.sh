#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# postgres.sh DIRECTORY [ARGUMENT…]: a PostgreSQL of a test's own, in the foreground, that listens at a socket in the directory and
# nowhere else. Puts an empty cluster there when there is none yet: a copy of one that is made once (in build/), since making one
# takes a second of a processor and dozens are asked for. It ends with whoever started it. PostgreSQL does not run as root: then it is
# nobody who runs it.
set -eu
directory=$1
shift
programs=$(printf "%s\n" /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
version=${programs%/bin}
empty=$(dirname "$0")/../../build/postgres-${version##*/}
as=
if [ "$(id -u)" = 0 ]; then
	as="setpriv --reuid=65534 --regid=65534 --clear-groups"
	chown 65534:65534 "$directory"
fi
chmod 711 "$directory"
if ! $as test -e "$directory/cluster/PG_VERSION"; then
	if [ ! -e "$empty" ]; then
		# Without a current directory that nobody may read.
		(cd "$directory" && $as "$programs/initdb" --pgdata="$directory/empty" --username=survey --auth=trust --no-sync --locale=C \
			--encoding=UTF8 >"$directory/initdb.log" 2>&1)
		# Whoever is the first to have one keeps it; nobody ever sees half of one.
		mkdir -p "$(dirname "$empty")"
		cp -a "$directory/empty" "$empty.$$"
		mv -T "$empty.$$" "$empty" 2>/dev/null || rm -r "$empty.$$"
		rm -r "$directory/empty"
	fi
	# The place may be a disk of its own, which is the user's who runs PostgreSQL.
	$as mkdir -p -m 700 "$directory/cluster"
	tar -C "$empty" -c . | $as tar -C "$directory/cluster" -x
fi
cd "$directory"
exec $as setpriv --pdeathsig INT "$programs/postgres" -D "$directory/cluster" -k "$directory" -c listen_addresses= "$@"
