// SPDX-License-Identifier: EUPL-1.2
//
// Goal: a sent form is kept exactly once, or comes back with everything that was typed and says what is wrong.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import * as page from '../support/page.mjs';
import { countKept, serve, survey, until } from '../support/server.mjs';

const THANKS = /^\/(nl|en)\/every-type\/thanks$/;
const RECEIVED = /^\/(nl|en)\/every-type\/received$/;

/** A good answer to every-type.yaml. */
const GOOD = { choice: 'nee', must: 'links' };

describe('sending', () => {
	let server;
	let stop;

	before(async () => {
		const cleaners = [];

		server = await serve({ after: (clean) => cleaners.push(clean) }, { questionnaires: ['every-type.yaml', 'small.yaml'] });
		stop = () => Promise.all(cleaners.reverse().map((clean) => clean()));
	});
	after(() => stop());

	/** Opens a form and sends it, filled in. */
	const fill = async (answers, language = 'nl', id = 'every-type') => {
		const form = page.carried((await server.get(`/${language}/${id}`)).body);

		return server.post(`/${language}/${id}`, { ...form, ...answers });
	};

	test('a good form is kept and leads to the thank-you page in its language', async () => {
		for (const language of ['nl', 'en']) {
			const reply = await fill(GOOD, language);

			assert.equal(reply.status, 303);
			assert.equal(reply.headers.location, `/${language}/every-type/thanks`);
			const thanks = await server.get(reply.headers.location);

			page.shows(thanks.body, language === 'nl' ? /Morgen hoor je meer/ : /You will hear more tomorrow/);
			page.shows(thanks.body, /<link rel="stylesheet" href="\/forget\.css">/);
			const forget = await server.get('/forget.css');

			assert.equal(forget.status, 200);
			assert.match(forget.headers['content-type'], /^text\/css/);
			assert.equal(forget.headers['clear-site-data'], '"cache"');
		}
	});

	test('the same form again is received already', async () => {
		const fields = { ...page.carried((await server.get('/nl/every-type')).body), ...GOOD };

		assert.match((await server.post('/nl/every-type', fields)).headers.location, THANKS);
		for (let i = 0; i < 3; i++) assert.match((await server.post('/nl/every-type', fields)).headers.location, RECEIVED);
		assert.match((await server.post('/en/every-type', { ...fields, line: 'changed' })).headers.location, RECEIVED, 'also when changed, or in another language');
	});

	test('of many clicks at the same moment one is kept', async () => {
		for (let round = 0; round < 10; round++) {
			const fields = { ...page.carried((await server.get('/nl/every-type')).body), ...GOOD };
			const replies = await Promise.all(Array.from({ length: 8 }, () => server.post('/nl/every-type', fields)));
			const kept = replies.filter((reply) => THANKS.test(reply.headers.location));

			assert.equal(kept.length, 1);
			assert.ok(replies.every((reply) => reply.status === 303 && (THANKS.test(reply.headers.location) || RECEIVED.test(reply.headers.location))));
		}
	});

	/** What is wrong with one field, and how it is told. */
	const wrong = [
		['an unknown option', { choice: 'onzin' }, 'choice', 'Kies een van de antwoorden die er staan'],
		['two options of a single choice', { choice: ['ja', 'nee'] }, 'choice', 'Kies één antwoord'],
		['the same option twice', { several: ['appel', 'appel'] }, 'several', 'Kies een van de antwoorden die er staan'],
		['an unknown option among good ones', { several: ['appel', 'gras'] }, 'several', 'Kies een van de antwoorden die er staan'],
		['too many options', { several: ['appel', 'peer', 'kiwi'] }, 'several', 'Kies niet meer dan 2 antwoorden'],
		['an option that stands alone with another', { several: ['appel', 'geen'] }, 'several', 'Kies óf dit laatste antwoord, óf een of meer van de andere'],
		['an unknown point of a scale', { mood: '3' }, 'mood', 'Kies een van de antwoorden die er staan'],
		['two points of a scale', { mood: ['goed', 'slecht'] }, 'mood', 'Kies één antwoord'],
		['a number that is too low', { amount: '-0,01' }, 'amount', 'Vul een getal in van 0 of meer'],
		['a number that is too high', { amount: '100,01' }, 'amount', 'Vul een getal in van 100 of minder'],
		['a number with too many decimals', { amount: '1,234' }, 'amount', 'Vul een getal in, bijvoorbeeld 12,5'],
		['words for a number', { amount: 'tien' }, 'amount', 'Vul een getal in, bijvoorbeeld 12,5'],
		['an exponent', { amount: '1e1' }, 'amount', 'Vul een getal in, bijvoorbeeld 12,5'],
		['infinity', { amount: 'inf' }, 'amount', 'Vul een getal in, bijvoorbeeld 12,5'],
		['a fraction for a whole number', { whole: '1,5' }, 'whole', 'Vul een heel getal in, bijvoorbeeld 12'],
		['a number of many digits', { whole: '9'.repeat(400) }, 'whole', 'Vul een heel getal in, bijvoorbeeld 12'],
		['a whole number that is too low', { whole: '-6' }, 'whole', 'Vul een getal in van -5 of meer'],
		['two numbers', { whole: ['1', '2'] }, 'whole', 'Vul een heel getal in, bijvoorbeeld 12'],
		['a line that is too long', { line: 'é'.repeat(21) }, 'line', 'Maak deze tekst korter: niet meer dan 20 tekens'],
		['two lines for one', { line: 'een\r\ntwee' }, 'line', 'Schrijf dit op één regel'],
		['a story that is too long', { story: 'x'.repeat(301) }, 'story', 'Maak deze tekst korter: niet meer dan 300 tekens'],
		['a control character', { story: 'piep\u0007piep' }, 'story', 'Er staan tekens in deze tekst die we niet kunnen bewaren. Typ de tekst opnieuw'],
		['an escape sequence', { line: '\u001b[31mrood' }, 'line', 'Er staan tekens in deze tekst die we niet kunnen bewaren. Typ de tekst opnieuw'],
		['nothing where an answer is needed', { must: [] }, 'must', 'Geef antwoord op deze vraag'],
		['only spaces in a group', { choice: 'ja', visit_2_what: 'x'.repeat(201), visit_1_again: 'yes' }, 'visit_2_what', 'Maak deze tekst korter: niet meer dan 200 tekens'],
	];

	for (const [what, answers, target, text] of wrong)
		test(`${what} comes back with everything typed and a link to the field`, async () => {
			const typed = { ...GOOD, line: 'blijft <b>&"\' staan', ...answers };
			const before = page.carried((await server.get('/nl/every-type')).body);
			const reply = await server.post('/nl/every-type', { ...before, ...typed });
			const summary = page.problems(reply.body);

			if (!('line' in answers)) typed.line = 'blijft <b>&"\' staan'.slice(0, 20);
			assert.equal(reply.status, 422);
			assert.match(page.title(reply.body), /^Fout: Van alles wat – /);
			page.shows(reply.body, /<div class="summary" role="alert" tabindex="-1" autofocus/);
			assert.ok(reply.body.indexOf('role="alert"') < reply.body.indexOf('<h1>'), 'the summary comes before the heading');
			assert.ok(summary.some((one) => one.target === target && one.text.endsWith(` – ${text}`)), JSON.stringify(summary));
			for (const one of summary) assert.equal(reply.body.split(`id="${one.target}"`).length, 2, `one field has id ${one.target}`);
			page.shows(reply.body, new RegExp(`id="${target}_error"><span class="prefix">Fout: </span>${text}`));
			page.shows(reply.body, new RegExp(`id="${target}"[^>]* aria-describedby="[^"]*${target}_error`));
			assert.equal(page.nonce(reply.body), before.nonce, 'the form keeps its identity');
			assert.equal(page.definition(reply.body), before.definition);
			page.lacks(reply.body, /<b>/, 'HTML in an answer is text');
			/* Sent again, put right, it is kept. */
			const right = await server.post('/nl/every-type', { ...before, ...GOOD });

			assert.match(right.headers.location, THANKS);
		});

	test('everything that was typed is still there, as it was', async () => {
		const typed = {
			choice: 'ja', several: ['appel', 'peer', 'kiwi'], mood: 'goed', amount: 'veel', whole: '007', line: '<script>alert(1)</script> & "meer"',
			story: 'regel een\nregel twee\n\n  ingesprongen\n</textarea><img src=x>', visit_1_what: 'tante "Jo"', visit_1_kind: 'saai', visit_1_why: '\nbegint leeg',
			visit_1_again: 'yes', visit_2_what: 'oom', visit_2_again: 'no',
		};
		const reply = await fill(typed);
		const shown = page.answers(reply.body);

		assert.equal(reply.status, 422);
		for (const [name, value] of Object.entries(typed)) assert.deepEqual(shown[name], [value].flat().map((one) => (name === 'visit_1_why' ? one.trim() : one)), name);
		assert.equal(Object.keys(shown).length, Object.keys(typed).length, 'and nothing else');
		assert.deepEqual(reply.body.match(/<script[^>]*>/g), ['<script src="/survey.js">'], 'our own script, and no other');
		assert.equal(reply.body.split('<img').length, 1);
	});

	test('what was typed where nothing is asked any more comes back too when something else is wrong', async () => {
		const shown = page.answers((await fill({ choice: 'ja', 'why-not': 'van de andere tak' })).body);

		assert.deepEqual(shown['why-not'], ['van de andere tak']);
	});

	test('a wrong answer to a question that is not asked is no problem', async () => {
		const reply = await fill({ choice: 'nee', must: 'links', visit_1_what: 'x'.repeat(500), visit_3_kind: 'onzin', visit_1_why: '\u0001' });

		assert.equal(reply.status, 303);
	});

	test('errors are told in English to who reads English', async () => {
		const reply = await fill({ amount: 'lots' }, 'en');

		assert.match(page.title(reply.body), /^Error: A bit of everything – Questionnaires$/);
		assert.deepEqual(page.problems(reply.body), [
			{ target: 'amount', text: 'How much money? – Enter a number, such as 12.5' },
			{ target: 'must', text: 'This you must choose – Answer this question' },
		]);
	});

	test('the summary lists problems in the order of the questions', async () => {
		const targets = page.problems((await fill({ story: 'x'.repeat(301), choice: 'onzin', amount: '-1' })).body).map((one) => one.target);

		assert.deepEqual(targets, ['choice', 'amount', 'story', 'must']);
	});

	test('numbers may have a decimal comma, a point, a plus and zeros', async () => {
		for (const amount of ['12', '12,5', '12.50', '+12', '007', '0', '100', '100,00', ' 5 ', '-0'])
			assert.equal((await fill({ ...GOOD, amount })).status, 303, amount);
	});

	test('limits count what a person sees as characters', async () => {
		for (const line of ['é'.repeat(20), 'e\u0301'.repeat(20), '漢'.repeat(20), '🙂'.repeat(20), 'a'.repeat(20), `  ${'a'.repeat(20)}  `])
			assert.equal((await fill({ ...GOOD, line })).status, 303, line);
		assert.equal((await fill({ ...GOOD, story: `${'a'.repeat(149)}\r\n${'b'.repeat(150)}` })).status, 303, 'a line break is one character');
	});

	test('Enter in a field does not send', async () => {
		const form = page.carried((await server.get('/nl/every-type')).body);
		const reply = await server.post('/nl/every-type', { ...form, ...GOOD, line: 'hoi', enter: '1' });

		assert.equal(reply.status, 200);
		assert.match(page.notice(reply.body), /^Je antwoorden zijn nog niet verstuurd\./);
		assert.doesNotMatch(page.title(reply.body), /^Fout/);
		assert.deepEqual(page.answers(reply.body).line, ['hoi']);
		assert.equal(page.nonce(reply.body), form.nonce);
		assert.match((await server.post('/nl/every-type', { ...form, ...GOOD })).headers.location, THANKS, 'nothing was kept by Enter');
	});

	test('an empty form is not kept and says so', async () => {
		const reply = await fill({}, 'nl', 'small');

		assert.equal(reply.status, 422);
		assert.deepEqual(page.problems(reply.body), [{ target: '', text: 'Je hebt nog niets ingevuld' }]);
		assert.equal((await fill({ one: '   ', two: '\r\n' }, 'nl', 'small')).status, 422, 'spaces are nothing');
	});

	test('answers that are too long together lose nothing', async () => {
		const typed = { one: 'a'.repeat(800), two: 'b'.repeat(800), three: 'snel' };
		const reply = await fill(typed, 'nl', 'small');

		assert.equal(reply.status, 422);
		assert.match(page.title(reply.body), /^Fout: /);
		assert.deepEqual(page.problems(reply.body), [{ target: '', text: 'Je antwoorden zijn samen te lang. Maak een paar teksten korter' }]);
		assert.deepEqual(page.answers(reply.body), { one: [typed.one], two: [typed.two], three: ['snel'] });
		const shorter = await server.post('/nl/small', { ...page.carried(reply.body), ...typed, two: 'b' });

		assert.equal(shorter.headers.location, '/nl/small/thanks');
	});

	test('a form with a broken nonce comes back with a good one and is kept then', async () => {
		const { nonce, definition } = page.carried((await server.get('/nl/every-type')).body);

		for (const broken of ['', 'zz', nonce.slice(1), `${nonce}0`, nonce.toUpperCase().replace(/./, 'G')]) {
			const reply = await server.post('/nl/every-type', { nonce: broken, definition, ...GOOD, line: 'blijft' });

			assert.equal(reply.status, 200, broken);
			assert.match(page.notice(reply.body), /nog niet verstuurd/);
			assert.match(page.nonce(reply.body), /^[0-9a-f]{32}$/);
			assert.deepEqual(page.answers(reply.body).line, ['blijft']);
			assert.match((await server.post('/nl/every-type', { ...page.carried(reply.body), ...GOOD })).headers.location, THANKS);
		}
	});

	test('a form of a definition that nobody knows comes back to be looked at', async () => {
		const { nonce } = page.carried((await server.get('/nl/every-type')).body);

		for (const definition of ['', 'zz', '0'.repeat(64), '0'.repeat(63)]) {
			const reply = await server.post('/nl/every-type', { nonce, definition, ...GOOD, line: 'blijft' });

			assert.equal(reply.status, 200, definition);
			assert.match(page.notice(reply.body), /^De vragenlijst is intussen veranderd\./);
			assert.deepEqual(page.answers(reply.body).line, ['blijft']);
		}
	});

	test('fields that no form of ours has are ignored', async () => {
		assert.equal((await fill({ ...GOOD, 'made-up': 'x', __proto__x: 'y', '': 'z', visit_9_what: 'w', again: 'yes' })).status, 303);
	});

	test('a page that comes back has all its answers shown on one page and no language switch', async () => {
		const { body } = await fill({ choice: 'ja' });

		page.shows(body, /<form [^>]*class="whole"/);
		page.lacks(body, /hreflang/);
	});
});

