// SPDX-License-Identifier: EUPL-1.2
//
// Sending: check, encode, seal, and post the box and nothing else. Once this script has taken the form over, the form
// itself can no longer be posted: when sealing fails the person is told, and no answer leaves the page readable.

import { encode } from './encode.mjs';
import { showNotice, showProblems } from './errors.mjs';
import { base64, bytesOf, fingerprint, seal } from './seal.mjs';
import { words } from './words.mjs';

/** What a reply that is not a thank-you page says: its heading and its first paragraphs. */
function saidBy(html) {
	const main = new DOMParser().parseFromString(html, 'text/html').querySelector('main');

	return [...(main?.querySelectorAll('h1, p') ?? [])].map((one) => one.textContent.trim()).filter((one) => one !== '');
}

/** What is posted of a response. */
export function bodyOf(nonce, definition, box, ticket) {
	return new URLSearchParams({ nonce, definition, box: base64(box), ...(ticket === null ? {} : { ticket_half: ticket.half }) }).toString();
}

async function post(form, body) {
	const reply = await fetch(location.pathname, { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body }).catch(() => null);

	if (reply === null) {
		showNotice(form, words('script_no_connection'), words('script_kept'));
		return;
	}
	if (reply.redirected && reply.ok) {
		form.element.reset();
		location.replace(reply.url);
	} else {
		showNotice(form, ...saidBy(await reply.text()), words('script_kept'));
	}
}

/** The box of what is filled in now; null when it is too long together. */
function boxOf({ element }, answers, ticket) {
	const { id, size, key } = element.dataset;

	return seal(encode(id, element.elements.definition.value, ticket?.inside ?? '', answers), Number(size), bytesOf(key));
}

async function send(form, ticket) {
	const { element } = form;
	const { nonce, definition } = element.elements;
	const { answers, problems } = form.read();

	if (problems.length === 0 && answers.every(({ values }) => values.length === 0)) problems.push({ problem: 'error_nothing' });
	if (ticket?.problem !== undefined) problems.push(ticket);
	if (problems.length > 0) {
		showProblems(form, problems);
		return;
	}
	const box = boxOf(form, answers, ticket);

	if (box === null) showProblems(form, [{ problem: 'error_together' }]);
	else await post(form, bodyOf(nonce.value, definition.value, box, ticket));
}

const WARM_ROUNDS = 12;

/** Seals and throws away, a few times while the browser has nothing else to do: code that ran before runs ten times faster,
 * and so nobody waits at Verstuur, not on a slow phone either. */
function warmUp(form, rounds = WARM_ROUNDS) {
	(window.requestIdleCallback ?? ((run) => setTimeout(run, 200)))(() => {
		try {
			boxOf(form, form.read().answers, null);
			if (rounds > 1) warmUp(form, rounds - 1);
		} catch {
			// What is wrong is told when somebody sends.
		}
	});
}

/** Takes the form over. `readTicket` is that of ticket.mjs. */
export function takeOver(form, readTicket) {
	const { element } = form;
	const sealed = element.querySelector('.sealed');
	const said = words('script_sealed_in_browser', { key: fingerprint(bytesOf(element.dataset.key)) });
	let busy = false;

	warmUp(form);
	element.method = 'dialog'; // outside a dialog this posts nothing, whatever else goes wrong
	if (sealed !== null) sealed.textContent = said;
	element.addEventListener('submit', async (event) => {
		event.preventDefault();
		if (event.submitter?.name === 'enter') {
			// Enter in a field goes on, as Verder does.
			[...(document.activeElement.closest('section')?.querySelectorAll('.steps a.button') ?? [])].find((one) => one.checkVisibility())?.click();
			return;
		}
		if (busy) return;
		busy = true;
		event.submitter?.setAttribute('aria-disabled', 'true');
		if (sealed !== null) sealed.textContent = words('script_sending');
		try {
			await send(form, readTicket(form));
		} catch {
			showNotice(form, words('script_not_sealed'), words('script_kept'));
		} finally {
			if (sealed !== null) sealed.textContent = said;
			event.submitter?.removeAttribute('aria-disabled');
			busy = false;
		}
	});
}
