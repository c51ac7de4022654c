package server_test

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// What a browser that was never here loads for home is little: all of it packed,
// with every font that the stylesheet names for the letters of the page.
func TestFirstVisitIsLight(t *testing.T) {
	w := newWard(t)
	cookie := strings.TrimSuffix(strings.TrimPrefix(w.session(t, 7), "Cookie: "), "\r\n")
	fetch := func(path string) (size int, text string) {
		t.Helper()
		for _, packed := range []bool{true, false} {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+w.addr+path, nil)
			check(t, err)
			r.Header.Set("Cookie", cookie)
			r.Header.Set("Accept-Encoding", "identity")
			if packed {
				r.Header.Set("Accept-Encoding", "gzip")
			}
			a, err := http.DefaultClient.Do(r)
			check(t, err)
			b, err := io.ReadAll(a.Body)
			check(t, err)
			check(t, a.Body.Close())
			if a.StatusCode != http.StatusOK {
				t.Fatalf("%s: %s", path, a.Status)
			}
			if packed {
				size = len(b)
			} else {
				text = string(b)
			}
		}
		return size, text
	}
	all, page := fetch("/linde")
	t.Logf("%6d page", all)
	asset := regexp.MustCompile(`/assets/[0-9a-f]+/[\w./-]+`)
	seen, scripts := map[string]bool{}, 0
	load := func(path string) (text string) {
		if seen[path] {
			return ""
		}
		seen[path] = true
		size, text := fetch(path)
		t.Logf("%6d %s", size, path)
		if all += size; strings.HasSuffix(path, ".js") {
			scripts += size
		}
		return text
	}
	for _, path := range asset.FindAllString(page, -1) {
		text := load(path)
		if !strings.HasSuffix(path, ".css") {
			continue
		}
		for _, m := range regexp.MustCompile(`url\("?([^")]+\.woff2)"?\)`).FindAllStringSubmatch(text, -1) {
			if strings.Contains(m[1], "latin-ext") {
				continue // loaded where a name has such letters
			}
			font := m[1]
			if !strings.HasPrefix(font, "/") {
				font = path[:strings.LastIndex(path, "/")+1] + strings.TrimPrefix(font, "./")
			}
			load(font)
		}
	}
	t.Logf("%6d in all, of which scripts %d", all, scripts)
	if len(seen) < 4 || all > 120_000 || scripts > 30_000 || scripts == 0 {
		t.Errorf("the first visit loads %d bytes, of which scripts %d, in %d files", all, scripts, 1+len(seen))
	}
}
