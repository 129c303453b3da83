/* SPDX-License-Identifier: EUPL-1.2
 *
 * Controlled rounding: release.h. A number becomes the multiple of the base below it, plus 0 or 1 times the base; what adds up
 * must still do so. Everything is counted in multiples, so the programme's numbers are small.
 */
#include <glpk.h>
#include <sodium.h>
#include <stdlib.h>

#include "release_inside.h"

enum {
	FURTHER_COST = 4, /* of a multiple further away, against 1 for the other neighbour */
	TRIES = 4,
};

struct programme {
	struct release *release;
	unsigned base;
	bool *printed; /* owned; per number */
	glp_prob *lp;  /* owned */
	int *column;   /* owned; per number that is printed: how many multiples above the one below it */
};

static bool
is_multiple(const struct programme *programme, size_t number)
{
	return programme->release->published.numbers[number].value % programme->base == 0;
}

/* By chance, the more likely the nearer the multiple above is. */
static bool
prefers_up(const struct programme *programme, size_t number)
{
	const struct published_number *about = &programme->release->published.numbers[number];
	uint8_t digest[crypto_generichash_BYTES];
	crypto_generichash_state hash;
	uint64_t drawn;

	crypto_generichash_init(&hash, programme->release->key, RELEASE_KEY_BYTES, sizeof(digest));
	crypto_generichash_update(&hash, (const uint8_t *)about->name.ptr, about->name.len);
	crypto_generichash_update(&hash, (const uint8_t *)&about->value, sizeof(about->value));
	crypto_generichash_final(&hash, digest, sizeof(digest));
	drawn = digest[0] | (uint64_t)digest[1] << 8 | (uint64_t)digest[2] << 16 | (uint64_t)digest[3] << 24;
	return drawn % programme->base < about->value % programme->base;
}

/* Where there is no choice: a multiple itself, and what an earlier release printed rounded to the same base. */
static bool
is_fixed(const struct programme *programme, size_t number, int *up)
{
	const struct published_number *about = &programme->release->published.numbers[number];
	uint64_t below = about->value - about->value % programme->base, before;

	*up = 0;
	if (is_multiple(programme, number))
		return true;
	if (!about->bounded)
		return false;
	before = about->most + 1 - programme->base;
	*up = before > below;
	return before == below || before == below + programme->base;
}

/* ---- the programme -------------------------------------------------------------------------------------- */

/* `further`: how many multiples past the neighbours a number may go. */
static void
add_numbers(struct programme *programme, int further)
{
	const struct published *published = &programme->release->published;

	for (size_t i = 0; i < published->number_count; i++) {
		int up, past = published->numbers[i].value >= programme->base ? further : 0;
		bool fixed;

		if (!programme->printed[i])
			continue;
		fixed = is_fixed(programme, i, &up);
		programme->column[i] = glp_add_cols(programme->lp, 1 + 2 * (further > 0));
		glp_set_col_kind(programme->lp, programme->column[i], GLP_BV);
		if (fixed)
			glp_set_col_bnds(programme->lp, programme->column[i], GLP_FX, up, up);
		else
			glp_set_obj_coef(programme->lp, programme->column[i],
			                 prefers_up(programme, i) ? -1 : 1);
		for (int way = 1; way <= 2 && further > 0; way++) {
			int column = programme->column[i] + way, most = fixed ? 0 : way == 1 ? further : past;

			glp_set_col_kind(programme->lp, column, GLP_IV);
			glp_set_col_bnds(programme->lp, column, most > 0 ? GLP_DB : GLP_FX, 0, most);
			glp_set_obj_coef(programme->lp, column, FURTHER_COST);
		}
	}
}

/* Whether all that a relation is about is printed in this release; rests are in between and may be what they like. */
static bool
is_of_printed(const struct programme *programme, const struct published_relation *relation)
{
	const struct published *published = &programme->release->published;
	bool all = true;

	for (size_t t = 0; all && t < relation->count; t++) {
		size_t number = published->terms[relation->first + t].number;

		all = programme->printed[number] || (published->numbers[number].derived &&
		                                     published->terms[relation->first + t].coefficient < 0);
	}
	return all;
}

/* What everybody can see of a table: that it adds up, and that a part is no more than its whole. What else is true of people
 * who choose several things is not seen in rounded numbers. */
static bool
is_seen(const struct published_relation *relation)
{
	return relation->equal || relation->count == 2;
}

static void
add_relation(struct programme *programme, const struct published_relation *relation, int further,
             int *indices, double *values)
{
	const struct published *published = &programme->release->published;
	bool equal = relation->equal;
	uint64_t multiples;
	double below = 0;
	int count = 0, row;

	for (size_t t = 0; t < relation->count; t++) {
		const struct published_term *term = &published->terms[relation->first + t];

		if (!programme->printed[term->number]) {
			equal = false; /* a rest, which is taken off: what is left is at least 0 */
			continue;
		}
		multiples = published->numbers[term->number].value / programme->base;
		below += (double)multiples * term->coefficient;
		for (int way = 0; way <= 2 * (further > 0); way++) {
			indices[++count] = programme->column[term->number] + way;
			values[count] = way == 2 ? -term->coefficient : term->coefficient;
		}
	}
	if (count == 0)
		return;
	row = glp_add_rows(programme->lp, 1);
	glp_set_row_bnds(programme->lp, row, equal ? GLP_FX : GLP_LO, -below, -below);
	glp_set_mat_row(programme->lp, row, count, indices, values);
}

