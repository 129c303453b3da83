// SPDX-License-Identifier: EUPL-1.2
//
// Goal: *Snel weg* leaves at once and for good, and a shared tablet is ready for the next person. The other site is one of the
// test: nothing is asked from elsewhere.

import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, test } from 'node:test';

import { launchBrowser, newPage } from '../support/browser.mjs';
import { serve } from '../support/server.mjs';

let browser;

before(async () => (browser = await launchBrowser()));
after(() => browser?.close());

for (const javaScriptEnabled of [false, true])
	test(`Snel weg leads to another site, scripts ${javaScriptEnabled ? 'on' : 'off'}`, { timeout: 60000 }, async (t) => {
		const asked = [];
		const elsewhere = http.createServer((request, response) => {
			if (request.url === '/') asked.push(request.headers);
			response.writeHead(200, { 'Content-Type': 'text/html' });
			response.end('<h1>Het weer</h1>');
		});

		await new Promise((ready) => elsewhere.listen(0, '127.0.0.1', ready));
		t.after(() => (elsewhere.closeAllConnections(), elsewhere.close()));
		const away = `http://localhost:${elsewhere.address().port}/`; // another site than 127.0.0.1
		const server = await serve(t, { questionnaires: ['every-type.yaml'], args: ['--away', away] });
		const page = await newPage(browser, server, { javaScriptEnabled });

		await page.goto('/nl/every-type#v7');
		if (javaScriptEnabled) await page.waitForSelector('html.js');
		await page.fill('#line', 'kanarie77');
		await page.keyboard.press('Home');
		await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
		const link = page.getByRole('link', { name: 'Snel weg' });

		assert.ok(await link.evaluate((one) => one.getBoundingClientRect().top >= 0), 'in sight wherever the page was scrolled to');
		await link.click();
		await page.waitForURL(away);
		assert.equal(await page.locator('h1').innerText(), 'Het weer');
		assert.equal(asked.length, 1);
		assert.equal(asked[0].referer, undefined, 'and is not told where from');
		await page.goBack().catch(() => null);
		if (page.url().startsWith(server.base)) assert.equal(await page.inputValue('#line'), '', 'Back shows an empty form');
	});

test('a shared tablet goes back by itself after a while, unless somebody still reads', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['small.yaml'] });
	const page = await newPage(browser, server, { javaScriptEnabled: true });

	await page.clock.install();
	await page.goto('/kiosk/nl/small/thanks');
	await page.getByText('vanzelf opnieuw').waitFor();
	await page.mouse.click(5, 300);
	await page.clock.runFor(25000);
	assert.match(page.url(), /thanks$/, 'who touches it stays');
	await page.reload();
	await page.getByText('vanzelf opnieuw').waitFor();
	await page.clock.runFor(21000);
	await page.waitForURL('**/kiosk/nl/small');
});

test('who walks away from a shared tablet leaves nothing behind', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml'] });
	const page = await newPage(browser, server, { javaScriptEnabled: true });

	await page.clock.install();
	await page.goto('/kiosk/nl/every-type#v7');
	await page.waitForSelector('html.js');
	await page.fill('#line', 'van de vorige');
	await page.clock.runFor(181000);
	await page.getByText('Ben je er nog?').waitFor();
	await page.keyboard.press('Shift');
	await page.clock.runFor(60000);
	assert.equal(await page.inputValue('#line'), 'van de vorige', 'who answers goes on');
	await page.clock.runFor(215000);
	await page.waitForFunction(() => location.hash === '');
	await page.waitForSelector('html.js');
	assert.equal(await page.inputValue('#line'), '');
});
