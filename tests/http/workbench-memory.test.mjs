// SPDX-License-Identifier: EUPL-1.2
//
// Goal: when nobody uses the workbench it locks itself: nothing readable is left in its memory, and only the passphrase opens it.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';

import { lacks, shows } from '../support/page.mjs';
import { demoKey, until } from '../support/server.mjs';
import { enter, idOf, makeStudy, startWorkbench } from '../support/workbench.mjs';

test('it locks itself when nobody uses it, forgets what was readable, and opens with the passphrase alone', { timeout: 60000 }, async (t) => {
	const bench = await enter(await startWorkbench(t, await makeStudy(t), { args: ['--lock-after', '1'] }));
	const old = bench.home;
	/* It stands still meanwhile: looking takes longer than the second after which it locks itself, where there is much else to do. */
	const memory = () => {
		bench.child.kill('SIGSTOP');

		const maps = fs.readFileSync(`/proc/${bench.child.pid}/maps`, 'utf8').split('\n').filter((line) => / rw-p /.test(line));
		const file = fs.openSync(`/proc/${bench.child.pid}/mem`, 'r');
		let found = 0;

		for (const line of maps) {
			const [from, to] = line.split(' ')[0].split('-').map((one) => parseInt(one, 16));
			const bytes = Buffer.alloc(to - from);

			try {
				fs.readSync(file, bytes, 0, bytes.length, from);
			} catch {
				continue;
			}
			for (let at = bytes.indexOf('wijkagent op'); at >= 0; at = bytes.indexOf('wijkagent op', at + 1)) found++;
		}
		bench.child.kill('SIGCONT');
		fs.closeSync(file);
		return found;
	};

	const id = await idOf(bench, 'wijkagent');
	const passphrase = fs.readFileSync((await demoKey()).passphrase, 'utf8').trim();
	const locks = () => bench.err.match(/locked, because/g)?.length ?? 0;

	shows((await bench.get(`${bench.home}/coding/2/${id}`)).body, /wijkagent op/);
	await bench.post(`${bench.home}/coding/2/${id}`, { label: 'Bellen', do: 'tag' });
	await bench.post(`${bench.home}/coding/2/${id}`, { do: 'quote' });
	for (let round = 1; round <= 3; round++) {
		for (const page of ['mentions/2/1', 'quotes', 'log', 'proposals', `coding/2/${id}`]) shows((await bench.get(`${bench.home}/${page}`)).body, /<h1/);
		assert.ok(memory() > 0, 'it is in memory while it is open (positive control)');
		/* Work beside the pages is under way, and so are replies. When it says that it is locked, all of that is over: at that moment, not
		 * some time later. */
		await Promise.all(['mentions/2/1', 'quotes', `coding/2/${id}`].map((page) => bench.get(`${bench.home}/${page}`)));
		await until(() => locks() === round, 'locking');
		assert.equal(memory(), 0, `in round ${round}`);
		if (round < 3) bench.home = `/${(await bench.post(`${bench.home}/unlock`, { passphrase })).headers.location.split('/')[1]}`;
	}
	const last = bench.home;
	const locked = (await bench.get(`${bench.home}/mentions/2/1`)).body;

	shows(locked, /Vergrendeld/);
	lacks(locked, /name="mention"/);
	shows((await bench.post(`${bench.home}/unlock`, { passphrase: 'iets heel anders' })).body, /Die wachtzin is het niet/);
	const opened = await bench.post(`${bench.home}/unlock`, { passphrase });

	assert.equal(opened.status, 303);
	assert.ok(![old, last].some((one) => opened.headers.location.startsWith(one)), 'with an address of its own');
	assert.equal((await bench.get(`${old}/mentions/2/1`)).status, 403, 'the address of before, as the history has it, is refused');
	assert.equal((await bench.get(opened.headers.location)).status, 303);
});
