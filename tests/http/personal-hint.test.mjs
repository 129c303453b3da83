// SPDX-License-Identifier: EUPL-1.2
//
// Goal: without script, who types something personal is asked once, gently, before anything is kept. Nobody is stopped.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as page from '../support/page.mjs';
import { countKept, serve } from '../support/server.mjs';

const hint = (html) => /<div class="notice"[^>]*aria-labelledby="personal-title">[\s\S]*?<\/div>/.exec(html)?.[0] ?? '';

test('likely personal data is asked about before it is kept, and then kept as it is', async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml'] });
	const form = { ...page.carried((await server.get('/nl/every-type')).body), must: 'links', story: 'Bel mw. Jansen op 06-12345678 <b>' };
	const asked = await server.post('/nl/every-type', form);

	assert.equal(asked.status, 200);
	assert.match(hint(asked.body), /href="#story"[\s\S]*een naam, <mark>Jansen<\/mark>[\s\S]*een telefoonnummer, <mark>06-12345678<\/mark>/);
	assert.match(hint(asked.body), /name="checked" value="1"/);
	assert.deepEqual(page.answers(asked.body).story, ['Bel mw. Jansen op 06-12345678 <b>'], 'nothing typed is lost');
	assert.equal((await server.post('/nl/every-type', { ...form, checked: '1' })).headers.location, '/nl/every-type/thanks');
	assert.equal((await server.post('/nl/every-type', { ...form, checked: '1' })).headers.location, '/nl/every-type/received');
	assert.equal(await countKept(server.data, 'every-type'), 1);
});

test('a text without anything personal is kept at once, and a question that is not asked is not looked at', async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml'] });
	const send = async (fields) => (await server.post('/nl/every-type', { ...page.carried((await server.get('/nl/every-type')).body), must: 'links', ...fields })).status;

	assert.equal(await send({ story: 'gewoon een verhaal' }), 303);
	assert.equal(await send({ 'why-not': '06-12345678', choice: 'ja' }), 303, 'hidden by the choice');
	assert.equal(await send({ 'why-not': '06-12345678', choice: 'nee' }), 200, 'asked (positive control)');
	assert.equal(await send({ story: '06-12345678', amount: 'veel' }), 422, 'what is wrong comes first');
});
