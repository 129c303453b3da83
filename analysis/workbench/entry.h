/* SPDX-License-Identifier: EUPL-1.2
 *
 * The way into the workbench: every request comes through here, and workbench.h says who may come in. What may goes to a page of
 * the table (pages.h), with the lock held.
 */
#ifndef ENTRY_H
#define ENTRY_H

#include "web.h"

/* Their context is the struct workbench. */
extern const struct web_route entry_routes[];

#endif
