// SPDX-License-Identifier: EUPL-1.2
//
// Goal: nothing tells when on a day somebody answered. The same session (serve, submit, release, status, import, tally, report) is
// run at two hours of one day, by a clock that libfaketime sets. What comes out is the same, byte for byte where no key and no
// chance is in it, and no value, no file time and no export is finer than a day.
//
// Time-outs and schedules run on the monotonic clock, which is left as it is.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import * as page from '../support/page.mjs';
import { ANALYSIS, demoKey, emptyStudy, run, serve, sql, SURVEY, temporary, until } from '../support/server.mjs';

const ZONE = 'Europe/Amsterdam';
const DAY = '2025-11-04';
const MORNING = `${DAY} 09:17:43`;
const EVENING = `${DAY} 21:52:08`;
const NEXT_DAY = '2025-11-05 09:17:43';
const MIDNIGHT = Date.parse(`${DAY}T00:00:00+01:00`);
const RESPONSES = 12;

/** The library that sets the clock of a program. */
function library() {
	const found = ['x86_64-linux-gnu', 'aarch64-linux-gnu', ''].map((one) => path.join('/usr/lib', one, 'faketime/libfaketimeMT.so.1')).find((one) => fs.existsSync(one));

	assert.ok(found !== undefined, 'libfaketime is not there: apt-get install libfaketime');
	return found;
}

/** The environment of a program that believes it is `when`; file times on disk are what it set. */
const at = (when) => ({ TZ: ZONE, LD_PRELOAD: library(), FAKETIME: `@${when}`, FAKETIME_DONT_FAKE_MONOTONIC: '1', NO_FAKE_STAT: '1' });

