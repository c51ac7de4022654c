// The whole name of what is pointed at or has the focus.
import {m, esc, onScreen, tell} from "./state.js"

let hinting = 0
export function hint(of, wait = 120) {
	clearTimeout(hinting)
	const i = Number(of?.dataset.i)
	const show = () => {
		const {tip, room} = m
		if (!tip) return
		tip.hidden = !of?.isConnected || !i || i === m.cur
		if (tip.hidden) return
		const n = m.items[i], [name, ...more] = tell(n), {x, y, r} = onScreen(n)
		tip.innerHTML = `<b>${esc(name)}</b><span>${esc(more.join(", "))}</span>`
		tip.style.left = Math.max(4, Math.min(x - tip.offsetWidth / 2, room.clientWidth - tip.offsetWidth - 4)) + "px"
		tip.style.top = Math.max(4, Math.min(y - r - tip.offsetHeight - 6, room.clientHeight - tip.offsetHeight - 4)) + "px"
	}
	wait ? hinting = setTimeout(show, wait) : show()
}

addEventListener("pointerover", e => { if (m.tip?.contains(e.target)) clearTimeout(hinting) })
addEventListener("keydown", e => { if (e.key === "Escape" && m.tip) m.tip.hidden = true }, true)
