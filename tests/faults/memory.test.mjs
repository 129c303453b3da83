// SPDX-License-Identifier: EUPL-1.2
//
// Goal: when the server's memory runs out nobody is thanked for an answer that was not kept, the server goes on, and the
// next request is served. Each allocation fails in turn while a page is asked for and while every kind of form is sent;
// then there is hardly any memory for a while. MEMORY_FAULTS names build/bin/faults/memory.so, which makes it so.
// STEP=1 fails all allocations of a release, and not one in thirteen. Counted as well: a page takes none.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { test } from 'node:test';

import { encode } from '../../survey/script/encode.mjs';
import { base64, bytesOf, seal } from '../../survey/script/seal.mjs';
import * as page from '../support/page.mjs';
import { FIXTURES, ROOT, countKept, encode as encodeForm, open, request, serve, sql, survey, temporary, until } from '../support/server.mjs';

const LIBRARY = path.resolve(process.env.MEMORY_FAULTS ?? path.join(ROOT, 'build/bin/faults/memory.so'));
const STEP = Number(process.env.STEP ?? 13); // of the allocations of a release, which are many: 1 for all
const ENDLESS = 5000; // a request with more allocations than this has something wrong

/** The server's memory: what tests/faults/memory.c shares. */
class Memory {
	constructor(t) {
		this.path = path.join(temporary(t, 'memory'), 'control');
		fs.writeFileSync(this.path, Buffer.alloc(32));
		this.file = fs.openSync(this.path, 'r+');
		t.after(() => fs.closeSync(this.file));
		this.lift();
	}

	set(place, number) {
		const bytes = Buffer.alloc(8);

		bytes.writeBigInt64LE(BigInt(number));
		fs.writeSync(this.file, bytes, 0, 8, place * 8);
	}

	get(place) {
		const bytes = Buffer.alloc(8);

		fs.readSync(this.file, bytes, 0, 8, place * 8);
		return Number(bytes.readBigInt64LE());
	}

	/** From now on the `number`th allocation fails. */
	fail(number) {
		this.set(3, 0);
		this.set(0, number);
	}

	/** From now on there are so many bytes. */
	leave(bytes) {
		this.set(3, 0);
		this.set(1, bytes);
	}

	/** Memory enough again. */
	lift() {
		this.set(0, 0);
		this.set(1, -1);
	}

	get failed() {
		return this.get(3);
	}

	get seen() {
		return this.get(2);
	}
}

async function serveWith(t, questionnaires, options = {}) {
	const memory = new Memory(t);
	const server = await serve(t, { questionnaires, ...options, env: { LD_PRELOAD: LIBRARY, FAULTS_MEMORY: memory.path } });

	assert.ok(memory.seen > 1000, 'the server takes its memory from us');
	return { memory, server };
}

/** A connection that broke is an answer too: nobody was thanked. */
const settle = (reply) => reply.catch((error) => ({ status: 0, headers: {}, body: '', error }));

/** Sends what `make` makes with each allocation failing in turn, until none fails any more. Gives how many did. */
async function sweep({ memory, server }, make, send, judge) {
	for (let number = 1; number < ENDLESS; number++) {
		const made = await make();

		memory.fail(number);
		const reply = await settle(send(made));
		const { failed } = memory;

		memory.lift();
		const again = await send(made).catch(async (error) => {
			await until(() => server.end, 'the end of a server that does not answer', 2000);
			assert.fail(`allocation ${number}: the server ended (${JSON.stringify(server.end)}, ${error.message}): ${server.err}`);
		});

		assert.equal(server.end, undefined, `allocation ${number}: the server ended: ${server.err}`);
		await judge(made, reply, again, number);
		if (failed === 0) {
			assert.notEqual(reply.status, 0);
			return number - 1;
		}
	}
	throw new Error('there is no end of allocations');
}

/** Sends forms; each must be kept, told to be kept already, or honestly refused. Gives how many forms there were. */
async function sweepForms(t, all, address, fill, count) {
	const { server } = all;
	let forms = 0;
	let served = 0;

	const failures = await sweep(
		all,
		async () => fill(page.carried((await server.get(address)).body), forms++),
		(fields) => server.post(address, fields),
		(fields, reply, again, number) => {
			const where = `allocation ${number}: ${reply.status} ${reply.headers.location ?? ''}`;

			if (reply.status === 303) {
				assert.equal(reply.headers.location, `${address}/thanks`, where);
				assert.equal(again.headers.location, `${address}/received`, `${where}: thanked, but not there`);
				served++;
			} else {
				assert.ok([0, 200, 503].includes(reply.status), where);
				assert.equal(again.status, 303, `${where}: the next time it is kept`);
			}
		},
	);

	t.diagnostic(`${failures} allocations failed in turn; ${served} of ${forms} forms were kept all the same`);
	assert.ok(failures >= 10, 'there were allocations to fail');
	assert.equal(await count(), forms, 'every form is there once');
}

