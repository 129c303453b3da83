// SPDX-License-Identifier: EUPL-1.2
//
// mutations.mjs BUILD [PATTERN]: takes away one control of anonymity at a time (those whose name matches) in a copy of the source
// below BUILD/mutations, builds what that touches, and runs the one test that must notice. Prints a table; ends with 1 when a
// test did not notice, when a test fails without any change, or when a control is no longer where the list says.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { controls } from './controls.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const [build, pattern = ''] = process.argv.slice(2);
const TREE = path.resolve(build, 'mutations/tree');

/** A copy with the objects that are built already, so that make builds only what changes. */
function copyTree() {
	fs.rmSync(TREE, { recursive: true, force: true });
	fs.mkdirSync(path.join(TREE, 'build'), { recursive: true });
	const copy = (name, to = name) => {
		if (fs.existsSync(path.resolve(ROOT, name))) run('cp', ['-a', path.resolve(ROOT, name), path.join(TREE, to)], ROOT);
	};

	for (const name of ['Makefile', 'include', 'survey', 'analysis', 'questionnaires', 'docs']) copy(name);
	fs.mkdirSync(path.join(TREE, 'tests'));
	for (const name of fs.readdirSync(path.join(ROOT, 'tests'))) if (name !== 'node_modules') copy(`tests/${name}`);
	for (const name of ['obj', 'gen', 'bin']) copy(path.join(build, name), `build/${name}`);
}

function run(program, args, cwd = TREE, env = {}) {
	const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8', timeout: 400000, maxBuffer: 1 << 28, env: { ...process.env, SURVEY_BIN: undefined, ANALYSIS_BIN: undefined, ...env } });

	if (error !== undefined && error.code !== 'ETIMEDOUT') throw error;
	return { good: status === 0, text: stdout + stderr };
}

const make = (...targets) => run('make', ['--no-print-directory', '-j2', ...targets]);

/** Builds and runs a test: 'passes', 'fails' (this very test), or what else happened. */
function outcomeOf({ kind, program, file, name }) {
	const built = kind === 'unit' ? make(`build/bin/unit/${program}`) : make('programs');

	if (!built.good) return `does not build: ${built.text.slice(-600)}`;
	const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	const { good, text } = kind === 'unit' ? run(`build/bin/unit/${program}`, [], TREE, { ONLY: name }) : run('node', ['--test', '--test-reporter=tap', `--test-name-pattern=${escaped}`, `tests/http/${file}.test.mjs`]);
	const failed = kind === 'unit' ? new RegExp(`:[FE]:[^:]*:${name}:`) : new RegExp(`^ *not ok \\d+ - ${escaped}`, 'm');
	const ran = kind === 'unit' ? !/Checks: 0,/.test(text) : new RegExp(`ok \\d+ - ${escaped}`).test(text);

	if (!ran) return 'there is no such test';
	if (failed.test(text)) return 'fails';
	return good ? 'passes' : `another test fails: ${text.slice(-600)}`;
}

const nameOf = ({ kind, program, file, name }) => `${kind}/${program ?? file}: ${name}`;

/** Takes the control away, asks the test, and puts it back. */
function tryWithout({ file, from, to, test }) {
	const place = path.join(TREE, file);
	const source = fs.readFileSync(place, 'utf8');

	if (source.split(from).length !== 2) return `stands ${source.split(from).length - 1} times in ${file}: bring the list up to date`;
	fs.writeFileSync(place, source.replace(from, () => to));
	const outcome = outcomeOf(test);

	fs.writeFileSync(place, source);
	return outcome === 'fails' ? 'noticed' : outcome;
}

const wanted = controls.filter(({ control }) => new RegExp(pattern).test(control));
let bad = 0;
const tell = (outcome, good, what, test) => {
	bad += outcome === good ? 0 : 1;
	console.log(`${outcome.padEnd(8)} | ${what} | ${test}`);
};

const listed = fs.readFileSync(path.join(ROOT, 'tests/README.md'), 'utf8');

for (const { control } of controls)
	if (!listed.includes(`| ${control} |`)) {
		console.log(`tests/README.md does not list: ${control}`);
		bad++;
	}
copyTree();
console.log(`${wanted.length} controls. First their tests as everything is, then without each.`);
for (const test of new Map(wanted.map((one) => [nameOf(one.test), one.test])).values()) tell(outcomeOf(test), 'passes', 'nothing taken away', nameOf(test));
for (const one of wanted) tell(tryWithout(one), 'noticed', one.control, nameOf(one.test));
console.log(bad === 0 ? 'Every control has a test that notices when it is gone.' : `${bad} are not as they should be.`);
fs.rmSync(TREE, { recursive: true, force: true });
process.exit(bad === 0 ? 0 : 1);
