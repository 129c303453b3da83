/* SPDX-License-Identifier: EUPL-1.2
 *
 * Suggesting tags: tags.h.
 */
#include "tags.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "features.h"
#include "logistic.h"

enum {
	CODINGS_LEAST = 10,
	FOLDS = 5,
	REASONS_MAX = 8,
	AT_A_TIME = 64, /* texts, between two looks at whether to go on */
	SPECIAL = 2,    /* columns before the words: always 1, and what the rules say of this tag */
};

/* Chosen by cross-validation on the training halves (tests/quality). */
static const double penalty = 1.0;
static const float bias_before = -1.5F, rule_before = 1.6F;

struct tagger {
	struct words *words;
	const struct thesaurus *thesaurus;
	const struct watch *watch;
	struct view *tags; /* these three per tag, in the arena */
	float **weights;   /* each owned; NULL until something is learned */
	double *threshold;
	size_t tag_count;
	struct vocabulary vocabulary; /* of the words that were learned, from 0 */
	struct arena arena;
};

/* What the rules say of one text about one tag. */
struct ruling {
	double weight;
	struct tag_reason reasons[REASONS_MAX];
	size_t reason_count;
};

struct tagger *
tagger_new(struct words *words, const struct thesaurus *thesaurus, const struct view *tags, size_t tag_count)
{
	struct tagger *tagger = xcalloc(1, sizeof(*tagger));

	tagger->words = words;
	tagger->thesaurus = thesaurus;
	tagger->tag_count = tag_count;
	tagger->tags = arena_array(&tagger->arena, tag_count, sizeof(*tagger->tags));
	tagger->weights = arena_array(&tagger->arena, tag_count, sizeof(*tagger->weights));
	tagger->threshold = arena_array(&tagger->arena, tag_count, sizeof(*tagger->threshold));
	for (size_t t = 0; t < tagger->tag_count; t++)
		tagger->tags[t] = arena_copy(&tagger->arena, tags[t]);
	return tagger;
}

static void
forget(struct tagger *tagger)
{
	for (size_t t = 0; t < tagger->tag_count; t++) {
		free(tagger->weights[t]);
		tagger->weights[t] = NULL;
	}
	vocabulary_release(&tagger->vocabulary);
}

void
tagger_free(struct tagger *tagger)
{
	if (tagger == NULL)
		return;
	forget(tagger);
	arena_release(&tagger->arena);
	free(tagger);
}

void
tagger_watch(struct tagger *tagger, const struct watch *watch)
{
	tagger->watch = watch;
}

/* `rulings` has one per tag. */
static void
rule_for(const struct tagger *tagger, const struct concept *concept, struct view found,
         struct ruling *rulings)
{
	for (size_t i = 0; i < concept->tag_count; i++)
		for (size_t t = 0; t < tagger->tag_count; t++) {
			struct ruling *ruling = &rulings[t];

			if (!view_equal(concept->tags[i].tag, tagger->tags[t]))
				continue;
			ruling->weight += concept->tags[i].weight;
			if (ruling->reason_count < REASONS_MAX)
				ruling->reasons[ruling->reason_count++] =
				    (struct tag_reason){ found, concept->id };
		}
}

/* One ruling per tag; in the arena. */
static struct ruling *
rule(const struct tagger *tagger, const struct tagged_text *text, struct arena *arena)
{
	struct ruling *rulings = arena_array(arena, tagger->tag_count, sizeof(*rulings));
	const struct thesaurus *thesaurus = tagger->thesaurus;
	bool *seen = arena_array(arena, thesaurus->count + 1, sizeof(*seen));
	struct concept_match *matches;
	struct word_list list;
	size_t count;

	words_read(tagger->words, text->text, arena, &list);
	count = thesaurus_match(thesaurus, &list, arena, &matches);
	for (size_t i = 0; i < count; i++) {
		const struct concept *concept = matches[i].concept;

		if (!seen[concept->index])
			rule_for(tagger, concept, matches[i].found, rulings);
		seen[concept->index] = true;
	}
	for (size_t k = 0; k < thesaurus->kind_count; k++)
		if (view_equal(thesaurus->kinds[k].id, text->kind))
			rule_for(tagger, &thesaurus->kinds[k], (struct view){ NULL, 0 }, rulings);
	return rulings;
}

/* The features that are learned from, with the kind of question among them. */
static size_t
learnable(const struct tagger *tagger, const struct tagged_text *text, struct arena *arena,
          struct feature **features)
{
	size_t count = features_read(tagger->words, tagger->thesaurus, text->text, false, arena, features);

	if (text->kind.len > 0 && count < FEATURES_MAX) {
		(*features)[count++] = (struct feature){
			.key = 0x6b696e64U + text->kind.len * 31 + (unsigned char)text->kind.ptr[0],
			.block = BLOCK_CONCEPT,
			.weight = 1,
			.label = text->kind,
		};
	}
	return count;
}

