package server_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
	"weak"

	"orpheus/identity"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/server"
	"orpheus/service"
	"orpheus/store/memory"
	"orpheus/store/records"
	"orpheus/store/sqlite"
)

// client is somebody with a browser and a program.
type client struct {
	t             *testing.T
	base          string
	cookie, token string
	http          http.Client
}

func (c *client) send(ctx context.Context, method, path, body string) *http.Response {
	c.t.Helper()
	r, err := http.NewRequestWithContext(ctx, method, c.base+path, strings.NewReader(body))
	check(c.t, err)
	r.Header.Set("Cookie", c.cookie)
	if strings.HasPrefix(path, "/api/") {
		r.Header.Set("Authorization", "Bearer "+c.token)
	} else if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	a, err := c.http.Do(r)
	check(c.t, err)
	return a
}

func (c *client) ask(method, path, body string) {
	c.t.Helper()
	a := c.send(c.t.Context(), method, path, body)
	defer a.Body.Close()
	b, err := io.ReadAll(a.Body)
	check(c.t, err)
	if a.StatusCode >= 400 {
		c.t.Fatalf("%s %s: %s\n%.400s", method, path, a.Status, b)
	}
}

// follow opens an event stream; heard waits until an event of that name came.
func (c *client) follow(ctx context.Context, path string) (heard func(name string)) {
	c.t.Helper()
	a := c.send(ctx, http.MethodGet, path, "")
	if a.StatusCode != http.StatusOK {
		c.t.Fatalf("%s: %s", path, a.Status)
	}
	c.t.Cleanup(func() { _ = a.Body.Close() })
	lines := bufio.NewScanner(a.Body)
	return func(name string) {
		c.t.Helper()
		for lines.Scan() {
			if lines.Text() == "event: "+name {
				return
			}
		}
		c.t.Fatalf("%s ended: %v", path, lines.Err())
	}
}

// lived is a client of an organisation in which something happened, on a server that
// lets go of it as soon as nobody asks.
func lived(t *testing.T) (*service.Service, *client) {
	log, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "o.db"), true)
	check(t, err)
	d := service.New(log, ledger.Options{Idle: time.Millisecond, Follow: 10 * time.Millisecond})
	t.Cleanup(func() { check(t, d.Close()) })
	_, err = d.Found(t.Context(), service.Founding{Slug: "linde", Name: "De Linde", Lang: "nl", Person: records.Profile{Name: "Ada", Mail: "ada@o.example"}})
	check(t, err)
	_, err = d.AddPerson(t.Context(), "linde", records.Profile{Name: "Gust"}, true, false)
	check(t, err)
	for _, a := range []org.Act{
		&org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Thuiszorg"}, &org.CreateRole{Circle: 2, Name: "Planning"},
		&org.FillSeat{Role: 1, Person: 1}, &org.JoinCircle{Circle: 2, Person: 2},
		&org.RaiseTension{Circle: 2, Title: "Te veel overleg", Body: org.Write("Elke vergadering duurt lang"), Lead: true},
	} {
		_, err := act(t.Context(), d, 1, a)
		check(t, err)
	}
	s := server.New(server.Config{Service: d, URL: "http://127.0.0.1", Log: slog.New(slog.DiscardHandler)})
	srv := httptest.NewServer(s)
	t.Cleanup(srv.Close)
	c := &client{t: t, base: srv.URL}
	c.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	link, err := s.Identity.NewLink(t.Context(), identity.Link{Kind: identity.SignIn, Org: "linde", Person: 1, Printed: true})
	check(t, err)
	u, err := url.Parse(link)
	check(t, err)
	a := c.send(t.Context(), http.MethodGet, u.Path, "")
	check(t, a.Body.Close())
	for _, k := range a.Cookies() {
		c.cookie += k.Name + "=" + k.Value + "; "
	}
	c.token, err = s.Identity.NewToken(t.Context(), "linde", 1, "Roster", identity.TokenTerms{})
	check(t, err)
	return d, c
}

