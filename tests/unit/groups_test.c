/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of groups of mentions (analysis/text/groups.h): what is proposed, links, the same every time, and many at once.
 */
#include "unit.h"

#include <math.h>
#include <string.h>

#include "analysis/text/groups.h"
#include "analysis/text/groups_inside.h"

static const char *const about[] = {
	"Ik schiet de borg zelf voor.",
	"De borg schiet ik voor uit eigen zak.",
	"Wie schiet de borg voor?",
	"Zonder adres geen bankrekening.",
	"Voor een bankrekening is een adres nodig.",
	"Een bankrekening krijg je niet zonder adres.",
	"Wij appen in een groep buiten het systeem.",
	"De groep waarin wij appen staat buiten het systeem.",
};
enum { MENTIONS = sizeof(about) / sizeof(*about), MANY = 6000 };

static struct words *words;
static struct mentions *mentions;
static struct arena arena;

static void
setup(void)
{
	struct view texts[MENTIONS];
	struct error err = ERROR_INIT;

	arena = ARENA_INIT;
	for (size_t i = 0; i < MENTIONS; i++)
		texts[i] = view_of(about[i]);
	ck_assert_ok(words_new(NULL, &words, &err), &err);
	mentions = mentions_new(words, NULL, texts, MENTIONS);
}

static void
teardown(void)
{
	mentions_free(mentions);
	words_free(words);
	arena_release(&arena);
}

static struct groups
propose(const struct mention_link *links, size_t count, double alike)
{
	struct error err = ERROR_INIT;
	struct groups groups;

	ck_assert_ok(groups_propose(mentions, links, count, alike, &groups, &err), &err);
	return groups;
}

static bool
together(const struct groups *groups, size_t a, size_t b)
{
	return groups->group_of[a] == groups->group_of[b];
}

START_TEST(mentions_of_the_same_thing_are_proposed_as_one)
{
	struct groups groups;
	bool borg = false;

	setup();
	groups = propose(NULL, 0, 0.05);
	ck_assert_uint_eq(groups.count, 3);
	ck_assert(together(&groups, 0, 1) && together(&groups, 1, 2));
	ck_assert(together(&groups, 3, 4) && together(&groups, 4, 5));
	ck_assert(together(&groups, 6, 7));
	ck_assert(!together(&groups, 0, 3) && !together(&groups, 3, 6));
	for (size_t i = 0; i < groups.list[0].shared_count; i++)
		borg = borg || view_is(groups.list[0].shared[i], "borg");
	ck_assert(borg);
	ck_assert(groups.list[0].alike > 0.05 && groups.list[0].alike <= 1);
	groups_release(&groups);
	teardown();
}
END_TEST

START_TEST(links_are_kept_whatever_the_words_say)
{
	static const struct mention_link links[] = { { 0, 6, true }, { 6, 7, false }, { 3, 5, false } };
	struct groups groups;

	setup();
	groups = propose(links, 3, 0.05);
	ck_assert(together(&groups, 0, 6));
	ck_assert(!together(&groups, 6, 7));
	ck_assert(!together(&groups, 3, 5));
	groups_release(&groups);
	/* Nor does a low limit bring together what cannot be. */
	groups = propose(links, 3, 1e-9);
	ck_assert(!together(&groups, 6, 7) && !together(&groups, 3, 5));
	groups_release(&groups);
	teardown();
}
END_TEST

