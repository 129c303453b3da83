// SPDX-License-Identifier: EUPL-1.2
//
// Goal: a flood is stopped without knowing who is who: what is too much is refused, honestly and for everybody, nothing that was
// refused counts, and the same form counts once there is room again.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as page from '../support/page.mjs';
import { countKept, encode, request, serve, until } from '../support/server.mjs';

const start = (t, rate) => serve(t, { questionnaires: ['every-type.yaml', 'small.yaml'], args: ['--rate', String(rate)] });

/** Sends forms until one is refused; {kept, fields, refusal}. */
async function flood(server, most, path = '/nl/small') {
	const definition = page.definition((await server.get('/nl/small')).body);
	let kept = 0;

	for (let i = 0; i < most; i++) {
		const fields = { definition, nonce: i.toString(16).padStart(32, '0'), one: `bezoeker ${i}` };
		const reply = await server.post(path, fields);

		if (reply.status === 503) return { kept, fields, refusal: reply };
		assert.equal(reply.status, 303);
		kept++;
	}
	return { kept };
}

test('forms over the rate are refused, and the same form counts when there is room again', { timeout: 60000 }, async (t) => {
	const server = await start(t, 3);
	const { kept, fields, refusal } = await flood(server, 1000);

	assert.ok(kept >= 30, `ten seconds' worth comes through at once: ${kept}`);
	assert.equal(page.heading(refusal.body), 'Nog niet opgeslagen');
	page.shows(refusal.body, /Dubbel versturen kan geen kwaad/);
	assert.equal(refusal.headers['retry-after'], '60');
	assert.equal(refusal.headers['cache-control'], 'no-store');
	assert.ok(refusal.headers['content-security-policy'].startsWith("default-src 'none'"));
	assert.equal((await server.get('/nl/small')).status, 200, 'pages are still served');
	/* Who is asked to wait does so; "sending again" is the same bytes again. */
	await until(async () => (await request(server, 'POST', '/nl/small', { body: encode(fields) })).headers.location === '/nl/small/thanks', 'room for the form');
	assert.equal(await countKept(server.data, 'small'), kept + 1);
});

test('it is the same for everybody: another address gets no other treatment', { timeout: 60000 }, async (t) => {
	const server = await start(t, 1);
	const { fields } = await flood(server, 1000);
	const replies = await Promise.all(Array.from({ length: 8 }, (_, i) => request(server, 'POST', '/nl/small', { body: encode({ ...fields, nonce: `${i}`.repeat(32) }), localAddress: `127.0.0.${10 + i}` })));

	assert.ok(replies.filter(({ status }) => status === 503).length >= 4, replies.map(({ status }) => status).join());
});

test('pages over the rate are refused in the words of who asks for a page', { timeout: 60000 }, async (t) => {
	const server = await start(t, 1);
	const heading = { nl: 'Even wachten', en: 'One moment' };

	for (const language of ['nl', 'en']) {
		let reply;
		let seen = 0;

		do {
			reply = await server.get(`/${language}/every-type`);
			seen++;
		} while (reply.status === 200 && seen < 50000);
		assert.equal(reply.status, 503);
		assert.equal(page.heading(reply.body), heading[language]);
		assert.equal(page.language(reply.body), language);
		assert.equal(reply.headers['retry-after'], '60');
		page.lacks(reply.body, /opgeslagen|saved/);
		if (language === 'nl') assert.ok(seen > 1000, `${seen}`);
	}
});

test('without a limit nothing is refused (positive control)', { timeout: 60000 }, async (t) => {
	const server = await start(t, 0);
	const { kept, refusal } = await flood(server, 100);

	assert.equal(refusal, undefined);
	assert.equal(kept, 100);
	for (let i = 0; i < 200; i++) assert.equal((await server.get('/nl')).status, 200);
	assert.equal(await countKept(server.data, 'small'), 100);
});
