/* SPDX-License-Identifier: EUPL-1.2
 *
 * The server's own limits, by Landlock and seccomp: sandbox.h. Landlock has no functions in the C library of Debian 12, so it is
 * called as linux/landlock.h describes; what that header is too old for is defined here.
 */
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* A build with AddressSanitizer looks for leaks when it ends, with a process of its own that stops and reads this one. It gets what
 * that takes; it is for tests and never serves people. */
#ifdef __SANITIZE_ADDRESS__
#define FOR_SANITIZERS 1
#else
#define FOR_SANITIZERS 0
#endif

/* Linux 6.2 and 6.10. */
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif
#ifndef LANDLOCK_ACCESS_FS_IOCTL_DEV
#define LANDLOCK_ACCESS_FS_IOCTL_DEV (1ULL << 15)
#endif

enum {
	READ_FILE = LANDLOCK_ACCESS_FS_READ_FILE,
	READ_ALL = READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
	KEEP = READ_ALL | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |
	       LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE,
	LISTEN = LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_REMOVE_FILE,
};

/* ---- files ----------------------------------------------------------------------------------------------- */

/* Everything that this version of Landlock can forbid: version 1 had 13 rights, each later one that has more has one more. */
static uint64_t
known_rights(long version)
{
	uint64_t rights = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;

	if (version >= 2)
		rights |= LANDLOCK_ACCESS_FS_REFER;
	if (version >= 3)
		rights |= LANDLOCK_ACCESS_FS_TRUNCATE;
	if (version >= 5)
		rights |= LANDLOCK_ACCESS_FS_IOCTL_DEV;
	return rights;
}

/* The directory that a path is in. */
static bool
directory_of(const char *path, char directory[PATH_MAX])
{
	const char *slash = strrchr(path, '/');
	size_t length = slash == NULL ? 1 : slash == path ? 1 : (size_t)(slash - path);

	if (length >= PATH_MAX)
		return false;
	memcpy(directory, slash == NULL ? "." : path, length);
	directory[length] = '\0';
	return true;
}

/* Allows `rights` beneath a path. What is not there, or is closed to this user, stays forbidden. */
static bool
allow(int ruleset, const char *path, uint64_t rights, struct error *err)
{
	struct landlock_path_beneath_attr rule = { .allowed_access = rights,
		                                   .parent_fd = open(path, O_PATH | O_CLOEXEC) };
	bool good;

	if (rule.parent_fd < 0)
		return errno == ENOENT || errno == ENOTDIR || errno == EACCES ||
		       fail_errno(err, "cannot open %s", path);
	good = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0 ||
	       fail_errno(err, "cannot limit this process to %s", path);
	close(rule.parent_fd);
	return good;
}

static bool
allow_directory_of(int ruleset, const char *path, uint64_t rights, struct error *err)
{
	char directory[PATH_MAX];

	return directory_of(path, directory) ? allow(ruleset, directory, rights, err)
	                                     : fail(err, ERROR_INVALID, "the path %.60s… is too long", path);
}

/* A file that a variable names, or the usual one in the home directory. */
static bool
allow_own(int ruleset, const char *variable, const char *usual, uint64_t rights, struct error *err)
{
	const char *named = variable == NULL ? NULL : getenv(variable), *home = getenv("HOME");
	char path[PATH_MAX] = "";

	if (named != NULL)
		snprintf(path, sizeof(path), "%s", named);
	else if (usual != NULL && home != NULL)
		snprintf(path, sizeof(path), "%s/%s", home, usual);
	return path[0] == '\0' || allow(ruleset, path, rights, err);
}

/* What libpq and the C library read when they connect again. */
static bool
allow_database(int ruleset, struct error *err)
{
	static const char *const names[] = { "/etc/hosts",     "/etc/resolv.conf",    "/etc/nsswitch.conf",
		                             "/etc/host.conf", "/etc/gai.conf",       "/etc/services",
		                             "/etc/passwd",    "/etc/ssl/openssl.cnf" };
	static const struct {
		const char *variable, *usual;
	} own[] = { { "PGPASSFILE", ".pgpass" },
		    { "PGSERVICEFILE", ".pg_service.conf" },
		    { "PGSSLROOTCERT", NULL },
		    { "PGSSLCERT", NULL },
		    { "PGSSLKEY", NULL } };
	bool good = allow(ruleset, "/etc/ssl/certs", READ_ALL, err) &&
	            allow_own(ruleset, NULL, ".postgresql", READ_ALL, err);

	for (size_t i = 0; good && i < sizeof(names) / sizeof(names[0]); i++)
		good = allow(ruleset, names[i], READ_FILE, err);
	for (size_t i = 0; good && i < sizeof(own) / sizeof(own[0]); i++)
		good = allow_own(ruleset, own[i].variable, own[i].usual, READ_FILE, err);
	return good;
}

static bool
allow_files(int ruleset, const struct sandbox_files *files, uint64_t known, struct error *err)
{
	struct stat status;
	bool is_file = files->data != NULL && stat(files->data, &status) == 0 && !S_ISDIR(status.st_mode);

	if (files->data != NULL &&
	    !(is_file ? allow_directory_of : allow)(ruleset, files->data, KEEP & known, err))
		return false;
	if (files->questionnaires != NULL && !allow(ruleset, files->questionnaires, READ_ALL, err))
		return false;
	if (files->socket != NULL && !allow_directory_of(ruleset, files->socket, LISTEN, err))
		return false;
	if (files->database && !allow_database(ruleset, err))
		return false;
	/* The rules of the clock are read again when they change, SQLite starts its random numbers from the device. */
	return allow(ruleset, "/usr/share/zoneinfo", READ_FILE, err) &&
	       allow(ruleset, "/dev/urandom", READ_FILE, err) &&
	       (!FOR_SANITIZERS || allow(ruleset, "/proc", READ_ALL, err));
}

