// A form that shows what would follow: after each change it is sent to be looked over, and
// the parts of the page that tell of it come anew. Nothing is done by that.
let wait, asked = 0

// What somebody presses stays until they let go: a button that came anew under the finger
// would not be pressed. down is settled then.
let down, up
addEventListener("pointerdown", () => { down ??= new Promise(settle => { up = settle }) }, true)
for (const end of ["pointerup", "pointercancel"]) {
	addEventListener(end, () => setTimeout(() => { up?.(); down = up = undefined }), true)
}

async function look(form) {
	const turn = ++asked
	const body = new URLSearchParams(new FormData(form))
	try {
		const answer = await fetch(form.dataset.ahead, {method: "POST", body})
		const page = new DOMParser().parseFromString(await answer.text(), "text/html")
		await down
		if (!answer.ok || turn !== asked) return
		for (const part of form.querySelectorAll("[data-part]")) {
			const next = page.getElementById(part.id)
			if (!next || next.innerHTML === part.innerHTML) continue
			const at = part.contains(document.activeElement) && document.activeElement
			const open = [...part.querySelectorAll("details")].map(d => d.open)
			part.replaceChildren(...next.childNodes)
			part.querySelectorAll("details").forEach((d, i) => d.open = open[i] ?? d.open)
			if (at?.id) document.getElementById(at.id)?.focus()
			else if (at?.name) part.querySelector(`[name="${CSS.escape(at.name)}"][value="${CSS.escape(at.value)}"]`)?.focus()
		}
	} catch { /* without a connection it stays as it is */ }
}

addEventListener("change", e => {
	const form = e.target.closest?.("form[data-ahead]")
	if (!form) return
	clearTimeout(wait)
	wait = setTimeout(look, 50, form)
})
