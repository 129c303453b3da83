/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of analysis/study: what is written reads back, and nothing that happens to the file goes unnoticed.
 */
#include "study_maker.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>

#include "analysis/study/record_file.h"

enum { MOST = 200 };

struct scene {
	char *directory, path[128];
	struct questionnaire *questionnaire;
};

static struct scene
scene_start(void)
{
	struct scene scene = { .directory = unit_directory() };

	maker_start();
	snprintf(scene.path, sizeof(scene.path), "%s/study", scene.directory);
	scene.questionnaire = maker_questionnaire(scene.directory, "proef");
	return scene;
}

static void
scene_end(struct scene *scene)
{
	questionnaire_free(scene->questionnaire);
	unit_forget_directory(scene->directory);
}

static void
make_identity(unsigned number, uint8_t identity[IDENTITY_BYTES])
{
	memset(identity, 0, IDENTITY_BYTES);
	memcpy(identity, &number, sizeof(number));
}

/* Responses `from` to `to`, ready to be added as one block. */
struct made {
	struct arena arena;
	struct layout layout;
	struct block_builder builder;
	struct buf identities;
};

static void
make_block(struct made *made, struct study *study, const struct questionnaire *questionnaire, unsigned from,
           unsigned to)
{
	struct buf row = BUF_INIT;

	*made = (struct made){ .arena = ARENA_INIT };
	layout_init(&made->layout, questionnaire, &made->arena);
	block_builder_init(&made->builder, &made->layout);
	for (unsigned number = from; number < to; number++) {
		struct response response = maker_response(questionnaire, number, &made->arena);
		uint8_t identity[IDENTITY_BYTES];

		buf_reset(&row);
		block_row(&made->layout, &response, number % 2 == 0 ? SEAL_MODE_SERVER : SEAL_MODE_BROWSER,
		          &row);
		block_builder_add(&made->builder, buf_view(&row));
		make_identity(number, identity);
		study_learn_box(study, identity);
		buf_add(&made->identities, identity, sizeof(identity));
	}
	buf_release(&row);
}

static void
made_release(struct made *made)
{
	block_builder_release(&made->builder);
	buf_release(&made->identities);
	arena_release(&made->arena);
}

/* Adds responses `from` to `to` as one block; does not commit. */
static bool
add_block(struct study *study, const struct questionnaire *questionnaire, unsigned from, unsigned to,
          struct error *err)
{
	struct made made;
	bool good;

	make_block(&made, study, questionnaire, from, to);
	good = study_add_definition(study, questionnaire, err) &&
	       study_add_block(study, &made.builder, VIEW("voorjaar"), buf_view(&made.identities), err);
	made_release(&made);
	return good;
}

static void
write_study(const struct scene *scene, unsigned count)
{
	struct error err = ERROR_INIT;
	struct study *study = NULL;

	ck_assert_ok(study_create(scene->path, MAKER_PASSPHRASE, &study, &err), &err);
	ck_assert_ok(add_block(study, scene->questionnaire, 0, count, &err), &err);
	ck_assert_ok(study_commit(study, &err), &err);
	study_close(study);
}

/* The number of responses in the study at `path`, all of them as they were made; -1 with the error otherwise. */
static int
count_study(const char *path, enum study_access access, struct error *err)
{
	struct study *study = NULL;
	unsigned times[MOST];
	int count = -1;

	*err = ERROR_INIT;
	if (!study_open(path, access, MAKER_PASSPHRASE, &study, err))
		return -1;
	if (study_load_texts(study, err)) {
		count = (int)maker_check_study(study, times, MOST);
		for (int i = 0; i < count; i++)
			ck_assert_uint_eq(times[i], 1);
	}
	study_close(study);
	return count;
}

static struct buf
read_whole(const char *path)
{
	struct buf content = BUF_INIT;
	struct error err = ERROR_INIT;

	ck_assert_ok(buf_read_file(&content, path, 10000000, &err), &err);
	return content;
}

