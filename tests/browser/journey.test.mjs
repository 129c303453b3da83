// SPDX-License-Identifier: EUPL-1.2
//
// Goal: somebody fills in the professionals' questionnaire from the first screen to the thank-you page with the keyboard
// alone, and nothing typed is ever lost. Everything runs in a browser with scripts off and again with scripts on.

import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { DESKTOP, focus, headings, launchBrowser, newPage, PHONE } from '../support/browser.mjs';
import { countKept, serve, SHIPPED } from '../support/server.mjs';

/** Presses Tab until the wanted thing has the focus. `wanted` runs in the page and gets the focused element. */
async function tabTo(page, wanted, argument, key = 'Tab') {
	for (let i = 0; i < 200; i++) {
		await page.keyboard.press(key);
		if (await page.evaluate(`(${wanted})(document.activeElement, ${JSON.stringify(argument ?? null)})`)) return i + 1;
	}
	throw new Error(`no number of tabs leads to ${wanted} ${argument}; the focus is on ${await focus(page)}`);
}

const linkWith = '(one, text) => one.tagName === "A" && one.textContent.trim() === text';
const namedId = '(one, id) => one.id === id';
const anyOf = '(one, name) => one.name === name';

const verder = async (page) => {
	await tabTo(page, linkWith, 'Verder');
	await page.keyboard.press('Enter');
};

/** Chooses a radio button as the keyboard does: into the group, then by arrows. */
async function choose(page, name, value) {
	await tabTo(page, anyOf, name);
	for (let i = 0; i < 20; i++) {
		const now = await page.evaluate(() => ({ value: document.activeElement.value, checked: document.activeElement.checked }));

		if (now.value === value) {
			if (!now.checked) await page.keyboard.press('Space');
			return;
		}
		await page.keyboard.press('ArrowDown');
	}
	throw new Error(`${name} has no ${value}`);
}

async function tick(page, name, value) {
	await tabTo(page, namedId, `${name}_${value}`);
	await page.keyboard.press('Space');
}

async function write(page, name, text) {
	await tabTo(page, namedId, name);
	await page.keyboard.type(text);
}

const step = (page) => page.evaluate(() => [...document.querySelectorAll('.step')].filter((one) => one.checkVisibility()).map((one) => one.textContent));

/** The screen shows exactly one question, and its section has the focus. */
async function onScreen(page, question, stepText) {
	assert.deepEqual(await headings(page), [question]);
	if (stepText !== undefined) assert.deepEqual(await step(page), [stepText]);
	const hash = await page.evaluate(() => location.hash.slice(1));

	assert.equal(await focus(page), hash, 'the focus moved to the section');
	assert.ok(await page.evaluate(() => document.activeElement.getBoundingClientRect().top < innerHeight), 'which is in sight');
}

