// SPDX-License-Identifier: EUPL-1.2
//
// Goal: the page's script makes exactly the bytes that the server would, seals them so that no answer leaves the browser
// readable, never falls back in silence, and never loses what somebody typed.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { focus, launchBrowser, newPage } from '../support/browser.mjs';
import { countKept, FIXTURES, ROOT, serve, temporary } from '../support/server.mjs';

const scriptParts = fs.readFileSync(path.join(ROOT, 'build/gen/script-parts.js'), 'utf8');
const CANARY = 'kanarieXQ7vogel';

let browser;

before(async () => (browser = await launchBrowser()));
after(() => browser?.close());

/** A page on which the script has taken the form over. */
async function withScript(server, address) {
	const page = await newPage(browser, server, { javaScriptEnabled: true });

	await page.goto(address);
	await page.waitForSelector('html.js');
	return page;
}

const screen = (page, fragment) => page.evaluate((to) => (location.hash = to), fragment);
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

/** Fills in every-type's one required question, and a text. */
async function fillIn(page, text) {
	await screen(page, '#v7');
	await page.fill('#line', text);
	const number = await page.evaluate(() => document.getElementById('must').closest('section').id);

	await screen(page, `#${number}`);
	await page.check('#must_links');
	await screen(page, '#end');
}

describe('the encoding', () => {
	const books = JSON.parse(fs.readFileSync(path.join(FIXTURES, 'encoding-vectors.json'), 'utf8'));

	for (const { yaml, vectors } of books) {
		const id = /questionnaire: (\S+)/.exec(yaml)[1];

		test(`of ${id} is that of the shared vectors, byte for byte`, { timeout: 60000 }, async (t) => {
			const directory = temporary(t, 'vectors');

			fs.writeFileSync(path.join(directory, `${id}.yaml`), yaml);
			const server = await serve(t, { questionnaires: [path.join(directory, `${id}.yaml`)] });
			const page = await withScript(server, `/nl/${id}`);

			assert.ok(vectors.length > 0);
			for (const { name, fields, ticket = '', encoding } of vectors) {
				await page.reload();
				await page.waitForSelector('html.js');
				const made = await page.evaluate(
					({ code, sent, half }) => {
						const { Form, encode } = (0, eval)(`${code}; scriptParts`);
						const element = document.querySelector('form');

						for (const [field, value] of sent)
							// A pair may have been drawn at another place.
							for (const input of element.querySelectorAll(field.includes('.') ? `section [name^="${field.split('.')[0]}."]` : `section [name="${field}"]`))
								if (input.type !== 'radio' && input.type !== 'checkbox') {
									if (value !== '') input.value = value;
								} else if (input.value === value) input.checked = true;
						const { answers, problems } = new Form(element).read();

						return { encoding: encode(element.dataset.id, element.elements.definition.value, half, answers), problems: problems.map(({ problem }) => problem) };
					},
					{ code: scriptParts, sent: fields, half: ticket },
				);

				assert.deepEqual(made, { encoding, problems: [] }, name);
			}
			await page.watch();
		});
	}
});

/** Everything that a page sends, as text. */
function captured(page) {
	const all = [];

	page.on('request', (request) => all.push(`${request.method()} ${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ''}`));
	return all;
}

for (const javaScriptEnabled of [true, false])
	test(`with scripts ${javaScriptEnabled ? 'on no answer is in what leaves the browser' : 'off it is (positive control)'}`, { timeout: 60000 }, async (t) => {
		const server = await serve(t, { questionnaires: ['every-type.yaml'] });
		const page = await newPage(browser, server, { javaScriptEnabled });
		const traffic = captured(page);

		await page.goto('/nl/every-type#v7');
		if (javaScriptEnabled) await page.waitForSelector('html.js');
		await page.fill('#line', CANARY);
		await page.goto('/nl/every-type#v20');
		await page.check('#must_links');
		await page.goto('/nl/every-type#end');
		await press(page, 'Verstuur');
		await page.waitForURL('**/thanks');
		const posts = traffic.filter((one) => one.startsWith('POST'));

		assert.equal(posts.length, 1);
		assert.equal(traffic.join('\n').includes(CANARY), !javaScriptEnabled);
		assert.equal(traffic.join('\n').includes('links'), !javaScriptEnabled);
		if (javaScriptEnabled) assert.match(posts[0], /nonce=[0-9a-f]{32}&definition=[0-9a-f]{64}&box=[A-Za-z0-9_-]+$/);
		await page.watch();
		assert.equal(await countKept(server.data, 'every-type'), 1);
	});

