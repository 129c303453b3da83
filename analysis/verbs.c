/* SPDX-License-Identifier: EUPL-1.2
 *
 * What commands on a study's decisions share: verbs.h.
 */
#include "verbs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "open_names.h"
#include "open_study.h"
#include "option_lines.h"

enum { OWN_OPTIONS = 7, SINGLE_OPTIONS = 2, SHOWING_OPTIONS = 3, YAML_LIMIT = 1 << 18 };

/* ---- Help ----------------------------------------------------------------------------------------------- */

static void
add_verbs(struct buf *about, const struct verb *list)
{
	buf_add_text(about, "\n\nWhat to do:");
	for (size_t i = 0; list[i].name != NULL; i++)
		buf_printf(about, "\n  %s%s%s\n      %s", list[i].name, list[i].arguments == NULL ? "" : " ",
		           list[i].arguments == NULL ? "" : list[i].arguments, list[i].help);
}

/* ---- Running -------------------------------------------------------------------------------------------- */

struct asked {
	const char *study, *coder, *gazetteer;
	struct verb_call call;
};

/* NULL when there is none of that name. */
static const struct verb *
find_verb(const struct verbs *verbs, const char *name)
{
	for (size_t i = 0; verbs->list[i].name != NULL; i++)
		if (name == NULL || strcmp(verbs->list[i].name, name) == 0)
			return &verbs->list[i];
	return NULL;
}

static bool
check_call(const struct asked *asked, const struct verb *verb, struct error *err)
{
	if (asked->call.count < verb->least || asked->call.count > verb->most)
		return fail(err, ERROR_INVALID, "it is: %s %s", verb->name,
		            verb->arguments == NULL ? "(nothing behind it)" : verb->arguments);
	if (verb->access == VERB_DECIDES && asked->coder == NULL)
		return fail(err, ERROR_INVALID, "who decides? Use --coder NAME");
	if (asked->call.viewer.blind && asked->coder == NULL)
		return fail(err, ERROR_INVALID, "who codes blind? Use --coder NAME");
	return asked->coder == NULL || coder_check(view_of(asked->coder), err);
}

static bool
run(const struct verbs *verbs, struct asked *asked, char **arguments, size_t count, struct error *err)
{
	bool named = count > 0 && !verbs->single;
	const struct verb *verb = find_verb(verbs, named ? arguments[0] : NULL);
	const struct verb_preparation *preparation = NULL;
	struct names *names = NULL;
	bool good = false;

	if (verb == NULL)
		return fail(err, ERROR_INVALID, "it cannot do \"%.40s\"; --help says what it can",
		            arguments[0]);
	asked->call.arguments = named ? arguments + 1 : arguments;
	asked->call.count = named ? count - 1 : count;
	if (verbs->preparation != NULL && strcmp(verbs->preparation->verb, verb->name) == 0)
		preparation = verbs->preparation;
	if (!check_call(asked, verb, err) ||
	    (preparation != NULL && !preparation->prepare(&asked->call, err)) ||
	    !open_study_for(asked->study, asked->call.passphrase_file,
	                    verb->access == VERB_LOOKS ? STUDY_READ : STUDY_WRITE, &asked->call.study, err) ||
	    !coding_open(asked->call.study, &asked->call.coding, err) ||
	    ((!verbs->single || verbs->shows) &&
	     !open_names(asked->call.command, asked->gazetteer, &names, err)))
		goto out;
	coding_use_names(asked->call.coding, names);
	asked->call.viewer.coder = view_of(asked->coder);
	good = verb->run(&asked->call, err);
out:
	if (preparation != NULL)
		preparation->discard(&asked->call);
	coding_close(asked->call.coding);
	study_close(asked->call.study);
	names_free(names);
	return good;
}

