// What can be seen of the map from somewhere: shapes, and the words on them.
import {m, box, family, onScreen} from "./state.js"

// scene returns what visits each shape that can be seen of a thing, with what is in
// it but the circle looked into; what is said is put into said.
export function scene(view, said) {
	const mark = box().dataset.mark, edge = field()
	const back = n => mark === "vacant" ? n.kind > 0 && n.kind < 3 : mark === "open" && !n.within
	const shape = (i, draw) => {
		const n = m.items[i], {x, y, r} = onScreen(n, view)
		if (r < 2.2 || x + r < edge.l || x - r > edge.r || y + r < edge.t || y - r > edge.b) return
		const kind = n.kind ? ["", "m-role", "m-role m-lit", "m-role m-open"][n.kind] : `m-circle m-${Math.min(n.depth, 3)}`
		const small = i && i !== m.cur && n.kids.length > 0 && n.grain * view.k < 3 // what is in it is too small to be drawn
		draw({i, x, y, r, share: small && r >= 4 ? n.share : 0, kind: `${kind}${back(n) ? " m-dim" : ""} ${family(n)}${i === m.sel || i === m.cur && m.sel < 0 && i ? " m-here" : ""}`})
		if (mark === "open" && n.open && r > 12) said.push({kind: "m-number", x, y: y + r * .92 + 4.5, size: 12, text: String(n.open)})
		if (n.kind) sayRole(n, x, y, r, said)
		else if (i) sayCircle(n, i, x, y, r, said, view.k, small)
		if (i !== m.cur && r > 7 && !small) for (const kid of n.kids) shape(kid, draw)
	}
	return shape
}

// arc is the path of a share of a circle, from twelve o'clock on, and how wide it is.
export function arc({x, y, r, share}) {
	const w = Math.min(7, Math.max(1.6, r * .13)), q = r - w / 2, at = 2 * Math.PI * Math.min(share, .9999), d = n => Math.round(n * 10) / 10
	return {w, q, at, path: `M${d(x)} ${d(y - q)}A${d(q)} ${d(q)} 0 ${share > .5 ? 1 : 0} 1 ${d(x + q * Math.sin(at))} ${d(y - q * Math.cos(at))}`}
}

// field is what can be seen around the room, and a little more.
export function field() {
	const own = m.room.getBoundingClientRect(), all = box().closest(".look-body").getBoundingClientRect()
	return {l: all.left - own.left - 140, t: all.top - own.top - 140, r: all.right - own.left + 140, b: all.bottom - own.top + 140}
}

const pen = document.createElement("canvas").getContext("2d")
const widths = new Map()
function wide(s, size) {
	let w = widths.get(s)
	if (w === undefined) {
		pen.font = `650 50px "Familjen Grotesk", "Familjen Grotesk Variable", system-ui`
		widths.set(s, w = pen.measureText(s).width / 50)
		if (widths.size > 20000) widths.clear()
	}
	return w * size
}
export const forget = () => widths.clear()

// wrap breaks a name into lines; nothing where it does not fit. A word too long for a
// line is broken at its soft hyphens.
function wrap(s, size, room, most) {
	const lines = [], fits = s => wide(s, size) <= room
	for (const word of s.split(/\s+/)) {
		const whole = word.replaceAll("\u00ad", ""), last = lines.at(-1)
		if (last && fits(last + " " + whole)) { lines[lines.length - 1] += " " + whole; continue }
		let line = "", rest = word.split("\u00ad")
		while (!fits(line + rest.join(""))) {
			if (rest.length > 1 && fits(line + rest[0] + "-")) line += rest.shift()
			else if (line) { lines.push(line + "-"); line = "" }
			else return
		}
		lines.push(line + rest.join(""))
	}
	return lines.length > most ? undefined : lines
}

// anywhere lets a word be broken after every two letters: what is chosen always has a name.
const anywhere = s => s.replace(/(\S{2})(?=\S{2})/gu, "$1\u00ad")

// room is whether the name of a circle stands on no other one, and keeps its place. That of
// the circle looked into always stands.
function room(n, x, y, size, lines, out) {
	const w = Math.max(...lines.map(l => wide(l, size))) / 2, h = size * 1.15 * lines.length / 2
	const box = {l: x - w, t: y - h, r: x + w, b: y + h}, boxes = out.boxes ??= []
	if (n !== m.items[m.cur] && boxes.some(o => box.l < o.r && o.l < box.r && box.t < o.b && o.t < box.b)) return false
	boxes.push(box)
	return true
}

// say puts lines around a middle; up says how much of what is more than one line
// goes above it: half, or all of it.
function say(kind, n, x, y, size, lines, out, up = .5) {
	if (!lines) return
	const high = size * 1.15
	if (!n.kind && !room(n, x, y - high * (lines.length - 1) * (up - .5), size, lines, out)) return
	y += size * .35 - high * (lines.length - 1) * up
	lines.forEach((l, i) => out.push({kind: `${kind} ${family(n)}`, x, y: y + i * high, size, text: l}))
}

// The band that is free for a title holds one line of it in a small circle; more
// lines go beyond the edge rather than over the roles.
function sayCircle(n, i, x, y, r, out, k, small) {
	const top = n.depth === 1, here = i === m.cur
	if (r < 24 || !top && r < 35) return
	const size = here ? 18 : r > 110 ? 15 : top ? 14 : 12
	const down = Math.max(n.band * k * .55, size)
	const room = 2 * Math.sqrt(Math.max(0, r * r - (r - down) ** 2)), up = n.band * k > 2.6 * size ? .5 : 1
	const on = ` m-on-${Math.min(n.depth, 3)}`, side = Math.max(room, Math.min(1.7 * r, 90))
	const lines = wrap(n.say, size, side, 2) ?? (here ? wrap(anywhere(n.name), size, side, 3) : undefined)
	const inside = small && wrap(n.say, size, 1.7 * r, 3)
	if (inside) say(`m-name${top ? "" : " m-sub"}${on}`, n, x, y, size, inside, out)
	else if (!lines && top) say("m-name m-sub" + on, n, x, y - r + Math.max(down, 12), 12, wrap(n.say, 12, Math.max(2.8 * r, 78), 3), out, up)
	else say(`m-name${here ? " m-big" : size === 15 ? " m-mid" : top ? "" : " m-sub"}${on}`, n, x, y - r + down, size, lines, out, up)
}

function sayRole(n, x, y, r, out) {
	if (r < 19) return
	const lines = wrap(n.say, 12.5, 1.75 * r, 3) ?? (n === m.items[m.sel] ? wrap(anywhere(n.name), 12.5, 1.75 * r, 4) : undefined), kind = "m-say" + (n.kind === 2 ? " m-say-lit" : "")
	const who = r >= 40 && lines?.length < 3 && wrap(n.who, 11.5, 1.8 * r, 1)
	if (who) y -= 8
	say(kind, n, x, y, 12.5, lines, out)
	if (who) say(kind + " m-who", n, x, y + 11 + 7.5 * lines.length, 11.5, who, out)
}
