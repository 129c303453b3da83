// SPDX-License-Identifier: EUPL-1.2
//
// Goal: what leaves a study is what was released and nothing else, in files that other programs read: checked with tools that share no
// code with ours (xmllint, unzip). Controls: the same words do leave with --internal, and a wrong file is refused by the schemas.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';

import * as page from '../support/page.mjs';
import { FIXTURES, ROOT, SHIPPED, analysis, demoKey, emptyStudy, run, serve, survey, temporary } from '../support/server.mjs';

const FORMULA = '=cmd|\'/C calc\'!A0 zegt "ja", 🐘 & <b>loopt</b>\nverder';
const SECRET = 'Het zeepaardje van de Korreweg is niet vrijgegeven.';
const REFUSED = 'De walrus wilde niet dat iemand dit leest.';
const NUMBER = 'Bel 06-12345678 bij de narwal.';
const MYTH = 'Een ander mens zegt: dat mag nooit.';
const SECRETS = ['zeepaardje', 'walrus', '06-12345678'];

const rows = [
	{ form: 'professionals', kind: 'path', text: FORMULA },
	{ form: 'professionals', kind: 'path', text: SECRET },
	{ form: 'professionals', kind: 'path', text: REFUSED, quote: 'nee' },
	{ form: 'panel', kind: 'path', text: NUMBER },
	{ form: 'panel', kind: 'myth', text: MYTH },
	...Array.from({ length: 5 }, (_, i) => ({ form: 'panel', kind: 'path', text: `Panel ${i} belt zelf.` })),
	...Array.from({ length: 9 }, (_, i) => ({ form: 'professionals', kind: 'path', text: `Nummer ${i} gaat gewoon langs.` })),
];

const BOOK = `codebook: proef
tags:
  wonen: {name: Wonen, keywords: [huur], colour: "#117733", definition: "Wonen & <huren>", examples: ["Een voorbeeld van een zeepaardje"]}
  bank: {name: Bank, parent: wonen}
  zaken: {name: "Zaken \\"x\\""}
  geld: {name: BANK, parent: zaken}
  oud: {name: Oud}
`;

const suite = { after: (undo) => process.on('exit', undo) };
const directory = temporary(suite, 'export');
const study = emptyStudy(path.join(directory, 'the.study'));
const schema = (name) => path.join(FIXTURES, 'schemas', name);
let passphrase;
let released;
let draft;

async function good(command, ...args) {
	const done = await analysis([command, '--study', study, '--passphrase-file', passphrase, ...args]);

	assert.equal(done.code, 0, `${command} ${args.join(' ')}: ${done.stderr}`);
	return done.stdout;
}

const objects = async (...args) => (await good(...args, '--json')).trim().split('\n').filter(Boolean).map((line) => JSON.parse(line));
const anna = ['--coder', 'anna'];

/** Exports; gives the file's path and what was said. */
async function written(format, ...args) {
	const output = path.join(directory, `${format}-${args.join('').replace(/\W/g, '')}`);
	const done = await analysis(['export', '--study', study, '--passphrase-file', passphrase, '--format', format, '--output', output, ...args]);

	assert.equal(done.code, 0, done.stderr);
	assert.equal(fs.statSync(output).mode & 0o777, 0o600);
	return { output, said: done.stderr };
}

async function refused(reason, ...args) {
	const output = path.join(directory, 'refused');
	const done = await analysis(['export', '--study', study, '--passphrase-file', passphrase, '--output', output, ...args]);

	assert.notEqual(done.code, 0);
	assert.match(done.stderr, reason);
	assert.ok(!fs.existsSync(output));
}

/** All that a file says, unzipped where it is an archive. */
async function content(file) {
	if (fs.readFileSync(file).subarray(0, 2).toString() !== 'PK') return fs.readFileSync(file, 'latin1').concat(fs.readFileSync(file, 'utf8'));
	const done = await run('unzip', ['-p', file]);

	assert.equal(done.code, 0, done.stderr);
	return done.stdout;
}