test('the page says where the answers are sealed, with the key to compare', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['small.yaml'] });
	const plain = await newPage(browser, server);

	await plain.goto('/nl/small#end');
	const onServer = await plain.locator('.sealed').innerText();
	const page = await withScript(server, '/nl/small#end');
	const inBrowser = await page.locator('.sealed').innerText();
	const keyOf = (text) => /[0-9a-f]{4}(-[0-9a-f]{4}){3}/.exec(text)?.[0];

	assert.match(onServer, /op onze server/);
	assert.match(inBrowser, /in je eigen browser/);
	assert.equal(keyOf(onServer), keyOf(inBrowser));
	await page.watch();
});

test('when sealing fails nothing is sent, the person is told, and everything is still there', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml'] });
	const page = await withScript(server, '/nl/every-type');
	const traffic = captured(page);

	await fillIn(page, CANARY);
	await page.evaluate(() => (Crypto.prototype.getRandomValues = () => { throw new Error('no random numbers'); }));
	await press(page, 'Verstuur');
	await page.waitForSelector('.notice');
	assert.match(await page.locator('.notice').innerText(), /verzegelen is mislukt[\s\S]*staat nog op deze pagina/);
	assert.equal(await focus(page), 'notice');
	assert.equal(await page.inputValue('#line'), CANARY);
	assert.deepEqual(traffic.filter((one) => one.startsWith('POST')), []);
	await page.evaluate(() => document.querySelector('form').submit());
	await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
	assert.deepEqual(traffic.filter((one) => one.startsWith('POST')), [], 'not even by submit(): the form itself cannot be posted any more');
});

test('without a connection nothing is lost, and trying again counts once', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml'] });
	const page = await withScript(server, '/nl/every-type');

	await fillIn(page, 'blijft staan');
	await page.context().setOffline(true);
	await press(page, 'Verstuur');
	await page.waitForSelector('.notice');
	assert.match(await page.locator('.notice').innerText(), /geen verbinding/);
	assert.equal(await page.inputValue('#line'), 'blijft staan');
	await page.context().setOffline(false);
	await Promise.all([page.waitForURL('**/thanks'), page.locator('main button.button').dblclick()]);
	assert.equal(await countKept(server.data, 'every-type'), 1);
	await page.goBack();
	await page.waitForSelector('html.js');
	assert.equal(await page.inputValue('#line'), '', 'Back shows an empty form');
});

test('a refusal is shown in the server\'s words above what was typed', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml'] });
	const page = await withScript(server, '/nl/every-type');

	await fillIn(page, 'niet kwijt');
	await page.evaluate(() => (document.querySelector('form').elements.definition.value = '0'.repeat(64)));
	await press(page, 'Verstuur');
	await page.waitForSelector('.notice');
	assert.match(await page.locator('.notice').innerText(), /intussen veranderd/);
	assert.equal(await page.inputValue('#line'), 'niet kwijt');
	assert.equal(await countKept(server.data, 'every-type'), 0);
});

