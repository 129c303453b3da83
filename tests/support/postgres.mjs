// SPDX-License-Identifier: EUPL-1.2
//
// A PostgreSQL of a test's own, which can be stopped and started again, and a wire to it that can be cut.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

import { openBoxes } from './boxes.mjs';
import { ROOT, run, survey, temporary, until } from './server.mjs';

const SCRIPT = path.join(ROOT, 'tests/support/postgres.sh');
const START_MS = 60000; // the first one makes the cluster; the units wait as long
const running = new Set();

process.on('exit', () => running.forEach((child) => child.kill('SIGINT')));

export class Postgres {
	constructor(t, settings) {
		this.settings = settings;
		this.wrap = []; // a command before it
		t.after(() => this.stop('SIGINT')); // before its directory goes
		this.directory = temporary(t, 'postgres');
		this.log = '';
	}

	/** Starts it (again) and waits until it answers. */
	async start() {
		const command = [...this.wrap, SCRIPT, this.directory, ...this.settings.flatMap((setting) => ['-c', setting])];
		const child = spawn(command[0], command.slice(1), { stdio: ['ignore', 'ignore', 'pipe'] });

		running.add(child);
		child.stderr.setEncoding('utf8').on('data', (text) => (this.log += text));
		this.child = child;
		this.ended = new Promise((resolve) => child.on('close', (code) => {
			running.delete(child);
			this.child = undefined;
			resolve(code);
		}));
		await until(async () => {
			if (!this.child) throw new Error(`PostgreSQL does not start: ${this.log}`);
			return fs.existsSync(path.join(this.directory, '.s.PGSQL.5432')) && (await this.psql('SELECT 1', 'postgres')).code === 0;
		}, 'PostgreSQL', START_MS);
		return this;
	}

	/** SIGINT closes all connections and stops; SIGQUIT is a crash: it does not even write what it must. */
	async stop(signal) {
		this.child?.kill(signal);
		await this.ended;
	}

	psql(statement, database = 'survey') {
		return run('psql', ['-X', '-q', '-t', '-A', '-v', 'ON_ERROR_STOP=1', '-h', this.directory, '-U', 'survey', '-d', database, '-c', statement], { maxBuffer: 1 << 30 });
	}

	async sql(statement) {
		const answer = await this.psql(statement);

		if (answer.code !== 0) throw new Error(`psql: ${answer.stderr}`);
		return answer.stdout.trim();
	}

	/** The address of its database, over a `wire` by name, so that the name is looked up again each time. */
	location(wire) {
		return `postgresql://survey@${wire ? `localhost:${wire.port}` : ''}/survey${wire ? '?sslmode=disable' : `?host=${this.directory}`}`;
	}
}

/** One with an empty database "survey". */
export async function postgres(t, settings = []) {
	const made = await new Postgres(t, settings).start();
	const created = await made.psql('CREATE DATABASE survey', 'postgres');

	if (created.code !== 0) throw new Error(created.stderr);
	return made;
}

/** A TCP port that leads to it, for as long as it is not cut. While it is cut, connections are neither refused nor broken: nothing
 * comes through, as when a switch is off. */
export class Wire {
	constructor(t, server) {
		this.sockets = new Set();
		this.cut = false;
		this.listener = net.createServer((near) => {
			const far = net.connect(path.join(server.directory, '.s.PGSQL.5432'));

			for (const [from, to] of [[near, far], [far, near]]) {
				this.sockets.add(from);
				from.on('data', (bytes) => to.write(bytes));
				from.on('error', () => to.destroy());
				from.on('close', () => {
					this.sockets.delete(from);
					to.destroy();
				});
				if (this.cut) from.pause();
			}
		});
		t.after(() => {
			this.listener.close();
			this.sockets.forEach((socket) => socket.destroy());
		});
	}

	async lay() {
		await new Promise((resolve) => this.listener.listen(0, '127.0.0.1', resolve));
		this.port = this.listener.address().port;
		return this;
	}

	set broken(broken) {
		this.cut = broken;
		this.sockets.forEach((socket) => (broken ? socket.pause() : socket.resume()));
	}
}

/** Releases everything and opens all boxes. */
export async function openAll(server, pair) {
	const released = await survey(['release', '--store', server.location(), '--closing']);

	if (released.code !== 0) throw new Error(released.stderr);
	return openBoxes(await server.sql("SELECT number, size, count, encode(boxes, 'hex') FROM batch ORDER BY number"), pair);
}

/** Whether its files hold these bytes. */
export function wrote(server, bytes) {
	const grep = (directory) => fs.readdirSync(directory, { withFileTypes: true }).some((entry) => {
		const name = path.join(directory, entry.name);

		return entry.isDirectory() ? grep(name) : entry.isFile() && fs.readFileSync(name).includes(bytes);
	});

	return grep(path.join(server.directory, 'cluster'));
}