const lint = (args, file) => run('xmllint', ['--nonet', '--noout', ...args, file]);
const xpath = async (file, expression) => (await run('xmllint', ['--nonet', '--xpath', expression, file])).stdout.trim();

async function valid(args, file) {
	const done = await lint(args, file);

	assert.equal(done.code, 0, done.stderr);
}

async function invalid(args, text, from, to) {
	const file = path.join(directory, 'wrong.xml');

	assert.notEqual(text.replace(from, to), text, 'the control changes something');
	fs.writeFileSync(file, text.replace(from, to));
	assert.notEqual((await lint(args, file)).code, 0, `${from} was not missed`);
}

/** RFC 4180, by hand. */
function csv(text) {
	const lines = [[]];
	let field = '';

	for (let i = 0; i < text.length; i++)
		if (text[i] === '"') {
			for (i++; text[i] !== '"' || text[i + 1] === '"'; i++) {
				if (text[i] === '"') i++;
				field += text[i];
			}
		} else if (text[i] === ',' || text[i] === '\r') {
			lines.at(-1).push(field);
			field = '';
			if (text[i] === '\r' && i + 2 < text.length) lines.push([]);
			if (text[i] === '\r') i++;
		} else field += text[i];
	return lines;
}

const table = (text) => {
	const [head, ...rest] = csv(text);

	return rest.map((line) => Object.fromEntries(head.map((name, i) => [name, line[i]])));
};

/** A workbook as Debian's openpyxl reads it: {sheet: [[cell, …], …]}. */
async function openpyxl(file) {
	const done = await run('/usr/bin/python3', [path.join(ROOT, 'tests/support/workbook.py'), 'read', file]);

	assert.equal(done.code, 0, done.stderr);
	return JSON.parse(done.stdout);
}

/** A file of SPSS as PSPP reads it, with the words of coded answers or with their numbers. */
async function pspp(file, labels) {
	const to = path.join(directory, 'pspp.csv');
	const syntax = path.join(directory, 'pspp.sps');

	fs.rmSync(to, { force: true });
	fs.writeFileSync(syntax, `GET FILE='${file}'.\nSAVE TRANSLATE /OUTFILE='${to}' /TYPE=CSV /FIELDNAMES /CELLS=${labels ? 'LABELS' : 'VALUES'} /REPLACE.\n`);
	const done = await run('pspp', ['-O', 'format=txt', syntax]);

	assert.equal(done.code, 0, done.stdout + done.stderr);
	return csv(fs.readFileSync(to, 'utf8').replace(/\r?\n/g, '\r\n')).map((line) => line.map((cell) => cell.replaceAll('\r\n', '\n')));
}

async function unpack(file, name) {
	const to = path.join(directory, name);

	assert.equal((await run('unzip', ['-o', '-q', file, '-d', to])).code, 0);
	return to;
}

/** How many professionals said that they use workarounds often (`ja`): every other one. */
const professionalsWho = () => String(rows.filter(({ form }, i) => form === 'professionals' && i % 2 === 0).length);

async function fillIn() {
	const key = await demoKey();
	const server = await serve(suite, { questionnaires: ['professionals.yaml', 'panel.yaml'].map((name) => path.join(SHIPPED, name)) });

	for (const [i, { form, kind, text, quote = 'ja' }] of rows.entries()) {
		const reply = await server.post(`/nl/${form}`, {
			...page.carried((await server.get(`/nl/${form}`)).body),
			checked: '1',
			// What a whole group answered would be hidden.
			[kind === 'path' ? 'uses' : 'hears']: form === 'professionals' && i % 2 === 1 ? 'soms' : 'ja',
			[`${kind}_1_what`]: text,
			'may-quote': quote,
		});

		assert.equal(reply.status, 303, page.problems(reply.body ?? ''));
	}
	await server.stop();
	await survey(['release', '--data', server.data, '--closing']);
	passphrase = key.passphrase;
	const imported = await analysis(['import', '--key', key.secret, '--study', study, '--passphrase-file', passphrase, '--wave', 'voorjaar', server.data]);

	assert.equal(imported.code, 0, imported.stderr);
}

