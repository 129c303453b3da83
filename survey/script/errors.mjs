// SPDX-License-Identifier: EUPL-1.2
//
// What the person must change, shown as the server shows it (templates/questionnaire.tpl): all on one page, a summary
// above with a link for each field, and the same words at the field.

import { make, words } from './words.mjs';

const describe = ({ problem, limit }) => words(problem, { limit });

function clear(form) {
	form.element.parentElement.querySelectorAll('.summary, .notice').forEach((one) => one.remove());
	for (const { field, inputs, name } of [...form.sections, ...(form.ticket === null ? [] : [form.ticket])]) {
		const error = document.getElementById(`${name}_error`);

		if (error === null) continue;
		error.remove();
		for (const one of [field, ...inputs]) one.removeAttribute('aria-invalid');
		const ids = (field.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id !== '' && id !== `${name}_error`);

		if (ids.length > 0) field.setAttribute('aria-describedby', ids.join(' '));
		else field.removeAttribute('aria-describedby');
	}
}

function mark({ section: { field, inputs, name, isText, words: heading }, ...problem }) {
	const error = make('p', { class: 'error', id: `${name}_error` }, make('span', { class: 'prefix' }, words('error_prefix')), describe(problem));

	field.setAttribute('aria-describedby', `${field.getAttribute('aria-describedby') ?? ''} ${error.id}`.trim());
	if (isText) {
		inputs[0].setAttribute('aria-invalid', 'true');
		inputs[0].parentElement.before(error);
	} else {
		(heading.closest('legend') ?? heading).after(error);
	}
}

/** Shows the form whole, with something above it that gets the focus. A fragment would hide the rest, so it goes. */
function showWhole(form, block) {
	form.element.className = 'whole';
	history.replaceState(null, '', location.pathname);
	form.element.before(block);
	block.focus();
	scrollTo({ top: 0 });
}

/** `problems` as Form.read() gives them; a problem without a section is about all answers together. */
export function showProblems(form, problems) {
	const rows = problems.map(({ section, ...problem }) =>
		make('li', {}, section === undefined ? describe(problem) : make('a', { href: `#${section.name}` }, `${section.question} – ${describe(problem)}`)),
	);
	const title = make('h2', { id: 'summary-title' }, words('error_summary'));

	clear(form);
	problems.filter(({ section }) => section !== undefined).forEach(mark);
	if (!document.title.startsWith(words('error_prefix'))) document.title = words('error_prefix') + document.title;
	showWhole(form, make('div', { class: 'summary', role: 'alert', tabindex: '-1', 'aria-labelledby': title.id }, title, make('ul', {}, ...rows)));
}

/** Something that is not the person's mistake; nothing of what was typed changes. */
export function showNotice(form, ...texts) {
	clear(form);
	showWhole(form, make('div', { class: 'notice', role: 'alert', tabindex: '-1' }, ...texts.map((text) => make('p', {}, text))));
}
