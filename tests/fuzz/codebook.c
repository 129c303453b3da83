/* SPDX-License-Identifier: EUPL-1.2
 *
 * Fuzzes codebooks of other programs. The first byte says which form the rest is: REFI-QDA or CSV. What is taken over is decided, and
 * says nothing new when it comes a second time; what is not has a problem and changes nothing.
 *
 * Covers: analysis/importers/codebook_import.c analysis/importers/codebook_qdc.c analysis/importers/codebook_csv.c
 * Covers: survey/core/cells.c survey/core/xml_tree.c
 */
#include "fuzz.h"

#include "analysis/importers/codebook_import.h"
#include "analysis/study/study.h"

static char path[256];

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	fuzz_start();
	fuzz_path(path, sizeof(path), "codebook");
	return 0;
}

/* How much the codebook holds. */
static size_t
weigh(struct coding *coding)
{
	struct codebook codebook;
	struct buf out = BUF_INIT;
	size_t len;

	codebook_make(&codebook, coding);
	codebook_write(&codebook, &out);
	len = out.len;
	codebook_release(&codebook);
	buf_release(&out);
	return len;
}

static void
take(struct coding *coding, struct view bytes, const char *file)
{
	struct problems problems = PROBLEMS_INIT;
	size_t made = 0, again = 0, before = weigh(coding);

	if (codebook_import(coding, VIEW("anna"), bytes, file, &made, &problems, NULL)) {
		MUST(problems.errors == 0);
		MUST(codebook_import(coding, VIEW("anna"), bytes, file, &again, &problems, NULL));
		MUST(again == 0);
	} else {
		MUST(made == 0 && weigh(coding) == before);
	}
	problems_release(&problems);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct study *study = NULL;
	struct coding *coding = NULL;

	if (size == 0)
		return 0;
	unlink(path);
	MUST(study_create(path, FUZZ_PASSPHRASE, &study, NULL));
	MUST(coding_open(study, &coding, NULL));
	take(coding, fuzz_view(data + 1, size - 1), data[0] == 'q' ? "a.qdc" : "a.csv");
	coding_close(coding);
	study_close(study);
	unlink(path);
	return 0;
}
