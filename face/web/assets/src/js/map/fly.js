// Moving over the map: only one transform changes meanwhile; it is drawn anew now
// and then, and at rest.
import {m, many, still} from "./state.js"
import {paint} from "./paint.js"
import {sketch} from "./sketch.js"
import {hint} from "./tip.js"

// move shows the view without drawing, as long as that will do.
export function move() {
	const {view, drawn, svg} = m
	if (m.items.length > many) {
		sketch()
		svg.style.transform = "translate(0)" // not at rest
		return
	}
	const s = view.k / drawn.k, x = (drawn.x - view.x) * view.k, y = (drawn.y - view.y) * view.k
	if (s > 1.6 || s < 1 / 1.6 || Math.hypot(x, y) > 120) return paint()
	svg.style.transform = `translate(${drawn.w / 2 * (1 - s) + x}px, ${drawn.h / 2 * (1 - s) + y}px) scale(${s})`
}

export function land() {
	cancelAnimationFrame(m.flight)
	m.flight = 0
}

// over runs frame(share of the time gone) in every frame, and once with 1 at the end.
export function over(long, frame) {
	land()
	const begun = performance.now()
	const step = now => {
		m.flight = 0
		if (!m.room?.isConnected) return
		const t = Math.min(1, Math.max(0, now - begun) / long)
		if (t < 1) m.flight = requestAnimationFrame(step)
		frame(t)
	}
	m.flight = requestAnimationFrame(step)
}

export function fly(to) {
	land()
	m.free = false
	hint(null)
	if (still.matches) { m.view = to; paint(); return }
	const a = {...m.view}
	over(650, t => {
		if (t === 1) { m.view = to; paint(); return }
		const e = 1 - (1 - t) ** 3, k = a.k * (to.k / a.k) ** e
		// The place that both views share stays where it is.
		const p = Math.abs(to.k / a.k - 1) < .01 ? e : (1 / k - 1 / a.k) / (1 / to.k - 1 / a.k)
		m.view = {x: a.x + (to.x - a.x) * p, y: a.y + (to.y - a.y) * p, k}
		move()
	})
}

let resting = 0
export function rest() {
	clearTimeout(resting)
	resting = setTimeout(() => m.room?.isConnected && !m.flight && paint(), m.items.length > many ? 220 : 140)
}

// zoom goes closer by a factor; what lies x, y from the middle of the room stays there.
export function zoom(by, x = 0, y = 0) {
	land()
	const {view, room, items} = m
	const whole = Math.min(room.clientWidth, room.clientHeight) / (2 * items[0].r)
	const k = Math.min(Math.max(view.k * by, whole * .5), 110 / Math.min(...items[m.cur].kids.map(i => items[i].r), 1))
	m.view = {x: view.x + x / view.k - x / k, y: view.y + y / view.k - y / k, k}
	m.free = true
	move()
	rest()
}

export function pan(dx, dy) {
	land()
	m.view = {...m.view, x: m.view.x - dx / m.view.k, y: m.view.y - dy / m.view.k}
	m.free = true
	move()
	rest()
}
