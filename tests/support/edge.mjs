// SPDX-License-Identifier: EUPL-1.2
//
// The real `survey serve` with whatever options a test of its edge wants: at a socket in the file system, with TLS, without
// a port.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

import { demoKey, encode, questionnaireDirectory, run, Server, SURVEY, temporary, until } from './server.mjs';

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

/** A certificate for 127.0.0.1 that signs itself, made by openssl; kind is "ec" or "rsa". Gives {certificate, key, text}. */
export async function certificate(t, kind = 'ec') {
	const directory = temporary(t, 'certificate');
	const [file, key] = [path.join(directory, 'site.pem'), path.join(directory, 'site.key')];
	const how = kind === 'ec' ? ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'] : ['-newkey', 'rsa:2048'];
	const made = await run('openssl', ['req', '-x509', ...how, '-nodes', '-keyout', key, '-out', file, '-days', '30', '-subj', '/CN=localhost',
		'-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']);

	if (made.code !== 0) throw new Error(`openssl: ${made.stderr}`);
	return { certificate: file, key, text: fs.readFileSync(file, 'utf8') };
}

/** Starts a server that does TLS itself and waits until it serves. */
export async function serveSecurely(t, files, { args = [], ...options } = {}) {
	const server = await launchWith(t, ['--port', '0', '--tls-certificate', files.certificate, '--tls-key', files.key, ...args], options);

	await until(() => server.end || /^Serving https:\/\/127\.0\.0\.1:\d+\/$/m.test(server.out), 'the line "Serving https://…"');
	if (server.end) throw new Error(`the server did not start (${JSON.stringify(server.end)}): ${server.err}`);
	server.port = Number(/^Serving https:\/\/127\.0\.0\.1:(\d+)\/$/m.exec(server.out)[1]);
	return server;
}
