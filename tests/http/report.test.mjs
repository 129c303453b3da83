// SPDX-License-Identifier: EUPL-1.2
//
// Goal: the council report says what people told and what the team released, and nothing else. Its numbers are counted again here from
// what was sent; what was not released does not stand in it; and while something released may not go out, there is no report but a
// draft that says why.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { axe, DESKTOP, launchBrowser, NARROW, newPage, overflow, PHONE } from '../support/browser.mjs';
import { checked, complaints, holdsTogether } from '../support/markup.mjs';
import * as page from '../support/page.mjs';
import { rows, said, source } from '../support/refusals.mjs';
import { SHIPPED, analysis, demoKey, emptyStudy, serve, survey, temporary } from '../support/server.mjs';

process.setMaxListeners(50);

const suite = { after: (undo) => process.on('exit', undo) };
const directory = temporary(suite, "report");
const first = emptyStudy(path.join(directory, 'first.study'));
const K = 5;

/** What the people told: [audience, the findings of their mentions]. */
const times = (count, ...person) => Array(count).fill(person);
const people = [
	...times(14, 'professional', ['bellen']),
	...times(6, 'professional', ['bellen', 'voorschieten']),
	...times(2, 'professional', ['bellen', 'bellen']), // twice the same: one person
	...times(7, 'professional', ['geheim']),
	...times(9, 'professional', ['leeftijd']),
	...times(8, 'panel', ['bellen']),
	...times(9, 'panel', ['voorschieten', 'leeftijd']),
	...times(3, 'panel', ['weinig']),
	...times(6, 'panel', ['leeftijd', 'brief']),
	...times(6, 'panel', ['los']),
	...times(7, 'professional', ['anders']),
	...times(8, 'panel', ['anders']),
];
const MYTHS = ['leeftijd', 'brief', 'anders'];
const TITLES = {
	bellen: 'Zelf even bellen',
	voorschieten: 'Geld <b>voorschieten</b> & terugvragen',
	weinig: 'Op de bank bij een vriend',
	geheim: 'Zeepaardjes tellen',
	leeftijd: 'Op je achttiende stopt alles',
	brief: 'Een brief is genoeg',
};
const RELEASED = ['bellen', 'voorschieten', 'weinig', 'leeftijd', 'brief'];
const AUDIENCES = { panel: 'Panel', professional: 'Professional' };
const story = (item, i) => `Over ${item} kan ik dit vertellen, verhaal nummer ${i}.`;

const BOOK = `codebook: proef
tags:
  wonen: {name: Wonen, definition: Een plek om te wonen}
  bank: {name: Slapen op de bank, parent: wonen}
  inkomen: {name: Inkomen}
`;
const CARDS = `study: proef
findings:
  bellen:
    kind: olifantenpaadje
    title: ${TITLES.bellen}
    title.en: Just calling
    tags: [inkomen, wonen]
    bottleneck: "Het loket neemt niet op.\\nNiemand belt terug."
    path: We bellen iemand die we kennen.
    helps: Wie snel geld nodig heeft.
    risk: Wie niemand kent, wacht.
    blocks: Er is geen lijst.
    proposal: Geef elk loket een nummer.
    owner: manager dienstverlening
    state: check
    plan: 2026-12-07
    do: 2027-01-18
    check: 2027-05-17
  voorschieten:
    kind: olifantenpaadje
    title: "${TITLES.voorschieten}"
    tags: [inkomen]
    bottleneck: Toestemming duurt dagen.
    path: We betalen zelf.
    helps: Jongeren met haast.
    proposal: Een klein budget.
  weinig:
    kind: olifantenpaadje
    title: ${TITLES.weinig}
    tags: [bank]
    bottleneck: Er is geen bed.
    path: Bij een vriend slapen.
    helps: Wie buiten staat.
  geheim:
    kind: olifantenpaadje
    title: ${TITLES.geheim}
    tags: [wonen]
    bottleneck: Verborgen knelpunt.
    path: Verborgen pad.
    helps: Niemand die dit leest.
    proposal: Verborgen voorstel.
  leeftijd:
    kind: broodje_aap
    title: ${TITLES.leeftijd}
    claim: Vanaf 18 ben je alles kwijt.
    "true": Hulp kan doorgaan tot 23 jaar.
    source: Jeugdwet
    keeps-away: Hulp die doorloopt.
    audience: Iedereen
    contrast: bellen
  brief:
    kind: broodje_aap
    title: ${TITLES.brief}
    claim: Een brief is genoeg.
    "true": Bellen werkt beter.
    source: Dit onderzoek
`;

