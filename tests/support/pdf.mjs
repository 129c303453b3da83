// SPDX-License-Identifier: EUPL-1.2
//
// What a PDF is, by poppler's programs, which have nothing to do with what made it.

import assert from 'node:assert/strict';

import { run } from './server.mjs';

async function said(program, ...args) {
	const done = await run(program, args);

	assert.equal(done.code, 0, `${program}: ${done.stderr}`);
	return done.stdout;
}

/** Its description: {Title, Pages, Tagged, …}. */
export async function about(file) {
	return Object.fromEntries((await said('pdfinfo', file)).trim().split('\n').map((line) => line.split(/:\s*/, 2)));
}

/** The text of each page. */
export async function pages(file) {
	return (await said('pdftotext', '-layout', file, '-')).split('\f').slice(0, -1);
}

/** A text without what layout may change in it. */
export const letters = (text) => text.normalize('NFKC').replace(/\s+/g, '');

/** Its structure, in reading order: [{type, text, attributes}]; `text` without white space, with that of what is inside. */
export async function structure(file) {
	const all = [];
	const open = [];

	for (const line of (await said('pdfinfo', '-struct-text', file)).split('\n')) {
		const depth = line.search(/\S/) / 2;
		const element = /^\s*([A-Za-z]\w*)(?: <[^>]*>)?(?: "(.*)")?(?: \((?:block|inline)\))?:?$/.exec(line);
		const attribute = /^\s*\/(\w+) (.*)$/.exec(line);
		const text = /^\s*"(.*)"$/.exec(line);

		if (line.trim() === '') continue;
		if (attribute) {
			open.at(-1).attributes[attribute[1]] = attribute[2];
		} else if (text) {
			for (const one of open) if (one.depth < depth) one.text += letters(text[1]);
		} else {
			assert.ok(element, `pdfinfo says something else: ${line}`);
			while (open.length > 0 && open.at(-1).depth >= depth) open.pop();
			all.push({ type: element[1], text: '', attributes: {}, depth });
			open.push(all.at(-1));
		}
	}
	return all;
}

/** The titles of its outline, without white space. */
export async function outline(file) {
	const xml = await said('pdftohtml', '-xml', '-i', '-stdout', file);

	return [...(/<outline>.*<\/outline>/s.exec(xml)?.[0] ?? '').matchAll(/<item [^>]*>(.*?)<\/item>/g)].map(([, title]) => letters(title.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#34;', '"').replaceAll('&#39;', "'")));
}

/** The texts of all elements of a page of HTML with these names (and this class), in order and as structure() has them. */
export function texts(html, names, kind) {
	const opening = kind === undefined ? '' : ` class="${kind}"`;

	return [...html.matchAll(new RegExp(`<(${names})\\b${opening}[^>]*>(.*?)</\\1>`, 'gs'))].map(([, , text]) =>
		letters(text.replace(/<[^>]*>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&')));
}
