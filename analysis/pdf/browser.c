/* SPDX-License-Identifier: EUPL-1.2
 *
 * Starting and ending a Chromium: browser.h.
 */
#include "browser.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <linux/magic.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"

/* The descriptors at which Chromium reads and writes with --remote-debugging-pipe. */
enum { READS = 3, WRITES = 4, FREE = 10 /* above those */, FOLDERS_OPEN = 16 };

static const char *const programs[] = { "chromium", "chromium-browser", "google-chrome" };

static const char maker[] =
    "--user-agent=analysis/" SURVEY_VERSION; /* which a PDF names as what made the page */

/* The proxy is an address where nothing listens, also for what would stay on this machine: whatever the browser or a page wants
 * from a network, it does not get. */
static const char *const arguments[] = {
	"--headless",
	"--remote-debugging-pipe",
	"--proxy-server=http://127.0.0.1:9",
	"--proxy-bypass-list=<-loopback>",
	"--disable-background-networking",
	"--disable-breakpad",
	"--disable-component-update",
	"--disable-default-apps",
	"--disable-extensions",
	"--disable-gpu",
	"--disable-sync",
	"--no-default-browser-check",
	"--no-first-run",
	"--no-pings",
	maker,
};
enum { ARGUMENTS = sizeof(arguments) / sizeof(arguments[0]), ARGUMENTS_MORE = 3 };

/* ---- Where it is, and where its files may be -------------------------------------------------------------- */

/* The first of `programs` in PATH; NULL when there is none. The caller frees it. */
static char *
find_program(void)
{
	const char *path = getenv("PATH");
	char *found = NULL, place[PATH_MAX];

	for (size_t i = 0; path != NULL && found == NULL && i < sizeof(programs) / sizeof(programs[0]); i++)
		for (const char *at = path; at != NULL && found == NULL; at = strchr(at, ':')) {
			at += *at == ':';
			snprintf(place, sizeof(place), "%.*s/%s", (int)strcspn(at, ":"), at, programs[i]);
			if (place[0] == '/' && access(place, X_OK) == 0)
				found = xstrdup(place);
		}
	return found;
}

static bool
in_memory(const char *directory)
{
	struct statfs system;

	return directory != NULL && directory[0] == '/' && access(directory, W_OK) == 0 &&
	       statfs(directory, &system) == 0 && system.f_type == TMPFS_MAGIC;
}

/* NULL when there is no directory in memory. */
static const char *
find_memory(void)
{
	const char *own = getenv("XDG_RUNTIME_DIR");

	return in_memory(own) ? own : in_memory("/dev/shm") ? "/dev/shm" : NULL;
}

/* ---- The browser's process --------------------------------------------------------------------------------- */

static void
set_descriptors(int talk)
{
	int nothing = open("/dev/null", O_RDWR), high = fcntl(talk, F_DUPFD, FREE);

	for (int fd = 0; fd < READS; fd++)
		if (dup2(nothing, fd) < 0)
			_exit(1);
	if (dup2(high, READS) < 0 || dup2(high, WRITES) < 0 || close_range(WRITES + 1, UINT_MAX, 0) != 0)
		_exit(1);
}

/* Nothing of the user's own: no settings, no session to speak to. */
static void
become_browser(const char *program, const char *home, int talk)
{
	struct arena arena = ARENA_INIT;
	const char *list[ARGUMENTS + ARGUMENTS_MORE + 1] = { program };
	const char *const settings[] = {
		"LANG=C.UTF-8",
		"TZ=UTC",
		arena_printf(&arena, "HOME=%s", home).ptr,
		arena_printf(&arena, "TMPDIR=%s", home).ptr,
		arena_printf(&arena, "XDG_RUNTIME_DIR=%s", home).ptr,
		arena_printf(&arena, "PATH=%s", getenv("PATH")).ptr,
		NULL,
	};
	size_t count = 1;

	for (size_t i = 0; i < ARGUMENTS; i++)
		list[count++] = arguments[i];
	list[count++] = arena_printf(&arena, "--user-data-dir=%s", home).ptr;
	/* Chromium does not start as root otherwise. Its sandbox protects against pages of strangers; this one shows pages of
	 * ours, without scripts. */
	if (geteuid() == 0)
		list[count] = "--no-sandbox";
	set_descriptors(talk);
	execve(program, (char *const *)(uintptr_t)list, (char *const *)(uintptr_t)settings);
	_exit(1);
}

