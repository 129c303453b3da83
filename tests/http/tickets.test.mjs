// SPDX-License-Identifier: EUPL-1.2
//
// Goal: a response to a questionnaire with tickets counts once per card that was printed, nobody can add one without a
// card, not even who owns the server, and nothing that the server keeps leads from a card to a response.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { HtmlValidate } from 'html-validate';

import * as page from '../support/page.mjs';
import { FIXTURES, analysis, demoKey, emptyStudy, serve, sql, survey, temporary } from '../support/server.mjs';

const vectors = JSON.parse(fs.readFileSync(path.join(FIXTURES, 'ticket-vectors.json'), 'utf8')).filter(({ outcome }) => outcome === 'good');
const UNKNOWN = vectors[0].code;

/** Makes tickets for ticketed.yaml: {codes, sheet, laptop, args}. */
async function tickets(t, data, count) {
	const directory = temporary(t, 'cards');
	const cards = path.join(directory, 'cards.html');
	const laptop = path.join(directory, 'laptop');
	const args = ['tickets', '--questionnaire', path.join(FIXTURES, 'ticketed.yaml'), '--count', count, '--url', 'https://vragen.example/', '--data', data,
		'--cards', cards, '--laptop', laptop].map(String);
	const made = await survey(args);

	assert.equal(made.code, 0, made.stderr);
	const sheet = fs.readFileSync(cards, 'utf8');
	const codes = [...sheet.matchAll(/<p class="code">([0-9A-Z-]+)<\/p>/g)].map(([, code]) => code);

	return { codes, sheet, cards, laptop, args, said: made.stdout + made.stderr };
}

async function send(server, ticket, answers = { what: 'Iets' }) {
	const fields = { ...page.carried((await server.get('/nl/ticketed')).body), ...answers, ...(ticket === undefined ? {} : { ticket }) };

	return { fields, reply: await server.post('/nl/ticketed', fields) };
}

