// SPDX-License-Identifier: EUPL-1.2
//
// Goal: every question type can be answered with scripts off and on, and both ways the team opens the same answer. Choices
// may stand in another order for everybody; nothing of that order is kept.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { axe, launchBrowser, NARROW, newPage, overflow } from '../support/browser.mjs';
import { analysis, demoKey, emptyStudy, serve, survey, temporary } from '../support/server.mjs';

const PEOPLE = 3;
let browser;

before(async () => (browser = await launchBrowser()));
after(() => browser?.close());

/** Leads to the screen with this field, as Verder would. */
async function screenOf(page, field) {
	const id = await page.evaluate((name) => document.getElementById(name).closest('section').id, field);

	await page.goto(`${page.url().split('#')[0]}#${id}`);
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

/** Answers everything; gives which choices were made of the pairs, for those are drawn. */
async function fillIn(page) {
	const pairs = [];

	await page.goto('/nl/drawn');
	await screenOf(page, 'uses');
	await page.check('#uses_soms');
	await screenOf(page, 'vote');
	await page.check('#vote_eens');
	await screenOf(page, 'top');
	for (const choice of ['1-werk', '2-wonen', '3-hulp']) await page.check(`[id="top_${choice}"]`);
	await screenOf(page, 'pairs');
	// Of each pair the one that comes first in the alphabet; of the last neither.
	for (let pair = 1; pair <= 3; pair++) {
		const choices = page.locator(`[name="pairs.${pair}"]`);

		assert.equal(await choices.count(), 3);
		assert.ok(await choices.first().isVisible(), `pair ${pair} shows when the one before it was answered`);
		if (pair < 3) assert.ok(!(await page.locator(`[name="pairs.${pair + 1}"]`).first().isVisible()));
		const values = await choices.evaluateAll((all) => all.map((one) => one.value));
		const wanted = pair === 3 ? values.find((one) => one.includes('_equal_')) : values.filter((one) => one.includes('_over_')).sort()[0];

		await page.check(`[id="pairs_${wanted}"]`);
		pairs.push(wanted);
	}
	await screenOf(page, 'since');
	await page.fill('#since', '3/2024');
	await screenOf(page, 'born');
	await page.fill('#born', '2006');
	await screenOf(page, 'trouble-huur');
	await page.check('#trouble-huur_vaak');
	await screenOf(page, 'trouble-wacht');
	await page.check('#trouble-wacht_nooit');
	await page.goto(`${page.url().split('#')[0]}#end`);
	return pairs;
}

for (const javaScriptEnabled of [false, true])
	describe(`every type, scripts ${javaScriptEnabled ? 'on' : 'off'}`, { timeout: 120000 }, () => {
		test('what was answered is what the team opens', async (t) => {
			const server = await serve(t, { questionnaires: ['drawn.yaml'] });
			const key = await demoKey();
			const pairs = [];

			for (let i = 0; i < PEOPLE; i++) {
				const page = await newPage(browser, server, { javaScriptEnabled });

				pairs.push(await fillIn(page));
				if (javaScriptEnabled) {
					await page.waitForSelector('html.js');
					assert.match(await page.locator('.answers').innerText(), /Keuze 1: Werk[\s\S]*Keuze 2: Wonen[\s\S]*Hoe vaak heb je hier last van\? Te hoge huur\s+Vaak/);
				}
				await Promise.all([page.waitForURL('**/thanks'), press(page, 'Verstuur')]);
				await page.watch();
				await page.context().close();
			}
			await server.stop();
			await survey(['release', '--data', server.data, '--closing']);
			const study = emptyStudy(path.join(temporary(t, 'study'), 'study'));
			const passphrase = ['--passphrase-file', key.passphrase];
			const imported = await analysis(['import', '--key', key.secret, '--study', study, ...passphrase, server.data]);

			assert.equal(imported.code, 0, imported.stderr + imported.stdout);
			assert.match(imported.stdout + imported.stderr, /drawn: 3 imported/);
			// Person by person: a table would say nothing of three people who all answered the same.
			const output = path.join(temporary(t, 'opened'), 'opened.json');
			const told = await analysis(['export', '--study', study, '--format', 'json', '--internal', '--output', output, ...passphrase]);

			assert.equal(told.code, 0, told.stderr);
			const { rows } = JSON.parse(fs.readFileSync(output, 'utf8')).sheets.find(({ name }) => name === 'responses-drawn');
			const questions = ['uses', 'vote', 'since', 'born', 'trouble-huur', 'trouble-wacht'];
			const opened = rows.map((row) => ({
				...Object.fromEntries(questions.map((question) => [question, row[question]])),
				chosen: Object.keys(row).filter((column) => /^(top|pairs)\./.test(column) && row[column] === 1).sort(),
			}));
			const sent = pairs.map((chosen) => ({
				uses: 'soms', vote: 'eens', since: '2024-03', born: '2006', 'trouble-huur': 'vaak', 'trouble-wacht': 'nooit',
				chosen: [...['1-werk', '2-wonen', '3-hulp'].map((one) => `top.${one}`), ...chosen.map((one) => `pairs.${one}`)].sort(),
			}));
			const inAnyOrder = (all) => all.map((one) => JSON.stringify(one)).sort();

			assert.deepEqual(inAnyOrder(opened), inAnyOrder(sent));
		});

		test('mistakes are told, and everything is still there', async (t) => {
			const server = await serve(t, { questionnaires: ['drawn.yaml'] });
			const page = await newPage(browser, server, { javaScriptEnabled });

			await fillIn(page);
			if (javaScriptEnabled) await page.waitForSelector('html.js');
			await screenOf(page, 'top');
			await page.check('[id="top_2-werk"]');
			await screenOf(page, 'since');
			await page.fill('#since', '13-2024');
			await page.goto(`${page.url().split('#')[0]}#end`);
			const pairs = await page.locator('[name^="pairs."]:checked').evaluateAll((all) => all.map((one) => one.value).sort());

			await press(page, 'Verstuur');
			await page.waitForSelector('.summary');
			assert.deepEqual(await page.locator('.summary li').allInnerTexts(), ['Wat is het belangrijkst? – Kies elke keer iets anders', 'Sinds wanneer? – Vul een maand en een jaar in die kunnen, bijvoorbeeld 3-2026']);
			assert.equal(await page.inputValue('#since'), '13-2024');
			assert.deepEqual(await page.locator('[name^="top."]:checked').evaluateAll((all) => all.map((one) => one.value)), ['1-werk', '2-werk', '3-hulp']);
			assert.deepEqual(await page.locator('[name^="pairs."]:checked').evaluateAll((all) => all.map((one) => one.value).sort()), pairs);
			if (javaScriptEnabled) assert.deepEqual(await axe(page, 'errors'), []);
			await page.check('[id="top_2-wonen"]');
			await page.fill('#since', '12-2024');
			await Promise.all([page.waitForURL('**/thanks'), press(page, 'Verstuur')]);
		});
	});

test('with scripts a ranking can be put in another order by keyboard, and what was chosen can be taken back', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['drawn.yaml'] });
	const page = await newPage(browser, server, { javaScriptEnabled: true });
	const order = () => page.locator('.order li').evaluateAll((all) => all.map((one) => one.firstChild.textContent.trim()));
	const chosen = () => page.locator('[name^="top."]:checked').evaluateAll((all) => all.map((one) => one.value));

	await page.goto('/nl/drawn');
	await page.waitForSelector('html.js');
	await screenOf(page, 'top');
	assert.ok(!(await page.locator('.order').isVisible()), 'nothing to order yet');
	for (const choice of ['1-werk', '2-wonen', '3-hulp']) await page.check(`[id="top_${choice}"]`);
	assert.deepEqual(await order(), ['Werk', 'Wonen', 'Hulp']);
	assert.deepEqual(await axe(page, 'order'), []);
	await page.getByRole('button', { name: 'Omlaag Werk' }).focus();
	await page.keyboard.press('Enter');
	assert.deepEqual(await order(), ['Wonen', 'Werk', 'Hulp']);
	await page.keyboard.press('Enter'); // the focus went with it
	assert.deepEqual(await order(), ['Wonen', 'Hulp', 'Werk']);
	assert.deepEqual(await chosen(), ['1-wonen', '2-hulp', '3-werk']);
	await page.getByRole('button', { name: 'Omhoog Hulp' }).click();
	assert.deepEqual(await chosen(), ['1-hulp', '2-wonen', '3-werk']);
	await page.getByRole('radio', { name: 'Geen keuze' }).nth(2).check();
	assert.deepEqual(await order(), ['Hulp', 'Wonen']);
	await page.goto(`${page.url().split('#')[0]}#end`);
	assert.match(await page.locator('.answers').innerText(), /Keuze 1: Hulp\s+Keuze 2: Wonen\s+Wijzig/);
	await Promise.all([page.waitForURL('**/thanks'), press(page, 'Verstuur')]);
	await page.watch();
});

