// SPDX-License-Identifier: EUPL-1.2
//
// Goal: the youth panel's questionnaire is whole in Arabic, from right to left: read, answered with and without script, and
// opened by the team. Nothing lies over something else, and no word is left in another language.

import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { axe, focus, launchBrowser, NARROW, newPage, overflow } from '../support/browser.mjs';
import { countKept, serve, SHIPPED } from '../support/server.mjs';

let browser;

before(async () => (browser = await launchBrowser()));
after(() => browser?.close());

/** Labels whose words lie under their radio button or checkbox. */
function covered() {
	return [...document.querySelectorAll('.option')].filter((one) => one.checkVisibility()).filter((one) => {
		const button = one.querySelector('input').getBoundingClientRect();
		const range = document.createRange();

		range.selectNodeContents(one.querySelector('label'));
		return [...range.getClientRects()].some((words) => words.right > button.left && words.left < button.right && words.bottom > button.top && words.top < button.bottom);
	}).map((one) => one.textContent.trim());
}

for (const javaScriptEnabled of [false, true])
	test(`from the first screen to the thanks in Arabic, by keyboard, scripts ${javaScriptEnabled ? 'on' : 'off'}`, { timeout: 60000 }, async (t) => {
		const server = await serve(t, { questionnaires: [path.join(SHIPPED, 'panel.yaml')] });
		const page = await newPage(browser, server, { javaScriptEnabled });
		const go = async () => {
			for (let i = 0; i < 40; i++) {
				await page.keyboard.press('Tab');
				if (['التالي', 'ابدأ'].includes(await page.evaluate(() => document.activeElement.textContent.trim()))) break;
			}
			await page.keyboard.press('Enter');
		};

		await page.goto('/ar/panel');
		if (javaScriptEnabled) await page.waitForSelector('html.js');
		assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), ['ar', 'rtl']);
		await go();
		assert.equal(await focus(page), 'v1');
		await page.keyboard.press('Tab');
		while (!(await page.evaluate(() => document.activeElement.name === 'uses'))) await page.keyboard.press('Tab');
		await page.keyboard.press('Space');
		assert.ok(await page.isChecked('#uses_ja'));
		await go();
		assert.equal(await focus(page), 'v2');
		await page.fill('#path_1_bottleneck', 'لم أحصل على عنوان');
		await page.goto('/ar/panel#end');
		if (javaScriptEnabled) assert.match(await page.locator('.answers').innerText(), /نعم، أنا بنفسي[\s\S]*لم أحصل على عنوان/);
		await Promise.all([page.waitForURL('**/ar/panel/thanks'), page.getByRole('button', { name: 'أرسل', exact: true }).click()]);
		assert.equal(await page.locator('h1').innerText(), 'شكراً لك');
		await page.watch();
		assert.equal(await countKept(server.data, 'panel'), 1);
	});

test('nothing lies over anything, 320 pixels are enough and axe finds nothing', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: [path.join(SHIPPED, 'panel.yaml')] });
	const page = await newPage(browser, server, { javaScriptEnabled: true, viewport: NARROW });

	for (const fragment of ['', '#v1', '#v3', '#all', '#end']) {
		await page.goto('about:blank');
		await page.goto(`/ar/panel${fragment}`);
		await page.waitForSelector('html.js');
		assert.deepEqual(await axe(page, fragment), []);
		assert.ok((await overflow(page)) <= 0, fragment);
		assert.deepEqual(await page.evaluate(covered), [], fragment);
	}
	await page.goto('/nl/panel#v1');
	assert.deepEqual(await page.evaluate(covered), []);
	await page.evaluate(() => document.querySelectorAll('.option label').forEach((label) => (label.style.padding = '.65rem 0')));
	assert.notDeepEqual(await page.evaluate(covered), [], 'words under a button are noticed (positive control)');
	await page.watch();
});

test('no question, choice or button is left in Dutch or English', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: [path.join(SHIPPED, 'panel.yaml')] });
	const page = await newPage(browser, server, { javaScriptEnabled: true });

	await page.goto('/ar/panel#all');
	await page.waitForSelector('html.js');
	const foreign = await page.evaluate(() => [...document.querySelectorAll('main h1, main label, main p, main a, main button, main li')].map((one) => one.textContent.trim()).filter((text) => text !== '' && !/[\u0600-\u06ff]/.test(text)));

	assert.deepEqual(foreign, []);
});
