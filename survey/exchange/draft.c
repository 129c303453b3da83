/* SPDX-License-Identifier: EUPL-1.2
 *
 * The parts that a draft is made of: draft.h.
 */
#include "draft.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "locale_catalogue.h"
#include "unicode.h"

enum { SHOWN = 60, MONTHS_BACK = 20, YEARS_BACK = 100, LIMIT_MOST = 1000000000 };

#define SHOWN_ARGS(v) (int)((v).len < SHOWN ? (v).len : SHOWN), (v).ptr

void
draft_init(struct draft *draft, struct problems *problems, struct date today)
{
	*draft = (struct draft){ .problems = problems, .today = today };
}

void
draft_release(struct draft *draft)
{
	draft_list_release(draft);
	free(draft->questions);
	arena_release(&draft->arena);
	*draft = (struct draft){ .questions = NULL };
}

struct draft_question *
draft_add(struct draft *draft, struct view name, const struct draft_place *place)
{
	struct draft_question *question;

	if (draft->question_count == DRAFT_QUESTIONS_MAX) {
		draft_lost(draft, place, "there are more than %d questions; this one is left out",
		           DRAFT_QUESTIONS_MAX);
		return NULL;
	}
	if (draft->question_count == draft->question_room) {
		draft->question_room = draft->question_room == 0 ? 32 : draft->question_room * 2;
		draft->questions =
		    xrealloc(draft->questions, draft->question_room, sizeof(struct draft_question *));
	}
	question = arena_alloc(&draft->arena, sizeof(*question));
	question->name = arena_copy(&draft->arena, name);
	question->number = draft->question_count;
	question->place = *place;
	draft->questions[draft->question_count++] = question;
	return question;
}

struct draft_question *
draft_find(const struct draft *draft, struct view name)
{
	for (size_t i = 0; i < draft->question_count; i++)
		if (view_equal(draft->questions[i]->name, name))
			return draft->questions[i];
	return NULL;
}

/* ---- languages ------------------------------------------------------------------------------------------- */

static bool
same_word(struct view a, const char *b)
{
	return a.len == strlen(b) && strncasecmp(a.ptr, b, a.len) == 0;
}

/* What stands between the last parentheses: "nl" of "Nederlands (nl)"; else the text itself. */
static struct view
in_parentheses(struct view name)
{
	const char *open = name.len == 0 ? NULL : memrchr(name.ptr, '(', name.len);

	if (open == NULL || name.ptr[name.len - 1] != ')')
		return name;
	return view_trim((struct view){ open + 1, (size_t)(name.ptr + name.len - 2 - open) });
}

struct view
draft_language_code(struct view name)
{
	static const struct {
		const char *name, *code;
	} names[] = {
		{ "dutch", "nl" },  { "nederlands", "nl" }, { "english", "en" }, { "engels", "en" },
		{ "arabic", "ar" }, { "arabisch", "ar" },   { "العربية", "ar" },
	};
	struct view word = in_parentheses(view_trim(name));
	size_t stem = 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (same_word(word, names[i].name))
			return view_of(names[i].code);
	while (stem < word.len && word.ptr[stem] != '-' && word.ptr[stem] != '_')
		stem++;
	word.len = stem;
	for (size_t i = 0; catalogue_at(i) != NULL; i++) {
		struct view code = catalogue_language(catalogue_at(i));

		if (word.len == code.len && strncasecmp(word.ptr, code.ptr, code.len) == 0)
			return code;
	}
	return (struct view){ "", 0 };
}

size_t
draft_language(struct draft *draft, struct view name)
{
	struct view code = draft_language_code(name);
	size_t at = 0;

	if (draft->stood_in.len > 0 && view_equal(view_trim(name), draft->stood_in))
		return 0;
	while (at < draft->language_count && !view_equal(draft->languages[at], code))
		at++;
	if (code.len == 0 || at == LANGUAGES_MAX)
		return LANGUAGES_MAX;
	if (at == draft->language_count)
		draft->languages[draft->language_count++] = code;
	return at;
}

