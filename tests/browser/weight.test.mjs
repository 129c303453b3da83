// SPDX-License-Identifier: EUPL-1.2
//
// Goal: the page is light and quick on a bad connection and a slow phone (the budget of a questionnaire of 20 questions), and
// sealing does not make anybody wait. Prints what was measured beside each limit; `make bench` shows the same lines.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { launchBrowser, newPage } from '../support/browser.mjs';
import { serve, temporary } from '../support/server.mjs';

let browser;

before(async () => (browser = await launchBrowser()));
after(() => browser?.close());

/** A questionnaire of twenty questions as people write them: choices, texts, scales, conditions. */
function twenty(t) {
	const directory = temporary(t, 'twenty');
	const options = '{ja: {nl: "Ja, dat heb ik"}, soms: {nl: Soms wel en soms niet}, nee: {nl: "Nee, dat heb ik niet"}, weet-niet: {nl: Weet ik niet}}';
	const kinds = [`type: single\n    options: ${options}`, `type: multiple\n    options: ${options}`, 'type: longtext\n    max: 500', 'type: text\n    max: 100', `type: scale\n    options: ${options}`];
	const questions = Array.from({ length: 20 }, (_, i) => `  - id: vraag-${i}\n    ask: {nl: Heb jij in het afgelopen jaar hulp gekregen bij onderwerp ${i}?}\n    hint: {nl: Kies wat het best bij je past.}\n    ${kinds[i % kinds.length]}\n${i % 5 === 3 ? `    show_if: {vraag-${i - 3}: ja}\n` : ''}`);
	const head = 'questionnaire: twintig\naudience: panel\nlanguages: [nl]\nsize: 16384\ntitle: {nl: Twintig vragen}\nintro: {nl: Fijn dat je meedoet.}\nthanks: {nl: Dank je wel.}\nquestions:\n';

	fs.writeFileSync(path.join(directory, 'twintig.yaml'), head + questions.join(''));
	return path.join(directory, 'twintig.yaml');
}

function within(t, what, measured, limit, unit) {
	t.diagnostic(`${what}: ${measured} ${unit} (limit ${limit}, ratio ${(measured / limit).toFixed(2)})`);
	assert.ok(measured <= limit, `${what}: ${measured} ${unit}, more than ${limit}`);
}

test('a page of twenty questions, with its style, and the script are within their budgets', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: [twenty(t)] });
	const { buffer } = await server.get('/nl/twintig');
	const sent = async (target) => {
		const reply = await server.get(target, { 'Accept-Encoding': 'gzip, deflate, br, zstd' });

		assert.equal(reply.headers['content-encoding'], 'gzip', target);
		return reply.buffer.length;
	};

	within(t, 'page of 20 questions', buffer.length, 40 * 1024, 'bytes');
	within(t, 'page of 20 questions, as it is sent', await sent('/nl/twintig'), 10 * 1024, 'bytes');
	within(t, 'script, as it is sent', await sent('/survey.js'), 20 * 1024, 'bytes');
	t.diagnostic(`its words, as they are sent: ${await sent('/nl/words.json')} bytes`);
});

test('on a slow connection the page shows within two seconds, nothing moves, and the script comes after it', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: [twenty(t)] });
	const page = await newPage(browser, server, { javaScriptEnabled: true });
	const client = await page.context().newCDPSession(page);

	await client.send('Network.enable');
	await client.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: 400000 / 8, uploadThroughput: 400000 / 8 });
	await page.addInitScript(() => {
		window.measured = { lcp: 0, cls: 0 };
		new PerformanceObserver((list) => list.getEntries().forEach((one) => (window.measured.lcp = one.startTime))).observe({ type: 'largest-contentful-paint', buffered: true });
		new PerformanceObserver((list) => list.getEntries().forEach((one) => one.hadRecentInput || (window.measured.cls += one.value))).observe({ type: 'layout-shift', buffered: true });
	});
	await page.goto('/nl/twintig');
	await page.waitForSelector('html.js');
	const { lcp, cls, script } = await page.evaluate(() => ({ ...window.measured, script: performance.getEntriesByType('resource').find((one) => one.name.endsWith('/survey.js')).responseEnd }));

	within(t, 'largest paint at 400 ms and 400 kbit/s', Math.round(lcp), 2000, 'ms');
	within(t, 'layout shift', cls, 0, '');
	assert.ok(script > lcp, 'the page is there before the script');
});

test('sealing a full response takes less than 50 ms on a processor four times slower', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: [twenty(t)] });
	const page = await newPage(browser, server, { javaScriptEnabled: true });
	const client = await page.context().newCDPSession(page);

	await page.goto('/nl/twintig');
	await page.waitForSelector('html.js');
	await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
	// From pressing Verstuur to the post: reading, checking, encoding and sealing. Nothing is really sent.
	const times = await page.evaluate(async () => {
		const element = document.querySelector('form');
		const found = [];

		element.querySelectorAll('textarea').forEach((one) => (one.value = 'Een lang verhaal met é. '.repeat(20).trim()));
		element.querySelectorAll('input[value=ja]').forEach((one) => (one.checked = true));
		for (let i = 0; i < 40; i++) {
			await new Promise((resolve) => requestIdleCallback(resolve)); // somebody who fills in twenty questions gives it as much time
		}
		for (let i = 0; i < 9; i++) {
			const begun = performance.now();
			const posted = new Promise((resolve) => (window.fetch = (address, { body }) => (resolve(body), new Promise((answer) => setTimeout(() => answer(new Response('', { status: 503 })), 0)))));

			element.querySelector('#end button').click();
			if (!(await posted).includes('box=')) throw new Error('no box');
			found.push(performance.now() - begun);
			while (element.querySelector('#end button').hasAttribute('aria-disabled')) await new Promise((resolve) => setTimeout(resolve, 5));
		}
		return found;
	});

	t.diagnostic(`sealing, the first of them: ${Math.round(times[0])} ms`);
	within(t, 'sealing, median', Math.round(times.sort((a, b) => a - b)[4]), 50, 'ms');
});
