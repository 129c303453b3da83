/* SPDX-License-Identifier: EUPL-1.2
 *
 * Undoing and doing again, and the log: every decision, the newest first, each of which can be undone by itself.
 */
#include "naming.h"
#include "pages.h"

#include <sodium.h>

enum { SHOWN = 200 };

void
bench_undo(struct visit *visit)
{
	struct workbench *workbench = visit->workbench;
	bool again = view_is(visit_field(visit, "do"), "redo");
	struct error err = ERROR_INIT;
	size_t count = 0;
	bool good = again ? coding_redo(workbench->coding, workbench->coder, &count, &err)
	                  : coding_undo(workbench->coding, workbench->coder, &count, &err);

	if (good) {
		visit_say_count(visit, again ? "redone" : "undone", count);
	} else if (err.code == ERROR_ABSENT) {
		visit_say(visit, again ? "nothing_to_redo" : "nothing_to_undo", NULL);
		workbench->refusal = true;
	} else {
		visit_refuse(visit, &err);
	}
	visit_back(visit, "mentions/2/1");
}

static void
show_decision(struct visit *visit, struct page *page, size_t at)
{
	const struct coding *coding = visit->workbench->coding;
	const struct decision *decision = coding_log(coding)->list[at];
	struct page *part = page_section(page, "DECISION");
	char id[DECISION_ID_TEXT];

	sodium_bin2hex(id, sizeof(id), decision->id, DECISION_ID_BYTES);
	page_set(part, "ID", view_of(id));
	page_set(part, "CODER", decision->coder);
	page_setf(part, "DAY", "%04u-%02u-%02u", decision->day / 10000, decision->day / 100 % 100,
	          decision->day % 100);
	page_set(part, "KIND", naming_kind(visit, decision->kind));
	page_set(part, "PART", naming_part(visit, decision->kind, decision->subject, decision->part));
	page_set(part, "VALUE", naming_value(visit, decision->kind, decision->part, decision->value));
	page_set(part, "ABOUT", naming_subject(visit, decision->subject));
	if (mentions_find(coding_mentions(coding), decision->subject) != NULL)
		page_set(page_section(part, "MENTION"), "SUBJECT", decision->subject);
	else
		page_set(page_section(part, "OTHER"), "SUBJECT", decision->subject);
	if (coding_counts(coding, at))
		page_show(part, "COUNTS");
	else
		page_show(part, "UNDONE");
}

void
bench_log(struct visit *visit)
{
	const struct log *log = coding_log(visit->workbench->coding);
	struct page *page = visit_layout(visit, "bench-log.tpl", "log_title");

	page_set_number(page, "COUNT", (long)log->count);
	for (size_t i = log->count; i > 0 && i + SHOWN > log->count; i--)
		show_decision(visit, page, i - 1);
	visit_show(visit, page);
}

void
bench_log_undo(struct visit *visit)
{
	struct view text = visit_field(visit, "decision");
	uint8_t id[DECISION_ID_BYTES];
	struct error err = ERROR_INIT;
	size_t length;

	if (sodium_hex2bin(id, sizeof(id), text.ptr, text.len, NULL, &length, NULL) != 0 ||
	    length != sizeof(id)) {
		visit_absent(visit);
		return;
	}
	if (coding_undo_decision(visit->workbench->coding, visit->workbench->coder, id, &err))
		visit_say_count(visit, "undone", 1);
	else
		visit_refuse(visit, &err);
	visit_go(visit, "log");
}