static void
write_whole(const char *path, struct view content)
{
	struct error err = ERROR_INIT;

	ck_assert_ok(file_write(path, content, 0600, true, &err), &err);
}

START_TEST(what_was_written_reads_back_equal)
{
	struct scene scene = scene_start();
	struct error err = ERROR_INIT;
	struct study *study = NULL;
	struct stat status;
	unsigned times[MOST];
	size_t count;
	const struct block *blocks;

	write_study(&scene, 50);
	ck_assert_int_eq(stat(scene.path, &status), 0);
	ck_assert_int_eq(status.st_mode & 07777, 0600);
	ck_assert_ok(study_open(scene.path, STUDY_READ, MAKER_PASSPHRASE, &study, &err), &err);
	blocks = study_blocks(study, &count);
	ck_assert_uint_eq(count, 1);
	ck_assert_ptr_null(blocks[0].responses.texts);
	ck_assert_view(blocks[0].wave, "voorjaar");
	ck_assert_view(blocks[0].questionnaire->id, "proef");
	ck_assert_view(blocks[0].mentions[0].group->id, "path");
	ck_assert_view(blocks[0].groups[0].group->id, "place");
	ck_assert_uint_eq(maker_check_study(study, times, MOST), 50);
	for (size_t i = 0; i < 50; i++) {
		ck_assert_uint_eq(times[i], 1);
		ck_assert_int_eq(blocks[0].modes[i], i % 2 == 0 ? SEAL_MODE_SERVER : SEAL_MODE_BROWSER);
	}
	study_close(study);
	scene_end(&scene);
}
END_TEST

START_TEST(blocks_come_back_in_the_order_of_their_import)
{
	struct scene scene = scene_start();
	struct error err = ERROR_INIT;
	struct study *study = NULL;
	size_t count;
	const struct block *blocks;

	write_study(&scene, 3);
	for (unsigned i = 1; i < 4; i++) {
		ck_assert_ok(study_open(scene.path, STUDY_WRITE, MAKER_PASSPHRASE, &study, &err), &err);
		ck_assert_ok(add_block(study, scene.questionnaire, 3 * i, 3 * i + 3, &err), &err);
		ck_assert_ok(study_commit(study, &err), &err);
		study_close(study);
	}
	ck_assert_ok(study_open(scene.path, STUDY_READ, MAKER_PASSPHRASE, &study, &err), &err);
	ck_assert_ok(study_load_texts(study, &err), &err);
	ck_assert_ok(study_load_texts(study, &err), &err); /* twice is once */
	blocks = study_blocks(study, &count);
	ck_assert_uint_eq(count, 4);
	for (size_t i = 0; i < 4; i++) {
		ck_assert_uint_eq(maker_number_of(blocks[i].responses.texts[0].views[0]), 3 * i);
		ck_assert_ptr_eq(blocks[i].questionnaire, blocks[0].questionnaire);
	}
	study_close(study);
	scene_end(&scene);
}
END_TEST

static bool
has_canary(const struct buf *content)
{
	return memmem(content->data, content->len, MAKER_CANARY, strlen(MAKER_CANARY)) != NULL ||
	       memmem(content->data, content->len, "WIJ-team", 8) != NULL;
}

START_TEST(nothing_of_the_answers_stands_in_the_file)
{
	struct scene scene = scene_start();
	struct error err = ERROR_INIT;
	struct record_file *file = NULL;
	struct buf content, plain = BUF_INIT;

	write_study(&scene, 50);
	content = read_whole(scene.path);
	ck_assert(!has_canary(&content));
	/* Control: the same records, not encrypted, do show it. */
	ck_assert_ok(record_file_open(scene.path, false, MAKER_PASSPHRASE, &file, &err), &err);
	for (size_t i = 0; i < record_file_count(file); i++)
		ck_assert_ok(record_file_read(file, i, &plain, &err), &err);
	ck_assert(has_canary(&plain));
	record_file_close(file);
	buf_release(&content);
	buf_release(&plain);
	scene_end(&scene);
}
END_TEST

