// SPDX-License-Identifier: EUPL-1.2
//
// The page for who took part, compared with the count: see report.mjs.

import { priorities } from './report-priorities.mjs';
import { answers, cards, count, dayText, votes } from './truth.mjs';

const written = [...cards.values()].flatMap((card) => Object.values(card).filter((value) => typeof value === 'string' && /\d/.test(value)));

/** How often a finding was told of stands below its heading. */
function told(checker) {
	for (const article of checker.page.find('article', 'told').filter((one) => 'aria-labelledby' in one.attributes)) {
		const item = article.attributes['aria-labelledby'].replace('finding-', '');

		checker.expectNumbers(article.find('p')[0], [count({ item })], `told of ${item}`);
	}
}

/** What is done now: each day is that of the step at which the card is. */
function days(checker) {
	const list = checker.page.find('section').find((one) => one.attributes['aria-labelledby'] === 'now');
	let card;

	for (const element of list.all())
		if (element.name === 'h3') card = [...cards.values()].find((one) => one.title === element.text);
		else if (element.name === 'time') {
			checker.expect(element, dayText(card[card.state]), `${card.id}, ${card.state}`);
			if (element.attributes.datetime !== card[card.state]) checker.problem(`${card.id}: ${element.attributes.datetime}`);
		}
}

export function participants(checker) {
	for (const element of checker.page.all()) {
		if (element.is('lead')) checker.expectNumbers(element, [answers.length + votes.length], 'filled in');
		if (element.name === 'p' && /mensen kozen/.test(element.text)) checker.expectNumbers(element, [votes.length], 'voters');
		if (['p', 'h3', 'li'].includes(element.name) && written.some((words) => element.text.endsWith(words) && !/^\d/.test(element.text))) checker.explain(element);
	}
	told(checker);
	days(checker);
	priorities(checker, 'chosen-1');
}
