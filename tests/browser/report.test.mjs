// SPDX-License-Identifier: EUPL-1.2
//
// Goal: the report, as `make demo` makes it (tests/golden/report-demo.html), can be read by everybody and asks nothing of
// anybody: no violation of axe in light and dark, no sideways scrolling, no request, no script.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import { after, before, suite, test } from 'node:test';

import { axe, DESKTOP, launchBrowser, NARROW, newPage, PHONE } from '../support/browser.mjs';

const report = fs.readFileSync(new URL('../golden/report-demo.html', import.meta.url));

suite('report', { timeout: 60000 }, () => {
	let browser, server, base;

	before(async () => {
		server = http.createServer((request, response) => {
			response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
			response.end(report);
		});
		await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
		base = `http://127.0.0.1:${server.address().port}`;
		browser = await launchBrowser();
	});
	after(async () => {
		await browser?.close();
		server.closeAllConnections();
		server.close();
	});

	for (const colorScheme of ['light', 'dark'])
		test(`axe finds nothing and nothing is asked from elsewhere, ${colorScheme}`, async () => {
			for (const viewport of [PHONE, DESKTOP]) {
				const page = await newPage(browser, { base }, { viewport, colorScheme, javaScriptEnabled: true });

				await page.goto('/');
				assert.deepEqual(await axe(page, `report ${colorScheme}`), []);
				await page.watch();
				await page.context().close();
			}
		});

	test('nothing scrolls sideways at 320 pixels', async () => {
		const page = await newPage(browser, { base }, { viewport: NARROW });

		await page.goto('/');
		assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= NARROW.width);
		await page.context().close();
	});

	test('it is one file: no script, no style sheet, picture or font from anywhere', () => {
		const text = report.toString('utf8');

		assert.doesNotMatch(text, /<(script|link|img|iframe|object|embed)\b|@import|url\(/i);
		assert.match(text, /<h1/);
	});
});
