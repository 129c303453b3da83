/* SPDX-License-Identifier: EUPL-1.2
 *
 * What a PostgreSQL store has, and what its server would keep beside it, for whoever checks it.
 */
#include "survey/store/pool.h"
#include "survey/store/postgres.h"

#include <stdio.h>
#include <string.h>

#define HERE "current_schema()::regnamespace"

/* Everything that can hold or do something: tables of all kinds with their columns, and what is no table by its kind and name. The
 * indexes of keys are what a key is. */
static const char everything[] =
    "SELECT c.relname::text, a.attname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
    " WHERE c.relnamespace = " HERE " AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0"
    " AND NOT a.attisdropped"
    " UNION ALL SELECT 'sequence', relname::text FROM pg_class WHERE relnamespace = " HERE
    " AND relkind = 'S'"
    " UNION ALL SELECT 'index', c.relname::text FROM pg_class c WHERE c.relnamespace = " HERE
    " AND c.relkind IN ('i', 'I') AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = c.oid)"
    " UNION ALL SELECT 'trigger', t.tgname::text FROM pg_trigger t JOIN pg_class c ON t.tgrelid = c.oid"
    " WHERE c.relnamespace = " HERE " AND NOT t.tgisinternal"
    " UNION ALL SELECT 'rule', r.rulename::text FROM pg_rewrite r JOIN pg_class c ON r.ev_class = c.oid"
    " WHERE c.relnamespace = " HERE " AND r.rulename <> '_RETURN'"
    " UNION ALL SELECT 'function', proname::text FROM pg_proc WHERE pronamespace = " HERE
    " UNION ALL SELECT 'event trigger', evtname::text FROM pg_event_trigger"
    " UNION ALL SELECT 'publication', pubname::text FROM pg_publication"
    " ORDER BY 1, 2";

_Static_assert(POOL_SLOTS_MAX == 65536 && SEAL_OVERHEAD == 48, "the last query below has these numbers");

#define SETTING(name, wanted)                                                                                \
	{                                                                                                    \
		name, wanted, "SELECT current_setting('" name "')"                                           \
	}
/* Of a module that may not be there. */
#define MODULE(name, wanted)                                                                                 \
	{                                                                                                    \
		name, wanted, "SELECT coalesce(current_setting('" name "', true), '" wanted "')"             \
	}

static const struct {
	const char *name, *wanted, *query;
} settings[] = {
	SETTING("fsync", "on"),
	SETTING("full_page_writes", "on"),
	SETTING("synchronous_commit", "on"),
	/* What would keep statements, their parameters or their times. */
	SETTING("log_statement", "none"),
	SETTING("log_duration", "off"),
	SETTING("log_min_duration_statement", "-1"),
	SETTING("log_min_duration_sample", "-1"),
	SETTING("log_transaction_sample_rate", "0"),
	SETTING("log_parameter_max_length_on_error", "0"),
	SETTING("debug_print_parse", "off"),
	SETTING("debug_print_plan", "off"),
	SETTING("debug_print_rewritten", "off"),
	SETTING("track_commit_timestamp", "off"),
	SETTING("archive_mode", "off"),
	MODULE("pg_stat_statements.track", "none"),
	MODULE("auto_explain.log_min_duration", "-1"),
	MODULE("pgaudit.log", "none"),
	{ "logical replication slots", "0",
	  "SELECT count(*)::text FROM pg_replication_slots WHERE slot_type = 'logical'" },
	{ "others who may read the tables", "0",
	  "SELECT count(*)::text FROM pg_class c, aclexplode(c.relacl) g WHERE c.relnamespace = " HERE
	  " AND c.relkind = 'r' AND g.grantee <> c.relowner" },
	{ "releases with something else than a day", "0",
	  "SELECT count(*)::text FROM batch WHERE released !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'" },
	{ "nightly looks with something else than a day", "0",
	  "SELECT count(*)::text FROM pool WHERE claimed_day !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' AND "
	  "claimed_day <> "
	  "''" },
	{ "boxes of another length than their pool's", "0",
	  "SELECT count(*)::text FROM slot JOIN pool ON slot.id / 65536 = pool.id WHERE length(box) <> size "
	  "+ 48" },
};

/* As text that ends. */
static void
copy_text(struct view from, char *to, size_t size)
{
	snprintf(to, size, "%.*s", VIEW_ARGS(from));
}

static bool
give_column(void *context, const struct value *columns, struct error *err)
{
	const struct store_inspection *inspection = context;
	char table[80], column[80];

	(void)err;
	copy_text(columns[0].bytes, table, sizeof(table));
	copy_text(columns[1].bytes, column, sizeof(column));
	inspection->column(inspection->context, table, column);
	return true;
}

struct asking {
	const struct store_inspection *inspection;
	size_t at;
};

static bool
give_setting(void *context, const struct value *columns, struct error *err)
{
	const struct asking *asking = context;
	char value[80];

	(void)err;
	copy_text(columns[0].bytes, value, sizeof(value));
	asking->inspection->setting(asking->inspection->context, settings[asking->at].name, value,
	                            strcmp(value, settings[asking->at].wanted) == 0);
	return true;
}

bool
postgres_inspect(struct connection *connection, const struct store_inspection *inspection, struct error *err)
{
	struct asking asking = { .inspection = inspection };
	bool good = postgres_ask(connection, everything, give_column, (void *)inspection, err);

	for (; good && asking.at < sizeof(settings) / sizeof(settings[0]); asking.at++)
		good = postgres_ask(connection, settings[asking.at].query, give_setting, &asking, err);
	return good;
}
