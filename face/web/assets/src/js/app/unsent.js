// What was written without a connection waits here, in this browser, until it is sent. It is
// kept for one organisation, whose address names the database.
const asked = request => new Promise((yes, no) => {
	request.onsuccess = () => yes(request.result)
	request.onerror = () => no(request.error)
})

function open(home) {
	const request = indexedDB.open("orpheus " + home, 1)
	request.onupgradeneeded = () => {
		request.result.createObjectStore("unsent", {keyPath: "id", autoIncrement: true})
		request.result.createObjectStore("about")
	}
	return asked(request)
}

// A page that only reads makes no database: one that is left while a browser makes it may have it
// answer nobody any more, the worker included, until the browser is closed.
const made = async home => self.clients || !indexedDB.databases || (await indexedDB.databases()).some(d => d.name === "orpheus " + home)

async function used(home, store, mode, does) {
	if (mode === "readonly" && !await made(home)) return undefined
	const db = await open(home)
	try {
		return await asked(does(db.transaction(store, mode).objectStore(store)))
	} finally {
		db.close()
	}
}

// Nobody waits for a browser's store without end: what is asked then fails, as where a browser
// keeps nothing.
const within = (...asks) => Promise.race([used(...asks), new Promise((_, no) => setTimeout(no, 5e3, new Error("this browser's store does not answer")))])

export const all = async home => await within(home, "unsent", "readonly", s => s.getAll()) ?? []
export const get = (home, id) => within(home, "unsent", "readonly", s => s.get(id))
export const put = (home, what) => within(home, "unsent", "readwrite", s => s.put(what))
export const drop = (home, id) => within(home, "unsent", "readwrite", s => s.delete(id))
export const who = home => within(home, "about", "readonly", s => s.get("who"))
export const setWho = (home, is) => within(home, "about", "readwrite", s => s.put(is, "who"))

// What is kept of this device's address for messages, to show that it is the same when it gets
// another one; setPushed of nothing forgets it.
export const pushed = home => within(home, "about", "readonly", s => s.get("push"))
export const setPushed = (home, is) => within(home, "about", "readwrite", s => is ? s.put(is, "push") : s.delete("push"))

// forget drops all that is kept of anybody: pages, and what waits with unsent.
export async function forget(home, unsent) {
	for (const name of await caches.keys()) {
		if (name.startsWith(`orpheus ${home} pages `)) await caches.delete(name)
	}
	if (!unsent) return
	await within(home, "unsent", "readwrite", s => s.clear())
	await within(home, "about", "readwrite", s => s.clear())
}
