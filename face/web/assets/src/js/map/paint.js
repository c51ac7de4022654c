// Drawing the map as elements of the page: what is in the circle looked into is
// links, everything else is picture.
import {m, esc, first, href, key, tell} from "./state.js"
import {arc, scene} from "./scene.js"
import {unsketch} from "./sketch.js"

const d1 = n => Math.round(n * 10) / 10

// light is the share of a circle's roles in which somebody leads, where they are too small.
function light(s) {
	if (!s.share) return ""
	const {w, path} = arc(s)
	return `<path class="m-share-edge" stroke-width="${d1(w + 2)}" d="${path}"/><path class="m-share" stroke-width="${d1(w)}" d="${path}"/>`
}

export function paint() {
	const {items, cur, sel, links} = m
	m.drawn = {...m.view, w: m.room.clientWidth, h: m.room.clientHeight}
	const under = [], said = [], each = scene(m.view, said)
	const shape = (i, out) => each(i, s => out.push(`<circle data-i="${s.i}" class="${s.kind}" cx="${d1(s.x)}" cy="${d1(s.y)}" r="${d1(s.r)}"/>${light(s)}`))
	shape(0, under)
	const there = new Map([...links.children].map(a => [a.id, a]))
	if (!items[cur].kids.includes(m.rove)) m.rove = items[cur].kids.includes(sel) ? sel : first(cur)
	for (const i of items[cur].kids) {
		const out = []
		shape(i, items[i].gone ? under : out)
		if (items[i].gone || !out.length && i !== m.rove) continue
		const n = items[i], id = "m" + key(n)
		let a = there.get(id)
		there.delete(id)
		if (!a) {
			a = document.createElementNS(m.svg.namespaceURI, "a")
			a.id = id
			links.append(a)
		}
		a.dataset.i = i
		a.setAttribute("href", href(i))
		a.setAttribute("aria-label", tell(n).join(", "))
		a.setAttribute("tabindex", i === m.rove ? "0" : "-1")
		i === sel ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current")
		a.innerHTML = out.join("")
	}
	for (const a of there.values()) a.remove()
	m.ground.innerHTML = under.join("")
	m.words.innerHTML = said.map(t => `${t.kind === "m-number" ? `<circle class="m-count" cx="${d1(t.x)}" cy="${d1(t.y - 4.5)}" r="11"/>` : ""}<text class="${t.kind}" x="${d1(t.x)}" y="${d1(t.y)}">${esc(t.text)}</text>`).join("")
	m.svg.style.transform = ""
	unsketch()
	m.svg.classList.toggle("map-free", m.free || cur > 0)
	m.room.dataset.draws = ++m.draws
}
