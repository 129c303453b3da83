/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of include/sandbox.h. Each attempt is made by a child of its own, once free and once limited: the free one must
 * get what it wants, or the refusal would prove nothing.
 */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <netinet/in.h>
#include <pthread.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>

#include "sandbox.h"

/* A build with AddressSanitizer may fork and trace, to look for leaks at its end: see sandbox.c. */
#ifdef __SANITIZE_ADDRESS__
#define FOR_SANITIZERS true
#else
#define FOR_SANITIZERS false
#endif

/* How a child ended. */
enum { DONE = 0, REFUSED = 1, BROKEN = 2, KILLED = 1000 };

static char *place; /* has data/, questionnaires/one.yaml, outside/secret.txt and run/ */

/* A path in it; the text stays until the program ends. */
static const char *
at(const char *name)
{
	static char paths[8][256];
	static unsigned next;
	char *path = paths[next++ % 8];

	snprintf(path, sizeof(paths[0]), "%s/%s", place, name);
	return path;
}

static void
make_place(void)
{
	static const char *const directories[] = { "data", "questionnaires", "outside", "run" };
	struct error err = ERROR_INIT;

	place = unit_directory();
	for (size_t i = 0; i < 4; i++)
		ck_assert_int_eq(mkdir(at(directories[i]), 0700), 0);
	ck_assert_ok(file_write(at("questionnaires/one.yaml"), VIEW("one"), 0600, true, &err), &err);
	ck_assert_ok(file_write(at("outside/secret.txt"), VIEW("secret"), 0600, true, &err), &err);
}

static bool
opens(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC, 0600);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

/* ---- what is attempted: true when it worked --------------------------------------------------------------- */

static bool
read_password_file(void)
{
	return opens("/etc/passwd", O_RDONLY);
}

static bool
read_elsewhere(void)
{
	return opens(at("outside/secret.txt"), O_RDONLY);
}

static bool
write_elsewhere(void)
{
	return opens(at("outside/new.txt"), O_WRONLY | O_CREAT);
}

static bool
write_questionnaire(void)
{
	return opens(at("questionnaires/one.yaml"), O_WRONLY);
}

static bool
make_questionnaire(void)
{
	return opens(at("questionnaires/two.yaml"), O_WRONLY | O_CREAT);
}

static bool
remove_questionnaire(void)
{
	return unlink(at("questionnaires/one.yaml")) == 0;
}

static bool
read_by_the_way_around(void)
{
	return opens(at("data/../outside/secret.txt"), O_RDONLY);
}

static bool
read_through_a_link(void)
{
	return opens(at("data/link"), O_RDONLY);
}

static bool
read_questionnaire(void)
{
	return opens(at("questionnaires/one.yaml"), O_RDONLY);
}

static bool
keep_data(void)
{
	return opens(at("data/survey.db"), O_RDWR | O_CREAT) && opens(at("data/survey.db"), O_RDONLY) &&
	       unlink(at("data/survey.db")) == 0;
}

static bool
serve_socket(void)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool good;

	snprintf(address.sun_path, sizeof(address.sun_path), "%s/run/s", place);
	good = bind(fd, (struct sockaddr *)&address, sizeof(address)) == 0 && unlink(address.sun_path) == 0;
	close(fd);
	return good;
}

static bool
run_a_program(void)
{
	char *arguments[] = { (char[]){ "true" }, NULL }, *environment[] = { NULL };

	execve("/bin/true", arguments, environment); /* which ends as DONE */
	return false;
}

static bool
connect_somewhere(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	address.sin_port = htons(9);
	return fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0;
}

/* A socket where others come in. */
static bool
wait_for_connections(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	return fd >= 0 && bind(fd, (struct sockaddr *)&address, sizeof(address)) == 0 && listen(fd, 1) == 0;
}

static bool
make_raw_packets(void)
{
	return socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0) >= 0;
}

static bool
ask_the_kernel_for_addresses(void)
{
	return socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, 0) >= 0;
}

static bool
make_local_socket(void)
{
	return socket(AF_UNIX, SOCK_STREAM, 0) >= 0;
}

