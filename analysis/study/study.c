/* SPDX-License-Identifier: EUPL-1.2
 *
 * The study in memory, read from its file's records: analysis/study/study.h and study_write.h.
 */
#include "study.h"

#include <stdlib.h>
#include <string.h>

#include "record_file.h"
#include "study_decisions.h"
#include "study_releases.h"
#include "study_write.h"

struct definition_kept {
	struct questionnaire *questionnaire;
	struct arena arena; /* of the layout */
	struct layout layout;
};

/* Where a block's views point. */
struct stored {
	const struct definition_kept *definition;
	size_t texts_record; /* 0: there is none */
	size_t boxes_record; /* likewise */
	struct buf facts, texts;
	struct arena arena;
};

struct study {
	struct record_file *file;
	struct definition_kept **definitions;
	size_t definition_count;
	struct block *blocks;
	struct stored *stored; /* parallel to blocks */
	size_t block_count, room;
	struct identities identities;
	struct buf facts, texts; /* of the block that is being added; empty between them */
};

static struct study *
study_new(void)
{
	struct study *study = xcalloc(1, sizeof(*study));

	identities_init(&study->identities);
	return study;
}

static bool
damaged(const struct study *study, struct error *err)
{
	return fail(err, ERROR_INVALID, "%s is damaged: a record holds what it should not; use a copy of it",
	            record_file_path(study->file));
}

/* ---- Definitions ---------------------------------------------------------------------------------------- */

static const struct definition_kept *
find_definition(const struct study *study, const uint8_t hash[DEFINITION_HASH_BYTES])
{
	for (size_t i = 0; i < study->definition_count; i++)
		if (memcmp(study->definitions[i]->questionnaire->hash, hash, DEFINITION_HASH_BYTES) == 0)
			return study->definitions[i];
	return NULL;
}

const struct questionnaire *
study_questionnaire(const struct study *study, const uint8_t hash[DEFINITION_HASH_BYTES])
{
	const struct definition_kept *definition = find_definition(study, hash);

	return definition == NULL ? NULL : definition->questionnaire;
}

static bool
keep_definition(struct study *study, struct view text, struct error *err)
{
	struct problems problems = PROBLEMS_INIT;
	struct questionnaire *questionnaire =
	    questionnaire_load_definition(text, record_file_path(study->file), &problems);
	struct definition_kept *definition;
	bool good = questionnaire != NULL || problems_fail(&problems, err);

	if (good) {
		definition = xcalloc(1, sizeof(*definition));
		definition->questionnaire = questionnaire;
		layout_init(&definition->layout, questionnaire, &definition->arena);
		study->definitions = xrealloc(study->definitions, study->definition_count + 1,
		                              sizeof(struct definition_kept *));
		study->definitions[study->definition_count++] = definition;
	}
	problems_release(&problems);
	return good;
}

/* ---- Reading the records -------------------------------------------------------------------------------- */

static bool
read_definition(struct study *study, size_t number, struct error *err)
{
	struct buf text = BUF_INIT;
	bool good =
	    record_file_read(study->file, number, &text, err) && keep_definition(study, buf_view(&text), err);

	buf_release(&text);
	return good;
}

static bool
read_facts(struct study *study, size_t number, struct error *err)
{
	struct stored *stored;
	uint8_t hash[DEFINITION_HASH_BYTES];

	if (study->block_count == study->room) {
		study->room = study->room == 0 ? 64 : study->room * 2;
		study->blocks = xrealloc(study->blocks, study->room, sizeof(*study->blocks));
		study->stored = xrealloc(study->stored, study->room, sizeof(*study->stored));
	}
	stored = &study->stored[study->block_count];
	*stored = (struct stored){ .facts = BUF_INIT };
	study->blocks[study->block_count++] = (struct block){ .questionnaire = NULL };
	if (!record_file_read(study->file, number, &stored->facts, err))
		return false;
	if (!block_peek(buf_view(&stored->facts), hash) ||
	    (stored->definition = find_definition(study, hash)) == NULL ||
	    !block_read(buf_view(&stored->facts), &stored->definition->layout, &stored->arena,
	                &study->blocks[study->block_count - 1]))
		return damaged(study, err);
	return true;
}

