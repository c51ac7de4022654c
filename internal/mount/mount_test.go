package mount_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"orpheus/internal/mount"
)

func TestOf(t *testing.T) {
	for public, want := range map[string]mount.Mount{
		"https://example.org": "", "https://example.org/": "", "https://example.org/orpheus": "/orpheus",
		"https://example.org/a/b/": "/a/b", "": "",
	} {
		if got := mount.Of(public); got != want {
			t.Errorf("%s: %q, want %q", public, got, want)
		}
	}
	for p, want := range map[string]bool{
		"": true, "/": true, "/orpheus": true, "/orpheus/": true, "/a/b-1.x_Y": true,
		"//a": false, "/a//b": false, "/a/../b": false, "/a b": false, "/\"": false, "/a?b": false, "/ö": false, "/a//": false,
	} {
		if got := mount.Fit(p); got != want {
			t.Errorf("%q fits: %v", p, got)
		}
	}
}

// Addresses of the server get the prefix; what is no address, and what leads elsewhere, does not.
func TestHTML(t *testing.T) {
	const page = `<a href="/linde">/x</a><a href="//other/x"><a href="https://x/y"><a href="#top"><input value="/linde"><p data-name="/x" title="/y">` +
		`<form action="/linde/acts" method="post"><img src="/assets/a.svg"><p data-src="/m.json">&#34; href=&#34;/z&#34;<a data-other-href="/w" href="/">`
	const want = `<a href="/o/linde">/x</a><a href="//other/x"><a href="https://x/y"><a href="#top"><input value="/linde"><p data-name="/x" title="/y">` +
		`<form action="/o/linde/acts" method="post"><img src="/o/assets/a.svg"><p data-src="/o/m.json">&#34; href=&#34;/z&#34;<a data-other-href="/w" href="/o/">`
	if got := string(mount.Mount("/o").HTML([]byte(page))); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := string(mount.Mount("").HTML([]byte(page))); got != page {
		t.Error("without a mount it changed")
	}
}

// The prefix is taken off what is asked for and put before where an answer leads.
func TestHandler(t *testing.T) {
	asked := ""
	h := mount.Mount("/o").Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r.URL.RequestURI()
		w.Header().Set("Link", `</next>; rel="next"`)
		switch r.URL.Path {
		case "/in":
			http.Redirect(w, r, "/linde?x=/y", http.StatusSeeOther)
		case "/out":
			http.Redirect(w, r, "https://elsewhere.example/x", http.StatusSeeOther)
		}
	}), "/healthz")
	for _, c := range []struct {
		path, asked, location string
		status                int
	}{
		{"/o/linde/map?q=1", "/linde/map?q=1", "", 200},
		{"/o/", "/", "", 200},
		{"/o", "", "/o/", 301},
		{"/", "", "/o/", 302},
		{"/healthz", "/healthz", "", 200},
		{"/other", "", "", 404},
		{"/orpheus", "", "", 404},
		{"/o/../o/a//b", "/a/b", "", 200},
		{"/o/../secret", "", "", 404},
		{"/o/in", "/in", "/o/linde?x=/y", 303},
		{"/o/out", "/out", "https://elsewhere.example/x", 303},
	} {
		asked = ""
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, c.path, nil))
		if asked != c.asked || w.Header().Get("Location") != c.location || w.Code != c.status {
			t.Errorf("%s: asked for %q, %d, to %q", c.path, asked, w.Code, w.Header().Get("Location"))
		}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/o/x", nil))
	if got := w.Header().Get("Link"); w.Code != 200 || got != "" && got != `</o/next>; rel="next"` {
		t.Error(got)
	}
}
