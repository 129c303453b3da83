/* SPDX-License-Identifier: EUPL-1.2
 *
 * As disclosure_test.c, of what that has not: questions of several choices that cross, closed questions, waves, and responses
 * together with the people who told something. The attacker thinks of persons: an *atom* is all that one person can have answered
 * and told, and a study is so many persons of each. What is printed are sums over atoms; he asks which studies fit.
 */
#include "study_fixture.h"

#include "analysis/tables/ledger.h"
#include "analysis/tables/release_inside.h"
#include "simplex.h"

enum {
	WAVES = 2,
	ROLES = 2, /* options of a question of one choice */
	TIPS = 2,  /* times of the group "tip" */
	TIMES = 3, /* and of the group "path" */
	ROOM = 300,
	PRINTED = 900,
	TABLES_TOGETHER = 3,
	RELEASES = 2,
};

enum { ROUNDS = 24 };

static const char more[] =
    "  - id: kent\n    type: multiple\n    ask: {nl: Wat ken je?, en: What do you know?}\n    options:\n"
    "      een: {nl: Een, en: One}\n      twee: {nl: Twee, en: Two}\n      drie: {nl: Drie, en: Three}\n"
    "  - id: doet\n    type: multiple\n    ask: {nl: Wat doe je?, en: What do you do?}\n    options:\n"
    "      een: {nl: Een, en: One}\n      twee: {nl: Twee, en: Two}\n      drie: {nl: Drie, en: Three}\n"
    "  - id: paar\n    type: multiple\n    most: 2\n    ask: {nl: Welke twee?, en: Which two?}\n    "
    "options:\n"
    "      een: {nl: Een, en: One}\n      twee: {nl: Twee, en: Two}\n      drie: {nl: Drie, en: Three}\n"
    "      geen: {nl: Geen, en: None, alone: yes}\n"
    "  - id: twee\n    type: multiple\n    ask: {nl: Welke?, en: Which?}\n    options:\n"
    "      een: {nl: Een, en: One}\n      twee: {nl: Twee, en: Two}\n"
    "  - group: tip\n    title: {nl: Tip, en: Tip}\n    mention: broodje_aap\n    story: what\n"
    "    times: 2\n    again: {nl: Nog een?, en: Another?}\n    questions:\n"
    "      - id: what\n        type: longtext\n        ask: {nl: Wat?, en: What?}\n"
    "      - id: over\n        type: multiple\n        ask: {nl: Waarover?, en: About what?}\n        "
    "options:\n"
    "          een: {nl: Een, en: One}\n          twee: {nl: Twee, en: Two}\n";

/* What one person can have, question by question: a bit per option, 0: not answered. */
struct atom {
	unsigned wave, role, kent, doet, paar, twee, paths;
	unsigned tips, over[TIPS]; /* how many, and what each is about */
};

/* What the persons of a study differ in: all that the tables ask about. */
struct world {
	const char *name;
	bool role, kent, doet, paar, twee, paths, tips;
	bool apart; /* he thinks of mentions and of people one after the other: see below */
	struct {
		const char *by, *kind, *wave;
	} requests[8]; /* the first NULL ends them */
};

static const struct world worlds[] = {
	{ "two questions of several choices", .kent = true, .doet = true,
	  .requests = { { .by = "pros:kent,pros:doet" },
	                { .by = "pros:kent,pros:doet,wave" },
	                { .by = "pros:kent,wave" },
	                { .by = "pros:doet", .wave = "2" },
	                { .by = "wave" },
	                { .by = "pros:doet,pros:kent", .wave = "1" } } },
	{ "choices with bounds, and one of one choice", .role = true, .paar = true, .twee = true,
	  .requests = { { .by = "pros:paar,pros:twee" },
	                { .by = "pros:role,pros:paar,pros:twee" },
	                { .by = "pros:role,pros:paar" },
	                { .by = "pros:role,wave" },
	                { .by = "pros:paar", .wave = "1" },
	                { .by = "pros:twee,pros:role" } } },
	{ "who answered, and who told something", .twee = true, .paths = true, .tips = true,
	  .requests = { { .by = "wave" },
	                { .by = "kind,wave" },
	                { .by = "kind" },
	                { .by = "pros:twee,wave" },
	                { .by = "wave", .kind = "olifantenpaadje" },
	                { .by = "pros:twee", .kind = "olifantenpaadje" },
	                { .by = "wave", .kind = "broodje_aap" } } },
	{ "what mentions say, by what their people answered", .twee = true, .apart = true, .tips = true,
	  .requests = { { .by = "pros:tip.over,pros:twee" },
	                { .by = "pros:tip.over,pros:twee,wave" },
	                { .by = "pros:tip.over" },
	                { .by = "wave" },
	                { .by = "kind,wave" },
	                { .by = "pros:twee,wave" } } },
};
enum { WORLDS = sizeof(worlds) / sizeof(worlds[0]) };