// use does by pages and API what people and programs do, and returns states that they
// looked at.
func (c *client) use(d *service.Service) []weak.Pointer[org.State] {
	ctx, leave := context.WithCancel(c.t.Context())
	defer leave()
	page, program := c.follow(ctx, "/linde/events"), c.follow(ctx, "/api/v1/orgs/linde/events")
	page("changed") // it says where it is
	now, err := d.Look(ctx, "linde", 0)
	check(c.t, err)
	past, err := d.Look(ctx, "linde", now.Last-1)
	check(c.t, err)
	day := "at=" + past.Last.Std().Format(time.RFC3339Nano)
	for range 2 { // what is remembered is asked for again
		for _, path := range []string{
			"", "/map", "/map.json", "/map.csv", "/circles/2", "/roles/1", "/people", "/people/1", "/tensions/1", "/initiatives", "/initiatives/1", "/stream",
			"/search?q=vergadering", "/changes", "/acts/lead.take?tension=1", "/settings", "/account", "/people/invite", "/map?" + day, "/people?" + day,
		} {
			c.ask(http.MethodGet, "/linde"+path, "")
		}
		for _, path := range []string{"", "/map", "/measures", "/acts", "/circles", "/people", "/tensions/1", "/map?" + day} {
			c.ask(http.MethodGet, "/api/v1/orgs/linde"+path, "")
		}
	}
	c.ask(http.MethodPost, "/linde/acts/tension.raise", "circle=C2&title=Koud")
	page("changed")
	program("acts")
	c.ask(http.MethodPost, "/api/v1/orgs/linde/acts/tension.raise", `{"circle":"C2","title":"Te warm"}`)
	page("changed")
	program("acts")
	last, err := d.Look(ctx, "linde", 0)
	check(c.t, err)
	if last.Version != now.Version+2 {
		c.t.Fatal(last.Version, now.Version)
	}
	return []weak.Pointer[org.State]{weak.Make(now), weak.Make(past), weak.Make(last)}
}

// An organisation of which every page was looked at, which was searched, changed and
// followed by pages and programs, is let go of as one that was not.
func TestNothingHoldsAnOrganisationThatWasServed(t *testing.T) {
	d, c := lived(t)
	held := c.use(d)
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		runtime.GC()
		left := 0
		for _, s := range held {
			if s.Value() != nil {
				left++
			}
		}
		if left == 0 {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("%d of %d states are held", left, len(held))
		}
	}
	c.ask(http.MethodGet, "/linde", "")
}

// loads is a store that counts whose logs and snapshots are read.
type loads struct {
	*memory.Log
	mu sync.Mutex
	of map[string]int
}

func (l *loads) note(slug string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.of == nil {
		l.of = map[string]int{}
	}
	l.of[slug]++
}

func (l *loads) loaded() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.of)
}

func (l *loads) Snapshot(ctx context.Context, slug string) (ledger.Snapshot, bool, error) {
	l.note(slug)
	return l.Log.Snapshot(ctx, slug)
}

func (l *loads) Read(ctx context.Context, slug string, after uint64) iter.Seq2[ledger.Row, error] {
	l.note(slug)
	return l.Log.Read(ctx, slug, after)
}

// What anybody may ask for loads no organisation, however many there are: not their
// list, not whether the program is well, and of who signs in by an address only those
// where they have it.
func TestWhoIsUnknownLoadsNothing(t *testing.T) {
	store := &loads{Log: new(memory.Log)}
	d := service.New(store, ledger.Options{Follow: -1})
	t.Cleanup(func() { _ = d.Close() })
	const many = 1000
	for i := range many {
		_, err := d.Found(t.Context(), service.Founding{
			Slug: fmt.Sprintf("o%d", i), Name: "De Linde", Lang: "nl", Person: records.Profile{Name: "Ada", Mail: fmt.Sprintf("ada%d@o.example", i/2)},
		})
		check(t, err)
	}
	s := server.New(server.Config{Service: d, URL: "http://127.0.0.1", Log: slog.New(slog.DiscardHandler)})
	if n := store.loaded(); n != 0 {
		t.Fatalf("%d were loaded by founding them", n)
	}
	ask := func(method, path, form string, status int, has string) {
		t.Helper()
		r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(form))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != status || !strings.Contains(w.Body.String(), has) {
			t.Errorf("%s %s: %d, without %q", method, path, w.Code, has)
		}
	}
	ask("GET", "/", "", 200, "o999")
	ask("GET", "/healthz", "", 200, "")
	ask("GET", "/readyz", "", 200, "")
	ask("GET", "/signin", "", 200, "")
	ask("POST", "/signin", "mail=nobody@o.example", 200, "")
	ask("POST", "/signin", "mail=nobody@o.example&password=correct+horse+battery", 422, "")
	check(t, s.Identity.Ask(t.Context(), "", "nobody@o.example", "nl", ""))
	if n := store.loaded(); n != 0 {
		t.Errorf("%d of %d were loaded", n, many)
	}
	check(t, s.Identity.Ask(t.Context(), "", "ada7@o.example", "nl", ""))
	if n := store.loaded(); n != 2 {
		t.Errorf("%d were loaded for who is in two", n)
	}
	if all, err := d.Slugs(t.Context()); err != nil || len(all) != many || store.loaded() != 2 {
		t.Error(len(all), err, store.loaded())
	}
}
