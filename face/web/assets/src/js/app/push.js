// Of the settings: whether this device takes messages; somebody has it take them, tries it,
// and stops it. Permission is asked for by a press only.
import {after} from "../go.js"
import {ask, check, subscribe, told, unsubscribed} from "./address.js"
import {setPushed} from "./unsent.js"

const box = () => document.getElementById("push")
const able = () => window.isSecureContext && navigator.serviceWorker && window.PushManager && window.Notification
const phone = () => /iPhone|iPad|iPod/.test(navigator.userAgent) || navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1
const registered = async home => await navigator.serviceWorker.getRegistration(home)

// say shows one sentence of those that the page has, and the buttons that fit.
function say(name, on) {
	const at = box()
	if (!at) return
	at.firstElementChild.nextElementSibling.hidden = false
	for (const p of at.querySelectorAll("[data-say]")) p.hidden = p.dataset.say !== name
	at.querySelector("[data-do=on]").hidden = on || ["iphone", "unsupported", "insecure", "denied"].includes(name)
	at.querySelector("[data-do=try]").hidden = at.querySelector("[data-do=off]").hidden = !on
}

// state says how this device stands.
async function state(home) {
	if (!window.isSecureContext) return say("insecure", false)
	if (!able()) return say(phone() && !navigator.standalone ? "iphone" : "unsupported", false)
	if (Notification.permission === "denied") return say("denied", false)
	try {
		const is = await check(home, await registered(home))
		say(is, is === "on")
	} catch {
		say("offline", false)
	}
}

const does = {
	async on(home, at) {
		const given = await Notification.requestPermission()
		if (given !== "granted") return say(given === "denied" ? "denied" : "dismissed", false)
		let sub
		try {
			const worker = await navigator.serviceWorker.ready
			await (await worker.pushManager.getSubscription())?.unsubscribe()
			sub = await subscribe(worker, at.dataset.key)
		} catch {
			return say("unreachable", false)
		}
		const is = await ask(at.dataset.devices, {do: "on", ...told(sub)})
		if (is !== "on") {
			await unsubscribed(home, sub)
			return say(is, false)
		}
		await setPushed(home, {...told(sub), with: at.dataset.key})
		location.reload()
	},
	async off(home, at) {
		const sub = await (await registered(home))?.pushManager.getSubscription()
		if (sub) {
			await ask(at.dataset.devices, {do: "off", ...told(sub)})
			await unsubscribed(home, sub)
		}
		location.reload()
	},
	async try(home, at) {
		const sub = await (await registered(home))?.pushManager.getSubscription()
		if (!sub) return say("off", false)
		const came = new Promise(yes => {
			navigator.serviceWorker.addEventListener("message", e => { if (e.data === "arrived") yes("arrived") })
			setTimeout(yes, 2e4, "late")
		})
		const is = await ask(at.dataset.devices, {do: "try", ...told(sub)})
		say(is, is !== "refused")
		if (is === "sent") say(await came, true)
	},
}

addEventListener("click", async e => {
	const button = e.target.closest?.("#push [data-do]"), home = document.body.dataset.app
	if (!button || !home) return
	button.disabled = true
	try {
		await does[button.dataset.do](home, box())
	} catch {
		say("offline", button.dataset.do !== "on")
	} finally {
		button.disabled = false
	}
})

after(() => {
	const home = document.body.dataset.app
	if (!home || !box() || box().dataset.begun) return
	box().dataset.begun = "yes"
	state(home)
})
