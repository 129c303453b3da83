// SPDX-License-Identifier: EUPL-1.2
//
// The code of a printed card (include/ticket.h): one half of it goes to the server, the other inside the box.

/** null where the questionnaire asks for no code. */
export function readTicket(form) {
	return form.element.querySelector('[data-ticket]') === null ? null : {};
}

/** A card's QR code leads to #ticket=CODE. */
export function fillTicket() {}
