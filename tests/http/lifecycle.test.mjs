// SPDX-License-Identifier: EUPL-1.2
//
// Goal: starting, reading the questionnaires again and stopping go well for visitors, and say clearly what is wrong to
// the administrator.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import * as page from '../support/page.mjs';
import { countKept, demoKey, launch, open, run, serve, sql, SURVEY, temporary, until } from '../support/server.mjs';

const GOOD = { choice: 'nee', must: 'links' };

test('reading the questionnaires again under load drops no request', async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml', 'small.yaml'] });
	let kept = 0;
	let over = false;
	const visitor = async (i) => {
		while (!over) {
			const got = await server.get('/nl/small');

			assert.equal(got.status, 200);
			const sent = await server.post('/nl/small', { ...page.carried(got.body), one: `bezoeker ${i}` });

			assert.equal(sent.headers.location, '/nl/small/thanks');
			kept++;
		}
	};
	const visitors = Array.from({ length: 4 }, (_, i) => visitor(i).catch((error) => ((over = true), Promise.reject(error))));

	for (let i = 1; i <= 15 && !over; i++) {
		const before = kept;

		server.child.kill('SIGHUP');
		await until(() => over || (kept >= before + 4 && server.err.split('reading the questionnaires again').length > i), 'a reload and more answers');
	}
	over = true;
	await Promise.all(visitors);
	assert.equal(server.err.split('reading the questionnaires again').length - 1, 15);
	assert.deepEqual(await server.stop(), { code: 0, signal: null });
	assert.equal(await countKept(server.data, 'small'), kept);
});

test('a broken questionnaire leaves the old one in place and says what is wrong where', async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml', 'small.yaml'] });
	const file = path.join(server.questionnaires, 'every-type.yaml');
	const good = fs.readFileSync(file, 'utf8');
	const form = page.carried((await server.get('/nl/every-type')).body);

	fs.writeFileSync(file, good.replace('type: scale', 'type: schaal'));
	await server.reload(() => /every-type\.yaml:\d+:\d+: error: there is no question type "schaal"/.test(server.err), 'what is wrong');
	const line = good.split('\n').findIndex((text) => text.includes('type: scale')) + 1;

	assert.match(server.err, new RegExp(`every-type\\.yaml:${line}:11: error:`));
	assert.equal((await server.get('/nl/every-type')).status, 200);
	assert.equal((await server.post('/nl/every-type', { ...form, ...GOOD })).headers.location, '/nl/every-type/thanks');
	fs.writeFileSync(file, good.replace('Van alles wat', 'Weer heel'));
	await server.reload(async () => /Weer heel/.test((await server.get('/nl/every-type')).body), 'the mended questionnaire');
});

test('a questionnaire that is taken away is not served any more, and a new one is', async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml', 'small.yaml'] });

	fs.renameSync(path.join(server.questionnaires, 'small.yaml'), path.join(server.questionnaires, 'small.yaml.off'));
	fs.copyFileSync(path.join(path.dirname(new URL(import.meta.url).pathname), '../fixtures/unlisted.yaml'), path.join(server.questionnaires, 'unlisted.yaml'));
	await server.reload(async () => (await server.get('/nl/small')).status === 404, 'the questionnaire to go');
	assert.equal((await server.get('/nl/unlisted')).status, 200);
	assert.equal((await server.get('/nl/every-type')).status, 200);
});

test('SIGTERM finishes what was begun, and answers nobody new', async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml'] });
	const body = new URLSearchParams({ ...page.carried((await server.get('/nl/every-type')).body), ...GOOD }).toString();
	const half = await open(server);

	half.send(`POST /nl/every-type HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n`);
	await until(() => /^HTTP\/1\.1 100 /.test(half.received()), 'the server to have begun');
	half.send(body.slice(0, 20));
	server.child.kill('SIGTERM');
	await until(() => server.err.includes('survey: stopping'), 'the server to stop');
	await until(() => server.get('/nl').then(() => false, () => true), 'new visitors to be refused');
	half.send(body.slice(20));
	await half.closed();
	assert.match(half.received(), /\r\n\r\nHTTP\/1\.1 303 [\s\S]*Location: \/nl\/every-type\/thanks/);
	assert.deepEqual(await server.ended, { code: 0, signal: null });
	assert.equal(await countKept(server.data, 'every-type'), 1);
});

test('a visitor who does not finish does not keep the server from stopping', async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml'] });
	const idle = await open(server);
	const half = await open(server);

	idle.send('GET /nl HTTP/1.1\r\nHost: a\r\n\r\n');
	await idle.reply();
	half.send('POST /nl/every-type HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\nchoice=');
	await server.get('/nl');
	const begin = Date.now();

	assert.deepEqual(await server.stop(), { code: 0, signal: null });
	assert.ok(Date.now() - begin < 15000, 'within its ten seconds of patience');
});

