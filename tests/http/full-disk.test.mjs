// SPDX-License-Identifier: EUPL-1.2
//
// Goal: when the disk is full nobody is thanked for an answer that was not kept, the server goes on, and the same form is
// kept once there is room. On a small disk of its own where the kernel lets us make one, and under a limit on file
// sizes.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import * as page from '../support/page.mjs';
import { countKept, run, serve, SURVEY, temporary } from '../support/server.mjs';

/** Sends until the disk is full; gives the form that was refused. */
async function sendUntilRefused(server, limit) {
	for (let kept = 0; kept < limit; kept++) {
		const fields = { ...page.carried((await server.get('/nl/small')).body), one: `antwoord ${kept}` };
		const reply = await server.post('/nl/small', fields);

		if (reply.status !== 303) return { kept, fields, reply };
		assert.equal(reply.headers.location, '/nl/small/thanks');
	}
	throw new Error(`${limit} answers, and the disk was never full`);
}

/** What everybody must see while there is no room. */
async function checkRefusal(server, { fields, reply }) {
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

test('on a full disk answers are refused honestly, and kept once there is room', { timeout: 60000 }, async (t) => {
	const flags = process.getuid() === 0 ? ['-m'] : ['-rm'];
	const data = temporary(t, 'small-disk');
	const mounted = await run('unshare', [...flags, 'sh', '-c', 'mount -t tmpfs -o size=64k,mode=700 test "$0"', data]);

	if (mounted.code !== 0) return t.skip(`NOT RUN: this machine lets us make no small disk (${mounted.stderr.trim()})`);
	const wrap = ['unshare', ...flags, 'sh', '-c', `mount -t tmpfs -o size=8m,mode=700 test '${data}' && exec "$0" "$@"`];
	const server = await serve(t, { questionnaires: ['small.yaml'], data, wrap });
	/* The disk as the server sees it. */
	const disk = `/proc/${server.child.pid}/root${data}`;
	const filler = fs.openSync(path.join(disk, 'filler'), 'w');

	assert.ok(fs.existsSync(path.join(disk, 'survey.db')));
	try {
		for (;;) fs.writeSync(filler, Buffer.alloc(4096));
	} catch (error) {
		assert.equal(error.code, 'ENOSPC');
	} finally {
		fs.closeSync(filler);
	}
	const refused = await sendUntilRefused(server, 5000);

	await checkRefusal(server, refused);
	fs.rmSync(path.join(disk, 'filler'));
	assert.equal((await server.post('/nl/small', refused.fields)).headers.location, '/nl/small/thanks');
	assert.equal((await server.post('/nl/small', refused.fields)).headers.location, '/nl/small/received');
	/* The disk is the server's alone and goes with it: it is counted there and then. */
	const inside = ['-t', String(server.child.pid), '-m', ...(process.getuid() === 0 ? [] : ['-U', '--preserve-credentials'])];
	const counted = await run('nsenter', [...inside, 'sh', '-c', '"$0" release --data "$1" --closing >&2 && sqlite3 "$1/survey.db" "SELECT sum(count) FROM batch"', SURVEY, data]);

	assert.equal(counted.stdout.trim(), String(refused.kept + 1), counted.stderr);
	assert.deepEqual(await server.stop(), { code: 0, signal: null });
});

test('at a limit on file sizes answers are refused honestly, and kept once it is lifted', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['small.yaml'] });
	const { size } = fs.statSync(path.join(server.data, 'survey.db'));
	const limit = await run('prlimit', [`--pid=${server.child.pid}`, `--fsize=${Math.min(size, 8192)}:unlimited`]);

	assert.equal(limit.code, 0, limit.stderr);
	const refused = await sendUntilRefused(server, 5000);

	await checkRefusal(server, refused);
	assert.equal((await run('prlimit', [`--pid=${server.child.pid}`, '--fsize=unlimited:unlimited'])).code, 0);
	assert.equal((await server.post('/nl/small', refused.fields)).headers.location, '/nl/small/thanks');
	assert.deepEqual(await server.stop(), { code: 0, signal: null });
	assert.equal(await countKept(server.data, 'small'), refused.kept + 1);
});
