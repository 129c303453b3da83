// SPDX-License-Identifier: EUPL-1.2
//
// Goal: forms of other programs become questionnaires that pass `survey check`, with a list of what could not be carried over that
// somebody has read (tests/golden/import-*.txt); and no file, however broken or hostile, does more than end with a message. Workbooks
// are made and read by openpyxl too, which shares no code with ours.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { compare } from '../support/golden.mjs';
import { FIXTURES, ROOT, run, SHIPPED, survey, SURVEY, temporary } from '../support/server.mjs';

const FORMS = path.join(FIXTURES, 'forms');
const EXCHANGE = path.join(path.dirname(SURVEY), 'survey-exchange');
// Debian's own, which knows the packages of Debian.
const python = (input, ...args) =>
	execFileSync('/usr/bin/python3', [path.join(ROOT, 'tests/support/workbook.py'), ...args], { input, maxBuffer: 1 << 26 }).toString();
const inForms = (...args) => survey(['import', ...args], { cwd: FORMS });
const csv = fs.readFileSync(path.join(FORMS, 'wijkfeest.csv'), 'utf8');

/** The sheets of the CSV form, by a small reader of its own. */
function sheetsOf(text) {
	const sheets = {};
	let current;

	for (const line of text.trimEnd().split('\n')) {
		const cells = [...`${line},`.matchAll(/("(?:[^"]|"")*"|[^,]*),/g)].map(([, cell]) =>
			cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell
		);

		if (cells[0] !== '') current = sheets[cells[0]] = [];
		else current.push(cells.slice(1));
	}
	return sheets;
}

