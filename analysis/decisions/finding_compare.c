/* SPDX-License-Identifier: EUPL-1.2
 *
 * Findings compared: by wave, with their contrasts, and as the next wave's question. analysis/decisions/finding.h.
 */
#include <stdlib.h>
#include <string.h>

#include "finding.h"

static const struct view nobody = { "", 0 };

/* ---- Waves ---------------------------------------------------------------------------------------------- */

/* The waves in the order of their import; each once. */
static struct view *
list_waves(const struct study *study, size_t *count)
{
	size_t block_count;
	const struct block *blocks = study_blocks(study, &block_count);
	struct view *waves = xcalloc(block_count, sizeof(*waves));

	*count = 0;
	for (size_t i = 0; i < block_count; i++) {
		size_t w = 0;

		while (w < *count && !view_equal(waves[w], blocks[i].wave))
			w++;
		if (w == *count)
			waves[(*count)++] = blocks[i].wave;
	}
	return waves;
}

/* Whether a questionnaire asks for this kind. */
static bool
asks_for(const struct block *block, enum mention_kind kind)
{
	for (size_t m = 0; m < block->mention_count; m++)
		if (block->mentions[m].group->mention == kind)
			return true;
	return false;
}

static size_t
asked(const struct study *study, struct view wave, enum mention_kind kind)
{
	size_t block_count, of = 0;
	const struct block *blocks = study_blocks(study, &block_count);

	for (size_t i = 0; i < block_count; i++)
		if (view_equal(blocks[i].wave, wave) && asks_for(&blocks[i], kind))
			of += blocks[i].responses.count;
	return of;
}

/* A mention that tells of a finding: the row that it counts in, and its response. */
struct told {
	size_t row, response;
};

static int
compare_told(const void *a, const void *b)
{
	const struct told *one = a, *other = b;

	if (one->row != other->row)
		return one->row < other->row ? -1 : 1;
	return (one->response > other->response) - (one->response < other->response);
}

static size_t
wave_of(const struct view *waves, size_t count, struct view wave)
{
	size_t w = 0;

	while (w < count && !view_equal(waves[w], wave))
		w++;
	return w;
}

/* Where each block's responses begin when all are numbered in a row; to be freed. */
static size_t *
number_responses(const struct block *blocks, size_t count)
{
	size_t *starts = xcalloc(count + 1, sizeof(*starts));

	for (size_t i = 0; i < count; i++)
		starts[i + 1] = starts[i] + blocks[i].responses.count;
	return starts;
}

/* Fills in mentions and responses: a row for each finding and, behind each other, each wave. A response counts once in a row,
 * however often it tells of the finding. */
static void
count_waves(struct coding *coding, const struct findings *findings, const struct view *waves,
            size_t wave_count, struct finding_wave *rows)
{
	size_t member_count, block_count;
	const struct block *blocks = study_blocks(coding_study(coding), &block_count);
	struct finding_member *members = finding_members(coding, &member_count);
	struct told *told = xcalloc(member_count, sizeof(*told));
	size_t *starts = number_responses(blocks, block_count), count = 0;

	for (size_t i = 0; i < member_count; i++) {
		const struct mention *mention = members[i].mention;
		const struct finding *finding = findings_find(findings, members[i].finding);

		if (finding == NULL)
			continue;
		told[count].row = (size_t)(finding - findings->list) * wave_count +
		                  wave_of(waves, wave_count, mention->block->wave);
		told[count].response =
		    starts[mention->block - blocks] + mention->rows->response[mention->row];
		rows[told[count++].row].mentions++;
	}
	if (count > 0)
		qsort(told, count, sizeof(*told), compare_told);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || compare_told(&told[i - 1], &told[i]) != 0)
			rows[told[i].row].responses++;
	free(starts);
	free(told);
	free(members);
}

struct finding_wave *
finding_waves(struct coding *coding, size_t *count)
{
	struct findings findings;
	size_t wave_count;
	struct view *waves = list_waves(coding_study(coding), &wave_count);
	struct finding_wave *rows;

	findings_make(&findings, coding);
	rows = xcalloc(findings.count * wave_count, sizeof(*rows));
	count_waves(coding, &findings, waves, wave_count, rows);
	*count = 0;
	for (size_t f = 0; f < findings.count; f++)
		for (size_t w = 0; findings.list[f].into.len == 0 && w < wave_count; w++) {
			struct finding_wave *row = &rows[(*count)++];

			*row = rows[f * wave_count + w];
			row->finding = findings.list[f].id;
			row->wave = waves[w];
			row->of = asked(coding_study(coding), waves[w], findings.list[f].kind);
		}
	findings_release(&findings);
	free(waves);
	return rows;
}

/* ---- Contrasts ------------------------------------------------------------------------------------------ */

static size_t
count_audience(const struct finding_member *members, size_t member_count, struct view finding,
               struct view audience)
{
	size_t count = 0;

	for (size_t i = 0; i < member_count; i++)
		count += view_equal(members[i].mention->block->questionnaire->audience, audience) &&
		         view_equal(members[i].finding, finding);
	return count;
}

static int
compare_contrasts(const void *a, const void *b)
{
	const struct finding_contrast *one = a, *other = b;
	int order = view_compare(one->one, other->one);

	if (order == 0)
		order = view_compare(one->other, other->other);
	return order != 0 ? order : view_compare(one->audience, other->audience);
}

