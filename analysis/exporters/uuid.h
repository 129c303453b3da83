/* SPDX-License-Identifier: EUPL-1.2
 *
 * UUIDs made from names (version 5, RFC 9562): the same name gives the same UUID, so an export is reproducible.
 */
#ifndef UUID_H
#define UUID_H

#include "text.h"

enum { UUID_BYTES = 16, UUID_TEXT = 37 };

/* Of a name within a namespace, in lower-case hexadecimal with NUL. */
void uuid_of_name(const uint8_t space[UUID_BYTES], struct view name, char text[UUID_TEXT]);

#endif
