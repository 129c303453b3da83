/* SPDX-License-Identifier: EUPL-1.2
 *
 * Decisions in people's words: naming.h.
 */
#include "naming.h"

#include <stdio.h>
#include <string.h>

#include "analysis/decisions/card_marks.h"
#include "mention_page.h"

static struct view
name_of_tag(struct visit *visit, struct view id)
{
	const struct code *code = codebook_find(visit_codebook(visit), id);

	return code == NULL || code->name.len == 0 ? id : code->name;
}

static struct view
name_of_finding(struct visit *visit, struct view id)
{
	const struct finding *finding = findings_find(visit_findings(visit), id);

	return finding == NULL || finding->title.len == 0 ? id : finding->title;
}

struct view
naming_subject(struct visit *visit, struct view subject)
{
	const struct mention *mention = mentions_find(coding_mentions(visit->workbench->coding), subject);
	struct view name;

	if (mention != NULL)
		return mention_excerpt(visit, mention);
	name = name_of_tag(visit, subject);
	return name.ptr != subject.ptr ? name : name_of_finding(visit, subject);
}

/* The message of this id, or NULL as its text when there is none. */
static struct view
message_of(struct visit *visit, const char *before, struct view name)
{
	char id[64];
	struct view found;

	snprintf(id, sizeof(id), "%s%.*s", before, (int)(name.len < 40 ? name.len : 40), name.ptr);
	found = visit_message(visit, id);
	return found.ptr == id ? (struct view){ NULL, 0 } : found;
}

struct view
naming_card_part(struct visit *visit, struct view part)
{
	const struct finding_part *row = finding_part_find(part);
	struct view message = message_of(visit, "part_", part);

	return message.ptr != NULL ? message : row != NULL ? view_of(row->label) : part;
}

/* The words at a place of a mention's text, or of a finding's card. */
static struct view
words_at(struct visit *visit, struct view subject, struct view part)
{
	const struct mention *mention = mentions_find(coding_mentions(visit->workbench->coding), subject);
	struct place place;
	struct view words, row;

	if (mention == NULL && card_mark_read(part, &row, &words))
		return words;
	if (mention == NULL || !place_read(part, &place) ||
	    !place_cut(&place, mention_text(mention, place.question), &words))
		return part;
	return mention_shorten(visit, words);
}

/* The title of an open question of a mention. */
static struct view
title_of(struct visit *visit, struct view subject, struct view question)
{
	const struct mention *mention = mentions_find(coding_mentions(visit->workbench->coding), subject);

	for (size_t i = 0; mention != NULL && i < mention->rows->text_count; i++)
		if (view_equal(mention->rows->texts[i].question->id, question))
			return visit_text(visit, mention->block->questionnaire,
			                  &mention->rows->texts[i].question->title);
	return question;
}

struct view
naming_part(struct visit *visit, enum decision_kind kind, struct view subject, struct view part)
{
	static const size_t tag = sizeof("tag/") - 1;

	switch (kind) {
	case DECISION_TAG:
	case DECISION_AGREED:
		return name_of_tag(visit, part);
	case DECISION_CODE:
	case DECISION_FINDING:
		return view_starts(part, "tag/")
		         ? name_of_tag(visit, (struct view){ part.ptr + tag, part.len - tag })
		         : naming_card_part(visit, part);
	case DECISION_LINK:
		return naming_subject(visit, part);
	case DECISION_QUOTE:
	case DECISION_MARK:
		return words_at(visit, subject, part);
	case DECISION_CHECK:
		return title_of(visit, subject, part);
	case DECISION_UNDO:
	case DECISION_CODED:
	case DECISION_MEMO:
	case DECISION_MEMBER:
	case DECISION_KIND_END:
		break;
	}
	return part;
}

struct view
naming_value(struct visit *visit, enum decision_kind kind, struct view part, struct view value)
{
	struct view message = { NULL, 0 };

	if (kind == DECISION_MEMBER ||
	    (kind == DECISION_FINDING && (view_is(part, "into") || view_is(part, "contrast"))))
		return name_of_finding(visit, value);
	if (kind == DECISION_CODE && (view_is(part, "into") || view_is(part, "parent")))
		return name_of_tag(visit, value);
	/* A text that people wrote is never taken for a word of ours. */
	if (kind != DECISION_MEMO && (kind != DECISION_CODE || view_is(part, "state")) &&
	    (kind != DECISION_FINDING || view_is(part, "kind") || view_is(part, "state") ||
	     view_is(part, "release") || view_starts(part, "tag/")))
		message = message_of(visit, "value_", value);
	return message.ptr == NULL ? value : message;
}

struct view
naming_kind(struct visit *visit, enum decision_kind kind)
{
	return message_of(visit, "kind_", view_of(decision_kind_name(kind)));
}