test('a page takes no memory: nothing is allocated for it, as in the performance budget', { timeout: 60000 }, async (t) => {
	const { memory, server } = await serveWith(t, ['small.yaml']);
	const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
	const taken = async (method, target, body) => {
		const pages = 200;

		for (let i = 0; i < 5; i++) await request(server, method, target, { agent, body });
		const before = memory.seen;

		for (let i = 0; i < pages; i++) assert.equal((await request(server, method, target, { agent, body })).status, 200);
		return memory.seen - before;
	};

	t.after(() => agent.destroy());
	/* The thread that looks whether something is due takes some of its own: it does not run in each of three rounds. */
	const rounds = [await taken('GET', '/nl/small'), await taken('GET', '/nl/small'), await taken('GET', '/nl/small')];

	assert.equal(Math.min(...rounds), 0, rounds.join(', '));
	assert.ok((await taken('POST', '/nl/small', 'one=')) >= 200, 'a form that comes back is made anew each time (positive control)');
});

test('whichever allocation fails, a page comes, or an honest refusal', { timeout: 120000 }, async (t) => {
	const all = await serveWith(t, ['small.yaml']);

	for (const address of ['/', '/nl', '/nl/small', '/nl/privacy', '/nl/small/thanks', '/survey.js', '/nergens']) {
		const normal = (await all.server.get(address)).status;
		const failures = await sweep(
			all,
			() => address,
			(one) => all.server.get(one),
			(one, reply, again, number) => {
				assert.ok([0, 503, normal].includes(reply.status), `${one}, allocation ${number}: ${reply.status}`);
				assert.equal(again.status, normal);
			},
		);

		t.diagnostic(`${address}: ${failures} allocations failed in turn`);
	}
});

test('whichever allocation fails, a form is kept or honestly refused', { timeout: 120000 }, async (t) => {
	const all = await serveWith(t, ['small.yaml']);

	await sweepForms(t, all, '/nl/small', (carried, i) => ({ ...carried, one: `één antwoord, nummer ${i}, café\r\nregel`, three: 'snel' }), async () => {
		assert.deepEqual(await all.server.stop(), { code: 0, signal: null });
		return countKept(all.server.data, 'small');
	});
});

test('whichever allocation fails, a sealed form is kept or honestly refused', { timeout: 120000 }, async (t) => {
	const all = await serveWith(t, ['small.yaml']);
	const html = (await all.server.get('/nl/small')).body;
	const data = (name) => page.decode(new RegExp(` data-${name}="([^"]*)"`).exec(html)[1]);
	const answers = [{ group: '', time: '1', id: 'one', values: ['verzegeld'] }];
	const boxOf = ({ definition }) => base64(seal(encode(data('id'), definition, '', answers), Number(data('size')), bytesOf(data('key'))));

	await sweepForms(t, all, '/nl/small', (carried) => ({ ...carried, box: boxOf(carried) }), async () => {
		assert.deepEqual(await all.server.stop(), { code: 0, signal: null });
		return countKept(all.server.data, 'small');
	});
});

test('whichever allocation fails, a ticket is used with its response and never without', { timeout: 120000 }, async (t) => {
	const data = path.join(temporary(t, 'data'), 'data');
	const directory = temporary(t, 'cards');
	const made = await survey(['tickets', '--questionnaire', path.join(FIXTURES, 'ticketed.yaml'), '--count', '1500', '--url', 'https://vragen.example/', '--data', data,
		'--cards', path.join(directory, 'cards.html'), '--laptop', path.join(directory, 'laptop')]);

	assert.equal(made.code, 0, made.stderr);
	const codes = [...fs.readFileSync(path.join(directory, 'cards.html'), 'utf8').matchAll(/<p class="code">([0-9A-Z-]+)<\/p>/g)].map(([, code]) => code);
	const all = await serveWith(t, ['ticketed.yaml'], { data });

	await sweepForms(t, all, '/nl/ticketed', (carried, i) => ({ ...carried, what: `antwoord ${i}`, ticket: codes[i] }), async () => {
		assert.deepEqual(await all.server.stop(), { code: 0, signal: null });
		const kept = await countKept(data, 'ticketed');

		assert.equal(await sql(data, 'SELECT sum(used) FROM ticket'), String(kept));
		return kept;
	});
});

