// SPDX-License-Identifier: EUPL-1.2
//
// Goal: what the team opens is what people answered: each once, without what they had filled in where nothing was asked
// any more. Through the real server, release, import and tally.

import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';

import * as page from '../support/page.mjs';
import { analysis, demoKey, emptyStudy, serve, survey, temporary } from '../support/server.mjs';

/** Sends each of these answers `times` times, with every form twice. */
async function send(server, times, all) {
	for (const answers of all)
		for (let i = 0; i < times; i++) {
			const fields = { ...page.carried((await server.get('/nl/hidden')).body), ...answers };

			assert.equal((await server.post('/nl/hidden', fields)).headers.location, '/nl/hidden/thanks');
			assert.equal((await server.post('/nl/hidden', fields)).headers.location, '/nl/hidden/received');
		}
}

test('answers to questions that were not asked are dropped before they are sealed', { timeout: 60000 }, async (t) => {
	const server = await serve(t, { questionnaires: ['hidden.yaml'] });
	const key = await demoKey();
	const study = emptyStudy(path.join(temporary(t, 'study'), 'study'));
	const passphrase = ['--passphrase-file', key.passphrase];

	await send(server, 6, [
		{ first: 'ja', second: 'hoog', third: ['x', 'y'] },
		{ first: 'nee', second: 'hoog', third: ['x', 'y'] }, // second hidden by first, third by second
		{ first: 'ja', second: 'laag', third: 'x' }, // third hidden by second
	]);
	const nothing = { ...page.carried((await server.get('/nl/hidden')).body), second: 'hoog', third: 'x' };

	assert.equal((await server.post('/nl/hidden', nothing)).status, 422, 'only answers that are not asked for: nothing is answered');
	await server.stop();
	assert.equal((await survey(['release', '--data', server.data, '--closing'])).stdout, 'released: 18\n');
	const imported = await analysis(['import', '--key', key.secret, '--study', study, ...passphrase, server.data]);

	assert.equal(imported.code, 0, imported.stderr);
	const count = async (question) => {
		const told = await analysis(['tally', '--study', study, '--by', `hidden:${question}`, '--k', '3', '--format', 'json', ...passphrase]);

		assert.equal(told.code, 0, told.stderr);
		return Object.fromEntries(JSON.parse(told.stdout).cells.map((cell) => [cell.at[0], cell.count]));
	};
	const { ja, nee } = await count('first');

	assert.deepEqual({ ja, nee }, { ja: 12, nee: 6 }, 'what was asked is there (positive control)');
	const { laag, hoog } = await count('second');

	assert.deepEqual({ laag, hoog }, { laag: 6, hoog: 6 }, 'without the six that were hidden');
	const { x, y } = await count('third');

	assert.deepEqual({ x, y }, { x: 6, y: 6 });
});
