// SPDX-License-Identifier: EUPL-1.2
//
// Goal: several servers share a PostgreSQL store, and acknowledged means kept there too. Every form is sent to both servers at the
// same time. One server is killed, PostgreSQL crashes and comes back, and one server is cut off from it for ten seconds: every
// answer that somebody was thanked for is there exactly once, who could not be helped is told so at once and to try again, and
// everything goes on by itself. In the end the test opens every box.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import * as page from '../support/page.mjs';
import { postgres, Wire, wrote } from '../support/postgres.mjs';
import { analysis, countKept, demoKey, emptyStudy, FIXTURES, run, serve, sql, survey, temporary, until } from '../support/server.mjs';
import { judge, pause, World } from '../support/storm.mjs';

const CUT_MS = 10000;
const VISITORS = 4;

test('what is sent to two servers is kept once while one is killed, PostgreSQL crashes, and one is cut off', { timeout: 180000 }, async (t) => {
	const server = await postgres(t);
	const world = new World(t, server);
	const wire = await new Wire(t, server).lay();

	assert.equal((await survey(['init', '--store', server.location()])).code, 0);
	await world.serve(0, wire);
	await world.serve(1);
	const visitors = Array.from({ length: VISITORS }, () => world.visit());

	await until(() => world.forms.length > 50, 'a storm');

	/* One server is killed; the other goes on. */
	await world.servers[0].stop('SIGKILL');
	let now = Date.now();

	await until(() => world.since(now, 1, 'thanks') > 20, 'answers from the server that is left');
	await world.serve(0, wire);
	now = Date.now();
	await until(() => world.since(now, 0, 'thanks') + world.since(now, 0, 'received') > 20, 'answers from the server that came back');

	/* PostgreSQL crashes and comes back. */
	now = Date.now();
	await server.stop('SIGQUIT');
	await until(() => world.since(now, 0, 'away') > 5 && world.since(now, 1, 'away') > 5, 'both servers to say that they cannot');
	assert.equal((await world.servers[0].get('/nl/small')).status, 200, 'the form can still be had');
	await server.start();
	now = Date.now();
	for (const number of [0, 1]) await until(() => world.since(now, number, 'thanks') + world.since(now, number, 'received') > 20, `server ${number} to go on by itself`);

	/* One server is cut off. */
	now = Date.now();
	wire.broken = true;
	await until(() => world.since(now, 0, 'away') > 3, 'the server that is cut off to say so');
	await pause(Math.max(0, now + CUT_MS - Date.now()));
	assert.ok(world.since(now, 1, 'thanks') > 0, 'the other one goes on');
	wire.broken = false;
	now = Date.now();
	await until(() => world.since(now, 0, 'thanks') + world.since(now, 0, 'received') > 20, 'the server that was cut off to go on by itself');

	world.stopped = true;
	await Promise.all(visitors);

	/* Two releases at the same time. One of them finds nothing, so that no nonce is forgotten. */
	const released = await Promise.all([0, 1].map(() => survey(['release', '--store', server.location(), '--now'])));

	assert.deepEqual(released.map(({ code }) => code), [0, 0], released.map(({ stderr }) => stderr).join(''));
	assert.deepEqual(released.map(({ stdout }) => stdout.startsWith('released: 0\n')).sort(), [false, true]);

	/* Who was not thanked sends again. */
	const again = world.forms.filter((form) => !world.acknowledged(form));

	for (const form of again) assert.match(await world.send(form, 1), /^(thanks|received)$/, form.text);
	/* And some who were: they are told that it is there. */
	for (const form of world.forms.slice(-20)) assert.equal(await world.send(form, 0), 'received', form.text);
	for (const one of world.servers) assert.deepEqual(await one.stop(), { code: 0, signal: null }, one.err);
	assert.deepEqual(await judge(world), []);
	t.diagnostic(`${world.forms.length} forms, ${again.length} of them not acknowledged at first`);

	/* The control: a batch that is there twice, and one that is gone. */
	await server.sql('INSERT INTO batch SELECT number + 100, questionnaire, key_id, size, count, released, boxes FROM batch');
	assert.match((await judge(world)).join('\n'), /is there 2 times/);
	await server.sql('DELETE FROM batch');
	assert.match((await judge(world)).join('\n'), /is there 0 times/);
});

