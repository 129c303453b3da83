// SPDX-License-Identifier: EUPL-1.2
//
// Goal: the way out, the tablet and the big screen at a meeting, and the published report do what they promise, and nothing
// that does not belong can be put in their place.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import * as page from '../support/page.mjs';
import { countKept, request, ROOT, serve, survey, temporary } from '../support/server.mjs';

test('Snel weg stands on every page and leads to another site, and the browser is told to drop what it kept', async (t) => {
	const server = await serve(t, { questionnaires: ['small.yaml'] });

	for (const address of ['/nl', '/nl/small', '/nl/privacy', '/nl/small/thanks', '/nl/niets']) assert.match((await server.get(address)).body, /<a class="away" href="\/away" rel="noreferrer">Snel weg<\/a>/, address);
	const { status, headers } = await server.get('/away');

	assert.equal(status, 303);
	assert.equal(headers.location, 'https://nl.wikipedia.org/');
	assert.equal(headers['clear-site-data'], '"cache"');
	assert.equal(headers['referrer-policy'], 'no-referrer');
	assert.match((await server.get('/nl/small')).body, /De geschiedenis van je browser wissen we niet/, 'said honestly on the first screen');
});

test('where Snel weg leads can be chosen, and only an address will do', async (t) => {
	const server = await serve(t, { questionnaires: ['small.yaml'], args: ['--away', 'https://www.buienradar.nl'] });

	assert.equal((await server.get('/away')).headers.location, 'https://www.buienradar.nl');
	for (const wrong of ['javascript:alert(1)', 'https://', 'http://a b', 'ftp://x']) {
		const refused = await survey(['serve', '--key', '/dev/null', '--data', temporary(t), '--away', wrong]);

		assert.equal(refused.code, 1, wrong);
		assert.match(refused.stderr, /--away/);
	}
});

test('on a tablet the next person can begin after sending, and each person counts', async (t) => {
	const server = await serve(t, { questionnaires: ['small.yaml'] });
	const settled = (html) => html.replace(page.nonce(html), '');

	assert.equal(settled((await server.get('/kiosk/nl/small')).body), settled((await server.get('/nl/small')).body), 'it is the same page');
	for (let i = 0; i < 2; i++) {
		const form = { ...page.carried((await server.get('/kiosk/nl/small')).body), one: 'iets' };

		assert.equal((await server.post('/kiosk/nl/small', form)).headers.location, '/kiosk/nl/small/thanks');
		assert.equal((await server.post('/kiosk/nl/small', form)).headers.location, '/kiosk/nl/small/received');
	}
	const [, other] = /<a href="([^"]*)" hreflang="en"/.exec((await server.get('/kiosk/nl/small')).body);

	assert.equal(new URL(other, 'http://x/kiosk/nl/small').pathname, '/kiosk/en/small', 'another language is at the tablet too');
	assert.equal(new URL(other, 'http://x/nl/small').pathname, '/en/small');
	const thanks = (await server.get('/kiosk/nl/small/thanks')).body;

	assert.match(thanks, /<a class="button" data-seconds="20" href="\/kiosk\/nl\/small">Volgende persoon<\/a>/);
	assert.ok(!/data-seconds/.test((await server.get('/nl/small/thanks')).body), 'not on one\'s own phone');
	assert.equal(await countKept(server.data, 'small'), 2);
});

test('the big screen shows the address as people type it, and the short code leads to the questionnaire', async (t) => {
	const directory = temporary(t, 'event');
	const file = path.join(directory, 'bijeenkomst.yaml');

	fs.writeFileSync(file, 'questionnaire: bijeenkomst\ncode: 30okt\naudience: test\nlanguages: [nl, en]\nslots: 64\ntitle: {nl: Vandaag, en: Today}\nintro: {nl: X, en: X}\nthanks: {nl: X, en: X}\nquestions:\n  - {id: one, type: text, ask: {nl: Wat, en: What}}\n');
	const server = await serve(t, { questionnaires: [file], args: ['--url', 'https://vragen.example'] });
	const event = (await server.get('/nl/bijeenkomst/event')).body;

	assert.match(event, /<p class="address">vragen\.example\/30okt<\/p>/);
	assert.match(event, /<path class="dark" d="M0 0h7v1h-7z/);
	const followed = await request(server, 'GET', '/30okt', { headers: { 'Accept-Language': 'en' } });

	assert.equal(followed.status, 302);
	assert.equal(followed.headers.location, '/en/bijeenkomst');
	assert.equal((await server.get('/31okt')).status, 404);
	const other = await serve(t, { questionnaires: [file] });

	assert.match((await other.get('/nl/bijeenkomst/event')).body, new RegExp(`<p class="address">127\\.0\\.0\\.1:${other.port}/30okt</p>`), 'without --url by the request');
	assert.equal((await request(other, 'GET', '/nl/bijeenkomst/event', { headers: { Host: 'a"><script>' } })).status, 400);
});

test('a report is published and taken away while the server runs', async (t) => {
	const server = await serve(t, { questionnaires: ['small.yaml'] });
	const report = path.join(ROOT, 'tests/golden/report-demo.html');

	assert.equal((await server.get('/nl/findings')).status, 404);
	assert.ok(!/\/nl\/findings/.test((await server.get('/nl')).body));
	assert.equal((await survey(['publish', report, '--data', server.data])).code, 0);
	const shown = await server.get('/nl/findings');

	assert.equal(shown.status, 200);
	assert.equal(shown.body, fs.readFileSync(report, 'utf8'), 'as it was written');
	assert.ok(shown.headers['content-security-policy'].includes(`'sha256-${page.styleHash(shown.body)}'`));
	assert.match((await server.get('/nl')).body, /href="\/nl\/findings"/);
	assert.equal((await survey(['publish', '--remove', '--data', server.data])).code, 0);
	assert.equal((await server.get('/nl/findings')).status, 404);
	assert.equal((await survey(['publish', '--remove', '--data', server.data])).code, 1);
});

test('what is no report is not published', async (t) => {
	const directory = temporary(t, 'publish');
	const good = '<!doctype html><html lang="nl"><head><title>T</title><style>p{color:red}</style></head><body><p>T</p></body></html>';
	const bad = {
		script: good.replace('<p>T', '<p><SCRIPT>alert(1)</SCRIPT>'),
		picture: good.replace('<p>T', '<img src="http://x.example/p.png">'),
		'two styles': good.replace('<p>T', '<style>b{}</style>'),
		'no style': good.replace(/<style>.*<\/style>/, ''),
		'no page': 'hallo',
		'other letters': Buffer.from([...Buffer.from(good), 0xff]),
		empty: '',
	};

	const attempt = (text) => {
		fs.writeFileSync(path.join(directory, 'report.html'), text);
		return survey(['publish', path.join(directory, 'report.html'), '--data', directory]);
	};

	for (const [what, text] of Object.entries(bad)) assert.equal((await attempt(text)).code, 1, what);
	assert.ok(!fs.existsSync(path.join(directory, 'findings.html')));
	assert.equal((await attempt(good)).code, 0, 'a good one is (positive control)');
	assert.equal((await survey(['publish', '--data', directory])).code, 2);
});