let passphrase;
let mentions;

const run = (command, study, ...args) => analysis([command, '--study', study, '--passphrase-file', passphrase, ...args]);

async function good(command, study, ...args) {
	const done = await run(command, study, ...args);

	assert.equal(done.code, 0, `${command} ${args.join(' ')}: ${done.stderr}`);
	return done.stdout;
}

const copy = (name, from = first) => {
	fs.copyFileSync(from, path.join(directory, `${name}.study`));
	return path.join(directory, `${name}.study`);
};
const write = (name, text) => {
	fs.writeFileSync(path.join(directory, name), text);
	return path.join(directory, name);
};
const decide = (study, coder, ...wishes) => good('code', study, '--coder', coder, 'script', write('wishes.jsonl', wishes.map((wish) => `${JSON.stringify(wish)}\n`).join('')));
const wish = (kind, subject, part, value) => ({ kind, subject, part, value });
const release = (finding, value = 'released') => wish('finding', finding, 'release', value);

/** Makes the report of a study and gives its text. */
async function report(study, ...args) {
	const output = path.join(directory, `${path.basename(study)}.html`);

	await good('report', study, '--output', output, ...args);
	return fs.readFileSync(output, 'utf8');
}

/** The report of a study must be refused; gives the reasons. */
async function refused(study, ...args) {
	const output = path.join(directory, 'refused.html');
	const done = await run('report', study, '--output', output, ...args);

	assert.equal(done.code, 1, done.stdout);
	assert.ok(!fs.existsSync(output) && !fs.existsSync(`${output}.proof.json`), 'nothing was written');
	const [head, ...reasons] = done.stderr.trim().split('\n').filter((line) => !line.includes('names are not looked for'));

	assert.match(head, new RegExp(`cannot be released, for ${reasons.length} reason`));
	return reasons.map((line) => line.replace(/^- /, ''));
}

async function fillIn() {
	const key = await demoKey();
	const server = await serve(suite, { questionnaires: [path.join(SHIPPED, 'professionals.yaml'), path.join(SHIPPED, 'panel.yaml')] });
	let number = 0;

	for (const [audience, items] of people) {
		const form = audience === 'professional' ? '/nl/professionals' : '/nl/panel';
		const counts = { path: 0, myth: 0 };
		const fields = { ...page.carried((await server.get(form)).body), checked: '1', 'may-quote': 'ja' };

		for (const item of items) {
			const group = MYTHS.includes(item) ? 'myth' : 'path';

			if (counts[group]++ > 0) fields[`${group}_${counts[group] - 1}_again`] = 'yes';
			fields[group === 'path' ? 'uses' : 'hears'] = 'ja';
			fields[`${group}_${counts[group]}_what`] = story(item, ++number);
		}
		const reply = await server.post(form, fields);

		assert.equal(reply.status, 303, page.problems(reply.body ?? ''));
	}
	await server.stop();
	await survey(['release', '--data', server.data, '--closing']);
	passphrase = key.passphrase;
	const imported = await analysis(['import', '--key', key.secret, '--study', first, '--passphrase-file', passphrase, server.data]);

	assert.equal(imported.code, 0, imported.stderr);
}

