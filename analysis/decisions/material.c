/* SPDX-License-Identifier: EUPL-1.2
 *
 * The team's work as JSON: analysis/decisions/material.h.
 */
#include "material.h"

#include <string.h>

#include "card_marks.h"

#include "qtype.h"

static const struct view nobody = { "", 0 };

static json_t *
text_of(struct view text)
{
	/* Answers and decisions are UTF-8: that was checked when they came in. */
	return json_stringn(text.ptr == NULL ? "" : text.ptr, text.len);
}

static void
set_text(json_t *object, const char *name, struct view text)
{
	json_object_set_new(object, name, text_of(text));
}

/* ---- Answers -------------------------------------------------------------------------------------------- */

static void
add_options(json_t *answers, const struct column *column, size_t row)
{
	const struct question *question = column->question;
	json_t *chosen;

	if (question->option_count == 0)
		return;
	chosen = json_array();
	for (size_t o = 0; o < question->option_count; o++)
		if ((column->bits[row * column->width + o / 8] >> (o % 8) & 1) != 0)
			json_array_append_new(chosen, text_of(question->options[o].id));
	if (json_array_size(chosen) > 0)
		json_object_setn_new(answers, question->id.ptr, question->id.len, chosen);
	else
		json_decref(chosen);
}

static json_t *
closed_answers(const struct rows *rows, size_t row)
{
	json_t *answers = json_object();

	for (size_t i = 0; i < rows->column_count; i++)
		add_options(answers, &rows->columns[i], row);
	return answers;
}

static json_t *
open_answers(const struct rows *rows, size_t row)
{
	json_t *texts = json_object();

	for (size_t i = 0; i < rows->text_count; i++) {
		const struct question *question = rows->texts[i].question;

		if (rows->texts[i].views[row].len > 0)
			json_object_setn_new(texts, question->id.ptr, question->id.len,
			                     text_of(rows->texts[i].views[row]));
	}
	return texts;
}

/* ---- Mentions ------------------------------------------------------------------------------------------- */

/* The tags of which the mention is in this state, each once, as they count. */
static json_t *
tags_in_state(const struct coding *coding, struct view mention, enum tag_state state)
{
	const enum decision_kind kinds[] = { DECISION_TAG, DECISION_AGREED };
	json_t *seen = json_object(), *tags = json_array();

	for (size_t k = 0; k < 2; k++) {
		size_t count;
		const struct decided *fields = coding_fields(coding, kinds[k], mention, &count);

		for (size_t i = 0; i < count; i++) {
			struct view tag = codebook_resolve(coding, fields[i].part);

			if (json_object_getn(seen, tag.ptr, tag.len) != NULL)
				continue;
			json_object_setn_new(seen, tag.ptr, tag.len, json_true());
			if (coding_tag(coding, mention, tag) == state)
				json_array_append_new(tags, text_of(tag));
		}
	}
	json_decref(seen);
	return tags;
}

static json_t *
own_tags(const struct coding *coding, struct view mention, struct view coder)
{
	size_t count;
	const struct decided *fields = coding_fields(coding, DECISION_TAG, mention, &count);
	json_t *tags = json_array();

	for (size_t i = 0; i < count; i++)
		if (view_equal(fields[i].coder, coder) && !fields[i].conflict &&
		    view_is(fields[i].heads[0]->value, "yes"))
			json_array_append_new(tags, text_of(fields[i].part));
	return tags;
}

/* Takes the marks over. */
static json_t *
marks_json(struct marks *marks)
{
	static const char *const states[] = { "open", "redact", "keep", "conflict" };
	json_t *list = json_array();

	for (size_t i = 0; i < marks->count; i++) {
		json_t *mark = json_object();

		set_text(mark, "place", place_write(&marks->list[i].place, &marks->arena));
		json_object_set_new(mark, "kind", json_string(marks->list[i].kind));
		set_text(mark, "text", marks->list[i].text);
		json_object_set_new(mark, "state", json_string(states[marks->list[i].state]));
		json_array_append_new(list, mark);
	}
	marks_release(marks);
	return list;
}

