// An @ in a field for words lists people whose name begins with what is typed after it.
// Without it a name that is typed out whole is found when the words are sent.
import {follow} from "./listbox.js"

const typed = f => /(?:^|[\s(])@([\p{L}\p{N}][\p{L}\p{N}.' -]{0,39}|)$/u.exec(f.value.slice(0, f.selectionStart))

follow("textarea[data-mentions]", {
	address: f => f.dataset.mentions,
	query: f => typed(f)?.[1] ?? null,
	first: () => true,
	take(f, option) {
		const at = typed(f)
		if (!at) return
		f.setRangeText(option.dataset.called + " ", f.selectionStart - at[1].length, f.selectionStart, "end")
		const id = document.createElement("input")
		id.type = "hidden"
		id.name = "_mentions"
		id.value = option.dataset.ref
		f.form.append(id)
	},
})
