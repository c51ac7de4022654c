// What is typed into a form stays in this browser until it is sent: a reload, a
// restart of the server or a closed lid loses nothing. The page says so.
import {after} from "./go.js"

const place = form => `draft ${location.pathname} ${form.dataset.draft}`
const fields = form => [...form.querySelectorAll("textarea[name], input[name]")].filter(f => !["hidden", "radio", "checkbox", "password", "submit"].includes(f.type))

function keep(form) {
	const typed = {}
	for (const f of fields(form)) if (f.value.trim() && f.value !== f.defaultValue) typed[f.name] = f.value
	try {
		if (Object.keys(typed).length) localStorage.setItem(place(form), JSON.stringify(typed))
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
		if (typed[f.name] && f.value === f.defaultValue && typed[f.name] !== f.value) {
			f.value = typed[f.name]
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

addEventListener("input", e => {
	const form = e.target.closest?.("form[data-draft]")
	if (form) keep(form)
})
// Sent: it is dropped once the page after it is there, and kept where there is none.
addEventListener("submit", e => {
	const form = e.target.closest?.("form[data-draft]")
	if (form) try { sessionStorage.setItem("sent", place(form)) } catch { /* as above */ }
})
after(() => {
	try {
		const sent = sessionStorage.getItem("sent")
		if (sent && document.getElementById("done")) localStorage.removeItem(sent)
		if (sent) sessionStorage.removeItem("sent")
	} catch { /* as above */ }
	document.querySelectorAll("form[data-draft]").forEach(bring)
})