const itemOf = (mention) => /^Over (\w+) kan/.exec(mention.text)[1];
/** The n-th mention of a finding, by its text: the same in every run. */
const mentionOf = (item, n = 0) => mentions.filter((one) => itemOf(one) === item).sort((a, b) => (a.text < b.text ? -1 : 1))[n];
const quote = ({ id, text }) => [wish('check', id, 'what', 'yes'), wish('quote', id, `what:0-${[...text].length}`, 'released')];

async function code() {
	await good('codebook', first, '--coder', 'anna', 'read', write('book.yaml', BOOK));
	await good('finding', first, '--coder', 'anna', 'read', write('cards.yaml', CARDS));
	mentions = (await good('code', first, 'list', '--json')).trim().split('\n').map((line) => JSON.parse(line));
	await decide(first, 'anna', ...mentions.map((one) => wish('member', one.id, '', itemOf(one) in TITLES ? itemOf(one) : '')), ...RELEASED.map((finding) => release(finding)),
		...quote(mentionOf('bellen', 0)), ...quote(mentionOf('bellen', 1)), ...quote(mentionOf('leeftijd')), ...quote(mentionOf('geheim')));
}

/* ---- reading the report, and counting again ---- */

const decode = (html) => html.replace(/<[^>]*>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&').trim();
const part = (html, start, end) => html.slice(html.indexOf(start), html.indexOf(end, html.indexOf(start)));

/** A table by the id of its caption: {columns, rows: {NAME: [TEXT]}}. */
function table(html, id) {
	assert.ok(html.includes(`<caption id="${id}"`), `no table ${id}`);
	const text = part(html, `<caption id="${id}"`, '</table>');

	return {
		columns: [...part(text, '<thead>', '</thead>').matchAll(/<th scope="col"[^>]*>(.*?)<\/th>/g)].map(([, name]) => decode(name)),
		rows: Object.fromEntries([...text.matchAll(/<tr><th scope="row">(.*?)<\/th>(.*?)<\/tr>/g)].map(([, name, cells]) => [decode(name), [...cells.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell]) => decode(cell))])),
	};
}

/** How many people told of an item, of an audience or of all. */
const told = (item, audience) => people.filter(([who, items]) => items.includes(item) && (audience === undefined || who === audience)).length;
const toldOf = (kind, audience) =>
	people.filter(([who, items]) => items.some((item) => MYTHS.includes(item) === (kind === 'myth')) && (audience === undefined || who === audience)).length;

/** A cell shows what was counted, or is hidden; small numbers are. */
function sameOrHidden(text, count, where, seen) {
	if (text === 'verborgen') {
		seen.hidden++;
		return;
	}
	assert.equal(text, String(count), where);
	assert.ok(count === 0 || count >= K, `${where}: ${count} is shown`);
	seen.shown++;
}

