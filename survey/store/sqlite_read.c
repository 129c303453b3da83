/* SPDX-License-Identifier: EUPL-1.2
 *
 * Reading the boxes of a batch in parts: a batch can be larger than what an import may take of memory.
 */
#include "survey/store/sqlite.h"

#include <limits.h>

bool
sqlite_read_boxes(struct connection *connection, int64_t batch, size_t offset, void *bytes, size_t length,
                  struct error *err)
{
	bool good = true;

	if (length == 0)
		return true;
	if (offset > INT_MAX || length > INT_MAX)
		return fail(err, ERROR_INVALID, "a batch of %s is too large", connection->location);
	connection->patience_ms = PATIENCE_MS;
	if (connection->boxes == NULL || connection->batch != batch) {
		sqlite_stop_reading(connection);
		connection->batch = batch;
		good = sqlite3_blob_open(connection->db, "main", "batch", "boxes", batch, 0,
		                         &connection->boxes) == SQLITE_OK;
	}
	good = good && sqlite3_blob_read(connection->boxes, bytes, (int)length, (int)offset) == SQLITE_OK;
	return good || sqlite_fail(connection, err);
}

void
sqlite_stop_reading(struct connection *connection)
{
	sqlite3_blob_close(connection->boxes);
	connection->boxes = NULL;
}
