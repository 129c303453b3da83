// SPDX-License-Identifier: EUPL-1.2
//
// What slow visitors do to the others: how long requests take, with them and without, in the same run.

import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';

import { until } from './server.mjs';

/** Milliseconds that each of `count` requests took, each on a connection of its own, as new visitors come. They come when they
 * like: who starts only when the one before was served would not see a server that is away most of the time. */
export async function times(server, count, target = '/nl') {
	const taken = [];

	for (let i = 0; i < count; i++) {
		await new Promise((resolve) => setTimeout(resolve, 1 + (i * 5) % 8));
		const begin = process.hrtime.bigint();

		await new Promise((resolve, reject) => {
			const asked = http.get({ host: '127.0.0.1', port: server.port, path: target, agent: false, timeout: 20000 }, (response) => {
				response.resume().on('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(`status ${response.statusCode}`))));
			});

			asked.on('timeout', () => asked.destroy(new Error('no answer'))).on('error', reject);
		});
		taken.push(Number(process.hrtime.bigint() - begin) / 1e6);
	}
	return taken;
}

/** The value that a part of them (0.5, 0.99) does not exceed. */
export function quantile(values, part) {
	const sorted = [...values].sort((a, b) => a - b);

	return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)];
}

export const median = (values) => quantile(values, 0.5);

/** How many connections a server has open, as the kernel tells; `stuck`: of which the visitor takes nothing more. */
export function connectionsOf(server, stuck = false) {
	const port = server.port.toString(16).toUpperCase().padStart(4, '0');
	const line = new RegExp(`^ *\\d+: [0-9A-F]+:${port} [0-9A-F]+:[0-9A-F]{4} 01 ([0-9A-F]{8}):`, 'gm');

	return [...fs.readFileSync('/proc/net/tcp', 'utf8').matchAll(line)].filter(([, waiting]) => !stuck || waiting !== '00000000').length;
}

/** Waits until a server has done what was asked at the start: what follows is what slow visitors cost, not many requests. */
export async function rest(server) {
	const used = () => {
		const fields = fs.readFileSync(`/proc/${server.child.pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');

		return Number(fields[11]) + Number(fields[12]); // hundredths of a second
	};
	let before = used();

	await until(async () => {
		await new Promise((resolve) => setTimeout(resolve, 300));
		const last = before;

		before = used();
		return before - last <= 2;
	}, 'the server to rest');
}

const KINDS = {
	/* A header line now and then. */
	headers: { first: 'GET /nl HTTP/1.1\r\nHost: a\r\n', more: 'X-a: b\r\n' },
	/* A byte of a form now and then. */
	body: { first: 'POST /nl/small HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 8192\r\n\r\none=', more: 'x' },
	/* Asks for more than fits on the way, and never reads it. */
	reading: { first: 'GET /nl/every-type HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(60), more: null },
};

export const SLOW_KINDS = Object.keys(KINDS);

/** Attaches slow visitors and waits until all are there; stop() sends them away. */
export async function attach(server, kind, count) {
	const { first, more } = KINDS[kind];
	const sockets = Array.from({ length: count }, () => {
		const socket = net.connect({ port: server.port, host: '127.0.0.1' });

		if (more === null) socket.pause();
		socket.on('error', () => {}).write(first);
		return socket;
	});
	const drip = setInterval(() => more !== null && sockets.forEach((socket) => socket.writable && socket.write(more)), 1000);

	await until(() => connectionsOf(server, more === null) >= count, `${count} slow visitors`);
	await rest(server);
	return {
		alive: () => sockets.filter((socket) => !socket.destroyed).length,
		async stop() {
			clearInterval(drip);
			sockets.forEach((socket) => socket.destroy());
			await until(() => connectionsOf(server) === 0, 'the slow visitors to go');
		},
	};
}
