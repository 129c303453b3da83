/* SPDX-License-Identifier: EUPL-1.2
 *
 * Reading vectors of words: vectors.h.
 */
#include "vectors.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "features.h"
#include "words_inside.h"

enum { BUFFER = 1 << 17 };

/* Vocabulary ids are places in `rows`; what has no vector in the file keeps place 0 in the file's order. */
struct vectors {
	struct vocabulary wanted; /* owned; by the hash of the folded word */
	float *rows;              /* owned; `length` each */
	uint32_t *places;         /* owned; in the file, from 1 */
	size_t length, words;     /* of a vector; that the file has */
	size_t found;
};

struct reader {
	gzFile file;
	const char *path;
	char *line; /* owned */
	size_t number;
	struct error *err;
};

static bool
bad(struct reader *reader, const char *what)
{
	return fail(reader->err, ERROR_INVALID, "%s:%zu: %s", reader->path, reader->number, what);
}

/* The next line, without its end. At the end of the file it is false without an error. */
static bool
next_line(struct reader *reader, struct view *line)
{
	bool good = false;

	reader->number++;
	if (gzgets(reader->file, reader->line, VECTOR_LINE_MAX) == NULL) {
		int code;
		const char *text = gzerror(reader->file, &code);

		if (code != Z_OK && code != Z_STREAM_END)
			(void)bad(reader, code == Z_ERRNO ? strerror(errno) : text);
		return false;
	}
	*line = view_of(reader->line);
	good = line->len > 0 && line->ptr[line->len - 1] == '\n';
	if (good)
		line->len--;
	else
		(void)bad(reader, "this is no line of a .vec file (a .bin file cannot be read): it is too "
		                  "long, has a NUL, or is cut off");
	return good;
}

/* "2000000 300" */
static bool
read_header(struct reader *reader, struct vectors *vectors)
{
	struct view line;
	char *end = NULL;
	unsigned long words, length;

	if (!next_line(reader, &line))
		return bad(reader, "the file is empty");
	errno = 0;
	words = strtoul(reader->line, &end, 10);
	length = *end == ' ' ? strtoul(end, &end, 10) : 0;
	while (*end == ' ' || *end == '\r')
		end++;
	if (errno != 0 || *end != '\n' || words == 0 || words > VECTOR_WORDS_MAX || length == 0 ||
	    length > VECTOR_LENGTH_MAX)
		return bad(reader, "a .vec file begins with how many words it has and how many numbers for "
		                   "each; a .bin file "
		                   "cannot be read, download the text form");
	vectors->words = words;
	vectors->length = length;
	return true;
}

/* The numbers of one line, made one long. All zero stays so. */
static bool
read_numbers(struct reader *reader, char *from, size_t length, float *row)
{
	double squares = 0;

	for (size_t i = 0; i < length; i++) {
		char *end = from;

		row[i] = strtof(from, &end);
		if (end == from || !isfinite(row[i]) || fabsf(row[i]) > 1e6F)
			return bad(reader, "a number is missing, or is none");
		squares += (double)row[i] * (double)row[i];
		from = end;
	}
	while (*from == ' ' || *from == '\r')
		from++;
	if (*from != '\n')
		return bad(reader, "there are more numbers than the first line says");
	for (size_t i = 0; i < length && squares > 0; i++)
		row[i] = (float)((double)row[i] / sqrt(squares));
	return true;
}

static bool
read_word(struct reader *reader, struct vectors *vectors, uint32_t place)
{
	char room[WORD_LENGTH_MAX + 8], *space;
	struct view line;
	uint32_t id;

	if (!next_line(reader, &line))
		return bad(reader,
		           "the file has fewer words than its first line says: it was not downloaded whole");
	space = strchr(reader->line, ' ');
	if (space == NULL)
		return bad(reader, "a word and its numbers are needed");
	/* What is longer than a word of ours would be cut, and then be another. */
	if (space - reader->line >= WORD_LENGTH_MAX)
		return true;
	id = vocabulary_find(
	    &vectors->wanted,
	    word_set_hash(words_fold((struct view){ line.ptr, (size_t)(space - line.ptr) }, room)));
	if (id == VOCABULARY_ABSENT || vectors->places[id] != 0)
		return true;
	vectors->places[id] = place;
	vectors->found++;
	return read_numbers(reader, space, vectors->length, vectors->rows + (size_t)id * vectors->length);
}

/* The words that there are: only these will be kept. */
static void
want(struct vectors *vectors, struct words *words, const struct view *texts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct arena arena = ARENA_INIT;
		struct word_list list;

		words_read(words, texts[i], &arena, &list);
		for (size_t w = 0; w < list.count; w++)
			if (!list.list[w].stop)
				(void)vocabulary_add(&vectors->wanted, word_set_hash(list.list[w].folded));
		arena_release(&arena);
	}
	vectors->places = xcalloc(vectors->wanted.count + 1, sizeof(*vectors->places));
}

bool
vectors_load(const char *path, struct words *words, const struct view *texts, size_t count,
             struct vectors **made, struct error *err)
{
	struct reader reader = { .path = path, .err = err };
	struct vectors *vectors = xcalloc(1, sizeof(*vectors));
	bool good = false;

	*made = NULL;
	reader.file = gzopen(path, "rb");
	if (reader.file == NULL) {
		fail_errno(err, "%s cannot be read", path);
		goto out;
	}
	(void)gzbuffer(reader.file, BUFFER);
	reader.line = xmalloc(VECTOR_LINE_MAX);
	if (!read_header(&reader, vectors))
		goto out;
	want(vectors, words, texts, count);
	vectors->rows = xcalloc(vectors->wanted.count * vectors->length + 1, sizeof(*vectors->rows));
	good = true;
	for (uint32_t place = 1; good && place <= vectors->words; place++)
		good = read_word(&reader, vectors, place);
out:
	if (reader.file != NULL)
		(void)gzclose_r(reader.file);
	free(reader.line);
	if (good)
		*made = vectors;
	else
		vectors_free(vectors);
	return good;
}

void
vectors_free(struct vectors *vectors)
{
	if (vectors == NULL)
		return;
	vocabulary_release(&vectors->wanted);
	free(vectors->rows);
	free(vectors->places);
	free(vectors);
}

size_t
vectors_length(const struct vectors *vectors)
{
	return vectors->length;
}

size_t
vectors_count(const struct vectors *vectors)
{
	return vectors->found;
}

const float *
vectors_find(const struct vectors *vectors, struct view folded, double *commonness)
{
	uint32_t id = vocabulary_find(&vectors->wanted, word_set_hash(folded));

	if (id == VOCABULARY_ABSENT || vectors->places[id] == 0)
		return NULL;
	*commonness = 1 / ((double)vectors->places[id] * (log((double)vectors->words) + 0.577));
	return vectors->rows + (size_t)id * vectors->length;
}
