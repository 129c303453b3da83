/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of survey/store/driver.h: every statement of every back end runs, and a transaction is all or nothing. And
 * of the sets of nonces in pool.h, whose bytes must not depend on the order of arrival.
 */
#include "store_fixture.h"

#include "survey/store/pool.h"

struct call {
	enum statement statement;
	struct value params[6];
	size_t count, rows, changed; /* of params; that it must give; that it must write */
};

static bool
count_row(void *context, const struct value *columns, struct error *err)
{
	(void)columns, (void)err;
	++*(size_t *)context;
	return true;
}

/* One call of each statement, in an order in which each one works. */
static void
run_calls(const struct store_driver *driver, struct connection *connection)
{
	const struct call calls[] = {
		{ STATEMENT_VERSION, .rows = 1 },
		{ STATEMENT_KEEP_DEFINITION,
		  { BLOB_VALUE("hash", 4), TEXT_VALUE(VIEW("text")) },
		  2,
		  .changed = 1 },
		{ STATEMENT_KEEP_DEFINITION,
		  { BLOB_VALUE("hash", 4), TEXT_VALUE(VIEW("other")) },
		  2,
		  .changed = 0 },
		{ STATEMENT_FIND_DEFINITION, { BLOB_VALUE("hash", 4) }, 1, .rows = 1 },
		{ STATEMENT_ADD_POOL,
		  { TEXT_VALUE(VIEW("a")), BLOB_VALUE("keyid", 5), BLOB_VALUE("key", 3), NUMBER_VALUE(100),
		    NUMBER_VALUE(2), NUMBER_VALUE(10) },
		  6,
		  .rows = 1,
		  .changed = 1 },
		{ STATEMENT_ADD_GATHERING,
		  { NUMBER_VALUE(1), BLOB_VALUE("o", 1), BLOB_VALUE("n", 1), BLOB_VALUE("e", 1) },
		  4,
		  .changed = 1 },
		{ STATEMENT_FIND_POOL,
		  { TEXT_VALUE(VIEW("a")), BLOB_VALUE("keyid", 5), NUMBER_VALUE(100) },
		  3,
		  .rows = 1 },
		{ STATEMENT_SET_MINIMUM, { NUMBER_VALUE(1), NUMBER_VALUE(11) }, 2, .changed = 1 },
		{ STATEMENT_SET_MINIMUM, { NUMBER_VALUE(1), NUMBER_VALUE(11) }, 2, .changed = 0 },
		{ STATEMENT_LAST_SLOT, { NUMBER_VALUE(65536), NUMBER_VALUE(65538) }, 2, .rows = 1 },
		{ STATEMENT_ADD_SLOT, { NUMBER_VALUE(65536), BLOB_VALUE("box", 3) }, 2, .changed = 1 },
		{ STATEMENT_LIST_POOLS, { TEXT_VALUE(VIEW("")) }, 1, .rows = 1 },
		{ STATEMENT_LOAD_POOLS, { NUMBER_VALUE(1) }, 1, .rows = 1 },
		{ STATEMENT_SAVE_GATHERING,
		  { NUMBER_VALUE(1), BLOB_VALUE("p", 1), BLOB_VALUE("o", 1), BLOB_VALUE("f", 1) },
		  4,
		  .changed = 1 },
		{ STATEMENT_SET_SLOT, { NUMBER_VALUE(65536), BLOB_VALUE("xob", 3) }, 2, .changed = 1 },
		{ STATEMENT_SET_SLOT, { NUMBER_VALUE(65537), BLOB_VALUE("xob", 3) }, 2, .changed = 0 },
		{ STATEMENT_READ_SLOTS, { NUMBER_VALUE(65536), NUMBER_VALUE(65538) }, 2, .rows = 1 },
		{ STATEMENT_ADD_BATCH,
		  { TEXT_VALUE(VIEW("a")), BLOB_VALUE("keyid", 5), NUMBER_VALUE(100), NUMBER_VALUE(1),
		    TEXT_VALUE(VIEW("2025-10-30")), BLOB_VALUE("xob", 3) },
		  6,
		  .changed = 1 },
		{ STATEMENT_NEXT_BATCH, { NUMBER_VALUE(0) }, 1, .rows = 1 },
		{ STATEMENT_NEXT_BATCH, { NUMBER_VALUE(1) }, 1, .rows = 0 },
		{ STATEMENT_LAST_BATCH,
		  { TEXT_VALUE(VIEW("a")), BLOB_VALUE("keyid", 5), NUMBER_VALUE(100) },
		  3,
		  .rows = 1 },
		{ STATEMENT_LAST_BATCH,
		  { TEXT_VALUE(VIEW("a")), BLOB_VALUE("keyid", 5), NUMBER_VALUE(101) },
		  3,
		  .rows = 0 },
		{ STATEMENT_WHOLE_BATCH, { NUMBER_VALUE(0) }, 1, .rows = 1 },
		{ STATEMENT_WHOLE_BATCH, { NUMBER_VALUE(1) }, 1, .rows = 0 },
		{ STATEMENT_UNCLAIMED,
		  { TEXT_VALUE(VIEW("a")), TEXT_VALUE(VIEW("2025-10-30")) },
		  2,
		  .rows = 1 },
		{ STATEMENT_CLAIM,
		  { TEXT_VALUE(VIEW("a")), TEXT_VALUE(VIEW("2025-10-30")) },
		  2,
		  .changed = 1 },
		{ STATEMENT_STATUS, .rows = 1 },
		{ STATEMENT_ADD_TICKET, { TEXT_VALUE(VIEW("a")), BLOB_VALUE("half", 4) }, 2, .changed = 1 },
		{ STATEMENT_USE_TICKET, { TEXT_VALUE(VIEW("b")), BLOB_VALUE("half", 4) }, 2, .changed = 0 },
		{ STATEMENT_USE_TICKET, { TEXT_VALUE(VIEW("a")), BLOB_VALUE("half", 4) }, 2, .changed = 1 },
		{ STATEMENT_USE_TICKET, { TEXT_VALUE(VIEW("a")), BLOB_VALUE("half", 4) }, 2, .changed = 0 },
		{ STATEMENT_FIND_TICKET, { TEXT_VALUE(VIEW("a")), BLOB_VALUE("half", 4) }, 2, .rows = 1 },
		{ STATEMENT_FIND_TICKET, { TEXT_VALUE(VIEW("b")), BLOB_VALUE("half", 4) }, 2, .rows = 0 },
		{ STATEMENT_NEXT_DEFINITION, { BLOB_VALUE("", 0) }, 1, .rows = 1 },
		{ STATEMENT_NEXT_DEFINITION, { BLOB_VALUE("hash", 4) }, 1, .rows = 0 },
		{ STATEMENT_NEXT_TICKETS, { NUMBER_VALUE(0) }, 1, .rows = 1 },
		{ STATEMENT_NEXT_TICKETS, { NUMBER_VALUE(1) }, 1, .rows = 0 },
		{ STATEMENT_COUNT_TICKETS, { TEXT_VALUE(VIEW("a")) }, 1, .rows = 1 },
	};
	bool seen[STATEMENT_COUNT] = { false };

	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		const struct call *call = &calls[i];
		struct error err = ERROR_INIT;
		size_t given = 0;
		struct rows rows = { .each = count_row, .context = &given };

		seen[call->statement] = true;
		ck_assert_msg(
		    driver->run(connection, call->statement, call->params, call->count, &rows, &err),
		    "%s, call %zu: %s", driver->name, i, err.text);
		ck_assert_msg(given == call->rows, "%s, call %zu: %zu rows", driver->name, i, given);
		ck_assert_msg(rows.changed == call->changed, "%s, call %zu: %zu written", driver->name, i,
		              rows.changed);
	}
	for (size_t i = 0; i < STATEMENT_COUNT; i++)
		ck_assert_msg(seen[i], "no call of statement %zu", i);
}

