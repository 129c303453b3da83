/* SPDX-License-Identifier: EUPL-1.2
 *
 * The ledger of releases: ledger.h.
 */
#include "ledger.h"

#include <stdlib.h>

#include "analysis/study/bytes.h"
#include "analysis/study/study_decisions.h"
#include "analysis/study/study_releases.h"
#include "release_inside.h"

enum {
	LEDGER_VERSION = 3, /* 1 and 2 were never in a release of the program */
	PART_ADDITIVE = 1,
	PART_REST = 2,
	NUMBER_HIDDEN = 1,
	NUMBER_DERIVED = 2,
	NUMBER_BOUNDED = 4,
	NUMBER_ROUNDED = 8,
	NUMBER_PARTIAL = 16,
	TERMS_MAX = 1 << 20,
};

/* ---- writing ------------------------------------------------------------------------------------------- */

static void
put_text(struct buf *out, struct view text, size_t width)
{
	put_number(out, text.len, width);
	buf_add_view(out, text);
}

static void
put_knowledge(const struct release *release, size_t index, struct buf *out)
{
	const struct published_number *number = &release->published.numbers[index];

	put_number(out,
	           (uint64_t)(number->hidden ? NUMBER_HIDDEN : 0) | (number->derived ? NUMBER_DERIVED : 0) |
	               (number->bounded ? NUMBER_BOUNDED : 0) | (number->rounded ? NUMBER_ROUNDED : 0) |
	               (release->numbers[index].partial ? NUMBER_PARTIAL : 0),
	           1);
	put_number(out, number->least, 8);
	put_number(out, number->most, 8);
}

static void
put_release_number(const struct release *release, size_t index, struct buf *out)
{
	const struct published_number *number = &release->published.numbers[index];
	const struct release_number *about = &release->numbers[index];

	put_text(out, about->base, 1);
	put_number(out, about->part_count, 1);
	for (size_t i = 0; i < about->part_count; i++) {
		const struct release_part *part = &about->parts[i];

		put_text(out, part->dimension, 2);
		put_text(out, part->value, 2);
		put_number(out, (part->additive ? PART_ADDITIVE : 0) | (part->rest ? PART_REST : 0), 1);
	}
	put_number(out, number->value, 8);
	put_number(out, about->state, 8);
	put_number(out, number->with, 8);
	put_knowledge(release, index, out);
}

static void
put_relation(const struct published *published, size_t index, struct buf *out)
{
	const struct published_relation *relation = &published->relations[index];

	put_number(out, relation->equal, 1);
	put_number(out, relation->count, 4);
	for (size_t t = 0; t < relation->count; t++) {
		const struct published_term *term = &published->terms[relation->first + t];

		put_number(out, term->number, 8);
		put_number(out, (uint32_t)term->coefficient, 4);
	}
}

void
ledger_record(const struct release *release, struct buf *record)
{
	const struct published *published = &release->published;
	size_t again = 0;

	put_number(record, LEDGER_VERSION, 1);
	put_number(record, release->threshold, 4);
	put_number(record, release->old_numbers, 8);
	put_number(record, release->old_relations, 8);
	for (size_t i = 0; i < release->old_numbers; i++)
		again += release->again[i];
	put_number(record, again, 4);
	for (size_t i = 0; i < release->old_numbers; i++)
		if (release->again[i]) {
			put_number(record, i, 8);
			put_knowledge(release, i, record);
		}
	put_number(record, published->number_count - release->old_numbers, 4);
	for (size_t i = release->old_numbers; i < published->number_count; i++)
		put_release_number(release, i, record);
	put_number(record, published->relation_count - release->old_relations, 4);
	for (size_t i = release->old_relations; i < published->relation_count; i++)
		put_relation(published, i, record);
}

bool
ledger_keep(const struct release *release, struct study *study, struct error *err)
{
	struct buf record = BUF_INIT;
	bool good;

	ledger_record(release, &record);
	good = study_keep_release(study, buf_view(&record), err);
	buf_wipe(&record);
	return good;
}

/* ---- reading ------------------------------------------------------------------------------------------- */

static struct view
take_text(struct release *release, struct reader *reader, size_t width)
{
	size_t length = (size_t)take_number(reader, width);
	const uint8_t *bytes = take_bytes(reader, length);

	return bytes == NULL ? VIEW("")
	                     : arena_copy(&release->arena, (struct view){ (const char *)bytes, length });
}

/* What everybody knows of a number from now on. */
static void
take_knowledge(struct published_number *number, struct release_number *about, struct reader *reader)
{
	uint64_t flags = take_number(reader, 1);

	number->hidden = (flags & NUMBER_HIDDEN) != 0;
	number->derived = (flags & NUMBER_DERIVED) != 0;
	number->bounded = (flags & NUMBER_BOUNDED) != 0;
	number->rounded = (flags & NUMBER_ROUNDED) != 0;
	about->partial = (flags & NUMBER_PARTIAL) != 0;
	number->least = take_number(reader, 8);
	number->most = take_number(reader, 8);
	reader->good = reader->good && (!number->bounded ||
	                                (number->least <= number->value && number->value <= number->most));
}

