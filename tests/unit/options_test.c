/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of options from a table (include/options.h).
 */
#include "unit.h"

#include "options.h"

#include <fcntl.h>

static const char *text;
static unsigned long number;
static bool flag;

static const struct option_line lines[] = {
	{ .name = "output", .argument = "NAME", .text = &text, .help = "Where to write." },
	{ .name = "port",
	  .argument = "PORT",
	  .number = &number,
	  .least = 1,
	  .most = 65535,
	  .help = "First line.\nSecond line." },
	{ .name = "demo", .flag = &flag, .help = "For trying out." },
};

static const struct option_line with_needed[] = {
	{ .name = "key", .argument = "FILE", .text = &text, .needed = true, .help = "The key." },
};

/* What reading gave, and what it said. */
struct outcome {
	enum options_outcome outcome;
	char **arguments;
	size_t argument_count;
	struct buf out, err; /* owned */
};

static struct buf
take_file(int fd)
{
	struct buf content = BUF_INIT;
	char chunk[4096];
	ssize_t got;

	ck_assert_int_eq(lseek(fd, 0, SEEK_SET), 0);
	while ((got = read(fd, chunk, sizeof(chunk))) > 0)
		buf_add(&content, chunk, (size_t)got);
	buf_add_text(&content, "");
	close(fd);
	return content;
}

/* A nameless file in place of stdout or stderr. */
static int catch (FILE *stream, int *saved)
{
	char name[] = "/tmp/survey-unit-XXXXXX";
	int fd = mkstemp(name);

	ck_assert_int_ge(fd, 0);
	unlink(name);
	fflush(stream);
	*saved = dup(fileno(stream));
	ck_assert_int_ge(dup2(fd, fileno(stream)), 0);
	return fd;
}

static struct buf
uncatch(FILE *stream, int fd, int saved)
{
	fflush(stream);
	ck_assert_int_ge(dup2(saved, fileno(stream)), 0);
	close(saved);
	return take_file(fd);
}

static struct outcome
read_words(const struct command_line *line, char **argv)
{
	struct outcome outcome = { .arguments = NULL };
	int argc = 0, out, err, saved_out, saved_err;

	while (argv[argc] != NULL)
		argc++;
	text = NULL;
	number = 7;
	flag = false;
	out = catch (stdout, &saved_out);
	err = catch (stderr, &saved_err);
	outcome.outcome = options_read(line, argc, argv, &outcome.arguments, &outcome.argument_count);
	outcome.out = uncatch(stdout, out, saved_out);
	outcome.err = uncatch(stderr, err, saved_err);
	return outcome;
}

#define ARGV(...) ((char *[]){ (char[]){ "try" }, __VA_ARGS__, NULL })
#define WORD(word) ((char[]){ word })

static const struct command_line simple = { .about = "Tries options.", .options = lines, .option_count = 3 };

static void
release(struct outcome *outcome)
{
	buf_release(&outcome->out);
	buf_release(&outcome->err);
}

/* Wrong words: nothing on stdout, the reason on stderr. */
static void
check_wrong(const struct command_line *line, char **argv, const char *said)
{
	struct outcome outcome = read_words(line, argv);

	ck_assert_int_eq(outcome.outcome, OPTIONS_WRONG);
	ck_assert_str_eq(outcome.out.data, "");
	ck_assert_msg(strstr(outcome.err.data, said) != NULL, "no \"%s\" in: %s", said, outcome.err.data);
	ck_assert_msg(strstr(outcome.err.data, "help try") != NULL, "%s", outcome.err.data);
	release(&outcome);
}

START_TEST(options_are_read_in_any_order_and_both_ways)
{
	struct outcome outcome =
	    read_words(&simple, ARGV(WORD("--demo"), WORD("--port=80"), WORD("--output"), WORD("naam")));

	ck_assert_int_eq(outcome.outcome, OPTIONS_GOOD);
	ck_assert(flag);
	ck_assert_uint_eq(number, 80);
	ck_assert_str_eq(text, "naam");
	ck_assert_uint_eq(outcome.argument_count, 0);
	ck_assert_str_eq(outcome.err.data, "");
	release(&outcome);
}
END_TEST

START_TEST(what_is_not_mentioned_keeps_its_value)
{
	struct outcome outcome = read_words(&simple, (char *[]){ WORD("try"), NULL });

	ck_assert_int_eq(outcome.outcome, OPTIONS_GOOD);
	ck_assert(!flag);
	ck_assert_uint_eq(number, 7);
	ck_assert_ptr_null(text);
	release(&outcome);
}
END_TEST

