/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of promise 4 on a disk that fails (tests/faults/disk.h). A whole life of a store is lived again and again in a
 * process of its own; each time the next call to the disk fails, or the power goes there, until a life meets no fault.
 * After each the store is opened on a sound disk and judged:
 *
 *   - what was acknowledged is there exactly once, and is known again when it is sent again;
 *   - a ticket is used when, and only when, one response with it is there;
 *   - what was acknowledged before the release is in one batch.
 */
#include "store_fixture.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "tests/faults/disk.h"

enum {
	SIZE = 256,
	SLOTS = 12,
	MINIMUM = 5,  /* and what a full pool gives up at a time */
	FIRST = 10,   /* responses before the release, all at once */
	NUMBERS = 24, /* and the others, one by one: the pool gets full on the way */
	TICKETS = 3,
	TIMES = 2, /* that something is tried */
	LIFE_SECONDS = 30,
	CALLS_MIN = 20, /* lives that a sweep over changes to the disk has at the very least */
};

/* Each call in turn; with AddressSanitizer, under which a process is slow to begin, one in so many. */
#ifdef __SANITIZE_ADDRESS__
enum { STEP = 13 };
#else
enum { STEP = 1 };
#endif

/* What the world was told by a store that may be gone. It is shared between the process that lives and the one that judges. */
struct story {
	volatile bool happened; /* the fault */
	volatile bool finished, released;
	volatile bool sent[NUMBERS];
	volatile bool kept[NUMBERS], repeated[NUMBERS]; /* acknowledged */
	volatile bool refused[NUMBERS];                 /* for its ticket */
};

/* Which ticket a response comes with: -1 none. Two compete for ticket 0, one comes late with ticket 1, one ticket is
 * unknown. */
static int
ticket_of(size_t number)
{
	static const int tickets[NUMBERS] = {
		[0] = 1, [1] = 2, [2] = 1, [3] = TICKETS + 1, [10] = 3, [11] = 2
	};

	return tickets[number] - 1;
}

static void
ticket_hash(int ticket, uint8_t hash[TICKET_HALF_BYTES])
{
	memset(hash, ticket + 1, TICKET_HALF_BYTES);
}

/* A fresh place for a store; in memory where the machine has such, since nothing here is about a real disk. */
static void
start_over(struct fixture *f)
{
	char name[] = "/dev/shm/survey-unit-XXXXXX";

	fixture_init(f, SIZE, SLOTS);
	f->description.release_minimum = MINIMUM;
	if (mkdtemp(name) == NULL)
		return;
	unit_forget_directory(f->directory);
	f->directory = xstrdup(name);
	snprintf(f->location, sizeof(f->location), "%s/test store?%%.survey", f->directory);
}

/* ---- a life ---------------------------------------------------------------------------------------------- */

static struct story *told; /* by the process we are in */

/* From here on the person was thanked. */
static void
tell(struct submission *submission, enum submission_outcome outcome, const struct error *err)
{
	uint64_t number;

	memcpy(&number, submission->nonce, sizeof(number));
	if (outcome == SUBMISSION_KEPT)
		told->kept[number] = true;
	else if (outcome == SUBMISSION_REPEATED)
		told->repeated[number] = true;
	else if (outcome != SUBMISSION_FAILED)
		told->refused[number] = true;
	crowd_done(submission, outcome, err);
}

/* Hands in responses, together; once more those that fail, as a browser does. */
static void
hand_in(const struct fixture *f, size_t first, size_t count)
{
	struct crowd crowd;
	uint8_t hashes[NUMBERS][TICKET_HALF_BYTES];

	crowd_init(&crowd, f, first, count);
	for (size_t i = 0; i < count; i++) {
		ticket_hash(ticket_of(first + i), hashes[i]);
		if (ticket_of(first + i) >= 0)
			crowd.list[i].submission.ticket = hashes[i];
		crowd.list[i].submission.done = tell;
		crowd.list[i].outcome = SUBMISSION_FAILED;
		told->sent[first + i] = true;
	}
	for (int time = 0; time < TIMES; time++) {
		bool failed[NUMBERS];
		size_t waiting = 0;

		for (size_t i = 0; i < count; i++)
			failed[i] = crowd.list[i].outcome == SUBMISSION_FAILED;
		crowd.done = 0;
		for (size_t i = 0; i < count; i++)
			if (failed[i]) {
				waiting++;
				store_submit(f->store, &crowd.list[i].submission);
			}
		crowd_wait(&crowd, waiting);
	}
	crowd_release(&crowd);
}

