// The map by wheel, mouse and fingers: dragging pans, two fingers zoom; a press
// that moved is no click.
import {m} from "./state.js"
import {pan, zoom} from "./fly.js"

export function wheel(e) {
	if (!m.items || !m.view) return
	e.preventDefault()
	zoom(Math.exp(-e.deltaY * (e.deltaMode ? 16 : 1) * (e.ctrlKey ? .01 : .0016)), ...fromMiddle(e.clientX, e.clientY))
}

function fromMiddle(x, y) {
	const own = m.room.getBoundingClientRect()
	return [x - own.left - own.width / 2, y - own.top - own.height / 2]
}

const fingers = new Map()
let moved = false
export const dragged = () => moved

export function press(e) {
	if (e.button || !m.view) return
	if (!fingers.size) moved = false
	fingers.set(e.pointerId, e)
}

addEventListener("pointermove", e => {
	const was = fingers.get(e.pointerId)
	if (!was || !m.room?.isConnected) return
	const dx = e.clientX - was.clientX, dy = e.clientY - was.clientY
	if (!moved && Math.hypot(dx, dy) < 5) return
	if (!moved) m.room.setPointerCapture(e.pointerId)
	moved = true
	const other = [...fingers.values()].find(f => f.pointerId !== e.pointerId)
	if (other) {
		const far = f => Math.hypot(f.clientX - other.clientX, f.clientY - other.clientY) || 1
		zoom(far(e) / far(was), ...fromMiddle((e.clientX + other.clientX) / 2, (e.clientY + other.clientY) / 2))
	} else pan(dx, dy)
	fingers.set(e.pointerId, e)
})
for (const kind of ["pointerup", "pointercancel"]) addEventListener(kind, e => fingers.delete(e.pointerId))
