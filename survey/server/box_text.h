/* SPDX-License-Identifier: EUPL-1.2
 *
 * A box as a browser sends it: base64 in letters that a form does not escape (RFC 4648, 5), without padding.
 */
#ifndef BOX_TEXT_H
#define BOX_TEXT_H

#include <stdint.h>

#include "text.h"

/* Reads exactly `bytes` bytes. False when the text is of another length, has another letter in it, or has bits behind the
 * last byte: each box has one text. */
bool box_text_read(struct view text, uint8_t *box, size_t bytes) MUST_CHECK;

#endif
