package server_test

import (
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"orpheus/internal/demo"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/server"
	"orpheus/service"
	"orpheus/store/memory"
)

// What the first visit may load, in bytes, packed. docs/performance.md says what of
// it is promised.
const (
	mostScripts = 30_000
	mostAny     = 120_000 // whoever it is, with the letters of all names on their home
)

// face is a font that a stylesheet names, and the letters it is loaded for.
type face struct {
	path   string
	ranges [][2]rune
}

func (f face) wanted(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		for _, in := range f.ranges {
			if r >= in[0] && r <= in[1] {
				return true
			}
		}
		return false
	})
}

// faces reads the fonts that a stylesheet at a path names.
func faces(t *testing.T, path, css string) (all []face) {
	t.Helper()
	rule := regexp.MustCompile(`@font-face\{[^}]*url\("?([^")]+)"?\)[^}]*unicode-range:([^;}]+)`)
	for _, m := range rule.FindAllStringSubmatch(css, -1) {
		f := face{path: path[:strings.LastIndex(path, "/")+1] + strings.TrimPrefix(m[1], "./")}
		if strings.HasPrefix(m[1], "/") {
			f.path = m[1]
		}
		for part := range strings.SplitSeq(m[2], ",") {
			from, to, several := strings.Cut(strings.TrimPrefix(strings.TrimSpace(part), "U+"), "-")
			if !several {
				to = from
			}
			a, err := strconv.ParseInt(from, 16, 32)
			check(t, err)
			b, err := strconv.ParseInt(to, 16, 32)
			check(t, err)
			f.ranges = append(f.ranges, [2]rune{rune(a), rune(b)})
		}
		all = append(all, f)
	}
	if len(all) < 6 {
		t.Fatalf("%s names %d fonts", path, len(all))
	}
	return all
}

// What a browser that was never here loads for home is little: all of it packed,
// with every font that the stylesheet names for a letter of the page. It is measured
// for everybody in De Linde, since names differ in their letters.
func TestFirstVisitIsLight(t *testing.T) {
	log := new(memory.Log)
	now := func() time.Time { return time.Date(2026, 3, 17, 9, 30, 0, 0, time.UTC) }
	desk := service.New(log, ledger.Options{Now: now, Follow: -1})
	t.Cleanup(func() { check(t, desk.Close()) })
	check(t, demo.Grow(t.Context(), desk, demo.Options{Size: demo.Small, Until: now()}, nil))
	pages := server.New(server.Config{Service: desk, URL: "http://127.0.0.1", Now: now, Log: slog.New(slog.DiscardHandler)})
	srv := httptest.NewServer(pages.Handler)
	t.Cleanup(srv.Close)
	w := &ward{desk, pages.Identity, srv.Listener.Addr().String()}
	fetch := func(path, cookie, packing string) []byte {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+w.addr+path, nil)
		check(t, err)
		r.Header.Set("Cookie", cookie)
		r.Header.Set("Accept-Encoding", packing)
		a, err := http.DefaultClient.Do(r)
		check(t, err)
		defer a.Body.Close()
		b, err := io.ReadAll(a.Body)
		check(t, err)
		if a.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s", path, a.Status)
		}
		return b
	}
	sizes := map[string]int{}
	size := func(path string) int {
		if sizes[path] == 0 {
			sizes[path] = len(fetch(path, "", "gzip"))
		}
		return sizes[path]
	}
	asset, tags := regexp.MustCompile(`/assets/[0-9a-f]+/[\w./-]+`), regexp.MustCompile(`<[^>]*>`)
	var fonts []face
	state, err := desk.Look(t.Context(), "linde", 0)
	check(t, err)
	visits, usual, most := 0, 0, 0
	for id, p := range state.People() {
		if !p.Present() {
			continue
		}
		cookie := strings.TrimSuffix(strings.TrimPrefix(w.session(t, id), "Cookie: "), "\r\n")
		page := string(fetch("/linde", cookie, "identity"))
		all, scripts, ext := len(fetch("/linde", cookie, "gzip")), 0, false
		loads := map[string]bool{}
		for _, path := range asset.FindAllString(page, -1) {
			loads[path] = true
			if strings.HasSuffix(path, ".css") && fonts == nil {
				fonts = faces(t, path, string(fetch(path, "", "identity")))
			}
		}
		text := html.UnescapeString(tags.ReplaceAllString(page, " "))
		for _, f := range fonts {
			if f.wanted(text) {
				loads[f.path] = true
				ext = ext || !strings.HasSuffix(f.path, "-latin.woff2")
			}
		}
		for path := range loads {
			if all += size(path); strings.HasSuffix(path, ".js") {
				scripts += size(path)
			}
		}
		if !ext {
			usual++
		}
		if len(loads) < 4 || scripts == 0 || scripts > mostScripts || all > mostAny {
			t.Errorf("%s loads %d bytes at first, of which scripts %d, in %d files; at most %d", org.PersonID(id), all, scripts, 1+len(loads), mostAny)
		}
		visits, most = visits+1, max(most, all)
	}
	t.Logf("%d people, %d of them without other letters; at most %s bytes", visits, usual, fmt.Sprint(most))
	if visits < 20 || usual == 0 || usual == visits {
		t.Errorf("of %d people %d have no letters beyond Western Europe: this shows only one of two cases", visits, usual)
	}
}
