// SPDX-License-Identifier: EUPL-1.2
//
// Goal: when the disk is full nobody is thanked for an answer that was not kept, the server goes on, and the same form is
// kept once there is room. On a small disk of its own where the kernel lets us make one, and under a limit on file
// sizes.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { countKept, run, serve, SURVEY, temporary } from '../support/server.mjs';
import { checkRefusal, sendUntilRefused, smallDisk } from '../support/small-disk.mjs';

test('on a full disk answers are refused honestly, and kept once there is room', { timeout: 60000 }, async (t) => {
	const data = temporary(t, 'small-disk');
	const disk = await smallDisk(t, data, 8);

	if (disk.reason !== undefined) return t.skip(`NOT RUN: this machine lets us make no small disk (${disk.reason})`);
	const server = await serve(t, { questionnaires: ['small.yaml'], data, wrap: disk.wrap });

	assert.ok(fs.existsSync(path.join(disk.inside, 'survey.db')));
	disk.fill();
	const refused = await sendUntilRefused(server, 5000);

	await checkRefusal(server, refused);
	disk.clear();
	assert.equal((await server.post('/nl/small', refused.fields)).headers.location, '/nl/small/thanks');
	assert.equal((await server.post('/nl/small', refused.fields)).headers.location, '/nl/small/received');
	assert.deepEqual(await server.stop(), { code: 0, signal: null });
	const counted = await run(disk.wrap[0], [...disk.wrap.slice(1), 'sh', '-c', '"$0" release --data "$1" --closing >&2 && sqlite3 "$1/survey.db" "SELECT sum(count) FROM batch"', SURVEY, data]);

	assert.equal(counted.stdout.trim(), String(refused.kept + 1), counted.stderr);
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
