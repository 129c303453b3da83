// SPDX-License-Identifier: EUPL-1.2
//
// Goal: nothing to leak. What somebody answers, and everything a request tells about who sends it, is in no log and in no
// file; and the server's program has no code that opens a sealed answer.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import * as page from '../support/page.mjs';
import { disguises, filesBelow, search } from '../support/residue.mjs';
import { ANALYSIS, FIXTURES, raw, request, run, serve, SURVEY, survey, temporary, until } from '../support/server.mjs';

const CANARIES = {
	line: 'kanarieregel7391', story: 'kanarieverhaal5520', number: '73.91', wrong: 'kanariefout8812', agent: 'kanariebrowser4410', referer: 'kanarieherkomst6632',
	path: 'kanariepad2207', query: 'kanarievraag9915', cookie: 'kanariekoek1048', forwarded: '203.0.113.77', language: 'kanarietaal3370', header: 'kanariekop7719',
};

test('the search finds a canary in every form (positive control)', (t) => {
	const directory = temporary(t, 'control');

	for (const canary of Object.values(CANARIES))
		for (const [form, disguise] of Object.entries(disguises(canary))) {
			fs.writeFileSync(path.join(directory, 'file'), Buffer.from(`before${disguise}after`, 'latin1'));
			assert.ok(search(filesBelow(directory), [canary]).some((one) => one.startsWith(`${canary} (${form})`)), `${canary} as ${form}`);
		}
	for (let shift = 0; shift < 9; shift++) {
		fs.writeFileSync(path.join(directory, 'file'), Buffer.from(`${'x'.repeat(shift)}${CANARIES.line}yz`).toString('base64'));
		assert.notEqual(search(filesBelow(directory), [CANARIES.line]).length, 0, `base64 behind ${shift} bytes`);
	}
	fs.writeFileSync(path.join(directory, 'file'), 'nothing here');
	assert.deepEqual(search(filesBelow(directory), Object.values(CANARIES)), []);
});

test('no answer and nothing about who sends it reaches a log or a file', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml'] });
	const headers = {
		'User-Agent': CANARIES.agent, Referer: `https://${CANARIES.referer}.example/`, Cookie: `id=${CANARIES.cookie}`, 'X-Forwarded-For': CANARIES.forwarded,
		Forwarded: `for=${CANARIES.forwarded}`, 'X-Real-IP': CANARIES.forwarded, 'Accept-Language': `${CANARIES.language},nl`, 'X-Odd': CANARIES.header,
	};
	const from = '127.0.0.77'; // an address that only these requests come from
	const ask = (method, target, body) => request(server, method, target, { body: body === undefined ? undefined : new URLSearchParams(body).toString(), headers, localAddress: from });
	const answers = { choice: 'nee', must: 'links', line: CANARIES.line, story: CANARIES.story, amount: CANARIES.number };
	const nonces = [];
	const seen = {};
	const look = async () => {
		Object.assign(seen, Object.fromEntries(Object.entries(filesBelow(server.data)).map(([name, bytes]) => [`${name} ${Object.keys(seen).length}`, bytes])));
	};

	for (let i = 0; i < 12; i++) {
		const form = page.carried((await ask('GET', `/nl/every-type?${CANARIES.query}=${CANARIES.query}`)).body);

		nonces.push(form.nonce);
		assert.equal((await ask('POST', `/nl/every-type?${CANARIES.query}`, { ...form, ...answers })).status, 303);
		if (i % 6 === 0) await look(); // also what stands in the write-ahead log for a moment
		assert.equal((await ask('POST', '/nl/every-type', { ...form, ...answers, amount: CANARIES.wrong })).status, 422);
	}
	assert.equal((await ask('GET', `/${CANARIES.path}/${CANARIES.path}`)).status, 404);
	assert.equal((await ask('POST', `/nl/${CANARIES.path}`, answers)).status, 404);
	assert.equal((await ask('POST', '/nl/every-type', { story: CANARIES.story.repeat(20000) })).status, 413);
	await raw(server, `BREW /${CANARIES.path} HTTP/1.1\r\nHost: ${CANARIES.header}\r\n\r\n`);
	await raw(server, `${CANARIES.header}\r\n\r\n`);
	server.child.kill('SIGHUP');
	await until(() => server.err.includes('reading the questionnaires again'), 'a reload');
	await look();
	await survey(['release', '--data', server.data, '--closing']);
	await look();
	const status = await survey(['status', '--data', server.data]);

	assert.deepEqual(await server.stop(), { code: 0, signal: null });
	await look();
	Object.assign(seen, { 'the standard output': Buffer.from(server.out), 'the log': Buffer.from(server.err), 'the status': Buffer.from(status.stdout) });
	const canaries = [...Object.values(CANARIES), from, nonces[0], nonces.at(-1)];

	assert.match(server.err, /pages, \d+ responses, \d+ refused requests/, 'the log has its counts');
	assert.ok(Object.values(seen).some((bytes) => bytes.includes(Buffer.from('every-type'))), 'the files were really read');
	assert.deepEqual(search(seen, canaries), []);
	assert.doesNotMatch(server.err + server.out, /\d\d:\d\d|\bGET\b|\bPOST\b|\/nl\b|127\.0\.0\.77/, 'no time, method or path in the log');
});

