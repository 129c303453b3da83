// SPDX-License-Identifier: EUPL-1.2
//
// Goal: a question can be heard. Where the questionnaire names a recording, a person reads, with scripts off too; elsewhere
// the browser's own voice does, with scripts. Nothing ever plays by itself.
//
// Debian's Chromium has no voice, so that part of the browser is a stand-in that writes down what it was asked to say. The
// recording is played for real.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { axe, launchBrowser, newPage, overflow, NARROW } from '../support/browser.mjs';
import { FIXTURES, serve } from '../support/server.mjs';

let browser;

before(async () => (browser = await launchBrowser()));
after(() => browser?.close());

/** A Dutch and no English voice; `window.said` is what was spoken, an empty text where it was stopped. */
const giveVoice = () => {
	window.said = [];
	const stand = {
		getVoices: () => [{ lang: 'nl-NL', name: 'Proef' }],
		speak: (speech) => window.said.push(`${speech.lang}: ${speech.text}`),
		cancel: () => window.said.push(''),
		addEventListener: () => {},
	};

	Object.defineProperty(window, 'speechSynthesis', { value: stand });
	window.SpeechSynthesisUtterance = class {
		constructor(text) {
			this.text = text;
		}
	};
};

for (const javaScriptEnabled of [false, true])
	test(`a recording is there to be played and nothing plays by itself, scripts ${javaScriptEnabled ? 'on' : 'off'}`, { timeout: 60000 }, async (t) => {
		const server = await serve(t, { questionnaires: ['spoken.yaml'] });
		const page = await newPage(browser, server, { javaScriptEnabled, viewport: NARROW });
		const asked = [];

		page.on('request', (request) => asked.push(new URL(request.url()).pathname));
		await page.goto('/nl/spoken#v1');
		const player = page.locator('#v1 audio');

		assert.ok(await player.isVisible());
		assert.equal(await player.getAttribute('aria-label'), 'Luister naar deze tekst');
		assert.equal(await player.getAttribute('autoplay'), null);
		assert.equal(await page.locator('#start audio').count(), 1);
		assert.equal(await page.locator('#v2 audio').count(), 0);
		assert.ok((await overflow(page)) <= 0);
		await page.waitForTimeout(300);
		assert.ok(!asked.some((one) => one.startsWith('/recordings/')), 'not even fetched before somebody wants it');
		if (javaScriptEnabled) {
			await page.waitForSelector('html.js');
			assert.deepEqual(await axe(page, 'recording'), []);
			await player.evaluate((one) => new Promise((resolve) => ((one.onended = resolve), one.play())));
			assert.ok(asked.includes('/recordings/wat-nl.wav'));
			assert.ok((await player.evaluate((one) => one.duration)) > 0.1);
		}
		await page.goto('/en/spoken#v1');
		assert.equal(await page.locator('audio').count(), 0, 'no recording in English');
		await page.watch();
	});

test('a recording is served as the file it is, and no other file', async (t) => {
	const server = await serve(t, { questionnaires: ['spoken.yaml'] });
	const reply = await server.get('/recordings/wat-nl.wav');

	assert.equal(reply.status, 200);
	assert.equal(reply.headers['content-type'], 'audio/wav');
	assert.deepEqual(reply.buffer, fs.readFileSync(path.join(FIXTURES, 'recordings/wat-nl.wav')));
	for (const other of ['/recordings/other.wav', '/recordings/..%2Fspoken.yaml', '/recordings/spoken.yaml', '/recordings/']) assert.equal((await server.get(other)).status, 404, other);
});

test('the browser\u2019s voice reads question, hint and choices, stops on a second press and on another screen', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['spoken.yaml'] });
	const page = await newPage(browser, server, { javaScriptEnabled: true });

	await page.addInitScript(giveVoice);
	await page.goto('/nl/spoken#v2');
	await page.waitForSelector('html.js');
	const button = page.locator('#v2').getByRole('button', { name: 'Lees voor' });

	assert.deepEqual(await page.evaluate('said'), [], 'nothing by itself');
	await button.click();
	assert.deepEqual((await page.evaluate('said')).filter(Boolean), ['nl: Waar woon je? Kies wat past. Op een kamer. Thuis.']);
	assert.equal(await button.getAttribute('aria-pressed'), 'true');
	await button.click();
	assert.equal((await page.evaluate('said')).at(-1), '', 'stopped');
	assert.equal((await page.evaluate('said')).filter(Boolean).length, 1, 'and not begun again');
	await page.evaluate(() => (location.hash = '#end'));
	await page.waitForFunction(() => window.said.length > 3);
	assert.equal((await page.evaluate('said')).at(-1), '');
	assert.equal(await page.locator('#v1 .aloud').count(), 0, 'no button where a person reads');
	assert.deepEqual(await axe(page, 'voice'), []);
	await page.watch();
});

test('there is no button in a language that has no voice', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['spoken.yaml'] });
	const page = await newPage(browser, server, { javaScriptEnabled: true });

	await page.addInitScript(giveVoice);
	await page.goto('/en/spoken#v2');
	await page.waitForSelector('html.js');
	assert.equal(await page.locator('.aloud').count(), 0);
});
