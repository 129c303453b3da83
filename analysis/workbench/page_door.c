/* SPDX-License-Identifier: EUPL-1.2
 *
 * Locking and unlocking, and what has no study in it: the style sheet, the script, help.
 */
#include "pages.h"

#include "resource.h"

static void
send_resource(struct visit *visit, const char *type, const char *const *names, size_t count)
{
	visit->reply->status = 200;
	visit->reply->content_type = type;
	for (size_t i = 0; i < count; i++)
		visit->reply->pieces[i] = resource_find(names[i]);
	visit->reply->piece_count = count;
}

void
bench_style(struct visit *visit)
{
	static const char *const names[] = { "tokens.css", "bench.css" };

	send_resource(visit, "text/css; charset=utf-8", names, 2);
}

void
bench_script(struct visit *visit)
{
	static const char *const names[] = { "bench.js" };

	send_resource(visit, "text/javascript; charset=utf-8", names, 1);
}

void
bench_locked(struct visit *visit)
{
	visit_show(visit, visit_layout(visit, "bench-locked.tpl", "locked_title"));
}

void
bench_blind(struct visit *visit)
{
	visit_show(visit, visit_layout(visit, "bench-blind.tpl", "blind_title"));
}

void
bench_lock(struct visit *visit)
{
	workbench_lock(visit->workbench);
	bench_locked(visit);
}

void
bench_unlock(struct visit *visit)
{
	struct workbench *workbench = visit->workbench;
	struct view passphrase = visit_field(visit, "passphrase");
	struct error err = ERROR_INIT;

	if (workbench->coding == NULL && !workbench_unlock(workbench, passphrase, &err)) {
		if (err.code == ERROR_KEY) {
			visit_say(visit, "locked_wrong", NULL);
			workbench->refusal = true;
		} else {
			visit_refuse(visit, &err);
		}
		bench_locked(visit);
		return;
	}
	visit_go(visit, "coding/1");
}

void
bench_help(struct visit *visit)
{
	visit_show(visit, visit_layout(visit, "bench-help.tpl", "help_title"));
}

void
bench_keys(struct visit *visit)
{
	visit->workbench->keys = visit_sent(visit, "on");
	visit_say(visit, visit->workbench->keys ? "keys_are_on" : "keys_are_off", NULL);
	visit_go(visit, "help");
}
