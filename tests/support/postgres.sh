#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# postgres.sh DIRECTORY [ARGUMENT…]: a PostgreSQL of a test's own, in the foreground, that listens at a socket in the directory and
# nowhere else. Makes the cluster when it is not there yet. It ends with whoever started it. PostgreSQL does not run as root:
# then it is nobody who runs it.
set -eu
directory=$1
shift
programs=$(printf "%s\n" /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
as=
if [ "$(id -u)" = 0 ]; then
	as="setpriv --reuid=65534 --regid=65534 --clear-groups"
	chown 65534:65534 "$directory"
fi
chmod 711 "$directory"
cd "$directory"
if ! $as test -e "$directory/cluster/PG_VERSION"; then
	$as "$programs/initdb" --pgdata="$directory/cluster" --username=survey --auth=trust --no-sync --locale=C --encoding=UTF8 \
		>"$directory/initdb.log" 2>&1
	chmod 644 "$directory/initdb.log"
fi
exec $as setpriv --pdeathsig INT "$programs/postgres" -D "$directory/cluster" -k "$directory" -c listen_addresses= "$@"