/* ---- The keeper ---------------------------------------------------------------------------------------------- */

static int
remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place)
{
	(void)status;
	(void)kind;
	(void)place;
	return remove(path) == 0 || errno == ENOENT ? 0 : -1;
}

/* Ends all processes that stem from this one, whatever groups they made: who loses its parent becomes a child of the keeper. */
static void
end_children(void)
{
	char path[64], line[PATH_MAX];

	snprintf(path, sizeof(path), "/proc/self/task/%d/children", (int)getpid());
	do {
		FILE *children = fopen(path, "re");
		char *at = children == NULL ? NULL : fgets(line, sizeof(line), children), *end;

		for (long child; at != NULL && (child = strtol(at, &end, 10)) > 0; at = end)
			kill((pid_t)child, SIGKILL);
		if (children != NULL)
			fclose(children);
	} while (waitpid(-1, NULL, 0) > 0 || errno == EINTR);
}

/* Waits until the other process closes its end, which the kernel does when it ends. */
static void
wait_for_end(int life)
{
	ssize_t got;
	char byte;

	do
		got = read(life, &byte, 1);
	while (got > 0 || (got < 0 && errno == EINTR));
}

static void
keep(const char *program, const char *memory, int talk, int life)
{
	static const int spared[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGTSTP };
	char home[PATH_MAX];
	pid_t child;

	setsid(); /* Ctrl+C reaches the other process alone, and this one by way of its end */
	for (size_t i = 0; i < sizeof(spared) / sizeof(spared[0]); i++)
		signal(spared[i], SIG_IGN);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	umask(077);
	snprintf(home, sizeof(home), "%s/analysis-XXXXXX", memory);
	if (mkdtemp(home) == NULL)
		_exit(1);
	child = fork();
	if (child == 0) {
		for (size_t i = 0; i < sizeof(spared) / sizeof(spared[0]); i++)
			signal(spared[i], SIG_DFL);
		become_browser(program, home, talk);
	}
	close(talk);
	wait_for_end(life);
	end_children();
	nftw(home, remove_entry, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS);
	_exit(0);
}

/* ---- This process ---------------------------------------------------------------------------------------------- */

bool
browser_open(struct browser *browser, struct error *err)
{
	int talk[2] = { -1, -1 }, life[2] = { -1, -1 };
	const char *memory = find_memory();
	char *program = find_program();
	bool good = false;

	*browser = BROWSER_INIT;
	if (program == NULL) {
		fail(err, ERROR_ABSENT,
		     "a PDF needs Chromium, and there is none: install the package chromium");
		goto out;
	}
	if (memory == NULL) {
		fail(err, ERROR_ABSENT,
		     "a PDF needs a directory in memory (tmpfs) for the browser's files: neither "
		     "XDG_RUNTIME_DIR "
		     "nor /dev/shm is one");
		goto out;
	}
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, talk) != 0 || pipe2(life, O_CLOEXEC) != 0) {
		fail_errno(err, "cannot speak to the browser");
		goto out;
	}
	browser->keeper = fork();
	if (browser->keeper == 0) {
		close(talk[0]);
		close(life[1]);
		keep(program, memory, talk[1], life[0]);
	}
	if (browser->keeper < 0) {
		browser->keeper = 0;
		fail_errno(err, "cannot start %s", program);
		goto out;
	}
	browser->talk = talk[0];
	browser->life = life[1];
	talk[0] = life[1] = -1;
	good = true;
out:
	for (int i = 0; i < 2; i++) {
		if (talk[i] >= 0)
			close(talk[i]);
		if (life[i] >= 0)
			close(life[i]);
	}
	free(program);
	return good;
}

void
browser_close(struct browser *browser)
{
	if (browser->talk >= 0)
		close(browser->talk);
	if (browser->life >= 0)
		close(browser->life);
	while (browser->keeper > 0 && waitpid(browser->keeper, NULL, 0) < 0 && errno == EINTR)
		continue;
	*browser = BROWSER_INIT;
}
