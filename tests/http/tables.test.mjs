// SPDX-License-Identifier: EUPL-1.2
//
// Goal: `analysis tally` counts what the team decided, tells of released findings only, and remembers what it released. Controls: a draft
// does tell of the others, and is not remembered.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';

import { analysis, demoKey, temporary } from '../support/server.mjs';
import { STORIES, copyStudy, makeStudy, startWorkbench } from '../support/workbench.mjs';

const suite = { after: (undo) => process.on('exit', undo) };
const WALKS = (text) => text.startsWith('Ik loop gewoon mee');
const SLEEPS = (text) => text.startsWith('De jongeren wonen');
const anna = ['--coder', 'anna'];

let study;
let passphrase;
let released;
let draft;

const call = (where, command, ...args) => analysis([command, '--study', where, '--passphrase-file', passphrase, ...args]);

async function good(where, command, ...args) {
	const done = await call(where, command, ...args);

	assert.equal(done.code, 0, `${command} ${args.join(' ')}: ${done.stderr}`);
	return done.stdout;
}

async function refused(reason, where, ...args) {
	const done = await call(where, ...args);

	assert.equal(done.code, 1, done.stdout);
	assert.match(done.stderr, reason);
	assert.equal(done.stdout, '');
}

/** A table by one dimension: {category: [mentions, people]}, null for a hidden number. */
async function counted(where, ...args) {
	const table = JSON.parse(await good(where, 'tally', '--format', 'json', ...args));

	return Object.fromEntries(table.cells.map((cell) => [cell.at[0] === '' ? '(none)' : cell.at[0], cell.suppressed ? null : [cell.count, cell.respondents]]));
}

async function finding(title, which, release) {
	const mentions = (await good(study, 'code', 'list', '--json')).trim().split('\n').map((line) => JSON.parse(line));
	const id = (await good(study, 'finding', ...anna, 'new', 'olifantenpaadje', title)).trim();

	for (const part of ['bottleneck', 'path', 'helps']) await good(study, 'finding', ...anna, 'set', id, part, 'Zo zit het.');
	await good(study, 'finding', ...anna, 'join', id, ...mentions.filter(({ text }) => which(text)).map((one) => one.id));
	if (release) await good(study, 'finding', ...anna, 'release', id);
	return id;
}

function codebook(directory) {
	const file = path.join(directory, 'book.yaml');

	fs.writeFileSync(file, 'codebook: proef\ntags:\n  wonen: {name: Wonen}\n');
	return file;
}

describe('tables of a study with findings', () => {
	before(async () => {
		({ passphrase } = await demoKey());
		study = await makeStudy(suite);
		released = await finding('Meelopen', WALKS, true);
		draft = await finding('Bij een collega slapen', SLEEPS, false);
	});

	test('released findings are counted as the stories are, and no other has a row', async (t) => {
		const copy = copyStudy(t, study);
		const walks = STORIES.filter(WALKS).length;
		const rest = STORIES.length - walks;

		assert.equal(walks, 5, 'the stories are as this test knows them');
		assert.deepEqual(await counted(copy, '--by', 'finding'), { [released]: [walks, walks], '(none)': [rest, rest], null: [30, 30] });
		const text = await good(copy, 'tally', '--by', 'finding,audience');

		assert.match(text, /Meelopen/);
		assert.match(text, /Geen van deze bevindingen/);
		assert.doesNotMatch(text, /collega/);
		assert.match(await good(copy, 'tally', '--by', 'finding,audience', '--draft'), /Bij een collega slapen/, 'a draft has it (control)');
		assert.ok(draft in (await counted(copy, '--by', 'finding', '--draft')));
	});

	test('a finding to which three mentions came since the last release does not tell of them', async (t) => {
		const [copy, other] = [copyStudy(t, study), copyStudy(t, study)];
		const mentions = (await good(copy, 'code', 'list', '--json')).trim().split('\n').map((line) => JSON.parse(line));
		const another = mentions.filter(({ text }) => !WALKS(text)).slice(0, 3).map(({ id }) => id);

		assert.notEqual((await counted(copy, '--by', 'finding'))[released], null);
		for (const where of [copy, other]) await good(where, 'finding', ...anna, 'join', released, ...another);
		assert.equal((await counted(copy, '--by', 'finding'))[released], null, 'the three that came are not told');
		assert.deepEqual((await counted(other, '--by', 'finding'))[released], [8, 8], 'nobody released from this one before (control)');
	});

	test('rounded numbers are multiples that add up, and the table says that they are rounded', async (t) => {
		const copy = copyStudy(t, study);
		const exact = await counted(copy, '--by', 'finding', '--draft');
		const done = JSON.parse(await good(copy, 'tally', '--format', 'json', '--by', 'finding', '--round', '7', '--k', '5'));
		const parts = done.cells.filter(({ at }) => at[0] !== null).map(({ count }) => count);
		const total = done.cells.find(({ at }) => at[0] === null).count;

		assert.deepEqual(done.rounding, { base: 7, within: 6 });
		for (const cell of done.cells) {
			assert.equal(cell.count % 7, 0);
			assert.equal(cell.respondents % 7, 0);
		}
		assert.equal(parts.reduce((sum, part) => sum + part), total);
		assert.ok(total === 28 || total === 35, 'of 30');
		assert.notDeepEqual(exact.null, [total, total], 'as counted it is another number (control)');
		assert.match(await good(copy, 'tally', '--by', 'finding', '--round', '7'), /Alle aantallen zijn afgerond op een veelvoud van 7, naar boven of naar beneden\. Het echte aantal is er hoogstens 6 vandaan\./);
		assert.match(await good(copy, 'tally', '--by', 'finding', '--round', '7', '--format', 'csv'), /,rounded_to\r\n.*,7\r\n/);
		await refused(/round to at least that/, copy, 'tally', '--by', 'finding', '--round', '4');
	});

	test('while the workbench is open nothing is released, and the message says what to do', async (t) => {
		const copy = copyStudy(t, study);
		const bench = await startWorkbench(t, copy);
		const report = path.join(temporary(t, 'report'), 'report.html');

		await refused(/is being changed by another program: stop the workbench first/, copy, 'tally', '--by', 'finding');
		await refused(/is being changed by another program: stop the workbench first/, copy, 'report', '--output', report);
		assert.ok(!fs.existsSync(report));
		assert.match(await good(copy, 'tally', '--by', 'kind', '--draft'), /30/, 'a draft only looks (control)');
		await bench.stop();
		await good(copy, 'tally', '--by', 'finding');
	});

	test('what left without a number is no release of numbers; what was refused is none either', async (t) => {
		const copy = copyStudy(t, study);
		const directory = temporary(t, 'exports');
		const written = async (format, ...args) => {
			await good(copy, 'export', '--format', format, '--output', path.join(directory, format), ...args);
			return call(copy, 'tally', '--by', 'kind', '--k', '4');
		};

		await good(copy, 'codebook', ...anna, 'read', codebook(directory));
		await refused(/which sheet\? --sheet is one of .*tables/, copy, 'export', '--format', 'csv', '--sheet', 'nix', '--output', path.join(directory, 'nix'));
		assert.equal((await written('qdc')).code, 0, 'a threshold of 4 is not lower than one that was used');
		assert.equal((await written('csv', '--sheet', 'findings')).code, 0);
		assert.equal((await written('qdpx')).code, 0);
		const after = await written('json', '--k', '5');

		assert.equal(after.code, 1, 'with numbers it is (control)');
		assert.match(after.stderr, /earlier releases hide what is under 5/);
	});
});
