// A picture as a PNG, drawn from its file at twice its size, and printing by a button: both
// need a script, and are not there without one.
import {after} from "./go.js"

const save = (blob, name) => {
	const a = document.createElement("a")
	a.href = URL.createObjectURL(blob)
	a.download = name
	a.click()
	setTimeout(() => URL.revokeObjectURL(a.href), 1e4)
}

async function draw(button) {
	const picture = new Image()
	picture.src = button.dataset.picture
	await picture.decode()
	const canvas = document.createElement("canvas")
	canvas.width = 2 * picture.naturalWidth
	canvas.height = 2 * picture.naturalHeight
	canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height)
	canvas.toBlob(blob => blob && save(blob, button.dataset.name), "image/png")
}

after(() => {
	document.querySelectorAll("[data-print]").forEach(b => {
		b.hidden = false
		b.onclick = () => print()
	})
	document.querySelectorAll("[data-picture]").forEach(b => {
		b.hidden = false
		b.onclick = () => draw(b).catch(() => location.assign(b.dataset.picture))
	})
})
