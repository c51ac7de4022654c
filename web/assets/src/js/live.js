// The page shows what others do, as they do it. The server sends only the names
// of what changed; where this page shows some of it, the page is asked for anew and
// morphed in: what is being typed, the focus and what was opened stay.
import {after} from "./go.js"

let source = null, version = 0, due = 0

function shows(names) {
	const mine = document.body.dataset.shows
	return !mine || mine === "*" || names.some(n => mine.split(" ").includes(n))
}

function refresh() {
	due = 0
	if (document.hidden) {
		due = -1 // when somebody looks again
		return
	}
	window.htmx?.ajax("GET", location.pathname + location.search, {target: "body", swap: "innerMorph"})
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
