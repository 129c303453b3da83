// SPDX-License-Identifier: EUPL-1.2
//
// Goal: answers open with the key files and passphrases that they were sealed for, and with nothing less: two persons
// where there are two, the wave's own key, and no key at all once it was destroyed. With the real programs; each refusal
// stands beside the control in which the same thing works.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { encode } from '../../survey/script/encode.mjs';
import { base64, bytesOf, seal } from '../../survey/script/seal.mjs';
import * as page from '../support/page.mjs';
import { analysis, demoKey, launch, serve, sql, survey, temporary } from '../support/server.mjs';

const FIRST = 'vier paarden lopen door de stad';
const SECOND = 'een lantaarn brandt in de regen';
const MODERATE = [3, 256 << 20]; // crypto_pwhash_argon2id_OPSLIMIT_MODERATE and …_MEMLIMIT_MODERATE
const PATIENT = { timeout: 300000 }; // every passphrase takes half a second of a free machine, and 256 MB

/** A directory of the team, with passphrases in files. */
function office(t) {
	const directory = temporary(t, 'keys');
	const at = (name) => path.join(directory, name);

	fs.writeFileSync(at('first'), `${FIRST}\n`, { mode: 0o600 });
	fs.writeFileSync(at('second'), `${SECOND}\n`, { mode: 0o600 });
	return { directory, at };
}

async function good(args) {
	const done = await analysis(args);

	assert.equal(done.code, 0, `analysis ${args[0]}: ${done.stderr}`);
	unsaid(done);
	return done.stdout;
}

async function bad(args, pattern) {
	const done = await analysis(args);

	assert.equal(done.code, 1, `analysis ${args.join(' ')} should have failed: ${done.stdout}`);
	assert.match(done.stderr, pattern);
	unsaid(done);
	return done;
}

/** No passphrase is ever printed. */
function unsaid({ stdout, stderr }) {
	for (const secret of [FIRST, SECOND]) assert.ok(!`${stdout}${stderr}`.includes(secret), 'a passphrase was printed');
}

/** What Argon2id costs whoever guesses at this key or study, as its file says: [rounds, bytes of memory]. */
function costOf(file) {
	const text = fs.readFileSync(file, 'latin1');
	const { opslimit, memlimit } = JSON.parse(text.startsWith('{\n') ? text : text.slice(0, text.indexOf('\n')));

	return [opslimit, memlimit];
}

const idOf = (file) => /^id (\S+)$/m.exec(fs.readFileSync(file, 'utf8'))[1];
const keygen = ({ at }, name, ...rest) => good(['keygen', '--output', at(name), '--passphrase-file', at('first'), ...rest]);
const twoPersons = (team) => keygen(team, 'team', '--second', '--second-passphrase-file', team.at('second'));

/** The arguments with which the team opens its key; `change` sets or (undefined) leaves out some. */
function opening({ at }, change = {}) {
	const all = { key: at('team.key'), second: at('team-second.key'), 'passphrase-file': at('first'), 'second-passphrase-file': at('second'), ...change };

	return Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));
}

const ALONE = { second: undefined, 'second-passphrase-file': undefined };
const importing = (team, data, change) => ['import', ...opening(team, change), '--study', team.at(`study-${team.studies = (team.studies ?? 0) + 1}`), data];
const rehearsing = (team, change) => ['rehearse', '--public', team.at('team.pub'), ...opening(team, change)];

/** What the script reads from the page, and the box that it makes. */
async function form(server) {
	const html = (await server.get('/nl/small')).body;
	const attribute = (name) => page.decode(new RegExp(` data-${name}="([^"]*)"`).exec(html)[1]);

	return { ...page.carried(html), id: attribute('id'), size: Number(attribute('size')), key: bytesOf(attribute('key')) };
}

function postBox(server, { nonce, definition, id, size, key }, text) {
	const box = base64(seal(encode(id, definition, '', [{ group: '', time: '1', id: 'one', values: [text] }]), size, key));

	return server.post('/nl/small', { nonce, definition, box });
}