test('without scripts "no choice" is none', async (t) => {
	const server = await serve(t, { questionnaires: ['drawn.yaml'] });
	const page = await newPage(browser, server);

	await page.goto('/nl/drawn');
	await screenOf(page, 'top');
	await page.check('[id="top_1-werk"]');
	for (const rank of [2, 3]) await page.check(`#top_${rank}`);
	await page.goto(`${page.url().split('#')[0]}#end`);
	await Promise.all([page.waitForURL('**/thanks'), press(page, 'Verstuur')]);
});

test('while pairs are left one may stop, in so many words', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['drawn.yaml'] });
	const page = await newPage(browser, server);
	const leads = () => page.locator('#v4 .steps .button').evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.innerText));

	await page.goto('/nl/drawn');
	await screenOf(page, 'pairs');
	const seen = [await leads()];

	for (let pair = 1; pair <= 3; pair++) {
		await page.locator(`[name="pairs.${pair}"]`).first().check();
		seen.push(await leads());
	}
	assert.deepEqual(seen, [['Verder'], ['Stop, dit is genoeg'], ['Stop, dit is genoeg'], ['Verder']]);
});

test('another language keeps the drawn pairs, and an earlier answer stands in a later question', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['drawn.yaml'] });
	const page = await newPage(browser, server, { javaScriptEnabled: true });

	await fillIn(page);
	await page.waitForSelector('html.js');
	const pairs = await page.locator('[name^="pairs."]:checked').evaluateAll((all) => all.map((one) => one.value));

	assert.match(await page.locator('#v2 h1').innerText({ timeout: 5000 }).catch(() => page.locator('#v2 h1').textContent()), /Je zei Soms\. Eens\?/);
	await page.getByRole('link', { name: 'English' }).click();
	await page.waitForSelector('html[lang=en]');
	assert.deepEqual(await page.locator('[name^="pairs."]:checked').evaluateAll((all) => all.map((one) => one.value)), pairs);
	await page.watch();
});

