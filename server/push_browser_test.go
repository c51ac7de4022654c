package server_test

import (
	"encoding/json"
	"strings"
	"testing"

	"orpheus/identity"
	"orpheus/internal/browser"
	"orpheus/internal/test/pushbox"
	"orpheus/org"
	"orpheus/service"
)

// fake has a browser get addresses for messages of a push service on this machine: headless
// ones have none.
const fake = `if (window.PushManager) {
	const kept = () => JSON.parse(localStorage.getItem("fake push") ?? "null")
	const sub = () => { const is = kept(); return is && {...is, toJSON: () => is, unsubscribe: async () => { localStorage.removeItem("fake push"); return true }} }
	PushManager.prototype.getSubscription = async () => sub()
	PushManager.prototype.subscribe = async function (o) {
		if (!o.userVisibleOnly || o.applicationServerKey.length !== 65) throw new Error("no key of a server")
		localStorage.setItem("fake push", JSON.stringify(ADDRESS)); return sub()
	}
}`

// Somebody has this device take messages by a press, tries it, sees that it arrived, presses
// what came and is where it leads; a browser that refuses is told how it is mended; and the
// device is taken off.
func TestThisDevice(t *testing.T) {
	box := pushbox.Listen(t)
	w := newWalk(t)
	link, err := w.people.NewLink(t.Context(), identity.Link{Kind: identity.SignIn, Org: "linde", Person: 1, Printed: true})
	check(t, err)
	d := box.Device(t, "phone")
	address, err := json.Marshal(map[string]any{"endpoint": d.Endpoint, "keys": map[string]string{"p256dh": d.Key, "auth": d.Auth}})
	check(t, err)
	p := browser.Open(t).Page(t, browser.Phone)
	p.Before(strings.Replace(fake, "ADDRESS", string(address), 1))
	p.Notify(w.base, "denied")
	home := w.base + under + "/linde"
	p.Open(link)
	says := func(what string) {
		t.Helper()
		p.Wait(`document.querySelector("#push [data-say=` + what + `]")?.hidden === false && document.querySelectorAll("#push [data-say]:not([hidden])").length === 1`)
	}
	p.Open(home + "/account/notices?lang=nl")
	says("denied")
	if by := p.Sideways(); by > 0 {
		t.Errorf("the page is %v pixels wider than a phone", by)
	}
	p.Accessible()
	p.Notify(w.base, "granted")
	p.Open(home + "/account/notices")
	says("off")
	p.Press(`document.querySelector("#push [data-do=on]")`)
	p.Wait(`document.querySelector(".devices li")`)
	says("on")
	p.Text(`scrollTo(0, 0); ""`) // else the bar lies on something
	p.Accessible()

	p.Press(`document.querySelector("#push [data-do=try]")`)
	says("sent")
	m := box.Next(t)
	raw, err := json.Marshal(map[string]any{"title": m.Title, "body": m.Body, "url": m.URL, "tag": m.Tag, "badge": 2, "arrived": m.Arrived})
	check(t, err)
	p.Pushed(w.base, home, string(raw))
	says("arrived")
	shown := p.Later(`navigator.serviceWorker.ready.then(w => w.getNotifications()).then(all => all.map(n => [n.title, n.body, n.tag, n.data.url].join("|")).join())`)
	if shown != strings.Join([]string{m.Title, m.Body, m.Tag, home + "/account/notices#devices"}, "|") {
		t.Errorf("it shows %q", shown)
	}
	p.Open(home + "/account/notices")
	p.Wait(`document.querySelector(".devices li").textContent.includes("laatste bericht kwam aan")`)

	p.Press(`document.querySelector("#push [data-do=off]")`)
	p.Wait(`!document.querySelector(".devices li") && document.querySelector("#push [data-do=on]")?.hidden === false`)
	if all, err := w.people.PushDevices(t.Context(), "linde", 1); err != nil || len(all) > 0 {
		t.Errorf("there are %d devices, %v", len(all), err)
	}
}

