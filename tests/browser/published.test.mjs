// SPDX-License-Identifier: EUPL-1.2
//
// Goal: the cards and the page for participants can be read by everybody: no violation of axe in light and dark, no sideways scrolling,
// no request to anybody else.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after, before, suite, test } from 'node:test';

import { axe, DESKTOP, launchBrowser, NARROW, newPage, overflow, PHONE } from '../support/browser.mjs';
import { codedStudy } from '../support/coded.mjs';
import { temporary } from '../support/server.mjs';

const PAGES = ['cards.html', 'participants.html', 'report.html'];

suite('published pages', { timeout: 180000 }, () => {
	const cleaners = [];
	const t = { after: (clean) => cleaners.push(clean) };
	let browser, server, base;

	before(async () => {
		const { run } = await codedStudy(t);
		const directory = temporary(t, 'published');
		const file = (name) => path.join(directory, name);

		await run('report', '--output', file('report.html'), '--participants', file('participants.html'));
		await run('cards', '--output', file('cards.html'));
		server = http.createServer((request, response) => {
			const found = PAGES.find((name) => request.url === `/${name}`);

			response.writeHead(found ? 200 : 404, { 'Content-Type': 'text/html; charset=utf-8' });
			response.end(found && fs.readFileSync(file(found)));
		});
		await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
		base = `http://127.0.0.1:${server.address().port}`;
		browser = await launchBrowser();
	});
	after(async () => {
		await browser?.close();
		server?.closeAllConnections();
		server?.close();
		for (const clean of cleaners.reverse()) await clean();
	});

	for (const name of PAGES) {
		for (const colorScheme of ['light', 'dark'])
			test(`axe finds nothing in ${name}, ${colorScheme}`, async () => {
				for (const viewport of [PHONE, DESKTOP]) {
					const page = await newPage(browser, { base }, { viewport, colorScheme, javaScriptEnabled: true });

					await page.goto(`/${name}`);
					assert.deepEqual(await axe(page, `${name} ${colorScheme}`), []);
					await page.watch();
					await page.context().close();
				}
			});

		test(`${name} does not scroll sideways at 320 pixels`, async () => {
			const page = await newPage(browser, { base }, { viewport: NARROW });

			await page.goto(`/${name}`);
			assert.ok((await overflow(page)) <= 0);
			await page.context().close();
		});
	}
});
