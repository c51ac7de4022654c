// What makes an app of the pages comes when a page is there and looked at for a moment: at
// once where it has something to say.
const urgent = () => document.getElementById("live")?.dataset.seen || document.getElementById("unsent") || document.getElementById("push") || document.querySelector("[data-left]")

function load() {
	const src = document.getElementById("live")?.dataset.src
	if (!src || document.querySelector(`script[src="${CSS.escape(src)}"]`)) return
	const script = document.createElement("script")
	script.src = src
	document.head.append(script)
}

addEventListener("load", () => setTimeout(load, urgent() ? 0 : 3e3))
