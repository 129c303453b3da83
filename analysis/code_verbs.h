/* SPDX-License-Identifier: EUPL-1.2
 *
 * What `analysis code` can do: the verbs of its table, each with the arguments that the table names.
 */
#ifndef CODE_VERBS_H
#define CODE_VERBS_H

#include "verbs.h"

/* ---- Looking ---- */

bool code_list(struct verb_call *call, struct error *err) MUST_CHECK;
bool code_show(struct verb_call *call, struct error *err) MUST_CHECK;
bool code_recent(struct verb_call *call, struct error *err) MUST_CHECK;
bool code_queue(struct verb_call *call, struct error *err) MUST_CHECK;
bool code_log(struct verb_call *call, struct error *err) MUST_CHECK;

/* The options of `list`, set to what they are when none is given. Static. */
const struct option_line *code_list_options(size_t *count);

/* ---- Deciding ---- */

bool code_tag(struct verb_call *call, struct error *err) MUST_CHECK;
bool code_untag(struct verb_call *call, struct error *err) MUST_CHECK;
bool code_coded(struct verb_call *call, struct error *err) MUST_CHECK;
bool code_agree(struct verb_call *call, struct error *err) MUST_CHECK;
bool code_memo(struct verb_call *call, struct error *err) MUST_CHECK;
bool code_quote(struct verb_call *call, struct error *err) MUST_CHECK;
bool code_unquote(struct verb_call *call, struct error *err) MUST_CHECK;
bool code_release(struct verb_call *call, struct error *err) MUST_CHECK;
bool code_link(struct verb_call *call, struct error *err) MUST_CHECK;
bool code_undo(struct verb_call *call, struct error *err) MUST_CHECK;
bool code_redo(struct verb_call *call, struct error *err) MUST_CHECK;
bool code_decide(struct verb_call *call, struct error *err) MUST_CHECK;
bool code_script(struct verb_call *call, struct error *err) MUST_CHECK;

/* The whole id where a mention is named by its beginning; else as it was typed: a tag or a finding. */
struct view code_subject(const struct verb_call *call, struct view typed);

#endif