test('every response that was thanked for is released once', async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml'] });
	const sent = 25;

	for (let i = 0; i < sent; i++) {
		const fields = { ...page.carried((await server.get('/nl/every-type')).body), ...GOOD };

		await server.post('/nl/every-type', fields);
		if (i % 2 === 0) await server.post('/nl/every-type', fields);
		if (i % 5 === 0) await server.post('/nl/every-type', { ...fields, choice: 'onzin' });
	}
	const status = await survey(['status', '--data', server.data]);

	assert.match(status.stdout, /every-type {2}key [0-9a-f-]+ {2}released \d+ in \d+ batch(es)? {2}pooled \d+ of 64\n/);
	await server.stop();
	assert.equal(await countKept(server.data, 'every-type'), sent);
});

test('status does not show how many are pooled while they are few', async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml'] });

	await server.post('/nl/every-type', { ...page.carried((await server.get('/nl/every-type')).body), ...GOOD });
	assert.match((await survey(['status', '--data', server.data])).stdout, /pooled fewer than 2 of 64/);
	assert.match((await survey(['release', '--data', server.data, '--now'])).stdout, /^released: 0\n/);
	assert.match((await survey(['release', '--data', server.data, '--closing'])).stdout, /^released: 1\n/);
});

/** Changes a questionnaire in the server's directory and waits until the change is served. */
async function change(server, file, from, to, look) {
	const name = path.join(server.questionnaires, file);
	const text = fs.readFileSync(name, 'utf8');

	assert.match(text, from);
	fs.writeFileSync(name, text.replace(from, to));
	await server.reload(look, `the changed ${file}`);
}

