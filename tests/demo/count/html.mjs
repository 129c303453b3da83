// SPDX-License-Identifier: EUPL-1.2
//
// As much of HTML as a report needs to be read: elements with attributes, and text. A tag that is not closed in its place is an error,
// because then nothing that is said about the page's parts would be sure.

const VOID = new Set(['meta', 'br', 'link', 'img', 'input', 'hr']);
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };

const decode = (text) =>
	text.replace(/&(?:#x([0-9a-f]+)|#([0-9]+)|([a-z]+));/gi, (whole, hex, decimal, name) =>
		hex || decimal ? String.fromCodePoint(hex ? parseInt(hex, 16) : Number(decimal)) : (NAMED[name] ?? whole),
	);

/** An element of the page; its `children` are elements and texts. */
export class Element {
	constructor(name, attributes, parent) {
		Object.assign(this, { name, attributes, parent, children: [] });
	}

	/** All elements within it, in the order of the page. */
	all() {
		this.within ??= this.children.flatMap((child) => (child instanceof Element ? [child, ...child.all()] : []));
		return this.within;
	}

	/** The elements within it of this name and, when given, class. */
	find(name, className) {
		return this.all().filter((one) => one.name === name && (className === undefined || one.is(className)));
	}

	is(className) {
		return (this.attributes.class ?? '').split(' ').includes(className);
	}

	/** The nearest element around it (or it itself) for which this holds; undefined when there is none. */
	around(holds) {
		let one = this;

		while (one && !holds(one)) one = one.parent;
		return one;
	}

	/** Its text on one line; a <br> is a blank. */
	get text() {
		this.said ??= this.#say();
		return this.said;
	}

	#say() {
		const parts = this.children.map((child) => (child instanceof Element ? (child.name === 'br' ? ' ' : child.text) : child));

		return parts.join('').replace(/\s+/g, ' ').trim();
	}
}

/** The page as an element whose children are what stands in it. */
export function parse(html) {
	const root = new Element('#page', {});
	const tag = /<!doctype[^>]*>|<!--.*?-->|<(\/?)([a-z][a-z0-9]*)((?:[^>"]|"[^"]*")*)>/gis;
	let at = root;
	let last = 0;

	for (let match = tag.exec(html); match; match = tag.exec(html)) {
		const [whole, closing, name, rest] = match;

		if (match.index > last) at.children.push(decode(html.slice(last, match.index)));
		last = match.index + whole.length;
		if (name === undefined) continue;
		if (closing) {
			if (at.name !== name) throw new Error(`</${name}> closes <${at.name}>`);
			at = at.parent;
		} else {
			const attributes = Object.fromEntries([...rest.matchAll(/([a-z-]+)(?:="([^"]*)")?/gi)].map(([, key, value]) => [key, decode(value ?? '')]));
			const made = new Element(name, attributes, at);

			at.children.push(made);
			if (name === 'style' || name === 'script') {
				tag.lastIndex = last = html.indexOf(`</${name}>`, last) + `</${name}>`.length;
			} else if (!VOID.has(name) && !rest.endsWith('/')) {
				at = made;
			}
		}
	}
	if (at !== root) throw new Error(`<${at.name}> is not closed`);
	return root;
}
