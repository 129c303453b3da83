/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests that what was loaded can always be loaded again from its definition, and that no file, however broken, is
 * misread in silence or does harm.
 */
#include "questionnaire_fixture.h"

#include <glob.h>

#define TEXT_QUESTION "questions:\n  - {id: q, type: text, ask: {nl: Q}}\n"
#define ANOTHER_QUESTION "  - {id: r, type: text, ask: {nl: R}}\n"

static const struct date today = { 2026, 1, 5 };

static void
check_same_text(const struct text *a, const struct text *b)
{
	for (size_t l = 0; l < LANGUAGES_MAX; l++)
		ck_assert(view_equal(a->in[l], b->in[l]));
}

static void
check_same_question(const struct question *a, const struct question *b)
{
	ck_assert(view_equal(a->id, b->id));
	ck_assert_ptr_eq(a->type, b->type);
	check_same_text(&a->title, &b->title);
	check_same_text(&a->hint, &b->hint);
	ck_assert(a->required == b->required && a->again == b->again && a->place == b->place &&
	          a->line == b->line);
	ck_assert((a->show_if == NULL) == (b->show_if == NULL) && (a->tagset == NULL) == (b->tagset == NULL));
	ck_assert_uint_eq(a->type->size_limit(a), b->type->size_limit(b));
	ck_assert_uint_eq(a->option_count, b->option_count);
	for (size_t o = 0; o < a->option_count; o++) {
		ck_assert(view_equal(a->options[o].id, b->options[o].id));
		check_same_text(&a->options[o].text, &b->options[o].text);
		check_same_text(&a->options[o].hint, &b->options[o].hint);
	}
}

static void
check_same(const struct questionnaire *a, const struct questionnaire *b)
{
	ck_assert_mem_eq(a->hash, b->hash, DEFINITION_HASH_BYTES);
	ck_assert(view_equal(a->definition, b->definition));
	ck_assert(view_equal(a->id, b->id) && view_equal(a->audience, b->audience));
	check_same_text(&a->title, &b->title);
	check_same_text(&a->thanks, &b->thanks);
	ck_assert(a->size == b->size && a->slots == b->slots && a->place_count == b->place_count);
	ck_assert_int_eq(date_compare(a->closes, b->closes), 0);
	ck_assert_uint_eq(a->tagset_count, b->tagset_count);
	ck_assert_uint_eq(a->entry_count, b->entry_count);
	for (size_t i = 0; i < a->entry_count; i++) {
		const struct group *group = a->entries[i].group;

		if (group == NULL) {
			check_same_question(a->entries[i].question, b->entries[i].question);
			continue;
		}
		ck_assert_uint_eq(group->question_count, b->entries[i].group->question_count);
		ck_assert_uint_eq(group->times, b->entries[i].group->times);
		for (size_t j = 0; j < group->question_count; j++)
			check_same_question(&group->questions[j], &b->entries[i].group->questions[j]);
	}
}

/* Loads a questionnaire's definition, which must give the same again; true when it does load. */
static bool
loads_again(const struct questionnaire *questionnaire)
{
	struct problems problems = PROBLEMS_INIT;
	struct questionnaire *again =
	    questionnaire_load_definition(questionnaire->definition, "again", &problems);
	bool loaded = again != NULL;

	if (loaded)
		check_same(questionnaire, again);
	questionnaire_free(again);
	problems_release(&problems);
	return loaded;
}

/* Calls `check` for every questionnaire that is shipped; there must be some. */
static void
each_shipped(void (*check)(const char *path))
{
	glob_t files;

	ck_assert_int_eq(glob("questionnaires/*.yaml", 0, NULL, &files), 0);
	ck_assert_uint_ge(files.gl_pathc, 3);
	for (size_t i = 0; i < files.gl_pathc; i++)
		check(files.gl_pathv[i]);
	globfree(&files);
}

static void
check_shipped(const char *path)
{
	struct problems problems = PROBLEMS_INIT;
	struct questionnaire *q = questionnaire_load(path, today, &problems);

	ck_assert_msg(problems.count == 0, "%s:%u: %s", path, problems.list[0].line, problems.list[0].text);
	ck_assert_ptr_nonnull(q);
	ck_assert_msg(loads_again(q), "%s cannot be loaded from its definition", path);
	questionnaire_free(q);
}

START_TEST(every_shipped_questionnaire_loads_without_problems_and_again_from_its_definition)
{
	each_shipped(check_shipped);
}
END_TEST

