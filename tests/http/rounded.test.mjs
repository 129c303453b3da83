// SPDX-License-Identifier: EUPL-1.2
//
// Goal: a report and exports with rounded numbers say nothing exact, say that they are rounded, and are judged together with everything
// that was released before and after. Controls: the same without rounding has exact numbers; a study that released nothing hides less.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';

import { codedStudy } from '../support/coded.mjs';
import { complaints } from '../support/markup.mjs';
import * as page from '../support/page.mjs';
import { FIXTURES, analysis, run, temporary } from '../support/server.mjs';

const suite = { after: (undo) => process.on('exit', undo) };
const BASE = 7;
const K = 5;
const VOTERS = 12; // of the ballot
const PEOPLE = 40;

/** All numbers in the cells of the tables of a page. */
const numbers = (html) => [...html.matchAll(/<td[^>]*>(\d+)<\/td>/g)].map(([, number]) => Number(number));
const exact = (list) => list.filter((number) => number % BASE !== 0);

describe('rounded numbers', () => {
	let made, directory;

	const file = (name) => path.join(directory, name);
	const read = (name) => fs.readFileSync(file(name), 'utf8');
	const call = (study, command, ...args) => analysis([command, '--study', study, '--passphrase-file', made.passphrase, ...args]);

	/** A copy of the study, from which nothing was released yet. */
	function copy(name) {
		fs.copyFileSync(made.study, file(`${name}.study`));
		return file(`${name}.study`);
	}

	async function good(study, command, ...args) {
		const done = await call(study, command, ...args);

		assert.equal(done.code, 0, `${command} ${args.join(' ')}: ${done.stderr}`);
		return done;
	}

	/** The report of a study, and its page for participants. */
	async function report(study, name, ...args) {
		await good(study, 'report', '--output', file(`${name}.html`), '--participants', file(`${name}-kort.html`), ...args);
		return read(`${name}.html`);
	}

	async function exported(study, format, name, ...args) {
		const done = await good(study, 'export', '--format', format, '--output', file(name), ...args);

		return { said: done.stderr, text: fs.readFileSync(file(name), 'latin1') };
	}

	before(async () => {
		made = await codedStudy(suite);
		directory = temporary(suite, 'rounded');
	});

	test('the report has multiples only, in every form, and its proof says so', async () => {
		const html = await report(copy('report'), 'report', '--round', '7');
		const control = await report(copy('control'), 'control');
		const proof = JSON.parse(read('report.html.proof.json'));

		assert.deepEqual(exact(numbers(html)), []);
		assert.ok(numbers(html).filter((number) => number > 0).length >= 12);
		assert.ok(exact(numbers(control)).length > 5, 'exact numbers are others (control)');
		assert.deepEqual([proof.rounded_to, proof.rounded_within, proof.exposed], [BASE, BASE - 1, 0]);
		assert.equal(JSON.parse(read('control.html.proof.json')).rounded_to, undefined);
		assert.deepEqual(await complaints('rounded', html), []);
		for (const format of ['markdown', 'docx-html']) {
			await good(copy(format), 'report', '--round', '7', '--format', format, '--output', file(format));
			page.shows(read(format), /Alle aantallen zijn afgerond op een veelvoud van 7/);
			assert.doesNotMatch(read(format).replace(/<style>.*?<\/style>/s, ''), /\d%/);
		}
	});

	test('neither the report nor the page for participants says exactly how many voted or took part', async () => {
		const html = await report(copy('voters'), 'voters', '--round', '7');
		const short = read('voters-kort.html');

		page.shows(html, /Hoeveel mensen stemden, laten we niet zien/);
		page.lacks(html, /<caption id="ballot-1-/);
		page.shows(html, /Aantallen stemmen staan hier niet bij/);
		page.shows(short, /Er zijn ongeveer (49|56) vragenlijsten ingevuld/);
		page.shows(short, /De aantallen op deze pagina zijn afgerond/);
		page.lacks(short, new RegExp(`${VOTERS} mensen|${VOTERS + PEOPLE} vragenlijsten`));
		const exactly = await report(copy('voted'), 'voted');

		page.shows(exactly, new RegExp(`${VOTERS} mensen hebben gestemd`), 'control');
		page.shows(exactly, /<caption id="ballot-1-/, 'control');
		page.shows(read('voted-kort.html'), new RegExp(`${VOTERS} mensen kozen`), 'control');
	});

	test('exports say in the file and in words that they are rounded; what has no numbers is not', async () => {
		const whole = JSON.parse((await exported(copy('json'), 'json', 'whole.json', '--round', '7')).text);
		const { columns, rows } = whole.sheets.find(({ name }) => name === 'tables');
		const counted = JSON.parse((await exported(copy('exact'), 'json', 'exact.json')).text).sheets.find(({ name }) => name === 'tables').rows;

		assert.match(whole.notice, /rounded to a multiple of 7, up or down; the real one is at most 6 away/);
		assert.equal(columns.at(-1).id, 'rounded_to');
		for (const [i, row] of rows.entries()) {
			const { count } = counted[i];

			assert.deepEqual([row.count % BASE, row.respondents % BASE, row.hidden, row.rounded_to], [0, 0, 0, BASE], row.category);
			if (count !== null) assert.ok(Math.abs(row.count - count) < BASE, `${row.category}: ${row.count} for ${count}`);
		}
		assert.ok(counted.some(({ count }) => count % BASE > 0), 'control');
		assert.ok(!('rounded_to' in counted[0]));
		const csv = await exported(copy('csv'), 'csv', 'tables.csv', '--round', '7');

		assert.match(csv.text, /,hidden,rounded_to\r\n[^\n]*,0,7\r\n/);
		assert.match(csv.said, /All numbers are rounded/);
		const { text } = await exported(copy('ddi'), 'ddi', 'study.xml', '--round', '7');
		const frequencies = [...text.matchAll(/<catStat type="freq">(\d+)</g)].map(([, number]) => Number(number));

		assert.deepEqual(exact(frequencies), []);
		assert.match(text, /<notes>Several answers are possible\. The frequencies are rounded to a multiple of 7\.<\/notes>/);
		assert.equal((await run('xmllint', ['--nonet', '--noout', '--relaxng', path.join(FIXTURES, 'schemas', 'ddi-codebook.rng'), file('study.xml')])).code, 0);
		for (const args of [['qdpx'], ['csv', '--sheet', 'quotes'], ['json', '--internal']]) {
			const refused = await call(copy('refused'), 'export', '--format', ...args, '--round', '7', '--output', file('refused'));

			assert.equal(refused.code, 1, args.join(' '));
			assert.match(refused.stderr, /no number in this to round|--round is for numbers that leave the team/);
			assert.ok(!fs.existsSync(file('refused')));
		}
	});

	test('what was rounded once stays as it was, in the report, in exports and in tables', async () => {
		const study = copy('again');
		const first = await report(study, 'first', '--round', '7');
		const { text } = await exported(study, 'csv', 'again.csv', '--round', '7');
		const total = JSON.parse((await good(study, 'tally', '--by', 'audience', '--kind', 'broodje_aap', '--round', '7', '--format', 'json')).stdout).n;

		assert.equal(await report(study, 'second', '--round', '7'), first);
		assert.match(text, new RegExp(`"\\(all\\),\\(all\\),\\(all\\)","[^"]*",${/<dd>(\d+)<\/dd>/.exec(first)[1]},`));
		page.shows(first, new RegExp(`ongeveer ${total.respondents} mensen vertelden hierover, samen ongeveer ${total.count} keer`, 'i'));
	});

	test('what an exact report hid stays hidden in a rounded one; after a rounded one an exact one hides what both would tell', async () => {
		const hiding = copy('hiding');
		const before = await report(hiding, 'before');
		const after = await report(hiding, 'after', '--round', '7');
		const places = (html) => (html.match(/<td class="hidden">/g) ?? []).length;

		assert.ok(places(before) > 0);
		assert.ok(places(after) > 0, 'still hidden');
		assert.deepEqual(exact(numbers(after)), []);
		const rounding = copy('rounding');

		assert.equal(places(await report(rounding, 'rounded', '--round', '7')), 0, 'alone it hides nothing (control)');
		assert.ok(places(await report(rounding, 'exact')) >= places(before), 'no less than without the rounded one');
		const proof = JSON.parse(read('exact.html.proof.json'));
		const kept = proof.hidden.filter((one) => one.rounded);

		assert.ok(kept.length > 0, 'the ledger has what was rounded');
		for (const { number, least, most } of kept) assert.ok(most - least >= K - 1, `${number}: ${least} to ${most}`);
	});

	test('a base under the threshold is refused, and then nothing is written', async () => {
		for (const command of ['report', 'export']) {
			const refused = await call(copy('low'), command, ...(command === 'export' ? ['--format', 'json'] : []), '--round', '4', '--output', file('low'));

			assert.equal(refused.code, 1, command);
			assert.match(refused.stderr, command === 'export' ? /rounding to 4 would tell what is under 5/ : /afronden op 4 verraadt wat onder 5 blijft/);
			assert.ok(!fs.existsSync(file('low')));
		}
	});
});
