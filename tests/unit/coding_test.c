/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of analysis/decisions/{log,coding,mention}.h: nothing that was acknowledged is lost, everything can be undone, and
 * two laptops come to the same whatever the order in which they are joined.
 */
#include "coding_fixture.h"

#include <signal.h>
#include <sys/wait.h>

static struct view
value_of(const struct coding *coding, enum decision_kind kind, struct view subject, const char *part)
{
	struct view value;

	coding_value(coding, kind, subject, view_of(part), VIEW(""), &value);
	return value;
}

static void
assert_same_state(const struct coding *one, const struct coding *other)
{
	struct buf a = desk_state(one), b = desk_state(other);

	ck_assert_str_eq(a.data == NULL ? "" : a.data, b.data == NULL ? "" : b.data);
	buf_release(&a);
	buf_release(&b);
}

START_TEST(what_was_decided_is_there_when_the_study_is_opened_again)
{
	struct desk desk = desk_start();
	struct view mention = desk_path(desk.coding, 0);
	struct buf before, after;
	char id[MENTION_ID_TEXT];

	snprintf(id, sizeof(id), "%.*s", VIEW_ARGS(mention));
	desk_new_tag(desk.coding, "wonen", "Wonen <b>& meer</b>");
	desk_tag(desk.coding, ANNA, mention, "wonen");
	desk_decide(desk.coding, BRAM, DECISION_MEMO, mention, "", "Kijk hier nog eens naar.\nEcht.");
	before = desk_state(desk.coding);
	desk_again(&desk);
	after = desk_state(desk.coding);
	ck_assert_str_eq(before.data, after.data);
	ck_assert(coding_tagged(desk.coding, view_of(id), VIEW("wonen"), ANNA));
	ck_assert(!coding_tagged(desk.coding, view_of(id), VIEW("wonen"), BRAM));
	ck_assert_view(value_of(desk.coding, DECISION_CODE, VIEW("wonen"), "name"), "Wonen <b>& meer</b>");
	buf_release(&before);
	buf_release(&after);
	desk_end(&desk);
}
END_TEST

START_TEST(a_wish_that_is_so_already_is_not_written_again)
{
	struct desk desk = desk_start();
	size_t count;

	desk_new_tag(desk.coding, "wonen", "Wonen");
	desk_tag(desk.coding, ANNA, desk_path(desk.coding, 0), "wonen");
	count = coding_log(desk.coding)->count;
	desk_tag(desk.coding, ANNA, desk_path(desk.coding, 0), "wonen");
	ck_assert_uint_eq(coding_log(desk.coding)->count, count);
	desk_tag(desk.coding, ANNA, desk_path(desk.coding, 1), "wonen");
	ck_assert_uint_eq(coding_log(desk.coding)->count, count + 1);
	desk_end(&desk);
}
END_TEST

START_TEST(what_cannot_be_decided_is_refused_and_leaves_nothing)
{
	struct desk desk = desk_start();
	struct view mention = desk_path(desk.coding, 0);
	struct wish wishes[] = { { DECISION_CODE, VIEW("wonen"), VIEW("name"), VIEW("Wonen") },
		                 { DECISION_TAG, VIEW("0000"), VIEW("wonen"), VIEW("yes") } };
	struct error err = ERROR_INIT;

	ck_assert(!desk_try(desk.coding, ANNA, DECISION_TAG, mention, "wonen", "yes", &err));
	ck_assert_int_eq(err.code, ERROR_ABSENT);
	ck_assert(!coding_decide(desk.coding, ANNA, wishes, 2, NULL, NULL));
	ck_assert(!desk_try(desk.coding, VIEW(""), DECISION_MEMO, mention, "", "x", NULL));
	ck_assert(!desk_try(desk.coding, ANNA, DECISION_MEMBER, mention, "", "geen-bevinding", NULL));
	ck_assert(!desk_try(desk.coding, ANNA, DECISION_CODE, VIEW("Wonen"), "name", "Wonen", NULL));
	ck_assert(!desk_try(desk.coding, ANNA, DECISION_CODE, VIEW("wonen"), "colour", "#112233", NULL));
	ck_assert_uint_eq(coding_log(desk.coding)->count, 0);
	wishes[1].subject = mention; /* the control: a new tag and a mention that gets it, as one action */
	ck_assert_ok(coding_decide(desk.coding, ANNA, wishes, 2, NULL, &err), &err);
	ck_assert_uint_eq(coding_log(desk.coding)->count, 2);
	desk_end(&desk);
}
END_TEST

