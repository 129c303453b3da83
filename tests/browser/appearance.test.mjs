// SPDX-License-Identifier: EUPL-1.2
//
// Goal: every page and state can be read and used: by axe, in light, dark and forced colours, 320 pixels wide (which is
// 1280 at 400 % zoom), with wider text spacing, with a thumb. (`npm run pictures` makes pictures for people to look at.)

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { axe, launchBrowser, NARROW, newPage, overflow, PHONE } from '../support/browser.mjs';
import { SHIPPED } from '../support/server.mjs';
import { serveAll, visit } from '../support/states.mjs';

const shipped = fs.readdirSync(SHIPPED).filter((name) => name.endsWith('.yaml')).map((name) => path.basename(name, '.yaml'));
const SPACING = '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}';

/** Texts that stick out of their box or are cut off: what a person would see as broken. */
function broken() {
	const found = [];

	for (const one of document.querySelectorAll('label, a, button, h1, h2, p, li, legend')) {
		if (!one.checkVisibility() || getComputedStyle(one).display === 'inline') continue;
		const box = one.getBoundingClientRect();

		if (box.right < 0 || box.bottom < 0) continue; // for screen readers only
		if (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 2) found.push(`${one.tagName} "${one.textContent.trim().slice(0, 40)}" ${one.scrollWidth}x${one.scrollHeight} in ${one.clientWidth}x${one.clientHeight}`);
	}
	return found;
}

/** What is too small for a thumb. Links within a text are exempt, as WCAG 2.5.8 has it. */
function small() {
	const found = [];

	for (const one of document.querySelectorAll('.option label, button, .button, .back, input[type=text], textarea, a')) {
		const box = one.getBoundingClientRect();
		const least = one.matches('a:not(.button, .back)') ? 24 : 48;

		if (!one.checkVisibility() || box.right < 0 || box.bottom < 0) continue;
		if (one.matches('p:not(.review) a, li:not(.choices li, header li, footer li) a') && !one.matches('.button, .back, .site a')) continue;
		if (box.height < least || box.width < 24) found.push(`${one.tagName}.${one.className} "${one.textContent.trim().slice(0, 30)}" ${Math.round(box.width)}x${Math.round(box.height)}`);
	}
	return found;
}

/** What would move. Nothing does, so that there is nothing to reduce for who asked for reduced motion. */
function moving() {
	return [...document.querySelectorAll('*')].filter((one) => (({ animationName, transitionDuration, scrollBehavior }) => animationName !== 'none' || parseFloat(transitionDuration) > 0 || scrollBehavior === 'smooth')(getComputedStyle(one))).map((one) => one.tagName);
}

