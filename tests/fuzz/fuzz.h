/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the fuzz targets share. A target is one file NAME.c with LLVMFuzzerTestOneInput(), which hands its bytes to one
 * of our parsers and checks with MUST() what must hold whatever the bytes are. The comment at its head has a line
 * "Covers: FILE …", the sources whose coverage `make fuzz` reports. It runs in libFuzzer (`make fuzz`) and, with the
 * inputs that are kept, in replay.c (`make run-fuzz-seeds`). The current directory is that of the Makefile.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "questionnaire.h"
#include "unseal.h"

/* Called by libFuzzer or by replay.c. The bytes stand in memory of exactly `size`. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
/* Called once, before; a target need not have it. */
int LLVMFuzzerInitialize(int *argc, char ***argv) __attribute__((weak));

/* Ends the program when it does not hold: that is what a fuzzer notices. */
#define MUST(condition) ((condition) ? (void)0 : fuzz_broken(#condition, __FILE__, __LINE__))

static inline _Noreturn void
fuzz_broken(const char *condition, const char *file, int line)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
	abort();
}

/* Argon2id at its cheapest: fuzzing is not about guessing. The limits of what a file may ask stay as they are. */
static inline void
fuzz_start(void)
{
	MUST(seal_init(NULL));
	secret_set_cost(crypto_pwhash_argon2id_OPSLIMIT_MIN, crypto_pwhash_argon2id_MEMLIMIT_MIN);
}

#define FUZZ_PASSPHRASE VIEW("vier paarden lopen door de stad")

static inline struct view
fuzz_view(const uint8_t *data, size_t size)
{
	return (struct view){ (const char *)data, size };
}

/* A file in memory, with a path for who reads files. */
struct fuzz_file {
	int fd;
	char path[32];
};

static inline void
fuzz_file_fill(const struct fuzz_file *file, struct view content)
{
	MUST(ftruncate(file->fd, 0) == 0);
	MUST(content.len == 0 || pwrite(file->fd, content.ptr, content.len, 0) == (ssize_t)content.len);
}

static inline struct fuzz_file
fuzz_file_new(struct view content)
{
	struct fuzz_file file = { .fd = memfd_create("fuzz", MFD_CLOEXEC) };

	MUST(file.fd >= 0);
	snprintf(file.path, sizeof(file.path), "/proc/self/fd/%d", file.fd);
	fuzz_file_fill(&file, content);
	return file;
}

static inline void
fuzz_file_forget(const struct fuzz_file *file)
{
	close(file->fd);
}

/* A path for a file of this process alone, in TMPDIR. */
static inline void
fuzz_path(char *path, size_t room, const char *name)
{
	const char *parent = getenv("TMPDIR");

	MUST((size_t)snprintf(path, room, "%s/survey-fuzz-%ld.%s", parent == NULL ? "/tmp" : parent,
	                      (long)getpid(), name) < room);
}

/* A questionnaire of the repository, which must be in order. */
static inline struct questionnaire *
fuzz_questionnaire(const char *path)
{
	struct problems problems = PROBLEMS_INIT;
	struct questionnaire *questionnaire = questionnaire_load(path, (struct date){ 0, 0, 0 }, &problems);

	if (questionnaire == NULL)
		problems_print(&problems, stderr);
	MUST(questionnaire != NULL);
	problems_release(&problems);
	return questionnaire;
}

/* The line that a structured input begins with; *rest is moved behind it. Empty when there is no line feed. */
static inline struct view
fuzz_line(struct view *rest)
{
	const char *end = rest->len == 0 ? NULL : memchr(rest->ptr, '\n', rest->len);
	struct view line = { rest->ptr, 0 };

	if (end != NULL) {
		line.len = (size_t)(end - rest->ptr);
		rest->len -= line.len + 1;
		rest->ptr = end + 1;
	}
	return line;
}

#endif
