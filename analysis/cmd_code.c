/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis code`: coding mentions from the command line: what the workbench does, for scripts.
 */
#include "commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "progress.h"
#include "verbs.h"

enum { SCRIPT_LIMIT = 64 << 20, RECENT = 9 };

static const char about[] =
    "Tags mentions, quotes them and writes memos, as the workbench does. Every decision is added to\n"
    "the study's log, encrypted and durable before this command says so; nothing is ever changed in\n"
    "it, so everything can be undone. A mention is named by the beginning of its id.\n\n"
    "Every coder has tags of their own. Where two who coded the same mention differ, it is in the\n"
    "queue until somebody agrees; where two laptops said different things, until somebody decides.";

/* What `list` shows: this command's own options. */
static struct filter {
	const char *tag, *kind, *text, *wave, *finding;
	bool uncoded;
	unsigned long limit;
} filter;

/* ---- Looking -------------------------------------------------------------------------------------------- */

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

static bool
run_list(struct verb_call *call, struct error *err)
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

static bool
run_show(struct verb_call *call, struct error *err)
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

static bool
run_recent(struct verb_call *call, struct error *err)
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

static bool
run_queue(struct verb_call *call, struct error *err)
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

static bool
run_log(struct verb_call *call, struct error *err)
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

/* ---- Deciding ------------------------------------------------------------------------------------------- */

static bool
decide_tags(struct verb_call *call, const char *value, struct error *err)
{
	const struct mention *mention;
	struct wish *wishes = NULL;
	bool good = false;

	if (!verb_mention(call, 0, &mention, err))
		goto out;
	wishes = xcalloc(call->count, sizeof(*wishes));
	for (size_t i = 1; i < call->count; i++)
		wishes[i - 1] = (struct wish){ DECISION_TAG, view_of(mention->id), verb_argument(call, i),
			                       view_of(value) };
	good = verb_decide(call, wishes, call->count - 1, err);
out:
	free(wishes);
	return good;
}

static bool
run_tag(struct verb_call *call, struct error *err)
{
	return decide_tags(call, "yes", err);
}

static bool
run_untag(struct verb_call *call, struct error *err)
{
	return decide_tags(call, "no", err);
}

static bool
run_coded(struct verb_call *call, struct error *err)
{
	struct wish *wishes = NULL;
	struct view *ids = NULL;
	size_t count;
	bool good = false;

	if (!verb_mentions(call, 0, &ids, &count, err))
		goto out;
	wishes = xcalloc(count, sizeof(*wishes));
	for (size_t i = 0; i < count; i++)
		wishes[i] = (struct wish){ DECISION_CODED, ids[i], VIEW(""), VIEW("yes") };
	good = verb_decide(call, wishes, count, err);
out:
	free(wishes);
	free(ids);
	return good;
}

static bool
run_agree(struct verb_call *call, struct error *err)
{
	const struct mention *mention;
	struct wish wish = { .kind = DECISION_AGREED,
		             .part = verb_argument(call, 1),
		             .value = verb_argument(call, 2) };

	if (!verb_mention(call, 0, &mention, err))
		return false;
	wish.subject = view_of(mention->id);
	return verb_decide(call, &wish, 1, err);
}

/* The whole id where a mention was named by its beginning; else as it is: a tag or a finding. */
static struct view
whole_subject(const struct verb_call *call, struct view typed)
{
	const struct mention *mention;

	return mentions_guess(coding_mentions(call->coding), typed, &mention, NULL) ? view_of(mention->id)
	                                                                            : typed;
}

static bool
run_memo(struct verb_call *call, struct error *err)
{
	struct wish wish = { DECISION_MEMO, whole_subject(call, verb_argument(call, 0)), VIEW(""),
		             verb_argument(call, 1) };

	return verb_decide(call, &wish, 1, err);
}

/* FROM-TO alone is a place in the story. */
static bool
decide_quote(struct verb_call *call, enum quote_state state, struct error *err)
{
	struct view typed = verb_argument(call, 1);
	const struct mention *mention;
	struct arena arena = ARENA_INIT;
	struct place place;
	bool good = false;

	if (!verb_mention(call, 0, &mention, err))
		goto out;
	if (typed.len == 0)
		typed = place_write(
		    &(struct place){ mention->rows->group->story->id, 0,
		                     place_of(VIEW(""), mention_story(mention), mention_story(mention)).to },
		    &arena);
	else if (memchr(typed.ptr, ':', typed.len) == NULL)
		typed = arena_printf(&arena, "%.*s:%.*s", VIEW_ARGS(mention->rows->group->story->id),
		                     VIEW_ARGS(typed));
	if (!place_read(typed, &place)) {
		fail(err, ERROR_INVALID, "a place is FROM-TO or QUESTION:FROM-TO, in characters from 0");
		goto out;
	}
	good = quote_decide(call->coding, call->viewer.coder, mention, &place, state, err);
	if (good)
		printf("%s %.*s\n", mention->id, VIEW_ARGS(typed));
out:
	arena_release(&arena);
	return good;
}

static bool
run_quote(struct verb_call *call, struct error *err)
{
	return decide_quote(call, QUOTE_PROPOSED, err);
}

static bool
run_unquote(struct verb_call *call, struct error *err)
{
	return decide_quote(call, QUOTE_NONE, err);
}

static bool
run_release(struct verb_call *call, struct error *err)
{
	return decide_quote(call, QUOTE_RELEASED, err);
}

static bool
run_link(struct verb_call *call, struct error *err)
{
	const struct mention *one, *other;
	struct wish wish = { .kind = DECISION_LINK, .value = verb_argument(call, 2) };

	if (!verb_mention(call, 0, &one, err) || !verb_mention(call, 1, &other, err))
		return false;
	wish.subject = view_of(strcmp(one->id, other->id) < 0 ? one->id : other->id);
	wish.part = view_of(strcmp(one->id, other->id) < 0 ? other->id : one->id);
	return verb_decide(call, &wish, 1, err);
}

static bool
run_undo(struct verb_call *call, struct error *err)
{
	uint8_t id[DECISION_ID_BYTES];
	struct view typed = verb_argument(call, 0);
	size_t undone = 1;

	if (call->count == 0) {
		if (!coding_undo(call->coding, call->viewer.coder, &undone, err))
			return false;
	} else if (!decision_id_read(typed, id)) {
		return fail(err, ERROR_INVALID,
		            "a decision is named by its %d hexadecimal digits; see: log --json",
		            DECISION_ID_TEXT - 1);
	} else if (!coding_undo_decision(call->coding, call->viewer.coder, id, err)) {
		return false;
	}
	printf("%zu decision%s undone\n", undone, undone == 1 ? "" : "s");
	return true;
}

static bool
run_redo(struct verb_call *call, struct error *err)
{
	size_t redone;

	if (!coding_redo(call->coding, call->viewer.coder, &redone, err))
		return false;
	printf("%zu decision%s done again\n", redone, redone == 1 ? "" : "s");
	return true;
}

static bool
run_decide(struct verb_call *call, struct error *err)
{
	struct wish wish = { .subject = whole_subject(call, verb_argument(call, 1)),
		             .part = verb_argument(call, 2),
		             .value = verb_argument(call, 3) };

	if (!decision_kind_find(verb_argument(call, 0), &wish.kind))
		return fail(err, ERROR_INVALID, "there is no kind of decision \"%.20s\"", call->arguments[0]);
	return verb_decide(call, &wish, 1, err);
}

/* ---- Scripts -------------------------------------------------------------------------------------------- */

static bool
read_wish(const struct verb_call *call, const json_t *object, struct wish *wish)
{
	const json_t *kind = json_object_get(object, "kind"), *subject = json_object_get(object, "subject"),
	             *part = json_object_get(object, "part"), *value = json_object_get(object, "value");

	if (!json_is_string(kind) || !json_is_string(subject) || !json_is_string(value) ||
	    (part != NULL && !json_is_string(part)) ||
	    !decision_kind_find(view_of(json_string_value(kind)), &wish->kind))
		return false;
	wish->subject =
	    whole_subject(call, (struct view){ json_string_value(subject), json_string_length(subject) });
	wish->part =
	    part == NULL ? VIEW("") : (struct view){ json_string_value(part), json_string_length(part) };
	wish->value = (struct view){ json_string_value(value), json_string_length(value) };
	return true;
}

/* One line is one action: an object, or a list of them. */
static bool
run_line(struct verb_call *call, struct view line, size_t *made, struct error *err)
{
	json_t *value = json_loadb(line.ptr, line.len, JSON_REJECT_DUPLICATES, NULL);
	size_t count = json_is_array(value) ? json_array_size(value) : 1, new = 0;
	struct wish *wishes = xcalloc(count, sizeof(*wishes));
	bool good = true;

	for (size_t i = 0; good && i < count; i++)
		good = read_wish(call, json_is_array(value) ? json_array_get(value, i) : value, &wishes[i]) ||
		       fail(err, ERROR_INVALID, "not {\"kind\":…,\"subject\":…,\"part\":…,\"value\":…}");
	good = good && coding_decide(call->coding, call->viewer.coder, wishes, count, &new, err);
	*made += new;
	free(wishes);
	json_decref(value);
	return good;
}

static size_t
count_lines(struct view text)
{
	size_t lines = 0;

	for (size_t i = 0; i < text.len; i++)
		lines += text.ptr[i] == '\n';
	return lines;
}

/* Stops at the first line that is refused; what stood above it is decided. */
static bool
run_script(struct verb_call *call, struct error *err)
{
	struct buf content = BUF_INIT;
	struct progress progress;
	struct view rest;
	size_t made = 0, number = 0;
	bool good = buf_read_file(&content, call->arguments[0], SCRIPT_LIMIT, err);

	rest = buf_view(&content);
	progress = progress_start(call->command, "lines", count_lines(rest), false);
	while (good && rest.len > 0) {
		struct view line = view_trim(view_cut(&rest, '\n'));
		struct error why = ERROR_INIT;

		number++;
		good = line.len == 0 || run_line(call, line, &made, &why) ||
		       fail(err, why.code, "%s:%zu: %s", call->arguments[0], number, why.text);
		progress_add(&progress, 1);
	}
	progress_end(&progress);
	if (made > 0 || good)
		printf("%zu decision%s\n", made, made == 1 ? "" : "s");
	buf_release(&content);
	return good;
}

static const struct verb list[] = {
	{ "list", NULL, "the mentions, as the options below choose them", 0, 0, VERB_LOOKS, run_list },
	{ "show", "MENTION", "all there is of one", 1, 1, VERB_LOOKS, run_show },
	{ "tag", "MENTION TAG…", "gives it tags of the codebook", 2, VERB_MANY, VERB_DECIDES, run_tag },
	{ "untag", "MENTION TAG…", "takes tags back", 2, VERB_MANY, VERB_DECIDES, run_untag },
	{ "coded", "MENTION…", "says that they were looked at, also when no tag fits", 1, VERB_MANY,
	  VERB_DECIDES, run_coded },
	{ "agree", "MENTION TAG yes|no", "what the coders agreed on after differing", 3, 3, VERB_DECIDES,
	  run_agree },
	{ "memo", "SUBJECT TEXT", "a note at a mention, a tag or a finding", 2, 2, VERB_DECIDES, run_memo },
	{ "quote", "MENTION [PLACE]",
	  "proposes a quote: FROM-TO in characters from 0; all of it if not given", 1, 2, VERB_DECIDES,
	  run_quote },
	{ "unquote", "MENTION [PLACE]", "takes a quote back", 1, 2, VERB_DECIDES, run_unquote },
	{ "release", "MENTION [PLACE]", "releases a quote, when all marks in it were decided", 1, 2,
	  VERB_DECIDES, run_release },
	{ "link", "MENTION MENTION must|cannot|no", "for grouping: these belong together, or do not", 3, 3,
	  VERB_DECIDES, run_link },
	{ "recent", NULL, "the coder's last tags, newest first", 0, 0, VERB_LOOKS, run_recent },
	{ "queue", NULL, "conflicts of two laptops, and where coders differ", 0, 0, VERB_LOOKS, run_queue },
	{ "decide", "KIND SUBJECT PART VALUE", "any decision; on a conflict it settles it", 4, 4,
	  VERB_DECIDES, run_decide },
	{ "undo", "[DECISION]", "undoes the coder's last action, or the decision with this id", 0, 1,
	  VERB_DECIDES, run_undo },
	{ "redo", NULL, "takes the last undo back", 0, 0, VERB_DECIDES, run_redo },
	{ "log", NULL, "all decisions, oldest first", 0, 0, VERB_LOOKS, run_log },
	{ "script", "FILE",
	  "decides what the lines of FILE say: {\"kind\":…,\"subject\":…,\"part\":…,\"value\":…}, or a list "
	  "of\n"
	  "      those as one action",
	  1, 1, VERB_DECIDES, run_script },
	{ .name = NULL },
};

int
cmd_code(int argc, char **argv)
{
	const struct option_line options[] = {
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
		  .most = 10000000,
		  .help = "list: at most so many." },
	};
	const struct verbs verbs = { .about = about,
		                     .list = list,
		                     .options = options,
		                     .option_count = sizeof(options) / sizeof(options[0]) };

	filter = (struct filter){ .limit = 10000000 };
	return verbs_main(&verbs, argc, argv);
}
