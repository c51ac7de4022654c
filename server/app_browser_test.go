package server_test

import (
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"orpheus/identity"
	"orpheus/internal/browser"
)

func TestMain(m *testing.M) { browser.Main(m) }

// cable is a connection to a server that can be cut.
type cable struct {
	next   http.Handler
	cut    atomic.Bool
	lose   atomic.Bool // what is sent arrives all the same, and the answer is lost
	worker string      // is put before the worker's own script
	srv    *httptest.Server
}

func (c *cable) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if c.cut.Load() {
		if c.lose.Load() && r.Method == http.MethodPost {
			c.next.ServeHTTP(httptest.NewRecorder(), r)
		}
		panic(http.ErrAbortHandler)
	}
	if c.worker == "" || !strings.HasSuffix(r.URL.Path, "/worker.js") {
		c.next.ServeHTTP(w, r)
		return
	}
	r.Header.Del("Accept-Encoding")
	a := httptest.NewRecorder()
	c.next.ServeHTTP(a, r)
	maps.Copy(w.Header(), a.Header())
	w.Header().Del("Content-Length")
	_, _ = io.WriteString(w, c.worker+"\n"+a.Body.String())
}

func (c *cable) pull(out bool) {
	c.cut.Store(out)
	c.srv.CloseClientConnections()
}

// Without a connection an app opens with what was last seen and says when that was; what is
// raised then waits, can be taken back, and is sent once when the connection is back; who signs
// out leaves nothing.
func TestWithoutAConnection(t *testing.T) {
	w := newWalk(t)
	link, err := w.people.NewLink(t.Context(), identity.Link{Kind: identity.SignIn, Org: "linde", Person: 1, Printed: true})
	check(t, err)
	cable := w.line
	p := browser.Open(t).Page(t, browser.Phone)
	p.Forgive("net::ERR")
	p.Forgive("Failed to")
	p.Forgive("503")
	home := w.base + under + "/linde"
	p.Open(link)
	p.Later(`Promise.all(["linde pages old", "linde parts old", "linde2 pages old"].map(n => caches.open("orpheus ` + under + `/" + n))).then(() => "made")`)
	p.Open(home + "/people/1?lang=nl")
	const ready = `Promise.race([navigator.serviceWorker.ready.then(() => "ready"), new Promise(no => setTimeout(no, 9000, "not ready"))])`
	for tries := 0; p.Later(ready) != "ready"; tries++ { // a browser that is busy gives up, and the next page has it begin again
		if tries == 9 {
			t.Fatal("no page has the worker beside it")
		}
		p.Open(home + "/people/1?lang=nl")
	}
	p.Open(home + "/people/1") // it may have been on its way when the worker took over
	p.Wait(`navigator.serviceWorker.controller !== null`)
	p.Open(home + "/circles/2")
	kept := func(path string) {
		t.Helper()
		later(p, `async () => { for (const n of await caches.keys()) for (const r of await (await caches.open(n)).keys()) if (new URL(r.url).pathname === "`+under+path+`") return true }`)
	}
	kept("/linde/circles/2")
	kept("/linde/offline")
	kept("/linde")
	if got := p.Later(`caches.keys().then(all => all.filter(n => n.endsWith(" old")).join())`); got != "orpheus "+under+"/linde2 pages old" {
		t.Errorf("of what an older program kept there is %q", got)
	}
	title := p.Title()

	cable.pull(true)
	p.Open(home + "/circles/2")
	p.Wait(`/Je bent offline. Dit is de pagina zoals je die zag op .*\d\d[.:]\d\d/.test(document.getElementById("seen")?.textContent)`)
	if got := p.Title(); got != title {
		t.Errorf("the page is %q, it was %q", got, title)
	}
	p.Accessible()
	p.Open(home + "/circles/3")
	p.Wait(`document.querySelector("h1").textContent === "Geen verbinding"`)

	raise := func(text string) {
		t.Helper()
		p.Open(home)
		p.Wait(`document.getElementById("seen") && document.querySelector("form[action$='/acts/tension.raise']")`)
		p.Text(`document.querySelector("form[action$='/acts/tension.raise'] [name=title]").value = "` + text + `"; ""`)
		p.Click(`form[action$='/acts/tension.raise'] [name=lead][value=off]`)
		p.Wait(`location.pathname.endsWith("/offline") && document.querySelector("#unsent ul").textContent.includes("` + text + `")`)
	}
	raise("The first lamp is broken")
	p.Accessible()
	p.Click("#unsent li:first-child button")
	p.Wait(`document.getElementById("unsent").hidden && document.querySelectorAll("#unsent li").length === 0`)
	cable.lose.Store(true)
	raise("The second lamp is broken")
	cable.lose.Store(false)

	cable.pull(false)
	p.Open(home)
	p.Wait(`document.getElementById("unsent").hidden === true`)
	if n := w.raised(t, "The first lamp is broken"); n != 0 {
		t.Errorf("what was taken back was sent")
	}
	p.Open(home)
	if n := w.raised(t, "The second lamp is broken"); n != 1 {
		t.Errorf("what waited was sent %d times", n)
	}

	p.Open(home + "/account")
	p.Click(`main form[action$='/signout'] button`)
	p.Wait(`location.pathname === "` + under + `/signin"`)
	later(p, `async () => !(await caches.keys()).some(n => n.startsWith("orpheus `+under+`/linde pages "))`)
	later(p, `() => new Promise(yes => { const db = indexedDB.open("orpheus `+under+`/linde"); db.onsuccess = () => { const all = db.result.transaction("about").objectStore("about").getAll(); all.onsuccess = () => { db.result.close(); yes(all.result.length === 0) } } })`)
	cable.pull(true)
	if got := p.Later(`fetch("` + under + `/linde/circles/2", {headers: {"HX-Request": "true"}}).then(a => a.text(), () => "nothing")`); got != "nothing" {
		t.Errorf("after signing out somebody reads %.200s", got)
	}
	cable.pull(false)
}

