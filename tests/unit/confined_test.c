/* SPDX-License-Identifier: EUPL-1.2
 *
 * Goal: who reads what strangers made can do nothing but calculate. Controls: each attempt is made without the limits too, and must
 * then work; and work that only calculates gives its result.
 */
#include "unit.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "confined.h"

static bool
opens_a_file(void *context, struct buf *result, FILE *list)
{
	int file = open("/etc/passwd", O_RDONLY | O_CLOEXEC);

	(void)context, (void)result, (void)list;
	return file >= 0 && close(file) == 0;
}

static bool
makes_a_file(void *context, struct buf *result, FILE *list)
{
	int file = open(context, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	(void)result, (void)list;
	return file >= 0 && close(file) == 0;
}

static bool
makes_a_socket(void *context, struct buf *result, FILE *list)
{
	int file = socket(AF_INET, SOCK_STREAM, 0);

	(void)context, (void)result, (void)list;
	return file >= 0 && close(file) == 0;
}

static bool
runs_a_program(void *context, struct buf *result, FILE *list)
{
	(void)context, (void)result, (void)list;
	execl("/bin/true", "true", (char *)NULL);
	return false;
}

static bool
calculates(void *context, struct buf *result, FILE *list)
{
	buf_printf(result, "%s, gelezen", (const char *)context);
	fprintf(list, "een regel\n");
	return true;
}

static bool
finds_a_mistake(void *context, struct buf *result, FILE *list)
{
	(void)context, (void)result;
	fprintf(list, "een fout\n");
	return false;
}

static bool
reads_where_nothing_is(void *context, struct buf *result, FILE *list)
{
	(void)result, (void)list;
	return **(char *volatile *)context == 'x';
}

typedef bool deed(void *context, struct buf *result, FILE *list);

/* Whether it works in a process without limits. */
static bool
works_freely(deed *attempt, void *context)
{
	struct buf result = BUF_INIT;
	int status;
	pid_t pid = fork();

	if (pid == 0)
		_exit(attempt(context, &result, stderr) ? 0 : 1);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool
works_confined(deed *attempt, void *context, struct error *err)
{
	struct buf result = BUF_INIT, said = BUF_INIT;
	bool good = confined_run(attempt, context, &result, &said, err);

	buf_release(&result);
	buf_release(&said);
	return good;
}

START_TEST(what_reading_a_file_never_does_cannot_be_done)
{
	char *directory = unit_directory(), path[256];
	deed *const attempts[] = { opens_a_file, makes_a_file, makes_a_socket, runs_a_program };

	snprintf(path, sizeof(path), "%s/made", directory);
	for (size_t i = 0; i < sizeof(attempts) / sizeof(attempts[0]); i++) {
		struct error err = ERROR_INIT;

		unlink(path);
		ck_assert_msg(works_freely(attempts[i], path), "%zu does not work without limits either", i);
		unlink(path);
		ck_assert_msg(!works_confined(attempts[i], path, &err), "%zu works", i);
	}
	ck_assert_int_ne(access(path, F_OK), 0);
	unit_forget_directory(directory);
}
END_TEST

START_TEST(what_is_calculated_comes_back)
{
	struct buf result = BUF_INIT, said = BUF_INIT;
	struct error err = ERROR_INIT;

	ck_assert_ok(confined_run(calculates, (void *)(uintptr_t) "formulier", &result, &said, &err), &err);
	ck_assert_str_eq(result.data, "formulier, gelezen");
	ck_assert_str_eq(said.data, "een regel\n");
	buf_release(&result);
	buf_release(&said);
}
END_TEST

START_TEST(a_mistake_in_the_form_is_no_accident)
{
	struct buf result = BUF_INIT, said = BUF_INIT;
	struct error err = ERROR_INIT;

	ck_assert(!confined_run(finds_a_mistake, NULL, &result, &said, &err));
	ck_assert_int_eq(err.code, ERROR_NONE);
	ck_assert_str_eq(said.data, "een fout\n");
	buf_release(&result);
	buf_release(&said);
}
END_TEST

START_TEST(an_accident_ends_there_and_is_told)
{
	char *nowhere = NULL;
	struct error err = ERROR_INIT;

	ck_assert(!works_confined(reads_where_nothing_is, &nowhere, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "was stopped"));
}
END_TEST

UNIT_MAIN("confined", what_reading_a_file_never_does_cannot_be_done, what_is_calculated_comes_back,
          a_mistake_in_the_form_is_no_accident, an_accident_ends_there_and_is_told)