START_TEST(a_study_that_lost_its_end_is_refused_at_every_length)
{
	struct scene scene = scene_start();
	struct error err;
	struct buf whole;

	write_study(&scene, 4);
	whole = read_whole(scene.path);
	ck_assert_int_eq(count_study(scene.path, STUDY_WRITE, &err), 4);
	for (size_t length = 0; length < whole.len; length++) {
		enum study_access access = length % 2 == 0 ? STUDY_READ : STUDY_WRITE;

		write_whole(scene.path, (struct view){ whole.data, length });
		ck_assert_int_eq(count_study(scene.path, access, &err), -1);
		ck_assert_msg(err.code == ERROR_INVALID, "cut at %zu: %s", length, err.text);
	}
	buf_release(&whole);
	scene_end(&scene);
}
END_TEST

/* Where the marks stand: behind the header line. */
static size_t
marks_of(const struct buf *content)
{
	return (size_t)((char *)memchr(content->data, '\n', content->len) - content->data) + 1;
}

enum { MARK = 32 };

START_TEST(an_interrupted_import_leaves_exactly_the_one_before)
{
	struct scene scene = scene_start();
	struct error err = ERROR_INIT;
	struct study *study = NULL;
	struct buf before, after, mixed = BUF_INIT;
	struct stat status;

	write_study(&scene, 3);
	before = read_whole(scene.path);
	ck_assert_ok(study_open(scene.path, STUDY_WRITE, MAKER_PASSPHRASE, &study, &err), &err);
	ck_assert_ok(add_block(study, scene.questionnaire, 3, 6, &err), &err);
	ck_assert_ok(study_commit(study, &err), &err);
	study_close(study);
	after = read_whole(scene.path);
	ck_assert_uint_gt(after.len, before.len + 200);
	for (size_t length = before.len; length <= after.len; length++) {
		buf_reset(&mixed);
		buf_add_view(&mixed, buf_view(&before));
		buf_add(&mixed, after.data + before.len, length - before.len);
		write_whole(scene.path, buf_view(&mixed));
		ck_assert_int_eq(count_study(scene.path, STUDY_READ, &err), 3);
		ck_assert_int_eq(count_study(scene.path, STUDY_WRITE, &err), 3);
		ck_assert_int_eq(stat(scene.path, &status), 0);
		ck_assert_uint_eq((size_t)status.st_size, before.len);
	}
	/* All records on disk and the first mark torn: the second one tells of the import before. */
	memset(mixed.data + marks_of(&mixed), 0xee, MARK / 2);
	write_whole(scene.path, buf_view(&mixed));
	ck_assert_int_eq(count_study(scene.path, STUDY_READ, &err), 3);
	/* The first mark whole, the second one not yet written: the import is there. */
	memcpy(mixed.data + marks_of(&mixed), after.data + marks_of(&after), MARK);
	write_whole(scene.path, buf_view(&mixed));
	ck_assert_int_eq(count_study(scene.path, STUDY_WRITE, &err), 6);
	buf_release(&before);
	buf_release(&after);
	buf_release(&mixed);
	scene_end(&scene);
}
END_TEST

START_TEST(a_flipped_bit_anywhere_is_noticed)
{
	struct scene scene = scene_start();
	struct error err;
	struct buf whole;
	size_t marks;

	write_study(&scene, 3);
	whole = read_whole(scene.path);
	marks = marks_of(&whole);
	for (size_t i = 0; i < whole.len; i++) {
		int count;

		whole.data[i] = (char)(whole.data[i] ^ 1 << i % 8);
		write_whole(scene.path, buf_view(&whole));
		count = count_study(scene.path, STUDY_WRITE, &err);
		/* There are two marks, so one that is damaged does no harm. */
		if (i >= marks && i < marks + 2 * MARK)
			ck_assert_int_eq(count, 3);
		else
			ck_assert_msg(count == -1 && err.code != ERROR_ABSENT && err.code != ERROR_BUSY,
			              "byte %zu was flipped unnoticed", i);
		whole.data[i] = (char)(whole.data[i] ^ 1 << i % 8);
	}
	buf_release(&whole);
	scene_end(&scene);
}
END_TEST

