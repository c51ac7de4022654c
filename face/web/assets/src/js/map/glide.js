// From one day to another: what is on both glides to its place, what is new grows,
// what is gone shrinks where it was.
import {m, aim, key, many, still} from "./state.js"
import {over} from "./fly.js"
import {paint} from "./paint.js"

// glide draws the way from the things there were to those there are now.
export function glide(before) {
	const {items} = m
	if (still.matches || items.length + before.length > many) return false
	const old = new Map(before.map(n => [key(n), n])), now = new Map(items.map((n, i) => [key(n), i]))
	const ways = items.map(n => {
		const {x, y, r} = old.get(key(n)) ?? {...n, r: 0}
		return {n, a: {x, y, r, band: n.band}, b: {x: n.x, y: n.y, r: n.r, band: n.band}}
	})
	const there = items.length
	for (const n of before) {
		if (now.has(key(n))) continue
		const up = now.get(key(before[n.up] ?? {})) ?? 0
		now.set(key(n), items.length)
		items[up].kids.push(items.length)
		items.push({...n, up, kids: [], gone: true})
		ways.push({n: items.at(-1), a: {...n}, b: {...n, r: 0}})
	}
	if (ways.every(({a, b}) => a.x === b.x && a.y === b.y && a.r === b.r)) return false
	const from = {...m.view}, to = m.free ? from : aim()
	over(420, t => {
		if (m.items !== items) return // another day meanwhile
		const e = 1 - (1 - t) ** 3, mid = (a, b) => a + (b - a) * e
		for (const {n, a, b} of ways) {
			n.x = mid(a.x, b.x)
			n.y = mid(a.y, b.y)
			n.r = mid(a.r, b.r)
		}
		m.view = {x: mid(from.x, to.x), y: mid(from.y, to.y), k: mid(from.k, to.k)}
		if (t === 1) {
			items.length = there
			for (const n of items) n.kids = n.kids.filter(k => k < there)
			m.view = m.free ? m.view : aim()
		}
		paint()
	})
	return true
}
