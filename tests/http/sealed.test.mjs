// SPDX-License-Identifier: EUPL-1.2
//
// Goal: what a browser sealed is kept as it came, opened by the team, and checked there against the questionnaire: a box
// can hold anything, so nothing in it may poison a tally, stop an import or reach the report as markup.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { encode } from '../../survey/script/encode.mjs';
import { base64, bytesOf, fingerprint, seal } from '../../survey/script/seal.mjs';
import * as page from '../support/page.mjs';
import { analysis, countKept, demoKey, emptyStudy, serve, survey, temporary } from '../support/server.mjs';

const attribute = (html, name) => page.decode(new RegExp(` data-${name}="([^"]*)"`).exec(html)[1]);

/** What the script reads from the page. */
async function form(server, address = '/nl/small') {
	const html = (await server.get(address)).body;

	return { ...page.carried(html), id: attribute(html, 'id'), size: Number(attribute(html, 'size')), key: bytesOf(attribute(html, 'key')), html };
}

const answer = (id, ...values) => ({ group: '', time: '1', id, values });
const boxOf = ({ id, definition, size, key }, answers) => base64(seal(encode(id, definition, '', answers), size, key));

function post(server, { nonce, definition }, box, address = '/nl/small') {
	return server.post(address, { nonce, definition, box });
}

test('a sealed box is kept once, and opened by the team as what was answered', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['small.yaml'] });
	const key = await demoKey();

	for (let i = 0; i < 12; i++) {
		const made = await form(server);
		const box = boxOf(made, [answer('one', `antwoord ${i}`)]);

		assert.equal((await post(server, made, box)).headers.location, '/nl/small/thanks');
		assert.equal((await post(server, made, box)).headers.location, '/nl/small/received', 'the same again is no second response');
	}
	await server.stop();
	await survey(['release', '--data', server.data, '--closing']);
	const study = emptyStudy(path.join(temporary(t, 'study'), 'study'));
	const imported = await analysis(['import', '--key', key.secret, '--study', study, '--passphrase-file', key.passphrase, server.data]);

	assert.equal(imported.code, 0, imported.stderr);
	assert.match(imported.stdout, /12/);
	const tallied = await analysis(['tally', '--study', study, '--by', 'sealed', '--k', '3', '--format', 'json', '--passphrase-file', key.passphrase]);

	assert.equal(tallied.code, 0, tallied.stderr);
	assert.deepEqual(JSON.parse(tallied.stdout).cells.map(({ at, count }) => [at[0], count]).filter(([at, count]) => at !== null && count > 0), [['browser', 12]]);
});

test('the fingerprint that the script shows is the one on the printed letter', async (t) => {
	const server = await serve(t, { questionnaires: ['small.yaml'] });
	const { key, html } = await form(server);
	const printed = fs.readFileSync((await demoKey()).public, 'utf8');

	assert.match(printed, new RegExp(`^id ${fingerprint(key)}$`, 'm'));
	assert.ok(html.includes(fingerprint(key)), 'the page without script shows the same');
});

test('a box of a wrong length, junk, a wrong nonce and an unknown definition are refused, and nothing is kept', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['small.yaml'] });
	const made = await form(server);
	const good = boxOf(made, [answer('one', 'goed')]);
	const bytes = Buffer.from(good, 'base64url');
	const wrong = {
		'one byte less': [bytes.subarray(1).toString('base64url'), 400],
		'one byte more': [Buffer.concat([bytes, Buffer.from([0])]).toString('base64url'), 400],
		empty: ['', 400],
		junk: ['%%%%', 400],
		'junk behind it': [`${good}!`, 400],
		'one character more': [`${good}A`, 400],
		'the other alphabet': [bytes.toString('base64'), 400],
	};

	for (const [what, [box, status]] of Object.entries(wrong)) assert.equal((await post(server, made, box)).status, status, what);
	assert.equal((await post(server, { ...made, nonce: 'x'.repeat(32) }, good)).status, 400, 'a nonce that is none');
	assert.equal((await post(server, { ...made, nonce: '' }, good)).status, 400, 'no nonce');
	const unknown = await post(server, { ...made, definition: '0'.repeat(64) }, good);

	assert.equal(unknown.status, 409);
	assert.match(page.heading(unknown.body), /veranderd/);
	assert.equal(await countKept(server.data, 'small'), 0);
	assert.equal((await post(server, made, good)).headers.location, '/nl/small/thanks', 'the good one is kept (positive control)');
	assert.equal(await countKept(server.data, 'small'), 1);
});

