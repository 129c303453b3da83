// SPDX-License-Identifier: EUPL-1.2
//
// Goal: several servers behind one nginx are one to who visits. Each form goes twice through nginx as it is shipped, to two servers that
// share a store in PostgreSQL. One is killed: nobody but who was waiting for it then notices, and all that was acknowledged is there
// once. When both are gone the visitor is told to try again, and that this does no harm.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { proxy } from '../support/nginx.mjs';
import * as page from '../support/page.mjs';
import { postgres } from '../support/postgres.mjs';
import { survey, until } from '../support/server.mjs';
import { judge, World } from '../support/storm.mjs';

const PATIENCE_MS = 60000; // of a machine that does much else
const VISITORS = 4;
const AT_ONCE = 2 * VISITORS; // forms on their way, each visitor's twice

test('of two servers behind nginx one is killed, and only who was waiting for it notices', { timeout: 180000 }, async (t) => {
	const store = await postgres(t);
	const world = new World(t, store);

	assert.equal((await survey(['init', '--store', store.location()])).code, 0);
	await world.serve(0);
	await world.serve(1);
	const behind = world.servers;
	const front = await proxy(t, behind.map(({ port }) => `127.0.0.1:${port}`).join('; server '));

	world.servers = [front, front];
	const visitors = Array.from({ length: VISITORS }, () => world.visit());
	const answers = (since) => [0, 1].reduce((sum, number) => sum + world.since(since, number, 'thanks') + world.since(since, number, 'received'), 0);
	const refusals = (since) => [0, 1].reduce((sum, number) => sum + world.since(since, number, 'away') + world.since(since, number, 'broken'), 0);

	await until(() => answers(0) > 100, 'a storm', PATIENCE_MS);
	assert.equal(refusals(0), 0, 'all is well');
	const killed = Date.now();

	await behind[0].stop('SIGKILL');
	await until(() => answers(killed) > 100, 'answers from the server that is left', PATIENCE_MS);
	assert.ok(refusals(killed) <= AT_ONCE, `${refusals(killed)} noticed, and ${AT_ONCE} can have waited`);
	world.stopped = true;
	await Promise.all(visitors);
	const again = world.forms.filter((form) => !world.acknowledged(form));

	for (const form of again) assert.match(await world.send(form, 0), /^(thanks|received)$/, form.text);
	const left = { ...page.carried((await front.get('/nl/small')).body), one: 'voor later' };

	/* Nobody is left: the control, in which everybody notices. */
	assert.deepEqual(await behind[1].stop(), { code: 0, signal: null }, behind[1].err);
	const away = await front.post('/nl/small', left);

	assert.equal(away.status, 503);
	assert.equal(away.headers['retry-after'], '60');
	page.shows(away.body, /Twee keer versturen kan geen kwaad/);
	assert.deepEqual(await judge(world), []);
	t.diagnostic(`${world.forms.length} forms; ${refusals(killed)} answers of 503 when it was killed, ${again.length} forms sent again`);
	await store.sql('INSERT INTO batch SELECT number + 100, questionnaire, key_id, size, count, released, boxes FROM batch');
	assert.match((await judge(world)).join('\n'), /is there 2 times/, 'the control');
});
