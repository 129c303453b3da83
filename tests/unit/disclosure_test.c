/* SPDX-License-Identifier: EUPL-1.2
 *
 * Somebody who reads all tables of a study and knows everything about how they are made, but nothing of who answered: what can he know
 * of a hidden number, or of one that was rounded? He shares no code with the programs, not even the solver, and does not think in
 * tables: he asks which studies fit. A study is so many mentions of each audience and finding at each import (atoms), and so many people
 * behind each number. Tables are random: which, in how many releases, with how much imported in between, at which threshold.
 */
#include "study_fixture.h"

#include "analysis/tables/ledger.h"
#include "simplex.h"

enum {
	AUDIENCES = 2,
	KINDS = 2,
	FINDINGS = 3, /* two workarounds and a myth */
	CLASSES = 5,  /* findings, and mentions of none per kind */
	RELEASES = 3,
	ROOM = 600,
	REQUESTS = 7,
	ANY = -1,
};

/* Sanitizers take far longer and look for something else. */
#ifdef __SANITIZE_ADDRESS__
enum { ROUNDS = 8 };
#else
enum { ROUNDS = 40 };
#endif

static struct fixture fixtures[AUDIENCES];
static struct block blocks[AUDIENCES];
static struct members_finding findings[FINDINGS] = {
	{ { "adres", 5 }, { "Adres", 5 }, MENTION_OLIFANTENPAADJE },
	{ { "bellen", 6 }, { "Bellen", 6 }, MENTION_OLIFANTENPAADJE },
	{ { "diploma", 7 }, { "Diploma", 7 }, MENTION_BROODJE_AAP },
};
static uint32_t told[AUDIENCES][KINDS][ROOM];
static struct members_rows member_rows[AUDIENCES * KINDS];
static struct members members = { .findings = findings,
	                          .finding_count = FINDINGS,
	                          .rows = member_rows,
	                          .row_count = AUDIENCES * KINDS,
	                          .version = 1 };

static uint32_t
chance(uint32_t *state, uint32_t below)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state % below;
}

static void
setup(void)
{
	fixtures[0] =
	    fixture_new(fixture_questionnaire("pros", "professional", "Werk", NULL), "", ROOM, ROOM);
	fixtures[1] = fixture_new(fixture_questionnaire("panel", "panel", "Panel", NULL), "", ROOM, ROOM);
}

static void
teardown(void)
{
	fixture_release(&fixtures[0]);
	fixture_release(&fixtures[1]);
}

/* ---- the study ------------------------------------------------------------------------------------------ */

static void
empty(void)
{
	for (size_t a = 0; a < AUDIENCES; a++) {
		fixtures[a].block.responses.count = 0;
		for (size_t k = 0; k < KINDS; k++)
			fixtures[a].block.mentions[k].count = 0;
	}
}

static void
add_mention(size_t a, size_t k, size_t response, uint32_t *state)
{
	struct rows *rows = &fixtures[a].block.mentions[k];
	uint32_t drawn = chance(state, 7), finding = k == 0 ? (drawn < 4   ? 0
	                                                       : drawn < 5 ? 1
	                                                                   : MEMBERS_NONE)
	                                                    : (drawn < 2 ? 2 : MEMBERS_NONE);

	told[a][k][fixture_mention(&fixtures[a], rows, response)] = finding;
}

/* One more import. */
static void
import(uint32_t *state)
{
	for (size_t a = 0; a < AUDIENCES; a++) {
		for (uint32_t n = (a == 0 ? 4 : 1) + chance(state, a == 0 ? 22 : 12); n > 0; n--) {
			size_t response = fixture_response(&fixtures[a], SEAL_MODE_BROWSER, true);

			for (uint32_t m = chance(state, 4); m > 0; m--)
				add_mention(a, chance(state, 3) == 0, response, state);
		}
		blocks[a] = fixtures[a].block;
		for (size_t k = 0; k < KINDS; k++)
			member_rows[a * KINDS + k] =
			    (struct members_rows){ &blocks[a].mentions[k], told[a][k] };
	}
	members.version++;
}

static size_t
class_of(size_t k, uint32_t finding)
{
	return finding != MEMBERS_NONE ? finding : FINDINGS + k;
}

/* ---- what is printed ------------------------------------------------------------------------------------ */

