// SPDX-License-Identifier: EUPL-1.2
//
// A cluster as docs/scale.md recommends it: three PostgreSQL nodes under Patroni with synchronous replication, etcd, and HAProxy before
// them. All of it on this machine, on ports of its own, from build/soak-tools, where the packages are unpacked and not installed.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { freePorts, ROOT, run, temporary, until } from './server.mjs';

const TOOLS = path.join(ROOT, 'build/soak-tools');
const POSTGRES = fs.readdirSync('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`).pop();
const running = new Set();

process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

export class Cluster {
	constructor(t) {
		t.after(() => this.stop()); // first of all: what runs writes in the directory
		this.directory = temporary(t, 'cluster');
		fs.chmodSync(this.directory, 0o711);
		if (process.getuid() === 0) fs.chownSync(this.directory, 65534, 65534);
		this.log = '';
	}

	/** PostgreSQL and Patroni do not run as root: then it is nobody who does. */
	start(name, command, args) {
		const as = process.getuid() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
		const whole = [...as, 'setpriv', '--pdeathsig', 'KILL', command, ...args];
		const child = spawn(whole[0], whole.slice(1), {
			cwd: this.directory,
			stdio: ['ignore', 'pipe', 'pipe'],
			env: { PATH: `${POSTGRES}:${process.env.PATH}`, HOME: this.directory, LC_ALL: 'C', PYTHONPATH: path.join(TOOLS, 'usr/lib/python3/dist-packages'), LD_LIBRARY_PATH: path.join(TOOLS, 'usr/lib/x86_64-linux-gnu') },
		});

		running.add(child);
		for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (this.log += `${name}: ${text}`));
		child.ended = new Promise((resolve) => child.on('close', () => running.delete(child) && resolve()));
		return child;
	}

	async up() {
		const [etcd, peers, front, ...ports] = await freePorts(9);

		this.front = front;
		this.nodes = [0, 1, 2].map((i) => ({ name: `node${i}`, rest: ports[2 * i], port: ports[2 * i + 1] }));
		this.etcd = this.start('etcd', path.join(TOOLS, 'usr/bin/etcd'), ['--name', 'one', '--data-dir', path.join(this.directory, 'etcd'), '--listen-client-urls', `http://127.0.0.1:${etcd}`, '--advertise-client-urls', `http://127.0.0.1:${etcd}`, '--listen-peer-urls', `http://127.0.0.1:${peers}`, '--initial-advertise-peer-urls', `http://127.0.0.1:${peers}`, '--initial-cluster', `one=http://127.0.0.1:${peers}`]);
		for (const node of this.nodes) {
			node.file = path.join(this.directory, `${node.name}.yml`);
			fs.writeFileSync(node.file, JSON.stringify({
				scope: 'survey', name: node.name,
				restapi: { listen: `127.0.0.1:${node.rest}`, connect_address: `127.0.0.1:${node.rest}` },
				etcd3: { host: `127.0.0.1:${etcd}` },
				bootstrap: {
					dcs: { ttl: 15, loop_wait: 5, retry_timeout: 5, maximum_lag_on_failover: 1048576, synchronous_mode: true, synchronous_mode_strict: true, synchronous_node_count: 1, postgresql: { use_pg_rewind: false, parameters: { wal_level: 'replica', max_connections: 50, archive_mode: 'off' } } },
					initdb: [{ encoding: 'UTF8' }, { locale: 'C' }, 'data-checksums'],
					pg_hba: ['local all all trust', 'host all all 127.0.0.1/32 trust', 'host replication all 127.0.0.1/32 trust'],
				},
				postgresql: {
					listen: `127.0.0.1:${node.port}`, connect_address: `127.0.0.1:${node.port}`, data_dir: path.join(this.directory, node.name), bin_dir: POSTGRES,
					pgpass: path.join(this.directory, `${node.name}.pass`),
					authentication: { superuser: { username: 'postgres', password: 'niet-geheim' }, replication: { username: 'replicator', password: 'niet-geheim' } },
					parameters: { unix_socket_directories: this.directory },
				},
			}));
			this.raise(node);
		}
		const proxy = path.join(this.directory, 'haproxy.cfg');

		fs.writeFileSync(proxy, [
			'defaults', '  mode tcp', '  timeout connect 2s', '  timeout client 1h', '  timeout server 1h',
			'listen primary', `  bind 127.0.0.1:${front}`, '  option httpchk OPTIONS /primary', '  http-check expect status 200',
			'  default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions',
			...this.nodes.map((node) => `  server ${node.name} 127.0.0.1:${node.port} check port ${node.rest}`), '',
		].join('\n'));
		this.proxy = this.start('haproxy', path.join(TOOLS, 'usr/sbin/haproxy'), ['-db', '-f', proxy]);
		await until(async () => (await this.members()).filter(({ role, state }) => role === 'sync_standby' && /running|streaming/.test(state)).length === 1, 'a standby that is in step', 120000);
		await until(async () => (await this.psql('SELECT 1')).code === 0, 'the way through HAProxy', 30000);
	}

	raise(node) {
		node.child = this.start(node.name, 'python3', [path.join(TOOLS, 'usr/bin/patroni'), node.file]);
	}

	/** What Patroni says of its members; nothing while none answers. */
	async members() {
		for (const { rest } of this.nodes)
			try {
				return (await (await fetch(`http://127.0.0.1:${rest}/cluster`, { signal: AbortSignal.timeout(2000) })).json()).members;
			} catch { /* the next one, perhaps */ }
		return [];
	}

	primary = async () => (await this.members()).find(({ role }) => role === 'leader')?.name;

	/** Ends a node as losing its power does: PostgreSQL and Patroni at once. */
	async kill(name) {
		const node = this.nodes.find((one) => one.name === name);
		const postmaster = Number(fs.readFileSync(path.join(this.directory, name, 'postmaster.pid'), 'utf8').split('\n')[0]);

		node.child.kill('SIGKILL');
		process.kill(postmaster, 'SIGKILL');
		await node.child.ended;
	}

	psql = (statement, database = 'postgres') => run('psql', ['-X', '-q', '-t', '-A', '-v', 'ON_ERROR_STOP=1', '-h', '127.0.0.1', '-p', String(this.front), '-U', 'postgres', '-d', database, '-c', statement], { maxBuffer: 1 << 30, timeout: 10000 });

	async sql(statement) {
		const answer = await this.psql(statement, 'survey');

		if (answer.code !== 0) throw new Error(`psql: ${answer.stderr}`);
		return answer.stdout.trim();
	}

	location = () => `postgresql://postgres@127.0.0.1:${this.front}/survey?sslmode=disable`;

	async stop() {
		for (const { name, child } of this.nodes ?? []) {
			child?.kill('SIGKILL');
			try {
				process.kill(Number(fs.readFileSync(path.join(this.directory, name, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
			} catch { /* it is gone */ }
		}
		this.proxy?.kill('SIGKILL');
		this.etcd?.kill('SIGKILL');
		await Promise.all([...running].map((child) => child.ended));
	}
}
