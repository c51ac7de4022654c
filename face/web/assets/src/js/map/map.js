// The map as a picture, taken over from the server's: it zooms, pans and goes
// by keyboard. Only what can be seen is in the page.
import {after, go} from "../go.js"
import {m, aim, box, esc, here, href, key} from "./state.js"
import {missed} from "./choose.js"
import {fly} from "./fly.js"
import "./flight.js"
import {glide} from "./glide.js"
import {press, wheel} from "./hand.js"
import {paint} from "./paint.js"
import {forget} from "./scene.js"
import {fresh} from "./sketch.js"
import {hint} from "./tip.js"

const watch = new ResizeObserver(() => {
	if (!m.items || !m.room?.isConnected) return
	if (m.free) paint()
	else if (m.flight) fly(aim())
	else { m.view = aim(); paint() }
})

async function sync() {
	const map = box()
	if (!map) { m.room = null; return }
	let before = null
	const named = () => `${box()?.dataset.src} ${box()?.dataset.version}`
	if (named() !== m.from || !m.items) {
		const name = named()
		let rows
		try {
			const answer = await fetch(map.dataset.src)
			if (!answer.ok) return
			rows = await answer.json()
		} catch { return } // the server's picture stays
		if (named() !== name) return
		if (m.room?.isConnected && m.view) before = m.items
		m.from = name
		take(rows)
	}
	if (!m.room?.isConnected) begin()
	const was = m.cur, had = m.sel
	if (missed(box().dataset) && !before) { setTimeout(go, 0, href(here())); return }
	where()
	if (!m.view) { m.view = aim(); m.free = false; paint() }
	else if (before) glide(before) || paintAt(aim())
	else if (was !== m.cur || had !== m.sel) { paint(); fly(aim()) }
	else if (!m.flight) paint()
}

function paintAt(view) {
	if (!m.free) m.view = view
	paint()
}

function take(rows) {
	const held = m.items?.[m.rove], id = held && key(held)
	m.items = rows.map(([kind, id, up, x, y, r, band, family, name, who, open, within, say, share]) => ({kind, id, up, x, y, r, band, family, name, say: say || name, share: share ?? 0, who, open, within, depth: 0, grain: 0, kids: []}))
	m.items.forEach((n, i) => {
		if (n.up < 0) return
		n.depth = m.items[n.up].depth + 1
		m.items[n.up].kids.push(i)
		m.items[n.up].grain = Math.max(m.items[n.up].grain, n.r)
	})
	m.cur = 0
	m.sel = -1
	m.rove = id ? m.items.findIndex(n => key(n) === id) : -1
}

// where reads what is chosen from the page.
function where() {
	const {circle, role} = box().dataset
	m.sel = Number(role) ? m.items.findIndex(n => n.kind && n.id === Number(role)) : -1
	m.cur = m.sel >= 0 ? m.items[m.sel].up : Math.max(0, m.items.findIndex(n => !n.kind && n.id === Number(circle)))
}

function begin() {
	const room = m.room = document.getElementById("map-draw")
	const {label, lang} = box().dataset
	room.innerHTML = `<svg class="map-svg map-live" role="group" aria-label="${esc(label)}"${lang ? ` lang="${lang}"` : ""} tabindex="-1"><g></g><g></g><g class="map-words" aria-hidden="true"></g></svg><div class="map-tip" role="tooltip" hidden></div>`
	;[m.svg, m.tip] = room.children
	;[m.ground, m.links, m.words] = m.svg.children
	fresh()
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
	m.view = m.drawn = null
}

after(sync)
document.fonts?.ready.then(() => { forget(); if (m.view && m.room?.isConnected && !m.flight) paint() })
