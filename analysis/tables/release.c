/* SPDX-License-Identifier: EUPL-1.2
 *
 * From tables to a release: release.h. The numbers of each table are release_cells.c, what holds between tables is
 * release_cross.c.
 */
#include "release.h"

#include <stdlib.h>

#include "clock.h"
#include "release_inside.h"

enum { NEEDS_ROUNDS = 6 };

/* ---- hiding, and having it audited --------------------------------------------------------------------- */

/* The rule of audit.h. */
static struct protect_need *
first_needs(const struct release *release)
{
	const struct published *published = &release->published;
	struct protect_need *needs = xcalloc(published->number_count + 1, sizeof(*needs));

	for (size_t i = 0; i < published->number_count; i++) {
		uint64_t value = published->numbers[i].value, most = release->threshold - 1;

		if (published->numbers[i].uncounted)
			continue;
		if (value > 0 && value <= most && !published->numbers[i].rounded)
			needs[i] = (struct protect_need){ .down = value, .up = most - value };
		else if (!published->numbers[i].derived || (value > 0 && value <= most))
			needs[i].width = most;
	}
	return needs;
}

/* The audit refused: more doubt, but nothing can be less than 0. */
static void
need_more(struct protect_need *need, unsigned more)
{
	need->up += more;
	need->width += need->width > 0 ? more : 0;
}

static unsigned
time_left(uint64_t start, unsigned milliseconds)
{
	uint64_t taken = clock_milliseconds() - start;

	return taken < milliseconds ? milliseconds - (unsigned)taken : 0;
}

/* What the audit refuses needs more: fractions can hide what whole numbers show. */
static bool
hide_and_audit(struct release *release, unsigned milliseconds, struct error *err)
{
	uint64_t start = clock_milliseconds();
	struct protect_need *needs;
	bool good;
	int round = 0;

	good = release_tie(release, err);
	needs = first_needs(release);
	while (good) {
		audit_release(&release->audit);
		good = protect(&release->published, needs, time_left(start, milliseconds), &release->hiding,
		               err) &&
		       audit_make(&release->audit, &release->published, release->threshold, err);
		for (size_t i = 0; good && i < release->audit.count; i++)
			if (release->audit.intervals[i].exposed)
				need_more(&needs[release->audit.intervals[i].number], release->threshold);
		if (release->audit.exposed == 0 || ++round == NEEDS_ROUNDS)
			break;
	}
	free(needs);
	release_untie(release);
	if (good && release->audit.exposed > 0)
		good = fail(err, ERROR_INVALID, "the audit refuses: %zu hidden numbers can be worked out",
		            release->audit.exposed);
	return good;
}

static bool
apply(const struct release *release, const struct release_placed *placed, struct tally *tally,
      struct error *err)
{
	bool good = true;

	for (size_t i = 0; good && i < tally->cell_count; i++) {
		struct cell *cell = &tally->cells[i];
		size_t count = placed->counts[i], people = placed->people[i];

		if (count == RELEASE_NONE)
			continue;
		if (release->published.numbers[count].hidden ||
		    (people != RELEASE_NONE && release->published.numbers[people].hidden))
			cell->state = cell->state == CELL_SMALL ? CELL_SMALL : CELL_PROTECTS;
		else if (cell->respondents > 0 && cell->respondents < release->threshold)
			good = fail(err, ERROR_INVALID,
			            "an earlier release shows a number of %u people or fewer",
			            release->threshold - 1);
		else
			cell->state = CELL_SHOWN;
	}
	return good;
}

static bool
round_and_audit(struct release *release, const struct release_placed *placed, size_t count, unsigned base,
                unsigned milliseconds, struct error *err)
{
	bool good = release_round(release, placed, count, base, milliseconds, &release->rounding, err);

	if (good) {
		good = release_tie(release, err) &&
		       audit_make(&release->audit, &release->published, release->threshold, err);
		release_untie(release);
	}
	return good &&
	       (release->audit.exposed == 0 ||
	        fail(
	            err, ERROR_INVALID,
	            "the audit refuses: with what was released before, %zu rounded numbers can be worked out",
	            release->audit.exposed));
}

static void
apply_rounded(const struct release *release, const struct release_placed *placed, struct tally *tally)
{
	for (size_t i = 0; i < tally->cell_count; i++) {
		struct cell *cell = &tally->cells[i];
		size_t count = placed->counts[i], people = placed->people[i];

		if (count == RELEASE_NONE)
			continue;
		/* As an earlier release hid it. */
		if (release->published.numbers[count].hidden && !release->published.numbers[count].bounded) {
			cell->state = CELL_PROTECTS;
			continue;
		}
		cell->count = release->numbers[count].shown;
		cell->respondents = people == RELEASE_NONE ? cell->count : release->numbers[people].shown;
		cell->state = CELL_SHOWN;
	}
	tally->rounding = release->rounding;
}

