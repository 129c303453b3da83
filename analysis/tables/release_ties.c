/* SPDX-License-Identifier: EUPL-1.2
 *
 * What holds between numbers of several tables and of several moments because of atoms that no table had: release_inside.h,
 * release_atoms.h. An older table by audience and an older one by kind, and a newer one by both, say something of who was of
 * both then. That number stands nowhere and nobody asks for it, but others can be worked out through it.
 */
#include <glpk.h>
#include <stdlib.h>

#include "release_atoms.h"

enum { ATOMS_MAX = 20000 };

struct ties {
	struct release *release;
	struct published *published;
	struct atoms atoms;
	bool *direct; /* owned; subject * subject_count + wider: narrower with nothing in between */
};

static size_t
variable(const struct atoms_subject *subject, size_t moment, size_t atom)
{
	return subject->variables[moment * subject->atom_count + atom];
}

/* ---- variables ----------------------------------------------------------------------------------------- */

/* The only atom of a number; or how many there are. */
static size_t
count_atoms(const struct ties *ties, const struct atoms_printed *one, size_t *atom)
{
	const struct atoms_subject *subject = &ties->atoms.subjects[one->subject];
	size_t count = 0;

	for (size_t a = 0; a < subject->atom_count; a++)
		if (atoms_within(&ties->atoms, &subject->atoms[a], &one->whom, subject)) {
			*atom = a;
			count++;
		}
	return count;
}

/* Whether the number is not of all that its name says: of a question only who was asked, and another table had more. */
static bool
is_partial(const struct ties *ties, const struct atoms_printed *one)
{
	const struct release *release = ties->release;
	size_t largest = release_first(release, release->published.numbers[one->number].name);
	bool partial = release->numbers[one->number].partial;

	for (; !partial && largest != RELEASE_NONE; largest = release_next(release, largest))
		partial = release->published.numbers[largest].value >
		              release->published.numbers[one->number].value &&
		          !release->published.numbers[largest].derived &&
		          release->numbers[largest].state == release->numbers[one->number].state;
	return partial;
}

/* A number that is one atom stands for it; all other atoms are unknowns. */
static void
make_variables(struct ties *ties)
{
	struct atoms *atoms = &ties->atoms;
	const struct published_number unknown = {
		.name = VIEW("an unprinted number"), .hidden = true, .settled = true, .uncounted = true
	};

	for (size_t s = 0; s < atoms->subject_count; s++) {
		struct atoms_subject *subject = &atoms->subjects[s];
		size_t count = atoms->moment_count * subject->atom_count;

		subject->variables = xcalloc(count + 1, sizeof(*subject->variables));
		for (size_t i = 0; i < count; i++)
			subject->variables[i] = RELEASE_NONE;
	}
	for (size_t i = 0; i < atoms->printed_count; i++) {
		const struct atoms_printed *one = &atoms->printed[i];
		struct atoms_subject *subject = &atoms->subjects[one->subject];
		size_t atom = 0;

		if (count_atoms(ties, one, &atom) == 1 && !is_partial(ties, one))
			subject->variables[one->moment * subject->atom_count + atom] = one->number;
	}
	for (size_t s = 0; s < atoms->subject_count; s++) {
		struct atoms_subject *subject = &atoms->subjects[s];

		for (size_t m = 0; m < atoms->moment_count; m++)
			for (size_t a = 0; subject->present[m] && a < subject->atom_count; a++)
				if (variable(subject, m, a) == RELEASE_NONE)
					subject->variables[m * subject->atom_count + a] =
					    published_add(ties->published, &unknown);
	}
}

/* ---- within a moment ----------------------------------------------------------------------------------- */

static void
relate_printed(struct ties *ties, const struct atoms_printed *one)
{
	const struct atoms_subject *subject = &ties->atoms.subjects[one->subject];
	size_t atom = 0, count = count_atoms(ties, one, &atom);
	bool partial = is_partial(ties, one);

	if (count == 0 || (count == 1 && variable(subject, one->moment, atom) == one->number))
		return;
	published_relate(ties->published, !partial);
	published_term(ties->published, one->number, partial ? -1 : 1);
	for (size_t a = 0; a < subject->atom_count; a++)
		if (atoms_within(&ties->atoms, &subject->atoms[a], &one->whom, subject))
			published_term(ties->published, variable(subject, one->moment, a), partial ? 1 : -1);
}

