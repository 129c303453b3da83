// SPDX-License-Identifier: EUPL-1.2
//
// The sentences of the report that have a number in them: see report.mjs.

import fs from 'node:fs';

import { minorities, schulze } from './priorities.mjs';
import { priorities } from './report-priorities.mjs';
import { AUDIENCES, CATEGORIES, DOMAINS, KINDS, answers, cards, count, dayText, findings, lists, quotes, votes } from './truth.mjs';

const HIGHLIGHTS = 5;
const LEAST = 5; // people behind a number

/** Words of our own without a place for a number: the numbers in them ("16 tot 27 jaar") count nothing. */
const FIXED = new Set([...fs.readFileSync('survey/locale/nl.po', 'utf8').matchAll(/^msgstr "([^{}\n]*\d[^{}\n]*)"$/gm)].map(([, text]) => text));

const kindOf = (element) => element.around((one) => one.name === 'section')?.attributes['aria-labelledby'];

/** Sentences by how they begin, and the numbers that must be in them. */
const SENTENCES = [
	[/^\d+ mensen vertelden hierover/, (element) => [count({ kind: kindOf(element) }), count({ kind: kindOf(element) })]],
	[/^Elke ingevulde vragenlijst gaat meteen op slot/, () => [0, 100]], // the demo sends as a browser without scripts does
	[/^Op \d+ plekken in de tabellen/, (element, checker) => [checker.hidden]],
	[/^\d+ mensen hebben gestemd/, () => [votes.length]],
	[/^Verborgen: er zitten minder dan/, () => [LEAST]],
	[/^Zitten er minder dan/, () => [LEAST, 0]],
];

/** "‘…’ is het vaakst aangekruist: door 96 van de 320 mensen" */
function mostTicked(checker, element) {
	const list = lists[Number(element.attributes.id.slice('recognition-'.length)) - 1];
	const [names, numbers] = element.text.split(/: (?=(?:elk )?door )/);
	const most = Math.max(...[...list.ids.values()].map((id) => list.count(id)));
	const first = [...list.ids].filter(([, id]) => list.count(id) === most).map(([words]) => words);

	checker.explain(element);
	if (numbers?.match(/\d+/g)?.join() !== [most, list.count(undefined)].join() || !first.every((words) => names.includes(words)))
		checker.problem(`"${element.text}", and it is ${most} of ${list.count(undefined)}: ${first}`);
}

/** "‘Support’ wordt het vaakst genoemd: 88 van de 172 keer", of the figure that it stands above. */
function claim(element) {
	const [, kind, what] = /^(\w+)-(domains|causes)$/.exec(element.attributes.id);
	const [names, key, audience] = what === 'domains' ? [DOMAINS, 'domain'] : [CATEGORIES, 'category', 'professional'];
	const counted = Object.entries(names).map(([name, tag]) => [name, count({ kind, audience, [key]: tag })]);
	const most = Math.max(...counted.map(([, number]) => number));
	const first = counted.filter(([, number]) => number === most).map(([name]) => `‘${name}’`);
	const many = first.length > 1;

	return `${first.join(' en ')} ${many ? 'worden' : 'wordt'} het vaakst genoemd: ${many ? 'elk ' : ''}${most} van de ${count({ kind, audience })} keer`;
}

function findingNumbers(checker) {
	for (const element of checker.page.find('p', 'number')) {
		const article = element.around((one) => one.name === 'article');
		const link = element.parent.find('p', 'highlight')[0]?.find('a')[0];
		const id = article ? article.attributes['aria-labelledby'].replace('finding-', '') : link?.attributes.href.replace('#finding-', '');

		if (cards.has(id)) checker.expectNumbers(element, [count({ item: id }), count({ kind: cards.get(id).kind })], `finding ${id}`);
		else checker.problem(`a number of no finding: "${element.text}"`);
	}
}

const linked = (element) => element.attributes.href.replace('#finding-', '');

/** The summary has what the panel puts first, then what most people told of; the last of five is a myth if none of the others is. */
function highlights(checker) {
	const bands = schulze(votes);
	const place = ({ id }) => (bands.findIndex((band) => band.includes(id)) + bands.length + 1) % (bands.length + 1);
	const order = [...findings].sort((a, b) => place(a) - place(b) || count({ item: b.id }) - count({ item: a.id }) || (a.id < b.id ? -1 : 1));
	const first = order.slice(0, HIGHLIGHTS);

	if (!first.some(({ kind }) => kind === 'broodje_aap')) first[HIGHLIGHTS - 1] = order.find(({ kind }) => kind === 'broodje_aap');
	const list = checker.page.find('p', 'highlight').map((one) => linked(one.find('a')[0]));

	if (list.join() !== first.map(({ id }) => id).join()) checker.problem(`the summary has ${list}, and it is ${first.map(({ id }) => id)}`);
}