/* ---- all of it ------------------------------------------------------------------------------------------ */

static const struct release_placed *
placed_of(const struct release_placed *placed, size_t count, const struct tally *table)
{
	const struct release_placed *found = NULL;

	for (size_t t = 0; found == NULL && t < count; t++)
		if (placed[t].tally == table)
			found = &placed[t];
	return found;
}

static void
relate_known(struct release *release, const struct release_placed *placed, size_t count)
{
	const struct release_known_term *terms = release->known;

	for (size_t k = 0; k < release->known_count; terms += release->known_counts[k++]) {
		bool all = true;

		for (size_t t = 0; t < release->known_counts[k]; t++)
			all = all && placed_of(placed, count, terms[t].table) != NULL;
		if (!all)
			continue;
		published_relate(&release->published, false);
		for (size_t t = 0; t < release->known_counts[k]; t++)
			published_term(&release->published,
			               placed_of(placed, count, terms[t].table)->counts[terms[t].cell],
			               terms[t].coefficient);
	}
}

/* The numbers of the tables, and all that holds between them and earlier ones. */
static bool
place_all(struct release *release, struct tally *const *tallies, struct release_placed *placed, size_t count,
          unsigned threshold, struct error *err)
{
	bool good = true;

	release->old_numbers = release->published.number_count;
	release->old_relations = release->published.relation_count;
	release_expect_tables(release, count);
	release->again = xcalloc(release->old_numbers + 1, sizeof(*release->again));
	if (threshold < release->threshold)
		good = fail(err, ERROR_INVALID, "earlier releases hide what is under %u: use at least that",
		            release->threshold);
	release->threshold = threshold > release->threshold ? threshold : release->threshold;
	for (size_t t = 0; good && t < count; t++) {
		placed[t].tally = tallies[t];
		placed[t].table = t;
		good = release_place(release, &placed[t], err);
	}
	for (size_t t = 0; good && t < count; t++)
		release_relate_lines(release, &placed[t]);
	if (good) {
		release_relate_people(release);
		relate_known(release, placed, count);
		release_cross(release);
		published_forget_twice(&release->published, release->old_relations);
	}
	return good && (published_holds(&release->published) ||
	                fail(err, ERROR_INVALID, "the tables contradict each other"));
}

static void
free_placed(struct release_placed *placed, size_t count)
{
	for (size_t t = 0; t < count; t++) {
		free(placed[t].counts);
		free(placed[t].people);
	}
	free(placed);
}

bool
release_tables(struct release *release, struct tally *const *tallies, size_t count, unsigned threshold,
               unsigned milliseconds, struct error *err)
{
	struct release_placed *placed = xcalloc(count + 1, sizeof(*placed));
	bool good = place_all(release, tallies, placed, count, threshold, err) &&
	            hide_and_audit(release, milliseconds, err);

	for (size_t t = 0; good && t < count; t++)
		good = apply(release, &placed[t], tallies[t], err);
	free_placed(placed, count);
	return good;
}

bool
release_rounded(struct release *release, struct tally *const *tallies, size_t count, unsigned threshold,
                unsigned base, unsigned milliseconds, struct error *err)
{
	struct release_placed *placed = xcalloc(count + 1, sizeof(*placed));
	bool good;

	release->rounding = (struct rounding){ .base = base };
	good = (base >= threshold ||
	        fail(err, ERROR_INVALID, "rounding to %u would tell what is under %u: round to at least that",
	             base, threshold)) &&
	       place_all(release, tallies, placed, count, threshold, err) &&
	       (base >= release->threshold ||
	        fail(err, ERROR_INVALID, "earlier releases hide what is under %u: round to at least that",
	             release->threshold)) &&
	       round_and_audit(release, placed, count, base, milliseconds, err);
	for (size_t t = 0; good && t < count; t++)
		apply_rounded(release, &placed[t], tallies[t]);
	free_placed(placed, count);
	return good;
}

bool
release_made_safe(struct release *release, struct tally *const *tallies, size_t count, unsigned threshold,
                  unsigned base, unsigned milliseconds, struct error *err)
{
	return base > 0 ? release_rounded(release, tallies, count, threshold, base, milliseconds, err)
	                : release_tables(release, tallies, count, threshold, milliseconds, err);
}
