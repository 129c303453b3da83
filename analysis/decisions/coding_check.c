/* SPDX-License-Identifier: EUPL-1.2
 *
 * What may be decided: analysis/decisions/coding_inside.h. Nothing gets into the log past this, whichever command or page it
 * comes from.
 */
#include "coding_inside.h"

#include <string.h>

#include "card_marks.h"
#include "finding.h"

enum { SHOWN = 60 };

/* All wishes of one action, which may lean on each other: a new tag, and mentions that get it. */
struct wishes {
	const struct wish *list;
	size_t count;
};

/* As "%.*s", not longer than a message bears. */
#define SHOWN_ARGS(v) (int)((v).len < SHOWN ? (v).len : SHOWN), (v).ptr

/* What a part will be: wished for, or as it is. */
static struct view
will_be(const struct coding *coding, const struct wishes *wishes, enum decision_kind kind,
        struct view subject, const char *part)
{
	for (size_t i = 0; i < wishes->count; i++)
		if (wishes->list[i].kind == kind && view_equal(wishes->list[i].subject, subject) &&
		    view_is(wishes->list[i].part, part))
			return wishes->list[i].value;
	return coding_raw(coding, kind, subject, view_of(part));
}

static bool
check_mention(const struct coding *coding, struct view id, struct error *err)
{
	return mentions_find(&coding->mentions, id) != NULL ||
	       fail(err, ERROR_ABSENT, "there is no mention %.*s", SHOWN_ARGS(id));
}

/* Also when it was merged or retired, or when two laptops differ about its name. */
static bool
check_tag(const struct coding *coding, const struct wishes *wishes, struct view id, struct error *err)
{
	return coding_field(coding, DECISION_CODE, id, VIEW("name"), VIEW("")) != NULL ||
	       will_be(coding, wishes, DECISION_CODE, id, "name").len > 0 ||
	       fail(err, ERROR_ABSENT, "there is no tag \"%.*s\" in the codebook", SHOWN_ARGS(id));
}

static bool
check_finding(const struct coding *coding, const struct wishes *wishes, struct view id, struct error *err)
{
	return coding_field(coding, DECISION_FINDING, id, VIEW("kind"), VIEW("")) != NULL ||
	       will_be(coding, wishes, DECISION_FINDING, id, "kind").len > 0 ||
	       fail(err, ERROR_ABSENT, "there is no finding \"%.*s\"", SHOWN_ARGS(id));
}

/* Whether a link that is wished for would make a chain come back to itself. */
static bool
check_link(const struct coding *coding, const struct wishes *wishes, const struct wish *wish,
           const char *part, struct error *err)
{
	struct view at = wish->value;

	for (size_t steps = 0; at.len > 0 && steps <= coding->field_count + wishes->count; steps++) {
		if (view_equal(at, wish->subject))
			return fail(err, ERROR_INVALID, "\"%.*s\" would come %s itself",
			            SHOWN_ARGS(wish->subject),
			            view_is(wish->part, "parent") ? "below" : "into");
		at = will_be(coding, wishes, wish->kind, at, part);
	}
	return true;
}

static bool
check_id(struct view id, struct error *err)
{
	bool good = id.len > 0 && id.len <= 64;

	for (size_t i = 0; good && i < id.len; i++)
		good = (id.ptr[i] >= 'a' && id.ptr[i] <= 'z') || (id.ptr[i] >= '0' && id.ptr[i] <= '9') ||
		       (id.ptr[i] == '-' && i > 0);
	return good || fail(err, ERROR_INVALID, "an id is made of a-z, 0-9 and \"-\", at most 64 of them");
}