static json_t *
marks_of(const struct coding *coding, const struct mention *mention)
{
	struct marks marks;

	marks_find(&marks, coding, mention);
	return marks_json(&marks);
}

static json_t *
card_marks_of(const struct coding *coding, struct view finding)
{
	struct marks marks;

	card_marks_find(&marks, coding, finding);
	return marks_json(&marks);
}

static json_t *
quotes_of(const struct coding *coding, const struct mention *mention)
{
	size_t count;
	const struct decided *fields = coding_fields(coding, DECISION_QUOTE, view_of(mention->id), &count);
	json_t *list = json_array();

	for (size_t i = 0; i < count; i++) {
		struct view state = fields[i].conflict ? VIEW("conflict") : fields[i].heads[0]->value;
		struct buf text = BUF_INIT;
		struct place place;
		json_t *quote;

		if (view_is(state, "no") || !place_read(fields[i].part, &place))
			continue;
		/* What was found since keeps it back again. */
		if (view_is(state, "released") && !quote_goes_out(coding, mention, &place))
			state = VIEW("proposed");
		quote = json_object();
		quote_text(coding, mention, &place, &text);
		set_text(quote, "place", fields[i].part);
		set_text(quote, "state", state);
		set_text(quote, "text", buf_view(&text));
		json_array_append_new(list, quote);
		buf_wipe(&text);
	}
	return list;
}

static void
add_decided(json_t *object, const struct coding *coding, const struct mention *mention)
{
	struct view id = view_of(mention->id), memo;

	coding_value(coding, DECISION_MEMO, id, nobody, nobody, &memo);
	json_object_set_new(object, "tags", tags_in_state(coding, id, TAG_YES));
	json_object_set_new(object, "disputed", tags_in_state(coding, id, TAG_DISPUTED));
	set_text(object, "finding", finding_of(coding, id));
	set_text(object, "memo", memo);
	json_object_set_new(object, "quotes", quotes_of(coding, mention));
	json_object_set_new(object, "marks", marks_of(coding, mention));
}

json_t *
material_mention(struct coding *coding, const struct mention *mention, const struct viewer *viewer)
{
	const struct questionnaire *questionnaire = mention->block->questionnaire;
	json_t *object = json_object();
	struct view id = view_of(mention->id);

	set_text(object, "id", id);
	json_object_set_new(object, "kind", json_string(mention_kind_name(mention->rows->group->mention)));
	set_text(object, "questionnaire", questionnaire->id);
	set_text(object, "audience", questionnaire->audience);
	set_text(object, "wave", mention->block->wave);
	json_object_set_new(object, "quotable", json_boolean(mention_quotable(mention)));
	set_text(object, "text", mention_story(mention));
	json_object_set_new(object, "texts", open_answers(mention->rows, mention->row));
	json_object_set_new(object, "answers", closed_answers(mention->rows, mention->row));
	json_object_set_new(
	    object, "response",
	    closed_answers(&mention->block->responses, mention->rows->response[mention->row]));
	json_object_set_new(object, "coded", json_boolean(coding_coded(coding, id, viewer->coder)));
	json_object_set_new(object, "mine", own_tags(coding, id, viewer->coder));
	if (!viewer->blind)
		add_decided(object, coding, mention);
	return object;
}

/* ---- Codebook, findings, decisions ---------------------------------------------------------------------- */

json_t *
material_code(struct coding *coding, const struct code *code)
{
	json_t *object = json_object();
	struct view memo;

	coding_value(coding, DECISION_MEMO, code->id, nobody, nobody, &memo);
	set_text(object, "id", code->id);
	set_text(object, "name", code->name);
	set_text(object, "definition", code->definition);
	set_text(object, "example", code->example);
	set_text(object, "keywords", code->keywords);
	set_text(object, "colour", code->colour);
	set_text(object, "parent", code->parent);
	set_text(object, "into", code->into);
	json_object_set_new(object, "retired", json_boolean(code->retired));
	set_text(object, "memo", memo);
	return object;
}

