// SPDX-License-Identifier: EUPL-1.2
//
// A study that a team has coded: answers that came through the real server, findings with cards, released quotes. Some of what people
// typed means something in HTML and in Markdown, or would.

import fs from 'node:fs';
import path from 'node:path';

import * as page from './page.mjs';
import { analysis, demoKey, emptyStudy, serve, SHIPPED, survey, temporary } from './server.mjs';

export const HOSTILE = '| cel | <b onclick="alert(1)">vet</b><script>alert(2)</script> [hier](https://kwaad.example) **dik** _schuin_ `code` &lt; $x$ ~y~ {#a} @naam';
export const LINES = 'Regel een.\n# Geen kop\n- Geen punt\n1. Geen nummer\n> Geen citaat';

const FINDINGS = {
	'zelf-bellen-1a2b': { kind: 'olifantenpaadje', title: 'Zelf bellen met het loket', bottleneck: 'Een jongere komt er alleen niet door.', path: 'Een hulpverlener belt zelf.', helps: 'Jongeren die vastlopen.',
		proposal: 'Eén nummer | voor alle jongeren.\nEn dat werkt.', owner: 'Teamleider toegang', state: 'do', plan: '2019-10-01', do: '2019-11-20' },
	'hostile-3c4d': { kind: 'olifantenpaadje', title: '# Adres | <i>van een ander</i>', bottleneck: HOSTILE, path: LINES, helps: '- Wie geen adres heeft.', proposal: '1. Meer *tijd*.', owner: 'Beleid', state: 'plan', plan: '2999-01-31' },
	'niet-vrij-9z9z': { kind: 'olifantenpaadje', title: 'Niet vrijgegeven paadje', bottleneck: 'X.', path: 'X.', helps: 'X.' },
	'vier-weken-5e6f': { kind: 'broodje_aap', title: 'Vier weken wachten', claim: 'Je moet altijd vier weken wachten.', true: 'Je kunt meteen hulp vragen.\nDe gemeente mag een uitzondering maken.', source: 'Participatiewet, artikel 41', 'keeps-away': 'Jongeren vragen te laat hulp.', audience: 'Jongeren' },
	'hostile-myth-7g8h': { kind: 'broodje_aap', title: 'Myth <hr>', claim: 'Ze zeggen: <b>"alles | stopt"</b> & meer', true: 'Dat klopt *niet*.', source: 'Jeugdwet <script>', 'keeps-away': 'X.', audience: 'Allen' },
	'myth-niet-vrij-0i1j': { kind: 'broodje_aap', title: 'Niet vrijgegeven verhaal', claim: 'Geheim verhaal.', true: 'Geheime waarheid.', source: 'Nergens.', 'keeps-away': 'X.', audience: 'X' },
};

/** The ids of the findings that are released, by kind. */
export const RELEASED = { olifantenpaadje: ['zelf-bellen-1a2b', 'hostile-3c4d'], broodje_aap: ['vier-weken-5e6f', 'hostile-myth-7g8h'] };
export const CARDS = FINDINGS;

async function done(result) {
	const { code, stdout, stderr } = await result;

	if (code !== 0) throw new Error(stderr || stdout);
	return stdout;
}

const STORIES = Array.from({ length: 40 }, (_, i) => ({
	uses: 'ja', path_1_what: i === 0 ? HOSTILE : i === 1 ? LINES : `Wij bellen zelf met het loket, verhaal ${i}.`, path_1_domains: ['support', 'wonen'][i % 2],
	hears: 'ja', myth_1_what: `Ik hoorde dat je vier weken moet wachten, ${i}.`, myth_1_domains: 'inkomen', 'may-quote': 'ja',
}));

/** The second round: whoever chose the one put the other second. */
const CHOICES = [...Array(9).fill(['zelf-bellen-1a2b', 'hostile-3c4d']), ...Array(3).fill(['hostile-3c4d', 'zelf-bellen-1a2b'])]
	.map((order) => Object.fromEntries(order.map((id, i) => [`first.${i + 1}`, `${i + 1}-${id}`])));

export const CHOSEN = ['zelf-bellen-1a2b', 'hostile-3c4d'];

/** Sends forms to a server of their own, releases them, and takes them into the study. */
export async function answer(t, study, questionnaire, forms, ...args) {
	const { secret, passphrase } = await demoKey();
	const server = await serve(t, { questionnaires: [questionnaire] });
	const address = `/nl/${path.basename(questionnaire, '.yaml')}`;

	for (const fields of forms) {
		const sent = await server.post(address, { ...page.carried((await server.get(address)).body), checked: '1', ...fields });

		if (sent.status !== 303) throw new Error(page.problems(sent.body));
	}
	await server.stop();
	await done(survey(['release', '--data', server.data, '--closing']));
	await done(analysis(['import', '--key', secret, '--study', study, '--passphrase-file', passphrase, ...args, server.data]));
}

/** {study, passphrase, run}: `run` runs a command of `analysis` on it and fails when that does. */
export async function codedStudy(t) {
	const { passphrase } = await demoKey();
	const directory = temporary(t, 'coded');
	const study = emptyStudy(path.join(directory, 'team.study'));
	const cards = path.join(directory, 'findings.yaml');
	const run = (command, ...args) => done(analysis([command, '--study', study, '--passphrase-file', passphrase, ...args]));

	await answer(t, study, path.join(SHIPPED, 'panel.yaml'), STORIES);
	fs.writeFileSync(cards, JSON.stringify({ findings: FINDINGS }));
	await run('finding', '--coder', 'anna', 'read', cards);
	const mentions = (await run('code', 'list', '--json')).trim().split('\n').map((line) => JSON.parse(line));
	const of = (kind, text = '') => mentions.filter((one) => one.kind === kind && one.text.includes(text));
	const joined = {
		'zelf-bellen-1a2b': of('olifantenpaadje', 'bellen zelf'),
		'hostile-3c4d': [...of('olifantenpaadje', 'onclick'), ...of('olifantenpaadje', 'Geen kop')],
		'vier-weken-5e6f': of('broodje_aap').slice(0, 20),
		'hostile-myth-7g8h': of('broodje_aap').slice(20),
	};
	const quoted = [...joined['hostile-3c4d'], joined['zelf-bellen-1a2b'][0]];
	const place = (one) => `what:0-${[...one.text].length}`;
	/* An action a line. */
	const script = [
		...Object.entries(joined).map(([value, list]) => list.map(({ id }) => ({ kind: 'member', subject: id, part: '', value }))),
		Object.keys(joined).map((subject) => ({ kind: 'finding', subject, part: 'release', value: 'released' })),
		quoted.map((one) => ({ kind: 'quote', subject: one.id, part: place(one), value: 'proposed' })),
		quoted.map((one) => ({ kind: 'check', subject: one.id, part: 'what', value: 'yes' })),
		quoted.map((one) => ({ kind: 'quote', subject: one.id, part: place(one), value: 'released' })),
	];
	const lines = path.join(directory, 'decisions.jsonl');

	fs.writeFileSync(lines, script.map((one) => JSON.stringify(one)).join('\n'));
	await run('code', '--coder', 'anna', 'script', lines);
	const ballot = path.join(directory, 'prioriteiten.yaml');

	await run('ballot', '--type', 'ranking', '--output', ballot);
	await answer(t, study, ballot, CHOICES);
	return { study, passphrase, run };
}
