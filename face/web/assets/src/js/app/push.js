// Of a page: whether this device takes messages, and the part of the settings where somebody
// has it take them, tries it, and stops it. Permission is asked for by a press only.
import {pushed, setPushed} from "./unsent.js"

const box = () => document.getElementById("push")
const able = () => window.isSecureContext && navigator.serviceWorker && window.PushManager && window.Notification
const phone = () => /iPhone|iPad|iPod/.test(navigator.userAgent) || navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1
const bytes = text => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), c => c.charCodeAt(0))

const registered = async home => await navigator.serviceWorker.getRegistration(home)
const subscribe = (worker, key) => worker.pushManager.subscribe({userVisibleOnly: true, applicationServerKey: bytes(key)})

// told is what the server is told of a subscription.
const told = sub => {
	const {endpoint, keys} = sub.toJSON()
	return {endpoint, key: keys.p256dh, auth: keys.auth}
}

async function ask(path, body) {
	const answer = await fetch(path, {method: "POST", body: new URLSearchParams(body)})
	if (!answer.ok || answer.redirected) throw new Error(String(answer.status))
	return (await answer.json()).state
}

// unsubscribed ends a subscription in this browser.
async function unsubscribed(home, sub) {
	await sub.unsubscribe().catch(() => {})
	await setPushed(home, undefined)
}

// check says to the server, once in a while, that this device is still there: it may be in
// another session, and the browser may have given it another address. What was taken off
// elsewhere ends here too.
export async function check(home) {
	if (!able() || Notification.permission !== "granted") return "off"
	const worker = await registered(home)
	let sub = await worker?.pushManager.getSubscription()
	const was = await pushed(home)
	if (!worker || !sub && !was) return "off"
	if (!sub) {
		sub = await subscribe(worker, was.with)
		await ask(home + "/push/renew", renewed(was, sub))
	}
	let state = await ask(home + "/account/push", {do: "keep", ...told(sub)})
	if (state === "refused" && was) {
		const old = told(sub)
		await sub.unsubscribe()
		sub = await subscribe(worker, was.with)
		state = await ask(home + "/push/renew", renewed(old, sub))
	}
	if (state === "on") await setPushed(home, {...told(sub), with: was?.with ?? box()?.dataset.key})
	else await unsubscribed(home, sub)
	return state
}

// renewed is what gives a device another address.
const renewed = (was, sub) => ({"was-endpoint": was.endpoint, "was-key": was.key, "was-auth": was.auth, ...told(sub)})

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
		const is = await check(home)
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

// begin looks at this device: where the settings are shown, and else once in a visit.
export function begin(home) {
	if (box()) {
		if (box().dataset.begun) return
		box().dataset.begun = "yes"
		return state(home)
	}
	try {
		if (sessionStorage.getItem("push " + home)) return
		sessionStorage.setItem("push " + home, "looked")
	} catch { /* a browser that keeps nothing: each page looks */ }
	check(home).catch(() => {})
}
