// SPDX-License-Identifier: EUPL-1.2
//
// Sealing a response in the browser: the envelope of include/seal.h in libsodium's crypto_box_seal, which is
// crypto_box from a key pair made for this one box, under the nonce BLAKE2b-192(its public key, the team's public key).

import { blake2b } from 'blakejs/blake2b.js';
import nacl from 'tweetnacl';

const VERSION = 1;
const MODE_BROWSER = 'B'.charCodeAt(0);

/** Bytes as base64 without + / and =, which a form writes longer: so all boxes of a questionnaire are sent in equally many bytes. */
export function base64(bytes) {
	let text = '';

	for (const byte of bytes) text += String.fromCharCode(byte);
	return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export function bytesOf(base64Text) {
	return Uint8Array.from(atob(base64Text), (one) => one.charCodeAt(0));
}

/** "0123-4567-89ab-cdef": what people compare with the printed letter (public_key.id in C). */
export function fingerprint(key) {
	return [...blake2b(key, undefined, 32).subarray(0, 8)].map((byte, i) => (i > 0 && i % 2 === 0 ? '-' : '') + byte.toString(16).padStart(2, '0')).join('');
}

/** The box of an encoding, `size` + 48 bytes; null when the encoding does not fit a response of `size` bytes. */
export function seal(encoding, size, key) {
	const text = new TextEncoder().encode(encoding);

	if (text.length >= size - 2) return null;
	const envelope = new Uint8Array(size);

	envelope[0] = VERSION;
	envelope[1] = MODE_BROWSER;
	envelope.set(text, 2);
	envelope[2 + text.length] = 0x80; // ISO/IEC 7816-4; zeros follow
	const sender = nacl.box.keyPair();
	const both = new Uint8Array(64);

	both.set(sender.publicKey);
	both.set(key, 32);
	const sealed = nacl.box(envelope, blake2b(both, undefined, 24), key, sender.secretKey);
	const box = new Uint8Array(32 + sealed.length);

	box.set(sender.publicKey);
	box.set(sealed, 32);
	for (const secret of [envelope, text, sender.secretKey]) secret.fill(0);
	return box;
}