test('a card has its code once as text and once as a QR code, in two languages, and the sheet is valid HTML', { timeout: 60000 }, async (t) => {
	const { codes, sheet, cards, laptop, args } = await tickets(t, path.join(temporary(t, 'data'), 'data'), 9);

	assert.equal(codes.length, 9);
	assert.equal(new Set(codes).size, 9);
	for (const code of codes) assert.match(code, /^([0-9A-HJKMNP-TV-Z]{3}-){6}[0-9A-HJKMNP-TV-Z]{3}$/);
	assert.equal(sheet.match(/<svg /g).length, 9);
	assert.equal(sheet.match(/class="sheet"/g).length, 2, 'eight cards a page');
	assert.equal(sheet.match(/<p lang="nl"/g).length, 9);
	assert.equal(sheet.match(/<p lang="en"/g).length, 9);
	page.lacks(sheet, /<script|<img|<link|src=/);
	const report = await new HtmlValidate({ extends: ['html-validate:recommended'], rules: { 'no-inline-style': 'off', 'doctype-style': 'off', 'void-style': 'off', 'long-title': 'off' } }).validateString(sheet);

	assert.deepEqual(report.results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${line}: ${ruleId}: ${message}`)), []);
	assert.equal(fs.statSync(laptop).mode & 0o777, 0o600);
	const lines = fs.readFileSync(laptop, 'utf8').trimEnd().split('\n');

	assert.equal(lines[0], 'survey tickets 1 ticketed');
	assert.deepEqual(lines.slice(1), lines.slice(1).sort());
	assert.equal(lines.length, 10);
	const again = await survey(args);

	assert.equal(again.code, 1, 'no file is overwritten');
	assert.equal(fs.readFileSync(cards, 'utf8'), sheet);
});

test('a questionnaire without access: ticket gets no tickets', { timeout: 60000 }, async (t) => {
	const directory = temporary(t, 'cards');
	const refused = await survey(['tickets', '--questionnaire', path.join(FIXTURES, 'small.yaml'), '--count', '1', '--url', 'https://x.example', '--data',
		path.join(directory, 'data'), '--cards', path.join(directory, 'c'), '--laptop', path.join(directory, 'l')]);

	assert.equal(refused.code, 1);
	assert.match(refused.stderr, /does not ask for tickets/);
	assert.deepEqual(fs.readdirSync(directory), []);
});

test('a ticket counts once; used, unknown, mistyped and missing codes are told apart and keep what was typed', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['ticketed.yaml', 'small.yaml'] });
	const { codes } = await tickets(t, server.data, 3);
	const wrong = (reply, status, text, typed) => {
		assert.equal(reply.status, status);
		assert.equal(page.problems(reply.body).length, 1);
		assert.equal(page.problems(reply.body)[0].target, 'ticket');
		assert.match(page.problems(reply.body)[0].text, text);
		assert.deepEqual(page.answers(reply.body).what, ['Iets']);
		assert.deepEqual(page.answers(reply.body).ticket, typed === undefined ? undefined : [typed]);
		page.shows(reply.body, /id="ticket_error"/);
	};

	page.shows((await server.get('/nl/ticketed')).body, /<input type="text" id="ticket" name="ticket"/);
	page.lacks((await server.get('/nl/small')).body, /name="ticket"/);
	wrong((await send(server)).reply, 422, /Vul de code/);
	wrong((await send(server, codes[0].slice(0, -1))).reply, 422, /klopt niet helemaal/, codes[0].slice(0, -1));
	wrong((await send(server, '"><b>')).reply, 422, /klopt niet helemaal/, '"><b>');
	wrong((await send(server, UNKNOWN)).reply, 422, /kennen we niet/, UNKNOWN);
	const typed = codes[0].toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
	const { fields, reply } = await send(server, typed);

	assert.equal(reply.headers.location, '/nl/ticketed/thanks');
	assert.equal((await server.post('/nl/ticketed', fields)).headers.location, '/nl/ticketed/received', 'a retry is the same response');
	wrong((await send(server, codes[0])).reply, 409, /al gebruikt/, codes[0]);
	const race = await Promise.all(Array.from({ length: 12 }, () => send(server, codes[1])));

	assert.equal(race.filter((one) => one.reply.status === 303).length, 1);
	assert.equal(race.filter((one) => one.reply.status === 409).length, 11);
	assert.equal(await sql(server.data, 'SELECT count(*), sum(used) FROM ticket'), '3|2');
	assert.equal((await survey(['release', '--data', server.data, '--closing'])).stdout, 'released: 2\n');
});

test('neither a code nor a half is on the server\'s disk or in its log, only the hash of half A', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['ticketed.yaml'] });
	const { codes, laptop, said } = await tickets(t, server.data, 4);

	for (const code of codes.slice(0, 3)) assert.equal((await send(server, code)).reply.status, 303);
	await server.stop();
	const disk = Buffer.concat(fs.readdirSync(server.data).map((name) => fs.readFileSync(path.join(server.data, name))));
	const seen = Buffer.concat([disk, Buffer.from(server.out + server.err + said)]);
	const { spawnSync } = await import('node:child_process');
	const hash = (bytes) => Buffer.from(spawnSync('b2sum', ['-l', '256'], { input: bytes }).stdout.toString().slice(0, 64), 'hex');
	const both = (bytes) => seen.includes(bytes) || seen.includes(bytes.toString('hex'));

	assert.equal(hash(`survey ticket a\n${vectors[0].code.slice(0, 20)}`).toString('hex'), vectors[0].a, 'hashes are as the vectors say');
	for (const code of codes) {
		const plain = code.replaceAll('-', '');
		const [a, b] = ['a', 'b'].map((half) => hash(`survey ticket ${half}\n${plain.slice(0, 20)}`));

		assert.ok(!seen.includes(code) && !seen.includes(plain), 'a code');
		assert.ok(!both(a) && !both(b) && !both(hash(b)), 'a half, or the hash of half B');
		assert.ok(disk.includes(hash(a)), 'the hash of half A (control)');
		assert.ok(fs.readFileSync(laptop, 'utf8').includes(hash(b).toString('hex')), 'the laptop has the hash of half B (control)');
		assert.ok(!fs.readFileSync(laptop, 'utf8').includes(hash(a).toString('hex')));
	}
});

test('the import proves valid = used, and names a response that the server\'s owner added', { timeout: 120000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['ticketed.yaml'] });
	const { codes, laptop } = await tickets(t, server.data, 5);
	const key = await demoKey();
	const directory = temporary(t, 'study');
	const load = (name, ...args) => analysis(['import', '--key', key.secret, '--study', path.join(directory, name), '--passphrase-file', key.passphrase, ...args, server.data]);

	for (const name of ['good', 'control']) emptyStudy(path.join(directory, name));
	for (const code of codes.slice(0, 3)) assert.equal((await send(server, code)).reply.status, 303);
	assert.equal((await survey(['release', '--data', server.data, '--closing'])).stdout, 'released: 3\n');
	assert.equal((await send(server, codes[3])).reply.status, 303);
	const good = await load('good', '--tickets', laptop);

	assert.equal(good.code, 0, good.stdout + good.stderr);
	assert.match(good.stdout, /ticketed: tickets: 5 given out, 4 used on the server; 3 valid responses, 1 still in the pool: valid = used/);
	const repeated = await load('good', '--tickets', laptop);

	assert.equal(repeated.code, 0, repeated.stdout);
	assert.match(repeated.stdout, /3 known already[\s\S]*3 valid responses/);

	// The owner gives the server a ticket of their own making: the server takes it, the laptop does not know it.
	const half = Buffer.from(vectors[0].a, 'hex');
	const { spawnSync } = await import('node:child_process');
	const own = spawnSync('b2sum', ['-l', '256'], { input: half }).stdout.toString().slice(0, 64);

	await sql(server.data, `INSERT INTO ticket (questionnaire, hash, used) VALUES ('ticketed', x'${own}', 0)`);
	assert.equal((await send(server, UNKNOWN)).reply.status, 303);
	await server.stop();
	assert.equal((await survey(['release', '--data', server.data, '--closing'])).stdout, 'released: 2\n');
	const forged = await load('good', '--tickets', laptop);

	assert.equal(forged.code, 1);
	assert.match(forged.stdout, /1 box with a ticket that was never given out/);
	assert.match(forged.stdout, /5 used on the server; 4 valid responses, 0 still in the pool: NOT THE SAME/);
	const control = await load('control');

	assert.equal(control.code, 0, control.stderr);
	assert.match(control.stdout, /ticketed: 5 imported/, 'without the list it would have counted (control)');
});
