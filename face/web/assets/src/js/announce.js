// One polite line says what changed when the page changed under the reader:
// only what is new, and only after a change.
import {after} from "./go.js"

let said = null

after(() => {
	const line = document.getElementById("status")
	const news = [...document.querySelectorAll("[data-announce]")].map(e => e.textContent.trim().replace(/\s+/g, " "))
	if (line && said) {
		const fresh = news.filter(text => !said.includes(text))
		if (fresh.length) line.textContent = fresh.join(" ")
	}
	said = news
})
