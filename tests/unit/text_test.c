/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of include/text.h, arena.h, unicode.h, error.h and problems.h.
 */
#include "unit.h"

#include <errno.h>

#include "arena.h"
#include "problems.h"
#include "unicode.h"

START_TEST(view_cut_returns_each_part_and_ends_with_null)
{
	struct view rest = VIEW("a,,b");

	ck_assert_view(view_cut(&rest, ','), "a");
	ck_assert_view(view_cut(&rest, ','), "");
	ck_assert_view(view_cut(&rest, ','), "b");
	ck_assert_ptr_null(rest.ptr);
}
END_TEST

START_TEST(view_compare_puts_the_shorter_one_first)
{
	ck_assert_int_lt(view_compare(VIEW("ab"), VIEW("abc")), 0);
	ck_assert_int_gt(view_compare(VIEW("b"), VIEW("abc")), 0);
	ck_assert_int_eq(view_compare(VIEW(""), view_of(NULL)), 0);
}
END_TEST

START_TEST(buf_always_ends_in_nul)
{
	struct buf buf = BUF_INIT;

	for (int i = 0; i < 1000; i++) {
		buf_printf(&buf, "%d,", i);
		ck_assert_int_eq(buf.data[buf.len], '\0');
	}
	ck_assert_uint_eq(strlen(buf.data), buf.len);
	buf_reset(&buf);
	ck_assert_str_eq(buf.data, "");
	buf_release(&buf);
}
END_TEST

