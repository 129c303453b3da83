// SPDX-License-Identifier: EUPL-1.2
//
// nginx with deploy/nginx.conf before a real server, or before several: only places (ports, paths, certificate) are replaced. It runs
// with a directory of its own and ends with the test.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import https from 'node:https';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';

import { freePorts, ROOT, run, temporary, until } from './server.mjs';

export const DEPLOY = path.join(ROOT, 'deploy');
export const NAME = 'vragen.gemeente.example';
/** A file of deploy/, as shipped. */
export const read = (name) => fs.readFileSync(path.join(DEPLOY, name), 'utf8');

/** A program of Debian's, installed or (see DEPLOY_TOOLS in the Makefile) unpacked under build/. */
export function tool(...places) {
	const found = places.flatMap((place) => [place, path.join(ROOT, 'build/deploy-tools', place)]).find((place) => fs.existsSync(place));

	assert.ok(found, `${places[0]} is not there: make build/deploy-tools/.ready`);
	return found;
}

/** Replaces, and fails when there was nothing to replace: then the shipped file changed and this test tests something else. */
export function replace(text, pattern, by) {
	assert.match(text, pattern, `the shipped file has no ${pattern}`);
	return text.replace(pattern, by);
}

async function certificate(directory) {
	const made = await run('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', `/CN=${NAME}`,
		'-addext', `subjectAltName=DNS:${NAME}`, '-keyout', path.join(directory, 'privkey.pem'), '-out', path.join(directory, 'fullchain.pem')]);

	assert.equal(made.code, 0, made.stderr);
}

const running = new Set();

process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** nginx from the shipped configuration, in a directory of its own. `change` makes a control of it. */
export async function proxy(t, upstream, change = (text) => text) {
	const directory = temporary(t, 'nginx');
	const [secure, plain, onion] = await freePorts(3);
	let text = read('nginx.conf');

	await certificate(directory);
	fs.copyFileSync(path.join(DEPLOY, 'security.txt'), path.join(directory, 'security.txt'));
	text = replace(text, /^user www-data;$/m, `user ${os.userInfo().username};`);
	text = replace(text, /^worker_processes auto;$/m, 'worker_processes 1;');
	text = replace(text, /^pid .*;$/m, `pid ${directory}/pid;`);
	text = replace(text, /^\tserver_tokens off;$/m, ['server_tokens off;', ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((one) => `${one}_temp_path ${directory}/${one};`)].join('\n'));
	text = replace(text, /listen \[::\]:443 ssl default_server;|listen \[::\]:443 ssl;|listen \[::\]:80 default_server;/g, '');
	text = replace(text, /listen 443 ssl/g, `listen 127.0.0.1:${secure} ssl`);
	text = replace(text, /listen 80 /g, `listen 127.0.0.1:${plain} `);
	text = replace(text, /listen 127\.0\.0\.1:8081;/, `listen 127.0.0.1:${onion};`);
	text = replace(text, /\/etc\/letsencrypt\/live\/[^/]+\//g, `${directory}/`);
	text = replace(text, /\/etc\/survey\/security\.txt/, `${directory}/security.txt`);
	text = replace(text, /server unix:\/run\/survey\/http\.sock;/, `server ${upstream};`);
	const file = path.join(directory, 'nginx.conf');

	fs.writeFileSync(file, change(text));
	const nginx = tool('/usr/sbin/nginx');
	const checked = await run(nginx, ['-t', '-q', '-p', directory, '-c', file]);

	assert.equal(checked.code, 0, checked.stderr);
	const child = spawn(nginx, ['-p', directory, '-c', file, '-g', 'daemon off;'], { stdio: ['ignore', 'pipe', 'pipe'] });
	const it = { directory, secure, plain, onion, child, said: '', ca: fs.readFileSync(path.join(directory, 'fullchain.pem')), base: `https://${NAME}:${secure}` };
	const ended = new Promise((resolve) =>
		child.on('close', (code) => {
			running.delete(child);
			resolve((it.end = { code }));
		}),
	);

	for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (words) => (it.said += words));
	running.add(child);
	it.stop = () => {
		child.kill('SIGTERM');
		return ended;
	};
	t.after(it.stop);
	await until(() => it.end || new Promise((resolve) => {
		const socket = net.connect(secure, '127.0.0.1').on('connect', () => resolve(socket.destroy())).on('error', () => resolve(false));
	}).then((got) => got !== false), 'nginx to listen');
	assert.equal(it.end, undefined, it.said);
	it.get = (target, headers) => ask(it, 'GET', target, headers);
	it.post = (target, fields, headers) => ask(it, 'POST', target, { 'Content-Type': 'application/x-www-form-urlencoded', ...headers }, new URLSearchParams(fields).toString());
	return it;
}

/** One request over TLS, with the certificate checked. */
export function ask(it, method, target, headers = {}, body = undefined) {
	return new Promise((resolve, reject) => {
		const asked = https.request({ host: '127.0.0.1', port: it.secure, servername: NAME, ca: it.ca, agent: false, method, path: target, headers: { Host: `${NAME}:${it.secure}`, ...headers } }, (response) => {
			const pieces = [];

			response.on('data', (piece) => pieces.push(piece));
			response.on('error', reject);
			response.on('end', () => {
				const buffer = Buffer.concat(pieces);
				const plain = response.headers['content-encoding'] === 'gzip' ? zlib.gunzipSync(buffer) : buffer;

				resolve({ status: response.statusCode, headers: response.headers, raw: response.rawHeaders, body: plain.toString('utf8') });
			});
		});

		asked.on('error', reject);
		asked.end(body);
	});
}
