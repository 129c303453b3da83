/* SPDX-License-Identifier: EUPL-1.2
 *
 * Where a machine might write what is in memory, and what a running server may do: audit.h. All of it is read from /proc.
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

enum {
	PROC_FILE_MAX = 1 << 26, /* the list of all connections of a busy machine is long */
	LISTENING = 0x0a,
};

/* A file of /proc, whose size is not known beforehand; empty when it cannot be read. */
static bool
read_proc(struct buf *text, const char *path)
{
	struct error err = ERROR_INIT;

	buf_reset(text);
	return buf_read_file(text, path, PROC_FILE_MAX, &err);
}

/* The same of a process: "status", "net/tcp". */
static bool
read_of(struct buf *text, unsigned long pid, const char *name)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "/proc/%lu/%s", pid, name);
	return read_proc(text, path);
}

static void
audit_swap(struct audit *audit)
{
	struct buf text = BUF_INIT;
	struct view rest, line;
	size_t areas = 0;

	if (!read_proc(&text, "/proc/swaps")) {
		audit_line(audit, AUDIT_LOOK, "swap: /proc/swaps cannot be read");
	} else {
		rest = buf_view(&text);
		view_cut(&rest, '\n'); /* the heading */
		while (rest.ptr != NULL) {
			line = view_cut(&rest, '\n');
			if (line.len == 0)
				continue;
			areas++;
			if (view_starts(line, "/dev/zram"))
				audit_line(audit, AUDIT_GOOD, "swap: %.*s stays in memory",
				           VIEW_ARGS(view_cut(&line, ' ')));
			else
				audit_line(audit, AUDIT_LOOK,
				           "swap: %.*s can take answers to disk: switch it off (swapoff) or "
				           "encrypt it",
				           VIEW_ARGS(view_cut(&line, ' ')));
		}
		if (areas == 0)
			audit_line(audit, AUDIT_GOOD, "swap: there is none");
	}
	buf_release(&text);
}

static void
audit_cores(struct audit *audit)
{
	struct buf text = BUF_INIT;
	struct view pattern;

	if (read_proc(&text, "/proc/sys/kernel/core_pattern")) {
		pattern = view_trim(buf_view(&text));
		if (pattern.len == 0)
			audit_line(audit, AUDIT_GOOD, "core dumps: the kernel writes none");
		else if (pattern.ptr[0] == '|')
			audit_line(audit, AUDIT_LOOK,
			           "core dumps: go to a program (%.*s); the server asks for none of itself, "
			           "check it with --pid",
			           VIEW_ARGS(pattern));
		else
			audit_line(audit, AUDIT_GOOD,
			           "core dumps: would go to %.*s; the server asks for none of itself",
			           VIEW_ARGS(pattern));
	} else {
		audit_line(audit, AUDIT_LOOK, "core dumps: /proc/sys/kernel/core_pattern cannot be read");
	}
	buf_release(&text);
}

void
audit_machine(struct audit *audit)
{
	audit_swap(audit);
	audit_cores(audit);
}

/* ---- the running server ---------------------------------------------------------------------------------- */

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
		if (sscanf(target, "socket:[%lu]", &sockets->inodes[sockets->count]) == 1)
			sockets->count++;
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
	struct view rest, line;
	size_t count = 0;

	if (read_of(&text, pid, table)) {
		rest = buf_view(&text);
		view_cut(&rest, '\n'); /* the heading */
		while (rest.ptr != NULL) {
			char row[512], address[40];
			unsigned port, state;
			unsigned long inode;

			line = view_cut(&rest, '\n');
			snprintf(row, sizeof(row), "%.*s", VIEW_ARGS(line));
			if (sscanf(row, " %*d: %39[0-9A-F]:%x %*s %x %*s %*s %*s %*s %*s %lu", address, &port,
			           &state, &inode) != 4 ||
			    state != LISTENING || !has_socket(sockets, inode))
				continue;
			count++;
			if (is_loopback(address))
				audit_line(audit, AUDIT_GOOD,
				           "server: listens on port %u for this machine only", port);
			else if (tls)
				audit_line(audit, AUDIT_GOOD,
				           "server: listens on port %u for everybody, with TLS", port);
			else
				audit_line(audit, AUDIT_WRONG,
				           "server: listens on port %u for everybody, without TLS: answers "
				           "can be read on the way",
				           port);
		}
	}
	buf_release(&text);
	return count;
}

static size_t
audit_unix(struct audit *audit, const struct sockets *sockets, unsigned long pid)
{
	struct buf text = BUF_INIT;
	struct view rest, line;
	size_t count = 0;

	if (read_of(&text, pid, "net/unix")) {
		rest = buf_view(&text);
		view_cut(&rest, '\n');
		while (rest.ptr != NULL) {
			char row[512], path[256];
			unsigned long inode;

			line = view_cut(&rest, '\n');
			snprintf(row, sizeof(row), "%.*s", VIEW_ARGS(line));
			if (sscanf(row, "%*s %*s %*s %*s %*s %*s %lu %255s", &inode, path) != 2 ||
			    !has_socket(sockets, inode))
				continue;
			count++;
			audit_line(audit, AUDIT_GOOD,
			           "server: listens on the socket %s and never sees an address", path);
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
