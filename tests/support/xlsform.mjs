// SPDX-License-Identifier: EUPL-1.2
//
// The rules of XLSForm (xlsform.org, and what pyxform refuses) as a program that shares nothing with the one that writes such forms: it
// gets the cells of a workbook and says what is wrong with them. pyxform itself is no package of Debian 12.

const SURVEY_COLUMNS = ['type', 'name', 'label', 'hint', 'required', 'relevant', 'constraint', 'appearance', 'parameters'];
// XLSForm lets a sheet of choices have columns of one's own, for filters.
const OWN_CHOICE_COLUMNS = ['alone', 'no_opinion', 'last'];
const SETTINGS_COLUMNS = ['form_title', 'form_id', 'default_language'];
const PLAIN_TYPES = ['note', 'text', 'integer', 'decimal', 'date'];
const LIST_TYPES = ['select_one', 'select_multiple', 'rank'];
const FUNCTIONS = ['selected', 'not', 'count-selected', 'string-length', 'date', 'true', 'false'];
const NAME = /^[A-Za-z_][A-Za-z0-9._-]*$/;
const LANGUAGE = /^[^:()]+ \([a-z]{2,3}\)$/;

/** "label::English (en)" as ["label", "English (en)"]. */
const parts = (heading) => {
	const at = heading.indexOf('::');

	return at < 0 ? [heading, ''] : [heading.slice(0, at), heading.slice(at + 2)];
};

/** The rows of a sheet as objects, with `line`: as a spreadsheet counts them. */
function rowsOf(sheet) {
	const [head = [], ...rows] = sheet;

	return rows.map((cells, i) => ({ line: i + 2, ...Object.fromEntries(head.map((title, c) => [title, cells[c] ?? ''])) }));
}

function checkHeadings(name, sheet, known, needed, say) {
	const titles = sheet[0] ?? [];

	for (const title of titles) if (!known.includes(parts(title)[0])) say(`${name}: unknown column "${title}"`);
	for (const want of needed) if (!titles.some((title) => parts(title)[0] === want)) say(`${name}: no column "${want}"`);
	if (new Set(titles).size !== titles.length) say(`${name}: a column stands there twice`);
	for (const title of titles) if (title.includes('::') && !LANGUAGE.test(parts(title)[1])) say(`${name}: "${title}" names no language`);
}

/** The languages of a sheet's labels. */
const languagesOf = (sheet) => (sheet[0] ?? []).filter((title) => parts(title)[0] === 'label').map((title) => parts(title)[1]);