test('a response travels through PostgreSQL to the table of the team', { timeout: 60000 }, async (t) => {
	const server = await postgres(t);
	const store = ['--store', server.location()];
	const directory = temporary(t, 'study');
	const key = await demoKey();
	const cards = path.join(directory, 'cards.html');

	assert.equal((await survey(['tickets', '--questionnaire', path.join(FIXTURES, 'ticketed.yaml'), '--count', '20', '--url', 'https://vragen.example/', ...store, '--cards', cards, '--laptop', path.join(directory, 'laptop')])).code, 0);
	const codes = [...fs.readFileSync(cards, 'utf8').matchAll(/<p class="code">([0-9A-Z-]+)<\/p>/g)].map(([, code]) => code);
	const running = await serve(t, { questionnaires: ['small.yaml', 'ticketed.yaml'], key: key.public, args: store });

	for (let i = 0; i < 12; i++) {
		const fields = { ...page.carried((await running.get('/nl/small')).body), three: i < 5 ? 'snel' : 'traag', one: `verhaal ${i}` };

		assert.equal((await running.post('/nl/small', fields)).headers.location, '/nl/small/thanks');
		assert.equal((await running.post('/nl/small', fields)).headers.location, '/nl/small/received');
	}
	const ticketed = { ...page.carried((await running.get('/nl/ticketed')).body), what: 'met een kaart', ticket: codes[0] };

	assert.equal((await running.post('/nl/ticketed', ticketed)).headers.location, '/nl/ticketed/thanks');
	assert.equal((await running.post('/nl/ticketed', { ...page.carried((await running.get('/nl/ticketed')).body), what: 'nog eens', ticket: codes[0] })).status, 409);
	assert.match((await survey(['status', ...store])).stdout, /small .* pooled 12 of 1024/);
	assert.match((await survey(['release', ...store, '--now'])).stdout, /released: 12/);
	assert.ok(!fs.existsSync(path.join(running.data, 'survey.db')), 'no other store beside it');
	assert.deepEqual(await running.stop(), { code: 0, signal: null }, running.err);
	const study = emptyStudy(path.join(directory, 'team.study'));
	const take = async (to, from) => {
		const imported = await analysis(['import', '--key', key.secret, '--study', to, '--passphrase-file', key.passphrase, from]);

		assert.equal(imported.code, 0, imported.stderr);
		return imported.stdout;
	};

	assert.match(await take(study, server.location()), /small: 12/);
	/* The backup of docs/scale.md, put back into a new store: what was released is there, and no pool was in it. */
	const copy = server.location().replace('/survey?', '/again?');
	const backup = path.join(directory, 'batches');
	const dumped = await run('pg_dump', ['--data-only', '--table=batch', '--table=definition', '--file', backup, server.location()]);

	assert.equal(dumped.code, 0, dumped.stderr);
	assert.deepEqual([...fs.readFileSync(backup, 'utf8').matchAll(/^COPY public\.(\w+)/gm)].map(([, table]) => table).sort(), ['batch', 'definition']);
	await server.sql('CREATE DATABASE again');
	assert.equal((await survey(['init', '--store', copy])).code, 0);
	const restored = await run('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', backup, copy]);

	assert.equal(restored.code, 0, restored.stderr);
	assert.match(await take(emptyStudy(path.join(directory, 'again.study')), copy), /small: 12/);
	const tally = await analysis(['tally', '--study', study, '--passphrase-file', key.passphrase, '--questionnaire', 'small', '--by', 'three']);

	assert.equal(tally.code, 0, tally.stderr);
});

