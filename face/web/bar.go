package web

import (
	"net/http"
	"strings"

	"orpheus/org"
)

// barStyle is where the style of a bar of a colour is; empty for the usual one. It is a
// style sheet, since a page has no style of its own.
func barStyle(colour string) string {
	if colour == "" {
		return ""
	}
	return "/assets/bar/" + colour[1:] + ".css"
}

// serveBar answers with the style of a bar of a colour on which its words can be read. It
// says nothing of an organisation, so anybody may have it.
func serveBar(missing http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, ok := strings.CutSuffix(r.PathValue("name"), ".css")
		colour := "#" + name
		if !ok || org.ReadableBar(colour) != colour {
			missing.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		_, _ = w.Write([]byte(":root:root{--bar:" + colour + ";--bar-line:var(--bar-ink-2);--bar-edge:var(--bar-ink-2)}\n"))
	})
}
