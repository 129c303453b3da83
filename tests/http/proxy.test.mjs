// SPDX-License-Identifier: EUPL-1.2
//
// Goal: what deploy/ ships works as it is shipped. A real nginx with deploy/nginx.conf before the real server: pages and answers go
// through, nothing about a visitor is written down or passed on, and no answer waits on the disk. Tor and systemd judge their files.
// Only places (ports, paths, certificate) are replaced; nginx runs with a directory of its own and ends with the test.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import tls from 'node:tls';

import { ask, DEPLOY, NAME, proxy, read, replace, tool } from '../support/nginx.mjs';
import * as page from '../support/page.mjs';
import { countKept, request, ROOT, run, serve, survey, temporary, until } from '../support/server.mjs';

/** Lives as long as a describe block. */
function keeper() {
	const cleaners = [];

	return { after: (clean) => cleaners.push(clean), end: async () => { for (const clean of cleaners.reverse()) await clean(); } };
}

const names = (reply) => reply.raw.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase());

/** What nginx wrote, wherever it could: all files of its directory but those we put there, and what it said. */
function written({ directory, said }) {
	const ours = ['nginx.conf', 'security.txt', 'privkey.pem', 'fullchain.pem', 'pid'];
	const files = fs.readdirSync(directory, { recursive: true }).filter((name) => !ours.includes(name) && fs.statSync(path.join(directory, name)).isFile());

	return [...files.map((name) => `${name}\n${fs.readFileSync(path.join(directory, name), 'latin1')}`), said].join('\n').trim();
}

/** Answers every request and remembers what came. */
function recorder(t) {
	return new Promise((resolve) => {
		const seen = [];
		const server = http.createServer((asked, response) => {
			seen.push(asked.rawHeaders);
			asked.resume().on('end', () => response.end('seen'));
		}).listen(0, '127.0.0.1', () => resolve({ seen, upstream: `127.0.0.1:${server.address().port}` }));

		t.after(() => {
			server.closeAllConnections();
			return new Promise((done) => server.close(done));
		});
	});
}