test('SIGINT stops as SIGTERM does', async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml'] });

	assert.deepEqual(await server.stop('SIGINT'), { code: 0, signal: null });
});

test('after a stop and a start the same form still counts once', async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml'] });
	const fields = { ...page.carried((await server.get('/nl/every-type')).body), ...GOOD };

	assert.equal((await server.post('/nl/every-type', fields)).headers.location, '/nl/every-type/thanks');
	await server.stop();
	const again = await serve(t, { questionnaires: server.questionnaires, data: server.data });

	assert.equal((await again.post('/nl/every-type', fields)).headers.location, '/nl/every-type/received');
});

/** A start that must fail: exit code 1, one clear line, nothing on the standard output. */
async function refused(t, options, pattern) {
	const server = await launch(t, { questionnaires: ['every-type.yaml'], ...options });
	const end = await server.ended;

	assert.deepEqual(end, { code: 1, signal: null }, server.err);
	assert.match(server.err, pattern);
	assert.doesNotMatch(server.out, /Serving/);
	return server;
}

test('a port that is in use is named', async (t) => {
	const first = await serve(t, { questionnaires: ['every-type.yaml'] });

	await refused(t, { port: first.port }, new RegExp(`^survey serve: port ${first.port} on 127\\.0\\.0\\.1 is in use by another program\\n$`));
});

test('an address that is no address is named', async (t) => {
	await refused(t, { args: ['--address', 'localhost'] }, /^survey serve: localhost port 0 is no address to listen on\n$/);
});

test('a data directory that cannot be written to is named', async (t) => {
	const directory = temporary(t, 'readonly');
	const data = path.join(directory, 'data');

	fs.writeFileSync(data, 'this is a file');
	const server = await refused(t, { data }, /^survey serve: .*data.*\n$/);

	assert.match(server.err, /is not a store/);
	await refused(t, { data: path.join(directory, 'not', 'there') }, /^survey serve: cannot make the data directory .*not\/there: No such file or directory\n$/);
	await refused(t, { data: '/proc/1/fdinfo/data' }, /^survey serve: cannot make the data directory \/proc\/1\/fdinfo\/data: .+\n$/);
});

test('a data directory of another user is named', async (t) => {
	if (process.getuid() !== 0) return t.skip('NOT RUN: only root can become another user here');
	const directory = temporary(t, 'other');
	const data = path.join(directory, 'data');
	const place = temporary(t, 'nobody');

	fs.mkdirSync(data, { mode: 0o755 });
	for (const one of [directory, place]) fs.chmodSync(one, 0o755);
	/* Another user cannot read root's files either, so what it needs is copied to where it can. */
	fs.copyFileSync(SURVEY, path.join(place, 'survey'));
	fs.cpSync((await demoKey()).public, path.join(place, 'demo.pub'));
	fs.mkdirSync(path.join(place, 'questionnaires'));
	fs.copyFileSync(path.join(path.dirname(new URL(import.meta.url).pathname), '../fixtures/small.yaml'), path.join(place, 'questionnaires/small.yaml'));
	await run('chmod', ['-R', 'a+rX', place]);
	const end = await run('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', path.join(place, 'survey'), 'serve', '--key', path.join(place, 'demo.pub'), '--questionnaires',
		path.join(place, 'questionnaires'), '--data', data, '--port', '0'], { timeout: 10000 });

	assert.equal(end.code, 1, end.stderr);
	assert.match(end.stderr, /^survey serve: cannot make the store .*survey\.db \(its directory must exist, and this user must be able to write in it\): Permission denied\n$/);
});

test('a missing key is named', async (t) => {
	await refused(t, { key: '/nowhere/team.pub' }, /^survey serve: \/nowhere\/team\.pub does not exist\n$/);
});

test('a key file that is no key, is damaged, or is the secret half is named', async (t) => {
	const { public: key, secret } = await demoKey();
	const directory = temporary(t, 'keys');
	const lines = fs.readFileSync(key, 'utf8').split('\n');
	const written = (name, text) => (fs.writeFileSync(path.join(directory, name), text), path.join(directory, name));

	await refused(t, { key: written('story.txt', 'Er was eens een sleutel.\n') }, /story\.txt is not a public key file\n$/);
	await refused(t, { key: written('empty.pub', '') }, /empty\.pub is not a public key file\n$/);
	await refused(t, { key: written('short.pub', [lines[0], lines[1].slice(4), lines[2], ''].join('\n')) }, /the key in .*short\.pub is damaged\n$/);
	await refused(t, { key: written('zero.pub', [lines[0], `${'A'.repeat(43)}=`, lines[2], ''].join('\n')) }, /the key in .*zero\.pub is damaged\n$/);
	await refused(t, { key: written('other.pub', [lines[0], lines[1], 'id 0000-0000-0000-0000', ''].join('\n')) }, /do not belong together/);
	await refused(t, { key: written('newer.pub', [lines[0].replace(/1$/, '2'), ...lines.slice(1)].join('\n')) }, /newer\.pub was written by a newer version/);
	await refused(t, { key: secret }, /demo\.key is not a public key file\n$/);
});

