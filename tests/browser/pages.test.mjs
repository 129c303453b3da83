// SPDX-License-Identifier: EUPL-1.2
//
// Goal: *Snel weg* leaves at once and for good, and a shared tablet is ready for the next person. What would leave the origin is
// stopped by the test: nothing is really asked from elsewhere.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launchBrowser, newPage } from '../support/browser.mjs';
import { serve } from '../support/server.mjs';

let browser;

before(async () => (browser = await launchBrowser()));
after(() => browser?.close());

for (const javaScriptEnabled of [false, true])
	test(`Snel weg leads to another site, scripts ${javaScriptEnabled ? 'on' : 'off'}`, { timeout: 60000 }, async (t) => {
		const server = await serve(t, { questionnaires: ['every-type.yaml'], args: ['--away', 'http://elders.test/'] });
		const page = await newPage(browser, server, { javaScriptEnabled });
		const asked = [];

		await page.route('http://elders.test/**', (route) => {
			asked.push(route.request().headers());
			return route.fulfill({ contentType: 'text/html', body: '<h1>Het weer</h1>' });
		});
		await page.goto('/nl/every-type#v7');
		if (javaScriptEnabled) await page.waitForSelector('html.js');
		await page.fill('#line', 'kanarie77');
		await page.keyboard.press('Home');
		await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
		const link = page.getByRole('link', { name: 'Snel weg' });

		assert.ok(await link.evaluate((one) => one.getBoundingClientRect().top >= 0), 'in sight wherever the page was scrolled to');
		await link.click();
		await page.waitForURL('http://elders.test/');
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