// A browser whose store does not answer has the worker all the same, and a page that only looks
// whether something waits there makes no store: left half made, it would answer nobody any more.
func TestAStoreThatDoesNotAnswer(t *testing.T) {
	w := newWalk(t)
	link, err := w.people.NewLink(t.Context(), identity.Link{Kind: identity.SignIn, Org: "linde", Person: 1, Printed: true})
	check(t, err)
	home := w.base + under + "/linde"
	b := browser.Open(t)
	without := b.Page(t, browser.Phone)
	without.Before(`navigator.serviceWorker.register = async () => {}`)
	without.Open(link)
	without.Open(home)
	without.Wait(`document.getElementById("unsent")?.hidden`)
	without.Later(`new Promise(yes => setTimeout(yes, 300, ""))`)
	if all := without.Later(`indexedDB.databases().then(all => all.map(d => d.name).join())`); all != "" {
		t.Errorf("a page made %q", all)
	}

	w.line.worker = `{ const by = setTimeout; self.setTimeout = (does, ms, ...with_) => by(does, ms / 50, ...with_) }
indexedDB.open = () => ({})`
	p := b.Page(t, browser.Phone)
	p.Open(home)
	later(p, `async () => (await navigator.serviceWorker.ready).active?.state === "activated"`)
	p.Open(home + "/account")
	p.Click(`main form[action$='/signout'] button`)
	p.Wait(`location.pathname === "` + under + `/signin"`)
}

// later waits until a function that answers later says yes.
func later(p *browser.Page, does string) {
	p.Text(`window.said = false; window.asking = null; ""`)
	p.Wait(`(window.asking ??= (` + does + `)().then(v => { window.said = !!v; window.asking = null }, () => { window.asking = null }), window.said)`)
}

// raised counts the tensions of a title.
func (w *walk) raised(t *testing.T, title string) (n int) {
	t.Helper()
	s, err := w.desk.Look(t.Context(), "linde", 0)
	check(t, err)
	for _, x := range s.Tensions() {
		if x.Title == title {
			n++
		}
	}
	return n
}
