// SPDX-License-Identifier: EUPL-1.2
//
// Whether every number in the demo's report, or on its page for who took part, is right. Then the control: each digit of the report is changed in turn, and that must be
// noticed. CONTROL=all changes every digit, which takes minutes; else one in STEP is. Usage: node main.mjs REPORT.html

import fs from 'node:fs';

import { check } from './report.mjs';

const file = process.argv[2];
const html = fs.readFileSync(file, 'utf8');
const { problems, numbers } = check(html);

problems.forEach((problem) => console.error(`${file}: ${problem}`));

/** Where digits stand that people see: in text, not in tags or styles. */
function* digits(text) {
	const body = text.indexOf('<body');
	let inTag = false;

	for (let i = body; i < text.length; i++) {
		if (text[i] === '<') inTag = true;
		else if (text[i] === '>') inTag = false;
		else if (!inTag && /\d/.test(text[i]) && !/&#\d*$/.test(text.slice(Math.max(0, i - 6), i))) yield i;
	}
}

const STEP = process.env.CONTROL === 'all' ? 1 : 29;
let unseen = 0;
let changed = 0;

if (problems.length === 0)
	for (const at of [...digits(html)].filter((_, i) => i % STEP === 0)) {
		changed++;
		if (check(html.slice(0, at) + ((Number(html[at]) + 1) % 10) + html.slice(at + 1)).problems.length === 0) {
			unseen++;
			console.error(`${file}: nobody notices another digit here: …${html.slice(at - 60, at + 20)}…`);
		}
	}
console.log(`${file}: ${numbers} numbers equal the independent count or stand as written; ${changed} changed digits, ${unseen} unnoticed; ${problems.length} wrong`);
process.exitCode = problems.length > 0 || unseen > 0 || numbers === 0 ? 1 : 0;