test('a nonce is not in the store as it was sent, nor are its bytes', async (t) => {
	const server = await serve(t, { questionnaires: ['small.yaml'] });
	const form = page.carried((await server.get('/nl/small')).body);

	await server.post('/nl/small', { ...form, one: 'iets' });
	await server.stop('SIGKILL');
	const bytes = Buffer.from(form.nonce, 'hex');

	for (const [name, content] of Object.entries(filesBelow(server.data))) assert.ok(!content.includes(bytes), name);
});

for (const [count, told] of [[3, /, fewer than 10 responses, /], [12, /, 12 responses, /]])
	test(`the log of ${count} responses ${count < 10 ? 'tells no number below ten' : 'has their number (positive control)'}`, async (t) => {
		const server = await serve(t, { questionnaires: ['small.yaml'] });

		for (let i = 0; i < count; i++) assert.equal((await server.post('/nl/small', { ...page.carried((await server.get('/nl/small')).body), one: 'iets' })).status, 303);
		assert.deepEqual(await server.stop(), { code: 0, signal: null });
		assert.match(server.err, told);
	});

test('no core of the server can hold answers', async (t) => {
	const server = await serve(t, { questionnaires: ['small.yaml'] });

	assert.match(fs.readFileSync(`/proc/${server.child.pid}/limits`, 'utf8'), /^Max core file size +0 +0 /m);
});

describe('the server cannot open what it sealed', () => {
	const OPENING = /crypto_(box|secretbox|aead|secretstream)\w*(open|pull|decrypt)|unseal|secret_key|crypto_pwhash/;
	const symbols = async (program, ...flags) => (await run('nm', [...flags, program])).stdout.split('\n').map((line) => line.trim().split(/\s+/).pop());

	test('the program asks its libraries for no opening function', async () => {
		const asked = await symbols(SURVEY, '-D', '--undefined-only');

		assert.ok(asked.some((name) => /^crypto_box_seal(@|$)/.test(name)), 'it does seal (positive control)');
		assert.deepEqual(asked.filter((name) => OPENING.test(name)), []);
	});

	test('the program has no opening function of its own', async () => {
		const own = await symbols(SURVEY);

		assert.ok(own.some((name) => /seal_response/.test(name)), 'symbols can be read (positive control)');
		assert.deepEqual(own.filter((name) => OPENING.test(name)), []);
	});

	test('the analysis does have it (positive control)', async () => {
		const asked = await symbols(ANALYSIS, '-D', '--undefined-only');

		assert.ok(asked.some((name) => /^crypto_box_seal_open(@|$)/.test(name)));
		assert.ok((await symbols(ANALYSIS)).some((name) => OPENING.test(name)));
	});

	test('no secret key file is known to the server', async () => {
		assert.ok(fs.existsSync(FIXTURES));
		assert.doesNotMatch((await run(SURVEY, ['help', 'serve'])).stdout, /secret|passphrase/i);
	});
});
