// The focus is never lost: when what had it is gone after a change of the
// page, it goes to the line last visited, or to the main part.
import {after} from "./go.js"

let had = null

addEventListener("focusin", e => { had = e.target })

after(() => {
	if (!had || had.isConnected || document.activeElement !== document.body) return
	const to = document.querySelector("[role=treeitem][tabindex='0']") ?? document.getElementById("main")
	to?.focus({preventScroll: true})
})
