/* SPDX-License-Identifier: EUPL-1.2
 *
 * Reads the compiled catalogues (GNU gettext's .mo format, gettext manual section "The Format of GNU MO Files") that
 * the program carries as resources: include/locale_catalogue.h. Neither setlocale nor libintl: two people may
 * read the same server in two languages at the same time.
 */
#include "locale_catalogue.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "resource.h"
#include "unicode.h"

static const uint32_t mo_magic = 0x950412de;

enum { MO_HEADER_SIZE = 28, MO_ENTRY_SIZE = 8 };

/* Where the fields of the header stand. */
enum { MO_AT_MAGIC = 0, MO_AT_REVISION = 4, MO_AT_COUNT = 8, MO_AT_IDS = 12, MO_AT_MESSAGES = 16 };

struct catalogue {
	struct view domain; /* empty: the product's own words, which questionnaires are shown with */
	struct view language, file;
	size_t count;         /* messages, the header with its empty id included */
	size_t ids, messages; /* offsets of the two tables */
	size_t first;         /* 1 when message 0 is the header */
};

static struct {
	pthread_once_t once;
	struct catalogue *list; /* kept for ever */
	size_t count;
	size_t own; /* without a domain: they come first */
} catalogues = { .once = PTHREAD_ONCE_INIT };

/* The machine's own byte order: msgfmt runs where the program is built. */
static uint32_t
number_at(struct view file, size_t offset)
{
	uint32_t number;

	memcpy(&number, file.ptr + offset, sizeof(number));
	return number;
}

/* Entry n of a table: up to the first NUL, since behind that stand only plural forms. */
static struct view
text_at(struct view file, size_t table, size_t n)
{
	size_t len = number_at(file, table + n * MO_ENTRY_SIZE);
	const char *text = file.ptr + number_at(file, table + n * MO_ENTRY_SIZE + 4);

	return (struct view){ text, strnlen(text, len) };
}

static bool
table_is_sound(struct view file, size_t table, size_t count)
{
	if (table > file.len || count > (file.len - table) / MO_ENTRY_SIZE)
		return false;
	for (size_t n = 0; n < count; n++) {
		size_t len = number_at(file, table + n * MO_ENTRY_SIZE);
		size_t start = number_at(file, table + n * MO_ENTRY_SIZE + 4);

		if (start >= file.len || len >= file.len - start || file.ptr[start + len] != '\0' ||
		    !unicode_valid((struct view){ file.ptr + start, len }))
			return false;
	}
	return true;
}

/* Everything is checked here once, so that a lookup can trust the file. */
static bool
catalogue_load(struct view file, struct view language, struct catalogue *catalogue)
{
	size_t count, ids, messages;

	if (file.len < MO_HEADER_SIZE || number_at(file, MO_AT_MAGIC) != mo_magic ||
	    number_at(file, MO_AT_REVISION) != 0)
		return false;
	count = number_at(file, MO_AT_COUNT);
	ids = number_at(file, MO_AT_IDS);
	messages = number_at(file, MO_AT_MESSAGES);
	if (!table_is_sound(file, ids, count) || !table_is_sound(file, messages, count))
		return false;
	for (size_t n = 1; n < count; n++)
		if (view_compare(text_at(file, ids, n - 1), text_at(file, ids, n)) >= 0)
			return false;
	*catalogue = (struct catalogue){ .language = language,
		                         .file = file,
		                         .count = count,
		                         .ids = ids,
		                         .messages = messages,
		                         .first = count > 0 && text_at(file, ids, 0).len == 0 };
	return true;
}

static int
compare_languages(const void *a, const void *b)
{
	const struct catalogue *left = a, *right = b;
	int order = view_compare(left->domain, right->domain);

	return order != 0 ? order : view_compare(left->language, right->language);
}

/* A resource DOMAIN.LANGUAGE.mo or LANGUAGE.mo, without the ending. */
static void
load_named(struct view file, struct view name)
{
	struct catalogue *catalogue = &catalogues.list[catalogues.count];
	struct view language = name, domain = view_cut(&language, '.');

	if (language.ptr == NULL) {
		language = domain;
		domain = (struct view){ "", 0 };
	}
	if (language.len == 0 || !catalogue_load(file, language, catalogue))
		return;
	catalogue->domain = domain;
	catalogues.count++;
	if (domain.len == 0)
		catalogues.own++;
}

