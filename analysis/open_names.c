/* SPDX-License-Identifier: EUPL-1.2
 *
 * Loading what is known of names for a command: open_names.h.
 */
#include "open_names.h"

#include <stdio.h>
#include <unistd.h>

#define GAZETTEER "questionnaires/tagsets/gazetteer-groningen.yaml"

struct option_line
open_names_option(const char **gazetteer)
{
	return (struct option_line){
		.name = "gazetteer",
		.argument = "FILE",
		.text = gazetteer,
		.help = "What is known of names and places, so that likely names are marked too;\n" GAZETTEER
		        " if not given.",
	};
}

bool
open_names(const char *command, const char *gazetteer, struct names **names, struct error *err)
{
	const char *path = gazetteer != NULL ? gazetteer : GAZETTEER;
	struct problems problems = PROBLEMS_INIT;
	bool good = true;

	if (gazetteer == NULL && access(path, R_OK) != 0)
		fprintf(
		    stderr,
		    "analysis %s: names are not looked for, because there is no %s here; use --gazetteer\n",
		    command, path);
	else
		good = names_load(path, names, &problems) || problems_fail(&problems, err);
	problems_release(&problems);
	return good;
}
