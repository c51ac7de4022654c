// Of a page: has the worker beside it, says when it is as it was seen before, shows what waits
// to be sent, and puts the number of what is new on the icon.
import {after} from "../go.js"
import {load} from "../parts.js"
import {all, drop, forget} from "./unsent.js"

const mine = document.body.dataset
const send = () => navigator.serviceWorker?.controller?.postMessage("send")

// A page that lets people in says whose pages must not be shown here any more.
const left = document.querySelector("[data-left]")?.dataset.left
if (left && window.caches) forget(left, false)

if (mine.app && navigator.serviceWorker) {
	navigator.serviceWorker.register(mine.app + "/worker.js", {scope: mine.app, updateViaCache: "none"}).catch(() => {})
	navigator.serviceWorker.addEventListener("message", e => { if (e.data === "sent") show() })
	addEventListener("online", send)
	send()
}

const hour = at => new Intl.DateTimeFormat(document.documentElement.lang, {dateStyle: "medium", timeStyle: "short"}).format(at)

// old says that the page is one that was kept.
function old() {
	const at = document.getElementById("live")?.dataset.seen
	if (!at || document.getElementById("seen")) return
	const line = document.createElement("p")
	line.id = "seen"
	line.className = "note seen"
	line.setAttribute("role", "status")
	line.textContent = mine.seen.replace("{time}", hour(new Date(at)))
	document.getElementById("main").prepend(line)
}

// show lists what waits, where the page has a place for it.
async function show() {
	const box = document.getElementById("unsent")
	if (!box || !mine.app || !window.indexedDB) return
	let list = []
	try { list = await all(mine.app) } catch { /* a browser that keeps nothing */ }
	box.hidden = !list.length
	const ul = box.querySelector("ul")
	ul.replaceChildren(...list.map(one => {
		const li = Object.assign(document.createElement("li"), {className: "stack"}), said = new URLSearchParams(one.body)
		const p = document.createElement("p"), state = document.createElement("p"), back = document.createElement("button")
		p.textContent = said.get("title") ?? said.get("text") ?? ""
		state.className = "quiet sm"
		state.textContent = `${one.refused ? ul.dataset.refused : ul.dataset.waits} ${hour(new Date(one.at))}`
		back.className = "button quiet"
		back.type = "button"
		back.textContent = ul.dataset.back
		back.addEventListener("click", async () => {
			await drop(mine.app, one.id)
			await show()
			document.getElementById("status").textContent = ul.dataset.gone
		})
		li.append(p, state, back)
		return li
	}))
	if (list.some(one => !one.refused)) setTimeout(send, 15e3)
}

// Signing out leaves nothing here that was typed and not sent.
addEventListener("submit", e => {
	if (!mine.who || !e.target.action?.endsWith("/signout")) return
	try {
		for (const key of Object.keys(localStorage)) if (key.startsWith(`draft ${mine.who} `)) localStorage.removeItem(key)
		sessionStorage.clear()
	} catch { /* a browser that keeps nothing */ }
	navigator.clearAppBadge?.().catch(() => {})
})

// look has the worker say, once in a visit, that this device takes messages still.
function look() {
	try {
		if (sessionStorage.getItem("push " + mine.app)) return
		sessionStorage.setItem("push " + mine.app, "looked")
	} catch { /* a browser that keeps nothing: each page looks */ }
	navigator.serviceWorker?.controller?.postMessage("check")
}

// badge puts the number of what is new on the icon.
function badge() {
	const n = document.querySelector("[data-unseen]")?.dataset.unseen
	if (n === undefined || !navigator.setAppBadge) return
	(n > 0 ? navigator.setAppBadge(Number(n)) : navigator.clearAppBadge()).catch(() => {})
}

after(() => {
	old()
	show()
	badge()
	const push = document.getElementById("push")?.dataset.src
	if (push) load(push)
	else look()
})
