import {load} from "./parts.js"

// What makes an app of the pages comes when a page is there and looked at for a moment: at
// once where it has something to say.
const urgent = () => document.getElementById("live")?.dataset.seen || document.getElementById("unsent") || document.getElementById("push") || document.querySelector("[data-left]")

addEventListener("load", () => setTimeout(() => load(document.getElementById("live")?.dataset.src), urgent() ? 0 : 3e3))
