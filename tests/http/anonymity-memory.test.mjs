// SPDX-License-Identifier: EUPL-1.2
//
// Goal: once a request is over, nothing of it is left in the server: not in its memory, of which a core image would be made, nor
// in any file that it has open, in its directory or in the directory for temporary files. Of the address of who sent
// it there never is anything in a file.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';

import * as page from '../support/page.mjs';
import { disguises, filesBelow, memoryOf, openFiles, search } from '../support/residue.mjs';
import { encode, request, serve, temporary, until } from '../support/server.mjs';

const ADDRESS = '127.77.88.99'; // nothing else comes from there
/* Four bytes may stand in a box by chance; as a sockaddr_in they have eight zeros behind them. */
const ADDRESS_FORMS = { ...disguises(ADDRESS), 'a socket address': `${Buffer.from(ADDRESS.split('.').map(Number)).toString('latin1')}${'\0'.repeat(8)}` };
const MARK_BYTES = 4; // that a nonce begins with: those of the key, in every page
const CANARIES = {
	line: 'kanarieregel6154', story: 'kanarieverhaal9036', long: 'kanarielang4471', half: 'kanariehalf3308', kept: 'kanarievast7925', agent: 'kanariebrowser5567',
	referer: 'kanarieherkomst2204', query: 'kanarievraag8813', cookie: 'kanariekoek6690', language: 'kanarietaal1172', header: 'kanariekop4423', path: 'kanariepad9984',
};

/** What holds anything at all of these canaries now. */
function look(server, places, canaries) {
	const { pid } = server.child;

	return search({ ...memoryOf(pid), ...openFiles(pid), ...Object.assign({}, ...places.map(filesBelow)), out: Buffer.from(server.out), log: Buffer.from(server.err) }, canaries);
}

/** Waits until the server has done what follows a reply, then tells what is left. */
async function left(server, places, canaries) {
	const end = Date.now() + 3000;
	let found;

	do found = look(server, places, canaries);
	while (found.length > 0 && Date.now() < end);
	return found;
}

async function start(t) {
	const [directory, temp] = [temporary(t, 'cwd'), temporary(t, 'tmp')];
	const server = await serve(t, { questionnaires: ['every-type.yaml', 'small.yaml'], wrap: ['env', '-C', directory], env: { TMPDIR: temp } });

	return { server, places: [server.data, directory, temp], temp };
}

const HEADERS = {
	'User-Agent': CANARIES.agent, Referer: `https://${CANARIES.referer}.example/`, Cookie: `id=${CANARIES.cookie}`,
	'Accept-Language': `${CANARIES.language},nl`, 'X-Odd': CANARIES.header,
};

test('when a request is over, nothing of it is left in memory or in a file', { timeout: 120000 }, async (t) => {
	const { server, places, temp } = await start(t);
	const nonces = [];
	const ask = (method, target, body, options = {}) => request(server, method, target, { body: body && encode(body), headers: HEADERS, localAddress: ADDRESS, ...options });
	const form = async () => {
		const fields = page.carried((await ask('GET', `/nl/every-type?${CANARIES.query}`)).body);

		nonces.push(fields.nonce);
		return fields;
	};
	const answers = { choice: 'nee', must: 'links', line: CANARIES.line, story: CANARIES.story, amount: '12' };

	for (let i = 0; i < 6; i++) {
		assert.equal((await ask('POST', `/nl/every-type?${CANARIES.query}`, { ...(await form()), ...answers })).status, 303);
		assert.equal((await ask('POST', '/nl/every-type', { ...(await form()), ...answers, amount: 'x' })).status, 422);
		assert.equal((await ask('POST', '/nl/every-type', { ...(await form()), ...answers, story: `${CANARIES.story} 06 12345678` })).status, 200, 'asked about personal data');
	}
	const small = async () => page.carried((await ask('GET', '/nl/small')).body);

	assert.equal((await ask('POST', '/nl/small', { ...(await small()), one: CANARIES.long.repeat(100), two: CANARIES.long.repeat(100) })).status, 422, 'too long together');
	assert.equal((await ask('POST', '/nl/small', { ...(await small()), one: CANARIES.long.repeat(12000) })).status, 422, 'the longest body');
	assert.equal((await ask('POST', '/nl/every-type', { ...(await form()), ...answers, definition: '0'.repeat(64) })).status, 200, 'made before it changed');
	assert.equal((await ask('POST', '/nl/every-type', { story: CANARIES.long.repeat(20000) })).status, 413);
	assert.equal((await ask('POST', '/nl/every-type', `line=${CANARIES.line}%zz`)).status, 400);
	assert.equal((await ask('GET', `/${CANARIES.path}`)).status, 404);

	/* A connection that stays open. */
	const agent = new http.Agent({ keepAlive: true, maxSockets: 1, localAddress: ADDRESS });

	t.after(() => agent.destroy());
	for (let i = 0; i < 4; i++) assert.equal((await ask('POST', '/nl/every-type', { ...(await form()), ...answers, line: CANARIES.kept }, { agent })).status, 303);
	assert.equal((await ask('GET', '/nl', undefined, { agent, headers: {} })).status, 200);

	/* Many at once, of different lengths, so that not each takes the place of the one before. */
	for (const { body } of await Promise.all(Array.from({ length: 16 }, (_, i) => ask('GET', i % 2 === 0 ? '/nl/every-type' : '/nl/small')))) nonces.push(page.nonce(body));
	/* And compressed. */
	for (const { buffer, headers } of await Promise.all(Array.from({ length: 8 }, () => ask('GET', '/nl/every-type', undefined, { headers: { 'Accept-Encoding': 'gzip' } })))) {
		assert.equal(headers['content-encoding'], 'gzip');
		nonces.push(page.nonce(gunzipSync(buffer).toString()));
	}
	const canaries = [...Object.values(CANARIES), ...nonces, ['the address', ADDRESS_FORMS], ...nonces.map((nonce) => [`random bytes of ${nonce}`, { bytes: Buffer.from(nonce, 'hex').subarray(MARK_BYTES).toString('latin1') }])];

	assert.deepEqual(await left(server, places, canaries), [], 'while the connection is still open');
	agent.destroy();
	assert.deepEqual(await left(server, places, canaries), []);
	assert.deepEqual(fs.readdirSync(temp), [], 'no temporary files');
	assert.deepEqual(await server.stop(), { code: 0, signal: null });
});

test('what is on its way is found in memory (positive control), and is gone when it broke off', { timeout: 60000 }, async (t) => {
	const { server, places } = await start(t);
	const body = `story=${CANARIES.half}&line=${CANARIES.line}`;
	const canaries = [CANARIES.half, CANARIES.line, CANARIES.agent, ['the address', ADDRESS_FORMS]];

	for (let i = 0; i < 3; i++) {
		const socket = net.connect({ port: server.port, host: '127.0.0.1', localAddress: ADDRESS });

		socket.on('error', () => {});
		socket.write(`POST /nl/every-type HTTP/1.1\r\nHost: x\r\nUser-Agent: ${CANARIES.agent}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length + 10}\r\n\r\n${body}`);
		for (const canary of canaries.slice(0, 3)) await until(() => look(server, places, [canary]).some((one) => one.includes('(raw) in memory')), `${canary} in memory`);
		socket.destroy();
		assert.deepEqual(await left(server, places, canaries), []);
	}
});