struct study {
	const struct world *world;
	struct fixture fixtures[WAVES];
	struct block blocks[WAVES];
	struct atom atoms[SIMPLEX_COLUMNS];
	size_t atom_count;
	double truth[SIMPLEX_COLUMNS];
};

static uint32_t
chance(uint32_t *state, uint32_t below)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state % below;
}

/* ---- persons -------------------------------------------------------------------------------------------- */

static bool
is_possible(const struct world *world, const struct atom *atom)
{
	return (world->role || atom->role == 0) && (world->kent || atom->kent == 0) &&
	       (world->doet || atom->doet == 0) && (world->paar || atom->paar == 0) &&
	       (world->twee || atom->twee == 0) && (world->paths || atom->paths == 0) &&
	       (world->tips || atom->tips == 0) &&
	       (atom->paar == 8 || (atom->paar < 8 && __builtin_popcount(atom->paar) <= 2)) &&
	       (atom->tips < 2 || atom->over[1] >= atom->over[0]) &&
	       (atom->tips >= 2 || atom->over[1] == 0) && (atom->tips >= 1 || atom->over[0] == 0) &&
	       /* Where no table asks what tips are about, all are alike. */
	       (!world->paths || (atom->over[0] == 0 && atom->over[1] == 0));
}

/* All there can be: every combination is counted out as one number. */
static void
list_atoms(struct study *study)
{
	const unsigned sizes[] = { WAVES, ROLES + 1, 8, 8, 9, 4, TIMES + 1, TIPS + 1, 4, 4 };
	size_t all = 1;

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		all *= sizes[i];
	study->atom_count = 0;
	for (size_t n = 0; n < all; n++) {
		unsigned digits[sizeof(sizes) / sizeof(sizes[0])];
		size_t left = n;
		struct atom atom;

		for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
			digits[i] = (unsigned)(left % sizes[i]);
			left /= sizes[i];
		}
		atom = (struct atom){ digits[0], digits[1], digits[2],
			              digits[3], digits[4], digits[5],
			              digits[6], digits[7], { digits[8], digits[9] } };
		if (!is_possible(study->world, &atom))
			continue;
		ck_assert_uint_lt(study->atom_count, SIMPLEX_COLUMNS);
		study->atoms[study->atom_count++] = atom;
	}
}

static void
choose(struct rows *rows, size_t row, const char *question, unsigned set)
{
	for (size_t option = 0; option < 8; option++)
		if ((set & 1u << option) != 0)
			fixture_choose_at(rows, row, question, option);
}

static void
add_person(struct study *study, size_t number)
{
	const struct atom *atom = &study->atoms[number];
	struct fixture *fixture = &study->fixtures[atom->wave];
	struct rows *responses = &fixture->block.responses;
	size_t row = fixture_response(fixture, SEAL_MODE_BROWSER, true);

	study->truth[number]++;
	if (atom->role > 0)
		fixture_choose_at(responses, row, "role", atom->role - 1);
	choose(responses, row, "kent", atom->kent);
	choose(responses, row, "doet", atom->doet);
	choose(responses, row, "paar", atom->paar);
	choose(responses, row, "twee", atom->twee);
	for (unsigned i = 0; i < atom->paths; i++)
		fixture_mention(fixture, fixture_mentions(fixture, "path"), row);
	for (unsigned i = 0; i < atom->tips; i++)
		choose(fixture_mentions(fixture, "tip"),
		       fixture_mention(fixture, fixture_mentions(fixture, "tip"), row), "over",
		       atom->over[i]);
}