describe('appearance', { timeout: 420000 }, () => {
	let server;
	let browser;
	const cleaners = [];
	const t = { after: (clean) => cleaners.push(clean) };

	before(async () => {
		[server, browser] = await Promise.all([serveAll(t, shipped.map((name) => path.join(SHIPPED, `${name}.yaml`))), launchBrowser()]);
	});
	after(async () => {
		await browser?.close();
		for (const clean of cleaners.reverse()) await clean();
	});

	test('axe finds nothing on any page or state, in light, dark or forced colours; nothing is stored on the device, nothing moves, nothing is asked from elsewhere', async () => {
		const page = await newPage(browser, server, { javaScriptEnabled: true });
		const found = [];
		let states = 0;

		await visit(page, async (name) => {
			found.push(...(await axe(page, name)));
			// Only colours differ between the themes.
			for (const theme of [{ forcedColors: 'active' }, { forcedColors: 'none', colorScheme: 'dark' }]) {
				await page.emulateMedia(theme);
				found.push(...(await axe(page, `${name} ${Object.values(theme)}`, ['color-contrast'])));
			}
			await page.emulateMedia({ colorScheme: 'light' });
			assert.deepEqual(await page.evaluate(async () => [Object.keys(localStorage), Object.keys(sessionStorage), (await indexedDB.databases()).length, document.cookie]), [[], [], 0, ''], name);
			assert.deepEqual(await page.evaluate(moving), [], name);
			states++;
		});
		assert.ok(states > 20);
		assert.deepEqual(found, []);
		await page.watch();
		await page.context().close();
	});

	test('axe does find something (positive control)', async () => {
		const page = await newPage(browser, server, { javaScriptEnabled: true });

		await page.goto('/nl/every-type#v1');
		await page.evaluate(() => document.querySelector('#choice_ja + label').remove());
		assert.match((await axe(page, 'control')).join('\n'), /label/);
		await page.emulateMedia({ colorScheme: 'dark' });
		await page.evaluate(() => (document.querySelector('#v1 h1').style.color = '#333'));
		assert.match((await axe(page, 'control', ['color-contrast'])).join('\n'), /color-contrast/);
		await page.evaluate(() => (document.querySelector('#v1 h1').style.transition = 'color 1s'));
		assert.deepEqual(await page.evaluate(moving), ['H1']);
		await page.context().close();
	});

	test('320 pixels wide nothing scrolls sideways or is cut off, also with wider text spacing', async () => {
		const page = await newPage(browser, server, { viewport: NARROW, bypassCSP: true, javaScriptEnabled: true });
		const look = async (name) => {
			assert.ok((await overflow(page)) <= 0, `${name}: ${await overflow(page)} pixels too wide`);
			assert.deepEqual(await page.evaluate(broken), [], name);
			const spacing = await page.addStyleTag({ content: SPACING });

			assert.ok((await overflow(page)) <= 0, `${name}, spaced: ${await overflow(page)} pixels too wide`);
			assert.deepEqual(await page.evaluate(broken), [], `${name}, spaced`);
			await spacing.evaluate((style) => style.remove());
		};

		await visit(page, look);
		for (const id of shipped)
			for (const language of ['nl', 'en']) {
				await page.goto('about:blank');
				await page.goto(`/${language}/${id}#all`);
				await look(`${language}/${id}`);
			}
		await page.watch();
		await page.context().close();
	});

	test('a page that is too wide is noticed (positive control)', async () => {
		const page = await newPage(browser, server, { viewport: NARROW, bypassCSP: true, javaScriptEnabled: true });

		await page.goto('/nl/every-type#v1');
		await page.addStyleTag({ content: '.option label{min-inline-size:400px}' });
		assert.ok((await overflow(page)) > 0);
		await page.addStyleTag({ content: 'h1{block-size:4px}' });
		assert.notDeepEqual(await page.evaluate(broken), []);
		await page.context().close();
	});

	test('options and buttons are large enough for a thumb', async () => {
		const page = await newPage(browser, server, { hasTouch: true, isMobile: true });
		const found = [];

		await visit(page, async (name) => {
			for (const viewport of [PHONE, NARROW]) {
				await page.setViewportSize(viewport);
				found.push(...(await page.evaluate(small)).map((one) => `${name}: ${one}`));
			}
		});
		assert.deepEqual([...new Set(found)], []);
		await page.context().close();
	});

	test('on paper every question stands with its choices, without buttons, and none is torn apart', async () => {
		const page = await newPage(browser, server, {});

		await page.goto('/nl/every-type#v1');
		await page.emulateMedia({ media: 'print' });
		const printed = await page.evaluate(() => ({
			sections: document.querySelectorAll('section[id^=v]').length,
			shown: [...document.querySelectorAll('section[id^=v]')].filter((one) => one.checkVisibility() && getComputedStyle(one).breakInside === 'avoid').length,
			buttons: [...document.querySelectorAll('.button, button, .away, .languages a')].filter((one) => one.checkVisibility()).map((one) => one.textContent.trim()),
			ink: getComputedStyle(document.body).color,
		}));

		assert.equal(printed.shown, printed.sections);
		assert.deepEqual(printed.buttons, []);
		assert.equal(printed.ink, 'rgb(0, 0, 0)');
		await page.emulateMedia({ media: 'screen' });
		assert.equal(await page.evaluate(() => [...document.querySelectorAll('section[id^=v]')].filter((one) => one.checkVisibility()).length), 1, 'on the screen there is one (positive control)');
		await page.context().close();
	});

	test('what has the focus is seen, in every theme', async () => {
		for (const options of [{}, { colorScheme: 'dark' }, { forcedColors: 'active' }]) {
			const page = await newPage(browser, server, options);

			for (const address of ['/nl', '/nl/every-type', '/nl/every-type#v1', '/nl/every-type#v7', '/nl/every-type#end']) {
				await page.goto('about:blank');
				await page.goto(address);
				for (let i = 0; i < 12; i++) {
					await page.keyboard.press('Tab');
					const ring = await page.evaluate(() => {
						const one = document.activeElement;
						const marked = one.matches('.option input') ? one.nextElementSibling : one;
						const style = getComputedStyle(marked);

						return one === document.body ? null : { outline: style.outlineStyle, width: parseFloat(style.outlineWidth), what: one.outerHTML.slice(0, 60), inside: marked.getBoundingClientRect().right > 0 };
					});

					if (ring === null) break;
					assert.ok(ring.outline !== 'none' && ring.width >= 2 && ring.inside, `${address}: ${JSON.stringify(ring)}`);
				}
			}
			await page.context().close();
		}
	});

	test('a request that leaves the origin is noticed (positive control)', async () => {
		const page = await newPage(browser, server, { javaScriptEnabled: true, bypassCSP: true });

		await page.goto('/nl');
		await page.evaluate(() => new Promise((resolve) => Object.assign(new Image(), { src: 'http://127.0.0.1:9/x.png', onerror: resolve })));
		await assert.rejects(page.watch());
		await page.context().close();
	});

	test('the content policy stops what does not belong (positive control)', async () => {
		const page = await newPage(browser, server, { javaScriptEnabled: true });

		await page.goto('/nl');
		await page.evaluate(() => document.body.append(Object.assign(document.createElement('script'), { textContent: 'document.title = "owned"' })));
		await page.evaluate(() => document.body.append(Object.assign(document.createElement('style'), { textContent: 'body{color:red}' })));
		assert.notEqual(await page.title(), 'owned');
		assert.equal(page.complaints.length >= 2, true);
		await page.context().close();
	});
});
