// SPDX-License-Identifier: EUPL-1.2
//
// Goal: Markdown and HTML for word processors say what the report says, by Pandoc, which reads them as others do; and nothing that people
// typed becomes markup, ends a cell or begins a list.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';

import { codedStudy, HOSTILE, LINES } from '../support/coded.mjs';
import { complaints } from '../support/markup.mjs';
import { letters, texts } from '../support/pdf.mjs';
import { analysis, run, temporary } from '../support/server.mjs';

const suite = { after: (undo) => process.on('exit', undo) };
const READERS = ['gfm', 'markdown', 'commonmark_x'];

/** The cells of each table: rows of texts; a cell over two columns is two. */
function tables(html) {
	return [...html.matchAll(/<table.*?<\/table>/gs)].map(([table]) =>
		[...table.matchAll(/<tr.*?<\/tr>/gs)].map(([row]) =>
			[...row.matchAll(/<(t[hd])([^>]*)>(.*?)<\/\1>/gs)].flatMap(([, , attributes, text]) => [texts(`<p>${text}</p>`, 'p')[0], ...(/colspan="2"/.test(attributes) ? [''] : [])])));
}

/** What stands between two tags of a page, but those within a line. */
const chunks = (html) => html.replace(/<\/?(strong|a|time|br|em)\b[^>]*>/g, '').split(/<[^>]*>/).map((text) => letters(plain(texts(`<p>${text}</p>`, 'p')[0]))).filter((text) => text !== '');

/** Typographic marks that Pandoc makes, back. */
const plain = (text) => text.replaceAll('…', '...').replaceAll(/[“”]/g, '"').replaceAll(/[‘’]/g, "'");

describe('forms of the report', () => {
	let made, directory, page;
	const rendered = {};

	const file = (name) => path.join(directory, name);
	const report = (name, ...args) => analysis(['report', '--study', made.study, '--passphrase-file', made.passphrase, '--output', file(name), ...args]);

	async function pandoc(...args) {
		const done = await run('pandoc', args);

		assert.equal(done.code, 0, done.stderr);
		return done.stdout;
	}

	before(async () => {
		made = await codedStudy(suite);
		directory = temporary(suite, 'forms');
		for (const format of ['html', 'markdown', 'docx-html']) {
			const done = await report(`report.${format}`, '--format', format);

			assert.equal(done.code, 0, done.stderr);
		}
		page = fs.readFileSync(file('report.html'), 'utf8').replace(/<nav.*?<\/nav>|<style>.*?<\/style>|<div class="chart.*?\n<\/div>|<a class="skip".*?<\/a>/gs, '');
		for (const reader of READERS) rendered[reader] = await pandoc('--from', reader, '--to', 'html', '--wrap=none', file('report.markdown'));
		await pandoc('--from', 'html', '--to', 'docx', '--output', file('report.docx'), file('report.docx-html'));
		rendered.docx = await pandoc('--from', 'docx', '--to', 'html', '--wrap=none', file('report.docx'));
	});

	test('every heading, paragraph, entry and quote of the page is in each of them', () => {
		const parts = chunks(page);

		assert.ok(parts.length > 150, `${parts.length} parts`);
		for (const [reader, html] of Object.entries(rendered)) {
			const whole = chunks(html).join('').replaceAll('/', '');

			assert.deepEqual(parts.filter((part) => !whole.includes(part.replaceAll('/', ''))), [], reader);
		}
	});

	test('the tables are the same, cell by cell', () => {
		/* A cell of Markdown has no lines: there a slash stands between two. */
		const cells = (html) => tables(html).map((one) => one.map((row) => row.map((cell) => plain(cell).replaceAll('/', ''))));
		const expected = cells(page);

		assert.ok(expected.length >= 4 && expected.flat().length > 20, `${expected.length} tables`);
		for (const [reader, html] of Object.entries(rendered)) assert.deepEqual(cells(html), expected, reader);
	});

	test('nothing that people typed becomes markup', () => {
		for (const reader of READERS) {
			const names = new Set([...rendered[reader].matchAll(/<([a-z][a-z0-9]*)/g)].map(([, name]) => name));

			for (const name of ['script', 'b', 'hr', 'i', 'em', 'a', 'code', 'span', 'del', 'sub', 'sup', 'img']) assert.ok(!names.has(name), `${reader} makes <${name}>`);
			const [quote, lines] = [HOSTILE, LINES].map((text) => letters(plain(text)));
			const quotes = texts(rendered[reader], 'blockquote').map((one) => letters(plain(one)));

			assert.ok(quotes.includes(quote), reader);
			assert.ok(quotes.includes(lines), reader);
			assert.match(rendered[reader], /<p>Regel een\.<br ?\/?>\n?# Geen kop<br/, 'lines stay lines');
		}
	});

	test('the same text without care does become markup (positive control)', async () => {
		fs.writeFileSync(file('careless.md'), `Tekst ${HOSTILE}\n\n${LINES}\n`);
		const html = await pandoc('--from', 'gfm', '--to', 'html', file('careless.md'));

		assert.match(html, /<script>|<b onclick/);
		assert.match(html, /<a href="https:\/\/kwaad\.example"/);
		assert.match(html, /<li>Geen punt/);
	});

	test('a word processor gets headings, header rows and quotes as such, and no charts', async () => {
		const html = fs.readFileSync(file('report.docx-html'), 'utf8');

		assert.deepEqual(await complaints('docx-html', html), []);
		assert.doesNotMatch(html, /<svg|<script|<img|<link/);
		const xml = (await run('unzip', ['-p', file('report.docx'), 'word/document.xml'])).stdout;
		const count = (pattern) => (xml.match(pattern) ?? []).length;

		for (const level of [1, 2, 3]) assert.equal(count(new RegExp(`<w:pStyle w:val="Heading${level}"`, 'g')), texts(html, `h${level}`).length, `h${level}`);
		assert.equal(count(/<w:tblHeader/g), tables(page).length);
		assert.ok(count(/<w:pStyle w:val="BlockText"/g) >= 3);
	});

	test('the same bytes each time; an unknown form and a PDF of another than the page are refused', async () => {
		assert.equal((await report('again.md', '--format', 'markdown')).code, 0);
		assert.deepEqual(fs.readFileSync(file('again.md')), fs.readFileSync(file('report.markdown')));
		for (const args of [['--format', 'docx'], ['--format', 'markdown', '--pdf', file('no.pdf')]]) {
			const refused = await report('none.md', ...args);

			assert.equal(refused.code, 1, args.join(' '));
			assert.ok(!fs.existsSync(file('none.md')));
		}
	});
});
