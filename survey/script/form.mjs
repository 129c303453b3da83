// SPDX-License-Identifier: EUPL-1.2
//
// Reading the form as the server does (survey/server/reading.c and the read functions of survey/qtypes): which questions
// are asked, what was answered, and what the person must change. The page itself is all it needs: the server writes the
// conditions as style rules and the limits of each field into its attributes.

import { canonicalNumber, canonicalText } from './encode.mjs';

/** The selector of each condition, by its number: the page's style has "form:not(SELECTOR) .kN:not(:target)". */
function conditions() {
	const found = new Map();

	for (const sheet of document.styleSheets)
		for (const rule of sheet.cssRules) {
			const [, selector, number] = /^form:not\((.*)\) \.k(\d+):not\(:target\)$/.exec(rule.selectorText ?? '') ?? [];

			if (number !== undefined) found.set(`k${number}`, selector);
		}
	return found;
}

/** What an element says, but for some parts of it. */
function textWithout(element, parts) {
	const copy = element.cloneNode(true);

	copy.querySelectorAll(parts).forEach((part) => part.remove());
	return copy.textContent.trim();
}

const inputs = (element) => [...element.querySelectorAll('input,textarea')];

/** One screen of the form: a question at one time of its group. */
class Section {
	constructor(element) {
		const name = inputs(element)[0].name.split('.')[0];
		const parts = name.split('_');

		this.element = element;
		this.name = name;
		this.inputs = inputs(element);
		[this.group, this.time, this.id] = parts.length === 3 ? parts : ['', '1', name];
		this.condition = element.className;
		this.field = document.getElementById(name);
		this.words = element.querySelector('h1');
		this.isText = this.inputs[0].type === 'text' || this.inputs[0].type === 'textarea';
	}

	get question() {
		return textWithout(this.words, '.required');
	}

	/** The choices that were made, as they stand on the page; "no choice" is none. */
	get chosen() {
		return this.inputs.filter((one) => one.checked && one.value !== '');
	}

	/** What was filled in, canonical; null for what cannot be kept. Choices in the order of the question's options. */
	get values() {
		if (this.isText) return this.inputs.map((one) => canonicalText(one.value)).filter((one) => one !== '');
		return this.chosen.sort((a, b) => (a.dataset.order ?? 0) - (b.dataset.order ?? 0)).map((one) => one.value);
	}

	/** The same in words, for people. */
	get shown() {
		if (this.isText) return this.values.map((one) => one ?? '');
		return this.chosen.map((one) => wordsOf(one));
	}
}

/** The field for a card's code on the last screen, as far as errors are shown there. */
function ticketField(element) {
	const field = element.querySelector('[data-ticket]');

	return field === null ? null : { name: field.id, field, inputs: [field], isText: true, question: field.labels[0].textContent.trim() };
}

/** A choice in words; where a question has several lists of choices ("1e keuze"), with the words of its list. */
function wordsOf(input) {
	const list = input.closest('fieldset');
	const inner = list.parentElement.closest('fieldset');

	return `${inner === null ? '' : `${list.querySelector('legend').textContent.trim()}: `}${textWithout(input.labels[0], '.hint')}`;
}

/** "03-2026", "2026-03" or "032026" as "2026-03"; the text itself when it is none (as month.c). */
function canonicalMonth(text, precision) {
	const [, a, b] = /^(\d{1,4})[ ./-]+(\d{1,4})$/.exec(text) ?? /^(0?\d|1[0-2])(\d{4})$/.exec(text) ?? /^(\d{4})(\d\d)$/.exec(text) ?? [];

	if (precision === 'year' || a === undefined) return text;
	const [month, year] = a.length === 4 ? [b, a] : [a, b];

	return `${year}-${month.padStart(2, '0')}`;
}

// What each type checks: (values, its dataset, section) -> {values} or {problem, limit}. Names are those of survey/qtypes.
const one = (values) => (values.length > 1 ? { problem: 'error_one_option' } : { values });
const checks = {
	single: one,
	scale: one,
	statement: one,
	multiple(values, data, section) {
		if (data.most && values.length > Number(data.most)) return { problem: 'error_too_many_options', limit: data.most };
		if (values.length > 1 && section.inputs.some((input) => input.checked && input.dataset.alone !== undefined)) return { problem: 'error_alone_option' };
		return { values };
	},
	number(values, data) {
		if (values.length === 0) return { values };
		const decimals = Number(data.decimals ?? 0);
		const number = canonicalNumber(values[0], decimals);

		if (number === null) return { problem: decimals === 0 ? 'error_whole_number' : 'error_number' };
		if (data.least !== undefined && Number(number) < Number(data.least)) return { problem: 'error_number_low', limit: data.least };
		if (data.most !== undefined && Number(number) > Number(data.most)) return { problem: 'error_number_high', limit: data.most };
		return { values: [number] };
	},
	text(values, data) {
		if (values.length > 0 && values[0].includes('\n')) return { problem: 'error_one_line', limit: data.max };
		return checks.longtext(values, data);
	},
	longtext(values, data) {
		return values.length > 0 && [...values[0]].length > Number(data.max) ? { problem: 'error_too_long', limit: data.max } : { values };
	},
	month(values, data) {
		if (values.length === 0) return { values };
		const month = canonicalMonth(values[0], data.precision);
		const form = data.precision === 'year' ? /^\d{4}$/ : /^\d{4}-(0[1-9]|1[0-2])$/;

		return form.test(month) && month >= data.from && month <= data.to ? { values: [month] } : { problem: data.precision === 'year' ? 'error_year' : 'error_month' };
	},
	ranking(values) {
		const ranks = values.map((value) => value.split(/-(.*)/));

		if (ranks.some(([rank], i) => Number(rank) !== i + 1)) return { problem: 'error_ranking_gap' };
		if (new Set(ranks.map(([, item]) => item)).size < ranks.length) return { problem: 'error_ranking_twice' };
		return { values };
	},
	pairwise: (values) => ({ values }),
};

/** The whole form. */
export class Form {
	constructor(element) {
		this.element = element;
		this.selectors = conditions();
		this.sections = [...element.querySelectorAll('section[id^=v]')].map((one) => new Section(one));
		this.ticket = ticketField(element);
	}

	/** Whether a question is asked, by the very rule that shows it. */
	isAsked(section) {
		return section.condition === '' || this.element.matches(`form${this.selectors.get(section.condition)}`);
	}

	get asked() {
		return this.sections.filter((section) => this.isAsked(section));
	}

	/** {answers, problems}: what encode() takes, and {section, problem, limit} in the order of the questions. */
	read() {
		const answers = [];
		const problems = [];

		for (const section of this.asked) {
			const data = section.field.dataset;
			const { values } = section;
			const result = values.includes(null) ? { problem: 'error_characters' } : checks[section.element.dataset.type](values, data, section);

			if (result.problem !== undefined) problems.push({ section, ...result });
			else if (values.length === 0 && section.element.dataset.required !== undefined) problems.push({ section, problem: 'error_required' });
			else if (section.id !== 'again') answers.push({ group: section.group, time: section.time, id: section.id, values: result.values });
		}
		return { answers, problems };
	}
}
