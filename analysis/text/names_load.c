/* SPDX-License-Identifier: EUPL-1.2
 *
 * Reading a gazetteer, and finding in a text what it knows.
 */
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "names_inside.h"
#include "survey/questionnaire/yaml.h"

/* Small letters without marks, in the arena. */
static struct view
fold(struct view typed, struct arena *arena)
{
	size_t len = 0, kept = 0;
	uint8_t *lower = u8_casefold((const uint8_t *)typed.ptr, typed.len, "nl", UNINORM_NFKD, NULL, &len);
	struct view made = { NULL, 0 };
	char *room;

	if (lower == NULL)
		return made;
	room = arena_alloc(arena, len + 1);
	for (size_t i = 0; i < len;) {
		ucs4_t c;
		int step = u8_mbtouc(&c, lower + i, len - i);

		if (c == 0x2019)
			room[kept++] = '\'';
		else if (c == 0x131) /* a Turkish i without a dot */
			room[kept++] = 'i';
		else if (uc_combining_class(c) == 0) {
			memcpy(room + kept, lower + i, (size_t)step);
			kept += (size_t)step;
		}
		i += (size_t)step;
	}
	free(lower);
	return (struct view){ room, kept };
}

static bool
is_inside(struct view text, size_t at, ucs4_t c)
{
	ucs4_t next = 0;

	if (c != '\'' && c != 0x2019 && c != '-')
		return false;
	at += c == 0x2019 ? 3 : 1;
	if (at < text.len)
		(void)u8_mbtouc(&next, (const uint8_t *)text.ptr + at, text.len - at);
	return uc_is_property_alphabetic(next);
}

static void
look(struct name_word *word, struct arena *arena)
{
	bool small = false, large = false;
	size_t letters = 0;

	for (size_t i = 0; i < word->at.len;) {
		ucs4_t c;

		i += (size_t)u8_mbtouc(&c, (const uint8_t *)word->at.ptr + i, word->at.len - i);
		if (letters == 0)
			large = uc_is_upper(c);
		letters += uc_is_property_alphabetic(c);
		small = small || uc_is_lower(c);
	}
	word->capital = large && (small || letters == 1);
	word->shouted = large && !small && letters > 1;
	word->folded = fold(word->at, arena);
}

size_t
names_words(struct view text, struct arena *arena, struct name_word **words)
{
	struct name_word *list = arena_array(arena, text.len / 2 + 2, sizeof(*list));
	size_t count = 0, start = 0;
	bool open = false, begins = true, adjacent = false;

	for (size_t i = 0; i <= text.len;) {
		ucs4_t c = 0;
		int step = 1;

		if (i < text.len)
			step = u8_mbtouc(&c, (const uint8_t *)text.ptr + i, text.len - i);
		if (i < text.len && (uc_is_property_alphabetic(c) || uc_combining_class(c) != 0 ||
		                     (open && is_inside(text, i, c)))) {
			if (!open)
				start = i;
			open = true;
		} else {
			if (open) {
				list[count] = (struct name_word){
					.at = { text.ptr + start, i - start },
					.begins = begins,
					.adjacent = adjacent,
				};
				look(&list[count++], arena);
				begins = false;
				adjacent = true;
			}
			open = false;
			/* After `Samira O.` the sentence may go on; a full stop behind one letter ends nothing. */
			if (c == '.' && count > 0 && list[count - 1].at.len == 1 && list[count - 1].capital)
				adjacent = true;
			else if (c != ' ')
				adjacent = false;
			if (c == '!' || c == '?' || c == '\n' || c == ':' ||
			    (c == '.' && !(count > 0 && list[count - 1].at.len == 1)) || c == '"' ||
			    c == 0x201c || c == 0x2018 || c == '(' || c == '\'')
				begins = true;
			else if (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_N))
				begins = false;
		}
		i += (size_t)step;
	}
	*words = list;
	return count;
}

void
names_mark(const struct names *names, struct name_word *words, size_t count)
{
	char phrase[512];

	for (size_t i = 0; i < count; i++) {
		size_t len = 0, matched = 0;

		for (size_t n = 0;
		     n < PHRASE_MAX && i + n < count && len + words[i + n].folded.len + 2 < sizeof(phrase);
		     n++) {
			if (n > 0)
				phrase[len++] = ' ';
			memcpy(phrase + len, words[i + n].folded.ptr, words[i + n].folded.len);
			len += words[i + n].folded.len;
			if (word_set_has(&names->known, (struct view){ phrase, len }) &&
			    (n > 0 || words[i].capital || words[i].shouted))
				matched = n + 1;
		}
		for (size_t n = 0; n < matched; n++)
			words[i + n].known = true;
	}
}