describe('report', { timeout: 300000 }, () => {
	let dutch;
	let browser;

	before(async () => {
		await fillIn();
		await code();
		dutch = await report(copy('dutch'));
	});
	after(() => browser?.close());

	test('every number of the findings is a count of the people who told of them', () => {
		const seen = { shown: 0, hidden: 0 };

		for (const [id, kind, items, all] of [
			['inkomen-findings-table', 'path', ['bellen', 'voorschieten'], 'Iedereen die een olifantenpaadje deelde'],
			['wonen-findings-table', 'path', ['bellen', 'weinig'], 'Iedereen die een olifantenpaadje deelde'],
			['myths-findings-table', 'myth', ['leeftijd', 'brief'], 'Iedereen die een broodje aap doorgaf'],
		]) {
			const { columns, rows } = table(dutch, id);

			assert.deepEqual(Object.keys(rows).sort(), [...items.map((item) => TITLES[item]), all].sort());
			for (const [c, name] of columns.slice(1).entries()) {
				const audience = Object.keys(AUDIENCES).find((one) => AUDIENCES[one] === name);

				assert.ok(audience !== undefined || name === 'Totaal', name);
				for (const item of items) sameOrHidden(rows[TITLES[item]][c], told(item, audience), `${id}: ${item}, ${name}`, seen);
				sameOrHidden(rows[all][c], toldOf(kind, audience), `${id}: all, ${name}`, seen);
			}
		}
		assert.ok(seen.shown >= 12 && seen.hidden >= 2, JSON.stringify(seen));
		const numbers = [...dutch.matchAll(/<h3 id="finding-(\w+)">.*?<\/h3>\s*<p class="number"><strong>(\d+)<\/strong> van de (\d+) mensen/g)];

		assert.ok(numbers.length >= 3);
		for (const [, item, count, total] of numbers) {
			assert.equal(Number(count), told(item), item);
			assert.equal(Number(total), toldOf(MYTHS.includes(item) ? 'myth' : 'path'), item);
		}
	});

	test('contrasts stand side by side, with the people of each audience', () => {
		const { columns, rows } = table(dutch, 'contrast-1');
		const seen = { shown: 0, hidden: 0 };

		assert.deepEqual(columns, ['Groep', TITLES.leeftijd, TITLES.bellen]);
		for (const audience of [...Object.keys(AUDIENCES), undefined])
			for (const [c, item] of ['leeftijd', 'bellen'].entries())
				sameOrHidden(rows[AUDIENCES[audience] ?? 'Totaal'][c], told(item, audience), `${item}, ${audience}`, seen);
		assert.ok(seen.shown > 0);
	});

	test('the summary has a number, a quote and what is asked; cards have their parts, and the owner and state of a proposal', () => {
		const summary = part(dutch, '<ol class="highlights">', '</ol>');
		const card = part(dutch, '<article class="finding" aria-labelledby="finding-bellen">', '</article>');

		page.shows(summary, new RegExp(`<strong>${told('bellen')}</strong> van de`));
		page.shows(summary, /Geef elk loket een nummer\./);
		page.shows(summary, /Hulp kan doorgaan tot 23 jaar\./);
		assert.ok([0, 1].some((n) => summary.includes(mentionOf('bellen', n).text)), 'a quote');
		for (const words of ['Het loket neemt niet op.<br>Niemand belt terug.', 'We bellen iemand die we kennen.', 'Wie snel geld nodig heeft.', 'Wie niemand kent, wacht.', 'Er is geen lijst.', 'Geef elk loket een nummer.', 'manager dienstverlening'])
			assert.ok(card.includes(words), words);
		page.shows(card, /<li class="now" aria-current="step">Nagaan <time datetime="2027-05-17">17 mei 2027<\/time>/);
		page.shows(dutch, /Geld &lt;b&gt;voorschieten&lt;\/b&gt; &amp; terugvragen/);
		const { rows } = table(dutch, 'proposals-table');

		assert.deepEqual(Object.keys(rows).sort(), [TITLES.bellen, TITLES.voorschieten].sort());
		assert.match(rows[TITLES.bellen].join(' | '), /Geef elk loket een nummer\. \| manager dienstverlening \| Nagaan 17 mei 2027/);
		assert.match(rows[TITLES.voorschieten].join(' | '), /Een klein budget\. \| nog te bepalen \| nog te bepalen/);
		page.shows(dutch, /<li class="depth-1"><strong>Slapen op de bank<\/strong><\/li>/);
	});

	test('a finding has its card in one life domain, and is named in its others', () => {
		assert.equal(dutch.split('id="finding-bellen"').length, 2);
		const [cards, also] = ['wonen', 'inkomen'].map((domain) => part(dutch, `<h2 id="domain-${domain}">`, '</section>'));

		page.shows(cards, /<h3 id="finding-bellen">/);
		page.shows(also, /<a href="#finding-bellen">/);
		page.shows(cards, /<h3 id="finding-weinig">/, 'a tag below that of the domain');
	});

	test('nothing stands in it that was not released; when it is, it does (control)', async () => {
		const secrets = [TITLES.geheim, 'Verborgen knelpunt', 'Verborgen voorstel', 'finding-geheim', mentionOf('bellen', 2).text, mentionOf('voorschieten').text];

		for (const secret of secrets) assert.ok(!dutch.includes(secret), secret);
		const study = copy('secrets');

		await decide(study, 'anna', release('geheim'), ...quote(mentionOf('bellen', 2)), ...quote(mentionOf('voorschieten')));
		const open = await report(study);

		for (const secret of secrets) assert.ok(open.includes(secret), secret);
		/* Released, and taken back. */
		await decide(study, 'anna', release('geheim', 'draft'), release('leeftijd', 'draft'));
		const again = await report(study);

		for (const words of [TITLES.geheim, TITLES.leeftijd, 'contrast-1']) assert.ok(!again.includes(words), words);
	});

	test('quotes stand in the order of the alphabet, with their audience only where no number of it is hidden', () => {
		const quotes = [...dutch.matchAll(/<blockquote dir="auto">(.*?)<\/blockquote>/g)].map(([, text]) => decode(text));
		const card = part(dutch, '<article class="finding" aria-labelledby="finding-bellen">', '</article>');
		const own = [...card.matchAll(/<blockquote dir="auto">(.*?)<\/blockquote>/g)].map(([, text]) => decode(text));

		assert.deepEqual(own, [mentionOf('bellen', 0).text, mentionOf('bellen', 1).text].sort());
		assert.ok(quotes.includes(mentionOf('geheim').text), 'a quote may be of a finding that was not released, which is not named');
		const hidden = Object.fromEntries(['inkomen-findings-table', 'wonen-findings-table', 'myths-findings-table'].flatMap((id) => Object.entries(table(dutch, id).rows)).map(([name, cells]) => [name, cells.includes('verborgen')]));

		assert.equal(/<figcaption>/.test(card), !hidden[TITLES.bellen]);
	});

	test('the same study gives the same bytes, and English the same numbers', async () => {
		const numbers = (html) => [...html.replace(/<style>.*?<\/style>/s, '').matchAll(/<(?:td|strong|dd)[^>]*>(\d+)</g)].map(([, n]) => n);
		const english = await report(copy('english'), '--language', 'en');

		assert.equal(await report(copy('again')), dutch);
		assert.deepEqual(numbers(english), numbers(dutch));
		assert.ok(numbers(dutch).length > 20);
		page.shows(english, /<h3 id="finding-bellen">Just calling<\/h3>/);
		for (const html of [dutch, english, await report(copy('arabic'), '--language', 'ar')]) assert.doesNotMatch(html, /report_|\{(count|total|people|name|caption)\}/);
	});

	test('what the team wrote is marked as Dutch in a report in another language, and so are quotes; nothing else is', async () => {
		const written = [...CARDS.matchAll(/^ {4}(?:title|bottleneck|path|helps|risk|blocks|proposal|owner|claim|"true"|source|keeps-away|audience): "?(.*?)"?$/gm)].map(([, text]) => text.split('\\n')[0])
			.filter((text) => ![TITLES.bellen, 'Iedereen'].includes(text) && !text.startsWith('Verborgen') && text !== TITLES.geheim && text !== 'Niemand die dit leest.');
		assert.ok(written.length >= 20, written.join(' / '));
		const study = copy('spoken');
		const participants = path.join(directory, 'spoken-participants.html');
		const seen = (html, text) => [...new Set(page.spoken(html).filter((one) => one.text === text).map((one) => one.language))];

		for (const [language, own] of [['en', 'What people say'], ['ar', 'ما يقوله الناس']]) {
			for (const form of ['html', 'docx-html']) {
				const html = await report(study, '--language', language, '--format', form, '--participants', participants);

				for (const text of [...written, mentionOf('bellen', 0).text]) assert.deepEqual(seen(html, text), ['nl'], `${language} ${form}: ${text}`);
				assert.deepEqual(seen(html, form === 'html' ? own : `${own}:`), [language]);
				/* Its title was given in English too. */
				assert.deepEqual(seen(html, 'Just calling'), language === 'en' ? ['en'] : []);
				assert.deepEqual(seen(html, TITLES.bellen), language === 'en' ? [] : ['nl']);
			}
			const page_ = fs.readFileSync(participants, 'utf8');

			for (const text of ['Het loket neemt niet op.', 'Vanaf 18 ben je alles kwijt.', 'Een klein budget.', 'manager dienstverlening']) assert.deepEqual(seen(page_, text), ['nl'], text);
		}
		assert.deepEqual([...dutch.matchAll(/ lang="\w+"/g)].map(([attribute]) => attribute), [' lang="nl"'], 'in a Dutch report the page alone says so');
		assert.deepEqual(seen(dutch, 'Een klein budget.'), ['nl']);
	});

	test('a quote that nobody read, or with an undecided mark, keeps the report from being released, until it was decided', async () => {
		const study = copy('quotes');
		const [one, two] = [mentionOf('bellen', 0).id, mentionOf('bellen', 1).id];

		await decide(study, 'anna', wish('check', one, 'what', 'no'), wish('mark', two, 'what:0-4', 'redact'));
		await decide(study, 'anna', wish('mark', two, 'what:0-4', 'keep')); // decided: no reason
		assert.deepEqual(await refused(study), [`Citaat uit melding ${one}: nog niemand heeft gezegd dat hij de tekst heeft nagelezen.`]);
		await decide(study, 'anna', wish('check', one, 'what', 'yes'));
		assert.equal(await report(study), dutch);
		/* What looks like personal data came up after the release. */
		const [later] = [copy('later')];
		const gazetteer = write('names.yaml', 'gazetteer: proef\nplaces: []\norganisations: []\nidioms: []\ngiven: [Over]\n');

		assert.ok((await refused(later, '--gazetteer', gazetteer, '--language', 'en')).some((reason) => /Quote from mention \w+: something looks like personal data/.test(reason)));
	});

	test('what two laptops decided otherwise keeps it, and so does a card with personal data', async () => {
		const [mine, theirs] = [copy('mine'), copy('theirs')];
		const { id, text } = mentionOf('leeftijd');
		const place = `what:0-${[...text].length}`;

		await decide(mine, 'anna', wish('finding', 'bellen', 'owner', 'de een'), wish('quote', id, place, 'no'), wish('finding', 'weinig', 'release', 'draft'));
		await decide(theirs, 'bram', wish('finding', 'bellen', 'owner', 'de ander'), wish('quote', id, place, 'proposed'), wish('finding', 'brief', 'owner', 'bel 06-12345678'));
		await decide(theirs, 'bram', wish('quote', id, place, 'released'));
		await good('merge', mine, theirs);
		const reasons = await refused(mine);

		assert.deepEqual(reasons.sort(), [
			`Bevinding ‘${TITLES.bellen}’: op twee laptops staat iets anders bij ‘Eigenaar’.`,
			`Bevinding ‘${TITLES.brief}’: bij ‘Eigenaar’ staat iets dat op een telefoonnummer lijkt, en nog niemand heeft gezegd dat het mag blijven (owner:4-15).`,
			`Citaat uit melding ${id}: op twee laptops is verschillend besloten of het naar buiten mag.`,
		].sort());
		await decide(mine, 'anna', wish('finding', 'bellen', 'owner', 'samen'), wish('quote', id, place, 'no'), wish('finding', 'brief', 'owner', 'de wijk'));
		const settled = await report(mine);

		page.shows(settled, /<dd dir="auto">samen<\/dd>/);
		assert.ok(!settled.includes(text) && !settled.includes(TITLES.weinig));
	});

	test('a likely name in a card keeps the report, each with its reason, until it is mended or may stay', async () => {
		const study = copy('names');
		const gazetteer = ['--gazetteer', write('cards-names.yaml', 'gazetteer: proef\nplaces: []\norganisations: []\nidioms: []\ngiven: [Verleng, Taludri]\n')];

		await decide(study, 'anna', wish('finding', 'bellen', 'risk', 'Volgens Taludri en het Verleng wacht wie niemand kent.'), release('bellen'), wish('finding', 'brief', 'true', 'Taludri belde.'), release('brief'));
		await report(copy('names-unknown', study), '--gazetteer', write('nobody.yaml', 'gazetteer: proef\nplaces: []\norganisations: []\nidioms: []\ngiven: []\n')); // the control: no name is known
		const reason = (title, label, place) => `Bevinding ‘${title}’: bij ‘${label}’ staat iets dat op een naam lijkt, en nog niemand heeft gezegd dat het mag blijven (${place}).`;

		assert.deepEqual((await refused(study, ...gazetteer)).sort(), [reason(TITLES.bellen, 'Risico', 'risk:8-15'), reason(TITLES.bellen, 'Risico', 'risk:23-30'), reason(TITLES.brief, 'Wat klopt', 'true:0-7')].sort());
		const redact = (...args) => good('redact', study, '--coder', 'anna', ...gazetteer, ...args);
		const open = async () => (await redact('--json', 'list')).split('\n').filter(Boolean).map((line) => JSON.parse(line)).filter((mark) => mark.finding !== undefined);

		assert.deepEqual(await open(), [
			{ finding: 'bellen', kind: 'name', place: 'risk:8-15', state: 'open', text: 'Taludri' },
			{ finding: 'bellen', kind: 'name', place: 'risk:23-30', state: 'open', text: 'Verleng' },
			{ finding: 'brief', kind: 'name', place: 'true:0-7', state: 'open', text: 'Taludri' },
		]);
		/* Nor does it leave by another door: the next questionnaire, a ballot, a table. */
		for (const [command, ...args] of [['known', '--kind', 'olifantenpaadje', '--id', 'bekend'], ['ballot', '--type', 'statement', 'bellen', 'voorschieten'], ['tally', '--by', 'finding', '--proof', path.join(directory, 'names.proof.json')]]) {
			const out = async (...more) => { const { stdout, stderr } = await run(command, copy('names-doors', study), ...args, ...more); return stdout + stderr; };

			assert.ok(!(await out(...gazetteer)).includes(TITLES.bellen), command);
			assert.ok((await out()).includes(TITLES.bellen), `${command}: where no name is known (control)`);
		}
		await redact('keep', 'bellen', 'risk:23-30');
		assert.match(await good('finding', study, ...gazetteer, 'show', 'bellen'), /^Looks like personal data \(name, risk:8-15\): Taludri\nLooks like personal data \(name, risk:23-30\), and may stay: Verleng\n/m);
		assert.deepEqual((await refused(study, ...gazetteer, '--language', 'en')).sort(), [
			`Finding ‘Just calling’: something in ‘Risk’ looks like a name, and nobody said yet that it may stay (risk:8-15).`,
			`Finding ‘${TITLES.brief}’: something in ‘What is true’ looks like a name, and nobody said yet that it may stay (true:0-7).`,
		].map((line) => line.replace('Just calling', TITLES.bellen)).sort());
		/* One is mended, the other one may stay; undone, it keeps it again. */
		await decide(study, 'anna', wish('finding', 'bellen', 'risk', 'Volgens het Verleng wacht wie niemand kent.'), release('bellen'));
		await redact('keep', 'brief', 'true:0-7');
		assert.deepEqual(await open(), []);
		const passes = copy('names-pass', study);

		page.shows(await report(passes, ...gazetteer), /Volgens het Verleng wacht/);
		await good('code', study, '--coder', 'anna', 'undo');
		assert.deepEqual(await refused(study, ...gazetteer), [reason(TITLES.brief, 'Wat klopt', 'true:0-7')]);
	});

	test('when the audit refuses there is no report, and a draft shows no number', async () => {
		const study = copy('audit');

		await report(study, '--k', '10');
		const reasons = await refused(study, '--k', '5');

		assert.deepEqual(reasons, ['De controle op kleine aantallen keurt de tabellen af: wat eerder naar buiten ging, verbergt alles onder 10. Kies nu ook minstens 10.']);
		assert.deepEqual(await refused(study, '--k', '5', '--language', 'en'), ['The audit of small numbers refuses the tables: what was released before hides everything under 10. Choose at least 10 now too.']);
		const draft = await report(study, '--k', '5', '--draft');

		assert.doesNotMatch(draft, /<td[^>]*>[1-9]\d*%?<|<strong>\d/);
		page.shows(draft, /keurt de tabellen af/);
		assert.match(await report(study, '--k', '10'), /<td[^>]*>[1-9]\d*</); // the control
	});

	test('whatever keeps tables from being published is told in the language of the report', () => {
		const files = fs.readdirSync(new URL('../../analysis/tables/', import.meta.url)).filter((name) => /^(release|audit|protect|suppress|published)\w*\.c$/.test(name)).map((name) => `analysis/tables/${name}`);
		const all = [...new Set(said(files))];
		const known = rows('analysis/exporters/report_gate.c');

		assert.ok(all.length >= 12 && known.length >= 13, `${all.length} refusals, ${known.length} rows`);
		assert.deepEqual(all.filter((one) => !known.some(({ says }) => says === one)), []);
		for (const language of ['nl', 'en', 'ar']) for (const { message } of known) assert.ok(source(`survey/locale/${language}.po`).includes(`msgid "${message}"\n`), `${language}: ${message}`);
	});

	test('a draft is written all the same, is not remembered, and says on every page what it is', async (t) => {
		const study = copy('draft');
		const { id } = mentionOf('bellen');

		await decide(study, 'anna', wish('check', id, 'what', 'no'));
		const bytes = fs.readFileSync(study);
		const draft = await report(study, '--draft');

		assert.deepEqual(fs.readFileSync(study), bytes);
		page.shows(draft, new RegExp(`<li>Citaat uit melding ${id}: nog niemand`));
		page.shows(draft, /<title>[^<]*Concept<\/title>/);
		assert.ok(!draft.includes(mentionOf('bellen').text), 'what may not go out does not stand in a draft either');
		assert.doesNotMatch(dutch, /data-concept="/);
		browser ??= await launchBrowser();
		const opened = await browser.newPage();

		t.after(() => opened.close());
		await opened.setContent(draft);
		await opened.emulateMedia({ media: 'print' });
		const mark = await opened.evaluate(() => {
			const style = getComputedStyle(document.body, '::before');

			return [style.content, style.position];
		});

		assert.deepEqual(mark, ['"Concept"', 'fixed'], 'what is fixed stands on every printed page');
		await opened.setContent(dutch);
		assert.equal(await opened.evaluate(() => getComputedStyle(document.body, '::before').content), 'none');
	});

	test('it is valid HTML, in both languages and as a draft', async (t) => {
		const pages = { dutch, english: await report(copy('valid-en'), '--language', 'en'), draft: await report(copy('valid-draft'), '--draft') };
		const found = [];

		for (const [name, html] of Object.entries(pages)) {
			holdsTogether(name, html);
			found.push(...(await complaints(name, html)));
		}
		assert.deepEqual(found, []);
		const w3c = await checked(t, pages);

		if (w3c === null) t.diagnostic('NOT RUN: the W3C checker, because there is no Java on this machine');
		else assert.deepEqual(w3c, []);
	});

	test('axe finds nothing, light and dark, on a phone and a desk, and nothing scrolls sideways', async () => {
		browser ??= await launchBrowser();
		const server = { base: 'http://127.0.0.1:9' }; // nothing may be asked of it

		for (const colorScheme of ['light', 'dark'])
			for (const viewport of [PHONE, DESKTOP]) {
				const opened = await newPage(browser, server, { viewport, colorScheme, javaScriptEnabled: true });

				await opened.setContent(dutch);
				assert.deepEqual(await axe(opened, `report ${colorScheme} ${viewport.width}`), []);
				await opened.context().close();
			}
		const narrow = await newPage(browser, server, { viewport: NARROW, javaScriptEnabled: true });

		await narrow.setContent(dutch);
		assert.ok((await overflow(narrow)) <= 0);
		await narrow.context().close();
	});
});
