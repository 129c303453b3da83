/* SPDX-License-Identifier: EUPL-1.2
 *
 * QR codes (ISO/IEC 18004) as the path of an inline SVG picture, drawn by libqrencode.
 */
#ifndef QR_H
#define QR_H

#include "arena.h"

/* Draws `text` as a QR code of error correction level M. `*path` becomes SVG path data of its dark squares, such as
 * "M0 0h7v1h-7z…", one unit a square, in the arena; `*modules` the number of squares along a side. Around it four
 * light squares must stay free: viewBox="-4 -4 MODULES+8 MODULES+8". ERROR_FULL when the text is too long for
 * a QR code (some 2,300 bytes), ERROR_INVALID when it is empty or holds a NUL. */
bool qr_path(struct view text, struct arena *arena, struct view *path, unsigned *modules,
             struct error *err) MUST_CHECK;

#endif
