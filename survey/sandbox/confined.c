/* SPDX-License-Identifier: EUPL-1.2
 *
 * A process that can only calculate: confined.h. It is limited by what limits the server (sandbox.h), and gives its
 * result in memory that both processes have.
 */
#include "confined.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sandbox.h"

/* What ends a process by itself (sanitizers, want of memory) gives 1. */
enum { WORKED = 0, WORKED_NOT = 10, NOT_LIMITED = 11 };

static bool
limit(int resource, rlim_t most)
{
	const struct rlimit limits = { most, most };

	return setrlimit((__rlimit_resource_t)resource, &limits) == 0;
}

static bool
give_up_everything(struct error *err)
{
	const struct sandbox_files none = { .data = NULL };

	if (!sandbox_begin(err))
		return false;
	if (sandbox_limit_files(&none, err) == SANDBOX_FAILED)
		return false;
#ifndef __SANITIZE_ADDRESS__
	/* AddressSanitizer sets terabytes of addresses aside. */
	if (!limit(RLIMIT_AS, CONFINED_BYTES))
		return fail_errno(err, "cannot limit the memory of this process");
#endif
	/* Not one file more than those that are open: also where the kernel has no Landlock. */
	return (limit(RLIMIT_NOFILE, 0) || fail_errno(err, "cannot limit the files of this process")) &&
	       (limit(RLIMIT_CPU, CONFINED_SECONDS) ||
	        fail_errno(err, "cannot limit the time of this process")) &&
	       sandbox_limit_calls(false, err);
}

static bool
write_whole(int file, struct view bytes)
{
	bool good = true;

	while (good && bytes.len > 0) {
		ssize_t done = write(file, bytes.ptr, bytes.len);

		good = done > 0;
		bytes.ptr += good ? done : 0;
		bytes.len -= good ? (size_t)done : 0;
	}
	return good;
}

static int
child(bool (*work)(void *context, struct buf *result, FILE *list), void *context, int result_file,
      int list_file)
{
	struct buf result = BUF_INIT;
	struct error err = ERROR_INIT;
	FILE *list = fdopen(list_file, "w");
	bool good;

	if (list == NULL)
		return NOT_LIMITED;
	if (!give_up_everything(&err)) {
		fprintf(list, "%s\n", err.text);
		fflush(list);
		return NOT_LIMITED;
	}
	good = work(context, &result, list);
	good = write_whole(result_file, buf_view(&result)) && good;
	good = fflush(list) == 0 && good;
	return good ? WORKED : WORKED_NOT;
}

static bool
read_back(int file, struct buf *into)
{
	char chunk[8192];
	ssize_t got;

	if (lseek(file, 0, SEEK_SET) != 0)
		return false;
	while ((got = read(file, chunk, sizeof(chunk))) > 0)
		buf_add(into, chunk, (size_t)got);
	return got == 0;
}

static bool
explain(int status, const struct buf *said, struct error *err)
{
	if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_LIMITED)
		return fail(err, ERROR_SYSTEM, "%.*s", (int)(said->len < 300 ? said->len : 300),
		            said->len == 0 ? "no memory" : said->data);
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
		return fail(err, ERROR_FULL, "reading it takes more than %d seconds, so it was stopped",
		            CONFINED_SECONDS);
	if (WIFEXITED(status) && WEXITSTATUS(status) == WORKED_NOT)
		return false;
	return fail(
	    err, ERROR_FULL,
	    "reading it was stopped: it needs too much memory or time, or does what reading a file never "
	    "does");
}

bool
confined_run(bool (*work)(void *context, struct buf *result, FILE *list), void *context, struct buf *result,
             struct buf *said, struct error *err)
{
	int files[2] = { memfd_create("result", MFD_CLOEXEC), memfd_create("list", MFD_CLOEXEC) }, status = 0;
	bool good = false;
	pid_t pid = -1;

	if (files[0] < 0 || files[1] < 0) {
		fail_errno(err, "no memory for the result");
		goto out;
	}
	fflush(NULL);
	pid = fork();
	if (pid == 0)
		_exit(child(work, context, files[0], files[1]));
	if (pid < 0) {
		fail_errno(err, "cannot start a process");
		goto out;
	}
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR) {
			fail_errno(err, "cannot wait for a process");
			goto out;
		}
	if (!read_back(files[0], result) || !read_back(files[1], said)) {
		fail_errno(err, "cannot read the result");
		goto out;
	}
	good = (WIFEXITED(status) && WEXITSTATUS(status) == WORKED) || explain(status, said, err);
out:
	for (size_t i = 0; i < 2; i++)
		if (files[i] >= 0)
			close(files[i]);
	return good;
}
