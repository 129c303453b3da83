/* SPDX-License-Identifier: EUPL-1.2
 *
 * What a running server may do, and where it listens: audit.h.
 */
#include "audit.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text.h"

/* A file of a process: "status", "net/tcp". */
static bool
read_of(struct buf *text, unsigned long pid, const char *name)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "/proc/%lu/%s", pid, name);
	return audit_read(text, path);
}

/* The text behind "NAME" at the start of a line; empty when there is none. */
static struct view
field_of(struct view text, const char *name)
{
	struct view found = VIEW(""), line;

	while (text.ptr != NULL) {
		line = view_cut(&text, '\n');
		if (view_starts(line, name))
			found = view_trim((struct view){ line.ptr + strlen(name), line.len - strlen(name) });
	}
	return found;
}

static void
check_field(struct audit *audit, struct view status, const char *name, const char *wanted, const char *good,
            const char *wrong)
{
	bool is_good = view_is(field_of(status, name), wanted);

	audit_line(audit, is_good ? AUDIT_GOOD : AUDIT_WRONG, "server: %s", is_good ? good : wrong);
}

/* The inodes of the sockets that a process has. */
struct sockets {
	unsigned long inodes[4096];
	size_t count;
};

static bool
find_sockets(struct sockets *sockets, unsigned long pid)
{
	enum { SOCKETS_MAX = sizeof(sockets->inodes) / sizeof(sockets->inodes[0]) };
	char path[PATH_MAX], target[64];
	struct dirent *entry;
	DIR *directory;

	snprintf(path, sizeof(path), "/proc/%lu/fd", pid);
	directory = opendir(path);
	if (directory == NULL)
		return false;
	while ((entry = readdir(directory)) != NULL && sockets->count < SOCKETS_MAX) {
		ssize_t length = readlinkat(dirfd(directory), entry->d_name, target, sizeof(target) - 1);

		if (length <= 0)
			continue;
		target[length] = '\0';
		if (strncmp(target, "socket:[", 8) == 0)
			sockets->inodes[sockets->count++] = strtoul(target + 8, NULL, 10);
	}
	closedir(directory);
	return true;
}

static bool
has_socket(const struct sockets *sockets, unsigned long inode)
{
	bool found = false;

	for (size_t i = 0; i < sockets->count; i++)
		found = found || sockets->inodes[i] == inode;
	return found;
}

/* The columns of /proc/PID/net/tcp and /proc/PID/net/unix (proc(5)). */
enum {
	COLUMNS = 10,
	TCP_LOCAL = 1,
	TCP_STATE = 3,
	TCP_INODE = 9,
	UNIX_INODE = 6,
	UNIX_PATH = 7,
	LISTENING = 0x0a
};

/* The words of a line, as many as there is room for; returns how many. */
static size_t
split(struct view line, struct view words[COLUMNS])
{
	size_t count = 0;

	while (line.ptr != NULL && count < COLUMNS) {
		struct view word = view_cut(&line, ' ');

		if (word.len > 0)
			words[count++] = word;
	}
	return count;
}

static unsigned long
number(struct view word, int base)
{
	char text[40];

	snprintf(text, sizeof(text), "%.*s", VIEW_ARGS(word));
	return strtoul(text, NULL, base);
}

/* 127.0.0.0/8, ::1 and ::ffff:127.0.0.0/104, as /proc/net/tcp writes them: words of the machine's byte order. */
static bool
is_loopback(const char *address)
{
	uint32_t words[4] = { 0, 0, 0, 0 };
	size_t count = strlen(address) / 8;
	char word[9] = "";

	for (size_t i = 0; i < count && i < 4; i++) {
		memcpy(word, address + 8 * i, 8);
		words[i] = ntohl((uint32_t)strtoul(word, NULL, 16));
	}
	if (count == 1)
		return words[0] >> 24 == 127;
	return words[0] == 0 && words[1] == 0 &&
	       ((words[2] == 0 && words[3] == 1) || (words[2] == 0xffff && words[3] >> 24 == 127));
}