enum sandbox_outcome
sandbox_limit_files(const struct sandbox_files *files, struct error *err)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, LANDLOCK_CREATE_RULESET_VERSION);
	struct landlock_ruleset_attr attributes = { .handled_access_fs = known_rights(version) };
	enum sandbox_outcome outcome = SANDBOX_FAILED;
	int ruleset = -1;

	if (version < 1)
		return SANDBOX_ABSENT;
	tzset(); /* so that a time zone of this process's own is never looked for again */
	ruleset = (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof(attributes), 0U);
	if (ruleset < 0) {
		fail_errno(err, "cannot limit the files of this process");
		goto out;
	}
	if (!allow_files(ruleset, files, attributes.handled_access_fs, err))
		goto out;
	if (syscall(SYS_landlock_restrict_self, ruleset, 0U) != 0) {
		fail_errno(err, "cannot limit the files of this process");
		goto out;
	}
	outcome = SANDBOX_LIMITED;
out:
	if (ruleset >= 0)
		close(ruleset);
	return outcome;
}

/* ---- system calls ---------------------------------------------------------------------------------------- */

static const int calls[] = {
#define CALL(name) SCMP_SYS(name),
#include "sandbox.def"
#undef CALL
};

static const int database_calls[] = {
#define CALL(name) SCMP_SYS(name),
#include "sandbox_database.def"
#undef CALL
};

/* A call of which one argument decides. */
struct partly {
	int call;
	struct scmp_arg_cmp when;
};

/* Sockets to a database, and to those who know its address. The C library also asks the kernel which addresses this machine has, to
 * put the likely ones first; it goes on without. */
static bool
add_database_rules(scmp_filter_ctx filter)
{
	static const int families[] = { AF_UNIX, AF_INET, AF_INET6 };
	const struct scmp_arg_cmp netlink = { .arg = 0, .op = SCMP_CMP_EQ, .datum_a = AF_NETLINK },
	                          bytes = { .arg = 1, .op = SCMP_CMP_EQ, .datum_a = FIONREAD };
	bool good = seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), 1,
	                                   &netlink) == 0 &&
	            seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, &bytes) == 0;

	for (size_t i = 0; good && i < sizeof(families) / sizeof(families[0]); i++) {
		const struct scmp_arg_cmp family = { .arg = 0,
			                             .op = SCMP_CMP_EQ,
			                             .datum_a = (scmp_datum_t)families[i] };

		good = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 1, &family) == 0;
	}
	for (size_t i = 0; good && i < sizeof(database_calls) / sizeof(database_calls[0]); i++)
		good = seccomp_rule_add(filter, SCMP_ACT_ALLOW, database_calls[i], 0) == 0;
	return good;
}

static bool
add_rules(scmp_filter_ctx filter)
{
	const struct partly partly[] = {
		/* Never emptied while it is opened: Landlock came to know of that only later. */
		{ SCMP_SYS(openat), { .arg = 2, .op = SCMP_CMP_MASKED_EQ, .datum_a = O_TRUNC } },
		/* Memory holds data or code, and all code is there. */
		{ SCMP_SYS(mmap), { .arg = 2, .op = SCMP_CMP_MASKED_EQ, .datum_a = PROT_EXEC } },
		{ SCMP_SYS(mprotect), { .arg = 2, .op = SCMP_CMP_MASKED_EQ, .datum_a = PROT_EXEC } },
		/* Is this a terminal? */
		{ SCMP_SYS(ioctl), { .arg = 1, .op = SCMP_CMP_EQ, .datum_a = TCGETS } },
		/* A thread that was started a moment ago names itself. */
		{ SCMP_SYS(prctl), { .arg = 0, .op = SCMP_CMP_EQ, .datum_a = PR_SET_NAME } },
		/* abort() */
		{ SCMP_SYS(tgkill), { .arg = 0, .op = SCMP_CMP_EQ, .datum_a = (scmp_datum_t)getpid() } },
	};
	bool good = true;

	for (size_t i = 0; good && i < sizeof(calls) / sizeof(calls[0]); i++)
		good = seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0) == 0;
	for (size_t i = 0; good && i < sizeof(partly) / sizeof(partly[0]); i++) {
		int result =
		    seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, partly[i].call, 1, &partly[i].when);

		good = result == 0 || (FOR_SANITIZERS && result == -EEXIST);
	}
	return good;
}

bool
sandbox_limit_calls(bool database, struct error *err)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	bool good = false;
	int result;

	if (filter == NULL || seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) != 0 ||
	    seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1) != 0 ||
	    seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2) != 0 || !add_rules(filter) ||
	    (database && !add_database_rules(filter))) {
		fail(err, ERROR_SYSTEM, "cannot make the list of system calls that this process may do");
		goto out;
	}
	result = seccomp_load(filter);
	if (result != 0) {
		errno = -result;
		fail_errno(err, "the kernel (or the container) does not let this process limit its system "
		                "calls by seccomp");
		goto out;
	}
	good = true;
out:
	seccomp_release(filter);
	return good;
}

/* ---- the beginning --------------------------------------------------------------------------------------- */

bool
sandbox_begin(struct error *err)
{
	return (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) ||
	       fail_errno(err, "cannot give up privileges");
}
