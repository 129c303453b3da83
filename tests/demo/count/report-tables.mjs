// SPDX-License-Identifier: EUPL-1.2
//
// The tables of the report and the charts above them: see report.mjs. A table is known by its caption's id.

import { over, schulze, shown } from './priorities.mjs';
import { AUDIENCES, CATEGORIES, DOMAINS, KINDS, TAGS, count, findingOf, findings, lists, votes, wilson } from './truth.mjs';

const LEAST = 5; // people behind a number
const SHARES = 20; // people behind a percentage
const HIDDEN = 'verborgen';
const NOT_ASKED = '–';

const percent = (share) => Math.round(100 * share);
const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);

/** What a column counts: an audience, or everybody. */
const audienceOf = (column) => AUDIENCES[column];

/** A number in a table: it is right, or it is hidden, and from 1 to 4 people it is hidden. */
function expectNumber(checker, cell, expected, about) {
	checker.explain(cell);
	if (cell.text === HIDDEN) {
		if (!cell.is('hidden')) checker.problem(`${about}: it says that it is hidden and is not`);
	} else if (expected > 0 && expected < LEAST) {
		checker.problem(`${about}: ${expected} people are shown as "${cell.text}"`);
	} else if (cell.text !== String(expected)) {
		checker.problem(`${about}: "${cell.text}", and it is ${expected}`);
	}
}

/** "51% (43–59%)" of so many: the interval is rounded outwards, so that it is not narrower than it should be. */
function shareText(part, whole) {
	const [low, high] = wilson(part, whole);

	return `${percent(part / whole)}% (${Math.floor(100 * low)}–${Math.ceil(100 * high)}%)`;
}

/** The names of the columns and, per row, its name and its cells; the last is whether it is the sum. */
function read(table) {
	const columns = table.find('thead')[0].find('th').map((one) => one.text);
	const rows = ['tbody', 'tfoot'].flatMap((part) =>
		table.find(part).flatMap((body) =>
			body.find('tr').map((row) => ({ name: row.find('th')[0].text, head: row.find('th')[0], cells: row.find('td'), isSum: part === 'tfoot' })),
		),
	);

	return { columns: columns.slice(1), rows };
}

/** Responses by questionnaire and audience. */
function response(checker, table) {
	const people = { 'Vertel het ons': count({ audience: 'panel' }), 'Werken met jongeren': count({ audience: 'professional' }), 'Wat moet eerst?': votes.length };

	for (const { name, cells, isSum } of read(table).rows)
		expectNumber(checker, cells.at(-1), isSum ? sum(Object.values(people)) : people[name], `responses, ${name}`);
}

/** Mentions by a tag set, for all: mentions, people (each told one) and the share. Of categories professionals alone were asked. */
function tagSet(checker, table, kind, names, key) {
	const audience = key === 'category' ? 'professional' : undefined;
	const whole = count({ kind, audience });

	for (const { name, cells, isSum } of read(table).rows) {
		const expected = isSum ? whole : count({ kind, audience, [key]: names[name] });
		const about = `${KINDS[kind]}, ${name}`;

		expectNumber(checker, cells[0], expected, about);
		expectNumber(checker, cells[1], expected, `${about}, people`);
		if (cells[2].text !== HIDDEN) checker.expect(cells[2], isSum ? '100%' : shareText(expected, whole), `${about}, share`);
	}
}

/** Mentions by a tag set and audience. */
function tagSetByAudience(checker, table, kind, names, key) {
	const { columns, rows } = read(table);

	for (const { name, cells, isSum } of rows)
		columns.forEach((column, i) => expectNumber(checker, cells[i], count({ kind, audience: audienceOf(column), ...(isSum ? {} : { [key]: names[name] }) }), `${KINDS[kind]}, ${name}, ${column}`));
}

/** What a row of the n-th list counts: who ticked that, who ticked nothing, or all who were asked. */
const ticked = (list, { name, isSum }) => (isSum ? undefined : name === 'Niet ingevuld' ? null : (list.ids.get(name) ?? `not on the list: ${name}`));

