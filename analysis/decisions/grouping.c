/* SPDX-License-Identifier: EUPL-1.2
 *
 * The text library's grouping with the team's decisions: analysis/decisions/grouping.h. A file of its own, because the words
 * of both worlds (a group of mentions, a group of questions) meet nowhere else.
 */
#include "grouping.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/text/groups.h"

enum { RANKS = 5 };

struct grouping {
	struct words *words;
	struct thesaurus *thesaurus;
	const struct watch *watch;
	struct vectors *vectors; /* NULL: words alone decide */
};

bool
grouping_new(const char *thesaurus, struct grouping **grouping, struct error *err)
{
	struct grouping *made = xcalloc(1, sizeof(*made));
	struct problems problems = PROBLEMS_INIT;
	bool good = false;

	/* Without the dictionary compounds are split by the thesaurus alone. */
	if (!words_new(access(WORDS_DICTIONARY, R_OK) == 0 ? WORDS_DICTIONARY : NULL, &made->words, err))
		goto out;
	good = thesaurus_load(thesaurus, made->words, &made->thesaurus, &problems) ||
	       problems_fail(&problems, err);
out:
	problems_release(&problems);
	if (good)
		*grouping = made;
	else
		grouping_free(made);
	return good;
}

void
grouping_free(struct grouping *grouping)
{
	if (grouping == NULL)
		return;
	vectors_free(grouping->vectors);
	thesaurus_free(grouping->thesaurus);
	words_free(grouping->words);
	free(grouping);
}

void
grouping_watch(struct grouping *grouping, const struct watch *watch)
{
	grouping->watch = watch;
}

/* Owned by the caller. */
static struct view *
views_of(const struct grouping_text *texts, size_t count)
{
	struct view *views = xcalloc(count + 1, sizeof(*views));

	for (size_t i = 0; i < count; i++)
		views[i] = texts[i].text;
	return views;
}

bool
grouping_use_vectors(struct grouping *grouping, const char *path, const struct grouping_text *texts,
                     size_t count, struct error *err)
{
	struct view *views = views_of(texts, count);
	struct vectors *vectors;
	bool good = vectors_load(path, grouping->words, views, count, &vectors, err);

	if (good) {
		vectors_free(grouping->vectors);
		grouping->vectors = vectors;
	}
	free(views);
	return good;
}

/* NULL when it was stopped. */
static struct mentions *
mentions_of(struct grouping *grouping, const struct grouping_text *texts, size_t count)
{
	struct view *views = views_of(texts, count);
	struct mentions *mentions =
	    mentions_new_watched(grouping->words, grouping->thesaurus, views, count, grouping->watch);

	if (mentions != NULL && grouping->vectors != NULL)
		mentions_use_vectors(mentions, grouping->words, grouping->vectors, views);
	free(views);
	return mentions;
}

struct grouping_reading {
	struct mentions *mentions;
	size_t count;
};

bool
grouping_read(struct grouping *grouping, const struct grouping_text *texts, size_t count,
              struct grouping_reading **reading, struct error *err)
{
	struct mentions *mentions = mentions_of(grouping, texts, count);

	if (mentions == NULL) {
		fail(err, ERROR_BUSY, "the grouping was stopped");
		return false;
	}
	*reading = xcalloc(1, sizeof(**reading));
	**reading = (struct grouping_reading){ mentions, count };
	return true;
}

void
grouping_reading_free(struct grouping_reading *reading)
{
	if (reading == NULL)
		return;
	mentions_free(reading->mentions);
	free(reading);
}

