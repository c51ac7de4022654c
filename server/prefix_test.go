package server_test

import (
	"encoding/json"
	"io"
	"log"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"orpheus/identity"
	"orpheus/internal/demo"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/server"
	"orpheus/service"
	"orpheus/store/memory"
)

const under = "/orpheus"

// walk goes through a server under a prefix as a browser would.
type walk struct {
	*testing.T
	client *http.Client
	base   string // scheme and host
	seen   map[string]bool
	kinds  map[string]int // addresses without their numbers
	todo   []string
	people *identity.Service
	desk   *service.Service
	line   *cable
}

func newWalk(t *testing.T) *walk {
	t.Helper()
	now := func() time.Time { return time.Date(2026, 3, 17, 9, 30, 0, 0, time.UTC) }
	desk := service.New(new(memory.Log), ledger.Options{Now: now, Follow: -1})
	t.Cleanup(func() { check(t, desk.Close()) })
	check(t, demo.Grow(t.Context(), desk, demo.Options{Size: demo.Small, Until: now()}, nil))
	line := new(cable)
	srv := httptest.NewUnstartedServer(line)
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.Start()
	t.Cleanup(srv.Close)
	s := server.New(server.Config{Service: desk, URL: srv.URL + under, Calls: loopback, Now: now, Log: slog.New(slog.DiscardHandler)})
	line.next, line.srv = s, srv
	jar, err := cookiejar.New(nil)
	check(t, err)
	w := &walk{T: t, base: srv.URL, seen: map[string]bool{}, kinds: map[string]int{}, people: s.Identity, desk: desk, line: line}
	w.client = &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return w
}

// inside fails where an address of this server leaves the prefix.
func (w *walk) inside(where, what, address string) {
	w.Helper()
	u, err := url.Parse(address)
	if err != nil || u.Host != "" && "http://"+u.Host != w.base {
		return
	}
	if strings.HasPrefix(u.Path, "/") && u.Path != under && !strings.HasPrefix(u.Path, under+"/") {
		w.Errorf("%s: %s leads out, to %s", where, what, address)
	}
}

// get asks for an address of the host, follows it where it leads, and returns what came.
func (w *walk) get(path string) (*http.Response, string) {
	w.Helper()
	r, err := http.NewRequestWithContext(w.Context(), http.MethodGet, w.base+path, nil)
	check(w, err)
	return w.do(r)
}

func (w *walk) do(r *http.Request) (*http.Response, string) {
	w.Helper()
	path := r.URL.RequestURI()
	a, err := w.client.Do(r)
	check(w, err)
	defer a.Body.Close()
	body, err := io.ReadAll(a.Body)
	check(w, err)
	for _, c := range a.Cookies() {
		if c.Path != under+"/" && !strings.HasPrefix(c.Path, under+"/") {
			w.Errorf("%s: the cookie %s is for %s", path, c.Name, c.Path)
		}
	}
	if to := a.Header.Get("Location"); to != "" {
		w.inside(path, "the answer", to)
		if to, err := r.URL.Parse(to); err == nil && to.Host == r.URL.Host {
			w.add(to.RequestURI())
		}
	}
	return a, string(body)
}

var numbers = regexp.MustCompile(`[0-9]+|[?].*|[0-9a-f]{16,}`)

// add notes an address to be looked at; of many that differ in their numbers, a few.
func (w *walk) add(path string) {
	kind := numbers.ReplaceAllString(path, "#")
	if strings.Contains(path, "/acts/") {
		kind = path[:strings.IndexAny(path+"?", "?")]
	}
	if w.seen[path] || strings.Contains(path, "nowhere") || w.kinds[kind] >= 2 {
		return
	}
	w.seen[path] = true
	w.kinds[kind]++
	w.todo = append(w.todo, path)
}

// written are attributes in which people's words stand, or what the server reads again.
var written = map[string]bool{"value": true, "title": true, "alt": true, "placeholder": true, "content": true, "aria-label": true, "pattern": true, "d": true}

// read looks at every address in a page.
func (w *walk) read(path, page string) {
	here, err := url.Parse(w.base + path)
	check(w, err)
	z := html.NewTokenizer(strings.NewReader(page))
	for z.Next() != html.ErrorToken {
		t := z.Token()
		for _, a := range t.Attr {
			if !strings.HasPrefix(a.Val, "/") || written[a.Key] {
				continue
			}
			w.inside(path, "<"+t.Data+" "+a.Key+">", a.Val)
		}
		for _, a := range t.Attr {
			to, err := here.Parse(a.Val)
			if err != nil || to.Host != here.Host || a.Key != "href" && a.Key != "src" && a.Key != "data-src" || strings.HasPrefix(a.Val, "#") {
				continue
			}
			w.add(to.RequestURI())
		}
	}
}