START_TEST(arena_memory_is_zeroed_and_aligned)
{
	struct arena arena = ARENA_INIT;

	for (size_t size = 1; size < 10000; size = size * 3 + 1) {
		unsigned char *memory = arena_alloc(&arena, size);

		ck_assert_uint_eq((uintptr_t)memory % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			ck_assert_int_eq(memory[i], 0);
		memset(memory, 0xff, size);
	}
	arena_release(&arena);
}
END_TEST

START_TEST(first_error_wins)
{
	struct error err = ERROR_INIT;

	ck_assert(!fail(&err, ERROR_KEY, "first %d", 1));
	ck_assert(!fail(&err, ERROR_FULL, "second"));
	ck_assert_int_eq(err.code, ERROR_KEY);
	ck_assert_str_eq(err.text, "first 1");
	ck_assert(!fail(NULL, ERROR_KEY, "nobody listens"));
}
END_TEST

START_TEST(a_full_disk_is_its_own_error)
{
	struct error err = ERROR_INIT;

	errno = ENOSPC;
	fail_errno(&err, "cannot write");
	ck_assert_int_eq(err.code, ERROR_FULL);
}
END_TEST

START_TEST(problems_are_sorted_by_place)
{
	struct problems problems = PROBLEMS_INIT;

	problems_add(&problems, SEVERITY_WARNING, "b.yaml", 9, 1, "late");
	problems_add(&problems, SEVERITY_ERROR, "b.yaml", 2, 8, "column");
	problems_add(&problems, SEVERITY_ERROR, "a.yaml", 1, 1, "other file");
	problems_add(&problems, SEVERITY_ERROR, "b.yaml", 2, 1, "early");
	problems_sort(&problems);
	ck_assert_str_eq(problems.list[0].text, "early");
	ck_assert_str_eq(problems.list[1].text, "column");
	ck_assert_str_eq(problems.list[2].text, "late");
	ck_assert_str_eq(problems.list[3].text, "other file");
	ck_assert_uint_eq(problems.errors, 3);
	problems_release(&problems);
}
END_TEST

START_TEST(typed_text_becomes_canonical)
{
	struct arena arena = ARENA_INIT;
	struct view out;

	ck_assert(unicode_canonical(VIEW("  regel 1\r\nregel 2\rregel 3\n "), &arena, &out));
	ck_assert_view(out, "regel 1\nregel 2\nregel 3");
	ck_assert(unicode_canonical(VIEW("cafe\xcc\x81"), &arena, &out));
	ck_assert_view(out, "caf\xc3\xa9");
	ck_assert_uint_eq(unicode_length(out), 4);
	ck_assert(unicode_canonical(VIEW(" \t "), &arena, &out));
	ck_assert_uint_eq(out.len, 0);
	arena_release(&arena);
}
END_TEST

START_TEST(broken_utf8_and_control_characters_are_refused)
{
	struct arena arena = ARENA_INIT;
	struct view out;

	ck_assert(!unicode_canonical(VIEW("\xff"), &arena, &out));
	ck_assert(!unicode_canonical(VIEW("\xed\xa0\x80"), &arena, &out)); /* a lone surrogate */
	ck_assert(!unicode_canonical(VIEW("a\0b"), &arena, &out));
	ck_assert(!unicode_canonical(VIEW("a\x1b[2Jb"), &arena, &out));
	arena_release(&arena);
}
END_TEST

/* Every byte at every place: texts are looked at eight bytes at a time. */
START_TEST(every_byte_is_seen_wherever_it_stands)
{
	enum { LENGTH = 21 };

	for (int byte = 0; byte < 256; byte++)
		for (size_t at = 0; at < LENGTH; at++) {
			char text[LENGTH];
			struct view v = { text, LENGTH };
			bool inside = at > 0 && at + 1 < LENGTH;
			bool printable = byte > ' ' && byte < 0x7f;

			memset(text, 'a', LENGTH);
			text[at] = (char)byte;
			ck_assert_msg(
			    unicode_unchanged(v) ==
			        (printable || (inside && (byte == ' ' || byte == '\n' || byte == '\t'))),
			    "byte %d at %zu", byte, at);
			ck_assert_uint_eq(unicode_length(v), (byte & 0xc0) == 0x80 ? LENGTH - 1 : LENGTH);
		}
	ck_assert(!unicode_unchanged(VIEW("")));
}
END_TEST

START_TEST(an_arena_that_is_reset_gives_zeroed_memory_again)
{
	struct arena arena = ARENA_INIT;

	arena_reset(&arena);
	for (size_t size = 1; size < (4 << 20); size = size * 3 + 1) {
		for (int round = 0; round < 3; round++) {
			unsigned char *first = arena_alloc(&arena, size), *second = arena_alloc(&arena, 5000);

			unsigned char any = 0;

			for (size_t i = 0; i < size; i++)
				any |= first[i];
			for (size_t i = 0; i < 5000; i++)
				any |= second[i];
			ck_assert_uint_eq(any, 0);
			memset(first, 1, size);
			memset(second, 1, 5000);
			arena_reset(&arena);
		}
	}
	arena_release(&arena);
}
END_TEST

START_TEST(files_are_written_whole_and_never_over_another)
{
	struct error err = ERROR_INIT;
	struct buf content = BUF_INIT;
	char *directory = unit_directory(), path[128];

	snprintf(path, sizeof(path), "%s/file", directory);
	ck_assert_ok(file_write(path, VIEW("one"), 0600, false, &err), &err);
	ck_assert(!file_write(path, VIEW("two"), 0600, false, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	err = ERROR_INIT;
	ck_assert_ok(buf_read_file(&content, path, 100, &err), &err);
	ck_assert_str_eq(content.data, "one");
	ck_assert_ok(file_write(path, VIEW("three"), 0600, true, &err), &err);
	ck_assert(!buf_read_file(&content, path, 4, &err));
	ck_assert_int_eq(err.code, ERROR_FULL);
	buf_release(&content);
	unit_forget_directory(directory);
}
END_TEST

UNIT_MAIN("text", view_cut_returns_each_part_and_ends_with_null, view_compare_puts_the_shorter_one_first,
          buf_always_ends_in_nul, arena_memory_is_zeroed_and_aligned, first_error_wins,
          a_full_disk_is_its_own_error, problems_are_sorted_by_place, typed_text_becomes_canonical,
          broken_utf8_and_control_characters_are_refused, every_byte_is_seen_wherever_it_stands,
          an_arena_that_is_reset_gives_zeroed_memory_again, files_are_written_whole_and_never_over_another)
