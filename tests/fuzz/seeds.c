/* SPDX-License-Identifier: EUPL-1.2
 *
 * Makes the seeds of fuzzing that a person cannot write: keys, boxes and studies. `make fuzz-seeds` runs it; what it made
 * is kept in the repository. Nothing in them is secret.
 */
#include "answers.h"

#include "analysis/study/record_inside.h"
#include "analysis/study/study_write.h"
#include "response.h"

#define KEY "tests/fuzz/team.key"
#define STUDY "tests/fuzz/team.study"
#define SEEDS "tests/fuzz/seeds/"

enum { SIZE = 1024, FILE_MOST = 1 << 20 };

static const char *const answers[] = {
	"{\"questionnaire\":\"proef\",\"definition\":\"HASH\",\"answers\":{\"role\":[\"wij\"],\"years\":[\"2."
	"5\"],"
	"\"top\":[\"1-werk\",\"2-wonen\"],\"story\":[\"Een verhaal\"],\"path\":[{\"what\":[\"Bellen\"],"
	"\"domain\":[\"wonen\",\"werk\"]},{\"what\":[\"Meegaan\"]}],\"quote\":[\"ja\"]}}",
	"{\"questionnaire\":\"proef\",\"definition\":\"HASH\",\"answers\":{\"role\":[\"anders\"],"
	"\"place\":[{\"where\":[\"Stad\"]},{\"where\":[\"Dorp\"]}],\"quote\":[\"nee\"]}}",
	"{\"questionnaire\":\"proef\",\"definition\":\"HASH\",\"ticket\":"
	"\"7eac494afd429d63fd81465b7bbf35bc3101d96f0adcfb33810aacbbe25d9052\",\"answers\":{\"role\":[\"wij\"]"
	"}}",
};

enum { ANSWERS = sizeof(answers) / sizeof(answers[0]) };

static void
write_seed(const char *name, struct view content)
{
	char path[128];

	snprintf(path, sizeof(path), SEEDS "%s", name);
	MUST(file_write(path, content, 0644, true, NULL));
}

static struct secret_key *
make_key(void)
{
	struct secret_key *key;

	/* Seeds that were written by hand hold this key too, so it stays when it is there. */
	if (access(KEY, F_OK) != 0) {
		key = secret_key_new(true);
		MUST(secret_key_write(key, KEY, FUZZ_PASSPHRASE, NULL));
		secret_key_free(key);
	}
	MUST(secret_key_read(&key, KEY, FUZZ_PASSPHRASE, NULL));
	return key;
}

/* A study with one block of all answers. */
static void
make_study(const struct questionnaire *questionnaire)
{
	struct study *study;
	struct layout layout;
	struct arena arena = ARENA_INIT;
	struct block_builder builder;
	uint8_t identities[ANSWERS][IDENTITY_BYTES];

	unlink(STUDY);
	MUST(study_create(STUDY, FUZZ_PASSPHRASE, &study, NULL));
	MUST(study_add_definition(study, questionnaire, NULL));
	layout_init(&layout, questionnaire, &arena);
	block_builder_init(&builder, &layout);
	for (size_t i = 0; i < ANSWERS; i++) {
		struct buf encoding = BUF_INIT, row = BUF_INIT;
		struct response response;

		answers_complete(view_of(answers[i]), questionnaire, &encoding);
		MUST(response_decode(questionnaire, buf_view(&encoding), &arena, &response, NULL));
		block_row(&layout, &response, SEAL_MODE_SERVER, &row);
		block_builder_add(&builder, buf_view(&row));
		randombytes_buf(identities[i], IDENTITY_BYTES);
		buf_release(&row);
		buf_release(&encoding);
	}
	MUST(study_add_block(study, &builder, VIEW("lente"),
	                     (struct view){ (const char *)identities, sizeof(identities) }, NULL));
	MUST(study_commit(study, NULL));
	study_close(study);
	block_builder_release(&builder);
	arena_release(&arena);
}

