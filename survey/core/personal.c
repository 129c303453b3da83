/* SPDX-License-Identifier: EUPL-1.2
 *
 * Personal data in texts by pattern and checksum: include/personal.h.
 */
#include "personal.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <jansson.h>
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistr.h>

#include "resource.h"

enum {
	PATTERNS_MAX = 40,
	FINDS_MAX = 200, /* in one text, before overlaps go */
	MATCH_LIMIT = 100000,
	BSN_DIGITS = 9,
	IBAN_MAX = 34,
	NEEDS_MAX = 5,
	NEED_SIZE = 16, /* bytes, the last of them NUL */
};

struct pattern {
	pcre2_code *code;
	const char *kind;
	bool (*check)(struct view text);  /* NULL: the pattern is enough */
	uint32_t group;                   /* the part that is personal */
	bool digits;                      /* it finds nothing where there is no digit */
	char needs[NEEDS_MAX][NEED_SIZE]; /* nor where there is none of these, in small letters or capitals */
	size_t need_count;                /* 0: it needs no words */
};

/* Written by personal_init() alone. */
static struct pattern patterns[PATTERNS_MAX];
static size_t pattern_count;
static pcre2_general_context *memory; /* for matching: memory that does not fail */

/* The eleven-test; all zeros pass its sum and are refused. */
static bool
is_bsn(struct view text)
{
	int sum = 0, digits = 0, all = 0;

	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] >= '0' && text.ptr[i] <= '9') {
			int digit = text.ptr[i] - '0';

			sum += digit * (digits == BSN_DIGITS - 1 ? -1 : BSN_DIGITS - digits);
			all |= digit;
			digits++;
		}
	return digits == BSN_DIGITS && all != 0 && sum % 11 == 0;
}

/* ISO 7064 mod 97-10 over the account first and country and check digits last. */
static bool
is_iban(struct view text)
{
	char compact[IBAN_MAX];
	size_t length = 0;
	unsigned rest = 0;

	for (size_t i = 0; i < text.len; i++)
		if (strchr(" .-", text.ptr[i]) == NULL && length < sizeof(compact))
			compact[length++] = text.ptr[i];
	for (size_t i = 0; i < length; i++) {
		char c = compact[(i + 4) % length];

		if (c >= '0' && c <= '9')
			rest = (rest * 10 + (unsigned)(c - '0')) % 97;
		else
			rest = (rest * 100 + (unsigned)((c | 0x20) - 'a') + 10) % 97;
	}
	return rest == 1;
}

static const struct {
	const char *name;
	bool (*check)(struct view text);
} checks[] = { { "bsn", is_bsn }, { "iban", is_iban } };

static const char *const kinds[] = { "email",    "phone",     "bsn",     "iban",
	                             "postcode", "birthdate", "address", "name" };

/* Whether a class, without its brackets, is one of digits. */
static bool is_digits(struct view class)
{
	bool all = class.len > 0 && class.ptr[0] != '-' && class.ptr[class.len - 1] != '-';

	for (size_t i = 0; i < class.len && all; i++)
		all = class.ptr[i] == '-' || (class.ptr[i] >= '0' && class.ptr[i] <= '9');
	return all;
}

/* Whether a pattern cannot match without a digit, as far as can be seen: a class of digits stands in it outside of all groups, and is
 * not optional. Most patterns ask for one, and most texts have none. */
static bool
asks_for_digits(struct view pattern)
{
	int depth = 0;
	bool asks = false;

	for (size_t i = 0; i < pattern.len; i++) {
		const char *end;
		char c = pattern.ptr[i];

		if (c == '|' && depth == 0)
			return false;
		depth += (c == '(') - (c == ')');
		if (c == '\\')
			i++;
		if (c != '[')
			continue;
		end = memchr(pattern.ptr + i, ']', pattern.len - i);
		if (end == NULL)
			return false;
		asks |= depth == 0 && end[1] != '?' && end[1] != '*' && !(end[1] == '{' && end[2] == '0') &&
		        is_digits((struct view){ pattern.ptr + i + 1, (size_t)(end - pattern.ptr) - i - 1 });
		i = (size_t)(end - pattern.ptr);
	}
	return asks;
}

static bool
has_digits(struct view text)
{
	bool has = false;

	for (size_t i = 0; i < text.len && !has; i++)
		has = text.ptr[i] >= '0' && text.ptr[i] <= '9';
	return has;
}

/* The words that the list says an entry needs: a search for them costs less than the pattern. */
static bool
read_needs(const json_t *needs, struct pattern *pattern)
{
	bool good = json_array_size(needs) <= NEEDS_MAX;

	for (size_t i = 0; good && i < json_array_size(needs); i++) {
		const json_t *need = json_array_get(needs, i);

		good = json_is_string(need) && json_string_length(need) > 0 &&
		       json_string_length(need) < NEED_SIZE;
		if (good)
			memcpy(pattern->needs[pattern->need_count++], json_string_value(need),
			       json_string_length(need));
	}
	return good;
}

static bool
has_word(struct view text, const char *word)
{
	size_t length = strlen(word);
	bool has = false;

	for (size_t i = 0; i + length <= text.len && !has; i++)
		has = (text.ptr[i] == word[0] || (text.ptr[i] | ' ') == word[0]) &&
		      strncasecmp(text.ptr + i, word, length) == 0;
	return has;
}

