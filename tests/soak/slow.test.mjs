// SPDX-License-Identifier: EUPL-1.2
//
// Goal: five hundred visitors who send or read as slowly as they can, made by slowhttptest, leave the others alone: the slowest
// one in a hundred of the others waits at most twice as long. Has the machine to itself: `make soak`.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';

import { serve, until } from '../support/server.mjs';
import { connectionsOf, median, quantile, rest, times } from '../support/slow.mjs';

const SLOW = 500;
const ROUNDS = 5;
const REQUESTS = 1000;
const KINDS = {
	'slow headers': ['-H', '-i', '2', '-x', '24', '/nl'],
	'slow body': ['-B', '-i', '2', '-s', '8192', '-x', '10', '/nl/small'],
	'slow reading': ['-X', '-w', '1', '-y', '1', '-n', '5', '-z', '1', '-k', '10', '/nl/every-type'],
};

/** Starts slowhttptest and waits until all its visitors are there; gives what sends them away. */
async function attach(server, options) {
	const target = options.at(-1);
	const args = ['-c', String(SLOW), '-r', String(SLOW), '-l', '600', '-p', '60', ...options.slice(0, -1), '-u', `${server.base}${target}`];
	/* Visitors come from elsewhere: what they work themselves may not count as what they cost the server. */
	const child = spawn('nice', ['-n', '19', 'slowhttptest', ...args], { stdio: 'ignore' });
	let failed;
	const ended = new Promise((resolve) => child.on('close', (code) => resolve((failed ??= new Error(`slowhttptest ended with ${code}`)))).on('error', (error) => (failed = error)));

	await until(() => failed || connectionsOf(server) >= SLOW, `${SLOW} slow visitors`);
	if (failed) throw failed;
	await rest(server);
	return async () => {
		const there = connectionsOf(server);

		child.kill('SIGINT');
		await until(() => connectionsOf(server) === 0, 'the slow visitors to go');
		child.kill('SIGKILL');
		await ended;
		return there;
	};
}

for (const [name, options] of Object.entries(KINDS))
	test(`${name}: the slowest one in a hundred of the others waits at most twice as long`, { timeout: 600000 }, async (t) => {
		const server = await serve(t, { questionnaires: ['every-type.yaml', 'small.yaml'] });
		const ratios = [];

		await times(server, REQUESTS);
		for (let round = 0; round < ROUNDS; round++) {
			const calm = quantile(await times(server, REQUESTS), 0.99);
			const leave = await attach(server, options);
			const slow = quantile(await times(server, REQUESTS), 0.99);

			assert.ok((await leave()) >= SLOW, 'they were there all the time');
			ratios.push(slow / calm);
			t.diagnostic(`${calm.toFixed(2)} ms alone, ${slow.toFixed(2)} ms with ${SLOW} slow visitors`);
		}
		t.diagnostic(`${median(ratios).toFixed(2)} times as long, limit 2`);
		assert.ok(median(ratios) <= 2, ratios.map((ratio) => ratio.toFixed(2)).join());
	});

test('a server that is held up is noticed (positive control)', { timeout: 120000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml', 'small.yaml'] });
	const calm = quantile(await times(server, REQUESTS), 0.99);
	const pulse = setInterval(() => {
		server.child.kill('SIGSTOP');
		setTimeout(() => server.child.kill('SIGCONT'), 40);
	}, 500);
	const held = quantile(await times(server, REQUESTS), 0.99);

	clearInterval(pulse);
	server.child.kill('SIGCONT');
	assert.ok(held > 2 * calm, `${held} and ${calm}`);
});
