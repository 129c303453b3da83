// SPDX-License-Identifier: EUPL-1.2
//
// Goal: released findings become a ballot that `survey check` accepts and `survey serve` serves; what people answer comes back through the
// same sealed path; and what comes out is what they said, counted here in another way, without small numbers.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';

import * as page from '../support/page.mjs';
import { SHIPPED, analysis, demoKey, emptyStudy, serve, survey, temporary } from '../support/server.mjs';

process.setMaxListeners(50);

const suite = { after: (undo) => process.on('exit', undo) };
const directory = temporary(suite, 'priorities');
const first = emptyStudy(path.join(directory, 'first.study'));
const questionnaires = temporary(suite, 'ballots');
const TITLES = ['Zelf bellen', '3 keer "langsgaan" \\ <b>', 'Slapen op de bank bij vrienden of bij familie want anders is er niets', 'Geld lenen', 'Niet vrij'];
const TYPES = ['ranking', 'pairwise', 'statement'];
let passphrase;

const run = (command, study, ...args) => analysis([command, '--study', study, '--passphrase-file', passphrase, ...args]);

async function good(command, study, ...args) {
	const done = await run(command, study, ...args);

	assert.equal(done.code, 0, `${command} ${args.join(' ')}: ${done.stderr}`);
	return done.stdout;
}

async function refused(reason, command, study, ...args) {
	const done = await run(command, study, ...args);

	assert.equal(done.code, 1, `${command} ${args.join(' ')} was not refused: ${done.stdout}`);
	assert.match(done.stderr, reason);
	assert.equal(done.stdout, '');
}

/** Sends forms, releases, imports: the way of every answer. */
async function answer(name, study, forms) {
	const key = await demoKey();
	const server = await serve(suite, { questionnaires: name === undefined ? [path.join(SHIPPED, 'panel.yaml')] : questionnaires });
	const address = `/nl/${name ?? 'panel'}`;

	try {
		for (const fields of forms) {
			const reply = await server.post(address, [
				...Object.entries(page.carried((await server.get(address)).body)),
				['checked', '1'],
				...Object.entries(fields).flatMap(([field, values]) => [values].flat().map((value) => [field, value])),
			]);
	
			assert.equal(reply.status, 303, page.problems(reply.body ?? ''));
		}
	} finally {
		await server.stop();
	}
	await survey(['release', '--data', server.data, '--closing']);
	const imported = await analysis(['import', '--key', key.secret, '--study', study, '--passphrase-file', passphrase, server.data]);

	assert.equal(imported.code, 0, imported.stderr);
}

const outcome = async (study, ...args) => JSON.parse(await good('priorities', study, '--format', 'json', ...args));
const table = ({ tables }, name) => tables.find((one) => one.name === name);
/** What the council report says of a ballot. */
async function inReport(study) {
	const output = path.join(directory, 'report.html');
	const decode = (text) => text.replace(/<[^>]*>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&').trim();
	const between = (text, start, end) => text.slice(text.indexOf(start), text.indexOf(end, text.indexOf(start)));

	await good('report', study, '--output', output, '--draft');
	const html = between(fs.readFileSync(output, 'utf8'), '<h2 id="priorities"', '</section>');

	return {
		voters: decode(/<p>(.*?)<\/p>/.exec(html.slice(html.indexOf('<h3')))?.[1] ?? ''),
		bands: between(html, '<ol class="bands"', '</ol>').split('</ul></li>').slice(0, -1).map((band) => [...band.slice(band.indexOf('<ul>')).matchAll(/<li>(.*?)<\/li>/g)].map(([, text]) => decode(text))),
		minority: [...between(html, '<h4>', '</ul>').matchAll(/<li>(.*?)<\/li>/g)].map(([, text]) => decode(text)),
		text: decode(html),
		tables: [...html.matchAll(/<caption id="ballot-\d+-(\w+)"/g)].map(([, name]) => name),
		rows: [...html.matchAll(/<tr><th scope="row">.*?<\/th>(.*?)<\/tr>/g)].map(([, cells]) => [...cells.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell]) => decode(cell))),
	};
}

/** As the form sends several answers to one question. */
const numbered = (values) => Object.fromEntries(values.map((value, i) => [`first.${i + 1}`, value]));
/** The ids of each band. */
const bands = (out) => {
	const made = [];

	for (const [band, item] of table(out, 'order').rows) (made[band - 1] ??= []).push(item);
	return made;
};

