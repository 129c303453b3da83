// SPDX-License-Identifier: EUPL-1.2
//
// Every page and every state of a page that a person can meet, so that each check looks at all of them.

import fs from 'node:fs';
import path from 'node:path';

import { carried } from './page.mjs';
import { request, serve } from './server.mjs';

export const FILES = ['every-type.yaml', 'small.yaml', 'closed.yaml', 'early.yaml', 'unlisted.yaml', 'drawn.yaml', 'ticketed.yaml', 'spoken.yaml'];

/** What a browser can simply go to. */
export const ADDRESSES = {
	index: '/nl', 'index-en': '/en', privacy: '/nl/privacy', 'privacy-en': '/en/privacy', start: '/nl/every-type', 'start-en': '/en/every-type',
	single: '/nl/every-type#v1', multiple: '/nl/every-type#v3', scale: '/nl/every-type#v4', number: '/nl/every-type#v5', text: '/nl/every-type#v7',
	longtext: '/nl/every-type#v8', required: '/nl/every-type#v20', end: '/nl/every-type#end', unpaged: '/nl/every-type#all', 'unpaged-en': '/en/every-type#all',
	thanks: '/nl/every-type/thanks', received: '/nl/every-type/received', 'not-found': '/nl/niets', closed: '/nl/closed', early: '/nl/early',
	accessibility: '/nl/accessibility', findings: '/nl/findings', event: '/nl/every-type/event', 'kiosk-thanks': '/kiosk/nl/every-type/thanks',
	ranking: '/nl/drawn#v3', pairwise: '/nl/drawn#v4', month: '/nl/drawn#v5', matrix: '/nl/drawn#v7', 'drawn-unpaged': '/nl/drawn#all',
	ticket: '/nl/ticketed#end', recording: '/nl/spoken#v1',
};

const WRONG = { choice: 'onzin', several: ['appel', 'geen'], mood: ['goed', 'slecht'], amount: 'veel', whole: '6', line: 'x'.repeat(30), story: 'x'.repeat(400) };

const press = (page, name) => page.getByRole('button', { name }).click();

/** States that come only after filling something in. Each leaves the page in that state. */
const FILLED = {
	chosen: async (page) => {
		await page.goto('/nl/every-type#v1');
		await page.check('#choice_ja');
	},
	errors: async (page) => {
		await page.goto('/nl/every-type#v1');
		await page.check('#choice_ja');
		await page.goto('/nl/every-type#v3');
		for (const one of ['appel', 'geen']) await page.check(`#several_${one}`);
		await page.goto('/nl/every-type#v5');
		await page.fill('#amount', 'heel veel');
		await page.goto('/nl/every-type#v7');
		await page.fill('#line', 'eenheellangwoordzonderenigespatie'.repeat(3));
		await page.goto('/nl/every-type#end');
		await press(page, 'Verstuur');
		await page.waitForSelector('.summary');
	},
	'not-sent': async (page) => {
		await page.goto('/nl/every-type#v20');
		await page.check('#must_links');
		await page.goto('/nl/every-type#v7');
		await page.fill('#line', 'hoi');
		await page.press('#line', 'Enter');
		await page.waitForSelector('.notice, #v8:target'); // with scripts Enter goes on
	},
	empty: async (page) => {
		await page.goto('/nl/small#end');
		await press(page, 'Verstuur');
		await page.waitForSelector('.summary');
	},
	personal: async (page) => {
		await page.goto('/nl/every-type#v20');
		await page.check('#must_links');
		await page.goto('/nl/every-type#v8');
		await page.fill('#story', 'Bel mw. Jansen op 06-12345678');
		await page.goto('/nl/every-type#end');
	},
	ordered: async (page) => {
		await page.goto('/nl/drawn#v3');
		for (const choice of ['1-werk', '2-wonen', '3-hulp']) await page.check(`[id="top_${choice}"]`);
	},
	'some-pairs': async (page) => {
		await page.goto('/nl/drawn#v4');
		await page.locator('[name="pairs.1"]').first().check();
	},
	focus: async (page) => {
		await page.goto('/nl/every-type#v1');
		/* A browser that is slow begins at the top of the page, whose links come first then. */
		do await page.keyboard.press('Tab');
		while (await page.evaluate(() => document.activeElement.closest('#v1') === null));
		await page.keyboard.press('Space');
	},
};

/** Visits every page and state. Screens of one document are reached by their fragment, as people do. */
export async function visit(page, look) {
	for (const [name, address] of Object.entries(ADDRESSES)) {
		await page.goto(address);
		await look(name);
	}
	for (const [name, reach] of Object.entries(FILLED)) {
		await page.goto('about:blank'); // an empty form
		await reach(page);
		await look(name);
	}
}

/** What comes as the answer to a form: name -> function that sends and gives the reply. */
export function answers(server) {
	const send = async (fields, language = 'nl') => {
		const form = carried((await server.get(`/${language}/every-type`)).body);

		return server.post(`/${language}/every-type`, { ...form, ...fields });
	};

	return {
		errors: () => send({ ...WRONG, line: '<b>"te lang" & zo</b>' }),
		'errors-en': () => send(WRONG, 'en'),
		personal: () => send({ must: 'links', story: 'Bel mw. Jansen op 06-12345678' }),
		'one-error': () => send({ choice: 'ja' }),
		'not-sent': () => send({ choice: 'ja', must: 'links', enter: '1' }),
		'changed-and-wrong': () => server.post('/nl/every-type', { nonce: '0'.repeat(32), definition: '0'.repeat(64), amount: 'veel' }),
		empty: async () => server.post('/nl/small', carried((await server.get('/nl/small')).body)),
		'closed-meanwhile': () => server.post('/nl/closed', { one: 'te laat' }),
		'too-large': () => server.post('/nl/every-type', `story=${'x'.repeat(300000)}`),
		malformed: () => server.post('/nl/every-type', 'a=%'),
		'wrong-type': () => server.post('/nl/every-type', 'x', { 'Content-Type': 'text/plain' }),
		foreign: () => server.post('/nl/every-type', 'x=1', { 'Sec-Fetch-Site': 'cross-site' }),
		'wrong-method': () => request(server, 'DELETE', '/nl/every-type'),
	};
}

/** All pages as {name: html}. */
export async function allPages(server) {
	const pages = {};

	for (const [name, address] of Object.entries(ADDRESSES)) if (!address.includes('#')) pages[name] = (await server.get(address)).body;
	for (const [name, ask] of Object.entries(answers(server))) pages[name] = (await ask()).body;
	return pages;
}

/** A server that has all of them. */
export function serveAll(t, more = []) {
	return serve(t, { questionnaires: [...FILES, ...more] });
}

export function write(directory, pages) {
	for (const [name, html] of Object.entries(pages)) fs.writeFileSync(path.join(directory, `${name}.html`), html);
}
