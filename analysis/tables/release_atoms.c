/* SPDX-License-Identifier: EUPL-1.2
 *
 * From the names of numbers to atoms: release_atoms.h.
 */
#include "release_atoms.h"

#include <stdlib.h>
#include <string.h>

static const char *const fact_names[FACT_COUNT] = {
	[FACT_QUESTIONNAIRE] = "questionnaire",
	[FACT_AUDIENCE] = "audience",
	[FACT_WAVE] = "wave",
	[FACT_SEALED] = "sealed",
	[FACT_KIND] = "kind",
	[FACT_FINDING] = "finding",
};

/* ---- values and moments -------------------------------------------------------------------------------- */

/* Of people and responses a mention's facts are part of the subject. */
static enum atoms_fact
fact_of(const struct release_number *about, const struct release_part *part)
{
	bool mentions = view_is(about->base, "mentions");
	enum atoms_fact fact = 0;

	if (view_starts(part->dimension, RELEASE_FINDING))
		return mentions ? FACT_FINDING : FACT_COUNT;
	while (fact < FACT_COUNT && !view_is(part->dimension, fact_names[fact]))
		fact++;
	return fact >= FACT_KIND && !mentions ? FACT_COUNT : fact;
}

static size_t
find_value(struct atoms *atoms, enum atoms_fact fact, struct view value)
{
	size_t i = 0, count = atoms->value_counts[fact];

	while (i < count && !view_equal(atoms->values[fact][i], value))
		i++;
	if (i < count)
		return i;
	atoms->values[fact] = xrealloc(atoms->values[fact], count + 1, sizeof(*atoms->values[fact]));
	atoms->values[fact][count] = value;
	atoms->value_counts[fact]++;
	if (fact == FACT_FINDING) {
		atoms->kinds = xrealloc(atoms->kinds, count + 1, sizeof(*atoms->kinds));
		atoms->kinds[count] = FACT_ANY;
	}
	return i;
}

static struct view
version_of(const struct release_number *about)
{
	struct view version = VIEW("");

	for (size_t i = 0; i < about->part_count; i++)
		if (view_starts(about->parts[i].dimension, RELEASE_FINDING))
			version = about->parts[i].dimension;
	return version;
}

static void
add_moment(struct atoms *atoms, uint64_t state, struct view findings)
{
	size_t count = atoms->moment_count;

	for (size_t m = 0; m < count; m++)
		if (atoms->moments[m].state == state && view_equal(atoms->moments[m].findings, findings))
			return;
	atoms->moments = xrealloc(atoms->moments, count + 1, sizeof(*atoms->moments));
	atoms->moments[atoms->moment_count++] = (struct atoms_moment){ state, findings, 0 };
}

/* In the order of time. A state has a moment without findings only when it has no other. */
static void
list_moments(struct atoms *atoms)
{
	const struct release *release = atoms->release;
	uint64_t *states = xcalloc(release->releases + 2, sizeof(*states));
	size_t state_count = 0;

	for (size_t i = 0; i < release->published.number_count; i++) {
		size_t s = 0;

		while (s < state_count && states[s] != release->numbers[i].state)
			s++;
		if (s == state_count)
			states[state_count++] = release->numbers[i].state;
	}
	for (size_t s = 0; s < state_count; s++) {
		size_t first = atoms->moment_count;

		for (size_t i = 0; i < release->published.number_count; i++) {
			struct view version = version_of(&release->numbers[i]);

			if (release->numbers[i].state == states[s] && version.len > 0 &&
			    !release->published.numbers[i].derived)
				add_moment(atoms, states[s], version);
		}
		if (atoms->moment_count == first)
			add_moment(atoms, states[s], VIEW(""));
		for (size_t m = first; m < atoms->moment_count; m++)
			atoms->moments[m].first = first;
	}
	free(states);
}

static size_t
find_moment(const struct atoms *atoms, uint64_t state, struct view version)
{
	size_t m = 0;

	while (atoms->moments[m].state != state ||
	       (version.len > 0 && !view_equal(atoms->moments[m].findings, version)))
		m++;
	return m;
}

/* ---- subjects ------------------------------------------------------------------------------------------ */

static bool
same_part(const struct release_part *a, const struct release_part *b)
{
	return view_equal(a->dimension, b->dimension) && view_equal(a->value, b->value);
}

bool
atoms_is_narrower(const struct atoms_subject *narrow, const struct atoms_subject *wide)
{
	bool all = view_equal(narrow->base, wide->base);

	for (size_t i = 0; all && i < wide->part_count; i++) {
		bool found = false;

		for (size_t j = 0; j < narrow->part_count; j++)
			found = found || same_part(&narrow->parts[j], &wide->parts[i]);
		all = found;
	}
	return all;
}

