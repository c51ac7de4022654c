// A field that grows, but holds one line: Enter sends it by the first button of its form.
addEventListener("keydown", e => {
	const field = e.target.closest?.("textarea[data-one-line]")
	if (!field || e.key !== "Enter" || e.isComposing || e.shiftKey) return
	e.preventDefault()
	field.form?.requestSubmit(field.form.querySelector("button[type=submit]"))
})