/** What a minority puts first is named. */
function minority(checker) {
	const chapter = checker.page.find('section').find((one) => one.attributes['aria-labelledby'] === 'priorities');
	const named = chapter?.find('ul').filter((list) => list.parent.is('figure')).flatMap((list) => list.find('a').map(linked));

	if (JSON.stringify(named) !== JSON.stringify(minorities(votes, LEAST))) checker.problem(`minority: ${named}`);
}

function keys(checker) {
	const people = { 'ingevulde vragenlijsten': answers.length + votes.length, 'keer een olifantenpaadje': count({ kind: 'olifantenpaadje' }), 'keer een broodje aap': count({ kind: 'broodje_aap' }) };

	for (const key of checker.page.find('dl', 'keys').flatMap((list) => list.find('div')))
		checker.expect(key.find('dd')[0], people[key.find('dt')[0].text], `key "${key.find('dt')[0].text}"`);
}

/** What the team wrote stands there as it was written. */
function cardWords(checker) {
	const written = new Set([...cards.values()].flatMap((card) => Object.values(card).filter((value) => typeof value === 'string')));

	for (const name of ['dd', 'td', 'p', 'th', 'h3', 'a'])
		for (const element of checker.page.find(name)) {
			const text = element.is('request') || element.is('also') ? element.text.replace(/^(Wat klopt|Ons voorstel)\. |^Gaat ook hierover: /, '') : element.text;

			if (written.has(text)) checker.explain(element);
		}
}

function days(checker) {
	for (const element of checker.page.find('time')) {
		const article = element.around((one) => one.name === 'article')?.attributes['aria-labelledby'];
		const row = element.around((one) => one.name === 'tr')?.find('a')[0].attributes.href.slice(1);
		const card = cards.get((article ?? row)?.replace('finding-', ''));
		const step = { Plannen: 'plan', Doen: 'do', Nagaan: 'check', Bijstellen: 'act' }[element.parent.text.split(' ')[0]];
		const day = card?.[step] ?? 'no day';

		checker.expect(element, dayText(day), `${card?.id}, ${step}`);
		if (element.attributes.datetime !== day) checker.problem(`${card?.id}, ${step}: ${element.attributes.datetime}, and it is ${day}`);
	}
}

function quoted(checker) {
	for (const figure of checker.page.find('figure', 'quote')) {
		const words = figure.find('blockquote')[0];
		const from = figure.find('figcaption')[0]?.text;
		const quote = quotes.find((one) => one.words === words.text);
		const card = figure.around((one) => one.name === 'article')?.attributes['aria-labelledby'].replace('finding-', '');

		if (quote === undefined) checker.problem(`this was not released: "${words.text}"`);
		else checker.explain(words);
		if (quote && from !== undefined && AUDIENCES[from] !== quote.audience) checker.problem(`quote of ${quote.id}: from ${from}, and it is ${quote.audience}`);
		if (quote && card !== undefined && card !== quote.item) checker.problem(`quote of ${quote.id} stands at ${card}`);
	}
}

/** Questions stand there as they were asked. */
function questions(checker) {
	const asked = ['panel', 'professionals'].map((one) => fs.readFileSync(`questionnaires/${one}.yaml`, 'utf8').replace(/\s+/g, ' ')).join(' ');
	const section = checker.page.find('section').find((one) => one.attributes['aria-labelledby'] === 'questions');

	for (const item of section.find('li')) if (item.find('ul').length === 0 && asked.includes(item.text)) checker.explain(item);
}

export function texts(checker) {
	const { page } = checker;

	for (const element of page.all()) {
		if (FIXED.has(element.text)) checker.explain(element);
		if (element.name !== 'p' && element.name !== 'li' && element.name !== 'h3') continue;
		const [, rule] = SENTENCES.find(([pattern]) => pattern.test(element.text)) ?? [];

		if (rule) checker.expectNumbers(element, rule(element, checker), 'sentence');
		if (/^recognition-\d$/.test(element.attributes.id ?? '')) mostTicked(checker, element);
		if (/^\w+-(domains|causes)$/.test(element.attributes.id ?? '')) checker.expect(element, claim(element), 'claim');
	}
	findingNumbers(checker);
	highlights(checker);
	priorities(checker, 'priorities');
	minority(checker);
	keys(checker);
	cardWords(checker);
	days(checker);
	quoted(checker);
	questions(checker);
	if (votes.length === 0 || Object.keys(KINDS).length !== 2) checker.problem('there is nothing to compare with');
}