/** Sends answers, half of them sealed in the browser. */
async function answer(server, count) {
	for (let i = 0; i < count; i++) {
		const made = await form(server);
		const reply = i % 2 === 0 ? await postBox(server, made, `antwoord ${i}`) : await server.post('/nl/small', { nonce: made.nonce, definition: made.definition, one: `antwoord ${i}` });

		assert.equal(reply.headers.location, '/nl/small/thanks');
	}
}

const start = (t, team, key = 'team.pub', data = undefined) => serve(t, { questionnaires: ['small.yaml'], key: team.at(key), data });

async function release(data) {
	const done = await survey(['release', '--data', data, '--closing']);

	assert.equal(done.code, 0, done.stderr);
	return done.stdout;
}

/** A store with so many released answers for the team's key. */
async function released(t, team, count) {
	const server = await start(t, team);

	await answer(server, count);
	await server.stop();
	await release(server.data);
	return server.data;
}

test('two persons: import opens with both key files and both passphrases, and with nothing less', PATIENT, async (t) => {
	const team = office(t);
	const said = await twoPersons(team);

	assert.ok(said.includes(idOf(team.at('team.pub'))) && said.includes(idOf(team.at('team-second.pub'))), 'both ids are told');
	for (const name of ['team.key', 'team-second.key']) assert.equal(fs.statSync(team.at(name)).mode & 0o777, 0o600, name);
	const data = await released(t, team, 6);

	await bad(importing(team, data, ALONE), /team\.key needs two persons: give the second person's key file \(id [0-9a-f-]{19}\) with --second\n$/);
	await bad(importing(team, data, { 'passphrase-file': team.at('second') }), /this is not the passphrase of .*team\.key\n$/);
	await bad(importing(team, data, { 'second-passphrase-file': team.at('first') }), /this is not the passphrase of .*team-second\.key\n$/);
	await bad(importing(team, data, { key: team.at('team-second.key'), 'passphrase-file': team.at('second') }), /team-second\.key is the key of a second person, which opens no answers itself/);
	await bad(importing(team, data, { key: team.at('team-second.key'), 'passphrase-file': team.at('second'), ...ALONE }), /is the key of a second person/);
	await bad(importing(team, data, { second: team.at('team.key') }), /team\.key is the key of a team, not of a second person\n$/);
	await bad(importing(team, data, { second: team.at('gone.key') }), /gone\.key does not exist\n$/);
	assert.ok(!fs.readdirSync(team.directory).some((name) => name.startsWith('study')), 'a failed import makes no study');
	const imported = await good(importing(team, data));

	assert.match(imported, /small: 6 imported/);
	assert.match(imported, /from here on one person can open it/, 'it says where the two-person rule ends');
	const study = fs.readdirSync(team.directory).find((name) => name.startsWith('study'));

	for (const name of ['team.key', 'team-second.key', study]) assert.deepEqual(costOf(team.at(name)), MODERATE, `${name} is as dear to guess as libsodium's "moderate"`);
	assert.notDeepEqual(costOf(demoKey().secret), MODERATE, 'what other tests open is not (positive control)');
});

test('one person: a key without a second person opens alone, and says that it needs none', PATIENT, async (t) => {
	const team = office(t);

	await keygen(team, 'team');
	await good(['keygen', '--as-second', '--output', team.at('team-second'), '--passphrase-file', team.at('second')]);
	const data = await released(t, team, 4);

	await bad(importing(team, data), /team\.key needs no second person: one person alone opens it; leave --second out\n$/);
	const imported = await good(importing(team, data, ALONE));

	assert.match(imported, /small: 4 imported/);
	assert.doesNotMatch(imported, /from here on one person/);
});

test('the second person can make a key on a computer of their own, and take part in several waves with it', PATIENT, async (t) => {
	const team = office(t);
	const own = office(t); // the second person's computer
	const said = await good(['keygen', '--as-second', '--output', own.at('jan'), '--passphrase-file', own.at('second')]);

	assert.ok(said.includes(idOf(own.at('jan.pub'))));
	fs.copyFileSync(own.at('jan.pub'), team.at('jan.pub'));
	await keygen(team, 'team', '--second-public', team.at('jan.pub'));
	await keygen(team, 'next', '--second-public', team.at('jan.pub'));
	assert.deepEqual(fs.readdirSync(team.directory).filter((name) => name.endsWith('.key')).sort(), ['next.key', 'team.key'], 'the second secret key never was here');
	const data = await released(t, team, 4);

	await bad(importing(team, data, ALONE), /needs two persons/);
	assert.match(await good(importing(team, data, { second: own.at('jan.key') })), /small: 4 imported/);
	await good(['rehearse', '--public', team.at('next.pub'), ...opening(team, { key: team.at('next.key'), second: own.at('jan.key') })]);
	// Somebody else's key, and a team's public key, are not taken.
	await good(['keygen', '--as-second', '--output', own.at('piet'), '--passphrase-file', own.at('second')]);
	const wrong = await bad(importing(team, data, { second: own.at('piet.key') }), /piet\.key \(id [0-9a-f-]+\) does not belong to .*team\.key, which needs the second person's key with id [0-9a-f-]+\n$/);

	assert.ok(wrong.stderr.includes(idOf(own.at('jan.pub'))) && wrong.stderr.includes(idOf(own.at('piet.pub'))), 'both ids are told');
	await bad(['keygen', '--output', team.at('third'), '--passphrase-file', team.at('first'), '--second-public', team.at('team.pub')], /team\.pub is the public key of a team, not of a second person/);
	assert.ok(!fs.existsSync(team.at('third.key')));
});

test('keygen for two persons refuses what would be one person, and never overwrites', PATIENT, async (t) => {
	const team = office(t);
	const making = ['keygen', '--output', team.at('team'), '--passphrase-file', team.at('first')];

	await bad([...making, '--second', '--second-passphrase-file', team.at('first')], /two persons need two different passphrases; nothing was written\n$/);
	await bad([...making, '--second', '--as-second'], /exclude each other/);
	await bad([...making, '--second', '--demo'], /needs no second person/);
	await bad([...making, '--second-passphrase-file', team.at('second')], /goes with --second only/);
	assert.deepEqual(fs.readdirSync(team.directory).sort(), ['first', 'second'], 'nothing was written');
	await twoPersons(team);
	const before = ['team.key', 'team-second.key'].map((name) => fs.readFileSync(team.at(name), 'utf8'));

	await bad([...making, '--second', '--second-passphrase-file', team.at('second')], /exists already; a key is never overwritten\n$/);
	fs.rmSync(team.at('team.key'));
	fs.rmSync(team.at('team.pub'));
	await bad([...making, '--second', '--second-passphrase-file', team.at('second')], /team-second\.key exists already/);
	assert.equal(fs.readFileSync(team.at('team-second.key'), 'utf8'), before[1]);
	assert.ok(!fs.existsSync(team.at('team.key')));
});

test('a server takes no second person\'s public key', async (t) => {
	const team = office(t);

	await good(['keygen', '--as-second', '--output', team.at('jan'), '--passphrase-file', team.at('second')]);
	const server = await launch(t, { questionnaires: ['small.yaml'], key: team.at('jan.pub') });

	assert.deepEqual(await server.ended, { code: 1, signal: null });
	assert.match(server.err, /jan\.pub is the public key of a second person, which no answer may be sealed to/);
});

test('a rehearsal says in plain words that it works, with id and day, and fails with whatever is wrong', PATIENT, async (t) => {
	const team = office(t);

	await twoPersons(team);
	await keygen(team, 'other');
	const said = await good(rehearsing(team));
	const today = new Date();
	const day = [today.getFullYear(), today.getMonth() + 1, today.getDate()].map((n) => String(n).padStart(2, '0')).join('-');

	assert.match(said, new RegExp(`^It works: a test box sealed to .*team\\.pub was opened on ${day}\\.$`, 'm'));
	assert.match(said, new RegExp(`^Key id: ${idOf(team.at('team.pub'))}$`, 'm'));
	assert.match(said, /^Persons needed: two$/m);
	assert.match(await good(['rehearse', '--public', team.at('other.pub'), ...opening(team, { key: team.at('other.key'), ...ALONE })]), /^Persons needed: one$/m);
	const failed = /^The rehearsal failed\. Do not start the wave with this key\.$/m;

	await bad(rehearsing(team, ALONE), failed);
	await bad(rehearsing(team, { 'second-passphrase-file': team.at('first') }), failed);
	await bad(rehearsing(team, { key: team.at('other.key'), ...ALONE }), /team\.pub \(id [0-9a-f-]+\) is not the public half of .*other\.key \(id [0-9a-f-]+\)\n$/);
	await bad(rehearsing(team, { key: team.at('gone.key') }), /gone\.key does not exist/);
});

test('damaged and swapped key files are told from a wrong passphrase, and a whole copy opens', PATIENT, async (t) => {
	const team = office(t);

	await twoPersons(team);
	for (const [name, option] of [['team.key', 'key'], ['team-second.key', 'second']]) {
		const whole = fs.readFileSync(team.at(name), 'utf8');
		const file = JSON.parse(whole);
		const damaged = {
			'cut off': whole.slice(0, -20),
			empty: '',
			'one character of the secret': JSON.stringify({ ...file, secret: (file.secret[0] === 'A' ? 'B' : 'A') + file.secret.slice(1) }),
			'another id': JSON.stringify({ ...file, id: '0123-4567-89ab-cdef' }),
			'a member less': JSON.stringify({ ...file, salt: undefined }),
			'a member more': JSON.stringify({ ...file, extra: 1 }),
			'no JSON': 'hallo\n',
			'zeros, as after a power cut': '\0'.repeat(whole.length),
		};

		for (const [what, content] of Object.entries(damaged)) {
			fs.writeFileSync(team.at('copy.key'), content);
			const done = await bad(rehearsing(team, { [option]: team.at('copy.key') }), /copy\.key is (damaged|not a survey secret key)/);

			assert.ok(!/passphrase/.test(done.stderr), `${name}, ${what}: ${done.stderr}`);
		}
		fs.writeFileSync(team.at('copy.key'), JSON.stringify({ ...file, version: 9 }));
		await bad(rehearsing(team, { [option]: team.at('copy.key') }), /copy\.key was written by a newer version/);
		fs.writeFileSync(team.at('copy.key'), whole);
		await good(rehearsing(team, { [option]: team.at('copy.key') }));
	}
	// The two files in each other's place, and a public key in the place of a secret one.
	await bad(rehearsing(team, { key: team.at('team-second.key'), second: team.at('team.key') }), /is the key of a second person/);
	await bad(rehearsing(team, { key: team.at('team.pub') }), /team\.pub is not a survey secret key/);
	await bad(['rehearse', '--public', team.at('team-second.pub'), ...opening(team)], /is the public key of a second person/);
});

test('a new wave has a new key: what was pooled before is released and opened under its own key', PATIENT, async (t) => {
	const team = office(t);

	await keygen(team, 'spring');
	await keygen(team, 'autumn');
	const spring = await start(t, team, 'spring.pub');

	await answer(spring, 5);
	await spring.stop();
	const autumn = await start(t, team, 'autumn.pub', spring.data);

	await answer(autumn, 7);
	await autumn.stop();
	await release(spring.data);
	const { stdout: status } = await survey(['status', '--data', spring.data]);

	for (const [name, count] of [['spring', 5], ['autumn', 7]]) assert.match(status, new RegExp(`^small  key ${idOf(team.at(`${name}.pub`))}  released ${count} in`, 'm'));
	const keys = await sql(spring.data, 'SELECT lower(hex(key_id)), sum(count) AS boxes FROM batch GROUP BY key_id ORDER BY boxes');
	const bare = (name) => idOf(team.at(name)).replaceAll('-', '');

	assert.equal(keys, `${bare('spring.pub')}|5\n${bare('autumn.pub')}|7`, 'every batch carries the id of its own key');
	for (const [name, own, other, others] of [['spring', 5, 'autumn', 7], ['autumn', 7, 'spring', 5]]) {
		const told = await analysis(importing(team, spring.data, { key: team.at(`${name}.key`), ...ALONE }));

		assert.match(told.stdout, new RegExp(`^small: ${own} imported, 0 known already$`, 'm'));
		assert.match(told.stderr, new RegExp(`this key \\(id ${idOf(team.at(`${name}.pub`))}\\) does not open these boxes \\(id ${idOf(team.at(`${other}.pub`))}\\): ${others} left as they are`));
		assert.equal(told.code, 1, 'boxes that were left are no success');
	}
	// Both keys after each other make one study of all.
	const study = ['--study', team.at('both'), '--passphrase-file', team.at('first'), spring.data];

	await analysis(['import', '--key', team.at('spring.key'), ...study]);
	assert.match((await analysis(['import', '--key', team.at('autumn.key'), ...study])).stdout, /small: 7 imported/);
});

test('a page that was opened before the key was changed is refused, for its box would open with neither key', PATIENT, async (t) => {
	const team = office(t);

	await keygen(team, 'spring');
	await keygen(team, 'autumn');
	const spring = await start(t, team, 'spring.pub');
	const old = await form(spring);
	const sent = await form(spring);

	assert.equal((await postBox(spring, sent, 'op tijd')).headers.location, '/nl/small/thanks', 'in time it is kept (control)');
	await spring.stop();
	const autumn = await start(t, team, 'autumn.pub', spring.data);
	const refused = await postBox(autumn, old, 'te laat');

	assert.equal(refused.status, 409);
	assert.match(page.heading(refused.body), /veranderd/);
	// Answers that the server seals go to its own key, whatever page they come from; a mistake is shown on a new page.
	const plain = { definition: old.definition, nonce: old.nonce };
	const again = await autumn.post('/nl/small', plain);

	assert.equal(again.status, 422);
	assert.equal((await postBox(autumn, { ...(await form(autumn)), nonce: page.nonce(again.body) }, 'opnieuw')).headers.location, '/nl/small/thanks', 'a page that was shown again is one of the new key');
	assert.equal((await autumn.post('/nl/small', { ...plain, one: 'zonder script' })).headers.location, '/nl/small/thanks');
	await autumn.stop();
	await release(spring.data);
	for (const [name, boxes] of [['spring', 1], ['autumn', 2]]) {
		const told = await analysis(importing(team, spring.data, { key: team.at(`${name}.key`), ...ALONE }));

		assert.match(told.stdout, new RegExp(`^small: ${boxes} imported, 0 known already$`, 'm'), name);
		assert.doesNotMatch(told.stdout, /^batch/m, `${name}: every box of a batch opens with the key that it names`);
	}
});

test('a destroyed key opens nothing any more, and there is a record of it', PATIENT, async (t) => {
	const team = office(t);

	await keygen(team, 'team');
	const data = await released(t, team, 4);
	const id = idOf(team.at('team.pub'));
	const secret = JSON.parse(fs.readFileSync(team.at('team.key'), 'utf8')).secret;

	assert.match(await good(['import', '--study', team.at('study'), ...opening(team, ALONE), data]), /small: 4 imported/, 'it worked before (control)');
	fs.copyFileSync(team.at('team.key'), team.at('copy.key'));
	fs.linkSync(team.at('team.key'), team.at('same-bytes'));
	fs.linkSync(team.at('study'), team.at('same-study'));
	assert.ok(fs.readFileSync(team.at('same-bytes'), 'utf8').includes(secret), 'the search finds the secret (control)');
	const size = fs.statSync(team.at('study')).size;
	const said = await good(['destroy', '--key', team.at('team.key'), '--study', team.at('study'), '--role', 'onderzoeker', '--yes', id]);

	assert.match(said, /^- Copies and backups of these files/m, 'it says what it cannot do');
	assert.ok(!fs.existsSync(team.at('team.key')) && !fs.existsSync(team.at('study')));
	await bad(importing(team, data, ALONE), new RegExp(`the key file .*team\\.key \\(id ${id}\\) was destroyed on \\d{4}-\\d\\d-\\d\\d: without a copy of it nobody can open`));
	await bad(rehearsing(team, ALONE), /was destroyed on/);
	await bad(['tally', '--study', team.at('study'), '--by', 'audience', '--passphrase-file', team.at('first')], /study/);

	// What stood on the disk under the same inode is overwritten, not only unlinked.
	assert.ok(!fs.readFileSync(team.at('same-bytes')).includes(secret));
	assert.equal(fs.statSync(team.at('same-study')).size, size);
	assert.ok(!fs.readFileSync(team.at('same-study')).includes('survey study'));
	await bad(importing(team, data, { key: team.at('same-bytes'), ...ALONE }), /same-bytes is not a survey secret key, or it is damaged/);

	const text = fs.readFileSync(team.at('team.key.destroyed.json'), 'utf8');
	const record = JSON.parse(text);

	assert.equal(record.state, 'destroyed');
	assert.equal(record.key, id);
	assert.equal(record.by, 'onderzoeker');
	assert.match(record.day, /^\d{4}-\d\d-\d\d$/);
	assert.deepEqual(record.files.map(({ name, what, 'other names': names }) => [name, what, names]), [['team.key', 'key file', 1], ['study', 'study', 1]]);
	assert.ok(!text.includes(secret) && !text.includes(FIRST) && !text.includes(team.directory), 'no secret and no path');
	assert.ok(!/\d\d:\d\d/.test(text), 'no time finer than a day');
	// And what the record says it does not cover is true: a copy still opens.
	assert.match(await good(importing(team, data, { key: team.at('copy.key'), ...ALONE })), /small: 4 imported/);
});

test('of two persons\' keys it is enough to destroy one', PATIENT, async (t) => {
	const team = office(t);

	await twoPersons(team);
	await good(rehearsing(team));
	await good(['destroy', '--key', team.at('team-second.key'), '--yes', idOf(team.at('team-second.pub'))]);
	await bad(rehearsing(team), /team-second\.key \(id [0-9a-f-]+\) was destroyed on/);
	const record = JSON.parse(fs.readFileSync(team.at('team-second.key.destroyed.json'), 'utf8'));

	assert.deepEqual([record.kind, record.by], ["second person's key", null]);
});

test('destroy touches nothing without the right id, and nothing that is no key or no study', PATIENT, async (t) => {
	const team = office(t);

	await keygen(team, 'team');
	const whole = fs.readFileSync(team.at('team.key'), 'utf8');
	const id = idOf(team.at('team.pub'));
	const destroy = (...rest) => ['destroy', '--key', team.at('team.key'), ...rest];

	fs.writeFileSync(team.at('letter'), 'Beste Jan,\n');
	fs.symlinkSync(team.at('team.key'), team.at('link.key'));
	await bad(destroy('--yes', '0123-4567-89ab-cdef'), new RegExp(`the id of .*team\\.key is ${id}, not what --yes says; nothing was destroyed\n$`));
	await bad(destroy('--yes', ''), /nothing was destroyed/);
	await bad(destroy('--study', team.at('letter'), '--yes', id), /letter is not a study; nothing was destroyed\n$/);
	await bad(destroy('--study', team.at('gone'), '--yes', id), /gone/);
	await bad(['destroy', '--key', team.at('letter'), '--yes', id], /letter is not a survey secret key/);
	await bad(['destroy', '--key', team.at('team.pub'), '--yes', id], /team\.pub is not a survey secret key/);
	await bad(['destroy', '--key', team.at('link.key'), '--yes', id], /link\.key is a symbolic link: name the file itself\n$/);
	fs.writeFileSync(team.at('team.key.destroyed.json'), 'an older record\n');
	await bad(destroy('--yes', id), /team\.key\.destroyed\.json exists already/);
	fs.rmSync(team.at('team.key.destroyed.json'));
	assert.equal(fs.readFileSync(team.at('team.key'), 'utf8'), whole);
	assert.equal(fs.readFileSync(team.at('letter'), 'utf8'), 'Beste Jan,\n');
	assert.ok(!fs.readdirSync(team.directory).some((name) => name.endsWith('.json')), 'no record of what did not happen');
	await good(destroy('--yes', id));
	assert.ok(!fs.existsSync(team.at('team.key')), 'and with the right id it is destroyed (control)');
});
