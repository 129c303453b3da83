// SPDX-License-Identifier: EUPL-1.2
//
// Goal: who took part reads on the server, in plain words, what they told, what happens now and what was chosen: no more than the report
// says, and no number that it hides. A link to a finding leads to it in every report after.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';

import { CARDS, CHOSEN, codedStudy, RELEASED } from '../support/coded.mjs';
import { complaints } from '../support/markup.mjs';
import * as page from '../support/page.mjs';
import { letters, texts } from '../support/pdf.mjs';
import { analysis, serve, survey, temporary } from '../support/server.mjs';

const suite = { after: (undo) => process.on('exit', undo) };
const ALL = Object.values(RELEASED).flat();
const anchors = (html) => [...html.matchAll(/<h3 id="finding-([^"]*)"/g)].map(([, id]) => id);

describe('the page for participants', () => {
	let made, directory, report, short;

	const file = (name) => path.join(directory, name);
	const write = (study, name, ...args) => analysis(['report', '--study', study, '--passphrase-file', made.passphrase, '--output', file(`${name}.html`), '--participants', file(`${name}-kort.html`), ...args]);
	const read = (name) => fs.readFileSync(file(name), 'utf8');

	before(async () => {
		made = await codedStudy(suite);
		directory = temporary(suite, 'participants');
		const done = await write(made.study, 'een');

		assert.equal(done.code, 0, done.stderr);
		[report, short] = ['een.html', 'een-kort.html'].map(read);
	});

	test('it has every released finding, what goes wrong, what is true, and what happens now', () => {
		assert.deepEqual(anchors(short).sort(), [...ALL].sort());
		const whole = texts(short, 'p|h3').join('');

		for (const id of RELEASED.olifantenpaadje) for (const part of ['title', 'bottleneck', 'proposal', 'owner']) assert.ok(whole.includes(letters(CARDS[id][part])), `${id}: ${part}`);
		for (const id of RELEASED.broodje_aap) for (const part of ['claim', 'true']) assert.ok(whole.includes(letters(CARDS[id][part])), `${id}: ${part}`);
		page.shows(short, /We zijn ermee bezig\. \(sinds <time datetime="2019-11-20">20 november 2019<\/time>\)/);
		/* What is planned is no day since which it is so; the report itself has it as a plan (control). */
		page.lacks(short, /2999/);
		page.shows(report, /<time datetime="2999-01-31">/);
		page.shows(short, /Er zijn 52 vragenlijsten ingevuld/);
		for (const hidden of ['Niet vrijgegeven', 'Geheim', 'verhaal [0-9]']) page.lacks(short, new RegExp(hidden), 'neither what was not released nor a quote');
		page.shows(report, /verhaal [0-9]+\.<\/blockquote>/, 'which the report has (control)');
	});

	test('its numbers are those of the report, and what is hidden there is not here', () => {
		const article = (html, id) => html.slice(html.indexOf(`<h3 id="finding-${id}"`)).split('</article>')[0];
		const number = (html, id) => /<\/h3>\n<p(?: class="number")?>(?:<strong>)?(\d+)/.exec(article(html, id))?.[1];

		for (const id of ALL) assert.equal(number(short, id), number(report, id), id);
		assert.equal(number(short, 'vier-weken-5e6f'), '20');
		assert.equal(number(short, 'hostile-3c4d'), undefined, 'two people told of it');
	});

	test('what the panel chose stands in its order', () => {
		const [, chosen] = /<h2 id="chosen-1">Dit koos het jongerenpanel<\/h2>([^]*?)<\/section>/.exec(short);

		page.shows(chosen, /12 mensen kozen/);
		assert.deepEqual(texts(chosen.replace(/<\/?ol[^>]*>|<li>(?=<ul>)|<\/ul><\/li>/g, ''), 'li'), CHOSEN.map((id) => letters(CARDS[id].title)));
	});

	test('it is valid, needs nothing beside it, has a way out, and speaks English too', async () => {
		assert.deepEqual(await complaints('participants', short), []);
		assert.doesNotMatch(short, /<(script|b|hr|i|link|img|iframe|object|embed)\b|@import|url\(/i);
		page.shows(short, /<a class="away" href="\/away" rel="noreferrer">Snel weg<\/a>/);
		assert.equal((await write(made.study, 'en', '--language', 'en')).code, 0);
		page.shows(read('en-kort.html'), /<html lang="en"[^]*<h1>What happened with your answers\?<\/h1>/);
		assert.deepEqual(await complaints('participants', read('en-kort.html')), []);
	});

	test('a draft of it is not published', async (t) => {
		assert.equal((await write(made.study, 'concept', '--draft')).code, 0);
		for (const name of ['concept.html', 'concept-kort.html']) {
			const refused = await survey(['publish', ...(name === 'concept.html' ? [] : ['--participants']), file(name), '--data', temporary(t, 'data')]);

			assert.equal(refused.code, 1, name);
			assert.match(refused.stderr, /draft/);
		}
	});

	test('published, a link to a finding leads to it in this report and the next, whatever its title is then', async (t) => {
		const server = await serve(t, { questionnaires: ['small.yaml'] });
		const study = file('volgende.study');
		const cards = file('volgende.yaml');
		const run = async (...args) => assert.equal((await analysis(['finding', '--study', study, '--passphrase-file', made.passphrase, '--coder', 'anna', ...args])).code, 0, args.join(' '));
		const publish = (name) => survey(['publish', file(`${name}.html`), '--participants', file(`${name}-kort.html`), '--data', server.data]);

		assert.equal((await publish('een')).code, 0);
		const shown = (await server.get('/nl/findings')).body;

		assert.equal(shown, report);
		assert.deepEqual(anchors(shown).sort(), [...ALL].sort());
		for (const [, target] of shown.matchAll(/href="#(finding-[^"]*)"/g)) assert.ok(shown.includes(`id="${target}"`), target);
		assert.equal((await server.get('/nl/findings/participants')).body, short);
		fs.copyFileSync(made.study, study);
		fs.writeFileSync(cards, JSON.stringify({ findings: { 'zelf-bellen-1a2b': { title: 'Een heel andere titel' } } }));
		await run('read', cards);
		await run('release', 'zelf-bellen-1a2b');
		assert.equal((await write(study, 'twee')).code, 0);
		const second = await publish('twee');

		assert.equal(second.stderr, '');
		page.shows((await server.get('/nl/findings')).body, /<h3 id="finding-zelf-bellen-1a2b">Een heel andere titel<\/h3>/);
		await run('--yes', 'merge', 'hostile-3c4d', 'zelf-bellen-1a2b');
		await run('--yes', 'merge', 'niet-vrij-9z9z', 'zelf-bellen-1a2b');
		assert.equal((await write(study, 'samen')).code, 0);
		assert.equal((await publish('samen')).stderr, '', 'nothing is gone');
		for (const address of ['/nl/findings', '/nl/findings/participants']) {
			const merged = /<article [^>]*aria-labelledby="finding-zelf-bellen-1a2b">[^]*?<\/article>/.exec((await server.get(address)).body)[0];

			assert.equal(merged.split('id="finding-hostile-3c4d"').length, 2, `${address}: the old link leads to the merged finding`);
			assert.ok(!merged.includes('niet-vrij-9z9z'), 'of what was never released nothing is said (control)');
		}
		page.shows((await server.get('/nl/findings')).body, /<a href="#finding-zelf-bellen-1a2b"># Adres/, 'nor is its place in the ballot lost');
		assert.deepEqual(await complaints('merged', read('samen.html')), []);
		await run('withdraw', 'vier-weken-5e6f');
		assert.equal((await write(study, 'drie')).code, 0);
		assert.match((await publish('drie')).stderr, /no longer in the report.*:\nvier-weken-5e6f\n$/, 'what is no longer there is named');
	});
});
