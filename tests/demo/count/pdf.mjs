// SPDX-License-Identifier: EUPL-1.2
//
// Whether the PDF of the report has the numbers of its HTML: the same ones, as often. poppler reads it. Usage: node pdf.mjs REPORT.html
// REPORT.pdf

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

import { Element, parse } from './html.mjs';

/** Every text of the page by itself: two cells of a table are no word. */
const texts = (element) => element.children.flatMap((child) => (child instanceof Element ? texts(child) : [child]));

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

const [html, pdf] = process.argv.slice(2);
const printed = execFileSync('pdftotext', [pdf, '-'], { encoding: 'utf8', maxBuffer: 1 << 26 });
const pageNumber = /^\d+ \/ \d+$/gm;
const pages = printed.match(pageNumber)?.length ?? 0;
const there = numbers(printed.replace(pageNumber, ''));
const page = parse(fs.readFileSync(html, 'utf8'));
const wanted = numbers([...texts(page.find('body')[0]), ...markers(page)].join(' '));
const other = [...new Set([...there.keys(), ...wanted.keys()])].filter((number) => there.get(number) !== wanted.get(number));

for (const number of other) console.error(`${pdf}: ${number} stands there ${there.get(number) ?? 0} times, and in ${html} ${wanted.get(number) ?? 0} times`);
console.log(`${pdf}: ${[...wanted.values()].reduce((sum, one) => sum + one, 0)} numbers as in the HTML, on ${pages} pages; ${other.length} otherwise`);
process.exitCode = other.length > 0 || wanted.size === 0 || pages === 0 ? 1 : 0;