static float
value_of(const struct feature *feature)
{
	return feature->block == BLOCK_STEM ? 0.6F * feature->weight : feature->weight;
}

/* All rows, without what differs per tag. `rulings` gets what the rules say: one row of tags per text. False when it was stopped. */
static bool
make_rows(struct tagger *tagger, const struct tagged_text *texts, size_t count, struct sparse *rows,
          float *rulings)
{
	size_t room = 4096, used = 0;
	bool going = true;

	rows->rows = count;
	rows->start = xcalloc(count + 1, sizeof(*rows->start));
	rows->ids = xcalloc(room, sizeof(*rows->ids));
	rows->values = xcalloc(room, sizeof(*rows->values));
	for (size_t i = 0; i < count && going; i++) {
		struct arena arena = ARENA_INIT;
		struct feature *features;
		size_t found = learnable(tagger, &texts[i], &arena, &features);
		const struct ruling *ruling = rule(tagger, &texts[i], &arena);

		for (size_t t = 0; t < tagger->tag_count; t++)
			rulings[i * tagger->tag_count + t] =
			    (float)(ruling[t].weight < 3 ? ruling[t].weight : 3);
		if (used + found + SPECIAL > room) {
			room = (used + found + SPECIAL) * 2;
			rows->ids = xrealloc(rows->ids, room, sizeof(*rows->ids));
			rows->values = xrealloc(rows->values, room, sizeof(*rows->values));
		}
		rows->ids[used] = 0;
		rows->values[used++] = 1;
		rows->ids[used] = 1;
		rows->values[used++] = 0;
		for (size_t f = 0; f < found; f++) {
			rows->ids[used] = SPECIAL + vocabulary_add(&tagger->vocabulary, features[f].key);
			rows->values[used++] = value_of(&features[f]);
		}
		rows->start[i + 1] = used;
		arena_release(&arena);
		going = i % AT_A_TIME != 0 || watch_goes_on(tagger->watch, 0, tagger->tag_count);
	}
	rows->columns = SPECIAL + tagger->vocabulary.count;
	return going;
}

static void
begin(float *weights, size_t columns)
{
	memset(weights, 0, columns * sizeof(*weights));
	weights[0] = bias_before;
	weights[1] = rule_before;
}

struct judged {
	double probability;
	bool right;
};

static int
likelier_first(const void *left, const void *right)
{
	const struct judged *a = left, *b = right;

	if (a->probability > b->probability || a->probability < b->probability)
		return a->probability > b->probability ? -1 : 1;
	return (int)b->right - (int)a->right;
}

/* The threshold with the best F1 of what was judged out of its fold; with little to go by it stays near a half. */
static double
best_threshold(struct judged *judged, size_t count)
{
	size_t positives = 0, hits = 0;
	double best = 0, threshold = 0.5;

	for (size_t i = 0; i < count; i++)
		positives += judged[i].right;
	qsort(judged, count, sizeof(*judged), likelier_first);
	for (size_t i = 0; i + 1 < count; i++) {
		double f1;

		hits += judged[i].right;
		f1 = 2 * (double)hits / (double)(i + 1 + positives);
		if (judged[i].probability > judged[i + 1].probability && f1 > best) {
			best = f1;
			threshold = (judged[i].probability + judged[i + 1].probability) / 2;
		}
	}
	if (threshold < 0.15)
		threshold = 0.15;
	if (threshold > 0.7)
		threshold = 0.7;
	return threshold;
}

/* False when it was stopped. */
static bool
learn_tag(struct tagger *tagger, struct sparse *rows, const float *rulings, const bool *coded, size_t t)
{
	struct judged *judged = xcalloc(rows->rows, sizeof(*judged));
	bool *use = xcalloc(rows->rows, sizeof(*use));
	float *weights = xcalloc(rows->columns, sizeof(*weights));
	bool going = true;

	for (size_t r = 0; r < rows->rows; r++)
		rows->values[rows->start[r] + 1] = rulings[r * tagger->tag_count + t];
	for (size_t fold = 0; fold < FOLDS && going; fold++) {
		for (size_t r = 0; r < rows->rows; r++)
			use[r] = r % FOLDS != fold;
		begin(weights, rows->columns);
		logistic_learn(rows, coded + t, tagger->tag_count, use, penalty, weights);
		for (size_t r = fold; r < rows->rows; r += FOLDS) {
			size_t from = rows->start[r];

			judged[r].right = coded[r * tagger->tag_count + t];
			judged[r].probability = logistic_of(rows->ids + from, rows->values + from,
			                                    rows->start[r + 1] - from, weights);
		}
		going = watch_goes_on(tagger->watch, t, tagger->tag_count);
	}
	tagger->threshold[t] = best_threshold(judged, rows->rows);
	begin(weights, rows->columns);
	logistic_learn(rows, coded + t, tagger->tag_count, NULL, penalty, weights);
	tagger->weights[t] = weights;
	free(judged);
	free(use);
	return going;
}