describe('forms become questionnaires', () => {
	// umfrage.lss and sortie.csv have what forms of others turned out to have: old ways to write things, and no language that we speak.
	for (const name of ['wijkfeest.csv', 'buurt.lss', 'meedoen.lss', 'lunch.txt', 'umfrage.lss', 'sortie.csv'])
		test(name, async (t) => {
			const output = path.join(temporary(t, 'import'), 'made.yaml');
			const made = await inForms(name, '--audience', 'buurt', '--output', output);

			assert.equal(made.code, 0, made.stderr);
			assert.equal(made.stdout, '');
			for (const line of made.stderr.trimEnd().split('\n')) assert.match(line, /^[\w.]+(:\d+:\d+)?: warning: \S/);
			compare(`import-${name.split('.')[0]}.yaml`, fs.readFileSync(output, 'utf8'));
			compare(`import-${name.split('.')[0]}.txt`, made.stderr);
			assert.equal((await survey(['check', output])).stdout, '1 questionnaire, no problems\n');
		});

	test('a workbook of another program says the same as the CSV file', async (t) => {
		const file = path.join(temporary(t, 'import'), 'wijkfeest.xlsx');
		const body = (text) => text.replace(/^#.*\n/, '');

		python(JSON.stringify(sheetsOf(csv)), 'write', file);
		const made = await survey(['import', file, '--audience', 'buurt']);
		const plain = await inForms('wijkfeest.csv', '--audience', 'buurt');
		const lines = (text) => text.trimEnd().split('\n').length;

		assert.equal(made.code, 0, made.stderr);
		assert.equal(body(made.stdout), body(plain.stdout));
		assert.equal(lines(made.stderr), lines(plain.stderr));
		assert.match(made.stderr, /wijkfeest\.xlsx \[survey\]:8:1: warning: question "naam" seems to ask who somebody is/);
		assert.match(made.stderr, /wijkfeest\.xlsx \[choices\]:2:5: warning: "media::image" is not carried over/);
	});

	test('a separator of semicolons, a byte order mark and Windows line ends change nothing', async (t) => {
		const file = path.join(temporary(t, 'import'), 'wijkfeest.csv');
		const rows = Object.entries(sheetsOf(csv)).flatMap(([name, cells]) => [[name], ...cells.map((row) => ['', ...row])]);
		const quoted = (cell) => (/[";\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

		fs.writeFileSync(file, `\ufeff${rows.map((row) => row.map(quoted).join(';')).join('\r\n')}\r\n`.replace('survey', 'survey;;;;'));
		const made = await survey(['import', file, '--audience', 'buurt']);

		assert.equal(made.stdout, (await inForms('wijkfeest.csv', '--audience', 'buurt')).stdout, made.stderr);
	});

	test('what a questionnaire has no room for is left out from the end, and said', async (t) => {
		const directory = temporary(t, 'import');
		const output = path.join(directory, 'made.yaml');
		const rows = Array.from({ length: 400 }, (_, i) => `,text,q${i},Wat ${i}?\n`).join('');

		fs.writeFileSync(path.join(directory, 'much.csv'), `survey,type,name,label\n${rows}`);
		const made = await survey(['import', path.join(directory, 'much.csv'), '--audience', 'buurt', '--output', output]);

		assert.equal(made.code, 0, made.stderr);
		assert.match(made.stderr, /much\.csv:202:2: warning: a questionnaire has at most 200 questions .*: from "q200" on 200 are left out/);
		assert.equal(fs.readFileSync(output, 'utf8').match(/- id: q\d+\n/g).length, 200);
		assert.equal((await survey(['check', output])).code, 0);
	});

	test('a workbook of a thousand columns with a layout is read, and its numbers say what the program showed', async (t) => {
		const file = path.join(temporary(t, 'import'), 'wide.xlsx');
		const number = (at, value) => `<c r="${at}"><v>${value}</v></c>`;
		// As programs write cells that have a colour and nothing else; 750,000 elements and attributes.
		const blank = Array.from({ length: 250 }, (_, r) => {
			const cells = Array.from({ length: 1000 }, (__, c) => `<c r="${String.fromCharCode(65 + (c % 26))}${String.fromCharCode(65 + (r % 26))}${r + 3}" s="${(c * 7919 + r * 31) % 997}"/>`);

			return `<row r="${r + 3}">${cells.join('')}</row>`;
		}).join('');
		const choices = [['list_name', 'name', 'label']]
			.map((row) => `<row r="1">${row.map((text, c) => `<c r="${'ABC'[c]}1" t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`)
			.concat(['0.10000000000000001', '1.0', '1E2', '12345678901234567890'].map((value, i) =>
				`<row r="${i + 2}"><c r="A${i + 2}" t="inlineStr"><is><t>l</t></is></c>${number(`B${i + 2}`, i + 1)}${number(`C${i + 2}`, value)}</row>`
			)).join('');
		const rows = ROWS.replace('<t>text</t>', '<t>select_one l</t>');

		archive({
			...GOOD,
			'xl/workbook.xml': BOOK['xl/workbook.xml'].replace('</sheets>', '<sheet name="choices" sheetId="2" r:id="rId2"/></sheets>'),
			'xl/_rels/workbook.xml.rels': BOOK['xl/_rels/workbook.xml.rels'].replace('</Relationships>', '<Relationship Id="rId2" Target="worksheets/sheet2.xml"/></Relationships>'),
			'xl/worksheets/sheet1.xml': SHEET.replace('ROWS', `${rows}${blank}`),
			'xl/worksheets/sheet2.xml': SHEET.replace('ROWS', choices),
		})(file);
		const made = await survey(['import', file, '--audience', 'buurt']);

		assert.equal(made.code, 0, made.stderr);
		assert.match(made.stdout, /a1: \{nl: "0\.1"\}\n +a2: \{nl: "1"\}\n +a3: \{nl: "100"\}\n +a4: \{nl: "12345678901234567890"\}/);
	});

	test('what is there is not overwritten, and what is wrong with the options is said', async (t) => {
		const output = path.join(temporary(t, 'import'), 'made.yaml');

		fs.writeFileSync(output, 'mine');
		const over = await inForms('lunch.txt', '--output', output);

		assert.equal(over.code, 1);
		assert.match(over.stderr, /exists already/);
		assert.equal(fs.readFileSync(output, 'utf8'), 'mine');
		assert.match((await inForms('lunch.txt', '--audience', 'De Buurt')).stderr, /error: --audience takes lower-case/);
		assert.match((await inForms('lunch.txt', '--language', 'xx')).stderr, /does not speak "xx"/);
		assert.equal((await inForms()).code, 2);
		assert.match((await inForms('--help')).stdout, /^Usage: survey import/);
	});
});

describe('questionnaires become forms', () => {
	test('openpyxl reads what XLSForm says it is', async (t) => {
		const file = path.join(temporary(t, 'export'), 'panel.xlsx');
		const made = await survey(['export', path.join(SHIPPED, 'panel.yaml'), '--output', file]);

		assert.equal(made.code, 0, made.stderr);
		const sheets = JSON.parse(python('', 'read', file));
		const [head, ...rows] = sheets.survey;
		const column = (name) => head.indexOf(name);
		const uses = rows.find((row) => row[column('name')] === 'uses');
		const path_ = rows.find((row) => row[column('name')] === 'path');

		assert.deepEqual(Object.keys(sheets), ['survey', 'choices', 'settings']);
		assert.equal(uses[column('type')], 'select_one uses');
		assert.equal(uses[column('label::English (en)')], 'Have you ever found a way of your own, when the usual way did not work?');
		assert.equal(path_[column('relevant')], "(${uses} = 'ja' or ${uses} = 'anderen' or ${uses} = 'gezien')");
		assert.deepEqual(sheets.settings[1], ['Vertel het ons', 'panel', 'Nederlands (nl)']);
		assert.ok(sheets.choices.some((row) => row[0] === 'uses' && row[1] === 'zeg-ik-liever-niet'));
		// Every list that is asked for is there, and every group ends.
		const lists = new Set(sheets.choices.slice(1).map((row) => row[0]));
		const types = rows.map((row) => row[column('type')]);

		for (const type of types.filter((word) => / /.test(word))) assert.ok(lists.has(type.split(' ')[1]), type);
		for (const kind of ['repeat', 'group'])
			assert.equal(types.filter((word) => word === `begin_${kind}`).length, types.filter((word) => word === `end_${kind}`).length);
		assert.match(made.stderr, /panel\.yaml:\d+:\d+: warning: group "path": `times: 3` and `again:` are not carried over/);
	});

	test('the same questionnaire gives the same bytes', async (t) => {
		const directory = temporary(t, 'export');
		const files = ['a.xlsx', 'b.xlsx'].map((name) => path.join(directory, name));

		for (const file of files) assert.equal((await survey(['export', path.join(SHIPPED, 'meeting.yaml'), '--output', file])).code, 0);
		assert.deepEqual(fs.readFileSync(files[0]), fs.readFileSync(files[1]));
	});

	test('a questionnaire with an error is no form', async (t) => {
		const file = path.join(temporary(t, 'export'), 'x.xlsx');
		const made = await survey(['export', path.join(ROOT, 'tests/golden/lint-types.yaml'), '--output', file]);

		assert.equal(made.code, 1);
		assert.match(made.stderr, /lint-types\.yaml:\d+:\d+: error: /);
		assert.ok(!fs.existsSync(file));
	});
});

const SHEET = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>ROWS</sheetData></worksheet>';
const BOOK = {
	'xl/workbook.xml':
		'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="survey" sheetId="1" r:id="rId1"/></sheets></workbook>',
	'xl/_rels/workbook.xml.rels':
		'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
};
const ROWS = [['type', 'name', 'label'], ['text', 'wat', 'Wat?']]
	.map((row, r) => `<row r="${r + 1}">${row.map((text, c) => `<c r="${'ABC'[c]}${r + 1}" t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`)
	.join('');
const GOOD = { ...BOOK, 'xl/worksheets/sheet1.xml': SHEET.replace('ROWS', ROWS) };
const lss = fs.readFileSync(path.join(FORMS, 'meedoen.lss'), 'utf8');
const LAUGHS = `<!DOCTYPE d [<!ENTITY a "ha">${'bcdefghij'.split('').map((e, i) => `<!ENTITY ${e} "${`&${'abcdefghi'[i]};`.repeat(10)}">`).join('')}]>`;
const archive = (parts) => (file) => python(JSON.stringify(parts), 'pack', file);
const bytes = (content) => (file) => fs.writeFileSync(file, content);

/** Name of the file, how it is made, and what is said of it. */
const hostile = [
	['laughs.lss', bytes(lss.replace('<document>', `${LAUGHS}<document>`).replace('Doe je mee?', '&j;')), /document type declaration/],
	['outside.lss', bytes(lss.replace('<document>', '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><document>').replace('Doe je mee?', '&x;')), /document type declaration/],
	['unknown.lss', bytes(lss.replace('<![CDATA[Doe je mee?]]>', '&x;')), /undefined entity/],
	['half.lss', bytes(lss.slice(0, lss.length / 2)), /half\.lss:\d+:\d+: error: /],
	['deep.lss', bytes('<a>'.repeat(5000)), /more than 64 deep/],
	['other.lss', bytes('<document><x/></document>'), /LimeSurveyDocType/],
	['empty.lss', bytes(''), /error: no element found/],
	['wide.lss', bytes(`<document>${'<x/>'.repeat(1100000)}</document>`), /more than 1000000 elements/],
	['dtd.xlsx', archive({ ...GOOD, 'xl/worksheets/sheet1.xml': LAUGHS + GOOD['xl/worksheets/sheet1.xml'] }), /document type declaration/],
	['bomb.xlsx', archive({ ...GOOD, 'xl/sharedStrings.xml': 12 << 20 }), /unpacks to more than 200 times its size/],
	['large.xlsx', archive({ ...GOOD, 'xl/sharedStrings.xml': 20 << 20 }), /too large/],
	['many.xlsx', archive({ ...GOOD, ...Object.fromEntries(Array.from({ length: 1200 }, (_, i) => [`x${i}`, 'x'])) }), /more than 1000 parts/],
	['away.xlsx', archive({ ...GOOD, 'xl/_rels/workbook.xml.rels': BOOK['xl/_rels/workbook.xml.rels'].replace('worksheets/', '../../../etc/') }), /there is no xl\/\.\.\/\.\.\/\.\.\/etc\/sheet1\.xml in this workbook/],
	['broad.xlsx', archive({ ...GOOD, 'xl/worksheets/sheet1.xml': SHEET.replace('ROWS', '<row r="1"><c r="ZZ1" t="str"><v>x</v></c></row>') }), /more than 512 columns/],
	['none.xlsx', archive(BOOK), /there is no xl\/worksheets\/sheet1\.xml/],
	['cut.xlsx', (file) => { archive(GOOD)(file); fs.truncateSync(file, 300); }, /this is no workbook/],
	['text.xlsx', bytes('hello'), /this is no workbook/],
	['old.xlsx', bytes(Buffer.from('d0cf11e0a1b11ae1', 'hex')), /older workbook/],
	['utf16.csv', bytes(Buffer.from(`\ufeff${csv}`, 'utf16le')), /in UTF-16; save it as UTF-8/],
	['latin1.csv', bytes(Buffer.from(csv.replace('Welkom', 'Wélkom'), 'latin1')), /not in UTF-8/],
	['nul.csv', bytes(csv.replace('Welkom', 'Wel\0kom')), /not in UTF-8/],
	['quote.csv', bytes(`${csv}"`), /ends within quotes/],
	['columns.csv', bytes(`survey${','.repeat(600)}\n`), /more than 512 columns/],
	['rows.csv', bytes(`survey,type,name\n${',text,q\n'.repeat(4000)}`), /more than 3000 rows/],
	['long.csv', bytes(`survey,type,name,label\n,text,q,${'x'.repeat(70000)}\n`), /more than 65536 bytes/],
	['wordy.csv', bytes(`survey,type,name,label\n${Array.from({ length: 90 }, (_, i) => `,select_one l,q${i},Wat ${i}?\n`).join('')}choices,list_name,name,label\n${Array.from({ length: 200 }, (_, i) => `,l,a${i},Een antwoord van een zekere lengte ${i}\n`).join('')}`), /more than 256 KiB/],
	['no.csv', bytes('a,b\n1,2\n'), /no sheet "survey"/],
	['nothing.csv', bytes('survey,type,name,label\n,geopoint,x,X\n'), /no question in it that can be carried over/],
	['lunch.tsv', bytes('a\tb\n'), /no column "class"/],
	['huge.lss', bytes(Buffer.alloc(17 << 20, 'x')), /larger than/],
	['form.pdf', bytes('%PDF'), /what is this\?/],
];

describe('files that nobody should send', () => {
	test('the control: the small workbook that the others are made of is a form', async (t) => {
		const file = path.join(temporary(t, 'hostile'), 'good.xlsx');

		archive(GOOD)(file);
		const made = await survey(['import', file]);

		assert.equal(made.code, 0, made.stderr);
		assert.match(made.stdout, /- id: wat\n {4}type: text\n/);
	});
	test('what stands in a form moves no cursor of a terminal, and makes no second line', async (t) => {
		const file = path.join(temporary(t, 'hostile'), 'form.csv');

		fs.writeFileSync(file, 'survey,type,name,label\n,text,wat,Wat?\n,geo\x1b[2J,x,X\n,text,"q\u0007\n/etc/passwd: error: q",\x1b]0;q\n');
		const made = await survey(['import', file]);

		assert.equal(made.code, 0, made.stderr);
		assert.match(made.stderr, /\(geo\?\[2j\) is left out/, 'it is said (control)');
		assert.doesNotMatch(made.stderr + made.stdout, /[\x00-\x09\x0b-\x1f\x7f]/);
		for (const line of made.stderr.trimEnd().split('\n')) assert.ok(line.startsWith(file), line);
	});
	for (const [name, make, said] of hostile)
		test(`${name}: ends with a message`, async (t) => {
			const file = path.join(temporary(t, 'hostile'), name);

			make(file);
			const made = await survey(['import', file]);

			assert.equal(made.code, 1, `${made.signal ?? ''} ${made.stdout}`);
			assert.equal(made.stdout, '');
			assert.match(made.stderr, said);
			assert.doesNotMatch(made.stderr, /was stopped/);
		});
});

test('the server is not linked with what reads other programs\' files', async () => {
	const libraries = async (program) => (await run('readelf', ['-d', program])).stdout;

	assert.doesNotMatch(await libraries(SURVEY), /lib(expat|zip|xlsxwriter|xml2)/);
	for (const name of ['expat', 'zip', 'xlsxwriter']) assert.match(await libraries(EXCHANGE), new RegExp(`lib${name}`));
});