/* Some kinds of persons are many, most are few. */
static void
fill(struct study *study, uint32_t *state)
{
	uint32_t people = 24 + chance(state, 90), often[6];

	memset(study->truth, 0, sizeof(study->truth));
	for (size_t wave = 0; wave < WAVES; wave++) {
		study->fixtures[wave].block.responses.count = 0;
		for (size_t m = 0; m < study->fixtures[wave].block.mention_count; m++)
			study->fixtures[wave].block.mentions[m].count = 0;
		for (size_t c = 0; c < study->fixtures[wave].block.responses.column_count; c++) {
			struct column *column = &study->fixtures[wave].block.responses.columns[c];

			memset((uint8_t *)(uintptr_t)column->bits, 0, ROOM * column->width);
		}
		for (size_t m = 0; m < study->fixtures[wave].block.mention_count; m++)
			for (size_t c = 0; c < study->fixtures[wave].block.mentions[m].column_count; c++) {
				struct column *column = &study->fixtures[wave].block.mentions[m].columns[c];

				memset((uint8_t *)(uintptr_t)column->bits, 0, ROOM * 3 * column->width);
			}
	}
	for (size_t i = 0; i < 6; i++)
		often[i] = chance(state, (uint32_t)study->atom_count);
	for (uint32_t n = 0; n < people; n++)
		add_person(study, chance(state, 3) > 0 ? often[chance(state, 6)]
		                                       : chance(state, (uint32_t)study->atom_count));
	for (size_t wave = 0; wave < WAVES; wave++)
		study->blocks[wave] = study->fixtures[wave].block;
}

static void
open_study(struct study *study, const struct world *world)
{
	*study = (struct study){ .world = world };
	study->fixtures[0] =
	    fixture_new(fixture_questionnaire("pros", "professional", "Werk", more), "1", ROOM, ROOM * 3);
	study->fixtures[1] =
	    fixture_new(fixture_questionnaire("pros", "professional", "Werk", more), "2", ROOM, ROOM * 3);
	list_atoms(study);
}

static void
close_study(struct study *study)
{
	for (size_t wave = 0; wave < WAVES; wave++)
		fixture_release(&study->fixtures[wave]);
}

/* ---- what is printed ------------------------------------------------------------------------------------ */

/* A number, as how often each person is in it. */
struct printed {
	bool hidden, mentions; /* it counts mentions, not people */
	double value, times[SIMPLEX_COLUMNS];
};

struct knowledge {
	struct printed *list; /* owned */
	size_t count;
};

/* Whether somebody, or one mention of theirs, is at a position of a dimension. */
static bool
is_at(const struct dimension *dimension, size_t position, const struct atom *atom, unsigned kind,
      unsigned over)
{
	const struct {
		const char *name;
		unsigned set;
	} sets[] = {
		{ "pros:kent", atom->kent }, { "pros:doet", atom->doet },
		{ "pros:paar", atom->paar }, { "pros:twee", atom->twee },
		{ "pros:tip.over", over },   { "pros:role", atom->role == 0 ? 0 : 1u << (atom->role - 1) }
	};

	if (position == dimension_all(dimension))
		return true;
	if (view_is(dimension->name, "wave"))
		return view_is(dimension->categories[position].id, atom->wave == 0 ? "1" : "2");
	if (view_is(dimension->name, "kind"))
		return view_is(dimension->categories[position].id,
		               mention_kind_name((enum mention_kind)kind));
	for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++)
		if (view_is(dimension->name, sets[i].name))
			return position == dimension_missing(dimension) ? sets[i].set == 0
			                                                : (sets[i].set & 1u << position) != 0;
	ck_abort_msg("no such dimension");
	return false;
}

/* How many of a person's mentions, or whether the person, stand in a cell. */
static unsigned
times_in(const struct tally *tally, size_t cell, const struct atom *atom)
{
	bool by_over = false, mentions = tally->unit == TALLY_MENTIONS;
	unsigned times = 0, units = mentions ? atom->paths + atom->tips : 1;

	for (size_t axis = 0; axis < tally->shape.axes; axis++)
		by_over = by_over || view_is(tally->dimensions[axis].name, "pros:tip.over");
	for (unsigned u = 0; u < units; u++) {
		bool is_path = u < atom->paths, here;
		unsigned kind = is_path ? MENTION_OLIFANTENPAADJE : MENTION_BROODJE_AAP,
		         over = mentions && !is_path ? atom->over[u - atom->paths] : 0;
		size_t stride = tally->cell_count;

		here = !(mentions && by_over && is_path) &&
		       (tally->selection.kind.ptr == NULL ||
		        view_is(tally->selection.kind, mention_kind_name((enum mention_kind)kind))) &&
		       (tally->selection.wave.ptr == NULL ||
		        view_is(tally->selection.wave, atom->wave == 0 ? "1" : "2"));
		for (size_t axis = 0; here && axis < tally->shape.axes; axis++) {
			stride /= tally->shape.length[axis];
			here = is_at(&tally->dimensions[axis], cell / stride % tally->shape.length[axis],
			             atom, kind, over);
		}
		times += here;
	}
	return times;
}