async function decide() {
	const book = path.join(directory, 'book.yaml');

	fs.writeFileSync(book, BOOK);
	await good('codebook', ...anna, 'read', book);
	await good('codebook', ...anna, '--yes', 'merge', 'oud', 'geld');
	const mentions = await objects('code', 'list');
	const id = (text) => mentions.find((one) => one.text === text).id;

	await good('code', ...anna, 'tag', id(FORMULA), 'bank');
	await good('code', ...anna, 'tag', id(FORMULA), 'geld');
	await good('code', ...anna, 'quote', id(FORMULA));
	await good('code', ...anna, 'release', id(FORMULA));
	await good('code', ...anna, 'quote', id(MYTH));
	await good('code', ...anna, 'release', id(MYTH));
	await good('code', ...anna, 'quote', id(SECRET)); // proposed, not released
	await good('redact', ...anna, 'redact', id(NUMBER), 'what:4-15');
	await good('code', ...anna, 'quote', id(NUMBER));
	await good('code', ...anna, 'release', id(NUMBER));
	draft = (await good('finding', ...anna, 'new', 'broodje_aap', 'De zeepaardjes zijn op')).trim();
	released = (await good('finding', ...anna, 'new', 'olifantenpaadje', 'Gewoon langsgaan')).trim();
	for (const part of ['bottleneck', 'path', 'helps']) await good('finding', ...anna, 'set', released, part, '@SUM(1) & <zo>');
	await good('finding', ...anna, 'set', released, 'contrast', draft);
	await good('finding', ...anna, 'join', released, id(FORMULA));
	await good('finding', ...anna, 'release', released);
}

const FORMATS = ['csv', 'xlsx', 'sav', 'json', 'ddi', 'qdc', 'qdpx'];