static bool
read_identities(struct study *study, size_t number, struct error *err)
{
	struct buf content = BUF_INIT;
	bool good = false;

	if (!record_file_read(study->file, number, &content, err))
		goto out;
	if (content.len % IDENTITY_BYTES != 0) {
		damaged(study, err);
		goto out;
	}
	for (size_t at = 0; at < content.len; at += IDENTITY_BYTES)
		identities_add(&study->identities, (const uint8_t *)content.data + at);
	good = true;
out:
	buf_release(&content);
	return good;
}

/* Of a type that this version does not know. Read all the same: its type could be what was altered. */
static bool
authenticate(struct study *study, size_t number, struct error *err)
{
	struct buf content = BUF_INIT;
	bool good = record_file_read(study->file, number, &content, err);

	buf_wipe(&content);
	return good;
}

/* Texts stay sealed until somebody asks for them, and only an import asks which boxes are known. */
static bool
read_record(struct study *study, size_t number, enum study_access access, struct error *err)
{
	bool good = true;

	switch (record_file_at(study->file, number)->type) {
	case RECORD_DEFINITION:
		good = read_definition(study, number, err);
		break;
	case RECORD_FACTS:
		good = read_facts(study, number, err);
		break;
	case RECORD_TEXTS:
		if (study->block_count == 0 || study->stored[study->block_count - 1].texts_record != 0)
			good = damaged(study, err);
		else
			study->stored[study->block_count - 1].texts_record = number;
		break;
	case RECORD_BOXES:
		if (study->block_count > 0)
			study->stored[study->block_count - 1].boxes_record = number;
		good = access == STUDY_READ || read_identities(study, number, err);
		break;
	default:
		good = authenticate(study, number, err);
		break;
	}
	return good;
}

bool
study_create(const char *path, struct view passphrase, struct study **study, struct error *err)
{
	struct study *made = study_new();
	bool good = record_file_create(path, passphrase, &made->file, err);

	if (good)
		*study = made;
	else
		study_close(made);
	return good;
}

bool
study_open(const char *path, enum study_access access, struct view passphrase, struct study **study,
           struct error *err)
{
	struct study *made = study_new();
	bool good = record_file_open(path, access == STUDY_WRITE, passphrase, &made->file, err);

	for (size_t i = 0; good && i < record_file_count(made->file); i++)
		good = read_record(made, i, access, err);
	if (good)
		*study = made;
	else
		study_close(made);
	return good;
}

void
study_close(struct study *study)
{
	if (study == NULL)
		return;
	for (size_t i = 0; i < study->block_count; i++) {
		buf_wipe(&study->stored[i].facts);
		buf_wipe(&study->stored[i].texts);
		arena_release(&study->stored[i].arena);
	}
	for (size_t i = 0; i < study->definition_count; i++) {
		arena_release(&study->definitions[i]->arena);
		questionnaire_free(study->definitions[i]->questionnaire);
		free(study->definitions[i]);
	}
	free(study->definitions);
	free(study->blocks);
	free(study->stored);
	identities_release(&study->identities);
	buf_wipe(&study->facts);
	buf_wipe(&study->texts);
	record_file_close(study->file);
	free(study);
}

const struct block *
study_blocks(const struct study *study, size_t *count)
{
	*count = study->block_count;
	return study->blocks;
}

bool
study_load_texts(struct study *study, struct error *err)
{
	for (size_t i = 0; i < study->block_count; i++) {
		struct stored *stored = &study->stored[i];

		if (study->blocks[i].responses.texts != NULL)
			continue;
		if (stored->texts_record == 0)
			return damaged(study, err);
		buf_reset(&stored->texts);
		if (!record_file_read(study->file, stored->texts_record, &stored->texts, err))
			return false;
		if (!block_read_texts(buf_view(&stored->texts), &stored->definition->layout, &stored->arena,
		                      &study->blocks[i]))
			return damaged(study, err);
	}
	return true;
}

/* ---- Writing -------------------------------------------------------------------------------------------- */

bool
study_knows_box(const struct study *study, const uint8_t *identity)
{
	return identities_has(&study->identities, identity);
}

bool
study_learn_box(struct study *study, const uint8_t *identity)
{
	return identities_add(&study->identities, identity);
}

