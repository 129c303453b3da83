// SPDX-License-Identifier: EUPL-1.2
//
// What the team of the demo decides, as a script for `analysis code script`: the labels of the invented answers as tags, the labelled
// items as findings, and what released.txt says is released. Usage: node decide.mjs ANSWERS RELEASED < `analysis code list --json`

import fs from 'node:fs';

const [answersFile, releasedFile] = process.argv.slice(2);
const lines = (text) => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
const [header, ...rows] = lines(fs.readFileSync(answersFile, 'utf8')).map((line) => line.split('\t'));
const answers = rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i]])));
const released = lines(fs.readFileSync(releasedFile, 'utf8')).map((line) => line.split(' '));
const mentions = new Map(lines(fs.readFileSync(0, 'utf8')).map((line) => JSON.parse(line)).map((one) => [one.text, one]));

const mentionOf = (answer) => mentions.get(answer.text) ?? fail(`there is no mention of ${answer.id}`);
const tagsOf = ({ domains, categories }) => `${domains},${categories}`.split(',').map((tag) => tag.replace('_', '-'));
const write = (...wishes) => console.log(JSON.stringify(wishes));

function fail(why) {
	throw new Error(why);
}

/** Where in the story, as the team's places are written. */
const placeOf = (answer, part) => `what:${part ?? `0-${[...answer.text].length}`}`;

/** Whether a mark ("what:4-12") lies in a place. */
function overlaps(mark, place) {
	const [[from, to], [first, last]] = [mark, place].map((one) => one.split(':')[1].split('-').map(Number));

	return mark.split(':')[0] === place.split(':')[0] && from < last && first < to;
}

for (const answer of answers) {
	const { id: subject } = mentionOf(answer);

	write(
		...tagsOf(answer).map((part) => ({ kind: 'tag', subject, part, value: 'yes' })),
		{ kind: 'member', subject, part: '', value: answer.item },
	);
}

for (const [what, id, part] of released)
	if (what === 'quote') {
		const answer = answers.find((one) => one.id === id) ?? fail(`there is no answer ${id}`);
		const { id: subject, marks } = mentionOf(answer);
		const place = placeOf(answer, part);

		/* Nothing personal stands in these by the labels: what looks like it was read, and stays. */
		if (answer.pii !== '-') fail(`${id} has personal data in it`);
		write({ kind: 'check', subject, part: 'what', value: 'yes' });
		for (const mark of marks ?? [])
			if (overlaps(mark.place, place)) write({ kind: 'mark', subject, part: mark.place, value: 'keep' });
		write({ kind: 'quote', subject, part: place, value: 'released' });
	}

for (const [what, subject] of released) if (what === 'finding') write({ kind: 'finding', subject, part: 'release', value: 'released' });
