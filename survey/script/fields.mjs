// SPDX-License-Identifier: EUPL-1.2
//
// Small help at the fields: how many characters are left, earlier answers in later questions, and reading aloud.

import { make, words } from './words.mjs';

/** "Nog 120 tekens": always to be seen, said aloud only near the end. */
export function counters(form) {
	for (const { field, isText } of form.sections) {
		const most = Number(field.dataset.max);

		if (!isText || !most) continue;
		const counter = make('p', { class: 'hint counter' });
		const count = () => {
			const left = most - [...field.value.trim()].length;

			counter.textContent = left < 0 ? words('script_too_many', { n: -left }) : words('script_left', { n: left });
			counter.classList.toggle('error', left < 0);
			counter.setAttribute('role', left < most / 10 ? 'status' : 'none');
		};

		field.parentElement.after(counter);
		field.addEventListener('input', count);
		count();
	}
}

/** Questions that repeat an earlier answer: data-with has {FIELD} where it comes; without an answer the neutral words stay. */
export function piping(form) {
	const byName = new Map(form.sections.map((section) => [section.name, section]));

	for (const element of form.element.querySelectorAll('[data-with]')) {
		const neutral = element.textContent;
		const fill = () => {
			const parts = element.dataset.with.split(/\{([^}]*)\}/);
			const names = parts.filter((part, i) => i % 2 === 1);
			const answers = new Map(names.map((name) => [name, byName.get(name)?.shown.join(', ') ?? '']));

			element.textContent = [...answers.values()].includes('') ? neutral : parts.map((part, i) => (i % 2 === 1 ? answers.get(part) : part)).join('');
		};

		form.element.addEventListener('change', fill);
		fill();
	}
}

/** What is read of a screen: the question, its hints and its choices, as far as they show. */
function textOf(section) {
	const parts = [...section.querySelectorAll('h1, p.hint:not(.counter), legend:not(:has(h1)), label:not(h1 label)')].filter((one) => one.checkVisibility()).map((one) => one.textContent.trim());

	return parts.map((one) => (/[.?!:]$/.test(one) ? one : `${one}.`)).join(' ');
}

/** *Lees voor* on every screen where the browser has a voice for the language. Never by itself. */
export function readAloud(form) {
	addEventListener('hashchange', () => form.element.querySelectorAll('audio').forEach((one) => one.pause()));
	if (!('speechSynthesis' in window)) return;
	const language = document.documentElement.lang;
	const voice = () => speechSynthesis.getVoices().find((one) => one.lang.toLowerCase().startsWith(language));
	const offer = () => {
		if (voice() === undefined || form.element.querySelector('.aloud') !== null) return;
		for (const section of form.element.querySelectorAll('section')) {
			if (section.querySelector('audio') !== null) continue; // a person reads
			const button = make('button', { type: 'button', class: 'aloud plain', 'aria-pressed': 'false' }, words('script_read_aloud'));

			button.addEventListener('click', () => {
				const speaking = button.getAttribute('aria-pressed') === 'true';
				const speech = new SpeechSynthesisUtterance(textOf(section));

				speechSynthesis.cancel();
				if (speaking) return;
				speech.voice = voice();
				speech.lang = language;
				speech.onend = speech.onerror = () => button.setAttribute('aria-pressed', 'false');
				button.setAttribute('aria-pressed', 'true');
				speechSynthesis.speak(speech);
			});
			(section.querySelector('.steps') ?? section.firstElementChild).after(button);
		}
	};

	speechSynthesis.addEventListener?.('voiceschanged', offer);
	addEventListener('hashchange', () => speechSynthesis.cancel());
	offer();
}
