// A button that copies a text. Without a script it is not there: the text can be
// chosen and copied by hand.
import {after} from "./go.js"

after(() => {
	if (!navigator.clipboard) return // no secure connection
	for (const b of document.querySelectorAll("button[data-copy]")) b.hidden = false
})

addEventListener("click", async e => {
	const b = e.target.closest?.("button[data-copy]")
	if (!b) return
	await navigator.clipboard.writeText(b.dataset.copy)
	b.textContent = b.dataset.copied
	const line = document.getElementById("status")
	if (line) line.textContent = b.dataset.copied
})