int
verbs_main(const struct verbs *verbs, int argc, char **argv)
{
	struct asked asked = { .call = { .command = argv[0] } };
	const struct option_line own[OWN_OPTIONS] = {
		study_option(&asked.study),
		study_passphrase_option(&asked.call.passphrase_file),
		open_names_option(&asked.gazetteer),
		{ .name = "coder",
		  .argument = "NAME",
		  .text = &asked.coder,
		  .help = "Who decides: a role or initials are enough. The log keeps it, encrypted." },
		{ .name = "blind",
		  .flag = &asked.call.viewer.blind,
		  .help = "Shows nothing of what others decided about a mention." },
		{ .name = "json", .flag = &asked.call.json, .help = "Writes JSON, a value per line." },
		{ .name = "yes",
		  .flag = &asked.call.yes,
		  .help = "Does a merge or a split, and not the preview alone." },
	};
	size_t own_count = !verbs->single ? OWN_OPTIONS : verbs->shows ? SHOWING_OPTIONS : SINGLE_OPTIONS;
	struct option_line *options = xcalloc(OWN_OPTIONS + verbs->option_count, sizeof(*options));
	struct buf about = BUF_INIT;
	struct command_line line = { .arguments = "[WHAT…]", .most = VERB_MANY, .options = options };
	struct error err = ERROR_INIT;
	char **arguments;
	size_t count;
	enum options_outcome outcome;
	int code;

	memcpy(options, own, sizeof(own));
	for (size_t i = 0; i < verbs->option_count; i++)
		options[own_count + i] = verbs->options[i];
	line.option_count = own_count + verbs->option_count;
	buf_add_text(&about, verbs->about);
	if (!verbs->single)
		add_verbs(&about, verbs->list);
	line.about = about.data;
	if (verbs->single) {
		line.arguments = verbs->list[0].arguments;
		line.least = verbs->list[0].least;
		line.most = verbs->list[0].most;
	}
	outcome = options_read(&line, argc, argv, &arguments, &count);
	if (outcome != OPTIONS_GOOD)
		code = outcome == OPTIONS_HELP ? EXIT_GOOD : EXIT_USAGE;
	else
		code = run(verbs, &asked, arguments, count, &err) ? EXIT_GOOD : command_fail(argv[0], &err);
	free(options);
	buf_release(&about);
	return code;
}

/* ---- For verbs ------------------------------------------------------------------------------------------ */

struct view
verb_argument(const struct verb_call *call, size_t number)
{
	return number < call->count ? view_of(call->arguments[number]) : VIEW("");
}

bool
verb_mention(const struct verb_call *call, size_t number, const struct mention **mention, struct error *err)
{
	return mentions_guess(coding_mentions(call->coding), verb_argument(call, number), mention, err);
}

bool
verb_mentions(const struct verb_call *call, size_t first, struct view **ids, size_t *count, struct error *err)
{
	const struct mention *mention;

	*count = call->count > first ? call->count - first : 0;
	*ids = xcalloc(*count, sizeof(**ids));
	for (size_t i = 0; i < *count; i++) {
		if (!verb_mention(call, first + i, &mention, err))
			return false;
		(*ids)[i] = view_of(mention->id);
	}
	return true;
}

bool
verb_decide(struct verb_call *call, const struct wish *wishes, size_t count, struct error *err)
{
	size_t made;

	if (!coding_decide(call->coding, call->viewer.coder, wishes, count, &made, err))
		return false;
	if (made == 0)
		printf("it was so already\n");
	else
		printf("%zu decision%s\n", made, made == 1 ? "" : "s");
	return true;
}

bool
verb_read(struct verb_call *call, verb_reader *read, struct error *err)
{
	struct problems problems = PROBLEMS_INIT;
	struct buf text = BUF_INIT;
	size_t made = 0;
	bool good = buf_read_file(&text, call->arguments[0], YAML_LIMIT, err) &&
	            read(call->coding, call->viewer.coder, buf_view(&text), call->arguments[0], &made,
	                 &problems, err);

	problems_print(&problems, stderr);
	if (good)
		printf("%zu decision%s\n", made, made == 1 ? "" : "s");
	problems_release(&problems);
	buf_release(&text);
	return good;
}

bool
verb_write(const struct verb_call *call, const struct buf *out, struct error *err)
{
	if (call->count > 0)
		return file_write(call->arguments[0], buf_view(out), 0600, true, err);
	return fputs(out->data, stdout) >= 0 || fail_errno(err, "cannot write");
}

void
verb_print_json(json_t *value)
{
	char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);

	puts(text == NULL ? "null" : text);
	free(text);
	json_decref(value);
}

void
verb_print_line(struct view text)
{
	for (size_t i = 0; i < text.len; i++)
		putchar(text.ptr[i] == '\n' || text.ptr[i] == '\t' || text.ptr[i] == '\r' ? ' '
		                                                                          : text.ptr[i]);
	putchar('\n');
}

bool
verb_preview(const struct verb_call *call, const struct preview *preview, struct view from, struct view to)
{
	printf("%zu mention%s go%s from \"%.*s\" to \"%.*s\"", preview->moved, preview->moved == 1 ? "" : "s",
	       preview->moved == 1 ? "es" : "", VIEW_ARGS(from), VIEW_ARGS(to));
	if (preview->already > 0)
		printf(", %zu of which had both", preview->already);
	if (preview->kept > 0)
		printf("; %zu stay as they are", preview->kept);
	printf("\n");
	if (!call->yes)
		printf("This is the preview; --yes does it. It can be undone.\n");
	return call->yes;
}