test('what must be changed is told as the server tells it', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml'] });
	const reach = async (page) => {
		await page.goto('/nl/every-type#v3');
		for (const one of ['appel', 'geen']) await page.check(`#several_${one}`);
		await page.goto('/nl/every-type#v5');
		await page.fill('#amount', 'heel veel');
		await page.goto('/nl/every-type#v6');
		await page.fill('#whole', '12');
		await page.goto('/nl/every-type#v7');
		await page.fill('#line', 'x'.repeat(30));
		await page.goto('/nl/every-type#end');
		await press(page, 'Verstuur');
		await page.waitForSelector('.summary');
		return {
			title: await page.title(),
			focus: await focus(page),
			summary: (await page.locator('.summary').innerText()).trim(),
			links: await page.locator('.summary a').evaluateAll((all) => all.map((one) => one.getAttribute('href'))),
			errors: await page.locator('p.error:not(.counter)').evaluateAll((all) => all.map((one) => `${one.id}: ${one.textContent}`)),
			described: await page.locator('[aria-describedby*=_error]').evaluateAll((all) => all.map((one) => `${one.id}: ${one.getAttribute('aria-describedby')}`)),
			invalid: await page.locator('[aria-invalid]').evaluateAll((all) => all.map((one) => one.id)),
		};
	};
	const withoutScript = await reach(await newPage(browser, server));
	const page = await newPage(browser, server, { javaScriptEnabled: true });

	await page.goto('/nl/every-type');
	await page.waitForSelector('html.js');
	assert.deepEqual(await reach(page), withoutScript);
	await page.locator('.summary a').first().click();
	assert.equal(await focus(page), withoutScript.links[0].slice(1));
	await page.watch();
});

test('another language keeps every answer and the screen', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml'] });
	const page = await withScript(server, '/nl/every-type');

	await fillIn(page, 'hetzelfde');
	await screen(page, '#v7');
	await page.getByRole('link', { name: 'English' }).click();
	await page.waitForSelector('html[lang=en]');
	await page.waitForURL('**/en/every-type#v7');
	assert.equal(await page.inputValue('#line'), 'hetzelfde');
	assert.ok(await page.isChecked('#must_links'));
	await page.waitForFunction(() => document.querySelector('.sealed').textContent.includes('your own browser'));
	await screen(page, '#end');
	await Promise.all([page.waitForURL('**/en/every-type/thanks'), press(page, 'Send')]);
	await page.watch();
	assert.equal(await countKept(server.data, 'every-type'), 1);
});

test('the last screen shows every answer with a way to change it, and Enter in a field goes on', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml'] });
	const page = await withScript(server, '/nl/every-type');

	await fillIn(page, 'bel 06-12345678');
	assert.match(await page.locator('.answers').innerText(), /Een regel tekst\s+bel 06-12345678[\s\S]*Dit moet je kiezen\s+Links/);
	await page.locator('.answers').getByRole('link', { name: 'Wijzig Een regel tekst' }).click();
	await page.waitForURL('**#v7');
	await page.fill('#line', 'bel maar niet');
	await page.press('#line', 'Enter');
	await page.waitForURL('**#v8');
	await screen(page, '#end');
	assert.match(await page.locator('.answers').innerText(), /bel maar niet/);
	await page.watch();
});

test('a text that seems personal is marked on the last screen, and nothing stops the person', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml'] });
	const page = await withScript(server, '/nl/every-type');

	await fillIn(page, 'bel 06-12345678');
	assert.deepEqual(await page.locator('.answers mark').allInnerTexts(), ['06-12345678']);
	assert.match(await page.locator('.personal').innerText(), /Klopt dit\?[\s\S]*telefoonnummer/);
	await press(page, 'Toch zo');
	assert.equal(await page.locator('.personal, .answers mark').count(), 0);
	await Promise.all([page.waitForURL('**/thanks'), press(page, 'Verstuur')]);
	await page.watch();
});

test('a text field counts what is left', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml'] });
	const page = await withScript(server, '/nl/every-type#v7');
	const counter = page.locator('#v7 .counter');

	assert.equal(await counter.innerText(), 'Nog 20 tekens');
	await page.fill('#line', '😀'.repeat(18));
	assert.equal(await counter.innerText(), 'Nog 2 tekens');
	await page.fill('#line', 'x'.repeat(25));
	assert.equal(await counter.innerText(), '5 tekens te veel');
	await page.watch();
});
