// SPDX-License-Identifier: EUPL-1.2
//
// Goal: what every questionnaire that comes with the product owes to who fills it in: nothing chosen beforehand, only what
// must be answered marked, nothing for a browser to remember, a neutral title and address, help lines, easy words.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import * as page from '../support/page.mjs';
import { serve, SHIPPED, survey } from '../support/server.mjs';

const files = fs.readdirSync(SHIPPED).filter((name) => name.endsWith('.yaml')).map((name) => path.join(SHIPPED, name));
// What nobody should read on a shared phone or over a shoulder.
const TELLING = /schuld|dakloos|opvang|jeugd|hulp|verslav|misbruik|geweld|detentie|bouwdepot|debt|homeless|shelter|welfare|addict|abuse|violence|youth care/i;

describe('what is owed to respondents', { timeout: 120000 }, () => {
	const cleaners = [];
	let everyType;
	const t = { after: (clean) => cleaners.push(clean) };
	const pages = new Map(); // '/nl/ID' -> HTML
	const young = new Set(); // those of questionnaires for young people

	before(async () => {
		const server = await serve(t, { questionnaires: [...files, 'every-type.yaml'] });

		everyType = (await server.get('/nl/every-type')).body;

		for (const file of files) {
			const text = fs.readFileSync(file, 'utf8');
			const id = /^questionnaire: (\S+)/m.exec(text)[1];

			if (!/^audience: (?:professional|meeting)$/m.test(text)) young.add(`/nl/${id}`).add(`/en/${id}`);
			for (const language of ['nl', 'en']) pages.set(`/${language}/${id}`, (await server.get(`/${language}/${id}`)).body);
		}
	});
	after(async () => {
		for (const clean of cleaners.reverse()) await clean();
	});

	test('nothing is chosen or filled in beforehand', () => {
		for (const [address, html] of pages) assert.deepEqual(page.answers(html), {}, address);
		assert.notDeepEqual(page.answers('<input type="radio" id="a" name="a" value="1" checked>'), {}, 'a choice is noticed (positive control)');
	});

	test('what must be answered is marked, and nothing else; the browser demands nothing itself', () => {
		let marked = 0;

		for (const [address, html] of [...pages, ['every-type', everyType]]) {
			for (const [section] of html.matchAll(/<section id="v\d+"[\s\S]*?<\/section>/g)) {
				assert.equal(/class="required"/.test(section), / data-required/.test(section), `${address}: ${page.heading(section)}`);
				marked += / data-required/.test(section);
			}
			page.lacks(html, /<(?:input|textarea)[^>]* required/, address);
			page.shows(html, /<form [^>]*novalidate/, address);
		}
		assert.ok(marked > 0, 'of every-type something must be answered (positive control)');
	});

	test('a browser is asked to remember nothing, and there is no place on the device where something would stay', () => {
		for (const [address, html] of pages) page.shows(html, /<form [^>]*autocomplete="off"/, address);
		const script = fs.readFileSync(path.join(SHIPPED, '../build/gen/survey.js'), 'utf8');

		assert.ok(!/localStorage|sessionStorage|indexedDB|document\.cookie|serviceWorker|caches\./.test(script));
		assert.ok(/sendBeacon|fetch\(/.test(script), 'the search reads the script (positive control)');
	});

	test('title and address tell a passer-by nothing', () => {
		for (const [address, html] of pages) assert.ok(!TELLING.test(`${address} ${page.title(html)}`), `${address} ${page.title(html)}`);
		assert.ok(TELLING.test('/nl/schulden Hulp bij schulden'), 'a telling one is noticed (positive control)');
	});

	test('who answers as a young person finds help lines at the foot of every page', () => {
		assert.equal(young.size, 2 * 7);
		for (const address of young) page.shows(pages.get(address), /<footer[\s\S]*(?:113|Kindertelefoon|0800)[\s\S]*<\/footer>/, address);
	});

	test('all Dutch is easy by the score of Flesch and Douma', async () => {
		assert.equal((await survey(['check', ...files])).stdout, `${files.length} questionnaires, no problems\n`);
	});
});
