/* SPDX-License-Identifier: EUPL-1.2
 *
 * Opening a study for a command: open_study.h.
 */
#include "open_study.h"

#include "passphrase.h"

bool
open_study_for(const char *path, const char *passphrase_file, enum study_access access, struct study **study,
               struct error *err)
{
	struct passphrase passphrase = PASSPHRASE_INIT;
	bool good = passphrase_get(&passphrase, passphrase_file, path, err) &&
	            study_open(path, access, passphrase_view(&passphrase), study, err);

	passphrase_release(&passphrase);
	return good;
}

bool
open_study(const char *path, const char *passphrase_file, struct study **study, struct error *err)
{
	return open_study_for(path, passphrase_file, STUDY_READ, study, err);
}

bool
open_language(const char *language, const struct catalogue **catalogue, struct error *err)
{
	const struct catalogue *known;
	struct buf list = BUF_INIT;

	*catalogue = catalogue_find(view_of(language));
	if (*catalogue != NULL)
		return true;
	for (size_t n = 0; (known = catalogue_at(n)) != NULL; n++) {
		buf_add_text(&list, n == 0 ? "" : ", ");
		buf_add_view(&list, catalogue_language(known));
	}
	fail(err, ERROR_INVALID, "there is no language \"%.20s\"; there is %s", language,
	     list.len > 0 ? list.data : "none");
	buf_release(&list);
	return false;
}