static const struct {
	const char *by, *kind, *audience;
} requests[REQUESTS] = {
	{ "finding", NULL, NULL },
	{ "finding,audience", NULL, NULL },
	{ "finding", NULL, "panel" },
	{ "finding", "olifantenpaadje", NULL },
	{ "kind", NULL, NULL },
	{ "kind,audience", NULL, NULL },
	{ "finding", "olifantenpaadje", "professional" },
};

/* Of whom a number is, as the table's labels say it; ANY: all. `finding` FINDINGS: of none. */
struct whom {
	int audience, kind, finding;
};

/* Two numbers of one import: the mentions, and the people behind them. */
struct printed {
	struct whom whom;
	size_t import;
	bool hidden;
	double shown[2], truth[2];
	struct rounding rounding;
};

struct knowledge {
	struct printed list[RELEASES * 80];
	size_t count, imports;
	double atoms[RELEASES][AUDIENCES][CLASSES]; /* the truth */
};

static bool
is_of(const struct whom *whom, size_t audience, size_t class)
{
	size_t kind = class < FINDINGS ? findings[class].kind == MENTION_BROODJE_AAP : class - FINDINGS;

	return (whom->audience == ANY || (size_t)whom->audience == audience) &&
	       (whom->kind == ANY || (size_t)whom->kind == kind) &&
	       (whom->finding == ANY ||
	        (whom->finding < FINDINGS ? class == (size_t)whom->finding : class >= FINDINGS));
}

/* The different people behind a number, counted anew. */
static double
people_of(const struct whom *whom)
{
	static bool seen[ROOM];
	size_t people = 0;

	for (size_t a = 0; a < AUDIENCES; a++) {
		memset(seen, 0, sizeof(seen));
		for (size_t k = 0; k < KINDS; k++) {
			const struct rows *rows = &fixtures[a].block.mentions[k];

			for (size_t row = 0; row < rows->count; row++)
				if (is_of(whom, a, class_of(k, told[a][k][row]))) {
					people += !seen[rows->response[row]];
					seen[rows->response[row]] = true;
				}
		}
	}
	return (double)people;
}

static void
know_atoms(struct knowledge *knowledge)
{
	double(*atoms)[CLASSES] = knowledge->atoms[knowledge->imports++];

	memset(atoms, 0, sizeof(knowledge->atoms[0]));
	for (size_t a = 0; a < AUDIENCES; a++)
		for (size_t k = 0; k < KINDS; k++)
			for (size_t row = 0; row < fixtures[a].block.mentions[k].count; row++)
				atoms[a][class_of(k, told[a][k][row])]++;
}

/* What a heading says. */
static void
read_position(const struct dimension *dimension, size_t position, struct whom *whom)
{
	struct view id;

	if (position == dimension_all(dimension))
		return;
	if (position == dimension->category_count) {
		whom->finding = FINDINGS;
		return;
	}
	id = dimension->categories[position].id;
	for (int f = 0; f < FINDINGS; f++)
		if (view_equal(findings[f].id, id))
			whom->finding = f;
	if (view_is(id, "professional") || view_is(id, "panel"))
		whom->audience = view_is(id, "panel");
	if (view_is(id, "olifantenpaadje") || view_is(id, "broodje_aap"))
		whom->kind = view_is(id, "broodje_aap");
}

static void
read_table(struct knowledge *knowledge, const struct tally *tally, size_t request)
{
	for (size_t i = 0; i < tally->cell_count; i++) {
		const struct cell *cell = &tally->cells[i];
		struct printed *one = &knowledge->list[knowledge->count];
		size_t stride = tally->cell_count;

		if (cell->state == CELL_IMPOSSIBLE)
			continue;
		*one = (struct printed){ .whom = { ANY, ANY, ANY },
			                 .import = knowledge->imports - 1,
			                 .hidden = cell_hidden(cell),
			                 .shown = { (double)cell->count, (double)cell->respondents },
			                 .rounding = tally->rounding };
		if (requests[request].kind != NULL)
			one->whom.kind = strcmp(requests[request].kind, "broodje_aap") == 0;
		if (requests[request].audience != NULL)
			one->whom.audience = strcmp(requests[request].audience, "panel") == 0;
		for (size_t axis = 0; axis < tally->shape.axes; axis++) {
			stride /= tally->shape.length[axis];
			read_position(&tally->dimensions[axis], i / stride % tally->shape.length[axis],
			              &one->whom);
		}
		if (one->whom.finding != ANY && one->whom.finding < FINDINGS)
			one->whom.kind = findings[one->whom.finding].kind == MENTION_BROODJE_AAP;
		for (size_t a = 0; a < AUDIENCES; a++)
			for (size_t c = 0; c < CLASSES; c++)
				if (is_of(&one->whom, a, c))
					one->truth[0] += knowledge->atoms[one->import][a][c];
		one->truth[1] = people_of(&one->whom);
		ck_assert_uint_lt(++knowledge->count, sizeof(knowledge->list) / sizeof(knowledge->list[0]));
	}
}

