// SPDX-License-Identifier: EUPL-1.2
//
// Goal: whatever is refused, the workbench says why in the language of its pages: what the library says in English is never shown.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { before, suite, test } from 'node:test';

import { decode } from '../support/page.mjs';
import { rows, said, source } from '../support/refusals.mjs';
import { copyStudy, enter, idOf, makeStudy, startWorkbench } from '../support/workbench.mjs';

const messages = (language) => [...source(`analysis/locale/${language}.po`).matchAll(/^msgid "(.+)"\nmsgstr "(.+)"$/gm)].map((one) => one[2]);
const pattern = (text) => new RegExp(`^${text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[\\s\\S]*')}$`);

/** Refusals that nobody meets in the workbench: of files that it does not read, and logs that it does not merge. */
const ELSEWHERE = /codebook_yaml|finding_yaml|wishes_yaml|place_/;

suite('refusals', { timeout: 120000 }, () => {
	let study;
	const cleaners = [];

	before(async () => (study = await makeStudy({ after: (clean) => cleaners.push(clean) })));
	process.on('exit', () => cleaners.reverse().forEach((clean) => clean()));

	test('everything that the library can refuse has a message of its own', () => {
		const files = [...fs.readdirSync(new URL('../../analysis/decisions/', import.meta.url)).filter((name) => name.endsWith('.c') && !ELSEWHERE.test(name)).map((name) => `analysis/decisions/${name}`), 'analysis/text/groups.c'];
		const known = rows('analysis/workbench/why.c');
		const all = said(files);

		assert.ok(all.length > 40 && known.length > 40, `${all.length} refusals, ${known.length} rows`);
		assert.deepEqual([...new Set(all)].filter((one) => !known.some((row) => row.says === one)), []);
		for (const language of ['nl', 'en'])
			assert.deepEqual(known.filter((row) => !source(`analysis/locale/${language}.po`).includes(`msgid "${row.message}"`)), [], language);
	});

	/** Everything that can be refused from a page: what is sent, and where the refusal is read. */
	async function refusals(bench) {
		const home = bench.home;
		const one = await idOf(bench, 'briefadres');
		const two = await idOf(bench, 'loket');
		const three = await idOf(bench, 'formulier');
		const references = async (list, kind) => [...(await bench.get(`${home}/${list}`)).body.matchAll(new RegExp(`/${kind}/([0-9a-f]{16})`, 'g'))].map((found) => found[1]);
		const heard = [];
		const listen = (body, what) => {
			for (const found of body.matchAll(/<p class="(?:refusal|state)"(?: role="alert")?>([\s\S]*?)<\/p>/g)) heard.push({ what, text: decode(found[1]).trim() });
		};
		const send = async (target, fields) => {
			const what = `${target.replace(/[0-9a-f]{16,}/g, '…')} ${JSON.stringify(fields).slice(0, 60)}`;
			const count = heard.length;
			let answer = await bench.post(`${home}/${target}`, fields);

			while (answer.status === 303) answer = await bench.get(answer.headers.location);
			listen(answer.body, what);
			assert.ok(heard.length > count, `${what} is refused, and said (${answer.status})`);
		};

		await send('undo', { do: 'undo' });
		await send('undo', { do: 'redo' });
		await bench.post(`${home}/coding/2/${one}`, { label: 'Wonen', do: 'tag' });
		await bench.post(`${home}/coding/2/${two}`, { label: 'Werk', do: 'tag' });
		const [work, home_] = await references('codebook', 'code');

		for (const [target, fields] of [
			[`coding/2/${one}`, { label: 'x'.repeat(101), do: 'tag' }],
			[`coding/2/${one}`, { do: 'tag' }],
			[`coding/2/${one}`, { do: 'words', words: 'staat er niet in' }],
			[`coding/2/${one}`, { do: 'words' }],
			[`coding/2/${one}`, { do: 'redact', place: 'what:9000-9001' }],
			[`coding/2/${one}`, { do: 'memo', memo: 'x'.repeat(17000) }],
			[`coding/2/${one}`, { do: 'take', tag: 'bestaat-niet' }],
			[`coding/2/${one}`, { finding: 'x'.repeat(200), do: 'join' }],
			['mentions/2', { label: 'Wonen', do: 'tag' }],
			['codebook', { name: '' }],
			['codebook', { name: 'Wonen' }],
			[`code/${work}`, { do: 'keep', name: '' }],
			[`code/${work}`, { do: 'keep', name: 'Werk', colour: 'rood' }],
			[`code/${work}`, { do: 'move', parent: work }],
			[`code/${work}`, { do: 'move', parent: '' }],
			[`move/${work}/${work}`, {}],
			[`code/${work}`, { do: 'split', name: 'Nieuw' }],
			[`code/${work}`, { do: 'split', name: 'Nieuw', mention: one }],
			[`code/${work}`, { do: 'merge', other: work }],
			['findings', { title: '', kind: 'olifantenpaadje' }],
			['findings', { title: 'x'.repeat(200), kind: 'olifantenpaadje' }],
			['differences', { subject: one, part: 'bestaat-niet', value: 'yes' }],
			['differences', { subject: 'niets', part: 'wonen', value: 'yes' }],
			['differences', { kind: 'code', subject: 'wonen', part: 'colour', value: 'rood' }],
			['proposals', { do: 'take', title: '' }],
			['proposals', { do: 'take', title: 'Iets' }],
		]) await send(target, fields);

		/* Below its own child. */
		await bench.post(`${home}/move/${work}/${home_}`, {});
		await send(`code/${home_}`, { do: 'move', parent: work });
		for (const [mention, finding] of [[one, 'Adres'], [two, 'Loket']]) await bench.post(`${home}/coding/2/${mention}`, { finding, do: 'join' });
		const findings = await references('findings', 'finding');

		await bench.post(`${home}/findings`, { title: 'Dat mag niet', kind: 'broodje_aap' });
		const myth = (await references('findings', 'finding')).find((found) => !findings.includes(found));

		for (const [target, fields] of [
			[`finding/${findings[0]}`, { do: 'release' }],
			[`finding/${findings[0]}`, { do: 'keep', 'part.title': '' }],
			[`finding/${findings[0]}`, { do: 'keep', 'part.plan': 'morgen' }],
			[`finding/${findings[0]}`, { do: 'keep', 'part.state': 'bijna' }],
			[`finding/${findings[0]}`, { do: 'split', new: 'Nieuw', mention: three }],
			[`finding/${findings[0]}`, { do: 'merge', other: myth }],
			[`finding/${findings[0]}`, { do: 'merge', other: findings[0] }],
		]) await send(target, fields);
		const personal = await idOf(bench, 'wijkagent');

		await bench.post(`${home}/coding/2/${personal}`, { do: 'quote' });
		const place = /name="place" value="(what:0-\d+)"/.exec((await bench.get(`${home}/quotes`)).body)[1];

		await send('quotes', { mention: personal, place, do: 'release' });
		await bench.post(`${home}/quotes`, { mention: personal, place, do: 'read' });
		await send('quotes', { mention: personal, place, do: 'release' });
		const decision = /name="decision" value="([0-9a-f]+)"/.exec((await bench.get(`${home}/log`)).body)[1];

		await bench.post(`${home}/log`, { decision });
		await send('log', { decision });
		await send('log', { decision: '0'.repeat(decision.length) });
		for (const target of ['quotes', `finding/${findings[0]}`, 'log', 'differences', `coding/2/${personal}`]) listen((await bench.get(`${home}/${target}`)).body, target);
		await bench.post(`${home}/lock`, {});
		await send('unlock', { passphrase: 'niet deze' });
		return heard;
	}

	for (const [language, other] of [['nl', 'en'], ['en', 'nl']])
		test(`every refusal is said in ${language}`, async (t) => {
			const bench = await enter(await startWorkbench(t, copyStudy(t, study), { args: ['--language', language] }));
			const heard = await refusals(bench);
			const [own, foreign] = [language, other].map((one) => messages(one).map(pattern));
			/* A refusal is one message within another, or one alone. */
			const frame = language === 'nl' ? /^Dit is niet gebeurd\. / : /^This was not done\. /;
			const fits = (list, text) => list.some((one) => one.source.length > 8 && one.test(text));

			assert.ok(heard.length > 30, `${heard.length} were heard`);
			assert.deepEqual(heard.filter(({ text }) => !fits(own, text.replace(frame, ''))), []);
			/* Positive control: a text of the other language, and one of the library, would have been noticed. */
			assert.ok(!fits(own, language === 'nl' ? 'This was not done.' : 'Dit kan zo niet.'));
			assert.ok(!fits(own, 'there is no tag "x" in the codebook') && fits(foreign, other === 'en' ? 'It cannot be done like this.' : 'Dit kan zo niet.'));
		});
});