START_TEST(an_undo_undoes_a_whole_action_and_an_undo_of_that_brings_it_back)
{
	struct desk desk = desk_start();
	struct view mention = desk_path(desk.coding, 0);
	const struct wish both[] = { { DECISION_TAG, mention, VIEW("wonen"), VIEW("yes") },
		                     { DECISION_TAG, mention, VIEW("werk"), VIEW("yes") } };
	struct error err = ERROR_INIT;
	uint8_t undo_id[DECISION_ID_BYTES];
	size_t count;

	desk_new_tag(desk.coding, "wonen", "Wonen");
	desk_new_tag(desk.coding, "werk", "Werk");
	ck_assert_ok(coding_decide(desk.coding, ANNA, both, 2, NULL, &err), &err);
	desk_tag(desk.coding, BRAM, mention, "wonen");
	ck_assert_ok(coding_undo(desk.coding, ANNA, &count, &err), &err);
	ck_assert_uint_eq(count, 2);
	ck_assert(!coding_tagged(desk.coding, mention, VIEW("wonen"), ANNA));
	ck_assert(!coding_tagged(desk.coding, mention, VIEW("werk"), ANNA));
	ck_assert(coding_tagged(desk.coding, mention, VIEW("wonen"), BRAM)); /* not hers to undo */
	memcpy(undo_id, coding_log(desk.coding)->list[coding_log(desk.coding)->count - 1]->id,
	       sizeof(undo_id));
	ck_assert_ok(coding_undo_decision(desk.coding, BRAM, undo_id, &err), &err);
	ck_assert(coding_tagged(desk.coding, mention, VIEW("werk"), ANNA));
	ck_assert(!coding_undo_decision(desk.coding, BRAM, undo_id, NULL)); /* it is undone already */
	desk_again(&desk);
	mention = desk_path(desk.coding, 0);
	ck_assert(coding_tagged(desk.coding, mention, VIEW("werk"), ANNA));
	desk_end(&desk);
}
END_TEST

START_TEST(an_undo_shows_what_stood_there_before_also_when_something_came_after)
{
	struct desk desk = desk_start();
	struct view mention = desk_path(desk.coding, 0);
	struct error err = ERROR_INIT;
	uint8_t second[DECISION_ID_BYTES];

	desk_decide(desk.coding, ANNA, DECISION_MEMO, mention, "", "een");
	desk_decide(desk.coding, BRAM, DECISION_MEMO, mention, "", "twee");
	memcpy(second, coding_log(desk.coding)->list[1]->id, sizeof(second));
	desk_decide(desk.coding, ANNA, DECISION_MEMO, mention, "", "drie");
	/* "twee" goes: "drie" still took the place of "een", through it. */
	ck_assert_ok(coding_undo_decision(desk.coding, BRAM, second, &err), &err);
	ck_assert_view(value_of(desk.coding, DECISION_MEMO, mention, ""), "drie");
	ck_assert_ok(coding_undo(desk.coding, ANNA, NULL, &err), &err);
	ck_assert_view(value_of(desk.coding, DECISION_MEMO, mention, ""), "een");
	ck_assert_ok(coding_undo(desk.coding, ANNA, NULL, &err), &err);
	ck_assert_ptr_null(coding_field(desk.coding, DECISION_MEMO, mention, VIEW(""), VIEW("")));
	ck_assert(!coding_undo(desk.coding, ANNA, NULL, NULL));
	desk_end(&desk);
}
END_TEST

static uint32_t seed;

static uint32_t
draw(uint32_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % below;
}

static const char *const tags[] = { "wonen", "werk", "geld" };

