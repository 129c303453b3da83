// SPDX-License-Identifier: EUPL-1.2
//
// Goal: the same as full-disk, with PostgreSQL: when its disk is full nobody is thanked for an answer that was not kept, and everything
// goes on when there is room. Either the disk of the tables is full, and PostgreSQL says so; or that of its log, and then it stops.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { keyPair } from '../support/boxes.mjs';
import { openAll, Postgres } from '../support/postgres.mjs';
import { serve, survey, temporary, until } from '../support/server.mjs';
import { checkRefusal, sendUntilRefused, smallDisk } from '../support/small-disk.mjs';

const OWNER = process.getuid() === 0 ? 65534 : process.getuid(); // of PostgreSQL's files
const TABLES_MB = 40;
const BEFORE = 20; // answers that are kept before the disk gets full
const WHOLE_MB = 110; // two files of its log, and the databases that it comes with

/** Opens all boxes: what was acknowledged is there once, and nothing else. */
async function assertAllOnce(server, key, refused) {
	const there = (await openAll(server, key)).map((response) => response?.answers.one[0]);
	const sent = [...Array.from({ length: refused.kept }, (_, number) => `antwoord ${number}`), refused.fields.one];

	assert.deepEqual(there.sort(), sent.sort());
}

test('when the disk of the tables is full answers are refused honestly, and kept once there is room', { timeout: 120000 }, async (t) => {
	const server = new Postgres(t, []);
	const place = temporary(t, 'tables');
	const disk = await smallDisk(t, place, TABLES_MB, OWNER);

	if (disk.reason !== undefined) return t.skip(`NOT RUN: this machine lets us make no small disk (${disk.reason})`);
	server.wrap = disk.wrap;
	await server.start();
	await server.psql(`CREATE TABLESPACE small LOCATION '${place}'`, 'postgres');
	assert.equal((await server.psql('CREATE DATABASE survey TABLESPACE small', 'postgres')).code, 0);
	const key = keyPair(t);
	const running = await serve(t, { questionnaires: ['small.yaml'], key: key.path, args: ['--store', server.location()] });

	const refused = await sendUntilRefused(running, 5000, (kept) => kept === BEFORE && disk.fill());

	await checkRefusal(running, refused);
	const release = await survey(['release', '--store', server.location(), '--now']);

	assert.equal(release.code, 1, 'a release needs room too');
	assert.match(release.stderr, /disk is full/);
	assert.match(server.log, /No space left on device/, 'it was the disk');
	assert.doesNotMatch(server.log, /PANIC/);
	disk.clear();
	assert.equal((await running.post('/nl/small', refused.fields)).headers.location, '/nl/small/thanks');
	assert.equal((await running.post('/nl/small', refused.fields)).headers.location, '/nl/small/received');
	assert.deepEqual(await running.stop(), { code: 0, signal: null });
	await assertAllOnce(server, key, refused);
	t.diagnostic(`${refused.kept} answers before it was full`);
	await server.sql('DELETE FROM batch');
	await assert.rejects(assertAllOnce(server, key, refused), assert.AssertionError, 'the control');
});

test('when the disk of its log is full PostgreSQL stops, and everything goes on when it is started with room', { timeout: 120000 }, async (t) => {
	const server = new Postgres(t, []);
	const disk = await smallDisk(t, `${server.directory}/cluster`, WHOLE_MB, OWNER);

	if (disk.reason !== undefined) return t.skip(`NOT RUN: this machine lets us make no small disk (${disk.reason})`);
	server.wrap = disk.wrap;
	await server.start();
	assert.equal((await server.psql('CREATE DATABASE survey', 'postgres')).code, 0);
	const key = keyPair(t);
	const running = await serve(t, { questionnaires: ['small.yaml'], key: key.path, args: ['--store', server.location()] });

	/* Each record needs a file of its own, until there is room for none. */
	const eat = async () => {
		disk.fill();
		while ((await server.psql("SELECT pg_logical_emit_message(true, 'test', ''), pg_switch_wal()")).code === 0);
	};
	let stopped;
	const refused = await sendUntilRefused(running, 5000, (kept) => kept === BEFORE && (stopped = eat()));

	await stopped;
	await checkRefusal(running, { ...refused, reply: await running.post('/nl/small', refused.fields) });
	assert.match(server.log, /PANIC: .*No space left on device/);
	disk.clear();
	await until(async () => {
		if (!server.child) await server.start();
		return /\/(thanks|received)$/.test((await running.post('/nl/small', refused.fields)).headers.location);
	}, 'the server to go on by itself');
	assert.equal((await running.post('/nl/small', refused.fields)).headers.location, '/nl/small/received');
	assert.deepEqual(await running.stop(), { code: 0, signal: null });
	await assertAllOnce(server, key, refused);
	t.diagnostic(`${refused.kept} answers before it was full`);
});