test('a store moves to PostgreSQL and back, whole, also when the move was interrupted', { timeout: 120000 }, async (t) => {
	const server = await postgres(t);
	const directory = temporary(t, 'move');
	const tickets = async (store) => assert.equal((await survey(['tickets', '--questionnaire', path.join(FIXTURES, 'ticketed.yaml'), '--count', '1500', '--url', 'https://vragen.example/', ...store, '--cards', path.join(directory, 'cards.html'), '--laptop', path.join(directory, 'laptop')])).code, 0);
	const data = path.join(directory, 'data');

	await tickets(['--data', data]);
	const code = /<p class="code">([0-9A-Z-]+)<\/p>/.exec(fs.readFileSync(path.join(directory, 'cards.html'), 'utf8'))[1];
	let running = await serve(t, { questionnaires: ['small.yaml', 'ticketed.yaml'], data });
	const forms = [];
	const send = async (count) => {
		for (let i = 0; i < count; i++) {
			const fields = { ...page.carried((await running.get('/nl/small')).body), one: `verhaal ${forms.length}` };

			assert.equal((await running.post('/nl/small', fields)).headers.location, '/nl/small/thanks');
			forms.push(fields);
		}
	};

	await send(5);
	assert.equal((await running.post('/nl/ticketed', { ...page.carried((await running.get('/nl/ticketed')).body), what: 'kaart', ticket: code })).headers.location, '/nl/ticketed/thanks');
	assert.match((await survey(['release', '--data', data, '--now'])).stdout, /released: 5/);
	await send(7);
	await running.stop();

	/* It is killed at some point, and goes on from there. */
	for (const milliseconds of [60, 150, 300, 600]) await survey(['move', '--from', data, '--to', server.location()], { timeout: milliseconds, killSignal: 'SIGKILL' });
	const there = await survey(['move', '--from', data, '--to', server.location()]);

	assert.equal(there.code, 0, there.stderr);
	assert.match(there.stdout, /1 batches with 5 responses, 1500 tickets, 2 pools of 1088 slots/);
	assert.match(there.stdout, /^the same$/m);

	/* As an interruption may leave it, with some tickets and one pool still to come. */
	await server.sql('DELETE FROM ticket WHERE id > 700; DELETE FROM slot WHERE id / 65536 = 2; DELETE FROM gathering WHERE pool = 2; DELETE FROM pool WHERE id = 2');
	assert.match((await survey(['move', '--from', data, '--to', server.location()])).stdout, /^the same$/m);

	/* What was sent is known there, what is pooled is there, and a ticket stays used. */
	running = await serve(t, { questionnaires: ['small.yaml', 'ticketed.yaml'], args: ['--store', server.location()] });
	for (const fields of forms) assert.equal((await running.post('/nl/small', fields)).headers.location, '/nl/small/received');
	assert.equal((await running.post('/nl/ticketed', { ...page.carried((await running.get('/nl/ticketed')).body), what: 'kaart', ticket: code })).status, 409);
	await send(3);
	await running.stop();
	const other = await survey(['move', '--from', data, '--to', server.location()]);

	assert.equal(other.code, 1, 'a store that is not the same any more');
	assert.match(other.stderr, /not the same/);

	/* And back. */
	const back = path.join(directory, 'back');

	for (const milliseconds of [60, 150, 300]) await survey(['move', '--from', server.location(), '--to', back], { timeout: milliseconds, killSignal: 'SIGKILL' });
	assert.match((await survey(['move', '--from', server.location(), '--to', back])).stdout, /^the same$/m);
	await sql(back, 'DELETE FROM ticket WHERE id > 700; DELETE FROM slot WHERE id / 65536 = 2; DELETE FROM gathering WHERE pool = 2; DELETE FROM pool WHERE id = 2');
	const again = await survey(['move', '--from', server.location(), '--to', back]);

	assert.equal(again.code, 0, again.stderr);
	assert.match(again.stdout, /^the same$/m);
	assert.equal(await countKept(back, 'small'), 15);
	/* The control: one byte. */
	await server.sql("UPDATE batch SET boxes = set_byte(boxes, 100, get_byte(boxes, 100) # 1)");
	assert.match((await survey(['move', '--from', server.location(), '--to', back])).stderr, /not the same|has more/);
});

test('a password comes from its file, also when the server connects again', { timeout: 60000 }, async (t) => {
	const server = await postgres(t);
	const passwords = path.join(temporary(t, 'passwords'), 'passwords');
	const rules = path.join(server.directory, 'cluster/pg_hba.conf');
	const store = `postgresql://guarded@/guarded?host=${server.directory}`;
	const env = { PGPASSFILE: passwords };

	await server.sql("CREATE ROLE guarded LOGIN PASSWORD 'hemelwater'");
	await server.sql('CREATE DATABASE guarded OWNER guarded');
	fs.writeFileSync(rules, `local guarded guarded scram-sha-256\n${fs.readFileSync(rules, 'utf8')}`);
	await server.sql('SELECT pg_reload_conf()');
	fs.writeFileSync(passwords, '*:*:*:guarded:regenwater\n', { mode: 0o600 });
	const wrong = await survey(['init', '--store', store], { env: { ...process.env, ...env } });

	assert.equal(wrong.code, 1, 'another password (positive control)');
	assert.doesNotMatch(wrong.stderr, /regenwater/);
	fs.writeFileSync(passwords, '*:*:*:guarded:hemelwater\n', { mode: 0o600 });
	const running = await serve(t, { questionnaires: ['small.yaml'], args: ['--store', store], env });
	const send = async () => (await running.post('/nl/small', { ...page.carried((await running.get('/nl/small')).body), one: 'verhaal' })).headers.location;

	assert.equal(await send(), '/nl/small/thanks');
	await server.stop('SIGINT');
	await server.start();
	await until(async () => (await send()) === '/nl/small/thanks', 'the server to connect again');
	assert.deepEqual(await running.stop(), { code: 0, signal: null }, running.err);
});

