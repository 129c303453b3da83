/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of vectors of words (analysis/text/vectors.h) and of what they do to groups: what is read, what is wrong with a file, that meaning
 * counts, and what it costs. tests/http/vectors.test.mjs does it with a file that fastText's own program made.
 */
#include "unit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "analysis/text/groups.h"

/* Three texts without a word in common; by the vectors a house and a home are the same, and a letter is not. */
static const char *const about[] = { "huis gezocht", "woning nodig", "brief gestuurd" };
enum { MENTIONS = sizeof(about) / sizeof(*about) };

static const char good_file[] =
    "8 3\n</s> 0 0 1\nHuis 1 0.1 0\nhuis 9 9 9\nwoning 2 0.1 0\ngezocht 0.9 0.2 0\n"
    "nodig 0.8 0.1 0\nbrief 0 1 0.1\ngestuurd 0 0.9 0.1\n";

static struct words *words;
static struct view texts[MENTIONS];
static char *directory, path[512];

static void
setup(void)
{
	struct error err = ERROR_INIT;

	ck_assert_ok(words_new(NULL, &words, &err), &err);
	for (size_t i = 0; i < MENTIONS; i++)
		texts[i] = view_of(about[i]);
	directory = unit_directory();
	snprintf(path, sizeof(path), "%s/words.vec", directory);
}

static void
teardown(void)
{
	words_free(words);
	unit_forget_directory(directory);
}

static void
write_bytes(const char *bytes, size_t len)
{
	FILE *file = fopen(path, "wb");

	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(bytes, 1, len, file), len);
	ck_assert_int_eq(fclose(file), 0);
}

static struct vectors *
load_good(void)
{
	struct vectors *vectors;
	struct error err = ERROR_INIT;

	ck_assert_ok(vectors_load(path, words, texts, MENTIONS, &vectors, &err), &err);
	return vectors;
}

START_TEST(only_words_that_are_asked_for_are_kept_and_of_those_that_fold_to_one_the_commonest)
{
	struct vectors *vectors;
	const float *house;
	double common = 0, rare = 0;

	setup();
	write_bytes(good_file, sizeof(good_file) - 1);
	vectors = load_good();
	ck_assert_uint_eq(vectors_length(vectors), 3);
	ck_assert_uint_eq(vectors_count(vectors), 6);
	house = vectors_find(vectors, VIEW("huis"), &common);
	ck_assert_ptr_nonnull(house);
	/* "Huis" stands before "huis"; each vector has length 1. */
	ck_assert_double_eq_tol((double)house[0], 1 / sqrt(1.01), 1e-6);
	ck_assert_double_eq_tol((double)house[1], 0.1 / sqrt(1.01), 1e-6);
	ck_assert_ptr_nonnull(vectors_find(vectors, VIEW("gestuurd"), &rare));
	ck_assert(common > rare && common < 1 && rare > 0);
	ck_assert_ptr_null(vectors_find(vectors, VIEW("school"), &rare));
	vectors_free(vectors);
	teardown();
}
END_TEST

START_TEST(a_gzipped_file_is_read_as_it_is)
{
	struct vectors *vectors;
	gzFile file;

	setup();
	file = gzopen(path, "wb");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_eq(gzwrite(file, good_file, sizeof(good_file) - 1), (int)sizeof(good_file) - 1);
	ck_assert_int_eq(gzclose(file), Z_OK);
	vectors = load_good();
	ck_assert_uint_eq(vectors_count(vectors), 6);
	vectors_free(vectors);
	teardown();
}
END_TEST

START_TEST(a_file_that_is_wrong_is_refused_with_its_line)
{
	static const struct {
		const char *bytes, *says;
	} wrong[] = {
		{ "", ":1: the file is empty" },
		{ "\xba\x16\x4f\x2f\n", ":1: a .vec file begins with" },
		{ "huis 1 2 3\n", ":1: a .vec file begins with" },
		{ "2 0\nhuis\n", ":1: a .vec file begins with" },
		{ "99999999999999999999 3\n", ":1: a .vec file begins with" },
		{ "2 99999\nhuis 1\n", ":1: a .vec file begins with" },
		{ "2 3\nhuis 1 2\n", ":2: a number is missing" },
		{ "2 3\nhuis 1 2 nan\n", ":2: a number is missing" },
		{ "2 3\nhuis 1 2 1e30\n", ":2: a number is missing" },
		{ "2 3\nhuis 1 2 x\n", ":2: a number is missing" },
		{ "2 3\nhuis 1 2 3 4\n", ":2: there are more numbers" },
		{ "2 3\nhuis\n", ":2: a word and its numbers" },
		{ "2 3\nhuis 1 2 3\n", ":3: the file has fewer words" },
		{ "2 3\nhuis 1 2 3\nbrief 1 2", ":3: this is no line" },
	};
	struct vectors *vectors;

	setup();
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct error err = ERROR_INIT;

		write_bytes(wrong[i].bytes, strlen(wrong[i].bytes));
		ck_assert_msg(!vectors_load(path, words, texts, MENTIONS, &vectors, &err), "%s",
		              wrong[i].bytes);
		ck_assert_ptr_null(vectors);
		ck_assert_int_eq(err.code, ERROR_INVALID);
		ck_assert_msg(strstr(err.text, wrong[i].says) != NULL, "\"%s\" and not: %s", err.text,
		              wrong[i].says);
	}
	ck_assert_int_eq(unlink(path), 0);
	{
		struct error err = ERROR_INIT;

		ck_assert(!vectors_load(path, words, texts, MENTIONS, &vectors, &err));
		ck_assert_msg(strstr(err.text, "cannot be read") != NULL, "%s", err.text);
	}
	teardown();
}
END_TEST

