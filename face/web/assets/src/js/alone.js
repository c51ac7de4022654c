// Who raises something is told while they write, under the field: that they may decide it
// themselves, what others learned of it, and what is open already. Without it the page says
// so once it is raised.
const places = f => f.closest("form")?.querySelectorAll("[data-alone], [data-alike]") ?? []
const told = f => (f.name === "title" || f.name === "body") && places(f).length > 0

let asked = null, wait = 0
async function look(f) {
	asked?.abort()
	asked = new AbortController()
	const all = f.form.elements, title = all.title?.value.trim() ?? ""
	for (const to of places(f)) ask(to, to.dataset.alone ?? to.dataset.alike, to.dataset.alone ? title : `${title} ${all.body?.value.trim() ?? ""}`.trim(), all.circle?.value ?? "", asked.signal)
}

async function ask(to, from, words, circle, signal) {
	if (words.split(/\s+/).length < 3) return to.replaceChildren()
	const query = new URLSearchParams({q: words.slice(0, 200), ...(circle && {circle})})
	try {
		const answer = await fetch(`${from}?${query}`, {signal})
		if (!answer.ok || signal.aborted) return
		const html = await answer.text()
		if (!signal.aborted && to.innerHTML !== html) to.innerHTML = html
	} catch { /* the next letter asks again; it stands in nobody's way */ }
}

addEventListener("input", e => {
	const f = e.target
	if (!f.form || !told(f)) return
	clearTimeout(wait)
	wait = setTimeout(look, 400, f)
})