static json_t *
aliases_of(struct coding *coding, struct view id)
{
	json_t *aliases = json_array();
	struct findings findings;

	findings_make(&findings, coding);
	for (size_t i = 0; i < findings.count; i++)
		if (findings.list[i].into.len > 0 &&
		    view_equal(finding_resolve(coding, findings.list[i].id), id))
			json_array_append_new(aliases, text_of(findings.list[i].title));
	findings_release(&findings);
	return aliases;
}

json_t *
material_finding(struct coding *coding, const struct finding *finding)
{
	size_t count;
	const struct decided *fields = coding_fields(coding, DECISION_FINDING, finding->id, &count);
	json_t *object = json_object(), *tags = json_array(), *conflicting = json_array();
	struct view memo;

	set_text(object, "id", finding->id);
	for (size_t i = 0; i < count; i++) {
		struct view part = fields[i].part, value = fields[i].heads[0]->value;
		size_t skip = strlen("tag/");

		if (fields[i].conflict)
			json_array_append_new(conflicting, text_of(part));
		else if (view_starts(part, "tag/") && view_is(value, "yes"))
			json_array_append_new(tags, json_stringn(part.ptr + skip, part.len - skip));
		else if (!view_starts(part, "tag/") && value.len > 0)
			json_object_setn_new(object, part.ptr, part.len, text_of(value));
	}
	coding_value(coding, DECISION_MEMO, finding->id, nobody, nobody, &memo);
	json_object_set_new(object, "mentions", json_integer((json_int_t)finding->mentions));
	json_object_set_new(object, "responses", json_integer((json_int_t)finding->responses));
	json_object_set_new(object, "conflicts", json_integer((json_int_t)finding->conflicts));
	json_object_set_new(object, "tags", tags);
	json_object_set_new(object, "conflicting", conflicting);
	json_object_set_new(object, "aliases", aliases_of(coding, finding->id));
	json_object_set_new(object, "marks", card_marks_of(coding, finding->id));
	set_text(object, "memo", memo);
	return object;
}

static json_t *
day_of(const struct decision *decision)
{
	return json_sprintf("%04u-%02u-%02u", decision->day / 10000, decision->day / 100 % 100,
	                    decision->day % 100);
}

static json_t *
id_of(const struct decision *decision)
{
	char id[DECISION_ID_TEXT];

	decision_id_text(decision->id, id);
	return json_string(id);
}

json_t *
material_conflict(const struct decided *field)
{
	json_t *object = json_object(), *choices = json_array();

	json_object_set_new(object, "kind", json_string(decision_kind_name(field->kind)));
	set_text(object, "subject", field->subject);
	set_text(object, "part", field->part);
	set_text(object, "coder", field->coder);
	for (size_t i = 0; i < field->head_count; i++) {
		json_t *choice = json_object();

		set_text(choice, "value", field->heads[i]->value);
		set_text(choice, "coder", field->heads[i]->coder);
		json_object_set_new(choice, "day", day_of(field->heads[i]));
		json_object_set_new(choice, "decision", id_of(field->heads[i]));
		json_array_append_new(choices, choice);
	}
	json_object_set_new(object, "choices", choices);
	return object;
}

json_t *
material_decision(const struct coding *coding, size_t number)
{
	const struct decision *decision = coding_log(coding)->list[number];
	json_t *object = json_object();

	json_object_set_new(object, "decision", id_of(decision));
	json_object_set_new(object, "kind", json_string(decision_kind_name(decision->kind)));
	set_text(object, "coder", decision->coder);
	json_object_set_new(object, "day", day_of(decision));
	set_text(object, "subject", decision->subject);
	set_text(object, "part", decision->part);
	set_text(object, "value", decision->value);
	json_object_set_new(object, "counts", json_boolean(coding_counts(coding, number)));
	return object;
}
