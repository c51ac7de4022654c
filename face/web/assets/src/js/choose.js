// A field to choose a person, a role or a circle lists what is found while somebody types.
// Without it what is typed is looked up when the form is sent.
import {follow} from "./listbox.js"

const selector = "input[data-choices]"

follow(selector, {
	address: f => f.dataset.choices,
	query: f => f.value.trim(),
	first: f => f.value.trim() !== "",
	take: (f, option) => { f.value = option.dataset.name },
})

addEventListener("focusin", e => {
	const f = e.target.closest?.(selector)
	if (!f || f.getAttribute("role")) return
	f.setAttribute("role", "combobox")
	f.setAttribute("aria-expanded", "false")
	f.setAttribute("aria-autocomplete", "list")
	f.setAttribute("aria-haspopup", "listbox")
})
