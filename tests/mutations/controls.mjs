// SPDX-License-Identifier: EUPL-1.2
//
// Every control that keeps people anonymous, how to take it away, and the test that must notice. `from` stands in `file` exactly
// once; `to` takes its place. A test is a unit test program and one of its tests, or a file of HTTP tests and one of
// its tests.

const settle = 'survey/store/sqlite_settle.c';
const unit = (program, name) => ({ kind: 'unit', program, name });
const http = (file, name) => ({ kind: 'http', file, name });

const files = unit('store_anonymity', 'nothing_is_left_in_the_wal_and_file_times_are_days');
const memory = http('anonymity-memory', 'when a request is over, nothing of it is left in memory or in a file');
const broken = http('anonymity-memory', 'what is on its way is found in memory (positive control), and is gone when it broke off');
const onePool = unit('store_anonymity_order', 'ten_thousand_in_one_pool_and_one_batch_stand_in_no_order');
const snapshots = unit('store_anonymity_snapshots', 'between_two_snapshots_nothing_or_at_least_k_were_released');
const length = http('anonymity-length', 'in sealed mode a questionnaire has one size of POST and one size of reply');

export const controls = [
	// ---- order
	{
		control: 'a response goes into a random free slot',
		file: 'survey/store/pool.c', from: 'randombytes_uniform((uint32_t)(pool->slots - pool->pooled))', to: '0', test: onePool,
	},
	{
		control: 'a batch is sorted', file: 'survey/store/release.c',
		from: '	qsort_r(room->data, count, box_bytes, compare_boxes, &box_bytes);\n', to: '	(void)compare_boxes;\n',
		test: unit('store', 'a_full_pool_is_released_early_and_goes_on'),
	},
	{
		control: 'a released slot gets a dummy', file: 'survey/store/release.c', from: 'refill(session, pool, leftovers, dummies, err)',
		to: '(true || refill(session, pool, leftovers, dummies, err))', test: onePool,
	},
	{
		control: 'what an early release left gives way to dummies', file: 'survey/store/leftovers.c', from: 'good = pool_put_dummy(pool, session, at->slot, NULL, err);', to: 'good = pool != NULL && session != NULL && err != NULL;',
		test: unit('store_anonymity_order', 'ten_thousand_in_early_releases_stand_in_no_order_within_each'),
	},
	{
		control: 'it does so when a server that was killed starts again', file: 'survey/store/writer.c', from: '	writer->leftovers_left = true;\n	writer->thorough_ns', to: '	writer->thorough_ns',
		test: unit('store_leftovers', 'they_give_way_when_a_server_that_was_killed_starts_again'),
	},
	{
		control: 'it does so at the next release', file: 'survey/store/release.c', from: 'if (!leftovers && !pool_occupied(pool, slot))', to: 'if ((void)leftovers, !pool_occupied(pool, slot))',
		test: unit('store_leftovers', 'they_give_way_at_the_next_release_by_anybody'),
	},
	{
		control: 'a full pool gives up a part by chance', file: 'survey/store/pool.c', from: 'size_t slot = randombytes_uniform((uint32_t)pool->slots);', to: 'size_t slot = count - 1;',
		test: unit('store_early', 'a_full_pool_gives_up_a_part_by_chance'),
	},
	{
		control: 'no such part has fewer than k', file: 'survey/store/release.c', from: 'part > minimum ? part : minimum', to: 'part + minimum * 0', test: unit('store_early', 'no_part_has_fewer_than_k'),
	},
	{
		control: 'a dummy is a real box', file: 'survey/seal/seal.c', from: '!seal_envelope(key, SEAL_MODE_DUMMY, VIEW(""), size, box)', to: '(memset(box, 0, size + SEAL_OVERHEAD), key == NULL)',
		test: unit('store_anonymity', 'slots_that_were_released_hold_dummies_that_differ'),
	},
	{
		control: 'the set of nonces depends on its members alone', file: 'survey/store/pool.c', from: 'if (memcmp(entry, moving, sizeof(moving)) < 0) {',
		to: 'if (sodium_is_zero(entry, sizeof(moving))) {', test: unit('store_driver', 'a_set_of_nonces_does_not_tell_their_order'),
	},
	{
		control: 'a nonce is kept as a hash', file: 'survey/store/pool.c', from: 'crypto_generichash(hash, NONCE_HASH_BYTES, nonce, NONCE_BYTES, NULL, 0);', to: 'memcpy(hash, nonce, NONCE_HASH_BYTES);',
		test: http('secrets', 'a nonce is not in the store as it was sent, nor are its bytes'),
	},
	{
		control: 'nonces are forgotten at the release after next', file: 'survey/store/pool.c', from: '	memset(pool->nonces, 0, pool_nonces_bytes(pool->slots));\n', to: '',
		test: unit('store', 'a_nonce_is_forgotten_at_the_release_after_next'),
	},
	{
		control: 'tickets are added in the order of their hashes', file: 'survey/store/tickets.c', from: '	qsort(sorted, count, TICKET_HALF_BYTES, compare_hashes);\n', to: '	(void)compare_hashes;\n',
		test: unit('store_anonymity_tickets', 'tickets_stand_in_the_order_of_their_hashes'),
	},
	{
		control: 'a used ticket is marked where it stands', file: 'survey/store/sqlite.c', from: '"UPDATE ticket SET used = 1 WHERE questionnaire = ?1 AND hash = ?2 AND used = 0"',
		to: '"REPLACE INTO ticket (questionnaire, hash, used) SELECT questionnaire, hash, 1 FROM ticket WHERE questionnaire = ?1 AND hash = ?2 AND used = 0"',
		test: unit('store_sqlite', 'the_pages_of_tickets_do_not_show_in_which_order_they_were_used'),
	},
	{
		control: 'deleted content is overwritten', file: 'survey/store/sqlite_open.c', from: 'PRAGMA secure_delete = ON;', to: 'PRAGMA secure_delete = OFF;',
		test: unit('store_anonymity_snapshots', 'what_moved_stands_in_one_place_only'),
	},
	{
		control: 'the write-ahead log is emptied', file: settle,
		from: 'checkpoint(connection, SQLITE_CHECKPOINT_TRUNCATE) && wipe_index(connection);',
		to: 'wipe_index(connection) || checkpoint(connection, SQLITE_CHECKPOINT_PASSIVE);', test: files,
	},
	{
		control: 'the index of the log is wiped', file: settle, from: 'CHECKPOINT_TRUNCATE) && wipe_index(connection);', to: 'CHECKPOINT_TRUNCATE) && (true || wipe_index(connection));',
		test: unit('store_anonymity', 'the_index_of_the_wal_forgets_which_slots_were_written'),
	},
	{
		control: 'the index of the log is wiped to its end', file: settle, from: 'if (block == NULL)\n			return i > 0;', to: 'if (block == NULL || i > 0)\n			return i > 0;',
		test: unit('store_anonymity', 'a_long_index_of_the_wal_forgets_too'),
	},
	{
		control: 'the log is emptied under load', file: 'survey/store/writer.c', from: 'bool thoroughly = now_ns() >= writer->thorough_ns;', to: 'bool thoroughly = writer == NULL;',
		test: unit('store_sqlite', 'under_load_the_log_is_emptied_every_few_seconds'),
	},
	{
		control: 'a store that was killed settles when it is opened', file: 'survey/store/store.c', from: '		writer_unsettled(store->writer);\n	}\n	*result = store;', to: '	}\n	*result = store;',
		test: unit('store_anonymity', 'a_store_that_was_killed_settles_when_it_is_opened'),
	},
	{
		control: 'no release has fewer than k', file: 'survey/store/release.c', from: 'pooled >= pool->release_minimum', to: 'pooled >= 1', test: snapshots,
	},
	{
		control: 'a pool is no smaller than k', file: 'survey/store/store.c', from: 'known.slots < description->release_minimum', to: 'known.slots < 1',
		test: unit('store', 'a_pool_that_makes_no_sense_is_refused'),
	},
	{
		control: 'the status tells no number below k', file: 'survey/server/cmd_status.c', from: '	if (status->pooled >= status->release_minimum)\n		printf("%zu of %zu"', to: '	if (status->pooled >= 0)\n		printf("%zu of %zu"',
		test: http('submit', 'status does not show how many are pooled while they are few'),
	},
	{
		control: 'the log tells no number below ten', file: 'survey/server/schedule.c', from: 'if (kept >= LOG_MINIMUM)', to: 'if (kept + LOG_MINIMUM > 0)',
		test: http('secrets', 'the log of 3 responses tells no number below ten'),
	},
	// ---- time
	{
		control: 'the times of the files are the start of the day', file: settle, from: '	sqlite_set_times(sqlite3_db_filename(connection->db, NULL));\n', to: '', test: files,
	},
	{
		control: 'the times of the files are set when the store closes too', file: 'survey/store/sqlite_open.c', from: '		sqlite_set_times(database);\n', to: '',
		test: unit('store_anonymity', 'a_look_at_a_store_that_was_killed_leaves_no_time'),
	},
	{
		control: 'the tables of a pool in PostgreSQL are written anew', file: 'survey/store/postgres_settle.c', from: '	if (good && (need[0] || connection->aborted))', to: '	if (false)',
		test: unit('store_anonymity_order', 'large_boxes_stand_in_no_order'),
	},
	{
		control: 'the times of the files have no hour', file: settle, from: 'local.tm_hour = local.tm_min = local.tm_sec = 0;', to: 'local.tm_min = local.tm_sec = 0;', test: files,
	},
	{
		control: 'a batch has a day and no hour', file: 'survey/store/store.c',
		from: '	snprintf(text, DAY_TEXT, "%04u-%02u-%02u", (unsigned)day.year % 10000, (unsigned)day.month % 100,\n	         (unsigned)day.day % 100);',
		to: '	snprintf(text, DAY_TEXT, "%04u-%02u-%02u %02u", (unsigned)day.year % 10000, (unsigned)day.month % 100,\n	         (unsigned)day.day % 100, (unsigned)(time(NULL) / 3600 % 24));',
		test: http('anonymity-time', 'at another hour of the same day the same comes out, and nothing is finer than a day'),
	},
	// ---- length
	{
		control: 'the browser pads every response to one size', file: 'survey/script/seal.mjs', from: 'new Uint8Array(size)', to: 'new Uint8Array(text.length + 3)', test: length,
	},
	{
		control: 'a box is sent in letters that a form does not escape', file: 'survey/script/seal.mjs', from: ".replaceAll('+', '-')", to: '', test: length,
	},
	{
		control: 'the server pads every response to one size', file: 'survey/seal/seal.c',
		from: 'good = crypto_box_seal(box, envelope, size, key->bytes) == 0;',
		to: 'good = crypto_box_seal(box, envelope, end / 64 * 64 + 64 < size ? end / 64 * 64 + 64 : size, key->bytes) == 0;',
		test: unit('seal', 'every_length_up_to_the_limit_opens_again_and_all_boxes_are_one_length'),
	},
	{
		control: 'a box of another length is refused', file: 'survey/server/box_text.c', from: 'text.len != whole * GROUP_LETTERS + last', to: 'text.len < whole * GROUP_LETTERS + last',
		test: http('sealed', 'a box of a wrong length, junk, a wrong nonce and an unknown definition are refused, and nothing is kept'),
	},
	// ---- memory and address
	{
		control: 'the address of a client is forgotten at once', file: 'survey/web/deadline.c', from: '		forget_address(mhd);\n', to: '		(void)forget_address;\n', test: memory,
	},
	{
		control: 'what libmicrohttpd keeps of a connection is unmapped', file: 'survey/web/http.c', from: 'CONNECTION_MEMORY = 36 * 1024,', to: 'CONNECTION_MEMORY = 32 * 1024,', test: broken,
	},
	{
		control: 'the memory of a request is wiped', file: 'survey/core/arena.c', from: '		explicit_bzero(block->bytes, block->used);\n		free(block);\n', to: '		free(block);\n', test: memory,
	},
	{
		control: 'a page\'s nonce is wiped when the page was sent', file: 'survey/web/prepared.c', from: '		explicit_bzero(copy->own, prepared->own_len);\n', to: '		(void)prepared;\n', test: memory,
	},
	{
		control: 'a page\'s nonce is wiped when the page was sent, compressed', file: 'survey/web/gzip.c', from: '	explicit_bzero(bytes + gzip->own_at, own_len);\n', to: '	(void)own_len;\n', test: memory,
	},
	{
		control: 'random bytes that became a nonce are wiped', file: 'survey/server/page_nonce.c', from: '	sodium_memzero(next, NONCE_BYTES);\n', to: '', test: memory,
	},
	{
		control: 'what served a prepared page left on the stack is wiped', file: 'survey/web/request.c', from: 'reply.copy != NULL ? WEB_SHALLOW_STACK : HANDLER_STACK', to: 'reply.copy != NULL ? 1 : HANDLER_STACK',
		test: unit('web_stack', 'what_gave_a_prepared_page_is_gone_from_the_stack_too'),
	},
	{
		control: 'a page with what somebody typed is never compressed', file: 'survey/web/reply.c', from: '	for (size_t i = 0; good && i < sizeof(protective_headers)', to: '	good = good && add(response, "Content-Encoding", "gzip");\n	for (size_t i = 0; good && i < sizeof(protective_headers)',
		test: http('compressed', 'what somebody typed comes back as it is'),
	},
	{
		control: 'a page with answers is wiped', file: 'survey/core/text.c', from: '		explicit_bzero(buf->data, buf->room);\n	buf_release(buf);', to: '		buf_reset(buf);\n	buf_release(buf);', test: memory,
	},
	{
		control: 'what a handler left on the stack is wiped', file: 'survey/web/request.c', from: '	sodium_stackzero(reply.copy != NULL ? WEB_SHALLOW_STACK : HANDLER_STACK);\n', to: '',
		test: unit('web_stack', 'what_a_handler_had_on_its_stack_is_gone_when_the_reply_comes'),
	},
	{
		control: 'what was sealed is wiped', file: 'survey/seal/seal.c', from: '	sodium_memzero(envelope, size);\n', to: '',
		test: unit('seal', 'what_was_sealed_is_not_left_behind'),
	},
	{
		control: 'no core is written', file: 'survey/core/command.c', from: '	setrlimit(RLIMIT_CORE, &no_core);', to: '	(void)no_core;',
		test: http('secrets', 'no core of the server can hold answers'),
	},
	{
		control: 'only the owner may read the store', file: 'survey/store/sqlite_open.c', from: '		fchmod(fd, 0600);\n', to: '		fchmod(fd, 0644);\n',
		test: unit('store_anonymity', 'only_the_owner_may_read_the_files'),
	},
	{
		control: 'no site learns where somebody came from', file: 'survey/web/reply.c', from: '	{ "Referrer-Policy", "no-referrer" },\n', to: '', test: http('routes', 'GET /nl answers 200 in nl with every header'),
	},

	// ---- what leaves a study
	{
		control: 'an export has released findings only', file: 'analysis/decisions/finding_release.c', from: 'good = finding->released && ', to: 'good = ',
		test: unit('study_exporter', 'drafts_and_references_to_them_stay'),
	},
	{
		control: 'a likely name in a card keeps its finding back', file: 'analysis/decisions/finding_release.c', from: '	add_marks(obstacles, coding, finding);\n', to: '	(void)add_marks;\n',
		test: unit('finding', 'a_likely_name_in_a_card_is_mended_or_stays_by_a_decision'),
	},
	{
		control: 'what may stay in a card is what was found in it', file: 'analysis/decisions/coding_check.c', from: 'return found || fail(err, ERROR_ABSENT, "nothing looks', to: 'return true || found || fail(err, ERROR_ABSENT, "nothing looks',
		test: unit('finding', 'what_may_stay_in_a_card_are_these_words_in_this_part'),
	},
	{
		control: 'a quote goes out when somebody read its text', file: 'analysis/decisions/quote.c', from: 'return quote_was_read(coding, mention, place) && ', to: 'return ',
		test: unit('finding', 'a_quote_is_not_released_before_somebody_read_its_text'),
	},
	{
		control: 'the report is refused while something may not go out', file: 'analysis/exporters/report.c', from: 'if (reasons > 0 && !settings->draft) {', to: 'if (reasons > 1000 && !settings->draft) {',
		test: unit('report_page', 'what_keeps_a_report_from_being_released_is_listed_and_a_draft_says_so'),
	},
	{
		control: 'an audience stands beside a quote only where none is hidden', file: 'analysis/exporters/report_quotes.c', from: '	if (hides_an_audience(report, &kind->mentions, 0, (size_t[TABLE_AXES_MAX]){ 0 }))\n		return false;\n', to: '',
		test: unit('report_page', 'quotes_name_no_audience_where_one_is_hidden'),
	},
	{
		control: 'the browser that prints reaches no network', file: 'analysis/pdf/browser.c', from: '	"--proxy-server=http://127.0.0.1:9",\n', to: '',
		test: unit('pdf', 'a_page_is_printed_without_running_or_fetching_anything'),
	},
	{
		control: 'the browser that prints is ended with all its files', file: 'analysis/pdf/browser.c', from: '	nftw(home, remove_entry, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS);\n', to: '',
		test: unit('pdf', 'a_browser_that_hangs_is_ended_in_time_with_all_that_it_started'),
	},
	{
		control: 'a draft is not published', file: 'survey/server/findings.c', from: 'if (find(html, "data-concept=") != NULL)', to: 'if (find(html, "data-concepts=") != NULL)',
		test: http('publish', 'a draft is refused'),
	},
	{
		control: 'an export refers to no draft', file: 'analysis/exporters/package_codes.c', from: 'return other != NULL && goes_out(package, coding, other) ? other->id : nobody;',
		to: 'return other != NULL ? other->id : nobody;', test: unit('study_exporter', 'drafts_and_references_to_them_stay'),
	},
	{
		control: 'an export has released quotes only', file: 'analysis/exporters/package_quotes.c', from: 'if (quote->state == QUOTE_RELEASED)', to: 'if (quote->state != QUOTE_NONE)',
		test: unit('study_exporter', 'a_release_is_looked_at_again_before_it_goes_out'),
	},
	{
		control: 'texts stand beside closed answers only when asked for', file: 'analysis/exporters/package_answers.c', from: 'if (package->settings.texts || ', to: 'if (true || ',
		test: unit('study_exporter', 'answers_and_their_texts_are_for_internal_use'),
	},
	{
		control: 'quotes stand by alphabet', file: 'analysis/exporters/package_quotes.c', from: '	sort_sources(package);\n', to: '	(void)sort_sources;\n',
		test: unit('study_exporter', 'words_stand_by_alphabet'),
	},
	{
		control: 'the tables of an export are hidden together', file: 'analysis/exporters/package_tables.c', from: 'release_made_safe(&package->release, all, package->table_count,', to: 'release_made_safe(&package->release, all, 1,',
		test: unit('study_exporter', 'a_number_that_is_hidden_in_one_table_is_hidden_in_all'),
	},
];
