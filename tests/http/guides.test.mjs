// SPDX-License-Identifier: EUPL-1.2
//
// Goal: what the Dutch guides tell people to type exists: each command, each option of it, each picture and each page that they link to.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { analysis, ROOT, survey } from '../support/server.mjs';

const GUIDES = ['handleiding-programmateam.md', 'handleiding-rapport.md'];
const programs = { analysis, survey };

/** What a guide tells to type and does not exist, a line each; and how much there was to look at. */
async function wrong(text) {
	const found = [];
	let commands = 0;

	for (const [line, program, command] of text.matchAll(/\b(analysis|survey) ([a-z]+)( [^`\n]*)?/g)) {
		const help = await programs[program](['help', command]);

		commands++;
		if (help.code !== 0) found.push(`${program} has no ${command}`);
		for (const [option] of line.matchAll(/--[a-z-]+/g)) if (!help.stdout.includes(`  ${option}`)) found.push(`${program} ${command} has no ${option}`);
	}
	for (const [, target] of text.matchAll(/\]\(([^)#]+)\)/g)) if (!fs.existsSync(path.join(ROOT, 'docs', target))) found.push(`there is no ${target}`);
	return { found, commands };
}

for (const guide of GUIDES)
	test(`all that ${guide} tells to type and to look at exists`, async () => {
		const { found, commands } = await wrong(fs.readFileSync(path.join(ROOT, 'docs', guide), 'utf8'));

		assert.ok(commands > 4, `${commands} commands`);
		assert.deepEqual(found, []);
	});

test('what does not exist is noticed (positive control)', async () => {
	const { found } = await wrong('Typ `analysis report --study x --kleur rood` of `survey verzin x`. ![Beeld](pictures/geen.png)');

	assert.deepEqual(found, ['analysis report has no --kleur', 'survey has no verzin', 'there is no pictures/geen.png']);
});
