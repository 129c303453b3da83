// SPDX-License-Identifier: EUPL-1.2
//
// The real `survey serve` for a test: a port of its own, a data directory of its own, a demo key. What a test starts
// here ends with the test. SURVEY_BIN and ANALYSIS_BIN say which programs are tested.

import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const SURVEY = path.resolve(process.env.SURVEY_BIN ?? path.join(ROOT, 'build/bin/survey'));
export const ANALYSIS = path.resolve(process.env.ANALYSIS_BIN ?? path.join(ROOT, 'build/bin/analysis'));
export const FIXTURES = path.join(ROOT, 'tests/fixtures');
export const SHIPPED = path.join(ROOT, 'questionnaires');

const CHEAP = path.join(FIXTURES, 'cheap');
const PATIENCE = 20000; // milliseconds; what takes longer has failed
const START = 60000; // what is asked for is made beforehand, which on a busy machine takes its time
const PASSPHRASE = 'vier paarden lopen door de stad';

/** A directory that goes when the test is over. */
export function temporary(t, name = 'test') {
	const directory = fs.mkdtempSync(path.join(os.tmpdir(), `survey-${name}-`));

	t.after(() => fs.rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));
	return directory;
}

/** Runs a program to its end; never throws for an exit code. */
export async function run(program, args, options = {}) {
	try {
		const { stdout, stderr } = await promisify(execFile)(program, args, { timeout: 60000, maxBuffer: 1 << 26, ...options });

		return { code: 0, stdout, stderr };
	} catch (error) {
		if (error.code === 'ENOENT') throw new Error(`${program} is not there`, { cause: error });
		return { code: error.code, signal: error.signal, stdout: error.stdout, stderr: error.stderr };
	}
}

export const survey = (args, options) => run(SURVEY, args, options);
export const analysis = (args, options) => run(ANALYSIS, args, options);

let pair;

/** A demo key pair: {public, secret, passphrase}, all of them paths. It and an empty study are kept with the tests, because their
 * passphrases take no half a second to try (tests/support/cheap_locks.c); what the programs make themselves is `http/keys`. */
export function demoKey() {
	pair ??= copyKey();
	return pair;
}

function copyKey() {
	const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'survey-key-'));
	const at = (name) => path.join(directory, name);

	process.on('exit', () => fs.rmSync(directory, { recursive: true, force: true }));
	for (const name of ['demo.key', 'demo.pub']) fs.copyFileSync(path.join(CHEAP, name), at(name));
	fs.chmodSync(at('demo.key'), 0o600);
	fs.writeFileSync(at('passphrase'), `${PASSPHRASE}\n`, { mode: 0o600 });
	return { public: at('demo.pub'), secret: at('demo.key'), passphrase: at('passphrase') };
}

/** An empty study at this path, under the passphrase of demoKey(). Two of them are copies of one study. */
export function emptyStudy(study) {
	fs.copyFileSync(path.join(CHEAP, 'empty.study'), study, fs.constants.COPYFILE_EXCL);
	fs.chmodSync(study, 0o600);
	return study;
}