for (const [javaScriptEnabled, screen, viewport] of [[false, 'phone', PHONE], [true, 'desktop', DESKTOP]])
	describe(`by keyboard alone, scripts ${javaScriptEnabled ? 'on' : 'off'}, on a ${screen}`, { timeout: 120000 }, () => {
		let server;
		let browser;
		const cleaners = [];
		const t = { after: (clean) => cleaners.push(clean) };

		before(async () => {
			[server, browser] = await Promise.all([serve(t, { questionnaires: [path.join(SHIPPED, 'professionals.yaml'), 'every-type.yaml'] }), launchBrowser()]);
		});
		after(async () => {
			await browser?.close();
			for (const clean of cleaners.reverse()) await clean();
		});

		test('from start to thank-you page, with a second olifantenpaadje', async () => {
			const page = await newPage(browser, server, { viewport, javaScriptEnabled });

			await page.goto('/nl');
			await tabTo(page, linkWith, 'Werken met jongeren');
			await page.keyboard.press('Enter');
			await page.waitForURL('**/nl/professionals');
			assert.deepEqual(await headings(page), ['Werken met jongeren']);
			await tabTo(page, linkWith, 'Begin');
			await page.keyboard.press('Enter');
			await onScreen(page, 'Ken jij olifantenpaadjes in je werk?', 'Vraag 1 van 11');
			assert.equal(await page.locator('input:checked').count(), 0, 'nothing is chosen beforehand');
			await choose(page, 'uses', 'soms');
			await verder(page);
			for (const time of [1, 2]) {
				await onScreen(page, 'Wat loopt er vast?', `Olifantenpaadje ${time}, vraag 1 van 10`);
				await write(page, `path_${time}_bottleneck`, `Knelpunt ${time}: wachtlijst`);
				await verder(page);
				await onScreen(page, 'Wat doe je dan? Of wat zie je anderen doen?');
				await write(page, `path_${time}_what`, `Paadje ${time}`);
				await page.keyboard.press('Enter');
				await page.keyboard.type('tweede regel');
				await verder(page);
				await choose(page, `path_${time}_often`, 'elke-maand');
				await verder(page);
				await tick(page, `path_${time}_whom`, 'schulden');
				await tick(page, `path_${time}_whom`, 'lvb');
				await verder(page);
				await choose(page, `path_${time}_helps`, 'goed');
				await verder(page);
				await choose(page, `path_${time}_allowed`, 'randje');
				await verder(page);
				await verder(page); // what is needed: skipped
				await tick(page, `path_${time}_domains`, 'wonen');
				await verder(page);
				await verder(page); // where the bottleneck is: skipped
				await onScreen(page, 'Wil je nog een olifantenpaadje vertellen?', `Olifantenpaadje ${time}, vraag 10 van 10`);
				await choose(page, `path_${time}_again`, time === 1 ? 'yes' : 'no');
				await verder(page);
			}
			await onScreen(page, 'Welke van deze dingen herken je?');
			await verder(page);
			await choose(page, 'hears', 'nee');
			await verder(page);
			await onScreen(page, 'Welke van deze verhalen hoor je wel eens?'); // no myths asked
			/* The same way back: hidden questions are passed over both ways. */
			await tabTo(page, linkWith, 'Terug');
			await page.keyboard.press('Enter');
			await onScreen(page, 'Hoor jij in je werk wel eens een broodje aap?');
			await page.goBack();
			await page.goForward();
			assert.equal(await page.isChecked('#hears_nee'), true);
			await verder(page);
			for (let i = 0; i < 5; i++) await verder(page);
			await onScreen(page, 'Wil je ons nog iets meegeven?', 'Vraag 11 van 11');
			await write(page, 'remark', 'Succes ermee!');
			await verder(page);
			assert.deepEqual(await headings(page), ['Klaar om te versturen?']);
			if (javaScriptEnabled) {
				/* A list of all answers, each with a way to change it, and back to the end. */
				await page.locator('.answers', { hasText: 'Succes ermee!' }).waitFor(); // made when the screen is there
				assert.match(await page.locator('.answers').innerText(), /Paadje 1\s+tweede regel[\s\S]*Paadje 2\s+tweede regel[\s\S]*Succes ermee!/);
				await tabTo(page, linkWith, 'Wijzig Wil je ons nog iets meegeven?');
				await page.keyboard.press('Enter');
				await onScreen(page, 'Wil je ons nog iets meegeven?', 'Vraag 11 van 11');
				await verder(page);
			} else {
				/* All answers on one page, and back to the end. */
				await tabTo(page, linkWith, 'Bekijk al je antwoorden');
				await page.keyboard.press('Enter');
				assert.ok((await headings(page)).length > 20, 'everything on one page');
			}
			assert.equal(await page.inputValue('#path_1_what'), 'Paadje 1\ntweede regel');
			assert.equal(await page.inputValue('#path_2_what'), 'Paadje 2\ntweede regel');
			await tabTo(page, '(one) => one.tagName === "BUTTON" && one.textContent.trim() === "Verstuur"');
			await page.keyboard.press('Enter');
			await page.waitForURL('**/nl/professionals/thanks');
			assert.deepEqual(await headings(page), ['Bedankt']);
			/* Reloading the thank-you page sends nothing. */
			await page.reload();
			assert.deepEqual(await headings(page), ['Bedankt']);
			await page.watch();
			await page.context().close();
			assert.equal(await countKept(server.data, 'professionals'), 1);
		});

		test('a changed answer hides the questions that depended on it, and shows them again as they were', async () => {
			const page = await newPage(browser, server, { viewport, javaScriptEnabled });

			await page.goto('/nl/every-type#v1');
			await choose(page, 'choice', 'nee');
			await verder(page);
			await onScreen(page, 'Waarom niet?', 'Vraag 1 van 9, vervolg');
			await write(page, 'why-not', 'geen zin');
			await page.goBack();
			await onScreen(page, 'Doe je mee?');
			assert.equal(await page.isChecked('#choice_nee'), true);
			await choose(page, 'choice', 'ja');
			await verder(page);
			await onScreen(page, 'Welke fruitsoorten?', 'Vraag 2 van 9');
			await tabTo(page, linkWith, 'Terug');
			await page.keyboard.press('Enter');
			await onScreen(page, 'Doe je mee?');
			await choose(page, 'choice', 'nee');
			await verder(page);
			assert.equal(await page.inputValue('#why-not'), 'geen zin');
			await page.watch();
			await page.context().close();
		});

		test('every screen shows one question and one way on, and Back and Forward keep what was typed', async () => {
			const page = await newPage(browser, server, { viewport, javaScriptEnabled });
			const seen = [];

			await page.goto('/nl/every-type#v1');
			await choose(page, 'choice', 'misschien');
			for (;;) {
				await verder(page);
				if ((await page.evaluate(() => location.hash)) === '#end') break;
				const [question, ...more] = await headings(page);

				assert.deepEqual(more, []);
				seen.push(question);
				assert.match((await step(page)).join(), /^(Vraag \d+ van 9|Bezoek \d, vraag \d van 4)(, vervolg)?$/);
				if (question === 'Een regel tekst') await write(page, 'line', 'blijft staan');
			}
			assert.deepEqual(seen, ['Welke fruitsoorten?', 'Hoe gaat het?', 'Hoeveel geld?', 'Welk geheel getal?', 'Een regel tekst', 'Een langer verhaal', 'Wie kwam er langs?', 'Was het leuk?', 'Nog een bezoek?', 'Dit moet je kiezen (verplicht)']);
			for (let i = 0; i < 7; i++) await page.goBack();
			assert.deepEqual(await headings(page), ['Welk geheel getal?']);
			await page.goForward();
			assert.equal(await page.inputValue('#line'), 'blijft staan');
			await page.watch();
			await page.context().close();
		});

		test('Enter in a one-line field does not send; what comes back says so and keeps everything', async () => {
			const page = await newPage(browser, server, { viewport, javaScriptEnabled });

			await page.goto('/nl/every-type#v7');
			await write(page, 'line', 'bijna klaar');
			if (javaScriptEnabled) await page.waitForSelector('html.js');
			await page.keyboard.press('Enter');
			if (javaScriptEnabled) {
				await onScreen(page, 'Een langer verhaal'); // as Verder does
			} else {
				await page.waitForSelector('.notice');
				assert.equal(await focus(page), 'notice');
				assert.match(await page.evaluate(() => document.activeElement.textContent), /nog niet verstuurd/);
				assert.equal(new URL(page.url()).hash, '', 'a fragment would take the focus away from the summary');
			}
			assert.equal(await page.inputValue('#line'), 'bijna klaar');
			assert.doesNotMatch(await page.title(), /^Fout/, 'answers are checked on sending, not before');
			await page.watch();
			await page.context().close();
			assert.equal(await countKept(server.data, 'every-type'), 0);
		});

		test('errors: the focus is on the summary, whose links lead to the fields; put right, it is sent', async () => {
			const page = await newPage(browser, server, { viewport, javaScriptEnabled });

			await page.goto('/nl/every-type#v5');
			await write(page, 'amount', 'heel veel');
			await page.goto('/nl/every-type#v8');
			assert.equal(await page.inputValue('#amount'), 'heel veel', 'the same document');
			await write(page, 'story', '<b>dik</b> & zo');
			await page.keyboard.press('Enter');
			await page.keyboard.type('verder');
			await page.goto('/nl/every-type#end');
			await tabTo(page, '(one) => one.tagName === "BUTTON" && one.textContent.trim() === "Verstuur"');
			await page.keyboard.press('Enter');
			await page.waitForSelector('.summary');
			assert.match(await page.title(), /^Fout: Van alles wat/);
			assert.equal(await focus(page), 'summary');
			assert.equal(await page.getAttribute('.summary', 'role'), 'alert');
			assert.equal(await page.inputValue('#story'), '<b>dik</b> & zo\nverder');
			assert.equal(await page.inputValue('#amount'), 'heel veel');
			assert.deepEqual(await page.locator('.summary a').allTextContents(), ['Hoeveel geld? – Vul een getal in, bijvoorbeeld 12,5', 'Dit moet je kiezen – Geef antwoord op deze vraag']);
			await tabTo(page, '(one) => one.getAttribute("href") === "#amount"');
			await page.keyboard.press('Enter');
			assert.equal(await focus(page), 'amount');
			for (const text of ['Hoeveel geld?', 'Vul een getal in, bijvoorbeeld 12,5'])
				assert.ok((await page.locator('section:has(#amount)').getByText(text).first().boundingBox()).y >= 0, `${text}: question and error are in sight, not above the window`);
			assert.notEqual(await page.evaluate(() => getComputedStyle(document.querySelector('#amount')).borderColor), await page.evaluate(() => getComputedStyle(document.querySelector('#whole')).borderColor), 'a field with an error looks different');
			assert.ok((await headings(page)).length > 5, 'still all on one page');
			await page.keyboard.press('Control+A');
			await page.keyboard.type('12,50');
			await tabTo(page, '(one) => one.getAttribute("href") === "#must"', null, 'Shift+Tab');
			await page.keyboard.press('Enter');
			assert.equal(await focus(page), 'must');
			await choose(page, 'must', 'rechts');
			await tabTo(page, '(one) => one.tagName === "BUTTON" && one.textContent.trim() === "Verstuur"');
			await page.keyboard.press('Enter');
			await page.waitForURL('**/nl/every-type/thanks');
			await page.watch();
			await page.context().close();
			assert.equal(await countKept(server.data, 'every-type'), 1);
		});

		test('the skip link leads to the content', async () => {
			const page = await newPage(browser, server, { viewport, javaScriptEnabled });

			await page.goto('/nl');
			assert.equal(await tabTo(page, linkWith, 'Naar de inhoud'), 1);
			assert.ok(await page.evaluate(() => document.activeElement.getBoundingClientRect().left >= 0), 'and is seen');
			await page.keyboard.press('Enter');
			assert.equal(await focus(page), 'content');
			await page.context().close();
		});
	});

