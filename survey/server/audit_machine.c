/* SPDX-License-Identifier: EUPL-1.2
 *
 * Where a machine might write what is in memory: audit.h. All of it is read from /proc.
 */
#include "audit.h"

#include "text.h"

enum { PROC_FILE_MAX = 1 << 26 /* the list of all connections of a busy machine is long */ };

bool
audit_read(struct buf *text, const char *path)
{
	struct error err = ERROR_INIT;

	buf_reset(text);
	return buf_read_file(text, path, PROC_FILE_MAX, &err);
}

static void
audit_swap(struct audit *audit)
{
	struct buf text = BUF_INIT;
	struct view rest, line, device;
	size_t areas = 0;

	if (!audit_read(&text, "/proc/swaps")) {
		audit_line(audit, AUDIT_LOOK, "swap: /proc/swaps cannot be read");
	} else {
		rest = buf_view(&text);
		view_cut(&rest, '\n'); /* the heading */
		while (rest.ptr != NULL) {
			line = view_cut(&rest, '\n');
			if (line.len == 0)
				continue;
			areas++;
			device = view_cut(&line, ' ');
			if (view_starts(device, "/dev/zram"))
				audit_line(audit, AUDIT_GOOD, "swap: %.*s stays in memory",
				           VIEW_ARGS(device));
			else
				audit_line(audit, AUDIT_LOOK,
				           "swap: %.*s can take answers to disk: switch it off (swapoff) or "
				           "encrypt it",
				           VIEW_ARGS(device));
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

	if (audit_read(&text, "/proc/sys/kernel/core_pattern")) {
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
