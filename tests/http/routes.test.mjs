// SPDX-License-Identifier: EUPL-1.2
//
// Goal: every address answers as promised, in the language that was asked for, with the same protective headers.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import * as page from '../support/page.mjs';
import { launch, raw, request, serve } from '../support/server.mjs';

const REFUSED = {
	nl: { 400: 'Dit verzoek klopt niet', 403: 'Dit formulier komt ergens anders vandaan', 404: 'Deze pagina bestaat niet', 405: 'Dit kan hier niet',
		413: 'Je antwoorden zijn te lang', 415: 'Dit formulier kunnen we niet lezen' },
	en: { 400: 'This request is not right', 403: 'This form comes from somewhere else', 404: 'This page does not exist', 405: 'This is not possible here',
		413: 'Your answers are too long', 415: 'We cannot read this form' },
};

/** Everything that each reply must carry, and nothing that it must not. What is ready in two codings says so. */
function checkHeaders(reply, what, prepared = false) {
	const { headers } = reply;
	const names = reply.raw.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase());
	const policy = headers['content-security-policy'];
	const hash = reply.body.includes('<style>') ? ` 'sha256-${page.styleHash(reply.body)}'` : '';

	if (hash !== '' || reply.body !== '')
		assert.equal(policy, `default-src 'none'; style-src 'self'${hash}; script-src 'self'; connect-src 'self'; img-src 'self'; media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`, what);
	assert.ok(policy, `${what}: a policy`);
	assert.doesNotMatch(policy, /unsafe|\*|https?:|data:|blob:/, what);
	assert.equal(headers['cache-control'], 'no-store', what);
	assert.equal(headers['referrer-policy'], 'no-referrer', what);
	assert.equal(headers['x-content-type-options'], 'nosniff', what);
	assert.equal(headers['x-frame-options'], 'DENY', what);
	assert.equal(headers['cross-origin-opener-policy'], 'same-origin', what);
	assert.equal(headers['cross-origin-embedder-policy'], 'require-corp', what);
	assert.equal(headers['cross-origin-resource-policy'], 'same-origin', what);
	for (const feature of ['camera', 'geolocation', 'microphone', 'payment', 'browsing-topics'])
		assert.ok(headers['permissions-policy'].split(', ').includes(`${feature}=()`), `${what}: ${feature} is off`);
	assert.equal(headers['content-type'], 'text/html; charset=utf-8', what);
	for (const leak of ['set-cookie', 'server', 'etag', 'last-modified', 'x-powered-by', 'strict-transport-security', 'access-control-allow-origin', 'via'])
		assert.ok(!names.includes(leak), `${what}: no ${leak} header`);
	assert.equal(headers.vary, prepared ? 'Accept-Encoding' : undefined, `${what}: what it varies by`);
	assert.equal(names.length, new Set(names).size, `${what}: no header twice`);
}

