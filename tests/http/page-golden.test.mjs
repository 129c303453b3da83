// SPDX-License-Identifier: EUPL-1.2
//
// Goal: a page changes only when somebody meant it to. The style that all pages share is left out; the rules that a
// questionnaire's conditions became are in.

import { test } from 'node:test';

import { compare } from '../support/golden.mjs';
import * as page from '../support/page.mjs';
import { serve } from '../support/server.mjs';

const style = (html) => /<style>([\s\S]*?)<\/style>/.exec(html)[1];

test('pages are as they were', async (t) => {
	const server = await serve(t, { questionnaires: ['every-type.yaml'] });
	const shared = style((await server.get('/nl')).body);
	const settled = (html) => html.replaceAll(page.nonce(html) || 'no nonce', 'NONCE').replace(/ data-key="[^"]*"/, ' data-key="KEY"').replace(/[0-9a-f]{4}(-[0-9a-f]{4}){3}/g, 'FINGERPRINT').replace(shared, 'THE SHARED STYLE\n');
	const form = page.carried((await server.get('/nl/every-type')).body);

	compare('page-every-type-nl.html', settled((await server.get('/nl/every-type')).body));
	compare('page-every-type-en.html', settled((await server.get('/en/every-type')).body));
	compare('page-errors-nl.html', settled((await server.post('/nl/every-type', { ...form, choice: 'ja', amount: 'veel', line: '<b>"&\'', story: 'een\ntwee' })).body));
	compare('page-thanks-nl.html', settled((await server.get('/nl/every-type/thanks')).body));
	compare('page-index-nl.html', settled((await server.get('/nl')).body));
});
