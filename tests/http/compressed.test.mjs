// SPDX-License-Identifier: EUPL-1.2
//
// Goal: what lies ready compressed is, decompressed, byte for byte the page itself, with another nonce each time; only who asks for it
// gets it; and nothing that anybody typed is ever compressed, because then its length would tell something about it.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';

import * as page from '../support/page.mjs';
import { raw, request, serve, SHIPPED } from '../support/server.mjs';

const GZIP = { 'Accept-Encoding': 'gzip' };
const VARIANTS = 16;
const withoutNonce = (body) => body.replace(page.nonce(body), '');

/** The lines `languages: [nl, en]` and `questionnaire: id` of a file. */
function about(file) {
	const text = fs.readFileSync(file, 'utf8');

	return { id: /^questionnaire: *(\S+)/m.exec(text)[1], languages: /^languages: *\[(.*)\]/m.exec(text)[1].split(',').map((one) => one.trim()) };
}

describe('compressed beforehand', () => {
	const cleaners = [];
	const files = fs.readdirSync(SHIPPED).filter((name) => name.endsWith('.yaml')).map((name) => path.join(SHIPPED, name));
	let server;

	before(async () => (server = await serve({ after: (clean) => cleaners.push(clean) }, { questionnaires: [...files, 'every-type.yaml', 'small.yaml'] })));
	after(() => Promise.all(cleaners.reverse().map((clean) => clean())));

	test('every page of a questionnaire, in every language and variant, is the plain page', async () => {
		const nonces = new Set();
		let pages = 0;

		assert.ok(files.length >= 5);
		for (const { id, languages } of files.map(about))
			for (const language of languages)
				for (let variant = 0; variant < VARIANTS; variant++) {
					const headers = { 'Survey-Variant': String(variant) };
					const target = `/${language}/${id}`;
					const plain = await server.get(target, headers);
					const zipped = await server.get(target, { ...headers, ...GZIP });
					const body = gunzipSync(zipped.buffer).toString();

					assert.equal(plain.status, 200, target);
					assert.equal(plain.headers['content-encoding'], undefined, target);
					assert.equal(zipped.headers['content-encoding'], 'gzip', target);
					assert.equal(zipped.headers['content-type'], plain.headers['content-type'], target);
					assert.equal(zipped.headers['content-security-policy'], plain.headers['content-security-policy'], target);
					assert.equal(zipped.headers['cache-control'], 'no-store', target);
					assert.ok(zipped.buffer.length < plain.buffer.length / 2, target);
					for (const one of [plain, zipped]) assert.equal(one.headers.vary, 'Accept-Encoding', target);
					// Where nothing is drawn there is one variant, whatever was asked for; elsewhere it is the one that was asked for.
					assert.ok(withoutNonce(body) === withoutNonce(plain.body), `${target}, variant ${variant}`);
					nonces.add(page.nonce(body)).add(page.nonce(plain.body));
					pages += 2;
				}
		assert.equal(nonces.size, pages, 'each page has a nonce of its own');
	});

	test('the length of a page does not depend on its nonce', async () => {
		const sizes = new Set();

		for (let i = 0; i < 20; i++) sizes.add((await server.get('/nl/small', GZIP)).buffer.length);
		assert.equal(sizes.size, 1);
	});

	test('the script, its words and its patterns are the same, compressed', async () => {
		for (const target of ['/survey.js', '/personal.json', '/nl/words.json', '/en/words.json', '/ar/words.json']) {
			const plain = await server.get(target);
			const zipped = await server.get(target, GZIP);

			assert.equal(plain.status, 200, target);
			assert.equal(plain.headers['content-encoding'], undefined, target);
			assert.equal(zipped.headers['content-encoding'], 'gzip', target);
			assert.ok(gunzipSync(zipped.buffer).equals(plain.buffer), target);
			assert.ok(!zipped.buffer.equals(plain.buffer), target);
			for (const one of [plain, zipped]) assert.equal(one.headers.vary, 'Accept-Encoding', target);
		}
	});

	test('only who takes gzip gets it', async () => {
		const coding = async (accept) => (await server.get('/nl/small', accept === undefined ? {} : { 'Accept-Encoding': accept })).headers['content-encoding'];

		for (const accept of ['gzip', 'gzip, deflate, br, zstd', 'br;q=1, gzip;q=0.1', '*']) assert.equal(await coding(accept), 'gzip', accept);
		for (const accept of [undefined, '', 'br', 'gzip;q=0', 'gzip;q=0.000, deflate', 'identity', 'gzip;q=junk', 'gzip;q=0, *']) assert.equal(await coding(accept), undefined, accept);
	});

	test('HEAD tells the compressed length, and a connection may stay open or close', async () => {
		const got = await server.get('/nl/small', GZIP);
		const head = await request(server, 'HEAD', '/nl/small', { headers: GZIP });

		assert.equal(head.headers['content-length'], got.headers['content-length']);
		assert.equal(head.headers['content-encoding'], 'gzip');
		assert.equal(head.body, '');
		const closed = await raw(server, 'GET /nl/small HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n');

		assert.match(closed, /\r\nConnection: close\r\n/i);
		assert.match(closed, /\r\nContent-Encoding: gzip\r\n/);
	});

	test('what somebody typed comes back as it is', async () => {
		const fields = { ...page.carried((await server.get('/nl/every-type', {})).body), choice: 'nee', line: 'dit typte ik' };
		const wrong = await server.post('/nl/every-type', fields, GZIP);

		assert.equal(wrong.status, 422);
		page.shows(wrong.body, /dit typte ik/);
		assert.equal(wrong.headers['content-encoding'], undefined);
		assert.equal(wrong.headers.vary, undefined);
		for (const target of ['/nl/nothing-here', '/nl/small/thanks']) assert.equal((await server.get(target, GZIP)).headers['content-encoding'], undefined, target);
	});

	test('after a reload the new page is served, and who was being served got the old one whole', async (t) => {
		const own = await serve(t, { questionnaires: ['small.yaml'] });
		const file = path.join(own.questionnaires, 'small.yaml');
		const text = fs.readFileSync(file, 'utf8');
		const title = /^title: *\{nl: *"?([^,"}]*)/m.exec(text)[1];
		let stop = false;
		const readers = Array.from({ length: 4 }, async () => {
			let read = 0;

			while (!stop) {
				assert.match(gunzipSync((await own.get('/nl/small', GZIP)).buffer).toString(), /<\/html>\s*$/);
				read++;
			}
			return read;
		});

		for (let i = 0; i < 5; i++) {
			fs.writeFileSync(file, text.replace(title, `${title} keer ${i}`));
			await own.reload(async () => gunzipSync((await own.get('/nl/small', GZIP)).buffer).toString().includes(`keer ${i}`), 'the new title');
		}
		stop = true;
		for (const read of await Promise.all(readers)) assert.ok(read > 0);
		assert.deepEqual(await own.stop(), { code: 0, signal: null });
	});
});
