/* SPDX-License-Identifier: EUPL-1.2
 *
 * Fuzzes the batch: what the store's owner, or a thief, could put in the place of released boxes, and what anybody could
 * seal. The input is a line "SIZE COUNT own|other boxes|lines free|tickets" for the batch's row; then the blob itself
 * (boxes), or lines that are sealed here: a digit for the version, a letter for the mode, and the encoding, in which HASH
 * stands for the hash of the definition.
 *
 * Covers: analysis/study/import.c analysis/study/opener.c analysis/study/import_tickets.c
 * Covers: analysis/study/import_definitions.c analysis/study/identities.c analysis/study/block.c
 */
#include "answers.h"

#include <sqlite3.h>

#include "analysis/study/import.h"
#include "analysis/study/study_write.h"

enum { BOXES_MAX = 64, LINE_MOST = 128 };

static const char known_half[] = "7eac494afd429d63fd81465b7bbf35bc3101d96f0adcfb33810aacbbe25d9052";

static struct {
	char directory[128], path[160];
	struct secret_key *key;
	struct questionnaire *questionnaire;
	struct store *store;
	sqlite3 *db;
	struct buf empty_study;
	struct fuzz_file study;
	struct ticket_list tickets;
} scene;

static void
run_sql(const char *sql)
{
	MUST(sqlite3_exec(scene.db, sql, NULL, NULL, NULL) == SQLITE_OK);
}

static void
make_tickets(void)
{
	uint8_t half[TICKET_HALF_BYTES], hash[TICKET_HALF_BYTES];
	char text[TICKET_HALF_TEXT];
	struct buf list = BUF_INIT;
	struct fuzz_file file;

	MUST(ticket_half_read(view_of(known_half), half));
	ticket_half_hash(half, hash);
	sodium_bin2hex(text, sizeof(text), hash, sizeof(hash));
	buf_printf(&list, "survey tickets 1 proef\n%s\n", text);
	file = fuzz_file_new(buf_view(&list));
	MUST(ticket_list_read(&scene.tickets, file.path, NULL));
	fuzz_file_forget(&file);
	buf_release(&list);
}

static void
make_empty_study(void)
{
	struct study *study;
	char path[192];

	snprintf(path, sizeof(path), "%s/study", scene.directory);
	MUST(study_create(path, FUZZ_PASSPHRASE, &study, NULL));
	study_close(study);
	MUST(buf_read_file(&scene.empty_study, path, 1 << 16, NULL));
	unlink(path);
	scene.study = fuzz_file_new(VIEW(""));
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const char *parent = getenv("TMPDIR");

	(void)argc, (void)argv;
	fuzz_start();
	snprintf(scene.directory, sizeof(scene.directory), "%s/survey-fuzz-XXXXXX",
	         parent == NULL ? "/tmp" : parent);
	MUST(mkdtemp(scene.directory) != NULL);
	snprintf(scene.path, sizeof(scene.path), "%s/store", scene.directory);
	MUST(secret_key_read(&scene.key, "tests/fuzz/team.key", FUZZ_PASSPHRASE, NULL));
	scene.questionnaire = fuzz_questionnaire("tests/fuzz/study.yaml");
	MUST(store_open(scene.path, STORE_SERVE, &scene.store, NULL));
	MUST(store_keep_definition(scene.store, scene.questionnaire->hash, scene.questionnaire->definition,
	                           NULL));
	store_close(scene.store);
	MUST(sqlite3_open(scene.path, &scene.db) == SQLITE_OK);
	run_sql("PRAGMA synchronous = OFF");
	MUST(store_open(scene.path, STORE_READ, &scene.store, NULL));
	make_tickets();
	make_empty_study();
	return 0;
}

static void __attribute__((destructor)) forget_scene(void)
{
	static const char *const suffixes[] = { "", "-wal", "-shm" };

	store_close(scene.store);
	sqlite3_close(scene.db);
	for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
		char path[192];

		snprintf(path, sizeof(path), "%s%s", scene.path, suffixes[i]);
		unlink(path);
	}
	rmdir(scene.directory);
	questionnaire_free(scene.questionnaire);
	secret_key_free(scene.key);
	ticket_list_release(&scene.tickets);
	buf_release(&scene.empty_study);
}

struct row {
	long long size, count;
	bool own, judged; /* judged: tickets count */
	struct buf boxes;
};

/* Seals one line as anybody could: version and mode are what it says. */
static void
seal_line(struct row *row, struct view line)
{
	size_t size = (size_t)row->size;
	struct buf envelope = BUF_INIT;
	uint8_t *box;

	if (line.len < SEAL_HEADER)
		return;
	buf_add_char(&envelope, (char)(line.ptr[0] - '0'));
	buf_add_char(&envelope, line.ptr[1]);
	answers_complete((struct view){ line.ptr + 2, line.len - 2 }, scene.questionnaire, &envelope);
	buf_add_char(&envelope, (char)0x80);
	if (envelope.len <= size) {
		box = xcalloc(1, size + SEAL_OVERHEAD);
		buf_reserve(&envelope, size);
		memset(envelope.data + envelope.len, 0, size - envelope.len);
		MUST(crypto_box_seal(box, (const uint8_t *)envelope.data, size,
		                     secret_key_public(scene.key)->bytes) == 0);
		buf_add(&row->boxes, box, size + SEAL_OVERHEAD);
		free(box);
	}
	buf_release(&envelope);
}

