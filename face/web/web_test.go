package web_test

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"orpheus/face/web"
	"orpheus/face/web/assets"
	"orpheus/face/web/webtest"
	"orpheus/org"
)

const (
	csp  = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
	html = "text/html; charset=utf-8"
)

func TestSite(t *testing.T) {
	webtest.All(t, webtest.Linde(t), []webtest.Scenario{
		{Name: "the only organisation", Path: "/", Status: 303, Is: map[string]string{"Location": "/de-linde"}},
		{Name: "home is the map for now", Path: "/de-linde?at=2025-03-03", Status: 303, Is: map[string]string{"Location": "/de-linde/map?at=2025-03-03"}},
		{
			Name: "headers", Path: "/de-linde/map",
			Is: map[string]string{
				"Content-Type": html, "Content-Security-Policy": csp, "X-Content-Type-Options": "nosniff",
				"X-Frame-Options": "DENY", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
				"Cache-Control": "private, no-cache",
			},
			Has: map[string]string{"Vary": "Accept-Language", "Etag": `W/"`},
		},
		{Name: "head", Method: "HEAD", Path: "/de-linde/map", Empty: true, Has: map[string]string{"Etag": `W/"`}},
		{
			Name: "only reading", Method: "POST", Path: "/de-linde/map", Status: 405,
			Header: map[string]string{"Accept-Language": "en"},
			Is:     map[string]string{"Allow": "GET, HEAD", "Content-Security-Policy": csp},
			Contains: []string{
				"This cannot be done here", "Nothing was changed or saved.",
			},
		},
		{
			Name: "no such page", Path: "/de-linde/nothing/here", Status: 404, Header: map[string]string{"Accept-Language": "nl"},
			Is:       map[string]string{"Content-Type": html, "Cache-Control": "no-store", "Etag": ""},
			Contains: []string{"Deze pagina is er niet", "Wat er gebeurde", "Wat bewaard is", "Wat je kunt doen"},
		},
		{Name: "no such organisation", Path: "/nobody/map", Status: 404, Header: map[string]string{"Accept-Language": "da"}, Contains: []string{"Denne side findes ikke", `href="/"`}},
		{Name: "packed", Path: "/de-linde/map", Header: map[string]string{"Accept-Encoding": "br, gzip;q=0.5"}, Is: map[string]string{"Content-Encoding": "gzip"}, Contains: []string{"De Linde"}},
		{Name: "not packed", Path: "/de-linde/map", Header: map[string]string{"Accept-Encoding": "gzip;q=0"}, Is: map[string]string{"Content-Encoding": ""}},
	})
}

func TestLanguage(t *testing.T) {
	lang := func(v string) map[string]string { return map[string]string{"Accept-Language": v} }
	webtest.All(t, webtest.Linde(t), []webtest.Scenario{
		{Name: "the organisation's", Path: "/de-linde/map", Contains: []string{`<html lang="nl"`, "Vandaag", "is nu ergens mee bezig", "nog niemand"}},
		{Name: "the browser's", Path: "/de-linde/map", Header: lang("da,en;q=0.5"), Contains: []string{`<html lang="da"`, "I dag", "tovholder nu", "ingen endnu"}},
		{Name: "one the browser asks for in vain", Path: "/de-linde/map", Header: lang("ja"), Contains: []string{`<html lang="nl"`}},
		{Name: "the one chosen here", Path: "/de-linde/map", Header: map[string]string{"Accept-Language": "da", "Cookie": "lang=en"}, Contains: []string{`<html lang="en"`, "Today", "leads now", "nobody yet"}},
		{Name: "a cookie with nonsense", Path: "/de-linde/map", Header: map[string]string{"Cookie": "lang=xx; theme=pink"}, Contains: []string{`<html lang="nl">`}},
		{
			Name: "choosing one", Path: "/de-linde/map?at=2025-03-03&lang=da&role=66", Status: 303,
			Is:  map[string]string{"Location": "/de-linde/map?at=2025-03-03&role=66"},
			Has: map[string]string{"Set-Cookie": "lang=da; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax"},
		},
		{Name: "choosing one there is not", Path: "/de-linde/map?lang=xx", Status: 303, Is: map[string]string{"Location": "/de-linde/map", "Set-Cookie": ""}},
		{Name: "choosing leads nowhere else", Path: "//evil.example/map?lang=nl", Status: 307, Is: map[string]string{"Location": "/evil.example/map?lang=nl"}},
		{Name: "choosing dark", Path: "/de-linde/map?theme=dark", Status: 303, Has: map[string]string{"Set-Cookie": "theme=dark"}},
		{
			Name: "names are in the organisation's language", Path: "/de-linde/map?circle=2", Header: map[string]string{"Accept-Language": "en", "Cookie": "view=outline"},
			Contains: []string{`<span class="tree-name" lang="nl">Home care</span>`, `<h2 id="chosen" data-announce lang="nl">Home care</h2>`},
		},
		{Name: "which is said only where it differs", Path: "/de-linde/map?circle=2", Header: map[string]string{"Cookie": "view=outline"}, Lacks: []string{`<span class="tree-name" lang=`}},
		{Name: "dark", Path: "/de-linde/map", Header: map[string]string{"Cookie": "theme=dark"}, Contains: []string{`data-theme="dark"`}},
	})
}

