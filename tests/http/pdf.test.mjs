// SPDX-License-Identifier: EUPL-1.2
//
// Goal: `analysis report --pdf` makes of a report a PDF that a screen reader can follow, by the real Chromium, and leaves nothing
// behind: not while it runs, not when it is killed in the middle, not when it fails.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';

import * as pdf from '../support/pdf.mjs';
import { ANALYSIS, analysis, demoKey, temporary, until } from '../support/server.mjs';
import { makeStudy } from '../support/workbench.mjs';

process.setMaxListeners(50);

const suite = { after: (undo) => process.on('exit', undo) };
const WORD = 'tochtpantoffel'; // in what people wrote, and nowhere else
const stories = Array.from({ length: 40 }, (_, i) => `We gaan er zelf langs, met een ${WORD}, en dat is verhaal ${i}.`);

/** A directory in memory for the browser's files, and who uses it. */
function memory(t) {
	const directory = fs.mkdtempSync('/dev/shm/survey-pdf-');

	t.after(() => fs.rmSync(directory, { recursive: true, force: true }));
	return directory;
}

/** All processes that were started with this text. */
const processes = (text) =>
	fs.readdirSync('/proc').filter((id) => /^\d+$/.test(id)).filter((id) => {
		try {
			return fs.readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(text);
		} catch {
			return false;
		}
	});

/** How many files are below a directory now, and those that hold the word. */
function look(directory) {
	const needles = [Buffer.from(WORD, 'utf8'), Buffer.from(WORD, 'utf16le')];
	const seen = { files: 0, telling: [] };

	let names = [];
	try {
		names = fs.readdirSync(directory, { recursive: true });
	} catch {} // it changes while it is read
	for (const name of names) {
		try {
			const content = fs.readFileSync(path.join(directory, name));

			seen.files++;
			if (needles.some((needle) => content.includes(needle))) seen.telling.push(name);
		} catch {} // a directory, a socket, or gone again
	}
	return seen;
}

