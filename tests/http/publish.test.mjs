// SPDX-License-Identifier: EUPL-1.2
//
// Goal: what the team publishes is what everybody sees, both pages of it; links to findings stay; and what is for the team alone is not
// published.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import * as page from '../support/page.mjs';
import { serve, SHIPPED, survey, temporary } from '../support/server.mjs';

const document = (content) => `<!doctype html><html lang="nl"><head><title>T</title><style>p{color:red}</style></head><body>${content}</body></html>`;
const finding = (id) => `<h3 id="finding-${id}">${id}</h3>`;

function writer(t) {
	const directory = temporary(t, 'publish');

	return (name, content) => {
		const file = path.join(directory, name);

		fs.writeFileSync(file, content);
		return file;
	};
}

test('the page for participants has an address of its own, in every language, and the first place on the way in', async (t) => {
	const write = writer(t);
	const server = await serve(t, { questionnaires: ['small.yaml'] });
	const short = document('<p>Dank jullie wel.</p>');

	for (const address of ['/nl/findings', '/nl/findings/participants']) assert.equal((await server.get(address)).status, 404, address);
	const done = await survey(['publish', '--participants', write('kort.html', short), '--data', server.data]);

	assert.equal(done.code, 0, done.stderr);
	assert.equal(done.stdout, 'published: /nl/findings/participants\n');
	for (const language of ['nl', 'en', 'ar']) {
		const shown = await server.get(`/${language}/findings/participants`);

		assert.equal(shown.status, 200);
		assert.equal(shown.body, short, 'as it was written');
		assert.ok(shown.headers['content-security-policy'].includes(`'sha256-${page.styleHash(shown.body)}'`));
	}
	assert.equal((await server.get('/nl/findings')).status, 404, 'the report was not published');
	page.shows((await server.get('/nl')).body, /href="\/nl\/findings\/participants">Wat is er met jullie antwoorden gebeurd\?</);
	page.lacks((await server.get('/nl')).body, /href="\/nl\/findings"/);
	assert.equal((await survey(['publish', write('rapport.html', document(finding('a'))), '--data', server.data])).code, 0);
	assert.equal((await server.get('/nl/findings/participants')).body, short, 'it stays when a report comes');
	assert.match((await server.get('/nl')).body, /findings\/participants".*href="\/nl\/findings"/s);
	const taken = await survey(['publish', '--remove', '--data', server.data]);

	assert.equal(taken.code, 0);
	for (const address of ['/nl/findings', '/nl/findings/participants']) assert.equal((await server.get(address)).status, 404, address);
	assert.deepEqual(fs.readdirSync(server.data).filter((name) => name.endsWith('.html')), []);
	assert.equal((await survey(['publish', '--remove', '--data', server.data])).code, 1);
});

test('who has sent is offered what came out of it as soon as that is published: the same link for everybody, in every language', async (t) => {
	const write = writer(t);
	const server = await serve(t, { questionnaires: [path.join(SHIPPED, 'panel.yaml')] });
	const words = { nl: 'Wat er met de antwoorden gebeurde', en: 'What happened with the answers', ar: 'ماذا حدث للإجابات' };
	const links = async (address) => [...(await server.get(address)).body.matchAll(/<a href="([^"]*findings[^"]*)">(.*?)<\/a>/g)].map(([, target, text]) => [target, text]);
	const publish = async (...args) => assert.equal((await survey(['publish', ...args, '--data', server.data])).code, 0);
	const everywhere = async (end) => {
		for (const [language, text] of Object.entries(words)) for (const after of ['thanks', 'received']) {
			assert.deepEqual(await links(`/${language}/panel/${after}`), end === null ? [] : [[`/${language}/findings${end}`, text]], `${language} ${after}`);
			assert.deepEqual(await links(`/kiosk/${language}/panel/${after}`), [], 'a tablet stays at the questionnaire');
		}
	};

	await everywhere(null);
	await publish(write('rapport.html', document(finding('a'))));
	await everywhere('');
	await publish('--participants', write('kort.html', document('<p>Dank jullie wel.</p>')));
	await everywhere('/participants');
	/* It says nothing about who sent what: two people, a short form and a long one. */
	const pages = [];

	for (const what of ['a', 'b'.repeat(400)]) {
		const form = page.carried((await server.get('/nl/panel')).body);
		const sent = await server.post('/nl/panel', { ...form, checked: '1', uses: 'ja', path_1_what: what });

		assert.equal(sent.status, 303);
		pages.push((await server.get(sent.headers.location)).buffer);
	}
	assert.ok(pages[0].equals(pages[1]));
	await publish('--remove');
	await everywhere(null);
});

test('when one of two files is no good, neither is published', async (t) => {
	const write = writer(t);
	const data = temporary(t, 'data');
	const good = write('goed.html', document('<p>T</p>'));
	const bad = write('fout.html', document('<script>alert(1)</script>'));

	for (const [report, participants] of [[good, bad], [bad, good]]) {
		assert.equal((await survey(['publish', report, '--participants', participants, '--data', data])).code, 1);
		assert.deepEqual(fs.readdirSync(data), []);
	}
	assert.equal((await survey(['publish', good, '--participants', good, '--data', data])).code, 0);
	assert.deepEqual(fs.readdirSync(data).sort(), ['findings.html', 'participants.html']);
	for (const wrong of [[], [good, '--remove'], ['--participants', good, '--remove']])
		assert.equal((await survey(['publish', ...wrong, '--data', data])).code, 2, wrong.join(' '));
});

test('a draft is refused', async (t) => {
	const data = temporary(t, 'data');
	const draft = document('<p>T</p>').replace('<body>', '<body data-concept="Intern concept">');
	const done = await survey(['publish', writer(t)('concept.html', draft), '--data', data]);

	assert.equal(done.code, 1);
	assert.match(done.stderr, /draft/);
	assert.deepEqual(fs.readdirSync(data), []);
});

test('a finding that links may lead to and that is no longer in the report is named', async (t) => {
	const write = writer(t);
	const data = temporary(t, 'data');
	const publish = (...ids) => survey(['publish', write('rapport.html', document(ids.map(finding).join(''))), '--data', data]);

	assert.equal((await publish('zelf-bellen-1a2b', 'geld-lenen-3c4d', 'zelf')).stderr, '', 'there was none before');
	assert.equal((await publish('zelf', 'nieuw-9z9z', 'geld-lenen-3c4d', 'zelf-bellen-1a2b')).stderr, '', 'another order and more of them');
	const fewer = await publish('nieuw-9z9z', 'zelf-bellen-1a2b');

	assert.equal(fewer.code, 0);
	assert.match(fewer.stderr, /no longer in the report.*:\nzelf\ngeld-lenen-3c4d\n$/);
});