test('whichever allocation fails, a form with mistakes comes back whole, or is honestly refused', { timeout: 120000 }, async (t) => {
	const all = await serveWith(t, ['small.yaml']);
	const fields = { ...page.carried((await all.server.get('/nl/small')).body), one: 'x'.repeat(2001), two: 'bel 06-12345678 <b>é</b>' };
	const failures = await sweep(
		all,
		() => fields,
		(sent) => all.server.post('/nl/small', sent),
		(sent, reply, again, number) => {
			assert.ok([0, 422, 503].includes(reply.status), `allocation ${number}: ${reply.status}`);
			for (const one of [reply, again].filter(({ status }) => status === 422)) {
				assert.deepEqual(page.answers(one.body).two, [sent.two], `allocation ${number}: what was typed is lost`);
				assert.deepEqual(page.answers(one.body).one, [sent.one]);
			}
			assert.equal(again.status, 422);
		},
	);

	t.diagnostic(`${failures} allocations failed in turn`);
	assert.deepEqual(await all.server.stop(), { code: 0, signal: null });
	assert.equal(await countKept(all.server.data, 'small'), 0);
});

/** A server whose questionnaire changed after a form was asked for; `old` makes such a form. */
async function serveOlder(t) {
	const all = await serveWith(t, ['small.yaml']);
	const { server } = all;
	const definition = page.definition((await server.get('/nl/small')).body);
	const file = path.join(server.questionnaires, 'small.yaml');

	fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('nl: Wie?', 'nl: Wie dan?'));
	await server.reload(async () => (await server.get('/nl/small')).body.includes('Wie dan?'), 'the new question');
	return { ...all, old: () => ({ definition, nonce: crypto.randomBytes(16).toString('hex'), one: `oud antwoord ${all.server.port}` }) };
}

/** What may become of an older form, and then of the same form again. */
function judgeOlder(fields, reply, again, where) {
	assert.ok([0, 200, 303, 503].includes(reply.status), `${where}: ${reply.status}`);
	if (reply.status === 200) assert.deepEqual(page.answers(reply.body).one, [fields.one], `${where}: what was typed is lost`);
	if (reply.status === 303) assert.equal(again.headers.location, '/nl/small/received', `${where}: thanked, but not there`);
	assert.equal(again.status, 303, `${where}: the next time it is kept`);
}

/* libfyaml, which reads the older questionnaire, does not check what it allocates: it may take the server with it. */
test('whichever allocation fails, a form of an older questionnaire counts once, over the end of the server', { timeout: 120000 }, async (t) => {
	const all = await serveOlder(t);
	const { memory } = all;
	let { server } = all;
	let ends = 0;
	let forms = 0;

	for (let failed = 1; failed > 0; ) {
		const fields = all.old();

		memory.fail(++forms);
		const reply = await settle(server.post('/nl/small', fields));

		({ failed } = memory);
		memory.lift();
		if (reply.status === 0) await Promise.race([server.ended, settle(server.get('/nl'))]);
		if (reply.status === 0 && (await settle(server.get('/nl'))).status === 0) {
			assert.match((await server.ended).signal, /^SIG(SEGV|ABRT)$/);
			ends++;
			server = await serve(t, { questionnaires: server.questionnaires, data: server.data, env: { LD_PRELOAD: LIBRARY, FAULTS_MEMORY: memory.path } });
		}
		judgeOlder(fields, reply, await server.post('/nl/small', fields), `allocation ${forms}`);
	}
	t.diagnostic(`${forms - 1} allocations failed in turn; ${ends} times the server ended`);
	assert.deepEqual(await server.stop(), { code: 0, signal: null });
	assert.equal(await countKept(server.data, 'small'), forms);
});

test('with hardly any memory, a form of an older questionnaire does not end the server', { timeout: 60000 }, async (t) => {
	const all = await serveOlder(t);
	const { memory, server } = all;
	let forms = 0;

	for (let room = 20000; room < 3000000; room = Math.floor(room * 1.2)) {
		const fields = all.old();

		forms++;
		memory.leave(room);
		const reply = await settle(server.post('/nl/small', fields));

		memory.lift();
		assert.equal(server.end, undefined, server.err);
		judgeOlder(fields, reply, await server.post('/nl/small', fields), `${room} bytes`);
	}
	assert.deepEqual(await server.stop(), { code: 0, signal: null });
	assert.equal(await countKept(server.data, 'small'), forms);
});

/** Begins to send a form whose body needs more memory than there is, and waits until the server has its first part. */
async function beginLarge({ memory, server }, fields) {
	const body = encodeForm(fields);
	const connection = await open(server);
	const { seen } = memory;

	connection.send(`POST /nl/small HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 1000)}`);
	await until(() => memory.seen > seen && memory.failed > 0, 'the first part of a large form');
	return { finish: () => (connection.send(body.slice(1000)), connection.reply()) };
}