static bool
open_store(struct fixture *f, struct error *err)
{
	bool good = store_open(f->location, STORE_SERVE, &f->store, err) &&
	            store_pool(f->store, &f->description, &f->pool, err);

	if (!good) {
		store_close(f->store);
		f->store = NULL;
	}
	return good;
}

static bool
add_definition(struct fixture *f, struct error *err)
{
	uint8_t hash[DEFINITION_HASH_BYTES] = { 1 };

	return store_keep_definition(f->store, hash, VIEW("title: Vragen"), err);
}

static bool
add_tickets(struct fixture *f, struct error *err)
{
	uint8_t hashes[TICKETS * TICKET_HALF_BYTES];
	size_t total = 0, used;

	for (int i = 0; i < TICKETS; i++)
		ticket_hash(i, hashes + i * TICKET_HALF_BYTES);
	return store_count_tickets(f->store, f->description.questionnaire, &total, &used, err) &&
	       (total == TICKETS ||
	        store_add_tickets(f->store, f->description.questionnaire, hashes, TICKETS, err));
}

static bool
release_due(struct fixture *f, struct error *err)
{
	size_t released = 0;
	bool good = store_release(f->store, VIEW(""), RELEASE_DUE, fixture_day, &released, NULL, err);

	told->released = good && released > 0;
	return good;
}

static bool
close_pool(struct fixture *f, struct error *err)
{
	return store_release(f->store, VIEW(""), RELEASE_CLOSING, fixture_day, NULL, NULL, err);
}

static bool
claim_day(struct fixture *f, struct error *err)
{
	bool claimed;

	return store_claim_day(f->store, VIEW(""), fixture_day, &claimed, err);
}

/* A second time when it fails, as the server does at the next opportunity. */
static bool
attempt(bool (*step)(struct fixture *f, struct error *err), struct fixture *f)
{
	bool good = false;

	for (int time = 0; time < TIMES && !good; time++) {
		struct error err = ERROR_INIT;

		good = step(f, &err);
	}
	return good;
}

/* What fails does not stop it, unless there is no store. True when it came to its end. */
static bool
live(struct fixture *f)
{
	if (!attempt(open_store, f))
		return false;
	attempt(add_definition, f);
	attempt(add_tickets, f);
	hand_in(f, 0, FIRST);
	hand_in(f, 4, 2);
	attempt(release_due, f);
	store_close(f->store);
	f->store = NULL;
	if (!attempt(open_store, f))
		return false;
	for (size_t number = FIRST; number < NUMBERS; number++)
		hand_in(f, number, 1);
	attempt(claim_day, f);
	attempt(close_pool, f);
	store_close(f->store);
	f->store = NULL;
	return true;
}

