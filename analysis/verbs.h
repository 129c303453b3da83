/* SPDX-License-Identifier: EUPL-1.2
 *
 * Subcommands that do one of several things with a study's decisions: "analysis code --study FILE tag MENTION TAG". The
 * things are a table of verbs; opening the study, counting arguments and the help text are the same for all.
 */
#ifndef VERBS_H
#define VERBS_H

#include <jansson.h>

#include "analysis/decisions/material.h"
#include "options.h"

/* What a verb gets to work with. */
struct verb_call {
	const char *command, *passphrase_file;
	struct study *study;
	struct coding *coding;
	struct viewer viewer; /* who asks: --coder, --blind */
	bool json;            /* --json: one JSON value per line */
	bool yes;             /* --yes: do it, not the preview alone */
	char **arguments;     /* behind the verb */
	size_t count;
	void *prepared; /* what the verb's `prepare` made */
};

/* A verb that decides needs --coder; one that writes takes over what others decided. */
enum verb_access { VERB_LOOKS, VERB_DECIDES, VERB_WRITES };

struct verb {
	const char *name, *arguments, *help;
	size_t least, most; /* number of arguments */
	enum verb_access access;
	bool (*run)(struct verb_call *call, struct error *err);
};

enum { VERB_MANY = 1 << 20 };

/* What a verb does before the study is opened, when there is no secret in memory yet: what takes files of strangers apart.
 * `discard` frees what that made, in any case. */
struct verb_preparation {
	const char *verb;
	bool (*prepare)(struct verb_call *call, struct error *err);
	void (*discard)(struct verb_call *call);
};

struct verbs {
	const char *about;
	const struct verb *list; /* ends with a NULL name; the first one is what is done without a verb */
	bool single;             /* the only verb is not named, nobody decides, and it prints text */
	bool shows; /* `single`: it makes something of what was released, so names are looked for */
	const struct verb_preparation *preparation; /* of one verb; NULL: none has any */
	const struct option_line *options;          /* of this command alone */
	size_t option_count;
};

/* A whole command. */
int verbs_main(const struct verbs *verbs, int argc, char **argv);

/* The call's argument as a view. */
struct view verb_argument(const struct verb_call *call, size_t number);

/* The mention that an argument names, by the beginning of its id. */
bool verb_mention(const struct verb_call *call, size_t number, const struct mention **mention,
                  struct error *err) MUST_CHECK;

/* All mentions that the arguments from `first` on name; free(*ids). */
bool verb_mentions(const struct verb_call *call, size_t first, struct view **ids, size_t *count,
                   struct error *err) MUST_CHECK;

/* Decides wishes for the call's coder and says how many were new. */
bool verb_decide(struct verb_call *call, const struct wish *wishes, size_t count,
                 struct error *err) MUST_CHECK;

/* Reads the YAML file that the first argument names with codebook_read() or finding_read_cards(); says what is wrong with it, or how many
 * decisions it made. */
typedef bool verb_reader(struct coding *coding, struct view coder, struct view text, const char *file,
                         size_t *made, struct problems *problems, struct error *err);
bool verb_read(struct verb_call *call, verb_reader *read, struct error *err) MUST_CHECK;

/* Writes what `codebook write` or `finding write` made to the file that the first argument names, or to the terminal. */
bool verb_write(const struct verb_call *call, const struct buf *out, struct error *err) MUST_CHECK;

/* Prints a JSON value on a line of its own, and gives it back. */
void verb_print_json(json_t *value);

/* Prints text on one line: line ends and tabs become spaces. */
void verb_print_line(struct view text);

/* A preview: "14 meldingen gaan van A naar B". Returns whether to go on: with --yes. */
bool verb_preview(const struct verb_call *call, const struct preview *preview, struct view from,
                  struct view to);

#endif
