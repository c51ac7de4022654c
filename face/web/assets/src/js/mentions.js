// An @ in a field for words lists people whose name begins with what is typed after it.
// Without it a name that is typed out whole is found when the words are sent.
const field = e => e.target.closest?.("textarea[data-mentions]")
const typed = f => /(?:^|[\s(])@([\p{L}\p{N}][\p{L}\p{N}.' -]{0,39}|)$/u.exec(f.value.slice(0, f.selectionStart))
const list = f => f.form.querySelector(".naming")
const options = f => [...(list(f)?.querySelectorAll("[role=option]") ?? [])]
const chosen = f => options(f).find(o => o.getAttribute("aria-selected") === "true")

function close(f) {
	list(f)?.remove()
	for (const a of ["aria-activedescendant", "aria-controls", "aria-expanded"]) f.removeAttribute(a)
}

function choose(f, option) {
	for (const o of options(f)) o.setAttribute("aria-selected", String(o === option))
	f.setAttribute("aria-activedescendant", option.id)
	option.scrollIntoView({block: "nearest"})
}

function show(f, html) {
	close(f)
	if (!html.trim()) return
	const ul = document.createElement("ul")
	ul.className = "naming"
	ul.id = "naming"
	ul.setAttribute("role", "listbox")
	ul.setAttribute("aria-label", f.dataset.people)
	ul.innerHTML = html
	f.after(ul)
	f.setAttribute("aria-controls", "naming")
	f.setAttribute("aria-autocomplete", "list")
	choose(f, options(f)[0])
}

function take(f, option) {
	const at = typed(f)
	if (!at) return close(f)
	const from = f.selectionStart - at[1].length
	f.setRangeText(option.dataset.name + " ", from, f.selectionStart, "end")
	const id = document.createElement("input")
	id.type = "hidden"
	id.name = "_mentions"
	id.value = option.dataset.person
	f.form.append(id)
	close(f)
	f.focus()
	taken = f.value
	f.dispatchEvent(new Event("input", {bubbles: true})) // for the draft
}

let asked = null, wait = 0, taken = ""
async function look(f) {
	asked?.abort()
	const at = typed(f)
	if (!at) return close(f)
	asked = new AbortController()
	const url = new URL(f.dataset.mentions, location.href)
	url.searchParams.set("q", at[1])
	try {
		const answer = await fetch(url, {signal: asked.signal})
		if (answer.ok && typed(f)?.[1] === at[1]) show(f, await answer.text())
	} catch { /* the next letter asks again */ }
}

addEventListener("input", e => {
	const f = field(e)
	if (!f) return
	clearTimeout(wait)
	if (!typed(f) || f.value === taken) return close(f)
	wait = setTimeout(look, 90, f)
})

addEventListener("keydown", e => {
	const f = field(e)
	if (!f || !list(f)) return
	const all = options(f), at = all.indexOf(chosen(f))
	if (e.key === "Escape") close(f)
	else if (e.key === "ArrowDown") choose(f, all[(at + 1) % all.length])
	else if (e.key === "ArrowUp") choose(f, all[(at + all.length - 1) % all.length])
	else if ((e.key === "Enter" || e.key === "Tab") && at >= 0) take(f, all[at])
	else return
	e.preventDefault()
	e.stopPropagation()
}, true)

addEventListener("pointerdown", e => {
	const option = e.target.closest?.(".naming [role=option]")
	if (!option) return
	e.preventDefault() // the field keeps the focus
	take(option.closest("form").querySelector("textarea[data-mentions]"), option)
})

addEventListener("focusout", e => { if (field(e)) close(field(e)) })
