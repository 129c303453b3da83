// SPDX-License-Identifier: EUPL-1.2
//
// What a program leaves behind: searched for texts and bytes in every form in which they might be written.

import fs from 'node:fs';
import path from 'node:path';

/** A text in every form in which a program might write it. */
export function disguises(text) {
	const bytes = Buffer.from(text, 'utf8');
	const forms = { raw: text, 'upper case': text.toUpperCase(), hex: bytes.toString('hex'), HEX: bytes.toString('hex').toUpperCase() };

	forms['URL-encoded'] = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
	forms['URL-ENCODED'] = forms['URL-encoded'].toUpperCase();
	forms['UTF-16'] = Buffer.from(text, 'utf16le').toString('latin1');
	forms.reversed = [...text].reverse().join('');
	/* Base64 looks different by where in a group of three the text begins: what stays the same whatever stands around it. */
	for (let shift = 0; shift < 3; shift++) {
		const whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64').replace(/=+$/, '');

		forms[`base64 at ${shift}`] = whole.slice(shift === 0 ? 0 : shift + 1, whole.length - 2);
	}
	return forms;
}

/** An IPv4 address as text in every form, and as four bytes in both orders. */
export function addressForms(address) {
	const bytes = Buffer.from(address.split('.').map(Number));

	return { ...disguises(address), 'four bytes': bytes.toString('latin1'), 'four bytes, the other way': Buffer.from(bytes).reverse().toString('latin1') };
}

/** Where in these places ({name: bytes}) a canary sits: a list of "canary (form) in place". Canaries are texts, or [name, forms]. */
export function search(places, canaries) {
	const found = [];

	for (const [place, bytes] of Object.entries(places)) {
		const text = bytes.toString('latin1');

		for (const canary of canaries) {
			const [name, forms] = Array.isArray(canary) ? canary : [canary, disguises(canary)];

			for (const [form, disguise] of Object.entries(forms)) if (text.includes(disguise)) found.push(`${name} (${form}) in ${place}`);
		}
	}
	return found;
}

/** Every file below a directory: {name: bytes}. */
export function filesBelow(directory) {
	const found = {};

	for (const name of fs.readdirSync(directory, { recursive: true })) {
		const file = path.join(directory, name);

		if (fs.statSync(file).isFile()) found[name] = fs.readFileSync(file);
	}
	return found;
}

/** Every file that a process has open, also those that have no name any more. */
export function openFiles(pid) {
	const found = {};

	for (const number of fs.readdirSync(`/proc/${pid}/fd`)) {
		const link = `/proc/${pid}/fd/${number}`;

		try {
			if (fs.statSync(link).isFile()) found[`open file ${fs.readlinkSync(link)}`] = fs.readFileSync(link);
		} catch (error) {
			if (error.code !== 'ENOENT') throw error; // closed meanwhile
		}
	}
	return found;
}

const PAGE = 4096;
const NOTHING = Buffer.alloc(PAGE);

/** Without the pages in which nothing was ever written. */
function* written(bytes) {
	let from = 0;

	for (let at = 0; at <= bytes.length; at += PAGE) {
		if (at < bytes.length && NOTHING.compare(bytes, at, Math.min(at + PAGE, bytes.length), 0, Math.min(PAGE, bytes.length - at)) !== 0) continue;
		if (from < at) yield [from, bytes.subarray(from, at)];
		from = at + PAGE;
	}
	if (from < bytes.length) yield [from, bytes.subarray(from)];
}

/** All that a core image of a process would hold: every mapping that it may write, as it is now. */
export function memoryOf(pid) {
	const found = {};
	const memory = fs.openSync(`/proc/${pid}/mem`, 'r');

	try {
		for (const line of fs.readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
			const [, from, to, name] = /^(\w+)-(\w+) rw\S+ \S+ \S+ \S+\s*(.*)$/.exec(line) ?? [];

			if (from === undefined) continue;
			const bytes = Buffer.alloc(parseInt(to, 16) - parseInt(from, 16));
			let got = 0;

			try {
				got = fs.readSync(memory, bytes, 0, bytes.length, parseInt(from, 16));
			} catch (error) {
				if (error.code !== 'EIO') throw error; // unmapped meanwhile, or guarded
			}
			for (const [at, piece] of written(bytes.subarray(0, got))) found[`memory ${name || 'without a name'} at ${from} + ${at}`] = piece;
		}
	} finally {
		fs.closeSync(memory);
	}
	return found;
}
