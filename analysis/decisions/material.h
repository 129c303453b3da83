/* SPDX-License-Identifier: EUPL-1.2
 *
 * The team's work as JSON (jansson), for the command line and for pages alike. Texts are the respondents' own, as text:
 * whoever shows them escapes them. All results are new references, owned by the caller.
 */
#ifndef MATERIAL_H
#define MATERIAL_H

#include <jansson.h>

#include "finding.h"
#include "quote.h"

/* For whom: a coder's own layer is shown as "mine". With `blind` nothing is shown that others decided about the
 * mention. */
struct viewer {
	struct view coder; /* may be empty */
	bool blind;
};

/* {"id","kind","questionnaire","audience","wave","quotable","text","texts":{QUESTION:TEXT},"answers":{QUESTION:[OPTION]},
 *  "response":{QUESTION:[OPTION]}, "coded","mine":[TAG]; unless blind: "tags":[TAG],"disputed":[TAG],"finding","memo",
 *  "quotes":[{"place","state","text"}],"marks":[{"place","kind","text","state"}]} */
json_t *material_mention(struct coding *coding, const struct mention *mention, const struct viewer *viewer);

/* {"id","name","definition","example","keywords","colour","parent","into","retired","memo"} */
json_t *material_code(struct coding *coding, const struct code *code);

/* {"id","mentions","responses","conflicts", and every part of the card that has a value; "tags":[TAG],"conflicting":[PART],
 *  "aliases":[TITLE], "marks": as of a mention} */
json_t *material_finding(struct coding *coding, const struct finding *finding);

/* {"kind","subject","part","coder","choices":[{"value","coder","day","decision"}]} */
json_t *material_conflict(const struct decided *field);

/* {"decision","kind","coder","day","subject","part","value","counts"} */
json_t *material_decision(const struct coding *coding, size_t number);

#endif
