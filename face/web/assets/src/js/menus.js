// A menu closes on Escape, and when the attention goes elsewhere.
addEventListener("keydown", e => {
	if (e.key !== "Escape") return
	const menu = e.target.closest("details.menu[open]")
	if (!menu) return
	menu.open = false
	menu.querySelector("summary").focus()
	e.stopPropagation()
})

for (const kind of ["pointerdown", "focusin"]) {
	addEventListener(kind, e => {
		for (const menu of document.querySelectorAll("details.menu[open]")) {
			if (!menu.contains(e.target)) menu.open = false
		}
	})
}

// A switch that stands alone in its form is kept as soon as it is turned.
addEventListener("change", e => {
	if (e.target.matches("form.room input")) e.target.form.requestSubmit()
})