static void
read_table(const struct study *study, struct knowledge *knowledge, const struct tally *tally)
{
	for (size_t cell = 0; cell < tally->cell_count; cell++)
		for (int people = 0; people < (tally->unit == TALLY_MENTIONS ? 2 : 1); people++) {
			struct printed *one = &knowledge->list[knowledge->count];
			double truth = 0;

			if (tally->cells[cell].state == CELL_IMPOSSIBLE)
				continue;
			ck_assert_uint_lt(++knowledge->count, PRINTED);
			one->hidden = cell_hidden(&tally->cells[cell]);
			one->mentions = tally->unit == TALLY_MENTIONS && people == 0;
			one->value = people == 0 ? (double)tally->cells[cell].count
			                         : (double)tally->cells[cell].respondents;
			for (size_t a = 0; a < study->atom_count; a++) {
				unsigned times = times_in(tally, cell, &study->atoms[a]);

				one->times[a] = people == 0 ? times : times > 0;
				truth += one->times[a] * study->truth[a];
			}
			ck_assert_double_eq(truth, one->value); /* the two count alike */
		}
}

/* Nobody prints who told nothing, of a kind or at all, in a wave or in all: but whoever subtracts has it. */
static void
add_rests(const struct study *study, struct knowledge *knowledge)
{
	for (unsigned wave = 0; wave <= WAVES; wave++)
		for (unsigned kind = 0; kind < 3; kind++) {
			struct printed *one = &knowledge->list[knowledge->count];

			ck_assert_uint_lt(++knowledge->count, PRINTED);
			*one = (struct printed){ .hidden = true };
			for (size_t a = 0; a < study->atom_count; a++) {
				const struct atom *atom = &study->atoms[a];
				unsigned told = kind == 0 ? atom->paths + atom->tips
				              : kind == 1 ? atom->paths
				                          : atom->tips;

				one->times[a] = (wave == WAVES || atom->wave == wave) && told == 0;
				one->value += one->times[a] * study->truth[a];
			}
		}
}

/* ---- what follows --------------------------------------------------------------------------------------- */

/* Who told two things is in the numbers of both and one person: who thinks of all that at once knows a bit more than the
 * release counts with, of mentions by one question of several choices and another (release.h). So there he thinks of one after the other.
 *
 * What he thinks of at once: all that somebody told, or only single mentions, or only people and whether they told. */
enum thought { OF_BOTH, OF_MENTIONS, OF_PEOPLE };

static bool
is_of(const struct printed *one, enum thought thought)
{
	return thought == OF_BOTH || one->mentions == (thought == OF_MENTIONS);
}

/* Whether the same is among the first `count`: shown, or at all. */
static bool
is_among(const struct knowledge *knowledge, const struct printed *one, size_t count, bool hidden)
{
	bool among = false;

	for (size_t i = 0; !among && i < count; i++)
		among = (hidden || !knowledge->list[i].hidden) &&
		        memcmp(knowledge->list[i].times, one->times, sizeof(one->times)) == 0;
	return among;
}

/* Of single mentions a study is so many persons who told just that one. */
static void
think_of_mentions(struct study *study, struct knowledge *knowledge)
{
	double truth[SIMPLEX_COLUMNS] = { 0 };
	bool single[SIMPLEX_COLUMNS] = { false };

	for (size_t a = 0; a < study->atom_count; a++) {
		const struct atom *atom = &study->atoms[a];

		single[a] = atom->paths + atom->tips == 1;
		for (unsigned tip = 0; tip < atom->tips; tip++)
			for (size_t s = 0; s < study->atom_count; s++) {
				struct atom one = *atom;

				one.tips = 1;
				one.over[0] = atom->over[tip];
				one.over[1] = 0;
				if (memcmp(&one, &study->atoms[s], sizeof(one)) == 0)
					truth[s] += study->truth[a];
			}
	}
	memcpy(study->truth, truth, sizeof(truth));
	for (size_t i = 0; i < knowledge->count; i++)
		for (size_t a = 0; a < SIMPLEX_COLUMNS; a++)
			if (!single[a])
				knowledge->list[i].times[a] = 0;
}

