// SPDX-License-Identifier: EUPL-1.2
//
// Goal: `analysis cards` makes a card, a page each, of every myth that was released: what people say, what is true, the source; nothing
// of what was not released, and nothing of a card becomes markup.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';

import { CARDS, codedStudy, RELEASED } from '../support/coded.mjs';
import { complaints } from '../support/markup.mjs';
import { spoken } from '../support/page.mjs';
import { about, letters, pages, structure, texts } from '../support/pdf.mjs';
import { analysis, temporary } from '../support/server.mjs';

const suite = { after: (undo) => process.on('exit', undo) };
const MYTHS = [...RELEASED.broodje_aap].sort();

describe('cards', () => {
	let made, directory, html;

	const file = (name) => path.join(directory, name);
	const cards = (name, ...args) => analysis(['cards', '--study', made.study, '--passphrase-file', made.passphrase, '--output', file(name), ...args]);

	before(async () => {
		made = await codedStudy(suite);
		directory = temporary(suite, 'cards');
		const done = await cards('cards.html', '--pdf', file('cards.pdf'));

		assert.equal(done.code, 0, done.stderr);
		html = fs.readFileSync(file('cards.html'), 'utf8');
	});

	test('every released myth has its card with claim, truth and source, and no other finding has one', () => {
		assert.deepEqual([...html.matchAll(/<h2 id="finding-([^"]*)"/g)].map(([, id]) => id), MYTHS);
		assert.deepEqual(texts(html, 'h2'), MYTHS.map((id) => letters(CARDS[id].claim)));
		assert.deepEqual(texts(html, 'p', 'answer'), MYTHS.map((id) => letters(CARDS[id].true)));
		assert.deepEqual(texts(html, 'p', 'source'), MYTHS.map((id) => letters(`Bron: ${CARDS[id].source}`)));
		for (const hidden of ['Geheim', 'Niet vrijgegeven', 'Zelf bellen', 'verhaal ']) assert.ok(!html.includes(hidden), hidden);
	});

	test('nothing of a card becomes markup, and the file needs nothing beside it', async () => {
		assert.deepEqual(await complaints('cards', html), []);
		assert.doesNotMatch(html, /<(script|b|hr|link|img|iframe|object|embed)\b|@import|url\(/i);
		assert.match(html, /Dat klopt \*niet\*\.<\/p>/);
		assert.match(html, /meteen hulp vragen\.<br>De gemeente/, 'lines stay lines');
	});

	test('each is one page in the PDF, without a header, and the same bytes each time', async () => {
		const printed = await pages(file('cards.pdf'));

		assert.equal(printed.length, MYTHS.length);
		for (const [i, id] of MYTHS.entries()) {
			assert.ok(letters(printed[i]).includes(letters(CARDS[id].true)), id);
			assert.doesNotMatch(printed[i], /\d+ ?\/ ?\d+/, 'no page number');
		}
		assert.match((await about(file('cards.pdf')))['Page size'], /A5/);
		assert.deepEqual((await structure(file('cards.pdf'))).filter(({ type }) => type === 'H2').map(({ text }) => text), texts(html, 'h2'));
		assert.equal((await cards('again.html', '--pdf', file('again.pdf'))).code, 0);
		for (const kind of ['html', 'pdf']) assert.deepEqual(fs.readFileSync(file(`again.${kind}`)), fs.readFileSync(file(`cards.${kind}`)), kind);
	});

	test('a long one is one page too', async () => {
		const study = file('long.study');
		const long = { findings: { 'vier-weken-5e6f': { true: `${'Dit is een lange uitleg met veel woorden. '.repeat(30)}Einde.` } } };

		fs.copyFileSync(made.study, study);
		fs.writeFileSync(file('long.yaml'), JSON.stringify(long));
		const run = (command, ...args) => analysis([command, '--study', study, '--passphrase-file', made.passphrase, ...args]);

		for (const what of [['read', file('long.yaml')], ['release', 'vier-weken-5e6f']]) assert.equal((await run('finding', '--coder', 'anna', ...what)).code, 0, what[0]);
		assert.equal((await run('cards', '--output', file('long.html'), '--pdf', file('long.pdf'), 'vier-weken-5e6f')).code, 0);
		const printed = await pages(file('long.pdf'));

		assert.equal(printed.length, 1);
		assert.match(printed[0], /Einde\./);
		assert.match(printed[0], /Toekomstgericht werken/);
	});

	test('one that was released and may not go out has no card, and the command says which, where and why', async () => {
		const names = file('names.yaml');
		const reason = '- Bevinding ‘Vier weken wachten’: bij ‘Bron’ staat iets dat op een naam lijkt, en nog niemand heeft gezegd dat het mag blijven (source:0-15).';

		fs.writeFileSync(names, 'gazetteer: proef\nplaces: []\norganisations: []\nidioms: []\ngiven: [Participatiewet]\n');
		const some = await cards('some.html', '--gazetteer', names);

		assert.equal(some.code, 0);
		assert.equal(some.stderr, `analysis cards: released, but left out as long as this is so:\n${reason}\n`);
		assert.deepEqual(texts(fs.readFileSync(file('some.html'), 'utf8'), 'h2'), [letters(CARDS['hostile-myth-7g8h'].claim)]);
		/* Asked for by name, there is nothing to write. */
		const none = await cards('none.html', '--gazetteer', names, 'vier-weken-5e6f');

		assert.equal(none.code, 1);
		assert.ok(none.stderr.includes(reason) && !fs.existsSync(file('none.html')), none.stderr);
		/* Nothing is said of what nobody asked for, nor where nothing is left out (control). */
		assert.equal((await cards('other.html', '--gazetteer', names, MYTHS.find((id) => id !== 'vier-weken-5e6f'))).stderr, '');
		fs.writeFileSync(names, 'gazetteer: proef\nplaces: []\norganisations: []\nidioms: []\ngiven: []\n');
		assert.equal((await cards('all.html', '--gazetteer', names)).stderr, '');
		assert.equal(texts(fs.readFileSync(file('all.html'), 'utf8'), 'h2').length, MYTHS.length);
	});

	test('some can be chosen, and only what was released', async () => {
		assert.equal((await cards('one.html', MYTHS[1])).code, 0);
		assert.deepEqual(texts(fs.readFileSync(file('one.html'), 'utf8'), 'h2'), [letters(CARDS[MYTHS[1]].claim)]);
		for (const wrong of ['myth-niet-vrij-0i1j', RELEASED.olifantenpaadje[0], 'onbekend']) {
			const refused = await cards('none.html', MYTHS[0], wrong);

			assert.equal(refused.code, 1, wrong);
			assert.match(refused.stderr, /there is no released broodje aap/);
		}
		assert.ok(!fs.existsSync(file('none.html')));
	});

	test('the words around them speak English too', async () => {
		assert.equal((await cards('en.html', '--language', 'en')).code, 0);
		const english = fs.readFileSync(file('en.html'), 'utf8');

		assert.match(english, /<html lang="en"/);
		assert.match(english, /People say:/);
		for (const text of [CARDS['vier-weken-5e6f'].claim, CARDS['vier-weken-5e6f'].source]) assert.deepEqual(spoken(english).filter((one) => one.text === text).map(({ language }) => language), ['nl'], 'what the team wrote is Dutch');
		assert.deepEqual(spoken(english).filter((one) => one.text === 'People say:').map(({ language }) => language)[0], 'en');
		assert.deepEqual(await complaints('cards', english), []);
	});
});