/** What stands in quotes is gone, so that only what calculates is left. */
function checkExpression(where, text, names, self, say) {
	const bare = text.replace(/'[^']*'|"[^"]*"/g, "''");
	let depth = 0;

	if (/["']/.test(bare.replaceAll("''", ''))) say(`${where}: a quote is left open in "${text}"`);
	for (const c of bare) {
		depth += c === '(' ? 1 : c === ')' ? -1 : 0;
		if (depth < 0) break;
	}
	if (depth !== 0) say(`${where}: parentheses do not match in "${text}"`);
	for (const [, name] of bare.matchAll(/\$\{([^}]*)\}/g)) if (!names.has(name)) say(`${where}: \${${name}} is no earlier question`);
	const words = bare.replace(/\$\{[^}]*\}/g, "''");

	for (const [, name] of words.matchAll(/([A-Za-z][\w-]*)\s*\(/g)) if (!['and', 'or'].includes(name) && !FUNCTIONS.includes(name)) say(`${where}: "${name}()" is no function`);
	for (const [word] of words.replace(/[A-Za-z][\w-]*\s*\(/g, '(').matchAll(/[A-Za-z][\w-]*/g))
		if (!['and', 'or', 'div', 'mod'].includes(word)) say(`${where}: "${word}" is neither a question nor a word of XPath`);
	if (!self && /(^|[\s(])\.($|[\s)=<>!])/.test(words)) say(`${where}: "." has no meaning here`);
	if (!/[=<>]|selected\s*\(|true\s*\(|false\s*\(/.test(words)) say(`${where}: "${text}" compares nothing`);
}

function readChoices(sheets, say) {
	const lists = new Map();
	const languages = languagesOf(sheets.choices ?? []);

	if (sheets.choices === undefined) return lists;
	checkHeadings('choices', sheets.choices, ['list_name', 'name', 'label', ...OWN_CHOICE_COLUMNS], ['list_name', 'name', 'label'], say);
	for (const row of rowsOf(sheets.choices)) {
		const where = `choices:${row.line}`;
		const names = lists.get(row.list_name) ?? new Set();

		if (!NAME.test(row.list_name)) say(`${where}: "${row.list_name}" is no name of a list`);
		if (!NAME.test(row.name)) say(`${where}: "${row.name}" is no name of a choice`);
		if (names.has(row.name)) say(`${where}: "${row.name}" stands twice in ${row.list_name}`);
		for (const language of languages) if (row[language === '' ? 'label' : `label::${language}`].trim() === '') say(`${where}: no label`);
		names.add(row.name);
		lists.set(row.list_name, names);
	}
	return lists;
}

function checkSettings(sheets, languages, say) {
	const rows = rowsOf(sheets.settings ?? []);

	if (sheets.settings === undefined) return;
	checkHeadings('settings', sheets.settings, SETTINGS_COLUMNS, ['form_id'], say);
	if (rows.length !== 1) say('settings: there is not one row');
	for (const row of rows) {
		if (!/^[\w.-]+$/.test(row.form_id)) say(`settings: "${row.form_id}" is no id`);
		if (row.default_language !== undefined && !languages.includes(row.default_language)) say(`settings: no labels are in "${row.default_language}"`);
	}
}

/** One row that asks something. */
function checkQuestion(row, where, lists, used, say) {
	const [type, list, ...rest] = row.type.split(' ');

	if (LIST_TYPES.includes(type)) {
		if (list === undefined || !lists.has(list)) say(`${where}: there is no list "${list}"`);
		if (rest.length > 0) say(`${where}: "${rest.join(' ')}" behind the list`);
		used.add(list);
	} else if (!PLAIN_TYPES.includes(row.type)) say(`${where}: unknown type "${row.type}"`);
	if (!['', 'yes', 'no', 'true()', 'false()'].includes(row.required ?? '')) say(`${where}: required is "${row.required}"`);
	if ((row.parameters ?? '') !== '' && !row.parameters.split(' ').every((word) => /^[\w-]+=\S+$/.test(word))) say(`${where}: parameters "${row.parameters}"`);
}

/** @returns {string[]} What is wrong with the form; nothing when it is one. */
export function problemsOf(sheets) {
	const found = [];
	const say = (text) => found.push(text);
	const levels = [{ kind: 'form', names: new Set() }];
	const before = new Set();
	const used = new Set();

	if (sheets.survey === undefined) return ['there is no sheet "survey"'];
	for (const name of Object.keys(sheets)) if (!['survey', 'choices', 'settings'].includes(name)) say(`unknown sheet "${name}"`);
	checkHeadings('survey', sheets.survey, SURVEY_COLUMNS, ['type', 'name', 'label'], say);
	const lists = readChoices(sheets, say);
	const languages = languagesOf(sheets.survey);

	checkSettings(sheets, languages, say);
	if (rowsOf(sheets.survey).length === 0) say('survey: there is no row');
	for (const row of rowsOf(sheets.survey)) {
		const where = `survey:${row.line}`;
		const begun = /^begin_(group|repeat)$/.exec(row.type);
		const ended = /^end_(group|repeat)$/.exec(row.type);
		const level = levels.at(-1);

		if (ended) {
			if (level.kind !== ended[1]) say(`${where}: ${row.type} ends no ${ended[1]}`);
			else if (levels.pop().names.size === 0) say(`${where}: there is nothing in this ${ended[1]}`);
			continue;
		}
		if (!begun) checkQuestion(row, where, lists, used, say);
		if (!NAME.test(row.name)) say(`${where}: "${row.name}" is no name`);
		if (level.names.has(row.name)) say(`${where}: "${row.name}" is there already`);
		level.names.add(row.name);
		for (const language of languages) if (row[language === '' ? 'label' : `label::${language}`].trim() === '') say(`${where}: no label`);
		if (row.relevant) checkExpression(where, row.relevant, before, false, say);
		if (row.constraint) checkExpression(where, row.constraint, before, true, say);
		for (const [title, text] of Object.entries(row))
			if (['label', 'hint'].includes(parts(title)[0]))
				for (const [, name] of text.matchAll(/\$\{([^}]*)\}/g)) if (!before.has(name)) say(`${where}: \${${name}} is no earlier question`);
		if (begun) levels.push({ kind: begun[1], names: new Set() });
		// What two groups both call so cannot be asked about: pyxform says that it is ambiguous.
		else if (row.type !== 'note') before[before.has(row.name) ? 'delete' : 'add'](row.name);
	}
	for (const { kind } of levels.slice(1)) say(`survey: a ${kind} has no end`);
	for (const list of lists.keys()) if (!used.has(list)) say(`choices: nobody asks for ${list}`);
	return found;
}
