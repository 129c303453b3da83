// SPDX-License-Identifier: EUPL-1.2
//
// Goal: acknowledged means kept. The server is killed in a storm of answers, some of them with a ticket, while another process
// releases what is pooled and is killed too. Every answer that somebody was thanked for is there exactly once, what is sent
// again never counts twice, and a ticket is used by its answer or not at all. In the end the test opens every box.
// SOAK=1000 kills a thousand servers instead of fifty; with PostgreSQL it is a fifth of that.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { keyPair, openStore } from '../support/boxes.mjs';
import * as page from '../support/page.mjs';
import { openAll, postgres } from '../support/postgres.mjs';
import { FIXTURES, questionnaireDirectory, run, serve, sql, survey, SURVEY, temporary, until } from '../support/server.mjs';

const KILLS = Number(process.env.SOAK ?? 50);
const SHARED_KILLS = Math.ceil(KILLS / 5);
const VISITORS = 6;
const TICKET_VISITORS = 2;
const TICKETS_AT_ONCE = 400;

const random = (below) => Math.floor(Math.random() * below);
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The file that the server keeps by itself. */
class FileStore {
	constructor(t) {
		this.data = path.join(temporary(t, 'data'), 'data');
		this.args = ['--data', this.data];
	}

	sql(statement) {
		return sql(this.data, statement);
	}

	async damaged() {
		return (await this.sql('PRAGMA integrity_check')) !== 'ok';
	}

	responses(key) {
		return openStore(this.data, key);
	}
}

/** A PostgreSQL of its own. */
class SharedStore {
	async start(t) {
		this.server = await postgres(t);
		this.args = ['--store', this.server.location()];
		const made = await survey(['init', ...this.args]);

		assert.equal(made.code, 0, made.stderr);
		return this;
	}

	sql(statement) {
		return this.server.sql(statement);
	}

	async damaged() {
		return false;
	}

	responses(key) {
		return openAll(this.server, key);
	}
}

/** A store, and all that was ever sent to it. */
class World {
	constructor(t, store) {
		this.t = t;
		this.store = store;
		this.key = keyPair(t);
		this.questionnaires = questionnaireDirectory(t, ['small.yaml', 'ticketed.yaml']);
		const ticketed = path.join(this.questionnaires, 'ticketed.yaml');

		/* More slots than two storms fill: an early release on top of the other would make the store forget nonces. */
		fs.writeFileSync(ticketed, fs.readFileSync(ticketed, 'utf8').replace('slots: 64', 'slots: 512'));
		this.codes = [];
		this.forms = [];
	}

	async serve() {
		const { data, args } = this.store;

		this.server = await serve(this.t, { questionnaires: this.questionnaires, key: this.key.path, ...(data ? { data } : { args }) });
	}

	async addTickets() {
		const directory = temporary(this.t, 'cards');
		const cards = path.join(directory, 'cards.html');
		const made = await survey(['tickets', '--questionnaire', path.join(FIXTURES, 'ticketed.yaml'), '--count', String(TICKETS_AT_ONCE), '--url', 'https://vragen.example/',
			...this.store.args, '--cards', cards, '--laptop', path.join(directory, 'laptop')]);

		assert.equal(made.code, 0, made.stderr);
		this.codes.push(...[...fs.readFileSync(cards, 'utf8').matchAll(/<p class="code">([0-9A-Z-]+)<\/p>/g)].map(([, code]) => code));
	}

	/** Sends one form, and notes what became of it. */
	async answer(address, fields) {
		const text = `antwoord ${this.forms.length}.`;
		const form = { address, text, outcome: 'unknown', fields: { ...fields, [address === '/nl/ticketed' ? 'what' : 'one']: text } };

		this.forms.push(form);
		Object.assign(form.fields, page.carried((await this.server.get(address)).body));
		form.sent = true;
		const reply = await this.server.post(address, form.fields);

		assert.equal(reply.headers.location, `${address}/thanks`);
		form.outcome = 'thanked';
	}

	/** Sends forms until the server is gone. */
	async visit(address, fields) {
		for (;;) {
			try {
				await this.answer(address, fields());
			} catch (error) {
				if (error instanceof assert.AssertionError) throw error;
				return; // the connection broke: the server is dead
			}
		}
	}
}

/** Another process that releases, and may be killed at it. */
async function release(world) {
	await pause(random(60));
	const child = spawn(SURVEY, ['release', ...world.store.args, '--now'], { stdio: 'ignore' });
	const ended = new Promise((resolve) => child.on('close', resolve));

	if (random(2) === 0) {
		await pause(random(25));
		child.kill('SIGKILL');
	}
	await ended;
}

/** A storm in which the server is killed. Gives the forms that were sent in it. */
async function storm(world) {
	const first = world.forms.length;
	const enough = first + 10 + random(50);

	if (world.codes.length < TICKETS_AT_ONCE / 2) await world.addTickets();
	const visitors = [
		...Array.from({ length: VISITORS }, () => world.visit('/nl/small', () => ({ three: 'snel' }))),
		...Array.from({ length: TICKET_VISITORS }, () => world.visit('/nl/ticketed', () => ({ ticket: world.codes.pop() }))),
		release(world),
	];

	await until(() => world.forms.length > enough, 'enough answers');
	await pause(random(20));
	await world.server.stop('SIGKILL');
	await Promise.all(visitors);
	return world.forms.slice(first).filter((form) => form.sent);
}