START_TEST(numbers_are_whole_and_within_bounds)
{
	static const char *const bad[] = { "0",   "65536", "-1", "+80",  " 80",
		                           "80 ", "8o",    "",   "0x50", "99999999999999999999" };
	struct outcome outcome = read_words(&simple, ARGV(WORD("--port"), WORD("65535")));

	ck_assert_int_eq(outcome.outcome, OPTIONS_GOOD);
	ck_assert_uint_eq(number, 65535);
	release(&outcome);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		char *word = xstrdup(bad[i]);

		check_wrong(&simple, ARGV(WORD("--port"), word), "from 1 to 65535");
		ck_assert_uint_eq(number, 7);
		free(word);
	}
}
END_TEST

START_TEST(an_unknown_option_or_a_missing_value_is_wrong)
{
	check_wrong(&simple, ARGV(WORD("--prt"), WORD("80")), "--prt");
	check_wrong(&simple, ARGV(WORD("--port")), "--port");
	check_wrong(&simple, ARGV(WORD("--demo=yes")), "--demo");
	check_wrong(&simple, ARGV(WORD("-p")), "p");
	check_wrong(&simple, ARGV(WORD("-port")), "p");
}
END_TEST

START_TEST(a_needed_option_is_missed)
{
	const struct command_line line = { .about = "Needs.", .options = with_needed, .option_count = 1 };
	struct outcome outcome = read_words(&line, ARGV(WORD("--key"), WORD("k")));

	ck_assert_int_eq(outcome.outcome, OPTIONS_GOOD);
	release(&outcome);
	check_wrong(&line, (char *[]){ WORD("try"), NULL }, "--key FILE is needed");
}
END_TEST

START_TEST(arguments_are_counted)
{
	const struct command_line line = { .about = "Files.",
		                           .arguments = "FILE…",
		                           .least = 1,
		                           .most = 2,
		                           .options = lines,
		                           .option_count = 3 };
	struct outcome outcome = read_words(&line, ARGV(WORD("a"), WORD("--demo"), WORD("b")));

	ck_assert_int_eq(outcome.outcome, OPTIONS_GOOD);
	ck_assert(flag);
	ck_assert_uint_eq(outcome.argument_count, 2);
	ck_assert_str_eq(outcome.arguments[0], "a");
	ck_assert_str_eq(outcome.arguments[1], "b");
	release(&outcome);
	check_wrong(&line, (char *[]){ WORD("try"), NULL }, "few");
	check_wrong(&line, ARGV(WORD("a"), WORD("b"), WORD("c")), "many");
	check_wrong(&simple, ARGV(WORD("a")), "options only");
}
END_TEST

START_TEST(two_dashes_end_the_options)
{
	const struct command_line line = {
		.about = "Files.", .arguments = "FILE…", .most = 9, .options = lines, .option_count = 3
	};
	struct outcome outcome = read_words(&line, ARGV(WORD("--"), WORD("--demo")));

	ck_assert_int_eq(outcome.outcome, OPTIONS_GOOD);
	ck_assert(!flag);
	ck_assert_uint_eq(outcome.argument_count, 1);
	ck_assert_str_eq(outcome.arguments[0], "--demo");
	release(&outcome);
}
END_TEST

START_TEST(help_lists_every_option_and_needs_nothing)
{
	const struct command_line line = { .about = "Needs.", .options = with_needed, .option_count = 1 };
	struct outcome outcome = read_words(&simple, ARGV(WORD("--help")));

	ck_assert_int_eq(outcome.outcome, OPTIONS_HELP);
	ck_assert_str_eq(outcome.err.data, "");
	ck_assert_ptr_nonnull(strstr(outcome.out.data, "Tries options."));
	ck_assert_ptr_nonnull(strstr(outcome.out.data, "  --output NAME\n        Where to write.\n"));
	ck_assert_ptr_nonnull(strstr(outcome.out.data, "        First line.\n        Second line.\n"));
	ck_assert_ptr_nonnull(strstr(outcome.out.data, "  --demo\n"));
	release(&outcome);
	outcome = read_words(&line, ARGV(WORD("--help")));
	ck_assert_int_eq(outcome.outcome, OPTIONS_HELP);
	ck_assert_ptr_nonnull(strstr(outcome.out.data, "try --key FILE"));
	release(&outcome);
}
END_TEST

START_TEST(options_can_be_read_twice_in_one_program)
{
	for (int i = 0; i < 2; i++) {
		struct outcome outcome = read_words(&simple, ARGV(WORD("--demo"), WORD("--port"), WORD("9")));

		ck_assert_int_eq(outcome.outcome, OPTIONS_GOOD);
		ck_assert(flag && number == 9);
		release(&outcome);
	}
}
END_TEST

UNIT_MAIN("options", options_are_read_in_any_order_and_both_ways, what_is_not_mentioned_keeps_its_value,
          numbers_are_whole_and_within_bounds, an_unknown_option_or_a_missing_value_is_wrong,
          a_needed_option_is_missed, arguments_are_counted, two_dashes_end_the_options,
          help_lists_every_option_and_needs_nothing, options_can_be_read_twice_in_one_program)
