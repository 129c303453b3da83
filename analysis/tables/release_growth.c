/* SPDX-License-Identifier: EUPL-1.2
 *
 * The same number at another time: before more was imported, or before mentions went to other findings. release_inside.h.
 */
#include <stdlib.h>

#include "release_inside.h"

struct view
release_finding(struct arena *arena, const struct members *members)
{
	return arena_printf(arena, RELEASE_FINDING "%016llx", (unsigned long long)members->version);
}

/* The newest last. */
void
release_know_findings(struct release *release, struct view dimension)
{
	for (size_t v = 0; v < release->finding_version_count; v++)
		if (view_equal(release->finding_versions[v], dimension))
			return;
	release->finding_versions = xrealloc(release->finding_versions, release->finding_version_count + 1,
	                                     sizeof(*release->finding_versions));
	release->finding_versions[release->finding_version_count++] = dimension;
}

/* The number that is this one but for what mentions told of findings then: the newest. */
static size_t
recoded(const struct release *release, const struct release_number *about)
{
	struct arena arena = ARENA_INIT;
	size_t found = RELEASE_NONE;

	for (size_t i = 0; i < about->part_count; i++)
		for (size_t v = release->finding_version_count; found == RELEASE_NONE && v-- > 0;) {
			struct release_number then = *about;

			if (!view_starts(about->parts[i].dimension, RELEASE_FINDING))
				continue;
			then.parts[i].dimension = release->finding_versions[v];
			found = release_first(release, release_name(&arena, &then));
		}
	arena_release(&arena);
	return found;
}

size_t
release_earlier(const struct release *release, struct view name, const struct release_number *about)
{
	size_t found = release_first(release, name); /* the newest */

	return found != RELEASE_NONE ? found : recoded(release, about);
}

/* The same number as an earlier release has it: with another value since the study has grown or not everybody was asked,
 * or of findings with other mentions since. */
void
release_relate_earlier(struct release *release, size_t number, size_t earlier)
{
	struct published *published = &release->published;
	struct release_number about = release->numbers[number];
	bool recoded = !view_equal(published->numbers[number].name, published->numbers[earlier].name),
	     changed = recoded || about.state != release->numbers[earlier].state,
	     larger = published->numbers[number].value >= published->numbers[earlier].value;
	size_t most = larger ? number : earlier, least = larger ? earlier : number, derived = RELEASE_NONE;
	uint64_t difference = published->numbers[most].value - published->numbers[least].value;

	if (changed && (about.part_count == RELEASE_PARTS_MAX || (recoded && difference == 0)))
		return;
	if (changed && difference > 0) {
		/* Growth adds up over tables; what was coded again can go up here and down there. */
		about.parts[about.part_count++] = (struct release_part){
			recoded && (!larger || about.state == release->numbers[earlier].state)
			    ? VIEW(RELEASE_RECODED)
			    : VIEW(RELEASE_SINCE),
			arena_printf(&release->arena, "%016llx-%016llx",
			             (unsigned long long)release->numbers[earlier].state,
			             (unsigned long long)release->state),
			false,
			false,
		};
		derived = release_derive(release, &about, difference);
	}
	/* Who does not know that nothing came knows that it is no less. */
	published_relate(published, changed && difference > 0);
	published_term(published, most, 1);
	published_term(published, least, -1);
	if (derived != RELEASE_NONE)
		published_term(published, derived, -1);
}
