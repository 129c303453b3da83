// SPDX-License-Identifier: EUPL-1.2
//
// Goal: a server that does TLS itself speaks today's TLS and nothing older, all works over it, and what is wrong with its files
// is told. tests/soak/tls has testssl.sh look at it from outside.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import { test } from 'node:test';
import tls from 'node:tls';

import { certificate, launchWith, serveSecurely } from '../support/edge.mjs';
import * as page from '../support/page.mjs';
import { countKept, encode, run, temporary, until } from '../support/server.mjs';

/** One request over TLS: {status, headers, body}. */
function ask(server, files, method, target, fields, headers = {}) {
	const body = fields === undefined ? undefined : encode(fields);
	const sent = body === undefined ? headers : { 'Content-Type': 'application/x-www-form-urlencoded', ...headers };

	return new Promise((resolve, reject) => {
		const asked = https.request({ host: '127.0.0.1', port: server.port, method, path: target, ca: files.text, headers: sent, agent: false, timeout: 20000 }, (response) => {
			let text = '';

			response.setEncoding('utf8').on('data', (piece) => (text += piece)).on('error', reject);
			response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: text }));
		});

		asked.on('timeout', () => asked.destroy(new Error('no answer'))).on('error', reject);
		asked.end(body);
	});
}

/** What a client gets that offers only this: the suite that was agreed on, or null. Its own limits are off. */
async function offer(port, { version, suite }) {
	const args = ['s_client', '-connect', `127.0.0.1:${port}`, `-${version}`];

	if (suite !== undefined) args.push(version === 'tls1_3' ? '-ciphersuites' : '-cipher', `${suite}${version === 'tls1_3' ? '' : ':@SECLEVEL=0'}`);
	const said = await run('sh', ['-c', 'exec openssl "$@" </dev/null', 'sh', ...args]);
	const agreed = /^New, (\S+), Cipher is (\S+)$/m.exec(said.stdout);

	return agreed === null || agreed[2] === '(NONE)' ? null : agreed[2];
}

/** A server of openssl's with everything it can, to show that what is refused elsewhere would be taken. */
async function anything(t, files) {
	const child = spawn('openssl', ['s_server', '-accept', '0', '-cert', files.certificate, '-key', files.key, '-cipher', 'ALL:@SECLEVEL=0', '-www'], { stdio: ['ignore', 'pipe', 'pipe'] });
	let out = '';

	child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
	t.after(() => child.kill('SIGKILL'));
	await until(() => /^ACCEPT \S*?:(\d+)$/m.test(out), 'the server of openssl');
	return Number(/^ACCEPT \S*?:(\d+)$/m.exec(out)[1]);
}

test('over TLS everything works as without, and browsers are told to stay with it', async (t) => {
	const files = await certificate(t);
	const server = await serveSecurely(t, files);
	const got = await ask(server, files, 'GET', '/nl/small');

	assert.equal(got.status, 200);
	assert.equal(got.headers['strict-transport-security'], 'max-age=31536000');
	assert.ok(got.headers['content-security-policy'].startsWith("default-src 'none'"));
	const fields = { ...page.carried(got.body), one: 'iets' };

	assert.equal((await ask(server, files, 'POST', '/nl/small', fields, { Origin: 'https://elsewhere.example' })).status, 403);
	assert.equal((await ask(server, files, 'POST', '/nl/small', fields, { Origin: `https://127.0.0.1:${server.port}` })).headers.location, '/nl/small/thanks');
	server.child.kill('SIGHUP');
	await until(() => server.err.includes('reading the questionnaires again'), 'a reload');
	assert.equal((await ask(server, files, 'GET', '/nl/every-type')).status, 200);
	assert.deepEqual(await server.stop(), { code: 0, signal: null }, server.err);
	assert.equal(await countKept(server.data, 'small'), 1);
});