/** What people recognise, for all: people and the share. */
function recognition(checker, table, list) {
	const whole = list.count(undefined);

	for (const row of read(table).rows) {
		const expected = list.count(ticked(list, row));
		const about = `recognised, ${row.name}`;

		checker.explain(row.head);
		expectNumber(checker, row.cells[0], expected, about);
		if (row.cells[1].text !== HIDDEN) checker.expect(row.cells[1], row.isSum ? '100%' : shareText(expected, whole), `${about}, share`);
	}
}

/** The same by audience. */
function recognitionByAudience(checker, table, list) {
	const { columns, rows } = read(table);

	for (const row of rows) {
		checker.explain(row.head);
		columns.forEach((column, i) => expectNumber(checker, row.cells[i], list.count(ticked(list, row), audienceOf(column)), `recognised, ${row.name}, ${column}`));
	}
}

/** People by released finding and audience; which findings a chapter has is looked at too. */
function byFinding(checker, table, kind) {
	const { columns, rows } = read(table);

	for (const { name, head, cells, isSum } of rows) {
		const item = isSum ? undefined : findingOf(name)?.id;

		checker.explain(head);
		if (!isSum && item === undefined) checker.problem(`"${name}" was not released`);
		columns.forEach((column, i) => expectNumber(checker, cells[i], count({ kind, audience: audienceOf(column), item }), `${name}, ${column}`));
	}
}

/** Two findings that are each other's other side, by audience. */
function contrast(checker, table) {
	const { columns, rows } = read(table);

	for (const head of table.find('th')) checker.explain(head);
	for (const { name, cells } of rows)
		columns.forEach((column, i) => {
			const asked = count({ audience: audienceOf(name) }) > 0; // who voted alone was not

			expectNumber(checker, cells[i], asked ? count({ audience: audienceOf(name), item: findingOf(column)?.id ?? 'none' }) : NOT_ASKED, `${column}, ${name}`);
		});
}

/** How many of the panel put the row before the column. */
function ballot(checker, table) {
	const { columns, rows } = read(table);
	const items = rows.map(({ name }) => findingOf(name.replace(/^\d+\. /, ''))?.id);

	columns.forEach((column, i) => column === String(i + 1) && checker.explain(table.find('thead')[0].find('th')[i + 1]));
	rows.forEach(({ name, head, cells }, at) => {
		checker.expect(head, `${at + 1}. ${findings.find((one) => one.id === items[at])?.title}`, 'ballot');
		cells.forEach((cell, i) => {
			const [one, other] = [items[at], items[i]];
			const [more, fewer] = [over(votes, one, other), over(votes, other, one)];

			if (one === other) checker.expect(cell, NOT_ASKED, `ballot, ${name}`);
			else if (shown(votes, one, other, LEAST)) checker.expect(cell, more, `ballot, ${one} before ${other}`);
			else checker.expect(cell, more > fewer ? 'meer' : more < fewer ? 'minder' : 'evenveel', `ballot, ${one} before ${other}`);
		});
	});
	if (JSON.stringify(items) !== JSON.stringify(schulze(votes).flatMap((band) => items.filter((item) => band.includes(item))))) checker.problem('the rows of the ballot are in another order');
}

/** The tables by the ids of their captions. */
const KNOWN = [
	[/^response-table$/, response],
	[/^(olifantenpaadje|broodje_aap)-domains-table$/, (checker, table, [, kind]) => tagSet(checker, table, kind, DOMAINS, 'domain')],
	[/^(olifantenpaadje|broodje_aap)-domains-groups-table$/, (checker, table, [, kind]) => tagSetByAudience(checker, table, kind, DOMAINS, 'domain')],
	[/^(olifantenpaadje|broodje_aap)-causes-table$/, (checker, table, [, kind]) => tagSet(checker, table, kind, CATEGORIES, 'category')],
	[/^recognition-(\d)-table$/, (checker, table, [, n]) => recognition(checker, table, lists[n - 1])],
	[/^recognition-(\d)-groups-table$/, (checker, table, [, n]) => recognitionByAudience(checker, table, lists[n - 1])],
	[/^myths-findings-table$/, (checker, table) => byFinding(checker, table, 'broodje_aap')],
	[/^[a-z-]+-findings-table$/, (checker, table) => byFinding(checker, table, 'olifantenpaadje')],
	[/^contrast-\d+$/, contrast],
	[/^ballot-1-pairs$/, ballot],
	[/^proposals-table$/, () => {}], // its cells are words of the cards: report-texts.mjs
];

