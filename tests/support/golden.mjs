// SPDX-License-Identifier: EUPL-1.2
//
// Compares what a program wrote with what was found right before. UPDATE_GOLDEN=1 writes it down anew; then read the
// difference before you commit it.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

import { ROOT } from './server.mjs';

export const GOLDEN = path.join(ROOT, 'tests/golden');

export function compare(name, text) {
	const file = path.join(GOLDEN, name);

	if (process.env.UPDATE_GOLDEN) fs.writeFileSync(file, text);
	assert.ok(fs.existsSync(file), `${name} is not there; UPDATE_GOLDEN=1 makes it`);
	assert.equal(text, fs.readFileSync(file, 'utf8'), `${name} differs; UPDATE_GOLDEN=1 renews it`);
}
