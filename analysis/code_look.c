/* SPDX-License-Identifier: EUPL-1.2
 *
 * The verbs of `analysis code` that look: code_verbs.h.
 */
#include "code_verbs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECENT = 9, LIST_MOST = 10000000 };

/* What `list` shows: the command's own options. */
static struct {
	const char *tag, *kind, *text, *wave, *finding;
	bool uncoded;
	unsigned long limit;
} filter;

static bool
is_shown(const struct verb_call *call, const struct mention *mention)
{
	struct view id = view_of(mention->id), story = mention_story(mention), coder = call->viewer.coder;

	if (filter.kind != NULL && strcmp(filter.kind, mention_kind_name(mention->rows->group->mention)) != 0)
		return false;
	if (filter.wave != NULL && !view_is(mention->block->wave, filter.wave))
		return false;
	if (filter.text != NULL &&
	    (story.len == 0 || memmem(story.ptr, story.len, filter.text, strlen(filter.text)) == NULL))
		return false;
	if (filter.finding != NULL && !call->viewer.blind &&
	    !view_is(finding_of(call->coding, id), filter.finding))
		return false;
	if (filter.tag != NULL &&
	    !(call->viewer.blind ? coding_tagged(call->coding, id, view_of(filter.tag), coder)
	                         : coding_tag(call->coding, id, view_of(filter.tag)) == TAG_YES))
		return false;
	return !filter.uncoded || !coding_coded(call->coding, id, coder);
}

static void
print_names(const char *before, const json_t *names)
{
	for (size_t i = 0; i < json_array_size(names); i++)
		printf("%s%s", i == 0 ? before : ", ", json_string_value(json_array_get(names, i)));
}

static void
print_mention(const json_t *object)
{
	const char *finding = json_string_value(json_object_get(object, "finding"));

	printf("%s  %s", json_string_value(json_object_get(object, "id")),
	       json_string_value(json_object_get(object, "kind")));
	print_names("  mine: ", json_object_get(object, "mine"));
	print_names("  tags: ", json_object_get(object, "tags"));
	print_names("  disputed: ", json_object_get(object, "disputed"));
	if (finding != NULL && finding[0] != '\0')
		printf("  finding: %s", finding);
	printf("\n    ");
	verb_print_line(view_of(json_string_value(json_object_get(object, "text"))));
}

bool
code_list(struct verb_call *call, struct error *err)
{
	const struct mention_list *mentions = coding_mentions(call->coding);
	size_t shown = 0, found = 0;

	(void)err;
	for (size_t i = 0; i < mentions->count; i++) {
		json_t *object;

		if (!is_shown(call, &mentions->list[i]))
			continue;
		found++;
		if (shown >= filter.limit)
			continue;
		shown++;
		object = material_mention(call->coding, &mentions->list[i], &call->viewer);
		if (call->json) {
			verb_print_json(object);
		} else {
			print_mention(object);
			json_decref(object);
		}
	}
	if (!call->json)
		printf("%zu of %zu mentions\n", found, mentions->count);
	return true;
}

bool
code_show(struct verb_call *call, struct error *err)
{
	const struct mention *mention;
	json_t *object;
	char *text;

	if (!verb_mention(call, 0, &mention, err))
		return false;
	object = material_mention(call->coding, mention, &call->viewer);
	if (call->json) {
		verb_print_json(object);
		return true;
	}
	text = json_dumps(object, JSON_INDENT(2));
	puts(text);
	free(text);
	json_decref(object);
	return true;
}

bool
code_recent(struct verb_call *call, struct error *err)
{
	struct view tags[RECENT];
	size_t count = coding_recent(call->coding, call->viewer.coder, tags, RECENT);

	(void)err;
	for (size_t i = 0; i < count; i++)
		printf("%zu  %.*s\n", i + 1, VIEW_ARGS(tags[i]));
	return true;
}

static json_t *
list_of(const struct view *views, size_t count)
{
	json_t *list = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(list, json_stringn(views[i].ptr, views[i].len));
	return list;
}

static void
print_views(const struct view *views, size_t count)
{
	for (size_t i = 0; i < count; i++)
		printf("%s%.*s", i == 0 ? "" : ", ", VIEW_ARGS(views[i]));
}

