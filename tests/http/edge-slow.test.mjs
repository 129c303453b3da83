// SPDX-License-Identifier: EUPL-1.2
//
// Goal: five hundred visitors who send or read as slowly as they can leave the others alone. A short look at each kind,
// at what most of the others notice; tests/soak looks at the slowest one in a hundred, with slowhttptest.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { serve } from '../support/server.mjs';
import { attach, median, SLOW_KINDS, times } from '../support/slow.mjs';

const SLOW = 500;
const ROUNDS = 3;
const REQUESTS = 60;

const start = (t, options) => serve(t, { questionnaires: ['every-type.yaml', 'small.yaml'], ...options });

/** How many times longer a request takes: the middle one of some rounds, each without and then with `during`. */
async function slowdown(server, during) {
	const ratios = [];

	for (let round = 0; round < ROUNDS; round++) {
		const calm = median(await times(server, REQUESTS));
		const end = await during();
		const disturbed = median(await times(server, REQUESTS));

		await end();
		ratios.push(disturbed / calm);
	}
	return median(ratios);
}

for (const kind of SLOW_KINDS)
	test(`five hundred slow visitors (${kind}) do not make the others wait`, { timeout: 120000 }, async (t) => {
		/* With as few files as a process gets by default: the server asks for more itself. */
		const server = await start(t, { wrap: ['prlimit', '--nofile=1024:20000'] });
		let alive = SLOW;

		await times(server, REQUESTS); // everything was run once
		const ratio = await slowdown(server, async () => {
			const slow = await attach(server, kind, SLOW);

			return () => ((alive = Math.min(alive, slow.alive())), slow.stop());
		});

		t.diagnostic(`${ratio.toFixed(2)} times as long, limit 2`);
		assert.equal(alive, SLOW, 'they were there all the time');
		assert.ok(ratio <= 2, `${ratio}`);
	});

test('there are places for more slow visitors than a process may have files by default', { timeout: 60000 }, async (t) => {
	const server = await start(t, { wrap: ['prlimit', '--nofile=1024:20000'] });
	const slow = await attach(server, 'headers', 1500);

	assert.equal((await server.get('/nl')).status, 200);
	await slow.stop();
	await server.stop();
	assert.doesNotMatch(server.err, /cannot/);
});

test('a server that is held up now and then is noticed (positive control)', { timeout: 60000 }, async (t) => {
	const server = await start(t);

	await times(server, REQUESTS);
	const ratio = await slowdown(server, async () => {
		const pulse = setInterval(() => {
			server.child.kill('SIGSTOP');
			setTimeout(() => server.child.kill('SIGCONT'), 40);
		}, 43);

		return () => {
			clearInterval(pulse);
			return new Promise((resolve) => setTimeout(() => resolve(server.child.kill('SIGCONT')), 60));
		};
	});

	assert.ok(ratio > 2, `${ratio}`);
});
