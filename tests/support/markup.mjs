// SPDX-License-Identifier: EUPL-1.2
//
// Whether a page is valid HTML: by html-validate, by the W3C's own checker where Java is present, and by what holds together in it.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { HtmlValidate } from 'html-validate';

import { run, temporary } from './server.mjs';
import { write } from './states.mjs';

const validator = new HtmlValidate({
	root: true,
	extends: ['html-validate:recommended'],
	rules: {
		'doctype-style': ['error', { style: 'lowercase' }],
		/* One h1 a screen, several in one document; the summary of what is wrong comes before the first, as GOV.UK has it. */
		'heading-level': ['error', { allowMultipleH1: true, minInitialRank: 'h2' }],
		'form-dup-name': ['error', { shared: ['radio', 'checkbox'] }],
		'no-trailing-whitespace': 'off',
		'no-inline-style': 'error',
	},
});

/** What html-validate finds in a page, a line each. */
export async function complaints(name, html) {
	const report = await validator.validateString(html, name);

	return report.results.flatMap((result) => result.messages.map((one) => `${name}:${one.line}:${one.column} ${one.ruleId}: ${one.message}`));
}

/** No id stands twice on a page, and every reference leads somewhere. */
export function holdsTogether(name, html) {
	const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);

	assert.equal(new Set(ids).size, ids.length, name);
	for (const [, target] of html.matchAll(/ href="#([^"]*)"/g)) assert.ok(ids.includes(target), `${name}: #${target}`);
	for (const [, list] of html.matchAll(/ aria-(?:describedby|labelledby)="([^"]*)"/g)) for (const id of list.split(' ')) assert.ok(ids.includes(id), `${name}: ${id}`);
	for (const [, id] of html.matchAll(/ for="([^"]*)"/g)) assert.ok(ids.includes(id), `${name}: label for ${id}`);
	assert.ok((html.match(/ autofocus/g) ?? []).length <= 1, `${name}: one autofocus`);
}

/** What the W3C's checker (vnu) finds on pages; null where there is no Java. A page with mistakes goes along, in which it must find some. */
export async function checked(t, pages) {
	const java = await run('java', ['-version']).catch(() => ({ code: -1 }));

	if (java.code !== 0) return null;
	const jar = path.join(path.dirname(createRequire(import.meta.url).resolve('vnu-jar/package.json')), 'build/dist/vnu.jar');
	const directory = temporary(t, 'markup');

	write(directory, { ...pages, control: '<!doctype html><title>x</title><p id=a><p id=a>' });
	const done = await run('java', ['-Xss4m', '-jar', jar, '--format', 'gnu', '--stdout', '--exit-zero-always', ...fs.readdirSync(directory).map((name) => path.join(directory, name))], { timeout: 110000 });
	const lines = done.stdout.split('\n').filter((line) => / (error|info warning)/.test(line));

	assert.ok(lines.some((line) => line.includes('control.html')), `it does find something (positive control): ${done.stderr.slice(0, 300)}`);
	return lines.filter((line) => !line.includes('control.html')).map((line) => path.basename(line.replace(/^"file:/, '')));
}