static bool
has_row(const struct finding_contrast *rows, size_t count, struct view one, struct view other,
        struct view audience)
{
	for (size_t i = 0; i < count; i++)
		if (view_equal(rows[i].audience, audience) &&
		    ((view_equal(rows[i].one, one) && view_equal(rows[i].other, other)) ||
		     (view_equal(rows[i].one, other) && view_equal(rows[i].other, one))))
			return true;
	return false;
}

struct finding_contrast *
finding_contrasts(struct coding *coding, size_t *count)
{
	size_t block_count, room;
	const struct block *blocks = study_blocks(coding_study(coding), &block_count);
	struct findings findings;
	struct finding_contrast *rows;
	size_t member_count;
	struct finding_member *members = finding_members(coding, &member_count);

	findings_make(&findings, coding);
	room = findings.count * block_count;
	rows = xcalloc(room, sizeof(*rows));
	*count = 0;
	for (size_t f = 0; f < findings.count; f++) {
		struct view one = findings.list[f].id, other;

		if (findings.list[f].into.len > 0 ||
		    coding_value(coding, DECISION_FINDING, one, VIEW("contrast"), nobody, &other) !=
		        CODING_VALUE ||
		    other.len == 0)
			continue;
		other = finding_resolve(coding, other);
		for (size_t b = 0; b < block_count; b++) {
			struct view audience = blocks[b].questionnaire->audience;

			if (!has_row(rows, *count, one, other, audience))
				rows[(*count)++] = (struct finding_contrast){
					one, other, audience,
					count_audience(members, member_count, one, audience),
					count_audience(members, member_count, other, audience)
				};
		}
	}
	if (*count > 0)
		qsort(rows, *count, sizeof(*rows), compare_contrasts);
	free(members);
	findings_release(&findings);
	return rows;
}

/* ---- The next wave -------------------------------------------------------------------------------------- */

static const struct {
	const char *code, *part, *paths, *myths;
} languages[] = {
	{ "nl", "title", "Bekende olifantenpaadjes", "Bekende broodjes aap" },
	{ "en", "title.en", "Known workarounds", "Known stubborn rumours" },
	{ "ar", "title.ar", "طرق بديلة معروفة", "شائعات معروفة" },
};

enum { LANGUAGES = sizeof(languages) / sizeof(languages[0]) };

static struct view
title_in(const struct coding *coding, struct view finding, size_t language)
{
	struct view title;

	coding_value(coding, DECISION_FINDING, finding, view_of(languages[language].part), nobody, &title);
	return title;
}

void
finding_add_option(struct view id, struct buf *out)
{
	enum { MOST = 40, END = 5 /* "-3f2a" */ };
	const char *before = id.len > 0 && id.ptr[0] >= 'a' && id.ptr[0] <= 'z' ? "" : "b-";
	size_t room = MOST - strlen(before);

	if (id.len <= room)
		buf_printf(out, "%s%.*s", before, VIEW_ARGS(id));
	else
		buf_printf(out, "%s%.*s%.*s", before, (int)(room - END), id.ptr, END, id.ptr + id.len - END);
}

static void
write_title(struct buf *out, const char *language, struct view title)
{
	buf_printf(out, "%s: \"", language);
	for (size_t i = 0; i < title.len; i++) {
		if (title.ptr[i] == '"' || title.ptr[i] == '\\')
			buf_add_char(out, '\\');
		buf_add_char(out, title.ptr[i] == '\t' ? ' ' : title.ptr[i]);
	}
	buf_add_text(out, "\"\n");
}

static void
write_head(struct buf *out, struct view id, enum mention_kind kind, const bool *in)
{
	bool first = true;

	buf_printf(out,
	           "# Geschreven door \"analysis known\": de vrijgegeven bevindingen. Verander de ids niet.\n"
	           "tagset: %.*s\nlanguages: [",
	           VIEW_ARGS(id));
	for (size_t l = 0; l < LANGUAGES; l++)
		if (in[l]) {
			buf_printf(out, "%s%s", first ? "" : ", ", languages[l].code);
			first = false;
		}
	buf_add_text(out, "]\ntitle:\n");
	for (size_t l = 0; l < LANGUAGES; l++)
		if (in[l]) {
			buf_add_text(out, "  ");
			write_title(out, languages[l].code,
			            view_of(kind == MENTION_OLIFANTENPAADJE ? languages[l].paths
			                                                    : languages[l].myths));
		}
	buf_add_text(out, "tags:\n");
}

bool
finding_write_tagset(struct coding *coding, enum mention_kind kind, struct view id, struct buf *out,
                     struct error *err)
{
	bool in[LANGUAGES] = { true, true, true };
	struct findings findings;
	size_t count = 0;

	findings_make(&findings, coding);
	for (size_t f = 0; f < findings.count; f++) {
		if (findings.list[f].kind != kind || !finding_goes_out(coding, &findings.list[f]))
			continue;
		count++;
		for (size_t l = 0; l < LANGUAGES; l++)
			in[l] = in[l] && title_in(coding, findings.list[f].id, l).len > 0;
	}
	write_head(out, id, kind, in);
	for (size_t f = 0; f < findings.count; f++) {
		if (findings.list[f].kind != kind || !finding_goes_out(coding, &findings.list[f]))
			continue;
		buf_add_text(out, "  ");
		finding_add_option(findings.list[f].id, out);
		buf_add_text(out, ":\n");
		for (size_t l = 0; l < LANGUAGES; l++)
			if (in[l]) {
				buf_add_text(out, "    ");
				write_title(out, languages[l].code, title_in(coding, findings.list[f].id, l));
			}
	}
	findings_release(&findings);
	return count > 0 || fail(err, ERROR_ABSENT, "no finding of this kind was released");
}