/* Somebody does something. */
static void
do_something(struct coding *coding, struct view coder, bool undos)
{
	struct view mention = desk_path(coding, draw(4));
	char memo[32];

	snprintf(memo, sizeof(memo), "memo %u", draw(3));
	switch (draw(undos ? 8 : 5)) {
	case 0:
		desk_decide(coding, coder, DECISION_MEMO, mention, "", memo);
		break;
	case 1:
		desk_decide(coding, coder, DECISION_AGREED, mention, tags[draw(3)], draw(2) ? "yes" : "no");
		break;
	case 2:
		desk_decide(coding, coder, DECISION_CODE, view_of(tags[draw(3)]), "definition", memo);
		break;
	case 3: /* may be refused: a cycle */
		(void)!desk_try(coding, coder, DECISION_CODE, view_of(tags[draw(3)]), "parent",
		                draw(3) == 0 ? "" : tags[draw(3)], NULL);
		break;
	case 5:
		(void)!coding_undo(coding, coder, NULL, NULL);
		break;
	case 6:
		(void)!coding_redo(coding, coder, NULL, NULL);
		break;
	case 7: {
		const struct log *log = coding_log(coding);
		uint8_t id[DECISION_ID_BYTES];

		/* Not the names of the tags, which the others lean on. */
		memcpy(id, log->list[3 + draw((uint32_t)log->count - 3)]->id, sizeof(id));
		(void)!coding_undo_decision(coding, coder, id, NULL);
		break;
	}
	default:
		desk_decide(coding, coder, DECISION_TAG, mention, tags[draw(3)], draw(3) == 0 ? "no" : "yes");
		break;
	}
}

static void
make_tags(struct coding *coding)
{
	for (size_t i = 0; i < 3; i++)
		desk_decide(coding, VIEW("team"), DECISION_CODE, view_of(tags[i]), "name", tags[i]);
	desk_decide(coding, VIEW("team"), DECISION_MEMO, desk_path(coding, 5), "", "begin");
}

START_TEST(everything_can_be_undone_step_by_step_and_done_again)
{
	for (uint32_t round = 1; round <= 10; round++) {
		struct desk desk = desk_start();
		struct buf states[41];
		size_t steps = 0;

		seed = round;
		make_tags(desk.coding);
		states[0] = desk_state(desk.coding);
		while (steps < 40) {
			size_t count = coding_log(desk.coding)->count;

			do_something(desk.coding, ANNA, false);
			if (coding_log(desk.coding)->count > count)
				states[++steps] = desk_state(desk.coding);
		}
		for (size_t at = steps; at > 0; at--) {
			struct buf now = desk_state(desk.coding);

			ck_assert_str_eq(now.data, states[at].data);
			buf_release(&now);
			ck_assert(coding_undo(desk.coding, ANNA, NULL, NULL));
		}
		ck_assert(!coding_undo(desk.coding, ANNA, NULL, NULL));
		for (size_t at = 0; at <= steps; at++) {
			struct buf now = desk_state(desk.coding);

			ck_assert_str_eq(now.data, states[at].data);
			buf_release(&now);
			ck_assert(coding_redo(desk.coding, ANNA, NULL, NULL) == (at < steps));
		}
		for (size_t at = 0; at <= steps; at++)
			buf_release(&states[at]);
		desk_end(&desk);
	}
}
END_TEST

START_TEST(after_something_else_there_is_nothing_to_do_again)
{
	struct desk desk = desk_start();
	struct view mention = desk_path(desk.coding, 0);
	struct error err = ERROR_INIT;

	desk_decide(desk.coding, ANNA, DECISION_MEMO, mention, "", "een");
	ck_assert(!coding_redo(desk.coding, ANNA, NULL, NULL));
	ck_assert_ok(coding_undo(desk.coding, ANNA, NULL, &err), &err);
	desk_decide(desk.coding, ANNA, DECISION_MEMO, mention, "", "twee");
	ck_assert(!coding_redo(desk.coding, ANNA, NULL, NULL));
	ck_assert_view(value_of(desk.coding, DECISION_MEMO, mention, ""), "twee");
	desk_end(&desk);
}
END_TEST

/* ---- Two laptops ---------------------------------------------------------------------------------------- */

/* Opens a copy, lets somebody work there, closes it. */
static void
work_on_copy(const char *path, struct view coder, enum decision_kind kind, struct view subject,
             const char *part, const char *value)
{
	struct study *study;
	struct coding *coding;

	desk_open(path, STUDY_WRITE, &study, &coding);
	desk_decide(coding, coder, kind, subject, part, value);
	coding_close(coding);
	study_close(study);
}

