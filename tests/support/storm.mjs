// SPDX-License-Identifier: EUPL-1.2
//
// A storm of forms, each sent to two servers that share a store at the same time, and what became of them.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

import { keyPair } from './boxes.mjs';
import * as page from './page.mjs';
import { openAll } from './postgres.mjs';
import { questionnaireDirectory, serve } from './server.mjs';

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export class World {
	constructor(t, server) {
		this.t = t;
		this.server = server;
		this.key = keyPair(t);
		this.questionnaires = questionnaireDirectory(t, ['small.yaml']);
		const small = path.join(this.questionnaires, 'small.yaml');

		/* More slots than the storm fills, so that no nonce is forgotten before its form was sent again. */
		fs.writeFileSync(small, fs.readFileSync(small, 'utf8').replace('slots: 1024', 'slots: 4096'));
		this.forms = [];
		this.next = 0;
		this.servers = [];
		t.after(() => (this.stopped = true));
	}

	async serve(number, wire) {
		this.servers[number] = await serve(this.t, { questionnaires: this.questionnaires, key: this.key.path, args: ['--rate', '0', '--store', this.server.location(wire)] });
	}

	/** Sends a form to a server; notes what came. */
	async send(form, number) {
		let reply;

		try {
			reply = await this.servers[number].post('/nl/small', form.fields);
		} catch {
			form.replies.push({ number, outcome: 'broken', at: Date.now() });
			return 'broken';
		}
		const outcome = reply.status === 503 ? 'away' : /\/(thanks|received)$/.exec(String(reply.headers.location))?.[1] ?? String(reply.status);

		if (outcome === 'away') assert.ok(Number(reply.headers['retry-after']) > 0, 'when to try again');
		form.replies.push({ number, outcome, at: Date.now() });
		return outcome;
	}

	/** Sends forms, each to both servers at once, until it is told to stop. */
	async visit() {
		while (!this.stopped) {
			const form = { text: `antwoord ${this.next++}.`, replies: [] };

			try {
				form.fields = { ...page.carried((await this.servers[Math.random() < 0.5 ? 0 : 1].get('/nl/small')).body), one: form.text };
			} catch {
				await pause(20);
				continue;
			}
			this.forms.push(form);
			await Promise.all([this.send(form, 0), this.send(form, 1)]);
			if (!this.acknowledged(form)) await pause(100);
		}
	}

	acknowledged = (form) => form.replies.some(({ outcome }) => outcome === 'thanks' || outcome === 'received');
	since = (time, number, outcome) => this.forms.flatMap(({ replies }) => replies).filter((reply) => reply.at > time && reply.number === number && reply.outcome === outcome).length;
}

/** What is wrong with what is there. */
export async function judge(world) {
	const wrong = [];
	const times = new Map();

	for (const response of await openAll(world.server, world.key)) {
		if (response === null) wrong.push('a released box is no response');
		else times.set(response.answers.one[0], (times.get(response.answers.one[0]) ?? 0) + 1);
	}
	for (const form of world.forms) {
		const there = times.get(form.text) ?? 0;

		if (there > 1 || (world.acknowledged(form) && there !== 1)) wrong.push(`${form.text} is there ${there} times`);
		if (form.replies.filter(({ outcome }) => outcome === 'thanks').length > 1) wrong.push(`${form.text} was thanked for twice`);
	}
	return wrong;
}
