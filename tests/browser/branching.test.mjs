// SPDX-License-Identifier: EUPL-1.2
//
// Goal: the browser, which decides by CSS which questions are asked, and the server, which decides in C, always agree; and
// Verder and Terug lead to exactly the next and the previous question that is asked. Random answers, also left over in
// questions that are hidden by now. Every question of a copy is made required: what the server asks for is what it
// takes to be visible.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { launchBrowser, newPage } from '../support/browser.mjs';
import * as markup from '../support/page.mjs';
import { FIXTURES, serve, SHIPPED, temporary } from '../support/server.mjs';

const TRIES = Number(process.env.TRIES ?? 25);
const PATIENCE_MS = 60000 + TRIES * 3000; // of one questionnaire, also on a machine that does much else

/** Numbers that look random but are the same in every run (mulberry32). */
function random(seed) {
	return () => {
		seed = (seed + 0x6d2b79f5) | 0;
		let x = Math.imul(seed ^ (seed >>> 15), 1 | seed);

		x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
		return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
	};
}

const sources = [path.join(FIXTURES, 'branches.yaml'), path.join(FIXTURES, 'every-type.yaml'), ...fs.readdirSync(SHIPPED).filter((name) => name.endsWith('.yaml')).map((name) => path.join(SHIPPED, name))];

/** A directory with the questionnaires, each question required, and none of them closed. */
function allRequired(t) {
	const directory = temporary(t, 'required');

	fs.cpSync(path.join(SHIPPED, 'tagsets'), path.join(directory, 'tagsets'), { recursive: true });
	for (const source of sources) {
		const text = fs.readFileSync(source, 'utf8').replace(/^(close|open):.*\n/gm, '').replace(/^ +required: yes\n/gm, '').replace(/^( +)(type: \w+)$/gm, '$1$2\n$1required: yes');

		fs.writeFileSync(path.join(directory, path.basename(source)), text);
	}
	return directory;
}

/** Runs in the page: sets every radio button and checkbox at random, and tells what is seen and what would be sent. */
function shake(numbers) {
	let next = 0;
	const roll = () => numbers[next++ % numbers.length];
	const form = document.querySelector('form');
	const groups = new Map();

	for (const input of form.querySelectorAll('input[type=radio], input[type=checkbox]')) groups.set(input.name, [...(groups.get(input.name) ?? []), input]);
	for (const inputs of groups.values()) {
		const chosen = Math.floor(roll() * (inputs.length + 0.6));

		/* "Another one?" is mostly answered with yes, so that later times are reached. */
		inputs.forEach((input, i) => (input.checked = input.type === 'checkbox' ? roll() < 0.35 : input.value === 'yes' && roll() < 0.6 ? true : i === chosen));
	}
	const displayed = (element) => getComputedStyle(element).display !== 'none';
	const sections = [...form.querySelectorAll('section')].map((section) => ({
		id: section.id,
		shown: displayed(section),
		name: section.querySelector('input, textarea')?.name.split('.')[0], // a question can have several lists of choices: NAME.1, NAME.2
		next: [...section.querySelectorAll('a.button')].filter(displayed).map((a) => a.getAttribute('href').slice(1)),
		previous: [...section.querySelectorAll('a.back')].filter(displayed).map((a) => a.getAttribute('href').slice(1)),
	}));

	return { sections, body: new URLSearchParams([...new FormData(form)]).toString() };
}