bool
tagger_learn(struct tagger *tagger, const struct tagged_text *texts, const bool *coded, size_t count)
{
	struct sparse rows = { .start = NULL };
	float *rulings;
	bool going;

	forget(tagger);
	if (count < CODINGS_LEAST)
		return false;
	rulings = xcalloc(count * tagger->tag_count, sizeof(*rulings));
	going = make_rows(tagger, texts, count, &rows, rulings);
	for (size_t t = 0; going && t < tagger->tag_count; t++)
		going = learn_tag(tagger, &rows, rulings, coded, t);
	if (!going)
		forget(tagger);
	sparse_release(&rows);
	free(rulings);
	return going;
}

/* One text as seen by what was learned. */
struct seen {
	struct feature *features;
	size_t count;
	uint32_t *ids;
};

static double
learned(const struct tagger *tagger, const struct seen *seen, double ruling, size_t t)
{
	const float *weights = tagger->weights[t];
	uint32_t special[SPECIAL] = { 0, 1 };
	float values[SPECIAL] = { 1, (float)(ruling < 3 ? ruling : 3) };
	double odds = 0, probability = logistic_of(special, values, SPECIAL, weights);

	for (size_t f = 0; f < seen->count; f++)
		if (seen->ids[f] != VOCABULARY_ABSENT)
			odds +=
			    (double)value_of(&seen->features[f]) * (double)weights[SPECIAL + seen->ids[f]];
	/* Odds multiply: p / (1 - p) times exp(odds). */
	return probability / (probability + (1 - probability) * exp(-odds));
}

/* The words that spoke loudest for a tag, behind those of the rules. */
static void
learned_reasons(const struct tagger *tagger, const struct seen *seen, size_t t, struct ruling *ruling)
{
	bool used[FEATURES_MAX] = { false };
	size_t *count = &ruling->reason_count;

	for (int round = 0; round < 3 && *count < REASONS_MAX; round++) {
		size_t best = seen->count;
		float most = 0.1F;

		for (size_t f = 0; f < seen->count; f++) {
			float weight =
			    seen->ids[f] == VOCABULARY_ABSENT
			        ? 0
			        : tagger->weights[t][SPECIAL + seen->ids[f]] * value_of(&seen->features[f]);

			if (!used[f] && weight > most) {
				most = weight;
				best = f;
			}
		}
		if (best == seen->count)
			break;
		used[best] = true;
		ruling->reasons[(*count)++] =
		    (struct tag_reason){ seen->features[best].found, seen->features[best].label };
	}
}

static bool
is_chosen(const struct tagged_text *text, struct view tag)
{
	bool chosen = false;

	for (size_t i = 0; i < text->chosen_count; i++)
		chosen = chosen || view_equal(text->chosen[i], tag);
	return chosen;
}

/* Likelier first; an insertion, because they are few and ties keep their order. */
static void
insert(struct tag_suggestion *list, size_t *count, struct tag_suggestion suggestion)
{
	size_t at = (*count)++;

	while (at > 0 && list[at - 1].probability < suggestion.probability) {
		list[at] = list[at - 1];
		at--;
	}
	list[at] = suggestion;
}

size_t
tagger_suggest(struct tagger *tagger, const struct tagged_text *text, struct arena *arena,
               struct tag_suggestion **suggestions)
{
	struct tag_suggestion *list = arena_array(arena, tagger->tag_count + 1, sizeof(*list));
	struct ruling *rulings = rule(tagger, text, arena);
	struct seen seen = { .count = 0 };
	size_t count = 0;

	if (tagger->tag_count > 0 && tagger->weights[0] != NULL) {
		seen.count = learnable(tagger, text, arena, &seen.features);
		seen.ids = arena_array(arena, seen.count + 1, sizeof(*seen.ids));
		for (size_t f = 0; f < seen.count; f++)
			seen.ids[f] = vocabulary_find(&tagger->vocabulary, seen.features[f].key);
	}
	for (size_t t = 0; t < tagger->tag_count; t++) {
		struct ruling *ruling = &rulings[t];
		bool ruled = ruling->weight >= 1, chosen = is_chosen(text, tagger->tags[t]), wanted = ruled;
		double probability = ruling->weight < 2 ? ruling->weight / 2 : 1;

		if (tagger->weights[t] != NULL) {
			probability = learned(tagger, &seen, ruling->weight, t);
			wanted = probability >= tagger->threshold[t];
			if (wanted)
				learned_reasons(tagger, &seen, t, ruling);
		}
		if (!wanted && !chosen)
			continue;
		insert(list, &count,
		       (struct tag_suggestion){
		           .tag = tagger->tags[t],
		           .source = chosen ? TAG_CHOSEN
		                   : ruled  ? TAG_RULE
		                            : TAG_LEARNED,
		           .probability = chosen ? 1 : probability,
		           .reasons = ruling->reasons,
		           .reason_count = ruling->reason_count,
		       });
	}
	*suggestions = list;
	return count;
}
