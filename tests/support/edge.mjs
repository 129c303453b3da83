// SPDX-License-Identifier: EUPL-1.2
//
// The real `survey serve` with whatever options a test of its edge wants: at a socket in the file system, with TLS, without
// a port.

import { spawn } from 'node:child_process';
import http from 'node:http';
import path from 'node:path';

import { demoKey, encode, questionnaireDirectory, Server, SURVEY, temporary, until } from './server.mjs';

/** Starts a server with these options and no others than where its files are; does not wait for it. */
export async function launchWith(t, args, { questionnaires = ['every-type.yaml', 'small.yaml'], data, wrap = [] } = {}) {
	const options = {
		questionnaires: Array.isArray(questionnaires) ? questionnaireDirectory(t, questionnaires) : questionnaires,
		data: data ?? path.join(temporary(t, 'data'), 'data'),
		key: (await demoKey()).public,
	};
	const command = [...wrap, SURVEY, 'serve', '--key', options.key, '--questionnaires', options.questionnaires, '--data', options.data, ...args];
	const server = new Server(spawn(command[0], command.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] }), options);

	t.after(() => server.stop('SIGKILL'));
	return server;
}

/** Starts a server at a socket in the file system and waits until it serves. */
export async function serveAt(t, socket, { args = [], ...options } = {}) {
	const server = await launchWith(t, ['--socket', socket, ...args], options);

	await until(() => server.end || server.out.includes(`Serving at the socket ${socket}\n`), 'the line "Serving at the socket …"');
	if (server.end) throw new Error(`the server did not start (${JSON.stringify(server.end)}): ${server.err}`);
	return server;
}

/** One request over a socket in the file system: {status, headers, body}. */
export function askAt(socketPath, method, target, { headers = {}, fields } = {}) {
	return new Promise((resolve, reject) => {
		const body = fields === undefined ? undefined : encode(fields);
		const sent = { ...(body === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body) }), ...headers };
		const asked = http.request({ socketPath, method, path: target, headers: sent, agent: false, timeout: 20000 }, (response) => {
			let text = '';

			response.setEncoding('utf8').on('data', (piece) => (text += piece)).on('error', reject);
			response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: text }));
		});

		asked.on('timeout', () => asked.destroy(new Error(`no answer to ${method} ${target}`))).on('error', reject);
		asked.end(body);
	});
}
