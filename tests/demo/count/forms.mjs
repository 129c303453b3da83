// SPDX-License-Identifier: EUPL-1.2
//
// Whether the other forms of the report have the numbers of its HTML: the same ones, as often. A PDF has all of them (poppler reads it);
// Markdown and HTML for word processors have no charts. Usage: node forms.mjs REPORT.html FILE…

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

import { Element, parse } from './html.mjs';

const [html, ...files] = process.argv.slice(2);
const PAGE_NUMBER = /^\d+ \/ \d+$/gm;

const readHtml = (file) => parse(fs.readFileSync(file, 'utf8')).find('body')[0];

/** Every text of an element by itself, for two cells of a table are no word; of elements that `leaves` is true of, none. */
const texts = (element, leaves = () => false) => element.children.flatMap((child) => (child instanceof Element ? (leaves(child) ? [] : texts(child, leaves)) : [child]));

/** Lists whose items a browser numbers: those numbers are in no text of the HTML. */
const isNumbered = (list) => list.is('bands') || list.around((one) => one.attributes['aria-labelledby'] === 'questions') !== undefined;

const markers = (page) =>
	page
		.find('ol')
		.filter(isNumbered)
		.flatMap((list) => list.children.filter((child) => child instanceof Element).map((_, i) => i + 1));

/** How often each number stands there. */
function numbers(text) {
	const found = new Map();

	for (const number of text.normalize('NFKC').match(/\d+/g) ?? []) found.set(number, (found.get(number) ?? 0) + 1);
	return found;
}

const whole = readHtml(html);
const withoutCharts = texts(whole, (one) => one.is('chart')).join(' ');

/** Per ending: the text of a file, and what it is to have. */
const FORMS = {
	pdf: (file) => [execFileSync('pdftotext', [file, '-'], { encoding: 'utf8', maxBuffer: 1 << 26 }).replace(PAGE_NUMBER, ''), [...texts(whole), ...markers(whole)].join(' ')],
	/* The numbers of lists, and ids in links, are no text. */
	md: (file) => [fs.readFileSync(file, 'utf8').replace(/^\s*\d+\. /gm, '').replace(/\]\(#[^)]*\)/g, ']'), withoutCharts],
	html: (file) => [texts(readHtml(file)).join(' '), withoutCharts],
};

for (const file of files) {
	const [there, wanted] = FORMS[file.split('.').at(-1)](file).map(numbers);
	const other = [...new Set([...there.keys(), ...wanted.keys()])].filter((number) => there.get(number) !== wanted.get(number));

	for (const number of other) console.error(`${file}: ${number} stands there ${there.get(number) ?? 0} times, and in ${html} ${wanted.get(number) ?? 0} times`);
	console.log(`${file}: ${[...wanted.values()].reduce((sum, one) => sum + one, 0)} numbers as in the HTML; ${other.length} otherwise`);
	if (other.length > 0 || wanted.size === 0) process.exitCode = 1;
}
