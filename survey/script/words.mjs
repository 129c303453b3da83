// SPDX-License-Identifier: EUPL-1.2
//
// The product's words in the page's language, from the same catalogue as the page (survey/locale): messages that start
// with "script_", "error_" or "personal_".

let messages = {};

/** What stands at an address of ours. */
export async function load(address) {
	const reply = await fetch(address);

	if (!reply.ok) throw new Error(address);
	return reply.json();
}

export async function loadWords(language) {
	messages = await load(`/${language}/words.json`);
}

/** A message with {name} replaced by values.name. */
export function words(id, values = {}) {
	return (messages[id] ?? id).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** An element with attributes (a null one is left out) and children: the only way in which this script makes markup. */
export function make(tag, attributes = {}, ...children) {
	const element = document.createElement(tag);

	for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, value);
	element.append(...children);
	return element;
}
