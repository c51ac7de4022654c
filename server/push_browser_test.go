package server_test

import (
	"encoding/json"
	"strings"
	"testing"

	"orpheus/identity"
	"orpheus/internal/browser"
	"orpheus/internal/test/pushbox"
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