for (const kind of ['ec', 'rsa'])
	test(`old versions and suites are refused, good ones are taken (${kind})`, { timeout: 60000 }, async (t) => {
		const files = await certificate(t, kind);
		const server = await serveSecurely(t, files);
		const control = await anything(t, files);
		const name = kind === 'ec' ? 'ECDSA' : 'RSA';
		const bad = [
			{ version: 'tls1_2', suite: `ECDHE-${name}-AES128-SHA` },
			{ version: 'tls1_2', suite: `ECDHE-${name}-AES256-SHA384` },
			...(kind === 'rsa' ? [{ version: 'tls1_2', suite: 'AES128-GCM-SHA256' }, { version: 'tls1_2', suite: 'AES256-SHA' }] : []),
			{ version: 'tls1_2', suite: `ECDHE-${name}-AES128-CCM` },
		].filter(({ suite }) => kind === 'ec' || !suite.endsWith('CCM'));
		const good = [
			{ version: 'tls1_3' },
			{ version: 'tls1_3', suite: 'TLS_CHACHA20_POLY1305_SHA256' },
			{ version: 'tls1_3', suite: 'TLS_AES_128_GCM_SHA256' },
			...['AES128-GCM-SHA256', 'AES256-GCM-SHA384', 'CHACHA20-POLY1305'].map((suite) => ({ version: 'tls1_2', suite: `ECDHE-${name}-${suite}` })),
		];

		for (const what of bad) {
			assert.equal(await offer(server.port, what), null, JSON.stringify(what));
			assert.equal(await offer(control, what), what.suite, `${JSON.stringify(what)} elsewhere (positive control)`);
		}
		for (const what of good) {
			const agreed = await offer(server.port, what);

			assert.ok(agreed !== null && (what.suite === undefined || agreed === what.suite), `${JSON.stringify(what)}: ${agreed}`);
		}
		for (const version of ['tls1', 'tls1_1']) {
			const what = { version, suite: 'ALL' };

			assert.equal(await offer(server.port, what), null, version);
			assert.notEqual(await offer(control, what), null, `${version} elsewhere (positive control)`);
		}
	});

test('plain HTTP gets nothing from it', async (t) => {
	const files = await certificate(t);
	const server = await serveSecurely(t, files);
	const plain = await run('curl', ['--silent', '--max-time', '5', `http://127.0.0.1:${server.port}/nl`]);

	assert.notEqual(plain.code, 0);
	assert.equal(plain.stdout, '');
	const socket = tls.connect({ host: '127.0.0.1', port: server.port, ca: files.text });

	await new Promise((resolve, reject) => socket.on('secureConnect', resolve).on('error', reject));
	assert.equal(socket.getProtocol(), 'TLSv1.3');
	socket.destroy();
});

async function refused(t, args, pattern) {
	const server = await launchWith(t, ['--port', '0', ...args], { questionnaires: ['every-type.yaml'] });

	assert.deepEqual(await server.ended, { code: 1, signal: null }, server.err);
	assert.match(server.err, pattern);
	assert.doesNotMatch(server.out, /Serving/);
}

test('what is wrong with the certificate or its key is told', async (t) => {
	const files = await certificate(t);
	const other = await certificate(t);
	const open = path.join(temporary(t, 'key'), 'open.key');
	const use = (pem, key) => ['--tls-certificate', pem, '--tls-key', key];

	fs.copyFileSync(files.key, open);
	fs.chmodSync(open, 0o644);
	await refused(t, use(files.certificate, open), /^survey serve: others can read or change the key in \S+open\.key: chmod it to 600 or 640\n$/);
	await refused(t, use('/nowhere.pem', files.key), /cannot open \/nowhere\.pem: No such file or directory\n$/);
	await refused(t, use(files.certificate, '/nowhere.key'), /cannot open \/nowhere\.key/);
	await refused(t, use(files.certificate, other.key), /the certificate and its key are no PEM, or do not belong together\n$/);
	await refused(t, use(files.key, files.key), /the certificate and its key are no PEM/);
	await refused(t, ['--tls-key', files.key], /--tls-certificate and --tls-key belong together\n$/);
	fs.chmodSync(open, 0o640);
	const server = await serveSecurely(t, { ...files, key: open });

	assert.equal((await ask(server, files, 'GET', '/nl')).status, 200, 'a group of its own may read it');
	const bySocket = await launchWith(t, ['--socket', `${open}.sock`, ...use(files.certificate, files.key)], { questionnaires: ['every-type.yaml'] });

	assert.equal((await bySocket.ended).code, 1);
	assert.match(bySocket.err, /no TLS there\n$/);
});
