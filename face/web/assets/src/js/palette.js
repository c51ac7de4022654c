// The field of the bar opens over the page with / or Ctrl+K, and lists names while
// one types. Without it the same field is a page.
const dialog = () => document.getElementById("ask")
const field = () => document.getElementById("ask-field")
const list = () => document.getElementById("ask-list")
const options = () => [...list().querySelectorAll("[role=option]")]

// Single keys do nothing in fields, in dialogs, or where they were switched off.
const typing = e => e.target.closest?.("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")
const off = () => document.getElementById("keys")?.hasAttribute("data-off")

function open() {
	if (!dialog() || dialog().open) return false
	dialog().showModal()
	field().select()
	return true
}

function choose(option) {
	for (const o of options()) o.setAttribute("aria-selected", String(o === option))
	if (option) field().setAttribute("aria-activedescendant", option.id)
	else field().removeAttribute("aria-activedescendant")
	option?.scrollIntoView({block: "nearest"})
}

function show(html) {
	list().innerHTML = html
	field().setAttribute("aria-expanded", String(options().length > 0))
	choose(options()[0])
}

let asked = null, wait = 0
async function look() {
	asked?.abort()
	const q = field().value.trim()
	if (!q) return show("")
	asked = new AbortController()
	const url = new URL(field().form.action)
	url.searchParams.set("q", q)
	url.searchParams.set("part", "1")
	try {
		const answer = await fetch(url, {signal: asked.signal})
		if (answer.ok) show(await answer.text())
	} catch { /* the next letter asks again, and Enter leads to the page */ }
}

addEventListener("input", e => {
	if (e.target.id !== "ask-field") return
	clearTimeout(wait)
	choose() // what is listed is for other letters
	wait = setTimeout(look, 90)
})

addEventListener("click", e => {
	if (e.target.closest("a.bar-ask") && !e.ctrlKey && !e.metaKey && !e.shiftKey && open()) {
		e.preventDefault()
		return
	}
	const option = e.target.closest("#ask [role=option]")
	if (option) location.assign(option.dataset.href)
	const box = e.target.closest("dialog")
	if (box && (e.target === box || e.target.closest("[data-close]"))) box.close()
})

// What single keys do; false where there is nothing to do it with.
const focus = f => { f?.focus(); f?.scrollIntoView({block: "nearest"}); return !!f }
const single = {
	r() {
		const to = document.querySelector("#keys a[data-raise]")
		if (!focus(document.getElementById("raise-title")) && to) location.assign(to.href)
		return true
	},
	o() {
		const other = document.querySelector(".look .segments a:not([aria-current])")
		other?.click()
		return !!other
	},
	t: () => focus(document.querySelector("form.strip input[type=range]")),
	j: () => row(1),
	k: () => row(-1),
}
function row(by) {
	const all = [...document.querySelectorAll("main .row-title a, main .feed p a:first-of-type, main .list-row, main .card-open h3 a, main .someone .who")].filter(a => a.offsetParent)
	const at = all.indexOf(document.activeElement)
	return focus(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by])
}

let last = -1e9 // when g was pressed
addEventListener("keydown", e => {
	if (e.defaultPrevented || e.isComposing) return
	if (e.key.toLowerCase() === "k" && (e.ctrlKey || e.metaKey) && !e.shiftKey && !e.altKey) {
		if (open()) e.preventDefault()
		return
	}
	if (e.target.id === "ask-field") return within(e)
	if (e.ctrlKey || e.metaKey || e.altKey || off() || typing(e)) return
	if (e.key === "/") {
		if (open()) e.preventDefault()
	} else if (e.key === "?") {
		document.getElementById("keys")?.showModal()
	} else if (!e.target.closest?.("[role=tree]") && single[e.key]?.()) { // letters find lines there
		e.preventDefault()
	} else if (e.key === "g") {
		last = e.timeStamp
	} else if (e.timeStamp - last < 1500) {
		last = -1e9
		const to = document.querySelector(`#keys a[data-key="${CSS.escape(e.key)}"]`)
		if (to) {
			e.preventDefault()
			location.assign(to.href)
		}
	}
})

function within(e) {
	const all = options(), at = all.findIndex(o => o.getAttribute("aria-selected") === "true")
	if (e.key === "ArrowDown" || e.key === "ArrowUp") {
		e.preventDefault()
		if (all.length) choose(all[e.key === "ArrowDown" ? (at + 1) % all.length : (at < 1 ? all.length : at) - 1])
	} else if (e.key === "Enter" && at >= 0) {
		e.preventDefault()
		location.assign(all[at].dataset.href)
	} else if (e.key === "Escape") {
		e.preventDefault()
		dialog().close()
	}
}

// However the form is sent, what is chosen in the list comes first.
addEventListener("submit", e => {
	const chosen = field() && e.target.contains(field()) && options().find(o => o.getAttribute("aria-selected") === "true")
	if (!chosen) return
	e.preventDefault()
	location.assign(chosen.dataset.href)
}, true)
