// SPDX-License-Identifier: EUPL-1.2
//
// Compares what `analysis priorities --format json` wrote with the votes, counted anew. Usage: node priorities-file.mjs FILE

import assert from 'node:assert/strict';
import fs from 'node:fs';

import * as mine from './priorities.mjs';
import { cards, votes } from './truth.mjs';

const said = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const table = (name) => said.tables.find((one) => one.name === name);
const order = table('order').rows.map(([, item]) => item);
const bands = [];

for (const [band, item, text] of table('order').rows) {
	(bands[band - 1] ??= []).push(item);
	assert.equal(text, cards.get(item).title);
}
assert.equal(said.people, votes.length, 'people');
assert.deepEqual(bands.map((band) => [...band].sort()), mine.schulze(votes), 'bands');
let numbers = 0;

for (const [number, item, ...values] of table('pairs').rows) {
	assert.equal(item, order[number - 1]);
	values.forEach((value, column) => {
		const other = order[column];
		const [over, under] = [mine.over(votes, item, other), mine.over(votes, other, item)];

		if (item === other) assert.equal(value, null);
		else if (!mine.shown(votes, item, other, said.threshold))
			assert.deepEqual(value, { suppressed: true, instead: over > under ? 'more' : over < under ? 'fewer' : 'equal' }, `${item}, ${other}`);
		else {
			assert.equal(value, over, `${item} before ${other}`);
			numbers++;
		}
	});
}
assert.deepEqual(table('minority').rows.map(([item]) => item), mine.minorities(votes, said.threshold), 'minorities');
assert.ok(numbers > 0 && bands.some((band) => band.length > 1) && table('minority').rows.length > 0, 'numbers, a tie and a minority are there');
console.log(`${process.argv[2]}: ${bands.length} bands, ${numbers} numbers of pairs and ${table('minority').rows.length} minority equal the independent count`);
