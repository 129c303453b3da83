// SPDX-License-Identifier: EUPL-1.2
//
// Goal: what somebody began to send and never finished is not left in the memory of the server, nor what was sent whole. Reading the
// memory of a process that has closed it takes root.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';

import * as page from '../support/page.mjs';
import { open, serve, until } from '../support/server.mjs';

const MEGABYTE = 1 << 20;
const SHADOW = 2 ** 32; // bytes: what is larger is AddressSanitizer's own bookkeeping, which holds no text

/** How often a text stands in the memory of a process that it can write to. */
function count(pid, text) {
	const memory = fs.openSync(`/proc/${pid}/mem`, 'r');
	let found = 0;

	for (const [, from, to] of fs.readFileSync(`/proc/${pid}/maps`, 'utf8').matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw/gm))
		for (let at = parseInt(from, 16), end = parseInt(to, 16); at < end && end - parseInt(from, 16) < SHADOW; at += MEGABYTE) {
			const piece = Buffer.alloc(Math.min(MEGABYTE + text.length - 1, end - at));
			let read = 0;

			try {
				read = fs.readSync(memory, piece, 0, piece.length, at);
			} catch {
				continue; // not there: a guard page, or given back meanwhile
			}
			for (let i = piece.subarray(0, read).indexOf(text); i >= 0; i = piece.subarray(0, read).indexOf(text, i + 1)) found++;
		}
	fs.closeSync(memory);
	return found;
}

const root = process.getuid() === 0;

test('what was sent, whole or in part, is wiped from memory', { skip: root ? false : 'NOT RUN: only root can read the memory of the server', timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['small.yaml'] });
	const fields = { ...page.carried((await server.get('/nl/small')).body), checked: '1' };
	const bodyOf = (text) => new URLSearchParams({ ...fields, one: text }).toString();
	const half = await open(server);
	const begun = 'kanarie-begonnen-4471';
	const whole = 'kanarie-verstuurd-9026';

	half.send(`POST /nl/small HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9999\r\n\r\n${bodyOf(begun)}`);
	await until(() => count(server.child.pid, begun) > 0, 'what is being sent to be in memory (positive control)');
	half.close();
	assert.equal((await server.post('/nl/small', bodyOf(whole))).status, 303);
	await until(() => count(server.child.pid, begun) === 0, 'what was begun to be wiped');
	await until(() => count(server.child.pid, whole) === 0, 'what was sent to be wiped');
});
