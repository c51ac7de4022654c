// Who writes something that they may decide themselves is told so while they write, under
// the field. Without it the page says so once it is raised.
const place = f => f.closest("form")?.querySelector("[data-alone]")
const told = f => f.name === "title" && place(f)

let asked = null, wait = 0
async function look(f) {
	asked?.abort()
	const to = place(f), words = f.value.trim()
	if (words.split(/\s+/).length < 3) return to.replaceChildren()
	asked = new AbortController()
	const circle = f.form.elements.circle?.value ?? ""
	const query = new URLSearchParams({q: words.slice(0, 200), ...(circle && {circle})})
	try {
		const answer = await fetch(`${to.dataset.alone}?${query}`, {signal: asked.signal})
		if (!answer.ok || f.value.trim() !== words) return
		const html = await answer.text()
		if (to.innerHTML !== html) to.innerHTML = html
	} catch { /* the next letter asks again; it stands in nobody's way */ }
}

addEventListener("input", e => {
	const f = e.target
	if (!f.form || !told(f)) return
	clearTimeout(wait)
	wait = setTimeout(look, 400, f)
})