static bool
be_traced(void)
{
	return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0;
}

static bool
start_a_process(void)
{
	pid_t child = fork();

	if (child == 0)
		_exit(DONE);
	return child > 0 && waitpid(child, NULL, 0) == child;
}

static void *
nothing(void *argument)
{
	return argument;
}

static bool
start_a_thread(void)
{
	pthread_t thread;

	return pthread_create(&thread, NULL, nothing, NULL) == 0 && pthread_join(thread, NULL) == 0;
}

static bool
map_code(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static bool
turn_data_into_code(void)
{
	void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return page != MAP_FAILED && mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
}

static bool
signal_the_parent(void)
{
	return kill(getppid(), 0) == 0;
}

static bool
be_dumpable_again(void)
{
	return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0;
}

static bool
empty_a_file(void)
{
	return opens(at("data/full"), O_WRONLY | O_CREAT | O_TRUNC);
}

static bool
change_the_host_name(void)
{
	char name[65];

	return gethostname(name, sizeof(name)) == 0 && syscall(SYS_sethostname, name, strlen(name)) == 0;
}

/* The first things that a thread does: it may be so new that the limits overtake it. */
static bool
be_a_new_thread(void)
{
	return prctl(PR_SET_NAME, "new", 0, 0, 0) == 0 && syscall(SYS_rseq, NULL, 0, 0, 0) != 0 &&
	       syscall(SYS_set_robust_list, NULL, 0) != 0;
}

static bool
keep_working(void)
{
	char *memory = malloc(1 << 20);
	unsigned char random[16];
	bool good;

	good = memory != NULL && syscall(SYS_getrandom, random, sizeof(random), 0U) == sizeof(random) &&
	       keep_data();
	free(memory);
	return good;
}

/* ---- making attempts -------------------------------------------------------------------------------------- */

typedef bool attempt(void);

/* What a limited child does about it: only its files are limited, or only its calls, as when there is a database elsewhere or not. */
enum limit { FREE, FILES, CALLS, DATABASE_CALLS };

static bool
limit_child(enum limit limit)
{
	struct error err = ERROR_INIT;
	const struct sandbox_files files = { .data = at("data"),
		                             .questionnaires = at("questionnaires"),
		                             .socket = at("run/s") };

	return limit == FREE ||
	       (sandbox_begin(&err) && (limit == FILES ? sandbox_limit_files(&files, &err) != SANDBOX_FAILED
	                                               : sandbox_limit_calls(limit == DATABASE_CALLS, &err)));
}

static int
end_of(pid_t child)
{
	int status;

	ck_assert_int_eq(waitpid(child, &status, 0), child);
	return WIFSIGNALED(status) ? KILLED + WTERMSIG(status) : WEXITSTATUS(status);
}

static int
try(attempt *what, enum limit limit)
{
	pid_t child = fork();

	ck_assert_int_ge(child, 0);
	if (child == 0) {
		if (!limit_child(limit))
			_exit(BROKEN);
		_exit(what() ? DONE : REFUSED);
	}
	return end_of(child);
}

static long
landlock_version(void)
{
	return syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, LANDLOCK_CREATE_RULESET_VERSION);
}

START_TEST(files_that_are_not_its_own_stay_closed)
{
	static const struct {
		const char *name;
		attempt *what;
	} forbidden[] = {
		{ "/etc/passwd", read_password_file },
		{ "a file beside the data", read_elsewhere },
		{ "a new file elsewhere", write_elsewhere },
		{ "writing a questionnaire", write_questionnaire },
		{ "a new questionnaire", make_questionnaire },
		{ "a file by .. out of the data", read_by_the_way_around },
		{ "a file through a link in the data", read_through_a_link },
		{ "removing a questionnaire", remove_questionnaire },
	};
	/* What this kernel offers decides what must be: with Landlock refusal, without it nothing. */
	int expected = landlock_version() >= 1 ? REFUSED : DONE;

	make_place();
	ck_assert_int_eq(symlink("../outside/secret.txt", at("data/link")), 0);
	for (size_t i = 0; i < sizeof(forbidden) / sizeof(forbidden[0]); i++) {
		int limited = try(forbidden[i].what, FILES);

		ck_assert_msg(limited == expected, "%s: %d", forbidden[i].name, limited);
		ck_assert_msg(try(forbidden[i].what, FREE) == DONE, "%s, free", forbidden[i].name);
		if (forbidden[i].what == make_questionnaire || forbidden[i].what == write_elsewhere)
			unlink(at(forbidden[i].what == make_questionnaire ? "questionnaires/two.yaml"
			                                                  : "outside/new.txt"));
	}
	unit_forget_directory(place);
}
END_TEST

