// SPDX-License-Identifier: EUPL-1.2
//
// What looks like personal data in a text: a hint, never a verdict. The patterns are those of survey/core/personal.json,
// which the server uses too; the same vectors hold both.

/** The eleven-test of a BSN; all zeros pass its sum and are refused. */
function isBsn(text) {
	const digits = text.replace(/[^0-9]/g, '');
	const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (i === 8 ? -1 : 9 - i), 0);

	return digits.length === 9 && Number(digits) !== 0 && sum % 11 === 0;
}

/** ISO 7064 mod 97-10 of an IBAN. */
function isIban(text) {
	const compact = text.replace(/[ .-]/g, '').toUpperCase();
	const digits = [...(compact.slice(4) + compact.slice(0, 4))].map((one) => parseInt(one, 36)).join('');

	return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}

const checks = { bsn: isBsn, iban: isIban };

/** A function that gives what it finds in a text as [{kind, start, end}]: in order, the earliest and longest first, no overlaps. */
export function personalFinder(patterns) {
	const made = patterns.map(({ kind, pattern, ignoreCase, check, group = 0 }) => ({ kind, check, group, expression: new RegExp(pattern, ignoreCase ? 'dgiu' : 'dgu') }));

	return (text) => {
		const all = made.flatMap(({ kind, check, group, expression }) =>
			[...text.matchAll(expression)].filter((match) => check === undefined || checks[check](match[group])).map(({ indices }) => ({ kind, start: indices[group][0], end: indices[group][1] })),
		);
		const found = [];

		all.sort((a, b) => a.start - b.start || b.end - a.end);
		for (const one of all) if (found.length === 0 || one.start >= found.at(-1).end) found.push(one);
		return found;
	};
}
