// On a phone what was chosen comes up as a sheet: its grip makes it taller.
import {after} from "./go.js"

let tall = false

function draw() {
	const grip = document.querySelector(".inspector-grip")
	if (!grip) return
	grip.setAttribute("aria-expanded", String(tall))
	grip.closest(".inspector").classList.toggle("inspector-tall", tall)
}

addEventListener("click", e => {
	if (!e.target.closest(".inspector-grip")) return
	tall = !tall
	draw()
})

after(draw)
