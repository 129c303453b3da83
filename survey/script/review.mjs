// SPDX-License-Identifier: EUPL-1.2
//
// The last screen with scripts: all answers with *Wijzig* behind each, and a gentle question where a text seems to hold
// personal data. It never stops anybody from sending.

import { make, words } from './words.mjs';

/** A text with what was found in it marked. */
function marked(text, found) {
	const parts = [];
	let at = 0;

	for (const { start, end } of found) {
		parts.push(text.slice(at, start), make('mark', {}, text.slice(start, end)));
		at = end;
	}
	return [...parts, text.slice(at)];
}

function row(section, find) {
	const change = make('a', { href: `#${section.element.id}` }, words('script_change'), make('span', { class: 'aside' }, ` ${section.question}`));
	const shown = section.shown.map((text) => ({ text, found: section.isText ? find(text) : [] }));
	const list = shown.map(({ text, found }) => make('p', { dir: 'auto', class: 'answer' }, ...marked(text, found)));
	const kinds = [...new Set(shown.flatMap(({ found }) => found.map(({ kind }) => words(`personal_${kind}`))))];
	const parts = [make('dt', {}, section.question), make('dd', {}, ...list, make('p', {}, change))];

	if (kinds.length > 0) {
		const fine = make('button', { type: 'button', class: 'plain' }, words('personal_fine'));
		const hint = make('div', { class: 'personal' }, make('p', {}, words('personal_found', { kinds: kinds.join(', ') })), make('p', {}, make('a', { href: `#${section.element.id}` }, words('personal_change')), fine));

		fine.addEventListener('click', () => {
			hint.remove();
			list.forEach((one) => one.querySelectorAll('mark').forEach((mark) => mark.replaceWith(mark.textContent)));
			change.focus();
		});
		parts[1].append(hint);
	}
	return parts;
}

/** Fills the review each time the last screen is shown. */
export function review(form, find) {
	const place = make('div', { class: 'answers' });
	const end = form.element.querySelector('#end');

	const fill = () => {
		// A form that another language replaced no longer listens.
		if (location.hash !== '#end' || !form.element.isConnected) return;
		const asked = form.asked.filter(({ id }) => id !== 'again');
		const answered = asked.filter((section) => section.values.length > 0);
		const left = asked.length - answered.length;

		place.replaceChildren(
			make('dl', {}, ...answered.flatMap((section) => row(section, find))),
			...(left === 0 ? [] : [make('p', { class: 'hint' }, words(left === 1 ? 'script_one_skipped' : 'script_skipped', { n: left }))]),
		);
	};

	end.querySelector('.review')?.replaceWith(place);
	addEventListener('hashchange', fill);
	fill();
}
