// SPDX-License-Identifier: EUPL-1.2
//
// Goal: nobody but who started the workbench comes in; what respondents wrote is shown as text; what was acknowledged is kept;
// nothing readable is written to disk.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, suite, test } from 'node:test';

import { HtmlValidate } from 'html-validate';

import { decode, lacks, shows } from '../support/page.mjs';
import { temporary, until } from '../support/server.mjs';
import { ARABIC, copyStudy, EMOJI, enter, idOf, ids, launchWorkbench, LONG, makeStudy, MARKUP, PERSONAL, proposals, startWorkbench, STORIES } from '../support/workbench.mjs';

const O_ACCMODE = 3; // which Node does not name
const PAGES = ['mentions/2/1', 'codebook', 'findings', 'proposals', 'compare', 'quotes', 'differences', 'log', 'help'];

suite('workbench', { timeout: 240000 }, () => {
	let study;
	const cleaners = [];

	before(async () => (study = await makeStudy({ after: (clean) => cleaners.push(clean) })));
	process.on('exit', () => cleaners.reverse().forEach((clean) => clean()));

	const open = async (t, options) => enter(await startWorkbench(t, copyStudy(t, study), options));

	test('the address that is printed works once, and leads to another that holds nothing of it', async (t) => {
		const bench = await startWorkbench(t, copyStudy(t, study));
		const first = await bench.get(bench.ticket);

		assert.equal(first.status, 303);
		assert.match(first.headers.location, /^\/[0-9a-f]{32}\/mentions\/2\/1$/);
		assert.ok(!first.headers.location.includes(bench.ticket.split('/')[2]));
		assert.equal(first.headers['set-cookie'], undefined);
		assert.equal((await bench.get(bench.ticket)).status, 403, 'a second time it is refused');
		assert.equal((await bench.get(first.headers.location)).status, 200);
	});

	test('who has not the secret, comes from another site or by another name, is refused', async (t) => {
		const bench = await open(t);
		const at = `${bench.home}/mentions/2/1`;
		const id = (await ids(bench))[0];
		const form = { label: 'Wonen', do: 'tag' };
		const target = `${bench.home}/coding/1/${id}`;

		for (const wrong of ['/', '/mentions/2/1', `/${'0'.repeat(32)}/mentions/2/1`, `${bench.home.slice(0, -1)}/mentions/2/1`, `${bench.home}0/mentions/2/1`, `/open/${'0'.repeat(32)}`, '/open/x'])
			assert.ok([403, 404].includes((await bench.get(wrong)).status), wrong);
		for (const host of ['evil.example', `evil.example:${bench.port}`, '127.0.0.1', `127.0.0.1:${bench.port + 1}`, `[::1]:${bench.port}`])
			assert.equal((await bench.get(at, { Host: host })).status, 403, host);
		assert.equal((await bench.get(at, { 'Sec-Fetch-Site': 'cross-site' })).status, 403);
		assert.equal((await bench.get(at, { 'Sec-Fetch-Site': 'same-site' })).status, 403, 'another port of this computer');
		for (const headers of [{ Origin: 'http://evil.example' }, { Origin: 'http://127.0.0.1:1' }, { Origin: `https://127.0.0.1:${bench.port}` }, { Origin: 'null' }, { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }])
			assert.equal((await bench.post(target, form, headers)).status, 403, JSON.stringify(headers));
		lacks((await bench.get(`${bench.home}/log`)).body, /class="plain" aria-label="Ongedaan/, 'nothing was done');
		assert.equal((await bench.get(at, { Host: `localhost:${bench.port}` })).status, 200);
		assert.equal((await bench.post(target, form, { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' })).status, 303, 'our own page may (positive control)');
		shows((await bench.get(`${bench.home}/log`)).body, /class="plain" aria-label="Ongedaan/);
	});

	test('html, right-to-left text, emoji and 20 kB of one letter are shown as text', async (t) => {
		const bench = await open(t);
		const page = async (...sought) => (await bench.get(`${bench.home}/coding/2/${await idOf(bench, ...sought)}`)).body;
		const story = (html) => decode(/<p class="story" dir="auto">([\s\S]*?)<\/p>/.exec(html)[1]);

		assert.equal(story(await page('vet')), MARKUP);
		assert.equal(story(await page('عنواناً')), ARABIC);
		assert.equal(story(await page('klaar')), EMOJI);
		assert.equal(story(await page('', { sort: 'length', backwards: '1' })), LONG);
		for (const one of ['vet', 'klaar']) {
			const html = await page(one);

			assert.equal([...html.matchAll(/<script/g)].length, 1, 'only our own');
			assert.doesNotMatch(html, /<b onclick/);
		}
		assert.doesNotMatch((await bench.get(`${bench.home}/mentions/2/1`)).body, /<b onclick|<script>/);
	});

	test('what people type as names is shown as text too, and what is not ours in an address is absent', async (t) => {
		const bench = await open(t);
		const id = (await ids(bench))[0];

		await bench.post(`${bench.home}/coding/1/${id}`, { label: '<img src=x onerror=alert(1)>', do: 'tag' });
		await bench.post(`${bench.home}/coding/1/${id}`, { finding: '"><script>alert(1)</script>', do: 'join' });
		for (const target of [...PAGES, `coding/2/${id}`]) assert.doesNotMatch((await bench.get(`${bench.home}/${target}`)).body, /<img|<script>/, target);
		for (const target of ['mentions/9/1', 'mentions/2/999', 'mentions/2/0', 'mentions/x/y', 'coding/1/0123', 'code/0123456789abcdef', 'finding/x', 'merge/x/y', 'move/x/top', 'nothing'])
			assert.equal((await bench.get(`${bench.home}/${target}`)).status, 404, target);
		const back = await bench.post(`${bench.home}/undo`, { do: 'undo', to: '//evil.example/' });

		assert.equal(back.headers.location, `${bench.home}/mentions/2/1`, 'no way out of our own pages');
	});

	test('every page is valid', async (t) => {
		const validator = new HtmlValidate({ root: true, extends: ['html-validate:recommended'], rules: { 'doctype-style': ['error', { style: 'lowercase' }], 'no-trailing-whitespace': 'off', 'no-inline-style': 'error', 'form-dup-name': 'off', 'prefer-native-element': 'off' } });
		const bench = await open(t);
		const id = await idOf(bench, 'wijkagent');
		const other = await idOf(bench, 'briefadres');
		const found = [];

		await bench.post(`${bench.home}/coding/2/${id}`, { label: 'Wonen', do: 'tag' });
		await bench.post(`${bench.home}/coding/2/${other}`, { label: 'Werk & school', do: 'tag' });
		await bench.post(`${bench.home}/coding/2/${id}`, { finding: 'Bellen', do: 'join' });
		await bench.post(`${bench.home}/coding/2/${other}`, { finding: 'Briefadres', do: 'join' });
		await bench.post(`${bench.home}/coding/2/${id}`, { do: 'quote' });
		const references = async (list, kind) => [...(await bench.get(`${bench.home}/${list}`)).body.matchAll(new RegExp(`/${kind}/([0-9a-f]{16})`, 'g'))].map((one) => one[1]);
		const codes = await references('codebook', 'code');
		const findings = await references('findings', 'finding');

		assert.equal(codes.length, 2);
		assert.equal(findings.length, 2);
		const loose = `coding/2/${await idOf(bench, 'formulier')}`;

		await until(async () => (await bench.get(`${bench.home}/${loose}`)).body.includes('class="suggestions alike"'), 'the findings that it looks like');
		for (const target of [...PAGES, loose, `coding/2/${id}`, `code/${codes[0]}`, `finding/${findings[0]}`, `merge/${codes[0]}/${codes[1]}`, `move/${codes[0]}/${codes[1]}`, `merge/${findings[0]}/${findings[1]}`]) {
			const { body, status } = await bench.get(`${bench.home}/${target}`);

			assert.equal(status, 200, target);
			for (const result of (await validator.validateString(body, target)).results) for (const one of result.messages) found.push(`${target}:${one.line}:${one.column} ${one.ruleId}: ${one.message}`);
		}
		const locked = await bench.post(`${bench.home}/lock`, {});

		for (const result of (await validator.validateString(locked.body, 'locked')).results) for (const one of result.messages) found.push(`locked ${one.ruleId}: ${one.message}`);
		assert.deepEqual(found, []);
		assert.ok(!(await validator.validateString('<!doctype html><p><div></p>')).valid, 'it does find something (positive control)');
	});

	test('every message is there in both languages', async () => {
		const catalogue = (language) => [...fs.readFileSync(new URL(`../../analysis/locale/${language}.po`, import.meta.url), 'utf8').matchAll(/^msgid "(.+)"\nmsgstr "(.*)"$/gm)].map(([, id, text]) => [id, text]);
		const [nl, en] = [catalogue('nl'), catalogue('en')];
		const places = (text) => (text.match(/\{\w+\}/g) ?? []).sort();
		const directory = new URL('../../analysis/workbench/templates/', import.meta.url);
		const asked = fs.readdirSync(directory).flatMap((name) => [...fs.readFileSync(new URL(name, directory), 'utf8').matchAll(/\{\{L_([\w-]+)\}\}/g)].map((one) => one[1]));

		assert.ok(nl.length > 200 && asked.length > 100);
		assert.deepEqual(nl.map(([id]) => id), en.map(([id]) => id));
		nl.forEach(([id, text], i) => {
			assert.notEqual(text, '', id);
			assert.deepEqual(places(text), places(en[i][1]), id);
		});
		assert.deepEqual(asked.filter((id) => !nl.some(([known]) => known === id)), []);
	});

	test('a study that is open already is not opened twice, and a blind coder is not shown what others decided', async (t) => {
		const bench = await open(t);
		const second = await launchWorkbench(t, bench.study, { coder: 'Bram' });

		assert.equal((await second.ended).code, 1);
		assert.match(second.err, /is being changed by another program/);
		const id = (await ids(bench))[0];

		await bench.post(`${bench.home}/coding/2/${id}`, { label: 'Uitsluitend van Anna', do: 'tag' });
		await bench.post(`${bench.home}/coding/2/${id}`, { memo: 'Notitie van Anna', do: 'memo' });
		await bench.stop();
		const blind = await enter(await startWorkbench(t, bench.study, { coder: 'Bram', args: ['--blind'] }));
		const page = (await blind.get(`${blind.home}/coding/2/${id}`)).body;

		lacks(page, /<bdi class="tag">/, 'no tag of the other');
		lacks(page, /Notitie van Anna/);
		for (const target of ['findings', 'differences', 'log', 'quotes', 'compare']) shows((await blind.get(`${blind.home}/${target}`)).body, /zonder te zien wat anderen kozen/, target);
		await blind.stop();
		const seeing = await enter(await startWorkbench(t, bench.study, { coder: 'Bram' }));

		shows((await seeing.get(`${seeing.home}/coding/2/${id}`)).body, /<bdi class="tag">Uitsluitend van Anna<\/bdi>/, 'who is not blind sees it (positive control)');
	});

	test('kill -9 while coding loses nothing that was acknowledged', async (t) => {
		const copy = copyStudy(t, study);
		const acknowledged = [];

		for (let round = 0; round < 3; round++) {
			const bench = await enter(await startWorkbench(t, copy));
			const all = await ids(bench);
			const end = Date.now() + 300;
			let busy = true;
			const coding = (async () => {
				for (let i = 0; busy; i++) {
					const label = `Label ${round}-${i}`;
					const kept = await bench.post(`${bench.home}/coding/2/${all[i % all.length]}`, { label, do: 'tag' }).catch(() => null);

					if (kept?.status === 303) acknowledged.push([all[i % all.length], label]);
					else break;
				}
			})();

			await until(() => Date.now() > end && acknowledged.length > round * 5 + 5, 'some labels');
			await bench.stop('SIGKILL');
			busy = false;
			await coding;
		}
		const bench = await enter(await startWorkbench(t, copy));
		const pages = new Map();

		for (const [id, label] of acknowledged) {
			if (!pages.has(id)) pages.set(id, (await bench.get(`${bench.home}/coding/2/${id}`)).body);
			assert.ok(pages.get(id).includes(`<bdi class="tag">${label}</bdi>`), `${label} at ${id}`);
		}
		assert.ok(acknowledged.length > 15);
	});

	test('nothing readable is written to disk, nor said on the terminal', async (t) => {
		const bench = await open(t);
		const id = await idOf(bench, 'wijkagent');
		const secret = 'Kanarielabel in de mijn';

		assert.equal((await bench.post(`${bench.home}/coding/2/${id}`, { label: secret, do: 'tag' })).status, 303);
		assert.equal((await bench.post(`${bench.home}/coding/2/${id}`, { memo: `memo ${secret}`, do: 'memo' })).status, 303);
		/* Every file that the process holds open for writing, and all beside the study. */
		const written = (fd) => (parseInt(/flags:\s+(\d+)/.exec(fs.readFileSync(`/proc/${bench.child.pid}/fdinfo/${fd}`, 'utf8'))[1], 8) & O_ACCMODE) !== fs.constants.O_RDONLY;
		const held = fs.readdirSync(`/proc/${bench.child.pid}/fd`).map((fd) => { try { return written(fd) ? fs.readlinkSync(`/proc/${bench.child.pid}/fd/${fd}`) : ''; } catch { return ''; } }).filter((file) => file.startsWith('/') && !file.startsWith('/dev/'));

		assert.deepEqual([...new Set(held)], [bench.study]);
		assert.deepEqual(fs.readdirSync(path.dirname(bench.study)), ['team.study']);
		const disk = fs.readFileSync(bench.study);

		for (const words of [secret, 'wijkagent', 'briefadres', PERSONAL.slice(0, 20)]) {
			assert.equal(disk.includes(words), false, 'not on disk');
			assert.equal((bench.out + bench.err).includes(words), false, 'not on the terminal');
		}
		shows((await bench.get(`${bench.home}/coding/2/${id}`)).body, /Kanarielabel/, 'it is in memory (positive control)');
	});

	test('a browser opens where there is a screen, with the address that works once', async (t) => {
		const directory = temporary(t, 'screen');
		const opened = path.join(directory, 'opened');

		fs.writeFileSync(path.join(directory, 'xdg-open'), `#!/bin/sh\necho "$1" > ${opened}.part && mv ${opened}.part ${opened}\n`, { mode: 0o755 });
		const env = { DISPLAY: ':9', PATH: `${directory}:${process.env.PATH}` };
		const bench = await startWorkbench(t, copyStudy(t, study), { env });

		await until(() => fs.existsSync(opened), 'the browser');
		assert.equal(fs.readFileSync(opened, 'utf8').trim(), bench.address);
		assert.equal((await bench.stop()).code, 0);
		fs.rmSync(opened);
		const without = await startWorkbench(t, copyStudy(t, study), { env, args: ['--no-browser'] });

		assert.equal((await enter(without)).home.length, 33);
		assert.equal(fs.existsSync(opened), false, 'only where it is wanted');
	});

	test('groups are proposed with the words they share, and become a finding of what stays ticked', async (t) => {
		const bench = await open(t);
		const body = await proposals(bench);
		const of = (page, word) => page.split('<form method="post" class="proposal">').find((part) => part.split('</h3>')[0].includes(word));
		const proposal = of(body, 'loket');

		assert.ok(proposal, 'stories of the same words are one proposal');
		const members = [...proposal.matchAll(/name="mention" value="([0-9a-f]{20})"/g)].map((one) => one[1]);

		assert.equal(members.length, STORIES.filter((story) => /loket/.test(story)).length);
		assert.equal([...proposal.matchAll(/<strong class="shared">loket<\/strong>/g)].length, members.length, 'shared words are marked in the text');
		await bench.post(`${bench.home}/proposals`, { mention: members.slice(1), title: 'Meelopen naar het loket' });
		shows((await bench.get(`${bench.home}/findings`)).body, /Meelopen naar het loket<\/bdi><\/a><\/th><td>Olifantenpaadje<\/td><td>4<\/td>/);
		const then = await proposals(bench);

		shows(then, /Nog bij geen bevinding: 26/);
		shows(of(then, 'loket'), /Lijkt op de bevinding: <bdi>Meelopen naar het loket<\/bdi>/, 'the one that is left is like that finding');
		await bench.post(`${bench.home}/undo`, { do: 'undo' });
		shows(await proposals(bench), /Nog bij geen bevinding: 30/);
		lacks((await bench.get(`${bench.home}/findings`)).body, /Meelopen naar het loket/, 'one action, one undo');

		/* What was shown and left out does not come back; what does not belong together is not proposed again. */
		await bench.post(`${bench.home}/proposals`, { shown: members, mention: members.slice(1), title: 'Meelopen naar het loket' });
		assert.equal(of(await proposals(bench, true), 'loket'), undefined, 'what was left out is not proposed for it again');
		const rejected = of(await proposals(bench), 'briefadres');
		const shown = [...rejected.matchAll(/name="shown" value="([0-9a-f]{20})"/g)].map((one) => one[1]);

		assert.equal(shown.length, 5);
		await bench.post(`${bench.home}/proposals`, { shown, do: 'reject' });
		assert.equal(of(await proposals(bench), 'briefadres'), undefined, 'at once');
		assert.equal(of(await proposals(bench, true), 'briefadres'), undefined, 'and when the groups are made anew');
		await bench.post(`${bench.home}/undo`, { do: 'undo' });
		assert.ok(of(await proposals(bench, true), 'briefadres'), 'until that is undone');
	});

	test('a mention without a finding is offered the findings that it looks like, the likeliest first, as they are now', async (t) => {
		const copy = copyStudy(t, study);
		const bench = await enter(await startWorkbench(t, copy));
		const of = async (words) => ids(bench, (await bench.post(`${bench.home}/select`, { words, state: 'all', sort: 'text' })).headers.location.split('/')[3]);
		const [desk, address] = [await of('loket'), await of('briefadres')];
		const offered = async (id) => {
			const list = /<ul class="suggestions alike">([\s\S]*?)<\/ul>/.exec((await bench.get(`${bench.home}/coding/2/${id}`)).body)?.[1] ?? '';

			return [...list.matchAll(/<bdi>(.*?)<\/bdi><\/button> <span class="hint"><bdi>(.*?)<\/bdi>/g)].map(([, title, nearest]) => ({ title, nearest }));
		};
		const join = (id, finding) => bench.post(`${bench.home}/coding/2/${id}`, { finding, do: 'join' });

		assert.deepEqual(await offered(desk[2]), [], 'there is no finding yet');
		for (const id of address.slice(0, 2)) await join(id, 'Inschrijven op ons adres');
		for (const id of desk.slice(0, 2)) await join(id, 'Meelopen');
		await until(async () => (await offered(desk[2])).length > 0, 'the findings that it looks like');
		const [first, second] = await offered(desk[2]);

		assert.equal(first.title, 'Meelopen');
		assert.match(first.nearest, /loket/);
		assert.equal(second.title, 'Inschrijven op ons adres');
		assert.equal((await offered(address[2]))[0].title, 'Inschrijven op ons adres', 'it depends on the mention (control)');
		await join(desk[2], first.title);
		assert.deepEqual(await offered(desk[2]), [], 'it tells of one now');
		shows((await bench.get(`${bench.home}/findings`)).body, /Meelopen<\/bdi><\/a><\/th><td>Olifantenpaadje<\/td><td>3<\/td>/);
		await bench.post(`${bench.home}/undo`, { do: 'undo' });
		assert.equal((await offered(desk[2]))[0].title, 'Meelopen');
		await bench.stop();
		const blind = await enter(await startWorkbench(t, copy, { coder: 'Bram', args: ['--blind'] }));

		lacks((await blind.get(`${blind.home}/coding/2/${desk[2]}`)).body, /class="suggestions alike"/);
	});

	test('what looks like personal data in a card stays by a decision, or is mended; until then the card says what keeps it', async (t) => {
		const bench = await open(t);
		const id = await idOf(bench, 'formulier');

		await bench.post(`${bench.home}/coding/2/${id}`, { finding: 'Bellen', do: 'join' });
		const [, reference] = /\/finding\/([0-9a-f]{16})/.exec((await bench.get(`${bench.home}/findings`)).body);
		const card = `${bench.home}/finding/${reference}`;
		const look = async () => (await bench.get(card)).body.replace(/[\s\S]*<h2[^>]*>Vrijgeven<\/h2>/, (before) => { look.before = before; return ''; });
		const releasable = (gate) => /name="do" value="release"/.test(gate);

		await bench.post(card, { do: 'keep', 'part.title': 'Bellen', 'part.bottleneck': 'Het loket.', 'part.path': 'Bel <b>06-12345678</b>.', 'part.helps': 'Het nummer 06-12345678 helpt.' });
		const before = await look();

		assert.ok(!releasable(before));
		assert.deepEqual([...before.matchAll(/<li><bdi>(Lijkt op .*?)<\/bdi>/g)].map(([, reason]) => reason), ['Lijkt op gegevens van een mens: Het paadje', 'Lijkt op gegevens van een mens: Wie het helpt']);
		const marks = [...look.before.matchAll(/name="place" value="(.*?)">(.*?): <mark dir="auto">(.*?)<\/mark> <span class="state">(.*?)<\/span>/g)].map(([, ...mark]) => mark);

		assert.deepEqual(marks, [['path:7-18', 'Het paadje', '06-12345678', 'nog te kiezen'], ['helps:11-22', 'Wie het helpt', '06-12345678', 'nog te kiezen']]);
		await bench.post(card, { do: 'release' }); // refused
		assert.doesNotMatch(await look(), /name="do" value="draft"/, 'it was not released');
		for (const [place] of marks) await bench.post(card, { do: 'stay', place });
		assert.ok(releasable(await look()));
		assert.equal(look.before.split('mag blijven</span>').length - 1, 2);
		assert.match((await bench.get(`${bench.home}/log/1`)).body, /06-12345678/, 'the log names the words');
		/* Released, and found out later, the gate before the report names it. */
		const gate = async () => (await bench.get(`${bench.home}/quotes`)).body.includes(`/finding/${reference}">`);

		await bench.post(card, { do: 'release' });
		assert.ok(!(await gate()));
		await bench.post(card, { do: 'open', place: 'helps:11-22' });
		assert.ok(await gate());
		for (const deed of ['undo', 'undo']) await bench.post(`${bench.home}/undo`, { do: deed });
		assert.ok(!(await gate()));
		/* Undone it keeps the card again; decided anew, and mended, it does not. */
		await bench.post(`${bench.home}/undo`, { do: 'undo' });
		assert.ok(!releasable(await look()));
		await bench.post(card, { do: 'keep', 'part.helps': 'Het nummer helpt.' });
		assert.ok(releasable(await look()));
		await bench.post(card, { do: 'open', place: 'path:7-18' });
		assert.ok(!releasable(await look()));
		await bench.post(card, { do: 'stay', place: 'path:0-3' });
		assert.match((await bench.get(card)).body, /Op die plek in de kaart staat niets/);
		assert.ok(!releasable(await look()), 'what is not found cannot be let stay');
	});

	test('without the file that suggestions are made of the page says which one is missing', async (t) => {
		const bench = await open(t, { args: ['--thesaurus', '/nergens/thesaurus.yaml'] });
		const page = `${bench.home}/coding/2/${await idOf(bench, 'formulier')}`;

		await until(async () => /Er zijn geen andere suggesties: /.test((await bench.get(page)).body), 'that there are none');
		assert.match((await bench.get(page)).body, /Er zijn geen andere suggesties: Het bestand \/nergens\/thesaurus\.yaml is niet te lezen\./);
	});

	test('search goes by stems, and finds nothing that is not there', async (t) => {
		const bench = await open(t);
		const count = async (words) => Number(/<strong>(\d+)<\/strong> meldingen/.exec((await bench.get((await bench.post(`${bench.home}/select`, { words, state: 'all', sort: 'id' })).headers.location)).body)[1]);

		assert.equal(await count('jongere'), STORIES.filter((story) => /jongere/.test(story)).length);
		assert.equal(await count('loketten'), STORIES.filter((story) => /loket/.test(story)).length);
		assert.equal(await count('briefadr'), STORIES.filter((story) => /briefadres/.test(story)).length, 'the beginning of a word that is being typed');
		assert.equal(await count('loket formulier'), 0, 'every word must be there');
		assert.equal(await count('zeppelin'), 0);
		assert.equal(await count(''), STORIES.length);
		const address = (await bench.post(`${bench.home}/select`, { words: 'wijkagent', state: 'all', sort: 'id' })).headers.location;

		assert.match(address, /^\/[0-9a-f]{32}\/mentions\/\d+\/1$/, 'an address does not say what was searched for');
	});

	test('bulk: everything that a filter shows gets a label, as one action', async (t) => {
		const bench = await open(t);
		const selection = (await bench.post(`${bench.home}/select`, { words: 'briefadres', state: 'all', sort: 'text' })).headers.location.split('/')[3];
		const has = async () => [...(await bench.get(`${bench.home}/mentions/2/1`)).body.matchAll(/<bdi class="tag">Inschrijven<\/bdi>/g)].length;

		await bench.post(`${bench.home}/mentions/${selection}`, { all: '1', label: 'Inschrijven', do: 'tag' });
		assert.equal(await has(), 5);
		await bench.post(`${bench.home}/undo`, { do: 'undo' });
		assert.equal(await has(), 0);
		await bench.post(`${bench.home}/undo`, { do: 'redo' });
		assert.equal(await has(), 5);
	});
});
