// SPDX-License-Identifier: EUPL-1.2
//
// What is about the page and not about a field: the way out, another language with the answers kept, and the tablet at a
// meeting that starts anew.

import { make, words } from './words.mjs';

const IDLE_SECONDS = 180;
const WARNING_SECONDS = 30;

const atKiosk = () => location.pathname.startsWith('/kiosk/');

/** *Snel weg*: nothing to be seen at once, nothing left in the fields, and no way back to this page. */
export function quickExit() {
	for (const link of document.querySelectorAll('a.away'))
		link.addEventListener('click', (event) => {
			event.preventDefault();
			document.querySelectorAll('form').forEach((form) => form.reset());
			document.documentElement.classList.add('gone');
			document.title = ' ';
			location.replace(link.href);
		});
}

/** Copies what was filled in to the same fields of another page. */
function copyAnswers(from, to) {
	for (const field of from.querySelectorAll('input, textarea')) {
		const other = field.id === '' ? to.querySelector(`[name="${field.name}"]`) : to.querySelector(`#${CSS.escape(field.id)}`);

		if (other === null) continue;
		if (field.type === 'radio' || field.type === 'checkbox') other.checked = field.checked;
		else if (field.name !== 'definition') other.value = field.value;
	}
}

/** Another language without losing an answer: the other page's body takes the place of this one. `again` starts the script on it. */
export function switchLanguage(form, again) {
	document.querySelectorAll('.no-script-note').forEach((one) => one.remove());
	for (const link of document.querySelectorAll('ul.languages a'))
		link.addEventListener('click', async (event) => {
			const address = link.pathname;

			event.preventDefault();
			try {
				const headers = form.dataset.variant === undefined ? {} : { 'Survey-Variant': form.dataset.variant };
				const reply = await fetch(link.href, { headers });
				const other = new DOMParser().parseFromString(await reply.text(), 'text/html');
				const otherForm = other.querySelector('form');

				if (!reply.ok || otherForm?.elements.definition?.value !== form.elements.definition.value) throw new Error('another questionnaire');
				copyAnswers(form, otherForm);
				const { hash } = location;

				document.documentElement.lang = other.documentElement.lang;
				document.documentElement.dir = other.documentElement.dir;
				document.title = other.title;
				document.body.replaceWith(document.adoptNode(other.body));
				history.replaceState(null, '', address);
				await again();
				location.hash = hash === '' ? '#start' : hash; // a change of fragment shows its screen
			} catch {
				location.assign(address);
			}
		});
}

/** The thanks on a shared tablet: back to the first screen after a while, unless somebody still reads and touches it. */
function returnToStart(link) {
	const told = link.parentElement.previousElementSibling;
	const timer = setTimeout(() => location.replace(link.href), Number(link.dataset.seconds) * 1000);

	told.hidden = false;
	for (const moved of ['pointerdown', 'keydown'])
		addEventListener(moved, () => {
			clearTimeout(timer);
			told.hidden = true;
		});
}

/** At /kiosk/LANGUAGE/ID: who walks away leaves nothing behind for the next person. */
export function kiosk() {
	const after = document.querySelector('a[data-seconds]');

	if (after !== null) returnToStart(after);
	if (!atKiosk() || after !== null) return;
	const warning = make('div', { class: 'notice', role: 'alert' });
	let idle = 0;

	for (const moved of ['pointerdown', 'keydown', 'input', 'scroll'])
		addEventListener(moved, () => {
			idle = 0;
			warning.remove();
		});
	setInterval(() => {
		idle++;
		if (idle === IDLE_SECONDS) {
			warning.textContent = words('script_still_there', { n: WARNING_SECONDS });
			document.querySelector('main').prepend(warning);
		} else if (idle >= IDLE_SECONDS + WARNING_SECONDS) {
			document.querySelectorAll('form').forEach((form) => form.reset());
			location.replace(location.pathname);
		}
	}, 1000);
}