static void
print_disagreement(const struct verb_call *call, const struct disagreement *one)
{
	if (call->json) {
		verb_print_json(json_pack("{s:s, s:o, s:o, s:o, s:o}", "queue", "disagreement", "mention",
		                          json_stringn(one->mention.ptr, one->mention.len), "tag",
		                          json_stringn(one->tag.ptr, one->tag.len), "yes",
		                          list_of(one->yes, one->yes_count), "no",
		                          list_of(one->no, one->no_count)));
		return;
	}
	printf("disagreement  %.*s  %.*s  yes: ", VIEW_ARGS(one->mention), VIEW_ARGS(one->tag));
	print_views(one->yes, one->yes_count);
	printf("  no: ");
	print_views(one->no, one->no_count);
	printf("\n");
}

static void
print_conflict(const struct verb_call *call, const struct decided *field)
{
	json_t *object;

	if (call->json) {
		object = material_conflict(field);
		json_object_set_new(object, "queue", json_string("conflict"));
		verb_print_json(object);
		return;
	}
	printf("conflict  %s %.*s %.*s\n", decision_kind_name(field->kind), VIEW_ARGS(field->subject),
	       VIEW_ARGS(field->part));
	for (size_t i = 0; i < field->head_count; i++) {
		printf("    %.*s: ", VIEW_ARGS(field->heads[i]->coder));
		verb_print_line(field->heads[i]->value);
	}
}

bool
code_queue(struct verb_call *call, struct error *err)
{
	size_t conflict_count, count;
	const struct decided *const *conflicts = coding_conflicts(call->coding, &conflict_count);
	const struct disagreement *list = coding_disagreements(call->coding, &count);

	if (call->viewer.blind)
		return fail(err, ERROR_INVALID,
		            "the queue shows what others decided: not to who codes blind");
	for (size_t i = 0; i < conflict_count; i++)
		print_conflict(call, conflicts[i]);
	for (size_t i = 0; i < count; i++)
		print_disagreement(call, &list[i]);
	if (!call->json)
		printf("%zu conflict%s, %zu disagreement%s\n", conflict_count, conflict_count == 1 ? "" : "s",
		       count, count == 1 ? "" : "s");
	return true;
}

bool
code_log(struct verb_call *call, struct error *err)
{
	if (call->viewer.blind)
		return fail(err, ERROR_INVALID, "the log shows what others decided: not to who codes blind");
	for (size_t i = 0; i < coding_log(call->coding)->count; i++) {
		const struct decision *decision = coding_log(call->coding)->list[i];

		if (call->json) {
			verb_print_json(material_decision(call->coding, i));
			continue;
		}
		printf("%u  %.*s  %s%s %.*s %.*s  ", decision->day, VIEW_ARGS(decision->coder),
		       coding_counts(call->coding, i) ? "" : "(undone) ", decision_kind_name(decision->kind),
		       VIEW_ARGS(decision->subject), VIEW_ARGS(decision->part));
		verb_print_line(decision->value);
	}
	return true;
}

const struct option_line *
code_list_options(size_t *count)
{
	static const struct option_line options[] = {
		{ .name = "uncoded",
		  .flag = &filter.uncoded,
		  .help = "list: what this coder did not code yet." },
		{ .name = "tag", .argument = "TAG", .text = &filter.tag, .help = "list: with this tag." },
		{ .name = "kind",
		  .argument = "KIND",
		  .text = &filter.kind,
		  .help = "list: olifantenpaadje or broodje_aap." },
		{ .name = "wave", .argument = "NAME", .text = &filter.wave, .help = "list: from this wave." },
		{ .name = "finding",
		  .argument = "ID",
		  .text = &filter.finding,
		  .help = "list: that tell of it." },
		{ .name = "text",
		  .argument = "WORDS",
		  .text = &filter.text,
		  .help = "list: with these words." },
		{ .name = "limit",
		  .argument = "N",
		  .number = &filter.limit,
		  .least = 1,
		  .most = LIST_MOST,
		  .help = "list: at most so many." },
	};

	filter.tag = filter.kind = filter.text = filter.wave = filter.finding = NULL;
	filter.uncoded = false;
	filter.limit = LIST_MOST;
	*count = sizeof(options) / sizeof(options[0]);
	return options;
}
