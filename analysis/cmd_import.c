/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis import`: opens what a server released, and adds it to the study.
 */
#include "commands.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analysis/study/import.h"
#include "open_key.h"
#include "options.h"
#include "progress.h"

static const char about[] =
    "Opens the answers that a server released, on all cores, and adds them to the study: an\n"
    "encrypted file, made when it is not there. What was imported before is skipped, so importing the\n"
    "same store again is harmless. A STORE is a server's data directory, the file survey.db in it,\n"
    "a copy of that file, or the address of a database: postgresql://USER@HOST/DATABASE.\n\n"
    "When something cannot be opened, all the rest is imported, what is wrong is named and counted,\n"
    "and the exit code is 1.";

/* All that the command was asked for. */
struct asked {
	const char *name; /* of the command */
	const char *tickets, *study, *wave, *study_passphrase_file;
	struct key_request key;
	unsigned long threads;
	bool progress;
	char **stores;
	size_t store_count;
};

/* What the store says of a questionnaire with tickets. */
struct proof {
	struct view questionnaire;
	size_t used, pooled;
};

static bool
add_pooled(void *context, const struct pool_status *status)
{
	struct proof *proof = context;

	if (view_equal(status->questionnaire, proof->questionnaire)) {
		proof->used = status->tickets_used;
		proof->pooled += status->pooled;
	}
	return true;
}

/* Says whether the valid responses are as many as the tickets that the server saw used; false in *equal when not. */
static bool
print_proof(struct store *store, const struct ticket_list *tickets, const struct import_result *result,
            bool *equal, struct error *err)
{
	for (size_t i = 0; i < result->count_count; i++) {
		const struct import_count *count = &result->counts[i];
		struct proof proof = { .questionnaire = view_of(count->questionnaire) };
		bool same;

		if (!count->ticketed)
			continue;
		if (!store_status(store, add_pooled, &proof, err))
			return false;
		same = count->valid + proof.pooled == proof.used;
		printf("%s: tickets: %zu given out, %zu used on the server; %zu valid responses, %zu still "
		       "in the pool: %s\n",
		       count->questionnaire, ticket_list_count(tickets, proof.questionnaire), proof.used,
		       count->valid, proof.pooled,
		       same ? "valid = used" : "NOT THE SAME: responses were added or left out");
		*equal = *equal && same;
	}
	return true;
}

static bool
open_store(const char *location, struct store **store, struct error *err)
{
	struct stat status;
	char inside[PATH_MAX];

	if (stat(location, &status) != 0 || !S_ISDIR(status.st_mode))
		return store_open(location, STORE_READ, store, err);
	if (snprintf(inside, sizeof(inside), "%s/" STORE_FILE_NAME, location) >= (int)sizeof(inside))
		return fail(err, ERROR_INVALID, "the path of the store is too long");
	return store_open(inside, STORE_READ, store, err);
}

/* A study that is new gets the key's passphrase, so that a team has one to remember. */
static bool
open_study(const struct asked *asked, const struct passphrase *keys_own, struct study **study,
           struct error *err)
{
	struct passphrase other = PASSPHRASE_INIT;
	struct error first = ERROR_INIT;
	struct view tried = passphrase_view(keys_own);
	bool good = false;

	if (asked->study_passphrase_file != NULL) {
		if (!passphrase_get(&other, asked->study_passphrase_file, asked->study, err))
			goto out;
		tried = passphrase_view(&other);
	}
	good = study_open(asked->study, STUDY_WRITE, tried, study, &first);
	if (!good && first.code == ERROR_ABSENT) {
		good = study_create(asked->study, tried, study, err);
		if (good)
			printf("%s: a new study; its passphrase is that of %s\n", asked->study,
			       asked->study_passphrase_file != NULL ? asked->study_passphrase_file
			                                            : asked->key.key);
		if (good && asked->key.second != NULL)
			printf(
			    "%s: from here on one person can open it: two are needed for the boxes, not for "
			    "the study\n",
			    asked->study);
	} else if (!good && first.code == ERROR_KEY && asked->study_passphrase_file == NULL) {
		good = passphrase_get(&other, NULL, asked->study, err) &&
		       study_open(asked->study, STUDY_WRITE, passphrase_view(&other), study, err);
	} else if (!good) {
		fail(err, first.code, "%s", first.text);
	}
out:
	passphrase_release(&other);
	return good;
}

static bool
add_released(void *context, const struct pool_status *status)
{
	*(size_t *)context += status->released;
	return true;
}

static void
show_progress(void *context, size_t boxes)
{
	progress_add(context, boxes);
}

static const char *
boxes_word(size_t boxes)
{
	return boxes == 1 ? "box" : "boxes";
}

/* Returns whether everything could be opened. */
static bool
print_result(const struct asked *asked, const struct import_result *result, const struct public_key *key,
             const char *location)
{
	char number[NUMBER_TEXT], known[NUMBER_TEXT], own[KEY_ID_TEXT], other[KEY_ID_TEXT];

	if (asked->store_count > 1)
		printf("%s\n", location);
	for (size_t i = 0; i < result->count_count; i++)
		printf("%s: %s imported, %s known already\n", result->counts[i].questionnaire,
		       number_text(result->counts[i].imported, number),
		       number_text(result->counts[i].known, known));
	if (result->count_count == 0 && result->other_key_count == 0)
		printf("nothing was released yet\n");
	for (size_t i = 0; i < result->problem_count; i++) {
		const struct import_problem *problem = &result->problems[i];

		printf("batch %lld (%s): %s %s %s\n", (long long)problem->batch, problem->questionnaire,
		       number_text(problem->boxes, number), boxes_word(problem->boxes),
		       import_trouble_text(problem->trouble));
	}
	fflush(stdout);
	key_id_text(key->id, own);
	for (size_t i = 0; i < result->other_key_count; i++) {
		key_id_text(result->other_keys[i].id, other);
		fprintf(
		    stderr,
		    "analysis %s: this key (id %s) does not open these boxes (id %s): %s left as they are\n",
		    asked->name, own, other, number_text(result->other_keys[i].boxes, number));
	}
	return result->problem_count == 0 && result->other_key_count == 0;
}

/* Imports the stores one after the other; *whole becomes false when something could not be opened. */
static bool
import_all(const struct asked *asked, const struct ticket_list *tickets, const struct secret_key *key,
           struct study *study, struct store *const *stores, bool *whole, struct error *err)
{
	struct progress progress;
	const struct import_options options = { .key = key,
		                                .tickets = asked->tickets != NULL ? tickets : NULL,
		                                .wave = view_of(asked->wave),
		                                .threads = (unsigned)asked->threads,
		                                .progress = show_progress,
		                                .context = &progress };
	size_t total = 0;
	bool good = true;

	for (size_t i = 0; good && i < asked->store_count; i++)
		good = store_status(stores[i], add_released, &total, err);
	progress = progress_start(asked->name, "boxes", total, asked->progress);
	for (size_t i = 0; good && i < asked->store_count; i++) {
		struct import_result result = IMPORT_RESULT_INIT;

		good = import_store(study, stores[i], &options, &result, err);
		if (i + 1 == asked->store_count || !good)
			progress_end(&progress);
		if (good && !print_result(asked, &result, secret_key_public(key), asked->stores[i]))
			*whole = false;
		if (good && asked->tickets != NULL)
			good = print_proof(stores[i], tickets, &result, whole, err);
		import_result_release(&result);
	}
	return good;
}

static int
run(const struct asked *asked)
{
	struct store **stores = xcalloc(asked->store_count, sizeof(struct store *));
	struct passphrase passphrase = PASSPHRASE_INIT;
	struct secret_key *key = NULL;
	struct study *study = NULL;
	struct ticket_list tickets = TICKET_LIST_INIT;
	struct error err = ERROR_INIT;
	bool good = false, whole = true;

	/* What can be wrong without a passphrase is said before asking for one. */
	for (size_t i = 0; i < asked->store_count; i++)
		if (!open_store(asked->stores[i], &stores[i], &err))
			goto out;
	if (!open_key_check(&asked->key, &err))
		goto out;
	if (asked->tickets != NULL && !ticket_list_read(&tickets, asked->tickets, &err))
		goto out;
	good = open_key(&asked->key, &passphrase, &key, &err) &&
	       open_study(asked, &passphrase, &study, &err) &&
	       import_all(asked, &tickets, key, study, stores, &whole, &err);
out:
	if (!good)
		command_fail(asked->name, &err);
	study_close(study);
	ticket_list_release(&tickets);
	secret_key_free(key);
	passphrase_release(&passphrase);
	for (size_t i = 0; i < asked->store_count; i++)
		store_close(stores[i]);
	free(stores);
	return good && whole ? EXIT_GOOD : EXIT_ERROR;
}

int
cmd_import(int argc, char **argv)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	struct asked asked = { .name = argv[0],
		               .threads = cores < 1                  ? 1
		                        : cores > IMPORT_THREADS_MAX ? IMPORT_THREADS_MAX
		                                                     : (unsigned long)cores };
	const struct option_line lines[] = {
		{ .name = "key",
		  .argument = "FILE",
		  .text = &asked.key.key,
		  .needed = true,
		  .help = "The team's secret key, made by `analysis keygen`." },
		{ .name = "second",
		  .argument = "FILE",
		  .text = &asked.key.second,
		  .help = "The second person's key, for a key that needs two persons." },
		{ .name = "study",
		  .argument = "FILE",
		  .text = &asked.study,
		  .needed = true,
		  .help = "The study to add to." },
		{ .name = "tickets",
		  .argument = "FILE",
		  .text = &asked.tickets,
		  .help = "The team's half of the tickets, made by `survey tickets`: takes only responses\n"
		          "that have one, and says whether they are as many as the tickets that were used." },
		{ .name = "wave",
		  .argument = "NAME",
		  .text = &asked.wave,
		  .help = "The team's name for this round of answers, to compare rounds by." },
		{ .name = "passphrase-file",
		  .argument = "FILE",
		  .text = &asked.key.passphrase_file,
		  .help =
		      "Takes the key's passphrase from the first line of FILE instead of asking for it." },
		{ .name = "second-passphrase-file",
		  .argument = "FILE",
		  .text = &asked.key.second_passphrase_file,
		  .help = "The same for the second person's key." },
		{ .name = "study-passphrase-file",
		  .argument = "FILE",
		  .text = &asked.study_passphrase_file,
		  .help = "The same for the study, when it has another passphrase than the key." },
		{ .name = "threads",
		  .argument = "N",
		  .number = &asked.threads,
		  .least = 1,
		  .most = IMPORT_THREADS_MAX,
		  .help = "Opens on so many threads; default: one per core." },
		{ .name = "progress",
		  .flag = &asked.progress,
		  .help = "Says how far it is also when it does not run on a terminal." },
	};
	const struct command_line line = { .about = about,
		                           .arguments = "STORE...",
		                           .least = 1,
		                           .most = SIZE_MAX,
		                           .options = lines,
		                           .option_count = sizeof(lines) / sizeof(lines[0]) };

	switch (options_read(&line, argc, argv, &asked.stores, &asked.store_count)) {
	case OPTIONS_HELP:
		return EXIT_GOOD;
	case OPTIONS_WRONG:
		return EXIT_USAGE;
	case OPTIONS_GOOD:
		break;
	}
	return run(&asked);
}