/* Whether it has a part of every dimension that the other has. */
static bool
is_of_dimensions(const struct atoms_subject *narrow, const struct atoms_subject *wide)
{
	bool all = view_equal(narrow->base, wide->base);

	for (size_t i = 0; all && i < wide->part_count; i++) {
		bool found = false;

		for (size_t j = 0; j < narrow->part_count; j++)
			found = found || view_equal(narrow->parts[j].dimension, wide->parts[i].dimension);
		all = found;
	}
	return all;
}

static size_t
find_subject(struct atoms *atoms, const struct atoms_subject *subject)
{
	size_t count = atoms->subject_count, i = 0;

	while (i < count && !(atoms->subjects[i].part_count == subject->part_count &&
	                      atoms_is_narrower(&atoms->subjects[i], subject)))
		i++;
	if (i < count)
		return i;
	atoms->subjects = xrealloc(atoms->subjects, count + 1, sizeof(*atoms->subjects));
	atoms->subjects[atoms->subject_count++] = *subject;
	return i;
}

/* Takes a number's name apart. */
static void
add_printed(struct atoms *atoms, size_t number)
{
	const struct release_number *about = &atoms->release->numbers[number];
	struct atoms_printed *one = &atoms->printed[atoms->printed_count++];
	struct atoms_subject subject = { .base = about->base };
	struct view version = version_of(about);

	*one =
	    (struct atoms_printed){ .number = number, .moment = find_moment(atoms, about->state, version) };
	for (size_t fact = 0; fact < FACT_COUNT; fact++)
		one->whom.facts[fact] = FACT_ANY;
	for (size_t i = 0; i < about->part_count; i++) {
		struct release_part part = about->parts[i];
		enum atoms_fact fact = fact_of(about, &part);

		if (fact < FACT_COUNT) {
			one->whom.facts[fact] = find_value(atoms, fact, part.value);
			continue;
		}
		if (view_starts(part.dimension, RELEASE_FINDING)) {
			part.dimension = VIEW(RELEASE_FINDING);
			subject.by_finding = true;
		}
		subject.parts[subject.part_count++] = part;
	}
	if (one->whom.facts[FACT_FINDING] != FACT_ANY &&
	    !view_is(atoms->values[FACT_FINDING][one->whom.facts[FACT_FINDING]], RELEASE_MISSING))
		atoms->kinds[one->whom.facts[FACT_FINDING]] = one->whom.facts[FACT_KIND];
	one->subject = find_subject(atoms, &subject);
}

/* ---- atoms --------------------------------------------------------------------------------------------- */

size_t
atoms_moment_for(const struct atoms *atoms, const struct atoms_subject *subject, size_t moment)
{
	bool versions = subject->by_finding || view_is(subject->base, "mentions");

	return versions ? moment : atoms->moments[moment].first;
}

static void
tell_apart(const struct atoms *atoms, struct atoms_subject *subject)
{
	for (size_t i = 0; i < atoms->printed_count; i++) {
		const struct atoms_printed *one = &atoms->printed[i];

		if (!is_of_dimensions(&atoms->subjects[one->subject], subject))
			continue;
		for (size_t fact = 0; fact < FACT_COUNT; fact++)
			if (one->whom.facts[fact] != FACT_ANY)
				subject->told_apart[atoms->value_offsets[fact] + one->whom.facts[fact]] =
				    true;
		if (atoms_is_narrower(&atoms->subjects[one->subject], subject))
			subject->present[atoms_moment_for(atoms, subject, one->moment)] = true;
	}
}

/* Whether there is more than the values that are told apart: everybody knows of some facts what they can be. */
static bool
has_others(const struct atoms *atoms, const struct atoms_subject *subject, enum atoms_fact fact)
{
	const struct release *release = atoms->release;
	bool known = false, others = false;

	for (size_t i = 0; i < release->value_count; i++) {
		bool found = false;

		if (!view_is(release->values[i].dimension, fact_names[fact]))
			continue;
		known = true;
		for (size_t v = 0; v < atoms->value_counts[fact]; v++)
			found = found || (subject->told_apart[atoms->value_offsets[fact] + v] &&
			                  view_equal(atoms->values[fact][v], release->values[i].value));
		others = others || !found;
	}
	return !known || others;
}

