// SPDX-License-Identifier: EUPL-1.2
//
// Goal: the cluster that docs/scale.md recommends loses nothing. Its primary is killed under load, with two servers writing to it:
// another node takes over within 30 seconds, and no acknowledged answer is lost or doubled. Before that both standbys get nothing for a
// while: nobody is thanked, and everything goes on when they are back.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Cluster } from '../support/patroni.mjs';
import { judge, World } from '../support/storm.mjs';
import { survey, until } from '../support/server.mjs';

const BACK_MS = 30000;

/** For a while nothing reaches the standbys: nobody is thanked. PostgreSQL is told to wait no longer and shows what it has alone: who
 * sends that again is not told that it is there. */
async function loseStandbys(t, cluster, world) {
	const acknowledged = (since) => [0, 1].reduce((sum, number) => sum + world.since(since, number, 'thanks') + world.since(since, number, 'received'), 0);
	const senders = (await cluster.sql('SELECT pid FROM pg_stat_replication')).split('\n').map(Number);

	assert.equal(senders.length, 2);
	senders.forEach((pid) => process.kill(pid, 'SIGSTOP'));
	try {
		const cut = Date.now();

		await until(() => world.since(cut, 0, 'away') > 0 && world.since(cut, 1, 'away') > 0, 'both servers to say that they cannot', 60000);
		await until(async () => (await cluster.sql("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")) !== '', 'somebody who waits for a standby');
		const stuck = await until(() => {
			const forms = world.forms.filter((form) => form.replies.length === 2 && !world.acknowledged(form));

			return forms.length > 2 && forms;
		}, 'forms that neither server took', 60000);

		t.diagnostic(`${stuck.length} forms while there was no standby`);
		assert.deepEqual([...new Set(await Promise.all(stuck.map((form) => world.send(form, 1))))], ['away']);
		assert.equal(acknowledged(cut + 1000), 0, 'nobody was thanked');
	} finally {
		senders.forEach((pid) => process.kill(pid, 'SIGCONT'));
	}
	const back = Date.now();

	for (const number of [0, 1]) await until(() => world.since(back, number, 'thanks') + world.since(back, number, 'received') > 10, `server ${number} to go on by itself`, 60000);
}

test('the primary of a cluster is killed under load: nothing is lost or doubled, and service is back within 30 s', { timeout: 600000 }, async (t) => {
	const cluster = new Cluster(t);

	try {
		await cluster.up();
	} catch (error) {
		throw new Error(`${error.message}\n${cluster.log.slice(-4000)}`, { cause: error });
	}
	assert.equal((await cluster.psql('CREATE DATABASE survey')).code, 0);
	const made = await survey(['init', '--store', cluster.location()]);

	assert.equal(made.code, 0, made.stderr);
	const world = new World(t, cluster);

	await world.serve(0);
	await world.serve(1);
	const visitors = Array.from({ length: 4 }, () => world.visit());

	await until(() => world.forms.length > 100, 'a storm', 60000);
	await loseStandbys(t, cluster, world);
	const first = await cluster.primary();
	const killed = Date.now();

	await cluster.kill(first);
	await until(() => world.since(killed + 1000, 0, 'thanks') + world.since(killed + 1000, 1, 'thanks') > 10, 'answers from the node that took over', 120000);
	const back = Math.min(...world.forms.flatMap(({ replies }) => replies).filter(({ at, outcome }) => at > killed + 1000 && outcome === 'thanks').map(({ at }) => at)) - killed;

	t.diagnostic(`back after ${back} ms`);
	assert.notEqual(await cluster.primary(), first, 'another node is the primary now');
	world.stopped = true;
	await Promise.all(visitors);
	const again = world.forms.filter((form) => !world.acknowledged(form));

	for (const form of again) await until(async () => ['thanks', 'received'].includes(await world.send(form, 1)), form.text, 60000);
	for (const one of world.servers) assert.deepEqual(await one.stop(), { code: 0, signal: null }, one.err);
	assert.deepEqual(await judge(world), []);
	t.diagnostic(`${world.forms.length} forms, ${again.length} of them not acknowledged at first`);
	assert.ok(back < BACK_MS, `service was away for ${back} ms`);
	await cluster.sql('DELETE FROM batch');
	assert.match((await judge(world)).join('\n'), /is there 0 times/, 'the control');
});
