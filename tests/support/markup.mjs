// SPDX-License-Identifier: EUPL-1.2
//
// Whether a page is valid HTML, by html-validate.

import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
	root: true,
	extends: ['html-validate:recommended'],
	rules: {
		'doctype-style': ['error', { style: 'lowercase' }],
		/* One h1 a screen, several in one document; the summary of what is wrong comes before the first, as GOV.UK has it. */
		'heading-level': ['error', { allowMultipleH1: true, minInitialRank: 'h2' }],
		'form-dup-name': ['error', { shared: ['radio', 'checkbox'] }],
		'no-trailing-whitespace': 'off',
		'no-inline-style': 'error',
	},
});

/** What html-validate finds in a page, a line each. */
export async function complaints(name, html) {
	const report = await validator.validateString(html, name);

	return report.results.flatMap((result) => result.messages.map((one) => `${name}:${one.line}:${one.column} ${one.ruleId}: ${one.message}`));
}
