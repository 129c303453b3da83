// SPDX-License-Identifier: EUPL-1.2
//
// Goal: the browser's script reads a card's code exactly as the server does.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { halves, readCode } from '../../survey/script/ticket.mjs';
import { FIXTURES } from '../support/server.mjs';

const vectors = JSON.parse(fs.readFileSync(path.join(FIXTURES, 'ticket-vectors.json'), 'utf8'));

for (const { name, typed, outcome, code, a, b } of vectors)
	test(`a code ${name}`, () => {
		const read = readCode(typed);

		assert.equal(read, outcome === 'good' ? code : null);
		if (read !== null) assert.deepEqual(halves(read), { half: a, inside: b });
	});
