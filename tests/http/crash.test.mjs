// SPDX-License-Identifier: EUPL-1.2
//
// Goal: acknowledged means kept. The server is killed in a storm of answers; every answer that somebody was thanked for is
// there exactly once, and what is sent again never counts twice. SOAK=100 runs a hundred rounds instead of five.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as page from '../support/page.mjs';
import { countKept, serve, sql, until } from '../support/server.mjs';

const ROUNDS = Number(process.env.SOAK ?? 5);
const VISITORS = 8;

/** Visitors who send until the server is gone. Notes every form and what became of it. */
async function storm(server, forms, enough) {
	const visitor = async () => {
		for (;;) {
			const form = { fields: {}, outcome: 'unknown' };

			try {
				form.fields = { ...page.carried((await server.get('/nl/small')).body), one: `antwoord ${forms.length}`, three: 'snel' };
				forms.push(form);
				const reply = await server.post('/nl/small', form.fields);

				assert.equal(reply.headers.location, '/nl/small/thanks');
				form.outcome = 'thanked';
			} catch (error) {
				if (error instanceof assert.AssertionError) throw error;
				return; // the connection broke: the server is dead
			}
		}
	};
	const visitors = Array.from({ length: VISITORS }, visitor);

	await until(() => forms.filter((form) => form.outcome === 'thanked').length >= enough, 'enough answers');
	await server.stop('SIGKILL');
	await Promise.all(visitors);
}

test(`of ${ROUNDS} servers killed in a storm no acknowledged answer is lost or doubled`, { timeout: 60000 + ROUNDS * 10000 }, async (t) => {
	let place = { questionnaires: ['small.yaml'] };
	let before = 0;
	let thankedInAll = 0;

	for (let round = 0; round < ROUNDS; round++) {
		const server = await serve(t, place);
		const forms = [];

		place = { questionnaires: server.questionnaires, data: server.data };
		await storm(server, forms, 20 + Math.floor(Math.random() * 100));
		const thanked = forms.filter((form) => form.outcome === 'thanked').length;
		const kept = (await countKept(server.data, 'small')) - before;

		assert.ok(kept >= thanked, `round ${round}: ${thanked} thanked, ${kept} kept`);
		assert.ok(kept <= forms.length, `round ${round}: ${forms.length} sent, ${kept} kept`);
		assert.equal(await sql(server.data, 'PRAGMA integrity_check'), 'ok');
		/* Everybody sends again. Who was thanked is told that it is there; of the others exactly those are kept
		 * that were not. */
		const again = await serve(t, place);
		let fresh = 0;

		for (const form of forms) {
			const { location } = (await again.post('/nl/small', form.fields)).headers;

			if (form.outcome === 'thanked') assert.equal(location, '/nl/small/received', `round ${round}: thanked, but not there`);
			else if (location === '/nl/small/thanks') fresh++;
			else assert.equal(location, '/nl/small/received');
		}
		assert.equal(fresh, forms.length - kept, `round ${round}: what was not kept before is kept now`);
		await again.stop(round % 2 === 0 ? 'SIGTERM' : 'SIGKILL');
		const total = (await countKept(server.data, 'small')) - before;

		assert.equal(total, forms.length, `round ${round}: every form counts once`);
		before += total;
		thankedInAll += thanked;
	}
	assert.ok(thankedInAll >= ROUNDS * 20, 'the storms were storms');
	t.diagnostic(`${before} forms, ${thankedInAll} thanked for before the server was killed`);
});

test('an answer that was never acknowledged may be missing, so the count above can fail (positive control)', async (t) => {
	const server = await serve(t, { questionnaires: ['small.yaml'] });
	const fields = { ...page.carried((await server.get('/nl/small')).body), one: 'weg' };

	assert.equal((await server.post('/nl/small', fields)).headers.location, '/nl/small/thanks');
	await server.stop('SIGKILL');
	await sql(server.data, 'UPDATE gathering SET occupied = zeroblob(length(occupied)), nonces = zeroblob(length(nonces)), earlier = zeroblob(length(earlier))');
	assert.equal(await countKept(server.data, 'small'), 0, 'a lost answer shows in the count');
	const again = await serve(t, { questionnaires: server.questionnaires, data: server.data });

	assert.equal((await again.post('/nl/small', fields)).headers.location, '/nl/small/thanks', 'and in what is sent again');
});
