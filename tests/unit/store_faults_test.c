/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of the embedded store when things go wrong: a full disk, a copy that cannot be written. Acknowledged means kept (promise 4).
 * Kills are in store_kills_test.c, a full disk of PostgreSQL in tests/http/full-disk-postgres.test.mjs.
 */
#include "store_fixture.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

/* ---- a copy ---------------------------------------------------------------------------------------------- */

/* As a user who may write neither the file nor its directory: root may always. */
static void
read_without_rights(struct fixture *f)
{
	struct error err = ERROR_INIT;
	struct harvest harvest;

	if (geteuid() == 0 && setuid(65534) != 0)
		_exit(2);
	if (!store_open(f->location, STORE_READ, &f->store, &err)) {
		fprintf(stderr, "%s\n", err.text);
		_exit(1);
	}
	harvest_init(&harvest, f, 12);
	store_close(f->store);
	_exit(harvest.boxes == 12 ? 0 : 1);
}

START_TEST(a_copy_on_read_only_media_can_be_read)
{
	struct fixture f;
	pid_t child;
	char name[256];

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	fixture_keep(&f, 0, 12);
	fixture_release(&f, RELEASE_DUE);
	store_close(f.store);
	f.store = NULL;
	snprintf(name, sizeof(name), "%s-shm", f.location);
	ck_assert_int_ne(access(name, F_OK), 0);
	ck_assert_int_eq(chmod(f.location, 0444), 0);
	ck_assert_int_eq(chmod(f.directory, 0555), 0);
	child = fork_or_fail();
	if (child == 0)
		read_without_rights(&f);
	assert_good_exit(child);
	chmod(f.directory, 0755);
	fixture_end(&f);
}
END_TEST

/* ---- a full disk ----------------------------------------------------------------------------------------- */

/* No file may become longer than this, as if the disk were full. */
static void
limit_files(rlim_t bytes)
{
	struct rlimit limit;

	ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = bytes == 0 ? limit.rlim_max : bytes;
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

START_TEST(on_a_full_disk_nothing_is_acknowledged_and_nothing_lost)
{
	struct fixture f;
	struct crowd crowd;
	size_t kept = 0;

	signal(SIGXFSZ, SIG_IGN);
	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	fixture_keep(&f, 0, 20);
	crowd_init(&crowd, &f, 20, 20);
	limit_files(2000);
	crowd_submit(&crowd, f.store);
	limit_files(0);
	crowd_assert(&crowd, SUBMISSION_FAILED);
	for (size_t i = 0; i < crowd.count; i++) {
		ck_assert_msg(crowd.list[i].err.code == ERROR_FULL, "%s", crowd.list[i].err.text);
		ck_assert_ptr_nonnull(strstr(crowd.list[i].err.text, f.location));
	}
	/* With room again, the same responses are kept, with the same nonces. */
	crowd.done = 0;
	crowd_submit(&crowd, f.store);
	for (size_t i = 0; i < crowd.count; i++)
		kept += crowd.list[i].outcome == SUBMISSION_KEPT;
	ck_assert_uint_eq(kept, crowd.count);
	crowd_release(&crowd);
	fixture_assert_all_once(&f, 40);
	fixture_end(&f);
}
END_TEST

START_TEST(a_release_that_finds_no_room_changes_nothing)
{
	struct fixture f;
	struct error err = ERROR_INIT;
	size_t released = 0;
	bool good;

	signal(SIGXFSZ, SIG_IGN);
	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	fixture_keep(&f, 0, 40);
	limit_files(20000);
	good = store_release(f.store, VIEW(""), RELEASE_DUE, fixture_day, &released, NULL, &err);
	limit_files(0);
	ck_assert(!good);
	ck_assert_msg(err.code == ERROR_FULL, "%s", err.text);
	ck_assert_uint_eq(released, 0);
	fixture_assert_all_once(&f, 40);
	fixture_end(&f);
}
END_TEST

UNIT_MAIN("store_faults", a_copy_on_read_only_media_can_be_read,
          on_a_full_disk_nothing_is_acknowledged_and_nothing_lost,
          a_release_that_finds_no_room_changes_nothing)