/* The listening TCP sockets of a process; what others reach must speak TLS. */
static size_t
audit_tcp(struct audit *audit, const struct sockets *sockets, unsigned long pid, const char *table, bool tls)
{
	struct buf text = BUF_INIT;
	struct view rest;
	size_t count = 0;

	if (read_of(&text, pid, table)) {
		rest = buf_view(&text);
		view_cut(&rest, '\n'); /* the heading */
		while (rest.ptr != NULL) {
			struct view words[COLUMNS], port, host;
			char address[40];

			if (split(view_cut(&rest, '\n'), words) < COLUMNS ||
			    number(words[TCP_STATE], 16) != LISTENING ||
			    !has_socket(sockets, number(words[TCP_INODE], 10)))
				continue;
			port = words[TCP_LOCAL];
			host = view_cut(&port, ':');
			snprintf(address, sizeof(address), "%.*s", VIEW_ARGS(host));
			count++;
			if (is_loopback(address))
				audit_line(audit, AUDIT_GOOD,
				           "server: listens on port %lu for this machine only",
				           number(port, 16));
			else if (tls)
				audit_line(audit, AUDIT_GOOD,
				           "server: listens on port %lu for everybody, with TLS",
				           number(port, 16));
			else
				audit_line(audit, AUDIT_WRONG,
				           "server: listens on port %lu for everybody, without TLS: answers "
				           "can be read on the way",
				           number(port, 16));
		}
	}
	buf_release(&text);
	return count;
}

static size_t
audit_unix(struct audit *audit, const struct sockets *sockets, unsigned long pid)
{
	struct buf text = BUF_INIT;
	struct view rest;
	size_t count = 0;

	if (read_of(&text, pid, "net/unix")) {
		rest = buf_view(&text);
		view_cut(&rest, '\n');
		while (rest.ptr != NULL) {
			struct view words[COLUMNS];

			if (split(view_cut(&rest, '\n'), words) <= UNIX_PATH ||
			    !has_socket(sockets, number(words[UNIX_INODE], 10)))
				continue;
			count++;
			audit_line(audit, AUDIT_GOOD,
			           "server: listens on the socket %.*s and never sees an address",
			           VIEW_ARGS(words[UNIX_PATH]));
		}
	}
	buf_release(&text);
	return count;
}

static bool
speaks_tls(unsigned long pid)
{
	static const char option[] = "--tls-certificate";
	struct buf text = BUF_INIT;
	bool found = read_of(&text, pid, "cmdline") && text.len > 0 &&
	             memmem(text.data, text.len, option, sizeof(option) - 1) != NULL;

	buf_release(&text);
	return found;
}

/* Soft and hard limit stand behind each other; both must be 0. */
static void
check_cores(struct audit *audit, unsigned long pid)
{
	struct buf text = BUF_INIT;
	struct view limits, soft, hard;

	if (read_of(&text, pid, "limits")) {
		limits = field_of(buf_view(&text), "Max core file size");
		soft = view_cut(&limits, ' ');
		limits = view_trim(limits);
		hard = view_cut(&limits, ' ');
		if (view_is(soft, "0") && view_is(hard, "0"))
			audit_line(audit, AUDIT_GOOD, "server: makes no core dumps");
		else
			audit_line(audit, AUDIT_WRONG, "server: may make core dumps (limits %.*s and %.*s)",
			           VIEW_ARGS(soft), VIEW_ARGS(hard));
	} else {
		audit_line(audit, AUDIT_LOOK,
		           "server: its limits cannot be read: run this as its user or root");
	}
	buf_release(&text);
}

void
audit_process(struct audit *audit, unsigned long pid)
{
	struct buf text = BUF_INIT;
	struct sockets *sockets = xcalloc(1, sizeof(*sockets));
	bool tls = speaks_tls(pid);

	if (!read_of(&text, pid, "status") || !view_is(field_of(buf_view(&text), "Name:"), "survey")) {
		audit_line(audit, AUDIT_WRONG, "server: there is no survey with process id %lu", pid);
		goto out;
	}
	check_field(audit, buf_view(&text), "NoNewPrivs:", "1", "can get no new privileges",
	            "could get new privileges");
	check_field(audit, buf_view(&text), "Seccomp:", "2", "its system calls are filtered",
	            "its system calls are not filtered");
	check_field(audit, buf_view(&text), "TracerPid:", "0", "nobody is watching it run",
	            "a debugger is watching it run, and can read answers");
	check_cores(audit, pid);
	if (!find_sockets(sockets, pid))
		audit_line(audit, AUDIT_LOOK, "server: where it listens cannot be seen: run this as root");
	else if (audit_tcp(audit, sockets, pid, "net/tcp", tls) +
	             audit_tcp(audit, sockets, pid, "net/tcp6", tls) + audit_unix(audit, sockets, pid) ==
	         0)
		audit_line(audit, AUDIT_LOOK, "server: it listens nowhere");
out:
	free(sockets);
	buf_release(&text);
}
