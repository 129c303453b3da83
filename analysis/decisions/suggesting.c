/* SPDX-License-Identifier: EUPL-1.2
 *
 * Suggestions of tags: analysis/decisions/suggesting.h.
 */
#include "suggesting.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/text/tags.h"

enum { CHOSEN_MAX = 64 };

/* A keyword of a tag as words. */
struct keyword {
	struct view tag, written;
	struct word_list words;
	bool begins; /* it ends in *: the last word is how a word begins */
};

/* What the tagger learns from. */
struct lessons {
	const struct mention **mentions; /* owned */
	bool *coded;                     /* owned; per mention and tag */
	size_t count;
};

struct suggesting {
	struct coding *coding;
	struct codebook codebook;
	struct words *words;
	struct thesaurus *thesaurus;
	struct tagger *tagger;
	struct view *tags; /* that the tagger knows; in the arena */
	size_t tag_count;
	struct lessons lessons; /* until it has learned */
	struct keyword *keywords;
	size_t keyword_count;
	struct arena arena;
};

const char *
suggestion_source_name(enum suggestion_source source)
{
	static const char *const names[] = { "respondent", "codebook", "thesaurus", "learned" };

	return names[source];
}

/* Tags that are offered: not retired, not merged into another. */
static bool
is_offered(const struct code *code)
{
	return !code->retired && code->into.len == 0;
}

static void
read_keywords(struct suggesting *suggesting, const struct code *code)
{
	struct view rest = code->keywords;

	while (rest.len > 0) {
		struct view written = view_trim(view_cut(&rest, ','));
		struct keyword keyword = { .tag = code->id, .written = written };

		keyword.begins = written.len > 1 && written.ptr[written.len - 1] == '*';
		words_read(suggesting->words, written, &suggesting->arena, &keyword.words);
		if (keyword.words.count == 0)
			continue;
		suggesting->keywords = xrealloc(suggesting->keywords, suggesting->keyword_count + 1,
		                                sizeof(*suggesting->keywords));
		suggesting->keywords[suggesting->keyword_count++] = keyword;
	}
}

/* What the respondent chose in questions of this mention, as options; at most CHOSEN_MAX. */
static size_t
chosen_by(const struct mention *mention, struct view *chosen)
{
	size_t count = 0;

	for (size_t c = 0; c < mention->rows->column_count; c++) {
		const struct question *question = mention->rows->columns[c].question;

		for (size_t o = 0; o < question->option_count && count < CHOSEN_MAX; o++)
			if (mention_has(mention, question->id, question->options[o].id))
				chosen[count++] = question->options[o].id;
	}
	return count;
}

static struct tagged_text
tagged_text_of(const struct mention *mention, struct view *chosen)
{
	return (struct tagged_text){
		.text = mention_story(mention),
		.kind =
		    mention->rows->group->mention == MENTION_BROODJE_AAP ? VIEW("myth") : VIEW("workaround"),
		.chosen = chosen,
		.chosen_count = chosen_by(mention, chosen),
	};
}

/* Whether every tag the tagger knows is settled for the mention, and at least one coder coded it. */
static bool
is_settled(const struct suggesting *suggesting, struct view mention, enum tag_state *states, bool *coded)
{
	bool settled = suggesting->tag_count > 0;

	coding_tags(suggesting->coding, mention, suggesting->tags, suggesting->tag_count, states);
	for (size_t t = 0; settled && t < suggesting->tag_count; t++) {
		settled = states[t] != TAG_UNCODED && states[t] != TAG_DISPUTED;
		coded[t] = states[t] == TAG_YES;
	}
	return settled;
}

static void
gather_lessons(struct suggesting *suggesting)
{
	const struct mention_list *mentions = coding_mentions(suggesting->coding);
	enum tag_state *states = xcalloc(suggesting->tag_count, sizeof(*states));
	struct lessons *lessons = &suggesting->lessons;
	size_t room = 0;

	for (size_t i = 0; i < mentions->count; i++) {
		if (lessons->count == room) {
			room = room == 0 ? 64 : room * 2;
			lessons->mentions =
			    xrealloc((void *)lessons->mentions, room, sizeof(*lessons->mentions));
			lessons->coded =
			    xrealloc(lessons->coded, room, suggesting->tag_count * sizeof(*lessons->coded));
		}
		lessons->mentions[lessons->count] = &mentions->list[i];
		lessons->count += is_settled(suggesting, view_of(mentions->list[i].id), states,
		                             lessons->coded + lessons->count * suggesting->tag_count);
	}
	free(states);
}

