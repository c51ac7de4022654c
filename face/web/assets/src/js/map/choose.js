// Choosing on the map, by a click or by keyboard: the page goes along.
import {m, aim, first, href} from "./state.js"
import {go} from "../go.js"
import {fly, zoom} from "./fly.js"
import {dragged} from "./hand.js"
import {paint} from "./paint.js"

let asked = ""

// missed reports whether the page is not at what was asked for, since it was still
// busy with something else.
export function missed({circle, role}) {
	const was = asked
	asked = ""
	return was && was !== `${circle}/${role}`
}

function visit(i) {
	const n = m.items[i]
	m.sel = n.kind ? i : -1
	m.cur = n.kind ? n.up : i
	paint()
	fly(aim())
	asked = `${m.items[m.cur].id}/${m.sel < 0 ? 0 : n.id}`
	go(href(i))
}

// out goes to the circle around, and the focus to the one that was left.
function out(focus) {
	if (m.sel < 0 && !m.cur) return false
	const left = m.sel >= 0 ? m.sel : m.cur
	m.rove = left
	visit(m.sel >= 0 ? m.cur : m.items[m.cur].up)
	if (focus) hold(left)
	return true
}

// hold puts the focus on a link, and brings it into sight.
function hold(i) {
	if (i < 0) { m.svg.focus({preventScroll: true}); return }
	m.rove = i
	const n = m.items[i], x = (n.x - m.view.x) * m.view.k, y = (n.y - m.view.y) * m.view.k
	if (!m.flight && (Math.abs(x) > m.room.clientWidth / 2 || Math.abs(y) > m.room.clientHeight / 2)) m.view = {...m.view, x: n.x, y: n.y}
	paint()
	m.links.querySelector(`a[data-i="${i}"]`)?.focus({preventScroll: true})
}

// beside is the nearest sibling in a direction.
function beside(i, dx, dy) {
	const n = m.items[i]
	let best = -1, least = Infinity
	for (const k of m.items[m.cur].kids) {
		const x = m.items[k].x - n.x, y = m.items[k].y - n.y, ahead = x * dx + y * dy, aside = Math.abs(x * dy - y * dx)
		if (k === i || m.items[k].gone || ahead <= 0 || aside > ahead * 2.2) continue
		const cost = ahead + aside * 1.6
		if (cost < least) { least = cost; best = k }
	}
	return best
}

document.addEventListener("click", e => {
	const button = e.target.closest("[data-zoom]")
	if (button && m.view) {
		const by = Number(button.dataset.zoom)
		return by ? zoom(by) : visit(0)
	}
	if (!m.svg?.contains(e.target) || !m.view || e.ctrlKey || e.metaKey || e.shiftKey) return
	e.preventDefault()
	e.stopPropagation()
	if (dragged() && e.detail) return
	const a = e.target.closest("a[data-i]")
	if (a) visit(Number(a.dataset.i))
	else out()
}, true)

const arrows = {ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1]}

document.addEventListener("keydown", e => {
	if (!m.svg?.contains(e.target) || !m.view || e.altKey || e.ctrlKey || e.metaKey) return
	const at = Number(e.target.closest("a[data-i]")?.dataset.i ?? -1)
	const arrow = arrows[e.key]
	if (arrow) {
		const to = at < 0 ? first(m.cur) : beside(at, ...arrow)
		if (to >= 0) hold(to)
	} else if (e.key === "Enter" || e.key === " ") {
		if (at < 0) return
		visit(at)
		if (!m.items[at].kind) hold(first(at))
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