START_TEST(any_change_to_a_file_or_its_tag_set_is_another_definition)
{
	static const char yaml[] = HEAD "questions:\n  - {id: q, type: single, tagset: set, ask: {nl: Q}}\n";
	static const char set[] = "tagset: set\nlanguages: [nl]\ntitle: {nl: S}\ntags: {a: {nl: A}}\n";
	struct questionnaire *first = load_good_with(yaml, &(struct tagset_file){ "set", set });
	struct questionnaire *same = load_good_with(yaml, &(struct tagset_file){ "set", set });
	struct questionnaire *other = load_good_with(
	    yaml, &(struct tagset_file){
	              "set", "tagset: set\nlanguages: [nl]\ntitle: {nl: S}\ntags: {a: {nl: B}}\n" });

	ck_assert_mem_eq(first->hash, same->hash, DEFINITION_HASH_BYTES);
	ck_assert_mem_ne(first->hash, other->hash, DEFINITION_HASH_BYTES);
	ck_assert(loads_again(first) && loads_again(other));
	questionnaire_free(other);
	questionnaire_free(same);
	questionnaire_free(first);
}
END_TEST

START_TEST(what_is_no_definition_is_refused)
{
	static const char *const definitions[] = {
		"",
		"{",
		"[]",
		"\"a\"",
		"null",
		"{}",
		"{\"questionnaire\":1}",
		"{\"questionnaire\":\"\"}",
		"{\"questionnaire\":\"a: b\",\"questionnaire\":\"a: b\"}",
		"{\"questionnaire\":{\"questionnaire\":\"a: b\"}}",
	};

	for (size_t i = 0; i < sizeof(definitions) / sizeof(definitions[0]); i++) {
		struct problems problems = PROBLEMS_INIT;

		ck_assert_msg(questionnaire_load_definition(view_of(definitions[i]), "d", &problems) == NULL,
		              "%s", definitions[i]);
		ck_assert_uint_gt(problems.errors, 0);
		problems_release(&problems);
	}
}
END_TEST

START_TEST(a_file_without_content_is_refused)
{
	ck_assert(is_refused(""));
	ck_assert(is_refused(" \n\n\t\n"));
	ck_assert(is_refused("# only a remark\n"));
	ck_assert(is_refused("---\n...\n"));
	ck_assert(is_refused("just words\n"));
	ck_assert(is_refused("- a\n- b\n"));
}
END_TEST

START_TEST(broken_yaml_is_told_at_its_place)
{
	check_one_error_at(HEAD "  title ] [\n" TEXT_QUESTION, HEAD_LINES + 1, 3);
	check_one_error_at(HEAD "listed: \"no\n" TEXT_QUESTION, HEAD_LINES + 1, 9);
	check_one_error_at(HEAD TEXT_QUESTION "title: {nl: Twee}\n", HEAD_LINES + 3, 1);
}
END_TEST

START_TEST(a_byte_order_mark_and_windows_line_ends_do_not_matter)
{
	struct questionnaire *q = load_good("\xef\xbb\xbf" HEAD TEXT_QUESTION);
	struct buf windows = BUF_INIT;
	struct problems problems = PROBLEMS_INIT;
	struct view rest = VIEW(HEAD "help:\n  nl: |\n    een\n    twee\n" TEXT_QUESTION);

	questionnaire_free(q);
	while (rest.len > 0) {
		buf_add_view(&windows, view_cut(&rest, '\n'));
		buf_add_text(&windows, "\r\n");
	}
	q = load_bytes(buf_view(&windows), NULL, &problems);
	ck_assert_ptr_nonnull(q);
	ck_assert_view(q->help.in[0], "een\ntwee");
	ck_assert(loads_again(q));
	questionnaire_free(q);
	buf_release(&windows);
}
END_TEST

START_TEST(a_file_of_a_quarter_mebibyte_is_the_largest)
{
	struct buf yaml = BUF_INIT;

	buf_add_text(&yaml, HEAD TEXT_QUESTION "#");
	while (yaml.len < (1 << 18) - 1)
		buf_add_text(&yaml, "x");
	buf_add_text(&yaml, "\n");
	ck_assert(!is_refused_bytes(buf_view(&yaml)));
	buf_add_text(&yaml, "\n");
	ck_assert(is_refused_bytes(buf_view(&yaml)));
	buf_release(&yaml);
}
END_TEST

START_TEST(deep_nesting_is_refused)
{
	static const char *const openings[] = { "[", "{a: ", "- ", "{not: " };

	for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++) {
		struct buf yaml = BUF_INIT;

		buf_add_text(&yaml, HEAD TEXT_QUESTION "quote_if:\n  ");
		for (size_t depth = 0; depth < 50000; depth++)
			buf_add_text(&yaml, openings[i]);
		ck_assert_msg(is_refused_bytes(buf_view(&yaml)), "%s", openings[i]);
		buf_release(&yaml);
	}
}
END_TEST