static void
find_direct(struct ties *ties)
{
	const struct atoms *atoms = &ties->atoms;
	size_t count = atoms->subject_count;
	bool *narrower = xcalloc(count * count + 1, sizeof(bool));

	ties->direct = xcalloc(count * count + 1, sizeof(bool));
	for (size_t s = 0; s < count; s++)
		for (size_t w = 0; w < count; w++)
			narrower[s * count + w] =
			    s != w && atoms_is_narrower(&atoms->subjects[s], &atoms->subjects[w]);
	for (size_t s = 0; s < count; s++)
		for (size_t w = 0; w < count; w++) {
			bool direct = narrower[s * count + w];

			for (size_t b = 0; direct && b < count; b++)
				direct = !(narrower[s * count + b] && narrower[b * count + w]);
			ties->direct[s * count + w] = direct;
		}
	free(narrower);
}

/* The dimension of the one part that the narrow subject has beside those of the wide one, where that is a choice of one: all such
 * subjects together are no more than the wide one. Empty: of several. */
static struct view
choice_between(const struct atoms_subject *narrow, const struct atoms_subject *wide)
{
	struct view choice = VIEW("");

	for (size_t i = 0; narrow->part_count == wide->part_count + 1 && i < narrow->part_count; i++) {
		bool found = false;

		for (size_t j = 0; j < wide->part_count; j++)
			found = found || (view_equal(narrow->parts[i].dimension, wide->parts[j].dimension) &&
			                  view_equal(narrow->parts[i].value, wide->parts[j].value));
		if (!found && narrow->parts[i].additive)
			choice = narrow->parts[i].dimension;
	}
	return choice;
}

static bool
same_facts(const struct atoms_whom *a, const struct atoms_whom *b, bool findings)
{
	bool same = true;

	for (size_t fact = 0; same && fact < FACT_COUNT; fact++)
		same = (!findings && fact == FACT_FINDING) || a->facts[fact] == b->facts[fact];
	return same;
}

/* Takes the same atom of another subject off the relation that was started. */
static void
take_off(struct ties *ties, const struct atoms_subject *subject, size_t moment, const struct atoms_whom *whom)
{
	for (size_t a = 0; subject->present[moment] && a < subject->atom_count; a++)
		if (same_facts(&subject->atoms[a], whom, true))
			published_term(ties->published, variable(subject, moment, a), -1);
}

/* An atom of a subject at one moment is no more than those of a wider one; of a choice of one, all together. */
static void
relate_wider(struct ties *ties, size_t s, size_t w, size_t moment, size_t atom)
{
	const struct atoms *atoms = &ties->atoms;
	const struct atoms_subject *narrow = &atoms->subjects[s], *wide = &atoms->subjects[w];
	const struct atoms_whom *whom = &narrow->atoms[atom];
	size_t moment_wide = atoms_moment_for(atoms, wide, moment);
	struct view choice = choice_between(narrow, wide);

	published_relate(ties->published, false);
	for (size_t a = 0; a < wide->atom_count; a++)
		if (atoms_within(atoms, &wide->atoms[a], whom, narrow))
			published_term(ties->published, variable(wide, moment_wide, a), 1);
	if (choice.len == 0)
		published_term(ties->published, variable(narrow, moment, atom), -1);
	for (size_t o = 0; choice.len > 0 && o < atoms->subject_count; o++)
		if (ties->direct[o * atoms->subject_count + w] &&
		    view_equal(choice_between(&atoms->subjects[o], wide), choice))
			take_off(ties, &atoms->subjects[o], moment, whom);
}

static void
relate_subjects(struct ties *ties)
{
	const struct atoms *atoms = &ties->atoms;

	for (size_t s = 0; s < atoms->subject_count; s++)
		for (size_t w = 0; w < atoms->subject_count; w++)
			for (size_t m = 0;
			     ties->direct[s * atoms->subject_count + w] && m < atoms->moment_count; m++)
				for (size_t a = 0; a < atoms->subjects[s].atom_count; a++)
					if (variable(&atoms->subjects[s], m, a) != RELEASE_NONE)
						relate_wider(ties, s, w, m, a);
}

/* ---- from one moment to the next ----------------------------------------------------------------------- */

/* The last moment before this one at which the subject has atoms, or RELEASE_NONE. */
static size_t
moment_before(const struct atoms_subject *subject, size_t moment)
{
	while (moment-- > 0)
		if (subject->atom_count > 0 && variable(subject, moment, 0) != RELEASE_NONE)
			return moment;
	return RELEASE_NONE;
}

/* All atoms that are this one but for the finding. */
static void
add_terms(struct ties *ties, const struct atoms_subject *subject, size_t moment,
          const struct atoms_whom *whom, bool findings, int coefficient)
{
	for (size_t a = 0; a < subject->atom_count; a++)
		if (same_facts(&subject->atoms[a], whom, findings))
			published_term(ties->published, variable(subject, moment, a), coefficient);
}

/* Whether it is the first of those that are the same but for the finding. */
static bool
is_first(const struct atoms_subject *subject, size_t atom)
{
	bool first = true;

	for (size_t a = 0; first && a < atom; a++)
		first = !same_facts(&subject->atoms[a], &subject->atoms[atom], false);
	return first;
}