test('a store that a newer version wrote is left alone', async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml'] });

	await server.stop();
	await sql(server.data, 'UPDATE meta SET version = version + 1');
	await refused(t, { data: server.data }, /survey\.db was written by a newer version of this program/);
	assert.equal(await sql(server.data, 'SELECT count(*) FROM pool'), '1');
	await sql(server.data, 'UPDATE meta SET version = version - 1');
	await serve(t, { questionnaires: server.questionnaires, data: server.data });
});

test('a file in the place of the store that is no store is left alone', async (t) => {
	const data = temporary(t, 'nostore');

	fs.writeFileSync(path.join(data, 'survey.db'), 'my holiday pictures '.repeat(100));
	await refused(t, { data }, /survey\.db is not a store: it is no database at all\n$/);
	assert.match(fs.readFileSync(path.join(data, 'survey.db'), 'utf8'), /^my holiday pictures/);
});

test('a database of another program is left alone', async (t) => {
	const data = temporary(t, 'other');

	await sql(data, 'CREATE TABLE pictures (name TEXT)');
	await refused(t, { data }, /survey\.db/);
	assert.equal(await sql(data, 'SELECT group_concat(name) FROM sqlite_schema'), 'pictures');
});

test('a questionnaire with errors keeps the server from starting, with all errors told', async (t) => {
	const directory = temporary(t, 'broken');

	fs.writeFileSync(path.join(directory, 'a.yaml'), 'questionnaire: Fout!\nlanguages: [nl]\n');
	const server = await refused(t, { questionnaires: directory }, /^\S*a\.yaml:1:16: error: "Fout!" is not an id/m);

	assert.ok(server.err.match(/error:/g).length >= 5, 'all of them');
	assert.match(server.err, /survey serve: the questionnaires in .* cannot be served as they are/);
});

test('a directory without questionnaires, and one that is not there, are named', async (t) => {
	const empty = temporary(t, 'empty');

	await refused(t, { questionnaires: empty }, /there is no questionnaire \(\*\.yaml\) here/);
	await refused(t, { questionnaires: '/nowhere' }, /\/nowhere/);
});

test('two questionnaires with the same id are named', async (t) => {
	const directory = temporary(t, 'twice');
	const small = fs.readFileSync(path.join(path.dirname(new URL(import.meta.url).pathname), '../fixtures/small.yaml'));

	for (const name of ['one.yaml', 'two.yaml']) fs.writeFileSync(path.join(directory, name), small);
	await refused(t, { questionnaires: directory }, /two\.yaml: error: questionnaire "small" is in \S*one\.yaml too/);
});

test('options that are wrong are told, with exit code 2 and no server', async () => {
	for (const [args, pattern] of [
		[['serve'], /--key FILE is needed/],
		[['serve', '--key'], /requires an argument/],
		[['serve', '--key', 'x', '--port', '70000'], /--port takes a number from 0 to 65535/],
		[['serve', '--key', 'x', '--port', 'tachtig'], /--port takes a number/],
		[['serve', '--colour', 'blue'], /unrecognized option/],
		[['serve', '--key', 'x', 'extra'], /options only/],
		[['serf'], /did you mean "serve"\?/],
		[['make-coffee'], /there is no command "make-coffee"; "survey help" lists them/],
	]) {
		const end = await run(SURVEY, args);

		assert.equal(end.code, 2, args.join(' '));
		assert.match(end.stderr, pattern);
		assert.equal(end.stdout, '');
	}
});

test('help tells every command and every option', async () => {
	const list = await run(SURVEY, ['help']);

	for (const command of ['serve', 'check', 'release', 'status']) {
		assert.match(list.stdout, new RegExp(`^ {2}${command} `, 'm'));
		const help = await run(SURVEY, ['help', command]);

		assert.equal(help.code, 0);
		assert.match(help.stdout, new RegExp(`^Usage: survey ${command} `));
	}
	assert.match((await run(SURVEY, ['--version'])).stdout, /^survey \d+\.\d+\.\d+\n$/);
});

test('the data directory is for its owner only', async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml'] });

	assert.equal(fs.statSync(server.data).mode & 0o777, 0o700);
	for (const file of fs.readdirSync(server.data)) assert.equal(fs.statSync(path.join(server.data, file)).mode & 0o077, 0, file);
});