/** Every value of every table: texts and numbers as they are, of bytes the length. */
async function valuesOf(data) {
	const tables = (await sql(data, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")).split('\n');
	const values = {};

	for (const table of tables) {
		const columns = (await sql(data, `SELECT name FROM pragma_table_info('${table}')`)).split('\n');
		const shown = columns.map((column) => `CASE typeof("${column}") WHEN 'blob' THEN 'bytes ' || length("${column}") ELSE "${column}" END`).join(" || '|' || ");

		values[table] = await sql(data, `SELECT ${shown} FROM "${table}" ORDER BY 1`);
	}
	return values;
}

/** Sizes, modes and times of all files. */
function filesOf(directory) {
	return Object.fromEntries(
		fs.readdirSync(directory, { recursive: true }).sort().map((name) => {
			const { size, mode, mtimeMs } = fs.statSync(path.join(directory, name));

			return [name, { size, mode, mtimeMs }];
		}),
	);
}

/** Everything that comes out of one session at `when`. */
async function session(t, when) {
	const env = { ...process.env, ...at(when) };
	const key = await demoKey();
	const server = await serve(t, { questionnaires: ['every-type.yaml'], env: at(when) });
	const out = { pages: [] };
	const survey = async (...args) => (await run(SURVEY, args, { env })).stdout;
	const directory = temporary(t, 'study');
	const analyse = (...args) => run(ANALYSIS, [...args, '--passphrase-file', key.passphrase], { env, cwd: directory });
	const wal = path.join(server.data, 'survey.db-wal');

	/* The server's look for a nightly release comes when it starts, and before the first response here. */
	await until(async () => (await sql(server.data, 'SELECT claimed_day FROM pool')) !== '', 'the first look');
	for (let i = 0; i < RESPONSES; i++) {
		const form = page.carried((await server.get('/nl/every-type')).body);
		const reply = await server.post('/nl/every-type', { ...form, choice: i % 2 === 0 ? 'nee' : 'ja', must: 'links', line: `antwoord ${i}` });

		out.pages.push(`${reply.status} ${reply.headers.location}`);
	}
	await until(() => fs.statSync(wal).size === 0 && fs.statSync(wal).mtimeMs % 1000 === 0, 'the store to settle');
	out.live = filesOf(server.data);
	out.valuesPooled = await valuesOf(server.data);
	out.statusPooled = await survey('status', '--data', server.data);
	out.released = await survey('release', '--data', server.data, '--now');
	out.values = await valuesOf(server.data);
	out.end = await server.stop();
	out.files = filesOf(server.data);
	out.status = await survey('status', '--data', server.data);
	out.log = server.err;
	out.said = server.out.replaceAll(`:${server.port}/`, ':PORT/');

	emptyStudy(path.join(directory, 'study'));
	out.import = (await analyse('import', '--key', key.secret, '--study', 'study', server.data)).stdout;
	out.studySize = fs.statSync(path.join(directory, 'study')).size;
	for (const format of ['csv', 'json']) out[`tally ${format}`] = (await analyse('tally', '--study', 'study', '--by', 'every-type:choice', '--k', '3', '--format', format)).stdout;
	await analyse('report', '--study', 'study', '--output', 'report.html');
	out.report = fs.readFileSync(path.join(directory, 'report.html'), 'utf8');
	return out;
}

const sessions = {};
const sessionAt = (t, when) => (sessions[when] ??= session(t, when));

/** What looks like a moment: a time of day, or a number that is one in seconds, milliseconds, microseconds or days. */
function moments(text) {
	const found = [...text.matchAll(/\b\d{1,2}:\d\d(:\d\d)?\b|\d{4}-\d\d-\d\d[T ]\d\d/g)].map(([one]) => one);
	const [from, to] = [Date.parse('2025-11-01') / 1000, Date.parse('2025-11-09') / 1000];

	for (const [number] of text.matchAll(/\b\d+(\.\d+)?\b/g))
		for (const unit of [1, 1e3, 1e6, 1e9]) if (Number(number) / unit >= from && Number(number) / unit <= to) found.push(number);
	return found;
}

test('at another hour of the same day the same comes out, and nothing is finer than a day', { timeout: 180000 }, async (t) => {
	const [morning, evening] = [await sessionAt(t, MORNING), await sessionAt(t, EVENING)];

	assert.equal(morning.pages.filter((one) => one === '303 /nl/every-type/thanks').length, RESPONSES);
	assert.equal(morning.released, `released: ${RESPONSES}\n`);
	assert.match(morning.values.batch, new RegExp(`\\|${DAY}\\|`), 'the clock was set (positive control)');
	assert.match(morning['tally csv'], /nee/);
	assert.ok(morning.report.length > 1000);
	for (const part of Object.keys(morning)) assert.deepEqual(evening[part], morning[part], part);
	for (const [name, value] of Object.entries(morning))
		if (name !== 'files' && name !== 'live') assert.deepEqual(moments(typeof value === 'string' ? value : Object.values(value).join('\n')), [], name);
	for (const files of [morning.files, morning.live]) {
		assert.ok('survey.db' in files);
		for (const [name, { mtimeMs }] of Object.entries(files)) assert.equal(mtimeMs, MIDNIGHT, name);
	}
});

test('another day is noticed, and so is a time in a text or of a file (positive control)', { timeout: 120000 }, async (t) => {
	const [one, next] = [await sessionAt(t, MORNING), await sessionAt(t, NEXT_DAY)];
	const directory = temporary(t, 'control');
	const said = [];

	assert.notDeepEqual(next.values.batch, one.values.batch);
	assert.notDeepEqual(next.files, one.files);
	for (const when of [MORNING, EVENING]) {
		const { stdout } = await run('sh', ['-c', 'date +%T; date +%s; date +%s%3N; date +%FT%H'], { env: { ...process.env, ...at(when) } });

		said.push(stdout);
		assert.equal(moments(stdout).length, 4, stdout);
	}
	assert.notEqual(said[0], said[1]);
	fs.writeFileSync(path.join(directory, 'file'), 'now');
	assert.notEqual(filesOf(directory).file.mtimeMs, MIDNIGHT);
});
