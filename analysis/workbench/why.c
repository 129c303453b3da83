/* SPDX-License-Identifier: EUPL-1.2
 *
 * Refusals in the language of the page: why.h. tests/http/workbench-refusals holds the table against the sources that it is about.
 */
#include "why.h"

#include "refusal.h"

static const struct refusal refusals[] = {
	{ "the name of a tag is one line of at most 100 characters", "why_tag_name" },
	{ "a colour is written as #117733", "why_colour" },
	{ "a tag is used or retired", "why_unknown" },
	{ "a tag has no *", "why_unknown" },
	{ "there is no tag \"*\" in the codebook", "why_no_tag" },
	{ "these tags are one already", "why_tags_one" },
	{ "mention * does not have that tag", "why_not_tagged" },
	{ "\"*\" would come below itself", "why_below_itself" },
	{ "\"*\" would come * itself", "why_below_itself" },
	{ "there is no mention *", "why_no_mention_here" },
	{ "there is no finding \"*\"", "why_no_finding" },
	{ "an id is made of a-z, 0-9 and \"-\", at most 64 of them", "why_unknown" },
	{ "a finding cannot be its own *", "why_own" },
	{ "* cannot be released: *", "why_not_releasable" },
	{ "* is not a place in the text of mention *", "why_no_place" },
	{ "* is not words of a part of a card", "why_no_mark" },
	{ "nothing looks like personal data at that place of the card", "why_no_mark" },
	{ "words of a card are not taken out: they are mended in it", "why_mend" },
	{ "these words are too long to let them stay: mend the card", "why_long_mark" },
	{ "mention * is not of the kind of finding \"*\"", "why_other_kind" },
	{ "there is no mention, tag or finding *", "why_absent" },
	{ "the mention has no text of that question", "why_no_text" },
	{ "a link names two mentions, the earlier id first", "why_unknown" },
	{ "there is no such kind of decision", "why_unknown" },
	{ "two values for one thing at the same time", "why_two_values" },
	{ "there is nothing to undo", "nothing_to_undo" },
	{ "there is nothing to redo", "nothing_to_redo" },
	{ "there is no such decision", "why_no_decision" },
	{ "that decision is undone already", "why_undone" },
	{ "a coder's name is letters, digits, spaces, \"-\" and \".\", at most * bytes", "why_coder" },
	{ "a * is text of at most * bytes", "why_too_long" },
	{ "a * decision cannot say that", "why_unknown" },
	{ "a decision with an impossible place in the log", "why_damaged" },
	{ "too much for one decision", "why_too_much" },
	{ "an undo undoes something, and nothing else", "why_unknown" },
	{ "what a * decision is about is missing or not as it should be", "why_unknown" },
	{ "the part that a * decision is about is missing or not as it should be", "why_unknown" },
	{ "a newer version of this program made decisions in it", "why_version" },
	{ "a decision that cannot be read", "why_damaged" },
	{ "a record of decisions is not whole", "why_damaged" },
	{ "these findings are one already", "why_findings_one" },
	{ "an olifantenpaadje and a broodje aap cannot become one", "why_other_kind" },
	{ "mention * does not tell of that finding", "why_not_member" },
	{ "what kind of finding this is was not decided", "why_kind_open" },
	{ "no finding of this kind was released", "why_none_released" },
	{ "a finding has a tag, yes or no", "why_unknown" },
	{ "a finding has no \"*\"", "why_unknown" },
	{ "a title is one line of at most * characters", "why_title" },
	{ "* cannot be that", "why_choice" },
	{ "* is a day such as 2026-11-28", "why_day" },
	{ "the grouping was stopped", "why_stopped" },
	{ "learning was stopped", "why_stopped" },
	{ "* is not a copy of *: decisions on different studies cannot be merged", "why_other_study" },
	{ "a mention is named by at least * characters of its id", "why_no_mention_here" },
	{ "more than one mention begins with *", "why_no_mention_here" },
	{ "the person of mention * did not allow quoting", "why_not_quotable" },
	{ "* mark* of personal data in this quote of mention * must be decided first", "why_open_marks" },
	{ "a link names a mention that is not there", "why_no_mention_here" },
	{ "two mentions must be in one group and cannot be: links contradict each other", "why_links" },
	{ "decisions are gathered: nothing is merged into them", "why_unknown" },
	{ "a quote is released by who read it", "why_unread" },
	{ "nobody said that they read this text of mention * for personal data", "why_unread" },
	{ "there is no thesaurus", "why_no_thesaurus" },
	{ "* is damaged: *", "why_damaged" },
	{ "* is not a *, or it is damaged", "why_damaged" },
	{ "there is no study *", "why_no_study" },
	{ "* is being changed by another program", "why_busy" },
	{ "* does not exist", "why_file" },
	{ "cannot open *: *", "why_file" },
	{ "cannot read *: *", "why_file" },
	{ .says = NULL },
};

/* For what is not in the table. */
static const char *const by_code[ERROR_CODE_COUNT] = {
	[ERROR_NONE] = "why_invalid",  [ERROR_INVALID] = "why_invalid", [ERROR_ABSENT] = "why_absent",
	[ERROR_SYSTEM] = "why_system", [ERROR_FULL] = "why_full",       [ERROR_VERSION] = "why_version",
	[ERROR_KEY] = "why_key",       [ERROR_BUSY] = "why_busy",
};

struct view
why_text(const struct catalogue *catalogue, struct arena *arena, const struct error *err)
{
	return refusal_words(refusals, by_code[err->code], catalogue, arena, err->text);
}
