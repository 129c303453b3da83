/* SPDX-License-Identifier: EUPL-1.2
 *
 * A finished draft as the YAML of survey-questionnaire(5), laid out as a person would: draft.h.
 */
#include "draft.h"

#include <string.h>
#include <strings.h>

enum { TEXT_MAX_DEFAULT = 200, LONGTEXT_MAX_DEFAULT = 2000, ROWS_DEFAULT = 5, TOP_DEFAULT = 3 };

struct writing {
	const struct draft *draft;
	struct buf *out;
	int indent; /* columns before a key of what is being written */
};

/* ---- texts ----------------------------------------------------------------------------------------------- */

/* Words that some readers of YAML take for something else. */
static bool
is_special(struct view text)
{
	static const char *const words[] = { "yes", "no", "on", "off", "y", "n", "true", "false", "null" };
	bool special = false;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		special = special ||
		          (text.len == strlen(words[i]) && strncasecmp(text.ptr, words[i], text.len) == 0);
	return special;
}

/* Whether a text can stand without quotes: it begins with a letter and has nothing that means something. */
static bool
is_plain(struct view text)
{
	bool plain = text.len > 0 && !is_special(text) &&
	             (((text.ptr[0] | 0x20) >= 'a' && (text.ptr[0] | 0x20) <= 'z') ||
	              (unsigned char)text.ptr[0] >= 0x80);

	for (size_t i = 0; plain && i < text.len; i++)
		plain = strchr("\n\"\\#{}[]", text.ptr[i]) == NULL &&
		        (text.ptr[i] != ':' || (i + 1 < text.len && text.ptr[i + 1] != ' '));
	return plain;
}

static void
write_quoted(struct buf *out, struct view text)
{
	buf_add_char(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '"' || text.ptr[i] == '\\')
			buf_add_char(out, '\\');
		if (text.ptr[i] == '\n')
			buf_add_text(out, "\\n");
		else
			buf_add_char(out, text.ptr[i]);
	}
	buf_add_char(out, '"');
}

/* Lines below `key: |`. */
static void
write_block(struct buf *out, struct view text, int indent)
{
	struct view rest = text;

	buf_add_text(out, "|\n");
	while (rest.ptr != NULL) {
		struct view line = view_cut(&rest, '\n');

		if (line.len > 0)
			buf_printf(out, "%*s%.*s", indent, "", VIEW_ARGS(line));
		buf_add_char(out, '\n');
	}
}

static void
write_scalar(struct buf *out, struct view text, int indent)
{
	if (text.len > 0 && memchr(text.ptr, '\n', text.len) != NULL) {
		write_block(out, text, indent + 2);
		return;
	}
	if (is_plain(text))
		buf_add_view(out, text);
	else
		write_quoted(out, text);
	buf_add_char(out, '\n');
}

static void
write_key(const struct writing *writing, const char *key)
{
	buf_printf(writing->out, "%*s%s: ", writing->indent, "", key);
}

static void
write_word(const struct writing *writing, const char *key, struct view word)
{
	write_key(writing, key);
	if (is_special(word))
		write_quoted(writing->out, word);
	else
		buf_add_view(writing->out, word);
	buf_add_char(writing->out, '\n');
}

static void
write_number(const struct writing *writing, const char *key, long number)
{
	write_key(writing, key);
	buf_printf(writing->out, "%ld\n", number);
}

/* A text in all languages; nothing when it is empty. */
static void
write_text(const struct writing *writing, const char *key, const struct text *text)
{
	const struct draft *draft = writing->draft;

	if (text->in[0].len == 0)
		return;
	buf_printf(writing->out, "%*s%s:\n", writing->indent, "", key);
	for (size_t l = 0; l < draft->language_count; l++) {
		buf_printf(writing->out, "%*s%.*s: ", writing->indent + 2, "",
		           VIEW_ARGS(draft->languages[l]));
		write_scalar(writing->out, text->in[l], writing->indent + 2);
	}
}