bool
study_add_definition(struct study *study, const struct questionnaire *questionnaire, struct error *err)
{
	if (find_definition(study, questionnaire->hash) != NULL)
		return true;
	return keep_definition(study, questionnaire->definition, err) &&
	       record_file_append(study->file, RECORD_DEFINITION, questionnaire->definition, err);
}

bool
study_add_block(struct study *study, const struct block_builder *builder, struct view wave,
                struct view identities, struct error *err)
{
	bool good;

	if (wave.len > WAVE_BYTES_MAX)
		return fail(err, ERROR_INVALID, "the name of a wave has at most %d bytes", WAVE_BYTES_MAX);
	block_builder_facts(builder, wave, &study->facts);
	block_builder_texts(builder, &study->texts);
	good = record_file_append(study->file, RECORD_FACTS, buf_view(&study->facts), err) &&
	       record_file_append(study->file, RECORD_TEXTS, buf_view(&study->texts), err) &&
	       record_file_append(study->file, RECORD_BOXES, identities, err);
	buf_clean(&study->facts);
	buf_clean(&study->texts);
	return good;
}

bool
study_commit(struct study *study, struct error *err)
{
	return record_file_commit(study->file, err);
}

/* ---- For the team's decisions --------------------------------------------------------------------------- */

enum { MENTION_KEY = 3 };

_Static_assert(STUDY_ID_BYTES == 16 && STUDY_KEY_BYTES == 32, "as record_file.h has them");

const uint8_t *
study_id(const struct study *study)
{
	return record_file_id(study->file);
}

const char *
study_path(const struct study *study)
{
	return record_file_path(study->file);
}

void
study_mention_key(const struct study *study, uint8_t key[STUDY_KEY_BYTES])
{
	record_file_key(study->file, MENTION_KEY, key);
}

/* A box has one identity, and two marks of its ticket behind it where tickets were judged. */
bool
study_block_boxes(const struct study *study, size_t block, struct buf *identities, struct error *err)
{
	size_t count = study->blocks[block].responses.count, number = study->stored[block].boxes_record, each;
	struct buf content = BUF_INIT;
	bool good = false;

	if (number == 0) {
		damaged(study, err);
		goto out;
	}
	if (!record_file_read(study->file, number, &content, err))
		goto out;
	each = content.len == 3 * count * IDENTITY_BYTES ? 3 : 1;
	if (content.len != each * count * IDENTITY_BYTES) {
		damaged(study, err);
		goto out;
	}
	for (size_t i = 0; i < count; i++)
		buf_add(identities, content.data + i * each * IDENTITY_BYTES, IDENTITY_BYTES);
	good = true;
out:
	buf_release(&content);
	return good;
}

static bool
read_records(const struct study *study, enum record_type type,
             bool (*each)(void *context, struct view record, struct error *err), void *context,
             struct error *err)
{
	struct buf content = BUF_INIT;
	bool good = true;

	for (size_t i = 0; good && i < record_file_count(study->file); i++) {
		if (record_file_at(study->file, i)->type != type)
			continue;
		buf_reset(&content);
		good =
		    record_file_read(study->file, i, &content, err) && each(context, buf_view(&content), err);
	}
	buf_wipe(&content);
	return good;
}

static bool
keep_record(struct study *study, enum record_type type, struct view record, struct error *err)
{
	return record_file_append(study->file, type, record, err) && record_file_commit(study->file, err);
}

bool
study_read_decisions(const struct study *study,
                     bool (*each)(void *context, struct view record, struct error *err), void *context,
                     struct error *err)
{
	return read_records(study, RECORD_DECISIONS, each, context, err);
}

bool
study_keep_decisions(struct study *study, struct view record, struct error *err)
{
	return keep_record(study, RECORD_DECISIONS, record, err);
}

bool
study_read_releases(const struct study *study,
                    bool (*each)(void *context, struct view record, struct error *err), void *context,
                    struct error *err)
{
	return read_records(study, RECORD_RELEASE, each, context, err);
}

bool
study_keep_release(struct study *study, struct view record, struct error *err)
{
	return keep_record(study, RECORD_RELEASE, record, err);
}
