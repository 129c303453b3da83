// SPDX-License-Identifier: EUPL-1.2
//
// Goal: what the team does with the answers works as commands, from import to the next wave's questionnaire: code by
// script, code blind, merge two laptops, settle what conflicts, decide about personal data, release, and ask again.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';

import * as page from '../support/page.mjs';
import { FIXTURES, SHIPPED, analysis, demoKey, emptyStudy, serve, survey, temporary } from '../support/server.mjs';

const HTML = 'Dan typ ik <script>alert("x")</script> & <b>bel</b> zelf.';
const RENT = 'Wie met de huur achterloopt, krijgt nooit meer een woning.';
const NUMBER = 'Bel 06-12345678 of loop even langs.';

/** Invented answers, a workaround or a myth each. */
const rows = fs
	.readFileSync(path.join(FIXTURES, 'answers-nl.tsv'), 'utf8')
	.trim()
	.split('\n')
	.slice(1)
	.map((line) => line.split('\t'))
	.filter(([, , , , , , , personal]) => personal === '-')
	.slice(0, 30)
	.map(([, audience, kind, , text]) => ({ audience, kind, text }));

rows.push({ audience: 'professional', kind: 'olifantenpaadje', text: HTML });
rows.push({ audience: 'professional', kind: 'olifantenpaadje', text: NUMBER });
rows.push({ audience: 'professional', kind: 'broodje_aap', text: RENT });

const BOOK = `codebook: proef
tags:
  wonen: {name: "Wonen <b>", keywords: [huur, slaap*], colour: "#117733"}
  bank: {name: Slapen op de bank, parent: wonen}
  regels: {name: Regels}
`;

const suite = { after: (undo) => process.on('exit', undo) };
const directory = temporary(suite, 'coding');
const first = emptyStudy(path.join(directory, 'first.study'));
let passphrase;

/** Runs a command on a study, which must work; gives what it said. */
async function good(study, command, ...args) {
	const done = await analysis([command, '--study', study, '--passphrase-file', passphrase, ...args]);

	assert.equal(done.code, 0, `${command} ${args.join(' ')}: ${done.stderr}`);
	return done.stdout;
}

/** The same, which must be refused, for this reason. */
async function refused(study, reason, command, ...args) {
	const done = await analysis([command, '--study', study, '--passphrase-file', passphrase, ...args]);

	assert.equal(done.code, 1, `${command} ${args.join(' ')} was not refused: ${done.stdout}`);
	assert.match(done.stderr, reason);
}

const objects = async (...args) => (await good(...args, '--json')).trim().split('\n').filter(Boolean).map((line) => JSON.parse(line));
const as = (coder) => ['--coder', coder];
const write = (name, text) => {
	fs.writeFileSync(path.join(directory, name), text);
	return path.join(directory, name);
};
const copy = (name, from = first) => {
	fs.copyFileSync(from, path.join(directory, name));
	return path.join(directory, name);
};

/** Fills in the questionnaires, releases, imports. */
async function fillIn(t) {
	const key = await demoKey();
	const server = await serve(t, { questionnaires: [path.join(SHIPPED, 'professionals.yaml'), path.join(SHIPPED, 'panel.yaml')] });

	for (const { audience, kind, text } of rows) {
		const form = audience === 'professional' ? '/nl/professionals' : '/nl/panel';
		const group = kind === 'olifantenpaadje' ? 'path' : 'myth';
		const fields = {
			...page.carried((await server.get(form)).body),
			checked: '1',
			[kind === 'olifantenpaadje' ? 'uses' : 'hears']: 'ja',
			[`${group}_1_what`]: text,
			'may-quote': 'ja',
		};
		const reply = await server.post(form, fields);

		assert.equal(reply.status, 303, page.problems(reply.body ?? ''));
	}
	await server.stop();
	await survey(['release', '--data', server.data, '--closing']);
	passphrase = key.passphrase;
	const imported = await analysis(['import', '--key', key.secret, '--study', first, '--passphrase-file', passphrase, '--wave', 'voorjaar', server.data]);

	assert.equal(imported.code, 0, imported.stderr);
	await good(first, 'codebook', ...as('anna'), 'read', write('book.yaml', BOOK));
}

