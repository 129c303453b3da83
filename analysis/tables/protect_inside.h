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

struct component;
struct attacker_entry;

struct attacker {
	const struct published *published;
	const struct protect_need *needs;
	double reach;                   /* no number is taken to be further from the truth than this */
	size_t *starts;                 /* owned; per number, into entries */
	struct attacker_entry *entries; /* owned; the relations that it is in */
	double *rooms;                  /* owned; per relation, how far the truth is from its bound */
	struct component *
	    *components; /* owned; per number: what hangs together with it; NULL: not looked at yet */
	size_t *columns; /* owned; per number: its column in that */
	bool *held;      /* owned; per number: tried, and it has what it needs */
};

void attacker_open(struct attacker *attacker, const struct published *published,
                   const struct protect_need *needs, double reach);
void attacker_close(struct attacker *attacker);

/* Before a number is shown again: those that hang together with it may have no more what they need. Or any. */
void attacker_doubt(struct attacker *attacker, size_t number);
void attacker_doubt_all(struct attacker *attacker);

/* After `hidden` of a number changed. */
void attacker_see(struct attacker *attacker, size_t number);

enum attack { ATTACK_FAILED, ATTACK_HELD, ATTACK_CUT };

/* Whether the number has what it needs; once it has, that stays until it is doubted. If not, fills the cut, whose
 * gains have room for all numbers. */
enum attack attacker_try(struct attacker *attacker, size_t number, struct cut *cut);

#endif
