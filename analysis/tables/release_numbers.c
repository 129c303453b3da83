/* SPDX-License-Identifier: EUPL-1.2
 *
 * The numbers of a release by their names: release_inside.h.
 */
#include "release_inside.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { TABLES_A_WORD = 64 };

void
release_open(struct release *release, uint64_t state)
{
	*release = (struct release){ .arena = ARENA_INIT, .state = state };
	release->buckets = xcalloc(RELEASE_BUCKETS, sizeof(*release->buckets));
	for (size_t i = 0; i < RELEASE_BUCKETS; i++)
		release->buckets[i] = RELEASE_NONE;
}

void
release_close(struct release *release)
{
	published_release(&release->published);
	audit_release(&release->audit);
	free(release->numbers);
	free(release->buckets);
	free(release->again);
	free(release->tables);
	free(release->finding_versions);
	free(release->values);
	free(release->nobody);
	free(release->known);
	free(release->known_counts);
	arena_release(&release->arena);
	sodium_memzero(release->key, sizeof(release->key));
	*release = (struct release){ .arena = ARENA_INIT };
}

void
release_know(struct release *release, struct view dimension, struct view value)
{
	for (size_t i = 0; i < release->value_count; i++)
		if (view_equal(release->values[i].dimension, dimension) &&
		    view_equal(release->values[i].value, value))
			return;
	release->values = xrealloc(release->values, release->value_count + 1, sizeof(*release->values));
	release->values[release->value_count++] =
	    (struct release_value){ arena_copy(&release->arena, dimension),
		                    arena_copy(&release->arena, value) };
}

void
release_know_blocks(struct release *release, const struct block *blocks, size_t count)
{
	release->blocks = blocks;
	release->block_count = count;
	for (size_t b = 0; b < count; b++) {
		release_know(release, VIEW("audience"), blocks[b].questionnaire->audience);
		release_know(release, VIEW("questionnaire"), blocks[b].questionnaire->id);
		release_know(release, VIEW("wave"), blocks[b].wave);
		for (size_t m = 0; m < blocks[b].mention_count; m++)
			release_know(release, VIEW("kind"),
			             view_of(mention_kind_name(blocks[b].mentions[m].group->mention)));
	}
}

void
release_know_sum(struct release *release, const struct release_known_term *terms, size_t count)
{
	release->known_counts =
	    xrealloc(release->known_counts, release->known_count + 1, sizeof(*release->known_counts));
	release->known = xrealloc(release->known, release->known_term_count + count, sizeof(*release->known));
	memcpy(&release->known[release->known_term_count], terms, count * sizeof(*terms));
	release->known_term_count += count;
	release->known_counts[release->known_count++] = count;
}

static int
compare_parts(const void *a, const void *b)
{
	const struct release_part *one = a, *other = b;
	int order = view_compare(one->dimension, other->dimension);

	return order != 0 ? order : view_compare(one->value, other->value);
}

/* So that no value can look like the next part. */
static void
add_escaped(struct buf *name, struct view text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == ';' || text.ptr[i] == '=' || text.ptr[i] == '\\')
			buf_add_char(name, '\\');
		buf_add_char(name, text.ptr[i]);
	}
}

struct view
release_name(struct arena *arena, struct release_number *number)
{
	struct buf text = BUF_INIT;
	struct view name;
	size_t count = 0;

	qsort(number->parts, number->part_count, sizeof(number->parts[0]), compare_parts);
	buf_add_view(&text, number->base);
	for (size_t i = 0; i < number->part_count; i++) {
		if (count > 0 && compare_parts(&number->parts[count - 1], &number->parts[i]) == 0)
			continue;
		number->parts[count++] = number->parts[i];
		buf_add_char(&text, ';');
		add_escaped(&text, number->parts[i].dimension);
		buf_add_char(&text, '=');
		add_escaped(&text, number->parts[i].value);
	}
	number->part_count = count;
	name = arena_copy(arena, buf_view(&text));
	buf_release(&text);
	return name;
}

/* FNV-1a. */
static size_t
bucket_of(struct view name)
{
	uint64_t hash = 14695981039346656037U;

	for (size_t i = 0; i < name.len; i++)
		hash = (hash ^ (uint8_t)name.ptr[i]) * 1099511628211U;
	return (size_t)(hash % RELEASE_BUCKETS);
}

