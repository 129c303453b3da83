// SPDX-License-Identifier: EUPL-1.2
//
// The code of a printed card, as include/ticket.h has it: half A goes to the server, half B inside the box, and the code
// itself nowhere. Held against tests/fixtures/ticket-vectors.json, as the C is.

import { blake2b } from 'blakejs/blake2b.js';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SECRET = 20; // characters; the check character follows

/** Times a in GF(32), polynomial x^5 + x^2 + 1. */
const timesA = (digit) => (digit & 16 ? (digit << 1) ^ 0x25 : digit << 1);

/** The canonical code of what was typed; null when it is mistyped. */
export function readCode(typed) {
	const code = typed.trim().replace(/[ -]/g, '').toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');

	if (!/^[0-9A-HJKMNP-TV-Z]{21}$/.test(code)) return null;
	const digits = [...code].map((one) => ALPHABET.indexOf(one));

	return digits.slice(0, SECRET).reduce((sum, digit) => timesA(sum ^ digit), 0) === digits[SECRET] ? code : null;
}

/** {half, inside}: A and B of a code, in hexadecimal. */
export function halves(code) {
	const derive = (letter) => [...blake2b(new TextEncoder().encode(`survey ticket ${letter}\n${code.slice(0, SECRET)}`), undefined, 32)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

	return { half: derive('a'), inside: derive('b') };
}

/** null where the questionnaire asks for no code; {half, inside}, or {section, problem} with what is wrong. */
export function readTicket(form) {
	if (form.ticket === null) return null;
	const typed = form.ticket.field.value;
	const code = readCode(typed);

	return code !== null ? halves(code) : { section: form.ticket, problem: typed.trim() === '' ? 'error_ticket_missing' : 'error_ticket_mistyped' };
}

/** A card's QR code leads to #ticket=CODE: the fragment never leaves the device, and goes from the address at once. */
export function fillTicket(form) {
	const [, code] = /^#ticket=([0-9A-Za-z-]+)$/.exec(location.hash) ?? [];

	if (form.ticket === null || code === undefined) return;
	form.ticket.field.value = code;
	history.replaceState(null, '', location.pathname);
}