void
draft_stand_in(struct draft *draft, struct view name, struct view wish, const struct draft_place *place)
{
	if (draft->language_count > 0 || view_trim(name).len == 0)
		return;
	if (draft_language(draft, wish) == LANGUAGES_MAX)
		draft_language(draft, VIEW("nl"));
	draft->stood_in = arena_copy(&draft->arena, view_trim(name));
	draft_lost(draft, place,
	           "the form is in \"%.*s\", which this program does not speak; its texts stand where those "
	           "in \"%.*s\" should: "
	           "translate them (--language chooses another place)",
	           SHOWN_ARGS(draft->stood_in), VIEW_ARGS(draft->languages[0]));
}

/* ---- words and ids --------------------------------------------------------------------------------------- */

/* Bytes of a character that cannot stand in a questionnaire; 0: it can. Controls, line separators, marks of byte order. */
static size_t
unwanted(const unsigned char *at, size_t left)
{
	if ((at[0] < 0x20 && at[0] != '\n') || at[0] == 0x7f)
		return 1;
	if (left >= 2 && at[0] == 0xc2 && at[1] < 0xa0)
		return 2;
	if (left >= 3 && at[0] == 0xe2 && at[1] == 0x80 && (at[2] == 0xa8 || at[2] == 0xa9))
		return 3;
	if (left >= 3 && at[0] == 0xef &&
	    ((at[1] == 0xbb && at[2] == 0xbf) || (at[1] == 0xbf && at[2] >= 0xbe)))
		return 3;
	return 0;
}

/* Adds a space or line end where there is something before it that is none. */
static void
add_gap(struct buf *out, char gap)
{
	while (out->len > 0 && out->data[out->len - 1] == ' ')
		out->len--;
	if (out->len > 0 && !(gap == ' ' && out->data[out->len - 1] == '\n') &&
	    !(gap == '\n' && out->len > 1 && out->data[out->len - 1] == '\n' &&
	      out->data[out->len - 2] == '\n'))
		buf_add_char(out, gap);
}

struct view
draft_words(struct draft *draft, struct view text, bool lines)
{
	struct buf out = BUF_INIT;
	struct view words = { "", 0 };
	size_t i = 0;

	if (text.len > DRAFT_WORDS_MAX - draft->word_bytes)
		return words;
	draft->word_bytes += text.len;
	while (i < text.len) {
		size_t skipped = unwanted((const unsigned char *)text.ptr + i, text.len - i);

		if (text.ptr[i] == '\n')
			add_gap(&out, lines ? '\n' : ' ');
		else if (text.ptr[i] == ' ' || skipped > 0)
			add_gap(&out, ' ');
		else
			buf_add_char(&out, text.ptr[i]);
		i += skipped > 0 ? skipped : 1;
	}
	if (!unicode_canonical(buf_view(&out), &draft->arena, &words))
		words = (struct view){ "", 0 };
	buf_release(&out);
	return words;
}

struct view
draft_id(struct draft *draft, struct view name, const char *prefix, size_t most)
{
	return unicode_id(name, prefix, most, &draft->arena);
}

