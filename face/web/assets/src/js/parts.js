// What few pages have brings its script with it: a part names the address in data-script.
import {after} from "./go.js"

// load has a script come, once.
export function load(src) {
	if (!src || document.querySelector(`script[src="${CSS.escape(src)}"]`)) return
	document.head.append(Object.assign(document.createElement("script"), {src}))
}

after(() => { for (const part of document.querySelectorAll("[data-script]")) load(part.dataset.script) })
