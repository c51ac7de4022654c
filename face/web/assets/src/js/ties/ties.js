// The picture of who leads whom. The server draws it, and without this it is whole: here a
// circle that is pointed at shows its ties alone, a dot says what was led there, the slider
// draws another month in place, and the picture becomes a file of points.
const page = () => document.querySelector(".ties-cols")
const draw = () => document.querySelector(".ties-draw")

// apart has the ties of one circle stand out; none where there is no number.
function apart(circle) {
	const svg = draw()?.querySelector("svg")
	if (!svg) return
	svg.classList.toggle("ties-apart", circle !== undefined)
	for (const path of svg.querySelectorAll("path[data-c]")) path.classList.toggle("on", path.dataset.c.split(" ").includes(circle))
}

let marked

// tell says what a dot says, beside it; nothing where there is no dot.
function tell(dot) {
	marked?.classList.remove("dot-at")
	marked = dot
	let tip = draw()?.querySelector(".ties-tip")
	const text = dot?.querySelector("title")?.textContent
	if (!text) return tip?.remove()
	dot.classList.add("dot-at")
	if (!tip) {
		tip = Object.assign(document.createElement("p"), {className: "ties-tip"})
		tip.setAttribute("role", "status")
		draw().append(tip)
	}
	tip.textContent = text
	const around = draw().getBoundingClientRect(), at = dot.getBoundingClientRect()
	tip.style.left = Math.max(0, Math.min(at.left - around.left, around.width - tip.offsetWidth)) + "px"
	tip.style.top = at.bottom - around.top + 8 + "px"
}

const dotOf = e => e.target.closest?.(".ties-dots :is(circle, path):not(.ties-ring)")

addEventListener("pointerover", e => {
	if (!page()) return
	tell(dotOf(e) ?? null)
	apart(e.target.closest?.(".ties a[data-c], .ties-dots")?.dataset.c)
})
addEventListener("focusin", e => { if (page() && !e.target.closest(".ties-tip")) { tell(null); apart(e.target.closest(".ties a[data-c]")?.dataset.c) } })

// In a circle that has the focus, arrows go from dot to dot of those that say something.
addEventListener("keydown", e => {
	const ground = e.target.closest?.(".ties a[data-c]")
	if (!ground) return
	if (e.key === "Escape") return tell(null)
	const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[e.key]
	if (!step) return
	e.preventDefault()
	const dots = [...draw().querySelectorAll(`.ties-dots[data-c="${ground.dataset.c}"] :has(> title)`)]
	if (dots.length) tell(dots[(dots.indexOf(marked) + step + dots.length) % dots.length])
})

// Frames of the year come from the server, once each.
const frames = new Map()

async function frame(month) {
	const url = new URL(location)
	url.searchParams.set("show", "months")
	url.searchParams.set("month", month)
	if (!frames.has(url.href)) {
		const answer = await fetch(url)
		if (!answer.ok) throw new Error(answer.status)
		frames.set(url.href, new DOMParser().parseFromString(await answer.text(), "text/html"))
	}
	return [frames.get(url.href), url]
}

let wanted = 0

async function show(month) {
	const form = document.querySelector(".ties-year"), mine = ++wanted
	try {
		const [other, url] = await frame(month)
		if (mine !== wanted || !form.isConnected) return
		const next = other.querySelector(".ties-year")
		document.querySelector(".ties-figure").replaceWith(document.importNode(other.querySelector(".ties-figure"), true))
		form.querySelector("h2").textContent = next.querySelector("h2").textContent
		form.querySelector("[data-say]").textContent = next.querySelector("[data-say]").textContent
		form.elements.month.value = month
		form.elements.month.setAttribute("aria-valuetext", next.elements.month.getAttribute("aria-valuetext"))
		history.replaceState(history.state, "", url)
	} catch {
		stop()
		form.submit() // the browser asks, and says itself what is wrong
	}
}

addEventListener("input", e => {
	if (!e.target.matches(".ties-year input[type=range]")) return
	stop()
	show(e.target.value)
})

// Playing goes a month each second. Who wants no movement gets one month a press.
let playing = 0

function stop() {
	clearInterval(playing)
	playing = 0
	const button = document.querySelector("[data-play]")
	if (!button || !button.dataset.was) return
	button.textContent = button.dataset.was
	button.setAttribute("aria-pressed", "false")
}

function next() {
	const range = document.querySelector(".ties-year input[type=range]")
	if (!range) return stop()
	const month = Number(range.value) % 13 + 1
	show(month)
	return month
}

addEventListener("click", e => {
	const button = e.target.closest("[data-play]")
	if (button) {
		if (playing) return stop()
		const month = next()
		if (matchMedia("(prefers-reduced-motion: reduce)").matches || month === 13) return
		button.dataset.was = button.textContent
		button.textContent = button.dataset.stop
		button.setAttribute("aria-pressed", "true")
		playing = setInterval(() => { if (next() === 13) stop() }, 1000)
	}
	const png = e.target.closest("[data-png]")
	if (png) points(png.dataset.png, png.dataset.name)
})

// points draws the file of the picture twice as large, and gives it to be saved.
async function points(src, name) {
	const picture = new Image()
	picture.src = src
	await picture.decode()
	const canvas = Object.assign(document.createElement("canvas"), {width: 2 * picture.naturalWidth, height: 2 * picture.naturalHeight})
	canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height)
	const link = Object.assign(document.createElement("a"), {href: canvas.toDataURL("image/png"), download: name})
	link.click()
}