static bool
read_row(struct view input, struct row *row)
{
	struct view line = fuzz_line(&input);
	char text[LINE_MOST], key[8], kind[8], access[8];
	bool sealed;

	*row = (struct row){ .size = 0 };
	if (line.len >= sizeof(text))
		return false;
	memcpy(text, line.ptr, line.len);
	text[line.len] = '\0';
	if (sscanf(text, "%18lld %18lld %7s %7s %7s", &row->size, &row->count, key, kind, access) != 5)
		return false;
	row->own = strcmp(key, "own") == 0;
	row->judged = strcmp(access, "tickets") == 0;
	sealed = strcmp(kind, "lines") == 0;
	if (!sealed)
		buf_add_view(&row->boxes, input);
	for (size_t i = 0;
	     sealed && i < BOXES_MAX && input.len > 0 && row->size > 0 && row->size <= BOX_SIZE_MAX; i++)
		seal_line(row, view_cut(&input, '\n'));
	return true;
}

static void
store_row(const struct row *row)
{
	static const char sql[] = "INSERT INTO batch VALUES (1, 'proef', ?, ?, ?, '2026-06-01', ?)";
	uint8_t id[KEY_ID_BYTES];
	sqlite3_stmt *statement;

	memcpy(id, secret_key_public(scene.key)->id, sizeof(id));
	id[0] ^= !row->own;
	run_sql("DELETE FROM batch");
	MUST(sqlite3_prepare_v2(scene.db, sql, -1, &statement, NULL) == SQLITE_OK);
	sqlite3_bind_blob(statement, 1, id, sizeof(id), SQLITE_TRANSIENT);
	sqlite3_bind_int64(statement, 2, row->size);
	sqlite3_bind_int64(statement, 3, row->count);
	sqlite3_bind_blob64(statement, 4, row->boxes.data == NULL ? "" : row->boxes.data, row->boxes.len,
	                    SQLITE_STATIC);
	MUST(sqlite3_step(statement) == SQLITE_DONE);
	sqlite3_finalize(statement);
}

static void
import(struct import_result *result, const struct ticket_list *tickets)
{
	const struct import_options options = {
		.key = scene.key, .wave = VIEW("lente"), .threads = 1, .tickets = tickets
	};
	struct study *study;

	*result = IMPORT_RESULT_INIT;
	MUST(study_open(scene.study.path, STUDY_WRITE, FUZZ_PASSPHRASE, &study, NULL));
	MUST(import_store(study, scene.store, &options, result, NULL));
	study_close(study);
}

static size_t
responses_in_study(void)
{
	struct study *study;
	const struct block *blocks;
	size_t count, responses = 0;

	MUST(study_open(scene.study.path, STUDY_READ, FUZZ_PASSPHRASE, &study, NULL));
	MUST(study_load_texts(study, NULL));
	blocks = study_blocks(study, &count);
	for (size_t i = 0; i < count; i++)
		responses += blocks[i].responses.count;
	study_close(study);
	return responses;
}

/* Every box is in the study, known, or counted with what is wrong with it; a second import brings nothing. */
static void
check(const struct row *row)
{
	const struct ticket_list *tickets = row->judged ? &scene.tickets : NULL;
	struct import_result first, second;
	size_t imported = 0, accounted = 0, whole;

	fuzz_file_fill(&scene.study, buf_view(&scene.empty_study));
	import(&first, tickets);
	for (size_t i = 0; i < first.count_count; i++) {
		imported += first.counts[i].imported;
		accounted += first.counts[i].imported + first.counts[i].known;
	}
	for (size_t i = 0; i < first.problem_count; i++) {
		MUST(import_trouble_text(first.problems[i].trouble) != NULL);
		MUST(first.problems[i].boxes > 0 || row->count <= 0);
		if (first.problems[i].trouble < TROUBLE_MISSING)
			accounted += first.problems[i].boxes;
	}
	MUST(responses_in_study() == imported);
	MUST(row->own || (imported == 0 && first.other_key_count == 1));
	if (row->own && row->size >= BOX_SIZE_MIN && row->size <= BOX_SIZE_MAX && row->count >= 0) {
		whole = row->boxes.len / ((size_t)row->size + SEAL_OVERHEAD);
		MUST(accounted == (whole < (size_t)row->count ? whole : (size_t)row->count));
	}
	import(&second, tickets);
	for (size_t i = 0; i < second.count_count; i++)
		MUST(second.counts[i].imported == 0);
	MUST(responses_in_study() == imported);
	import_result_release(&first);
	import_result_release(&second);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct row row;

	if (read_row(fuzz_view(data, size), &row)) {
		store_row(&row);
		check(&row);
	}
	buf_release(&row.boxes);
	return 0;
}
