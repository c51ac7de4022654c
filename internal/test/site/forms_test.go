package site_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"orpheus/identity"
)

// A form that is too large is refused before it is read as a whole, at every address
// that takes one.
func TestNoFormIsTooLarge(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.scene("linde", "Secret")
	unread := map[string]bool{ // nothing of the form is asked for
		"POST /signin/{token}": true, "POST /{org}/signout": true, "POST /{org}/{rest...}": true,
		"POST /{org}/files": true, // takes files, and has limits of its own
	}
	link, err := h.people.NewLink(t.Context(), identity.Link{Kind: identity.Found})
	if err != nil {
		t.Fatal(err)
	}
	found := strings.TrimPrefix(link, "http://o.example")
	forms := 0
	for _, route := range addresses(t) {
		method, path, _ := strings.Cut(route, " ")
		if method != http.MethodPost || unread[route] {
			continue
		}
		forms++
		path = strings.NewReplacer("/found/{token}", found, "{org}", "linde", "{kind}", "tension.raise", "{seq}", "3").Replace(path)
		send := func(size int) (int, int64) {
			v := h.in("linde", steward)
			body := &bottomless{left: int64(size)}
			r := httptest.NewRequest(http.MethodPost, path, body)
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.AddCookie(v.cookie)
			r.RemoteAddr = v.from
			w := httptest.NewRecorder()
			h.h.ServeHTTP(w, r)
			return w.Code, body.read
		}
		status, read := send(64 << 20)
		if status != http.StatusBadRequest || read > 2<<20 {
			t.Errorf("%s: a form of 64 MB got status %d, and %d bytes of it were read", route, status, read)
		}
		if status, read := send(1000); read != 1000 {
			t.Errorf("%s: of a form of 1000 bytes %d were read, with status %d, so that this test shows nothing", route, read, status)
		}
	}
	if forms < 8 {
		t.Errorf("only %d forms were sent", forms)
	}
}

// bottomless is a form with one long field.
type bottomless struct{ left, read int64 }

func (b *bottomless) Read(p []byte) (int, error) {
	n := min(int64(len(p)), b.left)
	if n == 0 {
		return 0, io.EOF
	}
	for i := range p[:n] {
		p[i] = 'x'
	}
	b.left, b.read = b.left-n, b.read+n
	return int(n), nil
}