describe('nginx as shipped, before the real server', () => {
	const life = keeper();
	let server;
	let front;

	before(async () => {
		server = await serve(life, { questionnaires: ['every-type.yaml', 'small.yaml'] });
		front = await proxy(life, `127.0.0.1:${server.port}`);
	});
	after(() => life.end());

	test('pages come through as the server sends them', async () => {
		for (const target of ['/nl', '/en/privacy', '/nl/every-type', '/nl/nothing-here']) {
			const through = await front.get(target, { 'Accept-Encoding': 'gzip' });
			const direct = await server.get(target);

			assert.equal(through.status, direct.status, target);
			assert.equal(through.body.replace(page.nonce(through.body), ''), direct.body.replace(page.nonce(direct.body), ''), target);
			assert.equal(through.headers['content-encoding'], 'gzip', target);
		}
		assert.equal((await front.get('/', { 'Accept-Language': 'en' })).headers.location, '/en');
	});

	test('an answer is kept once, and a mistake comes back with what was typed, not compressed', async () => {
		const fields = { ...page.carried((await front.get('/nl/small')).body), one: 'door de voordeur' };
		const wrong = await front.post('/nl/every-type', { ...page.carried((await front.get('/nl/every-type')).body), choice: 'nee', line: 'dit typte ik' }, { 'Accept-Encoding': 'gzip' });

		assert.equal(wrong.status, 422);
		page.shows(wrong.body, /dit typte ik/);
		assert.equal(wrong.headers['content-encoding'], undefined);
		assert.match((await front.post('/nl/small', fields)).headers.location, /^\/nl\/small\/thanks$/);
		assert.match((await front.post('/nl/small', fields)).headers.location, /^\/nl\/small\/received$/);
	});

	test('forms of other sites are refused behind it too', async () => {
		const fields = async () => ({ ...page.carried((await front.get('/nl/small')).body), one: 'x' });

		for (const headers of [{ Origin: 'https://elsewhere.example' }, { Origin: `https://${NAME}` }, { Origin: front.base, 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-site' }])
			assert.equal((await front.post('/nl/small', await fields(), headers)).status, 403, JSON.stringify(headers));
		for (const headers of [{ Origin: front.base }, { Origin: front.base, 'Sec-Fetch-Site': 'same-origin' }, { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' }, {}])
			assert.equal((await front.post('/nl/small', await fields(), headers)).status, 303, JSON.stringify(headers));
	});

	test('every protective header is there once, as the server sent it, and one about TLS beside them', async () => {
		for (const target of ['/nl', '/nl/every-type', '/nl/nothing-here']) {
			const through = await front.get(target);
			const direct = await server.get(target);

			assert.equal(names(through).length, new Set(names(through)).size, `${target}: no header twice`);
			for (const name of ['content-security-policy', 'referrer-policy', 'x-content-type-options', 'x-frame-options', 'cross-origin-opener-policy', 'cross-origin-embedder-policy',
				'cross-origin-resource-policy', 'permissions-policy', 'cache-control', 'content-type']) {
				assert.ok(direct.headers[name], name);
				assert.equal(through.headers[name], direct.headers[name], `${target}: ${name}`);
			}
			assert.equal(through.headers['strict-transport-security'], 'max-age=63072000; includeSubDomains');
			assert.equal(through.headers.server, 'nginx', 'no version');
			for (const leak of ['set-cookie', 'etag', 'last-modified', 'via']) assert.ok(!names(through).includes(leak), leak);
		}
	});

	test('security.txt is served, as plain text', async () => {
		const reply = await front.get('/.well-known/security.txt');

		assert.equal(reply.status, 200);
		assert.equal(reply.headers['content-type'], 'text/plain; charset=utf-8');
		assert.equal(reply.body, read('security.txt'));
		assert.equal(reply.headers['x-content-type-options'], 'nosniff');
	});

	test('the server\'s own refusals are seen, up to twice the size it takes', async () => {
		const reply = await front.post('/nl/every-type', { story: 'x'.repeat(300 * 1024) });

		assert.equal(reply.status, 413);
		assert.equal(page.heading(reply.body), 'Je antwoorden zijn te lang');
		assert.equal((await front.post('/nl/every-type', { story: 'x'.repeat(600 * 1024) })).status, 413);
		assert.equal((await ask(front, 'TRACE', '/nl')).status, 405);
	});

	test('plain HTTP leads to HTTPS, whatever host is asked for', async () => {
		const reply = await new Promise((resolve, reject) => http.get({ host: '127.0.0.1', port: front.plain, path: '/nl?x=1', headers: { Host: 'evil.example' } }, resolve).on('error', reject));

		reply.resume();
		assert.equal(reply.statusCode, 301);
		assert.equal(reply.headers.location, `https://${NAME}/nl?x=1`);
	});

	test('a visitor of the onion service comes through, and nothing there speaks of TLS', async () => {
		const host = { Host: `${'a'.repeat(56)}.onion` };
		const visitor = { port: front.onion };
		const form = page.carried((await request(visitor, 'GET', '/nl/small', { headers: host })).body);
		const send = (headers) => request(visitor, 'POST', '/nl/small', { body: new URLSearchParams({ ...form, one: 'x' }).toString(), headers: { ...host, ...headers } });
		const kept = await send({ Origin: `http://${host.Host}` });

		assert.equal(kept.headers.location, '/nl/small/thanks');
		assert.equal(kept.headers['strict-transport-security'], undefined);
		assert.equal((await send({ Origin: front.base })).status, 403);
		assert.match(read('torrc'), /^HiddenServicePort 80 127\.0\.0\.1:8081$/m);
	});

	test('another name gets no handshake, and old versions of TLS neither', async () => {
		const shake = (options) => new Promise((resolve) => {
			const socket = tls.connect({ host: '127.0.0.1', port: front.secure, servername: NAME, ca: front.ca, ...options }, () => resolve(socket.getProtocol()));

			socket.on('error', (error) => resolve(error.code)).on('secureConnect', () => socket.destroy());
		});
		const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };

		assert.equal(await shake({}), 'TLSv1.3');
		assert.equal(await shake({ maxVersion: 'TLSv1.2' }), 'TLSv1.2');
		assert.match(await shake(old), /PROTOCOL_VERSION/);
		assert.match(await shake({ servername: 'other.example' }), /UNRECOGNIZED_NAME/);
		assert.notEqual(await shake({ maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA' }), 'TLSv1.2', 'no cipher without forward secrecy');
		const lax = await proxy(life, `127.0.0.1:${server.port}`, (text) => replace(replace(text, /ssl_protocols .*;/, 'ssl_protocols TLSv1.1;'), /ssl_ciphers .*;/, 'ssl_ciphers DEFAULT@SECLEVEL=0;'));

		assert.equal(await shake({ ...old, port: lax.secure, ca: lax.ca }), 'TLSv1.1', 'this client does speak it (positive control)');
	});
});

test('the way through a Unix socket, as shipped', async (t) => {
	const server = await serve(t, { questionnaires: ['small.yaml'] });
	const socket = path.join(temporary(t, 'socket'), 'http.sock');
	const relay = net.createServer((inward) => {
		const outward = net.connect(server.port, '127.0.0.1');

		inward.pipe(outward).pipe(inward);
		for (const one of [inward, outward]) one.on('error', () => { inward.destroy(); outward.destroy(); });
	}).listen(socket);

	t.after(() => relay.close());
	await until(() => fs.existsSync(socket), 'the socket');
	const front = await proxy(t, `unix:${socket}`);

	assert.equal((await front.post('/nl/small', { ...page.carried((await front.get('/nl/small')).body), one: 'x' }, { Origin: front.base })).status, 303);
	await server.stop();
	assert.equal(await countKept(server.data, 'small'), 1);
});

describe('nothing is written down', () => {
	const visit = async (front, server) => {
		assert.equal((await front.get('/nl/kanariepad?kanarievraag', { 'User-Agent': 'kanariebrowser' })).status, 404);
		assert.equal((await front.post('/nl/small', { ...page.carried((await front.get('/nl/small')).body), one: 'x' })).status, 303);
		assert.equal((await front.post('/nl/small', { one: 'x'.repeat(600 * 1024) })).status, 413);
		await server.stop();
		const away = await front.get('/nl/kanariepad2');

		assert.equal(away.status, 503);
		page.shows(away.body, /Ga terug in je browser/);
		assert.equal(away.headers['retry-after'], '60');
		assert.match(away.headers['content-security-policy'], /^default-src 'none'/);
	};

	test('no log has a visitor in it: no access log, no message about a request', async (t) => {
		const server = await serve(t, { questionnaires: ['small.yaml'] });
		const front = await proxy(t, `127.0.0.1:${server.port}`);

		await visit(front, server);
		await front.stop(); // then all that it said has come
		assert.equal(written(front), '');
	});

	test('with an access log, or with messages about requests, there is (positive control)', async (t) => {
		const controls = {
			'an access log': [(text) => replace(text, /access_log off;/, 'access_log access.log;'), /^access\.log$/m],
			'messages': [(text) => replace(text, /error_log stderr emerg;/, 'error_log stderr error;'), /client: 127\.0\.0\.1/],
		};

		for (const [what, [change, pattern]] of Object.entries(controls)) {
			const server = await serve(t, { questionnaires: ['small.yaml'] });
			const front = await proxy(t, `127.0.0.1:${server.port}`, change);

			await visit(front, server);
			await front.stop();
			assert.match(written(front), pattern, what);
			assert.match(written(front), /kanariepad2/, what);
		}
	});

	/** The temporary files of one kind that nginx's worker holds open; their names are gone from the directory at once. */
	const workersOf = (front) => fs.readFileSync(`/proc/${front.child.pid}/task/${front.child.pid}/children`, 'utf8').trim().split(' ');
	const held = (front, kind) => {
		const where = (worker, fd) => {
			try {
				return fs.readlinkSync(`/proc/${worker}/fd/${fd}`);
			} catch {
				return ''; // closed meanwhile
			}
		};

		return workersOf(front).flatMap((worker) => fs.readdirSync(`/proc/${worker}/fd`).map((fd) => where(worker, fd))).filter((name) => name.startsWith(`${front.directory}/${kind}/`));
	};

	/** Sends a request and reads nothing, until `wait` says that nginx has all it takes; gives the files it holds then. */
	const filesDuring = async (front, kind, text, wait) => {
		const socket = tls.connect({ host: '127.0.0.1', port: front.secure, servername: NAME, ca: front.ca });

		await new Promise((resolve, reject) => socket.on('secureConnect', resolve).on('error', reject));
		socket.pause();
		socket.write(text);
		await wait();
		const found = held(front, kind);

		socket.destroy();
		return found;
	};

	/** A server that takes a whole request and then replies, or keeps who asks waiting. */
	const upstreamFor = (t, reply) =>
		new Promise((resolve) => {
			const it = { taken: 0, sent: () => it.socket?.bytesWritten ?? 0 };
			const server = http.createServer((asked, response) => {
				it.socket = response.socket;
				asked.resume().on('end', () => {
					it.taken++;
					if (reply !== undefined) response.end(reply);
				});
			}).listen(0, '127.0.0.1', () => resolve(Object.assign(it, { upstream: `127.0.0.1:${server.address().port}` })));

			t.after(() => {
				server.closeAllConnections();
				return new Promise((done) => server.close(done));
			});
		});

	test('no core image of nginx can hold an answer', async (t) => {
		const { upstream } = await recorder(t);
		const limits = async (change) => {
			const front = await proxy(t, upstream, change);

			await front.get('/'); // then its worker is there
			return workersOf(front).map((worker) => /^Max core file size +(\S+ +\S+)/m.exec(fs.readFileSync(`/proc/${worker}/limits`, 'utf8'))[1]);
		};

		for (const limit of await limits()) assert.match(limit, /^0 +0$/);
		for (const limit of await limits((text) => replace(text, /worker_rlimit_core 0;/, 'worker_rlimit_core 1m;'))) assert.match(limit, /^1048576 /, 'positive control');
	});

	test('an answer on its way is in memory and not in a file', async (t) => {
		const body = `one=${'geheim'.repeat(30000)}`;
		const whole = `POST /nl/small HTTP/1.1\r\nHost: ${NAME}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
		const files = async (change) => {
			const behind = await upstreamFor(t);

			return filesDuring(await proxy(t, behind.upstream, change), 'client_body', whole, () => until(() => behind.taken === 1, 'the whole form behind nginx'));
		};

		assert.deepEqual(await files(), []);
		assert.equal((await files((text) => replace(text, /client_body_buffer_size 512k;/, 'client_body_buffer_size 8k;'))).length, 1, 'positive control');
	});

	test('a page on its way back is not in a file either', async (t) => {
		const large = 'x'.repeat(32 * 1024 * 1024);
		const files = async (change) => {
			const behind = await upstreamFor(t, large);
			let [before, since] = [0, Date.now()];

			/* Something, and for half a second no more: nginx has taken what it takes. */
			return filesDuring(await proxy(t, behind.upstream, change), 'proxy', `GET /nl/small HTTP/1.1\r\nHost: ${NAME}\r\n\r\n`, () => until(() => {
				if (behind.sent() !== before) [before, since] = [behind.sent(), Date.now()];
				return before > 0 && Date.now() - since > 500;
			}, 'nginx to stop taking'));
		};

		assert.deepEqual(await files(), []);
		assert.equal((await files((text) => replace(text, /proxy_max_temp_file_size 0;/, ''))).length, 1, 'positive control');
	});
});

describe('what the server is told about a visitor', () => {
	const SENT = {
		'User-Agent': 'kanariebrowser', Cookie: 'a=kanariekoek', Referer: 'https://kanarie.example/', 'X-Forwarded-For': '203.0.113.7', 'X-Real-IP': '203.0.113.7', Forwarded: 'for=203.0.113.7', Via: 'kanarievia',
		'X-Odd': 'kanarie', 'Accept-Language': 'nl', 'Sec-Fetch-Site': 'same-origin', 'Survey-Variant': 'kanarievariant', 'Sec-CH-UA': 'kanarie', 'Accept-Encoding': 'gzip', DNT: '1',
	};
	const told = async (t, change) => {
		const { seen, upstream } = await recorder(t);
		const front = await proxy(t, upstream, change);

		assert.equal((await front.post('/nl/small', { one: 'x' }, { ...SENT, Origin: front.base })).body, 'seen');
		return { lines: seen[0], headers: Object.fromEntries(seen[0].flatMap((name, i) => (i % 2 === 0 ? [[name.toLowerCase(), seen[0][i + 1]]] : []))), front };
	};

	test('what it needs and nothing else: no address, browser, cookie or referrer', async (t) => {
		const { lines, headers, front } = await told(t);

		assert.deepEqual(Object.keys(headers).sort(), ['accept-encoding', 'accept-language', 'connection', 'content-length', 'content-type', 'host', 'origin', 'sec-fetch-site', 'survey-variant']);
		assert.equal(headers.host, `${NAME}:${front.secure}`);
		assert.equal(headers.origin, front.base);
		assert.equal(headers['survey-variant'], 'kanarievariant');
		assert.doesNotMatch(lines.join('\n'), /203\.0\.113|127\.0\.0\.1|kanarie(?!variant)/);
	});

	test('with the usual lines the address would be there (positive control)', async (t) => {
		const { headers } = await told(t, (text) => replace(text, /proxy_pass_request_headers off;/, 'proxy_set_header X-Real-IP $remote_addr; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;'));

		assert.equal(headers['x-real-ip'], '127.0.0.1');
		assert.equal(headers['x-forwarded-for'], '203.0.113.7, 127.0.0.1');
		assert.equal(headers['user-agent'], 'kanariebrowser');
	});
});

describe('the other files of deploy/', () => {
	test('Tor takes the onion service as shipped, and not a mistyped one (positive control)', async (t) => {
		const directory = temporary(t, 'tor');
		const verify = (text) => {
			fs.writeFileSync(path.join(directory, 'torrc'), replace(text, /\/var\/lib\/tor\/survey\//, `${directory}/onion/`));
			return run(tool('/usr/bin/tor', '/usr/sbin/tor'), ['--verify-config', '-f', path.join(directory, 'torrc'), '--defaults-torrc', '/dev/null', '--DataDirectory', path.join(directory, 'data')]);
		};
		const good = await verify(read('torrc'));
		const bad = await verify(replace(read('torrc'), /HiddenServicePort 80/, 'HiddenServicePort 80000'));

		assert.equal(good.code, 0, good.stdout);
		assert.notEqual(bad.code, 0);
	});

	test('systemd finds an exposure of 0.5 at most, and more without the sandbox (positive control)', async (t) => {
		const directory = temporary(t, 'unit');
		const judge = (text) => {
			fs.writeFileSync(path.join(directory, 'survey.service'), text);
			return run('systemd-analyze', ['security', '--no-pager', '--offline=true', '--threshold=5', path.join(directory, 'survey.service')]);
		};
		const good = await judge(read('survey.service'));
		const bad = await judge(replace(read('survey.service'), /^PrivateNetwork=yes\n/m, ''));

		assert.equal(good.code, 0, good.stdout.slice(-400));
		assert.match(good.stdout, /exposure level for survey\.service: 0\.[0-5] /);
		assert.notEqual(bad.code, 0, 'without PrivateNetwork it is 0.7');
	});

	test('systemd knows every line of the unit, and not a mistyped one (positive control)', async (t) => {
		const directory = temporary(t, 'unit');
		const verify = async (text) => {
			fs.writeFileSync(path.join(directory, 'survey.service'), replace(text, /^ExecStart=\S+/m, 'ExecStart=/bin/true'));
			const { stdout, stderr } = await run('systemd-analyze', ['verify', '--man=no', path.join(directory, 'survey.service')]);

			return (stdout + stderr).split('\n').filter((line) => line.startsWith(directory));
		};

		assert.deepEqual(await verify(read('survey.service')), []);
		assert.match((await verify(replace(read('survey.service'), /^PrivateNetwork=/m, 'PrivateNetwerk='))).join(), /PrivateNetwerk/);
	});

	test('the unit starts the server with options that it has', async () => {
		const help = (await survey(['help', 'serve'])).stdout;
		const options = /^ExecStart=\S+ serve (.*)$/m.exec(read('survey.service'))[1].match(/--[a-z-]+/g);

		assert.ok(options.length >= 4);
		for (const option of options) assert.match(help, new RegExp(`${option} `), option);
	});

	test('check.sh finds what is not filled in, and nothing once it is', async (t) => {
		const directory = temporary(t, 'check');
		const files = ['nginx.conf', 'security.txt', 'survey.service'];
		const check = (change) => {
			for (const name of files) fs.writeFileSync(path.join(directory, name), change(read(name), name));
			return run('sh', [path.join(DEPLOY, 'check.sh'), '--files', ...files.map((name) => path.join(directory, name))]);
		};
		const filled = (text) => text.replaceAll('VUL-IN@gemeente.example', 'veilig@gemeente.invalid').replaceAll('gemeente.example', 'gemeente.invalid').replace(/^Expires: .*$/m, `Expires: ${new Date(Date.now() + 300 * 86400e3).toISOString()}`);
		const empty = await check((text) => text);

		assert.equal(empty.code, 1);
		for (const name of files) assert.match(empty.stdout, new RegExp(`${name}: still has an address`), name);
		assert.match(empty.stdout, /Expires is not a day to come/);
		const good = await check(filled);

		assert.equal(good.stdout, 'Nothing found.\n');
		assert.equal(good.code, 0);
		for (const [pattern, by, finding] of [
			[/^Expires: (\d{4})/m, (_, year) => `Expires: ${Number(year) + 2}`, /more than a year/],
		]) {
			const bad = await check((text) => filled(text).replace(pattern, by));

			assert.equal(bad.code, 1);
			assert.match(bad.stdout, finding);
		}
	});

	test('security.txt has the form of RFC 9116', () => {
		const lines = read('security.txt').trim().split('\n').filter((line) => !line.startsWith('#'));
		const fields = lines.map((line) => /^([A-Za-z-]+): (\S.*)$/.exec(line)).map(([, name, value]) => [name, value]);
		const all = (wanted) => fields.filter(([name]) => name === wanted).map(([, value]) => value);

		assert.ok(all('Contact').length >= 1 && all('Contact').every((uri) => /^(mailto:|https:\/\/|tel:)\S+$/.test(uri)));
		assert.equal(all('Expires').length, 1);
		assert.match(all('Expires')[0], /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
		assert.deepEqual(all('Canonical'), [`https://${NAME}/.well-known/security.txt`]);
		assert.ok(all('Preferred-Languages').length <= 1);
	});
});
