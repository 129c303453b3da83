/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the files of protect.h share: the attacker, who finds how far a number can be known. Not for anybody else.
 */
#ifndef PROTECT_INSIDE_H
#define PROTECT_INSIDE_H

#include <glpk.h>

#include "protect.h"

/* A condition that every choice must keep to, `number` being hidden: the sum of gains[i] over the hidden numbers is at
 * least `least`. */
struct cut {
	size_t number;
	double least;
	double *gains; /* owned; per number, none above `least` */
};

struct attacker {
	const struct published *published;
	glp_prob *lp; /* owned; a column per number: how far it can be from the truth */
	double reach; /* no number is taken to be further from the truth than this */
};

void attacker_open(struct attacker *attacker, const struct published *published, double reach);
void attacker_close(struct attacker *attacker);

/* After `hidden` of a number changed. */
void attacker_see(struct attacker *attacker, size_t number);

enum attack { ATTACK_FAILED, ATTACK_HELD, ATTACK_CUT };

/* Whether the number has what it needs. If not, fills the cut, whose gains have room for all numbers. */
enum attack attacker_try(struct attacker *attacker, size_t number, const struct protect_need *need,
                         struct cut *cut);

#endif
