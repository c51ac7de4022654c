// Between the pages of one organisation and the network: what was seen opens without a
// connection, and what is raised or said without one waits and is sent when it is back.
// The network is asked first, always: no page is older than it must be. The server puts
// the version of the program and the addresses of the assets before this.
import {check, renewed, subscribe} from "./address.js"
import {all, drop, forget, get, put, pushed, setWho, who} from "./unsent.js"

const {version, assets, icon, title} = self.orpheus
const home = new URL(self.registration.scope).pathname
const parts = `orpheus ${home} parts ${version}`, pages = `orpheus ${home} pages ${version}`
const most = 60 // pages that are kept

const inside = path => path === home || path.startsWith(home + "/")
const waits = /\/acts\/(tension\.raise|tension\.note|initiative\.note)$/

self.addEventListener("install", e => e.waitUntil(begin()))
self.addEventListener("activate", e => e.waitUntil(takeOver()))
self.addEventListener("message", e => {
	if (e.data === "send") e.waitUntil(send())
	if (e.data === "check") e.waitUntil(check(home, self.registration).catch(() => {}))
})
self.addEventListener("sync", e => e.waitUntil(send()))
self.addEventListener("push", e => e.waitUntil(came(e.data)))
self.addEventListener("notificationclick", e => e.waitUntil(pressed(e.notification)))
self.addEventListener("pushsubscriptionchange", e => e.waitUntil(renew(e)))

async function begin() {
	await (await caches.open(parts)).addAll(assets)
	for (const path of [home, home + "/offline"]) {
		try {
			await keep(path, await fetch(path, {headers: {Purpose: "prefetch"}, signal: AbortSignal.timeout(10e3)}))
		} catch { /* later, when it is looked at */ }
	}
	await self.skipWaiting()
}

// Pages of another version belong to scripts and styles that are gone. Pages wait until this is
// done, so what waits to be sent goes beside it.
async function takeOver() {
	for (const name of await caches.keys()) {
		if (name.startsWith(`orpheus ${home} `) && name !== parts && name !== pages) await caches.delete(name)
	}
	await self.clients.claim()
	send().catch(() => {})
}

self.addEventListener("fetch", e => {
	const {request} = e, url = new URL(request.url)
	if (url.origin !== location.origin) return
	if (assets.includes(url.pathname)) {
		if (request.method === "GET") e.respondWith(part(request))
	} else if (!inside(url.pathname)) {
		return
	} else if (request.method === "POST") {
		if (url.pathname === home + "/signout") e.respondWith(leave(request))
		else if (waits.test(url.pathname) && !url.search) e.respondWith(post(request))
	} else if (request.method === "GET" && shown(request, url)) {
		e.respondWith(page(e))
	}
})

// alone is what is for one person only: nothing of it stays behind here.
const alone = /^\/(feedback|me|calls|pulse|account\/mine\.(zip|json))(\/|$)/

// shown reports whether somebody looks at the answer; what only looks for news is none of it.
function shown(request, url) {
	if (request.headers.has("Orpheus-Live") || url.pathname.startsWith(home + "/files/") || alone.test(url.pathname.slice(home.length))) return false
	return request.mode === "navigate" || request.headers.has("HX-Request") || url.pathname === home + "/map.json"
}

async function part(request) {
	return await caches.match(request, {cacheName: parts, ignoreVary: true}) ?? fetch(request)
}

async function page(e) {
	let answer
	try {
		answer = await fetch(e.request)
	} catch (fault) {
		const kept = await seen(e.request)
		if (kept) return kept
		throw fault
	}
	const copy = answer.clone()
	e.waitUntil(keep(e.request.url, copy).then(send).catch(() => {}))
	return answer
}

// keep keeps a page with the hour at which it was seen, where it is of somebody: of another
// than before, nothing from before stays.
async function keep(url, answer) {
	if (!answer.ok || answer.redirected || answer.type !== "basic") return
	const kind = answer.headers.get("Content-Type") ?? "", text = await answer.text()
	if (kind.startsWith("text/html")) {
		const is = text.match(/<body[^>]* data-who="([^"]*)"/)?.[1]
		if (!is) return
		const was = await who(home)
		if (was !== is) {
			if (was) await forget(home, true)
			await setWho(home, is)
		}
	}
	const cache = await caches.open(pages)
	await cache.delete(url, {ignoreVary: true})
	await cache.put(url, new Response(text, {headers: {"Content-Type": kind, "Orpheus-Seen": new Date().toISOString()}}))
	const kept = await cache.keys()
	for (const old of kept.slice(0, Math.max(0, kept.length - most))) {
		if (![home, home + "/offline"].includes(new URL(old.url).pathname)) await cache.delete(old)
	}
}