test('while there is no memory new requests are refused honestly, what was begun is finished, and then all goes on', { timeout: 60000 }, async (t) => {
	const all = await serveWith(t, ['small.yaml']);
	const { memory, server } = all;
	const small = { ...page.carried((await server.get('/nl/small')).body), one: 'wacht even' };
	const large = { ...page.carried((await server.get('/nl/small')).body), one: 'een groot formulier', more: 'x'.repeat(200000) };

	memory.leave(150000);
	const begun = await beginLarge(all, large);

	for (const reply of [await server.get('/nl/small'), await server.post('/nl/small', small), await server.get('/en')]) {
		assert.equal(reply.status, 503);
		assert.equal(page.heading(reply.body), 'Nog niet opgeslagen');
		assert.equal(reply.headers['retry-after'], '60');
		assert.equal(reply.headers['cache-control'], 'no-store');
		assert.match(reply.headers['content-security-policy'], /default-src 'none'/);
	}
	assert.match(await begun.finish(), /^HTTP\/1\.1 303 [\s\S]*\r\nLocation: \/nl\/small\/thanks\r\n/);
	await until(async () => (await settle(server.get('/nl/small'))).status === 200, 'a page, now that the large form is gone');
	memory.lift();
	assert.equal((await server.post('/nl/small', small)).headers.location, '/nl/small/thanks');
	assert.equal((await server.post('/nl/small', large)).headers.location, '/nl/small/received');
	assert.deepEqual(await server.stop(), { code: 0, signal: null });
	assert.equal(await countKept(server.data, 'small'), 2);
});

test('with hardly any memory, a crowd is served or refused, and every form counts once', { timeout: 120000 }, async (t) => {
	const all = await serveWith(t, ['small.yaml']);
	const { memory, server } = all;
	const outcomes = {};
	let forms = 0;

	for (const room of [0, 30000, 100000, 300000, 1000000, 3000000]) {
		const crowd = [];

		for (let i = 0; i < 20; i++) crowd.push({ ...page.carried((await server.get('/nl/small')).body), one: `antwoord ${forms++}`, more: 'y'.repeat(100000) });
		memory.leave(room);
		const replies = await Promise.all(crowd.map((fields) => settle(server.post('/nl/small', fields))));

		memory.lift();
		assert.equal(server.end, undefined, server.err);
		for (const [i, reply] of replies.entries()) {
			outcomes[reply.status] = (outcomes[reply.status] ?? 0) + 1;
			assert.ok([0, 303, 503].includes(reply.status), `${room} bytes: ${reply.status}`);
			const { location } = (await server.post('/nl/small', crowd[i])).headers;

			assert.equal(location === '/nl/small/received' || (location === '/nl/small/thanks' && reply.status !== 303), true, `${room} bytes: ${reply.status}, then ${location}`);
		}
	}
	t.diagnostic(`replies by status: ${JSON.stringify(outcomes)}`);
	assert.deepEqual(await server.stop(), { code: 0, signal: null });
	assert.equal(await countKept(server.data, 'small'), forms);
});

test(`whichever allocation fails (one in ${STEP}), a release is all or nothing`, { timeout: 60000 + 3600000 / STEP }, async (t) => {
	const server = await serve(t, { questionnaires: ['small.yaml'] });
	const memory = new Memory(t);
	const copy = path.join(temporary(t, 'copy'), 'data');
	const responses = 8;
	const outcomes = { released: 0, failed: 0 };
	let number = 1;
	let lives = 0;

	for (let i = 0; i < responses; i++) await server.post('/nl/small', { ...page.carried((await server.get('/nl/small')).body), one: `antwoord ${i}` });
	await server.stop();
	do {
		fs.rmSync(copy, { recursive: true, force: true });
		fs.cpSync(server.data, copy, { recursive: true });
		memory.fail(number);
		number += STEP;
		lives++;
		const { code } = await survey(['release', '--data', copy, '--closing'], { env: { ...process.env, LD_PRELOAD: LIBRARY, FAULTS_MEMORY: memory.path } });
		const released = Number(await sql(copy, 'SELECT coalesce(sum(count), 0) FROM batch'));

		assert.ok(released === responses || (released === 0 && code !== 0), `allocation ${number}: exit ${code}, ${released} released`);
		outcomes[code === 0 ? 'released' : 'failed']++;
		assert.equal(await countKept(copy, 'small'), responses, `allocation ${number}: all are there, once`);
	} while (memory.failed > 0);
	t.diagnostic(`${lives - 1} of ${number} allocations failed in turn: ${JSON.stringify(outcomes)}`);
	assert.ok(outcomes.failed > 10);
});

test('memory does fail: without anything set aside the server would end (positive control)', async (t) => {
	const memory = new Memory(t);

	memory.leave(10000);
	const ended = await survey(['check', path.join(FIXTURES, 'small.yaml')], { env: { ...process.env, LD_PRELOAD: LIBRARY, FAULTS_MEMORY: memory.path } });

	assert.notEqual(ended.code, 0);
	assert.match(ended.stderr, /out of memory/);
	assert.ok(memory.failed > 50, 'it was waited for');
});
