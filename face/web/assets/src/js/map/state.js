// What the parts of the map know together: its things, what is chosen, where
// one looks from, and the elements it is drawn in.
export const m = {
	items: null, // circles and roles, circles before what is in them; the first is the organisation
	from: "", // where they came from, and of which version
	cur: 0, sel: -1, rove: -1, // the circle looked into, the role chosen, the link that Tab comes to
	view: null, drawn: null, // middle and scale: now, and when last drawn
	free: false, // moved by hand: it stays where it is when the page changes
	flight: 0, // the frame asked for, while it moves by itself
	draws: 0,
	room: null, svg: null, ground: null, links: null, words: null, tip: null,
}

export const box = () => document.getElementById("map")
export const still = matchMedia("(prefers-reduced-motion: reduce)")

// many is from how many things on drawing takes longer than a frame.
export const many = 800

export const here = () => m.sel < 0 ? m.cur : m.sel
export const first = i => m.items[i].kids.find(k => !m.items[k].kind) ?? m.items[i].kids[0] ?? -1

export function href(i) {
	const link = box().dataset.link
	return i ? `${link}${link.includes("?") ? "&" : "?"}${m.items[i].kind ? "role" : "circle"}=${m.items[i].id}` : link
}

// key names a thing for as long as it exists.
export const key = n => (n.kind ? "R" : "C") + n.id

// onScreen is where a thing lies in the room, in pixels.
export function onScreen(n, view = m.view) {
	return {x: (n.x - view.x) * view.k + m.room.clientWidth / 2, y: (n.y - view.y) * view.k + m.room.clientHeight / 2, r: n.r * view.k}
}

// aim is the view in which what is chosen fills the free room.
export function aim() {
	const c = m.items[m.cur], s = m.items[m.sel]
	const side = Math.max(60, Math.min(m.room.clientWidth, m.room.clientHeight))
	const k = side / (2 * c.r * (m.cur ? 1.26 : 1.1))
	return s ? {x: s.x, y: s.y, k: Math.max(k, 54 / s.r)} : {x: c.x, y: c.y, k}
}

export const esc = s => s.replace(/[&<>"]/g, c => `&#${c.charCodeAt()};`)
export const family = n => `h-${n.family > 0 ? (n.family - 1) % 8 + 1 : 0}`
export const tell = n => n.kind === 2 ? [n.name, n.who, box().dataset.leads] : [n.name, n.who]