START_TEST(aliases_of_aliases_are_not_unfolded)
{
	struct buf yaml = BUF_INIT;

	buf_add_text(&yaml, HEAD TEXT_QUESTION "x0: &x0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
	for (int i = 1; i < 40; i++) {
		buf_printf(&yaml, "x%d: &x%d [", i, i);
		for (int j = 0; j < 9; j++)
			buf_printf(&yaml, "%s*x%d", j > 0 ? ", " : "", i - 1);
		buf_add_text(&yaml, "]\n");
	}
	ck_assert(is_refused_bytes(buf_view(&yaml)));
	ck_assert(is_refused(HEAD TEXT_QUESTION "x: &x [*x]\n"));
	buf_release(&yaml);
}
END_TEST

/* An alias is not unfolded, so its name would be taken for the text. */
START_TEST(an_alias_is_not_taken_for_a_word)
{
	ck_assert(is_refused(HEAD "help: {nl: *elders}\n" TEXT_QUESTION));
	ck_assert(is_refused(HEAD "help: {nl: &hier Hulp}\n"
	                          "questions:\n  - {id: q, type: text, ask: {nl: *hier}}\n"));
}
END_TEST

START_TEST(a_second_document_is_not_passed_over)
{
	ck_assert(is_refused(HEAD TEXT_QUESTION "---\n" ANOTHER_QUESTION));
	ck_assert(is_refused(HEAD TEXT_QUESTION "...\n" ANOTHER_QUESTION));
}
END_TEST

START_TEST(bytes_that_are_not_utf8_are_refused_wherever_they_stand)
{
	static const char *const bytes[] = { "\xff",     "caf\xe9",      "\xc3",
		                             "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80" };
	struct buf yaml = BUF_INIT;

	for (size_t i = 0; i < sizeof(bytes) / sizeof(bytes[0]); i++) {
		buf_reset(&yaml);
		buf_printf(&yaml, HEAD "help: {nl: \"%s \"}\n" TEXT_QUESTION, bytes[i]);
		ck_assert_msg(is_refused_bytes(buf_view(&yaml)), "in a text: %zu", i);
		buf_reset(&yaml);
		buf_printf(&yaml, HEAD TEXT_QUESTION "# %s \n" ANOTHER_QUESTION, bytes[i]);
		ck_assert_msg(is_refused_bytes(buf_view(&yaml)), "in a remark: %zu", i);
	}
	buf_release(&yaml);
}
END_TEST

START_TEST(control_characters_are_refused_also_when_escaped)
{
	static const struct view texts[] = {
		{ HEAD TEXT_QUESTION "\0" ANOTHER_QUESTION,
		  sizeof(HEAD TEXT_QUESTION "\0" ANOTHER_QUESTION) - 1 },
		{ HEAD TEXT_QUESTION "# \0\n" ANOTHER_QUESTION,
		  sizeof(HEAD TEXT_QUESTION "# \0\n" ANOTHER_QUESTION) - 1 },
		{ HEAD "help: {nl: \"\x07\"}\n" TEXT_QUESTION,
		  sizeof(HEAD "help: {nl: \"\x07\"}\n" TEXT_QUESTION) - 1 },
		{ HEAD "help: {nl: \"a\\0b\"}\n" TEXT_QUESTION,
		  sizeof(HEAD "help: {nl: \"a\\0b\"}\n" TEXT_QUESTION) - 1 },
		{ HEAD "help: {nl: \"\\e[2J\"}\n" TEXT_QUESTION,
		  sizeof(HEAD "help: {nl: \"\\e[2J\"}\n" TEXT_QUESTION) - 1 },
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		ck_assert_msg(is_refused_bytes(texts[i]), "%zu", i);
}
END_TEST

/* Changes some bytes, or cuts, or repeats a piece. */
static void
mutate(struct buf *text, struct chance *chance)
{
	size_t way = chance_below(chance, 8), at = chance_below(chance, text->len);

	if (way == 0) {
		text->len = at + 1;
	} else if (way == 1) {
		size_t length = chance_below(chance, 200), from = chance_below(chance, text->len - length);

		memmove(text->data + chance_below(chance, text->len - length), text->data + from, length);
	} else {
		static const char likely[] = "{}[]:,-&*!|>'\"%@`#? \n\t\\0a";

		for (size_t i = 0; i < way; i++) {
			at = chance_below(chance, text->len);
			if (chance_below(chance, 2) == 0)
				text->data[at] = likely[chance_below(chance, sizeof(likely))];
			else
				text->data[at] =
				    (char)((unsigned char)text->data[at] ^ (1U << chance_below(chance, 8)));
		}
	}
}

/* Of each file, and of each definition. Sanitizers are what sees the harm; without them it takes a crash. */
#ifdef __SANITIZE_ADDRESS__
enum { MUTATIONS = 1000 };
#else
enum { MUTATIONS = 250 };
#endif
enum { CHANGES = 200 }; /* of each file, which must load again */

/* A directory that has the shipped tag sets but no questionnaire. */
static char *
directory_with_tagsets(void)
{
	char *directory = unit_directory(), *tagsets = realpath("questionnaires/tagsets", NULL), link[128];

	ck_assert_ptr_nonnull(tagsets);
	snprintf(link, sizeof(link), "%s/tagsets", directory);
	ck_assert_int_eq(symlink(tagsets, link), 0);
	free(tagsets);
	return directory;
}

static void
check_mutated_file(const char *path)
{
	struct chance chance = { 0x5eed0001 };
	struct buf whole = BUF_INIT, text = BUF_INIT;
	struct error err = ERROR_INIT;
	char *directory = directory_with_tagsets(), mutated[128];
	size_t good = 0;

	snprintf(mutated, sizeof(mutated), "%s/mutated.yaml", directory);
	ck_assert_ok(buf_read_file(&whole, path, 1 << 20, &err), &err);
	for (int i = 0; i < MUTATIONS; i++) {
		struct problems problems = PROBLEMS_INIT;
		struct questionnaire *q;

		buf_reset(&text);
		buf_add_view(&text, buf_view(&whole));
		mutate(&text, &chance);
		write_plainly(mutated, buf_view(&text));
		q = questionnaire_load(mutated, today, &problems);
		ck_assert((q == NULL) == (problems.errors > 0));
		good += q != NULL;
		questionnaire_free(q);
		problems_release(&problems);
	}
	/* Some must still be good: else only the first line of defence was tried. */
	ck_assert_uint_gt(good, MUTATIONS / 50);
	ck_assert_uint_lt(good, MUTATIONS);
	buf_release(&text);
	buf_release(&whole);
	unit_forget_directory(directory);
}

START_TEST(randomly_broken_files_do_no_harm)
{
	each_shipped(check_mutated_file);
}
END_TEST

static void
check_mutated_definition(const char *path)
{
	struct chance chance = { 0x5eed0002 };
	struct problems problems = PROBLEMS_INIT;
	struct questionnaire *whole = questionnaire_load(path, today, &problems);
	struct buf text = BUF_INIT;
	size_t good = 0;

	for (int i = 0; i < MUTATIONS; i++) {
		struct questionnaire *q;

		buf_reset(&text);
		buf_add_view(&text, whole->definition);
		mutate(&text, &chance);
		q = questionnaire_load_definition(buf_view(&text), "mutated", &problems);
		good += q != NULL;
		questionnaire_free(q);
		problems_release(&problems);
	}
	ck_assert_uint_gt(good, 0);
	ck_assert_uint_lt(good, MUTATIONS);
	buf_release(&text);
	questionnaire_free(whole);
}

START_TEST(randomly_broken_definitions_do_no_harm)
{
	each_shipped(check_mutated_definition);
}
END_TEST

/* Answers are sealed with the hash of the definition: one that cannot be loaded again makes them unreadable. */
static void
check_mutated_loads_again(const char *path)
{
	struct chance chance = { 0x5eed0003 };
	struct buf text = BUF_INIT;
	struct error err = ERROR_INIT;
	char *directory = directory_with_tagsets(), mutated[128];

	snprintf(mutated, sizeof(mutated), "%s/mutated.yaml", directory);
	for (int i = 0; i < CHANGES; i++) {
		struct problems problems = PROBLEMS_INIT;
		struct questionnaire *q;

		buf_reset(&text);
		ck_assert_ok(buf_read_file(&text, path, 1 << 20, &err), &err);
		text.data[chance_below(&chance, text.len)] = (char)chance_below(&chance, 256);
		write_plainly(mutated, buf_view(&text));
		q = questionnaire_load(mutated, today, &problems);
		ck_assert_msg(q == NULL || loads_again(q), "change %d of %s", i, path);
		questionnaire_free(q);
		problems_release(&problems);
	}
	buf_release(&text);
	unit_forget_directory(directory);
}

START_TEST(whatever_loads_can_be_loaded_again_from_its_definition)
{
	each_shipped(check_mutated_loads_again);
}
END_TEST

UNIT_MAIN("definition", every_shipped_questionnaire_loads_without_problems_and_again_from_its_definition,
          any_change_to_a_file_or_its_tag_set_is_another_definition, what_is_no_definition_is_refused,
          a_file_without_content_is_refused, broken_yaml_is_told_at_its_place,
          a_byte_order_mark_and_windows_line_ends_do_not_matter, a_file_of_a_quarter_mebibyte_is_the_largest,
          deep_nesting_is_refused, aliases_of_aliases_are_not_unfolded, an_alias_is_not_taken_for_a_word,
          a_second_document_is_not_passed_over, bytes_that_are_not_utf8_are_refused_wherever_they_stand,
          control_characters_are_refused_also_when_escaped, randomly_broken_files_do_no_harm,
          randomly_broken_definitions_do_no_harm, whatever_loads_can_be_loaded_again_from_its_definition)
