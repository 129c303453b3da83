/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of programs made of subcommands (include/command.h).
 */
#include "unit.h"

#include "command.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>

static int
run_serve(int argc, char **argv)
{
	printf("serve with %d: %s\n", argc, argv[0]);
	return argc > 1 && strcmp(argv[1], "--help") == 0 ? 42 : 7;
}

static int
run_check(int argc, char **argv)
{
	(void)argc;
	for (size_t i = 0; argv[i] != NULL; i++)
		printf("[%s]", argv[i]);
	return EXIT_GOOD;
}

/* Whether a crash here would leave what stood in memory in a file. */
static int
run_limits(int argc, char **argv)
{
	struct rlimit limit;

	(void)argc, (void)argv;
	return getrlimit(RLIMIT_CORE, &limit) == 0 && limit.rlim_cur == 0 && limit.rlim_max == 0 ? EXIT_GOOD
	                                                                                         : EXIT_ERROR;
}

static int
run_fail(int argc, char **argv)
{
	struct error err = ERROR_INIT;

	(void)argc;
	fail(&err, ERROR_ABSENT, "it is not there");
	return command_fail(argv[0], &err);
}

static const struct command commands[] = {
	{ "serve", "serve things", run_serve },
	{ "check", "check things", run_check },
	{ "limits", "tell limits", run_limits },
	{ "fail", "go wrong", run_fail },
	{ NULL, NULL, NULL },
};

/* What a program said and its exit code. */
struct run {
	int code;
	char out[2048], err[2048];
};

static int
scratch(void)
{
	char name[] = "/tmp/survey-unit-XXXXXX";
	int fd = mkstemp(name);

	ck_assert_int_ge(fd, 0);
	unlink(name);
	return fd;
}

static void
take(int fd, char text[2048])
{
	ssize_t got;

	ck_assert_int_eq(lseek(fd, 0, SEEK_SET), 0);
	got = read(fd, text, 2047);
	ck_assert_int_ge((int)got, 0);
	text[got] = '\0';
	close(fd);
}

/* Runs the program in a process of its own, as a program runs. */
static struct run
run_to(int out, char **argv)
{
	struct run run = { .code = -1 };
	int argc = 0, status, err = scratch();
	pid_t child;

	while (argv[argc] != NULL)
		argc++;
	fflush(stdout);
	child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		int code;

		dup2(out, STDOUT_FILENO);
		dup2(err, STDERR_FILENO);
		program_invocation_short_name = argv[0];
		code = command_main(commands, argc, argv);
		fflush(stderr);
		_exit(code);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFEXITED(status));
	run.code = WEXITSTATUS(status);
	take(err, run.err);
	return run;
}

static struct run
run_words(char **argv)
{
	int out = scratch();
	struct run run = run_to(out, argv);

	take(out, run.out);
	return run;
}

#define WORD(word) ((char[]){ word })
#define RUN(...) run_words((char *[]){ WORD("proef"), __VA_ARGS__, NULL })

START_TEST(a_command_gets_its_own_words_and_gives_its_code)
{
	struct run run = RUN(WORD("serve"));

	ck_assert_int_eq(run.code, 7);
	ck_assert_str_eq(run.out, "serve with 1: serve\n");
	run = RUN(WORD("check"), WORD("a"), WORD("--b"));
	ck_assert_int_eq(run.code, EXIT_GOOD);
	ck_assert_str_eq(run.out, "[check][a][--b]");
	ck_assert_str_eq(run.err, "");
}
END_TEST

START_TEST(a_mistyped_command_is_suggested)
{
	static const char *const typed[][2] = {
		{ "serv", "serve" },  { "sevre", "serve" },  { "serves", "serve" }, { "chek", "check" },
		{ "cehck", "check" }, { "limit", "limits" }, { "Check", "check" },
	};

	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++) {
		char word[32], expected[64];
		struct run run;

		snprintf(word, sizeof(word), "%s", typed[i][0]);
		snprintf(expected, sizeof(expected), "did you mean \"%s\"?", typed[i][1]);
		run = RUN(word);
		ck_assert_int_eq(run.code, EXIT_USAGE);
		ck_assert_str_eq(run.out, "");
		ck_assert_msg(strstr(run.err, expected) != NULL, "%s: %s", word, run.err);
	}
}
END_TEST

START_TEST(a_word_far_from_every_command_gets_no_suggestion)
{
	char longest[4096];
	struct run run = RUN(WORD("banaan"));

	ck_assert_int_eq(run.code, EXIT_USAGE);
	ck_assert_ptr_null(strstr(run.err, "did you mean"));
	ck_assert_ptr_nonnull(strstr(run.err, "proef help"));
	run = RUN(WORD(""));
	ck_assert_int_eq(run.code, EXIT_USAGE);
	ck_assert_ptr_null(strstr(run.err, "did you mean"));
	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	run = RUN(longest);
	ck_assert_int_eq(run.code, EXIT_USAGE);
}
END_TEST

START_TEST(help_lists_the_commands_or_asks_one_of_them)
{
	struct run none = run_words((char *[]){ WORD("proef"), NULL }), help = RUN(WORD("help")),
	           dashes = RUN(WORD("--help"));
	struct run one = RUN(WORD("help"), WORD("serve")), unknown = RUN(WORD("help"), WORD("serv"));

	ck_assert_int_eq(help.code, EXIT_GOOD);
	for (size_t i = 0; commands[i].name != NULL; i++) {
		ck_assert_ptr_nonnull(strstr(help.out, commands[i].name));
		ck_assert_ptr_nonnull(strstr(help.out, commands[i].summary));
	}
	ck_assert_str_eq(help.out, none.out);
	ck_assert_str_eq(help.out, dashes.out);
	ck_assert_int_eq(one.code, 42);
	ck_assert_str_eq(one.out, "serve with 2: serve\n");
	ck_assert_int_eq(unknown.code, EXIT_USAGE);
	ck_assert_ptr_nonnull(strstr(unknown.err, "\"serve\""));
}
END_TEST

START_TEST(the_version_is_told)
{
	struct run run = RUN(WORD("--version"));

	ck_assert_int_eq(run.code, EXIT_GOOD);
	ck_assert_str_eq(run.out, "proef " SURVEY_VERSION "\n");
}
END_TEST

START_TEST(an_error_is_told_with_program_and_command)
{
	struct run run = RUN(WORD("fail"));

	ck_assert_int_eq(run.code, EXIT_ERROR);
	ck_assert_str_eq(run.out, "");
	ck_assert_str_eq(run.err, "proef fail: it is not there\n");
}
END_TEST

START_TEST(no_core_image_is_left_behind)
{
	ck_assert_int_eq(RUN(WORD("limits")).code, EXIT_GOOD);
}
END_TEST

START_TEST(output_that_cannot_be_written_is_an_error)
{
	int full = open("/dev/full", O_WRONLY);
	struct run run;

	ck_assert_int_ge(full, 0);
	run = run_to(full, (char *[]){ WORD("proef"), WORD("check"), NULL });
	ck_assert_int_eq(run.code, EXIT_ERROR);
	ck_assert_ptr_nonnull(strstr(run.err, "cannot write"));
	close(full);
}
END_TEST

UNIT_MAIN("command", a_command_gets_its_own_words_and_gives_its_code, a_mistyped_command_is_suggested,
          a_word_far_from_every_command_gets_no_suggestion, help_lists_the_commands_or_asks_one_of_them,
          the_version_is_told, an_error_is_told_with_program_and_command, no_core_image_is_left_behind,
          output_that_cannot_be_written_is_an_error)
