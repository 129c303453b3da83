// SPDX-License-Identifier: EUPL-1.2
//
// Goal: what the documents say is proven by a test, is: each test and each file that they name exists, and no requirement of ASVS 5.0.0
// levels 1 and 2 was passed over; and the list of controls that `make mutations` takes away is up to date. Tests are named as docs/asvs.md says: `http/NAME`: "title", or
// `unit/NAME`: `name`; what stands in quotes behind such a name, up to the end of the paragraph, is a title.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { controls } from '../mutations/controls.mjs';
import { ROOT } from '../support/server.mjs';

const read = (name) => fs.readFileSync(path.join(ROOT, name), 'utf8');

/** Of each section the numbers of the requirements of levels 1 and 2, from OWASP's own list of 5.0.0. */
const ASVS = {
	'V1.1': 2, 'V1.2': 9, 'V1.3': 11, 'V1.4': 3, 'V1.5': 2, 'V2.1': 3, 'V2.2': 3, 'V2.3': 4, 'V2.4': 1, 'V3.2': 2, 'V3.3': 4, 'V3.4': 6, 'V3.5': 5, 'V3.7': 2, 'V4.1': 3, 'V4.2': 1,
	'V4.3': 2, 'V4.4': 4, 'V5.1': 1, 'V5.2': 3, 'V5.3': 2, 'V5.4': 3, 'V6.1': 3, 'V6.2': 12, 'V6.3': 4, 'V6.4': 4, 'V6.5': 5, 'V6.6': 3, 'V6.8': 4, 'V7.1': 3, 'V7.2': 4, 'V7.3': 2,
	'V7.4': 5, 'V7.5': 2, 'V7.6': 2, 'V8.1': 2, 'V8.2': 3, 'V8.3': 1, 'V8.4': 1, 'V9.1': 3, 'V9.2': 4, 'V10.1': 2, 'V10.2': 2, 'V10.3': 4, 'V10.4': 11, 'V10.5': 5, 'V10.6': 2, 'V10.7': 3,
	'V11.1': 2, 'V11.2': 3, 'V11.3': 3, 'V11.4': 4, 'V11.5': 1, 'V11.6': 1, 'V12.1': 3, 'V12.2': 2, 'V12.3': 4, 'V13.1': 1, 'V13.2': 5, 'V13.3': 2, 'V13.4': 5, 'V14.1': 2, 'V14.2': 4, 'V14.3': 3,
	'V15.1': 3, 'V15.2': 3, 'V15.3': 7, 'V16.1': 1, 'V16.2': 5, 'V16.3': 4, 'V16.4': 3, 'V16.5': 3, 'V17.1': 1, 'V17.2': 4, 'V17.3': 2,
};
const REQUIREMENTS = Object.entries(ASVS).flatMap(([section, count]) => Array.from({ length: count }, (_, i) => `${section}.${i + 1}`));

/** The titles of the tests in a file of Node's; what a template fills in is "…", as in the documents. */
function titles(file) {
	const found = [...read(file).matchAll(/\b(?:test|describe)\(\s*(?:'((?:[^'\\]|\\.)*)'|`((?:[^`\\]|\\.)*)`)/g)];

	return new Set(found.map(([, plain, template]) => (plain ?? template.replace(/\$\{[^}]*\}/g, '…')).replace(/\\(.)/g, '$1')));
}

/** What a document names and does not exist: a list of sentences. */
function missing(text) {
	const found = [];

	for (const [, place] of text.matchAll(/`(?![^`]*NAME)((?:analysis|deploy|docs|include|questionnaires|survey|tests)\/[\w./-]*\w|[A-Z]+\.md)`/g))
		if (!fs.existsSync(path.join(ROOT, place))) found.push(`there is no file ${place}`);
	for (const [, link] of text.matchAll(/\]\((?!https?:|#)([^)#]+)\)/g))
		if (!['', 'docs'].some((base) => fs.existsSync(path.join(ROOT, base, link)))) found.push(`there is no file ${link}`);
	for (const [, kind, name, behind] of text.matchAll(/`(http|browser|unit)\/([a-z0-9_-]+)`((?:(?!`(?:http|browser|unit)\/[a-z]|\n\s*\n|\n\|)[\s\S])*)/g)) {
		const file = kind === 'unit' ? `tests/unit/${name}_test.c` : `tests/${kind}/${name}.test.mjs`;

		if (!fs.existsSync(path.join(ROOT, file))) {
			found.push(`there is no file ${file}`);
		} else if (kind === 'unit') {
			const tests = new Set([...read(file).matchAll(/START_TEST\((\w+)\)/g)].map(([, one]) => one));

			for (const [, one] of behind.matchAll(/`([a-z0-9]+(?:_[a-z0-9]+){2,})`/g)) if (!tests.has(one)) found.push(`${file} has no test ${one}`);
		} else {
			const tests = titles(file);

			for (const [, one] of behind.matchAll(/"([^"]+)"/g)) if (!tests.has(one.replace(/\s+/g, ' '))) found.push(`${file} has no test "${one}"`);
		}
	}
	return found;
}