static bool
is_plain(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

bool
draft_is_spelling(struct view name, struct view id)
{
	size_t n = 0, i = 0;

	while (n < name.len && !is_plain(name.ptr[n]) && (unsigned char)name.ptr[n] < 0x80)
		n++;
	/* A letter before what begins with none. */
	if (n < name.len && name.ptr[n] >= '0' && name.ptr[n] <= '9')
		i = 1;
	for (; n < name.len; n++) {
		if ((unsigned char)name.ptr[n] >= 0x80)
			return false;
		if (!is_plain(name.ptr[n]))
			continue;
		while (i < id.len && id.ptr[i] == '-')
			i++;
		if (i == id.len || id.ptr[i] != (name.ptr[n] >= 'A' && name.ptr[n] <= 'Z' ? name.ptr[n] | 0x20
		                                                                          : name.ptr[n]))
			return false;
		i++;
	}
	return i >= id.len;
}

static bool
option_is_taken(const struct option *options, size_t count, struct view id)
{
	bool taken = id_is_reserved_option(id);

	for (size_t i = 0; i < count; i++)
		taken = taken || view_equal(options[i].id, id);
	return taken;
}

void
draft_options(struct draft *draft, struct option *options, const struct view *names, size_t count,
              const struct draft_place *place)
{
	struct buf changed = BUF_INIT;
	size_t changes = 0;
	bool spelled = false;

	for (size_t i = 0; i < count; i++) {
		struct view base = draft_id(draft, names[i], "a", ID_MAX), id = base;

		for (unsigned n = 2; option_is_taken(options, i, id); n++)
			id = arena_printf(&draft->arena, "%.*s-%u", (int)(base.len < 34 ? base.len : 34),
			                  base.ptr, n);
		options[i].id = id;
		spelled = spelled || !view_equal(id, names[i]);
		if (!draft_is_spelling(names[i], id) && changes++ < 5)
			buf_printf(&changed, "%s\"%.*s\" is now %.*s", changed.len > 0 ? ", " : "",
			           (int)(names[i].len < SHOWN ? names[i].len : SHOWN), names[i].ptr,
			           VIEW_ARGS(id));
	}
	if (changes > 0)
		draft_lost(draft, place,
		           "the names of answers are lower-case letters, digits and hyphens here: %s%s",
		           changed.data, changes > 5 ? ", and so on" : "");
	else if (spelled)
		draft_lost_often(
		    draft, place,
		    "the names of answers are lower-case letters, digits and hyphens here, a letter first");
	buf_release(&changed);
}

struct view
draft_other(const struct draft *draft, size_t language)
{
	return catalogue_message(catalogue_find(draft->languages[language]), "import_other");
}

static const char *const statement_ids[] = { "eens", "oneens", "weet-niet" };
static const char *const statement_words[] = { "statement_agree", "statement_disagree", "statement_unknown" };

bool
draft_is_statement(const struct draft_question *question)
{
	bool same = question->option_count == 3;

	for (size_t i = 0; same && i < 3; i++)
		same = view_is(question->options[i].id, statement_ids[i]);
	return same;
}

void
draft_make_statement(struct draft *draft, struct draft_question *question, const char *agree,
                     const char *disagree, const char *unknown)
{
	const char *const names[] = { agree, disagree, unknown };

	question->type = "statement";
	question->option_count = 3;
	question->options = arena_array(&draft->arena, 3, sizeof(*question->options));
	question->names = arena_array(&draft->arena, 3, sizeof(*question->names));
	for (size_t i = 0; i < 3; i++) {
		question->options[i].id = view_of(statement_ids[i]);
		question->names[i] = view_of(names[i]);
		for (size_t l = 0; l < draft->language_count; l++)
			question->options[i].text.in[l] =
			    catalogue_message(catalogue_find(draft->languages[l]), statement_words[i]);
	}
}

/* ---- limits ---------------------------------------------------------------------------------------------- */

bool
draft_limit(struct draft *draft, struct view text, bool most, long *limit, bool *whole)
{
	struct view number = arena_copy(&draft->arena, view_trim(text));
	char *end = NULL;
	double value = number.len == 0 ? 0 : strtod(number.ptr, &end);

	if (number.len == 0 || *end != '\0' || !(value >= -LIMIT_MOST && value <= LIMIT_MOST))
		return false;
	*limit = (long)(most ? ceil(value) : floor(value));
	*whole = (double)*limit == value;
	return true;
}

void
draft_settle_month(struct draft *draft, const struct draft_place *place, struct draft_question *question)
{
	int year = draft->today.year;
	long from = strtol(question->from.len > 0 ? question->from.ptr : "0", NULL, 10),
	     to = strtol(question->to.len > 0 ? question->to.ptr : "0", NULL, 10);

	if (question->from.len == 0 || question->to.len == 0 ||
	    view_compare(question->from, question->to) > 0 || to - from >= OPTIONS_MAX) {
		question->from = question->year ? arena_printf(&draft->arena, "%d", year - YEARS_BACK)
		                                : arena_printf(&draft->arena, "%d-01", year - MONTHS_BACK);
		question->to = question->year ? arena_printf(&draft->arena, "%d", year)
		                              : arena_printf(&draft->arena, "%d-12", year);
		draft_lost(draft, place, "a month needs a first and a last one; they are %.*s and %.*s now",
		           VIEW_ARGS(question->from), VIEW_ARGS(question->to));
	} else if (!question->year && to - from >= MONTHS_BACK + 1) {
		question->year = true;
		question->from.len = question->to.len = 4;
		draft_lost(draft, place, "there can be 256 months at most; this asks for the year now");
	}
}