static void
forget_lessons(struct lessons *lessons)
{
	free((void *)lessons->mentions);
	free(lessons->coded);
	*lessons = (struct lessons){ .mentions = NULL };
}

static void
learn(struct suggesting *suggesting)
{
	const struct lessons *lessons = &suggesting->lessons;
	struct tagged_text *texts = xcalloc(lessons->count, sizeof(*texts));
	struct view *chosen = xcalloc(lessons->count, CHOSEN_MAX * sizeof(*chosen));

	for (size_t i = 0; i < lessons->count; i++)
		texts[i] = tagged_text_of(lessons->mentions[i], chosen + i * CHOSEN_MAX);
	tagger_learn(suggesting->tagger, texts, lessons->coded, lessons->count);
	free(texts);
	free(chosen);
}

struct suggesting *
suggesting_begin(struct coding *coding)
{
	struct suggesting *suggesting = xcalloc(1, sizeof(*suggesting));

	suggesting->coding = coding;
	codebook_make(&suggesting->codebook, coding);
	suggesting->tags =
	    arena_array(&suggesting->arena, suggesting->codebook.count, sizeof(*suggesting->tags));
	for (size_t i = 0; i < suggesting->codebook.count; i++)
		if (is_offered(&suggesting->codebook.list[i]))
			suggesting->tags[suggesting->tag_count++] = suggesting->codebook.list[i].id;
	gather_lessons(suggesting);
	return suggesting;
}

bool
suggesting_finish(struct suggesting *suggesting, const char *thesaurus, const struct watch *watch,
                  struct error *err)
{
	struct problems problems = PROBLEMS_INIT;
	bool good = false;

	/* Without the dictionary compounds are split by the thesaurus alone. */
	if (!words_new(access(WORDS_DICTIONARY, R_OK) == 0 ? WORDS_DICTIONARY : NULL, &suggesting->words,
	               err))
		goto out;
	if (!thesaurus_load(thesaurus, suggesting->words, &suggesting->thesaurus, &problems)) {
		problems_fail(&problems, err);
		goto out;
	}
	for (size_t i = 0; i < suggesting->codebook.count; i++)
		if (is_offered(&suggesting->codebook.list[i]))
			read_keywords(suggesting, &suggesting->codebook.list[i]);
	if (suggesting->tag_count > 0) {
		suggesting->tagger = tagger_new(suggesting->words, suggesting->thesaurus, suggesting->tags,
		                                suggesting->tag_count);
		tagger_watch(suggesting->tagger, watch);
		learn(suggesting);
		tagger_watch(suggesting->tagger, NULL);
	}
	good = watch_goes_on(watch, 1, 1) || fail(err, ERROR_BUSY, "learning was stopped");
out:
	forget_lessons(&suggesting->lessons);
	problems_release(&problems);
	return good;
}

bool
suggesting_new(struct coding *coding, const char *thesaurus, struct suggesting **suggesting,
               struct error *err)
{
	struct suggesting *made = suggesting_begin(coding);
	bool good = suggesting_finish(made, thesaurus, NULL, err);

	if (good)
		*suggesting = made;
	else
		suggesting_free(made);
	return good;
}

void
suggesting_free(struct suggesting *suggesting)
{
	if (suggesting == NULL)
		return;
	if (suggesting->tagger != NULL)
		tagger_free(suggesting->tagger);
	thesaurus_free(suggesting->thesaurus);
	words_free(suggesting->words);
	forget_lessons(&suggesting->lessons);
	codebook_release(&suggesting->codebook);
	arena_release(&suggesting->arena);
	free(suggesting->keywords);
	free(suggesting);
}

/* ---- For one mention ------------------------------------------------------------------------------------ */

static bool
begins_with(struct view text, struct view with)
{
	return text.len >= with.len && memcmp(text.ptr, with.ptr, with.len) == 0;
}