START_TEST(every_statement_runs_and_a_rollback_undoes_all)
{
	struct fixture f;
	struct error err = ERROR_INIT;
	struct connection *connection = NULL;
	size_t pools = 0;
	struct rows rows = { .each = count_row, .context = &pools };
	uint8_t part[2];

	fixture_init(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	for (size_t i = 0; store_drivers[i] != NULL; i++) {
		const struct store_driver *driver = store_drivers[i];

		if (strcmp(driver->name, fixture_backend->name) != 0)
			continue;
		ck_assert_ok(driver->open(f.location, STORE_SERVE, &connection, &err), &err);
		for (int times = 0; times < 2; times++) {
			ck_assert_ok(driver->begin(connection, &err), &err);
			run_calls(driver, connection);
			driver->rollback(connection);
		}
		ck_assert_ok(driver->run(connection, STATEMENT_STATUS, NULL, 0, &rows, &err), &err);
		ck_assert_uint_eq(pools, 0);
		ck_assert_ok(driver->begin(connection, &err), &err);
		run_calls(driver, connection);
		ck_assert_ok(driver->commit(connection, &err), &err);
		ck_assert_ok(driver->run(connection, STATEMENT_STATUS, NULL, 0, &rows, &err), &err);
		ck_assert_uint_eq(pools, 1);
		ck_assert_ok(driver->read_boxes(connection, 1, 1, part, 2, &err), &err);
		ck_assert_mem_eq(part, "ob", 2);
		ck_assert(!driver->read_boxes(connection, 1, 2, part, 2, &err)); /* it has three bytes */
		ck_assert(!driver->read_boxes(connection, 2, 0, part, 1, &err)); /* there is no such batch */
		driver->stop_reading(connection);
		driver->stop_reading(connection);
		ck_assert(driver->settle(connection, false));
		ck_assert(driver->settle(connection, true));
		driver->close(connection);
	}
	ck_assert_ptr_nonnull(connection);
	fixture_end(&f);
}
END_TEST

enum { NONCES = 1024 };

static void
shuffle(size_t *order, size_t count)
{
	for (size_t i = 0; i < count; i++)
		order[i] = i;
	for (size_t i = count; i > 1; i--) {
		size_t j = randombytes_uniform((uint32_t)i), kept = order[i - 1];

		order[i - 1] = order[j];
		order[j] = kept;
	}
}

START_TEST(a_set_of_nonces_does_not_tell_their_order)
{
	size_t bytes = pool_nonces_bytes(NONCES), order[NONCES];
	uint8_t *first = xcalloc(bytes, 1), *table = xcalloc(bytes, 1), nonce[NONCE_BYTES] = { 0 };
	uint8_t(*hashes)[NONCE_HASH_BYTES] = xcalloc(NONCES, NONCE_HASH_BYTES);

	for (size_t i = 0; i < NONCES; i++) {
		memcpy(nonce, &i, sizeof(i));
		nonce_hash(nonce, hashes[i]);
		ck_assert(nonces_add(first, bytes, hashes[i]));
	}
	for (int times = 0; times < 50; times++) {
		memset(table, 0, bytes);
		shuffle(order, NONCES);
		for (size_t i = 0; i < NONCES; i++) {
			ck_assert(!nonces_have(table, bytes, hashes[order[i]]));
			ck_assert(nonces_add(table, bytes, hashes[order[i]]));
			ck_assert(nonces_have(table, bytes, hashes[order[i]]));
			ck_assert(!nonces_add(table, bytes, hashes[order[i]]));
		}
		ck_assert_mem_eq(table, first, bytes);
	}
	/* The control: half of them are other bytes. */
	memset(table, 0, bytes);
	for (size_t i = 0; i < NONCES / 2; i++)
		nonces_add(table, bytes, hashes[i]);
	ck_assert_mem_ne(table, first, bytes);
	free(hashes);
	free(table);
	free(first);
}
END_TEST

START_TEST(a_set_of_nonces_that_is_all_damage_ends_its_walk)
{
	size_t bytes = pool_nonces_bytes(8);
	uint8_t *table = xmalloc(bytes), hash[NONCE_HASH_BYTES] = { 1 };

	memset(table, 0xff, bytes);
	ck_assert(!nonces_have(table, bytes, hash));
	nonces_add(table, bytes, hash);
	free(table);
}
END_TEST

STORE_MAIN("store_driver", every_statement_runs_and_a_rollback_undoes_all,
           a_set_of_nonces_does_not_tell_their_order, a_set_of_nonces_that_is_all_damage_ends_its_walk)
