/* SPDX-License-Identifier: EUPL-1.2
 *
 * Fuzzes the loader of questionnaires. The input is the YAML of a questionnaire; behind each line "%% NAME" stands that of
 * tag set NAME. What is loaded from files can be loaded from its definition again.
 *
 * Covers: survey/questionnaire/load.c survey/questionnaire/source.c survey/questionnaire/yaml.c survey/questionnaire/yaml_bounds.c
 * Covers: survey/questionnaire/tagset.c survey/questionnaire/definition.c survey/questionnaire/options.c
 * Covers: survey/questionnaire/questions.c survey/questionnaire/condition.c survey/questionnaire/date.c
 */
#include "fuzz.h"

#include <sys/stat.h>

#include "response.h"

enum { SETS_MAX = 8, NAME_MAX_BYTES = 40, PATH_BYTES = 256 };

static char directory[128]; /* for the files of this process */

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const char *parent = getenv("TMPDIR");
	char path[PATH_BYTES];

	(void)argc, (void)argv;
	fuzz_start();
	snprintf(directory, sizeof(directory), "%s/survey-fuzz-XXXXXX", parent == NULL ? "/tmp" : parent);
	MUST(mkdtemp(directory) != NULL);
	snprintf(path, sizeof(path), "%s/tagsets", directory);
	MUST(mkdir(path, 0700) == 0);
	return 0;
}

static void __attribute__((destructor)) remove_directory(void)
{
	char path[PATH_BYTES];

	snprintf(path, sizeof(path), "%s/tagsets", directory);
	rmdir(path);
	rmdir(directory);
}

/* Not file_write(), which syncs. */
static void
write_plainly(const char *path, struct view content)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	MUST(fd >= 0);
	MUST(content.len == 0 || write(fd, content.ptr, content.len) == (ssize_t)content.len);
	close(fd);
}

static bool
is_name(struct view name)
{
	bool good = name.len > 0 && name.len <= NAME_MAX_BYTES;

	for (size_t i = 0; good && i < name.len; i++)
		good = (name.ptr[i] >= 'a' && name.ptr[i] <= 'z') || name.ptr[i] == '-';
	return good;
}

/* Cuts off what stands before the next line "%% NAME"; *name is empty when there is none. */
static struct view
cut_part(struct view *rest, struct view *name)
{
	const char *mark = rest->len == 0 ? NULL : memmem(rest->ptr, rest->len, "\n%% ", 4);
	struct view part = *rest;

	*name = (struct view){ NULL, 0 };
	if (mark == NULL) {
		*rest = (struct view){ NULL, 0 };
		return part;
	}
	part.len = (size_t)(mark - rest->ptr) + 1;
	rest->len -= part.len + 3;
	rest->ptr = mark + 4;
	*name = fuzz_line(rest);
	return part;
}

/* What is loaded is in bounds, can be answered, and is the same when it is loaded from its definition. */
static void
check(const struct questionnaire *q)
{
	struct problems problems = PROBLEMS_INIT;
	struct questionnaire *again = questionnaire_load_definition(q->definition, "definition", &problems);
	struct arena arena = ARENA_INIT;
	struct response response = response_new(q, &arena), decoded;
	struct buf encoding = BUF_INIT;
	bool early;

	MUST(again != NULL && problems.errors == 0);
	MUST(memcmp(again->hash, q->hash, sizeof(q->hash)) == 0);
	MUST(again->entry_count == q->entry_count && again->place_count == q->place_count);
	MUST(q->language_count > 0 && q->language_count <= LANGUAGES_MAX && q->entry_count > 0);
	MUST(q->size >= BOX_SIZE_MIN && q->size <= BOX_SIZE_MAX);
	MUST(response_size_limit(q) > 0);
	questionnaire_is_open(q, (struct date){ 2026, 6, 1 }, &early);
	response_settle(&response);
	response_encode(&response, &encoding);
	MUST(response_decode(q, buf_view(&encoding), &arena, &decoded, NULL));
	buf_release(&encoding);
	arena_release(&arena);
	problems_release(&problems);
	questionnaire_free(again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct view rest = fuzz_view(data, size), part, name;
	struct problems problems = PROBLEMS_INIT;
	struct questionnaire *questionnaire;
	char path[PATH_BYTES], sets[SETS_MAX][PATH_BYTES];
	size_t set_count = 0;
	FILE *nowhere = fopen("/dev/null", "w");

	snprintf(path, sizeof(path), "%s/questionnaire.yaml", directory);
	part = cut_part(&rest, &name);
	write_plainly(path, part);
	while (is_name(name) && set_count < SETS_MAX) {
		snprintf(sets[set_count], PATH_BYTES, "%s/tagsets/%.*s.yaml", directory, VIEW_ARGS(name));
		part = cut_part(&rest, &name);
		write_plainly(sets[set_count++], part);
	}
	questionnaire = questionnaire_load(path, (struct date){ 2026, 6, 1 }, &problems);
	MUST((questionnaire == NULL) == (problems.errors > 0));
	problems_sort(&problems);
	problems_print(&problems, nowhere);
	if (questionnaire != NULL)
		check(questionnaire);
	questionnaire_free(questionnaire);
	problems_release(&problems);
	/* The bytes as a definition, which comes out of a store. */
	questionnaire = questionnaire_load_definition(fuzz_view(data, size), "definition", &problems);
	questionnaire_free(questionnaire);
	problems_release(&problems);
	fclose(nowhere);
	unlink(path);
	for (size_t i = 0; i < set_count; i++)
		unlink(sets[i]);
	return 0;
}
