/* SPDX-License-Identifier: EUPL-1.2
 *
 * The verbs of `analysis code` that decide one thing: code_verbs.h.
 */
#include "code_verbs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool
decide_tags(struct verb_call *call, const char *value, struct error *err)
{
	const struct mention *mention;
	struct wish *wishes = NULL;
	bool good = false;

	if (!verb_mention(call, 0, &mention, err))
		goto out;
	wishes = xcalloc(call->count, sizeof(*wishes));
	for (size_t i = 1; i < call->count; i++)
		wishes[i - 1] = (struct wish){ DECISION_TAG, view_of(mention->id), verb_argument(call, i),
			                       view_of(value) };
	good = verb_decide(call, wishes, call->count - 1, err);
out:
	free(wishes);
	return good;
}

bool
code_tag(struct verb_call *call, struct error *err)
{
	return decide_tags(call, "yes", err);
}

bool
code_untag(struct verb_call *call, struct error *err)
{
	return decide_tags(call, "no", err);
}

bool
code_coded(struct verb_call *call, struct error *err)
{
	struct wish *wishes = NULL;
	struct view *ids = NULL;
	size_t count;
	bool good = false;

	if (!verb_mentions(call, 0, &ids, &count, err))
		goto out;
	wishes = xcalloc(count, sizeof(*wishes));
	for (size_t i = 0; i < count; i++)
		wishes[i] = (struct wish){ DECISION_CODED, ids[i], VIEW(""), VIEW("yes") };
	good = verb_decide(call, wishes, count, err);
out:
	free(wishes);
	free(ids);
	return good;
}

bool
code_agree(struct verb_call *call, struct error *err)
{
	const struct mention *mention;
	struct wish wish = { .kind = DECISION_AGREED,
		             .part = verb_argument(call, 1),
		             .value = verb_argument(call, 2) };

	if (!verb_mention(call, 0, &mention, err))
		return false;
	wish.subject = view_of(mention->id);
	return verb_decide(call, &wish, 1, err);
}

struct view
code_subject(const struct verb_call *call, struct view typed)
{
	const struct mention *mention;

	return mentions_guess(coding_mentions(call->coding), typed, &mention, NULL) ? view_of(mention->id)
	                                                                            : typed;
}

bool
code_memo(struct verb_call *call, struct error *err)
{
	struct wish wish = { DECISION_MEMO, code_subject(call, verb_argument(call, 0)), VIEW(""),
		             verb_argument(call, 1) };

	return verb_decide(call, &wish, 1, err);
}

/* The whole text that a quote is from, without what is taken out: releasing it says that the coder read that. */
static void
print_read(const struct verb_call *call, const struct mention *mention, struct view question)
{
	struct view text = mention_text(mention, question);
	const struct place whole = place_of(question, text, text);
	struct buf words = BUF_INIT;

	quote_text(call->coding, mention, &whole, &words);
	printf("    ");
	verb_print_line(buf_view(&words));
	buf_wipe(&words);
}

/* FROM-TO alone is a place in the story. */
static bool
decide_quote(struct verb_call *call, enum quote_state state, struct error *err)
{
	struct view typed = verb_argument(call, 1);
	const struct mention *mention;
	struct arena arena = ARENA_INIT;
	struct place place;
	bool good = false;

	if (!verb_mention(call, 0, &mention, err))
		goto out;
	if (typed.len == 0)
		typed = place_write(
		    &(struct place){ mention->rows->group->story->id, 0,
		                     place_of(VIEW(""), mention_story(mention), mention_story(mention)).to },
		    &arena);
	else if (memchr(typed.ptr, ':', typed.len) == NULL)
		typed = arena_printf(&arena, "%.*s:%.*s", VIEW_ARGS(mention->rows->group->story->id),
		                     VIEW_ARGS(typed));
	if (!place_read(typed, &place)) {
		fail(err, ERROR_INVALID, "a place is FROM-TO or QUESTION:FROM-TO, in characters from 0");
		goto out;
	}
	good = quote_decide(call->coding, call->viewer.coder, mention, &place, state, err);
	if (good)
		printf("%s %.*s\n", mention->id, VIEW_ARGS(typed));
	if (good && state == QUOTE_RELEASED)
		print_read(call, mention, place.question);
out:
	arena_release(&arena);
	return good;
}

bool
code_quote(struct verb_call *call, struct error *err)
{
	return decide_quote(call, QUOTE_PROPOSED, err);
}

bool
code_unquote(struct verb_call *call, struct error *err)
{
	return decide_quote(call, QUOTE_NONE, err);
}

bool
code_release(struct verb_call *call, struct error *err)
{
	return decide_quote(call, QUOTE_RELEASED, err);
}

bool
code_link(struct verb_call *call, struct error *err)
{
	const struct mention *one, *other;
	struct wish wish = { .kind = DECISION_LINK, .value = verb_argument(call, 2) };

	if (!verb_mention(call, 0, &one, err) || !verb_mention(call, 1, &other, err))
		return false;
	wish.subject = view_of(strcmp(one->id, other->id) < 0 ? one->id : other->id);
	wish.part = view_of(strcmp(one->id, other->id) < 0 ? other->id : one->id);
	return verb_decide(call, &wish, 1, err);
}

bool
code_undo(struct verb_call *call, struct error *err)
{
	uint8_t id[DECISION_ID_BYTES];
	struct view typed = verb_argument(call, 0);
	size_t undone = 1;

	if (call->count == 0) {
		if (!coding_undo(call->coding, call->viewer.coder, &undone, err))
			return false;
	} else if (!decision_id_read(typed, id)) {
		return fail(err, ERROR_INVALID,
		            "a decision is named by its %d hexadecimal digits; see: log --json",
		            DECISION_ID_TEXT - 1);
	} else if (!coding_undo_decision(call->coding, call->viewer.coder, id, err)) {
		return false;
	}
	printf("%zu decision%s undone\n", undone, undone == 1 ? "" : "s");
	return true;
}

bool
code_redo(struct verb_call *call, struct error *err)
{
	size_t redone;

	if (!coding_redo(call->coding, call->viewer.coder, &redone, err))
		return false;
	printf("%zu decision%s done again\n", redone, redone == 1 ? "" : "s");
	return true;
}

bool
code_decide(struct verb_call *call, struct error *err)
{
	struct wish wish = { .subject = code_subject(call, verb_argument(call, 1)),
		             .part = verb_argument(call, 2),
		             .value = verb_argument(call, 3) };

	if (!decision_kind_find(verb_argument(call, 0), &wish.kind))
		return fail(err, ERROR_INVALID, "there is no kind of decision \"%.20s\"", call->arguments[0]);
	return verb_decide(call, &wish, 1, err);
}
