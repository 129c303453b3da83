// SPDX-License-Identifier: EUPL-1.2
//
// Goal: a file of vectors, made by fastText's own program, makes groups see that two words mean the same; it is never needed, gives
// the same every time, and one that is not whole is refused with its line.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import zlib from 'node:zlib';

import { analysis, demoKey, temporary, until } from '../support/server.mjs';
import { copyStudy, enter, launchWorkbench, makeStudy, proposals, startWorkbench } from '../support/workbench.mjs';

/** Two ways to say one thing, without a word in common, and another thing. */
const STORIES = ['Fiets geleend', 'Rijwiel gepakt', 'Brommer meegenomen', 'Soep gekookt', 'Stamppot bereid', 'Pannenkoek gebakken'];

/** Sentences in which words of one thing stand side by side. */
function corpus() {
	const things = [['fiets', 'rijwiel', 'brommer', 'geleend', 'gepakt', 'meegenomen'], ['soep', 'stamppot', 'pannenkoek', 'gekookt', 'bereid', 'gebakken']];
	let state = 1;
	const next = (most) => {
		state = (state * 1103515245 + 12345) % 2147483648;
		return Math.floor((state / 2147483648) * most);
	};

	return Array.from({ length: 4000 }, () => {
		const words = things[next(2)];

		return Array.from({ length: 8 }, () => words[next(words.length)]).join(' ');
	}).join('\n');
}

describe('vectors of words', () => {
	const suite = { after: (undo) => process.on('exit', undo) };
	const directory = temporary(suite, 'vectors');
	const file = (name) => path.join(directory, name);
	let study, passphrase;

	const group = (...args) => analysis(['group', '--study', study, '--passphrase-file', passphrase, '--kind', 'olifantenpaadje', '--json', ...args]);
	const groups = async (...args) => {
		const done = await group(...args);

		assert.equal(done.code, 0, done.stderr);
		return done.stdout.trim().split('\n').filter(Boolean).map((line) => JSON.parse(line));
	};

	before(async (t) => {
		study = await makeStudy({ after: (undo) => process.on('exit', undo), ...t }, STORIES);
		passphrase = (await demoKey()).passphrase;
		fs.writeFileSync(file('corpus.txt'), corpus());
		execFileSync('fasttext', ['skipgram', '-input', file('corpus.txt'), '-output', file('made'), '-dim', '16', '-epoch', '5', '-minCount', '1', '-thread', '1', '-bucket', '1000', '-maxn', '0'], { stdio: 'ignore' });
	});

	test('what means the same makes a finding likelier, the same every time, gzipped or not', async () => {
		assert.deepEqual(await groups(), [], 'without vectors nothing is alike (control)');
		const mentions = (await analysis(['code', '--study', study, '--passphrase-file', passphrase, '--json', 'list'])).stdout.trim().split('\n').map((line) => JSON.parse(line));
		const of = (text) => mentions.find((one) => one.text === text).id;
		const decide = async (...args) => {
			const done = await analysis(['finding', '--study', study, '--passphrase-file', passphrase, '--coder', 'anna', ...args]);

			assert.equal(done.code, 0, done.stderr);
			return done.stdout.trim();
		};
		const cooking = await decide('new', 'olifantenpaadje', 'Koken');
		const riding = await decide('new', 'olifantenpaadje', 'Rijden');

		await decide('join', cooking, of('Soep gekookt'), of('Stamppot bereid'));
		await decide('join', riding, of('Fiets geleend'), of('Rijwiel gepakt'));
		for (const [text, finding] of [['Brommer meegenomen', riding], ['Pannenkoek gebakken', cooking]]) {
			const rank = async (...args) => groups(...args, 'rank', of(text));
			const plain = await rank();
			const with_ = await rank('--vectors', file('made.vec'));

			assert.equal(plain[0].score, plain[1].score, 'by words both are as likely (control)');
			assert.equal(with_[0].finding, finding);
			assert.ok(with_[0].score > with_[1].score + 0.05, JSON.stringify(with_));
			assert.deepEqual(await rank('--vectors', file('made.vec')), with_);
			fs.writeFileSync(file('made.vec.gz'), zlib.gzipSync(fs.readFileSync(file('made.vec'))));
			assert.deepEqual(await rank('--vectors', file('made.vec.gz')), with_);
		}
	});

	test('the workbench reads it for what it proposes, and says why when it cannot', async (t) => {
		fs.copyFileSync(file('made.vec'), file('bench.vec'));
		const bench = await enter(await startWorkbench(t, copyStudy(t, study), { args: ['--vectors', file('bench.vec')] }));

		assert.doesNotMatch(await proposals(bench), /class="refusal"/);
		fs.truncateSync(file('bench.vec'), 300);
		assert.match(await proposals(bench, true), /class="refusal"/, 'it is read again (control)');
		const refused = await launchWorkbench(t, copyStudy(t, study), { args: ['--vectors', file('bench.vec')] });

		await until(() => refused.end, 'the end of the workbench');
		assert.match(refused.err, /bench\.vec:\d+: /);
	});

	test('a file that is not whole, or is another, is refused with its line, and nothing is made of it', async () => {
		const whole = fs.readFileSync(file('made.vec'));
		const refused = async (name, bytes, says) => {
			if (bytes) fs.writeFileSync(file(name), bytes);
			const done = await group('--vectors', file(name));

			assert.equal(done.code, 1, `${name} was not refused: ${done.stdout}`);
			assert.equal(done.stdout, '');
			assert.match(done.stderr, says);
		};

		await refused('half.vec', whole.subarray(0, whole.length / 2), /half\.vec:\d+: .*(cut off|not downloaded whole)/);
		await refused('half.vec.gz', zlib.gzipSync(whole).subarray(0, 500), /half\.vec\.gz:\d+: /);
		await refused('made.bin', null, /made\.bin:1: .*a \.bin file cannot be read/);
		await refused('none.vec', null, /none\.vec cannot be read/);
	});
});
