// SPDX-License-Identifier: EUPL-1.2
//
// Pictures of pages and states in build/screenshots, for people to look at: automatic checks miss what a glance sees.
// `npm run pictures`, or `npm run pictures -- dark errors` for those whose name has both words.

import fs from 'node:fs';
import path from 'node:path';

import { DESKTOP, launchBrowser, NARROW, newPage, PHONE } from './browser.mjs';
import { ROOT, SHIPPED } from './server.mjs';
import { serveAll, visit } from './states.mjs';

const DIRECTORY = path.join(ROOT, 'build/screenshots');
const LOOKS = {
	phone: { viewport: PHONE }, desktop: { viewport: DESKTOP }, narrow: { viewport: NARROW }, dark: { viewport: PHONE, colorScheme: 'dark' },
	scripts: { viewport: PHONE, javaScriptEnabled: true },
	forced: { viewport: PHONE, forcedColors: 'active' }, 'forced-dark': { viewport: PHONE, forcedColors: 'active', colorScheme: 'dark' },
};
const words = process.argv.slice(2);
const cleaners = [];

async function shoot(page, name) {
	if (words.every((word) => name.includes(word))) await page.screenshot({ path: path.join(DIRECTORY, `${name}.png`), fullPage: true });
}

fs.mkdirSync(DIRECTORY, { recursive: true });
const server = await serveAll({ after: (clean) => cleaners.push(clean) }, [path.join(SHIPPED, 'professionals.yaml')]);
const browser = await launchBrowser();

for (const [look, options] of Object.entries(LOOKS)) {
	if (words.length > 0 && Object.keys(LOOKS).some((other) => words.includes(other)) && !words.includes(look)) continue;
	const page = await newPage(browser, server, options);

	await visit(page, (name) => shoot(page, `${look}-${name}`));
	await page.goto('about:blank');
	await page.goto('/nl/professionals');
	await shoot(page, `${look}-professionals`);
	await page.context().close();
}
const print = await newPage(browser, server, { viewport: DESKTOP });

await print.emulateMedia({ media: 'print' });
await print.goto('/nl/every-type');
await print.evaluate(() => document.querySelector('#choice_ja').click());
await shoot(print, 'print-every-type');
await browser.close();
for (const clean of cleaners.reverse()) await clean();
