/* SPDX-License-Identifier: EUPL-1.2
 *
 * One decision, its checks and its encoding: analysis/decisions/decision.h.
 */
#include "decision.h"

#include <sodium.h>
#include <string.h>

#include "analysis/study/bytes.h"
#include "unicode.h"

static const char *const yes_no[] = { "yes", "no", NULL };
static const char *const quote_values[] = { "proposed", "released", "no", NULL };
static const char *const mark_values[] = { "redact", "keep", "no", NULL };
static const char *const link_values[] = { "must", "cannot", "no", NULL };

static const struct kind {
	const char *name;
	bool layered, subject, part; /* layered; has a subject; has a part */
	const char *const *values;   /* NULL: any text */
} kinds[] = {
	[DECISION_UNDO] = { .name = "undo" },
	[DECISION_TAG] = { .name = "tag", .layered = true, .subject = true, .part = true, .values = yes_no },
	[DECISION_CODED] = { .name = "coded", .layered = true, .subject = true, .values = yes_no },
	[DECISION_AGREED] = { .name = "agreed", .subject = true, .part = true, .values = yes_no },
	[DECISION_MEMO] = { .name = "memo", .subject = true },
	[DECISION_QUOTE] = { .name = "quote", .subject = true, .part = true, .values = quote_values },
	[DECISION_MARK] = { .name = "mark", .subject = true, .part = true, .values = mark_values },
	[DECISION_CHECK] = { .name = "check", .subject = true, .part = true, .values = yes_no },
	[DECISION_CODE] = { .name = "code", .subject = true, .part = true },
	[DECISION_FINDING] = { .name = "finding", .subject = true, .part = true },
	[DECISION_MEMBER] = { .name = "member", .subject = true },
	[DECISION_LINK] = { .name = "link", .subject = true, .part = true, .values = link_values },
};

_Static_assert(sizeof(kinds) / sizeof(kinds[0]) == DECISION_KIND_END, "a row for every kind");

const char *
decision_kind_name(enum decision_kind kind)
{
	return kinds[kind].name;
}

bool
decision_kind_find(struct view name, enum decision_kind *kind)
{
	for (size_t i = DECISION_UNDO; i < DECISION_KIND_END; i++)
		if (view_is(name, kinds[i].name)) {
			*kind = (enum decision_kind)i;
			return true;
		}
	return false;
}

bool
decision_is_layered(enum decision_kind kind)
{
	return kinds[kind].layered;
}

/* ---- Checks --------------------------------------------------------------------------------------------- */

/* Text without control characters; line feeds and tabs only where they may be. */
static bool
is_text(struct view text, bool lines)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];

		if ((c < 0x20 && !(lines && (c == '\n' || c == '\t'))) || c == 0x7f)
			return false;
	}
	return unicode_valid(text);
}

bool
coder_check(struct view coder, struct error *err)
{
	bool good = coder.len > 0 && coder.len <= CODER_BYTES_MAX && is_text(coder, false) &&
	            view_equal(coder, view_trim(coder));

	for (size_t i = 0; good && i < coder.len; i++)
		good = (coder.ptr[i] & 0x80) != 0 ||
		       strchr("<>&\"'/\\;:,|`$(){}[]*?!=%#@^~+", coder.ptr[i]) == NULL;
	return good || fail(err, ERROR_INVALID,
	                    "a coder's name is letters, digits, spaces, \"-\" and \".\", at most %d bytes",
	                    CODER_BYTES_MAX);
}

static bool
check_value(const struct kind *kind, struct view value, struct error *err)
{
	if (kind->values == NULL)
		return (value.len <= VALUE_BYTES_MAX && is_text(value, true)) ||
		       fail(err, ERROR_INVALID, "a %s is text of at most %d bytes", kind->name,
		            VALUE_BYTES_MAX);
	for (size_t i = 0; kind->values[i] != NULL; i++)
		if (view_is(value, kind->values[i]))
			return true;
	return fail(err, ERROR_INVALID, "a %s decision cannot say that", kind->name);
}

bool
decision_value_check(enum decision_kind kind, struct view value, struct error *err)
{
	return check_value(&kinds[kind], value, err);
}