/* What the team decided, as links: each finding's mentions to its first one, and the first ones of all findings apart. */
static struct mention_link *
make_links(const struct grouping_text *texts, size_t count, const struct grouping_link *given,
           size_t given_count, size_t *link_count)
{
	size_t *first = xcalloc(count, sizeof(*first)), firsts = 0, made = 0;
	struct mention_link *links;

	for (size_t i = 0; i < count; i++) {
		size_t f = 0;

		while (f < firsts && texts[first[f]].finding != texts[i].finding)
			f++;
		if (texts[i].finding >= 0 && f == firsts)
			first[firsts++] = i;
	}
	links = xcalloc(given_count + count + firsts * firsts, sizeof(*links));
	for (size_t i = 0; i < given_count; i++)
		links[made++] = (struct mention_link){ given[i].a, given[i].b, given[i].together };
	for (size_t f = 0; f < firsts; f++) {
		for (size_t i = first[f] + 1; i < count; i++)
			if (texts[i].finding == texts[first[f]].finding)
				links[made++] = (struct mention_link){ first[f], i, true };
		for (size_t other = f + 1; other < firsts; other++)
			links[made++] = (struct mention_link){ first[f], first[other], false };
	}
	free(first);
	*link_count = made;
	return links;
}

static struct grouping_proposal
copy_group(const struct group *group, struct arena *arena)
{
	struct grouping_proposal copy = { .member_count = group->member_count,
		                          .shared_count = group->shared_count,
		                          .alike = group->alike };

	copy.members = arena_array(arena, group->member_count, sizeof(*copy.members));
	for (size_t i = 0; i < group->member_count; i++)
		copy.members[i] = group->members[i];
	copy.shared = arena_array(arena, group->shared_count, sizeof(*copy.shared));
	for (size_t i = 0; i < group->shared_count; i++)
		copy.shared[i] = arena_copy(arena, group->shared[i]);
	return copy;
}

bool
grouping_propose(struct grouping *grouping, const struct grouping_text *texts, size_t count,
                 const struct grouping_link *links, size_t link_count, struct arena *arena,
                 struct grouping_proposals *proposals, struct error *err)
{
	struct grouping_reading *reading = NULL;
	size_t all_count;
	struct mention_link *all = make_links(texts, count, links, link_count, &all_count);
	struct groups groups = { .count = 0 };
	bool good = grouping_read(grouping, texts, count, &reading, err) &&
	            groups_propose(reading->mentions, all, all_count, 0, &groups, err);

	proposals->count = 0;
	if (!good)
		goto out;
	proposals->list = arena_array(arena, groups.count, sizeof(*proposals->list));
	for (size_t i = 0; i < groups.count; i++)
		if (groups.list[i].member_count > 1)
			proposals->list[proposals->count++] = copy_group(&groups.list[i], arena);
	groups_release(&groups);
out:
	free(all);
	grouping_reading_free(reading);
	return good;
}

/* The tags of all texts, owned by the caller in tags->of; none when one of them has none. */
static void
gather_tags(const struct grouping_text *texts, size_t count, float **of, struct mention_tags *tags)
{
	bool all = count > 0;

	tags->count = count > 0 ? texts[0].tag_count : 0;
	for (size_t i = 0; i < count; i++)
		all = all && texts[i].tags != NULL && texts[i].tag_count == tags->count;
	if (!all)
		tags->count = 0;
	*of = xcalloc(count * tags->count + 1, sizeof(**of));
	for (size_t i = 0; i < count && tags->count > 0; i++)
		memcpy(*of + i * tags->count, texts[i].tags, tags->count * sizeof(**of));
	tags->of = *of;
}

size_t
grouping_rank(const struct grouping_reading *reading, const struct grouping_text *texts, size_t which,
              struct arena *arena, struct grouping_rank **ranks)
{
	size_t count = reading->count;
	long *finding_of = xcalloc(count, sizeof(*finding_of));
	struct mention_tags tags;
	struct ranked ranked[RANKS];
	float *of;
	long most = -1;
	size_t found;

	for (size_t i = 0; i < count; i++) {
		finding_of[i] = texts[i].finding < 0 ? FINDING_NONE : texts[i].finding;
		most = texts[i].finding > most ? texts[i].finding : most;
	}
	gather_tags(texts, count, &of, &tags);
	found = groups_rank(reading->mentions, which, finding_of, (size_t)(most + 1),
	                    tags.count > 0 ? &tags : NULL, ranked, RANKS);
	*ranks = arena_array(arena, found, sizeof(**ranks));
	for (size_t i = 0; i < found; i++)
		(*ranks)[i] =
		    (struct grouping_rank){ (long)ranked[i].finding, ranked[i].score, ranked[i].nearest };
	free(of);
	free(finding_of);
	return found;
}