START_TEST(its_own_files_stay_open)
{
	make_place();
	ck_assert_int_eq(try(read_questionnaire, FILES), DONE);
	ck_assert_int_eq(try(keep_data, FILES), DONE);
	ck_assert_int_eq(try(serve_socket, FILES), DONE);
	unit_forget_directory(place);
}
END_TEST

/* Takes a system call away, as an old kernel or a container does. */
static bool
hide(int call)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	bool good = filter != NULL && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), call, 0) == 0 &&
	            seccomp_load(filter) == 0;

	seccomp_release(filter);
	return good;
}

START_TEST(a_kernel_without_landlock_is_told_apart_from_a_mistake)
{
	struct error err = ERROR_INIT;
	struct sandbox_files files = { .data = NULL };
	pid_t child;

	make_place();
	files.data = at("data");
	child = fork();
	if (child == 0)
		_exit(hide(SCMP_SYS(landlock_create_ruleset)) ? (int)sandbox_limit_files(&files, &err) : -1);
	ck_assert_int_eq(end_of(child), SANDBOX_ABSENT);
	child = fork();
	if (child == 0)
		_exit((int)sandbox_limit_files(&files, &err));
	ck_assert_int_eq(end_of(child), landlock_version() >= 1 ? SANDBOX_LIMITED : SANDBOX_ABSENT);
	unit_forget_directory(place);
}
END_TEST

START_TEST(a_kernel_without_seccomp_is_named)
{
	pid_t child = fork();
	struct error err = ERROR_INIT;

	if (child == 0) {
		bool good = hide(SCMP_SYS(seccomp)) && sandbox_begin(&err) &&
		            !sandbox_limit_calls(false, &err) && err.code == ERROR_SYSTEM &&
		            strstr(err.text, "limit its system calls") != NULL;

		_exit(good ? DONE : REFUSED);
	}
	ck_assert_int_eq(end_of(child), DONE);
}
END_TEST

START_TEST(a_store_that_is_named_itself_opens_its_directory)
{
	struct error err = ERROR_INIT;
	struct sandbox_files files = { .data = NULL };
	pid_t child;

	make_place();
	ck_assert_ok(file_write(at("data/other.db"), VIEW(""), 0600, true, &err), &err);
	files.data = at("data/other.db");
	child = fork();
	if (child == 0)
		_exit(sandbox_limit_files(&files, &err) != SANDBOX_FAILED && keep_data() ? DONE : REFUSED);
	ck_assert_int_eq(end_of(child), DONE);
	unit_forget_directory(place);
}
END_TEST

START_TEST(what_a_server_never_does_kills_it)
{
	static const struct {
		const char *name;
		attempt *what;
		bool for_sanitizers;
	} forbidden[] = {
		{ "another program", run_a_program, false },
		{ "a connection", connect_somewhere, false },
		{ "a local socket", make_local_socket, false },
		{ "a tracer", be_traced, true },
		{ "a process", start_a_process, true },
		{ "a thread", start_a_thread, true },
		{ "new code", map_code, false },
		{ "data as code", turn_data_into_code, true },
		{ "a signal to another process", signal_the_parent, true },
		{ "a memory that can be read", be_dumpable_again, true },
		{ "an emptied file", empty_a_file, false },
		{ "another host name", change_the_host_name, false },
	};

	make_place();
	for (size_t i = 0; i < sizeof(forbidden) / sizeof(forbidden[0]); i++) {
		int limited = try(forbidden[i].what, CALLS), free = try(forbidden[i].what, FREE);

		if (!FOR_SANITIZERS || !forbidden[i].for_sanitizers)
			ck_assert_msg(limited == KILLED + SIGSYS, "%s: %d", forbidden[i].name, limited);
		/* Only root may rename the machine. */
		ck_assert_msg(free == DONE || (forbidden[i].what == change_the_host_name && getuid() != 0),
		              "%s, free: %d", forbidden[i].name, free);
	}
	unit_forget_directory(place);
}
END_TEST

