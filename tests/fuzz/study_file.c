/* SPDX-License-Identifier: EUPL-1.2
 *
 * Fuzzes the study's file from its first byte: as it is, with a header that is vouched for, and behind the header of
 * tests/fuzz/team.study with marks that fit, so that lengths of records reach who reads them.
 *
 * Covers: analysis/study/record_open.c analysis/study/record_file.c
 */
#include "locked.h"

#include "analysis/study/record_inside.h"
#include "analysis/study/study.h"

#define TEAM_STUDY "tests/fuzz/team.study"

static struct fuzz_file file;
static struct record_file *team; /* open, for its keys */
static struct buf team_header;
static char created[128]; /* a path where nothing is */

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct buf whole = BUF_INIT;

	(void)argc, (void)argv;
	fuzz_start();
	file = fuzz_file_new(VIEW(""));
	fuzz_path(created, sizeof(created), "study");
	MUST(record_file_open(TEAM_STUDY, false, FUZZ_PASSPHRASE, &team, NULL));
	MUST(buf_read_file(&whole, TEAM_STUDY, 1 << 20, NULL));
	buf_add(&team_header, whole.data, team->start);
	buf_release(&whole);
	return 0;
}

static void __attribute__((destructor)) forget_team(void)
{
	record_file_close(team);
	buf_release(&team_header);
}

static void
check(struct view content, enum study_access access)
{
	struct study *study = NULL;
	struct error err = ERROR_INIT;

	fuzz_file_fill(&file, content);
	if (study_open(file.path, access, FUZZ_PASSPHRASE, &study, &err)) {
		size_t count;

		MUST(study_blocks(study, &count) != NULL || count == 0);
		MUST(study_load_texts(study, &err) || err.code == ERROR_INVALID);
		study_close(study);
	} else {
		MUST(err.code == ERROR_INVALID || err.code == ERROR_VERSION || err.code == ERROR_KEY);
		MUST(err.text[0] != '\0');
	}
}

/* Bytes of records of any type that are appended to a new file come back. */
static void
check_created(struct view content)
{
	struct record_file *records = NULL;
	struct buf read = BUF_INIT;
	uint8_t type = content.len == 0 ? 'Z' : (uint8_t)content.ptr[0];

	unlink(created);
	MUST(record_file_create(created, FUZZ_PASSPHRASE, &records, NULL));
	MUST(record_file_append(records, (enum record_type)type, content, NULL));
	MUST(record_file_commit(records, NULL));
	record_file_close(records);
	MUST(!record_file_open(created, false, VIEW("another"), &records, NULL));
	MUST(record_file_open(created, true, FUZZ_PASSPHRASE, &records, NULL));
	MUST(record_file_count(records) == 1 && record_file_at(records, 0)->type == type);
	MUST(record_file_read(records, 0, &read, NULL) && view_equal(buf_view(&read), content));
	MUST(strcmp(record_file_path(records), created) == 0);
	record_file_close(records);
	buf_release(&read);
	unlink(created);
}

/* Locks the header anew with the study's own key, so that what is wrong with other members is seen. */
static void
check_header(struct view header, struct view rest)
{
	json_t *json = locked_load(header);
	struct buf content = BUF_INIT;
	char *text;

	if (json == NULL || !locked_is_cheap(json))
		goto out;
	locked_lock_again(json, team->keys->study, LOCKED_BYTES);
	text = json_dumps(json, JSON_COMPACT);
	buf_add_text(&content, text);
	buf_add_char(&content, '\n');
	buf_add_view(&content, rest);
	check(buf_view(&content), STUDY_READ);
	free(text);
out:
	buf_release(&content);
	json_decref(json);
}

/* The numbers of the first mark in `rest` are believed, but for a length beyond the file's. */
static void
check_records(struct view rest)
{
	struct buf content = BUF_INIT;
	uint8_t mark[MARK_LENGTH];
	uint64_t length = team_header.len + rest.len, marked = 0, count = 0;

	if (rest.len < MARKS * MARK_LENGTH)
		return;
	for (size_t i = 0; i < 8; i++) {
		marked |= (uint64_t)(uint8_t)rest.ptr[i] << 8 * i;
		count |= (uint64_t)(uint8_t)rest.ptr[8 + i] << 8 * i;
	}
	record_file_mark(team, marked > length ? length : marked, count, mark);
	buf_add_view(&content, buf_view(&team_header));
	buf_add(&content, mark, sizeof(mark));
	buf_add(&content, rest.ptr + MARK_LENGTH, rest.len - MARK_LENGTH);
	check(buf_view(&content), STUDY_READ);
	check(buf_view(&content), STUDY_WRITE);
	buf_release(&content);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct view rest = fuzz_view(data, size), header = fuzz_line(&rest);

	check(fuzz_view(data, size), STUDY_READ);
	check(fuzz_view(data, size), STUDY_WRITE);
	check_header(header, rest);
	check_records(rest);
	check_created(rest);
	return 0;
}