// seen is a page as it was, which says when; else the one that says that it was not seen.
async function seen(request) {
	const cache = await caches.open(pages)
	let kept = await cache.match(request.url, {ignoreVary: true}), other = false
	if (!kept && !request.url.includes(".json")) {
		kept = await cache.match(home + "/offline", {ignoreVary: true})
		other = true
	}
	if (!kept) return null
	const kind = kept.headers.get("Content-Type"), at = kept.headers.get("Orpheus-Seen")
	let text = await kept.text()
	if (kind.startsWith("text/html") && !other && new URL(request.url).pathname !== home + "/offline") text = text.replace('<div id="live"', `<div data-seen="${at}" id="live"`)
	return new Response(text, {headers: {"Content-Type": kind}})
}

// post sends a form, or has it wait. It may have arrived and only the answer was lost: the
// key in it has it done once, however often it is sent.
async function post(request) {
	if (request.headers.get("Content-Type")?.startsWith("multipart/")) return fetch(request) // files do not wait: the page says so
	const copy = request.clone()
	try {
		return await fetch(request)
	} catch {
		await put(home, {action: new URL(request.url).pathname, type: copy.headers.get("Content-Type"), body: await copy.text(), at: Date.now()})
		self.registration.sync?.register("send").catch(() => {})
		return Response.redirect(home + "/offline", 303)
	}
}

let sending = null
function send() {
	return sending ??= deliver().finally(() => { sending = null })
}

async function deliver() {
	let sent = false
	for (const {id} of await all(home)) {
		const one = await get(home, id) // it may have been taken back meanwhile
		if (!one || one.refused) continue
		let answer
		try {
			answer = await fetch(one.action, {method: "POST", headers: {"Content-Type": one.type}, body: one.body})
		} catch {
			break
		}
		if (answer.redirected) {
			if (!answer.ok || !inside(new URL(answer.url).pathname)) break // signed out: it waits until they are back
			await drop(home, id)
		} else if ([403, 404, 409, 413, 422].includes(answer.status)) {
			await put(home, {...one, refused: true})
		} else {
			break
		}
		sent = true
	}
	if (sent) for (const c of await self.clients.matchAll()) c.postMessage("sent")
}

// leave signs out; nothing of whoever leaves stays, and no message comes here any more.
async function leave(request) {
	try {
		return await fetch(request)
	} finally {
		await (await self.registration.pushManager?.getSubscription())?.unsubscribe().catch(() => {})
		await forget(home, true).catch(() => {}) // pages are gone by then; whoever signs out is out all the same
	}
}

// came shows a message, puts how much is new on the icon, and says that it came. A browser
// wants every message shown, also one that cannot be read.
async function came(data) {
	let m = {}
	try { m = data.json() } catch { /* of another program, or none */ }
	await self.registration.showNotification(m.title || title, {
		body: m.body || "", tag: m.tag || "waits", renotify: true, icon, lang: m.lang, data: {url: m.url},
	})
	if (m.badge > 0) await self.navigator.setAppBadge?.(m.badge).catch(() => {})
	if (m.arrived) await fetch(home + "/push/arrived", {method: "POST", body: new URLSearchParams({token: m.arrived})}).catch(() => {})
	for (const c of await self.clients.matchAll({includeUncontrolled: true})) c.postMessage("arrived")
}

// pressed goes where a message leads: to a window that shows it, else to a new one, so that
// what is being typed in another stays.
async function pressed(notification) {
	notification.close()
	let to = new URL(home, location.origin)
	try { to = new URL(notification.data.url, location.origin) } catch { /* home */ }
	if (to.origin !== location.origin || !inside(to.pathname)) to = new URL(home, location.origin)
	const open = (await self.clients.matchAll({type: "window", includeUncontrolled: true})).find(c => c.url === to.href)
	await (open ? open.focus() : self.clients.openWindow(to.href))
}

// renew gives the server the new address of this device.
async function renew(e) {
	const kept = await pushed(home), old = e.oldSubscription?.toJSON()
	const was = old ? {endpoint: old.endpoint, key: old.keys.p256dh, auth: old.keys.auth} : kept
	if (!was || !kept?.with) return
	await renewed(home, was, e.newSubscription ?? await subscribe(self.registration, kept.with), kept.with)
}
