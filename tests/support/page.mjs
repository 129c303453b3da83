// SPDX-License-Identifier: EUPL-1.2
//
// Reads the server's pages as text. Only for our own templates, whose attributes are always in the same order; what a
// page means to a person is tested in a real browser.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';

const main = (html) => /<main[\s\S]*<\/main>/.exec(html)?.[0].slice(0, 2000) ?? html.slice(0, 2000);

/** The page matches the pattern; when it does not, the message shows the page's text and not its style. */
export function shows(html, pattern, message = '') {
	assert.ok(pattern.test(html), `${message} ${pattern} is not in:\n${main(html)}`);
}

export function lacks(html, pattern, message = '') {
	assert.ok(!pattern.test(html), `${message} ${pattern} is in:\n${main(html)}`);
}

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'", '#60': '<', '#x2F': '/' };

/** Text as the browser would show it. */
export function decode(html) {
	return html.replace(/&(#?\w+);/g, (whole, name) => entities[name] ?? (name[0] === '#' ? String.fromCodePoint(Number(name.slice(1))) : whole));
}

const first = (html, pattern) => decode(pattern.exec(html)?.[1] ?? '');

export const title = (html) => first(html, /<title>([^<]*)<\/title>/);
export const heading = (html) => first(html, /<h1>([^<]*)<\/h1>/);
export const language = (html) => first(html, /<html lang="([^"]*)"/);
export const nonce = (html) => first(html, /name="nonce" value="([^"]*)"/);
export const definition = (html) => first(html, /name="definition" value="([^"]*)"/);
export const notice = (html) => first(html, /<div class="notice"[^>]*><p>([^<]*)<\/p><\/div>/);

/** What every form carries beside the answers. */
export function carried(html) {
	return { nonce: nonce(html), definition: definition(html) };
}

/** The summary of what is wrong: a list of {target, text}; target is empty for what is about no field. */
export function problems(html) {
	const summary = /<div class="summary" role="alert"[\s\S]*?<\/div>/.exec(html)?.[0] ?? '';

	return [...summary.matchAll(/<li>(?:<a href="#([^"]*)">)?([^<]*)/g)].map(([, target = '', text]) => ({ target, text: decode(text) }));
}

/** What is filled in: name -> list of values. */
export function answers(html) {
	const found = {};
	const add = (name, value) => (found[name] ??= []).push(decode(value));

	for (const [, , name, value] of html.matchAll(/<input type="(radio|checkbox)" id="[^"]*" name="([^"]*)" value="([^"]*)" checked/g)) add(name, value);
	for (const [, name, value] of html.matchAll(/<input type="text"[^>]*? name="([^"]*)" value="([^"]*)"/g)) if (value !== '') add(name, value);
	for (const [, name, value] of html.matchAll(/<textarea id="[^"]*" name="([^"]*)"[^>]*>\n([\s\S]*?)<\/textarea>/g)) if (value !== '') add(name, value);
	return found;
}

/** The SHA-256 of the page's one <style>, as its policy must name it. */
export function styleHash(html) {
	const styles = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)];

	if (styles.length !== 1) throw new Error(`the page has ${styles.length} styles`);
	return crypto.createHash('sha256').update(styles[0][1], 'utf8').digest('base64');
}

/** Every text of a page with the language that it is read in: [{language, text}]. */
export function spoken(html) {
	const open = [];
	const found = [];

	for (const [, end, tag, attributes, text] of html.replace(/<style>.*?<\/style>/s, '').matchAll(/<(\/?)([a-z][a-z0-9]*)([^>]*)>|([^<]+)/g)) {
		if (text !== undefined) {
			if (text.trim() !== '') found.push({ language: open.at(-1)?.language, text: decode(text).trim() });
		} else if (end !== '') {
			while (open.length > 0 && open.pop().tag !== tag);
		} else if (!/^(?:br|meta|input|link|img|hr)$/.test(tag) && !attributes.endsWith('/')) {
			open.push({ tag, language: / lang="([^"]*)"/.exec(attributes)?.[1] ?? open.at(-1)?.language });
		}
	}
	return found;
}