test('a closed questionnaire refuses a box', async (t) => {
	const server = await serve(t, { questionnaires: ['closed.yaml', 'small.yaml'] });

	assert.equal((await post(server, await form(server), 'x', '/nl/closed')).status, 410);
});

test('hostile boxes are counted and left out: import, tally and report go on without them', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['hidden.yaml', 'small.yaml'] });
	const key = await demoKey();
	const markup = '<script>alert(1)</script><img src=x onerror=alert(2)>';
	const sendText = async (address, text) => {
		const made = await form(server, address);
		const box = base64(seal(text(made), made.size, made.key));

		assert.equal((await post(server, made, box, address)).headers.location, `${address}/thanks`);
		return { made, box };
	};
	const hidden = (answers) => ({ id, definition }) => encode(id, definition, '', answers);

	for (let i = 0; i < 6; i++) await sendText('/nl/hidden', hidden([answer('first', 'ja')]));
	const { made, box } = await sendText('/nl/small', ({ id, definition }) => encode(id, definition, '', [answer('one', markup)]));
	const bad = [
		hidden([answer('first', 'nee'), answer('second', 'hoog')]), // a hidden question
		hidden([answer('first', 'ja', 'nee')]),
		hidden([answer('first', 'anders')]),
		hidden([answer('zesde', 'x')]),
		hidden([answer('first', 'ja'), answer('first', 'ja')]),
		() => 'not a response',
		() => '{'.repeat(500),
		({ definition }) => encode('small', definition, '', [answer('first', 'ja')]),
		({ id }) => encode(id, 'f'.repeat(64), '', [answer('first', 'ja')]),
		({ id, definition }) => encode(id, definition, '', [answer('first', 'ja')]).replace('{"first"', '{ "first"'),
	];

	for (const one of bad) await sendText('/nl/hidden', one);
	assert.equal((await post(server, await form(server), box, '/nl/small')).status, 303, 'a copied box under another nonce is kept …');
	assert.ok(made);
	await server.stop();
	await survey(['release', '--data', server.data, '--closing']);
	const study = emptyStudy(path.join(temporary(t, 'study'), 'study'));
	const passphrase = ['--passphrase-file', key.passphrase];
	const imported = await analysis(['import', '--key', key.secret, '--study', study, ...passphrase, server.data]);
	const told = imported.stdout + imported.stderr;

	assert.ok(!told.includes('alert('), 'no answer reaches a message');
	const tallied = await analysis(['tally', '--study', study, '--by', 'questionnaire', '--k', '1', '--format', 'json', ...passphrase]);

	if (tallied.code === 0) assert.ok(!tallied.stdout.includes('script'));
	const counted = await analysis(['tally', '--study', study, '--by', 'audience', '--questionnaire', 'hidden', '--k', '3', '--format', 'json', ...passphrase]);

	assert.equal(JSON.parse(counted.stdout).n.count, 6, 'only the six good ones count');
	const answers = await analysis(['tally', '--study', study, '--by', 'hidden:first', '--k', '3', '--format', 'json', ...passphrase]);
	const ja = JSON.parse(answers.stdout).cells.find((cell) => cell.at[0] === 'ja');

	assert.ok(ja.suppressed && ja.count === undefined, 'all six said the same, which tells what each of them said');
	const leftOut = [...told.matchAll(/^batch \d+ \(hidden\): (\d+) box/gm)].reduce((sum, [, boxes]) => sum + Number(boxes), 0);

	assert.equal(leftOut, bad.length, told);
	const output = path.join(temporary(t, 'report'), 'report.html');
	const report = await analysis(['report', '--study', study, '--output', output, ...passphrase]);

	assert.equal(report.code, 0, report.stderr);
	assert.ok(!/<script|<img/.test(fs.readFileSync(output, 'utf8')));

	/* The study remembers what was released, also between programs; a draft it does not. */
	const proof = JSON.parse(fs.readFileSync(`${output}.proof.json`, 'utf8'));

	assert.equal(proof.exposed, 0);
	assert.equal(proof.earlier_releases, 2, 'two tables went before, and the refused one does not count');
	assert.ok(proof.hidden.length > 0);
	const lower = await analysis(['tally', '--study', study, '--by', 'audience', '--k', '3', ...passphrase]);

	assert.notEqual(lower.code, 0);
	assert.match(lower.stderr, /earlier releases hide what is under 5/);
	for (const extra of [['--draft'], [], []]) {
		const again = await analysis(['report', '--study', study, '--output', output, ...extra, ...passphrase]);

		assert.equal(again.code, 0, again.stderr);
	}
	assert.equal(JSON.parse(fs.readFileSync(`${output}.proof.json`, 'utf8')).earlier_releases, 4, 'the draft is not among them');
});
