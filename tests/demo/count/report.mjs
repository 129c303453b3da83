// SPDX-License-Identifier: EUPL-1.2
//
// Compares every number in the demo's report with a count that shares no code with the programs. Each piece of text with a digit in it
// must be explained by one rule below, which works out what it has to say; what no rule explains is wrong too. So nothing that anybody
// adds to the report goes by unseen.

import { parse } from './html.mjs';
import { participants } from './participants.mjs';
import { tables } from './report-tables.mjs';
import { texts } from './report-texts.mjs';

/** What text belongs to: the smallest of these around it is a block. */
const BLOCKS = new Set('p li dt dd th td caption h1 h2 h3 h4 figcaption blockquote text span div a time title strong'.split(' '));

const DIGIT = /\d/;

/** Every block with a digit that is its own and not that of a block within it. */
function* numbered(page) {
	for (const element of page.all())
		if (BLOCKS.has(element.name) && element.children.some((child) => typeof child === 'string' && DIGIT.test(child))) yield element;
}

const numbersIn = (text) => (text.match(/\d+/g) ?? []).map(Number);

/** What is wrong with a report, or with the page for who took part: a list of sentences, empty when all numbers are right; and how many numbers were compared. */
export function check(html) {
	const page = parse(html);
	const problems = [];
	const explained = new Set();
	const checker = {
		page,
		/** These blocks say what they must. */
		explain: (...elements) => elements.forEach((element) => explained.add(element)),
		/** One block must say this. */
		expect(element, expected, about) {
			explained.add(element);
			if (element.text !== String(expected)) problems.push(`${about}: "${element.text}", and it is "${expected}"`);
		},
		/** The numbers in a sentence are these, in this order; how it is said is not for us. */
		expectNumbers(element, expected, about) {
			explained.add(element);
			if (numbersIn(element.text).join() !== expected.join()) problems.push(`${about}: "${element.text}", and the numbers are ${expected.join(', ')}`);
		},
		problem: (text) => problems.push(text),
	};
	let numbers = 0;

	if (page.find('body')[0].is('participants')) {
		participants(checker);
	} else {
		tables(checker);
		texts(checker);
	}
	for (const element of numbered(page)) {
		numbers += element.text.match(/\d+/g).length;
		if (!element.around((one) => explained.has(one))) problems.push(`nothing explains <${element.name}>: "${element.text.slice(0, 200)}"`);
	}
	return { problems, numbers };
}