// pressing does in the worker what a press on the message that is shown does there, and says
// which address a window is opened at: a script may not open one.
const pressing = `(async () => {
	const [shown] = await registration.getNotifications()
	let opened = "nothing"
	self.clients.openWindow = async to => { opened = to }
	const e = new Event("notificationclick")
	let done
	Object.assign(e, {notification: shown, waitUntil: p => { done = p }})
	self.dispatchEvent(e)
	await done
	return opened + " " + (await registration.getNotifications()).length
})()`

// renewing does in the worker what a browser does that gives its device another address.
const renewing = `(async () => {
	PushManager.prototype.subscribe = async () => ({toJSON: () => (ADDRESS)})
	const e = new Event("pushsubscriptionchange")
	let done
	e.waitUntil = p => { done = p }
	self.dispatchEvent(e)
	await done
	return "renewed"
})()`

// A press on a message leads to the thing it is about, which is seen then; a browser that
// gives its device another address goes on taking messages, at that one.
func TestAPressOnAMessage(t *testing.T) {
	box := pushbox.Listen(t)
	w := newWalk(t)
	link, err := w.people.NewLink(t.Context(), identity.Link{Kind: identity.SignIn, Org: "linde", Person: 1, Printed: true})
	check(t, err)
	addressOf := func(d *pushbox.Device) string {
		b, err := json.Marshal(map[string]any{"endpoint": d.Endpoint, "keys": map[string]string{"p256dh": d.Key, "auth": d.Auth}})
		check(t, err)
		return string(b)
	}
	old, other := addressOf(box.Device(t, "phone")), addressOf(box.Device(t, "phone later"))
	p := browser.Open(t).Page(t, browser.Phone)
	p.Before(strings.Replace(fake, "ADDRESS", old, 1))
	p.Notify(w.base, "granted")
	home := w.base + under + "/linde"
	p.Open(link)
	p.Open(home + "/account/notices?lang=en")
	p.Press(`document.querySelector("#push [data-do=on]")`)
	p.Wait(`document.querySelector(".devices li")`)

	from, err := w.desk.As(t.Context(), "linde", 2)
	check(t, err)
	raised, err := from.Do(t.Context(), service.Asked{Act: &org.RaiseTension{Circle: org.Root, Title: "The keys"}, Face: org.Web})
	check(t, err)
	var about org.TensionID
	for id := range raised.Look.State.Tensions() {
		about = max(about, id)
	}
	_, err = from.Do(t.Context(), service.Asked{Act: &org.OfferLead{Tension: about, To: 1}, Face: org.Web})
	check(t, err)
	me, err := w.desk.As(t.Context(), "linde", 1)
	check(t, err)
	waits := func() bool {
		in, err := me.Inbox(t.Context())
		check(t, err)
		for i := range in.List {
			if n := &in.List[i]; n.Thing == org.RefOf(about) && !in.Seen(n) {
				return true
			}
		}
		return false
	}
	if !waits() {
		t.Fatal("the offer is no notice")
	}
	thing := home + "/tensions/" + about.String()[1:]
	raw, err := json.Marshal(map[string]any{"title": "De Linde", "body": "Somebody asks.", "url": thing, "tag": about.String()})
	check(t, err)
	p.Pushed(w.base, home, string(raw))
	later(p, `async () => (await (await navigator.serviceWorker.ready).getNotifications()).length > 0`)
	if got := p.Worker(home, pressing); got != thing+" 0" {
		t.Fatalf("a press opens %q, want %q and no message left", got, thing)
	}
	p.Open(thing)
	if waits() {
		t.Error("what was opened is not seen")
	}

	if got := p.Worker(home, strings.Replace(renewing, "ADDRESS", other, 1)); got != "renewed" {
		t.Error(got)
	}
	p.Before(strings.Replace(fake, "ADDRESS", other, 1))
	p.Text(`localStorage.setItem("fake push", ` + "`" + other + "`" + `); ""`)
	p.Open(home + "/account/notices")
	p.Wait(`document.querySelector("#push [data-say=on]")?.hidden === false`)
	p.Press(`document.querySelector("#push [data-do=try]")`)
	if m := box.Next(t); m.To != "phone later" {
		t.Errorf("the trial goes to %q", m.To)
	}
	if all, err := w.people.PushDevices(t.Context(), "linde", 1); err != nil || len(all) != 1 {
		t.Errorf("there are %d devices, %v", len(all), err)
	}
}