/* ---- what follows --------------------------------------------------------------------------------------- */

enum { ATOMS = RELEASES * AUDIENCES * CLASSES };

struct attack {
	const struct knowledge *knowledge;
	struct simplex simplex;
	size_t people[RELEASES *
	              80]; /* per printed number the variable of the people: one for each whom and import */
	double truth[SIMPLEX_COLUMNS];
};

/* Atoms are what each import added. */
static size_t
atom(size_t import, size_t a, size_t c)
{
	return (import * AUDIENCES + a) * CLASSES + c;
}

static void
mentions_row(const struct printed *one, double *row, double by)
{
	for (size_t import = 0; import <= one->import; import++)
		for (size_t a = 0; a < AUDIENCES; a++)
			for (size_t c = 0; c < CLASSES; c++)
				if (is_of(&one->whom, a, c))
					row[atom(import, a, c)] += by;
}

static bool
same_whom(const struct whom *a, const struct whom *b)
{
	return a->audience == b->audience && a->kind == b->kind && a->finding == b->finding;
}

/* Whether everybody in `part` is in `whole` too, of the same import or a later one. */
static bool
is_within(const struct printed *part, const struct printed *whole)
{
	bool within = part->import <= whole->import;

	for (size_t a = 0; a < AUDIENCES; a++)
		for (size_t c = 0; c < CLASSES; c++)
			within = within && (!is_of(&part->whom, a, c) || is_of(&whole->whom, a, c));
	return within;
}

static void
open_attack(struct attack *attack, const struct knowledge *knowledge)
{
	size_t columns = ATOMS;

	*attack = (struct attack){ .knowledge = knowledge };
	for (size_t import = 0; import < knowledge->imports; import++)
		for (size_t a = 0; a < AUDIENCES; a++)
			for (size_t c = 0; c < CLASSES; c++)
				attack->truth[atom(import, a, c)] =
				    knowledge->atoms[import][a][c] -
				    (import > 0 ? knowledge->atoms[import - 1][a][c] : 0);
	for (size_t i = 0; i < knowledge->count; i++) {
		size_t j = 0;

		while (j < i && !(knowledge->list[j].import == knowledge->list[i].import &&
		                  same_whom(&knowledge->list[j].whom, &knowledge->list[i].whom)))
			j++;
		attack->people[i] = j < i ? attack->people[j] : columns++;
		attack->truth[attack->people[i]] = knowledge->list[i].truth[1];
	}
	attack->simplex = simplex_new(columns);
}

/* One number is what was printed for it. */
static void
know_printed(struct attack *attack, size_t i)
{
	const struct printed *one = &attack->knowledge->list[i];
	double rows[2][SIMPLEX_COLUMNS] = { { 0 } }, off = one->rounding.within;

	mentions_row(one, rows[0], 1);
	rows[1][attack->people[i]] = 1;
	for (int n = 0; n < 2 && !one->hidden; n++)
		simplex_between(&attack->simplex, rows[n], one->shown[n] - off, one->shown[n] + off);
	/* Nobody tells of something without a mention. */
	rows[1][attack->people[i]] = 1;
	mentions_row(one, rows[1], -1);
	simplex_most(&attack->simplex, rows[1], 0);
}

