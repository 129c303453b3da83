/* SPDX-License-Identifier: EUPL-1.2
 *
 * The workbench: the team's pages on this computer alone. What one program holds while it runs, and what its pages share.
 *
 * Who may come in. The program prints an address with a ticket that works once. It is exchanged for a secret of 128 bits that
 * stands in the path of every page, and for nothing else: no cookie, because a browser sends a cookie of 127.0.0.1 to every
 * program that listens on any port there, and because the web server that the respondents use is the same code, which
 * cannot set one. The secret is made anew at each unlocking, so an address out of the browser's history opens nothing
 * later. Addresses hold numbers only: not what was searched for, no name of a tag or a finding. Besides, the Host must be ours,
 * and what is sent must come from our own pages.
 *
 * All pages run one after the other (`lock`): a team codes at one computer, and coding.h is for one thread.
 */
#ifndef WORKBENCH_H
#define WORKBENCH_H

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "analysis/decisions/finding.h"
#include "analysis/decisions/quote.h"
#include "learning.h"
#include "locale_catalogue.h"
#include "marking.h"
#include "proposing.h"
#include "ranking.h"
#include "selection.h"
#include "web.h"

enum {
	SECRET_BYTES = 16,
	SECRET_TEXT = 2 * SECRET_BYTES + 1,
	NOTICE_MAX = 300,
};

struct workbench {
	pthread_mutex_t lock;      /* of everything below */
	const char *path;          /* of the study */
	const struct names *names; /* borrowed; NULL: likely names are not marked */
	const char *thesaurus;     /* its file */
	const char *vectors;       /* the file of vectors of words; NULL: none */
	struct view coder;
	bool blind; /* a second coder: sees nothing of what others decided about a mention */
	bool keys;  /* single keys do something */
	const struct catalogue *catalogue;
	char ticket[SECRET_TEXT]; /* empty: was used */
	char secret[SECRET_TEXT];
	char hosts[2][32];   /* what a Host header may say */
	time_t last;         /* when a page was asked for, by the monotonic clock */
	time_t idle_seconds; /* after which it locks itself */
	/* NULL while it is locked: */
	struct study *study;
	struct coding *coding;
	struct search *search;
	struct marking *marking;
	struct standing *standing;
	struct codebook codebook; /* made when it is asked for: visit_codebook() */
	struct findings findings;
	bool codebook_made, findings_made;
	size_t seen_log; /* decisions when these were */
	struct selections *selections;
	struct learning *learning; /* these three NULL without a thesaurus too */
	struct proposing *proposing;
	struct ranking *ranking;
	/* What the next page says about what was just done. */
	char notice[NOTICE_MAX];
	bool refusal; /* it says why something was not done */
};

/* Opens the study and everything that pages need. */
bool workbench_unlock(struct workbench *workbench, struct view passphrase, struct error *err) MUST_CHECK;
/* Takes over what was decided since the last request. */
void workbench_refresh(struct workbench *workbench);
/* Forgets all plaintext; harmless when it is locked. */
void workbench_lock(struct workbench *workbench);
/* Fills in a random secret. */
void workbench_secret(char secret[SECRET_TEXT]);
time_t workbench_now(void);

/* A page that says why there is none; its context is the workbench. */
void workbench_refuse(struct web_request *request, struct web_reply *reply);

#endif