// A page is sent again only when something in it may have changed.
func TestFresh(t *testing.T) {
	h := webtest.Linde(t)
	get := func(path string, header map[string]string) *http.Response {
		return webtest.Scenario{Path: path, Header: header}.Run(t, h)
	}
	const path = "/de-linde/map?role=66"
	tag := get(path, nil).Header.Get("Etag")
	if again := get(path, nil).Header.Get("Etag"); again != tag {
		t.Errorf("the same page has the tags %s and %s", tag, again)
	}
	same := map[string]string{"If-None-Match": `"other", ` + tag}
	webtest.Scenario{Path: path, Header: same, Status: 304, Empty: true}.Run(t, h)
	for name, header := range map[string]map[string]string{
		"another language": {"Cookie": "lang=da"},
		"another theme":    {"Cookie": "theme=dark"},
		"another view":     {"Cookie": "view=outline"},
	} {
		if got := get(path, header).Header.Get("Etag"); got == tag {
			t.Errorf("%s has the same tag", name)
		}
	}
	if get("/de-linde/map?role=69", nil).Header.Get("Etag") == tag {
		t.Error("another choice has the same tag")
	}
	h.Set(webtest.Now.AddDate(0, 0, 1))
	webtest.Scenario{Name: "the next day", Path: path, Header: same}.Run(t, h)
}

func TestBroken(t *testing.T) {
	var log bytes.Buffer
	h := webtest.Anker(t)
	h.Log(slog.New(slog.NewTextHandler(&log, nil)))
	webtest.Scenario{Path: "/het-anker/tensions/2"}.Run(t, h)
	h.Store.Fail(errors.New("the disk is full of secrets"))
	webtest.Scenario{
		Path: "/het-anker/tensions/5", Status: 500, Header: map[string]string{"Accept-Language": "en"},
		Is: map[string]string{"Content-Type": html, "Cache-Control": "no-store"},
		Contains: []string{
			"Something went wrong on our side", "What is kept", "Try again in a minute.", "Name this number: ",
		},
		Lacks: []string{"secrets"},
	}.Run(t, h)
	if !strings.Contains(log.String(), "secrets") || !strings.Contains(log.String(), "number=") {
		t.Errorf("the log does not tell: %s", log.String())
	}
}

// A panic while a page is made is a page too, and the cause is in the log.
func TestPanic(t *testing.T) {
	var log bytes.Buffer
	h := web.New(web.Config{Log: slog.New(slog.NewTextHandler(&log, nil))})
	webtest.Scenario{Path: "/de-linde/map", Status: 500, Header: map[string]string{"Accept-Language": "en"}, Contains: []string{"Something went wrong"}}.Run(t, h)
	if !strings.Contains(log.String(), "panic") {
		t.Errorf("the log does not tell: %s", log.String())
	}
}

func TestFront(t *testing.T) {
	two := webtest.Linde(t)
	two.Found(t, org.FoundOrganisation{Slug: "de-brug", Name: "De Brug", Lang: "nl", Zone: "Europe/Brussels"})
	webtest.All(t, two, []webtest.Scenario{
		{Name: "several", Path: "/", Header: map[string]string{"Accept-Language": "en"}, Contains: []string{"Where do you take part?", `href="/de-linde"`, `href="/de-brug"`}},
	})
	webtest.All(t, webtest.NewHouse(t), []webtest.Scenario{
		{Name: "none", Path: "/", Header: map[string]string{"Accept-Language": "en"}, Contains: []string{"No organisation here yet", "orpheus org create"}},
	})
}

// Whoever asks what there is here loads no organisation: sessions are not shown there.
func TestFrontLoadsNothing(t *testing.T) {
	two := webtest.Linde(t)
	two.Found(t, org.FoundOrganisation{Slug: "de-brug", Name: "De Brug", Lang: "nl", Zone: "Europe/Brussels"})
	again := two.Restarted(t)
	again.Me = 0
	webtest.Scenario{Path: "/", Contains: []string{`href="/de-linde"`}}.Run(t, again)
	if n := again.Store.Reads(); n != 0 {
		t.Errorf("a log was read %d times", n)
	}
	webtest.Scenario{Path: "/de-linde/map", Status: 303}.Run(t, again)
	if again.Store.Reads() == 0 {
		t.Error("the test does not notice that a log is read")
	}
}

func TestAssets(t *testing.T) {
	css := assets.URL("orpheus.css")
	webtest.All(t, webtest.Linde(t), []webtest.Scenario{
		{Name: "kept for good", Path: css, Is: map[string]string{"Cache-Control": "public, max-age=31536000, immutable", "Content-Type": "text/css; charset=utf-8", "Content-Encoding": "", "Vary": "Accept-Encoding"}, Contains: []string{"@layer"}},
		{Name: "packed", Path: css, Header: map[string]string{"Accept-Encoding": "gzip"}, Is: map[string]string{"Content-Encoding": "gzip"}, Contains: []string{"@layer"}},
		{Name: "head", Method: "HEAD", Path: css, Empty: true},
		{Name: "asked for by an older page", Path: "/assets/0123456789abcdef/orpheus.css", Is: map[string]string{"Cache-Control": "no-cache"}, Contains: []string{"@layer"}},
		{Name: "a font", Path: assets.URL("fonts/familjen-grotesk-latin.woff2"), Header: map[string]string{"Accept-Encoding": "gzip"}, Is: map[string]string{"Content-Type": "font/woff2", "Content-Encoding": ""}},
		{Name: "no such file", Path: "/assets/" + assets.Hash() + "/../../etc/passwd", Status: 307},
		{Name: "nothing", Path: "/assets/" + assets.Hash() + "/nothing.js", Status: 404},
		{Name: "the licences", Path: assets.URL("licences/htmx.txt"), Contains: []string{"Zero-Clause BSD"}},
	})
}