/* People of two numbers: a part is no more than the whole, and what two audiences have together is their sum. */
static void
know_people(struct attack *attack)
{
	const struct knowledge *knowledge = attack->knowledge;

	for (size_t i = 0; i < knowledge->count; i++)
		for (size_t j = 0; j < knowledge->count; j++) {
			double row[SIMPLEX_COLUMNS] = { 0 };
			const struct printed *part = &knowledge->list[i], *whole = &knowledge->list[j];

			if (attack->people[i] == attack->people[j] || !is_within(part, whole) ||
			    attack->simplex.rows + 2 >= SIMPLEX_ROWS)
				continue;
			row[attack->people[i]] = 1;
			row[attack->people[j]] = -1;
			simplex_most(&attack->simplex, row, 0);
			for (size_t k = 0; k < knowledge->count && part->whom.audience == 0; k++) {
				const struct printed *other = &knowledge->list[k];

				if (other->whom.audience != 1 || whole->whom.audience != ANY ||
				    part->import != whole->import || other->import != whole->import ||
				    other->whom.kind != part->whom.kind ||
				    other->whom.finding != part->whom.finding ||
				    whole->whom.kind != part->whom.kind ||
				    whole->whom.finding != part->whom.finding)
					continue;
				row[attack->people[k]] = 1;
				simplex_between(&attack->simplex, row, 0, 0);
				break;
			}
		}
}

/* The same number as printed before or after: the first time, and whether ever as it is. */
static const struct printed *
first_print(const struct knowledge *knowledge, const struct printed *one, bool *exactly)
{
	const struct printed *first = NULL;

	*exactly = false;
	for (size_t i = 0; i < knowledge->count; i++) {
		const struct printed *other = &knowledge->list[i];

		if (other->import != one->import || !same_whom(&other->whom, &one->whom))
			continue;
		first = first == NULL ? other : first;
		*exactly = *exactly || (!other->hidden && other->rounding.base == 0);
	}
	return first;
}

/* How many hidden or rounded numbers are known to less than the rule. */
static size_t
attack_all(const struct knowledge *knowledge, unsigned threshold, bool verbose)
{
	static struct attack attack;
	size_t found = 0;

	open_attack(&attack, knowledge);
	for (size_t i = 0; i < knowledge->count; i++)
		know_printed(&attack, i);
	know_people(&attack);
	for (size_t i = 0; i < knowledge->count; i++)
		for (int n = 0; n < 2; n++) {
			const struct printed *one = &knowledge->list[i];
			double aim[SIMPLEX_COLUMNS] = { 0 }, least, most;
			bool exactly, bad,
			    small = first_print(knowledge, one, &exactly)->hidden && one->truth[n] > 0 &&
			            one->truth[n] < threshold;

			if (exactly)
				continue;
			if (n == 0)
				mentions_row(one, aim, 1);
			else
				aim[attack.people[i]] = 1;
			most = simplex_maximum(&attack.simplex, aim, attack.truth);
			for (size_t c = 0; c < SIMPLEX_COLUMNS; c++)
				aim[c] = -aim[c];
			least = -simplex_maximum(&attack.simplex, aim, attack.truth);
			bad = most - least < threshold - 1 - 1e-6 ||
			      (small && (least > 1e-6 || most < threshold - 1 - 1e-6));
			found += bad;
			if (bad && verbose)
				printf(
				    "%s of audience %d kind %d finding %d at import %zu: %g to %g, is %g\n",
				    n == 0 ? "mentions" : "people", one->whom.audience, one->whom.kind,
				    one->whom.finding, one->import, least, most, one->truth[n]);
		}
	simplex_free(&attack.simplex);
	return found;
}

/* ---- releases ------------------------------------------------------------------------------------------- */

enum way { ALONE, REMEMBERING, ROUNDING };

static void
make(struct tally *tally, size_t request, unsigned threshold)
{
	struct tally_request asked = { .by = view_of(requests[request].by),
		                       .threshold = threshold,
		                       .catalogue = catalogue_find(VIEW("nl")),
		                       .members = &members };
	struct error err = ERROR_INIT;

	if (requests[request].kind != NULL)
		asked.selection.kind = view_of(requests[request].kind);
	if (requests[request].audience != NULL)
		asked.selection.audience = view_of(requests[request].audience);
	ck_assert_ok(tally_make(tally, blocks, AUDIENCES, &asked, &err), &err);
}

