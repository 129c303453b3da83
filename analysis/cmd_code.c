/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis code`: coding mentions from the command line: what the workbench does, for scripts.
 */
#include "commands.h"

#include "code_verbs.h"

static const char about[] =
    "Tags mentions, quotes them and writes memos, as the workbench does. Every decision is added to\n"
    "the study's log, encrypted and durable before this command says so; nothing is ever changed in\n"
    "it, so everything can be undone. A mention is named by the beginning of its id.\n\n"
    "Every coder has tags of their own. Where two who coded the same mention differ, it is in the\n"
    "queue until somebody agrees; where two laptops said different things, until somebody decides.";

static const struct verb list[] = {
	{ "list", NULL, "the mentions, as the options below choose them", 0, 0, VERB_LOOKS, code_list },
	{ "show", "MENTION", "all there is of one", 1, 1, VERB_LOOKS, code_show },
	{ "tag", "MENTION TAG…", "gives it tags of the codebook", 2, VERB_MANY, VERB_DECIDES, code_tag },
	{ "untag", "MENTION TAG…", "takes tags back", 2, VERB_MANY, VERB_DECIDES, code_untag },
	{ "coded", "MENTION…", "says that they were looked at, also when no tag fits", 1, VERB_MANY,
	  VERB_DECIDES, code_coded },
	{ "agree", "MENTION TAG yes|no", "what the coders agreed on after differing", 3, 3, VERB_DECIDES,
	  code_agree },
	{ "memo", "SUBJECT TEXT", "a note at a mention, a tag or a finding", 2, 2, VERB_DECIDES, code_memo },
	{ "quote", "MENTION [PLACE]",
	  "proposes a quote: FROM-TO in characters from 0; all of it if not given", 1, 2, VERB_DECIDES,
	  code_quote },
	{ "unquote", "MENTION [PLACE]", "takes a quote back", 1, 2, VERB_DECIDES, code_unquote },
	{ "release", "MENTION [PLACE]",
	  "releases a quote, when all marks in it were decided; says that you read its text", 1, 2,
	  VERB_DECIDES, code_release },
	{ "link", "MENTION MENTION must|cannot|no", "for grouping: these belong together, or do not", 3, 3,
	  VERB_DECIDES, code_link },
	{ "recent", NULL, "the coder's last tags, newest first", 0, 0, VERB_LOOKS, code_recent },
	{ "queue", NULL, "conflicts of two laptops, and where coders differ", 0, 0, VERB_LOOKS, code_queue },
	{ "decide", "KIND SUBJECT PART VALUE", "any decision; on a conflict it settles it", 4, 4,
	  VERB_DECIDES, code_decide },
	{ "undo", "[DECISION]", "undoes the coder's last action, or the decision with this id", 0, 1,
	  VERB_DECIDES, code_undo },
	{ "redo", NULL, "takes the last undo back", 0, 0, VERB_DECIDES, code_redo },
	{ "log", NULL, "all decisions, oldest first", 0, 0, VERB_LOOKS, code_log },
	{ "script", "FILE",
	  "decides what the lines of FILE say: {\"kind\":…,\"subject\":…,\"part\":…,\"value\":…}, or a list "
	  "of\n"
	  "      those as one action; all of the file or nothing",
	  1, 1, VERB_DECIDES, code_script },
	{ .name = NULL },
};

int
cmd_code(int argc, char **argv)
{
	struct verbs verbs = { .about = about, .list = list };

	verbs.options = code_list_options(&verbs.option_count);
	return verbs_main(&verbs, argc, argv);
}