/* The content of the study's records, as target study_records reads it. */
static void
seed_records(void)
{
	struct record_file *file;
	struct buf all = BUF_INIT, facts = BUF_INIT;

	MUST(record_file_open(STUDY, false, FUZZ_PASSPHRASE, &file, NULL));
	for (size_t i = 0; i < record_file_count(file); i++) {
		struct buf content = BUF_INIT;

		MUST(record_file_read(file, i, &content, NULL));
		buf_add_char(&all, (char)record_file_at(file, i)->type);
		for (unsigned byte = 0; byte < 4; byte++)
			buf_add_char(&all, (char)(content.len >> 8 * byte & 0xff));
		buf_add_view(&all, buf_view(&content));
		/* Without its texts, and with a record of a newer version behind it. */
		if (i == 1) {
			buf_add_view(&facts, buf_view(&all));
			buf_add(&facts, "Z\1\0\0\0z", 6);
		}
		buf_release(&content);
	}
	write_seed("study_records/whole", buf_view(&all));
	write_seed("study_records/without-texts", buf_view(&facts));
	buf_add(&all, "X\3\0\0\0abc", 8);
	write_seed("study_records/odd-identities", buf_view(&all));
	buf_release(&all);
	buf_release(&facts);
	record_file_close(file);
}

static void
seed_study_file(void)
{
	struct buf whole = BUF_INIT;

	MUST(buf_read_file(&whole, STUDY, FILE_MOST, NULL));
	write_seed("study_file/whole", buf_view(&whole));
	write_seed("study_file/cut", (struct view){ whole.data, whole.len - 10 });
	buf_add_text(&whole, "an import that was interrupted");
	write_seed("study_file/longer", buf_view(&whole));
	buf_release(&whole);
}

/* Boxes as a batch has them, one behind the other, and one box and one envelope alone. */
static void
seed_boxes(const struct secret_key *key, const struct questionnaire *questionnaire)
{
	uint8_t box[SIZE + SEAL_OVERHEAD], envelope[SIZE];
	struct buf boxes = BUF_INIT, lines = BUF_INIT;
	enum seal_mode mode;
	struct view encoding;

	buf_add_text(&boxes, "1024 4 own boxes free\n");
	buf_add_text(&lines, "1024 4 own lines free\n");
	for (size_t i = 0; i < ANSWERS; i++) {
		struct buf completed = BUF_INIT;

		answers_complete(view_of(answers[i]), questionnaire, &completed);
		MUST(seal_response(secret_key_public(key), SEAL_MODE_SERVER, buf_view(&completed), SIZE, box,
		                   NULL));
		buf_add(&boxes, box, sizeof(box));
		buf_printf(&lines, "1S%s\n", answers[i]);
		buf_release(&completed);
	}
	write_seed("envelope/box", fuzz_view(box, sizeof(box)));
	MUST(unseal_response(key, box, SIZE, envelope, &mode, &encoding, NULL));
	write_seed("envelope/envelope",
	           fuzz_view(envelope, (size_t)(encoding.ptr + encoding.len + 9 - (const char *)envelope)));
	seal_dummy(secret_key_public(key), SIZE, box);
	buf_add(&boxes, box, sizeof(box));
	write_seed("batch/boxes", buf_view(&boxes));
	write_seed("batch/lines", buf_view(&lines));
	/* What must be refused, one after the other. */
	buf_reset(&lines);
	buf_printf(&lines, "1024 12 own lines tickets\n1D\n2S%s\n1X%s\n0S\n1S\n1S{}\n1S%.40s\n1B%s\n1B%s\n",
	           answers[0], answers[0], answers[0], answers[2], answers[2]);
	write_seed("batch/refused", buf_view(&lines));
	buf_release(&boxes);
	buf_release(&lines);
}

int
main(void)
{
	struct secret_key *key;
	struct questionnaire *questionnaire;
	struct buf key_file = BUF_INIT;

	fuzz_start();
	key = make_key();
	questionnaire = fuzz_questionnaire("tests/fuzz/study.yaml");
	MUST(buf_read_file(&key_file, KEY, FILE_MOST, NULL));
	write_seed("key_file/whole", buf_view(&key_file));
	make_study(questionnaire);
	seed_records();
	seed_study_file();
	seed_boxes(key, questionnaire);
	buf_release(&key_file);
	questionnaire_free(questionnaire);
	secret_key_free(key);
	return EXIT_SUCCESS;
}