describe('what leaves a study', () => {
	before(async () => {
		await fillIn();
		await decide();
	});

	test('nothing that was not released, in any form; with --internal it does leave (control)', async () => {
		for (const format of FORMATS) {
			const sheets = ['csv', 'sav'].includes(format) ? ['questions', 'codebook', 'findings', 'quotes', 'tables'] : [undefined];

			for (const sheet of sheets) {
				const { output, said } = await written(format, ...(sheet ? ['--sheet', sheet] : []));
				const text = await content(output);

				assert.match(said, /Released material only/);
				for (const secret of [...SECRETS, draft, 'voorbeeld']) assert.ok(!text.includes(secret), `${format} ${sheet ?? ''} says ${secret}`);
			}
		}
		for (const format of ['ddi', 'qdc']) {
			const { output, said } = await written(format, '--internal');

			assert.match(said, /INTERNAL, not to leave the team/);
			assert.match(await content(output), /INTERNAL/, `${format} says it too`);
		}
		for (const [format, ...args] of [['json'], ['csv', '--sheet', 'stories'], ['sav', '--sheet', 'stories'], ['xlsx'], ['qdpx']]) {
			const { output, said } = await written(format, '--internal', ...args);
			const text = await content(output);

			assert.match(said, /INTERNAL, not to leave the team/);
			assert.match(text, /INTERNAL/, 'the file says it too');
			assert.ok(text.includes('zeepaardje') && text.includes('walrus'));
			assert.ok(!text.includes('06-12345678'), 'what was taken out stays out');
		}
	});

	test('the same study gives the same bytes', async () => {
		const args = (format) => (['csv', 'sav'].includes(format) ? ['--sheet', 'quotes'] : []);
		const first = {};

		for (const format of FORMATS) first[format] = fs.readFileSync((await written(format, ...args(format))).output);
		await new Promise((resolve) => setTimeout(resolve, 2100)); // the time in a ZIP archive goes by two seconds
		for (const format of FORMATS) assert.deepEqual(fs.readFileSync((await written(format, ...args(format))).output), first[format], format);
	});

	test('JSON: released findings, without a reference to one that is not', async () => {
		const whole = JSON.parse(fs.readFileSync((await written('json')).output, 'utf8'));
		const sheet = (name) => whole.sheets.find((one) => one.name === name);

		assert.equal(whole.internal, false);
		assert.deepEqual(sheet('findings').rows.map(({ id, title, contrast, path: way }) => ({ id, title, contrast, way })),
			[{ id: released, title: 'Gewoon langsgaan', contrast: '', way: '@SUM(1) & <zo>' }]);
		assert.deepEqual(sheet('quotes').rows.map(({ kind, text, tags }) => [kind, text, tags]), [
			['olifantenpaadje', FORMULA, 'bank, geld'],
			['olifantenpaadje', 'Bel […] bij de narwal.', ''],
			['broodje_aap', MYTH, ''],
		]);
		assert.deepEqual(whole.sheets.map((one) => one.name), ['questions', 'codebook', 'findings', 'quotes', 'tables']);
		const internal = JSON.parse(fs.readFileSync((await written('json', '--internal')).output, 'utf8'));

		assert.equal(internal.sheets.find((one) => one.name === 'findings').rows.find(({ id }) => id === released).contrast, draft, 'control');
	});

	test('small numbers are hidden in what is counted', async () => {
		const counted = table(fs.readFileSync((await written('csv')).output, 'utf8'));
		const numbers = (name) => Object.fromEntries(counted.filter((row) => row.table === name).map((row) => [row.category, row.count]));
		const quoting = numbers('professionals:may-quote');

		assert.equal(numbers('questionnaire,audience,wave')['(all),(all),(all)'], '19', 'not a small one (control)');
		assert.equal(numbers('professionals:uses').ja, professionalsWho(), 'nor is this');
		assert.equal(quoting.nee, '', 'one person');
		assert.equal(quoting.ja, '', 'nor what it could be calculated from');
		assert.ok(counted.every((row) => (row.count === '') === (row.hidden === '1') && (row.count === '' || row.respondents === '0' || Number(row.respondents) >= 5)));
	});

	test('what was told stands there as a table of the team has it, and the proof goes with the numbers', async () => {
		const { output } = await written('csv');
		const rows = table(fs.readFileSync(output, 'utf8')).filter((row) => row.kind === 'olifantenpaadje');
		const told = (name) => rows.filter((row) => row.table === name);
		const tally = table(await good('tally', '--draft', '--by', 'audience', '--kind', 'olifantenpaadje', '--format', 'csv'));
		const proof = JSON.parse(fs.readFileSync(`${output}.proof.json`, 'utf8'));

		assert.deepEqual(told('audience').map((row) => row.count), tally.map(({ count }) => (/^\d+$/.test(count) ? count : '')));
		assert.ok(told('audience').some((row) => Number(row.count) >= 5), 'not all are hidden (control)');
		assert.ok(told('big-five,audience').length > 0);
		assert.deepEqual([...new Set(told('finding,audience').filter((row) => row.category.startsWith(`${released},`)).map((row) => row.count))].sort(), ['', '0'], 'one person told of it');
		assert.ok(!rows.some((row) => row.category.includes(draft)));
		assert.equal(proof.exposed, 0);
		assert.ok(proof.hidden.some(({ number }) => number.includes(released)));
		for (const args of [['json', '--internal'], ['csv', '--sheet', 'quotes']]) assert.ok(!fs.existsSync(`${(await written(...args)).output}.proof.json`), 'without numbers that go out there is no proof');
	});

	test('CSV: no formula, and a byte order mark only when it was asked for', async () => {
		const plain = fs.readFileSync((await written('csv', '--sheet', 'quotes')).output, 'utf8');
		const marked = fs.readFileSync((await written('csv', '--sheet', 'quotes', '--bom')).output, 'utf8');

		assert.equal(marked, `\ufeff${plain}`);
		assert.equal(table(plain)[0].text, `'${FORMULA}`);
		assert.equal(table(fs.readFileSync((await written('csv', '--sheet', 'findings')).output, 'utf8'))[0].path, "'@SUM(1) & <zo>");
	});

	test('answers person by person only with --internal, and texts beside them only with --texts', async () => {
		await refused(/which sheet\?/, '--format', 'csv', '--sheet', 'responses-professionals');
		await refused(/with --internal only/, '--format', 'csv', '--texts');
		await refused(/which sheet\? .*responses-professionals/, '--format', 'csv', '--internal');
		await refused(/no questionnaire "nix"/, '--format', 'json', '--questionnaire', 'nix');
		const closed = await written('csv', '--internal', '--questionnaire', 'professionals');
		const answers = table(fs.readFileSync(closed.output, 'utf8'));

		assert.match(closed.said, /without the texts/);
		assert.equal(answers.length, 12);
		assert.equal(answers.filter((row) => row['may-quote'] === 'nee').length, 1);
		assert.ok(answers.every((row) => row.file_notice.startsWith('INTERNAL') && row.wave_name === 'voorjaar'));
		assert.ok(!('what' in table(fs.readFileSync((await written('csv', '--internal', '--sheet', 'path-professionals')).output, 'utf8'))[0]));
		const joined = await written('csv', '--internal', '--texts', '--sheet', 'path-professionals');

		assert.match(joined.said, /with the texts they wrote beside them/);
		assert.ok(table(fs.readFileSync(joined.output, 'utf8')).some((row) => row.what === SECRET && row.file_notice.includes('beside them')));
	});

	test('in no form does a text stand beside answers, but with --texts (control)', async () => {
		// What is a person's row: answers, and what they said in a group of questions.
		const personal = (name) => /^(responses|path|myth)-/.test(name);
		const joined = (sheets) => Object.entries(sheets).filter(([name, cells]) => personal(name) && SECRETS.some((secret) => JSON.stringify(cells).includes(secret))).map(([name]) => name);
		const json = async (...args) => Object.fromEntries(JSON.parse(fs.readFileSync((await written('json', ...args)).output, 'utf8')).sheets.map((sheet) => [sheet.name, sheet.rows]));
		const book = async (...args) => openpyxl((await written('xlsx', ...args)).output);

		for (const read of [json, book]) {
			const sheets = await read('--internal');

			assert.ok(Object.keys(sheets).filter(personal).length >= 3, 'there are such rows (control)');
			assert.ok(JSON.stringify(sheets.stories).includes('zeepaardje'), 'the texts are there, apart (control)');
			assert.deepEqual(joined(sheets), []);
			assert.ok(joined(await read('--internal', '--texts')).includes('path-professionals'));
			assert.deepEqual(Object.keys(await read()).filter(personal), [], 'and none of these leaves');
		}
	});

	test('REFI-QDA codebook: as the schema wants it, no two names alike, no examples', async () => {
		const { output } = await written('qdc');
		const text = fs.readFileSync(output, 'utf8');
		const names = [...text.matchAll(/<Code [^>]*? name="([^"]*)"/g)].map(([, name]) => name);

		await valid(['--relaxng', schema('refi-codebook.rng')], output);
		assert.deepEqual(names.sort(), ['BANK (geld)', 'Bank (bank)', 'Wonen', 'Zaken &quot;x&quot;'].sort());
		assert.match(text, /^<CodeBook xmlns="urn:QDA-XML:codebook:1\.0"/m);
		assert.equal(await xpath(output, 'count(//*[local-name()="Code" and @name="Wonen"]/*[local-name()="Code"])'), '1');
		await invalid(['--relaxng', schema('refi-codebook.rng')], text, ' isCodable="true"', '');
		await invalid(['--relaxng', schema('refi-codebook.rng')], text, 'codebook:1.0', 'codebook:1:0');
	});

	test('REFI-QDA project: as the published schema wants it, and every selection is its words', async () => {
		for (const args of [[], ['--internal']]) {
			const { output } = await written('qdpx', ...args);
			const to = await unpack(output, `project${args}`);
			const project = path.join(to, 'project.qde');
			const text = fs.readFileSync(project, 'utf8');
			const sources = [...text.matchAll(/<TextSource guid="([^"]+)" name="([^"]+)" plainTextPath="internal:\/\/([^"]+)\.txt">(.*?)<\/TextSource>/gs)];

			await valid(['--schema', schema('refi-project.xsd')], project);
			assert.deepEqual(sources.map(([, , name]) => name), ['olifantenpaadje: what', 'broodje_aap: what'], 'a source per question');
			assert.ok(!text.includes('PlainTextContent'));
			assert.deepEqual(fs.readdirSync(path.join(to, 'sources')).sort(), sources.map(([, guid]) => `${guid}.txt`).sort());
			const guids = [...text.matchAll(/ guid="([^"]+)"/g)].map(([, guid]) => guid);

			assert.equal(new Set(guids).size, guids.length);
			for (const guid of guids) assert.match(guid, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
			for (const [, target] of text.matchAll(/targetGUID="([^"]+)"/g)) assert.ok(guids.includes(target));
			const words = [...fs.readFileSync(path.join(to, 'sources', `${sources[0][3]}.txt`), 'utf8')]; // code points
			const [, from, end] = /startPosition="(\d+)" endPosition="(\d+)"/.exec(sources[0][4]);

			assert.equal(words.slice(Number(from), Number(end)).join(''), FORMULA);
			assert.equal([...text.matchAll(/<Coding /g)].length, 2);
			await invalid(['--schema', schema('refi-project.xsd')], text, ' startPosition=', ' start=');
		}
	});

	test('XLSX: a worksheet for each sheet, texts and no formulas, and it says what it is', async () => {
		for (const args of [[], ['--internal']]) {
			const { output } = await written('xlsx', ...args);
			const to = await unpack(output, `book${args}`);
			const read = (name) => fs.readFileSync(path.join(to, name), 'utf8');
			const names = [...read('xl/workbook.xml').matchAll(/<sheet name="([^"]+)"/g)].map(([, name]) => name);

			for (const part of [...names.map((_, i) => `xl/worksheets/sheet${i + 1}.xml`), 'xl/sharedStrings.xml', 'xl/workbook.xml']) {
				await valid([], path.join(to, part));
				assert.ok(!/<f[ >]/.test(read(part)), `${part} has a formula`);
			}
			assert.deepEqual(names.slice(0, 6), ['about', 'questions', 'codebook', 'findings', args.length ? 'stories' : 'quotes', 'tables']);
			assert.equal(names.includes('responses-professionals'), args.length > 0);
			assert.ok(read('xl/sharedStrings.xml').includes('>=cmd|'), 'as text it may stand there');
			assert.match(read('docProps/core.xml'), args.length ? /INTERNAL/ : /Released material/);
		}
	});

	test('XLSX: another program reads the same cells as in CSV', async () => {
		const book = await openpyxl((await written('xlsx')).output);

		for (const sheet of ['questions', 'codebook', 'findings', 'quotes', 'tables']) {
			// CSV has a ' before what would be a formula; a workbook has texts.
			const plain = csv(fs.readFileSync((await written('csv', '--sheet', sheet)).output, 'utf8')).map((line) => line.map((cell) => cell.replace(/^'(?=[=+\-@])/, '')));

			assert.ok(plain.length > 1);
			assert.deepEqual(book[sheet], plain, sheet);
		}
	});

	test('DDI-Codebook: every question once, with numbers that are not small', async () => {
		const { output } = await written('ddi');
		const text = fs.readFileSync(output, 'utf8');
		const names = [...text.matchAll(/<var ID="([^"]+)" name="([^"]+)"/g)];
		const category = (name, id) => xpath(output, `string(//*[@name="${name}"]/*[local-name()="catgry"][*[local-name()="catValu"]="${id}"]/*[local-name()="catStat"])`);

		await valid(['--relaxng', schema('ddi-codebook.rng')], output);
		assert.equal(new Set(names.map(([, id]) => id)).size, names.length);
		assert.equal(new Set(names.map(([, , name]) => name)).size, names.length);
		assert.ok(names.some(([, , name]) => name === 'professionals.path.what') && names.some(([, , name]) => name === 'panel.may-quote'));
		assert.equal(await category('professionals.uses', 'ja'), professionalsWho());
		assert.equal(await category('professionals.may-quote', 'nee'), '', 'one person');
		assert.equal(await category('professionals.may-quote', 'ja'), '', 'and all others but one');
		await invalid(['--relaxng', schema('ddi-codebook.rng')], text, /<labl>[^<]*<\/labl>/, '');
	});

	test('SPSS: a file of its kind, which says what it is', async () => {
		const released = fs.readFileSync((await written('sav')).output);
		const internal = fs.readFileSync((await written('sav', '--internal', '--questionnaire', 'professionals')).output);

		for (const bytes of [released, internal]) assert.equal(bytes.subarray(0, 4).toString(), '$FL2');
		assert.ok(released.includes('Released material only'));
		assert.ok(internal.includes('INTERNAL, not to leave the team'));
		assert.ok(internal.includes('may_quote'), 'the name of a variable');
		for (const secret of SECRETS) assert.ok(!internal.includes(secret), 'no texts beside closed answers');
	});

	test('SPSS: PSPP reads the same values as in CSV, with their labels', async (t) => {
		if ((await run('which', ['pspp'])).code !== 0) return t.skip('NOT RUN: there is no PSPP here');
		// The control: another value is read as another one.
		const other = path.join(directory, 'other.sav');
		const quotes = fs.readFileSync((await written('sav', '--sheet', 'quotes')).output, 'latin1');

		fs.writeFileSync(other, quotes.replace('narwal', 'walvis'), 'latin1');
		assert.ok((await pspp(other, false)).flat().some((cell) => cell.includes('bij de walvis')));
		for (const args of [['--sheet', 'quotes'], ['--sheet', 'findings'], ['--sheet', 'tables'], ['--internal', '--questionnaire', 'professionals'], ['--internal', '--sheet', 'stories']]) {
			const { output } = await written('sav', ...args);
			const plain = csv(fs.readFileSync((await written('csv', ...args)).output, 'utf8')).map((line) => line.filter((_, i, cells) => !(args[0] === '--internal' && i === cells.length - 1)));
			const codes = await pspp(output, false);
			const labels = await pspp(output, true);

			assert.equal(codes[0].length, plain[0].length, args.join(' '));
			assert.equal(codes.length, plain.length);
			for (const [r, line] of plain.slice(1).entries())
				for (const [c, cell] of line.entries()) {
					const number = codes[r + 1][c].trim();
					const said = [number, labels[r + 1][c].trim()];
					const wanted = cell.replace(/^'(?=[=+\-@])/, '').trim();

					// A coded answer is a number with a label; the CSV file has its id, of which the label is the words.
					if (/^\d+$/.test(number) && !/^[\d.]*$/.test(wanted)) assert.notEqual(said[1], number, `${codes[0][c]} has no label for ${number}`);
					else assert.ok(said.includes(wanted) || Number(wanted) === Number(number), `${codes[0][c]}, row ${r + 1}: ${JSON.stringify(said)}, not ${JSON.stringify(wanted)}`);
				}
		}
	});
});
