/* SPDX-License-Identifier: EUPL-1.2
 *
 * Fuzzes what stands in a study's records, as if the team's own program had written it: records are authentic, but a mistake
 * of ours must not become one of memory. The input is a list of records: a byte for the type, four for the length
 * (little-endian), the content.
 *
 * Covers: analysis/study/study.c analysis/study/block_read.c
 */
#include "fuzz.h"

#include "analysis/study/bytes.h"
#include "analysis/study/record_file.h"
#include "analysis/study/study_write.h"

enum { RECORDS_MAX = 32 };

static struct fuzz_file file;
static struct buf empty_study;
static volatile uint64_t read_sum; /* so that reading is not optimised away */

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	char path[128];
	struct record_file *made;

	(void)argc, (void)argv;
	fuzz_start();
	file = fuzz_file_new(VIEW(""));
	fuzz_path(path, sizeof(path), "study");
	MUST(record_file_create(path, FUZZ_PASSPHRASE, &made, NULL));
	record_file_close(made);
	MUST(buf_read_file(&empty_study, path, 1 << 16, NULL));
	unlink(path);
	return 0;
}

static void __attribute__((destructor)) forget_study(void)
{
	buf_release(&empty_study);
}

static void
write_records(struct view input)
{
	struct record_file *records;
	struct reader reader = reader_of(input);

	fuzz_file_fill(&file, buf_view(&empty_study));
	MUST(record_file_open(file.path, true, FUZZ_PASSPHRASE, &records, NULL));
	for (size_t i = 0; i < RECORDS_MAX && reader.left > 0; i++) {
		uint8_t type = (uint8_t)take_number(&reader, 1);
		size_t length = (size_t)take_number(&reader, 4);
		const uint8_t *content;

		if (length > reader.left)
			length = reader.left;
		content = take_bytes(&reader, length);
		MUST(record_file_append(records, (enum record_type)type,
		                        fuzz_view(content, content == NULL ? 0 : length), NULL));
	}
	MUST(record_file_commit(records, NULL));
	record_file_close(records);
}

/* Reads every byte, so that AddressSanitizer sees what points nowhere. */
static uint64_t
sum_rows(const struct rows *rows, size_t responses)
{
	uint64_t sum = 0;

	for (size_t c = 0; c < rows->column_count; c++)
		for (size_t i = 0; i < rows->count * rows->columns[c].width; i++)
			sum += rows->columns[c].bits[i];
	for (size_t c = 0; c < rows->text_count; c++)
		for (size_t i = 0; i < rows->count; i++)
			for (size_t j = 0; j < rows->texts[c].views[i].len; j++)
				sum += (uint8_t)rows->texts[c].views[i].ptr[j];
	for (size_t i = 0; rows->response != NULL && i < rows->count; i++)
		MUST(rows->response[i] < responses && (i == 0 || rows->response[i - 1] <= rows->response[i]));
	return sum;
}

static uint64_t
sum_block(const struct block *block)
{
	size_t responses = block->responses.count;
	uint64_t sum = sum_rows(&block->responses, responses);

	MUST(block->questionnaire != NULL && block->responses.response == NULL);
	for (size_t i = 0; i < block->mention_count; i++)
		sum += sum_rows(&block->mentions[i], responses);
	for (size_t i = 0; i < block->group_count; i++)
		sum += sum_rows(&block->groups[i], responses);
	for (size_t i = 0; i < responses; i++)
		MUST((block->modes[i] == SEAL_MODE_SERVER || block->modes[i] == SEAL_MODE_BROWSER) &&
		     block->quotable[i] <= 1);
	for (size_t i = 0; i < block->wave.len; i++)
		sum += (uint8_t)block->wave.ptr[i];
	return sum;
}

static void
read_study(enum study_access access)
{
	struct study *study = NULL;
	struct error err = ERROR_INIT;
	const struct block *blocks;
	size_t count;

	if (!study_open(file.path, access, FUZZ_PASSPHRASE, &study, &err)) {
		MUST(err.code == ERROR_INVALID && err.text[0] != '\0');
		return;
	}
	blocks = study_blocks(study, &count);
	for (size_t i = 0; i < count; i++)
		read_sum += sum_block(&blocks[i]);
	if (study_load_texts(study, &err)) {
		for (size_t i = 0; i < count; i++)
			read_sum += sum_block(&blocks[i]);
		MUST(study_load_texts(study, &err));
	} else {
		MUST(err.code == ERROR_INVALID);
	}
	study_close(study);
}

/* To what can be read, more can be added: here an empty block of the first block's definition, and a box. */
static void
add_to_study(void)
{
	static const uint8_t box[IDENTITY_BYTES] = "a box";
	const struct view identities = { (const char *)box, sizeof(box) };
	struct study *study = NULL;
	struct arena arena = ARENA_INIT;
	struct layout layout;
	struct block_builder builder;
	const struct block *blocks;
	size_t before, after;

	if (!study_open(file.path, STUDY_WRITE, FUZZ_PASSPHRASE, &study, NULL))
		return;
	blocks = study_blocks(study, &before);
	MUST(study_knows_box(study, box) || study_learn_box(study, box));
	MUST(study_knows_box(study, box));
	if (before > 0) {
		layout_init(&layout, blocks[0].questionnaire, &arena);
		block_builder_init(&builder, &layout);
		MUST(study_questionnaire(study, blocks[0].questionnaire->hash) != NULL);
		MUST(study_add_definition(study, blocks[0].questionnaire, NULL));
		MUST(study_add_block(study, &builder, VIEW("herfst"), identities, NULL));
		block_builder_release(&builder);
	}
	MUST(study_commit(study, NULL));
	study_close(study);
	arena_release(&arena);
	MUST(study_open(file.path, STUDY_WRITE, FUZZ_PASSPHRASE, &study, NULL));
	blocks = study_blocks(study, &after);
	MUST(after == before + (before > 0) && (before == 0 || study_knows_box(study, box)));
	study_close(study);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	write_records(fuzz_view(data, size));
	read_study(STUDY_READ);
	read_study(STUDY_WRITE);
	add_to_study();
	return 0;
}
