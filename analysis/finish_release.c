/* SPDX-License-Identifier: EUPL-1.2
 *
 * The end of a release: finish_release.h.
 */
#include "finish_release.h"

bool
finish_release(const struct release *release, struct study *study, bool draft, const char *path, bool beside,
               struct error *err)
{
	struct buf proof = BUF_INIT, name = BUF_INIT;
	bool good = draft || ledger_keep(release, study, err);

	if (good && path != NULL) {
		release_proof(release, &proof);
		buf_printf(&name, "%s%s", path, beside ? ".proof.json" : "");
		good = file_write(name.data, buf_view(&proof), 0600, true, err);
	}
	buf_release(&proof);
	buf_release(&name);
	return good;
}
