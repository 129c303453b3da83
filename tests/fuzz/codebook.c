/* SPDX-License-Identifier: EUPL-1.2
 *
 * Fuzzes codebooks of other programs. The first byte says which form the rest is: REFI-QDA, a project of that, CSV, or what the process that reads them
 * gives. What is taken over is decided, and says nothing new when it comes a second time; what is not has a problem and changes nothing.
 *
 * Covers: analysis/importers/codebook_pack.c analysis/importers/codebook_import.c analysis/importers/codebook_qdc.c analysis/importers/codebook_csv.c
 * Covers: analysis/importers/codebook_file.c survey/core/cells.c survey/core/xml_tree.c
 */
#include "fuzz.h"

#include "analysis/importers/codebook_import.h"
#include "analysis/importers/codebook_inside.h"
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

/* What is read goes from one process to another as bytes, and what comes out is the same. */
static struct code_reading *
read_apart(struct view bytes, const char *file, struct problems *problems)
{
	struct problems first = PROBLEMS_INIT;
	struct code_reading *reading = codebook_file_parse(bytes, file, &first),
	                    *again = codebook_file_parse(VIEW("name\nx\n"), "x.csv", problems);
	struct buf packed = BUF_INIT, twice = BUF_INIT;

	codebook_pack(reading, &packed);
	again->count = 0;
	again->file = file;
	MUST(codebook_unpack(again, buf_view(&packed)));
	codebook_pack(again, &twice);
	MUST(view_equal(buf_view(&packed), buf_view(&twice)));
	codebook_file_free(reading);
	problems_release(&first);
	buf_release(&packed);
	buf_release(&twice);
	return again;
}

static bool
import(struct coding *coding, struct view bytes, const char *file, size_t *made)
{
	struct problems problems = PROBLEMS_INIT;
	struct code_reading *reading = read_apart(bytes, file, &problems);
	bool good = codebook_import(coding, VIEW("anna"), reading, made, NULL);

	MUST(!good || problems.errors == 0);
	codebook_file_free(reading);
	problems_release(&problems);
	return good;
}

/* Bytes that no codebook_pack() wrote: they are taken as they would be written, or not at all. */
static void
unpack(struct view bytes)
{
	struct problems problems = PROBLEMS_INIT;
	struct code_reading *reading = codebook_file_parse(VIEW("name\nx\n"), "x.csv", &problems);
	struct buf packed = BUF_INIT;

	reading->count = 0;
	if (codebook_unpack(reading, bytes))
		codebook_pack(reading, &packed);
	MUST(packed.len <= bytes.len);
	codebook_file_free(reading);
	problems_release(&problems);
	buf_release(&packed);
}

static void
take(struct coding *coding, struct view bytes, const char *file)
{
	size_t made = 0, again = 0, before = weigh(coding);

	if (import(coding, bytes, file, &made)) {
		MUST(import(coding, bytes, file, &again));
		MUST(again == 0);
	} else {
		MUST(made == 0 && weigh(coding) == before);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct study *study = NULL;
	struct coding *coding = NULL;

	if (size == 0)
		return 0;
	if (data[0] == 'u') {
		unpack(fuzz_view(data + 1, size - 1));
		return 0;
	}
	unlink(path);
	MUST(study_create(path, FUZZ_PASSPHRASE, &study, NULL));
	MUST(coding_open(study, &coding, NULL));
	take(coding, fuzz_view(data + 1, size - 1),
	     data[0] == 'q'   ? "a.qdc"
	     : data[0] == 'p' ? "a.qdpx"
	                      : "a.csv");
	coding_close(coding);
	study_close(study);
	unlink(path);
	return 0;
}
