// SPDX-License-Identifier: EUPL-1.2
//
// Goal: every page is valid HTML, by html-validate and, where Java is present, by the W3C's own checker.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';

import { complaints } from '../support/markup.mjs';
import { run, SHIPPED, temporary } from '../support/server.mjs';
import { allPages, serveAll, write } from '../support/states.mjs';

const shipped = fs.readdirSync(SHIPPED).filter((name) => name.endsWith('.yaml'));
async function everything(t) {
	const server = await serveAll(t, shipped.map((name) => path.join(SHIPPED, name)));
	const pages = await allPages(server);

	for (const name of shipped) for (const language of ['nl', 'en']) pages[`${path.basename(name, '.yaml')}-${language}`] = (await server.get(`/${language}/${path.basename(name, '.yaml')}`)).body;
	/* The report is the same whenever the answers are: this is the one that `make demo` must make. */
	pages['report'] = fs.readFileSync(new URL('../golden/report-demo.html', import.meta.url), 'utf8');
	return pages;
}

test('html-validate finds nothing on any page', async (t) => {
	const pages = await everything(t);
	const found = [];

	for (const [name, html] of Object.entries(pages)) found.push(...(await complaints(name, html)));
	assert.ok(Object.keys(pages).length > 25);
	assert.deepEqual(found, []);
});

test('html-validate does find something (positive control)', async () => {
	assert.notDeepEqual(await complaints('broken', '<!doctype html>\n<html lang="nl"><head><title>x</title></head><body><p id="a"><div id="a"></p></body></html>'), []);
});

test('no id stands twice on a page, and every reference leads somewhere', async (t) => {
	for (const [name, html] of Object.entries(await everything(t))) {
		const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);

		assert.equal(new Set(ids).size, ids.length, name);
		for (const [, target] of html.matchAll(/ href="#([^"]*)"/g)) assert.ok(ids.includes(target), `${name}: #${target}`);
		for (const [, list] of html.matchAll(/ aria-(?:describedby|labelledby)="([^"]*)"/g)) for (const id of list.split(' ')) assert.ok(ids.includes(id), `${name}: ${id}`);
		for (const [, id] of html.matchAll(/ for="([^"]*)"/g)) assert.ok(ids.includes(id), `${name}: label for ${id}`);
		assert.ok((html.match(/ autofocus/g) ?? []).length <= 1, `${name}: one autofocus`);
	}
});

test("the W3C's checker (vnu) finds nothing on any page", { timeout: 120000 }, async (t) => {
	const java = await run('java', ['-version']).catch(() => ({ code: -1 }));

	if (java.code !== 0) return t.skip('NOT RUN: there is no Java on this machine (apt-get install default-jre-headless)');
	const jar = path.join(path.dirname(createRequire(import.meta.url).resolve('vnu-jar/package.json')), 'build/dist/vnu.jar');
	const directory = temporary(t, 'markup');
	const pages = await everything(t);

	write(directory, { ...pages, control: '<!doctype html><title>x</title><p id=a><p id=a>' });
	const checked = await run('java', ['-Xss4m', '-jar', jar, '--format', 'gnu', '--stdout', '--exit-zero-always', ...fs.readdirSync(directory).map((name) => path.join(directory, name))], { timeout: 110000 });
	const lines = checked.stdout.split('\n').filter((line) => / (error|info warning)/.test(line));

	assert.ok(lines.some((line) => line.includes('control.html')), `it does find something (positive control): ${checked.stderr.slice(0, 300)}`);
	assert.deepEqual(lines.filter((line) => !line.includes('control.html')).map((line) => path.basename(line.replace(/^"file:/, ''))), []);
});