const countNamed = (text) => [...text.matchAll(/`(?:http|browser|unit)\/[\w-]+`/g)].length;

for (const name of ['docs/asvs.md', 'docs/threat-model.md'])
	test(`every test and file that ${name} names exists`, () => {
		assert.ok(countNamed(read(name)) >= 20, 'it does name tests');
		assert.deepEqual(missing(read(name)), []);
	});

test('every file that docs/dpia-nl.md and deploy/README.md name exists, and the DPIA has the seventeen points of its model', () => {
	assert.deepEqual(missing(read('docs/dpia-nl.md')), []);
	assert.deepEqual(missing(read('deploy/README.md').replace(/\]\(\.\.\//g, '](')), []);
	assert.deepEqual([...read('docs/dpia-nl.md').matchAll(/^### (\d+)\. /gm)].map(([, number]) => Number(number)), Array.from({ length: 17 }, (_, i) => i + 1));
});

test('what does not exist is noticed (positive control)', () => {
	const wrong = {
		'`http/nowhere`': /no file tests\/http\/nowhere/,
		'`http/docs`: "a title that no test has"': /no test "a title that no test has"/,
		'`unit/web`: `a_name_that_no_test_has`': /no test a_name_that_no_test_has/,
		'`http/docs` says on\nthe next line: "a title\nthat no test has"': /no test "a title/,
		'see `docs/nothing.md`': /no file docs\/nothing/,
		'[x](nothing.md)': /no file nothing/,
	};

	for (const [text, pattern] of Object.entries(wrong)) assert.match(missing(text).join(), pattern, text);
	assert.deepEqual(missing('`http/docs`: "what does not exist is noticed (positive control)", `unit/web`: `paths_choose_the_first_route_that_matches`, `docs/asvs.md`'), []);
});

/** What is wrong with an entry of the list of controls: a list of sentences. `make mutations` itself takes too long for every day. */
function misplaced({ control, file, from, test: { kind, program, file: of, name } }) {
	const times = read(file).split(from).length - 1;
	const place = kind === 'unit' ? `\`unit/${program}\`: \`${name}\`` : `\`http/${of}\``;
	/* A title may be one of those that a template makes. */
	const fits = (title) => new RegExp(`^${title.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`).test(name);
	const found = missing(place);

	if (kind === 'http' && ![...titles(`tests/http/${of}.test.mjs`)].some(fits)) found.push(`tests/http/${of} has no test "${name}"`);
	if (times !== 1) found.push(`${control} stands ${times} times in ${file}`);
	if (!read('tests/README.md').includes(`| ${control} |`)) found.push(`tests/README.md does not list: ${control}`);
	return found;
}

test('every control of anonymity stands where the list says, and the test that must notice when it is gone exists', () => {
	assert.ok(controls.length > 50);
	assert.deepEqual(controls.flatMap(misplaced), []);
	const [one] = controls;

	for (const [change, pattern] of [
		[{ control: 'nobody listed this' }, /does not list: nobody listed this/],
		[{ from: 'stands nowhere' }, /stands 0 times/],
		[{ test: { kind: 'unit', program: 'store', name: 'a_name_that_no_test_has' } }, /no test a_name_that_no_test_has/],
		[{ test: { kind: 'http', file: 'docs', name: 'no such test' } }, /no test "no such test"/],
	]) assert.match(misplaced({ ...one, ...change }).join(), pattern, 'the control');
});

test('every requirement of ASVS levels 1 and 2 has its place, once', () => {
	const text = read('docs/asvs.md').replace(/## What is not met[\s\S]*?(?=\n## )/, '');
	const places = text.split('\n').flatMap((line) => {
		const cell = /^\| (V[^|]*) \|/.exec(line)?.[1] ?? /^\*\*n\/a\*\*.*?: (V.*)$/.exec(line)?.[1] ?? '';

		return [...cell.matchAll(/(V\d+\.\d+)\.(\d+)(?:–\1\.(\d+))?/g)].flatMap(([, section, from, to = from]) => Array.from({ length: to - from + 1 }, (_, i) => `${section}.${Number(from) + i}`));
	});

	assert.equal(REQUIREMENTS.length, 253);
	assert.deepEqual([...places].sort(), [...REQUIREMENTS].sort());
});

test('what is not met stands in the list of what is not met, and nothing else', () => {
	const text = read('docs/asvs.md');
	const [, list] = /## What is not met([\s\S]*?)\n## /.exec(text);
	const numbers = (cell) => [...cell.matchAll(/(V\d+\.\d+)\.(\d+)(?:–\1\.(\d+))?/g)].flatMap(([, section, from, to = from]) => Array.from({ length: to - from + 1 }, (_, i) => `${section}.${Number(from) + i}`));
	const listed = list.split('\n').flatMap((line) => numbers(/^\| (V[^|]*) \|/.exec(line)?.[1] ?? ''));
	const told = text.split('\n').filter((line) => /^\| V.*\| \*\*not met\*\*/.test(line)).flatMap((line) => numbers(/^\| ([^|]*) \|/.exec(line)[1]));

	assert.ok(told.length > 0);
	assert.deepEqual([...listed].sort(), [...told].sort());
});