test('a form that was made before the questionnaire changed is still accepted, as it was made', async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml'] });
	const form = page.carried((await server.get('/nl/every-type')).body);

	await change(server, 'every-type.yaml', /links: \{nl: Links, en: Left\}/, 'boven: {nl: Boven, en: Up}', async () => /Boven/.test((await server.get('/nl/every-type')).body));
	const wrong = await server.post('/nl/every-type', { ...form, choice: 'nee', amount: 'veel', must: 'links' });

	assert.equal(wrong.status, 422);
	page.lacks(wrong.body, /Boven/, 'it comes back as it was');
	assert.deepEqual(page.carried(wrong.body), form);
	assert.deepEqual(page.answers(wrong.body).must, ['links']);
	assert.match((await server.post('/nl/every-type', { ...form, ...GOOD })).headers.location, THANKS);
	const fresh = page.carried((await server.get('/nl/every-type')).body);

	assert.notEqual(fresh.definition, form.definition);
	assert.equal((await server.post('/nl/every-type', { ...fresh, ...GOOD })).status, 422, 'the new one has no such option');
	assert.match((await server.post('/nl/every-type', { ...fresh, choice: 'nee', must: 'boven' })).headers.location, THANKS);
	await server.stop();
	assert.equal(await countKept(server.data, 'every-type'), 2);
});