/* How many hidden numbers are known to less than the rule. */
static size_t
attack(struct study *study, struct knowledge *knowledge, enum thought thought, unsigned threshold,
       const char *say)
{
	struct simplex simplex = simplex_new(study->atom_count);
	size_t found = 0, printed = knowledge->count;

	if (thought != OF_MENTIONS && (study->world->paths || study->world->tips))
		add_rests(study, knowledge);
	if (thought == OF_MENTIONS)
		think_of_mentions(study, knowledge);
	for (size_t i = 0; i < printed; i++) {
		const struct printed *one = &knowledge->list[i];

		if (is_of(one, thought) && !one->hidden && !is_among(knowledge, one, i, false))
			simplex_between(&simplex, one->times, one->value, one->value);
	}
	for (size_t i = 0; i < knowledge->count; i++) {
		const struct printed *one = &knowledge->list[i];
		double aim[SIMPLEX_COLUMNS], least, most;
		bool small = one->value > 0 && one->value < threshold, bad;

		if (!one->hidden || !is_of(one, thought) || is_among(knowledge, one, i, true) ||
		    is_among(knowledge, one, printed, false) || (i >= printed && !small))
			continue;
		most = simplex_maximum(&simplex, one->times, study->truth);
		for (size_t a = 0; a < SIMPLEX_COLUMNS; a++)
			aim[a] = -one->times[a];
		least = -simplex_maximum(&simplex, aim, study->truth);
		/* Of whom nobody knows how many there are, there is no rest. */
		if (i >= printed && most == INFINITY)
			continue;
		bad = most - least < threshold - 1 - 1e-6 ||
		      (small && (least > 1e-6 || most < threshold - 1 - 1e-6));
		found += bad;
		if (bad && say != NULL)
			printf("%s: number %zu of %zu (threshold %u): %g to %g, is %g\n", say, i, printed,
			       threshold, least, most, one->value);
	}
	knowledge->count = printed;
	simplex_free(&simplex);
	return found;
}

/* ---- releases ------------------------------------------------------------------------------------------- */

static void
make(const struct study *study, struct tally *tally, unsigned threshold, uint32_t *state)
{
	struct error err = ERROR_INIT;
	struct tally_request asked = { .threshold = threshold, .catalogue = catalogue_find(VIEW("nl")) };
	size_t count = 0, which;

	while (study->world->requests[count].by != NULL)
		count++;
	which = chance(state, (uint32_t)count);
	asked.by = view_of(study->world->requests[which].by);
	if (study->world->requests[which].kind != NULL)
		asked.selection.kind = view_of(study->world->requests[which].kind);
	if (study->world->requests[which].wave != NULL)
		asked.selection.wave = view_of(study->world->requests[which].wave);
	ck_assert_ok(tally_make(tally, study->blocks, WAVES, &asked, &err), &err);
}

/* Forgets what is known of choices that cross and of who told nothing: leaves sums, and of several choices that each is at most all
 * and all are at most the sum. */
static void
forget_relations(struct published *published)
{
	size_t kept = 0;

	for (size_t r = 0; r < published->relation_count; r++) {
		const struct published_relation relation = published->relations[r];
		size_t above = 0, below = 0;
		bool derived = false;

		for (size_t t = relation.first; t < relation.first + relation.count; t++) {
			above += published->terms[t].coefficient > 0;
			below += published->terms[t].coefficient < 0;
			derived = derived || published->numbers[published->terms[t].number].derived;
		}
		if (!derived && (above == 1 || below == 1))
			published->relations[kept++] = relation;
	}
	published->relation_count = kept;
}

/* The control: protected as if only that held. */
static void
hide_without(struct tally *const *tallies, size_t count, unsigned threshold)
{
	struct release_placed placed[TABLES_TOGETHER] = { { .tally = NULL } };
	struct protect_result result;
	struct error err = ERROR_INIT;
	struct protect_need *needs;
	struct release release;

	release_open(&release, 1);
	release.again = xcalloc(1, sizeof(*release.again));
	release_expect_tables(&release, count);
	for (size_t t = 0; t < count; t++) {
		placed[t].tally = tallies[t];
		placed[t].table = t;
		ck_assert_ok(release_place(&release, &placed[t], &err), &err);
		release_relate_lines(&release, &placed[t]);
	}
	forget_relations(&release.published);
	needs = xcalloc(release.published.number_count + 1, sizeof(*needs));
	for (size_t i = 0; i < release.published.number_count; i++) {
		uint64_t value = release.published.numbers[i].value;

		needs[i].width = threshold - 1;
		if (value > 0 && value < threshold)
			needs[i] = (struct protect_need){ .down = value, .up = threshold - 1 - value };
	}
	if (protect(&release.published, needs, 1000, &result, &err))
		for (size_t t = 0; t < count; t++)
			for (size_t i = 0; i < tallies[t]->cell_count; i++)
				if (placed[t].counts[i] != RELEASE_NONE &&
				    release.published.numbers[placed[t].counts[i]].hidden)
					tallies[t]->cells[i].state = CELL_PROTECTS;
	for (size_t t = 0; t < count; t++) {
		free(placed[t].counts);
		free(placed[t].people);
	}
	free(needs);
	release_close(&release);
}

