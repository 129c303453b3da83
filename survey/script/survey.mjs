// SPDX-License-Identifier: EUPL-1.2
//
// The script of a questionnaire's page. The page works without it; the script makes it better, and seals the answers in
// the browser so that not even the server's owner can read them. No storage, no timers on people, no other site.

import { counters, piping, readAloud } from './fields.mjs';
import { Form } from './form.mjs';
import { kiosk, quickExit, switchLanguage } from './page.mjs';
import { personalFinder } from './personal.mjs';
import { ranking } from './ranking.mjs';
import { review } from './review.mjs';
import { takeOver } from './send.mjs';
import { fillTicket, readTicket } from './ticket.mjs';
import { load, loadWords } from './words.mjs';

/** Starts on the page as it is now. */
async function start() {
	const element = document.querySelector('form[data-key]');

	quickExit();
	if (element === null) return;
	// Without its words the script leaves the page as it is: that still says where the answers are sealed.
	const [patterns] = await Promise.all([load('/personal.json'), loadWords(document.documentElement.lang)]);
	const form = new Form(element);

	form.asked.map((section) => form.isAsked(section)); // throws in a browser without :has: the page then stays as it is
	takeOver(form, readTicket);
	fillTicket(form);
	piping(form);
	counters(form);
	ranking(form);
	review(form, personalFinder(patterns));
	readAloud(form);
	switchLanguage(element, start);
	document.documentElement.classList.add('js');
}

start().then(kiosk, () => {});