describe('the team codes', () => {
	let mentions;

	before(async (t) => {
		await fillIn({ after: (undo) => process.on('exit', undo), ...t });
		mentions = await objects(first, 'code', 'list');
	});

	const mention = (text) => mentions.find((one) => one.text === text);
	const paths = () => mentions.filter((one) => one.kind === 'olifantenpaadje');

	test('every answer is a mention, as text, with an id of its own', async () => {
		assert.deepEqual(mentions.map((one) => one.text).sort(), rows.map((row) => row.text).sort());
		assert.equal(new Set(mentions.map((one) => one.id)).size, rows.length);
		assert.equal(mention(HTML).audience, 'professional');
		assert.match(await good(first, 'code', 'list'), /<script>alert\("x"\)<\/script> & <b>bel<\/b> zelf\./, 'shown as it was typed');
		const again = copy('again.study');

		assert.deepEqual((await objects(again, 'code', 'list')).map((one) => one.id), mentions.map((one) => one.id));
	});

	test('a script codes line by line, all of it or nothing', async () => {
		const study = copy('script.study');
		const line = (subject, part, value = 'yes') => JSON.stringify({ kind: 'tag', subject, part, value });
		const script = [...paths().map((one) => line(one.id, 'wonen')), `[${line(mentions[0].id, 'bank')},${line(mentions[0].id, 'regels')}]`, ''];

		assert.equal(await good(study, 'code', ...as('anna'), 'script', write('good.jsonl', script.join('\n'))), `${paths().length + 2} decisions\n`);
		assert.equal((await objects(study, 'code', '--tag', 'wonen', 'list')).length, paths().length);
		assert.equal(await good(study, 'code', ...as('anna'), 'undo'), '2 decisions undone\n', 'a line is one action');
		const bad = write('bad.jsonl', [line(mentions[1].id, 'regels'), line(mentions[1].id, 'kleur'), line(mentions[2].id, 'regels'), '{'].join('\n'));
		const before = fs.readFileSync(study);

		await refused(study, /bad\.jsonl:2:1: error: there is no tag "kleur"[^]*bad\.jsonl:4:1: error: not \{[^]*nothing was decided, because of 2 lines/, 'code', ...as('anna'), 'script', bad);
		assert.deepEqual(await objects(study, 'code', '--tag', 'regels', 'list'), [], 'nothing of the file is kept');
		assert.ok(before.equals(fs.readFileSync(study)), 'not a byte of the study changed');
		await good(study, 'code', ...as('anna'), 'script', write('mended.jsonl', [line(mentions[1].id, 'regels'), line(mentions[2].id, 'regels')].join('\n')));
		assert.equal((await objects(study, 'code', '--tag', 'regels', 'list')).length, 2, 'without the bad lines it is');
		await refused(study, /:1:1: error: not \{/, 'code', ...as('anna'), 'script', write('odd.jsonl', '{"kind":"tag"}\n'));
		const lean = [
			{ kind: 'finding', subject: 'proef', part: 'kind', value: 'olifantenpaadje' },
			{ kind: 'finding', subject: 'proef', part: 'title', value: 'Een proef' },
			{ kind: 'member', subject: paths()[0].id, part: '', value: 'proef' },
		];

		await good(study, 'code', ...as('anna'), 'script', write('lean.jsonl', lean.map((one) => JSON.stringify(one)).join('\n')));
		assert.equal((await objects(study, 'code', '--finding', 'proef', 'list')).length, 1, 'a line builds on those above it');
		await refused(study, /Use --coder/, 'code', 'tag', mentions[0].id, 'wonen');
		await refused(study, /letters, digits/, 'code', ...as('<b>'), 'tag', mentions[0].id, 'wonen');
	});

	test('a codebook with a cycle is refused with its line', async () => {
		const bad = write('bad.yaml', 'tags:\n  a: {name: A, parent: b}\n  b:\n    name: B\n    parent: a\n');

		await refused(first, /bad\.yaml:2:\d+: error: a tag cannot come below or into itself/, 'codebook', ...as('anna'), 'read', bad);
		await refused(first, /would come below itself/, 'codebook', ...as('anna'), 'move', 'wonen', 'bank');
		const written = path.join(directory, 'written.yaml');

		await good(first, 'codebook', 'write', written);
		assert.equal(await good(first, 'codebook', ...as('anna'), 'read', written), '0 decisions\n');
	});

	test('who codes blind sees nothing of the others, and where they differ is a queue', async () => {
		const study = copy('blind.study');
		const one = paths()[0].id;

		await good(study, 'code', ...as('anna'), 'tag', one, 'wonen');
		await good(study, 'code', ...as('anna'), 'memo', one, 'Twijfel.');
		const [open] = await objects(study, 'code', ...as('bram'), 'show', one);
		const [blind] = await objects(study, 'code', ...as('bram'), '--blind', 'show', one);

		assert.deepEqual(open.tags, ['wonen'], 'without --blind it shows (positive control)');
		assert.equal(open.memo, 'Twijfel.');
		for (const hidden of ['tags', 'disputed', 'finding', 'memo', 'quotes']) assert.ok(!(hidden in blind), hidden);
		assert.ok(!(await good(study, 'code', ...as('bram'), '--blind', 'list')).includes('wonen'));
		assert.equal((await objects(study, 'code', ...as('bram'), '--blind', '--tag', 'wonen', 'list')).length, 0);
		await refused(study, /not to who codes blind/, 'code', ...as('bram'), '--blind', 'queue');
		await refused(study, /not to who codes blind/, 'code', ...as('bram'), '--blind', 'log');
		await refused(study, /who codes blind\?/, 'code', '--blind', 'list');
		await good(study, 'code', ...as('bram'), '--blind', 'tag', one, 'regels');
		const queue = await objects(study, 'code', 'queue');

		assert.deepEqual(queue.map(({ queue: kind, tag, yes, no }) => ({ kind, tag, yes, no })), [
			{ kind: 'disagreement', tag: 'regels', yes: ['bram'], no: ['anna'] },
			{ kind: 'disagreement', tag: 'wonen', yes: ['anna'], no: ['bram'] },
		]);
		await good(study, 'code', ...as('anna'), 'agree', one, 'wonen', 'yes');
		await good(study, 'code', ...as('anna'), 'agree', one, 'regels', 'no');
		assert.equal(await good(study, 'code', 'queue'), '0 conflicts, 0 disagreements\n');
		assert.deepEqual((await objects(study, 'code', 'show', one))[0].tags, ['wonen']);
	});

	test('two laptops are joined; what they say differently is a queue until somebody decides', async () => {
		const mine = copy('mine.study');
		const [one, other] = paths();

		await good(mine, 'code', ...as('anna'), 'memo', one.id, 'begin');
		const theirs = copy('theirs.study', mine);

		await good(mine, 'code', ...as('anna'), 'memo', one.id, 'van anna');
		await good(mine, 'code', ...as('anna'), 'tag', other.id, 'wonen');
		await good(theirs, 'code', ...as('bram'), 'memo', one.id, 'van bram');
		await good(theirs, 'code', ...as('bram'), 'tag', other.id, 'wonen');
		assert.equal(await good(mine, 'merge', theirs), `${theirs}: 2 decisions taken over\n1 conflict, 0 disagreements\n`);
		assert.equal(await good(mine, 'merge', theirs), `${theirs}: 0 decisions taken over\n1 conflict, 0 disagreements\n`);
		assert.equal(await good(theirs, 'merge', mine), `${mine}: 2 decisions taken over\n1 conflict, 0 disagreements\n`);
		assert.deepEqual(await objects(mine, 'code', 'list'), await objects(theirs, 'code', 'list'), 'both laptops show the same');
		const [conflict] = await objects(mine, 'code', 'queue');

		assert.deepEqual(conflict.choices.map((choice) => [choice.coder, choice.value]), [['anna', 'van anna'], ['bram', 'van bram']]);
		assert.equal((await objects(mine, 'code', 'show', one.id))[0].memo, '', 'nobody wins in silence');
		await good(mine, 'code', ...as('anna'), 'decide', 'memo', one.id, '', 'samen');
		assert.equal(await good(theirs, 'merge', mine), `${mine}: 1 decision taken over\n0 conflicts, 0 disagreements\n`);
		assert.equal((await objects(theirs, 'code', 'show', one.id))[0].memo, 'samen');
	});

	test('logs of different studies are not merged', async () => {
		const key = await demoKey();
		const other = path.join(directory, 'other.study');
		const empty = temporary(suite, 'empty');
		const server = await serve({ after: (undo) => process.on('exit', undo) }, { questionnaires: ['small.yaml'], data: path.join(empty, 'data') });

		await server.stop();
		assert.equal((await analysis(['import', '--key', key.secret, '--study', other, '--passphrase-file', passphrase, server.data])).code, 0);
		const mine = copy('different.study');
		const bytes = fs.readFileSync(mine);

		await refused(mine, /is not a copy of/, 'merge', other);
		assert.deepEqual(fs.readFileSync(mine), bytes, 'and nothing was written');
	});

	test('a quote waits for the marks in it, and goes out without what was taken out', async () => {
		const study = copy('quotes.study');
		const { id } = mention(NUMBER);
		const place = 'what:4-15';
		const open = await objects(study, 'redact');

		assert.deepEqual(open.filter((mark) => mark.mention === id).map(({ place, kind, text, state }) => ({ place, kind, text, state })),
			[{ place, kind: 'phone', text: '06-12345678', state: 'open' }]);
		await good(study, 'code', ...as('anna'), 'quote', id);
		await refused(study, /1 mark of personal data/, 'code', ...as('anna'), 'release', id);
		await good(study, 'code', ...as('anna'), 'release', id, '16-34');
		await good(study, 'redact', ...as('anna'), 'redact', id, place);
		assert.match(await good(study, 'code', ...as('anna'), 'release', id), /^ {4}Bel \[…\] of loop even langs\.$/m, 'who releases it sees the whole text');
		const [shown] = await objects(study, 'code', 'show', id);

		assert.deepEqual(shown.quotes.map(({ state, text }) => [state, text]).sort(), [['released', 'Bel […] of loop even langs.'], ['released', 'of loop even langs']]);
		await good(study, 'redact', ...as('anna'), 'open', id, place);
		assert.ok((await objects(study, 'code', 'show', id))[0].quotes.some(({ state }) => state === 'proposed'), 'undecided again, it is kept back again');
	});

	test('a quote is not released by who did not read its text', async () => {
		const study = copy('unread.study');
		const { id, text } = mention(RENT);
		const line = (kind, part, value) => JSON.stringify({ kind, subject: id, part, value });
		const place = `what:0-${[...text].length}`;

		await refused(study, /nobody said that they read this text/, 'code', ...as('anna'), 'script', write('unread.jsonl', line('quote', place, 'released')));
		await good(study, 'code', ...as('anna'), 'script', write('read.jsonl', `[${line('check', 'what', 'yes')},${line('quote', place, 'released')}]\n`));
		assert.deepEqual((await objects(study, 'code', 'show', id))[0].quotes.map(({ state }) => state), ['released']);
		await good(study, 'code', ...as('bram'), 'decide', 'check', id, 'what', 'no');
		assert.deepEqual((await objects(study, 'code', 'show', id))[0].quotes.map(({ state }) => state), ['proposed'], 'taken back, it is kept back again');
	});

	test('cards come in and go out as YAML, all of a file or nothing', async () => {
		const study = copy('cards.study');
		const cards = 'findings:\n  zelf-bellen:\n    kind: olifantenpaadje\n    title: Zelf "bellen" <b>\n    path: Bel zelf.\n    tags: [regels]\n';
		const before = fs.readFileSync(study);

		await refused(study, /cards\.yaml:7:11: error: plan is a day[^]*cards\.yaml:8:3: error: a new finding has a kind/, 'finding', ...as('anna'), 'read',
			write('cards.yaml', `${cards}    plan: straks\n  leeg: {title: Leeg}\n`));
		assert.ok(before.equals(fs.readFileSync(study)), 'not a byte of the study changed');
		assert.equal(await good(study, 'finding', ...as('anna'), 'read', write('cards.yaml', cards)), '4 decisions\n');
		const written = await good(study, 'finding', 'write');

		assert.match(written, /title: "Zelf \\"bellen\\" <b>"/);
		assert.equal(await good(study, 'finding', ...as('anna'), 'read', write('again.yaml', written)), '0 decisions\n', 'what is written reads back as the same');
		assert.equal((await objects(study, 'finding', 'list'))[0].path, 'Bel zelf.');
	});

	test('findings are grouped, merged after a preview, and asked about in the next wave', async (t) => {
		const study = copy('findings.study');
		const make = async (kind, title, list) => {
			const id = (await good(study, 'finding', ...as('anna'), 'new', kind, title)).trim();

			await good(study, 'finding', ...as('anna'), 'join', id, ...list.map((one) => one.id));
			return id;
		};
		const all = paths();
		const one = await make('olifantenpaadje', 'Zelf "bellen" <b>', all.slice(0, 4));
		const other = await make('olifantenpaadje', 'Opbellen', all.slice(4, 6));
		const myth = await make('broodje_aap', 'Het mag niet', mentions.filter((m) => m.kind === 'broodje_aap').slice(0, 2));

		assert.match(await good(study, 'finding', ...as('anna'), 'merge', one, other), new RegExp(`^4 mentions go from "${one}" to "${other}"; 2 stay`));
		assert.equal((await objects(study, 'finding', 'list')).find(({ id }) => id === other).mentions, 2, 'a preview does nothing');
		await good(study, 'finding', ...as('anna'), '--yes', 'merge', one, other);
		const merged = (await objects(study, 'finding', 'list')).find(({ id }) => id === other);

		assert.equal(merged.mentions, 6);
		assert.deepEqual(merged.aliases, ['Zelf "bellen" <b>']);
		await good(study, 'code', ...as('anna'), 'undo');
		assert.equal((await objects(study, 'finding', 'list')).find(({ id }) => id === one).mentions, 4);
		await refused(study, /cannot become one/, 'finding', ...as('anna'), 'merge', one, myth);
		await refused(study, /not of the kind/, 'finding', ...as('anna'), 'join', myth, all[0].id);
		await refused(study, /no finding of this kind was released/, 'known', '--kind', 'olifantenpaadje', '--id', 'next');
		await refused(study, /still empty/, 'finding', ...as('anna'), 'release', one);
		for (const part of ['bottleneck', 'path', 'helps']) await good(study, 'finding', ...as('anna'), 'set', one, part, 'Zo zit het.');
		await good(study, 'finding', ...as('anna'), 'set', one, 'title.en', 'Calling');
		await good(study, 'finding', ...as('anna'), 'set', one, 'contrast', myth);
		await good(study, 'finding', ...as('anna'), 'release', one);
		assert.deepEqual((await objects(study, 'finding', 'waves')).find((row) => row.finding === one),
			{ finding: one, wave: 'voorjaar', mentions: 4, responses: 4, of: rows.length });
		assert.ok((await objects(study, 'finding', 'contrast')).length > 0);

		const questionnaires = temporary(t, 'next');

		fs.mkdirSync(path.join(questionnaires, 'tagsets'));
		await good(study, 'known', '--kind', 'olifantenpaadje', '--id', 'next', '--output', path.join(questionnaires, 'tagsets/next.yaml'));
		fs.writeFileSync(path.join(questionnaires, 'wave.yaml'),
			'questionnaire: wave\naudience: professional\nlanguages: [nl, en]\ntitle: {nl: Proef, en: Trial}\nintro: {nl: Hoi, en: Hi}\n' +
				'thanks: {nl: Dank, en: Thanks}\nquestions:\n  - id: known\n    type: multiple\n    ask: {nl: "Welke herken je?", en: "Which do you recognise?"}\n    tagset: next\n');
		const checked = await survey(['check', path.join(questionnaires, 'wave.yaml')]);

		assert.equal(checked.code, 0, checked.stdout + checked.stderr);
		const server = await serve(t, { questionnaires });
		const form = (await server.get('/nl/wave')).body;

		page.shows(form, /Zelf &quot;bellen&quot; &lt;b&gt;/, 'and in the page it is text');
		page.shows(form, new RegExp(`value="${one}"`));
		page.lacks(form, /Opbellen/, 'what was not released is not asked');
	});

	test('agreement is counted over what two coders coded, each for themselves', async () => {
		const study = copy('agreement.study');
		const coded = mentions.slice(0, 20);
		const line = (one, tag) => JSON.stringify({ kind: tag ? 'tag' : 'coded', subject: one.id, part: tag ?? '', value: 'yes' });
		const script = (name, choose) => write(name, coded.map((one, i) => line(one, choose(i) ? 'wonen' : undefined)).join('\n'));
		const alpha = async () => (await objects(study, 'agreement')).find(({ tag }) => tag === 'wonen');

		await refused(study, /no mention was coded by two/, 'agreement');
		await good(study, 'code', ...as('anna'), 'script', script('anna.jsonl', (i) => i % 2 === 0));
		await good(study, 'code', ...as('anna'), 'tag', mentions[25].id, 'wonen'); // bram did not code this one: it does not count
		await good(study, 'code', ...as('bram'), 'script', script('bram.jsonl', (i) => i % 2 === 0));
		assert.deepEqual(await alpha(), { tag: 'wonen', units: 20, given: 20, alpha: 1, low: 1, high: 1 });
		for (const one of coded.slice(0, 2)) await good(study, 'code', ...as('bram'), 'untag', one.id, 'wonen');
		await good(study, 'code', ...as('bram'), 'coded', coded[0].id);
		const less = await alpha();

		// One of 20 differs: Do = 2/40, De = 2·19·21/(40·39).
		assert.ok(Math.abs(less.alpha - (1 - (2 / 40) / ((2 * 19 * 21) / (40 * 39)))) < 1e-9, `alpha is ${less.alpha}`);
		assert.ok(less.low < less.alpha && less.alpha <= less.high);
	});

	test('suggestions have a reason, groups keep to what was decided, and neither decides', async () => {
		const study = copy('suggest.study');
		const bytes = fs.readFileSync(study);
		const suggestions = await objects(study, 'suggest', 'list');

		assert.equal(suggestions.length, mentions.length);
		const found = suggestions.find((one) => one.mention === mention(RENT).id).suggestions.find(({ tag }) => tag === 'wonen');

		assert.deepEqual([found.source, found.about, found.words], ['codebook', 'huur', 'huur']);
		const twins = write('twins.jsonl', JSON.stringify({ kind: 'link', subject: [paths()[0].id, paths()[1].id].sort()[0],
			part: [paths()[0].id, paths()[1].id].sort()[1], value: 'must' }));
		const together = async () => (await objects(study, 'group', '--kind', 'olifantenpaadje'))
			.some((group) => group.mentions.includes(paths()[0].id) && group.mentions.includes(paths()[1].id));

		assert.deepEqual(fs.readFileSync(study), bytes, 'nothing was decided');
		await good(study, 'code', ...as('anna'), 'script', twins);
		assert.ok(await together(), 'linked mentions come as one group');
		await good(study, 'code', ...as('anna'), 'link', paths()[0].id, paths()[1].id, 'cannot');
		assert.ok(!(await together()), 'and those that are not to be together do not');
	});

	test('the findings that a mention may belong to are ranked, and the tags of their mentions count', async () => {
		const study = copy('rank.study');
		const all = paths();
		const make = async (title, list) => {
			const id = (await good(study, 'finding', ...as('anna'), 'new', 'olifantenpaadje', title)).trim();

			await good(study, 'finding', ...as('anna'), 'join', id, ...list.map((one) => one.id));
			return id;
		};
		const rank = async () => new Map((await objects(study, 'group', '--kind', 'olifantenpaadje', 'rank', all[0].id)).map((one) => [one.finding, one.score]));
		const one = await make('De ene', all.slice(1, 3));
		const other = await make('De andere', all.slice(3, 5));
		const before = await rank();

		assert.deepEqual([...before.keys()].sort(), [one, other].sort());
		for (const { id } of [all[0], all[3], all[4]]) await good(study, 'code', ...as('anna'), 'tag', id, 'regels');
		const after = await rank();

		assert.ok(after.get(other) > before.get(other) + 0.05, 'what has the same tag is likelier');
		assert.equal(after.get(one), before.get(one), 'the other as likely as before (control)');
	});

	test('no answer, memo or coder stands on the disk unencrypted', () => {
		const bytes = fs.readFileSync(path.join(directory, 'mine.study'));

		for (const word of ['van anna', 'anna', 'wonen', NUMBER]) assert.equal(bytes.indexOf(word), -1, word);
		assert.ok(bytes.indexOf('survey study') >= 0, 'it is searched (positive control)');
	});
});