bool
decision_check(const struct decision *decision, struct error *err)
{
	const struct kind *kind;

	if (decision->kind < DECISION_UNDO || decision->kind >= DECISION_KIND_END)
		return fail(err, ERROR_INVALID, "there is no such kind of decision");
	kind = &kinds[decision->kind];
	if (decision->clock == 0 || decision->clock > DECISION_CLOCK_MAX)
		return fail(err, ERROR_INVALID, "a decision with an impossible place in the log");
	if (decision->before_count > BEFORE_MAX)
		return fail(err, ERROR_FULL, "too much for one decision");
	if (decision->kind == DECISION_UNDO)
		return (coder_check(decision->coder, err) && decision->subject.len == 0 &&
		        decision->part.len == 0 && decision->value.len == 0 && decision->before_count > 0) ||
		       fail(err, ERROR_INVALID, "an undo undoes something, and nothing else");
	if (decision->subject.len > SUBJECT_BYTES_MAX || (decision->subject.len > 0) != kind->subject ||
	    !is_text(decision->subject, false))
		return fail(err, ERROR_INVALID,
		            "what a %s decision is about is missing or not as it should be", kind->name);
	if (decision->part.len > PART_BYTES_MAX || (decision->part.len > 0) != kind->part ||
	    !is_text(decision->part, false))
		return fail(err, ERROR_INVALID,
		            "the part that a %s decision is about is missing or not as it should be",
		            kind->name);
	return coder_check(decision->coder, err) && check_value(kind, decision->value, err);
}

/* ---- Encoding ------------------------------------------------------------------------------------------- */

static void
make_id(struct decision *decision)
{
	uint8_t hash[32];

	crypto_generichash(hash, sizeof(hash), (const uint8_t *)decision->bytes.ptr, decision->bytes.len,
	                   NULL, 0);
	memcpy(decision->id, hash, DECISION_ID_BYTES);
}

void
decision_encode(struct decision *decision, struct arena *arena)
{
	struct buf out = BUF_INIT;

	put_number(&out, DECISION_VERSION, 1);
	put_number(&out, decision->kind, 1);
	put_number(&out, decision->clock, 8);
	put_number(&out, decision->action, 8);
	put_number(&out, decision->day, 4);
	put_number(&out, decision->coder.len, 1);
	buf_add_view(&out, decision->coder);
	put_number(&out, decision->subject.len, 1);
	buf_add_view(&out, decision->subject);
	put_number(&out, decision->part.len, 1);
	buf_add_view(&out, decision->part);
	put_number(&out, decision->value.len, 4);
	buf_add_view(&out, decision->value);
	put_number(&out, decision->before_count, 4);
	if (decision->before_count > 0)
		buf_add(&out, decision->before, decision->before_count * DECISION_ID_BYTES);
	decision->bytes = arena_copy(arena, buf_view(&out));
	buf_wipe(&out);
	make_id(decision);
}

static struct view
take_view(struct reader *reader, size_t width)
{
	size_t length = (size_t)take_number(reader, width);
	const uint8_t *bytes = take_bytes(reader, length);

	return (struct view){ (const char *)bytes, bytes == NULL ? 0 : length };
}

bool
decision_decode(struct decision *decision, struct view bytes, struct error *err)
{
	struct reader reader = reader_of(bytes);
	uint64_t version = take_number(&reader, 1);
	const uint8_t *before;

	*decision = (struct decision){ .bytes = bytes };
	if (reader.good && version > DECISION_VERSION)
		return fail(err, ERROR_VERSION, "a newer version of this program made decisions in it");
	decision->kind = (enum decision_kind)take_number(&reader, 1);
	if (reader.good && decision->kind >= DECISION_KIND_END)
		return fail(err, ERROR_VERSION, "a newer version of this program made decisions in it");
	decision->clock = take_number(&reader, 8);
	decision->action = take_number(&reader, 8);
	decision->day = (uint32_t)take_number(&reader, 4);
	decision->coder = take_view(&reader, 1);
	decision->subject = take_view(&reader, 1);
	decision->part = take_view(&reader, 1);
	decision->value = take_view(&reader, 4);
	decision->before_count = (size_t)take_number(&reader, 4);
	before = take_array(&reader, decision->before_count, DECISION_ID_BYTES);
	decision->before = (const uint8_t(*)[DECISION_ID_BYTES])before;
	if (!reader.good || reader.left != 0 || version != DECISION_VERSION)
		return fail(err, ERROR_INVALID, "a decision that cannot be read");
	if (!decision_check(decision, err))
		return false;
	make_id(decision);
	return true;
}

int
decision_compare(const struct decision *a, const struct decision *b)
{
	int order;

	if (a->clock != b->clock)
		return a->clock < b->clock ? -1 : 1;
	order = view_compare(a->coder, b->coder);
	return order != 0 ? order : view_compare(a->bytes, b->bytes);
}

void
decision_id_text(const uint8_t id[DECISION_ID_BYTES], char text[DECISION_ID_TEXT])
{
	sodium_bin2hex(text, DECISION_ID_TEXT, id, DECISION_ID_BYTES);
}

bool
decision_id_read(struct view text, uint8_t id[DECISION_ID_BYTES])
{
	size_t length = 0;

	return text.len == DECISION_ID_TEXT - 1 &&
	       sodium_hex2bin(id, DECISION_ID_BYTES, text.ptr, text.len, NULL, &length, NULL) == 0 &&
	       length == DECISION_ID_BYTES;
}