START_TEST(links_that_contradict_each_other_are_refused)
{
	static const struct mention_link links[] = { { 0, 1, true }, { 1, 2, true }, { 2, 0, false } };
	static const struct mention_link nobody[] = { { 0, MENTIONS, true } };
	struct error err = ERROR_INIT;
	struct groups groups;

	setup();
	ck_assert(!groups_propose(mentions, links, 3, 0, &groups, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	groups_release(&groups);
	err = ERROR_INIT;
	ck_assert(!groups_propose(mentions, nobody, 1, 0, &groups, &err));
	groups_release(&groups);
	groups = propose(links, 2, 0);
	ck_assert(together(&groups, 0, 2));
	groups_release(&groups);
	teardown();
}
END_TEST

START_TEST(shared_words_can_be_highlighted)
{
	struct view *shared;
	size_t count;

	setup();
	count = mentions_shared(mentions, words, NULL, 1, view_of(about[0]), &arena, &shared);
	ck_assert_uint_eq(count, 2);
	ck_assert_view(shared[0], "schiet");
	ck_assert_view(shared[1], "borg");
	ck_assert_uint_eq(mentions_shared(mentions, words, NULL, 6, view_of(about[0]), &arena, &shared), 0);
	teardown();
}
END_TEST

START_TEST(a_mention_is_offered_the_findings_it_is_most_like)
{
	long finding_of[MENTIONS] = { 0, 0, FINDING_NONE, 1, 1, FINDING_NONE, 2, FINDING_NONE };
	struct ranked ranked[3];

	setup();
	ck_assert_uint_eq(groups_rank(mentions, 2, finding_of, 4, NULL, ranked, 3), 3);
	ck_assert_uint_eq(ranked[0].finding, 0);
	ck_assert(ranked[0].score > ranked[1].score);
	ck_assert_uint_eq(groups_rank(mentions, 5, finding_of, 4, NULL, ranked, 1), 1);
	ck_assert_uint_eq(ranked[0].finding, 1);
	ck_assert_uint_eq(ranked[0].nearest, 3);
	/* Its own coding says nothing about it. */
	finding_of[7] = 0;
	ck_assert_uint_ge(groups_rank(mentions, 7, finding_of, 4, NULL, ranked, 1), 1);
	ck_assert_uint_eq(ranked[0].finding, 2);
	teardown();
}
END_TEST

START_TEST(tags_count_where_they_are_known)
{
	/* By words the last is as much of either finding: it is of neither. */
	const long finding_of[MENTIONS] = {
		0, 0, FINDING_NONE, 1, 1, FINDING_NONE, FINDING_NONE, FINDING_NONE
	};
	float of[MENTIONS * 2] = { 0 };
	const struct mention_tags tags = { of, 2 };
	struct ranked plain[2], tagged[2];

	setup();
	ck_assert_uint_eq(groups_rank(mentions, 6, finding_of, 2, NULL, plain, 2), 2);
	for (size_t f = 0; f < 2; f++) {
		memset(of, 0, sizeof(of));
		/* The first tag is of the one finding, the second of the other; the mention has either in turn. */
		of[0 * 2] = of[1 * 2] = 1;
		of[3 * 2 + 1] = of[4 * 2 + 1] = 1;
		of[6 * 2 + f] = 0.7F;
		ck_assert_uint_eq(groups_rank(mentions, 6, finding_of, 2, &tags, tagged, 2), 2);
		ck_assert_uint_eq(tagged[0].finding, f);
		ck_assert(tagged[0].score > plain[0].score);
	}
	/* The controls: tags that nobody has say nothing, and words do not give way to them. */
	memset(of, 0, sizeof(of));
	ck_assert_uint_eq(groups_rank(mentions, 6, finding_of, 2, &tags, tagged, 2), 2);
	ck_assert_uint_eq(tagged[0].finding, plain[0].finding);
	ck_assert(fabs(tagged[0].score - plain[0].score) < 1e-12);
	of[0] = of[1 * 2] = of[5 * 2] = 1;
	ck_assert_uint_eq(groups_rank(mentions, 5, finding_of, 2, &tags, tagged, 2), 2);
	ck_assert_uint_eq(tagged[0].finding, 1);
	teardown();
}
END_TEST

/* Pairs of concepts bring together what single ones leave equal. */
START_TEST(two_concepts_together_tell_more_than_each)
{
	static const char thesaurus_text[] = "thesaurus: t\nconcepts:\n  adres: {terms: [adres]}\n"
	                                     "  vriend: {terms: [vriend]}\n  geld: {terms: [geld]}\n";
	static const char *const list[] = { "adres vriend", "adres vriend", "adres geld", "vriend geld" };
	struct problems problems = PROBLEMS_INIT;
	struct thesaurus *thesaurus;
	struct mentions *paired;
	struct view texts[4];

	setup();
	for (size_t i = 0; i < 4; i++)
		texts[i] = view_of(list[i]);
	ck_assert(thesaurus_parse(view_of(thesaurus_text), "t.yaml", words, &thesaurus, &problems));
	paired = mentions_new(words, thesaurus, texts, 4);
	ck_assert(fabs(mentions_alike(paired, 0, 1) - 1) < 1e-6);
	/* Of the concepts they share a half and a little: rarity. With pairs of their own they are less alike than that. */
	ck_assert(mentions_alike(paired, 0, 2) < 0.45);
	ck_assert(mentions_alike(paired, 0, 2) > 0.1);
	mentions_free(paired);
	thesaurus_free(thesaurus);
	problems_release(&problems);
	teardown();
}
END_TEST

/* Two words of a few, so that many pairs are alike and none the same twice over. */
static struct view *
many(size_t count)
{
	struct view *texts = arena_array(&arena, count, sizeof(*texts));
	uint32_t state = 1;

	for (size_t i = 0; i < count; i++) {
		unsigned a, b;

		state = state * 1664525 + 1013904223;
		a = state >> 8 & 255;
		state = state * 1664525 + 1013904223;
		b = state >> 8 & 255;
		texts[i] = arena_printf(&arena, "onderwerp%u kwestie%u iets%zu", a, b, i);
	}
	return texts;
}

START_TEST(looking_at_some_pairs_gives_what_all_pairs_give)
{
	enum { SOME = 300 };
	struct clusters clusters = { .cluster_count = SOME };
	uint32_t exact[SOME], sparse[SOME];
	struct mentions *some;
	struct pair_list *pairs;

	setup();
	some = mentions_new(words, NULL, many(SOME), SOME);
	clusters.cluster_of = arena_array(&arena, SOME, sizeof(uint32_t));
	clusters.sizes = arena_array(&arena, SOME, sizeof(uint32_t));
	pairs = xcalloc(SOME, sizeof(*pairs));
	for (uint32_t i = 0; i < SOME; i++) {
		clusters.cluster_of[i] = i;
		clusters.sizes[i] = 1;
		for (uint32_t j = 0; j < SOME; j++)
			if (i != j)
				pair_list_add(&pairs[i], j,
				              (int64_t)(mentions_alike(some, i, j) * ALIKE_UNIT));
	}
	ck_assert(linkage_exact(some, &clusters, NULL, 0, 0.2, exact));
	ck_assert(linkage_sparse(some, pairs, &clusters, 0.2, sparse));
	for (size_t i = 0; i < SOME; i++)
		for (size_t j = 0; j < i; j++)
			ck_assert_int_eq(exact[i] == exact[j], sparse[i] == sparse[j]);
	pair_lists_free(pairs, SOME);
	mentions_free(some);
	teardown();
}
END_TEST

/* How far grouping may go, in thousandths of its three stages. */
struct allowance {
	size_t most, last;
};

static bool
goes_so_far(void *context, size_t done, size_t of)
{
	struct allowance *allowance = context;

	ck_assert_uint_ge(done, allowance->last);
	ck_assert_uint_le(done, of);
	allowance->last = done;
	return done < allowance->most;
}

/* A group of each is looked for with all pairs, and with some. */
START_TEST(grouping_tells_how_far_it_is_and_stops_where_it_is_told_to)
{
	static const size_t sizes[] = { 600, MANY };
	static const size_t most[] = { 500, 1500, 2100 };
	struct error err;
	struct groups groups;

	setup();
	for (size_t s = 0; s < 2; s++) {
		struct view *texts = many(sizes[s]);
		struct allowance all = { 4000, 0 };
		struct watch watch = { goes_so_far, &all };
		struct mentions *vectors;

		for (size_t m = 0; m < 3; m++) {
			struct allowance some = { most[m], 0 };
			struct watch stopping = { goes_so_far, &some };

			err = ERROR_INIT;
			vectors = mentions_new_watched(words, NULL, texts, sizes[s], &stopping);
			ck_assert_int_eq(vectors == NULL, most[m] < 1000);
			if (vectors != NULL) {
				ck_assert(!groups_propose(vectors, NULL, 0, 0, &groups, &err));
				ck_assert_int_eq(err.code, ERROR_BUSY);
			}
			mentions_free(vectors);
		}
		err = ERROR_INIT;
		vectors = mentions_new_watched(words, NULL, texts, sizes[s], &watch);
		ck_assert_ok(groups_propose(vectors, NULL, 0, 0, &groups, &err), &err);
		ck_assert_uint_gt(all.last, 2000);
		groups_release(&groups);
		mentions_free(vectors);
	}
	teardown();
}
END_TEST

START_TEST(many_mentions_are_grouped_the_same_every_time)
{
	static const struct mention_link links[] = { { 0, 5999, true }, { 1, 2, false } };
	struct groups once, again;
	struct mentions *all;
	struct error err = ERROR_INIT;

	setup();
	ck_assert_int_gt(MANY, GROUPS_EXACT_MAX);
	all = mentions_new(words, NULL, many(MANY), MANY);
	ck_assert_ok(groups_propose(all, links, 2, 0, &once, &err), &err);
	ck_assert_ok(groups_propose(all, links, 2, 0, &again, &err), &err);
	ck_assert_uint_eq(once.count, again.count);
	ck_assert_uint_gt(once.count, 1);
	ck_assert_uint_lt(once.count, MANY);
	for (size_t i = 0; i < MANY; i++)
		ck_assert_uint_eq(once.group_of[i], again.group_of[i]);
	ck_assert(together(&once, 0, 5999) && !together(&once, 1, 2));
	groups_release(&once);
	groups_release(&again);
	mentions_free(all);
	teardown();
}
END_TEST

START_TEST(nothing_odd_breaks_it)
{
	static const char *const odd[] = { "",           "😅😅😅",      "שלום עולם", "<script>alert(1)</script>",
		                           "de het een", "\xff\xfe", "你好",      "???" };
	struct view texts[9];
	struct mentions *all;
	struct groups groups;
	struct error err = ERROR_INIT;
	struct buf long_text = BUF_INIT;

	setup();
	while (long_text.len < 20000)
		buf_add_char(&long_text, 'a');
	for (size_t i = 0; i < 8; i++)
		texts[i] = view_of(odd[i]);
	texts[8] = buf_view(&long_text);
	all = mentions_new(words, NULL, texts, 9);
	ck_assert_ok(groups_propose(all, NULL, 0, 0, &groups, &err), &err);
	ck_assert_uint_eq(groups.count, 9);
	groups_release(&groups);
	mentions_free(all);
	all = mentions_new(words, NULL, texts, 0);
	ck_assert_ok(groups_propose(all, NULL, 0, 0, &groups, &err), &err);
	ck_assert_uint_eq(groups.count, 0);
	groups_release(&groups);
	mentions_free(all);
	buf_release(&long_text);
	teardown();
}
END_TEST

UNIT_MAIN("groups", mentions_of_the_same_thing_are_proposed_as_one, links_are_kept_whatever_the_words_say,
          links_that_contradict_each_other_are_refused, shared_words_can_be_highlighted,
          a_mention_is_offered_the_findings_it_is_most_like, tags_count_where_they_are_known,
          two_concepts_together_tell_more_than_each, looking_at_some_pairs_gives_what_all_pairs_give,
          grouping_tells_how_far_it_is_and_stops_where_it_is_told_to,
          many_mentions_are_grouped_the_same_every_time, nothing_odd_breaks_it)