/* A bit flip is rarely what a type becomes another type by. */
START_TEST(a_record_of_another_type_is_noticed)
{
	struct scene scene = scene_start();
	struct error err = ERROR_INIT;
	struct record_file *file = NULL;
	struct buf whole;
	static const char types[] = "QFTXZ\1";
	size_t count;

	write_study(&scene, 3);
	whole = read_whole(scene.path);
	ck_assert_ok(record_file_open(scene.path, false, MAKER_PASSPHRASE, &file, &err), &err);
	count = record_file_count(file);
	ck_assert_uint_eq(count, 4);
	for (size_t i = 0; i < count; i++) {
		const struct record *record = record_file_at(file, i);

		for (size_t t = 0; types[t] != '\0'; t++) {
			if ((uint8_t)types[t] == record->type)
				continue;
			whole.data[record->offset + 4] = types[t];
			write_whole(scene.path, buf_view(&whole));
			ck_assert_int_eq(count_study(scene.path, STUDY_WRITE, &err), -1);
			ck_assert_int_eq(err.code, ERROR_INVALID);
		}
		whole.data[record->offset + 4] = (char)record->type;
	}
	record_file_close(file);
	buf_release(&whole);
	scene_end(&scene);
}
END_TEST

START_TEST(records_cannot_change_places_or_studies)
{
	struct scene scene = scene_start();
	struct error err = ERROR_INIT;
	struct record_file *file = NULL;
	struct record first, second;
	struct buf whole, content = BUF_INIT, other;
	char path[160], swap[256];
	size_t length;

	snprintf(path, sizeof(path), "%s.other", scene.path);
	for (int i = 0; i < 2; i++) {
		ck_assert_ok(record_file_create(i == 0 ? scene.path : path, MAKER_PASSPHRASE, &file, &err),
		             &err);
		ck_assert_ok(record_file_append(file, (enum record_type)'Z', VIEW("first"), &err), &err);
		ck_assert_ok(record_file_append(file, (enum record_type)'Z', VIEW("other"), &err), &err);
		ck_assert_ok(record_file_commit(file, &err), &err);
		first = *record_file_at(file, 0);
		second = *record_file_at(file, 1);
		record_file_close(file);
	}
	length = (size_t)(second.offset - first.offset);
	ck_assert_uint_lt(length, sizeof(swap));
	whole = read_whole(scene.path);
	other = read_whole(path);
	ck_assert_uint_eq(whole.len, other.len);

	memcpy(swap, whole.data + first.offset, length);
	memcpy(whole.data + first.offset, whole.data + second.offset, length);
	memcpy(whole.data + second.offset, swap, length);
	write_whole(path, buf_view(&whole));
	ck_assert_ok(record_file_open(path, false, MAKER_PASSPHRASE, &file, &err), &err);
	ck_assert(!record_file_read(file, 0, &content, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	record_file_close(file);

	err = ERROR_INIT;
	memcpy(whole.data + first.offset, other.data + first.offset, length);
	write_whole(path, buf_view(&whole));
	ck_assert_ok(record_file_open(path, false, MAKER_PASSPHRASE, &file, &err), &err);
	ck_assert(!record_file_read(file, 0, &content, &err));
	record_file_close(file);
	buf_release(&whole);
	buf_release(&other);
	buf_release(&content);
	scene_end(&scene);
}
END_TEST

START_TEST(types_of_a_newer_version_are_kept_and_skipped)
{
	struct scene scene = scene_start();
	struct error err = ERROR_INIT;
	struct record_file *file = NULL;
	struct study *study = NULL;
	struct buf content = BUF_INIT;
	size_t kept;

	write_study(&scene, 3);
	ck_assert_ok(record_file_open(scene.path, true, MAKER_PASSPHRASE, &file, &err), &err);
	kept = record_file_count(file);
	ck_assert_ok(record_file_append(file, (enum record_type)'Z', VIEW("a decision"), &err), &err);
	ck_assert_ok(record_file_commit(file, &err), &err);
	record_file_close(file);
	ck_assert_ok(study_open(scene.path, STUDY_WRITE, MAKER_PASSPHRASE, &study, &err), &err);
	ck_assert_ok(add_block(study, scene.questionnaire, 3, 6, &err), &err);
	ck_assert_ok(study_commit(study, &err), &err);
	study_close(study);
	ck_assert_int_eq(count_study(scene.path, STUDY_READ, &err), 6);
	ck_assert_ok(record_file_open(scene.path, false, MAKER_PASSPHRASE, &file, &err), &err);
	ck_assert_ok(record_file_read(file, kept, &content, &err), &err);
	ck_assert_view(buf_view(&content), "a decision");
	record_file_close(file);
	buf_release(&content);
	scene_end(&scene);
}
END_TEST

START_TEST(what_was_not_committed_is_not_there)
{
	struct scene scene = scene_start();
	struct error err = ERROR_INIT;
	struct study *study = NULL;

	write_study(&scene, 3);
	ck_assert_ok(study_open(scene.path, STUDY_WRITE, MAKER_PASSPHRASE, &study, &err), &err);
	ck_assert_ok(add_block(study, scene.questionnaire, 3, 6, &err), &err);
	study_close(study);
	ck_assert_int_eq(count_study(scene.path, STUDY_WRITE, &err), 3);
	scene_end(&scene);
}
END_TEST

START_TEST(one_writer_at_a_time_beside_any_readers)
{
	struct scene scene = scene_start();
	struct error err = ERROR_INIT;
	struct study *first = NULL, *second = NULL, *reader = NULL;

	write_study(&scene, 3);
	ck_assert_ok(study_open(scene.path, STUDY_WRITE, MAKER_PASSPHRASE, &first, &err), &err);
	ck_assert(!study_open(scene.path, STUDY_WRITE, MAKER_PASSPHRASE, &second, &err));
	ck_assert_int_eq(err.code, ERROR_BUSY);
	ck_assert_ptr_null(second);
	err = ERROR_INIT;
	ck_assert_ok(study_open(scene.path, STUDY_READ, MAKER_PASSPHRASE, &reader, &err), &err);
	ck_assert_ok(add_block(first, scene.questionnaire, 3, 6, &err), &err);
	ck_assert_ok(study_commit(first, &err), &err);
	ck_assert_ok(study_load_texts(reader, &err), &err); /* what it saw when it opened */
	study_close(reader);
	study_close(first);
	ck_assert_int_eq(count_study(scene.path, STUDY_WRITE, &err), 6);
	scene_end(&scene);
}
END_TEST

START_TEST(boxes_are_remembered)
{
	struct scene scene = scene_start();
	struct error err = ERROR_INIT;
	struct study *study = NULL;
	uint8_t identity[IDENTITY_BYTES];

	write_study(&scene, 100);
	ck_assert_ok(study_open(scene.path, STUDY_WRITE, MAKER_PASSPHRASE, &study, &err), &err);
	for (unsigned number = 0; number < 200; number++) {
		make_identity(number, identity);
		ck_assert_int_eq(study_knows_box(study, identity), number < 100);
		ck_assert_int_eq(study_learn_box(study, identity), number >= 100);
		ck_assert(study_knows_box(study, identity));
	}
	study_close(study);
	scene_end(&scene);
}
END_TEST

START_TEST(each_mistake_has_its_own_error)
{
	struct scene scene = scene_start();
	struct error err = ERROR_INIT;
	struct study *study = NULL;
	struct buf content;
	char *version;

	ck_assert_int_eq(count_study(scene.path, STUDY_READ, &err), -1);
	ck_assert_int_eq(err.code, ERROR_ABSENT);
	write_study(&scene, 3);
	err = ERROR_INIT;
	ck_assert(!study_open(scene.path, STUDY_READ, VIEW("een andere zin"), &study, &err));
	ck_assert_int_eq(err.code, ERROR_KEY);
	err = ERROR_INIT;
	ck_assert(!study_create(scene.path, MAKER_PASSPHRASE, &study, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	ck_assert_ptr_null(study);
	ck_assert_int_eq(count_study(scene.path, STUDY_READ, &err), 3);
	content = read_whole(scene.path);
	version = memmem(content.data, content.len, "\"version\":1", 11);
	ck_assert_ptr_nonnull(version);
	version[10] = '2';
	write_whole(scene.path, buf_view(&content));
	ck_assert_int_eq(count_study(scene.path, STUDY_READ, &err), -1);
	ck_assert_int_eq(err.code, ERROR_VERSION);
	write_whole(scene.path, VIEW("{\"format\":\"something else\"}\n"));
	ck_assert_int_eq(count_study(scene.path, STUDY_READ, &err), -1);
	ck_assert_int_eq(err.code, ERROR_INVALID);
	ck_assert_int_eq(count_study(scene.directory, STUDY_READ, &err), -1);
	ck_assert_int_eq(err.code, ERROR_INVALID);
	buf_release(&content);
	scene_end(&scene);
}
END_TEST

/* A limit on the file's size stands for a full disk. */
START_TEST(a_full_disk_leaves_the_study_as_it_was)
{
	struct scene scene = scene_start();
	struct error err = ERROR_INIT;
	struct study *study = NULL;
	struct rlimit before, limit;
	struct stat status;
	struct made made;
	int limited;
	bool added;

	write_study(&scene, 3);
	ck_assert_int_eq(stat(scene.path, &status), 0);
	signal(SIGXFSZ, SIG_IGN);
	ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
	limit = before;
	limit.rlim_cur = (rlim_t)status.st_size + 100;
	ck_assert_ok(study_open(scene.path, STUDY_WRITE, MAKER_PASSPHRASE, &study, &err), &err);
	make_block(&made, study, scene.questionnaire, 3, 60);
	/* Check writes a file too, so nothing is asserted under the limit. */
	limited = setrlimit(RLIMIT_FSIZE, &limit);
	added = study_add_block(study, &made.builder, VIEW(""), buf_view(&made.identities), &err);
	limited += setrlimit(RLIMIT_FSIZE, &before);
	ck_assert_int_eq(limited, 0);
	ck_assert(!added);
	ck_assert_int_eq(err.code, ERROR_SYSTEM);
	made_release(&made);
	ck_assert(!study_commit(study, &err));
	study_close(study);
	ck_assert_int_eq(count_study(scene.path, STUDY_WRITE, &err), 3);
	scene_end(&scene);
}
END_TEST

/* Senders choose identities: none may be taken for another, nor for an empty place. */
START_TEST(every_identity_counts_once_also_that_of_zeros)
{
	enum { COUNT = 5000 };
	struct identities identities;
	uint8_t identity[IDENTITY_BYTES];

	identities_init(&identities);
	for (unsigned number = 0; number < COUNT; number++) {
		make_identity(number, identity); /* 0 gives zeros */
		ck_assert(!identities_has(&identities, identity));
		ck_assert(identities_add(&identities, identity));
		ck_assert(!identities_add(&identities, identity));
	}
	for (unsigned number = 0; number < 2 * COUNT; number++) {
		make_identity(number, identity);
		ck_assert(identities_has(&identities, identity) == (number < COUNT));
	}
	identities_release(&identities);
}
END_TEST

UNIT_MAIN("study", what_was_written_reads_back_equal, blocks_come_back_in_the_order_of_their_import,
          nothing_of_the_answers_stands_in_the_file, a_study_that_lost_its_end_is_refused_at_every_length,
          an_interrupted_import_leaves_exactly_the_one_before, a_flipped_bit_anywhere_is_noticed,
          a_record_of_another_type_is_noticed, records_cannot_change_places_or_studies,
          types_of_a_newer_version_are_kept_and_skipped, what_was_not_committed_is_not_there,
          one_writer_at_a_time_beside_any_readers, boxes_are_remembered,
          every_identity_counts_once_also_that_of_zeros, each_mistake_has_its_own_error,
          a_full_disk_leaves_the_study_as_it_was)
