// SPDX-License-Identifier: EUPL-1.2
//
// The panel's priorities, worked out anew: who puts what before what, Schulze's strongest paths, bands, and what of it is too small to
// show. Shares no code with the programs.

/** The items of ballots, each once, sorted. */
export const itemsOf = (ballots) => [...new Set(ballots.flat())].sort();

/** How many put one item before the other: ranked goes before not ranked. */
export const over = (ballots, one, other) =>
	ballots.filter((ballot) => ballot.includes(one) && (!ballot.includes(other) || ballot.indexOf(one) < ballot.indexOf(other))).length;

/** How many rank neither. */
export const neither = (ballots, one, other) => ballots.filter((ballot) => !ballot.includes(one) && !ballot.includes(other)).length;

/** The strength of the strongest path between two items, by looking for it: a path may use what is at least as strong. */
function strongest(strength, items, from, to) {
	const levels = [...new Set(strength.values())].filter((one) => one > 0).sort((a, b) => b - a);

	return (
		levels.find((level) => {
			const reached = new Set([from]);

			for (const at of reached) for (const next of items) if ((strength.get(`${at}>${next}`) ?? 0) >= level) reached.add(next);
			return reached.has(to);
		}) ?? 0
	);
}

/** Schulze's order as bands: lists of items of which none goes before another of the same list by the items that are left. */
export function schulze(ballots) {
	const items = itemsOf(ballots);
	const strength = new Map();

	for (const one of items)
		for (const other of items)
			if (over(ballots, one, other) > over(ballots, other, one)) strength.set(`${one}>${other}`, over(ballots, one, other));

	const before = (one, other) => strongest(strength, items, one, other) > strongest(strength, items, other, one);
	const bands = [];
	let left = items;

	while (left.length > 0) {
		const band = left.filter((one) => !left.some((other) => before(other, one)));

		bands.push(band);
		left = left.filter((one) => !band.includes(one));
	}
	return bands;
}

/** Whether the numbers of a pair may be shown: none of a few people, and no side that everybody is on. (That more has to be hidden so that none can be
 * worked out does not come up in these votes.) */
export function shown(ballots, one, other, threshold) {
	const [mine, theirs, none] = [over(ballots, one, other), over(ballots, other, one), neither(ballots, one, other)];
	const all = mine + theirs + none;

	return [mine, theirs, none].every((people) => people === 0 || people >= threshold) && mine < all && theirs < all;
}

/** The items that at least one in five (and the threshold) put first though at least half of all items are in bands before them. */
export function minorities(ballots, threshold) {
	const bands = schulze(ballots);
	const items = itemsOf(ballots);

	return items.filter((item) => {
		const first = ballots.filter((ballot) => ballot[0] === item).length;
		const before = bands.slice(0, bands.findIndex((band) => band.includes(item))).flat().length;

		return 2 * before >= items.length && first >= threshold && 5 * first >= ballots.length;
	});
}