/* All, or (`loose`) only those that are seen. */
static void
add_relations(struct programme *programme, int further, bool loose)
{
	const struct published *published = &programme->release->published;
	int *indices = xcalloc(3 * published->term_count + 1, sizeof(*indices));
	double *values = xcalloc(3 * published->term_count + 1, sizeof(*values));

	for (size_t r = 0; r < published->relation_count; r++)
		if ((!loose || is_seen(&published->relations[r])) &&
		    is_of_printed(programme, &published->relations[r]))
			add_relation(programme, &published->relations[r], further, indices, values);
	free(indices);
	free(values);
}

static void
show(struct programme *programme, size_t number, int64_t multiples)
{
	uint64_t below = programme->release->published.numbers[number].value / programme->base;

	programme->release->numbers[number].shown = (uint64_t)((int64_t)below + multiples) * programme->base;
}

/* Good also when there was no time to prove that nothing fits chance better. */
static bool
control(struct programme *programme, int further, bool loose, unsigned milliseconds)
{
	glp_iocp settings;
	int status;

	glp_erase_prob(programme->lp);
	add_numbers(programme, further);
	add_relations(programme, further, loose);
	glp_init_iocp(&settings);
	settings.msg_lev = GLP_MSG_OFF;
	settings.presolve = GLP_ON;
	settings.tm_lim = (int)milliseconds;
	(void)glp_intopt(programme->lp, &settings);
	status = glp_mip_status(programme->lp);
	if (status != GLP_OPT && status != GLP_FEAS)
		return false;
	for (size_t i = 0; i < programme->release->published.number_count; i++) {
		double multiples = 0;

		for (int way = 0; programme->printed[i] && way <= 2 * (further > 0); way++)
			multiples +=
			    (way == 2 ? -1 : 1) * glp_mip_col_val(programme->lp, programme->column[i] + way);
		if (programme->printed[i])
			show(programme, i, (int64_t)(multiples + (multiples < 0 ? -0.5 : 0.5)));
	}
	return true;
}

/* ---- what is known by it -------------------------------------------------------------------------------- */

static bool
went_further(const struct programme *programme, size_t number)
{
	uint64_t value = programme->release->published.numbers[number].value,
	         shown = programme->release->numbers[number].shown;

	return (shown > value ? shown - value : value - shown) >= programme->base;
}

/* A multiple itself is printed as it is, and nothing else is printed as 0 but what is under the base. */
static void
bound(const struct programme *programme, size_t number)
{
	struct published_number *about = &programme->release->published.numbers[number];
	uint64_t shown = programme->release->numbers[number].shown,
	         room = (went_further(programme, number) ? 2 : 1) * (uint64_t)programme->base - 1, least,
	         most;

	if (number < programme->release->old_numbers && !about->hidden)
		return;
	least = shown > room ? shown - room : 0;
	most = shown + room;
	about->rounded = about->bounded ? about->rounded : number >= programme->release->old_numbers;
	about->least = about->bounded && about->least > least ? about->least : least;
	about->most = about->bounded && about->most < most ? about->most : most;
	about->bounded = about->hidden = about->settled = true;
}

/* What an earlier release hid stays hidden, and is not rounded: the bounds of what is shown beside it would tell more of it. */
static void
list_printed(struct programme *programme, const size_t *numbers, size_t count)
{
	const struct release *release = programme->release;

	for (size_t i = 0; i < count; i++) {
		const struct published_number *about = &release->published.numbers[numbers[i]];

		if (numbers[i] != RELEASE_NONE)
			programme->printed[numbers[i]] =
			    numbers[i] >= release->old_numbers || !about->hidden || about->bounded;
	}
}

bool
release_round(struct release *release, const struct release_placed *placed, size_t count, unsigned base,
              unsigned milliseconds, struct rounding *rounding, struct error *err)
{
	size_t numbers = release->published.number_count;
	struct programme programme = { .release = release,
		                       .base = base,
		                       .printed = xcalloc(numbers + 1, sizeof(bool)),
		                       .lp = glp_create_prob(),
		                       .column = xcalloc(numbers + 1, sizeof(int)) };
	bool good = false;

	*rounding = (struct rounding){ .base = base, .within = base - 1 };
	for (size_t t = 0; t < count; t++) {
		list_printed(&programme, placed[t].counts, placed[t].tally->cell_count);
		list_printed(&programme, placed[t].people, placed[t].tally->cell_count);
	}
	for (int try = 0; !good && try < TRIES; try++)
		good = control(&programme, try % 2, try >= 2, milliseconds / TRIES);
	good = good ||
	       fail(err, ERROR_INVALID,
	            "these numbers cannot be rounded so that they add up: take fewer dimensions, or do not "
	            "round");
	for (size_t i = 0; good && i < numbers; i++) {
		if (programme.printed[i] && went_further(&programme, i))
			rounding->within = 2 * base - 1;
		if (programme.printed[i])
			bound(&programme, i);
		else if (release->published.numbers[i].derived && i >= release->old_numbers)
			release->published.numbers[i].rounded = true;
	}
	glp_delete_prob(programme.lp);
	free(programme.printed);
	free(programme.column);
	return good;
}