/* One to three tables together; false when they were refused, and nobody reads them. */
static bool
release_some(struct release *release, struct knowledge *knowledge, unsigned threshold, bool rounded,
             uint32_t *state)
{
	struct tally tallies[3], *all[3];
	size_t count = 1 + chance(state, 3), which[3];
	struct error err = ERROR_INIT;
	bool good;

	for (size_t t = 0; t < count; t++) {
		which[t] = chance(state, REQUESTS);
		make(&tallies[t], which[t], threshold);
		all[t] = &tallies[t];
	}
	good = rounded
	         ? release_rounded(release, all, count, threshold, threshold + chance(state, 4), 2000, &err)
	         : release_tables(release, all, count, threshold, 1000, &err);
	ck_assert_msg(good || err.code == ERROR_INVALID, "%s", err.text);
	for (size_t t = 0; t < count; t++) {
		if (good)
			read_table(knowledge, &tallies[t], which[t]);
		tally_release(&tallies[t]);
	}
	return good;
}

/* Three releases with imports between some of them. Returns what the attacker finds. */
static size_t
play(uint32_t seed, enum way way, size_t *refused)
{
	static struct knowledge knowledge;
	struct buf kept[RELEASES];
	struct release release;
	struct error err = ERROR_INIT;
	uint32_t state = seed * 2654435761u + 1;
	unsigned threshold = 3 + chance(&state, 4);
	size_t kept_count = 0, found;

	knowledge.count = knowledge.imports = 0;
	members.version = 1;
	empty();
	for (size_t r = 0; r < RELEASES; r++) {
		bool rounded = way == ROUNDING && chance(&state, 3) > 0;

		if (r == 0 || chance(&state, 2) == 0) {
			import(&state);
			know_atoms(&knowledge);
		}
		release_open(&release, knowledge.imports);
		for (size_t a = 0; a < AUDIENCES; a++)
			release_know(&release, VIEW("audience"), blocks[a].questionnaire->audience);
		for (size_t k = 0; k < KINDS; k++)
			release_know(&release, VIEW("kind"),
			             view_of(mention_kind_name(blocks[0].mentions[k].group->mention)));
		for (size_t i = 0; i < kept_count && way != ALONE; i++)
			ck_assert_ok(ledger_add(&release, buf_view(&kept[i]), &err), &err);
		if (release_some(&release, &knowledge, threshold, rounded, &state)) {
			kept[kept_count] = BUF_INIT;
			ledger_record(&release, &kept[kept_count++]);
		} else
			++*refused;
		release_close(&release);
	}
	while (kept_count > 0)
		buf_release(&kept[--kept_count]);
	found = attack_all(&knowledge, threshold, way != ALONE);
	return found;
}

/* A number from the environment. */
static uint32_t
setting(const char *name, uint32_t standard)
{
	const char *text = getenv(name);

	return text == NULL ? standard : (uint32_t)strtoul(text, NULL, 10);
}

static size_t
play_all(enum way way, const char *what)
{
	size_t found = 0, refused = 0;
	uint32_t rounds = setting("ROUNDS", ROUNDS), first = setting("SEED", 1);

	for (uint32_t seed = first; seed < first + rounds; seed++) {
		size_t numbers = play(seed, way, &refused);

		found += numbers > 0;
		if (numbers > 0 && way != ALONE)
			printf("study %u: %zu numbers\n", seed, numbers);
	}
	printf("of %u studies with %d releases %zu give a number away, %zu releases refused: %s\n", rounds,
	       RELEASES, found, refused, what);
	ck_assert_uint_lt(refused, rounds * RELEASES / 2);
	return found;
}

START_TEST(no_hidden_number_of_three_releases_is_known_better_than_the_rule)
{
	ck_assert_uint_gt(play_all(ALONE, "each release by itself"), setting("ROUNDS", ROUNDS) / 8);
	ck_assert_uint_eq(play_all(REMEMBERING, "with the ledger"), 0);
}
END_TEST

START_TEST(no_rounded_number_is_known_better_than_the_rule)
{
	ck_assert_uint_eq(play_all(ROUNDING, "rounded and hidden, with the ledger"), 0);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		no_hidden_number_of_three_releases_is_known_better_than_the_rule,
		no_rounded_number_is_known_better_than_the_rule,
	};
	Suite *suite = suite_create("disclosure");
	TCase *tcase = tcase_create("disclosure");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_set_timeout(tcase, 300);
	for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++)
		tcase_add_test(tcase, tests[i]);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