static size_t
with_name(const struct release *release, size_t from, struct view name)
{
	while (from != RELEASE_NONE && !view_equal(release->published.numbers[from].name, name))
		from = release->numbers[from].next;
	return from;
}

size_t
release_first(const struct release *release, struct view name)
{
	return with_name(release, release->buckets[bucket_of(name)], name);
}

size_t
release_next(const struct release *release, size_t number)
{
	return with_name(release, release->numbers[number].next, release->published.numbers[number].name);
}

size_t
release_find(const struct release *release, struct view name, uint64_t value, uint64_t state)
{
	size_t found = release_first(release, name);

	while (found != RELEASE_NONE &&
	       (release->published.numbers[found].value != value || release->numbers[found].state != state))
		found = release_next(release, found);
	return found;
}

size_t
release_now(struct release *release, const struct release_number *about)
{
	struct release_number number = *about;
	struct view name = release_name(&release->arena, &number);
	size_t found = RELEASE_NONE;

	for (size_t i = release_first(release, name); i != RELEASE_NONE; i = release_next(release, i))
		if (release->numbers[i].state == about->state &&
		    (found == RELEASE_NONE ||
		     release->published.numbers[i].value > release->published.numbers[found].value))
			found = i;
	return found;
}

size_t
release_before(const struct release *release, size_t number)
{
	size_t found = release_first(release, release->published.numbers[number].name);

	while (found != RELEASE_NONE && (release->numbers[found].state == release->numbers[number].state ||
	                                 release->published.numbers[found].derived))
		found = release_next(release, found);
	return found;
}

size_t
release_add(struct release *release, struct view name, const struct release_number *about,
            const struct published_number *number)
{
	size_t index = published_add(&release->published, number), bucket = bucket_of(name);

	if (index >= release->room) {
		size_t words = release->table_words, room = release->room == 0 ? 256 : release->room * 2;

		release->numbers = xrealloc(release->numbers, room, sizeof(*release->numbers));
		release->tables = xrealloc(release->tables, room * words, sizeof(*release->tables));
		if (words > 0)
			memset(release->tables + release->room * words, 0,
			       (room - release->room) * words * sizeof(*release->tables));
		release->room = room;
	}
	release->published.numbers[index].name = name;
	release->numbers[index] = *about;
	release->numbers[index].next = release->buckets[bucket];
	release->buckets[bucket] = index;
	for (size_t i = 0; i < about->part_count; i++)
		if (view_starts(about->parts[i].dimension, RELEASE_FINDING))
			release_know_findings(release, about->parts[i].dimension);
	return index;
}

/* ---- tables --------------------------------------------------------------------------------------------- */

void
release_expect_tables(struct release *release, size_t count)
{
	release->table_words = (count + TABLES_A_WORD - 1) / TABLES_A_WORD;
	free(release->tables);
	release->tables = xcalloc(release->room * release->table_words + 1, sizeof(*release->tables));
}

void
release_put_in_table(struct release *release, size_t number, size_t table)
{
	release->tables[number * release->table_words + table / TABLES_A_WORD] |= (uint64_t)1
	                                                                       << table % TABLES_A_WORD;
}

bool
release_share_table(const struct release *release, const size_t *numbers, size_t count)
{
	bool shared = false;

	for (size_t word = 0; !shared && word < release->table_words; word++) {
		uint64_t all = UINT64_MAX;

		for (size_t i = 0; i < count; i++)
			all &= release->tables[numbers[i] * release->table_words + word];
		shared = all != 0;
	}
	return shared;
}

size_t
release_derive(struct release *release, struct release_number *about, uint64_t value)
{
	const struct published_number number = {
		.value = value, .cost = 1, .hidden = true, .settled = true, .derived = true
	};
	struct view name = release_name(&release->arena, about);
	size_t found = release_find(release, name, value, about->state), earlier;

	if (found != RELEASE_NONE)
		return found;
	earlier = release_earlier(release, name, about);
	found = release_add(release, name, about, &number);
	release->numbers[found].partial = true; /* until a table has it */
	if (earlier != RELEASE_NONE)
		release_relate_earlier(release, found, earlier);
	return found;
}
