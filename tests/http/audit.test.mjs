// SPDX-License-Identifier: EUPL-1.2
//
// Goal: `survey audit` finds what breaks a promise in an installation, and the public page about what is kept tells exactly what
// the store can hold: both come from the same list, and the server refuses a store that holds anything else.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import * as page from '../support/page.mjs';
import { launch, ROOT, serve, sql, survey, temporary } from '../support/server.mjs';

const NGINX = path.join(ROOT, 'deploy/nginx.conf');
const audit = (data, ...more) => survey(['audit', '--data', data, ...more]);
const wrong = ({ stdout }) => stdout.split('\n').filter((line) => line.startsWith('WRONG'));

/** What the catalogue says is stored, in a language: {box: '…', day: '…'}. */
function told(language) {
	const catalogue = fs.readFileSync(path.join(ROOT, `survey/locale/${language}.po`), 'utf8');

	return Object.fromEntries([...catalogue.matchAll(/^msgid "stored_(\w+)"\nmsgstr "(.*)"$/gm)].map(([, kind, text]) => [kind, text]));
}

async function submitted(t) {
	const server = await serve(t, { questionnaires: ['small.yaml'] });

	for (let i = 0; i < 3; i++) assert.equal((await server.post('/nl/small', { ...page.carried((await server.get('/nl/small')).body), one: 'x' })).status, 303);
	return server;
}

test('a running server as it should be has nothing wrong, and what is kept is said in plain words', async (t) => {
	const server = await submitted(t);
	const found = await audit(server.data, '--pid', String(server.child.pid), '--nginx', NGINX);

	assert.deepEqual(wrong(found), []);
	assert.equal(found.code, 0, found.stdout + found.stderr);
	for (const line of [/^good  store: has the \d+ columns that it may have$/m, /^good  store: secure_delete: 1$/m, /^good  server: its system calls are filtered$/m, /^good  server: listens on port \d+ for this machine only$/m, /^good  .*nginx\.conf: an access_log is off$/m])
		assert.match(found.stdout, line);
	for (const text of Object.values(told('en'))) assert.ok(found.stdout.includes(`- ${text} (`), text);
	for (const column of ['slot.box', 'batch.boxes', 'batch.released', 'gathering.nonces', 'ticket.used']) assert.ok(found.stdout.includes(column), column);
	assert.match(found.stdout, /\n0 wrong, \d+ to look at\n$/);
});

test('the public page tells each kind of thing that is kept, in every language', async (t) => {
	const server = await serve(t, { questionnaires: ['small.yaml'] });

	for (const language of ['nl', 'en', 'ar']) {
		const html = page.decode((await server.get(`/${language}/privacy`)).body);
		const kinds = told(language);

		assert.equal(Object.keys(kinds).length, 7);
		for (const [kind, text] of Object.entries(kinds)) assert.ok(html.includes(`<li>${text}</li>`), `${language}: ${kind}`);
	}
});

for (const [what, statement, finding] of [
	['a column with addresses', "ALTER TABLE slot ADD COLUMN address TEXT", /"address" in "slot"/],
	['a table of visits', 'CREATE TABLE visit (moment TEXT)', /"moment" in "visit"/],
	['a trigger that counts', 'CREATE TRIGGER watcher AFTER UPDATE ON slot BEGIN UPDATE meta SET version = version; END', /"watcher" in "trigger"/],
	['an index that sorts', 'CREATE INDEX by_box ON slot (box)', /"by_box" in "index"/],
])
	test(`${what} in the store is found, and the server does not serve from it`, async (t) => {
		const server = await submitted(t);

		await server.stop();
		await sql(server.data, statement);
		const found = await audit(server.data);

		assert.equal(found.code, 1);
		assert.equal(wrong(found).length, 1);
		assert.match(wrong(found)[0], finding);
		const again = await launch(t, { questionnaires: ['small.yaml'], data: server.data });

		await again.ended;
		assert.equal(again.end.code, 1);
		assert.match(again.err, finding);
		assert.match(again.err, /the page about what is kept does not tell of/);
	});

test('a time finer than a day, open files, a secret key and a copy of the store are found', async (t) => {
	const server = await submitted(t);

	await server.stop();
	await survey(['release', '--data', server.data, '--closing']);
	assert.deepEqual(wrong(await audit(server.data)), [], 'nothing is wrong before (control)');
	await sql(server.data, "UPDATE batch SET released = '2026-11-27T10:15'");
	fs.chmodSync(path.join(server.data, 'survey.db'), 0o644);
	fs.chmodSync(server.data, 0o755);
	fs.writeFileSync(path.join(server.data, 'team.key'), 'x', { mode: 0o600 });
	fs.writeFileSync(path.join(server.data, 'copy.db'), 'x', { mode: 0o600 });
	const found = await audit(server.data);

	assert.equal(found.code, 1);
	assert.equal(wrong(found).length, 4, found.stdout);
	for (const line of [/something else than a day: 1/, /survey\.db: others may read or write it \(mode 644\)/, /others may read or write it \(mode 755\)/, /team\.key: looks like a secret key/]) assert.match(wrong(found).join('\n'), line);
	assert.match(found.stdout, /^look  .*copy\.db: is not the server's/m);
});

test('a server that listens for everybody, and a process that is no server, are found', async (t) => {
	const open = await serve(t, { questionnaires: ['small.yaml'], args: ['--address', '0.0.0.0'] });

	assert.match(wrong(await audit(open.data, '--pid', String(open.child.pid))).join('\n'), /listens on port \d+ for everybody, without TLS/);
	assert.match(wrong(await audit(open.data, '--pid', String(process.pid))).join('\n'), /there is no survey with process id/);
});

test('what a web server before it would keep or pass on is found', async (t) => {
	const server = await submitted(t);
	const shipped = fs.readFileSync(NGINX, 'utf8');
	const file = path.join(temporary(t, 'nginx'), 'nginx.conf');
	const look = async (text) => {
		fs.writeFileSync(file, text);
		return wrong(await audit(server.data, '--nginx', file)).join('\n');
	};

	assert.equal(await look(shipped), '', 'as shipped (control)');
	assert.equal(await look(`# access_log /var/log/nginx/access.log;\n${shipped}`), '', 'a comment is none');
	for (const [from, to, finding] of [
		['access_log off;', 'access_log /var/log/nginx/access.log;', /access_log \/var\/log\/nginx\/access\.log keeps who/],
		['access_log off;', '', /has no "access_log off;"/],
		['error_log stderr emerg;', 'error_log /var/log/nginx/error.log;', /error_log \/var\/log\/nginx\/error\.log keeps addresses/],
		['error_log stderr emerg;', '', /has no error_log/],
		['proxy_pass_request_headers off;', 'proxy_pass_request_headers off; proxy_set_header X-Real-IP $remote_addr;', /proxy_set_header passes on who asks/],
		['proxy_pass_request_headers off;', 'proxy_set_header\n\t"X-Forwarded-For" "$proxy_add_x_forwarded_for";', /proxy_set_header passes on who asks/],
		['proxy_max_temp_file_size 0;', '', /can go to a temporary file/],
		['client_body_in_file_only off;', 'client_body_in_file_only clean;', /client_body_in_file_only writes/],
	])
		assert.match(await look(shipped.replace(from, to)), finding, `${from} -> ${to}`);
	assert.match((await audit(server.data, '--nginx', '/nowhere')).stdout, /WRONG \/nowhere does not exist/);
});
