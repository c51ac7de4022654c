// A map of many is slow to draw, so while it moves a picture of it on a canvas
// stands for it. The next picture is made a little in each frame, on a second
// canvas, while the first is stretched.
import {m} from "./state.js"
import {arc, field, scene} from "./scene.js"

const slice = 4 // milliseconds of each frame
let sheets = null, making = null, tick = 0

// fresh lets go of the canvases of a room that is no more.
export function fresh() { sheets = making = null }

export function sketch() {
	const {view, room, svg} = m
	if (!sheets) {
		sheets = [0, 1].map(() => room.insertBefore(document.createElement("canvas"), svg))
		for (const c of sheets) c.className = "map-sketch"
	}
	if (svg.style.opacity !== "0") {
		looks.clear()
		make({...m.drawn})
		while (making) draw(1000)
		svg.style.opacity = "0"
	}
	const on = sheets[0].view, s = view.k / on.k
	if (!making && (s > 1.4 || s < 1 / 1.4 || Math.hypot(on.x - view.x, on.y - view.y) * view.k > 70)) make({...view})
	if (making && !tick) tick = requestAnimationFrame(step)
	place()
}

function step() {
	tick = 0
	if (!making || !m.room?.isConnected) return
	draw(slice)
	if (making) tick = requestAnimationFrame(step)
}

function place() {
	const [on] = sheets, {view, room} = m, f = on.field, s = view.k / on.view.k, w = room.clientWidth / 2, h = room.clientHeight / 2
	on.style.transform = `translate(${w + (f.l - w) * s + (on.view.x - view.x) * view.k}px, ${h + (f.t - h) * s + (on.view.y - view.y) * view.k}px) scale(${s})`
}

function make(at) {
	const list = [], said = []
	const shape = scene(at, said)
	shape(0, s => list.push(s))
	for (const i of m.items[m.cur].kids) shape(i, s => list.push(s))
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
		const s = list[making.at], l = look("circle", s.kind, m.ground)
		pen.globalAlpha = l.alpha
		pen.beginPath()
		pen.arc(s.x, s.y, s.r, 0, 7)
		if (l.fill) { pen.fillStyle = l.fill; pen.fill() }
		if (l.line) { pen.strokeStyle = l.line; pen.lineWidth = l.wide; pen.setLineDash(s.r > 6 ? l.dash : []); pen.stroke() }
	}
	pen.globalAlpha = 1
	pen.setLineDash([])
	for (const s of list) {
		if (!s.share) continue
		const {w, q, at} = arc(s)
		for (const [kind, more] of [["m-share-edge", 2], ["m-share", 0]]) {
			pen.beginPath()
			pen.arc(s.x, s.y, q, -Math.PI / 2, at - Math.PI / 2)
			pen.strokeStyle = look("path", kind, m.ground).line
			pen.lineWidth = w + more
			pen.stroke()
		}
	}
	for (const t of said) {
		pen.font = `650 ${t.size}px "Familjen Grotesk", system-ui`
		pen.fillStyle = look("text", t.kind, m.words).fill
		pen.fillText(t.text, t.x, t.y)
	}
	making = null
	m.room.dataset.draws = ++m.draws
	sheets.reverse()
	sheets[0].style.visibility = "visible"
	sheets[1].style.visibility = "hidden"
	place()
}

export function unsketch() {
	making = null
	if (!sheets) return
	for (const c of sheets) c.style.visibility = "hidden"
	m.svg.style.opacity = ""
}

// look is how things of a kind look on the page.
const looks = new Map()
function look(tag, kind, parent) {
	let l = looks.get(tag + kind)
	if (!l) {
		const e = document.createElementNS(m.svg.namespaceURI, tag)
		e.setAttribute("class", kind)
		parent.append(e)
		const c = getComputedStyle(e), no = s => s === "none" || s === "rgba(0, 0, 0, 0)" ? "" : s
		looks.set(tag + kind, l = {fill: no(c.fill), line: no(c.stroke), wide: parseFloat(c.strokeWidth), alpha: Number(c.opacity), dash: c.strokeDasharray === "none" ? [] : c.strokeDasharray.split(",").map(parseFloat)})
		e.remove()
	}
	return l
}