/* The list for who has a database elsewhere has a few calls more, and the others are as forbidden as they were. */
START_TEST(with_a_database_elsewhere_a_server_may_connect_and_nothing_else)
{
	static attempt *const allowed[] = { connect_somewhere, make_local_socket, keep_working };
	static attempt *const forbidden[] = { run_a_program, wait_for_connections, map_code,
		                              empty_a_file,  change_the_host_name, make_raw_packets };

	make_place();
	for (size_t i = 0; i < sizeof(allowed) / sizeof(allowed[0]); i++)
		ck_assert_int_eq(try(allowed[i], DATABASE_CALLS), DONE);
	for (size_t i = 0; i < sizeof(forbidden) / sizeof(forbidden[0]); i++)
		ck_assert_msg(try(forbidden[i], DATABASE_CALLS) == KILLED + SIGSYS, "number %zu", i);
	ck_assert_int_eq(try(wait_for_connections, FREE), DONE);
	/* Refused, and not killed: looking up a name goes on without. */
	ck_assert_int_eq(try(ask_the_kernel_for_addresses, DATABASE_CALLS), REFUSED);
	ck_assert_int_eq(try(ask_the_kernel_for_addresses, FREE), DONE);
	unit_forget_directory(place);
}
END_TEST

START_TEST(what_a_server_does_goes_on)
{
	make_place();
	ck_assert_int_eq(try(keep_working, CALLS), DONE);
	ck_assert_int_eq(try(be_a_new_thread, CALLS), DONE);
	unit_forget_directory(place);
}
END_TEST

static pthread_barrier_t barrier;

static void *
connect_later(void *argument)
{
	pthread_barrier_wait(&barrier);
	connect_somewhere();
	return argument;
}

/* A thread that ran before the limits came; they hold for it too, and it takes the others along. */
static bool
let_a_thread_connect(bool limited)
{
	struct error err = ERROR_INIT;
	pthread_t thread;

	pthread_barrier_init(&barrier, NULL, 2);
	if (pthread_create(&thread, NULL, connect_later, NULL) != 0 ||
	    (limited && !(sandbox_begin(&err) && sandbox_limit_calls(false, &err))))
		return false;
	pthread_barrier_wait(&barrier);
	return pthread_join(thread, NULL) == 0;
}

START_TEST(threads_that_ran_before_are_limited_too)
{
	for (int limited = 0; limited < 2; limited++) {
		pid_t child = fork();

		if (child == 0)
			_exit(let_a_thread_connect(limited == 1) ? DONE : BROKEN);
		ck_assert_int_eq(end_of(child), limited == 1 ? KILLED + SIGSYS : DONE);
	}
}
END_TEST

START_TEST(the_memory_is_closed_to_others_from_the_beginning)
{
	pid_t child = fork();
	struct error err = ERROR_INIT;

	if (child == 0) {
		bool before =
		    prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 1 && prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 0;

		_exit(before && sandbox_begin(&err) && prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 &&
		              prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1
		          ? DONE
		          : REFUSED);
	}
	ck_assert_int_eq(end_of(child), DONE);
}
END_TEST

UNIT_MAIN("sandbox", files_that_are_not_its_own_stay_closed, its_own_files_stay_open,
          a_kernel_without_landlock_is_told_apart_from_a_mistake, a_kernel_without_seccomp_is_named,
          a_store_that_is_named_itself_opens_its_directory, what_a_server_never_does_kills_it,
          with_a_database_elsewhere_a_server_may_connect_and_nothing_else, what_a_server_does_goes_on,
          threads_that_ran_before_are_limited_too, the_memory_is_closed_to_others_from_the_beginning)