static size_t
merge(struct coding *coding, const char *path)
{
	struct error err = ERROR_INIT;
	struct study *other;
	size_t taken;

	ck_assert_ok(study_open(path, STUDY_READ, MAKER_PASSPHRASE, &other, &err), &err);
	ck_assert_ok(coding_merge(coding, other, &taken, &err), &err);
	study_close(other);
	return taken;
}

START_TEST(who_did_not_see_each_other_conflict_and_nobody_wins_in_silence)
{
	struct desk desk = desk_start();
	struct view mention = desk_path(desk.coding, 0), value;
	size_t count;

	desk_decide(desk.coding, ANNA, DECISION_MEMO, mention, "", "begin");
	desk_copy_to_other(&desk);
	work_on_copy(desk.other_path, BRAM, DECISION_MEMO, mention, "", "van bram");
	desk_decide(desk.coding, ANNA, DECISION_MEMO, mention, "", "van anna");
	ck_assert_uint_eq(merge(desk.coding, desk.other_path), 1);
	ck_assert_int_eq(coding_value(desk.coding, DECISION_MEMO, mention, VIEW(""), VIEW(""), &value),
	                 CODING_CONFLICT);
	ck_assert_uint_eq(value.len, 0);
	ck_assert_uint_eq(coding_conflicts(desk.coding, &count)[0]->head_count, 2);
	ck_assert_uint_eq(count, 1);
	/* It stays in the queue until somebody decides, and deciding settles it. */
	desk_again(&desk);
	mention = desk_path(desk.coding, 0);
	coding_conflicts(desk.coding, &count);
	ck_assert_uint_eq(count, 1);
	desk_decide(desk.coding, ANNA, DECISION_MEMO, mention, "", "van bram");
	coding_conflicts(desk.coding, &count);
	ck_assert_uint_eq(count, 0);
	ck_assert_view(value_of(desk.coding, DECISION_MEMO, mention, ""), "van bram");
	ck_assert_uint_eq(merge(desk.coding, desk.other_path), 0);
	ck_assert(coding_undo(desk.coding, ANNA, NULL, NULL)); /* settling can be undone too */
	coding_conflicts(desk.coding, &count);
	ck_assert_uint_eq(count, 1);
	desk_end(&desk);
}
END_TEST

START_TEST(who_saw_the_other_or_says_the_same_does_not_conflict)
{
	struct desk desk = desk_start();
	struct view mention = desk_path(desk.coding, 0);
	size_t count;

	desk_copy_to_other(&desk);
	work_on_copy(desk.other_path, BRAM, DECISION_MEMO, mention, "", "hetzelfde");
	desk_decide(desk.coding, ANNA, DECISION_MEMO, mention, "", "hetzelfde");
	ck_assert_uint_eq(merge(desk.coding, desk.other_path), 1);
	coding_conflicts(desk.coding, &count);
	ck_assert_uint_eq(count, 0);
	ck_assert_view(value_of(desk.coding, DECISION_MEMO, mention, ""), "hetzelfde");
	desk_copy_to_other(&desk);
	work_on_copy(desk.other_path, BRAM, DECISION_MEMO, mention, "", "anders");
	ck_assert_uint_eq(merge(desk.coding, desk.other_path), 1);
	coding_conflicts(desk.coding, &count);
	ck_assert_uint_eq(count, 0);
	ck_assert_view(value_of(desk.coding, DECISION_MEMO, mention, ""), "anders");
	desk_end(&desk);
}
END_TEST

START_TEST(a_cycle_that_two_laptops_make_together_is_a_conflict_and_can_be_settled)
{
	struct desk desk = desk_start();
	size_t count;

	make_tags(desk.coding);
	desk_copy_to_other(&desk);
	work_on_copy(desk.other_path, BRAM, DECISION_CODE, VIEW("wonen"), "into", "werk");
	desk_decide(desk.coding, ANNA, DECISION_CODE, VIEW("werk"), "into", "wonen");
	merge(desk.coding, desk.other_path);
	coding_conflicts(desk.coding, &count);
	ck_assert_uint_eq(count, 2);
	ck_assert_view(codebook_resolve(desk.coding, VIEW("wonen")), "wonen");
	ck_assert_view(codebook_resolve(desk.coding, VIEW("werk")), "werk");
	ck_assert(coding_undo(desk.coding, BRAM, NULL, NULL));
	coding_conflicts(desk.coding, &count);
	ck_assert_uint_eq(count, 0);
	ck_assert_view(codebook_resolve(desk.coding, VIEW("werk")), "wonen");
	desk_end(&desk);
}
END_TEST

