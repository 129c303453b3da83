// SPDX-License-Identifier: EUPL-1.2
//
// Goal: a study of several waves says of each released finding how many people told of it in each wave, as they were sent; small numbers
// are hidden there too, and in the ledger. Controls: of one wave nothing is said; a number that is large enough is shown.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';

import { answer } from '../support/coded.mjs';
import { complaints } from '../support/markup.mjs';
import * as page from '../support/page.mjs';
import { SHIPPED, analysis, demoKey, temporary } from '../support/server.mjs';

const suite = { after: (undo) => process.on('exit', undo) };
const K = 5;

/** What each person told in each wave, in the order of the waves: items of MYTHS are myths. */
const times = (count, ...items) => Array(count).fill(items);
const WAVES = {
	voorjaar: [...times(12, 'bellen'), ...times(4, 'bellen', 'bellen'), ...times(7, 'bank'), ...times(9, 'brief'), ...times(6, 'anders', 'leeftijd'), ...times(8, 'anders')],
	najaar: [...times(6, 'bellen'), ...times(9, 'bank', 'brief'), ...times(3, 'oppas'), ...times(7, 'leeftijd'), ...times(10, 'anders')],
};
const MYTHS = ['brief', 'leeftijd'];
const TITLES = { bellen: 'Zelf even bellen', bank: 'Op de bank bij een vriend', oppas: 'Oppassen op een huis', brief: 'Een brief is genoeg', leeftijd: 'Op je achttiende stopt alles' };
const NAMES = Object.keys(WAVES);
const kindOf = (item) => (MYTHS.includes(item) ? 'broodje_aap' : 'olifantenpaadje');

/** How many people told of an item in a wave, or in all. */
const count = (tells, wave) => (wave === undefined ? NAMES : [wave]).reduce((sum, name) => sum + WAVES[name].filter((items) => items.some(tells)).length, 0);

let number = 0;

function form(items) {
	const fields = { 'may-quote': 'ja' };
	const seen = { path: 0, myth: 0 };

	for (const item of items) {
		const group = MYTHS.includes(item) ? 'myth' : 'path';

		if (seen[group]++ > 0) fields[`${group}_${seen[group] - 1}_again`] = 'yes';
		fields[group === 'path' ? 'uses' : 'hears'] = 'ja';
		fields[`${group}_${seen[group]}_what`] = `Over ${item} vertel ik dit, nummer ${++number}.`;
	}
	return fields;
}

const decode = (html) => html.replace(/<[^>]*>/g, '').replaceAll('&amp;', '&').trim();

/** A table by the id of its caption: {columns, rows: [[NAME, TEXT…]]}. */
function table(html, id) {
	const text = html.slice(html.indexOf(`<caption id="${id}"`)).split('</table>')[0];

	return {
		columns: [...text.matchAll(/<th scope="col"[^>]*>(.*?)<\/th>/g)].map(([, name]) => decode(name)),
		rows: [...text.matchAll(/<tr><th scope="row">(.*?)<\/th>(.*?)<\/tr>/g)].map(([, name, cells]) => [decode(name), ...[...cells.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell]) => cell)]),
	};
}

