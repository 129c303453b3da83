// SPDX-License-Identifier: EUPL-1.2
//
// Goal: a card works with scripts off and on: by its QR code, which leads to #ticket=CODE, and by typing. Used, unknown and
// mistyped codes are told, and nothing that was filled in is lost. The code never leaves a browser that seals.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { axe, launchBrowser, newPage, scanned } from '../support/browser.mjs';
import { countKept, FIXTURES, serve, survey, temporary } from '../support/server.mjs';

let browser;

before(async () => (browser = await launchBrowser()));
after(() => browser?.close());

/** Cards for the ticketed questionnaire: their codes, and the sheet for who wants to see it. */
async function cards(t, server, count) {
	const directory = temporary(t, 'cards');
	const sheet = path.join(directory, 'cards.html');
	const made = await survey(['tickets', '--questionnaire', path.join(FIXTURES, 'ticketed.yaml'), '--count', String(count), '--url', 'https://vragen.example', '--data', server.data, '--cards', sheet, '--laptop', path.join(directory, 'laptop')]);

	assert.equal(made.code, 0, made.stderr);
	const codes = [...new Set(fs.readFileSync(sheet, 'utf8').match(/\b[0-9A-Z]{3}(-[0-9A-Z]{3}){6}\b/g))];

	assert.equal(codes.length, count);
	return Object.assign(codes, { sheet });
}

test('a telephone reads the code of every card, and the address on the big screen', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['ticketed.yaml'], args: ['--url', 'https://vragen.example'] });
	const codes = await cards(t, server, 9);
	const page = await newPage(browser, server, { deviceScaleFactor: 3 });

	await page.setContent(fs.readFileSync(codes.sheet, 'utf8'));
	assert.deepEqual(await scanned(t, page), codes.map((code) => `https://vragen.example/nl/ticketed#ticket=${code.replaceAll('-', '')}`));
	await page.goto('/nl/ticketed/event');
	assert.deepEqual(await scanned(t, page), ['https://vragen.example/nl/ticketed']);
	await page.setContent('<svg width="100" height="100"><rect width="100" height="100"></rect></svg>');
	assert.deepEqual(await scanned(t, page), [''], 'the scanner can fail (positive control)');
});

const press = (page) => page.getByRole('button', { name: 'Verstuur', exact: true }).click();

for (const javaScriptEnabled of [false, true])
	describe(`tickets, scripts ${javaScriptEnabled ? 'on' : 'off'}`, { timeout: 60000 }, () => {
		test('each card counts once; used, unknown and mistyped codes are told, and the answers stay', async (t) => {
			const server = await serve(t, { questionnaires: ['ticketed.yaml'] });
			const [one] = await cards(t, server, 2);
			const traffic = [];
			const start = async (fragment = '') => {
				const page = await newPage(browser, server, { javaScriptEnabled });

				page.on('request', (request) => traffic.push(`${request.url()} ${request.postData() ?? ''}`));
				await page.goto(`/nl/ticketed${fragment}`);
				if (javaScriptEnabled) await page.waitForSelector('html.js');
				return page;
			};
			const answerAndSend = async (page, code) => {
				await page.goto(`${page.url().split('#')[0]}#v1`);
				await page.fill('#what', 'mijn antwoord');
				await page.goto(`${page.url().split('#')[0]}#end`);
				if (code !== undefined) await page.fill('#ticket', code);
				await press(page);
			};
			const told = async (page, pattern) => {
				/* What the attempt before was told may still stand there for a moment. */
				await page.locator('.summary, .notice').filter({ hasText: pattern }).waitFor();
				assert.equal(await page.inputValue('#what'), 'mijn antwoord');
				if (javaScriptEnabled) assert.deepEqual(await axe(page, String(pattern)), []);
			};

			const first = await start(`#ticket=${one.replaceAll('-', '')}`);

			await answerAndSend(first, javaScriptEnabled ? undefined : one.toLowerCase().replaceAll('0', 'o').replaceAll('-', ' '));
			await first.waitForURL('**/thanks');
			const again = await start();

			await answerAndSend(again, one);
			await told(again, /al gebruikt/);
			const swapped = one.replace(/^(.)(.)/, (whole, a, b) => (a === b ? `${a}${a === '2' ? '3' : '2'}` : `${b}${a}`));

			await again.fill('#ticket', swapped);
			await press(again);
			await told(again, /klopt niet helemaal/);
			await again.fill('#ticket', '');
			await press(again);
			await told(again, /Vul de code/);
			assert.equal(await again.locator('.summary a[href="#ticket"]').count(), 1);
			assert.equal(await again.locator('#ticket_error').count(), 1);
			await again.fill('#ticket', '012-345-678-9AB-CDE-FGH-JKJ');
			await press(again);
			await told(again, /kennen we niet|We kennen deze code niet|kennen/);
			const sent = traffic.join('\n').toUpperCase();

			assert.equal(sent.includes(one) || sent.includes(one.replaceAll('-', '')), !javaScriptEnabled, 'the code leaves the browser only where the server must seal');
			assert.equal(await countKept(server.data, 'ticketed'), 1);
		});
	});