test('without scripts the neutral words stand there', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['drawn.yaml'] });
	const page = await newPage(browser, server);

	await page.goto('/nl/drawn#v2');
	assert.equal(await page.locator('#v2 h1').innerText(), 'Ben je het eens?');
});

test('options and pairs stand in another order for different people, the last one last, and a page without draws is always the same', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['drawn.yaml', 'small.yaml'] });
	const seen = { options: new Set(), pairs: new Set(), small: new Set() };

	for (let i = 0; i < 40; i++) {
		const html = (await server.get('/nl/drawn')).body;
		const options = [...html.matchAll(/name="uses" value="([^"]*)"/g)].map(([, value]) => value);

		assert.equal(options.at(-1), 'anders');
		assert.deepEqual([...options].sort(), ['anders', 'ja', 'nooit', 'soms']);
		seen.options.add(options.join());
		seen.pairs.add([...html.matchAll(/name="pairs\.\d" value="([^"]*)"/g)].map(([, value]) => value).join());
		seen.small.add((await server.get('/nl/small')).body.replace(/name="nonce" value="[^"]*"/, ''));
	}
	assert.ok(seen.options.size > 2, `${seen.options.size} orders of options`);
	assert.ok(seen.pairs.size > 8, `${seen.pairs.size} draws of pairs`);
	assert.equal(seen.small.size, 1);
});

test('the types fit 320 pixels and axe finds nothing, on each screen and all on one page', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['drawn.yaml'] });

	for (const colorScheme of ['light', 'dark']) {
		const page = await newPage(browser, server, { javaScriptEnabled: true, viewport: NARROW, colorScheme });

		for (const fragment of ['#v3', '#v4', '#v5', '#v7', '#all']) {
			await page.goto('about:blank');
			await page.goto(`/nl/drawn${fragment}`);
			assert.deepEqual(await axe(page, fragment), []);
			assert.ok((await overflow(page)) <= 0, fragment);
		}
		await page.watch();
	}
});