/* Whether a text has what the pattern cannot do without. */
static bool
may_match(const struct pattern *pattern, struct view text, bool digits)
{
	bool has = pattern->need_count == 0;

	for (size_t i = 0; i < pattern->need_count && !has; i++)
		has = has_word(text, pattern->needs[i]);
	return has && (digits || !pattern->digits);
}

/* Compiles one entry of the list. */
static bool
read_pattern(const json_t *entry, struct pattern *pattern)
{
	const char *kind = json_string_value(json_object_get(entry, "kind")),
	           *check = json_string_value(json_object_get(entry, "check"));
	const json_t *text = json_object_get(entry, "pattern");
	uint32_t options = PCRE2_UTF | PCRE2_NO_UTF_CHECK;
	PCRE2_SIZE place;
	int code;

	*pattern = (struct pattern){ .group = (uint32_t)json_integer_value(json_object_get(entry, "group")) };
	if (json_is_true(json_object_get(entry, "ignoreCase")))
		options |= PCRE2_CASELESS;
	for (size_t i = 0; kind != NULL && i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i], kind) == 0)
			pattern->kind = kinds[i];
	for (size_t i = 0; check != NULL && i < sizeof(checks) / sizeof(checks[0]); i++)
		if (strcmp(checks[i].name, check) == 0)
			pattern->check = checks[i].check;
	if (pattern->kind == NULL || (check != NULL && pattern->check == NULL) || !json_is_string(text) ||
	    !read_needs(json_object_get(entry, "needs"), pattern))
		return false;
	pattern->digits = asks_for_digits(view_of(json_string_value(text)));
	pattern->code = pcre2_compile((PCRE2_SPTR)json_string_value(text), json_string_length(text), options,
	                              &code, &place, NULL);
	return pattern->code != NULL;
}

static void *
take(size_t size, void *context)
{
	(void)context;
	return xmalloc(size);
}

static void
give_back(void *bytes, void *context)
{
	(void)context;
	free(bytes);
}

bool
personal_init(struct error *err)
{
	struct view text = resource_find("personal.json");
	json_t *list = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, NULL);
	size_t count = json_array_size(list);
	bool good = count > 0 && count <= PATTERNS_MAX;

	pattern_count = 0;
	if (memory == NULL)
		memory = pcre2_general_context_create(take, give_back, NULL);
	for (size_t i = 0; good && i < count; i++) {
		good = read_pattern(json_array_get(list, i), &patterns[i]) ||
		       fail(err, ERROR_INVALID, "personal.json: pattern %zu cannot be used", i + 1);
		pattern_count += good;
	}
	json_decref(list);
	return good || fail(err, ERROR_INVALID, "personal.json is not a list of patterns");
}

/* Adds all that one pattern finds. */
static size_t
find_all(const struct pattern *pattern, struct view text, pcre2_match_context *context,
         pcre2_match_data *data, struct personal_find *found, size_t count)
{
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(data);
	PCRE2_SIZE from = 0;

	while (count < FINDS_MAX && from < text.len &&
	       pcre2_match(pattern->code, (PCRE2_SPTR)text.ptr, text.len, from, PCRE2_NO_UTF_CHECK, data,
	                   context) > 0) {
		PCRE2_SIZE start = at[2 * pattern->group], end = at[2 * pattern->group + 1];
		struct view one = { text.ptr + start, end - start };

		if (pattern->check == NULL || pattern->check(one))
			found[count++] = (struct personal_find){ pattern->kind, one };
		from = at[1]; /* no pattern matches nothing */
	}
	return count;
}

static int
compare(const void *a, const void *b)
{
	const struct personal_find *one = a, *other = b;

	return one->found.ptr != other->found.ptr
	         ? (one->found.ptr > other->found.ptr) - (one->found.ptr < other->found.ptr)
	         : (one->found.len < other->found.len) - (one->found.len > other->found.len);
}

size_t
personal_find(struct view text, struct personal_find *found, size_t most)
{
	const uint8_t *bad = u8_check((const uint8_t *)text.ptr, text.len);
	struct personal_find *all = xcalloc(FINDS_MAX, sizeof(*all));
	pcre2_match_context *context = pcre2_match_context_create(memory);
	pcre2_match_data *data = pcre2_match_data_create(4, memory);
	size_t count = 0, kept = 0;
	bool digits = has_digits(text);

	/* What is no UTF-8 would make pcre2 read outside the text. */
	if (bad != NULL)
		text.len = (size_t)(bad - (const uint8_t *)text.ptr);
	if (context != NULL && data != NULL) {
		pcre2_set_match_limit(context, MATCH_LIMIT);
		for (size_t i = 0; i < pattern_count; i++)
			if (may_match(&patterns[i], text, digits))
				count = find_all(&patterns[i], text, context, data, all, count);
	}
	qsort(all, count, sizeof(*all), compare);
	for (size_t i = 0; i < count && kept < most; i++)
		if (kept == 0 || all[i].found.ptr >= found[kept - 1].found.ptr + found[kept - 1].found.len)
			found[kept++] = all[i];
	pcre2_match_data_free(data);
	pcre2_match_context_free(context);
	free(all);
	return kept;
}
