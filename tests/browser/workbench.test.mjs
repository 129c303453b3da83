// SPDX-License-Identifier: EUPL-1.2
//
// Goal: the team does its whole work in the workbench with the keyboard: labels, findings, merging, quotes, personal data,
// a second coder, undoing; the core of it without scripts too; and everybody can: axe, dark, 400 % zoom.

import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';

import { axe, DESKTOP, launchBrowser, NARROW, newPage, overflow } from '../support/browser.mjs';
import { copyStudy, idOf, makeStudy, proposals, startWorkbench } from '../support/workbench.mjs';

const LABELS = ['Briefadres', 'Meegaan', 'Wonen', 'Formulier', 'School'];

suite('workbench', { timeout: 240000 }, () => {
	let browser, study;
	const cleaners = [];

	before(async () => {
		study = await makeStudy({ after: (clean) => cleaners.push(clean) });
		browser = await launchBrowser();
	});
	after(async () => {
		await browser?.close();
		for (const clean of cleaners.reverse()) await clean();
	});

	/** A page at the workbench, come in by the address that it printed. */
	async function come(t, { path = copyStudy(t, study), coder, args, ...options } = {}) {
		const bench = await startWorkbench(t, path, { coder, args });
		const page = await newPage(browser, bench, { viewport: DESKTOP, javaScriptEnabled: true, ...options });

		t.after(() => page.context().close());
		await page.goto(bench.address);
		bench.home = `/${new URL(page.url()).pathname.split('/')[1]}`;
		return { bench, page, at: (target) => page.goto(`${bench.home}/${target}`) };
	}

	const told = (page) => page.locator('.notice, .refusal').innerText();
	const place = (page) => page.locator('.queue strong').innerText();
	const tags = (page) => page.locator('.labels .tag').allInnerTexts();
	/** Follows what a key or a button sets off, to the next page. */
	const follow = async (page, deed) => Promise.all([page.waitForEvent('load'), deed()]);

	test('a whole session by keyboard: twenty labels, findings merged, undone, redacted, a quote released, a second coder', async (t) => {
		const { bench, page, at } = await come(t);
		const type = (text) => page.keyboard.type(text);
		const key = (name) => follow(page, () => page.keyboard.press(name));
		/* The label field has the focus, from the first picture on, which may come after the page was loaded. */
		const focused = () => page.waitForFunction(() => document.activeElement.id === 'label');
		const leave = async () => (await focused(), page.keyboard.press('Escape'));

		/* Twenty mentions: type, Ctrl+Enter, and the next one is there. */
		await at('coding/1');
		assert.equal(await place(page), '1 van 30');
		const coded = new URL(page.url()).pathname.split('/')[4];

		for (let i = 0; i < 20; i++) {
			await focused();
			await type(LABELS[i % 5].slice(0, i < 5 ? undefined : 4));
			await key('Control+Enter');
			assert.equal(await place(page), `${i + 2} van 30`);
		}
		await at('codebook');
		assert.deepEqual((await page.locator('tbody th').allInnerTexts()).sort(), [...LABELS].sort(), 'a beginning is enough for a label that is there');
		await at('coding/1');
		assert.equal(await place(page), '1 van 10', 'the queue has what is left');

		/* Single keys outside the text field alone. */
		await type('1');
		assert.equal(await page.locator('#label').inputValue(), '1');
		await page.locator('#label').fill('');
		await leave();
		const first = await page.locator('.recent button').first().innerText();

		await key('1');
		assert.deepEqual(await tags(page), [first]);
		await leave();
		await key('u');
		assert.match(await told(page), /Ongedaan gemaakt: 1/);
		assert.deepEqual(await tags(page), []);
		await leave();
		await key('j');
		assert.equal(await place(page), '2 van 10');
		await leave();
		await key('k');
		assert.equal(await place(page), '1 van 10');
		await leave();
		await key('?');
		assert.equal(await page.locator('h1').innerText(), 'Hulp');
		await follow(page, () => page.getByRole('button', { name: 'Losse toetsen uit' }).press('Enter'));
		await at('coding/1');
		await leave();
		await page.keyboard.press('j');
		assert.equal(await place(page), '1 van 10', 'single keys are off');

		/* Two findings, merged after a preview, and apart again. */
		const [one, two, three] = await Promise.all(['briefadres', 'formulier', 'loket'].map((text) => idOf(bench, text)));

		for (const [id, title] of [[one, 'Eigen briefadres'], [two, 'Andere reden'], [three, 'Andere reden']]) {
			await at(`coding/2/${id}`);
			await page.locator('#finding').fill(title);
			await follow(page, () => page.locator('#finding').press('Enter'));
		}
		await at('findings');
		await follow(page, () => page.getByRole('link', { name: 'Andere reden' }).press('Enter'));
		await page.locator('#other').selectOption({ label: 'Eigen briefadres' });
		await follow(page, () => page.getByRole('button', { name: 'Bekijk eerst' }).press('Enter'));
		assert.match(await page.locator('.summary').innerText(), /^2 meldingen gaan van “Andere reden” naar “Eigen briefadres”/);
		assert.equal(await page.locator('.sides section').count(), 2);
		await follow(page, () => page.getByRole('button', { name: 'Voeg samen' }).press('Enter'));
		assert.match(await page.locator('main').innerText(), /3 meldingen[\s\S]*Heette ook: Andere reden/);
		await follow(page, () => page.locator('#undo').press('Enter'));
		await at('findings');
		assert.deepEqual((await page.locator('tbody th').allInnerTexts()).sort(), ['Andere reden', 'Eigen briefadres'], 'undone');

		/* One of two mentions apart, after a preview. */
		await follow(page, () => page.getByRole('link', { name: 'Andere reden' }).press('Enter'));
		await page.locator('.members input').first().press('Space');
		await page.locator('#new').fill('Nog een andere reden');
		await follow(page, () => page.getByRole('button', { name: 'Splits de gekozen' }).press('Enter'));
		assert.match(await page.locator('.summary').innerText(), /^1 melding gaat van “Andere reden” naar “Nog een andere reden”. Blijven: 1/);
		await follow(page, () => page.getByRole('button', { name: 'Splits' }).press('Enter'));
		await at('findings');
		assert.equal(await page.locator('tbody th').count(), 3);

		/* A quote with a telephone number in it is kept until somebody decided about that. */
		const personal = await idOf(bench, 'wijkagent');

		await follow(page, async () => { await at('help'); });
		await follow(page, () => page.getByRole('button', { name: 'Losse toetsen aan' }).press('Enter'));
		await at(`coding/2/${personal}`);
		await leave();
		await key('q');
		assert.match(await told(page), /Voorgesteld als citaat/);
		await at('quotes');
		assert.equal(await page.getByRole('button', { name: 'Geef vrij' }).count(), 0, 'not yet');
		assert.match(await page.locator('main').innerText(), /nog niemand heeft vrijgegeven/);
		await at(`coding/2/${personal}`);
		assert.deepEqual(await page.locator('.story mark').allInnerTexts(), ['06-12345678']);
		await leave();
		await key('x');
		assert.match(await told(page), /weggelaten/);
		await at('quotes');
		assert.equal(await page.locator('blockquote').innerText(), 'Ik bel dan de wijkagent op […] en dan lukt het.');
		assert.equal(await page.getByRole('button', { name: 'Geef vrij' }).count(), 0, 'not before somebody read it');
		assert.deepEqual(await page.locator('.gate .story mark').allInnerTexts(), ['06-12345678'], 'who says that they read it sees the whole text, and what was marked');
		await follow(page, () => page.getByRole('button', { name: 'Ik heb dit nagelezen' }).press('Enter'));
		assert.equal(await page.locator('.gate .story').count(), 0);
		await follow(page, () => page.getByRole('button', { name: 'Geef vrij' }).press('Enter'));
		assert.match(await page.locator('main').innerText(), /Alle citaten zijn nagekeken/);

		/* A second coder, blind, says something else; the difference becomes a queue and is settled. */
		const path = bench.study;

		await page.watch();
		await bench.stop();
		const second = await come(t, { path, coder: 'Bram', args: ['--blind'] });

		await second.at(`coding/2/${coded}`);
		assert.deepEqual(await tags(second.page), [], 'what the first coder chose is not shown');
		await second.page.locator('#label').fill('Iets heel anders');
		await follow(second.page, () => second.page.locator('#label').press('Enter'));
		await second.page.watch();
		await second.bench.stop();
		const third = await come(t, { path, coder: 'Anna' });

		await third.at('differences');
		const differ = await third.page.locator('.gate li').count();

		assert.equal(differ, 2, 'each has a label that the other did not give');
		await follow(third.page, () => third.page.locator('.gate button').first().press('Enter'));
		assert.equal(await third.page.locator('.gate li').count(), differ - 1);
		await third.page.watch();
	});

	test('without scripts: label one mention by keyboard, undo it, propose a part of it as a quote', async (t) => {
		const { page, at } = await come(t, { javaScriptEnabled: false });

		await at('coding/1');
		await page.locator('#label').fill('Wonen');
		await page.locator('#label').press('Enter');
		await page.waitForURL(/coding/);
		assert.match(await told(page), /Nieuw label “Wonen” gemaakt/);
		assert.deepEqual(await tags(page), ['Wonen']);
		await page.locator('#undo').press('Enter');
		assert.match(await told(page), /Ongedaan gemaakt/);
		assert.deepEqual(await tags(page), []);
		await page.locator('#words').fill((await page.locator('.story').first().innerText()).slice(0, 10));
		await page.locator('#quote').press('Enter');
		assert.match(await told(page), /Voorgesteld als citaat/);
		await page.watch();
	});

	test('what is selected in the text becomes the quote, the rest of it does not', async (t) => {
		const { bench, page, at } = await come(t);

		await at(`coding/2/${await idOf(bench, 'klaar')}`);
		await page.evaluate(() => {
			const text = document.querySelector('.story').firstChild;
			const range = document.createRange();

			range.setStart(text, text.data.indexOf('samen'));
			range.setEnd(text, text.data.indexOf(','));
			document.getSelection().removeAllRanges();
			document.getSelection().addRange(range);
		});
		await page.waitForFunction(() => document.querySelector('#words').value !== '');
		await follow(page, () => page.locator('#quote').press('Enter'));
		assert.deepEqual(await page.locator('.quotes q').allInnerTexts(), ['samen 🇳🇱']);
		await page.watch();
	});

	test('a card is filled in and kept, what looks like personal data in it stays by a decision, and it is released', async (t) => {
		const { bench, page, at } = await come(t);

		await bench.post(`${bench.home}/coding/2/${await idOf(bench, 'loket')}`, { finding: 'Bellen', do: 'join' });
		await at('findings');
		await follow(page, () => page.getByRole('link', { name: 'Bellen' }).press('Enter'));
		const press = (name) => follow(page, () => page.getByRole('button', { name, exact: true }).press('Enter'));

		for (const [label, words] of [['Knelpunt (nodig)', 'Niemand neemt op.'], ['Het paadje (nodig)', 'Bel zelf met 06-12345678.'], ['Wie het helpt (nodig)', 'Wie haast heeft.'], ['Doen op', '2026-12-01']]) await page.getByLabel(label).fill(words);
		await press('Bewaar');
		assert.equal(await page.getByLabel('Het paadje (nodig)').inputValue(), 'Bel zelf met 06-12345678.');
		assert.equal(await page.getByLabel('Doen op').inputValue(), '2026-12-01');
		assert.equal(await page.getByRole('button', { name: 'Geef vrij', exact: true }).count(), 0);
		await press('Mag blijven');
		assert.deepEqual(await page.locator('.marks mark').allInnerTexts(), ['06-12345678']);
		assert.deepEqual(await axe(page), []);
		await press('Geef vrij');
		assert.match(await page.locator('main').innerText(), /Vrijgegeven\./);
		await press('Opnieuw kiezen');
		assert.match(await page.locator('main').innerText(), /Lijkt op gegevens van een mens: Het paadje/, 'released, it is told what keeps it now');
		assert.equal(await overflow(page), 0);
		await page.watch();
	});

	test('a label is moved after a preview, and its colour stands beside its name wherever that stands', async (t) => {
		const { bench, page, at } = await come(t);
		const [one, two] = await Promise.all(['briefadres', 'loket'].map((text) => idOf(bench, text)));

		for (const [id, label] of [[one, 'Slapen'], [one, 'Wonen'], [two, 'Wonen']]) await bench.post(`${bench.home}/coding/2/${id}`, { label, do: 'tag' });
		await at('codebook');
		await follow(page, () => page.getByRole('link', { name: 'Wonen' }).press('Enter'));
		await page.locator('#definition').fill('Waar iemand woont');
		await follow(page, () => page.getByRole('button', { name: 'Bewaar' }).press('Enter'));
		assert.equal(await page.locator('h1 .colour').count(), 0, 'nobody chose a colour, so there is none');
		await page.locator('#colour').fill('#117733');
		await follow(page, () => page.getByRole('button', { name: 'Bewaar' }).press('Enter'));
		await page.locator('#parent').selectOption({ label: 'Slapen' });
		await follow(page, () => page.locator('button[value=move]').press('Enter'));
		assert.equal(await page.locator('.summary').innerText(), '2 meldingen gaan van “bovenaan, onder geen ander label” naar “Slapen”.');
		await at('codebook');
		assert.equal(await page.locator('tbody td:nth-child(4)').last().innerText(), '', 'looking is not doing');
		await page.goBack();
		await follow(page, () => page.getByRole('button', { name: 'Verplaats' }).press('Enter'));
		await at('codebook');
		assert.deepEqual(await page.locator('tbody tr').evaluateAll((rows) => rows.map((row) => [row.querySelector('th bdi').innerText, row.cells[3].innerText])), [['Slapen', ''], ['Wonen', 'Slapen']]);
		await proposals(bench);
		for (const target of ['codebook', 'mentions/2/1', `coding/2/${one}`, 'proposals']) {
			await at(target);
			const named = await page.locator('.colour').evaluateAll((dots) => dots.map((dot) => [dot.querySelector('circle').getAttribute('fill'), dot.parentElement.textContent.trim()]));

			assert.ok(named.length > 0, target);
			for (const [fill, name] of named) assert.deepEqual([fill, name], ['#117733', 'Wonen'], `${target}: never colour alone`);
		}
		await page.watch();
	});

	for (const colorScheme of ['light', 'dark'])
		test(`axe finds nothing on any page, ${colorScheme}; nothing scrolls sideways at 320 pixels`, async (t) => {
			const { bench, page, at } = await come(t, { colorScheme });
			const id = await idOf(bench, 'wijkagent');
			const other = await idOf(bench, 'loket');

			await bench.post(`${bench.home}/coding/2/${id}`, { label: 'Wonen', do: 'tag' });
			await bench.post(`${bench.home}/coding/2/${other}`, { label: 'Meegaan', do: 'tag' });
			await bench.post(`${bench.home}/coding/2/${id}`, { do: 'quote' });
			for (const [mention, finding] of [[id, 'Bellen'], [other, 'Meegaan']]) await bench.post(`${bench.home}/coding/2/${mention}`, { finding, do: 'join' });
			const links = async (list) => (await at(list), page.locator('tbody th a').evaluateAll((all) => all.map((one) => one.getAttribute('href').split('/').slice(2).join('/'))));
			const codes = await links('codebook');
			const findings = await links('findings');
			const targets = ['mentions/2/1', `move/${codes[0].split('/')[1]}/${codes[1].split('/')[1]}`, 'codebook', 'findings', 'proposals', 'compare', 'quotes', 'differences', 'log', 'help', `coding/2/${id}`, codes[0], findings[0], `merge/${findings.map((one) => one.split('/')[1]).join('/')}`];

			for (const target of targets) {
				await page.setViewportSize(DESKTOP);
				assert.equal((await at(target)).status(), 200, target);
				assert.deepEqual(await axe(page, `${target} ${colorScheme}`), []);
				await page.setViewportSize(NARROW);
				assert.equal(await overflow(page), 0, target);
			}
			await follow(page, () => page.getByRole('button', { name: 'Vergrendelen' }).press('Enter'));
			assert.deepEqual(await axe(page, `locked ${colorScheme}`), []);
			await page.watch();
		});

	test('the ticket is in no address that the browser keeps', async (t) => {
		const { bench, page } = await come(t);
		const ticket = bench.ticket.split('/')[2];

		assert.ok(!page.url().includes(ticket));
		assert.equal(await page.evaluate(() => history.length <= 2 && !document.referrer), true);
		await page.goBack().catch(() => null);
		assert.ok(!page.url().includes(ticket));
		await page.goForward().catch(() => null);
		await page.watch();
	});
});
