// SPDX-License-Identifier: EUPL-1.2
//
// Goal: the server can listen at a socket in the file system, so that it never sees an address: all works as over a port, what
// a killed server left is no obstacle, and what is wrong is told.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';

import { askAt, launchWith, serveAt } from '../support/edge.mjs';
import * as page from '../support/page.mjs';
import { countKept, serve, temporary, until } from '../support/server.mjs';

const place = (t) => path.join(temporary(t, 'socket'), 'survey.sock');

/** The sockets that a process has open, as /proc tells: {tcp, unix}. */
function sockets(pid) {
	const inodes = new Set(
		fs.readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
			try {
				return /^socket:\[(\d+)\]$/.exec(fs.readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
			} catch {
				return []; // closed meanwhile
			}
		}),
	);
	const count = (table, column) => fs.readFileSync(`/proc/${pid}/net/${table}`, 'utf8').split('\n').filter((line) => inodes.has(line.trim().split(/\s+/)[column])).length;

	return { tcp: count('tcp', 9) + count('tcp6', 9), unix: count('unix', 6) };
}

async function refused(t, args, pattern) {
	const server = await launchWith(t, args, { questionnaires: ['every-type.yaml'] });

	assert.deepEqual(await server.ended, { code: 1, signal: null }, server.err);
	assert.match(server.err, pattern);
	assert.doesNotMatch(server.out, /Serving/);
}

test('at a socket in the file system everything works as over a port', async (t) => {
	const socket = place(t);
	const server = await serveAt(t, socket);
	const got = await askAt(socket, 'GET', '/nl/small', { headers: { Host: 'vragen.example' } });

	assert.equal(got.status, 200);
	assert.equal(got.headers['referrer-policy'], 'no-referrer');
	const fields = { ...page.carried(got.body), one: 'iets' };
	const from = (headers) => askAt(socket, 'POST', '/nl/small', { fields, headers: { Host: 'vragen.example', ...headers } });

	assert.equal((await from({ Origin: 'https://elsewhere.example' })).status, 403, 'the form of another site');
	assert.equal((await from({ Origin: 'https://vragen.example.nl' })).status, 403, 'nor one whose name begins the same');
	assert.equal((await from({ Origin: 'https://vragen.example' })).headers.location, '/nl/small/thanks', 'our own');
	assert.equal((await from({})).headers.location, '/nl/small/received', 'and once only');
	server.child.kill('SIGHUP');
	await until(() => server.err.includes('reading the questionnaires again'), 'a reload');
	assert.equal((await askAt(socket, 'GET', '/en')).status, 200);
	assert.deepEqual(await server.stop(), { code: 0, signal: null });
	assert.ok(!fs.existsSync(socket), 'the socket is gone when the server is');
	assert.equal(await countKept(server.data, 'small'), 1);
});

test('no port is open then, so no address can be seen', async (t) => {
	const socket = place(t);
	const server = await serveAt(t, socket);
	const over = await serve(t, { questionnaires: ['small.yaml'] });

	assert.equal((await askAt(socket, 'GET', '/nl')).status, 200);
	const open = sockets(server.child.pid);

	assert.equal(open.tcp, 0);
	assert.ok(open.unix >= 1, 'sockets are seen');
	assert.ok(sockets(over.child.pid).tcp >= 1, 'a port is seen where there is one (positive control)');
});

test('who may connect is decided by the mode of the socket', async (t) => {
	const [usual, own] = [place(t), place(t)];

	await serveAt(t, usual);
	await serveAt(t, own, { args: ['--socket-mode', '600'] });
	assert.equal(fs.statSync(usual).mode & 0o7777, 0o660);
	assert.equal(fs.statSync(own).mode & 0o7777, 0o600);
});

test('the socket of a server that was killed is replaced', async (t) => {
	const socket = place(t);
	const first = await serveAt(t, socket);

	await first.stop('SIGKILL');
	assert.ok(fs.existsSync(socket), 'it is still there');
	await assert.rejects(askAt(socket, 'GET', '/nl'), { code: 'ECONNREFUSED' });
	await serveAt(t, socket, { data: first.data, questionnaires: first.questionnaires });
	assert.equal((await askAt(socket, 'GET', '/nl')).status, 200);
});

test('the socket of a server that runs is left alone, and so is what is no socket', async (t) => {
	const socket = place(t);
	const file = path.join(path.dirname(socket), 'letter.txt');

	fs.writeFileSync(file, 'my holiday');
	await serveAt(t, socket);
	await refused(t, ['--socket', socket], /^survey serve: another program serves at \S+survey\.sock\n$/);
	assert.equal((await askAt(socket, 'GET', '/nl')).status, 200);
	await refused(t, ['--socket', file], /^survey serve: \S+letter\.txt exists and is no socket\n$/);
	assert.equal(fs.readFileSync(file, 'utf8'), 'my holiday');
});

test('a socket that somebody else made there meanwhile stays when the server stops', async (t) => {
	const socket = place(t);
	const server = await serveAt(t, socket);
	const other = net.createServer();

	fs.unlinkSync(socket);
	await new Promise((resolve) => other.listen(socket, resolve));
	t.after(() => other.close());
	assert.deepEqual(await server.stop(), { code: 0, signal: null });
	assert.ok(fs.existsSync(socket));
});

test('options that do not go together, and paths that cannot be, are told', async (t) => {
	const socket = place(t);

	await refused(t, ['--socket', socket, '--port', '8080'], /^survey serve: --socket comes in the place of --address and --port\n$/);
	await refused(t, ['--socket', socket, '--address', '127.0.0.1'], /--socket comes in the place of/);
	await refused(t, ['--socket-mode', '0660', '--port', '0'], /--socket-mode belongs to --socket\n$/);
	for (const mode of ['0999', 'rw', '', '1777', '0060', '-1'])
		await refused(t, ['--socket', socket, `--socket-mode=${mode}`], /--socket-mode takes permissions such as 0660/);
	await refused(t, ['--socket', `/tmp/${'x'.repeat(120)}`], /the path of a socket has 1 to 107 bytes\n$/);
	await refused(t, ['--socket', '/nowhere/survey.sock'], /cannot make the socket \/nowhere\/survey\.sock: No such file or directory\n$/);
	assert.ok(!fs.existsSync(socket));
});