/* Lives in a process of its own, on such a disk. */
static void
live_apart(struct fixture *f, const struct disk_plan *plan, struct story *story)
{
	int status = 0;
	pid_t child = fork();

	ck_assert_int_ge(child, 0);
	if (child == 0) {
		told = story;
		alarm(LIFE_SECONDS);
		disk_install(f->directory, plan, &story->happened);
		story->finished = live(f);
		_exit(0);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_msg(WIFEXITED(status) && (WEXITSTATUS(status) == 0 ||
	                                    (WEXITSTATUS(status) == DISK_POWER_EXIT && story->happened)),
	              "call %lu: the store ended with %x", plan->number, (unsigned)status);
}

/* ---- the judgement --------------------------------------------------------------------------------------- */

/* What the batches hold. */
struct findings {
	const struct fixture *f;
	char wrong[160]; /* empty: nothing */
	size_t batches;
	size_t times[NUMBERS], batch[NUMBERS];
};

static void PRINTF_LIKE(2, 3) accuse(struct findings *findings, const char *format, ...)
{
	va_list args;

	if (findings->wrong[0] != '\0')
		return;
	va_start(args, format);
	vsnprintf(findings->wrong, sizeof(findings->wrong), format, args);
	va_end(args);
}

static bool
open_batch(void *context, const struct batch *batch)
{
	struct findings *findings = context;
	const struct fixture *f = findings->f;
	size_t box_bytes = batch->size + SEAL_OVERHEAD;
	uint8_t plain[SIZE];

	findings->batches++;
	if (batch->size != SIZE || batch->count * box_bytes != batch->boxes.len)
		accuse(findings, "batch %zu is not as long as it says", findings->batches);
	for (size_t at = 0; at + box_bytes <= batch->boxes.len && findings->wrong[0] == '\0';
	     at += box_bytes) {
		size_t number = NUMBERS;

		if (crypto_box_seal_open(plain, (const uint8_t *)batch->boxes.ptr + at, box_bytes,
		                         f->key.bytes, f->secret) == 0 &&
		    plain[1] == SEAL_MODE_SERVER)
			number = strtoul((const char *)plain + SEAL_HEADER, NULL, 10);
		if (number >= NUMBERS) {
			accuse(findings, "batch %zu has a box that is no response", findings->batches);
			continue;
		}
		findings->times[number]++;
		findings->batch[number] = findings->batches;
	}
	return true;
}

static void
read_batches(struct findings *findings)
{
	struct error err = ERROR_INIT;

	findings->batches = 0;
	memset(findings->times, 0, sizeof(findings->times));
	if (!store_batches(findings->f->store, open_batch, findings, &err))
		accuse(findings, "%s", err.text);
}

/* The first number of the first row; -1 when there is none. */
static int64_t
ask(const struct fixture *f, const char *question, const void *blob, int length)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *statement = NULL;
	int64_t answer = -1;

	if (sqlite3_open_v2(f->location, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(db, question, -1, &statement, NULL) == SQLITE_OK) {
		if (blob != NULL)
			sqlite3_bind_blob(statement, 1, blob, length, SQLITE_STATIC);
		if (sqlite3_step(statement) == SQLITE_ROW)
			answer = sqlite3_column_int64(statement, 0);
	}
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return answer;
}

static void
judge_tickets(struct findings *findings)
{
	for (int ticket = 0; ticket < TICKETS; ticket++) {
		uint8_t hash[TICKET_HALF_BYTES];
		size_t with = 0;
		int64_t used;

		ticket_hash(ticket, hash);
		used = ask(findings->f, "SELECT used FROM ticket WHERE hash = ?1", hash, sizeof(hash));
		for (size_t number = 0; number < NUMBERS; number++)
			if (ticket_of(number) == ticket)
				with += findings->times[number];
		if (with > 1 || (used < 0 ? 0 : used) != (int64_t)with)
			accuse(findings, "ticket %d: used %lld times, with %zu responses", ticket,
			       (long long)used, with);
	}
}

/* When it never came about, and more came than the pool has slots, early releases took a part at a time. */
static void
judge_release(struct findings *findings, const struct story *story)
{
	size_t batch = 0;

	if (!story->released && story->sent[SLOTS])
		return;
	for (size_t number = 0; number < FIRST; number++) {
		if (!story->kept[number] && !story->repeated[number])
			continue;
		if (batch != 0 && findings->batch[number] != batch)
			accuse(findings, "the release is in pieces: response %zu is in batch %zu, not %zu",
			       number, findings->batch[number], batch);
		batch = findings->batch[number];
	}
}

/* Everything is sent again whose nonce the store remembers; then the pool is closed and all is counted. */
static void
judge_responses(struct findings *findings, struct fixture *f, const struct story *story)
{
	static struct story again;

	read_batches(findings);
	again = (struct story){ .happened = false };
	told = &again;
	for (size_t number = 0; number < NUMBERS; number++)
		if (story->sent[number] &&
		    (findings->times[number] == 0 || findings->batch[number] == findings->batches))
			hand_in(f, number, 1);
	if (!attempt(close_pool, f))
		accuse(findings, "the pool cannot be closed");
	read_batches(findings);
	for (size_t number = 0; number < NUMBERS; number++) {
		bool acknowledged = story->kept[number] || story->repeated[number];
		size_t times = findings->times[number];

		if (times > 1 || (acknowledged && times != 1))
			accuse(findings, "response %zu was%s acknowledged and is there %zu times", number,
			       acknowledged ? "" : " not", times);
		if (acknowledged && again.kept[number])
			accuse(findings, "response %zu was acknowledged, and forgotten", number);
		if (story->refused[number] && times > 0)
			accuse(findings, "response %zu was refused, and is there", number);
		if ((again.kept[number] || again.repeated[number]) && times != 1)
			accuse(findings, "response %zu was sent again and is there %zu times", number, times);
		if (again.sent[number] && !again.kept[number] && !again.repeated[number] &&
		    !again.refused[number])
			accuse(findings, "response %zu cannot be kept", number);
	}
}

/* What is wrong with what is left on the disk: an empty text when nothing is. */
static const char *
judge(struct fixture *f, const struct story *story)
{
	static struct findings findings;
	struct error err = ERROR_INIT;

	findings = (struct findings){ .f = f };
	if (!open_store(f, &err)) {
		accuse(&findings, "the store does not open: %s", err.text);
		return findings.wrong;
	}
	if (ask(f, "SELECT integrity_check = 'ok' FROM pragma_integrity_check", NULL, 0) != 1)
		accuse(&findings, "the database is damaged");
	judge_responses(&findings, f, story);
	judge_tickets(&findings);
	judge_release(&findings, story);
	store_close(f->store);
	f->store = NULL;
	return findings.wrong;
}

/* ---- sweeps ---------------------------------------------------------------------------------------------- */

static struct story *
story_new(void)
{
	struct story *story =
	    mmap(NULL, sizeof(*story), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	ck_assert_ptr_ne(story, MAP_FAILED);
	return story;
}

/* One life and its judgement: what is wrong, or an empty text. */
static const char *
try_plan(const struct disk_plan *plan, struct story *story)
{
	struct fixture f;
	const char *wrong;

	*story = (struct story){ .happened = false };
	start_over(&f);
	live_apart(&f, plan, story);
	wrong = judge(&f, story);
	fixture_end(&f);
	return wrong;
}

/* How many times each power cut is tried, each with another coin: SEEDS in the environment, or one. */
static unsigned long
seeds(void)
{
	const char *text = getenv("SEEDS");
	unsigned long number = text == NULL ? 1 : strtoul(text, NULL, 10);

	return number < 1 ? 1 : number;
}

/* Fails each call in turn, until a life has no such call any more. Returns the number of the last call that failed; with `wrong`
 * it stops at the first thing that is wrong, and tells it. */
static unsigned long
sweep(struct disk_plan plan, const char **wrong)
{
	struct story *story = story_new();
	unsigned long number = 1;
	const char *found;

	do {
		plan.number = number;
		number += STEP;
		plan.seed++;
		found = try_plan(&plan, story);
		if (wrong != NULL)
			*wrong = found;
		else
			ck_assert_msg(found[0] == '\0',
			              "kind of call %d, fault %d, number %lu, seed %llu: %s", plan.call,
			              plan.fault, plan.number, (unsigned long long)plan.seed, found);
	} while (story->happened && found[0] == '\0');
	ck_assert_msg(found[0] != '\0' || (story->finished && story->released && story->kept[NUMBERS - 1]),
	              "without a fault everything is kept and released");
	munmap(story, sizeof(*story));
	return number - 2 * STEP;
}

static void
sweep_both(enum disk_call call, enum disk_fault fault, unsigned long least)
{
	unsigned long once = sweep((struct disk_plan){ .fault = fault, .call = call }, NULL);
	unsigned long from = sweep((struct disk_plan){ .fault = fault, .call = call, .on = true }, NULL);

	printf("kind %d, fault %d: %lu calls failed once, %lu with a disk that stays broken\n", call, fault,
	       once, from);
	ck_assert_uint_ge(once, least);
	ck_assert_uint_ge(from, least);
}

START_TEST(whichever_read_fails_what_was_acknowledged_is_there_once)
{
	sweep_both(DISK_READ, DISK_BROKEN, CALLS_MIN);
}
END_TEST

START_TEST(whichever_write_fails_what_was_acknowledged_is_there_once)
{
	sweep_both(DISK_WRITE, DISK_BROKEN, CALLS_MIN);
}
END_TEST

START_TEST(whichever_write_finds_a_full_disk_what_was_acknowledged_is_there_once)
{
	sweep_both(DISK_WRITE, DISK_FULL, CALLS_MIN);
}
END_TEST

START_TEST(whichever_write_stops_halfway_what_was_acknowledged_is_there_once)
{
	sweep_both(DISK_WRITE, DISK_SHORT, CALLS_MIN);
}
END_TEST

START_TEST(whichever_sync_fails_what_was_acknowledged_is_there_once)
{
	sweep_both(DISK_SYNC, DISK_BROKEN, CALLS_MIN);
}
END_TEST

START_TEST(whichever_truncation_fails_what_was_acknowledged_is_there_once)
{
	sweep_both(DISK_TRUNCATE, DISK_BROKEN, 1);
}
END_TEST

START_TEST(whichever_opening_or_removing_of_a_file_fails_what_was_acknowledged_is_there_once)
{
	sweep_both(DISK_OPEN, DISK_BROKEN, 1);
	sweep_both(DISK_DELETE, DISK_BROKEN, 1);
}
END_TEST

START_TEST(whichever_shared_lock_fails_what_was_acknowledged_is_there_once)
{
	sweep_both(DISK_SHARED, DISK_BROKEN, CALLS_MIN);
}
END_TEST

static void
sweep_power(enum disk_rest rest, uint64_t seed)
{
	unsigned long lives = sweep(
	    (struct disk_plan){ .fault = DISK_POWER, .call = DISK_CHANGE, .rest = rest, .seed = seed }, NULL);

	printf("power cuts, rest %d: %lu\n", rest, lives);
	ck_assert_uint_ge(lives, CALLS_MIN);
}

START_TEST(wherever_the_power_goes_and_takes_all_that_was_not_synced_the_acknowledged_is_there_once)
{
	sweep_power(DISK_NOTHING, 0);
}
END_TEST

START_TEST(wherever_the_power_goes_and_leaves_parts_of_what_was_not_synced_the_acknowledged_is_there_once)
{
	for (unsigned long i = 0; i < seeds(); i++)
		sweep_power(DISK_PARTS, i * 1000000);
}
END_TEST

START_TEST(wherever_a_process_ends_what_was_acknowledged_is_there_once)
{
	sweep_power(DISK_EVERYTHING, 0);
}
END_TEST

/* Positive controls: disks and stores that do wrong are found out. */

START_TEST(a_disk_that_lies_about_syncs_is_found_out)
{
	const char *wrong = "";

	sweep((struct disk_plan){ .fault = DISK_POWER, .call = DISK_CHANGE, .lies = true }, &wrong);
	ck_assert_str_ne(wrong, "");
}
END_TEST

/* A life without fault, after which somebody changes the store. */
static void
assert_found_out(const char *change, const char *expected)
{
	struct fixture f;
	struct story *story = story_new();
	const char *wrong;
	sqlite3 *db = NULL;

	start_over(&f);
	live_apart(&f, &(struct disk_plan){ .fault = DISK_SOUND }, story);
	ck_assert_int_eq(sqlite3_open(f.location, &db), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(db, change, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	wrong = judge(&f, story);
	ck_assert_msg(strstr(wrong, expected) != NULL, "found \"%s\", not \"%s\"", wrong, expected);
	fixture_end(&f);
	munmap(story, sizeof(*story));
}

START_TEST(a_store_that_breaks_a_promise_is_found_out)
{
	assert_found_out("SELECT 1", "");
	assert_found_out("DELETE FROM batch WHERE number = 2", "is there 0 times");
	assert_found_out(
	    "INSERT INTO batch (questionnaire, key_id, size, count, released, boxes)"
	    " SELECT questionnaire, key_id, size, count, released, boxes FROM batch WHERE number = 1",
	    "is there 2 times");
	assert_found_out("UPDATE ticket SET used = 0 WHERE id = 1", "was refused, and is there");
	assert_found_out("UPDATE ticket SET used = 0 WHERE id = 3", "used 0 times, with 1 responses");
	assert_found_out(
	    "UPDATE gathering SET nonces = zeroblob(length(nonces)), earlier = zeroblob(length(earlier))",
	    "is there 2 times");
	/* In front of the others, since the nonces of the last batch are sent again. */
	assert_found_out(
	    "UPDATE batch SET number = number + 10;"
	    "INSERT INTO batch (number, questionnaire, key_id, size, count, released, boxes)"
	    " SELECT 1, questionnaire, key_id, size, 1, released, substr(boxes, 1, length(boxes) / count)"
	    " FROM batch WHERE number = 11;"
	    "UPDATE batch SET count = count - 1, boxes = substr(boxes, 1 + length(boxes) / count)"
	    " WHERE number = 11",
	    "the release is in pieces");
}
END_TEST

UNIT_MAIN("store_faults_disk", a_store_that_breaks_a_promise_is_found_out,
          a_disk_that_lies_about_syncs_is_found_out, whichever_read_fails_what_was_acknowledged_is_there_once,
          whichever_write_fails_what_was_acknowledged_is_there_once,
          whichever_write_finds_a_full_disk_what_was_acknowledged_is_there_once,
          whichever_write_stops_halfway_what_was_acknowledged_is_there_once,
          whichever_sync_fails_what_was_acknowledged_is_there_once,
          whichever_truncation_fails_what_was_acknowledged_is_there_once,
          whichever_opening_or_removing_of_a_file_fails_what_was_acknowledged_is_there_once,
          whichever_shared_lock_fails_what_was_acknowledged_is_there_once,
          wherever_the_power_goes_and_takes_all_that_was_not_synced_the_acknowledged_is_there_once,
          wherever_the_power_goes_and_leaves_parts_of_what_was_not_synced_the_acknowledged_is_there_once,
          wherever_a_process_ends_what_was_acknowledged_is_there_once)
