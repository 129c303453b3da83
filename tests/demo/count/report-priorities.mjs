// SPDX-License-Identifier: EUPL-1.2
//
// The bands of the ballot, on whichever page: see report.mjs.

import { schulze } from './priorities.mjs';
import { cards, votes } from './truth.mjs';

const itemOf = (title) => [...cards.values()].find((one) => one.title === title)?.id;

/** The bands of a chapter in their order, each with its findings by title. */
export function priorities(checker, chapter) {
	const section = checker.page.find('section').find((one) => one.attributes['aria-labelledby'] === chapter);
	const lists = section?.find('ol', 'bands') ?? [];
	const bands = lists.map((list) =>
		list.children.filter((child) => child.name === 'li').map((band) => band.find('li').map((item) => itemOf(item.text)).sort()),
	);

	if (JSON.stringify(bands) !== JSON.stringify([schulze(votes)])) checker.problem(`bands: ${JSON.stringify(bands)}`);
}
