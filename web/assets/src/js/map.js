// The map as a picture, taken over from the server's: it zooms, pans and goes
// by keyboard. Only what can be seen is in the page, and while it moves only
// one transform changes; it is drawn anew now and then, and at rest.
import {after, go} from "./go.js"

const box = () => document.getElementById("map")
const still = matchMedia("(prefers-reduced-motion: reduce)")
let room, svg, ground, links, words, tip // elements
let items = null, from = "" // the map, and where it came from
let cur = 0, sel = -1, rove = -1 // circle looked into, role chosen, link that Tab comes to
let view = null, drawn = null // middle and scale: now, and when last drawn
let flight = 0, resting = 0, free = false, count = 0

const watch = new ResizeObserver(() => {
	if (!items || !room?.isConnected) return
	if (free) paint()
	else if (flight) fly(aim())
	else { view = aim(); paint() }
})

async function sync() {
	const map = box()
	if (!map) { room = null; return }
	if (map.dataset.src !== from || !items) {
		const src = map.dataset.src
		let rows
		try {
			const answer = await fetch(src)
			if (!answer.ok) return
			rows = await answer.json()
		} catch { return } // the server's picture stays
		if (box()?.dataset.src !== src) return
		from = src
		take(rows)
	}
	if (!room?.isConnected) begin()
	const was = cur, had = sel
	if (missed()) return
	where()
	paintOr(was !== cur || had !== sel)
}

function take(rows) {
	items = rows.map(([kind, id, up, x, y, r, band, family, name, who]) => ({kind, id, up, x, y, r, band, family, name, who, depth: 0, kids: []}))
	items.forEach((n, i) => {
		if (n.up < 0) return
		n.depth = items[n.up].depth + 1
		items[n.up].kids.push(i)
	})
	cur = 0
	sel = rove = -1
}

// missed asks once more for what was asked for while the page was still busy
// with something else.
let asked = ""
function missed() {
	const {circle, role} = box().dataset, again = asked
	asked = ""
	if (!again || again === `${circle}/${role}`) return false
	setTimeout(go, 0, href(sel < 0 ? cur : sel))
	return true
}

// where reads what is chosen from the page.
function where() {
	const {circle, role} = box().dataset
	sel = Number(role) ? items.findIndex(n => n.kind && n.id === Number(role)) : -1
	cur = sel >= 0 ? items[sel].up : Math.max(0, items.findIndex(n => !n.kind && n.id === Number(circle)))
}

function begin() {
	room = document.getElementById("map-draw")
	const {label, lang} = box().dataset
	room.innerHTML = `<svg class="map-svg map-live" role="group" aria-label="${esc(label)}"${lang ? ` lang="${lang}"` : ""} tabindex="-1"><g></g><g></g><g class="map-words" aria-hidden="true"></g></svg><div class="map-tip" role="tooltip" hidden></div>`
	;[svg, tip] = room.children
	sheets = making = null
	;[ground, links, words] = svg.children
	watch.disconnect()
	watch.observe(room)
	room.addEventListener("wheel", wheel, {passive: false})
	room.addEventListener("pointerdown", press)
	room.addEventListener("pointerover", e => hint(e.target.closest?.("[data-i]"), 250))
	room.addEventListener("pointerleave", () => hint(null))
	room.addEventListener("focusin", e => {
		const a = e.target.closest("a[data-i]")
		if (a && a.matches(":focus-visible")) hint(a, 0)
	})
	room.addEventListener("focusout", () => hint(null))
	view = drawn = null
}

function paintOr(moved) {
	if (!view) { where(); view = aim(); free = false; paint() }
	else if (moved) { paint(); fly(aim()) }
	else if (!flight) paint()
}

// aim is the view in which what is chosen fills the free room.
function aim() {
	const c = items[cur], s = items[sel]
	const side = Math.max(60, Math.min(room.clientWidth, room.clientHeight))
	const k = side / (2 * c.r * (cur ? 1.26 : 1.1))
	return s ? {x: s.x, y: s.y, k: Math.max(k, 54 / s.r)} : {x: c.x, y: c.y, k}
}

