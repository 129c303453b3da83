/* SPDX-License-Identifier: EUPL-1.2
 *
 * The cards of findings as YAML: analysis/decisions/finding.h.
 */
#include "finding.h"

#include <string.h>

#include "wishes_yaml.h"

static const struct view nobody = { "", 0 };

/* A reading and the findings of its file. */
struct reading {
	struct wishes_reading base;
	struct fy_node *findings;
};

/* One finding that is being read. */
struct card {
	struct reading *reading;
	struct view id;
	struct fy_node *node;
	const char *kind; /* of a mention; NULL when it is not known */
	bool other_words;
};

/* `into` and `release` are decided by other means. */
static bool
is_in_file(const struct finding_part *part)
{
	return strcmp(part->name, "into") != 0 && strcmp(part->name, "release") != 0;
}

/* ---- Reading -------------------------------------------------------------------------------------------- */

static void
problem(struct card *card, struct fy_node *node, const char *text, struct view about)
{
	wishes_problem(&card->reading->base, node, text, about);
}

static struct view
value_now(const struct coding *coding, struct view id, struct view part)
{
	struct view value;

	coding_value(coding, DECISION_FINDING, id, part, nobody, &value);
	return value;
}

static void
wish_for(struct card *card, struct view part, struct view value)
{
	const struct coding *coding = card->reading->base.coding;

	wishes_add(&card->reading->base, (struct wish){ DECISION_FINDING, card->id, part, value });
	card->other_words |=
	    finding_part_is_words(part) && !view_equal(value_now(coding, card->id, part), value);
}

/* "tag/wonen", in the reading's arena. */
static struct view
tag_part(struct card *card, struct view tag)
{
	return arena_printf(&card->reading->base.arena, "tag/%.*s", VIEW_ARGS(tag));
}

static bool
is_listed(struct fy_node *list, struct view tag)
{
	struct fy_node *item;
	void *walk = NULL;

	while ((item = fy_node_sequence_iterate(list, &walk)) != NULL)
		if (view_equal(view_trim(yaml_scalar(item)), tag))
			return true;
	return false;
}

/* The list is all tags of the card: one that it had and that is not in the list is taken back. */
static void
read_tags(struct card *card, struct fy_node *list)
{
	const struct coding *coding = card->reading->base.coding;
	struct fy_node *item;
	void *walk = NULL;
	size_t count;
	const struct decided *fields = coding_fields(coding, DECISION_FINDING, card->id, &count);

	if (!fy_node_is_sequence(list)) {
		problem(card, list, "a list of tags is wanted here", nobody);
		return;
	}
	while ((item = fy_node_sequence_iterate(list, &walk)) != NULL) {
		struct view tag = view_trim(yaml_scalar(item));

		if (coding_field(coding, DECISION_CODE, tag, VIEW("name"), nobody) == NULL)
			problem(card, item, "there is no such tag in the codebook", tag);
		else
			wish_for(card, tag_part(card, tag), VIEW("yes"));
	}
	for (size_t i = 0; i < count; i++) {
		struct view tag = { fields[i].part.ptr + strlen("tag/"),
			            fields[i].part.len - strlen("tag/") };

		if (view_starts(fields[i].part, "tag/") && !is_listed(list, tag))
			wish_for(card, fields[i].part, VIEW("no"));
	}
}

static void
check_reference(struct card *card, struct fy_node *node, struct view id)
{
	if (view_equal(id, card->id))
		problem(card, node, "a finding cannot be its own other side", id);
	else if (wishes_value(card->reading->findings, id) == NULL &&
	         value_now(card->reading->base.coding, id, VIEW("kind")).len == 0)
		problem(card, node, "there is no such finding", id);
}

static void
read_part(struct card *card, struct fy_node *name, struct fy_node *node)
{
	struct view given = yaml_scalar(name), value;
	const struct finding_part *part = finding_part_find(given);
	struct error why = ERROR_INIT;

	if (view_is(given, "tags")) {
		read_tags(card, node);
		return;
	}
	if (part == NULL || !is_in_file(part)) {
		problem(card, name, "a card has no such part", given);
		return;
	}
	if (part->kind != MENTION_NONE && card->kind != NULL &&
	    strcmp(mention_kind_name(part->kind), card->kind) != 0) {
		problem(card, name, "this kind of finding has no such part", given);
		return;
	}
	if (!wishes_text(&card->reading->base, node, NULL, &value))
		return;
	if (!finding_part_check(given, value, &why))
		problem(card, node, why.text, nobody);
	else if (part->form == FINDING_REFERENCE && value.len > 0)
		check_reference(card, node, value);
	wish_for(card, view_of(part->name), value);
}

