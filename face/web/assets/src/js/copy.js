// A button that copies a text. Without a script, or a secure connection, it is not there:
// the text can be chosen and copied by hand.
import {after} from "./go.js"

after(() => document.querySelectorAll("[data-copy]").forEach(b => {
	b.hidden = !navigator.clipboard
	b.onclick = () => navigator.clipboard.writeText(b.dataset.copy).then(() => b.textContent = b.dataset.copied)
}))