static void
take_release_number(struct release *release, struct reader *reader)
{
	struct release_number about = { .base = take_text(release, reader, 1) };
	struct published_number number = { .cost = 1, .settled = true };
	size_t index, with;
	uint64_t flags;

	about.part_count = (size_t)take_number(reader, 1);
	reader->good = reader->good && about.part_count <= RELEASE_PARTS_MAX;
	for (size_t i = 0; reader->good && i < about.part_count; i++) {
		about.parts[i].dimension = take_text(release, reader, 2);
		about.parts[i].value = take_text(release, reader, 2);
		flags = take_number(reader, 1);
		about.parts[i].additive = (flags & PART_ADDITIVE) != 0;
		about.parts[i].rest = (flags & PART_REST) != 0;
	}
	number.value = take_number(reader, 8);
	about.state = take_number(reader, 8);
	with = (size_t)take_number(reader, 8);
	take_knowledge(&number, &about, reader);
	reader->good = reader->good && with <= release->published.number_count &&
	               release->published.number_count <= RELEASE_NUMBERS_MAX * 2;
	if (!reader->good)
		return;
	index = release_add(release, release_name(&release->arena, &about), &about, &number);
	release->published.numbers[index].with = with;
}

static void
take_relation(struct release *release, struct reader *reader)
{
	bool equal = take_number(reader, 1) != 0;
	size_t count = (size_t)take_number(reader, 4);

	reader->good = reader->good && count <= TERMS_MAX;
	if (!reader->good)
		return;
	published_relate(&release->published, equal);
	for (size_t t = 0; reader->good && t < count; t++) {
		size_t number = (size_t)take_number(reader, 8);
		uint32_t coefficient = (uint32_t)take_number(reader, 4);

		reader->good = reader->good && number < release->published.number_count;
		if (reader->good)
			published_term(&release->published, number, (int)(int32_t)coefficient);
	}
}

bool
ledger_add(struct release *release, struct view record, struct error *err)
{
	struct reader reader = reader_of(record);
	uint64_t version = take_number(&reader, 1), threshold = take_number(&reader, 4), count;

	if (reader.good && version != LEDGER_VERSION)
		return fail(err, ERROR_VERSION, "another version of this program released from the study");
	if (threshold > release->threshold)
		release->threshold = (unsigned)threshold;
	reader.good = reader.good && take_number(&reader, 8) == release->published.number_count &&
	              take_number(&reader, 8) == release->published.relation_count;
	count = take_number(&reader, 4);
	for (uint64_t i = 0; reader.good && i < count; i++) {
		size_t number = (size_t)take_number(&reader, 8);

		reader.good = reader.good && number < release->published.number_count;
		if (!reader.good)
			continue;
		take_knowledge(&release->published.numbers[number], &release->numbers[number], &reader);
	}
	count = take_number(&reader, 4);
	for (uint64_t i = 0; reader.good && i < count; i++)
		take_release_number(release, &reader);
	count = take_number(&reader, 4);
	for (uint64_t i = 0; reader.good && i < count; i++)
		take_relation(release, &reader);
	release->releases++;
	return (reader.good && reader.left == 0 && threshold <= THRESHOLD_MAX) ||
	       fail(err, ERROR_INVALID, "the study's ledger of releases is damaged");
}

static bool
add_record(void *context, struct view record, struct error *err)
{
	return ledger_add(context, record, err);
}

/* Of what was imported. Decisions change the numbers of findings alone, and those have it in their names. */
static uint64_t
state_of(const struct study *study)
{
	uint64_t hash = 14695981039346656037U;
	struct buf facts = BUF_INIT;
	const struct block *blocks;
	size_t count;

	blocks = study_blocks(study, &count);
	for (size_t b = 0; b < count; b++) {
		put_text(&facts, blocks[b].questionnaire->id, 4);
		put_text(&facts, blocks[b].questionnaire->audience, 4);
		put_text(&facts, blocks[b].wave, 4);
		put_number(&facts, blocks[b].responses.count, 8);
	}
	for (size_t i = 0; i < facts.len; i++)
		hash = (hash ^ (uint8_t)facts.data[i]) * 1099511628211U;
	buf_release(&facts);
	return hash;
}

bool
ledger_open(struct release *release, const struct study *study, struct error *err)
{
	const struct block *blocks;
	size_t count;

	_Static_assert((int)RELEASE_KEY_BYTES == (int)STUDY_KEY_BYTES, "the study's secret is the release's");
	release_open(release, state_of(study));
	study_mention_key(study, release->key);
	blocks = study_blocks(study, &count);
	release_know_blocks(release, blocks, count);
	return study_read_releases(study, add_record, release, err);
}