/** The number that a table has for a bar of the chart above it. */
function behindBar(table, name, who) {
	const { columns, rows } = read(table);
	const row = rows.find((one) => one.name === name);
	const whole = rows.find((one) => one.isSum);
	const column = who !== undefined ? columns.indexOf(who) : Math.max(0, columns.indexOf('Totaal'));

	return row && column >= 0 ? { part: row.cells[column].text, whole: whole.cells[column].text } : undefined;
}

/** Bars: what stands at them is what the table says, and they are as long as that in proportion to each other. */
function chart(checker, figure, table) {
	const lengths = [];

	for (const bar of figure.find('div', 'bar')) {
		const name = bar.around((one) => one.is('row')).find('div', 'name')[0].text;
		const who = bar.find('span', 'who')[0]?.text;
		const behind = behindBar(table, name, who);
		const [label, rect] = [bar.find('text')[0], bar.find('rect')[0]];

		checker.explain(bar.around((one) => one.is('row')).find('div', 'name')[0]);
		if (behind === undefined) checker.problem(`the bar "${name}" is in no table`);
		else if (behind.part === HIDDEN || behind.whole === HIDDEN) checker.expect(label, HIDDEN, `bar ${name}, ${who}`);
		else {
			const [part, whole] = [Number(behind.part), Number(behind.whole)];

			checker.expect(label, who !== undefined && whole >= SHARES ? `${percent(part / whole)}% (${part})` : part, `bar ${name}, ${who}`);
			if (part > 0) lengths.push({ name, ratio: parseFloat(rect.attributes.width) / (part / whole) });
		}
		if (label.attributes.x !== rect.attributes.width) checker.problem(`bar ${name}: its label is elsewhere`);
	}
	for (const { name, ratio } of lengths)
		if (Math.abs(ratio - lengths[0].ratio) > 0.02 * lengths[0].ratio + 0.2) checker.problem(`bar ${name}: its length is not in proportion`);
}

export function tables(checker) {
	let hidden = 0;

	for (const table of checker.page.find('table')) {
		const caption = table.find('caption')[0];
		const [pattern, rule] = KNOWN.find(([one]) => one.test(caption.attributes.id)) ?? [];

		hidden += table.find('td', 'hidden').length;
		checker.explain(caption);
		if (rule === undefined) checker.problem(`there is no rule for the table "${caption.text}"`);
		else rule(checker, table, pattern.exec(caption.attributes.id));
		const figure = table.around((one) => one.is('figure') || one.is('kind'));

		if (figure?.is('figure')) figure.find('div', 'chart').forEach((one) => chart(checker, one, table));
	}
	checker.hidden = hidden;
	for (const [name, tag] of Object.entries(TAGS)) domainChapter(checker, name, tag);
}

/** The chapter of a life domain has all released workarounds with its tag, in a table of its own or under "also". */
function domainChapter(checker, name, tag) {
	const section = checker.page.find('section').find((one) => one.attributes['aria-labelledby'] === `domain-${tag}`);
	const expected = findings.filter((one) => one.kind === 'olifantenpaadje' && one.tags.includes(tag)).map((one) => one.title).sort();
	const table = section?.find('table')[0];
	const there = table ? read(table).rows.filter((row) => !row.isSum).map((row) => row.name).sort() : [];

	if (JSON.stringify(there) !== JSON.stringify(expected)) checker.problem(`chapter ${name} has ${there.length} findings, and it is ${expected.length}`);
}
