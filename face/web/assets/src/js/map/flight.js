// A map that stays as the server drew it flies from where one looked to what was chosen.
import {after} from "../go.js"
import {still} from "./state.js"

let was

after(() => {
	const svg = document.querySelector(".map-links svg"), now = svg?.closest(".map").dataset.at?.split(" ")
	if (was && now && !still.matches && String(was) !== String(now)) {
		const pixel = Math.min(svg.clientWidth, svg.clientHeight) / 700 * was[2]
		const from = `translate(${(now[0] - was[0]) * pixel}px, ${(now[1] - was[1]) * pixel}px) scale(${was[2] / now[2]})`
		svg.animate([{transform: from}, {transform: "none"}], {duration: 650, easing: "cubic-bezier(.2,.7,.2,1)"})
	}
	was = now
})
