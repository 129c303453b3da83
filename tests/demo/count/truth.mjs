// SPDX-License-Identifier: EUPL-1.2
//
// What is true of the demo's invented material, counted from the files themselves: the answers, the cards of findings, what was
// released, and the panel's votes. Shares no code with the programs.

import fs from 'node:fs';

const lines = (file) => fs.readFileSync(file, 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#'));

function table(file) {
	const [header, ...rows] = lines(file).map((line) => line.split('\t'));

	return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i]])));
}

export const AUDIENCES = { Panel: 'panel', Professional: 'professional', Jongerenpanel: 'jongerenpanel' };
export const KINDS = { olifantenpaadje: 'Olifantenpaadjes', broodje_aap: 'Broodjes aap' };
export const DOMAINS = { Support: 'support', Wonen: 'wonen', 'School en werk': 'school_werk', Inkomen: 'inkomen', Welzijn: 'welzijn' };
export const CATEGORIES = { Systeem: 'systeem', 'Kennis en vakmanschap': 'kennis', Samenwerking: 'samenwerking', Cultuur: 'cultuur' };
export const TAGS = { ...DOMAINS, 'School en werk': 'school-werk' };

export const answers = table('tests/fixtures/answers-nl.tsv');
export const votes = table('tests/fixtures/votes-nl.tsv').map(({ first, second, third }) => [first, second, third].filter((one) => one !== '-'));

/** A function that remembers what it said: the control asks the same thousands of times. */
function remembering(ask) {
	const said = new Map();

	return (...what) => {
		const key = JSON.stringify(what.map((one) => (one === undefined ? 'undefined' : one)));

		if (!said.has(key)) said.set(key, ask(...what));
		return said.get(key);
	};
}

/** What people recognise of the two lists, by the number of the list in the report: who was asked, and who ticked what. */
const recognised = new Map(table('tests/fixtures/recognised-nl.tsv').map(({ id, paths, myths }) => [id, { paths, myths }]));
const LISTS = [
	{ column: 'paths', file: 'known-olifantenpaadjes', audiences: ['panel', 'professional'] },
	{ column: 'myths', file: 'known-broodjes-aap', audiences: ['professional'] },
];

/** The ids of a list by their Dutch words. */
function readList(file) {
	const text = fs.readFileSync(`questionnaires/tagsets/${file}.yaml`, 'utf8');

	return new Map([...text.matchAll(/^ {2}([a-z0-9-]+):\n {4}nl: "?(.*?)"?$/gm)].map(([, id, words]) => [words, id]));
}

export const lists = LISTS.map(({ column, file, audiences }) => {
	const ids = readList(file);
	const asked = answers.filter((one) => audiences.includes(one.audience));

	return {
		ids,
		audiences,
		/** How many of an audience (undefined: all who were asked) ticked it; null: nothing at all; undefined: were asked. */
		count: remembering(
			(id, audience) =>
				asked.filter((one) => {
					const ticked = recognised.get(one.id)[column].split(',');

					return (audience === undefined || one.audience === audience) && (id === undefined || ticked.includes(id ?? '-'));
				}).length,
		),
	};
});

/** How many answers are so: { kind, audience, domain, category, item }, each of which may be missing. */
export const count = remembering(({ kind, audience, domain, category, item }) =>
	answers.filter(
		(one) =>
			(kind === undefined || one.kind === kind) &&
			(audience === undefined || one.audience === audience) &&
			(domain === undefined || one.domains.split(',').includes(domain)) &&
			(category === undefined || one.categories.split(',').includes(category)) &&
			(item === undefined || one.item === item),
	).length,
);

/** The cards of tests/demo/findings.yaml, by id. The file is as simple as this reads it. */
function readCards(file) {
	const cards = new Map();
	let card, part;

	for (const line of lines(file)) {
		const head = /^ {2}([a-z0-9-]+):(?: \{kind: (\w+), title: (.*), tags: \[(.*)\]\})?$/.exec(line);
		const key = /^ {4}([a-z.-]+): (.*)$/.exec(line);

		if (head) {
			card = { id: head[1], kind: head[2], title: head[3]?.replace(/^'|'$/g, ''), tags: head[4] };
			cards.set(head[1], card);
		} else if (key) {
			part = key[1];
			card[part] = key[2] === '|' ? '' : key[2];
		} else if (/^ {6}/.test(line)) {
			card[part] = `${card[part]} ${line.trim()}`.trim();
		}
	}
	for (const one of cards.values()) one.tags = one.tags.replace(/[[\]]/g, '').split(', ');
	return cards;
}

export const cards = readCards('tests/demo/findings.yaml');

const decided = lines('tests/demo/released.txt').map((line) => line.split(' '));

/** The released findings. */
export const findings = decided.filter(([what]) => what === 'finding').map(([, id]) => cards.get(id));
export const findingOf = (title) => findings.find((one) => one.title === title);

/** The released quotes: their words, and whose they are. */
export const quotes = decided
	.filter(([what]) => what === 'quote')
	.map(([, id, part]) => {
		const answer = answers.find((one) => one.id === id);
		const [from, to] = part ? part.split('-').map(Number) : [0, undefined];

		return { ...answer, words: [...answer.text].slice(from, to).join('').replace(/\s+/g, ' ').trim() };
	});

const MONTHS = 'januari februari maart april mei juni juli augustus september oktober november december'.split(' ');

/** "2026-12-07" as "7 december 2026". */
export const dayText = (day) => {
	const [year, month, date] = day.split('-').map(Number);

	return `${date} ${MONTHS[month - 1]} ${year}`;
};

/** Wilson's interval at 95 %, as [low, high] between 0 and 1. */
export function wilson(part, whole) {
	const z = 1.959963984540054;
	const share = part / whole;
	const middle = (share + (z * z) / (2 * whole)) / (1 + (z * z) / whole);
	const half = (z / (1 + (z * z) / whole)) * Math.sqrt((share * (1 - share)) / whole + (z * z) / (4 * whole * whole));

	return [middle - half, middle + half];
}