describe('findings over waves', { timeout: 300000 }, () => {
	let directory, study, passphrase, html;

	const file = (name) => path.join(directory, name);
	const read = (name) => fs.readFileSync(file(name), 'utf8');
	const call = (where, command, ...args) => analysis([command, '--study', where, '--passphrase-file', passphrase, ...args]);

	async function good(where, command, ...args) {
		const done = await call(where, command, ...args);

		assert.equal(done.code, 0, `${command} ${args.join(' ')}: ${done.stderr}`);
		return done.stdout;
	}

	function copy(name) {
		fs.copyFileSync(study, file(`${name}.study`));
		return file(`${name}.study`);
	}

	async function report(name, ...args) {
		await good(copy(name), 'report', '--output', file(name), ...args);
		return read(name);
	}

	async function tell(where) {
		const mentions = (await good(where, 'code', 'list', '--json')).trim().split('\n').map((line) => JSON.parse(line));
		const cards = Object.entries(TITLES).map(([id, title]) => [id, { kind: kindOf(id), title, ...(MYTHS.includes(id) ? { claim: 'Dit zegt men.', true: 'Dat klopt niet.', source: 'De wet' } : { bottleneck: 'Het duurt lang.', path: 'Zelf doen.', helps: 'Wie haast heeft.' }) }]);
		const itemOf = ({ text }) => /^Over (\w+) vertel/.exec(text)[1];

		fs.writeFileSync(file('cards.yaml'), JSON.stringify({ findings: Object.fromEntries(cards) }));
		await good(where, 'finding', '--coder', 'anna', 'read', file('cards.yaml'));
		fs.writeFileSync(file('wishes.jsonl'), [
			...mentions.filter((one) => itemOf(one) in TITLES).map((one) => ({ kind: 'member', subject: one.id, part: '', value: itemOf(one) })),
			...Object.keys(TITLES).filter((item) => mentions.some((one) => itemOf(one) === item)).map((subject) => ({ kind: 'finding', subject, part: 'release', value: 'released' })),
		].map((one) => `${JSON.stringify(one)}\n`).join(''));
		await good(where, 'code', '--coder', 'anna', 'script', file('wishes.jsonl'));
	}

	before(async () => {
		({ passphrase } = await demoKey());
		directory = temporary(suite, 'waves');
		study = file('team.study');
		for (const name of NAMES) {
			await answer(suite, study, path.join(SHIPPED, 'panel.yaml'), WAVES[name].map(form), '--wave', name);
			if (name === NAMES[0]) fs.copyFileSync(study, file('first.study'));
		}
		await tell(study);
		html = await report('report.html');
	});

	test('every number is a count of the people who told of it in that wave, or is hidden; waves stand as they came', () => {
		const seen = { shown: 0, hidden: 0 };

		for (const kind of ['olifantenpaadje', 'broodje_aap']) {
			const { columns, rows } = table(html, `waves-${kind}`);
			const items = Object.keys(TITLES).filter((item) => kindOf(item) === kind);

			assert.deepEqual(columns, ['Bevinding', ...NAMES, 'Totaal'], 'not by the alphabet');
			assert.deepEqual(rows.slice(0, -1).map(([name]) => name).sort(), items.map((item) => TITLES[item]).sort());
			for (const [name, ...cells] of rows) {
				const item = items.find((one) => TITLES[one] === name);
				const tells = (one) => (item === undefined ? kindOf(one) === kind : one === item);

				for (const [c, text] of cells.entries()) {
					const expected = count(tells, NAMES[c]);

					if (text === 'verborgen') {
						seen.hidden++;
						continue;
					}
					assert.equal(text, String(expected), `${name}, ${columns[c + 1]}`);
					assert.ok(expected === 0 || expected >= K, `${name}: ${expected} is shown`);
					seen.shown++;
				}
			}
		}
		assert.ok(seen.shown >= 10 && seen.hidden >= 2, JSON.stringify(seen));
		assert.match(html, /<a href="#waves">De rondes naast elkaar<\/a>/);
		assert.match(html, /<th scope="row"><a href="#finding-bellen">/);
	});

	test('in an English report the names of findings are marked as Dutch there too', async () => {
		for (const form of ['html', 'docx-html']) {
			const english = await report(`english-${form}.html`, '--language', 'en', '--format', form);
			const names = page.spoken(english.slice(english.indexOf('The rounds side by side'))).filter(({ text }) => Object.values(TITLES).includes(text));

			assert.ok(names.length >= 3);
			assert.deepEqual([...new Set(names.map(({ language }) => language))], ['nl']);
		}
	});

	test('what the command for the team says is the same, where it is shown', async () => {
		const rows = (await good(study, 'finding', 'waves', '--json')).trim().split('\n').map((line) => JSON.parse(line));
		const shown = table(html, 'waves-olifantenpaadje');

		for (const { finding, wave, responses } of rows.filter((one) => one.finding === 'bellen'))
			assert.equal(shown.rows.find(([name]) => name === TITLES[finding])[1 + NAMES.indexOf(wave)], String(responses));
	});

	test('three people of one wave cannot be worked out of the totals, and the proof has them', () => {
		const { rows } = table(html, 'waves-olifantenpaadje');
		const [, voorjaar, najaar, all] = rows.find(([name]) => name === TITLES.oppas);
		const proof = JSON.parse(read('report.html.proof.json'));
		const hidden = proof.hidden.filter(({ number }) => /wave=/.test(number) && /=oppas/.test(number));

		assert.deepEqual([najaar, all], ['verborgen', 'verborgen']);
		assert.ok(voorjaar === '0' || voorjaar === 'verborgen');
		assert.ok(hidden.length > 0);
		for (const { number, least, most } of hidden) assert.ok(most === null || most - least >= K - 1, `${number}: ${least} to ${most}`);
		assert.equal(proof.exposed, 0);
	});

	test('of one wave nothing is said (control)', async () => {
		await tell(file('first.study'));
		await good(file('first.study'), 'report', '--output', file('first.html'));
		assert.match(read('first.html'), /finding-bellen/);
		page.lacks(read('first.html'), /rondes naast elkaar|waves-/);
	});

	test('it is valid, stands in every form and language, and rounded when that is asked', async () => {
		assert.deepEqual(await complaints('waves', html), []);
		page.shows(await report('en.html', '--language', 'en'), /The rounds side by side/);
		for (const format of ['markdown', 'docx-html']) page.shows(await report(`report.${format}`, '--format', format), /Olifantenpaadjes: hoeveel mensen dit vertelden, per ronde/);
		const { rows } = table(await report('rounded.html', '--round', '7'), 'waves-olifantenpaadje');

		for (const [name, ...cells] of rows) for (const text of cells) assert.equal(Number(text) % 7, 0, name);
	});
});
