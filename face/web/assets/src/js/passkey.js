// Asks the browser for a passkey, or to make one, when a form that wants one is sent. Where the
// browser cannot, the form is not there.
import {after} from "./go.js"

const able = () => window.isSecureContext && window.PublicKeyCredential?.parseRequestOptionsFromJSON && navigator.credentials

after(() => {
	for (const f of document.querySelectorAll("form[data-passkey]")) f.hidden = !able()
	for (const p of document.querySelectorAll("[data-passkey-not]")) p.hidden = able()
})

addEventListener("submit", async e => {
	const form = e.target.closest?.("form[data-passkey]")
	if (!form || form.elements.answer.value) return
	e.preventDefault()
	const say = form.querySelector("[role=alert]"), button = form.querySelector("button")
	say.hidden = true
	button.disabled = true
	try {
		const sent = new URLSearchParams(new FormData(form))
		sent.set("do", "begin")
		const got = await fetch(form.action, {method: "POST", body: sent})
		if (!got.headers.get("Content-Type")?.startsWith("application/json")) {
			form.elements.answer.value = "none" // the page says why
		} else {
			const {publicKey: asked} = await got.json()
			const made = form.dataset.passkey === "create"
				? await navigator.credentials.create({publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked)})
				: await navigator.credentials.get({publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked)})
			form.elements.answer.value = JSON.stringify(made.toJSON())
		}
		const hidden = document.createElement("input")
		hidden.type = "hidden"
		hidden.name = "do"
		hidden.value = form.elements.answer.value === "none" ? "begin" : "add"
		form.append(hidden)
		form.submit()
	} catch {
		say.hidden = false
	}
	button.disabled = false
})
