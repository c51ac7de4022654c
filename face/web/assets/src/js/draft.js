// What is typed into a form stays in this browser until it is sent: a reload, a
// restart of the server or a closed lid loses nothing. The page says so.
import {began, fields, pressed, value, was} from "./field.js"
import {after} from "./go.js"

// Somebody's own, of one form about one thing: others may sit at this screen after.
const about = form => [...form.querySelectorAll("input[type=hidden][name]")].filter(f => f.name[0] !== "_" && !form.querySelector(`[name="${CSS.escape(f.name)}"]:not([type=hidden])`)).map(f => f.name + "=" + f.value).join("&")
const place = form => `draft ${document.body.dataset.who ?? ""} ${location.pathname} ${form.dataset.draft} ${about(form)}`
const name = f => f.type === "radio" ? f.name + "=" + f.value : f.name

function keep(form) {
	const typed = {}
	let some = false
	for (const f of fields(form)) {
		if (value(f) === was(f)) continue
		typed[name(f)] = value(f)
		const first = began(form, f.name)
		if (first.length) typed["_was." + f.name] = first.map(b => b.value)
		some ||= !pressed(f) && !f.options && value(f).trim() !== ""
	}
	try {
		if (some) localStorage.setItem(place(form), JSON.stringify(typed))
		else localStorage.removeItem(place(form))
	} catch { /* a browser that keeps nothing */ }
}

function bring(form) {
	if (form.dataset.brought) return
	form.dataset.brought = "1"
	let typed
	try { typed = JSON.parse(localStorage.getItem(place(form))) } catch { return }
	if (!typed) return
	let some = false
	for (const f of fields(form)) {
		const kept = typed[name(f)]
		if (kept !== undefined && value(f) === was(f) && kept !== value(f)) {
			if (pressed(f)) f.checked = kept
			else f.value = kept
			if (f.value !== kept && f.options) { // a choice that went away: to be refused, not replaced
				f.append(new Option(kept, kept))
				f.value = kept
			}
			began(form, f.name).forEach((b, i) => b.value = typed["_was." + f.name]?.[i] ?? b.value)
			some = true
			f.closest("details")?.setAttribute("open", "")
		}
	}
	const text = document.body.dataset.draft
	if (some && text && !form.querySelector(".kept")) {
		const p = document.createElement("p")
		p.className = "kept"
		p.setAttribute("role", "status")
		p.textContent = text
		form.append(p)
	}
}

for (const kind of ["input", "change"]) {
	addEventListener(kind, e => {
		const form = e.target.closest?.("form[data-draft]")
		if (form) keep(form)
	})
}
// Sent: it is dropped once the page after it is there, and kept where there is none.
addEventListener("submit", e => {
	const form = e.target.closest?.("form[data-draft]")
	if (form) try { sessionStorage.setItem("sent", place(form)) } catch { /* as above */ }
})
addEventListener("click", e => {
	const form = e.target.closest?.("[data-drop]")?.closest("form[data-draft]")
	if (form) try { localStorage.removeItem(place(form)) } catch { /* as above */ }
})
after(() => {
	try {
		const sent = sessionStorage.getItem("sent")
		if (sent && document.getElementById("done")) localStorage.removeItem(sent)
		if (sent) sessionStorage.removeItem("sent")
	} catch { /* as above */ }
	document.querySelectorAll("form[data-draft]").forEach(bring)
})
