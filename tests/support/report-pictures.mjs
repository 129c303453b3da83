// SPDX-License-Identifier: EUPL-1.2
//
// The pictures of docs/handleiding-rapport.md, made of the invented answers of `make demo`: run that first, then
// `npm run report-pictures` in tests/.

import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

import { launchBrowser, newPage } from './browser.mjs';
import { analysis, ROOT, run, temporary } from './server.mjs';

const DEMO = path.join(ROOT, 'build/demo');
const PICTURES = path.join(ROOT, 'docs/pictures');
const cleaners = [];
const t = { after: (clean) => cleaners.push(clean) };
const directory = temporary(t, 'guide');
const file = (name) => path.join(directory, name);

async function good(program, ...args) {
	const done = await (program === 'analysis' ? analysis(args) : run(program, args));

	if (done.code !== 0) throw new Error(`${program}: ${done.stderr}`);
}

fs.copyFileSync(path.join(DEMO, 'demo.study'), file('demo.study'));
fs.mkdirSync(PICTURES, { recursive: true });
const study = ['--study', file('demo.study'), '--passphrase-file', path.join(DEMO, 'passphrase')];

await good('analysis', 'report', ...study, '--output', file('report.html'), '--pdf', file('report.pdf'), '--participants', file('participants.html'));
await good('analysis', 'cards', ...study, '--output', file('cards.html'), '--pdf', file('cards.pdf'));
for (const [pdf, page, picture] of [['report', 2, 'rapport-samenvatting'], ['report', 7, 'rapport-bevinding'], ['cards', 1, 'rapport-kaartje']])
	await good('pdftoppm', '-r', '75', '-png', '-singlefile', '-f', String(page), '-l', String(page), file(`${pdf}.pdf`), path.join(PICTURES, picture));

/* The page as it is on a phone. */
const server = http.createServer((request, response) => {
	response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
	response.end(fs.readFileSync(file('participants.html')));
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const browser = await launchBrowser();
const page = await newPage(browser, { base: `http://127.0.0.1:${server.address().port}` });

await page.goto('/');
await page.screenshot({ path: path.join(PICTURES, 'rapport-meedoeners.png') });
await browser.close();
server.closeAllConnections();
server.close();
for (const clean of cleaners.reverse()) await clean();
