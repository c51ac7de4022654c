// The address at which a push service reaches this browser, and what the server knows of it:
// for a page and for the worker.
import {pushed, setPushed} from "./unsent.js"

const bytes = text => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), c => c.charCodeAt(0))

// subscribe gets an address from the browser, for the server of a key.
export const subscribe = (worker, key) => worker.pushManager.subscribe({userVisibleOnly: true, applicationServerKey: bytes(key)})

// told is what the server is told of it.
export const told = sub => {
	const {endpoint, keys} = sub.toJSON()
	return {endpoint, key: keys.p256dh, auth: keys.auth}
}

// ask tells the server something, and returns the state that it answers.
export async function ask(path, body) {
	const answer = await fetch(path, {method: "POST", body: new URLSearchParams(body)})
	if (!answer.ok || answer.redirected) throw new Error(String(answer.status))
	return (await answer.json()).state
}

// unsubscribed ends it in this browser.
export async function unsubscribed(home, sub) {
	await sub.unsubscribe().catch(() => {})
	await setPushed(home, undefined)
}

// renewed tells the server that this device has another address: what it was told before
// shows that it is the same, whether or not anybody is signed in.
export async function renewed(home, was, sub, key) {
	const is = told(sub)
	const state = await ask(home + "/push/renew", {"was-endpoint": was.endpoint, "was-key": was.key, "was-auth": was.auth, ...is})
	if (state === "on") await setPushed(home, {...is, with: key})
	return state
}

// check says to the server that this device is still there: it may be in another session,
// and the browser may have given it another address or none. What was taken off elsewhere
// ends here too.
export async function check(home, worker) {
	if (!worker?.pushManager || Notification.permission !== "granted") return "off"
	let sub = await worker.pushManager.getSubscription()
	const was = await pushed(home)
	if (!sub && !was?.with) return "off"
	if (!sub) {
		sub = await subscribe(worker, was.with)
		await renewed(home, was, sub, was.with)
	}
	let state = await ask(home + "/account/push", {do: "keep", ...told(sub)})
	if (state === "refused" && was?.with) {
		const old = told(sub)
		await sub.unsubscribe()
		sub = await subscribe(worker, was.with)
		state = await renewed(home, old, sub, was.with)
	}
	if (state !== "on") await unsubscribed(home, sub)
	else if (!was && sub.options?.applicationServerKey) {
		await setPushed(home, {...told(sub), with: btoa(String.fromCharCode(...new Uint8Array(sub.options.applicationServerKey)))})
	}
	return state
}
