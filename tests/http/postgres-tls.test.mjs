// SPDX-License-Identifier: EUPL-1.2
//
// Goal: a database on another machine is reached over TLS that checks the name (sslmode=verify-full), also when the running server has
// to connect again, from within its sandbox. A certificate of somebody else, or for another name, is refused.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import * as page from '../support/page.mjs';
import { postgres } from '../support/postgres.mjs';
import { run, serve, survey, temporary, until } from '../support/server.mjs';

const NAME = 'db.example';
const NOBODY = 65534; // who runs PostgreSQL when the test is root

async function openssl(...args) {
	const { code, stderr } = await run('openssl', args);

	assert.equal(code, 0, stderr);
}

/** An authority, and a certificate of it for NAME, in a directory that PostgreSQL may read. */
async function certificates(t) {
	const directory = temporary(t, 'certificates');
	const file = (name) => path.join(directory, name);
	const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];

	fs.chmodSync(directory, 0o711);
	await openssl('req', '-x509', ...key, '-subj', '/CN=authority', '-keyout', file('authority.key'), '-out', file('authority.pem'));
	await openssl('req', '-x509', ...key, '-subj', `/CN=${NAME}`, '-addext', `subjectAltName=DNS:${NAME}`, '-addext', 'basicConstraints=critical,CA:FALSE',
		'-CA', file('authority.pem'), '-CAkey', file('authority.key'), '-keyout', file('server.key'), '-out', file('server.pem'));
	fs.chmodSync(file('server.key'), 0o600);
	if (process.getuid() === 0) fs.chownSync(file('server.key'), NOBODY, NOBODY);
	fs.chmodSync(file('authority.pem'), 0o644);
	fs.chmodSync(file('server.pem'), 0o644);
	return { authority: file('authority.pem'), certificate: file('server.pem'), key: file('server.key'), access: file('access.conf') };
}

/** Of the loopback network, so that the usual port is free there whoever else runs a PostgreSQL. */
const someAddress = () => `127.${[1, 2, 3].map(() => 1 + Math.floor(Math.random() * 250)).join('.')}`;

test('a server reaches its database over TLS that checks the name, and does so again when the connection was lost', { timeout: 120000 }, async (t) => {
	const files = await certificates(t);
	const address = someAddress();
	/* Over the network only with TLS; the test itself looks in by the socket. */
	fs.writeFileSync(files.access, 'local all all trust\nhostssl all all 127.0.0.0/8 trust\n', { mode: 0o644 });
	const database = await postgres(t, [`listen_addresses=${address}`, 'ssl=on', `ssl_cert_file=${files.certificate}`, `ssl_key_file=${files.key}`, `hba_file=${files.access}`]);
	const location = (name, mode = 'verify-full') => `postgresql://survey@${name}/survey?hostaddr=${address}&sslmode=${mode}`;
	const env = { ...process.env, PGSSLROOTCERT: files.authority };
	const made = await survey(['init', '--store', location(NAME)], { env });

	assert.equal(made.code, 0, made.stderr);
	const server = await serve(t, { questionnaires: ['small.yaml'], args: ['--store', location(NAME)], env });
	const send = async (text) => (await server.post('/nl/small', { ...page.carried((await server.get('/nl/small')).body), one: text })).headers.location;
	const connections = (encrypted) => database.sql(`SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE client_addr IS NOT NULL AND ${encrypted ? '' : 'NOT '}ssl`);

	assert.equal(await send('een'), '/nl/small/thanks');
	assert.ok(Number(await connections(true)) >= 1, 'its connections are encrypted');
	assert.equal(await connections(false), '0');

	/* The database goes away and comes back: the certificate of the authority is read again. */
	await database.stop('SIGQUIT');
	await database.start();
	await until(async () => /\/thanks$/.test(String(await send('twee'))), 'the server to connect again');
	assert.ok(Number(await connections(true)) >= 1);
	assert.equal(await connections(false), '0');
	assert.deepEqual(await server.stop(), { code: 0, signal: null }, server.err);

	/* Controls: another name, an authority that did not sign it, and no TLS. */
	const others = await certificates(t);
	const wrongName = await survey(['status', '--store', location('elsewhere.example')], { env });
	const wrongAuthority = await survey(['status', '--store', location(NAME)], { env: { ...env, PGSSLROOTCERT: others.authority } });
	const plain = await survey(['status', '--store', location(NAME, 'disable')], { env });

	assert.notEqual(wrongName.code, 0);
	assert.match(wrongName.stderr, /does not match host name "elsewhere\.example"/);
	assert.notEqual(wrongAuthority.code, 0);
	assert.match(wrongAuthority.stderr, /certificate verify failed/);
	assert.notEqual(plain.code, 0);
	assert.match(plain.stderr, /no pg_hba\.conf entry/);
	assert.equal((await survey(['status', '--store', location(NAME)], { env })).code, 0);
});