describe('pages and headers', () => {
	let server;
	let stop;

	before(async () => {
		const cleaners = [];

		server = await serve({ after: (clean) => cleaners.push(clean) }, { questionnaires: ['every-type.yaml', 'closed.yaml', 'early.yaml', 'unlisted.yaml'] });
		stop = () => Promise.all(cleaners.reverse().map((clean) => clean()));
	});
	after(() => stop());

	const pages = [
		['/nl', 200, 'nl', 'Vragenlijsten'],
		['/en', 200, 'en', 'Questionnaires'],
		['/nl/privacy', 200, 'nl', 'Wat we bewaren'],
		['/en/privacy', 200, 'en', 'What we keep'],
		['/nl/every-type', 200, 'nl', 'Van alles wat'],
		['/en/every-type', 200, 'en', 'A bit of everything'],
		['/nl/every-type/thanks', 200, 'nl', 'Bedankt'],
		['/en/every-type/thanks', 200, 'en', 'Thank you'],
		['/nl/every-type/received', 200, 'nl', 'Al ontvangen'],
		['/en/every-type/received', 200, 'en', 'Already received'],
		['/nl/unlisted', 200, 'nl', 'Niet op de lijst'],
		['/nl/closed', 410, 'nl', 'Deze vragenlijst is gesloten'],
		['/en/closed', 410, 'en', 'This questionnaire is closed'],
		['/nl/early', 404, 'nl', 'Deze vragenlijst is nog niet open'],
		['/en/early', 404, 'en', 'This questionnaire is not open yet'],
		['/nl/nobody', 404, 'nl', 'Deze pagina bestaat niet'],
		['/en/nobody', 404, 'en', 'This page does not exist'],
		['/en/unlisted', 404, 'en', 'This page does not exist'],
		['/en/every-type/elsewhere', 404, 'en', 'This page does not exist'],
		['/xx', 404, 'nl', 'Deze pagina bestaat niet'],
		['/xx/every-type', 404, 'nl', 'Deze pagina bestaat niet'],
		['/nl/', 404, 'nl', 'Deze pagina bestaat niet'],
		['/en/every-type/', 404, 'en', 'This page does not exist'],
		['/nl/every%2Dtype', 404, 'nl', 'Deze pagina bestaat niet'],
		['/nl/../nl', 404, 'nl', 'Deze pagina bestaat niet'],
	];

	for (const [path, status, language, heading] of pages)
		test(`GET ${path} answers ${status} in ${language} with every header`, async () => {
			const reply = await server.get(path);

			assert.equal(reply.status, status);
			assert.equal(page.language(reply.body), language);
			assert.equal(page.heading(reply.body), heading);
			assert.match(page.title(reply.body), language === 'nl' ? / – Vragenlijsten$/ : / – Questionnaires$/);
			checkHeaders(reply, path, status === 200 && /^\/..\/[^/]*$/.test(path) && !path.endsWith('/privacy'));
			assert.equal(Number(reply.headers['content-length']), reply.buffer.length);
		});

	test('HEAD has the headers of GET and no body', async () => {
		for (const [path, status] of pages.slice(0, 6)) {
			const head = await request(server, 'HEAD', path);
			const got = await server.get(path);

			assert.equal(head.status, status);
			assert.equal(head.body, '');
			assert.equal(head.headers['content-length'], got.headers['content-length']);
			assert.equal(head.headers['content-security-policy'], got.headers['content-security-policy']);
		}
	});

	test('a policy that names another style is noticed (positive control)', async () => {
		const reply = await server.get('/nl');

		reply.body = reply.body.replace('box-sizing', 'box-sizinG');
		assert.throws(() => checkHeaders(reply, 'changed'));
	});

	test('"/" leads to the language that the browser asks for', async () => {
		const wanted = [
			[undefined, '/nl'], ['en', '/en'], ['nl', '/nl'], ['en-GB,en;q=0.9', '/en'], ['de-DE,de;q=0.9,en;q=0.5', '/en'], ['fr', '/nl'],
			['EN-us', '/en'], ['', '/nl'], ['*', '/nl'], [',,;;,', '/nl'], ['x'.repeat(4000), '/nl'], ['nl-NL,nl;q=0.9,en;q=0.8', '/nl'],
		];

		for (const [header, location] of wanted) {
			const reply = await server.get('/', header === undefined ? {} : { 'Accept-Language': header });

			assert.ok([302, 303].includes(reply.status), `${header}: ${reply.status}`);
			assert.equal(reply.headers.location, location, String(header).slice(0, 40));
			assert.equal(reply.headers['cache-control'], 'no-store');
		}
	});

	test('a page without a language in its path is refused in the language that the browser asks for', async () => {
		for (const [header, language] of [['en', 'en'], ['nl', 'nl'], ['fr', 'nl']]) {
			const reply = await server.get('/who/knows', { 'Accept-Language': header });

			assert.equal(page.language(reply.body), language);
			assert.equal(page.heading(reply.body), REFUSED[language][404]);
		}
	});

	test('the language in the path counts for more than what the browser asks for', async () => {
		assert.equal(page.language((await server.get('/nl/every-type', { 'Accept-Language': 'en' })).body), 'nl');
	});

	test('the index lists what is open and listed, with the day it closes', async () => {
		const { body } = await server.get('/nl');

		page.shows(body, /href="\/nl\/every-type"/);
		for (const hidden of ['unlisted', 'closed', 'early']) page.lacks(body, new RegExp(`href="/nl/${hidden}"`));
	});

	test('a questionnaire that opens later says when', async () => {
		page.shows((await server.get('/nl/early')).body, /1 maart 2999/);
		page.shows((await server.get('/en/early')).body, /1 March 2999/);
	});

	test('every page that has another language links to it, with lang and hreflang', async () => {
		for (const path of ['', '/privacy', '/every-type']) {
			page.shows((await server.get(`/nl${path}`)).body, new RegExp(`<a href="(?:\\.\\.)?/en${path}" hreflang="en" lang="en">English</a>`));
			page.shows((await server.get(`/en${path}`)).body, new RegExp(`<a href="(?:\\.\\.)?/nl${path}" hreflang="nl" lang="nl">Nederlands</a>`));
		}
		page.lacks((await server.get('/nl/unlisted')).body, /hreflang/);
	});

	test('every form has a nonce of its own', async () => {
		const seen = new Set();

		for (let i = 0; i < 20; i++) seen.add(page.nonce((await server.get('/nl/every-type')).body));
		assert.equal(seen.size, 20);
		for (const nonce of seen) assert.match(nonce, /^[0-9a-f]{32}$/);
	});

	test('two copies of a page differ in their nonce only', async () => {
		const bodies = [await server.get('/nl/every-type'), await server.get('/nl/every-type')].map(({ body }) => body.replace(page.nonce(body), ''));

		assert.equal(bodies[0], bodies[1]);
	});

	test('a wrong method answers 405 and says which are right', async () => {
		for (const language of ['nl', 'en'])
			for (const [method, path, allow] of [
				['POST', '', 'GET, HEAD'], ['PUT', '/every-type', 'GET, HEAD, POST'], ['DELETE', '/privacy', 'GET, HEAD, POST'],
				['PATCH', '/every-type/thanks', 'GET, HEAD'], ['OPTIONS', '/every-type', 'GET, HEAD, POST'], ['TRACE', '/every-type', 'GET, HEAD, POST'],
			]) {
				const reply = await request(server, method, `/${language}${path}`, { headers: { 'Content-Length': 0 } });

				assert.equal(reply.status, 405, `${method} ${path}`);
				assert.equal(reply.headers.allow, allow, `${method} ${path}`);
				assert.equal(page.heading(reply.body), REFUSED[language][405]);
				checkHeaders(reply, `${method} ${path}`);
			}
	});

	test('a form that is much too large answers 413 and is told so politely', async () => {
		for (const language of ['nl', 'en']) {
			const reply = await server.post(`/${language}/every-type`, `story=${'x'.repeat(300 * 1024)}`);

			assert.equal(reply.status, 413);
			assert.equal(page.heading(reply.body), REFUSED[language][413]);
			checkHeaders(reply, '413');
		}
	});

	test('a form in another encoding answers 415', async () => {
		for (const type of ['multipart/form-data; boundary=x', 'application/json', 'text/plain', ''])
			for (const language of ['nl', 'en']) {
				const reply = await server.post(`/${language}/every-type`, 'choice=ja', { 'Content-Type': type });

				assert.equal(reply.status, 415, type);
				assert.equal(page.heading(reply.body), REFUSED[language][415]);
				checkHeaders(reply, type);
			}
		const good = await server.post('/nl/every-type', '', { 'Content-Type': 'Application/X-WWW-Form-URLencoded; charset=UTF-8' });

		assert.equal(good.status, 422, 'read, and found incomplete (positive control)');
	});

	test('a form from another site answers 403', async () => {
		for (const headers of [{ Origin: 'https://elsewhere.example' }, { 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-site' }, { Origin: `http://127.0.0.1:${server.port}0` }]) {
			const reply = await server.post('/en/every-type', 'choice=ja', headers);

			assert.equal(reply.status, 403, JSON.stringify(headers));
			assert.equal(page.heading(reply.body), REFUSED.en[403]);
			checkHeaders(reply, '403');
		}
		for (const headers of [{ Origin: server.base, 'Sec-Fetch-Site': 'same-origin' }, { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' }, { 'Sec-Fetch-Site': 'none' }])
			assert.equal((await server.post('/en/every-type', 'choice=ja', headers)).status, 422, JSON.stringify(headers));
	});

	test('requests that a proxy could read in another way answer 400', async () => {
		const odd = {
			'no Host': 'GET /nl HTTP/1.1\r\n\r\n',
			'two Hosts': 'GET /nl HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
			'two lengths': 'POST /nl/every-type HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc',
			'a transfer encoding': 'POST /nl/every-type HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
			'length and encoding': 'POST /nl/every-type HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
			'a space before the colon': 'GET /nl HTTP/1.1\r\nHost: a\r\nX-Odd : 1\r\n\r\n',
			'no request': 'hello there\r\n\r\n',
		};

		for (const [what, text] of Object.entries(odd)) {
			const reply = await raw(server, text);

			assert.ok(reply === 'closed' || /^HTTP\/1\.1 400 /.test(reply), `${what}: ${reply.slice(0, 60)}`);
		}
		assert.match(await raw(server, 'GET /nl HTTP/1.1\r\nHost: a\r\n\r\n'), /^HTTP\/1\.1 200 /, 'a good one (positive control)');
	});

	test('a malformed form answers 400', async () => {
		for (const body of ['choice=%', 'choice=%zz', 'choice=%4', 'choice=%00', 'line=%ff%fe', 'line=%c0%80', 'line=%ed%a0%80', Buffer.from([0x61, 0x3d, 0xff]), 'a&'.repeat(2001)])
			for (const language of ['nl', 'en']) {
				const reply = await server.post(`/${language}/every-type`, body);

				assert.equal(reply.status, 400, String(body).slice(0, 20));
				assert.equal(page.heading(reply.body), REFUSED[language][400]);
				checkHeaders(reply, '400');
			}
	});

	test('a form for a questionnaire that does not exist answers 404', async () => {
		for (const path of ['/nl/nobody', '/xx/every-type', '/nl/privacy']) assert.equal((await server.post(path, 'choice=ja')).status, 404, path);
	});

	test('text in a path never becomes part of a page', async () => {
		const reply = await server.get('/nl/%3Cscript%3Ealert(1)%3C/script%3E', { 'Accept-Language': '"><script>alert(1)</script>' });

		assert.equal(reply.status, 404);
		page.lacks(reply.body, /alert/);
	});
});

test('--language decides for who asks for no language we have', async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml'], args: ['--language', 'en'] });

	assert.equal((await server.get('/')).headers.location, '/en');
	assert.equal(page.language((await server.get('/nothing/here/at/all')).body), 'en');
});

test('a language that the program does not speak is refused at the start', async (t) => {
	const server = await launch(t, { questionnaires: ['every-type.yaml'], args: ['--language', 'tlh'] });

	assert.equal((await server.ended).code, 1);
	assert.match(server.err, /does not speak "tlh"/);
});