describe('after sending', { timeout: 60000 }, () => {
	let server;
	let browser;
	const cleaners = [];
	const t = { after: (clean) => cleaners.push(clean) };

	before(async () => {
		/* With the pages that a browser keeps in memory for Back, as people's browsers have. */
		[server, browser] = await Promise.all([serve(t, { questionnaires: ['every-type.yaml'] }), launchBrowser({ ignoreDefaultArgs: ['--disable-back-forward-cache'] })]);
	});
	after(async () => {
		await browser?.close();
		for (const clean of cleaners.reverse()) await clean();
	});

	for (const javaScriptEnabled of [false, true])
		test(`Back shows an empty form, and a second response counts too; scripts ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
			const before = await countKept(server.data, 'every-type');
			const page = await newPage(browser, server, { javaScriptEnabled });
			const send = async (text) => {
				await page.goto(`${server.base}/nl/every-type#v7`);
				await page.fill('#line', text);
				await page.goto(`${server.base}/nl/every-type#v20`);
				await page.check('#must_links');
				await page.goto(`${server.base}/nl/every-type#end`);
				await page.getByRole('button', { name: 'Verstuur' }).click();
				await page.waitForURL('**/thanks');
			};

			await send('zevenslaper');
			await page.waitForLoadState('load');
			await page.goBack({ waitUntil: 'commit' }); // a page that comes out of memory is never loaded again
			assert.equal(new URL(page.url()).pathname, '/nl/every-type');
			assert.equal(await page.locator('input:checked').count(), 0);
			assert.equal(await page.inputValue('#line'), '');
			assert.equal(await page.evaluate(() => document.documentElement.outerHTML.includes('zevenslaper')), false);
			await send('een tweede');
			await page.watch();
			await page.context().close();
			assert.equal(await countKept(server.data, 'every-type'), before + 2);
		});

	test('a page that was sent with errors and then left is empty on return', async () => {
		const page = await newPage(browser, server);

		await page.goto('/nl/every-type#v7');
		await page.fill('#line', 'zevenslaper');
		await page.goto('/nl/every-type#end');
		await page.getByRole('button', { name: 'Verstuur' }).click();
		await page.waitForSelector('.summary');
		await page.goto('/nl/privacy');
		await page.goto('/nl/every-type#v7');
		assert.equal(await page.inputValue('#line'), '');
		await page.watch();
		await page.context().close();
	});
});
