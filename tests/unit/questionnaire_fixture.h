/* SPDX-License-Identifier: EUPL-1.2
 *
 * Questionnaires for tests, from YAML that stands in the test itself: written to a directory of its own and loaded from
 * there as from any other file.
 */
#ifndef QUESTIONNAIRE_FIXTURE_H
#define QUESTIONNAIRE_FIXTURE_H

#include "unit.h"

#include "qtype.h"

/* What every questionnaire needs before its questions: six lines in one language. */
#define HEAD                                                                                                 \
	"questionnaire: proef\naudience: panel\nlanguages: [nl]\n"                                           \
	"title: {nl: Titel}\nintro: {nl: Welkom}\nthanks: {nl: Dank}\n"
enum { HEAD_LINES = 6 };

/* The same in two languages. */
#define HEAD_2                                                                                               \
	"questionnaire: proef\naudience: panel\nlanguages: [nl, en]\n"                                       \
	"title: {nl: Titel, en: Title}\nintro: {nl: Welkom, en: Welcome}\nthanks: {nl: Dank, en: Thanks}\n"

#define OPTIONS_AB "options: {a: {nl: A}, b: {nl: B}}"

/* A tag set beside the questionnaire. */
struct tagset_file {
	const char *name, *yaml; /* NULL name: there is none */
};

static inline void
write_plainly(const char *path, struct view content)
{
	FILE *file = fopen(path, "wb");

	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(content.ptr, 1, content.len, file), content.len);
	ck_assert_int_eq(fclose(file), 0);
}

/* Loads YAML of any bytes; problems are for the caller. */
static inline struct questionnaire *
load_bytes(struct view yaml, const struct tagset_file *tagset, struct problems *problems)
{
	char *directory = unit_directory(), path[256];
	struct questionnaire *questionnaire;

	if (tagset != NULL && tagset->name != NULL) {
		snprintf(path, sizeof(path), "%s/tagsets", directory);
		ck_assert_int_eq(mkdir(path, 0700), 0);
		snprintf(path, sizeof(path), "%s/tagsets/%s.yaml", directory, tagset->name);
		write_plainly(path, view_of(tagset->yaml));
	}
	snprintf(path, sizeof(path), "%s/proef.yaml", directory);
	write_plainly(path, yaml);
	questionnaire = questionnaire_load(path, (struct date){ 2026, 1, 5 }, problems);
	unit_forget_directory(directory);
	return questionnaire;
}

/* Loads what must be good. Free with questionnaire_free(). */
static inline struct questionnaire *
load_good_with(const char *yaml, const struct tagset_file *tagset)
{
	struct problems problems = PROBLEMS_INIT;
	struct questionnaire *questionnaire = load_bytes(view_of(yaml), tagset, &problems);

	ck_assert_msg(problems.errors == 0, "not good: %s", problems.count > 0 ? problems.list[0].text : "");
	ck_assert_ptr_nonnull(questionnaire);
	problems_release(&problems);
	return questionnaire;
}

static inline struct questionnaire *
load_good(const char *yaml)
{
	return load_good_with(yaml, NULL);
}

/* Whether bytes are refused; a refusal always says why. */
static inline bool
is_refused_bytes(struct view yaml)
{
	struct problems problems = PROBLEMS_INIT;
	struct questionnaire *questionnaire = load_bytes(yaml, NULL, &problems);
	bool refused = questionnaire == NULL;

	ck_assert_msg(refused == (problems.errors > 0), "refused without a word, or loaded with an error");
	questionnaire_free(questionnaire);
	problems_release(&problems);
	return refused;
}

static inline bool
is_refused(const char *yaml)
{
	return is_refused_bytes(view_of(yaml));
}

/* Whether an error is reported at this place. */
static inline bool
has_error_at(const struct problems *problems, unsigned line, unsigned column)
{
	bool found = false;

	for (size_t i = 0; i < problems->count; i++)
		found = found || (problems->list[i].severity == SEVERITY_ERROR &&
		                  problems->list[i].line == line && problems->list[i].column == column);
	return found;
}

/* YAML whose one error stands at this place, and nowhere else. */
static inline void
check_one_error_at(const char *yaml, unsigned line, unsigned column)
{
	struct problems problems = PROBLEMS_INIT;
	struct questionnaire *questionnaire = load_bytes(view_of(yaml), NULL, &problems);

	ck_assert_msg(questionnaire == NULL, "loaded: %s", yaml);
	ck_assert_msg(problems.count == 1 && has_error_at(&problems, line, column),
	              "%zu problems, the first at %u:%u: %s", problems.count, problems.list[0].line,
	              problems.list[0].column, problems.list[0].text);
	problems_release(&problems);
}

/* The question "role" or, of a group, "path.what". */
static inline const struct question *
find_question(const struct questionnaire *questionnaire, const char *name)
{
	const char *dot = strchr(name, '.');
	const struct group *group = NULL;
	const struct question *question;

	if (dot != NULL) {
		group = questionnaire_group(questionnaire, (struct view){ name, (size_t)(dot - name) });
		ck_assert_ptr_nonnull(group);
		name = dot + 1;
	}
	question = questionnaire_question(questionnaire, group, view_of(name));
	ck_assert_msg(question != NULL, "no question %s", name);
	return question;
}

/* Gives an answer; `values` end with NULL. False when the type refuses it. */
static inline bool
give(struct response *response, struct arena *arena, const char *name, size_t time, const char *const *values)
{
	const struct question *question = find_question(response->questionnaire, name);
	struct view views[OPTIONS_MAX];
	const char *problem = NULL;
	size_t count = 0;
	long limit = 0;

	for (; values[count] != NULL; count++)
		views[count] = view_of(values[count]);
	return question->type->read(question, views, count, arena, response_answer(response, question, time),
	                            &problem, &limit);
}

/* Gives an answer that must be accepted. */
#define GIVE(response, arena, name, time, ...)                                                               \
	ck_assert(give(response, arena, name, time, (const char *const[]){ __VA_ARGS__, NULL }))

/* Whether an encoding is read; what is read must be encoded as it was. */
static inline bool
reads_back(const struct questionnaire *q, struct view encoding)
{
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct response response;
	struct buf again = BUF_INIT;
	bool good = response_decode(q, encoding, &arena, &response, &err);

	if (good) {
		response_encode(&response, &again);
		ck_assert_msg(view_equal(buf_view(&again), encoding), "read: %.*s", VIEW_ARGS(encoding));
	} else {
		ck_assert_int_eq(err.code, ERROR_INVALID);
		ck_assert(err.text[0] != '\0');
	}
	buf_release(&again);
	arena_release(&arena);
	return good;
}

/* Numbers that are the same on every run and every machine (xorshift64). */
struct chance {
	uint64_t state; /* not 0 */
};

static inline size_t
chance_below(struct chance *chance, size_t limit)
{
	chance->state ^= chance->state << 13;
	chance->state ^= chance->state >> 7;
	chance->state ^= chance->state << 17;
	return (size_t)((chance->state * UINT64_C(2685821657736338717) >> 33) % limit);
}

#endif
