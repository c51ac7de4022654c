// What is found while somebody types stands in a list under the field: arrows choose,
// Enter takes, Escape closes, and the field keeps the focus.
const list = f => document.getElementById(f.id + "-list")
const options = f => [...(list(f)?.querySelectorAll("[role=option]") ?? [])]
const chosen = f => options(f).find(o => o.getAttribute("aria-selected") === "true")

export const isOpen = f => !!list(f)

export function close(f) {
	list(f)?.remove()
	for (const a of ["aria-activedescendant", "aria-controls"]) f.removeAttribute(a)
	if (f.getAttribute("role") === "combobox") f.setAttribute("aria-expanded", "false")
}

function choose(f, option) {
	for (const o of options(f)) o.setAttribute("aria-selected", String(o === option))
	if (!option) return
	f.setAttribute("aria-activedescendant", option.id)
	option.scrollIntoView({block: "nearest"})
}

// open shows what the server found. The first is chosen where first says so.
export function open(f, html, first) {
	close(f)
	if (!html.trim()) return
	const box = document.createElement("div")
	box.className = "naming"
	box.id = f.id + "-list"
	box.setAttribute("role", "listbox")
	box.setAttribute("aria-label", f.dataset.names)
	box.innerHTML = html
	const found = box.querySelector("[data-found]")
	f.after(box)
	f.setAttribute("aria-controls", box.id)
	f.setAttribute("aria-autocomplete", "list")
	if (f.getAttribute("role") === "combobox") f.setAttribute("aria-expanded", "true")
	if (found) found.setAttribute("role", "presentation")
	if (first) choose(f, options(f)[0])
}

// follow has the fields that a selector names ask as somebody types. query says what to
// ask, or nothing to close; take is what becomes of what was chosen.
export function follow(selector, {address, query, take, first}) {
	const field = e => e.target.closest?.(selector)
	let asked = null, wait = 0, taken = "", heard = false
	async function look(f) {
		asked?.abort()
		const q = query(f)
		if (q === null) return close(f)
		asked = new AbortController()
		try {
			const answer = await fetch(address(f) + encodeURIComponent(q), {signal: asked.signal})
			if (answer.ok && query(f) === q && document.activeElement === f) open(f, await answer.text(), first(f))
		} catch { /* the next letter asks again */ }
	}
	const got = (f, option) => {
		take(f, option)
		close(f)
		f.focus()
		taken = f.value
		f.dispatchEvent(new Event("input", {bubbles: true})) // for the draft
	}
	addEventListener("input", e => {
		const f = field(e)
		if (!f) return
		clearTimeout(wait)
		if (query(f) === null || f.value === taken) return close(f)
		taken = ""
		wait = setTimeout(look, 90, f)
	})
	addEventListener("keydown", e => {
		const f = field(e)
		heard = false
		if (!f || e.isComposing) return
		if (!isOpen(f)) {
			if (e.key !== "ArrowDown" || f.localName === "textarea") return
			e.preventDefault()
			return look(f)
		}
		const all = options(f), at = all.indexOf(chosen(f))
		if (e.key === "Escape") close(f)
		else if (e.key === "ArrowDown") choose(f, all[(at + 1) % all.length])
		else if (e.key === "ArrowUp") choose(f, all[(at <= 0 ? all.length : at) - 1])
		else if ((e.key === "Enter" || e.key === "Tab" && f.localName === "textarea") && at >= 0) got(f, all[at])
		else return
		heard = true
		e.preventDefault()
		e.stopPropagation()
	}, true)
	addEventListener("keypress", e => { if (heard && field(e)) e.preventDefault() }, true) // some keyboards send it all the same
	addEventListener("pointerdown", e => {
		const box = e.target.closest?.(".naming"), f = box && document.activeElement?.closest?.(selector)
		if (!f || list(f) !== box) return
		e.preventDefault() // the field keeps the focus
		const option = e.target.closest("[role=option]")
		if (option) got(f, option)
	})
	addEventListener("click", e => {
		const f = field(e)
		if (f?.localName === "input" && !isOpen(f) && f.value === "") look(f)
	})
	addEventListener("focusout", e => { if (field(e)) close(field(e)) })
}