/* Where the keyword stands in the text; empty where it does not. */
static struct view
find_keyword(const struct keyword *keyword, const struct word_list *text)
{
	size_t length = keyword->words.count;

	for (size_t at = 0; at + length <= text->count; at++) {
		const struct word *last = &text->list[at + length - 1];
		size_t same = 0;

		while (same < length) {
			const struct word *one = &text->list[at + same], *wanted = &keyword->words.list[same];
			bool prefix = keyword->begins && same + 1 == length;

			if (prefix ? !begins_with(one->folded, wanted->folded)
			           : !view_equal(one->stem, wanted->stem))
				break;
			same++;
		}
		if (same == length)
			return (struct view){ text->list[at].at.ptr,
				              (size_t)(last->at.ptr + last->at.len - text->list[at].at.ptr) };
	}
	return (struct view){ "", 0 };
}

static void
add(struct suggestion *list, size_t *count, struct suggestion suggestion)
{
	for (size_t i = 0; i < *count; i++)
		if (view_equal(list[i].tag, suggestion.tag))
			return;
	list[(*count)++] = suggestion;
}

static void
add_chosen(struct suggesting *suggesting, const struct tagged_text *text, struct suggestion *list,
           size_t *count)
{
	for (size_t i = 0; i < text->chosen_count; i++) {
		struct view tag = codebook_resolve(suggesting->coding, text->chosen[i]);
		const struct code *code = codebook_find(&suggesting->codebook, tag);

		if (code != NULL && is_offered(code))
			add(list, count,
			    (struct suggestion){ code->id, SUGGESTION_CHOSEN, 1, VIEW(""), VIEW("") });
	}
}

static void
add_keywords(struct suggesting *suggesting, struct view story, struct suggestion *list, size_t *count)
{
	struct arena arena = ARENA_INIT;
	struct word_list words;

	words_read(suggesting->words, story, &arena, &words);
	for (size_t i = 0; i < suggesting->keyword_count; i++) {
		const struct keyword *keyword = &suggesting->keywords[i];
		struct view found = find_keyword(keyword, &words);

		if (found.len > 0)
			add(list, count,
			    (struct suggestion){ keyword->tag, SUGGESTION_KEYWORD, 1, found,
			                         keyword->written });
	}
	arena_release(&arena);
}

static void
add_learned(struct suggesting *suggesting, const struct tagged_text *text, enum tag_source source,
            struct arena *arena, struct suggestion *list, size_t *count)
{
	struct tag_suggestion *found;
	size_t found_count = tagger_suggest(suggesting->tagger, text, arena, &found);

	for (size_t i = 0; i < found_count; i++) {
		struct suggestion suggestion = { .tag = found[i].tag,
			                         .source = source == TAG_RULE ? SUGGESTION_RULE
			                                                      : SUGGESTION_LEARNED,
			                         .probability = found[i].probability,
			                         .words = VIEW(""),
			                         .about = VIEW("") };

		if (found[i].source != source)
			continue;
		if (found[i].reason_count > 0) {
			suggestion.words = found[i].reasons[0].words;
			suggestion.about = found[i].reasons[0].concept;
		}
		add(list, count, suggestion);
	}
}

size_t
suggesting_for(struct suggesting *suggesting, const struct mention *mention, struct arena *arena,
               struct suggestion **list)
{
	struct view chosen[CHOSEN_MAX];
	struct tagged_text text = tagged_text_of(mention, chosen);
	size_t count = 0;

	*list = arena_array(arena, suggesting->codebook.count, sizeof(**list));
	add_chosen(suggesting, &text, *list, &count);
	add_keywords(suggesting, text.text, *list, &count);
	if (suggesting->tagger != NULL) {
		add_learned(suggesting, &text, TAG_RULE, arena, *list, &count);
		add_learned(suggesting, &text, TAG_LEARNED, arena, *list, &count);
	}
	return count;
}

size_t
suggesting_tag_count(const struct suggesting *suggesting)
{
	return suggesting->tag_count;
}

void
suggesting_tags(struct suggesting *suggesting, const struct mention *mention, bool suggest, float *of)
{
	struct arena arena = ARENA_INIT;
	struct suggestion *list = NULL;
	size_t count = suggest ? suggesting_for(suggesting, mention, &arena, &list) : 0;

	for (size_t t = 0; t < suggesting->tag_count; t++) {
		enum tag_state state =
		    coding_tag(suggesting->coding, view_of(mention->id), suggesting->tags[t]);

		of[t] = state == TAG_YES ? 1 : 0;
		for (size_t i = 0; i < count && state == TAG_UNCODED; i++)
			if (view_equal(list[i].tag, suggesting->tags[t]))
				of[t] = (float)list[i].probability;
	}
	arena_release(&arena);
}
