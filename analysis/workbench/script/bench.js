// SPDX-License-Identifier: EUPL-1.2
//
// Keys for the workbench. Every one of them presses a button or follows a link that is on the page, so nothing works with
// this script alone. Single keys do something outside text fields only, and can be switched off (body data-keys).

'use strict';

(() => {
	const field = (element) => element && /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && element.type !== 'checkbox';
	const press = (selector) => {
		const found = document.querySelector(selector);

		if (found) found.click();
		return Boolean(found);
	};

	const keys = {
		j: () => press('#next'),
		k: () => press('#previous'),
		u: () => press('#undo'),
		x: () => press('.marks .redact'),
		h: () => press('.marks .keep'),
		q: () => press('#quote'),
		'?': () => press('#help'),
		l: () => {
			const label = document.querySelector('#label');

			if (label) label.focus();
			return Boolean(label);
		},
	};

	// What is selected in the text goes to the field for a part of it, as soon as the selection stands still.
	document.addEventListener('selectionchange', () => {
		const selection = document.getSelection();
		const words = document.querySelector('#words');
		const inside = selection.anchorNode && selection.anchorNode.parentElement && selection.anchorNode.parentElement.closest('.story');

		if (words && inside && !selection.isCollapsed) words.value = selection.toString().trim();
	});

	document.addEventListener('keydown', (event) => {
		if (event.isComposing || event.altKey || event.metaKey) return;
		if (event.key === 'Enter' && event.ctrlKey) {
			if (press('#give-next')) event.preventDefault();
			return;
		}
		if (event.ctrlKey) return;
		if (event.key === 'Escape' && field(document.activeElement)) {
			document.activeElement.blur();
			return;
		}
		if (document.body.dataset.keys !== 'on' || field(document.activeElement)) return;
		const done = /^[1-9]$/.test(event.key) ? press(`[data-key="${event.key}"]`) : Object.hasOwn(keys, event.key) && keys[event.key]();

		if (done) event.preventDefault();
	});

	// A page that has nothing to show yet looks again by itself.
	const busy = document.querySelector('[data-again]');

	if (busy) setTimeout(() => field(document.activeElement) || location.reload(), busy.dataset.again * 1000);

	// Twice the same form is once too many.
	document.addEventListener('submit', (event) => {
		if (event.target.dataset.sent) event.preventDefault();
		event.target.dataset.sent = '1';
	});
	window.addEventListener('pageshow', () => document.querySelectorAll('form').forEach((form) => delete form.dataset.sent));
})();