test('neither the database nor its log holds an answer, and no message holds a password', { timeout: 60000 }, async (t) => {
	const server = await postgres(t);
	const running = await serve(t, { questionnaires: ['small.yaml'], args: ['--store', server.location()] });
	const answer = 'een zin die nergens mag staan';

	assert.equal((await running.post('/nl/small', { ...page.carried((await running.get('/nl/small')).body), one: answer })).headers.location, '/nl/small/thanks');
	/* A statement that fails, so that the server has something to say. */
	await server.psql("SELECT 'een fout met woorden' FROM nergens");
	await running.stop();
	await server.stop('SIGINT');
	assert.ok(!wrote(server, answer) && !server.log.includes(answer));
	assert.ok(server.log.includes('een fout met woorden'), 'the log is what we look at (positive control)');
	for (const location of ['postgresql://survey:hemelwater@127.0.0.1:1/survey', 'postgresql://127.0.0.1:1/survey?password=hemelwater', 'postgresql://survey:hemelwater@[/survey', 'mysql://survey:hemelwater@127.0.0.1/survey'])
		for (const command of ['init', 'status', 'release', 'audit']) {
			const refused = await survey([command, '--store', location]);

			assert.equal(refused.code, 1, location);
			assert.doesNotMatch(refused.stdout + refused.stderr, /hemelwater/);
			assert.match(refused.stderr, /password|address/);
		}
	const nowhere = await survey(['status', '--store', 'postgresql://127.0.0.1:1/survey']);

	assert.equal(nowhere.code, 1);
	assert.match(nowhere.stderr, /cannot be reached/);
});

test('survey audit says what a PostgreSQL server would keep that it may not', { timeout: 60000 }, async (t) => {
	const server = await postgres(t);
	const data = temporary(t, 'data');
	const audit = () => survey(['audit', '--data', data, '--store', server.location()]);

	assert.equal((await survey(['status', '--store', server.location()])).code, 1, 'nothing is made by who only looks');
	assert.equal((await survey(['init', '--store', server.location()])).code, 0);
	const good = await audit();
	const wrong = (text) => text.split('\n').filter((line) => line.startsWith('WRONG')).join('\n');

	/* The machine's own settings (swap, cores) are judged by another test. */
	assert.doesNotMatch(wrong(good.stdout), /store/);
	assert.match(good.stdout, /good +store: log_statement: none/);
	for (const [harm, undo, expected] of [
		["ALTER ROLE survey SET log_statement = 'all'", 'ALTER ROLE survey RESET log_statement', /log_statement: all/],
		["ALTER ROLE survey SET log_min_duration_statement = 0", 'ALTER ROLE survey RESET log_min_duration_statement', /log_min_duration_statement: 0/],
		["ALTER ROLE survey SET session_preload_libraries = 'auto_explain'; ALTER ROLE survey SET auto_explain.log_min_duration = 0", 'ALTER ROLE survey RESET ALL', /auto_explain\.log_min_duration: 0/],
		['CREATE TABLE visits (moment timestamp)', 'DROP TABLE visits', /"moment" in "visits"/],
		['CREATE INDEX ON slot (box)', 'DROP INDEX slot_box_idx', /"slot_box_idx" in "index"/],
		['CREATE ROLE reader; GRANT SELECT ON slot TO reader', 'DROP OWNED BY reader; DROP ROLE reader', /others who may read the tables: 1/],
	]) {
		await server.sql(harm);
		assert.match(wrong((await audit()).stdout), expected, harm);
		await server.sql(undo);
	}
	await server.stop('SIGINT');
	server.settings = ['track_commit_timestamp=on', 'archive_mode=on', 'shared_preload_libraries=pg_stat_statements'];
	await server.start();
	const text = wrong((await audit()).stdout);

	for (const expected of [/track_commit_timestamp: on/, /archive_mode: on/, /pg_stat_statements\.track: top/]) assert.match(text, expected);
	/* And a server does not serve from a store that keeps more than the page about it says. */
	await server.sql('CREATE TABLE visits (moment timestamp)');
	await assert.rejects(serve(t, { questionnaires: ['small.yaml'], args: ['--store', server.location()] }), /"moment" in "visits"/);
});