const esc = s => s.replace(/[&<>"]/g, c => `&#${c.charCodeAt()};`)
const family = n => `h-${n.family > 0 ? (n.family - 1) % 8 + 1 : 0}`
const d1 = n => Math.round(n * 10) / 10

// scene returns what visits each shape that can be seen of an item, with what is in
// it but the circle looked into; what is said is put into said.
function scene(view, said) {
	const w = room.clientWidth, h = room.clientHeight, k = view.k, dim = box().dataset.mark === "vacant", edge = field()
	const shape = (i, draw) => {
		const n = items[i], r = n.r * k, x = (n.x - view.x) * k + w / 2, y = (n.y - view.y) * k + h / 2
		if (r < 2.2 || x + r < edge.l || x - r > edge.r || y + r < edge.t || y - r > edge.b) return
		const kind = n.kind ? ["", "m-role", "m-role m-lit", "m-role m-open"][n.kind] + (dim && n.kind < 3 ? " m-dim" : "") : `m-circle m-${Math.min(n.depth, 3)}`
		draw({i, x, y, r, kind: `${kind} ${family(n)}${i === sel || i === cur && sel < 0 && i ? " m-here" : ""}`})
		if (n.kind) sayRole(n, x, y, r, said)
		else if (i) sayCircle(n, i, x, y, r, said)
		if (i !== cur && r > 7) for (const kid of n.kids) shape(kid, draw)
	}
	return shape
}

// field is what can be seen around the room, and a little more.
function field() {
	const own = room.getBoundingClientRect(), all = box().closest(".look-body").getBoundingClientRect()
	return {l: all.left - own.left - 140, t: all.top - own.top - 140, r: all.right - own.left + 140, b: all.bottom - own.top + 140}
}

function paint() {
	drawn = {...view, w: room.clientWidth, h: room.clientHeight}
	const under = [], said = [], each = scene(view, said)
	const shape = (i, out) => each(i, s => out.push(`<circle data-i="${s.i}" class="${s.kind}" cx="${d1(s.x)}" cy="${d1(s.y)}" r="${d1(s.r)}"/>`))
	shape(0, under)
	const there = new Map([...links.children].map(a => [Number(a.dataset.i), a]))
	if (!items[cur].kids.includes(rove)) rove = items[cur].kids.includes(sel) ? sel : first(cur)
	for (const i of items[cur].kids) {
		const out = []
		shape(i, out)
		if (!out.length && i !== rove) continue
		let a = there.get(i)
		there.delete(i)
		if (!a) {
			a = document.createElementNS(svg.namespaceURI, "a")
			a.dataset.i = i
			links.append(a)
		}
		const n = items[i]
		a.id = "m" + (n.kind ? "R" : "C") + n.id
		a.setAttribute("href", href(i))
		a.setAttribute("aria-label", tell(n).join(", "))
		a.setAttribute("tabindex", i === rove ? "0" : "-1")
		i === sel ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current")
		a.innerHTML = out.join("")
	}
	for (const a of there.values()) a.remove()
	ground.innerHTML = under.join("")
	words.innerHTML = said.map(t => `<text class="${t.kind}" x="${d1(t.x)}" y="${d1(t.y)}">${esc(t.text)}</text>`).join("")
	svg.style.transform = ""
	unsketch()
	svg.classList.toggle("map-free", free || cur > 0)
	room.dataset.draws = ++count
}

function tell(n) {
	return n.kind === 2 ? [n.name, n.who, box().dataset.leads] : [n.name, n.who]
}

function href(i) {
	const link = box().dataset.link
	return i ? `${link}${link.includes("?") ? "&" : "?"}${items[i].kind ? "role" : "circle"}=${items[i].id}` : link
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

// wrap breaks a name into lines; nothing where it does not fit.
function wrap(s, size, room, most) {
	const lines = []
	for (const word of s.split(/\s+/)) {
		if (wide(word, size) > room) return
		const last = lines.at(-1)
		if (last && wide(last + " " + word, size) <= room) lines[lines.length - 1] += " " + word
		else lines.push(word)
	}
	return lines.length > most ? undefined : lines
}

function say(kind, n, x, y, size, lines, out) {
	if (!lines) return
	const high = size * 1.15
	y += size * .35 - high * (lines.length - 1) / 2
	lines.forEach((l, i) => out.push({kind: `${kind} ${family(n)}`, x, y: y + i * high, size, text: l}))
}

function sayCircle(n, i, x, y, r, out) {
	const top = n.depth === 1, here = i === cur
	if (r < 24 || !top && r < 35) return
	const size = here ? 18 : r > 110 ? 15 : top ? 14 : 12
	const down = Math.max(n.band * view.k * .55, size)
	const room = 2 * Math.sqrt(Math.max(0, r * r - (r - down) ** 2))
	const on = ` m-on-${Math.min(n.depth, 3)}`, lines = wrap(n.name, size, Math.max(room, Math.min(1.7 * r, 90)), 2)
	if (!lines && top) say("m-name m-sub" + on, n, x, y - r + Math.max(down, 12), 12, wrap(n.name, 12, Math.max(2.8 * r, 78), 3), out)
	else say(`m-name${here ? " m-big" : size === 15 ? " m-mid" : top ? "" : " m-sub"}${on}`, n, x, y - r + down, size, lines, out)
}

function sayRole(n, x, y, r, out) {
	if (r < 19) return
	const lines = wrap(n.name, 12.5, 1.75 * r, 3), kind = "m-say" + (n.kind === 2 ? " m-say-lit" : "")
	const who = r >= 40 && lines?.length < 3 && wrap(n.who, 11.5, 1.8 * r, 1)
	if (who) y -= 8
	say(kind, n, x, y, 12.5, lines, out)
	if (who) say(kind + " m-who", n, x, y + 11 + 7.5 * lines.length, 11.5, who, out)
}

// A map of many is slow to draw, so while it moves a picture of it on a canvas
// stands for it. The next picture is made a little in each frame, on a second
// canvas, while the first is stretched.
const many = 800, slice = 4 // milliseconds
let sheets = null, making = null, tick = 0

function sketch() {
	if (!sheets) {
		sheets = [0, 1].map(() => room.insertBefore(document.createElement("canvas"), svg))
		for (const c of sheets) c.className = "map-sketch"
	}
	if (svg.style.opacity !== "0") {
		looks.clear()
		make({...drawn})
		while (making) draw(1000)
		svg.style.opacity = "0"
	}
	const on = sheets[0].view, s = view.k / on.k
	if (!making && (s > 1.4 || s < 1 / 1.4 || Math.hypot(on.x - view.x, on.y - view.y) * view.k > 70)) make({...view})
	if (making && !tick) tick = requestAnimationFrame(function step() {
		tick = 0
		if (!making || !room?.isConnected) return
		draw(slice)
		if (making) tick = requestAnimationFrame(step)
	})
	place()
}

function place() {
	const [on] = sheets, f = on.field, s = view.k / on.view.k, w = room.clientWidth / 2, h = room.clientHeight / 2
	on.style.transform = `translate(${w + (f.l - w) * s + (on.view.x - view.x) * view.k}px, ${h + (f.t - h) * s + (on.view.y - view.y) * view.k}px) scale(${s})`
}

function make(at) {
	const list = [], said = []
	const shape = scene(at, said)
	shape(0, s => list.push(s))
	for (const i of items[cur].kids) shape(i, s => list.push(s))
	const c = sheets[1], q = Math.min(devicePixelRatio, 2), f = c.field = field()
	c.view = at
	c.width = (f.r - f.l) * q
	c.height = (f.b - f.t) * q
	c.style.width = f.r - f.l + "px"
	const pen = c.getContext("2d")
	pen.setTransform(q, 0, 0, q, -f.l * q, -f.t * q)
	pen.textAlign = "center"
	making = {pen, list, said, at: 0}
}

// draw goes on with the picture for some milliseconds.
function draw(long) {
	const {pen, list, said} = making, end = performance.now() + long
	for (; making.at < list.length; making.at++) {
		if (making.at % 50 === 49 && performance.now() > end) { making.at++; return }
		const s = list[making.at], l = look("circle", s.kind, ground)
		pen.globalAlpha = l.alpha
		pen.beginPath()
		pen.arc(s.x, s.y, s.r, 0, 7)
		if (l.fill) { pen.fillStyle = l.fill; pen.fill() }
		if (l.line) { pen.strokeStyle = l.line; pen.lineWidth = l.wide; pen.setLineDash(s.r > 6 ? l.dash : []); pen.stroke() }
	}
	pen.globalAlpha = 1
	for (const t of said) {
		pen.font = `650 ${t.size}px "Familjen Grotesk", system-ui`
		pen.fillStyle = look("text", t.kind, words).fill
		pen.fillText(t.text, t.x, t.y)
	}
	making = null
	room.dataset.draws = ++count
	sheets.reverse()
	sheets[0].style.visibility = "visible"
	sheets[1].style.visibility = "hidden"
	place()
}

function unsketch() {
	making = null
	if (!sheets) return
	for (const c of sheets) c.style.visibility = "hidden"
	svg.style.opacity = ""
}

// look is how things of a kind look on the page.
const looks = new Map()
function look(tag, kind, parent) {
	let l = looks.get(tag + kind)
	if (!l) {
		const e = document.createElementNS(svg.namespaceURI, tag)
		e.setAttribute("class", kind)
		parent.append(e)
		const c = getComputedStyle(e), no = s => s === "none" || s === "rgba(0, 0, 0, 0)" ? "" : s
		looks.set(tag + kind, l = {fill: no(c.fill), line: no(c.stroke), wide: parseFloat(c.strokeWidth), alpha: Number(c.opacity), dash: c.strokeDasharray === "none" ? [] : c.strokeDasharray.split(",").map(parseFloat)})
		e.remove()
	}
	return l
}

// move shows the view without drawing, as long as that will do.
function move() {
	if (items.length > many) {
		sketch()
		svg.style.transform = "translate(0)" // not at rest
		return
	}
	const s = view.k / drawn.k, x = (drawn.x - view.x) * view.k, y = (drawn.y - view.y) * view.k
	if (s > 1.6 || s < 1 / 1.6 || Math.hypot(x, y) > 120) return paint()
	svg.style.transform = `translate(${drawn.w / 2 * (1 - s) + x}px, ${drawn.h / 2 * (1 - s) + y}px) scale(${s})`
}

function rest() {
	clearTimeout(resting)
	resting = setTimeout(() => room?.isConnected && !flight && paint(), items.length > many ? 220 : 140)
}

function fly(to) {
	cancelAnimationFrame(flight)
	flight = 0
	free = false
	hint(null)
	if (still.matches) { view = to; paint(); return }
	const a = {...view}, begun = performance.now()
	const step = now => {
		if (!room?.isConnected) { flight = 0; return }
		const t = Math.min(1, Math.max(0, now - begun) / 650), e = 1 - (1 - t) ** 3
		if (t === 1) { flight = 0; view = to; paint(); return }
		const k = a.k * (to.k / a.k) ** e
		// The place that both views share stays where it is.
		const p = Math.abs(to.k / a.k - 1) < .01 ? e : (1 / k - 1 / a.k) / (1 / to.k - 1 / a.k)
		view = {x: a.x + (to.x - a.x) * p, y: a.y + (to.y - a.y) * p, k}
		move()
		flight = requestAnimationFrame(step)
	}
	flight = requestAnimationFrame(step)
}

function visit(i) {
	const n = items[i]
	sel = n.kind ? i : -1
	cur = n.kind ? n.up : i
	paint()
	fly(aim())
	asked = `${items[cur].id}/${sel < 0 ? 0 : n.id}`
	go(href(i))
}

function zoom(by, x = 0, y = 0) {
	cancelAnimationFrame(flight)
	flight = 0
	const whole = Math.min(room.clientWidth, room.clientHeight) / (2 * items[0].r)
	const k = Math.min(Math.max(view.k * by, whole * .5), 110 / Math.min(...items[cur].kids.map(i => items[i].r), 1))
	view = {x: view.x + x / view.k - x / k, y: view.y + y / view.k - y / k, k}
	free = true
	move()
	rest()
}

function wheel(e) {
	if (!items || !view) return
	e.preventDefault()
	const own = room.getBoundingClientRect()
	zoom(Math.exp(-e.deltaY * (e.deltaMode ? 16 : 1) * (e.ctrlKey ? .01 : .0016)), e.clientX - own.left - own.width / 2, e.clientY - own.top - own.height / 2)
}

// Dragging pans, two fingers zoom; a press that moved is no click.
const fingers = new Map()
let dragged = false
function press(e) {
	if (e.button || !view) return
	if (!fingers.size) dragged = false
	fingers.set(e.pointerId, e)
}
addEventListener("pointermove", e => {
	const was = fingers.get(e.pointerId)
	if (!was || !room?.isConnected) return
	const dx = e.clientX - was.clientX, dy = e.clientY - was.clientY
	if (!dragged && Math.hypot(dx, dy) < 5) return
	if (!dragged) room.setPointerCapture(e.pointerId)
	dragged = true
	cancelAnimationFrame(flight)
	flight = 0
	const other = [...fingers.values()].find(f => f.pointerId !== e.pointerId)
	if (other) {
		const own = room.getBoundingClientRect()
		const far = f => Math.hypot(f.clientX - other.clientX, f.clientY - other.clientY) || 1
		zoom(far(e) / far(was), (e.clientX + other.clientX) / 2 - own.left - own.width / 2, (e.clientY + other.clientY) / 2 - own.top - own.height / 2)
	} else {
		view = {...view, x: view.x - dx / view.k, y: view.y - dy / view.k}
		free = true
		move()
		rest()
	}
	fingers.set(e.pointerId, e)
})
for (const kind of ["pointerup", "pointercancel"]) addEventListener(kind, e => fingers.delete(e.pointerId))

document.addEventListener("click", e => {
	const button = e.target.closest("[data-zoom]")
	if (button && view) {
		const by = Number(button.dataset.zoom)
		return by ? zoom(by) : visit(0)
	}
	if (!svg?.contains(e.target) || !view || e.ctrlKey || e.metaKey || e.shiftKey) return
	e.preventDefault()
	e.stopPropagation()
	if (dragged && e.detail) return
	const a = e.target.closest("a[data-i]")
	if (a) visit(Number(a.dataset.i))
	else out()
}, true)

// out goes to the circle around, and the focus to the one that was left.
function out(focus) {
	if (sel < 0 && !cur) return false
	const left = sel >= 0 ? sel : cur
	rove = left
	visit(sel >= 0 ? cur : items[cur].up)
	if (focus) hold(left)
	return true
}

const first = i => items[i].kids.find(k => !items[k].kind) ?? items[i].kids[0] ?? -1

// hold puts the focus on a link, and brings it into sight.
function hold(i) {
	if (i < 0) { svg.focus({preventScroll: true}); return }
	rove = i
	const n = items[i], x = (n.x - view.x) * view.k, y = (n.y - view.y) * view.k
	if (!flight && (Math.abs(x) > room.clientWidth / 2 || Math.abs(y) > room.clientHeight / 2)) view = {...view, x: n.x, y: n.y}
	paint()
	links.querySelector(`a[data-i="${i}"]`)?.focus({preventScroll: true})
}

// beside is the nearest sibling in a direction.
function beside(i, dx, dy) {
	const n = items[i]
	let best = -1, least = Infinity
	for (const k of items[cur].kids) {
		const x = items[k].x - n.x, y = items[k].y - n.y, ahead = x * dx + y * dy, aside = Math.abs(x * dy - y * dx)
		if (k === i || ahead <= 0 || aside > ahead * 2.2) continue
		const cost = ahead + aside * 1.6
		if (cost < least) { least = cost; best = k }
	}
	return best
}

document.addEventListener("keydown", e => {
	if (!svg?.contains(e.target) || !view || e.altKey || e.ctrlKey || e.metaKey) return
	const at = Number(e.target.closest("a[data-i]")?.dataset.i ?? -1)
	const arrow = {ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1]}[e.key]
	if (arrow) {
		const to = at < 0 ? first(cur) : beside(at, ...arrow)
		if (to >= 0) hold(to)
	} else if (e.key === "Enter" || e.key === " ") {
		if (at < 0) return
		visit(at)
		if (!items[at].kind) hold(first(at))
	} else if (e.key === "Escape" || e.key === "Backspace") {
		if (!out(true)) return
	} else if (e.key === "Home" || e.key === "0") {
		visit(0)
		hold(first(0))
	} else if (e.key === "+" || e.key === "=") zoom(1.4)
	else if (e.key === "-") zoom(1 / 1.4)
	else return
	e.preventDefault()
	e.stopPropagation()
})

// hint shows the whole name of what is pointed at or has the focus.
let hinting = 0
function hint(of, wait = 120) {
	clearTimeout(hinting)
	const i = Number(of?.dataset.i)
	const show = () => {
		if (!tip) return
		tip.hidden = !of?.isConnected || !i || i === cur
		if (tip.hidden) return
		const n = items[i], [name, ...more] = tell(n)
		tip.innerHTML = `<b>${esc(name)}</b><span>${esc(more.join(", "))}</span>`
		const x = (n.x - view.x) * view.k + room.clientWidth / 2, y = (n.y - n.r - view.y) * view.k + room.clientHeight / 2
		tip.style.left = Math.max(4, Math.min(x - tip.offsetWidth / 2, room.clientWidth - tip.offsetWidth - 4)) + "px"
		tip.style.top = Math.max(4, Math.min(y - tip.offsetHeight - 6, room.clientHeight - tip.offsetHeight - 4)) + "px"
	}
	wait ? hinting = setTimeout(show, wait) : show()
}
addEventListener("pointerover", e => { if (tip?.contains(e.target)) clearTimeout(hinting) })
addEventListener("keydown", e => { if (e.key === "Escape" && tip) tip.hidden = true }, true)

after(sync)
document.fonts?.ready.then(() => { widths.clear(); if (view && room?.isConnected && !flight) paint() })