describe('priorities', () => {
	let ids; // of the released findings, as the ballots have them

	before(async () => {
		passphrase = (await demoKey()).passphrase;
		await answer(undefined, first, TITLES.map((title) => ({ uses: 'ja', path_1_what: `Ik doe dit: ${title.replace(/\W/g, ' ')}` })));
		const mentions = (await good('code', first, 'list', '--json')).trim().split('\n').map((line) => JSON.parse(line));

		for (const [i, title] of TITLES.entries()) {
			const id = (await good('finding', first, '--coder', 'anna', 'new', 'olifantenpaadje', title)).trim();

			await good('finding', first, '--coder', 'anna', 'join', id, mentions[i].id);
			for (const part of ['bottleneck', 'path', 'helps']) await good('finding', first, '--coder', 'anna', 'set', id, part, 'Zo zit het.');
			if (title !== 'Niet vrij') await good('finding', first, '--coder', 'anna', 'release', id);
		}
		for (const type of TYPES)
			await good('ballot', first, '--type', type, '--id', `eerst-${type}`, '--output', path.join(questionnaires, `eerst-${type}.yaml`));
		const file = path.join(questionnaires, 'eerst-ranking.yaml');
		const yaml = fs.readFileSync(file, 'utf8');

		fs.writeFileSync(file, yaml.replace('Geld lenen', 'Geld lenen van een vriend')); // the team's plain words
		ids = [...yaml.matchAll(/^ {6}([a-z][a-z0-9-]*):$/gm)].map(([, id]) => id);
	});

	test('every form of ballot passes the check, with the titles as text and without what was not released', async (t) => {
		const checked = await survey(['check', ...TYPES.map((type) => path.join(questionnaires, `eerst-${type}.yaml`))]);

		assert.equal(checked.code, 0, checked.stdout + checked.stderr);
		assert.equal(ids.length, 4);
		assert.ok(ids.some((id) => id.startsWith('b-3-keer')), 'an id begins with a letter');
		const server = await serve(t, { questionnaires });

		for (const type of TYPES) {
			const form = (await server.get(`/nl/eerst-${type}`)).body;

			page.shows(form, /Zelf bellen/);
			page.shows(form, /3 keer &quot;langsgaan&quot; \\ &lt;b&gt;/);
			page.lacks(form, /Niet vrij/, 'what was not released is not asked');
		}
	});

	test('a ballot can be about some findings, and what cannot be one is refused', async () => {
		const some = await good('ballot', first, '--type', 'pairwise', ...ids.filter((id) => /zelf|geld/.test(id)));

		assert.match(some, /pairs: 1\n/);
		assert.match(some, /^questionnaire: prioriteiten$/m);
		await refused(/at least two released findings; there is one/, 'ballot', first, '--type', 'ranking', ids.find((id) => /zelf/.test(id)));
		await refused(/no released olifantenpaadje "onbekend"/, 'ballot', first, '--type', 'ranking', 'onbekend');
		await refused(/there is none/, 'ballot', first, '--type', 'ranking', '--kind', 'broodje_aap');
		await refused(/--type is/, 'ballot', first, '--type', 'lijst');
		await refused(/--id and --audience/, 'ballot', first, '--type', 'ranking', '--id', 'A b');
	});

	test('a ranking comes back as an order, with the matrix, and the minority is named', async () => {
		const study = path.join(directory, 'ranking.study');
		const [a, b, c, d] = ids;
		const voted = [...Array(9).fill([a, b, c]), ...Array(7).fill([b, a, c]), ...Array(8).fill([d, a, b]), [c, d]];

		fs.copyFileSync(first, study);
		await answer('eerst-ranking', study, voted.slice(0, 4).map((places) => numbered(places.map((id, i) => `${i + 1}-${id}`))));
		await refused(/fewer than 5 people answered/, 'priorities', study, '--questionnaire', 'eerst-ranking');
		await answer('eerst-ranking', study, voted.slice(4).map((places) => numbered(places.map((id, i) => `${i + 1}-${id}`))));
		const out = await outcome(study, '--questionnaire', 'eerst-ranking');

		assert.equal(out.people, 25);
		assert.equal(out.method, 'Schulze');
		const place = (ballot, id) => (ballot.includes(id) ? ballot.indexOf(id) : 9);
		const over = (x, y) => voted.filter((ballot) => place(ballot, x) < place(ballot, y)).length;
		const order = bands(out).flat();

		assert.deepEqual(bands(out), [[a], [b], [c], [d]], 'each beats all that come behind it (Condorcet)');
		for (const [i, x] of order.entries()) for (const y of order.slice(i + 1)) assert.ok(over(x, y) > over(y, x));
		let hidden = 0;

		for (const [row, values] of table(out, 'pairs').rows.entries())
			for (const [column, value] of values.slice(2).entries()) {
				const [x, y] = [order[row], order[column]];

				if (row === column) assert.equal(value, null);
				else if (typeof value === 'number') {
					assert.equal(value, over(x, y));
					assert.ok(Math.min(over(x, y), over(y, x)) >= 5, 'no small number is shown, nor one beside it');
				} else {
					hidden++;
					assert.deepEqual(value, { suppressed: true, instead: over(x, y) > over(y, x) ? 'more' : 'fewer' });
				}
			}
		assert.ok(hidden > 0 && hidden < 12, 'some are hidden and some are not');
		assert.deepEqual(table(out, 'minority').rows.map(([id]) => id), [d]);
		assert.ok(out.notes.some((note) => /Kemeny's method agrees/.test(note)));
		assert.ok(table(out, 'order').rows.some(([, , text]) => text === 'Geld lenen van een vriend'), 'in the words that were asked');
		const text = await good('priorities', study, '--questionnaire', 'eerst-ranking:first');

		assert.match(text, /25 people; Schulze/);
		assert.match(await good('priorities', study, '--questionnaire', 'eerst-ranking', '--format', 'csv'), /^questionnaire,.*\r\neerst-ranking,first,Schulze,25,5,order,1,band,1\r\n/);
		assert.equal(await good('priorities', study, '--questionnaire', 'eerst-ranking:first'), text, 'the same every time');
		await refused(/no answers to "iets"/, 'priorities', study, '--questionnaire', 'iets');
		await refused(/no such ranking/, 'priorities', study, '--questionnaire', 'eerst-ranking:iets');
		await refused(/no answers/, 'priorities', study, '--questionnaire', 'eerst-ranking', '--audience', 'elders');
		await refused(/there is no format/, 'priorities', study, '--questionnaire', 'eerst-ranking', '--format', 'xls');
		const report = await inReport(study);

		assert.deepEqual(report.bands, bands(out).map((band) => band.map((id) => table(out, 'order').rows.find((row) => row[1] === id)[2])));
		assert.match(report.voters, /^25 mensen hebben gestemd/);
		assert.deepEqual(report.minority, table(out, 'minority').rows.map(([, text]) => text));
		for (const [row, values] of report.rows.entries())
			for (const [column, value] of values.entries()) {
				const said = table(out, 'pairs').rows[row][column + 2];

				assert.equal(value, said === null ? '–' : typeof said === 'number' ? String(said) : { more: 'meer', fewer: 'minder', equal: 'evenveel' }[said.instead]);
			}
		assert.equal(report.rows.length, 4);
	});

	test('pairs come back as abilities, which are hidden while they would tell of a few people', async () => {
		const study = path.join(directory, 'pairs.study');
		const [a, b, c, d] = ids;
		const strong = [`${a}_over_${b}`, `${a}_over_${c}`, `${b}_over_${c}`, `${c}_over_${d}`];
		const other = [`${b}_over_${a}`, `${c}_over_${b}`, `${d}_over_${a}`, `${c}_equal_${d}`];

		fs.copyFileSync(first, study);
		await answer('eerst-pairwise', study, [...Array(10).fill(numbered(strong)), ...Array(4).fill(numbered(other))]);
		let out = await outcome(study, '--questionnaire', 'eerst-pairwise', '--draft');

		assert.equal(out.method, 'Bradley-Terry');
		assert.equal(out.people, 14);
		assert.ok(!table(out, 'pairs'), 'no matrix beside the abilities');
		for (const row of table(out, 'order').rows) assert.deepEqual(row.slice(3), Array(3).fill({ suppressed: true }));
		await answer('eerst-pairwise', study, Array(2).fill(numbered(other)));
		out = await outcome(study, '--questionnaire', 'eerst-pairwise');
		const rows = table(out, 'order').rows;

		for (const [, , , ability, low, high] of rows) assert.ok(low < ability && ability < high);
		assert.ok(Math.abs(rows.reduce((sum, row) => sum + row[3], 0)) < 0.03);
		const bare = await outcome(study, '--questionnaire', 'eerst-pairwise', '--no-prior');

		assert.notDeepEqual(table(bare, 'order'), table(out, 'order'));

		/* In the report an ability is a chance, which is a share: not of so few people. */
		let report = await inReport(study);

		assert.match(report.text, /Hoe vaak elk punt werd gekozen, laten we niet zien/);
		assert.deepEqual(report.tables, []);
		await answer('eerst-pairwise', study, [numbered(strong)]);
		await refused(/so few answered since then that their votes would be told/, 'priorities', study, '--questionnaire', 'eerst-pairwise');
		await answer('eerst-pairwise', study, Array(5).fill(numbered(strong)));
		out = await outcome(study, '--questionnaire', 'eerst-pairwise');
		report = await inReport(study);
		assert.deepEqual(report.tables, ['chances']);
		assert.equal(report.rows.length, 4);
		for (const [row, [said]] of report.rows.entries()) {
			const [chance, low, high] = /^(\d+)% \((\d+)–(\d+)%\)$/.exec(said).slice(1).map(Number);
			const [, , , ...expected] = table(out, 'order').rows[row].map((ability) => 100 / (1 + Math.exp(-ability)));

			assert.ok(low < chance && chance < high);
			for (const [i, number] of [chance, low, high].entries()) assert.ok(Math.abs(number - expected[i]) < 1.5, `${said}: ${expected}`);
		}
	});

	test('statements come back as votes, with groups where there are, and small numbers hidden', async () => {
		const study = path.join(directory, 'votes.study');
		const [a, b, c, d] = ids;
		const one = { [a]: 'eens', [b]: 'eens', [c]: 'oneens', [d]: 'eens' };
		const other = { [a]: 'eens', [b]: 'oneens', [c]: 'eens', [d]: 'oneens' };

		fs.copyFileSync(first, study);
		await answer('eerst-statement', study, [...Array(17).fill(one), ...Array(10).fill(other), { ...other, [a]: 'oneens' }, { ...other, [a]: 'weet-niet' }]);
		let out = await outcome(study, '--questionnaire', 'eerst-statement', '--draft');

		assert.equal(out.people, 29);
		assert.ok(!table(out, 'groups'), 'no groups below thirty people');
		const row = (id) => table(out, 'order').rows.find(([, item]) => item === id);

		assert.deepEqual(row(b).slice(3, 5), [17, 12]);
		const shown = row(a).slice(3, 7);

		assert.ok(shown.filter((value) => value.suppressed).length >= 2, 'one hidden vote is not alone');
		assert.deepEqual(row(a).slice(7), Array(3).fill({ suppressed: true }), 'nor its share shown');
		assert.deepEqual(table(out, 'minority').rows.map(([id]) => id), [c]);
		await answer('eerst-statement', study, [one]);
		out = await outcome(study, '--questionnaire', 'eerst-statement');
		const groups = table(out, 'groups');

		assert.ok(groups, 'with thirty there are');
		const people = groups.rows.at(-1).slice(1);

		assert.equal(people.reduce((sum, n) => sum + n), 30);
		for (const n of people) assert.ok(n >= 5);
		assert.ok(table(out, 'minority').rows.some(([id, , why]) => id === b && /another disagree/.test(why)));
		const report = await inReport(study);

		assert.deepEqual(report.tables, ['votes', 'groups']);
		assert.match(report.text, new RegExp(people.map((n, i) => `Groep ${i + 1} \\(${n} mensen\\)`).join('')));
		assert.deepEqual(report.rows.slice(-4), groups.rows.slice(0, 4).map(([, ...sides]) => sides.map((side) => ({ agree: 'eens', disagree: 'oneens', divided: 'verdeeld' }[side]))));
		assert.deepEqual(await outcome(study, '--questionnaire', 'eerst-statement'), out, 'the same again');
		await answer('eerst-statement', study, [one]);
		await refused(/so few answered since then that their votes would be told/, 'priorities', study, '--questionnaire', 'eerst-statement');
		await refused(/earlier releases hide what is under 5/, 'tally', study, '--by', `eerst-statement:${a}`, '--k', '4');
	});
});
