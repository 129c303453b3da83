// SPDX-License-Identifier: EUPL-1.2
//
// Goal: the script and the server find the same likely personal data (tests/unit/personal_test.c reads the same vectors),
// and what they find on labelled answers is known: how much of it, and how often wrongly.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { personalFinder } from '../../survey/script/personal.mjs';
import { FIXTURES, ROOT } from '../support/server.mjs';

const find = personalFinder(JSON.parse(fs.readFileSync(path.join(ROOT, 'survey/core/personal.json'), 'utf8')));
const read = (name) => fs.readFileSync(path.join(FIXTURES, name), 'utf8');
const found = (text) => find(text).map(({ kind, start, end }) => ({ kind, text: text.slice(start, end) }));

test('what is found is that of the shared vectors', () => {
	const vectors = JSON.parse(read('personal-vectors.json'));

	assert.ok(vectors.length > 80);
	for (const { text, found: wanted } of vectors) assert.deepEqual(found(text), wanted, text);
});

test('on labelled answers nearly all numbers and addresses are found, nearly half of the names, and little else', (t) => {
	const rows = read('answers-nl.tsv').split('\n').slice(1).filter((row) => row !== '').map((row) => row.split('\t'));
	const kinds = {};
	let wrong = 0;

	for (const row of rows) {
		const labels = row[7] === '-' ? [] : row[7].split('; ').map((one) => ({ kind: one.slice(0, one.indexOf('=')), text: one.slice(one.indexOf('=') + 1) }));
		const here = found(row[4]);

		for (const { kind, text } of labels) {
			kinds[kind] ??= { there: 0, seen: 0 };
			kinds[kind].there++;
			kinds[kind].seen += here.some((one) => one.text.includes(text) || text.includes(one.text));
		}
		wrong += here.filter((one) => !labels.some(({ text }) => one.text.includes(text) || text.includes(one.text))).length;
	}
	t.diagnostic(`${Object.entries(kinds).map(([kind, { there, seen }]) => `${kind} ${seen} of ${there}`).join(', ')}; wrongly ${wrong} in ${rows.length} texts`);
	for (const [kind, { there, seen }] of Object.entries(kinds)) assert.ok(seen >= (kind === 'name' ? 0.45 : 0.95) * there, `${kind}: ${seen} of ${there}`);
	assert.ok(wrong <= 8, `${wrong} wrong`);
});