/* Three laptops work, with undos; then they are joined in every order, directly or through each other. */
START_TEST(the_order_of_merging_changes_nothing)
{
	size_t conflicts_seen = 0;

	for (uint32_t round = 1; round <= 12; round++) {
		static const int orders[][3] = { { 0, 1, 2 }, { 2, 1, 0 }, { 1, 2, 0 }, { 1, 0, 2 } };
		const struct view coders[] = { ANNA, BRAM, VIEW("chris") };
		struct desk desk = desk_start();
		char paths[3][160], target[160];
		struct buf first = BUF_INIT;

		seed = round * 7919;
		make_tags(desk.coding);
		for (size_t i = 0; i < 3; i++) {
			struct study *study;
			struct coding *coding;

			snprintf(paths[i], sizeof(paths[i]), "%s/%zu.study", desk.directory, i);
			desk_copy(desk.path, paths[i]);
			desk_open(paths[i], STUDY_WRITE, &study, &coding);
			for (size_t n = 0; n < 15; n++) {
				if (i == 2 && n == 8)
					merge(coding, paths[1]); /* chris sees what bram did */
				do_something(coding, coders[i], true);
			}
			coding_close(coding);
			study_close(study);
		}
		for (size_t o = 0; o < 4; o++) {
			struct study *study, *again;
			struct coding *coding, *read;
			struct buf now;
			size_t count;

			snprintf(target, sizeof(target), "%s/merged.study", desk.directory);
			desk_copy(desk.path, target);
			desk_open(target, STUDY_WRITE, &study, &coding);
			for (size_t i = 0; i < 3; i++)
				merge(coding, paths[orders[o][i]]);
			ck_assert_uint_eq(merge(coding, paths[0]), 0);
			now = desk_state(coding);
			coding_conflicts(coding, &count);
			conflicts_seen += count;
			if (o == 0)
				first = now;
			else {
				ck_assert_str_eq(now.data, first.data);
				buf_release(&now);
			}
			desk_open(target, STUDY_READ, &again, &read);
			assert_same_state(coding, read);
			coding_close(read);
			study_close(again);
			coding_close(coding);
			study_close(study);
		}
		buf_release(&first);
		desk_end(&desk);
	}
	ck_assert_uint_gt(conflicts_seen, 0); /* otherwise nothing was difficult */
}
END_TEST

START_TEST(what_is_worked_out_step_by_step_is_what_the_whole_log_comes_to)
{
	struct desk desk = desk_start();

	seed = 4711;
	make_tags(desk.coding);
	for (size_t i = 0; i < 150; i++) {
		struct study *study;
		struct coding *coding;

		do_something(desk.coding, i % 2 == 0 ? ANNA : BRAM, true);
		if (i % 10 != 0)
			continue;
		desk_open(desk.path, STUDY_READ, &study, &coding);
		assert_same_state(desk.coding, coding);
		coding_close(coding);
		study_close(study);
	}
	desk_end(&desk);
}
END_TEST