static void
load_all(void)
{
	static const char suffix[] = ".mo";
	size_t room = 0;

	for (const struct resource *resource = resources; resource->name != NULL; resource++)
		room++;
	catalogues.list = xcalloc(room, sizeof(*catalogues.list));
	for (const struct resource *resource = resources; resource->name != NULL; resource++) {
		struct view name = view_of(resource->name);
		struct view file = { (const char *)resource->start,
			             (size_t)(resource->end - resource->start) };

		if (name.len < sizeof(suffix) ||
		    strcmp(name.ptr + name.len - (sizeof(suffix) - 1), suffix) != 0)
			continue;
		name.len -= sizeof(suffix) - 1;
		load_named(file, name);
	}
	if (catalogues.count > 0)
		qsort(catalogues.list, catalogues.count, sizeof(*catalogues.list), compare_languages);
}

const struct catalogue *
catalogue_at(size_t n)
{
	pthread_once(&catalogues.once, load_all);
	return n < catalogues.own ? &catalogues.list[n] : NULL;
}

const struct catalogue *
catalogue_find_in(struct view domain, struct view language)
{
	pthread_once(&catalogues.once, load_all);
	for (size_t n = 0; n < catalogues.count; n++)
		if (view_equal(catalogues.list[n].domain, domain) &&
		    view_equal(catalogues.list[n].language, language))
			return &catalogues.list[n];
	return NULL;
}

const struct catalogue *
catalogue_find(struct view language)
{
	const struct catalogue *catalogue;
	size_t n = 0;

	while ((catalogue = catalogue_at(n)) != NULL && !view_equal(catalogue->language, language))
		n++;
	return catalogue;
}

struct view
catalogue_language(const struct catalogue *catalogue)
{
	return catalogue->language;
}

struct view
catalogue_message(const struct catalogue *catalogue, const char *id)
{
	struct view wanted = view_of(id);
	size_t low = catalogue->first, high = catalogue->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = view_compare(wanted, text_at(catalogue->file, catalogue->ids, middle));

		if (order == 0)
			return text_at(catalogue->file, catalogue->messages, middle);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return wanted;
}

bool
catalogue_each(const struct catalogue *catalogue, size_t n, struct view *id, struct view *message)
{
	if (n >= catalogue->count - catalogue->first)
		return false;
	*id = text_at(catalogue->file, catalogue->ids, n + catalogue->first);
	*message = text_at(catalogue->file, catalogue->messages, n + catalogue->first);
	return true;
}

/* The value whose {name} stands at the start of `text`, or NULL; *len is the length of {name}. */
static const struct catalogue_value *
value_at(struct view text, const struct catalogue_value *values, size_t *len)
{
	const struct catalogue_value *value = values;
	const char *end = text.ptr[0] == '{' ? memchr(text.ptr, '}', text.len) : NULL;

	if (end == NULL)
		return NULL;
	*len = (size_t)(end - text.ptr) + 1;
	while (value->name != NULL && !view_is((struct view){ text.ptr + 1, *len - 2 }, value->name))
		value++;
	return value->name == NULL ? NULL : value;
}

/* Writes the filled message and returns its length; with `out` NULL it only measures. */
static size_t
fill(struct view message, const struct catalogue_value *values, char *out)
{
	size_t done = 0;

	while (message.len > 0) {
		size_t taken = 1;
		const struct catalogue_value *value = value_at(message, values, &taken);
		struct view piece = value != NULL ? value->value : (struct view){ message.ptr, 1 };

		if (value == NULL)
			taken = 1;
		if (out != NULL && piece.len > 0)
			memcpy(out + done, piece.ptr, piece.len);
		done += piece.len;
		message.ptr += taken;
		message.len -= taken;
	}
	return done;
}

struct view
catalogue_fill(const struct catalogue *catalogue, struct arena *arena, const char *id,
               const struct catalogue_value *values)
{
	struct view message = catalogue_message(catalogue, id);
	size_t len = fill(message, values, NULL);
	char *text = arena_alloc(arena, len + 1);

	fill(message, values, text);
	return (struct view){ text, len };
}
