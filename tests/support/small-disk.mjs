// SPDX-License-Identifier: EUPL-1.2
//
// A small disk that gets full, for a test alone: in memory, in a mount namespace of its own, so that nobody else sees it.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import * as page from './page.mjs';
import { until } from './server.mjs';

const AS_ROOT = process.getuid() === 0;
const holders = new Set();

process.on('exit', () => holders.forEach((holder) => holder.kill('SIGKILL')));

/** Mounts one at a directory, which need not be there. `owner`: the number of the user whose it is. It has a `reason` and nothing else
 * where the kernel lets us make none. */
export async function smallDisk(t, directory, megabytes, owner = process.getuid()) {
	const flags = AS_ROOT ? ['-m'] : ['-m', '--map-current-user', '--keep-caps'];
	const options = `size=${megabytes}m,mode=700,uid=${owner},gid=${owner}`;
	const holder = spawn('setpriv', ['--pdeathsig', 'KILL', 'unshare', ...flags, 'sh', '-c', 'mkdir -p "$0" && mount -t tmpfs -o "$1" test "$0" && echo mounted && exec sleep infinity', directory, options]);
	let out = '';
	let ended = false;

	holders.add(holder);
	const over = new Promise((resolve) => holder.on('close', () => resolve((ended = true))));

	t.after(() => {
		holders.delete(holder);
		holder.kill('SIGKILL');
		return over;
	});
	for (const stream of [holder.stdout, holder.stderr]) stream.setEncoding('utf8').on('data', (text) => (out += text));
	await until(() => ended || out === 'mounted\n', 'a small disk');
	if (ended) return { reason: out.trim() };
	const inside = path.join(`/proc/${holder.pid}/root`, directory);
	const filler = path.join(inside, 'filler');

	return {
		/** Where the disk is for those who are not in its namespace. */
		inside,
		/** A command before another, which sees the disk then. */
		wrap: ['nsenter', '-t', String(holder.pid), '-m', ...(AS_ROOT ? [] : ['-U', '--preserve-credentials'])],
		/** Takes all the room that is left. */
		fill() {
			const file = fs.openSync(filler, 'a');

			try {
				for (;;) fs.writeSync(file, Buffer.alloc(4096));
			} catch (error) {
				assert.equal(error.code, 'ENOSPC');
			} finally {
				fs.closeSync(file);
			}
		},
		/** Gives it back. */
		clear: () => fs.rmSync(filler),
	};
}

/** Sends forms until one is refused: {kept, fields, reply}. `each` is told how many were kept, before the next. */
export async function sendUntilRefused(server, limit, each = () => {}) {
	for (let kept = 0; kept < limit; kept++) {
		each(kept);
		const fields = { ...page.carried((await server.get('/nl/small')).body), one: `antwoord ${kept}` };
		const reply = await server.post('/nl/small', fields);

		if (reply.status !== 303) return { kept, fields, reply };
		assert.equal(reply.headers.location, '/nl/small/thanks');
	}
	throw new Error(`${limit} answers, and the disk was never full`);
}

/** What everybody must see while there is no room. */
export async function checkRefusal(server, { fields, reply }) {
	assert.equal(reply.status, 503);
	assert.equal(page.heading(reply.body), 'Nog niet opgeslagen');
	assert.match(reply.headers['retry-after'], /^\d+$/);
	page.lacks(reply.body, /Bedankt|bewaard\./);
	for (let i = 0; i < 3; i++) assert.equal((await server.post('/nl/small', fields)).status, 503);
	const english = await server.post('/en/small', fields);

	assert.equal(english.status, 503);
	assert.equal(page.heading(english.body), 'Not saved yet');
	assert.equal((await server.get('/nl/small')).status, 200, 'the pages stay');
	assert.doesNotMatch(server.err, /antwoord \d|nonce/, 'the log tells nothing about the answer');
}
