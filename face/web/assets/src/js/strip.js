// The strip of time: the slider of months beside the field for a day. The
// server draws both; this only lets the slider be moved.
import {after, go} from "./go.js"

const strip = () => document.querySelector("form.strip")

// spoken is a day as the server writes it: English here is British.
const tag = () => document.documentElement.lang.replace(/^en$/, "en-GB")
const spoken = day => new Intl.DateTimeFormat(tag(), {dateStyle: "long", timeZone: "UTC"})
	.format(new Date(day + "T00:00:00Z"))

function setUp() {
	const range = strip()?.querySelector("input[type=range]")
	if (!range) return
	say(range)
}

function days(range) { return range.dataset.days.split(" ") }

// say writes the place of the slider in words, for the eye and the ear.
function say(range) {
	const at = Number(range.value)
	const today = at === Number(range.max)
	const day = days(range)[at]
	range.setAttribute("aria-valuetext", today ? range.dataset.today : spoken(day))
	if (range.dataset.moved) strip().querySelector(".strip-label").textContent = today ? range.dataset.today : spoken(day)
}

function send(form) {
	const url = new URL(form.action)
	for (const [k, v] of new FormData(form)) if (v) url.searchParams.set(k, v)
	go(url.pathname + url.search)
}

let wait = 0
addEventListener("input", e => {
	const range = e.target.closest("form.strip input[type=range]")
	if (!range) return
	range.dataset.moved = "yes"
	say(range)
	const field = strip().querySelector("input[type=date]")
	field.value = Number(range.value) === Number(range.max) ? "" : days(range)[Number(range.value)]
	clearTimeout(wait)
	wait = setTimeout(() => send(strip()), 180)
})

addEventListener("change", e => {
	if (e.target.matches("form.strip input[type=date]") && (e.target.value === "" || e.target.validity.valid)) send(strip())
	if (e.target.matches("form[data-send] select")) send(e.target.form)
})

// Page keys go by a year, Escape comes back to today.
addEventListener("keydown", e => {
	const range = e.target.closest("form.strip input[type=range]")
	if (range && (e.key === "PageUp" || e.key === "PageDown")) {
		e.preventDefault()
		const by = e.key === "PageUp" ? 12 : -12
		range.value = Number(range.value) + by
		range.dispatchEvent(new Event("input", {bubbles: true}))
		return
	}
	const today = document.querySelector("a[data-today]")
	if (e.key === "Escape" && today && !e.defaultPrevented && !e.target.closest("dialog, details[open]")) today.click()
})

after(setUp)