/* Cut off anywhere, and with any one byte another: it loads or is refused, and what loads has numbers. */
START_TEST(no_damage_does_harm)
{
	size_t loaded = 0, refused = 0, len = sizeof(good_file) - 1;

	setup();
	for (size_t i = 0; i < 2 * len; i++) {
		char bytes[sizeof(good_file)];
		struct error err = ERROR_INIT;
		struct vectors *vectors;
		double share;

		memcpy(bytes, good_file, sizeof(bytes));
		if (i < len)
			bytes[i] = (char)(bytes[i] ^ 1 << i % 8);
		write_bytes(bytes, i < len ? len : i - len);
		if (vectors_load(path, words, texts, MENTIONS, &vectors, &err)) {
			const float *house = vectors_find(vectors, VIEW("huis"), &share);

			ck_assert(house == NULL || isfinite(house[0]));
			loaded++;
		} else {
			ck_assert_int_eq(err.code, ERROR_INVALID);
			refused++;
		}
		vectors_free(vectors);
	}
	/* Whatever is cut off is noticed. */
	ck_assert_uint_ge(refused, len);
	ck_assert_uint_gt(loaded, 0);
	teardown();
}
END_TEST

START_TEST(what_means_the_same_is_more_alike_and_comes_as_one_group)
{
	struct error err = ERROR_INIT;
	struct vectors *vectors;
	struct mentions *plain, *meaning, *again;
	struct groups groups;
	static const struct mention_link apart[] = { { 0, 1, false } };

	setup();
	write_bytes(good_file, sizeof(good_file) - 1);
	vectors = load_good();
	plain = mentions_new(words, NULL, texts, MENTIONS);
	meaning = mentions_new(words, NULL, texts, MENTIONS);
	again = mentions_new(words, NULL, texts, MENTIONS);
	mentions_use_vectors(meaning, words, vectors, texts);
	mentions_use_vectors(again, words, vectors, texts);
	vectors_free(vectors);
	/* The control: without vectors nothing is alike. */
	ck_assert_double_eq_tol(mentions_alike(plain, 0, 1), 0, 1e-9);
	ck_assert(mentions_alike(meaning, 0, 1) > 0.05);
	ck_assert(mentions_alike(meaning, 0, 2) < 0);
	ck_assert_double_eq_tol(mentions_alike(meaning, 0, 0), 0.1 + 0.9 * mentions_alike(plain, 0, 0), 1e-6);
	ck_assert(memcmp(&(double){ mentions_alike(meaning, 0, 1) }, &(double){ mentions_alike(again, 0, 1) },
	                 sizeof(double)) == 0);
	ck_assert_ok(groups_propose(meaning, NULL, 0, 0.05, &groups, &err), &err);
	ck_assert_uint_eq(groups.group_of[0], groups.group_of[1]);
	ck_assert_uint_ne(groups.group_of[0], groups.group_of[2]);
	groups_release(&groups);
	ck_assert_ok(groups_propose(plain, NULL, 0, 0.05, &groups, &err), &err);
	ck_assert_uint_eq(groups.count, MENTIONS);
	groups_release(&groups);
	ck_assert_ok(groups_propose(meaning, apart, 1, 1e-9, &groups, &err), &err);
	ck_assert_uint_ne(groups.group_of[0], groups.group_of[1]);
	groups_release(&groups);
	mentions_free(plain);
	mentions_free(meaning);
	mentions_free(again);
	teardown();
}
END_TEST

UNIT_MAIN("vectors", only_words_that_are_asked_for_are_kept_and_of_those_that_fold_to_one_the_commonest,
          a_gzipped_file_is_read_as_it_is, a_file_that_is_wrong_is_refused_with_its_line, no_damage_does_harm,
          what_means_the_same_is_more_alike_and_comes_as_one_group)