static bool
check_code(const struct coding *coding, const struct wishes *wishes, const struct wish *wish,
           struct error *err)
{
	if (!check_id(wish->subject, err) || !codebook_part_check(wish->part, wish->value, err))
		return false;
	if (!view_is(wish->part, "name") && !check_tag(coding, wishes, wish->subject, err))
		return false;
	if (view_is(wish->part, "parent"))
		return wish->value.len == 0 || (check_tag(coding, wishes, wish->value, err) &&
		                                check_link(coding, wishes, wish, "parent", err));
	if (view_is(wish->part, "into"))
		return wish->value.len == 0 || (check_tag(coding, wishes, wish->value, err) &&
		                                check_link(coding, wishes, wish, "into", err));
	return true;
}

static bool
check_card(struct coding *coding, const struct wishes *wishes, const struct wish *wish, struct error *err)
{
	const struct finding_part *part = finding_part_find(wish->part);

	if (!check_id(wish->subject, err) || !finding_part_check(wish->part, wish->value, err))
		return false;
	if (view_starts(wish->part, "tag/"))
		return check_finding(coding, wishes, wish->subject, err) &&
		       check_tag(
		           coding, wishes,
		           (struct view){ wish->part.ptr + strlen("tag/"), wish->part.len - strlen("tag/") },
		           err);
	if (!view_is(wish->part, "kind") && !check_finding(coding, wishes, wish->subject, err))
		return false;
	if (part->form == FINDING_REFERENCE && wish->value.len > 0) {
		if (!check_finding(coding, wishes, wish->value, err) ||
		    (view_is(wish->part, "into") && !check_link(coding, wishes, wish, "into", err)))
			return false;
		if (view_equal(wish->subject, wish->value))
			return fail(err, ERROR_INVALID, "a finding cannot be its own %.*s",
			            VIEW_ARGS(wish->part));
	}
	if (view_is(wish->part, "release") && view_is(wish->value, "released")) {
		struct buf why = BUF_INIT;
		bool good = finding_releasable(coding, wish->subject, &why);

		if (!good)
			fail(err, ERROR_INVALID, "%.*s cannot be released: %.*s", SHOWN_ARGS(wish->subject),
			     (int)why.len, why.data == NULL ? "" : why.data);
		buf_release(&why);
		return good;
	}
	return true;
}

/* Whether somebody read the text that a quote is from, or says so in the same action. */
static bool
check_read(const struct coding *coding, const struct wishes *wishes, const struct mention *mention,
           const struct place *place, struct error *err)
{
	for (size_t i = 0; i < wishes->count; i++)
		if (wishes->list[i].kind == DECISION_CHECK && view_is(wishes->list[i].subject, mention->id) &&
		    view_equal(wishes->list[i].part, place->question))
			return view_is(wishes->list[i].value, "yes") ||
			       fail(err, ERROR_INVALID, "a quote is released by who read it");
	return quote_was_read(coding, mention, place) ||
	       fail(err, ERROR_INVALID,
	            "nobody said that they read this text of mention %s for personal data", mention->id);
}

/* Quotes and marks: a place in the mention's text, and for a release that nothing keeps it. */
static bool
check_place(const struct coding *coding, const struct wishes *wishes, const struct wish *wish,
            struct error *err)
{
	const struct mention *mention = mentions_find(&coding->mentions, wish->subject);
	struct place place;
	struct view cut;

	if (!place_read(wish->part, &place) ||
	    !place_cut(&place, mention_text(mention, place.question), &cut))
		return fail(err, ERROR_INVALID, "%.*s is not a place in the text of mention %s",
		            SHOWN_ARGS(wish->part), mention->id);
	return wish->kind != DECISION_QUOTE || !view_is(wish->value, "released") ||
	       (quote_releasable(coding, mention, &place, err) &&
	        check_read(coding, wishes, mention, &place, err));
}

/* What may stay in a card is something that was found in it; what was let stay can be made undecided whatever the card says now. */
static bool
check_card_mark(struct coding *coding, const struct wishes *wishes, const struct wish *wish,
                struct error *err)
{
	struct marks marks = MARKS_INIT;
	struct view part, words;
	bool found = false;

