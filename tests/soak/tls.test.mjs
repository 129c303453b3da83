// SPDX-License-Identifier: EUPL-1.2
//
// Goal: testssl.sh, which looks from outside, finds no weakness in the TLS that the server does itself.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { certificate, serveSecurely } from '../support/edge.mjs';
import { run, temporary, until } from '../support/server.mjs';

/** What testssl.sh finds about versions, suites, forward secrecy and known holes: a list of {id, severity, finding}. */
async function findings(t, port) {
	const file = path.join(temporary(t, 'testssl'), 'found.json');
	const end = await run('testssl', ['--quiet', '--color', '0', '--warnings', 'off', '--jsonfile', file, '-p', '-s', '-f', '-P', '-U', `127.0.0.1:${port}`], { timeout: 900000 });

	if (!fs.existsSync(file)) throw new Error(`testssl: ${end.stdout} ${end.stderr}`);
	return JSON.parse(fs.readFileSync(file, 'utf8'));
}

const weak = (found) => found.filter(({ severity }) => ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'].includes(severity)).map(({ id, severity, finding }) => `${id}: ${severity}: ${finding}`);
const of = (found, id) => found.find((one) => one.id === id);

test('testssl.sh finds no weakness', { timeout: 1000000 }, async (t) => {
	const server = await serveSecurely(t, await certificate(t, 'rsa'));
	const found = await findings(t, server.port);

	assert.equal(of(found, 'TLS1_3')?.severity, 'OK');
	assert.equal(of(found, 'TLS1_2')?.severity, 'OK');
	assert.equal(of(found, 'FS')?.severity ?? of(found, 'PFS')?.severity, 'OK', 'forward secrecy');
	assert.ok(found.length > 40, `${found.length} findings: everything was looked at`);
	assert.deepEqual(weak(found), []);
});

test('testssl.sh does find something at a server that takes everything (positive control)', { timeout: 1000000 }, async (t) => {
	const files = await certificate(t, 'rsa');
	const child = spawn('openssl', ['s_server', '-accept', '0', '-cert', files.certificate, '-key', files.key, '-cipher', 'ALL:@SECLEVEL=0', '-www'], { stdio: ['ignore', 'pipe', 'pipe'] });
	let out = '';

	child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
	t.after(() => child.kill('SIGKILL'));
	await until(() => /^ACCEPT \S*?:(\d+)$/m.test(out), 'the server of openssl');
	assert.notDeepEqual(weak(await findings(t, Number(/^ACCEPT \S*?:(\d+)$/m.exec(out)[1]))), []);
});