test('a form whose questionnaire closed meanwhile shows what was typed and cannot be sent', async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml', 'small.yaml'] });
	const form = page.carried((await server.get('/nl/every-type')).body);

	await change(server, 'every-type.yaml', /audience: test/, 'audience: test\nclose: 2020-12-31', async () => (await server.get('/nl/every-type')).status === 410);
	const reply = await server.post('/nl/every-type', { ...form, ...GOOD, story: 'mijn verhaal' });

	assert.equal(reply.status, 410);
	assert.match(page.notice(reply.body), /^Deze vragenlijst is gesloten\. Je antwoorden zijn niet verstuurd\./);
	assert.deepEqual(page.answers(reply.body).story, ['mijn verhaal']);
	page.lacks(reply.body, /<button[^>]*>Verstuur/);
	await server.stop();
	assert.equal(await countKept(server.data, 'every-type'), 0);
});

test('a form for a questionnaire that is not open yet is not kept', async (t) => {
	const server = await serve(t, { questionnaires: ['early.yaml'] });
	const reply = await server.post('/nl/early', { nonce: '0'.repeat(32), definition: '', one: 'te vroeg' });

	assert.equal(reply.status >= 400 && reply.status < 500, true, String(reply.status));
	page.lacks(reply.body, /is gesloten/, 'it does not say that it is over');
	await server.stop();
	assert.equal(await countKept(server.data, 'early'), 0);
});

test('when the questionnaire is over, what is pooled is released by itself', async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml'] });

	await server.post('/nl/every-type', { ...page.carried((await server.get('/nl/every-type')).body), ...GOOD });
	await server.stop();
	const file = path.join(server.questionnaires, 'every-type.yaml');

	fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('audience: test', 'audience: test\nclose: 2020-12-31'));
	const again = await serve(t, { questionnaires: server.questionnaires, data: server.data });

	await until(async () => /released 1 in 1 batch /.test((await survey(['status', '--data', server.data])).stdout), 'the release at closing');
	await again.stop();
});
