// SPDX-License-Identifier: EUPL-1.2
//
// Goal: the server that runs has given up what it does not need, and does all its work within that. What the limits stop is
// tested in unit/sandbox; here it is the real server that must have them and must not run into them.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { askAt, serveAt } from '../support/edge.mjs';
import * as page from '../support/page.mjs';
import { countKept, run, serve, SHIPPED, SURVEY, survey, temporary, until } from '../support/server.mjs';

/** A line of /proc/PID/status, or of one of its threads. */
function status(pid, name, thread = '') {
	return new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(fs.readFileSync(`/proc/${pid}/${thread}status`, 'utf8'))[1];
}

test('every thread of the server runs with a filter of system calls and without new privileges', async (t) => {
	const server = await serve(t, { questionnaires: ['small.yaml'] });
	const threads = fs.readdirSync(`/proc/${server.child.pid}/task`);

	assert.ok(threads.length >= 4, `${threads.length} threads`);
	for (const thread of threads) {
		assert.equal(status(server.child.pid, 'NoNewPrivs', `task/${thread}/`), '1');
		assert.equal(status(server.child.pid, 'Seccomp', `task/${thread}/`), '2');
	}
	assert.equal(status('self', 'Seccomp'), '0', 'this test has none (positive control)');
});

test('nobody of the same user can read the memory of the server', async (t) => {
	const server = await serve(t, { questionnaires: ['small.yaml'] });
	const place = fs.mkdtempSync('/tmp/survey-same-user-');

	t.after(() => fs.rmSync(place, { recursive: true, force: true }));
	/* A process whose memory is closed is shown as root's, whoever runs it; so who runs it must be another than root. */
	if (process.getuid() !== 0) {
		assert.equal(fs.statSync(`/proc/${server.child.pid}/mem`).uid, 0);
		return;
	}
	fs.cpSync(server.questionnaires, path.join(place, 'questionnaires'), { recursive: true });
	fs.copyFileSync(server.key, path.join(place, 'team.pub'));
	fs.copyFileSync(SURVEY, path.join(place, 'survey'));
	await run('chmod', ['-R', 'a+rX', place]);
	await run('chmod', ['a+x', path.join(place, 'survey')]);
	fs.mkdirSync(path.join(place, 'home'));
	fs.chownSync(path.join(place, 'home'), 65534, 65534);
	const other = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
	const script = `${path.join(place, 'survey')} serve --key ${place}/team.pub --questionnaires ${place}/questionnaires --data ${place}/home/data --port 0 & cat`;
	const shell = spawn(other[0], [...other.slice(1), 'sh', '-c', script], { stdio: ['pipe', 'pipe', 'pipe'] });
	let out = '';

	shell.stdout.setEncoding('utf8').on('data', (text) => (out += text));
	await until(() => out.includes('Serving'), 'the server of another user');
	const child = fs.readFileSync(`/proc/${shell.pid}/task/${shell.pid}/children`, 'utf8').trim().split(' ').find((pid) => fs.readFileSync(`/proc/${pid}/comm`, 'utf8') === 'survey\n');

	t.after(() => process.kill(Number(child), 'SIGKILL'));
	assert.equal(status(child, 'Uid'), '65534');
	assert.equal(fs.statSync(`/proc/${child}/mem`).uid, 0, 'the memory of the server');
	assert.equal(fs.statSync(`/proc/${shell.pid}/mem`).uid, 65534, 'that of the shell (positive control)');
	assert.notEqual((await run(other[0], [...other.slice(1), 'head', '-c', '1', `/proc/${child}/environ`])).code, 0);
	assert.equal((await run(other[0], [...other.slice(1), 'head', '-c', '1', `/proc/${shell.pid}/environ`])).code, 0, 'positive control');
	shell.stdin.end();
});

test('a whole life fits within the limits', { timeout: 60000 }, async (t) => {
	const socket = path.join(temporary(t, 'socket'), 'survey.sock');
	const server = await serveAt(t, socket, { questionnaires: ['every-type.yaml', 'small.yaml', 'ticketed.yaml', 'closed.yaml', path.join(SHIPPED, 'panel.yaml')] });
	const file = path.join(server.questionnaires, 'small.yaml');
	const report = path.join(temporary(t, 'report'), 'report.html');

	for (const target of ['/', '/nl', '/nl/privacy', '/nl/accessibility', '/nl/every-type', '/nl/small/event', '/nl/kiosk/small', '/survey.js', '/forget.css', '/away', '/nl/words.json', '/nl/findings', '/ar/panel'])
		assert.ok((await askAt(socket, 'GET', target)).status < 500, target);
	for (let round = 0; round < 3; round++) {
		const fields = { ...page.carried((await askAt(socket, 'GET', '/nl/small')).body), one: `ronde ${round}` };

		assert.equal((await askAt(socket, 'POST', '/nl/small', { fields })).headers.location, '/nl/small/thanks');
		assert.equal((await askAt(socket, 'POST', '/nl/small', { fields: { ...fields, one: 'x'.repeat(20000) } })).status, 422);
		fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/^languages:/m, `# ${round}\nlanguages:`));
		server.child.kill('SIGHUP');
		await until(() => server.err.split('reading the questionnaires again').length > round + 1, 'a reload');
		const released = await survey(['release', '--data', server.data, '--closing']);

		assert.equal(released.code, 0, released.stderr);
	}
	fs.writeFileSync(report, '<!doctype html><html lang="nl"><head><title>Rapport</title><style>p{margin:0}</style></head><body><p>Gevonden</p></body></html>');
	assert.equal((await survey(['publish', '--data', server.data, report])).code, 0);
	assert.match((await askAt(socket, 'GET', '/nl/findings')).body, /Gevonden/);
	assert.deepEqual(await server.stop(), { code: 0, signal: null }, server.err);
	assert.doesNotMatch(server.err, /release of|cannot|error:/);
	assert.equal(await countKept(server.data, 'small'), 3);
});

test('a questionnaire that is a link out of its directory cannot be read again, and that is said', async (t) => {
	const outside = temporary(t, 'outside');
	const server = await serve(t, { questionnaires: ['every-type.yaml', 'small.yaml'] });
	const file = path.join(server.questionnaires, 'small.yaml');

	fs.renameSync(file, path.join(outside, 'small.yaml'));
	fs.symlinkSync(path.join(outside, 'small.yaml'), file);
	/* What the server says about its kernel at the start must be what is so; unit/sandbox compares it with the kernel itself. */
	if (/has no Landlock/.test(server.err)) {
		await server.reload(() => server.err.includes('reading the questionnaires again'), 'a reload');
		await server.stop();
		assert.doesNotMatch(server.err, /Permission denied/);
		return;
	}
	await server.reload(() => /Permission denied/.test(server.err), 'what is wrong');
	assert.match(server.err, /small\.yaml.*Permission denied/);
	assert.equal((await server.get('/nl/small')).status, 200, 'what was served before still is');
	assert.equal((await server.get('/nl/every-type')).status, 200);
});
