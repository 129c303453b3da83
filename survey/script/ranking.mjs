// SPDX-License-Identifier: EUPL-1.2
//
// A ranking with scripts: what was chosen stands below the lists of choices, in order, with *Omhoog* and *Omlaag*.

import { make, words } from './words.mjs';

const itemOf = (input) => input.value.slice(2); // "wonen" of "1-wonen"; there are no more than five ranks

function enhance(form, section) {
	const list = make('ol', {});
	const place = make('div', { class: 'order', 'aria-live': 'polite' }, make('p', {}, words('script_order')), list);
	const input = (rank, item) => section.inputs.find((one) => one.value === `${rank}-${item}`);

	/** Two that stand beside each other change places; the focus stays with what was moved. */
	const move = (chosen, from, to) => {
		input(to + 1, itemOf(chosen[from])).checked = true;
		input(from + 1, itemOf(chosen[to])).checked = true;
		form.element.dispatchEvent(new Event('change'));
		const buttons = [...list.children[to].querySelectorAll('button')];

		buttons[to < from || buttons.length === 1 ? 0 : 1].focus();
	};
	const show = () => {
		const { chosen } = section;

		place.hidden = chosen.length < 2 || chosen.some((one, i) => Number(one.value[0]) !== i + 1);
		list.replaceChildren(
			...chosen.map((one, i) => {
				const item = one.labels[0].textContent;
				const button = (message, to) => {
					const made = make('button', { type: 'button', class: 'plain' }, words(message), make('span', { class: 'aside' }, ` ${item}`));

					made.addEventListener('click', () => move(chosen, i, to));
					return made;
				};

				return make('li', {}, `${item} `, ...(i > 0 ? [button('script_up', i - 1)] : []), ...(i < chosen.length - 1 ? [button('script_down', i + 1)] : []));
			}),
		);
	};

	section.field.after(place);
	form.element.addEventListener('change', show);
	show();
}

export function ranking(form) {
	for (const section of form.sections) if (section.element.dataset.type === 'ranking') enhance(form, section);
}