bool
atoms_within(const struct atoms *atoms, const struct atoms_whom *part, const struct atoms_whom *whole,
             const struct atoms_subject *subject_of_whole)
{
	bool within = true;

	for (size_t fact = 0; within && fact < FACT_COUNT; fact++) {
		size_t mine = part->facts[fact], all = whole->facts[fact];

		if (all == FACT_OTHER)
			within = mine == FACT_OTHER ||
			         (mine != FACT_ANY &&
			          !subject_of_whole->told_apart[atoms->value_offsets[fact] + mine]);
		else
			within = all == FACT_ANY || mine == all;
	}
	return within;
}

static bool
is_possible(const struct atoms *atoms, const struct atoms_subject *subject, const struct atoms_whom *atom)
{
	const struct release *release = atoms->release;
	size_t finding = atom->facts[FACT_FINDING];
	bool possible = true, wanted = false;

	if (finding < FACT_OTHER && atoms->kinds[finding] != FACT_ANY)
		possible = atom->facts[FACT_KIND] == atoms->kinds[finding];
	for (size_t i = 0; possible && i < release->nobody_count; i++) {
		bool is_it = true;

		for (size_t p = 0; is_it && p < release->nobody[i].part_count; p++) {
			const struct release_part *part = &release->nobody[i].parts[p];
			enum atoms_fact fact = fact_of(&release->nobody[i], part);

			is_it = fact < FACT_COUNT && atom->facts[fact] < FACT_OTHER &&
			        view_equal(atoms->values[fact][atom->facts[fact]], part->value);
		}
		possible = !is_it;
	}
	for (size_t i = 0; possible && !wanted && i < atoms->printed_count; i++)
		wanted = atoms_is_narrower(&atoms->subjects[atoms->printed[i].subject], subject) &&
		         atoms_within(atoms, atom, &atoms->printed[i].whom, subject);
	return wanted;
}

/* From one fact to the next, all values that are told apart. */
static bool
add_atoms(struct atoms *atoms, struct atoms_subject *subject, struct atoms_whom *atom, size_t fact,
          size_t most)
{
	bool good = true, any = false;

	if (fact == FACT_COUNT) {
		if (!is_possible(atoms, subject, atom))
			return true;
		subject->atoms = xrealloc(subject->atoms, subject->atom_count + 1, sizeof(*subject->atoms));
		subject->atoms[subject->atom_count++] = *atom;
		return subject->atom_count <= most;
	}
	for (size_t v = 0; good && v < atoms->value_counts[fact]; v++)
		if (subject->told_apart[atoms->value_offsets[fact] + v]) {
			any = true;
			atom->facts[fact] = v;
			good = add_atoms(atoms, subject, atom, fact + 1, most);
		}
	if (good && (!any || has_others(atoms, subject, (enum atoms_fact)fact))) {
		atom->facts[fact] = any ? FACT_OTHER : FACT_ANY;
		good = add_atoms(atoms, subject, atom, fact + 1, most);
	}
	return good;
}

bool
atoms_make(struct atoms *atoms, const struct release *release, size_t most)
{
	size_t total = 0;
	bool good = true;

	*atoms = (struct atoms){ .release = release };
	atoms->printed = xcalloc(release->published.number_count + 1, sizeof(*atoms->printed));
	list_moments(atoms);
	for (size_t i = 0; i < release->published.number_count; i++)
		if (!release->published.numbers[i].derived)
			add_printed(atoms, i);
	for (size_t fact = 0; fact < FACT_COUNT; fact++)
		atoms->value_offsets[fact + 1] = atoms->value_offsets[fact] + atoms->value_counts[fact];
	for (size_t s = 0; good && s < atoms->subject_count; s++) {
		struct atoms_subject *subject = &atoms->subjects[s];
		struct atoms_whom atom = { { 0 } };

		subject->told_apart = xcalloc(atoms->value_offsets[FACT_COUNT] + 1, sizeof(bool));
		subject->present = xcalloc(atoms->moment_count + 1, sizeof(bool));
		tell_apart(atoms, subject);
		good = add_atoms(atoms, subject, &atom, 0, most - total);
		total += subject->atom_count * atoms->moment_count;
		good = good && total <= most;
	}
	return good;
}

void
atoms_free(struct atoms *atoms)
{
	for (size_t s = 0; s < atoms->subject_count; s++) {
		free(atoms->subjects[s].told_apart);
		free(atoms->subjects[s].present);
		free(atoms->subjects[s].atoms);
		free(atoms->subjects[s].variables);
	}
	for (size_t fact = 0; fact < FACT_COUNT; fact++)
		free(atoms->values[fact]);
	free(atoms->moments);
	free(atoms->printed);
	free(atoms->subjects);
	free(atoms->kinds);
}
