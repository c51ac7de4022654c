// The page shows what others do, as they do it. The server sends only the names
// of what changed; where this page shows some of it, the page is asked for anew and
// morphed in: what is being typed, the focus and what was opened stay.
import {after} from "./go.js"

let source = null, version = 0, due = 0

function shows(names) {
	const mine = document.body.dataset.shows
	return !mine || mine === "*" || names.some(n => mine.split(" ").includes(n))
}

let missed = 0 // refreshes that failed, one after the other

async function refresh() {
	due = 0
	if (!document.body.dataset.events) return // the answer to a form: it stays until somebody goes on
	if (document.hidden) {
		due = -1 // when somebody looks again
		return
	}
	// Asked for first, so that what cannot be had leaves the page as it is.
	let there = false
	try { there = (await fetch(location.href, {headers: {"HX-Request": "true"}})).ok } catch { /* no connection */ }
	lost(!there)
	if (there) return void window.htmx?.ajax("GET", location.pathname + location.search, {target: "body", swap: "innerMorph"})
	if (!due) due = setTimeout(refresh, Math.min(60e3, 2e3 * 2 ** missed++))
}

// lost says that the page may be behind, and when it no longer is.
function lost(is) {
	const line = document.getElementById("status"), text = document.body.dataset.lost
	if (!line || !text) return
	if (is) line.textContent = text
	else if (line.textContent === text) line.textContent = ""
	line.classList.toggle("status-lost", is)
	if (!is) missed = 0
}

function listen() {
	const url = document.body.dataset.events
	if (!url || source || !window.EventSource) return
	source = new EventSource(url)
	source.addEventListener("changed", e => {
		const news = JSON.parse(e.data)
		const missed = news.version > (version || Number(document.body.dataset.version)) + news.acts
		version = news.version
		if (due || news.version <= Number(document.body.dataset.version)) return
		if (missed || shows(news.names)) due = setTimeout(refresh, 60 + Math.random() * 90)
	})
	source.addEventListener("out", () => { // signed out elsewhere
		source.close()
		location.reload()
	})
}

document.addEventListener("visibilitychange", () => {
	if (!document.hidden && due < 0) refresh()
})
addEventListener("pagehide", () => { source?.close(); source = null })
addEventListener("pageshow", listen)
after(listen)
