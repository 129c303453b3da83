/* SPDX-License-Identifier: EUPL-1.2
 *
 * What a back end of the store wrote, as tests look at it.
 */
#ifndef STORE_WRITTEN_H
#define STORE_WRITTEN_H

#include "unit.h"

#include <dirent.h>

enum { WRITTEN_PAGE = 8192 }; /* bytes that the back ends read and write at once */

/* What stands on disk of a store: files, or what a back end has in their place. */
struct written {
	struct written_part {
		char name[256];
		struct buf content;
	} * list; /* owned */
	size_t count;
};

/* The rows of a table, each as one text; sorted by their key. */
struct table_rows {
	struct buf *list; /* owned */
	size_t count;
};

static inline void
written_add(struct written *written, const char *name, const char *path)
{
	struct error err = ERROR_INIT;
	struct written_part *part;

	written->list = xrealloc(written->list, written->count + 1, sizeof(written->list[0]));
	part = &written->list[written->count++];
	*part = (struct written_part){ .content = BUF_INIT };
	snprintf(part->name, sizeof(part->name), "%s", name);
	ck_assert_ok(buf_read_file(&part->content, path, (size_t)1 << 30, &err), &err);
}

static inline void
written_release(struct written *written)
{
	for (size_t i = 0; i < written->count; i++)
		buf_release(&written->list[i].content);
	free(written->list);
	*written = (struct written){ .list = NULL };
}

static inline int
compare_parts(const void *a, const void *b)
{
	return strcmp(((const struct written_part *)a)->name, ((const struct written_part *)b)->name);
}

/* By the names of the parts. */
static inline void
written_sort(struct written *written)
{
	qsort(written->list, written->count, sizeof(written->list[0]), compare_parts);
}

static inline void
table_rows_release(struct table_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		buf_release(&rows->list[i]);
	free(rows->list);
	*rows = (struct table_rows){ .list = NULL };
}

#endif
