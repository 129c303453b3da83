// SPDX-License-Identifier: EUPL-1.2
//
// What our libraries say when they refuse, read in their sources, and the tables (include/refusal.h) that have it in other words.

import fs from 'node:fs';

export const source = (name) => fs.readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

/** What these files say when they refuse, with * for what differs. */
export function said(files) {
	return files.flatMap((file) => [...source(file).matchAll(/fail\(\s*err,\s*(?:[^"]*?\? )?ERROR_\w+(?: : ERROR_\w+)?,\s*((?:"(?:[^"\\]|\\.)*"\s*)+)/g)].map((found) => [...found[1].matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((piece) => piece[1]).join('').replace(/\\"/g, '"').replace(/%(?:\.\*s|\d*z?[sdu])/g, '*')));
}

/** The rows of the table in a file: [{says, message}]. */
export function rows(file) {
	return [...source(file).matchAll(/^\t\{ "((?:[^"\\]|\\.)*)",\s*"(\w+)" \},$/gm)].map(([, says, message]) => ({ says: says.replace(/\\"/g, '"'), message }));
}