describe('pdf', () => {
	let study, passphrase, made;

	const command = (directory, ...args) => ['report', '--study', study, '--passphrase-file', passphrase,
		'--output', path.join(directory, 'report.html'), '--pdf', path.join(directory, 'report.pdf'), ...args];

	before(async () => {
		study = await makeStudy(suite, stories);
		passphrase = (await demoKey()).passphrase;
		const opened = ['--study', study, '--passphrase-file', passphrase];
		const listed = await analysis(['code', ...opened, 'list', '--json', '--limit', '1']);
		const released = await analysis(['code', ...opened, '--coder', 'anna', 'release', JSON.parse(listed.stdout).id]);

		assert.equal(released.code, 0, released.stderr); // so that the report has a word that a person wrote
		made = temporary(suite, 'pdf');
		const done = await analysis(command(made));

		assert.equal(done.code, 0, done.stderr);
	});

	test('the PDF has the headings of the report, its tables with their header cells, and page numbers', async () => {
		const file = path.join(made, 'report.pdf');
		const html = fs.readFileSync(path.join(made, 'report.html'), 'utf8').replace(/<nav.*?<\/nav>/s, '');
		const elements = await pdf.structure(file);
		const of = (type) => elements.filter((one) => one.type === type);
		const { Title, Tagged, Pages, 'Page size': size } = await pdf.about(file);

		assert.equal(Tagged, 'yes');
		assert.match(size, /A4/);
		assert.equal(Title, /<title>(.*)<\/title>/.exec(html)[1].replaceAll('&amp;', '&'));
		for (const level of ['1', '2', '3']) assert.deepEqual(of(`H${level}`).map((one) => one.text), pdf.texts(html, `h${level}`), `h${level}`);
		assert.deepEqual(await pdf.outline(file), pdf.texts(html, 'h[1-6]'), 'the outline');
		assert.equal(of('Table').length, html.match(/<table/g).length);
		/* The style sheet makes a capital of the first letter; a header row is repeated where its table goes on on another page. */
		const once = (text) => text.toLowerCase().replace(/^(.+?)\1+$/, '$1');

		assert.deepEqual(of('TH').map((one) => once(one.text)), pdf.texts(html, 'th').map(once));
		assert.ok(of('TH').length > 5);
		assert.deepEqual(of('TH').map((one) => one.attributes.Scope), [...html.matchAll(/<th [^>]*?scope="(\w+)"/g)].map(([, scope]) => ({ col: '/Column', row: '/Row' })[scope]));
		assert.deepEqual(of('TD').map((one) => one.text), pdf.texts(html, 'td'));
		const printed = await pdf.pages(file);

		assert.equal(printed.length, Number(Pages));
		printed.forEach((page, i) => assert.match(page, new RegExp(`(^|\\s)${i + 1} ?/ ?${Pages}\\s*$`), `page ${i + 1}`));
	});

	test('nothing of a page is lost: every paragraph and list entry of the report is in the PDF', async () => {
		const printed = (await pdf.structure(path.join(made, 'report.pdf')))[0].text;
		const html = fs.readFileSync(path.join(made, 'report.html'), 'utf8').replace(/<nav.*?<\/nav>|<a class="skip".*?<\/a>/gs, '');
		const missing = pdf.texts(html.replace(/<strong>.*?<\/strong>|<p class="scale">.*?<\/p>/gs, ''), 'p|dt|dd|caption|blockquote|figcaption').filter((text) => !printed.includes(text));

		assert.deepEqual(missing, []);
	});

	test('the same report gives the same bytes', async (t) => {
		const again = temporary(t, 'pdf-again');

		assert.equal((await analysis(command(again))).code, 0);
		for (const name of ['report.html', 'report.pdf']) assert.deepEqual(fs.readFileSync(path.join(again, name)), fs.readFileSync(path.join(made, name)), name);
	});

	test('only its owner may read it', () => {
		assert.equal(fs.statSync(path.join(made, 'report.pdf')).mode & 0o777, 0o600);
	});

	test('no file of the browser ever holds a word of what people wrote, and none is left', async (t) => {
		const place = memory(t);
		const directory = temporary(t, 'pdf-watched');
		const child = spawn(ANALYSIS, command(directory), { stdio: 'ignore', env: { ...process.env, XDG_RUNTIME_DIR: place } });
		const telling = [];
		let files = 0;
		let looks = 0;

		while (child.exitCode === null) {
			const seen = look(place);

			looks++;
			files = Math.max(files, seen.files);
			telling.push(...seen.telling);
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
		assert.equal(child.exitCode, 0);
		assert.ok(looks > 5 && files > 3, `${looks} looks, at most ${files} files: there was something to look at`);
		assert.deepEqual(telling, []);
		assert.deepEqual(fs.readdirSync(place), []);
		assert.ok(look(directory).telling.includes('report.html'), 'the word would be found (positive control)');
	});

	for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL'])
		test(`ended by ${signal} in the middle it leaves no process and no file`, async (t) => {
			const place = memory(t);
			const directory = temporary(t, 'pdf-killed');
			const child = spawn(ANALYSIS, command(directory), { stdio: 'ignore', env: { ...process.env, XDG_RUNTIME_DIR: place } });
			const ended = new Promise((resolve) => child.on('exit', (code, by) => resolve(by)));

			await until(() => fs.readdirSync(place).some((name) => fs.existsSync(path.join(place, name, 'Default'))), 'the browser at work');
			const [home] = fs.readdirSync(place);

			assert.equal(fs.statSync(path.join(place, home)).mode & 0o777, 0o700);
			assert.ok(processes(path.join(place, home)).length > 1, 'there are processes (positive control)');
			child.kill(signal);
			assert.equal(await ended, signal);
			await until(() => processes(path.join(place, home)).length === 0, 'the end of all processes');
			await until(() => fs.readdirSync(place).length === 0, 'the end of its files');
			assert.deepEqual(fs.readdirSync(directory), [], 'no half report');
		});

	test('without Chromium it is refused at once, and nothing is written or remembered as released', async (t) => {
		const directory = temporary(t, 'pdf-without');
		const before = fs.readFileSync(study);
		const empty = temporary(t, 'empty');
		const done = await analysis(command(directory), { env: { ...process.env, PATH: empty } });

		assert.equal(done.code, 1);
		assert.match(done.stderr, /install the package chromium/);
		assert.deepEqual(fs.readdirSync(directory), []);
		fs.writeFileSync(path.join(empty, 'chromium'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
		const broken = await analysis(command(directory), { env: { ...process.env, PATH: empty } });

		assert.equal(broken.code, 1);
		assert.match(broken.stderr, /the browser ended before it was done/);
		assert.deepEqual(fs.readdirSync(directory), []);
		assert.deepEqual(fs.readFileSync(study), before);
	});
});