/* The same on one line: {nl: "…", en: "…"} without the braces. */
static void
write_flow(const struct writing *writing, const struct text *text)
{
	const struct draft *draft = writing->draft;

	for (size_t l = 0; l < draft->language_count; l++) {
		buf_printf(writing->out, "%s%.*s: ", l == 0 ? "" : ", ", VIEW_ARGS(draft->languages[l]));
		write_quoted(writing->out, text->in[l]);
	}
}

/* ---- conditions ------------------------------------------------------------------------------------------ */

static void
write_id(struct buf *out, struct view id)
{
	if (is_special(id))
		write_quoted(out, id);
	else
		buf_add_view(out, id);
}

static void
write_question_id(struct buf *out, const struct draft_condition *condition)
{
	const struct draft_question *question = condition->question;

	write_id(out, question->id);
	if (question->item_count > 0)
		buf_printf(out, "-%.*s", VIEW_ARGS(question->items[condition->item].id));
}

static bool
asks_the_same(const struct draft_condition *condition)
{
	const struct draft_condition *first = condition->part_count == 0 ? NULL : condition->parts[0];
	bool same = first != NULL;

	for (size_t i = 0; same && i < condition->part_count; i++)
		same = condition->parts[i]->kind == DRAFT_CHOSEN &&
		       condition->parts[i]->question == first->question &&
		       condition->parts[i]->item == first->item;
	return same;
}

static void
write_condition(struct buf *out, const struct draft_condition *condition)
{
	buf_add_char(out, '{');
	if (condition->kind == DRAFT_CHOSEN) {
		write_question_id(out, condition);
		buf_add_text(out, ": ");
		write_id(out, condition->question->options[condition->option].id);
	} else if (condition->kind == DRAFT_NOT) {
		buf_add_text(out, "not: ");
		write_condition(out, condition->parts[0]);
	} else if (condition->kind == DRAFT_ANY && asks_the_same(condition)) {
		write_question_id(out, condition->parts[0]);
		buf_add_text(out, ": [");
		for (size_t i = 0; i < condition->part_count; i++) {
			buf_add_text(out, i == 0 ? "" : ", ");
			write_id(out, condition->parts[i]->question->options[condition->parts[i]->option].id);
		}
		buf_add_char(out, ']');
	} else {
		buf_add_text(out, condition->kind == DRAFT_ALL ? "all: [" : "any: [");
		for (size_t i = 0; i < condition->part_count; i++) {
			buf_add_text(out, i == 0 ? "" : ", ");
			write_condition(out, condition->parts[i]);
		}
		buf_add_char(out, ']');
	}
	buf_add_char(out, '}');
}

static void
write_show_if(const struct writing *writing, const struct draft_condition *condition)
{
	if (condition == NULL)
		return;
	write_key(writing, "show_if");
	write_condition(writing->out, condition);
	buf_add_char(writing->out, '\n');
}

/* ---- questions ------------------------------------------------------------------------------------------- */

static void
write_options(const struct writing *writing, const char *key, const struct option *options, size_t count)
{
	struct buf *out = writing->out;

	if (count == 0)
		return;
	buf_printf(out, "%*s%s:\n", writing->indent, "", key);
	for (size_t i = 0; i < count; i++) {
		const struct option *option = &options[i];

		buf_printf(out, "%*s", writing->indent + 2, "");
		write_id(out, option->id);
		buf_add_text(out, ": {");
		write_flow(writing, &option->text);
		if (option->hint.in[0].len > 0) {
			buf_add_text(out, ", hint: {");
			write_flow(writing, &option->hint);
			buf_add_char(out, '}');
		}
		buf_add_text(out, option->alone ? ", alone: yes" : "");
		buf_add_text(out, option->no_opinion ? ", no_opinion: yes" : "");
		buf_add_text(out, option->last ? ", last: yes" : "");
		buf_add_text(out, "}\n");
	}
}

