// SPDX-License-Identifier: EUPL-1.2
//
// A study with known answers, made through the real server, and the real `analysis workbench` on it. What a test starts
// here ends with the test.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import * as page from './page.mjs';
import { ANALYSIS, analysis, demoKey, emptyStudy, encode, request, serve, survey, temporary, until } from './server.mjs';

export const MARKUP = '<b onclick="alert(1)">vet</b><script>alert(2)</script>';
export const ARABIC = 'أعطيناه عنواناً بريدياً لأنه لا يملك بيتاً';
export const EMOJI = 'We regelen het 👩‍👩‍👧‍👦 samen 🇳🇱, klaar ✅';
export const LONG = 'é'.repeat(10000); // 20 kB
export const PERSONAL = 'Ik bel dan de wijkagent op 06-12345678 en dan lukt het.';

/** Thirty stories; those that a test looks for are among them. */
export const STORIES = [
	MARKUP, ARABIC, EMOJI, LONG, PERSONAL,
	...Array.from({ length: 25 }, (_, i) => [
		`We schrijven de jongere in op ons eigen briefadres, verhaal ${i}.`,
		`Ik loop gewoon mee naar het loket, anders komt er niets van, verhaal ${i}.`,
		`De jongeren wonen tijdelijk bij een collega, verhaal ${i}.`,
		`We noteren een andere reden op het formulier, verhaal ${i}.`,
		`Samenwerken met school buiten het overleg om, verhaal ${i}.`,
	][i % 5]),
];

async function send(server, id, fields) {
	const kept = await server.post(`/nl/${id}`, { ...page.carried((await server.get(`/nl/${id}`)).body), checked: '1', ...fields });

	if (kept.status !== 303) throw new Error(`not kept: ${kept.status}`);
}

async function released(server, directory) {
	const key = await demoKey();
	const study = emptyStudy(path.join(directory, 'team.study'));

	await server.stop();
	for (const [done, what] of [
		[await survey(['release', '--data', server.data, '--closing']), 'release'],
		[await analysis(['import', '--key', key.secret, '--study', study, '--passphrase-file', key.passphrase, server.data]), 'import'],
	]) if (done.code !== 0) throw new Error(`${what}: ${done.stderr}`);
	return study;
}

/** A study of these stories, a response each. */
export async function makeStudy(t, stories = STORIES) {
	const server = await serve(t, { questionnaires: ['workbench.yaml'] });

	for (const [i, story] of stories.entries())
		await send(server, 'workbench', { path_1_what: story, path_1_domains: ['support', 'wonen', 'inkomen'][i % 3], quote: 'ja' });
	return released(server, temporary(t, 'study'));
}

/** A study of `responses` responses with ten mentions each. */
export async function makeLargeStudy(t, responses) {
	const server = await serve(t, { questionnaires: ['workbench-many.yaml'], args: ['--rate', '0'] });
	let next = 0;
	const worker = async () => {
		for (let i = next++; i < responses; i = next++) {
			const fields = {};

			for (let time = 1; time <= 10; time++) fields[`path_${time}_what`] = `${STORIES[5 + ((i + time) % 25)]} Nummer ${i}.`;
			for (let time = 1; time < 10; time++) fields[`path_${time}_again`] = 'yes';
			await send(server, 'workbench-many', fields);
		}
	};

	await Promise.all(Array.from({ length: 16 }, worker));
	return released(server, temporary(t, 'study'));
}

/** A copy of a study for one test. */
export function copyStudy(t, study) {
	const copy = path.join(temporary(t, 'copy'), 'team.study');

	fs.copyFileSync(study, copy);
	return copy;
}

/** Starts the workbench and does not wait. */
export async function launchWorkbench(t, study, { coder = 'Anna', args = [], env = {}, passphrase } = {}) {
	passphrase ??= (await demoKey()).passphrase;
	const child = spawn(ANALYSIS, ['workbench', '--study', study, '--coder', coder, '--passphrase-file', passphrase, ...args], {
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { ...process.env, DISPLAY: undefined, WAYLAND_DISPLAY: undefined, ...env },
	});
	const bench = { child, study, out: '', err: '' };

	child.stdout.setEncoding('utf8').on('data', (text) => (bench.out += text));
	child.stderr.setEncoding('utf8').on('data', (text) => (bench.err += text));
	bench.ended = new Promise((resolve) => child.on('close', (code, signal) => resolve((bench.end = { code, signal }))));
	bench.stop = (signal = 'SIGTERM') => (bench.end || child.kill(signal), bench.ended);
	t.after(() => bench.stop('SIGKILL'));
	return bench;
}

/** Starts it and waits for its address: {address, base, port, ticket}. */
export async function startWorkbench(t, study, options) {
	const bench = await launchWorkbench(t, study, options);

	await until(() => bench.end || /^http:\S+$/m.test(bench.out), 'the address of the workbench');
	if (bench.end) throw new Error(`the workbench did not start: ${bench.err}`);
	bench.address = /^http:\S+$/m.exec(bench.out)[0];
	const url = new URL(bench.address);

	Object.assign(bench, { base: url.origin, port: Number(url.port), ticket: url.pathname });
	bench.get = (target, headers) => request(bench, 'GET', target, { headers });
	bench.post = (target, fields, headers) => request(bench, 'POST', target, { body: encode(fields), headers: { Origin: bench.base, ...headers } });
	return bench;
}

/** Comes in with the ticket; `home` is the path of the secret. */
export async function enter(bench) {
	const { headers } = await bench.get(bench.ticket);

	bench.home = headers.location.split('/').slice(0, 2).join('/');
	return bench;
}

/** The ids of the mentions on a page of the grid, in their order. */
export async function ids(bench, selection = 2, number = 1) {
	const { body } = await bench.get(`${bench.home}/mentions/${selection}/${number}`);

	return [...body.matchAll(/name="mention" value="([0-9a-f]{20})"/g)].map((found) => found[1]);
}

/** The page of proposals when the groups of now are on it. */
export async function proposals(bench, again = false, patience = 60000) {
	let page;

	if (again) await bench.post(`${bench.home}/proposals`, { do: 'again' });
	await until(async () => !/class="busy"/.test((page = (await bench.get(`${bench.home}/proposals`)).body)), 'the groups', patience);
	return page;
}

/** The id of the mention whose page has this text. */
export async function idOf(bench, text, order = { sort: 'id' }) {
	const selected = await bench.post(`${bench.home}/select`, { words: text, state: 'all', ...order });
	const { body } = await bench.get(selected.headers.location);
	const found = /name="mention" value="([0-9a-f]{20})"/.exec(body);

	if (!found) throw new Error('no mention has that text');
	return found[1];
}