	if (!check_finding(coding, wishes, wish->subject, err))
		return false;
	if (view_is(wish->value, "redact"))
		return fail(err, ERROR_INVALID, "words of a card are not taken out: they are mended in it");
	if (!card_mark_read(wish->part, &part, &words))
		return fail(err, ERROR_INVALID, "%.*s is not words of a part of a card",
		            SHOWN_ARGS(wish->part));
	if (view_is(wish->value, "no"))
		return true;
	card_marks_find(&marks, coding, wish->subject);
	for (size_t i = 0; i < marks.count && !found; i++)
		found = view_equal(card_mark_field(&marks.list[i], &marks.arena), wish->part);
	marks_release(&marks);
	return found || fail(err, ERROR_ABSENT, "nothing looks like personal data at that place of the card");
}

static bool
check_member(const struct coding *coding, const struct wishes *wishes, const struct wish *wish,
             struct error *err)
{
	const struct mention *mention = mentions_find(&coding->mentions, wish->subject);
	struct view kind;

	if (wish->value.len == 0)
		return true;
	if (!check_finding(coding, wishes, wish->value, err))
		return false;
	kind = will_be(coding, wishes, DECISION_FINDING, wish->value, "kind");
	return view_is(kind, mention_kind_name(mention->rows->group->mention)) ||
	       fail(err, ERROR_INVALID, "mention %s is not of the kind of finding \"%.*s\"", mention->id,
	            SHOWN_ARGS(wish->value));
}

static bool
check_wish(struct coding *coding, const struct wishes *wishes, const struct wish *wish, struct error *err)
{
	switch (wish->kind) {
	case DECISION_TAG:
	case DECISION_AGREED:
		return check_mention(coding, wish->subject, err) &&
		       check_tag(coding, wishes, wish->part, err);
	case DECISION_CODED:
		return check_mention(coding, wish->subject, err);
	case DECISION_MEMO:
		return mentions_find(&coding->mentions, wish->subject) != NULL ||
		       coding_field(coding, DECISION_CODE, wish->subject, VIEW("name"), VIEW("")) != NULL ||
		       coding_field(coding, DECISION_FINDING, wish->subject, VIEW("kind"), VIEW("")) !=
		           NULL ||
		       fail(err, ERROR_ABSENT, "there is no mention, tag or finding %.*s",
		            SHOWN_ARGS(wish->subject));
	case DECISION_MARK:
		if (mentions_find(&coding->mentions, wish->subject) == NULL &&
		    coding_field(coding, DECISION_FINDING, wish->subject, VIEW("kind"), VIEW("")) != NULL)
			return check_card_mark(coding, wishes, wish, err);
		return check_mention(coding, wish->subject, err) && check_place(coding, wishes, wish, err);
	case DECISION_QUOTE:
		return check_mention(coding, wish->subject, err) && check_place(coding, wishes, wish, err);
	case DECISION_CHECK:
		return check_mention(coding, wish->subject, err) &&
		       (mention_text(mentions_find(&coding->mentions, wish->subject), wish->part).len > 0 ||
		        fail(err, ERROR_ABSENT, "the mention has no text of that question"));
	case DECISION_CODE:
		return check_code(coding, wishes, wish, err);
	case DECISION_FINDING:
		return check_card(coding, wishes, wish, err);
	case DECISION_MEMBER:
		return check_mention(coding, wish->subject, err) && check_member(coding, wishes, wish, err);
	case DECISION_LINK:
		return check_mention(coding, wish->subject, err) && check_mention(coding, wish->part, err) &&
		       (view_compare(wish->subject, wish->part) < 0 ||
		        fail(err, ERROR_INVALID, "a link names two mentions, the earlier id first"));
	case DECISION_UNDO:
	case DECISION_KIND_END:
		break;
	}
	return fail(err, ERROR_INVALID, "there is no such kind of decision");
}

bool
coding_check(struct coding *coding, const struct wish *wishes, size_t count, struct error *err)
{
	const struct wishes all = { wishes, count };

	for (size_t i = 0; i < count; i++)
		if (!check_wish(coding, &all, &wishes[i], err))
			return false;
	return true;
}
