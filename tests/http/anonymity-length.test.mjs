// SPDX-License-Identifier: EUPL-1.2
//
// Goal: how much somebody wrote is nowhere to be seen: of one questionnaire all boxes are equally long in the store, and what a
// browser that seals sends is equally many bytes, whatever was answered and whichever box came of it.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { encode } from '../../survey/script/encode.mjs';
import { bytesOf, seal } from '../../survey/script/seal.mjs';
import { bodyOf } from '../../survey/script/send.mjs';
import * as page from '../support/page.mjs';
import { request, serve, SHIPPED, sql } from '../support/server.mjs';

const TRIES = 16;

const attribute = (html, name) => page.decode(new RegExp(` data-${name}="([^"]*)"`).exec(html)[1]);

async function form(server, id) {
	const html = (await server.get(`/nl/${id}`)).body;

	return { ...page.carried(html), id, size: Number(attribute(html, 'size')), key: bytesOf(attribute(html, 'key')) };
}

/** An encoding of nearly `length` bytes: what is in it does not matter to who keeps it sealed. */
const encodingOf = ({ id, definition }, length) => encode(id, definition, '', length === 0 ? [] : [{ group: '', time: '1', id: 'x', values: ['y'.repeat(length)] }]);

test('in sealed mode a questionnaire has one size of POST and one size of reply', { timeout: 120000 }, async (t) => {
	const names = fs.readdirSync(SHIPPED).filter((name) => name.endsWith('.yaml'));
	const server = await serve(t, { questionnaires: [...names.map((name) => path.join(SHIPPED, name)), 'small.yaml'] });
	const ids = [...(await sql(server.data, 'SELECT DISTINCT questionnaire FROM pool')).split('\n')];

	assert.ok(ids.length > names.length / 2);
	for (const id of ids) {
		const made = await form(server, id).catch(() => null); // not open now

		if (made === null) continue;
		const sizes = new Set();

		for (let i = 0; i < TRIES; i++) {
			const box = seal(encodingOf(made, Math.floor(((made.size - 300) * i) / TRIES)), made.size, made.key);

			assert.ok(box !== null);
			sizes.add(bodyOf(made.nonce, made.definition, box, null).length);
		}
		assert.equal(sizes.size, 1, `${id}: ${[...sizes]}`);
	}
	const replies = new Set();

	for (let i = 0; i < TRIES; i++) {
		const made = await form(server, 'small');
		const body = bodyOf(made.nonce, made.definition, seal(encodingOf(made, i * 40), made.size, made.key), null);
		const reply = await request(server, 'POST', '/nl/small', { body });

		assert.equal(reply.status, 303);
		replies.add(reply.raw.filter((_, at) => at % 2 === 1 && reply.raw[at - 1] !== 'Date').join('\n').length + reply.buffer.length);
	}
	assert.equal(replies.size, 1);
});

test('all boxes of a questionnaire are equally long in the store, dummies and responses, sealed here or there', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['small.yaml', 'every-type.yaml'] });

	for (let i = 0; i < 12; i++) {
		const plain = page.carried((await server.get('/nl/small')).body);

		assert.equal((await server.post('/nl/small', { ...plain, one: 'a'.repeat(1 + i * 40) })).status, 303);
		const made = await form(server, 'small');

		assert.equal((await request(server, 'POST', '/nl/small', { body: bodyOf(made.nonce, made.definition, seal(encodingOf(made, i * 50), made.size, made.key), null) })).status, 303);
	}
	const lengths = 'SELECT questionnaire, count(DISTINCT length(box)), min(length(box)) - pool.size FROM slot JOIN pool ON pool.id = slot.id / 65536 GROUP BY 1 ORDER BY 1';

	assert.equal(await sql(server.data, lengths), 'every-type|1|48\nsmall|1|48');
});

test('the usual base64 has many sizes, and answers that are not padded too (positive control)', () => {
	const usual = new Set();
	const unpadded = new Set();

	for (let i = 0; i < TRIES; i++) {
		const key = bytesOf(Buffer.from('09'.padEnd(64, '0'), 'hex').toString('base64'));

		usual.add(new URLSearchParams({ box: Buffer.from(seal('x', 1024, key)).toString('base64') }).toString().length);
		unpadded.add(bodyOf('n', 'd', seal('x', 1024 + i, key), null).length);
	}
	assert.ok(usual.size > 1 && unpadded.size > 1);
});
