// SPDX-License-Identifier: EUPL-1.2
//
// Goal: what `survey export` writes is an XLSForm by the rules of XLSForm, as an independent reading of them has it
// (tests/support/xlsform.mjs), for every questionnaire that we ship and those of the tests. The controls: each rule is broken in turn, and that is said.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { FIXTURES, ROOT, SHIPPED, survey, temporary } from '../support/server.mjs';
import { problemsOf } from '../support/xlsform.mjs';

const all = [SHIPPED, FIXTURES].flatMap((directory) =>
	fs.readdirSync(directory).filter((name) => name.endsWith('.yaml')).map((name) => path.join(directory, name))
);

test('what is exported is an XLSForm', async (t) => {
	const directory = temporary(t, 'xlsform');
	const forms = all.map((file) => path.join(directory, path.basename(file, '.yaml')));

	// Beside the tag sets and recordings that some of them have.
	for (const [from, name] of [[SHIPPED, 'tagsets'], [FIXTURES, 'recordings']]) fs.cpSync(path.join(from, name), path.join(directory, name), { recursive: true });
	for (const [i, file] of all.entries()) {
		fs.copyFileSync(file, `${forms[i]}.yaml`);
		const made = await survey(['export', `${forms[i]}.yaml`, '--output', `${forms[i]}.xlsx`]);

		assert.equal(made.code, 0, made.stderr);
	}
	const read = execFileSync('/usr/bin/python3', [path.join(ROOT, 'tests/support/workbook.py'), 'read-all', ...forms.map((form) => `${form}.xlsx`)], { maxBuffer: 1 << 26 });

	for (const [i, sheets] of JSON.parse(read.toString()).entries()) assert.deepEqual(problemsOf(sheets), [], all[i]);
	assert.ok(all.length > 15);
});

/** A form by the rules, and ways to break it: [what is said, what is changed]. */
const GOOD = {
	survey: [
		['type', 'name', 'label::Nederlands (nl)', 'hint::Nederlands (nl)', 'required', 'relevant', 'constraint', 'appearance', 'parameters'],
		['note', 'begin', 'Welkom', '', '', '', '', '', ''],
		['select_one ja_nee', 'a', 'Eerst?', '', 'yes', '', '', '', ''],
		['text', 'b', 'Je zei ${a}. Waarom?', '', '', "${a} = 'ja' and not(${a} = 'nee')", 'string-length(.) <= 40', 'multiline', 'rows=3'],
		['begin_group', 'g', 'Groep', '', '', '', '', '', ''],
		['integer', 'c', 'Hoeveel?', '', '', "selected(${a}, 'ja')", '. >= 0 and . <= 10', '', ''],
		['end_group', '', '', '', '', '', '', '', ''],
	],
	choices: [['list_name', 'name', 'label::Nederlands (nl)'], ['ja_nee', 'ja', 'Ja'], ['ja_nee', 'nee', 'Nee']],
	settings: [['form_title', 'form_id', 'default_language'], ['Proef', 'proef', 'Nederlands (nl)']],
};

const broken = [
	[/no sheet "survey"/, (form) => delete form.survey],
	[/unknown sheet "extra"/, (form) => (form.extra = [])],
	[/survey: no column "name"/, (form) => (form.survey[0][1] = 'hint')],
	[/choices: no column "list_name"/, (form) => (form.choices[0][0] = 'last')],
	[/survey: unknown column "relevance"/, (form) => (form.survey[0][5] = 'relevance')],
	[/a column stands there twice/, (form) => (form.survey[0][3] = 'label::Nederlands (nl)')],
	[/names no language/, (form) => (form.survey[0][2] = 'label::Nederlands')],
	[/survey:4: unknown type "longtext"/, (form) => (form.survey[3][0] = 'longtext')],
	[/survey:3: there is no list "ja-nee"/, (form) => (form.survey[2][0] = 'select_one ja-nee')],
	[/survey:3: there is no list "undefined"/, (form) => (form.survey[2][0] = 'select_one')],
	[/choices: nobody asks for ja_nee/, (form) => (form.survey[2][0] = 'text')],
	[/survey:4: "2b" is no name/, (form) => (form.survey[3][1] = '2b')],
	[/survey:4: "a" is there already/, (form) => (form.survey[3][1] = 'a')],
	[/survey:2: no label/, (form) => (form.survey[1][2] = ' ')],
	[/choices:3: no label/, (form) => (form.choices[2][2] = '')],
	[/choices:3: "ja" stands twice in ja_nee/, (form) => (form.choices[2][1] = 'ja')],
	[/choices:2: "ja ja" is no name of a choice/, (form) => (form.choices[1][1] = 'ja ja')],
	[/survey:7: end_repeat ends no repeat/, (form) => (form.survey[6][0] = 'end_repeat')],
	[/survey: a group has no end/, (form) => form.survey.pop()],
	[/survey:7: end_group ends no group/, (form) => form.survey.splice(4, 1, ['text', 'x', 'X', '', '', '', '', '', ''])],
	[/survey:6: there is nothing in this group/, (form) => form.survey.splice(5, 1)],
	[/survey:3: \$\{b\} is no earlier question/, (form) => (form.survey[2][5] = "${b} = 'x'")],
	[/survey:4: \$\{nobody\} is no earlier question/, (form) => (form.survey[3][2] = 'Je zei ${nobody}')],
	[/survey:4: a quote is left open/, (form) => (form.survey[3][5] = "${a} = 'ja")],
	[/survey:4: parentheses do not match/, (form) => (form.survey[3][5] = "not(${a} = 'ja'")],
	[/survey:4: "is_empty\(\)" is no function/, (form) => (form.survey[3][5] = 'is_empty(${a}) = 1')],
	[/survey:4: "a" is neither a question nor a word/, (form) => (form.survey[3][5] = "a = 'ja'")],
	[/survey:4: "\." has no meaning here/, (form) => (form.survey[3][5] = ". = 'ja'")],
	[/survey:4: ".*" compares nothing/, (form) => (form.survey[3][5] = '${a}')],
	[/survey:3: required is "always"/, (form) => (form.survey[2][4] = 'always')],
	[/survey:4: parameters "3 rows"/, (form) => (form.survey[3][8] = '3 rows')],
	[/settings: "de proef" is no id/, (form) => (form.settings[1][1] = 'de proef')],
	[/settings: no labels are in "English \(en\)"/, (form) => (form.settings[1][2] = 'English (en)')],
	[/settings: there is not one row/, (form) => form.settings.pop()],
];

describe('the controls', () => {
	test('the form that the others are made of breaks no rule', () => assert.deepEqual(problemsOf(GOOD), []));
	for (const [said, spoil] of broken)
		test(`${said.source}`, () => {
			const form = structuredClone(GOOD);

			spoil(form);
			assert.match(problemsOf(form).join('\n'), said);
		});
});
