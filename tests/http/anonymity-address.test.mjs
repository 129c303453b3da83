// SPDX-License-Identifier: EUPL-1.2
//
// Goal: where somebody is is written nowhere. A client with an address that nothing else has sends everything that can be sent; then all
// that the server wrote, and its memory, is searched for that address as text and as bytes.
//
// In a network namespace of its own the client has a real address; where the kernel lets us make none it has one of
// the loopback's. Which it was is told. Four bytes turn up by chance once in some hundred searches of this size, so bytes count when
// they are found with every one of three addresses.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import * as page from '../support/page.mjs';
import { addressForms, filesBelow, memoryOf, openFiles, search } from '../support/residue.mjs';
import { encode, run, serve, survey, temporary } from '../support/server.mjs';

const BYTES = /four bytes/;

/** The ways to get an address, best first: how the server is started, and what stands before the client's command. */
const WAYS = [
	{
		name: 'a network namespace', addresses: ['198.51.100.77', '203.0.113.142', '192.0.2.219'],
		wrap: (addresses) => ['unshare', '--net', 'sh', '-c', setUp(addresses), 'sh'],
		enter: (pid) => ['nsenter', `--net=/proc/${pid}/ns/net`],
	},
	{
		name: 'a network and user namespace', addresses: ['198.51.100.77', '203.0.113.142', '192.0.2.219'],
		wrap: (addresses) => ['unshare', '--net', '--map-root-user', 'sh', '-c', setUp(addresses), 'sh'],
		enter: (pid) => ['nsenter', '--preserve-credentials', `--user=/proc/${pid}/ns/user`, `--net=/proc/${pid}/ns/net`],
	},
	{ name: 'an address of the loopback', addresses: ['127.77.88.99', '127.142.201.33', '127.219.66.171'], wrap: () => [], enter: () => [] },
];

const setUp = (addresses) => ['set -e', 'ip link set lo up', ...addresses.map((one) => `ip addr add ${one}/32 dev lo`), 'exec "$@"'].join('; ');

async function findWay() {
	for (const way of WAYS) {
		const [program, ...args] = [...way.wrap(way.addresses), 'true'];

		if ((await run(program, args).catch(() => ({ code: 1 }))).code === 0) return way;
	}
	throw new Error('the loopback is always there');
}

/** One request from an address: {status, body}. */
async function ask(way, server, from, target, body) {
	const data = body === undefined ? [] : ['--data-binary', `@${way.file}`];

	if (body !== undefined) fs.writeFileSync(way.file, encode(body));
	const [program, ...args] = [...way.enter(server.child.pid), 'curl', '-s', '--noproxy', '*', '--interface', from, '-w', '\n%{http_code}', ...data, `${server.base}${target}`];
	const { stdout } = await run(program, args);
	const [, reply, status] = /^([\s\S]*)\n(\d+)$/.exec(stdout);

	return { status: Number(status), body: reply };
}

/** Everything that can be sent, from one address. */
async function sendAll(way, server, from) {
	const form = async () => page.carried((await ask(way, server, from, '/nl/every-type')).body);
	const answers = { choice: 'nee', must: 'links', line: 'iets' };

	for (let i = 0; i < 11; i++) assert.equal((await ask(way, server, from, '/nl/every-type', { ...(await form()), ...answers })).status, 303);
	assert.equal((await ask(way, server, from, '/nl/every-type', { ...(await form()), ...answers, amount: 'x' })).status, 422);
	assert.equal((await ask(way, server, from, '/nl/nergens')).status, 404);
	assert.equal((await ask(way, server, from, '/nl/every-type', { line: 'x'.repeat(300000) })).status, 413);
	assert.equal((await ask(way, server, from, '/nl/every-type', 'line=%zz')).status, 400);
}

test('an address is found as text and as bytes, either way round (positive control)', () => {
	for (const address of WAYS.flatMap(({ addresses }) => addresses))
		for (const [form, disguise] of Object.entries(addressForms(address)))
			assert.ok(search({ file: Buffer.from(`before${disguise}after`, 'latin1') }, [[address, addressForms(address)]]).some((one) => one.includes(`(${form})`)), form);
});

test('the address of a client is in nothing that the server wrote, nor in its memory', { timeout: 120000 }, async (t) => {
	const way = { ...(await findWay()), file: path.join(temporary(t, 'client'), 'body') };
	const [directory, temp] = [temporary(t, 'cwd'), temporary(t, 'tmp')];
	const wrap = [...way.wrap(way.addresses), 'env', '-C', directory];
	const server = await serve(t, { questionnaires: ['every-type.yaml'], wrap, env: { TMPDIR: temp } });
	const canaries = way.addresses.map((address) => [address, addressForms(address)]);
	const found = new Set();
	const look = (memory) => {
		const files = Object.assign({}, ...[server.data, directory, temp].map(filesBelow));
		const live = memory ? { ...memoryOf(server.child.pid), ...openFiles(server.child.pid) } : {};
		const now = search({ ...files, ...live, 'standard output': Buffer.from(server.out), 'standard error': Buffer.from(server.err) }, canaries);

		assert.ok(Object.keys(files).some((name) => name.endsWith('.db')) && server.out !== '', 'there is something to search');
		return now;
	};

	t.diagnostic(`the client has ${way.name}`);
	for (const address of way.addresses) {
		await sendAll(way, server, address);
		look(false).forEach((one) => found.add(one)); // also what stands in the write-ahead log for a moment
		const end = Date.now() + 2000;
		let last;

		do last = look(true).filter((one) => one.startsWith(address));
		while (last.length > 0 && Date.now() < end);
		last.forEach((one) => found.add(one));
	}
	assert.equal((await survey(['release', '--data', server.data, '--closing'])).stdout, 'released: 33\n');
	const status = await survey(['status', '--data', server.data]);

	assert.deepEqual(await server.stop(), { code: 0, signal: null });
	look(false).forEach((one) => found.add(one));
	search({ status: Buffer.from(status.stdout) }, canaries).forEach((one) => found.add(one));
	const texts = [...found].filter((one) => !BYTES.test(one));
	const bytes = [...found].filter((one) => BYTES.test(one));

	assert.deepEqual(texts, []);
	assert.ok(!way.addresses.every((address) => bytes.some((one) => one.startsWith(address))), bytes.join('\n'));
});