/* One to three tables together; false when they were refused, and nobody reads them. */
static bool
release_some(const struct study *study, struct release *release, struct knowledge *knowledge,
             unsigned threshold, bool control, uint32_t *state)
{
	size_t count = 1 + chance(state, TABLES_TOGETHER);
	struct tally tallies[TABLES_TOGETHER], *all[TABLES_TOGETHER];
	struct error err = ERROR_INIT;
	bool good = true;

	for (size_t t = 0; t < count; t++) {
		make(study, &tallies[t], threshold, state);
		all[t] = &tallies[t];
	}
	if (control)
		hide_without(all, count, threshold);
	else
		good = release_tables(release, all, count, threshold, 1000, &err);
	ck_assert_msg(good || err.code == ERROR_INVALID, "%s", err.text);
	for (size_t t = 0; t < count; t++) {
		if (good)
			read_table(study, knowledge, &tallies[t]);
		tally_release(&tallies[t]);
	}
	return good;
}

enum way { PROTECTED, CONTROL };

/* Two releases of one study; the control has one, as it has no ledger. */
static size_t
play(struct study *study, uint32_t seed, enum way way, enum thought thought, size_t *refused)
{
	struct knowledge knowledge = { .list = xcalloc(PRINTED, sizeof(*knowledge.list)) };
	uint32_t state = seed * 2654435761u + 1;
	unsigned threshold = 3 + chance(&state, 4);
	struct buf kept[RELEASES];
	size_t kept_count = 0, found;
	char say[100];

	fill(study, &state);
	for (int r = 0; r < (way == CONTROL ? 1 : RELEASES); r++) {
		struct release release;
		struct error err = ERROR_INIT;

		release_open(&release, 1);
		release_know_blocks(&release, study->blocks, WAVES);
		for (size_t i = 0; i < kept_count; i++)
			ck_assert_ok(ledger_add(&release, buf_view(&kept[i]), &err), &err);
		if (!release_some(study, &release, &knowledge, threshold, way == CONTROL, &state))
			++*refused;
		else if (way != CONTROL) {
			kept[kept_count] = BUF_INIT;
			ledger_record(&release, &kept[kept_count++]);
		}
		release_close(&release);
	}
	while (kept_count > 0)
		buf_release(&kept[--kept_count]);
	snprintf(say, sizeof(say), "%s, study %u", study->world->name, seed);
	found = attack(study, &knowledge, thought, threshold, way == CONTROL ? NULL : say);
	free(knowledge.list);
	return found;
}

static size_t
play_all(struct study *study, enum way way, enum thought thought, size_t *refused)
{
	size_t found = 0;

	for (uint32_t seed = 1; seed <= ROUNDS; seed++)
		found += play(study, seed, way, thought, refused) > 0;
	return found;
}

START_TEST(no_hidden_number_is_known_better_than_the_rule)
{
	const struct world *world = &worlds[_i];
	static struct study study;
	size_t found, without, refused = 0, none = 0;

	open_study(&study, world);
	if (world->apart)
		found = play_all(&study, PROTECTED, OF_MENTIONS, &none) +
		        play_all(&study, PROTECTED, OF_PEOPLE, &refused);
	else
		found = play_all(&study, PROTECTED, OF_BOTH, &refused);
	without = play_all(&study, CONTROL, world->apart ? OF_PEOPLE : OF_BOTH, &none);
	printf(
	    "%s (%zu kinds of persons): of %d studies with %d releases %zu give a number away, %zu releases "
	    "refused; of their first releases without what is known of choices and people: %zu\n",
	    world->name, study.atom_count, ROUNDS, RELEASES, found, refused, without);
	ck_assert_uint_eq(found, 0);
	ck_assert_uint_gt(without, 0);
	ck_assert_uint_lt(refused, ROUNDS * RELEASES / 2);
	close_study(&study);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("disclosure_choices");
	TCase *tcase = tcase_create("disclosure_choices");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tcase, 600);
	tcase_add_loop_test(tcase, no_hidden_number_is_known_better_than_the_rule, 0, WORLDS);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
