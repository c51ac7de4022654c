// The outline by keyboard, as the WAI-ARIA tree pattern has it: one tab stop,
// arrows, Home, End, type-ahead, and * to open all siblings.
import {after, go} from "./go.js"

const items = tree => [...tree.querySelectorAll("[role=treeitem]")]
const level = item => Number(item.getAttribute("aria-level"))
const expanded = item => item.getAttribute("aria-expanded")
const twist = item => item.parentElement.querySelector("a.tree-twist")

// rove leaves one item in the tab order: the one last focused, or the one
// chosen, or the first.
let last = ""
function rove() {
	for (const tree of document.querySelectorAll("[role=tree]")) {
		const all = items(tree)
		const one = all.find(i => i === document.activeElement) ?? all.find(i => i.id === last) ??
			all.find(i => i.getAttribute("aria-selected") === "true") ?? all[0]
		for (const i of all) i.tabIndex = i === one ? 0 : -1
	}
}

function focus(item) {
	if (!item) return
	last = item.id
	const tree = item.closest("[role=tree]")
	for (const i of tree.querySelectorAll("[role=treeitem][tabindex='0']")) i.tabIndex = -1
	item.tabIndex = 0
	item.focus()
	reveal(item)
}

// reveal scrolls so far that an item is between the bar and what stands over
// the page at the bottom.
function reveal(item) {
	const box = item.getBoundingClientRect()
	const top = document.querySelector(".bar")?.getBoundingClientRect().bottom ?? 0
	const over = [...document.querySelectorAll(".strip, .inspector-chosen")]
		.filter(e => ["fixed", "sticky"].includes(getComputedStyle(e).position) && e.getBoundingClientRect().left <= box.left)
		.map(e => e.getBoundingClientRect().top)
	const bottom = Math.min(innerHeight, ...over)
	if (box.top >= top && box.bottom <= bottom) return
	scrollBy({top: (box.top + box.bottom - top - bottom) / 2, behavior: "instant"})
}

// show reveals what was chosen, once for each choice.
let shown = ""
function show() {
	const item = document.querySelector(".look [role=treeitem][aria-selected=true]")
	if (item && item.id !== shown) reveal(item)
	shown = item?.id ?? ""
}

function parent(all, at) {
	for (let i = at - 1; i >= 0; i--) if (level(all[i]) < level(all[at])) return all[i]
}

// siblings are the folded items beside all[at].
function siblings(all, at) {
	const of = parent(all, at)
	return all.filter((item, i) => level(item) === level(all[at]) && parent(all, i) === of && expanded(item) === "false")
}

let typed = "", typing = 0
function seek(all, at, letter) {
	clearTimeout(typing)
	typing = setTimeout(() => { typed = "" }, 700)
	typed += letter.toLocaleLowerCase()
	const same = [...typed].every(c => c === typed[0])
	const want = same ? typed[0] : typed
	const start = same ? at + 1 : at
	for (let n = 0; n < all.length; n++) {
		const item = all[(start + n) % all.length]
		if (item.dataset.name.toLocaleLowerCase().startsWith(want)) return item
	}
}

addEventListener("focusin", e => {
	const item = e.target.closest("[role=treeitem]")
	if (item && item.tabIndex !== 0) focus(item)
	else if (item) last = item.id
})

addEventListener("mousedown", e => {
	const t = e.target.closest("a.tree-twist")
	if (!t || e.button !== 0) return
	e.preventDefault()
	focus(t.parentElement.querySelector("[role=treeitem]"))
})

addEventListener("keydown", e => {
	const item = e.target.closest("[role=treeitem]")
	if (!item || e.altKey || e.ctrlKey || e.metaKey) return
	const all = items(item.closest("[role=tree]"))
	const at = all.indexOf(item)
	if (e.key.length !== 1) typed = ""
	switch (e.key) {
	case "ArrowDown": focus(all[at + 1]); break
	case "ArrowUp": focus(all[at - 1]); break
	case "Home": focus(all[0]); break
	case "End": focus(all[all.length - 1]); break
	case "ArrowRight":
		if (expanded(item) === "false") twist(item).click()
		else if (expanded(item) === "true" && all[at + 1] && level(all[at + 1]) > level(item)) focus(all[at + 1])
		break
	case "ArrowLeft":
		if (expanded(item) === "true") twist(item).click()
		else focus(parent(all, at))
		break
	case " ": item.click(); break
	case "*": openAll(siblings(all, at)); break
	default:
		if (e.key.length !== 1) return
		focus(seek(all, at, e.key))
	}
	e.preventDefault()
	e.stopPropagation()
})

// openAll asks the server for the same page with these open as well.
function openAll(folded) {
	if (!folded.length) return
	const url = new URL(location.href)
	const ids = folded.map(i => i.dataset.circle)
	const set = key => (url.searchParams.get(key) ?? "").split(".").filter(Boolean)
	const shut = set("shut").filter(id => !ids.includes(id))
	url.searchParams.set("open", [...new Set([...set("open"), ...ids])].join("."))
	shut.length ? url.searchParams.set("shut", shut.join(".")) : url.searchParams.delete("shut")
	go(url.pathname + url.search)
}

after(rove)
after(show)
