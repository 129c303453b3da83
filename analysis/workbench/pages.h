/* SPDX-License-Identifier: EUPL-1.2
 *
 * The pages of the workbench: pages.def has a line each, page_*.c their code.
 */
#ifndef PAGES_H
#define PAGES_H

#include "visit.h"

struct page_line {
	enum web_method method;
	const char *name; /* in the address, behind the secret */
	visit_page *run;
	bool sighted; /* shows what others decided: not for a coder who works blind */
	bool locked;  /* also while the workbench is locked */
};

const struct page_line *pages_find(enum web_method method, struct view name); /* NULL: none */

void bench_locked(struct visit *visit); /* in place of all others while it is locked */
void bench_blind(struct visit *visit);  /* in place of those that a blind coder may not see */

#define PAGE(method, name, function, sighted, locked) visit_page function;
#include "pages.def"
#undef PAGE

#endif
