/* SPDX-License-Identifier: EUPL-1.2
 *
 * Runs a fuzz target on inputs that were kept, without libFuzzer: so what was once found stays found wherever the tests
 * run. Each argument is a file or a directory of files.
 */
#include "fuzz.h"

#include <dirent.h>
#include <sys/stat.h>

enum { INPUT_MAX = 1 << 22, SECONDS_MAX = 30 /* an input that takes longer is a find, too */ };

static bool
run_file(const char *path)
{
	struct error err = ERROR_INIT;
	struct buf content = BUF_INIT;
	uint8_t *exact;
	bool good = buf_read_file(&content, path, INPUT_MAX, &err);

	if (!good) {
		fprintf(stderr, "%s\n", err.text);
		return false;
	}
	/* Of exactly this size, so that AddressSanitizer sees who reads beyond it. */
	exact = xmalloc(content.len);
	if (content.len > 0)
		memcpy(exact, content.data, content.len);
	fprintf(stderr, "%s\n", path); /* the last one named is the one that failed */
	alarm(SECONDS_MAX);
	LLVMFuzzerTestOneInput(exact, content.len);
	alarm(0);
	free(exact);
	buf_release(&content);
	return true;
}

/* Files of a directory whose names begin with a dot are not inputs. */
static bool
run_path(const char *path, size_t *count)
{
	struct stat status;
	struct dirent **entries;
	int found;
	bool good = true;

	if (stat(path, &status) != 0 || !S_ISDIR(status.st_mode)) {
		(*count)++;
		return run_file(path);
	}
	found = scandir(path, &entries, NULL, alphasort);
	for (int i = 0; i < found; i++) {
		char *inside;

		if (entries[i]->d_name[0] != '.') {
			MUST(asprintf(&inside, "%s/%s", path, entries[i]->d_name) > 0);
			good = run_path(inside, count) && good;
			free(inside);
		}
		free(entries[i]);
	}
	if (found >= 0)
		free(entries);
	return good && found >= 0;
}

int
main(int argc, char **argv)
{
	size_t count = 0;
	bool good = true;

	if (LLVMFuzzerInitialize != NULL)
		LLVMFuzzerInitialize(&argc, &argv);
	for (int i = 1; i < argc; i++)
		good = run_path(argv[i], &count) && good;
	printf("%s: %zu inputs\n", argv[0], count);
	return good && count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