/* `findings`: of each finding, which holds while no mention went from one to another. Else what is certain. */
static void
relate_moment(struct ties *ties, size_t moment, bool findings)
{
	const struct atoms *atoms = &ties->atoms;

	for (size_t s = 0; s < atoms->subject_count; s++) {
		const struct atoms_subject *subject = &atoms->subjects[s];
		size_t before = subject->atom_count > 0 && variable(subject, moment, 0) != RELEASE_NONE
		                  ? moment_before(subject, moment)
		                  : RELEASE_NONE;
		bool grown =
		    before != RELEASE_NONE && atoms->moments[before].state != atoms->moments[moment].state;

		if (before == RELEASE_NONE || (findings ? !grown : subject->by_finding))
			continue;
		for (size_t a = 0; a < subject->atom_count; a++) {
			if (!findings && !is_first(subject, a))
				continue;
			published_relate(ties->published, !grown);
			add_terms(ties, subject, moment, &subject->atoms[a], findings, 1);
			add_terms(ties, subject, before, &subject->atoms[a], findings, -1);
		}
	}
}

/* ---- whether it fits ----------------------------------------------------------------------------------- */

/* Whether there are unknowns with which all relations hold, given the truth of every number. */
static bool
fits(const struct published *published)
{
	glp_prob *lp = glp_create_prob();
	int *indices = xcalloc(published->number_count + 1, sizeof(*indices));
	double *values = xcalloc(published->number_count + 1, sizeof(*values));
	glp_smcp settings;
	bool good = published_holds(published);

	if (published->number_count > 0)
		glp_add_cols(lp, (int)published->number_count);
	for (size_t i = 0; i < published->number_count; i++)
		glp_set_col_bnds(lp, (int)i + 1, GLP_LO, 0, 0);
	for (size_t r = 0; r < published->relation_count; r++) {
		const struct published_relation *relation = &published->relations[r];
		double counted = 0;
		int terms = 0, row;

		for (size_t t = relation->first; t < relation->first + relation->count; t++) {
			const struct published_term *term = &published->terms[t];

			if (!published->numbers[term->number].uncounted) {
				counted += (double)published->numbers[term->number].value * term->coefficient;
				continue;
			}
			indices[++terms] = (int)term->number + 1;
			values[terms] = term->coefficient;
		}
		if (terms == 0)
			continue;
		row = glp_add_rows(lp, 1);
		glp_set_mat_row(lp, row, terms, indices, values);
		glp_set_row_bnds(lp, row, relation->equal ? GLP_FX : GLP_LO, -counted, -counted);
	}
	glp_init_smcp(&settings);
	settings.msg_lev = GLP_MSG_OFF;
	good = good && glp_simplex(lp, &settings) == 0 && glp_get_status(lp) == GLP_OPT;
	glp_delete_prob(lp);
	free(indices);
	free(values);
	return good;
}

/* Somebody may think that no mention went from one finding to another. Where that cannot be, he knows. */
static void
relate_growth_of_findings(struct ties *ties)
{
	for (size_t m = 1; m < ties->atoms.moment_count; m++) {
		size_t relations = ties->published->relation_count, terms = ties->published->term_count;

		relate_moment(ties, m, true);
		if (ties->published->relation_count > relations && !fits(ties->published)) {
			ties->published->relation_count = relations;
			ties->published->term_count = terms;
		}
	}
}

bool
release_tie(struct release *release, struct error *err)
{
	struct ties ties = { .release = release, .published = &release->published };
	size_t relations = release->published.relation_count;
	bool good =
	    atoms_make(&ties.atoms, release, ATOMS_MAX) ||
	    fail(err, ERROR_INVALID,
	         "more than %d numbers are too many to protect together: take fewer dimensions", ATOMS_MAX);

	release->real_numbers = release->published.number_count;
	release->real_relations = relations;
	release->real_terms = release->published.term_count;
	if (good) {
		make_variables(&ties);
		find_direct(&ties);
		for (size_t i = 0; i < ties.atoms.printed_count; i++)
			relate_printed(&ties, &ties.atoms.printed[i]);
		relate_subjects(&ties);
		for (size_t m = 1; m < ties.atoms.moment_count; m++)
			relate_moment(&ties, m, false);
		good =
		    fits(&release->published) || fail(err, ERROR_INVALID, "the tables contradict each other");
	}
	if (good) {
		relate_growth_of_findings(&ties);
		published_forget_twice(&release->published, relations);
	}
	free(ties.direct);
	atoms_free(&ties.atoms);
	return good;
}

void
release_untie(struct release *release)
{
	release->published.number_count = release->real_numbers;
	release->published.relation_count = release->real_relations;
	release->published.term_count = release->real_terms;
}
