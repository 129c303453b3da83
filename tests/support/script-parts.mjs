// SPDX-License-Identifier: EUPL-1.2
//
// What browser tests call of the page's script; the Makefile bundles it.

export { encode } from '../../survey/script/encode.mjs';
export { Form } from '../../survey/script/form.mjs';
export { base64, bytesOf, seal } from '../../survey/script/seal.mjs';
