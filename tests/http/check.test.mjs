// SPDX-License-Identifier: EUPL-1.2
//
// Goal: `survey check` tells a person who is no programmer what is wrong, and where. Every message stands in a golden file,
// tests/golden/lint-*.txt, which somebody has read.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { compare, GOLDEN } from '../support/golden.mjs';
import { ROOT, run, SHIPPED, survey, SURVEY, temporary } from '../support/server.mjs';

const check = (...files) => survey(['check', ...files], { cwd: GOLDEN });
const lints = fs.readdirSync(GOLDEN).filter((name) => /^lint-.*\.yaml$/.test(name));
const CLEAN = 'questionnaire: veel\naudience: test\nlanguages: [nl]\ntitle: {nl: Veel}\nintro: {nl: Kort.}\nthanks: {nl: Klaar.}\nquestions:\n';

describe('golden messages', () => {
	for (const name of lints)
		test(name, async () => {
			const { code, stdout, stderr } = await check(name);
			const lines = stdout.trimEnd().split('\n');

			assert.equal(stderr, '');
			assert.equal(code, / error: /.test(stdout) ? 1 : 0);
			for (const line of lines) assert.match(line, /^[\w./-]+\.yaml(:\d+:\d+)?: (error|warning): \S|^1 questionnaire, no problems$/);
			compare(name.replace('.yaml', '.txt'), stdout);
		});
});

/** What check says about limits that no file of a person's length reaches. */
async function longOnes(t) {
	const directory = temporary(t, 'long');
	const write = (name, text) => fs.writeFileSync(path.join(directory, name), CLEAN + text);
	const numbers = (count) => Array.from({ length: count }, (_, i) => i);

	write('questions.yaml', numbers(201).map((i) => `  - {id: q${i}, type: text, ask: {nl: Wat?}}\n`).join(''));
	write('options.yaml', `  - {id: q, type: single, ask: {nl: Wat?}, options: {${numbers(257).map((i) => `o${i}: {nl: O}`).join(', ')}}}\n`);
	return (await survey(['check', 'questions.yaml', 'options.yaml'], { cwd: directory })).stdout;
}

test('too many questions and too many options are told', async (t) => {
	assert.equal(await longOnes(t), 'questions.yaml:208:6: error: more than 200 questions\noptions.yaml:8:54: error: `options:` has 257 entries; at most 256 are possible\n');
});

test('every message that the loader can give stands in a golden file', async (t) => {
	const given = lints.map((name) => fs.readFileSync(path.join(GOLDEN, name.replace('.yaml', '.txt')), 'utf8')).join('') + (await longOnes(t));
	const sources = ['questionnaire', 'qtypes'].flatMap((directory) => fs.readdirSync(path.join(ROOT, 'survey', directory)).filter((name) => name.endsWith('.c')).map((name) => path.join(ROOT, 'survey', directory, name)));
	const messages = [];

	for (const file of sources)
		for (const [, literal] of fs.readFileSync(file, 'utf8').matchAll(/SEVERITY_(?:ERROR|WARNING),\s*[^";]*?((?:"(?:[^"\\]|\\.)*"\s*)+)/g)) {
			const text = [...literal.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, part]) => part.replace(/\\(.)/g, '$1')).join('');

			if (text !== '%s') messages.push({ file: path.basename(file), text });
		}
	assert.ok(messages.length >= 40, `found ${messages.length} messages in the source`);
	const pattern = (text) => new RegExp(text.split(/%(?:\.\*|0\d)?(?:l|z)?[sdu]|%\.0f/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*'));
	/* Told about the definition that was kept with answers, which no person writes; and only once the program speaks more
	 * than eight languages. */
	const unreachable = ['not the definition of a questionnaire', 'more than %d languages'];
	const missing = messages.filter(({ text }) => !unreachable.includes(text) && !pattern(text).test(given));

	assert.deepEqual(missing, []);
	assert.ok(!pattern('a message that nobody gives %s').test(given), 'the search can fail (positive control)');
});

test('every problem has a place, but for a file that cannot be read', async () => {
	for (const name of lints) for (const line of (await check(name)).stdout.split('\n')) if (/ (error|warning): /.test(line)) assert.match(line, /:\d+:\d+: /, `${name}: ${line}`);
	assert.match((await check('nowhere.yaml')).stdout, /^nowhere\.yaml: error: .*does not exist\n$/);
});

test('several files are checked in one run, in their order, and warnings alone are no failure', async () => {
	const both = await check('lint-groups.yaml', 'lint-closed.yaml');

	assert.equal(both.code, 1);
	assert.ok(both.stdout.indexOf('lint-groups') < both.stdout.indexOf('lint-closed'));
	assert.equal((await check('lint-closed.yaml')).code, 0);
	assert.equal((await check('lint-good.yaml', 'lint-good.yaml')).stdout, '2 questionnaires, no problems\n');
	assert.equal((await run(SURVEY, ['check'])).code, 2);
});

test('the questionnaires that are shipped have no problem at all', async () => {
	const files = fs.readdirSync(SHIPPED).filter((name) => name.endsWith('.yaml'));
	const { code, stdout } = await survey(['check', ...files.map((name) => path.join(SHIPPED, name))]);

	assert.ok(files.length >= 5);
	assert.equal(stdout, `${files.length} questionnaires, no problems\n`);
	assert.equal(code, 0);
});

/** A questionnaire of which one line is odd; what check says about it. */
async function odd(t, change) {
	const file = path.join(temporary(t, 'odd'), 'odd.yaml');

	fs.writeFileSync(file, change(`${CLEAN}  - {id: a, type: text, ask: {nl: Wat?}}\n`));
	return survey(['check', file]);
}

test('an id that the page itself uses is refused', async (t) => {
	for (const id of ['start', 'end', 'content', 'v1', 'v12', 'summary-title', 'all', 'nonce', 'definition', 'enter'])
		assert.equal((await odd(t, (text) => text.replace('id: a', `id: ${id}`))).code, 1, id);
	for (const id of ['video', 'v', 'ending', 'start-2']) assert.equal((await odd(t, (text) => text.replace('id: a', `id: ${id}`))).code, 0, id);
});

test('a questionnaire cannot have the address of another page', async (t) => {
	assert.equal((await odd(t, (text) => text.replace('questionnaire: veel', 'questionnaire: privacy'))).code, 1);
});

test('a language that is named twice is told', async (t) => {
	assert.equal((await odd(t, (text) => text.replace('[nl]', '[nl, nl]'))).code, 1);
});

test('an option key that means nothing for its type is told', async (t) => {
	const options = (type, key) => odd(t, (text) => text.replace('type: text,', `type: ${type}, options: {x: {nl: X}, y: {nl: Y}, z: {nl: Z, ${key}: yes}},`));

	for (const [type, key] of [['multiple', 'alone'], ['scale', 'no_opinion']]) assert.match((await options(type, key)).stdout, /no problems/, type);
	for (const [type, key] of [['single', 'alone'], ['scale', 'alone'], ['multiple', 'no_opinion']]) assert.match((await options(type, key)).stdout, /(error|warning): /, `${key} in ${type}`);
});
