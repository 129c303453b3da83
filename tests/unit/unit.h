/* SPDX-License-Identifier: EUPL-1.2
 *
 * What every unit test program shares: Check, a main(), and a scratch directory that is removed at the end.
 * A program is one file NAME_test.c with tests whose names are sentences and one UNIT_MAIN(name, test, …). ONLY=test in its
 * environment runs one of them.
 */
#ifndef UNIT_H
#define UNIT_H

#include <check.h>
#undef fail /* an old name of Check's; ours is in error.h */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text.h"

/* Fails the test with the error's own words. */
#define ck_assert_ok(call, err)                                                                              \
	do {                                                                                                 \
		if (!(call))                                                                                 \
			ck_abort_msg("%s failed: %s", #call, (err)->text);                                   \
	} while (0)

#define ck_assert_view(v, expected)                                                                          \
	do {                                                                                                 \
		struct view ck_v = (v);                                                                      \
		ck_assert_msg(view_is(ck_v, expected), "\"%.*s\" is not \"%s\"", VIEW_ARGS(ck_v), expected); \
	} while (0)

static inline int
unit_remove(const char *path, const struct stat *status, int type, struct FTW *walk)
{
	(void)status, (void)type, (void)walk;
	return remove(path);
}

/* A new empty directory; unit_forget_directory() removes it with all that is in it. */
static inline char *
unit_directory(void)
{
	char name[] = "/tmp/survey-unit-XXXXXX";

	ck_assert_ptr_nonnull(mkdtemp(name));
	return xstrdup(name);
}

static inline void
unit_forget_directory(char *name)
{
	nftw(name, unit_remove, 16, FTW_DEPTH | FTW_PHYS);
	free(name);
}

#define UNIT_MAIN(title, ...)                                                                                \
	int main(void)                                                                                       \
	{                                                                                                    \
		const TTest *const tests[] = { __VA_ARGS__ };                                                \
		const char *only = getenv("ONLY");                                                           \
		Suite *suite = suite_create(title);                                                          \
		TCase *tcase = tcase_create(title);                                                          \
		SRunner *runner;                                                                             \
		int failed;                                                                                  \
		tcase_set_timeout(tcase, 60);                                                                \
		for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++)                                \
			if (only == NULL || strcmp(only, tests[i]->name) == 0)                               \
				tcase_add_test(tcase, tests[i]);                                             \
		suite_add_tcase(suite, tcase);                                                               \
		runner = srunner_create(suite);                                                              \
		srunner_run_all(runner, CK_NORMAL);                                                          \
		failed = srunner_ntests_failed(runner);                                                      \
		srunner_free(runner);                                                                        \
		return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;                                            \
	}

#endif
