// SPDX-License-Identifier: EUPL-1.2
//
// Whether the printed report has pages that are nearly empty, which is how a heading, a note or the last row of a table looks that lost
// what it belongs to. The cover is one on purpose: that it is found shows that the others would be. Usage: node pages.mjs REPORT.pdf

import { execFileSync } from 'node:child_process';

const LEAST = 9; // lines, without the number of the page and the title at its top

const lines = (page) => page.split('\n').filter((line) => line.trim() !== '' && !/^\s*\d+ \/ \d+\s*$/.test(line)).length - 1;
const pages = execFileSync('pdftotext', ['-layout', process.argv[2], '-'], { encoding: 'utf8', maxBuffer: 1 << 26 }).split('\f').slice(0, -1);
const empty = pages.map((page, i) => ({ number: i + 1, lines: lines(page) })).filter((page) => page.lines < LEAST);
const found = empty.filter(({ number }) => number > 1);

for (const page of found) console.error(`${process.argv[2]}: page ${page.number} has ${page.lines} lines`);
console.log(`${process.argv[2]}: ${pages.length} pages, ${found.length} nearly empty but for the cover`);
if (found.length > 0 || empty.length === 0) process.exitCode = 1;
