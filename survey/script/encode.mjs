// SPDX-License-Identifier: EUPL-1.2
//
// The one canonical encoding of a response, as include/response.h gives it: the same bytes that the server makes. Both
// sides are held against tests/fixtures/encoding-vectors.json.

/** The canonical form of a typed text (as unicode_canonical() in C); null when it holds what cannot be kept. */
export function canonicalText(typed) {
	const text = typed.replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, '').replace(/\r\n?/g, '\n');

	// eslint-disable-next-line no-control-regex
	return /[\u0000-\u0008\u000b-\u001f\u007f]/.test(text) ? null : text.normalize('NFC');
}

/** A typed number without plus sign and needless zeros, with a point; null when it is none (as number.c). */
export function canonicalNumber(text, decimals) {
	const [whole, sign, digits, fraction] = /^([+-]?)(\d{1,10})(?:[.,](\d+))?$/.exec(text) ?? [];

	if (whole === undefined || text.length > 16 || (fraction ?? '').length > decimals) return null;
	const kept = (fraction ?? '').replace(/0+$/, '');
	const number = digits.replace(/^0+(?=\d)/, '') + (kept === '' ? '' : `.${kept}`);

	return sign === '-' && number !== '0' ? `-${number}` : number;
}

/** A JSON string with no escapes but those that JSON demands. */
function string(text) {
	const escapes = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\t': '\\t' };

	return `"${text.replace(/["\\\n\t]/g, (one) => escapes[one])}"`;
}

const member = ({ id, values }) => `${string(id)}:[${values.map(string).join()}]`;

/**
 * `answers` are those of visible questions, in the order of the questions: {group, time, id, values}, group empty at the top
 * level. `ticket` is the half that travels inside (64 hexadecimal digits) or empty.
 */
export function encode(questionnaire, definition, ticket, answers) {
	const members = [];
	const groups = new Map();

	for (const answer of answers.filter((one) => one.values.length > 0)) {
		if (answer.group === '') {
			members.push(() => member(answer));
			continue;
		}
		if (!groups.has(answer.group)) {
			const times = new Map();

			groups.set(answer.group, times);
			members.push(() => `${string(answer.group)}:[${[...times.values()].map((time) => `{${time.join()}}`).join()}]`);
		}
		const times = groups.get(answer.group);

		times.set(answer.time, [...(times.get(answer.time) ?? []), member(answer)]);
	}
	return `{"questionnaire":${string(questionnaire)},"definition":${string(definition)},${ticket === '' ? '' : `"ticket":${string(ticket)},`}"answers":{${members.map((write) => write()).join()}}}`;
}
