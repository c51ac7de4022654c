// What somebody chose or typed stays when the page changes under them: the page that
// comes in knows nothing of it. A choice that went away stays chosen, so that it is
// refused, and never another is sent in its place.
import {began, fields, pressed, value, was} from "./field.js"

let held = null

// hold keeps what is in the forms of the page until letGo; letGo gives it back, once the
// page has changed. What a touched field began with stays too: by it the server sees
// that somebody else changed the field meanwhile.
export function hold() {
	held = [...document.querySelectorAll("form[method=post]")].flatMap(form => fields(form).map(f => ({
		f, form: form.getAttribute("action"), name: f.name, value: value(f), touched: value(f) !== was(f),
		text: f.selectedOptions?.[0]?.textContent, began: began(form, f.name).map(b => b.value),
	})))
}

export function letGo() {
	for (const h of held ?? []) {
		const f = h.f.isConnected ? h.f : document.querySelector(`form[action="${CSS.escape(h.form)}"] [name="${CSS.escape(h.name)}"]:not([type=hidden])`)
		if (!f || f.type !== h.f.type) continue
		const gone = f.options && !f.multiple && ![...f.options].some(o => o.value === h.value)
		if (!h.touched && !gone) continue
		if (gone) f.append(new Option(h.text, h.value))
		if (pressed(f)) f.checked = h.value
		else if (f.value !== h.value) f.value = h.value
		began(f.form, h.name).forEach((b, i) => { if (i < h.began.length) b.value = h.began[i] })
	}
	held = null
}
