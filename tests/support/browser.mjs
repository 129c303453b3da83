// SPDX-License-Identifier: EUPL-1.2
//
// Debian's Chromium for a test, and what is watched on every page: no request that leaves the origin, no complaint in the
// console (such as a breach of the content policy), no dialog, nothing stored on the device.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { chromium } from 'playwright-core';

import { run, temporary } from './server.mjs';

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 800 };
export const NARROW = { width: 320, height: 640 }; // also 1280 CSS pixels at 400 % zoom

const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function launchBrowser(options = {}) {
	/* What draws and runs the pages, without the windows around them, which nobody sees here and which take half of the time. */
	const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell';

	assert.ok(fs.existsSync(executablePath), `${executablePath} is not there: apt-get install chromium-headless-shell`);
	return chromium.launch({
		executablePath,
		args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
		...options,
	});
}

/** A page in a fresh profile. `watch()` on it fails when anything happened that must not. */
export async function newPage(browser, server, { viewport = PHONE, javaScriptEnabled = false, ...options } = {}) {
	const context = await browser.newContext({ viewport, javaScriptEnabled, baseURL: server.base, locale: 'nl-NL', ...options });
	const page = await context.newPage();
	const complaints = [];

	page.setDefaultTimeout(15000);
	page.on('request', (request) => request.url().startsWith(`${server.base}/`) || request.url() === 'about:blank' || complaints.push(`request to ${request.url()}`));
	page.on('console', (message) => ['error', 'warning'].includes(message.type()) && !/status of (4|5)\d\d/.test(message.text()) && complaints.push(`console: ${message.text()}`));
	page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
	page.on('dialog', (dialog) => (complaints.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
	page.complaints = complaints;
	page.watch = async () => {
		assert.deepEqual(complaints, []);
		assert.deepEqual(await context.cookies(), []);
	};
	return page;
}

/** The section or page part that a person sees as the heading of the screen. */
export function headings(page) {
	return page.evaluate(() => [...document.querySelectorAll('h1')].filter((h) => h.checkVisibility()).map((h) => h.innerText.trim()));
}

/** What has the focus, in one word. */
export function focus(page) {
	return page.evaluate(() => {
		const one = document.activeElement;

		return one === document.body ? 'body' : one.id || one.className || one.textContent.trim();
	});
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on a page, one line each; by all its rules or by some. */
export async function axe(page, what, rules = RULES) {
	if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
	const { violations } = await page.evaluate((runOnly) => window.axe.run(document, { resultTypes: ['violations'], runOnly }), rules);

	return violations.map((one) => `${what}: ${one.id}: ${one.nodes.map((node) => `${node.target} ${node.failureSummary.replace(/\s+/g, ' ')}`).join(' | ')}`);
}

/** What a scanner reads of each drawing on a page, in order: zbar, which has nothing to do with the library that drew them. */
export async function scanned(t, page) {
	const directory = temporary(t, 'scanned');
	const read = [];

	for (const [i, drawing] of (await page.locator('svg').all()).entries()) {
		const file = path.join(directory, `${i}.png`);

		await drawing.screenshot({ path: file });
		read.push((await run('zbarimg', ['--quiet', '--raw', file])).stdout.trim());
	}
	return read;
}

/** By how many pixels the page is wider than its window. */
export function overflow(page) {
	return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
