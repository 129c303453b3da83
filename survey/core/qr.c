/* SPDX-License-Identifier: EUPL-1.2
 *
 * QR codes as SVG path data: qr.h. Neighbours in a row are one rectangle, which makes the path a third as long as
 * squares would.
 */
#include "qr.h"

#include <errno.h>
#include <qrencode.h>
#include <string.h>

static bool
is_dark(const QRcode *code, int x, int y)
{
	return (code->data[y * code->width + x] & 1) != 0;
}

static void
add_row(const QRcode *code, int y, struct buf *path)
{
	int x = 0, run;

	while (x < code->width) {
		run = 0;
		while (x + run < code->width && is_dark(code, x + run, y))
			run++;
		if (run > 0)
			buf_printf(path, "M%d %dh%dv1h-%dz", x, y, run, run);
		x += run + 1;
	}
}

bool
qr_path(struct view text, struct arena *arena, struct view *path, unsigned *modules, struct error *err)
{
	QRcode *code = NULL;
	struct buf drawn = BUF_INIT;
	bool good = false;

	if (text.len == 0 || memchr(text.ptr, '\0', text.len) != NULL)
		return fail(err, ERROR_INVALID, "this text cannot be a QR code");
	code = QRcode_encodeString8bit(arena_copy(arena, text).ptr, 0, QR_ECLEVEL_M);
	if (code == NULL) {
		if (errno == ERANGE)
			fail(err, ERROR_FULL, "%zu bytes are too long for a QR code", text.len);
		else
			fail_errno(err, "cannot make a QR code");
		goto out;
	}
	for (int y = 0; y < code->width; y++)
		add_row(code, y, &drawn);
	*path = arena_copy(arena, buf_view(&drawn));
	*modules = (unsigned)code->width;
	good = true;
out:
	/* What is drawn may be a secret, such as a ticket. */
	if (code != NULL)
		explicit_bzero(code->data, (size_t)code->width * (size_t)code->width);
	QRcode_free(code);
	buf_wipe(&drawn);
	return good;
}