static void
write_details(const struct writing *writing, const struct draft_question *question)
{
	bool longtext = strcmp(question->type, "longtext") == 0;

	if (question->has_least && question->least != 0)
		write_number(writing, "least", question->least);
	if (question->has_most)
		write_number(writing, "most", question->most);
	if (question->decimals != 0)
		write_number(writing, "decimals", question->decimals);
	write_text(writing, "unit", &question->unit);
	if (question->max != 0 && question->max != (longtext ? LONGTEXT_MAX_DEFAULT : TEXT_MAX_DEFAULT))
		write_number(writing, "max", question->max);
	if (question->rows != 0 && question->rows != ROWS_DEFAULT)
		write_number(writing, "rows", question->rows);
	if (question->top != 0 && question->top != TOP_DEFAULT)
		write_number(writing, "top", question->top);
	if (question->year)
		write_word(writing, "precision", VIEW("year"));
	if (question->from.len > 0) {
		write_word(writing, "from", question->from);
		write_word(writing, "to", question->to);
	}
	if (question->shuffle)
		buf_printf(writing->out, "%*sshuffle: yes\n", writing->indent, "");
}

static void
write_question(const struct writing *above, const struct draft_question *question)
{
	const struct writing inner = { above->draft, above->out, above->indent + 4 }, *writing = &inner;

	buf_printf(writing->out, "%*s- id: ", above->indent + 2, "");
	write_id(writing->out, question->id);
	buf_printf(writing->out, "\n%*stype: %s\n", writing->indent, "", question->type);
	write_text(writing, "ask", &question->ask);
	write_text(writing, "ask_with", &question->ask_with);
	write_text(writing, "hint", &question->hint);
	if (question->required)
		buf_printf(writing->out, "%*srequired: yes\n", writing->indent, "");
	write_show_if(writing, question->show_if);
	write_details(writing, question);
	write_options(writing, "items", question->items, question->item_count);
	if (strcmp(question->type, "statement") != 0)
		write_options(writing, "options", question->options, question->option_count);
}

static void
write_group(const struct writing *above, const struct draft_group *group)
{
	const struct writing inner = { above->draft, above->out, above->indent + 4 };

	buf_printf(above->out, "%*s- group: %.*s\n", above->indent + 2, "", VIEW_ARGS(group->id));
	write_text(&inner, "title", &group->title);
	if (group->times > 1) {
		write_number(&inner, "times", group->times);
		write_text(&inner, "again", &group->again);
	}
	write_show_if(&inner, group->show_if);
	buf_printf(above->out, "%*squestions:\n", inner.indent, "");
}

static void
write_questions(const struct writing *writing)
{
	const struct draft *draft = writing->draft;
	const struct writing inner = { draft, writing->out, writing->indent + 4 };
	const struct draft_group *group = NULL;

	buf_add_text(writing->out, "\nquestions:\n");
	for (size_t i = 0; i < draft->question_count; i++) {
		const struct draft_question *question = draft->questions[i];

		if (i > 0 && (question->group == NULL || question->group != group))
			buf_add_char(writing->out, '\n');
		if (question->group != group) {
			group = question->group;
			if (group != NULL)
				write_group(writing, group);
		}
		write_question(group == NULL ? writing : &inner, question);
	}
}

void
draft_yaml(const struct draft *draft, const char *file, size_t size, struct buf *out)
{
	const struct writing writing = { draft, out, 0 };
	const char *slash = strrchr(file, '/');

	buf_add_text(out, "# Made by `survey import` of ");
	for (const char *c = slash == NULL ? file : slash + 1; *c != '\0'; c++)
		buf_add_char(out, (unsigned char)*c < 0x20 || (unsigned char)*c >= 0x7f ? '_' : *c);
	buf_add_text(out, "\n");
	write_word(&writing, "questionnaire", draft->id);
	write_word(&writing, "audience", draft->audience);
	buf_add_text(out, "languages: [");
	for (size_t l = 0; l < draft->language_count; l++)
		buf_printf(out, "%s%.*s", l == 0 ? "" : ", ", VIEW_ARGS(draft->languages[l]));
	buf_add_text(out, "]\n");
	if (draft->opens.len > 0)
		write_word(&writing, "open", draft->opens);
	if (draft->closes.len > 0)
		write_word(&writing, "close", draft->closes);
	if (size > 0)
		write_number(&writing, "size", (long)size);
	write_text(&writing, "title", &draft->title);
	write_text(&writing, "intro", &draft->intro);
	write_text(&writing, "thanks", &draft->thanks);
	write_text(&writing, "help", &draft->help);
	write_questions(&writing);
}