// Under a path of a host every link, form, script, style, picture, redirect and cookie stays
// there, and each of them is there.
func TestNoPageLeavesThePrefix(t *testing.T) {
	w := newWalk(t)
	link, err := w.people.NewLink(t.Context(), identity.Link{Kind: identity.SignIn, Org: "linde", Person: 1, Printed: true})
	check(t, err)
	if !strings.HasPrefix(link, w.base+under+"/signin/") {
		t.Fatalf("a link in a mail leads to %s", link)
	}
	for _, path := range []string{under, under + "/signin?org=linde", under + "/linde", under + "/nowhere"} {
		_, page := w.get(path)
		w.read(path, page)
	}
	if a, _ := w.get(strings.TrimPrefix(link, w.base)); a.StatusCode != http.StatusSeeOther {
		t.Fatal("not signed in:", a.Status)
	}
	for _, path := range []string{"/linde", "/linde/acts/circle.form?parents=C1", "/linde/changes?at=2026-01-01", "/linde?theme=dark", "/linde?lang=da", "/api/v1/docs"} {
		w.add(under + path)
	}
	pages := 0
	for len(w.todo) > 0 {
		path := w.todo[0]
		w.todo = w.todo[1:]
		if strings.HasSuffix(path, "/events") {
			continue // follows until it is closed
		}
		a, body := w.get(path)
		kind, _, _ := strings.Cut(a.Header.Get("Content-Type"), ";")
		if a.StatusCode != http.StatusOK && a.StatusCode != http.StatusSeeOther && a.StatusCode != http.StatusFound && a.StatusCode != http.StatusMovedPermanently {
			t.Errorf("%s: %s", path, a.Status)
		}
		switch kind {
		case "text/html":
			pages++
			w.read(path, body)
		case "text/css":
			here, _ := url.Parse(w.base + path)
			for _, m := range regexp.MustCompile(`url\("?([^")]+)`).FindAllStringSubmatch(body, -1) {
				if to, err := here.Parse(m[1]); err == nil && to.Host == here.Host {
					w.inside(path, "url()", to.Path)
					w.add(to.RequestURI())
				}
			}
		case "application/json", "application/manifest+json":
			for _, m := range regexp.MustCompile(`"(/[^"]*)"`).FindAllStringSubmatch(body, -1) {
				if !strings.Contains(path, "openapi.json") {
					w.inside(path, "JSON", m[1])
				}
			}
		}
	}
	if pages < 40 {
		t.Errorf("only %d pages were found", pages)
	}
	t.Logf("%d pages, %d addresses", pages, len(w.seen))
	w.forms()
	w.programs(t)
	if a, _ := w.get("/linde"); a.StatusCode != http.StatusNotFound {
		t.Error("the server is beside the prefix too:", a.Status)
	}
	if a, _ := w.get("/healthz"); a.StatusCode != http.StatusOK {
		t.Error("whoever watches over the program does not find it:", a.Status)
	}
}

// forms sends one, as a browser without Sec-Fetch-Site behind a proxy that hands on another name.
func (w *walk) forms() {
	for origin, status := range map[string]int{w.base: http.StatusSeeOther, "http://evil.example": http.StatusForbidden} {
		body := url.Values{"title": {"Under a prefix"}, "circle": {"C1"}, "_key": {"k" + origin}, "_back": {"/linde"}}
		r, err := http.NewRequestWithContext(w.Context(), http.MethodPost, w.base+under+"/linde/acts/tension.raise", strings.NewReader(body.Encode()))
		check(w, err)
		r.Host = "inner.example:8080"
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", origin)
		for _, c := range w.client.Jar.Cookies(r.URL) {
			r.AddCookie(c)
		}
		client := *w.client
		client.Jar = nil
		a, err := client.Do(r)
		check(w, err)
		_ = a.Body.Close()
		if a.StatusCode != status {
			w.Errorf("a form from %s: %s", origin, a.Status)
		}
		if to := a.Header.Get("Location"); status == http.StatusSeeOther && !strings.HasPrefix(to, under+"/linde") {
			w.Errorf("a form leads to %q", to)
		}
	}
}

// programs looks at what programs read: the description, lists with a next page, the stream.
func (w *walk) programs(t *testing.T) {
	_, body := w.get(under + "/api/v1/openapi.json")
	var doc struct{ Servers []struct{ URL string } }
	check(t, json.Unmarshal([]byte(body), &doc))
	if len(doc.Servers) != 1 || doc.Servers[0].URL != under+"/" {
		t.Errorf("the API is said to be at %+v", doc.Servers)
	}
	token, err := w.people.NewToken(t.Context(), "linde", org.PersonID(1), "Walk", identity.TokenTerms{})
	check(t, err)
	for _, path := range []string{"/api/v1/orgs/linde/roles?limit=2", "/linde/events"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.base+under+path, nil)
		check(t, err)
		r.Header.Set("Authorization", "Bearer "+token)
		a, err := w.client.Do(r)
		check(t, err)
		_ = a.Body.Close()
		if a.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", path, a.Status)
		}
		if next := a.Header.Get("Link"); strings.Contains(path, "limit") && !strings.HasPrefix(next, "<"+under+"/api/") {
			t.Errorf("the next page is at %q", next)
		}
	}
}
