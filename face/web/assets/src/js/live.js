// The page shows what others do, as they do it. The server sends only the names of
// what changed. Where this page shows some of it, the page is asked for once, unless it
// is the one that is here, and morphed in: what is being typed, the focus and what was
// opened stay.
import {after} from "./go.js"
import {hold, letGo} from "./hold.js"

let source = null, due = 0
let failed = 0 // refreshes that failed, one after the other

// page is what the page says of itself: where it hears of changes, what it shows, and
// which version it was made from with the tag of its content. The answer to a form says
// nothing: it stays until somebody goes on.
const page = () => document.getElementById("live")?.dataset ?? {}
const version = () => Number(page().now?.split(" ")[0])
const tag = () => page().now?.split(" ")[1]

function shows(names) {
	const mine = (page().shows ?? "*").split(" ")
	return mine.includes("*") || names.includes("*") || names.some(n => mine.includes(n))
}

async function refresh() {
	due = 0
	if (!page().events) return
	if (document.hidden) {
		due = -1 // when somebody looks again
		return
	}
	if (document.querySelector(".naming")) { // when what is found was chosen from
		due = setTimeout(refresh, 1e3)
		return
	}
	const asked = location.href
	let answer = null
	try {
		answer = await fetch(asked, {headers: {"HX-Request": "true", "Orpheus-Live": "true", "If-None-Match": `"${tag()}"`, ...told()}})
	} catch { /* no connection */ }
	const there = answer?.ok || answer?.status === 304
	lost(!there)
	if (!there) {
		due ||= setTimeout(refresh, Math.min(60e3, 2e3 * 2 ** failed++))
	} else if (answer.ok && asked === location.href && page().events) {
		morphing = true
		try {
			await window.htmx?.ajax("GET", location.pathname + location.search, {target: "body", swap: "innerMorph", fetch: async () => answer})
		} finally {
			morphing = false
		}
	}
}

// Just before and just after the page becomes another, so that nothing typed in between
// is missed.
let morphing = false
addEventListener("htmx:before:swap", () => { if (morphing) hold() })
addEventListener("htmx:after:swap", () => { if (morphing) letGo() })

// told names the act that the page says was just done, with what takes it back: it stays
// until somebody goes on, whatever others do.
const told = () => {
	const seq = document.getElementById("done")?.dataset.seq
	return seq ? {"Orpheus-Done": seq} : {}
}

// lost says that the page may be behind, and when it no longer is.
function lost(is) {
	const line = document.getElementById("status"), text = document.body.dataset.lost
	if (!line || !text) return
	if (is) line.textContent = text
	else if (line.textContent === text) line.textContent = ""
	line.classList.toggle("status-lost", is)
	if (!is) failed = 0
}

function listen() {
	const url = page().events
	if (!url || source || !window.EventSource) return
	source = new EventSource(url + "?since=" + version())
	source.addEventListener("changed", e => {
		const news = JSON.parse(e.data)
		if (!due && news.version > version() && shows(news.names)) due = setTimeout(refresh, 60 + Math.random() * 90)
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
