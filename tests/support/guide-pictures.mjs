// SPDX-License-Identifier: EUPL-1.2
//
// The pictures of docs/handleiding-programmateam.md, made of the invented answers of `make demo`: run that first, then
// `npm run guide-pictures` in tests/.

import fs from 'node:fs';
import path from 'node:path';

import { launchBrowser, newPage } from './browser.mjs';
import { ROOT, temporary } from './server.mjs';
import { idOf, startWorkbench } from './workbench.mjs';

const DEMO = path.join(ROOT, 'build/demo');
const PICTURES = path.join(ROOT, 'docs/pictures');
const cleaners = [];
const t = { after: (clean) => cleaners.push(clean) };

const study = path.join(temporary(t, 'guide'), 'team.study');

fs.copyFileSync(path.join(DEMO, 'uncoded.study'), study);
fs.mkdirSync(PICTURES, { recursive: true });
const bench = await startWorkbench(t, study, { coder: 'Anna', passphrase: path.join(DEMO, 'passphrase') });
const browser = await launchBrowser();
const page = await newPage(browser, bench, { viewport: { width: 1200, height: 720 }, javaScriptEnabled: true });

await page.goto(bench.address);
bench.home = `/${new URL(page.url()).pathname.split('/')[1]}`;
const at = (target) => page.goto(`${bench.home}/${target}`);
const shoot = (name, options) => page.screenshot({ path: path.join(PICTURES, `${name}.png`), ...options });
const post = (target, fields) => bench.post(`${bench.home}/${target}`, fields);
const code = async (words, label, finding) => {
	const id = await idOf(bench, words);

	await post(`coding/2/${id}`, { label, do: 'tag' });
	if (finding) await post(`coding/2/${id}`, { finding, do: 'join' });
	return id;
};

await shoot('werkbank-meldingen');
const briefadres = await code('briefadres', 'Wonen', 'Een eigen briefadres regelen');

await code('postadres', 'Briefadres', 'Post op een ander adres');
await code('formulier', 'Formulieren');
await code('convenant', 'Samenwerken');
await at(`coding/2/${briefadres}`);
await page.locator('#label').fill('Brief');
await shoot('werkbank-labelen');
await at('findings');
const findings = await page.locator('tbody th a').evaluateAll((all) => all.map((one) => one.getAttribute('href').split('/').pop()));

await at(`merge/${findings[1]}/${findings[0]}`);
await shoot('werkbank-samenvoegen', { clip: { x: 0, y: 0, width: 1200, height: 560 } });
await at(`finding/${findings[0]}`);
await shoot('werkbank-bevinding');
for (const words of ['intake', 'school']) await post(`coding/2/${await idOf(bench, words)}`, { do: 'quote' });
const personal = (await post('select', { words: '', state: 'personal', sort: 'id' })).headers.location.split('/')[3];
await page.goto(`${bench.home}/coding/${personal}`);
await shoot('werkbank-gegevens');
await at('quotes');
await shoot('werkbank-citaten', { clip: { x: 0, y: 0, width: 1200, height: 560 } });
await browser.close();
for (const clean of cleaners.reverse()) await clean();