describe('branching', { timeout: sources.length * PATIENCE_MS }, () => {
	let server;
	let browser;
	const cleaners = [];
	const t = { after: (clean) => cleaners.push(clean) };

	before(async () => {
		[server, browser] = await Promise.all([serve(t, { questionnaires: allRequired(t) }), launchBrowser()]);
	});
	after(async () => {
		await browser?.close();
		for (const clean of cleaners.reverse()) await clean();
	});

	for (const [index, source] of sources.entries()) {
		const name = path.basename(source, '.yaml');

		test(`${name}: the browser and the server ask the same questions, and the links lead from one to the next`, { timeout: PATIENCE_MS }, async () => {
			const page = await newPage(browser, server);
			const roll = random(index + 1);
			const asked = new Set();
			let conditional = 0;

			await page.goto(`/nl/${name}#all`);
			for (let i = 0; i < TRIES; i++) {
				const { sections, body } = await page.evaluate(shake, Array.from({ length: 997 }, roll));
				const fields = new URLSearchParams(body);
				const shown = sections.filter((section) => section.shown);
				const questions = shown.filter((section) => section.name);
				const reply = await server.post(`/nl/${name}`, body);
				const wanted = markup.problems(reply.body).filter((one) => one.text.endsWith(' – Geef antwoord op deze vraag')).map((one) => one.target);
				const open = questions.filter((section) => !section.name.endsWith('_again') && ![...fields].some(([field, value]) => field.split('.')[0] === section.name && value.trim() !== '')).map((section) => section.name);

				assert.deepEqual(wanted.sort(), open.sort(), `try ${i}: ${body}`);
				shown.forEach((section, at) => {
					if (at + 1 < shown.length) assert.deepEqual(section.next, [shown[at + 1].id], `try ${i}: Verder in ${section.id}: ${body}`);
					if (at > 0) assert.deepEqual(section.previous, [shown[at - 1].id], `try ${i}: Terug in ${section.id}: ${body}`);
				});
				for (const section of questions) asked.add(section.id);
				conditional += sections.length - shown.length;
			}
			const all = await page.locator('form > section').count();

			assert.equal(asked.size, all - 2, 'every question was asked some time, besides the first and the last screen');
			if (['branches', 'every-type', 'professionals', 'panel'].includes(name)) assert.ok(conditional > 0, 'something was hidden some time');
			await page.context().close();
		});
	}

	test('an answer that the browser hides and the server wants is noticed (positive control)', async () => {
		const page = await newPage(browser, server, { bypassCSP: true, javaScriptEnabled: true });

		await page.goto('/nl/branches#all');
		await page.evaluate(() => {
			document.querySelector('#a_x').click();
		});
		const before = await page.evaluate(() => getComputedStyle(document.querySelector('section:has(#one-of)')).display);

		await page.addStyleTag({ content: 'section:has(#one-of){display:none!important}' });
		const later = await page.evaluate(() => getComputedStyle(document.querySelector('section:has(#one-of)')).display);
		const body = await page.evaluate(() => new URLSearchParams([...new FormData(document.querySelector('form'))]).toString());

		assert.notEqual(before, 'none');
		assert.equal(later, 'none');
		assert.ok(markup.problems((await server.post('/nl/branches', body)).body).some((one) => one.target === 'one-of'));
		await page.context().close();
	});

	test('where :has is missing every question shows, conditional ones with their "Alleen als"', async () => {
		/* Such a browser does not know the @supports block's condition, and drops the rules with :has. */
		const text = (await server.get('/nl/every-type')).body;
		const css = /<style>([\s\S]*?)<\/style>/.exec(text)[1];
		const without = css.replace(/@supports selector\(:has\(\*\)\)\{\n[\s\S]*?\n\}\n/, '').replace(/^.*:has\(.*$/gm, '');

		assert.notEqual(without, css);
		assert.doesNotMatch(without, /:has/);
		const page = await newPage(browser, server, { bypassCSP: true });

		await page.route('**/nl/every-type', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: text.replace(css, without) }));
		await page.goto('/nl/every-type');
		const sections = await page.evaluate(() => [...document.querySelectorAll('form > section')].map((section) => ({ name: section.querySelector('input, textarea')?.name, shown: section.checkVisibility(), only: section.querySelector('.only')?.checkVisibility() === true })));

		assert.deepEqual(sections.filter((section) => !section.shown), []);
		/* A group's own condition stands once, above its first question; a repetition says that one must want it. */
		assert.deepEqual(sections.filter((section) => section.only).map((section) => section.name), ['why-not', 'visit_1_what', 'visit_1_why', 'visit_2_what', 'visit_2_why', 'visit_3_what', 'visit_3_why']);
		assert.equal(await page.getByText('Verder', { exact: true }).filter({ visible: true }).count(), 0, 'no links from screen to screen');
		assert.equal(await page.getByRole('button', { name: 'Verstuur' }).isVisible(), true);
		await page.context().close();
	});
});
