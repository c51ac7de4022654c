// Files that come with words: chosen, dropped or pasted. Each is sent at once, while the
// words are being typed, and waits at the server under a key that the form then names.
// Without this they go with the form.
import {after} from "./go.js"

const boxOf = form => form?.querySelector("[data-files]")
const busy = new Map() // what is being sent, by its line

// ready has a form send no files by itself: each is there already, or is being sent.
function ready(box) {
	const form = box.closest("form"), input = box.querySelector("input[type=file]")
	form.enctype = "application/x-www-form-urlencoded"
	const early = input.name ? [...input.files] : [] // chosen before this was here
	input.removeAttribute("name")
	box.querySelector("[data-plain]").hidden = true
	for (const line of box.querySelectorAll(".file-waits")) line.querySelector("[data-remove]").hidden = false
	if (early.length) {
		addAll(box, early)
		input.value = ""
	}
}

function say(box, text) {
	const line = box.querySelector("[data-failed]")
	line.textContent = text
	line.hidden = !text
}

const told = box => box.querySelector("[data-failed]").dataset

function add(box, file) {
	const line = box.querySelector("template").content.firstElementChild.cloneNode(true)
	const bar = line.querySelector("progress"), data = new FormData(), send = new XMLHttpRequest()
	line.querySelector("[data-name]").textContent = file.name
	line.querySelector("[data-remove]").hidden = false
	line.querySelector("[data-about]").hidden = true
	bar.hidden = false
	box.open = true
	box.querySelector(".say-waiting").append(line)
	data.append("_files", file, file.name)
	const lost = why => {
		line.remove()
		say(box, why)
	}
	send.upload.addEventListener("progress", e => { if (e.lengthComputable) bar.value = 100 * e.loaded / e.total })
	send.addEventListener("load", () => {
		let answer = {}
		try { answer = JSON.parse(send.responseText) } catch { /* a page that says what is wrong */ }
		if (!answer.key) return lost(answer.fault ?? told(box).failed.replace("{name}", file.name))
		const key = line.querySelector("[name=_upload]"), about = line.querySelector("[data-about]")
		key.value = answer.key
		key.disabled = false
		line.querySelector("[data-name]").textContent = answer.name
		line.querySelector("[data-size]").textContent = answer.size
		bar.hidden = true
		if (!answer.picture) return about.remove()
		about.hidden = false
		about.querySelector("input").name = "_describe." + answer.key
	})
	send.addEventListener("error", () => lost(told(box).offline.replace("{name}", file.name)))
	send.addEventListener("loadend", () => {
		busy.delete(line)
		if (!busy.size && told(box).said) {
			say(box, "")
			delete told(box).said
		}
	})
	busy.set(line, send)
	send.open("POST", box.dataset.files)
	send.send(data)
}

function addAll(box, files) {
	say(box, "")
	for (const file of files) add(box, file)
}

addEventListener("change", e => {
	const box = e.target.type === "file" && e.target.closest("[data-files]")
	if (!box) return
	addAll(box, [...e.target.files])
	e.target.value = ""
})
addEventListener("click", e => {
	const line = e.target.closest?.("[data-remove]")?.closest(".file-waits")
	if (!line) return
	const box = line.closest("[data-files]"), key = line.querySelector("[name=_upload]").value
	busy.get(line)?.abort()
	if (key) fetch(box.dataset.files + "/drop", {method: "POST", body: new URLSearchParams({_upload: key})}).catch(() => {})
	line.remove()
	box.querySelector("input[type=file]").focus()
})
addEventListener("paste", e => {
	const box = boxOf(e.target.closest?.("form")), files = [...e.clipboardData?.files ?? []]
	if (!box || !files.length) return
	e.preventDefault()
	addAll(box, files)
})
for (const kind of ["dragover", "drop"]) {
	addEventListener(kind, e => {
		const form = e.target.closest?.("form"), box = boxOf(form)
		if (!box || ![...e.dataTransfer?.types ?? []].includes("Files")) return
		e.preventDefault()
		if (kind === "drop") addAll(box, [...e.dataTransfer.files])
	})
}
// Words do not go before what comes with them is there.
addEventListener("submit", e => {
	const box = boxOf(e.target)
	if (!box || !busy.size) return
	e.preventDefault()
	e.stopImmediatePropagation()
	say(box, told(box).waits)
	told(box).said = "yes"
}, true)

after(() => document.querySelectorAll("[data-files]").forEach(ready))