/* The kind that the card says, or had before; NULL with a problem when there is none. */
static const char *
card_kind(struct card *card, struct fy_node *name)
{
	struct fy_node *node = wishes_value(card->node, VIEW("kind"));
	struct view kind = node == NULL ? value_now(card->reading->base.coding, card->id, VIEW("kind"))
	                                : view_trim(yaml_scalar(node));

	for (int k = MENTION_NONE + 1; k < MENTION_KIND_COUNT; k++)
		if (view_is(kind, mention_kind_name((enum mention_kind)k)))
			return mention_kind_name((enum mention_kind)k);
	if (node == NULL)
		problem(card, name, "a new finding has a kind: olifantenpaadje or broodje_aap", card->id);
	return NULL;
}

static void
read_card(struct reading *reading, struct fy_node_pair *pair)
{
	struct fy_node *name = fy_node_pair_key(pair);
	struct card card = { .reading = reading, .id = yaml_scalar(name), .node = fy_node_pair_value(pair) };
	const struct coding *coding = reading->base.coding;
	struct fy_node_pair *inner;
	void *walk = NULL;

	if (!wishes_id(&reading->base, name))
		return;
	if (!fy_node_is_mapping(card.node)) {
		problem(&card, name, "a finding has at least a kind and a title", card.id);
		return;
	}
	card.kind = card_kind(&card, name);
	if (wishes_value(card.node, VIEW("title")) == NULL &&
	    coding_field(coding, DECISION_FINDING, card.id, VIEW("title"), nobody) == NULL)
		problem(&card, name, "a new finding has a title", card.id);
	while ((inner = fy_node_mapping_iterate(card.node, &walk)) != NULL)
		read_part(&card, fy_node_pair_key(inner), fy_node_pair_value(inner));
	if (card.other_words && view_is(value_now(coding, card.id, VIEW("release")), "released"))
		wish_for(&card, VIEW("release"), VIEW("draft"));
}

bool
finding_read_cards(struct coding *coding, struct view coder, struct view text, const char *file, size_t *made,
                   struct problems *problems, struct error *err)
{
	struct reading reading = { .base = { .coding = coding, .file = file, .problems = problems } };
	struct yaml yaml = YAML_INIT;
	struct fy_node_pair *pair;
	void *walk = NULL;
	bool good;

	if (yaml_parse(&yaml, text, file, problems))
		reading.findings =
		    wishes_list(&reading.base, fy_document_root(yaml.document), "study", "findings");
	while (reading.findings != NULL && (pair = fy_node_mapping_iterate(reading.findings, &walk)) != NULL)
		read_card(&reading, pair);
	good = wishes_decide(&reading.base, coder, made, err);
	wishes_release(&reading.base);
	yaml_release(&yaml);
	return good;
}

/* ---- Writing -------------------------------------------------------------------------------------------- */

static void
write_tags(struct coding *coding, struct view id, struct buf *out)
{
	size_t count, written = 0;
	const struct decided *fields = coding_fields(coding, DECISION_FINDING, id, &count);

	buf_add_text(out, "    tags: [");
	for (size_t i = 0; i < count; i++) {
		struct view part = fields[i].part;

		if (!view_starts(part, "tag/") || !view_is(value_now(coding, id, part), "yes"))
			continue;
		buf_printf(out, "%s%.*s", written++ == 0 ? "" : ", ", (int)(part.len - strlen("tag/")),
		           part.ptr + strlen("tag/"));
	}
	buf_add_text(out, "]\n");
}

void
finding_write_cards(struct coding *coding, struct buf *out)
{
	struct findings findings;
	size_t written = 0;

	findings_make(&findings, coding);
	buf_add_text(out, "findings:");
	for (size_t i = 0; i < findings.count; i++) {
		const struct finding *finding = &findings.list[i];

		if (finding->into.len > 0)
			continue;
		buf_printf(out, "%s  \"%.*s\":\n", written++ == 0 ? "\n" : "", VIEW_ARGS(finding->id));
		for (size_t p = 0; finding_parts[p].name != NULL; p++)
			if (is_in_file(&finding_parts[p]))
				wishes_write_line(
				    out, finding_parts[p].name,
				    value_now(coding, finding->id, view_of(finding_parts[p].name)));
		write_tags(coding, finding->id, out);
	}
	if (written == 0)
		buf_add_text(out, " {}\n");
	findings_release(&findings);
}