/** Waits until `look()` gives something true, and gives that. */
export async function until(look, what, patience = PATIENCE) {
	const end = Date.now() + patience;

	for (;;) {
		const found = await look();

		if (found) return found;
		if (Date.now() > end) throw new Error(`waited ${patience} ms for: ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
}

/** Copies questionnaires (names in tests/fixtures, or paths), recordings and the shipped tag sets to a directory of the test. */
export function questionnaireDirectory(t, names) {
	const directory = temporary(t, 'questionnaires');

	for (const name of names) {
		const from = path.isAbsolute(name) ? name : path.join(FIXTURES, name);

		fs.copyFileSync(from, path.join(directory, path.basename(from)));
	}
	fs.cpSync(path.join(FIXTURES, 'recordings'), path.join(directory, 'recordings'), { recursive: true });
	fs.cpSync(path.join(SHIPPED, 'tagsets'), path.join(directory, 'tagsets'), { recursive: true });
	return directory;
}

const running = new Set();

process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

export class Server {
	constructor(child, options) {
		Object.assign(this, options);
		this.child = child;
		this.out = '';
		this.err = '';
		child.stdout.setEncoding('utf8').on('data', (text) => (this.out += text));
		child.stderr.setEncoding('utf8').on('data', (text) => (this.err += text));
		this.ended = new Promise((resolve) =>
			child.on('close', (code, signal) => {
				running.delete(child);
				this.end = { code, signal };
				resolve(this.end);
			}),
		);
	}

	async ready() {
		await until(() => this.end || /^Serving http:\/\/\S+$/m.test(this.out), 'the line "Serving http://…"', START);
		if (this.end) throw new Error(`the server did not start (${JSON.stringify(this.end)}): ${this.err}`);
		this.base = /^Serving (http:\/\/\S+?)\/$/m.exec(this.out)[1];
		this.port = Number(new URL(this.base).port);
		return this;
	}

	/** Ends the server; SIGTERM lets it finish, SIGKILL does not. */
	stop(signal = 'SIGTERM') {
		if (!this.end) this.child.kill(signal);
		return this.ended;
	}

	/** Reads the questionnaires again and waits until `look` shows that it did. */
	async reload(look, what) {
		this.child.kill('SIGHUP');
		await until(look, what);
	}

	get = (target, headers) => request(this, 'GET', target, { headers });
	post = (target, fields, headers) => request(this, 'POST', target, { body: encode(fields), headers });
}

/** Starts a server and does not wait for it. `wrap` is a command before it, such as ['prlimit', …]. */
export async function launch(t, { questionnaires, data, key, args = [], wrap = [], env = {}, port = 0 } = {}) {
	const options = {
		questionnaires: Array.isArray(questionnaires) ? questionnaireDirectory(t, questionnaires) : questionnaires,
		data: data ?? path.join(temporary(t, 'data'), 'data'),
		key: key ?? (await demoKey()).public,
	};
	const command = [...wrap, SURVEY, 'serve', '--key', options.key, '--questionnaires', options.questionnaires, '--data',
		options.data, '--port', String(port), ...args];
	const child = spawn(command[0], command.slice(1), { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });

	running.add(child);
	const server = new Server(child, options);
	t.after(() => server.stop('SIGKILL'));
	return server;
}

/** Starts a server and waits until it serves. */
export async function serve(t, options) {
	return (await launch(t, options)).ready();
}

/** Ports that nobody listens at. */
export async function freePorts(count) {
	const servers = await Promise.all(Array.from({ length: count }, () => new Promise((resolve) => {
		const server = net.createServer().listen(0, '127.0.0.1', () => resolve(server));
	})));
	const ports = servers.map((server) => server.address().port);

	await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
	return ports;
}

/** The fields of a form, as a browser would send them: an array of pairs, an object (values may be lists), or text. */
export function encode(fields) {
	if (typeof fields === 'string' || Buffer.isBuffer(fields)) return fields;
	const pairs = Array.isArray(fields)
		? fields
		: Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));

	return new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
}

/** One request on a connection of its own: {status, headers, raw, body, buffer}. `raw` keeps header names as sent. */
export function request(server, method, target, { headers = {}, body, agent = false, localAddress } = {}) {
	return new Promise((resolve, reject) => {
		const sent = { ...(body === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }), ...headers };
		const asked = http.request(
			{ host: '127.0.0.1', port: server.port, method, path: target, headers: sent, agent, localAddress, timeout: PATIENCE },
			(response) => {
				const pieces = [];

				response.on('data', (piece) => pieces.push(piece));
				response.on('error', reject);
				response.on('end', () => {
					const buffer = Buffer.concat(pieces);

					resolve({ status: response.statusCode, headers: response.headers, raw: response.rawHeaders, buffer, body: buffer.toString('utf8') });
				});
			},
		);

		asked.on('timeout', () => asked.destroy(new Error(`no answer to ${method} ${target}`)));
		asked.on('error', reject);
		asked.end(body);
	});
}

/** A socket for requests that no well-behaved client makes. */
export async function open(server) {
	const socket = net.connect(server.port, '127.0.0.1');
	let received = '';
	let over = false;

	socket.setEncoding('latin1').on('data', (text) => (received += text));
	socket.on('close', () => (over = true)).on('error', () => (over = true));
	await until(() => over || !socket.connecting, 'a connection');
	return {
		socket,
		send: (text) => socket.write(text, 'latin1'),
		received: () => received,
		/** The whole reply, once its headers and the body they announce have come (or the connection ended). */
		reply: () =>
			until(() => {
				const head = received.indexOf('\r\n\r\n');
				const length = /\r\nContent-Length: (\d+)/i.exec(received);

				return (over || (head >= 0 && length && received.length >= head + 4 + Number(length[1]))) && (received || 'closed');
			}, 'a reply'),
		closed: () => until(() => over, 'the end of the connection'),
		close: () => socket.destroy(),
	};
}

/** Sends bytes as they are and gives the whole reply. */
export async function raw(server, text) {
	const connection = await open(server);

	connection.send(text);
	const reply = await connection.reply();
	connection.close();
	return reply;
}

/** How many responses of a questionnaire were ever kept, after everything that is pooled was released. */
export async function countKept(data, questionnaire) {
	const released = await survey(['release', '--data', data, '--closing']);

	if (released.code !== 0) throw new Error(`survey release: ${released.stderr}`);
	return sql(data, `SELECT coalesce(sum(count), 0) FROM batch WHERE questionnaire = '${questionnaire}'`).then(Number);
}

/** What the sqlite3 program answers about a store. */
export async function sql(data, statement) {
	const answer = await run('sqlite3', [path.join(data, 'survey.db'), statement]);

	if (answer.code !== 0) throw new Error(`sqlite3: ${answer.stderr}`);
	return answer.stdout.trim();
}
