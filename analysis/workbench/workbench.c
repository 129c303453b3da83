/* SPDX-License-Identifier: EUPL-1.2
 *
 * The workbench as a whole: opening and locking it: workbench.h.
 */
#include "workbench.h"

#include <sodium.h>
#include <stdlib.h>

#include "page.h"
#include "search.h"

time_t
workbench_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

void
workbench_secret(char secret[SECRET_TEXT])
{
	uint8_t bytes[SECRET_BYTES];

	randombytes_buf(bytes, sizeof(bytes));
	sodium_bin2hex(secret, SECRET_TEXT, bytes, sizeof(bytes));
}

bool
workbench_unlock(struct workbench *workbench, struct view passphrase, struct error *err)
{
	if (!study_open(workbench->path, STUDY_WRITE, passphrase, &workbench->study, err) ||
	    !coding_open(workbench->study, &workbench->coding, err))
		goto failed;
	coding_use_names(workbench->coding, workbench->names);
	workbench->search = search_new(coding_mentions(workbench->coding), err);
	if (workbench->search == NULL)
		goto failed;
	workbench->marking = marking_new(coding_mentions(workbench->coding), workbench->names);
	workbench->standing = standing_new(workbench->coding, workbench->marking, workbench->coder);
	workbench->selections = selections_new(workbench->coding, workbench->search, workbench->standing);
	if (workbench->thesaurus != NULL) {
		workbench->learning = learning_new(workbench->coding, workbench->thesaurus);
		workbench->proposing =
		    proposing_new(workbench->coding, workbench->thesaurus, workbench->vectors);
		workbench->ranking = ranking_new(workbench->coding, workbench->standing, workbench->thesaurus,
		                                 workbench->vectors);
	}
	workbench->last = workbench_now();
	workbench_secret(workbench->secret);
	return true;
failed:
	workbench_lock(workbench);
	return false;
}

/* The codebook and the findings are made anew when they are asked for again. */
static void
forget_made(struct workbench *workbench)
{
	codebook_release(&workbench->codebook);
	findings_release(&workbench->findings);
	workbench->codebook_made = workbench->findings_made = false;
}

void
workbench_refresh(struct workbench *workbench)
{
	size_t count = coding_log(workbench->coding)->count;

	if (workbench->seen_log != count)
		forget_made(workbench);
	workbench->seen_log = count;
	standing_refresh(workbench->standing);
}

void
workbench_lock(struct workbench *workbench)
{
	forget_made(workbench);
	ranking_free(workbench->ranking);
	proposing_free(workbench->proposing);
	learning_free(workbench->learning);
	selections_free(workbench->selections);
	standing_free(workbench->standing);
	marking_free(workbench->marking);
	search_free(workbench->search);
	coding_close(workbench->coding);
	study_close(workbench->study);
	workbench->ranking = NULL;
	workbench->proposing = NULL;
	workbench->learning = NULL;
	workbench->selections = NULL;
	workbench->standing = NULL;
	workbench->marking = NULL;
	workbench->search = NULL;
	workbench->coding = NULL;
	workbench->study = NULL;
	sodium_memzero(workbench->notice, sizeof(workbench->notice));
}

void
workbench_refuse(struct web_request *request, struct web_reply *reply)
{
	const struct workbench *workbench = request->context;
	struct page *page = page_new("bench-refused.tpl", workbench->catalogue);
	struct buf body = BUF_INIT;
	struct error err = ERROR_INIT;

	page_set(page, "LANGUAGE", catalogue_language(workbench->catalogue));
	page_set_number(page, "STATUS", (long)reply->status);
	if (!page_render(page, &body, &err))
		buf_add_text(&body, "This page cannot be shown.");
	reply->pieces[0] = arena_copy(request->arena, buf_view(&body));
	reply->piece_count = 1;
	buf_release(&body);
	page_free(page);
}
