// SPDX-License-Identifier: EUPL-1.2
//
// Goal: every page is valid HTML, by html-validate and, where Java is present, by the W3C's own checker.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { checked, complaints, holdsTogether } from '../support/markup.mjs';
import { SHIPPED } from '../support/server.mjs';
import { allPages, serveAll } from '../support/states.mjs';

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
	for (const [name, html] of Object.entries(await everything(t))) holdsTogether(name, html);
});

test("the W3C's checker (vnu) finds nothing on any page", { timeout: 120000 }, async (t) => {
	const found = await checked(t, await everything(t));

	if (found === null) return t.skip('NOT RUN: there is no Java on this machine (apt-get install default-jre-headless)');
	assert.deepEqual(found, []);
});
