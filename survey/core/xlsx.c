/* SPDX-License-Identifier: EUPL-1.2
 *
 * A workbook in memory: include/xlsx.h.
 */
#include "xlsx.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

const time_t xlsx_made = 315532800;

static bool
take_bytes(int file, struct buf *out, struct error *err)
{
	char chunk[8192];
	ssize_t got;

	if (lseek(file, 0, SEEK_SET) != 0)
		return fail_errno(err, "cannot read the workbook");
	while ((got = read(file, chunk, sizeof(chunk))) > 0)
		buf_add(out, chunk, (size_t)got);
	return got == 0 || fail_errno(err, "cannot read the workbook");
}

bool
xlsx_make(lxw_error (*fill)(lxw_workbook *book, void *context), void *context, struct buf *out,
          struct error *err)
{
	char shared[] = "/dev/shm", path[64];
	lxw_workbook_options options = { .tmpdir = shared };
	lxw_error wrong, closing;
	lxw_workbook *book;
	bool good = false;
	int file = memfd_create("workbook", MFD_CLOEXEC);

	if (file < 0)
		return fail_errno(err, "cannot make the workbook");
	snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
	book = workbook_new_opt(path, &options);
	if (book == NULL)
		memory_end();
	wrong = fill(book, context);
	closing = workbook_close(book);
	if (wrong == LXW_NO_ERROR)
		wrong = closing;
	good = wrong == LXW_NO_ERROR
	         ? take_bytes(file, out, err)
	         : fail(err, ERROR_SYSTEM, "cannot write the workbook: %s", lxw_strerror(wrong));
	close(file);
	return good;
}