struct reader {
	const char *file;
	struct problems *problems;
	struct arena arena;
};

static void
report(struct reader *reader, struct fy_node *node, const char *text)
{
	unsigned line, column;

	yaml_place(node, &line, &column);
	problems_add(reader->problems, SEVERITY_ERROR, reader->file, line, column, "%s", text);
}

/* A list of names, or of such lists. */
static void
read_list(struct reader *reader, struct fy_node *node, struct word_set *set)
{
	struct fy_node *item;
	void *walk = NULL;

	if (!fy_node_is_sequence(node)) {
		report(reader, node, "a list of names is needed here, such as [Beijum, De Held]");
		return;
	}
	while ((item = fy_node_sequence_iterate(node, &walk)) != NULL) {
		struct name_word *words;
		struct buf phrase = BUF_INIT;
		size_t count;

		if (fy_node_is_sequence(item)) {
			read_list(reader, item, set);
			continue;
		}
		count = names_words(yaml_scalar(item), &reader->arena, &words);
		for (size_t i = 0; i < count; i++) {
			if (i > 0)
				buf_add_char(&phrase, ' ');
			buf_add_view(&phrase, words[i].folded);
		}
		if (count == 0)
			report(reader, item, "this has no letters");
		else if (count > PHRASE_MAX)
			report(reader, item, "at most seven words");
		else
			word_set_add(set, buf_view(&phrase));
		buf_release(&phrase);
	}
}

static void
read_all(struct reader *reader, struct fy_node *root, struct names *names)
{
	struct fy_node_pair *pair;
	bool has_names = false;
	void *walk = NULL;

	if (!fy_node_is_mapping(root)) {
		report(reader, root, "a gazetteer is a mapping with `gazetteer:` and lists of names");
		return;
	}
	while ((pair = fy_node_mapping_iterate(root, &walk)) != NULL) {
		struct view key = yaml_scalar(fy_node_pair_key(pair));
		struct fy_node *value = fy_node_pair_value(pair);

		has_names = has_names || view_is(key, "given");
		if (view_is(key, "given"))
			read_list(reader, value, &names->given);
		else if (view_is(key, "also-words"))
			read_list(reader, value, &names->ambiguous);
		else if (view_is(key, "places") || view_is(key, "organisations") || view_is(key, "idioms"))
			read_list(reader, value, &names->known);
		else if (!view_is(key, "gazetteer"))
			report(reader, fy_node_pair_key(pair),
			       "a gazetteer has places, organisations, idioms, given and also-words");
	}
	if (!has_names)
		report(reader, root, "a gazetteer needs `given:`");
}

bool
names_parse(struct view text, const char *file, struct names **made, struct problems *problems)
{
	struct names *names = xcalloc(1, sizeof(*names));
	struct reader reader = { .file = file, .problems = problems };
	size_t before = problems->errors;
	struct yaml yaml = YAML_INIT;
	bool good;

	*made = NULL;
	word_set_init(&names->given);
	word_set_init(&names->ambiguous);
	word_set_init(&names->known);
	if (yaml_parse(&yaml, text, file, problems))
		read_all(&reader, fy_document_root(yaml.document), names);
	yaml_release(&yaml);
	arena_release(&reader.arena);
	good = problems->errors == before;
	if (good)
		*made = names;
	else
		names_free(names);
	return good;
}

bool
names_load(const char *path, struct names **made, struct problems *problems)
{
	struct error err = ERROR_INIT;
	struct buf text = BUF_INIT;
	bool good = false;

	*made = NULL;
	if (buf_read_file(&text, path, NAMES_FILE_MAX, &err))
		good = names_parse(buf_view(&text), path, made, problems);
	else
		problems_add(problems, SEVERITY_ERROR, path, 0, 0, "%s", err.text);
	buf_release(&text);
	return good;
}

void
names_free(struct names *names)
{
	if (names == NULL)
		return;
	word_set_release(&names->given);
	word_set_release(&names->ambiguous);
	word_set_release(&names->known);
	free(names);
}
