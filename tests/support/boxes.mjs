// SPDX-License-Identifier: EUPL-1.2
//
// A key pair whose secret half the test has, so that it opens every box of a store itself: what is in each, not only how many
// there are.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { fingerprint } from '../../survey/script/seal.mjs';
import { ROOT, run, temporary } from './server.mjs';

/* The script's own libraries. */
const script = createRequire(path.join(ROOT, 'survey/script/seal.mjs'));
const nacl = script('tweetnacl');
const { blake2b } = script('blakejs');

/** {path, publicKey, secretKey}: `path` is the file for `survey serve --key`. */
export function keyPair(t) {
	const pair = nacl.box.keyPair();
	const file = path.join(temporary(t, 'key'), 'test.pub');

	fs.writeFileSync(file, `survey demo public key 1\n${Buffer.from(pair.publicKey).toString('base64')}\nid ${fingerprint(pair.publicKey)}\n`);
	return { path: file, ...pair };
}

/** The response in a box, as encoded; null for one that does not open. */
export function openBox(box, { publicKey, secretKey }) {
	const sender = box.subarray(0, 32);
	const envelope = nacl.box.open(box.subarray(32), blake2b(Buffer.concat([sender, publicKey]), undefined, 24), sender, secretKey);

	return envelope && JSON.parse(Buffer.from(envelope.subarray(2, envelope.lastIndexOf(0x80))).toString('utf8'));
}

/** Opens every released box of a store. */
export async function openStore(data, pair) {
	const rows = await run('sqlite3', [path.join(data, 'survey.db'), 'SELECT number, size, count, hex(boxes) FROM batch ORDER BY number'], { maxBuffer: 1 << 30 });

	if (rows.code !== 0) throw new Error(`sqlite3: ${rows.stderr}`);
	return openBoxes(rows.stdout.trim(), pair);
}

/** The same from lines of number|size|count|boxes in hexadecimal. */
export function openBoxes(lines, pair) {
	return lines.split('\n').filter(Boolean).flatMap((row) => {
		const [number, size, count, hex] = row.split('|');
		const boxes = Buffer.from(hex, 'hex');
		const bytes = Number(size) + 48;

		if (boxes.length !== Number(count) * bytes) throw new Error(`batch ${number} is not as long as it says`);
		return Array.from({ length: Number(count) }, (_, i) => openBox(boxes.subarray(i * bytes, (i + 1) * bytes), pair));
	});
}