/** Everybody sends again. Who was thanked is told that it is there; the others are thanked now, or told the same. */
async function sendAgain(world, forms) {
	await Promise.all(forms.map(async (form) => {
		const { status, headers } = await world.server.post(form.address, form.fields);

		if (form.outcome === 'thanked') assert.equal(headers.location, `${form.address}/received`, `${form.text} was thanked for, and is not there`);
		else assert.match(String(headers.location), /\/(thanks|received)$/, `${form.text} is not kept: ${status}`);
		form.outcome = 'thanked';
	}));
}

/** Releases everything, opens all boxes, and tells what is wrong. */
async function judge(world) {
	const wrong = [];
	const released = await survey(['release', ...world.store.args, '--closing']);
	const times = new Map();
	const tickets = new Map();
	const count = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);

	if (released.code !== 0) wrong.push(released.stderr);
	if (await world.store.damaged()) wrong.push('the database is damaged');
	for (const response of await world.store.responses(world.key)) {
		if (response === null) wrong.push('a released box is no response');
		else count(times, (response.answers.one ?? response.answers.what)[0]);
		if (response?.ticket) count(tickets, response.ticket);
	}
	for (const { text, outcome } of world.forms) {
		const there = times.get(text) ?? 0;

		if (there > 1 || (outcome === 'thanked' && there !== 1)) wrong.push(`${text} ${outcome}, and is there ${there} times`);
		times.delete(text);
	}
	if (times.size > 0) wrong.push(`nobody sent ${[...times.keys()]}`);
	for (const [ticket, uses] of tickets) if (uses > 1) wrong.push(`ticket ${ticket} has ${uses} responses`);
	const used = Number(await world.store.sql('SELECT coalesce(sum(used), 0) FROM ticket'));

	if (used !== tickets.size) wrong.push(`${used} tickets are used, and ${tickets.size} responses have one`);
	return wrong;
}

/** Servers that are killed in storms, and what came of the answers. */
async function killServers(t, store, kills) {
	const world = new World(t, store);
	let unknown = 0;

	await world.serve();
	for (let kill = 1; kill <= kills; kill++) {
		const forms = await storm(world);

		unknown += forms.filter(({ outcome }) => outcome !== 'thanked').length;
		await world.serve();
		await sendAgain(world, forms);
		if (kill % 100 === 0) process.stderr.write(`${kill} servers killed, ${world.forms.length} forms\n`);
	}
	assert.deepEqual(await world.server.stop(), { code: 0, signal: null });
	assert.deepEqual(await judge(world), []);
	const batches = Number(await store.sql('SELECT count(*) FROM batch'));

	t.diagnostic(`${world.forms.length} forms, ${unknown} of them under way when the server was killed; ${batches} batches`);
	assert.ok(world.forms.length > kills * 10 && unknown > kills && batches > kills / 5, 'the storms were storms');
}

test(`of ${KILLS} servers killed in a storm no acknowledged answer is lost or doubled, no ticket used without its answer, no release half done`, { timeout: 60000 + KILLS * 10000 }, async (t) => {
	await killServers(t, new FileStore(t), KILLS);
});

test(`nor of ${SHARED_KILLS} servers with PostgreSQL`, { timeout: 120000 + KILLS * 4000 }, async (t) => {
	await killServers(t, await new SharedStore().start(t), SHARED_KILLS);
});

test('what is lost, doubled or only half there is found out (positive control)', { timeout: 60000 }, async (t) => {
	const store = new FileStore(t);
	const world = new World(t, store);

	await world.serve();
	await world.addTickets();
	for (let i = 0; i < 4; i++) await world.answer('/nl/small', {});
	for (let i = 0; i < 4; i++) await world.answer('/nl/ticketed', { ticket: world.codes.pop() });
	await world.server.stop('SIGKILL');
	assert.deepEqual(await judge(world), []);
	const file = path.join(store.data, 'survey.db');
	const good = path.join(temporary(t, 'good'), 'survey.db');

	assert.equal((await run('sqlite3', [file, `VACUUM INTO '${good}'`])).code, 0);
	for (const [harm, expected] of [
		["DELETE FROM batch WHERE questionnaire = 'small'", /thanked, and is there 0 times/],
		["INSERT INTO batch (questionnaire, key_id, size, count, released, boxes) SELECT questionnaire, key_id, size, count, released, boxes FROM batch", /thanked, and is there 2 times/],
		['UPDATE ticket SET used = 0 WHERE id = (SELECT min(id) FROM ticket WHERE used = 1)', /3 tickets are used, and 4 responses have one/],
		['UPDATE ticket SET used = 1 WHERE id = (SELECT min(id) FROM ticket WHERE used = 0)', /5 tickets are used, and 4 responses have one/],
	]) {
		fs.copyFileSync(good, file);
		await store.sql(harm);
		assert.match((await judge(world)).join('\n'), expected, harm);
	}
});