START_TEST(logs_of_different_studies_are_not_merged)
{
	struct desk desk = desk_start(), other = desk_start();
	struct error err = ERROR_INIT;
	size_t taken;

	desk_new_tag(other.coding, "wonen", "Wonen");
	ck_assert(!coding_merge(desk.coding, other.study, &taken, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	ck_assert_uint_eq(coding_log(desk.coding)->count, 0);
	desk_end(&desk);
	desk_end(&other);
}
END_TEST

/* ---- What can go wrong ---------------------------------------------------------------------------------- */

START_TEST(a_study_is_decided_on_in_one_place_at_a_time)
{
	struct desk desk = desk_start();
	struct error err = ERROR_INIT;
	struct study *study = NULL;

	ck_assert(!study_open(desk.path, STUDY_WRITE, MAKER_PASSPHRASE, &study, &err));
	ck_assert_int_eq(err.code, ERROR_BUSY);
	err = ERROR_INIT;
	ck_assert_ok(study_open(desk.path, STUDY_READ, MAKER_PASSPHRASE, &study, &err), &err);
	study_close(study);
	desk_end(&desk);
}
END_TEST

/* A child decides as fast as it can, says so after each, and is killed in the middle. */
static void
decide_until_killed(const char *path, unsigned round, int out)
{
	struct study *study;
	struct coding *coding;
	struct error err = ERROR_INIT;

	if (!study_open(path, STUDY_WRITE, MAKER_PASSPHRASE, &study, &err) ||
	    !coding_open(study, &coding, &err))
		_exit(1);
	for (uint32_t number = 1;; number++) {
		struct view mention = desk_path(coding, number % CODING_RESPONSES);
		char memo[32];
		struct wish wish = { DECISION_MEMO, mention, VIEW(""), { memo, 0 } };

		snprintf(memo, sizeof(memo), "nummer %u.%u", round, number);
		wish.value.len = strlen(memo);
		if (!coding_decide(coding, BRAM, &wish, 1, NULL, &err) ||
		    write(out, &number, sizeof(number)) != (ssize_t)sizeof(number))
			_exit(1);
	}
}

START_TEST(kill_nine_loses_nothing_that_was_acknowledged)
{
	struct desk desk = desk_start();
	uint32_t total = 0;

	for (unsigned round = 1; round <= 12; round++) {
		int ends[2], status;
		uint32_t number, last = 0;
		size_t before = coding_log(desk.coding)->count, after;
		pid_t child;

		coding_close(desk.coding);
		study_close(desk.study);
		ck_assert_int_eq(pipe(ends), 0);
		child = fork();
		ck_assert_int_ge(child, 0);
		if (child == 0) {
			close(ends[0]);
			decide_until_killed(desk.path, round, ends[1]);
		}
		close(ends[1]);
		/* After the first few answers, at no particular moment. */
		for (uint32_t i = 0; i < 3 + round; i++) {
			ck_assert_int_eq(read(ends[0], &number, sizeof(number)), sizeof(number));
			last = number;
		}
		usleep(300 * round);
		ck_assert_int_eq(kill(child, SIGKILL), 0);
		while (read(ends[0], &number, sizeof(number)) == (ssize_t)sizeof(number))
			last = number;
		close(ends[0]);
		ck_assert_int_eq(waitpid(child, &status, 0), child);
		ck_assert(WIFSIGNALED(status));
		desk_open(desk.path, STUDY_WRITE, &desk.study, &desk.coding);
		after = coding_log(desk.coding)->count;
		ck_assert_uint_ge(after, before + last);
		ck_assert_uint_le(after, before + last + 1); /* one was being written */
		for (uint32_t i = 0; i < last; i++) {
			char memo[32];

			snprintf(memo, sizeof(memo), "nummer %u.%u", round, i + 1);
			ck_assert_view(coding_log(desk.coding)->list[before + i]->value, memo);
		}
		total += last;
	}
	ck_assert_uint_gt(total, 50);
	desk_end(&desk);
}
END_TEST

/* The control of the test above: what was written but not marked as saved is gone after a kill, so it would notice. */
START_TEST(a_decision_that_was_not_made_durable_is_not_there)
{
	struct desk desk = desk_start();
	struct buf content = BUF_INIT;
	struct error err = ERROR_INIT;
	size_t before, length;

	desk_new_tag(desk.coding, "wonen", "Wonen");
	ck_assert_ok(buf_read_file(&content, desk.path, 1 << 26, &err), &err);
	before = content.len;
	desk_new_tag(desk.coding, "werk", "Werk");
	coding_close(desk.coding);
	study_close(desk.study);
	/* The marks as they were, the record behind them: as if the power went between. */
	{
		struct buf now = BUF_INIT;

		ck_assert_ok(buf_read_file(&now, desk.path, 1 << 26, &err), &err);
		length = now.len;
		ck_assert_uint_gt(length, before);
		buf_add(&content, now.data + before, length - before);
		ck_assert_ok(file_write(desk.path, buf_view(&content), 0600, true, &err), &err);
		buf_release(&now);
	}
	desk_open(desk.path, STUDY_WRITE, &desk.study, &desk.coding);
	ck_assert_uint_eq(coding_log(desk.coding)->count, 1);
	buf_release(&content);
	desk_end(&desk);
}
END_TEST

START_TEST(what_the_team_writes_is_encrypted_on_disk)
{
	struct desk desk = desk_start();
	struct buf content = BUF_INIT;
	struct error err = ERROR_INIT;

	desk_decide(desk.coding, VIEW("kanarievogel"), DECISION_MEMO, desk_path(desk.coding, 0), "",
	            MAKER_CANARY);
	ck_assert_ok(buf_read_file(&content, desk.path, 1 << 26, &err), &err);
	ck_assert_ptr_null(memmem(content.data, content.len, MAKER_CANARY, strlen(MAKER_CANARY)));
	ck_assert_ptr_null(memmem(content.data, content.len, "kanarievogel", 12));
	ck_assert_ptr_nonnull(memmem(content.data, content.len, "survey study", 12)); /* the control */
	buf_release(&content);
	desk_end(&desk);
}
END_TEST

START_TEST(a_decision_has_a_day_and_no_finer_time)
{
	struct desk desk = desk_start();
	struct date today = date_today();
	const struct decision *decision;

	desk_new_tag(desk.coding, "wonen", "Wonen");
	decision = coding_log(desk.coding)->list[0];
	ck_assert_uint_eq(decision->day, (unsigned)(today.year * 10000 + today.month * 100 + today.day));
	/* And nothing else in it can hold one: clock counts from 1, action is random. */
	ck_assert_uint_eq(decision->clock, 1);
	desk_end(&desk);
}
END_TEST

/* ---- Mentions, coders ----------------------------------------------------------------------------------- */

START_TEST(a_mention_has_the_same_id_in_every_copy_whatever_the_order_of_import)
{
	struct desk desk = desk_start();
	struct study *study;
	struct coding *coding;
	struct mention_list one = MENTIONS_INIT, other = MENTIONS_INIT;
	struct error err = ERROR_INIT;

	coding_close(desk.coding);
	desk_copy_to_other(&desk);
	desk_add(desk.study, desk.questionnaire, "najaar", 20, 32, 0);
	study_close(desk.study);
	ck_assert_ok(study_open(desk.other_path, STUDY_WRITE, MAKER_PASSPHRASE, &study, &err), &err);
	desk_add(study, desk.questionnaire, "najaar", 26, 32, 2);
	desk_add(study, desk.questionnaire, "najaar", 20, 26, 5);
	study_close(study);
	desk_open(desk.path, STUDY_WRITE, &desk.study, &desk.coding);
	desk_open(desk.other_path, STUDY_READ, &study, &coding);
	ck_assert_ok(mentions_load(&one, desk.study, &err), &err);
	ck_assert_ok(mentions_load(&other, study, &err), &err);
	ck_assert_uint_eq(one.count, 2 * CODING_MENTIONS);
	ck_assert_uint_eq(other.count, one.count);
	for (size_t i = 0; i < one.count; i++) {
		ck_assert_str_eq(one.list[i].id, other.list[i].id);
		ck_assert(view_equal(mention_story(&one.list[i]), mention_story(&other.list[i])));
		ck_assert(i == 0 || strcmp(one.list[i - 1].id, one.list[i].id) < 0);
	}
	mentions_release(&one);
	mentions_release(&other);
	coding_close(coding);
	study_close(study);
	desk_end(&desk);
}
END_TEST

START_TEST(a_mention_is_found_by_the_beginning_of_its_id)
{
	struct desk desk = desk_start();
	const struct mention *first = &coding_mentions(desk.coding)->list[0], *found;
	struct error err = ERROR_INIT;

	ck_assert_ok(
	    mentions_guess(coding_mentions(desk.coding), (struct view){ first->id, 8 }, &found, &err), &err);
	ck_assert_ptr_eq(found, first);
	ck_assert(!mentions_guess(coding_mentions(desk.coding), VIEW("zzzz"), &found, NULL));
	ck_assert(!mentions_guess(coding_mentions(desk.coding), VIEW("0"), &found, NULL));
	ck_assert(mention_has(first, VIEW("role"), VIEW("wij")) !=
	          mention_has(first, VIEW("role"), VIEW("anders")));
	desk_end(&desk);
}
END_TEST

START_TEST(coders_differ_only_about_what_both_coded)
{
	struct desk desk = desk_start();
	struct view both = desk_path(desk.coding, 0), one = desk_path(desk.coding, 1);
	const struct disagreement *list;
	size_t count;

	make_tags(desk.coding);
	desk_tag(desk.coding, ANNA, both, "wonen");
	desk_tag(desk.coding, ANNA, one, "wonen");
	coding_disagreements(desk.coding, &count);
	ck_assert_uint_eq(count, 0);
	ck_assert_int_eq(coding_tag(desk.coding, one, VIEW("wonen")), TAG_YES);
	ck_assert_int_eq(coding_tag(desk.coding, one, VIEW("werk")), TAG_NO);
	ck_assert_int_eq(coding_tag(desk.coding, desk_path(desk.coding, 2), VIEW("werk")), TAG_UNCODED);
	desk_decide(desk.coding, BRAM, DECISION_CODED, both, "", "yes"); /* no tag fits, says bram */
	list = coding_disagreements(desk.coding, &count);
	ck_assert_uint_eq(count, 1);
	ck_assert(view_equal(list[0].mention, both));
	ck_assert_view(list[0].tag, "wonen");
	ck_assert_view(list[0].yes[0], "anna");
	ck_assert_view(list[0].no[0], "bram");
	ck_assert_int_eq(coding_tag(desk.coding, both, VIEW("wonen")), TAG_DISPUTED);
	desk_decide(desk.coding, ANNA, DECISION_AGREED, both, "wonen", "no");
	coding_disagreements(desk.coding, &count);
	ck_assert_uint_eq(count, 0);
	ck_assert_int_eq(coding_tag(desk.coding, both, VIEW("wonen")), TAG_NO);
	ck_assert(coding_tagged(desk.coding, both, VIEW("wonen"), ANNA)); /* her own layer stays hers */
	desk_end(&desk);
}
END_TEST

START_TEST(recent_tags_come_newest_first_and_once)
{
	struct desk desk = desk_start();
	struct view recent[9];

	make_tags(desk.coding);
	for (size_t i = 0; i < 3; i++)
		desk_tag(desk.coding, ANNA, desk_path(desk.coding, 0), tags[i]);
	desk_tag(desk.coding, ANNA, desk_path(desk.coding, 1), "wonen");
	ck_assert_uint_eq(coding_recent(desk.coding, ANNA, recent, 9), 3);
	ck_assert_view(recent[0], "wonen");
	ck_assert_view(recent[1], "geld");
	ck_assert_uint_eq(coding_recent(desk.coding, ANNA, recent, 2), 2);
	ck_assert_uint_eq(coding_recent(desk.coding, BRAM, recent, 9), 0);
	desk_end(&desk);
}
END_TEST

UNIT_MAIN("coding", what_was_decided_is_there_when_the_study_is_opened_again,
          a_wish_that_is_so_already_is_not_written_again,
          what_cannot_be_decided_is_refused_and_leaves_nothing,
          an_undo_undoes_a_whole_action_and_an_undo_of_that_brings_it_back,
          an_undo_shows_what_stood_there_before_also_when_something_came_after,
          everything_can_be_undone_step_by_step_and_done_again,
          after_something_else_there_is_nothing_to_do_again,
          who_did_not_see_each_other_conflict_and_nobody_wins_in_silence,
          who_saw_the_other_or_says_the_same_does_not_conflict,
          a_cycle_that_two_laptops_make_together_is_a_conflict_and_can_be_settled,
          the_order_of_merging_changes_nothing,
          what_is_worked_out_step_by_step_is_what_the_whole_log_comes_to,
          logs_of_different_studies_are_not_merged, a_study_is_decided_on_in_one_place_at_a_time,
          kill_nine_loses_nothing_that_was_acknowledged, a_decision_that_was_not_made_durable_is_not_there,
          what_the_team_writes_is_encrypted_on_disk, a_decision_has_a_day_and_no_finer_time,
          a_mention_has_the_same_id_in_every_copy_whatever_the_order_of_import,
          a_mention_is_found_by_the_beginning_of_its_id, coders_differ_only_about_what_both_coded,
          recent_tags_come_newest_first_and_once)
